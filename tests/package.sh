#!/bin/bash
# Makes what is given to people who do not compile, and tries it on systems with nothing in them.
# Usage: package.sh deb|portable BUILD_DIR; it builds in folders beside BUILD_DIR, which has the ordinary
# program. What cannot be tried here is a line "left out: ...".
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
ordinary=$(cd "${2:?usage: package.sh deb|portable BUILD_DIR}" && pwd)
build=$(dirname "$ordinary")
bare=$build/bare
. "$root/tests/bare.sh"
. "$root/tests/debian.sh"

# The source is mounted in a scratch folder, so what removes that must not see the mounts: they are
# of a process of its own, and end with it.
if [ -z "${LOGPROBS_SCRATCH:-}" ]; then
  LOGPROBS_SCRATCH=$(mktemp -d "$build/package.XXXXXX")
  export LOGPROBS_SCRATCH
  alone=() status=0
  [ "$(id -u)" != 0 ] || alone=(unshare --mount)
  "${alone[@]}" "$0" "$@" || status=$?
  grep -qF " $LOGPROBS_SCRATCH/" /proc/self/mountinfo || rm -rf --one-file-system "$LOGPROBS_SCRATCH"
  exit $status
fi
scratch=$LOGPROBS_SCRATCH

fail() {
  echo "package: $*" >&2
  exit 1
}

# program_tests PROGRAM: kept output and questions to a scripted server, with that program.
program_tests() {
  (
    cd "$root/tests/cli"
    export LOGPROBS=$1 TMPDIR=$scratch/tmp
    mkdir -p "$TMPDIR"
    /usr/bin/python3 -B golden.py && /usr/bin/python3 -B ../forked.py 2 test_ask_answers,test_version
  )
}

# make_deb SOURCE BUILD: builds the package; prints its name.
make_deb() {
  cmake -S "$1" -B "$2" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_INSTALL_PREFIX=/usr \
    -DLOGPROBS_WERROR=ON >&2 &&
    cmake --build "$2" --target package >&2 || fail "the package cannot be built"
  ls "$2"/*.deb
}

# The same bytes come of a copy of the source elsewhere, that nothing was compiled of before.
check_reproducible() {
  local copy=$scratch/elsewhere/source again
  mkdir -p "$copy"
  (cd "$root" && cp -a CMakeLists.txt CMakePresets.json LICENSE README.md examples include src "$copy")
  again=$(unset CMAKE_CXX_COMPILER_LAUNCHER && make_deb "$copy" "$scratch/elsewhere/build")
  cmp "$1" "$again" || fail "two builds of the package differ"
  echo "result: two builds are the same, $(stat -c %s "$1") bytes"
}

# It installs, runs, completes words, shows its manual page, asks, and leaves nothing behind.
try_deb() {
  if ! has_bare bookworm; then
    echo "result: left out: the package on a bare Debian 12 (needs root and debootstrap)"
    return
  fi
  enter bookworm "$root" "$build" || fail "no file system can be mounted"
  cp "$1" "$system/logprobs.deb"
  inside sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq bash-completion man-db' >/dev/null
  inside sh -c 'DEBIAN_FRONTEND=noninteractive apt-get install -y -qq /logprobs.deb' >/dev/null
  write_wrapper "$scratch/logprobs" /usr/bin/logprobs
  program_tests "$scratch/logprobs"
  inside man -P cat logprobs | grep -q '^NAME' || fail "there is no manual page"
  # shellcheck disable=SC2016  # bash inside expands it
  inside bash -c '. /usr/share/bash-completion/bash_completion; _completion_loader logprobs
    COMP_WORDS=(logprobs --form) COMP_CWORD=1 COMP_LINE="logprobs --form" COMP_POINT=15
    $(complete -p logprobs | sed "s/.*-F \([^ ]*\).*/\1/") logprobs --form logprobs
    printf "%s\n" "${COMPREPLY[@]}"' | grep -q -e '^--format' || fail "bash completes nothing"
  inside apt-get purge -y -qq logprobs >/dev/null
  rm "$system/logprobs.deb"
  local left
  # man keeps what it has shown, and apt what it has done.
  left=$(find "$system" -xdev \( -path "$system$root" -o -path "$system$build" -o -path "$system/var/log" \
    -o -path "$system/var/cache/man" \) -prune -o -name '*logprobs*' -print)
  [ -z "$left" ] || fail "it left behind: $left"
  echo "result: installed, tried and removed on a bare Debian 12"
}

