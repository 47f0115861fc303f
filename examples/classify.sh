#!/bin/sh
# Classifies texts by how probable each label was as the first token of the answer.
#
#   classify.sh [-u P] LABEL LABEL... < TEXTS     one text per line
#
# Prints one line per text, tab-separated: label, its probability, unclear, other, text. The label is
# `unsure` if no probability reaches P (0.5). A label gets the probability of every token that it
# starts with, ignoring case and leading spaces. Tokens that several labels start with count as
# unclear, all others as other.
# Exit status: 0; 1 jq is missing; 2 usage; else that of logprobs for the first text without an answer.
set -u

unsure=0.5
while getopts u: option; do
  case $option in
    u) unsure=$OPTARG ;;
    *) exit 2 ;;
  esac
done
shift $((OPTIND - 1))
if [ $# -lt 2 ]; then
  echo "usage: classify.sh [-u P] LABEL LABEL... < TEXTS" >&2
  exit 2
fi
if ! command -v jq >/dev/null; then
  echo "classify.sh: needs jq" >&2
  exit 1
fi
if ! jq -en --argjson unsure "$unsure" '0 <= $unsure and $unsure <= 1' >/dev/null 2>&1; then
  echo "classify.sh: -u takes a number from 0 to 1" >&2
  exit 2
fi
labels=$(printf ', %s' "$@")

cr=$(printf '\r')
while IFS= read -r text || [ -n "$text" ]; do
  text=${text%"$cr"}
  [ -n "$text" ] || continue
  answer=$(printf '%s\n' "$text" |
    logprobs -q -f json -k 20 --max-tokens 1 -t 0 \
      -s "Classify the text. Answer with one of these labels and nothing else: ${labels#, }") || exit
  printf '%s\n' "$answer" | jq -r --arg text "$text" --argjson unsure "$unsure" '
    def folded: ascii_downcase | sub("^\\s+"; "");
    def sum(f): map(select(f).probability) | add // 0;
    def rounded: [. * 10000 | round / 10000, 0] | max;

    .choices[0].tokens[0] as $first
    | $ARGS.positional as $labels
    # The distinct alternatives, and the chosen token if the server left it out.
    | ($first.alternatives | unique) as $listed
    | $listed + ([$first] | map(select(.token | IN($listed[].token) | not)))
    | map((.token | folded) as $start
        | {probability, of: [$labels[] | select(folded | startswith($start))]})
    | sum(.of | length > 1) as $unclear
    | [$labels[] as $name | {name: $name, probability: sum(.of == [$name])}]
    | (1 - $unclear - (map(.probability) | add)) as $other
    | max_by(.probability)
    | if .probability > 0 and .probability >= $unsure then . else .name = "unsure" end
    | [.name, (.probability, $unclear, $other | rounded), $text]
    | @tsv' --args -- "$@" || exit
done
