"""What may be wrong with a response that comes as a stream of events."""

import gzip
import itertools
import json
import unittest

import commands  # noqa: F401  (it makes the folders of the other tests known)

import faults
import program
import samples
from faults import Fault
from program import OK, REFUSED, UNUSABLE
from samples import chunk, compact, event, last_chunk, stream, token
from scripted import body_response, bytewise, hold, stream_response

EBB, TIDE = chunk([token("Ebb")]), chunk([token(" tide", 0.6)])
LAST = last_chunk()
WHOLE = stream(EBB, TIDE, LAST)
BEGUN = stream(EBB, TIDE, done=False)
TEXT = "Ebb tide"
ANSWER = samples.answer("Ebb", " tide")
USAGE = chunk(choices=[], usage={"total_tokens": 2})
ERROR = {"error": {"message": "no more tides", "code": 429}}
OTHER_ERROR = {"object": "error", "message": "no more tides", "type": "BadRequest", "code": 400}
WAVE = [chunk([samples.raw_token(bytes([byte]))]) for byte in "🌊".encode()]

CUT = ("the stream was cut off before its end; what came is shown",)
FOREIGN = ("not JSON at byte 0", "2 more like line 1")
SKIPPED = ("standard input:3: not JSON at byte 11 (“1}”); the event was skipped",
           "a broken event of the stream was skipped")
ENCODED = ("(Content-Encoding: gzip), although that was not asked for",)


def saved(about, source, says=(), shows=TEXT, code=OK, **more):
    """A row whose stream is saved, and read from standard input."""
    data = source.encode() if isinstance(source, str) else source
    return Fault(about, code, says, shows, source=data, **more)


def sent(about, pieces, says=(), shows=TEXT, code=OK, words=(), **more):
    """A row whose stream a server sends in these pieces."""
    return Fault(about, code, says, shows, ("-f", "plain", "--retries=0", *words),
                 responses=(stream_response(pieces, **more),))


def instead(about, body, says=(), shows=TEXT, code=OK, **more):
    """A row whose server sends something else than a stream of events."""
    return Fault(about, code, says, shows, responses=(body_response(body, **more),))


def before_each_event(line):
    """The stream with a line more in each event."""
    return WHOLE.replace("data: {", line + "\ndata: {")


def lines():
    """Rows that are made when they are needed, since they are large."""
    return [
        saved("lines end in LF", WHOLE),
        saved("lines end in CRLF", stream(EBB, TIDE, LAST, end="\r\n")),
        saved("lines end in CR", stream(EBB, TIDE, LAST, end="\r")),
        saved("lines end in all of these",
              event(EBB, "\r\n") + event(TIDE, "\r") + event(LAST) + "data: [DONE]\r\n\n"),
        sent("a piece ends between CR and LF",
             stream(EBB, TIDE, LAST, end="\r|\n").split("|")),
        sent("each byte in a piece of its own", bytewise(WHOLE)),
        sent("each byte of a character in an event of its own",
             bytewise(stream(*WAVE, LAST)), shows="🌊"),
        saved("a byte order mark", "\ufeff" + WHOLE),
        saved("a line of ten megabytes", stream(EBB, {**TIDE, "more": "x" * 10_000_000}, LAST)),
        sent("a line of ten megabytes, from a server",
             [stream(EBB, {**TIDE, "more": "x" * 10_000_000}, LAST)],
             ("larger than a line of a stream may be (1048576 bytes); the event was skipped",
              "a broken event of the stream was skipped"), "Ebb", UNUSABLE),
        sent("nothing but a line of ten megabytes, from a server",
             [stream({**EBB, "more": "x" * 10_000_000}, LAST)],
             ("larger than a line of a stream may be (1048576 bytes); the event was skipped",
              "no logprobs in the rest of the response"), "", UNUSABLE),
    ]


FIELDS = [
    saved("comments that a router sends", before_each_event(": ROUTER PROCESSING\n")),
    saved("comments in an event", before_each_event(": ping")),
    saved("nothing but comments", ": ping\n\n" * 20, ("standard input: no response in it",), "",
          UNUSABLE),
    sent("comments, and then nothing for longer than --timeout", [": ping\n\n", hold],
         ("nothing came for 2 s; --timeout sets how long to wait",), "", UNUSABLE,
         ("--timeout=2",)),
    saved("no space after the colon", WHOLE.replace("data: ", "data:")),
    saved("two spaces after the colon", WHOLE.replace("data: ", "data:  ")),
    saved("a space before the colon", WHOLE.replace("data: ", "data : ")),
    saved("data over several lines", WHOLE.replace('"choices"', '\ndata: "choices"')),
    saved("data over several lines that end in CRLF",
          WHOLE.replace('"choices"', '\ndata: "choices"').replace("\n", "\r\n")),
    saved("a field without a colon", before_each_event("data"), FOREIGN, code=UNUSABLE),
    saved("an unknown field", before_each_event("mood: calm"), FOREIGN, code=UNUSABLE),
    saved("an id with NUL", before_each_event("id: a\0b")),
    saved("retry", before_each_event("retry: 10")),
    saved("retry that is no number", before_each_event("retry: soon")),
    saved("the name of an event", before_each_event("event: message")),
    saved("an event without data", before_each_event("data:\n")),
    saved("spaces around [DONE]", WHOLE.replace("[DONE]", " [DONE]  ")),
]

