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

cat <<END

Next, to copy:

# Have logprobs on your PATH: here and now, or installed for everyone
export PATH="$build:\$PATH"
sudo cmake --install "$build"

# Look closer, offline and without a key
cd "$root"
logprobs -r examples/random-number.json -f chart
logprobs -r examples/poland-long.json -f html -o report.html

# Ask OpenAI, with a key
export OPENAI_API_KEY=sk-...
logprobs "Who is the president of Poland?"

# Ask a server of your own: llama.cpp's is here; Ollama's is at http://127.0.0.1:11434/v1
logprobs --base-url http://127.0.0.1:8080/v1 "Who is the president of Poland?"
END
