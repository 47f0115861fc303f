#!/bin/bash
# Installs what is missing, builds, and runs the tests; see usage below. Prints a line for each step
# as it ends; a step's own output is shown where it failed, and is kept in build/log.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
build=${LOGPROBS_BUILD:-$root/build}
log=$build/log

usual="release layers format tidy program golden browser library unit sanitized"
long="headers odr libcxx newer package unit-release coverage branches threads torch sklearn slurm bench fuzz"

usage() {
  cat <<END
Usage: tests/run.sh [--all] [STEP...]

Runs these steps, or only those that are named with what they need:
  release       build the program
  layers        which file includes which, and whether spoil.py finds its places
  format        clang-format
  tidy          clang-tidy, of each file that changed since it last passed
  program       tests of the program from the outside, in tests/cli, and attacks, in tests/faults
  golden        what it prints, against tests/data and README.md
  browser       the page of --format html, and pictures, in a browser
  library       use the installed library
  unit          unit tests and the seeds of the fuzzers, built with sanitizers
  sanitized     tests of asking, stats and explore, with the program built with sanitizers

What would begin too late to end within a quarter of an hour is left out, unless steps are named.

--all runs these steps too, and the whole of the steps above: all of tidy's checks, samples cut at
every byte, all tests of the program also with sanitizers:
  headers       build without precompiled headers
  odr           link the whole program at once
  libcxx        check src/ with clang and libc++
  newer         check src/ and tests/unit with the newest libraries that Debian has
  package       the package for Debian and the portable program, on systems with nothing in them
  unit-release  unit tests of the release build
  bench         benches
  coverage      count the lines that the unit tests and those of asking, stats and explore run
  branches      count the branches that the unit tests take
  torch         compare raw logits with torch
  threads       --jobs, with the program built with ThreadSanitizer
  sklearn       compare calibration with scikit-learn and scipy
  slurm         a job array and its merge on a Slurm of one node
  fuzz          ten minutes of fuzzing, with all targets of tests/fuzz
END
}

all=false names="" hurried=false
for word in "$@"; do
  case " --all --help -h $usual $long " in
    *" $word "*) ;;
    *) echo "run.sh: there is no step $word; see tests/run.sh --help" >&2 && exit 2 ;;
  esac
  case $word in
    --all) all=true ;;
    --help | -h) usage && exit 0 ;;
    *) names="$names $word" ;;
  esac
done
if [ -z "$names" ]; then
  names=$usual
  if $all; then names="$usual $long"; else hurried=true; fi
fi

# wants STEP...: whether one of these is to run.
wants() {
  local name
  for name in "$@"; do
    case " $names " in *" $name "*) return 0 ;; esac
  done
  return 1
}

# leave_out WHAT: to be said at the end.
leave_out() { echo "$1" >>"$log/left_out"; }

# The usual run is meant to end within a quarter of an hour, also where nothing was compiled before, on two
# slow cores. seconds_until SECOND: those until that one of the run, at least 1; 0 where there is no hurry.
seconds_until() {
  local left=$(($1 - SECONDS))
  $hurried || left=0
  $hurried && [ $left -lt 1 ] && left=1
  echo $left
}

# has_time WHAT: whether there is time to begin this; it is left out where there is none.
has_time() {
  ! $hurried || [ $SECONDS -lt 640 ] || { leave_out "$1 (for want of time)" && false; }
}