ENDS = [
    saved("a finish_reason without [DONE]", stream(EBB, TIDE, LAST, done=False)),
    saved("[DONE] without a finish_reason", stream(EBB, TIDE)),
    saved("neither", BEGUN, CUT, code=UNUSABLE),
    sent("neither, from a server", [BEGUN], CUT, code=UNUSABLE),
    saved("another answer after [DONE]", WHOLE + WHOLE, shows=f"{TEXT}\n{TEXT}"),
    saved("half an answer after [DONE]", WHOLE + event(EBB), CUT, f"{TEXT}\nEbb", UNUSABLE),
    saved("words after [DONE]", WHOLE + event("slack"),
          ("standard input:9: data is not understood: “slack”",), code=UNUSABLE),
    saved("an end inside a comment", BEGUN + ": pi", CUT, code=UNUSABLE),
    saved("an end inside [DONE]", stream(EBB, TIDE, LAST, done=False) + "data: [DO", CUT,
          code=UNUSABLE),
    saved("an end before the blank line", BEGUN + event(LAST)[:-1]),
    saved("an end before the line's end", BEGUN + event(LAST)[:-2]),
    saved("an end inside JSON", BEGUN + event(LAST)[:-40], CUT, code=UNUSABLE),
    saved("an event that is no JSON", stream(EBB, '{"choices" 1}', TIDE, LAST), SKIPPED,
          code=UNUSABLE),
]

ERRORS = [
    saved("event: error", BEGUN + "event: error\ndata: no more tides\n\n",
          ("the server failed: no more tides",), code=REFUSED),
    saved("an error first", stream(ERROR), ("the server refused: no more tides (429)",), "",
          REFUSED),
    saved("an error in the middle", stream(EBB, ERROR), ("the server failed: no more tides (429)",),
          "Ebb", REFUSED),
    saved("another error first", stream(OTHER_ERROR), ("the server refused: no more tides (400)",),
          "", REFUSED),
    saved("another error in the middle", stream(EBB, OTHER_ERROR),
          ("the server failed: no more tides (400)",), "Ebb", REFUSED),
    sent("an error first, from a server", [stream(ERROR)],
         ("the server refused: no more tides (429)",), "", REFUSED),
    sent("an error in the middle, from a server", [stream(EBB), stream(ERROR)],
         ("the server failed: no more tides (429)",), "Ebb", REFUSED),
]

CHUNKS = [
    saved("a chunk of usage, without choices", stream(EBB, TIDE, LAST, USAGE)),
    saved("a chunk of the role alone", stream(chunk(delta={"role": "assistant"}), EBB, TIDE, LAST)),
    saved("an empty delta", stream(EBB, chunk(delta={}), TIDE, LAST)),
    saved("logprobs without content", stream(EBB, chunk([token(" tide")], delta={}), LAST),
          ("they part at token 1, “ tide”, where the message ends",)),
    saved("content without logprobs", stream(EBB, chunk(delta={"content": " tide"}), LAST),
          ("after the last token the message goes on with “ tide”",), "Ebb"),
    saved("several tokens in a chunk", stream(chunk([token("Ebb"), token(" tide")]), LAST)),
    saved("two choices by turns",
          stream(*[chunk([token(text)], index) for text, index in
                   (("a", 0), ("x", 1), ("b", 0), ("y", 1))], last_chunk(1), last_chunk(0)),
          shows="ab\nxy"),
    sent("another number of choices than asked for", [WHOLE],
         ("warning: 3 choices were asked for, and 1 came",), words=("-n3",)),
]

BODIES = [
    instead("a whole answer instead of a stream", compact(ANSWER)),
    instead("a whole answer that is called a stream", compact(ANSWER),
            content_type="text/event-stream"),
    instead("a web page instead of a stream", "<html>slack</html>",
            ("not JSON: this looks like an HTML or XML page",), "", UNUSABLE,
            content_type="text/html"),
    instead("a gzipped stream that nobody asked for", gzip.compress(WHOLE.encode()), ENCODED, "",
            UNUSABLE, headers=[("Content-Encoding", "gzip")], content_type="text/event-stream"),
    saved("a gzipped stream in a file", gzip.compress(WHOLE.encode())),
]


class Sse(program.ProgramTest):
    def test_each_fault(self):
        faults.check(self, "SSE", [*lines(), *FIELDS, *ENDS, *ERRORS, *CHUNKS, *BODIES], 61)

    def test_split_everywhere(self):
        """Wherever a read ends, the same is read; over HTTP too (tests/cli/test_ask_answers.py)."""
        splits = 0
        text = ": ping\n\n" + stream(*WAVE, chunk([token("«\n»")]), LAST)
        text = text.replace('"choices"', '\ndata: "choices"')
        for end, last_end in itertools.product(("\n", "\r\n", "\r"), repeat=2):
            data = text.replace("\n\n", "\0").replace("\n", end).replace("\0", end + last_end)
            data = data.encode()
            with self.subTest(ends=end + last_end):
                shown = self.split(data)
                self.assertEqual(len(shown), len(data))
                self.assertEqual(shown[0][0]["text"], "🌊«\n»")
                self.assertTrue(all(one == shown[0] for one in shown))
            splits += len(data)
        print(f"result: SSE: split in two at each of {splits} bytes, streams are read the same")

    def split(self, data):
        """The answers in a source that has the stream once for each of its bytes, split there."""
        with open(self.folder / "shown", "w+b") as shown:
            process = self.start("-f", "json", "-r", "-", stdout=shown)
            for at in range(len(data)):
                for piece in (data[:at], data[at:]):
                    process.stdin.write(piece)
                    faults.await_empty(process.stdin)
            process.stdin.close()
            self.assertEqual((process.wait(program.TIMEOUT), process.stderr.read()), (OK, b""))
            shown.seek(0)
            return [json.loads(line)["choices"] for line in shown]


if __name__ == "__main__":
    unittest.main()
