"""What may be wrong with a response in one piece of JSON."""

import copy
import gzip
import json
import unittest

import commands  # noqa: F401  (it makes the folders of the other tests known)

import faults
import program
import samples
from faults import Fault
from program import OK, REFUSED, UNUSABLE
from samples import choice, compact, response, token
from scripted import body_response

ANSWER = response(choice([token("Ebb", bytes=None),
                          token(" tide", 0.6, ((" tide", 0.6), (" fair", 0.3)))]))
WHOLE = compact(ANSWER)
TEXT = "Ebb tide"
LOGPROB = compact(ANSWER["choices"][0]["logprobs"]["content"][0]["logprob"])
CALL = {"role": "assistant", "content": None, "tool_calls": [
    {"id": "call", "type": "function", "function": {"name": "look_up", "arguments": "{}"}}]}
PAGE = "<!DOCTYPE html>\n<html><body>Slack water</body></html>\n"

NO_LOGPROBS = ("standard input:1: no logprobs in this response",)
NOT_ASKED = "that was not asked for"
NO_NUMBER = ("warning: 1 token without a usable logprob",)
FLOOR = ("warning: 1 token with a logprob that means “no value here”",)
HALF = ("warning: a string held half of a surrogate pair; U+FFFD stands in its place",
        "warning: the text of one token was lost by the server",
        "they part at token 0, “E\ufffdb”")


def spelled(old, new):
    """The response with `new` for `old`, text or bytes, where that comes first."""
    old, new = (text if isinstance(text, bytes) else text.encode() for text in (old, new))
    assert old in WHOLE.encode()
    return WHOLE.encode().replace(old, new, 1)


def in_token(text):
    return spelled('"token":"Ebb"', b'"token":"E' + text + b'b"')


def logprob(text):
    return spelled(LOGPROB, text)


def nested(depth):
    """The response with a field in it whose arrays are so deep in all."""
    return spelled('{"id"', '{"more":' + "[" * (depth - 1) + "]" * (depth - 1) + ',"id"')


def saved(about, source, says=(), shows=TEXT, code=OK, **more):
    """A row whose response is saved, and read from standard input."""
    data = source.encode() if isinstance(source, str) else source
    return Fault(about, code, says, shows, source=data, **more)


def sent(about, says=(), shows=TEXT, code=OK, body=WHOLE, **more):
    """A row whose response a server sends."""
    words = ("-f", "plain", "--no-stream", *more.pop("words", ()))
    return Fault(about, code, says, shows, words, responses=(body_response(body, **more),))


def numbers(about, text, cells, says=()):
    """A row with the first token's logprob written so, and its cells from that to the clues."""
    shows = faults.csv(f"Ebb,{cells},,,,",
                       " tide,-0.5108256237659907,0.6,yellow,1,0.3,, tide,0.6, fair,0.3")
    return saved(about, logprob(text), says, shows, words=("-f", "csv"))


def bodies():
    """Rows that are made when they are needed, since they are large."""
    return [
        saved("nothing", "", ("standard input: empty: there is no response in it",), "", UNUSABLE),
        sent("nothing, from a server", ("empty: there is no response in it",), "", UNUSABLE, ""),
        sent("a web page with status 200", ("not JSON: this looks like an HTML or XML page",), "",
             UNUSABLE, PAGE, content_type="text/html"),
        saved("something after the value", WHOLE + " slack",
              ("standard input:1: not JSON at byte 575 (“slack”); the line was skipped",),
              code=UNUSABLE),
        sent("something after the value, from a server",
             ("not JSON at byte 575 (“slack”); the line was skipped",), TEXT, UNUSABLE,
             WHOLE + " slack"),
        saved("two values", WHOLE + WHOLE, (), f"{TEXT}\n{TEXT}"),
        sent("two values, from a server", ("2 choices have the index 0", "1 choice was asked for"),
             f"{TEXT}\n{TEXT}", OK, WHOLE + WHOLE),
        sent("another content type", content_type="image/png"),
        sent("an unknown content encoding that changed nothing",
             headers=[("Content-Encoding", "rot13")]),
        sent("an unknown content encoding", ("(Content-Encoding: br), although " + NOT_ASKED,),
             "", UNUSABLE, b"\x8b\x02\x80abc", headers=[("Content-Encoding", "br")]),
        sent("gzip that nobody asked for", ("(Content-Encoding: gzip), although " + NOT_ASKED,),
             "", UNUSABLE, gzip.compress(WHOLE.encode()), headers=[("Content-Encoding", "gzip")]),
        saved("gzip of a thousand times its size",
              gzip.compress(b'{"more":"' + b"a" * (65 << 20) + b'"}'),
              ("standard input:1: larger than --max-bytes (67108864 bytes)",), "", UNUSABLE),
        saved("gzip that ends too early", gzip.compress(WHOLE.encode())[:-10],
              ("standard input:1: the gzip data breaks off; its end is missing",), "", UNUSABLE),
    ]


