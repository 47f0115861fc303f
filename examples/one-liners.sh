#!/bin/sh
# What one line of jq can get from `logprobs -f json`, which prints one object per response and line.
#
#   [REQUESTS=FILE] one-liners.sh [FILE...]     saved responses; by default some from this folder
#
# REQUESTS is the input file of a batch, to join with its output. Each jq program is self-contained
# and can be copied. An unscored token has the probability null, which jq considers less than any
# number: hence `!= null`.
# Exit status: that of logprobs (4 for the default files: two requests of the batch failed); 1 if a
# jq program fails. Needs jq.
# shellcheck disable=SC2016  # what looks like a shell variable belongs to jq
set -u

if ! command -v jq >/dev/null; then
  echo "one-liners.sh: needs jq" >&2
  exit 1
fi
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
cat >"$scratch/requests" -- ${REQUESTS:+"$REQUESTS"} <<'END' || exit 1
{"custom_id": "capital-of-norway", "body": {"messages": [{"content": "What is the capital of Norway?"}]}}
{"custom_id": "seven-times-eight", "body": {"messages": [{"content": "What is seven times eight?"}]}}
{"custom_id": "mood-of-the-sea", "body": {"messages": [{"content": "In which mood is the sea?"}]}}
{"custom_id": "longest-river", "body": {"messages": [{"content": "Which river is the longest?"}]}}
{"custom_id": "colour-of-snow", "body": {"messages": [{"content": "Which colour has snow?"}]}}
{"custom_id": "is-a-tomato-a-fruit", "body": {"messages": [{"content": "Is a tomato a fruit?"}]}}
END
if [ $# = 0 ]; then
  cd "$(dirname "$0")" || exit 1
  set -- poland-long.json tabs-or-spaces.json random-number.json batch.jsonl
fi

logprobs -q -f json -o "$scratch/json" -r "$@"
status=$?
[ -s "$scratch/json" ] || exit "$status"

# title TEXT prints a title, and run what jq prints, indented. Controls are shown as U+FFFD, because
# `jq -r` prints them raw and a terminal would obey them.
failed=''
title() { printf '%s\n' "$1"; }
run() {
  jq -r "$@" "$scratch/json" >"$scratch/shown" || failed=yes
  jq -Rr '"  " + gsub("[^\\P{Cc}\\t]|[\u202a-\u202e\u2066-\u2069]"; "\ufffd")' "$scratch/shown"
  echo
}

title "Tokens below 50%, with their place"
run '([.source, .line | values] | join(":")) as $place | .choices[].tokens[]
  | select(.probability != null and .probability < 0.5)
  | [$place, .index, (.token | @json), (.probability * 1000 | round / 1000)] | @tsv'

title "The least sure token of each answer"
run '([.source, .line | values] | join(":")) as $place | .choices[]
  | [.tokens[] | select(.probability != null)] | min_by(.probability) | values
  | [$place, .index, (.token | @json), (.probability * 1000 | round / 1000)] | @tsv'

title "What was likelier than the chosen token"
run '([.source, .line | values] | join(":")) as $place | .choices[].tokens[]
  | select(.clues | index("not-top")) | .alternatives[0] as $best
  | [$place, .index, (., $best | (.token | @json), (.probability * 1000 | round / 1000))] | @tsv'

title "Perplexities, the highest first"
run -s 'map(([.source, .line | values] | join(":")) as $place | .choices[].summary
    | select(.perplexity) | [(.perplexity * 1000 | round / 1000), $place])
  | sort | reverse[] | @tsv'

title "How probable it was that the answer begins with 'tabs', in either case"
run --arg word tabs '.source as $source | .choices[]
  | [.tokens[:1][].alternatives[] | select(.token | ltrimstr(" ") | ascii_downcase == $word)]
  | select(. != []) | [$source, (map(.probability) | add * 1000 | round / 1000)] | @tsv'

title "A batch's requests and answers, joined by custom_id"
run --slurpfile requests "$scratch/requests" 'select(.custom_id)
  | INDEX($requests[]; .custom_id)[.custom_id].body.messages[-1].content as $question
  | [.custom_id, $question, .choices[0].text // "error: \(.error.message)"] | @tsv'

# A character split over tokens shows as U+FFFD here; .text has it whole.
title "The answers, what was below 50% in [brackets]"
run '.choices[] | [.tokens[] | if .probability != null and .probability < 0.5
    then "[\(.token)]" | sub("^\\[ "; " [") else .token end] | add // .text'

[ -z "$failed" ] || exit 1
exit "$status"
