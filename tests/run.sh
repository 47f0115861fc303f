#!/bin/bash
# Installs what is missing, builds, and runs the tests. --all runs the long ones too: the benches and
# the fuzzer. Prints a line a step; a step's own output is shown where it failed.
set -u
root=$(cd "$(dirname "$0")/.." && pwd)
build=${LOGPROBS_BUILD:-$root/build}
all=false
[ "${1:-}" = --all ] && all=true

. "$root/tests/packages.sh"
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
failed=0

# step NAME COMMAND...: runs it quietly, says how it went.
step() {
  local name=$1 began=$SECONDS
  shift
  if "$@" >"$log/out" 2>&1; then
    printf 'ok      %s (%d s)\n' "$name" $((SECONDS - began))
    grep -h '^result: ' "$log/out" | sed 's/^result: /        /'
  else
    printf 'FAILED  %s (%d s)\n' "$name" $((SECONDS - began))
    tail -n 60 "$log/out"
    failed=1
    return 1
  fi
}

# optional NAME COMMAND...: a step that the rest can do without.
optional() {
  local began=$SECONDS
  if "${@:2}" >"$log/out" 2>&1; then
    printf 'ok      %s (%d s)\n' "$1" $((SECONDS - began))
  else
    printf 'missing %s (%d s)\n' "$1" $((SECONDS - began))
    tail -n 5 "$log/out"
    return 1
  fi
}

configure() {
  cmake -S "$root" -B "$1" -G Ninja -DLOGPROBS_TESTS=ON -DLOGPROBS_WERROR=ON \
    -DCMAKE_EXPORT_COMPILE_COMMANDS=ON "${@:2}"
}

sources() { git -C "$root" ls-files 'src/*.[ch]pp' 'include/*.hpp' 'tests/*.[ch]pp' | sed "s|^|$root/|"; }

check_format() { sources | xargs clang-format-14 --dry-run -Werror; }

# The analyzer takes half of the time, and the many checks for bug-prone code half of the rest, which
# is mostly to read headers: a usual run tidies every third file, the others at the next commits.
check_tidy() {
  local checks=-clang-analyzer-*,-bugprone-* each=3
  $all && checks='' each=1
  git -C "$root" ls-files 'src/*.cpp' |
    awk -v each=$each -v commit="$(git -C "$root" rev-list --count HEAD)" \
      'NR % each == commit % each' | sed "s|^|$root/|" |
    xargs -P "$(nproc)" -n 4 clang-tidy-14 -p "$build/release" --quiet --checks="$checks"
}

unit_tests() { "$1/tests/logprobs_tests" | tail -n 3 | sed 's/^/result: /'; return "${PIPESTATUS[0]}"; }

# test_files FOLDER FILE...: tests in one process; what they say is shown where one failed, else
# their results.
test_files() {
  local said
  if said=$(cd "$1" && /usr/bin/python3 -B -m unittest "${@:2}" 2>&1); then
    grep '^result: ' <<<"$said"
    return 0
  fi
  printf '%s\n%s\n' "${*:2}" "$said"
  return 1
}
export -f test_files

# each_of N FOLDER FILE...: test_files with so many of them, as often at a time as there are cores.
each_of() {
  basename -s .py "${@:3}" | xargs -P "$(nproc)" -n "$1" bash -c 'test_files "$@"' _ "$2"
}

# The built program from the outside: program_tests BUILD FILE...
program_tests() {
  (
    export LOGPROBS=$1/logprobs
    [ -d "$root/../shared/payloads" ] && export LOGPROBS_PAYLOADS=$root/../shared/payloads
    each_of 1 tests/cli "${@:2}"
  )
}

# What it prints, against what is kept, and against what the README says: kept_output BUILD.
kept_output() {
  LOGPROBS=$1/logprobs /usr/bin/python3 -B tests/cli/golden.py &&
    LOGPROBS=$1/logprobs /usr/bin/python3 -B tests/cli/readme.py
}

has_browser() {
  [ -x /usr/bin/chromium ] && [ -x /usr/bin/chromedriver ] && /usr/bin/python3 -c 'import selenium'
}

# Where axe-core is, which checks whether a page is accessible; npm brings it.
axe=$build/npm/axe-core-4.14.1
get_axe() {
  [ -f "$axe/node_modules/axe-core/axe.min.js" ] && return
  # Debian's npm does not go together with a Node.js from elsewhere.
  # shellcheck disable=SC2086  # the list is words on purpose
  command -v npm >/dev/null || install_missing $AXE_PACKAGES || return
  npm install --prefix "$axe" --no-save --no-package-lock --no-audit --no-fund axe-core@"${axe##*-}"
}

# Waits for get_axe, which began with the build: to install Debian's npm takes as long.
await_axe() { wait "$getting_axe" || { cat "$log/axe" && return 1; }; }

# Its pages in a browser, which several files share.
browser_tests() {
  (
    export LOGPROBS=$1/logprobs
    [ -f "$axe/node_modules/axe-core/axe.min.js" ] &&
      export LOGPROBS_AXE=$axe/node_modules/axe-core/axe.min.js
    each_of 4 tests/browser tests/browser/test_*.py
  )
}