check_deb() {
  local deb
  deb=$(make_deb "$root" "$build/deb")
  dpkg-deb --info "$deb"
  lintian --fail-on error "$deb" || fail "lintian finds errors"
  check_reproducible "$deb"
  try_deb "$deb"
}

# glibc_of PROGRAM: the newest version of the C library whose functions it calls.
glibc_of() { objdump -T "$1" | grep -o 'GLIBC_[0-9.]*' | sed 's/.*_//' | sort -V | tail -n 1; }

check_portable() {
  local source=$build/simdjson program=$build/portable/logprobs stated needed
  mkdir -p "$source"
  if ! fetch_source "$source" simdjson; then
    echo "result: left out: the portable program (needs the source of simdjson from Debian)"
    return
  fi
  cmake -S "$root" -B "$build/portable" -G Ninja -DCMAKE_BUILD_TYPE=Release -DLOGPROBS_PORTABLE=ON \
    -DLOGPROBS_SIMDJSON="$source/simdjson/singleheader"
  cmake --build "$build/portable" --target logprobs
  stated=$(sed -n 's/^set(LOGPROBS_OLDEST_GLIBC \(.*\))$/\1/p' "$root/src/portable.cmake")
  needed=$(glibc_of "$program")
  [ "$(printf '%s\n' "$needed" "$stated" | sort -V | tail -n 1)" = "$stated" ] ||
    fail "it needs glibc $needed, not $stated"
  objdump -p "$program" | awk '$1 == "NEEDED" { print $2 }' | grep -v -e '^libc\.' -e '^libm\.' -e '^ld-linux' &&
    fail "it needs these libraries"
  strip -o "$scratch/ordinary" "$ordinary/logprobs" && strip -o "$scratch/portable" "$program"
  echo "result: it needs glibc $needed; it has $(size_of "$scratch/portable") bytes, and the ordinary one with its libraries $(size_of "$scratch/ordinary" $(libraries_of "$ordinary/logprobs"))"
  program_tests "$program"
  try_portable jammy "Ubuntu 22.04" "$program"
  try_portable bookworm "Debian 12" "$program"
}

# size_of FILE...: in bytes, all together.
size_of() { stat -Lc %s "$@" | awk '{ sum += $1 } END { print sum }'; }

# libraries_of PROGRAM: the libraries that it needs beside C's.
libraries_of() { ldd "$1" | awk '$3 ~ /^\// && $1 !~ /^lib[cm]\.so/ { print $3 }'; }

# try_portable SUITE NAME PROGRAM: on a system with nothing but its base and libcurl.
try_portable() {
  if ! has_bare "$1"; then
    echo "result: left out: the portable program on $2 (needs root, debootstrap and its mirror)"
    return
  fi
  enter "$1" "$root" "$build" || fail "no file system can be mounted"
  if [ "$1" = bookworm ]; then
    inside sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libcurl4' >/dev/null
  else
    local package
    for package in "$system"/var/cache/apt/archives/*.deb; do dpkg-deb -x "$package" "$system"; done
  fi
  write_wrapper "$scratch/logprobs" "$3"
  program_tests "$scratch/logprobs"
  echo "result: tried on $2 with nothing but its base and libcurl"
}

case $1 in
  deb) check_deb ;;
  portable) check_portable ;;
  *) fail "usage: package.sh deb|portable BUILD_DIR" ;;
esac
