#!/bin/sh
# A spreadsheet of all tokens of saved responses, made by LibreOffice or Gnumeric.
#
#   spreadsheet.sh OUT.xlsx|OUT.ods FILE... [OPTION...]     the options are for logprobs: --only-clues
#
# If neither is installed, OUT.csv is left for importing by hand: choose UTF-8, and import the columns
# source, custom_id, token, best and second as text, or 007, 1e5 and 3/4 become numbers and a date. A '
# in front of = + - @, a tab or a line end does not belong to the token; it keeps the spreadsheet from
# running the cell as a formula.
# Exit status: 0; 1 no spreadsheet was made; 2 usage; else that of logprobs.
#
# For SQL:  logprobs -f csv -r FILE... | sqlite3 tokens.db '.import --csv /dev/stdin tokens'
set -u

case ${1:-} in
  ?*.xlsx | ?*.ods) ;;
  *) set -- ;;
esac
if [ $# -lt 2 ]; then
  echo "usage: spreadsheet.sh OUT.xlsx|OUT.ods FILE..." >&2
  exit 2
fi
out=$1
shift

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
if ! command -v soffice >/dev/null && ! command -v ssconvert >/dev/null; then
  logprobs -f csv -o "$scratch/sheet.csv" -r "$@"
  status=$?
  [ -e "$scratch/sheet.csv" ] || exit "$status"
  cp -- "$scratch/sheet.csv" "${out%.*}.csv" &&
    echo "spreadsheet.sh: neither soffice nor ssconvert is installed; import ${out%.*}.csv by hand" >&2
  exit 1
fi

# The sheet is made from tsv, whose cells are exact and contain no line ends (they are spelled \n).
logprobs -f tsv -o "$scratch/sheet.tsv" -r "$@"
status=$?
[ -e "$scratch/sheet.tsv" ] || exit "$status"

made=$scratch/sheet.${out##*.}
if command -v soffice >/dev/null; then
  # Tabs, no quotes, UTF-8, from line 1; columns 1, 3, 7, 14 and 16 are text; numbers are English.
  soffice "-env:UserInstallation=file://$scratch/profile" --headless \
    --infilter=CSV:9,,76,1,1/2/3/2/7/2/14/2/16/2,1033 \
    --convert-to "${out##*.}" --outdir "$scratch" "$scratch/sheet.tsv" >/dev/null
else
  # ssconvert guesses which cells are numbers. A leading ' marks text; ssconvert removes it again.
  awk -F '\t' -v OFS=, '
    function text(i) { gsub(/"/, "\"\"", $i); if ($i != "") $i = "\"'\''" $i "\"" }
    NR > 1 { text(1); text(3); text(7); text(14); text(16) }
    { $1 = $1; print }' "$scratch/sheet.tsv" >"$scratch/sheet.csv"
  LC_ALL=C.UTF-8 ssconvert --import-type=Gnumeric_stf:stf_csvtab --import-encoding=UTF-8 \
    "$scratch/sheet.csv" "$made"
fi
if [ ! -s "$made" ] || ! cp -- "$made" "$out"; then
  echo "spreadsheet.sh: $out was not made" >&2
  exit 1
fi
exit "$status"
