# shellcheck shell=bash disable=SC2154,SC2030,SC2031  # run.sh sets what is not set here
# What the steps of tests/run.sh do. It sets $root, $build, $log, $all and $launcher,
# and has seconds_until.

release=$build/release sanitized=$build/sanitize

# configure FOLDER OPTION...
configure() {
  cmake -S "$root" -B "$1" -G Ninja -DLOGPROBS_TESTS=ON -DLOGPROBS_WERROR=ON "${@:2}"
}

build_release() {
  configure "$release" -DCMAKE_BUILD_TYPE=Release && cmake --build "$release" --target "$@"
}

# Each run of a program with sanitizers takes half as long to begin where its 33 MB of data need no relocation.
# Where there is no time for all of it, ccache knows what was compiled, and "unfinished" is there.
build_sanitized() {
  configure "$sanitized" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-g1 \
    -DLOGPROBS_SANITIZE=address,undefined -DCMAKE_EXE_LINKER_FLAGS=-no-pie || return
  timeout --foreground "$(seconds_until 380)" ninja -C "$sanitized" logprobs logprobs_tests fuzz_replay |
    tee "$log/ninja"
  local status=${PIPESTATUS[0]}
  [ "$status" != 124 ] && return "$status"
  grep -q ^FAILED: "$log/ninja" && return 1
  touch "$log/unfinished"
  echo "result: there was no time for all of it"
}

