#!/bin/bash
# Installs a build, builds examples/library against what was installed, and runs it: are the program,
# what goes with it and the library all there? Usage: library.sh BUILD_DIR
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=$(cd "${1:?usage: library.sh BUILD_DIR}" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
prefix=$scratch/prefix

fail() {
  echo "library: $*" >&2
  exit 1
}

# quietly WHAT COMMAND...: shows the command's output only if it fails.
quietly() {
  "${@:2}" >"$scratch/log" 2>&1 || { cat "$scratch/log" && fail "cannot $1"; }
}

quietly "build the library" cmake --build "$build" --target logprobs logprobs_library
quietly "install it" cmake --install "$build" --prefix "$prefix"

# Every public header is installed, and needs no other that is not.
(cd "$root/include" && ls logprobs/*.hpp) >"$scratch/headers"
echo logprobs/version.hpp >>"$scratch/headers"
sed 's/.*/#include <&>/' "$scratch/headers" >"$scratch/all.cpp"
quietly "compile all headers that should be installed" \
  "${CXX:-c++}" -std=c++20 -Wall -Wextra -Werror -fsyntax-only -I "$prefix/include" "$scratch/all.cpp"

quietly "find the installed library" cmake -S "$root/examples/library" -B "$scratch/example" \
  -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_BUILD_TYPE=Debug
quietly "build the example" cmake --build "$scratch/example"

expected="“ D” 0.996008"
said=$("$scratch/example/least_sure" "$root/examples/poland.json") || fail "the example fails"
[ "$said" = "$expected" ] || fail "the example prints '$said' instead of '$expected'"
[ -x "$prefix/bin/logprobs" ] || fail "the program is not installed"
version=$("$prefix/bin/logprobs" --version | head -n 1)
grep -qx "inline constexpr std::string_view version = \"${version#logprobs }\";" \
  "$prefix/include/logprobs/version.hpp" || fail "version.hpp is not of $version"
for file in man/man1/logprobs.1.gz bash-completion/completions/logprobs zsh/site-functions/_logprobs \
  fish/vendor_completions.d/logprobs.fish doc/logprobs/copyright doc/logprobs/examples/poland.json; do
  [ -s "$prefix/share/$file" ] || fail "share/$file is not installed"
done
echo "library: $(wc -l <"$scratch/headers") headers ok"
