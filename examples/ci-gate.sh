#!/bin/sh
# A gate for CI: fails when the model was not sure enough. All arguments are those of logprobs:
#
#   ci-gate.sh --fail-on not-top --min-probability 0.5 "Does this text have a typo? ..."
#   ci-gate.sh --max-perplexity 1.5 -r FILE...
#
# A question is asked once, its response kept in $RESPONSE (response.json). The report is Markdown: added to
# $GITHUB_STEP_SUMMARY, and the answer painted in the log; elsewhere it goes to standard output.
# Exit status: 0 sure enough, 3 not; 4 or 5 no answer came; 1, 2, 6 as in logprobs --help.
set -u

response=${RESPONSE:-response.json}
summary=${GITHUB_STEP_SUMMARY:-}
gated='' replaying=''
for word; do
  case $word in
    --) break ;;
    --fail-on* | --min-probability* | --max-perplexity*) gated=yes ;;
    -r* | --replay*) replaying=yes ;;
  esac
done
if [ -z "$gated" ]; then
  echo "ci-gate.sh: needs --fail-on, --min-probability or --max-perplexity; without one all pass" >&2
  exit 2
fi
[ -n "$replaying" ] || set -- --no-stream --save "$response" "$@"

if [ -n "$summary" ]; then
  exec 3>>"$summary" || exit 1 # `-o` would replace what is there
else
  exec 3>&1
fi
said=$(logprobs -f markdown "$@" 2>&1 >&3)
status=$?
[ -z "$said" ] || printf '%s\n' "$said" >&2

case $status in
  0) verdict="the model was sure enough" ;;
  3) verdict="the model was not sure enough" ;;
  4) verdict="no verdict: the server refused" ;;
  5) verdict="no verdict: no answer came" ;;
  *) verdict="no verdict" ;;
esac
echo "ci-gate.sh: $verdict (exit status $status)" >&2

# A further view is a replay, not a second question. A line of the log that began with :: would be
# a command to GitHub's runner, so none of the answer's does.
if [ -n "$summary" ]; then
  case $status in
    0 | 3)
      [ -n "$replaying" ] || set -- -r "$response"
      logprobs --color always "$@" 2>/dev/null | sed 's/^/| /'
      ;;
  esac
fi
if [ "${GITHUB_ACTIONS:-}" = true ] && [ "$status" != 0 ]; then
  printf '%s\n' "$said" |
    awk -v title="$verdict" '
      { gsub(/%/, "%25"); text = text (NR > 1 ? "%0A" : "") $0 }
      END { gsub(/:/, "%3A", title); print "::error title=" title "::" text }' >&2
fi
exit "$status"