# The benches run with --all only; a change that breaks them must not wait for that. Nobody needs the
# objects, but ccache knows again which it has compiled.
# check_benches BUILD
check_benches() {
  local file status=0
  mkdir -p "$build/benches"
  for file in tests/bench/*.cpp; do
    ${launcher:+"$launcher"} "${CXX:-c++}" -std=c++20 -Iinclude -Isrc -Itests -I"$1/include" \
      -c "$file" -o "$build/benches/$(basename "$file").o" || status=1
  done
  return $status
}

# Without precompiled headers, and by itself, a file sees only what it includes.
build_unprecompiled() {
  configure "$build/plain" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG= \
    -DLOGPROBS_PRECOMPILE=OFF -DLOGPROBS_UNITY=OFF && cmake --build "$build/plain" --target logprobs logprobs_tests
}

# Only the linker sees two types of one name in different files.
link_whole_program() {
  configure "$build/lto" -DCMAKE_BUILD_TYPE=Release -DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON \
    -DLOGPROBS_PRECOMPILE=OFF -DLOGPROBS_UNITY=OFF -DCMAKE_CXX_FLAGS="-Wodr -Werror=odr" &&
    cmake --build "$build/lto" --target logprobs
}

# check_syntax BUILD FOLDER...: compiles the files in these folders as that build would, as far as a
# compiler looks for mistakes.
check_syntax() {
  /usr/bin/python3 - "$1/compile_commands.json" "${@:2}" <<'END'
import json, os, subprocess, sys
from concurrent.futures import ThreadPoolExecutor

def fails(entry):
    command = entry["command"] + " -fsyntax-only"
    return subprocess.run(command, shell=True, cwd=entry["directory"]).returncode != 0

folders = tuple(folder + "/" for folder in sys.argv[2:])
entries = [each for each in json.load(open(sys.argv[1])) if each["file"].startswith(folders)]
with ThreadPoolExecutor(os.cpu_count()) as pool:
    failed = sum(pool.map(fails, entries))
print(f"result: {len(entries)} files, {failed} failed")
sys.exit(failed != 0 or not entries)
END
}

# Does src/ compile with the other compiler and its standard library?
check_libcxx() {
  configure "$build/libcxx" -DCMAKE_BUILD_TYPE=Debug -DLOGPROBS_PRECOMPILE=OFF \
    -DLOGPROBS_UNITY=OFF -DLOGPROBS_WERROR=OFF -DCMAKE_CXX_COMPILER=clang++-16 -DCMAKE_CXX_FLAGS=-stdlib=libc++ &&
    check_syntax "$build/libcxx" "$root/src"
}

# Their headers, unpacked beside the system's, which stay as they are.
fetch_newest() {
  # shellcheck disable=SC2086  # the list is words on purpose
  (. "$root/tests/debian.sh" && fetch_packages "$build/newest" sid $NEWEST_PACKAGES)
}

check_newest() {
  local unpacked=$build/newest/root/usr kind
  kind=$(gcc -print-multiarch)
  configure "$build/newest/build" -DCMAKE_BUILD_TYPE=Debug -DLOGPROBS_PRECOMPILE=OFF \
    -DLOGPROBS_UNITY=OFF -DLOGPROBS_WERROR=OFF -DCMAKE_PREFIX_PATH="$unpacked" -DCMAKE_LIBRARY_ARCHITECTURE="$kind" \
    -DCMAKE_CXX_FLAGS="-isystem $unpacked/include -isystem $unpacked/include/$kind" || return
  sed -n "s|^\([A-Za-z0-9_]*\)_DIR:.*=$unpacked/|result: \1 of |p" "$build/newest/build/CMakeCache.txt"
  check_syntax "$build/newest/build" "$root/src" "$root/tests/unit"
}

# examples/arch/PKGBUILD with makepkg itself, which here knows no package that it depends on, and asks
# no pacman for them.
check_pkgbuild() (
  folder=$(mktemp -d "$build/arch.XXXXXX") user=()
  trap 'rm -rf "$folder"' EXIT
  cp examples/arch/PKGBUILD "$folder" && cd "$folder" || exit
  version=$(sed -n 's/^pkgver=//p' PKGBUILD)
  (cd "$root" && tar cz --transform "s|^|logprobs-$version/|" CMakeLists.txt LICENSE examples include src) \
    >"logprobs-$version.tar.gz"
  [ "$(id -u)" != 0 ] || { chown -R nobody . && user=(setpriv --reuid nobody --clear-groups); }
  "${user[@]}" env HOME="$folder" PACMAN=true makepkg --nodeps --noconfirm || exit
  tar tf logprobs-*.pkg.tar* | grep -x usr/bin/logprobs
)

check_format() {
  find "$root"/{src,include,tests} -name '*.[ch]pp' -print0 | xargs -0 clang-format-14 --dry-run -Werror
}

has_linters() { command -v clang-format-14 && command -v clang-tidy-14; } >/dev/null

# unit_tests BUILD: all of them, half of the files in a process of its own; shapes_test takes as
# long as all others of the first half. Catch calls a file's tests by a tag if asked to; a test's name
# may have a comma in it, which a list of names cannot.
unit_tests() (
  local tests=$1/tests/logprobs_tests names half halves=() status=0
  names=$(mktemp -d "$log/unit.XXXXXX")
  find "$root/tests/unit" -name '*_test.cpp' | sort | sed -n 's|.*/\(.*\)\.cpp|[#\1]|;1~2p' |
    grep -v '#shapes_test' >"$names/first"
  "$tests" -# "$(paste -sd, "$names/first")" >"$names/half.a" 2>&1 &
  halves+=($!)
  "$tests" -# "$(sed 's/^/~/' "$names/first" | tr -d '\n')" >"$names/half.b" 2>&1 &
  halves+=($!)
  for half in "${halves[@]}"; do wait "$half" || status=1; done
  [ $status = 0 ] || cat "$names"/half.?
  tail -q -n 3 "$names"/half.? | sed '/^$/d; s/^/result: /'
  # A file that is in neither half would go unnoticed otherwise.
  [ $status = 1 ] || sed -n 's/.* in \([0-9]*\) test case.*/\1/p' "$names"/half.? |
    awk -v all="$("$tests" --list-test-names-only | sed '/^$/d' | wc -l)" '{ ran += $1 } END { if (ran != all) {
      print ran " of " all " tests ran"; exit 1 } }' || status=1
  exit $status
)

# program_tests BUILD PROCESSES FILE...: the built program from the outside.
program_tests() {
  (
    export LOGPROBS=$1/logprobs
    [ -d "$root/../shared/payloads" ] && export LOGPROBS_PAYLOADS=$root/../shared/payloads
    cd tests/cli && /usr/bin/python3 -B ../forked.py "${@:2}"
  )
}

