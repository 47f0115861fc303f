#!/bin/sh
# A gate for CI: fails if the model was not sure enough. It takes the arguments of logprobs:
#
#   ci-gate.sh --min-probability 0.5 --save response.json "Does this text have a typo? ..."
#   ci-gate.sh --fail-on not-top -r FILE...
#
# The report, in Markdown, is appended to $GITHUB_STEP_SUMMARY if that is set, and otherwise goes to
# standard output. Exit status: 0 sure enough; 3 not sure enough; 4 or 5 no answer came; 1, 2 and 6
# as in logprobs --help.
set -u

gated=''
for word; do
  case $word in
    --) break ;;
    --fail-on* | --min-probability* | --max-perplexity*) gated=yes ;;
    -h | -q*h | --help | --version | --dry-run | help | -fhelp | -q*fhelp | --*=help)
      echo "ci-gate.sh: nothing is judged with --help, --version, --dry-run or --format help" >&2
      exit 2
      ;;
  esac
done
if [ -z "$gated" ]; then
  echo "ci-gate.sh: needs --fail-on, --min-probability or --max-perplexity; without one, everything passes" >&2
  exit 2
fi

github=${GITHUB_ACTIONS:-}
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  exec >>"$GITHUB_STEP_SUMMARY" # `-o` would replace the file
elif [ "$github" = true ]; then
  exec >&2 # to stay in order with the line that stops commands
fi

# GitHub's runner obeys commands in every line of the log, including text from the model or the
# server. Stop commands until a token that nobody can guess.
if [ "$github" = true ]; then
  token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  echo "::stop-commands::${token:?}" >&2
fi
logprobs -f markdown "$@"
status=$?
[ "$github" != true ] || echo "::$token::" >&2

case $status in
  0) verdict="the model was sure enough" ;;
  3) verdict="the model was not sure enough" ;;
  4) verdict="no verdict: the server refused" ;;
  5) verdict="no verdict: no answer came" ;;
  *) verdict="no verdict" ;;
esac
[ "$github" != true ] || [ "$status" = 0 ] || printf '::error::' >&2
echo "ci-gate.sh: $verdict (exit status $status)" >&2
exit "$status"