ENCODINGS = [
    saved("a byte order mark", "\ufeff" + WHOLE),
    saved("UTF-16, low byte first", b"\xff\xfe" + WHOLE.encode("utf-16-le")),
    saved("UTF-16, high byte first", b"\xfe\xff" + WHOLE.encode("utf-16-be")),
    saved("UTF-16 without a mark", WHOLE.encode("utf-16-le"),
          ("standard input: this is UTF-16 text without a byte order mark",), "", UNUSABLE),
    *[saved(f"{about}, which is not UTF-8", in_token(data),
            ("standard input:1: not UTF-8 at byte 241",), "", UNUSABLE)
      for about, data in (("a continuation byte alone", b"\x80"), ("half a character", b"\xe2\x82"),
                          ("an overlong character", b"\xc0\xaf"),
                          ("a surrogate in UTF-8", b"\xed\xa0\x80"),
                          ("a character above U+10FFFF", b"\xf4\x90\x80\x80"))],
    saved("the first half of a surrogate pair", in_token(rb"\ud83d"), HALF,
          "E\ufffdb tide"),
    saved("the second half of a surrogate pair", in_token(rb"\ude00"), HALF,
          "E\ufffdb tide"),
    saved("NUL in a token", in_token(rb"\u0000"), (), "E\\x00b tide\n",
          words=("-q", "--marks=none")),
]


def long_and_odd_numbers():
    """Rows that are made when they are needed, since they are large."""
    return [
        numbers("NaN", "NaN", ",,,,,", NO_NUMBER),
        numbers("Infinity", "Infinity", ",,,,,", NO_NUMBER),
        numbers("-Infinity", "-Infinity", ",0,red,,,low", FLOOR),
        numbers("1e400", "1e400", ",,,,,", NO_NUMBER),
        numbers("-1e400", "-1e400", ",0,red,,,low", FLOOR),
        numbers("-0", "-0", "-0.0,1,green,,,"),
        numbers("-0.0", "-0.0", "-0.0,1,green,,,"),
        numbers("thirty digits", "-" + "1" * 30, "-1.111111111111111e+29,0,red,,,low", FLOOR),
        numbers("thirty digits after the point", "-0." + "1" * 30,
                "-0.1111111111111111,0.8948393168143698,lime,,,"),
        numbers("a million digits", "-" + "9" * 1_000_000, ",0,red,,,low", FLOOR),
        numbers("a million digits after the point", "-0." + "9" * 1_000_000,
                "-1,0.36787944117144233,orange,,,"),
        saved("a number that is no JSON", logprob("0x1"), ("standard input:1: not JSON at byte",),
              "", UNUSABLE),
    ]


VALUES = [
    saved("a key twice, of which the first counts",
          spelled('"token":"Ebb"', '"token":"Neap","token":"Ebb"'),
          ("they part at token 0, “Neap”",), "Neap tide"),
    *[saved(f"arrays {depth} deep", nested(depth)) for depth in (256, 257, 100_000)],
    saved("nothing but arrays 100000 deep", "[" * 100_000 + "]" * 100_000,
          ("too much of this looks like responses",), "", UNUSABLE),
    saved("no choice", compact(response()), NO_LOGPROBS, "", UNUSABLE),
    sent("no choice, from a server", ("the answer came without logprobs",), "", UNUSABLE,
         compact(response())),
    sent("three choices", (), "a\nb\nc", OK, compact(response(
        *[choice([token(text)], place) for place, text in enumerate("abc")])), words=("-n3",)),
    saved("a refusal with its logprobs", compact(response(samples.refusal([token("No")]))), (),
          "No"),
    saved("nothing but a call", compact(response(choice([], message=CALL, logprobs=None))),
          (NO_LOGPROBS[0] + ": the answer is a call of look_up",), "", UNUSABLE),
    sent("an error with status 200", ("the server refused: no more tides (502)",), "", REFUSED,
         compact({"error": {"message": "no more tides", "code": 502}})),
    sent("an error that is a string", ("the server refused: no more tides",), "", REFUSED,
         compact({"error": "no more tides"})),
]