# fault_tests BUILD: attacks on the built program.
fault_tests() {
  (
    export LOGPROBS=$1/logprobs
    # shellcheck disable=SC2046  # the names are words on purpose
    cd tests/faults && /usr/bin/python3 -B ../forked.py 2 $(basename -s .py test_*.py)
  )
}

# The files of the program tests; the ones that take longest come first.
test_names() {
  {
    printf '%s\n' test_shape_cuts test_examples_asking test_cuts test_ask_retries test_ask_terminal
    basename -s .py "$root"/tests/cli/test_*.py
  } | awk '!seen[$0]++'
}

# kept_output BUILD: what it prints, against what is kept, and against what the README says.
kept_output() {
  LOGPROBS=$1/logprobs /usr/bin/python3 -B tests/cli/golden.py &&
    LOGPROBS=$1/logprobs /usr/bin/python3 -B tests/cli/readme.py
}

has_browser() {
  [ -x /usr/bin/chromium ] && [ -x /usr/bin/chromedriver ] && /usr/bin/python3 -c 'import selenium'
} 2>/dev/null

# One lane at a time installs it; the other then finds it.
# shellcheck disable=SC2086  # the list is words on purpose
get_firefox() { { flock 8 && install_missing $FIREFOX_PACKAGES; } 8>"$log/firefox-lock"; }

# Where axe-core is, which checks whether a page is accessible; npm brings it.
axe=$build/npm/axe-core-4.14.1
get_axe() { { flock 8 && fetch_axe; } 8>"$log/axe-lock"; }  # by one lane at a time
fetch_axe() {
  [ -f "$axe/node_modules/axe-core/axe.min.js" ] && return
  # Debian's npm does not go together with a Node.js from elsewhere.
  # shellcheck disable=SC2086  # the list is words on purpose
  command -v npm >/dev/null || install_missing $AXE_PACKAGES || return
  npm install --prefix "$axe" --no-save --no-package-lock --no-audit --no-fund axe-core@"${axe##*-}"
}

