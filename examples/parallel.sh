#!/bin/bash
# Asks every line of a file, several at once, with GNU parallel (on Debian: apt install parallel).
#
#   [JOBS=4] parallel.sh PROMPTS FOLDER [OPTION...]     the options are for logprobs: -m, -n, -k ...
#
# FOLDER gets the prompt and the response of line N as N.txt and N.json, and the joblog. Prompts that
# have a response are not asked again, so after a failure just run it again. Prints a summary of all
# responses, in order, and applies the gates to all of them.
# Exit status: 0; 1 a prompt has no response; 2 usage; else that of logprobs for the summary.
set -u

usage="usage: parallel.sh PROMPTS FOLDER [OPTION...]"
if [ $# -lt 2 ] || [ ! -r "$1" ] || [ -d "$1" ] || [[ -z $2 || $2 == -* ]]; then
  echo "$usage" >&2
  exit 2
fi
prompts=$1
export folder=$2
shift 2
export options="${*@Q}" # quoted, because an array cannot be exported to parallel

# The URL and body of a request; responses to different ones do not belong in the same FOLDER.
request=$(logprobs --no-stream --dry-run "$@" <<<PROMPT) || exit
request=${request%%$'\n'*}$'\n'${request##*$'\n'}
if [[ $request != *'"PROMPT"'* ]]; then
  echo "$usage; questions come only from PROMPTS, and -o and --help are not allowed" >&2
  exit 2
fi
if [ "$(cat "$folder/request" 2>/dev/null)" != "$request" ] &&
  compgen -G "$folder/[0-9]*.json" >/dev/null; then
  echo "parallel.sh: $folder has answers to other options (see $folder/request); use another folder" >&2
  exit 2
fi
if ! parallel --version 2>/dev/null | grep -q '^GNU parallel'; then
  echo "parallel.sh: needs GNU parallel (on Debian: apt install parallel)" >&2
  exit 1
fi
mkdir -p "$folder" && printf '%s\n' "$request" >"$folder/request" || exit 1

numbers=() open=() number=0
while IFS= read -r prompt || [ -n "$prompt" ]; do
  number=$((number + 1)) file=$folder/$number prompt=${prompt%$'\r'}
  [ -n "$prompt" ] || continue
  numbers+=("$number")
  [ -e "$file.json" ] && [ "$(cat "$file.txt")" = "$prompt" ] && continue
  open+=("$number")
  rm -f "$file.json"
  printf '%s' "$prompt" >"$file.txt" || exit 1
done <"$prompts"

# ask N: parallel sees only the number, because the prompt might be special to it or too long.
# Messages about a response that came are left to the summary.
# shellcheck disable=SC2317  # parallel calls it
ask() {
  local file=$folder/$1 said status
  eval "set -- $options"
  said=$(logprobs "$@" -q -f plain -o /dev/null --no-stream --save "$file.json" <"$file.txt" 2>&1)
  status=$?
  [ -e "$file.json" ] || printf '%s\n' "$said" >&2
  return "$status"
}
export -f ask

# --will-cite suppresses the notice that asks to cite parallel; --plain ignores the user's
# configuration.
[ ${#open[@]} = 0 ] || printf '%s\n' "${open[@]}" |
  PARALLEL_SHELL=$BASH parallel --plain --will-cite --jobs "${JOBS:-4}" --joblog "$folder/joblog" \
    --tagstring 'line {}:' ask '{}'

responses=() missing=0 status=0
for number in "${numbers[@]}"; do
  if [ -e "$folder/$number.json" ]; then
    responses+=("$folder/$number.json")
  else
    echo "parallel.sh: line $number has no response" >&2
    missing=1
  fi
done
if [ ${#responses[@]} != 0 ]; then
  logprobs -f summary "$@" -r "${responses[@]}"
  status=$?
fi
[ $missing = 0 ] || exit 1
exit "$status"
