#!/usr/bin/env bash
# Gradescope runs this once, as root, when it makes the image of an autograder: Swift, the kit, and a
# user for what students wrote. It ends by grading the stubs, so that an image that cannot grade is
# never made.
set -euo pipefail
source=${AUTOGRADER:-/autograder}/source
version=6.3.1

say() { printf '%s\n' "$*" >&2; }

if ! command -v swift >/dev/null; then
  . /etc/os-release
  case $VERSION_ID in
    22.04) gcc=11 ;;
    24.04) gcc=13 ;;
    *) say "Choose Ubuntu 22.04 or 24.04 as the base image: there is no Swift for $PRETTY_NAME."; exit 1 ;;
  esac
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  apt-get install -y binutils curl git gnupg2 libc6-dev libcurl4-openssl-dev libedit2 \
    "libgcc-$gcc-dev" libncurses-dev libpython3-dev libsqlite3-0 "libstdc++-$gcc-dev" libxml2-dev \
    libz3-dev pkg-config tzdata unzip zlib1g-dev
  machine=$(uname -m)
  [ "$machine" = x86_64 ] && suffix= || suffix=-$machine
  name=swift-$version-RELEASE-ubuntu$VERSION_ID$suffix.tar.gz
  folder=https://download.swift.org/swift-$version-release/ubuntu${VERSION_ID/./}$suffix
  mkdir -p /opt/swift
  curl -fsSL "$folder/swift-$version-RELEASE/$name" | tar -xz -C /opt/swift --strip-components=1
  chmod -R a+rX /opt/swift
fi
export PATH=/opt/swift/usr/bin:$PATH

# The image is made on one machine and run on others.
export PORTABLE=1
swift build --package-path "$source/kit" --product kit
chmod -R a+rX "$source"

id grader >/dev/null 2>&1 || useradd --system --no-create-home grader
kit=$source/kit/.build/debug
mkdir -p "$kit/Submissions"
chown grader "$kit/Submissions"
trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT
chown grader "$trial"
mapfile -t options <"$source/options"
runuser -u grader -- "$kit/kit" gradebook --one "$source/kit/assignments" \
  --out "$trial/records/stubs.json" "${options[@]}"
say "The kit is built and grades."
