#!/bin/sh
# Installs what is missing, builds logprobs, and shows a saved response. Needs no key.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=${LOGPROBS_BUILD:-$root/build}

. "$root/tests/packages.sh"
# shellcheck disable=SC2086  # word splitting is intended
install_missing $BUILD_PACKAGES

cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build "$build" --target logprobs

cd "$root/examples"
show() {
  printf '\n$ logprobs %s\n' "$*"
  "$build/logprobs" "$@"
}
show --replay poland-long.json
show --replay poland-long.json --format table --only-clues
printf '\nThe program is %s/logprobs\n' "$build"
