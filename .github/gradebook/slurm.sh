#!/usr/bin/env bash
# Grades every folder below handed-in/ as an array of SLURM jobs, then collects the records.
#   .github/gradebook/slurm.sh handed-in grades [options of kit gradebook, as in --only 04,05]
set -euo pipefail
handed_in=$(realpath "$1") grades=$(realpath -m "$2") options=$(printf '%q ' "${@:3}")
kit=$(cd "$(dirname "$0")/../.." && pwd)/.build/debug/kit
mkdir -p "$grades/records" "$grades/logs"
list=$grades/students
find "$handed_in" -mindepth 1 -maxdepth 1 -type d | sort >"$list"
count=$(wc -l <"$list")
[ "$count" -gt 0 ] || { echo "There is no folder in $handed_in." >&2; exit 2; }
one='student=$(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" "$list")
"$kit" gradebook --one "$student" --out "$grades/records/$(basename "$student").json" '"$options"
array=$(export list kit grades; sbatch --parsable --array="0-$((count - 1))" --cpus-per-task=1 \
  --time=00:20:00 --output="$grades/logs/%a.log" --export=ALL --wrap="$one")
(export kit grades; sbatch --parsable --dependency="afterany:$array" --output="$grades/logs/collect.log" \
  --export=ALL --wrap='"$kit" gradebook --collect "$grades/records" --out "$grades" '"$options")
