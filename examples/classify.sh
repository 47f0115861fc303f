#!/bin/bash
# Classifies texts by how probable each label was as the answer.
#
#   classify.sh LABEL,LABEL,... < TEXTS     one text per line
#
# Prints one line per text, tab-separated: text, label, its probability. Needs GNU xargs.
# Exit status: 0; 123 if logprobs failed for a text, after all others; else 1 or 127.
set -o pipefail
sed 's/\r$//; /^$/d' | xargs -d '\n' -I {} logprobs -q -f summary --show-field question -k 20 --max-tokens 10 -t 0 --labels "${1:?the labels, separated by commas}" -s "Classify the text. Answer with one of these labels and nothing else: $1" -- {} | cut -f 14-