PLACES = {
    "choices": ("choices",),
    "the choice": ("choices", 0),
    "message": ("choices", 0, "message"),
    "content": ("choices", 0, "message", "content"),
    "logprobs": ("choices", 0, "logprobs"),
    "logprobs.content": ("choices", 0, "logprobs", "content"),
    "token": ("choices", 0, "logprobs", "content", 0, "token"),
    "logprob": ("choices", 0, "logprobs", "content", 0, "logprob"),
    "top_logprobs": ("choices", 0, "logprobs", "content", 1, "top_logprobs"),
}
NULL, WRONG, MISSING = "is null", "has the wrong type", "is missing"
# What is said of a field, what is shown, and the exit code.
FIELDS = {
    ("choices", NULL): (NO_LOGPROBS, "", UNUSABLE),
    ("choices", WRONG): (("choices is a string, not an array",), "", UNUSABLE),
    ("choices", MISSING): (("not a response in a known format (its keys: id, object,",), "",
                           UNUSABLE),
    ("the choice", NULL): (("choices[0] is null, not an object",), "", UNUSABLE),
    ("the choice", WRONG): (("choices[0] is a number, not an object",), "", UNUSABLE),
    ("the choice", MISSING): (NO_LOGPROBS, "", UNUSABLE),
    ("message", NULL): ((), TEXT, OK),
    ("message", WRONG): (("choices[0].message is a number, not an object",), "", UNUSABLE),
    ("message", MISSING): ((), TEXT, OK),
    ("content", NULL): ((), TEXT, OK),
    ("content", WRONG): ((), TEXT, OK),
    ("content", MISSING): ((), TEXT, OK),
    ("logprobs", NULL): (NO_LOGPROBS, TEXT, UNUSABLE),
    ("logprobs", WRONG): (("choices[0].logprobs is a number, not an object",), TEXT, UNUSABLE),
    ("logprobs", MISSING): (NO_LOGPROBS, TEXT, UNUSABLE),
    ("logprobs.content", NULL): (NO_LOGPROBS, TEXT, UNUSABLE),
    ("logprobs.content", WRONG): (("choices[0].logprobs.content is a string, not an array",), TEXT,
                                  UNUSABLE),
    ("logprobs.content", MISSING): (NO_LOGPROBS, TEXT, UNUSABLE),
    ("token", NULL): (("content[0].token is null, not a string",), TEXT, UNUSABLE),
    ("token", WRONG): (("tokens were sent without their text; their ids are shown",
                        "they part at token 0, “7”"), "7 tide", OK),
    ("token", MISSING): (("content[0].token is missing",), TEXT, UNUSABLE),
    ("logprob", NULL): (NO_NUMBER, TEXT, OK),
    ("logprob", WRONG): (NO_NUMBER, TEXT, OK),
    ("logprob", MISSING): (NO_NUMBER, TEXT, OK),
    ("top_logprobs", NULL): ((), TEXT, OK),
    ("top_logprobs", WRONG): (("the message goes on with “ tide”",
                               "content[1].top_logprobs is a string, not an array"), "Ebb",
                              UNUSABLE),
    ("top_logprobs", MISSING): ((), TEXT, OK),
}


def changed(place, how):
    """The response with a field that is not as it should be."""
    answer = copy.deepcopy(ANSWER)
    *path, last = PLACES[place]
    at = answer
    for key in path:
        at = at[key]
    if how == MISSING:
        del at[last]
    elif how == NULL:
        at[last] = None
    else:
        at[last] = "7" if isinstance(at[last], (float, list)) else 7
    return compact(answer)


class Json(program.ProgramTest):
    def test_each_fault(self):
        fields = [saved(f"{place} {how}", changed(place, how), *expected)
                  for (place, how), expected in FIELDS.items()]
        rows = [*bodies(), *ENCODINGS, *long_and_odd_numbers(), *VALUES, *fields]
        faults.check(self, "JSON", rows, 76)

    def test_cut_at_every_byte(self):
        """Each cut has its sentence and shows nothing; the other loops are in tests/cli."""
        tokens = [token(f"sl«{place}»ck ", 0.5, (("a", 0.5), ("\n🌊", 0.2))) for place in range(9)]
        whole = json.dumps(response(choice(tokens)), ensure_ascii=False).encode()
        self.assertGreater(len(whole), 2000)
        for size in range(len(whole) + 1):
            (self.folder / f"{size}.json").write_bytes(whole[:size])
        names = [f"{size}.json" for size in range(len(whole) + 1)]
        result = program.run("-f", "json", "-r", *names, cwd=self.folder)
        self.assertEqual(result.code, UNUSABLE)
        said = result.err.decode().splitlines()
        shown = [json.loads(line) for line in result.out.splitlines()]
        self.assertEqual([line.split(":")[1].strip() for line in said], names[:-1])
        self.assertEqual([line["source"] for line in shown if line["choices"]], names[-1:])
        print(f"result: JSON: cut at each of {len(whole)} bytes, it is never taken for whole")


if __name__ == "__main__":
    unittest.main()