coverage() {
  gcovr --root "$root" --filter "$root/src/" --object-directory "$build/sanitize" -s -o "$log/lines" \
    --fail-under-line 90 "$build/sanitize" >"$log/coverage" 2>&1
  local status=$?
  grep -h '^lines:' "$log/coverage" | sed 's/^/result: /'
  [ $status = 0 ] || cat "$log/coverage" "$log/lines"
  return $status
}

fuzz() {
  cmake -S "$root" -B "$build/fuzz" -G Ninja -DLOGPROBS_FUZZ=ON -DCMAKE_CXX_COMPILER=clang++-14 \
    -DCMAKE_BUILD_TYPE=RelWithDebInfo && cmake --build "$build/fuzz" --target logprobs_fuzz &&
    mkdir -p "$build/fuzz/corpus" &&
    "$build/fuzz/tests/fuzz/logprobs_fuzz" -max_total_time="$1" -max_len=4096 -timeout=20 \
      -print_final_stats=1 "$build/fuzz/corpus" "$root/examples" 2>&1 |
    tee "$log/fuzz" | tail -n 40
  local status=${PIPESTATUS[0]}
  grep -h 'number_of_executed_units' "$log/fuzz" | sed 's/^/result: /'
  return "$status"
}

cd "$root" || exit 1
packages="$BUILD_PACKAGES $TEST_PACKAGES"
$all && packages="$packages $FUZZ_PACKAGES"
# shellcheck disable=SC2086  # the list is words on purpose
step "packages" install_missing $packages || exit 1
# shellcheck disable=SC2086
optional "packages of the linters" install_missing $LINT_PACKAGES
# shellcheck disable=SC2086
optional "packages of the browser" install_missing $BROWSER_PACKAGES
left_out=""
if has_browser 2>/dev/null; then
  get_axe >"$log/axe" 2>&1 &
  getting_axe=$!
fi

# The unit tests run sanitized anyway; to compile them a second time takes minutes.
target=logprobs
$all && target=all
step "release build" configure "$build/release" -DCMAKE_BUILD_TYPE=Release &&
  step "release build, compiled" cmake --build "$build/release" --target $target || exit 1
step "layers" /usr/bin/python3 -B tests/layers.py
if command -v clang-format-14 >/dev/null && command -v clang-tidy-14 >/dev/null; then
  step "format" check_format
  step "tidy" check_tidy
else
  left_out="format and tidy (they need version 14 of clang's tools); "
fi
$all && step "unit tests" unit_tests "$build/release"
# Every how many bytes a sample is cut, in the tests that cut one everywhere.
$all || export LOGPROBS_STRIDE=5
step "program tests" program_tests "$build/release" tests/cli/test_*.py
step "golden cases and README" kept_output "$build/release"
if has_browser 2>/dev/null; then
  optional "axe-core" await_axe ||
    left_out="${left_out}whether pages are accessible (it needs axe-core, by npm); "
  step "browser tests" browser_tests "$build/release"
else
  left_out="${left_out}browser tests (they need chromium, its driver and selenium); "
fi

step "sanitizer build" configure "$build/sanitize" -DCMAKE_BUILD_TYPE=Debug \
  -DCMAKE_CXX_FLAGS_DEBUG=-g1 -DLOGPROBS_SANITIZE=address,undefined -DLOGPROBS_COVERAGE=$all \
  -DLOGPROBS_PRECOMPILE=ON &&
  step "sanitizer build, compiled" cmake --build "$build/sanitize" \
    --target logprobs logprobs_tests || exit 1
find "$build/sanitize" -name '*.gcda' -delete
$all || export LOGPROBS_STRIDE=7
step "unit tests, sanitized" unit_tests "$build/sanitize"
# Sanitized, a process takes ten times as long to start.
sanitized="test_ask test_ask_failures"
$all && sanitized=$(echo tests/cli/test_*.py)
export LOGPROBS_STRIDE=7
# shellcheck disable=SC2086  # the list is words on purpose
step "program tests, sanitized" program_tests "$build/sanitize" $sanitized
$all && step "golden cases and README, sanitized" kept_output "$build/sanitize"
$all && step "coverage" coverage

if $all; then
  step "fuzzing" fuzz 600
  step "benches" /usr/bin/python3 -B tests/bench/run.py "$build/release"
  step "benches of the formats" /usr/bin/python3 -B tests/bench/shapes.py "$build/release"
  step "benches of asking" /usr/bin/python3 -B tests/bench/ask.py "$build/release"
  has_browser 2>/dev/null &&
    step "benches of the report" /usr/bin/python3 -B tests/bench/report.py "$build/release"
else
  left_out="${left_out}tidy of two of three files, the static analyzer, tidy's bugprone checks, four of five cuts, unit tests of the release build, "
  left_out="${left_out}most program tests of the sanitized one, coverage, fuzzing and benches (tests/run.sh --all)"
fi
[ -n "$left_out" ] && echo "left out: $left_out"
[ $failed = 0 ] && echo "all passed"
exit $failed