mkdir -p "$log" && rm -rf "${log:?}"/* && cd "$root" || exit 1
. "$root/tests/packages.sh"
. "$root/tests/jobs.sh"
trap end_lanes EXIT
trap 'exit 130' INT TERM HUP

packages="$BUILD_PACKAGES $TEST_PACKAGES"
wants fuzz branches && packages="$packages $CLANG_PACKAGES"
wants libcxx && packages="$packages $LIBCXX_PACKAGES"
wants torch && packages="$packages $TORCH_PACKAGES"
wants sklearn && packages="$packages $SKLEARN_PACKAGES"
# shellcheck disable=SC2086  # the lists are words on purpose
step "packages" install_missing $packages || exit 1
# shellcheck disable=SC2086
optional "packages of the linters" install_missing $LINT_PACKAGES
# shellcheck disable=SC2086
wants program && optional "packages of the distributors" install_missing $DISTRIBUTION_PACKAGES
# shellcheck disable=SC2086
wants browser && optional "packages of the browser" install_missing $BROWSER_PACKAGES

# ccache, where it is and can write; what it is told here lets it cache precompiled headers, share
# what it has with other copies of the project, and know a file that it has hashed before: those of
# precompiled headers have 100 MB, which every file that is compiled would have it read again.
launcher=$(command -v ccache)
if [ -n "$launcher" ]; then
  export CMAKE_CXX_COMPILER_LAUNCHER=$launcher
  export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
  export CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=$root CCACHE_INODECACHE=true
  [ -w "${CCACHE_DIR:-${XDG_CACHE_HOME:-${HOME:-/}/.cache}}" ] || [ -w "${HOME:-/}" ] ||
    export CCACHE_DIR=$build/ccache
fi
. "$root/tests/steps.sh"

quick_lane() {
  wants layers && step "layers" /usr/bin/python3 -B tests/layers.py
  wants layers && step "places to spoil" /usr/bin/python3 -B tests/spoil.py --check
  if wants format; then
    if has_linters; then step "format" check_format; else leave_out "format (clang-format-14)"; fi
  fi
}

# Every how many bytes a sample is cut, in the tests that cut one everywhere, is a matter of time, and so
# is whether tests combine all with all.
program_lane() {
  $all || export LOGPROBS_STRIDE=11
  # shellcheck disable=SC2046  # the names are words on purpose
  wants program && step "program tests" program_tests "$release" 4 $(test_names)
  wants program && has_time "faults" && step "faults" fault_tests "$release"
  wants golden && step "golden cases and README" kept_output "$release"
  wants library && step "library" tests/library.sh "$release"
}

rarely_run_lane() { wants program && step "benches compile" check_benches "$release"; }

browser_lane() {
  wants browser || return
  if ! has_browser; then
    leave_out "browser tests (chromium, its driver and selenium)"
    return
  fi
  if optional "Firefox" get_firefox; then
    $all || leave_out "most browser tests in Firefox"
  else
    leave_out "the report in Firefox (firefox-esr)"
  fi
  has_time "browser tests" || return
  optional "axe-core" get_axe || leave_out "whether pages are accessible (axe-core, by npm)"
  step "browser tests" browser_tests "$release"
}

tidy_lane() {
  wants tidy || return
  if ! has_linters; then
    leave_out "tidy (clang-tidy-14)"
  elif $all; then
    step "tidy" /usr/bin/python3 -B tests/tidy.py "$build/tidy" "$(stamps tidy)" --all
  else
    step "tidy" /usr/bin/python3 -B tests/tidy.py "$build/tidy" "$(stamps tidy)"
    leave_out "the static analyzer and the bugprone checks of tidy"
  fi
}

sanitized_lane() {
  export LOGPROBS_STRIDE=13
  local files=$WIDEST_TESTS
  $all && files=$(test_names)
  step "sanitized build" build_sanitized || return
  if [ -e "$log/unfinished" ]; then
    leave_out "unit tests and all that is sanitized (for want of time; the next run goes on with that build)"
    return
  fi
  wants unit && step "unit tests, sanitized" unit_tests "$sanitized"
  if wants sanitized && has_time "program tests, sanitized"; then
    # shellcheck disable=SC2086  # the list is words on purpose
    step "program tests, sanitized" program_tests "$sanitized" 4 $files
    $all && step "golden cases and README, sanitized" kept_output "$sanitized"
  fi
  wants unit && step "seeds of the fuzzers, sanitized" replay_seeds "$sanitized"
}

run_newer() {
  if optional "the newest libraries" fetch_newest; then
    step "the newest libraries, syntax" check_newest
  else
    leave_out "the newest libraries (needs Debian's unstable suite)"
  fi
}

run_package() {
  # shellcheck disable=SC2086  # the list is words on purpose
  if optional "packages to make packages" install_missing $PACKAGE_PACKAGES; then
    step "the package for Debian" tests/package.sh deb "$release"
    step "the portable program" tests/package.sh portable "$release"
    step "a package by makepkg" check_pkgbuild
  else
    leave_out "the package for Debian and the portable program (lintian, debootstrap, makepkg)"
  fi
}

run_slurm() {
  # shellcheck disable=SC2086  # the list is words on purpose
  if [ "$(id -u)" = 0 ] && optional "packages of Slurm" install_missing $SLURM_PACKAGES; then
    step "a job array on Slurm" program_tests "$release" 1 slurm_jobs
  else
    leave_out "a job array on Slurm (needs root, slurmctld, slurmd and munge)"
  fi
}

long_lane() {
  wants headers && step "build without precompiled headers" build_unprecompiled
  wants odr && step "link of the whole program" link_whole_program
  wants libcxx && step "clang and libc++" check_libcxx
  wants newer && run_newer
  wants unit-release && step "unit tests" unit_tests "$release"
  wants coverage && step "coverage" count_lines
  wants branches && step "branches" count_branches
  wants threads && step "threads" check_threads
  wants torch && step "raw logits and torch" program_tests "$release" 1 torch_oracle
  wants sklearn && step "calibration and scikit-learn" program_tests "$release" 1 sklearn_oracle
  wants package && run_package
  wants slurm && run_slurm
}

# Alone, because they measure or use all there is.
benches() {
  step "benches" /usr/bin/python3 -B tests/bench/run.py "$release"
  step "benches of large files" /usr/bin/python3 -B tests/bench/batches.py "$release"
  step "benches of the formats" /usr/bin/python3 -B tests/bench/shapes.py "$release"
  step "bench of growth" /usr/bin/python3 -B tests/bench/growth.py "$release"
  step "benches of places" /usr/bin/python3 -B tests/bench/places.py "$release"
  step "bench of fields" /usr/bin/python3 -B tests/bench/fields.py "$release"
  step "benches of raw logits" /usr/bin/python3 -B tests/bench/logits.py "$release"
  step "bench of the explorer" /usr/bin/python3 -B tests/bench/explore.py "$release"
  step "benches of asking" /usr/bin/python3 -B tests/bench/ask.py "$release"
  has_browser || return 0
  step "benches of the report" /usr/bin/python3 -B tests/bench/report.py "$release"
  step "benches of many answers" /usr/bin/python3 -B tests/bench/many_answers.py "$release"
}

wants layers format && lane 0 quick_lane
# They are needed after the build; to install Firefox or Debian's npm takes as long.
fetch_lane() { { get_firefox; get_axe; } >/dev/null 2>&1; }
wants browser && has_browser && lane 2 fetch_lane
# The unit tests run sanitized anyway; to compile them a second time takes minutes.
if wants unit-release bench; then
  step "release build" build_release all || exit 1
elif wants release program golden browser library torch sklearn slurm package; then
  step "release build" build_release logprobs || exit 1
fi
# The longest chain of steps comes first; the others mostly wait, and fill the rest.
# More lanes would not be done earlier, and their tests would wait for a server or a browser too long.
wants unit sanitized && lane 0 sanitized_lane
wants program golden library browser && lane 10 program_lane browser_lane
wants program tidy headers odr libcxx newer package unit-release coverage branches threads torch sklearn slurm &&
  lane 15 rarely_run_lane tidy_lane long_lane
await_lanes
wants bench && benches
wants fuzz && step "fuzzing" fuzz 600

if ! $all; then
  leave_out "ten of eleven cuts of samples"
  leave_out "as many of what is generated"
  leave_out "most combinations of views with files and threads"
  leave_out "most program tests of the sanitized build"
  for name in $long; do wants "$name" || leave_out "$name"; done
fi
for name in ${usual#release}; do wants "$name" || leave_out "$name"; done
[ -s "$log/left_out" ] &&
  printf 'left out: %s (tests/run.sh --all)\n' "$(paste -sd, "$log/left_out" | sed 's/,/, /g')"
[ -s "$log/failed" ] && exit 1
if [ -e "$log/unfinished" ]; then echo "all that ran passed"; else echo "all passed"; fi
