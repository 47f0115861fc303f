#!/bin/bash
# Asks every line of a file, several at a time, with GNU parallel (on Debian: apt install parallel).
#
#   [JOBS=4] parallel.sh PROMPTS FOLDER [OPTION...]     the options are for logprobs: -m, -n, -k ...
#
# FOLDER gets N.txt and N.json, the prompt and the response of line N, and the joblog. What has its
# response is not asked again, so after a failure run it again. Prints a summary of all, in order.
# Exit status: 0; 1 a prompt has no response; 2 usage; else that of the summary.
set -u

if [ $# -lt 2 ] || [ ! -r "$1" ]; then
  echo "usage: parallel.sh PROMPTS FOLDER [OPTION...]" >&2
  exit 2
fi
if ! parallel --version 2>/dev/null | grep -q '^GNU parallel'; then
  echo "parallel.sh: needs GNU parallel (on Debian: apt install parallel)" >&2
  exit 1
fi
prompts=$1
export folder=$2
shift 2
export options="${*@Q}" # not in parallel's command, where {} in them would be replaced
mkdir -p "$folder" || exit 1

# ask NUMBER PROMPT. The prompt is standard input: as a word, "-" or "-x" would mean something else.
ask() {
  local file=$folder/$1 prompt=${2%$'\r'}
  [ -n "$prompt" ] || return 0
  [ -e "$file.json" ] && [ "$(cat "$file.txt")" = "$prompt" ] && return 0
  rm -f "$file.json"
  printf '%s' "$prompt" >"$file.txt" || return 1
  eval "set -- $options"
  logprobs "$@" -q -f plain --no-stream --save "$file.json" <"$file.txt" >/dev/null
}
export -f ask

# --will-cite leaves out the notice that asks to cite parallel, for this run; --plain leaves out what
# the user has configured.
PARALLEL_SHELL=$BASH parallel --plain --will-cite --jobs "${JOBS:-4}" --joblog "$folder/joblog" \
  --tagstring 'line {#}:' --arg-file "$prompts" ask '{#}' '{}'

number=0 missing=0 responses=()
while IFS= read -r prompt || [ -n "$prompt" ]; do
  number=$((number + 1))
  [ -n "${prompt%$'\r'}" ] || continue
  if [ -e "$folder/$number.json" ]; then
    responses+=("$number.json")
  else
    echo "parallel.sh: line $number has no response" >&2
    missing=1
  fi
done <"$prompts"
[ ${#responses[@]} = 0 ] && exit $missing
cd "$folder" && logprobs -f summary -r "${responses[@]}"
status=$?
[ $missing = 0 ] || exit 1
exit $status