# browser_state BUILD: a hash of all that the browser tests look at. A page is what the program writes
# of a response, and all of the samples make pages.
browser_state() {
  {
    cat tests/browser/*.py tests/cli/{program,samples,calibration_samples}.py src/show/html/report/*
    /usr/bin/chromium --version
    /usr/bin/firefox-esr --version
    [ -f "$axe/node_modules/axe-core/axe.min.js" ] && echo axe-core
    for format in html stats-html json text; do
      find tests/data examples -type f ! -name cmd ! -name out ! -name err -print0 | sort -z |
        xargs -0 "$1/logprobs" -f "$format" -r
    done
  } 2>&1 | sha256sum
}

# stamps NAME: a folder in which other copies of the project can see what passed, or else one below the
# build.
stamps() {
  local folder=${XDG_CACHE_HOME:-${HOME:-/}/.cache}/logprobs-$1
  mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] || { folder=$build/$1.stamps && mkdir -p "$folder"; }
  find "$folder" -type f -mtime +30 -delete
  echo "$folder"
}

# browser_tests BUILD: its pages in browsers, as many at a time as there are processors. What passed
# is noted.
browser_tests() {
  local passed
  passed=$(stamps browser)/$(browser_state "$1" | cut -d " " -f 1)
  if ! $all && [ -e "$passed" ]; then
    echo "result: the pages and their tests have not changed since they passed"
    return
  fi
  (
    export LOGPROBS=$1/logprobs
    [ -f "$axe/node_modules/axe-core/axe.min.js" ] &&
      export LOGPROBS_AXE=$axe/node_modules/axe-core/axe.min.js
    cd tests/browser || exit
    { $all && echo again_in_firefox; basename -s .py test_*.py | xargs -n 4 | tr ' ' ,; } |
      xargs /usr/bin/python3 -B ../forked.py "$(nproc)"
  ) && touch "$passed"
}

# The tests of the program that reach most of it.
WIDEST_TESTS="test_ask test_ask_failures test_stats test_stats_truth test_explore test_explore_asking test_branch"

# Which lines the tests run. The sanitized build does not count them: an object that counts knows the
# folder of its build, and so ccache would share none with another copy of the project.
count_lines() {
  local counted=$build/coverage status=0
  local -x LOGPROBS_STRIDE=13
  configure "$counted" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG= -DLOGPROBS_COVERAGE=ON &&
    cmake --build "$counted" --target logprobs logprobs_tests || return
  find "$counted" -name '*.gcda' -delete
  # shellcheck disable=SC2086  # the list is words on purpose
  unit_tests "$counted" && program_tests "$counted" 4 $WIDEST_TESTS || return
  # Threads that count a branch at the same time may leave a number below 0, at which it would end.
  gcovr --gcov-ignore-parse-errors --root "$root" --filter "$root/src/" --object-directory "$counted" -j "$(nproc)" -s \
    -o "$counted/lines" --fail-under-line 95 "$counted" >"$counted/report" 2>&1 || status=1
  grep -h '^lines:' "$counted/report" | sed 's/^/result: /'
  [ $status = 0 ] || cat "$counted/report" "$counted/lines"
  return $status
}

# replay_seeds BUILD: what the fuzzers start from, through their targets but without libFuzzer.
replay_seeds() {
  local said
  said=$(mktemp "$log/replay.XXXXXX")
  /usr/bin/python3 -B tests/fuzz/seeds.py "$1/seeds" &&
    "$1/tests/fuzz/fuzz_replay" "$1/seeds" 2>"$said" && return
  tail -n 60 "$said"
  return 1
}

check_threads() {
  configure "$build/threads" -DCMAKE_BUILD_TYPE=RelWithDebInfo -DLOGPROBS_WERROR=OFF \
    -DLOGPROBS_SANITIZE=thread &&
    cmake --build "$build/threads" --target logprobs &&
    program_tests "$build/threads" 1 test_jobs test_logits_files
}

# Which branches the unit tests take. GCC also counts those that the sanitizers and the ends of
# temporaries add; clang counts what is written.
count_branches() {
  local counted=$build/branches least=85
  configure "$counted" -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG= -DLOGPROBS_WERROR=OFF \
    -DCMAKE_CXX_COMPILER=clang++-14 \
    -DCMAKE_CXX_FLAGS="-fprofile-instr-generate -fcoverage-mapping" &&
    cmake --build "$counted" --target logprobs_tests &&
    LLVM_PROFILE_FILE=$counted/raw "$counted/tests/logprobs_tests" &&
    llvm-profdata-14 merge -o "$counted/profile" "$counted/raw" || return
  llvm-cov-14 report "$counted/tests/logprobs_tests" -instr-profile "$counted/profile" \
    -ignore-filename-regex '/usr/|/tests/' >"$counted/report" || return
  awk -v least=$least '{ print } $1 == "TOTAL" {
    printf "result: branches: %s (%d of %d) by the unit tests\n", $NF, $(NF-2) - $(NF-1), $(NF-2)
    exit $NF + 0 < least
  }' "$counted/report"
}

# fuzz SECONDS: all targets in turn.
fuzz() {
  local target said status=0 folder=$build/fuzz targets=(read views visible redactor wire vocabulary logits keys config)
  cmake -S "$root" -B "$folder" -G Ninja -DLOGPROBS_FUZZ=ON -DCMAKE_CXX_COMPILER=clang++-14 \
    -DCMAKE_BUILD_TYPE=RelWithDebInfo &&
    cmake --build "$folder" --target "${targets[@]/#/fuzz_}" &&
    /usr/bin/python3 -B tests/fuzz/seeds.py "$folder/seeds" || return
  for target in "${targets[@]}"; do
    said=$(mktemp "$log/fuzz_$target.XXXXXX")
    mkdir -p "$folder/corpus/$target"
    "$folder/tests/fuzz/fuzz_$target" -max_total_time=$(($1 / ${#targets[@]})) -max_len=4096 -entropic=0 \
      -timeout=20 -artifact_prefix="$folder/$target-" \
      "$folder/corpus/$target" "$folder/seeds/$target" >"$said" 2>&1 || status=1
    grep -q DONE "$said" || tail -n 60 "$said"
    sed -n "s/^#\([0-9]*\)\tDONE *cov: \([0-9]*\).*/result: $target: \1 executions, \2 edges/p" "$said"
  done
  return $status
}
