"""The rows that csv and tsv must contain, and readers for both.

The expected rows come from the json view of the same input, with numbers kept as spelled there.
"""

import csv
import io
import json
import re

import program
import samples
from program import OK
from responses import raw_alternative, response_of

HEADER = ("source,line,custom_id,choice,kind,index,token,logprob,probability,band,rank,margin,"
          "clues,best,best_probability,second,second_probability")
COLUMNS = HEADER.split(",")
TEXTS = ("source", "custom_id", "kind", "token", "band", "clues", "best", "second")
NUMBERS = [name for name in COLUMNS if name not in TEXTS]
FORMULA = tuple("=+-@\t\r\n")

HOSTILE = (
    '"', '""', 'a"b', '"a"', ",", "a,b", '",', ";", "|", "\n", "a\nb", "\r", "a\rb", "\r\n",
    "\n\n\n", "\t", "a\tb", "\\", "\\n", "\\t", "a\\", "\\\n", "'", "''", "'=1", "", " ", "  a ",
    "=1+1", "+1", "-1", "- ", "@SUM(1)", "=", "+", "-", "@", "\t=1", "\r=1", "\n=1", " =1",
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://x";"y")', "=1,2", "1", "-0.5", "1e5", "007", "TRUE",
    "1/2", "2024-01-01", "#N/A", "NULL", "null", "🐈", "👨\u200d👩", "שלום", "\u202e", "\u2066",
    "\ufeff", "\0=1", "\x01\x7f+1", "\ufeff\u200b@a", "\0a=1", "a;=1", "a\t=1", "\u2028", "\x85", "\x1b[2J", "\x07", "\x7f", "\0", "a\0b", "x" * 5000)
BROKEN = (b"\xff", b"a\xf0\x9f", b"\x90", b"=\xff", b"\xed\xa0\x80", b"\xc2")


def hostile_tokens():
    """Each hostile text as a token, as the best alternative and as the second best."""
    tokens = []
    for text in [*(text.encode() for text in HOSTILE), *BROKEN]:
        top = [raw_alternative(text, 0.4), raw_alternative(b"x" + text, 0.35)]
        tokens.append(samples.raw_token(text, 0.4, top_logprobs=top))
        tokens.append(samples.token("x", 0.4, (("x", 0.4),)))
        tokens[-1]["top_logprobs"].append(raw_alternative(text, 0.35))
    return tokens


def hostile_response():
    return response_of(*hostile_tokens())


def objects(out):
    """The objects of the json view, with numbers kept as text."""
    return [json.loads(line, parse_float=str, parse_int=str) for line in out.splitlines()]


def rows_of(out):
    """The rows expected for the json view `out`, as text, in column order."""
    return [row(shown, choice, token) for shown in objects(out) for choice in shown["choices"]
            for token in choice["tokens"]]


def row(shown, choice, token):
    best, second = [*likely(token), None, None][:2]
    found = {
        **{name: shown[name] for name in ("source", "line", "custom_id")},
        "choice": choice["index"], "kind": choice["kind"], **token,
        "clues": " ".join(token["clues"]),
        "best": best and best["token"], "best_probability": best and best["probability"],
        "second": second and second["token"],
        "second_probability": second and second["probability"]}
    return ["" if found[name] is None else found[name] for name in COLUMNS]


def likely(token):
    """The distinct candidates for a token's place, most probable first (the contract's list L)."""
    found = []
    for entry in token["alternatives"]:
        known = any(same(entry, other) and entry["logprob"] == other["logprob"] for other in found)
        if entry["probability"] is not None and not known:
            found.append(entry)
    is_missing = not any(same(entry, token) for entry in found)
    if found and is_missing and token["probability"] is not None:
        if alike(token) >= alike(found[-1]):
            found = sorted([*found, token], key=logprob, reverse=True)
    return found


def same(one, other):
    if one["id"] and other["id"]:
        return one["id"] == other["id"]
    return (one["token"], one["bytes"]) == (other["token"], other["bytes"])


def logprob(entry):
    return float("-inf" if entry["logprob"] is None else entry["logprob"])


def alike(entry):
    """The logprob, made equal for equal probabilities: all floors, and all values above 0."""
    return min(max(logprob(entry), -1000), 0)


def read_csv(out):
    return list(csv.reader(io.StringIO(out.decode(), newline=""), strict=True))


def read_tsv(out):
    lines = out.decode().split("\n")
    return [[unescaped(cell) for cell in line.split("\t")] for line in lines[:-1]]


def unescaped(cell):
    letters = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}
    return re.sub(r"\\(.)", lambda found: letters[found[1]], cell)


READERS = {"csv": read_csv, "tsv": read_tsv}


def is_formula(cell):
    """Whether a spreadsheet runs a text; it drops controls and invisible characters before it."""
    dropped = "".join(map(chr, range(32))) + "\x7f\ufeff\u200b"
    return cell.lstrip("".join(set(dropped) - set(FORMULA))).startswith(FORMULA)


def guarded(rows):
    """`rows` as csv has them: with an apostrophe before texts that begin like a formula."""
    return [["'" + cell if name in TEXTS and is_formula(cell) else cell
             for name, cell in zip(COLUMNS, cells, strict=True)] for cells in rows]


class Rows(program.ProgramTest):
    def views(self, content, *words, code=OK):
        """The json, csv and tsv views of `content`, which is text or bytes."""
        return self.views_of([self.file("answer", content)], *words, code=code)

    def views_of(self, files, *words, code=OK):
        results = [program.run("-r", *files, "-q", "-f", view, *words)
                   for view in ("json", "csv", "tsv")]
        self.assertEqual([result.code for result in results], [code] * 3, results[0].err)
        return [result.out for result in results]

    def check(self, content, *words, code=OK):
        """Checks the rows of csv and tsv against json; returns them as dictionaries."""
        return self.check_views(*self.views(content, *words, code=code))

    def check_views(self, shown, as_csv, as_tsv):
        expected = rows_of(shown)
        self.assertEqual(read_csv(as_csv), [COLUMNS, *guarded(expected)])
        self.assertEqual(read_tsv(as_tsv), [COLUMNS, *expected])
        return [dict(zip(COLUMNS, cells)) for cells in expected]
