#!/usr/bin/env bash
# Grades every folder below handed-in/ with GNU parallel. Stopped at any moment, it goes on where it
# was: what is in the job log with exit status 0 is not done again. JOBS says how many at a time.
#   .github/gradebook/parallel.sh handed-in grades [options of kit gradebook, as in --only 04,05]
set -euo pipefail
handed_in=$1 grades=$2
shift 2
kit=$(cd "$(dirname "$0")/../.." && pwd)/.build/debug/kit
mkdir -p "$grades/records"
find "$handed_in" -mindepth 1 -maxdepth 1 -type d -print0 | sort -z |
  parallel --null --jobs "${JOBS:-100%}" --joblog "$grades/jobs.log" --resume-failed --halt never --quote \
    "$kit" gradebook --one {} --out "$grades/records/{/}.json" "$@" || true
"$kit" gradebook --collect "$grades/records" --out "$grades" "$@"
