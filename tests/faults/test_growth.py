"""No shape of a source takes more than linear time: each is shown at three sizes, double the one
before, and the time that the processor takes may grow to 2.2 times that at each step."""

import json
import unittest

from growing import (Shape, alternatives, begun, candidates, choices, events, interleaved, is_linear,
                     lines, measure, parting_choice, streamed, table, tokens,
                     unsure)

import samples

UNUSABLE = 6
NOISE = 0.08  # seconds: what the system counts as the time of a busy machine's process
TRIES = 8
SMALL = 64  # bytes: of the pieces in which some sources come

ANSWER = lines(samples.answer("a")).strip()
EVENT = events([json.dumps(samples.chunk([samples.token("a")], finish="stop"))])
PART = events([json.dumps(samples.chunk([samples.token("a")]))])
ALL = ("text", "json", "html")


def labels(count):
    return tuple(str(i) for i in range(1000, 1000 + count))


SHAPES = (
    Shape("choices of a response", 2500, lambda n: choices(range(n)), ALL),
    Shape("choices of a response, the last first", 3000, lambda n: choices(range(n, 0, -1)), ALL),
    Shape("choices of a response with one index", 3000, lambda n: choices([0] * n)),
    Shape("choices of a stream", 3000, lambda n: streamed(range(n)), ALL),
    Shape("choices of a stream, the last first", 2000, lambda n: streamed(range(n, 0, -1)),
          ("plain", "summary")),
    Shape("choices of a stream by turns", 2000, interleaved),
    Shape("choices of a stream with one index", 3000, lambda n: streamed([0] * n)),
    Shape("choices of a stream that begin together", 2000, begun),
    Shape("choices that differ from their message", 3000,
          lambda n: choices(range(n), parting_choice())),
    Shape("candidates, the last first", 3000, lambda n: candidates(range(n, 0, -1))),
    Shape("tokens", 6000, lambda n: tokens(["a"] * n)),
    Shape("tokens of which every other is not in the message", 6000,
          lambda n: tokens(["ab ", "c "] * n, "ab " * n)),
    Shape("unsure spaces", 12000, lambda n: unsure(" " * n), ("places",)),
    Shape("unsure parts of a word", 6000, lambda n: unsure("a" * n), ("places",)),
    Shape("unsure marks of a letter", 2000, lambda n: unsure("e" + "\u0301" * n), ("places",)),
    Shape("alternatives of a token", 8000, alternatives),
    Shape("alternatives of a token in a map", 20000, table),
    Shape("labels that are alternatives", 1500, lambda n: alternatives(2000 + n),
          words=lambda n: ("--labels", ",".join(labels(n)))),
    Shape("answers of an array", 2000, lambda n: b"[" + b",".join([ANSWER] * n) + b"]"),
    Shape("spaces before a value", 1 << 17, lambda n: b" " * n + ANSWER, cut=SMALL),
    Shape("line ends before a value", 1 << 17, lambda n: b"\r\n" * (n // 2) + ANSWER, cut=SMALL),
    Shape("spaces in a value", 1 << 17, lambda n: b"{" + b" " * n + ANSWER[1:], cut=SMALL),
    Shape("blank lines in a value", 1 << 17, lambda n: b"{" + b"\n  " * (n // 3) + ANSWER[1:],
          cut=SMALL),
    Shape("spaces at a value's end", 1 << 17, lambda n: ANSWER[:-1] + b"\t" * n + b"}", cut=SMALL),
    Shape("spaces between values", 1 << 17, lambda n: ANSWER + b" " * n + ANSWER, cut=SMALL),
    Shape("spaces before an event's data", 1 << 17, lambda n: b"data:" + b" " * n + EVENT[5:],
          cut=SMALL),
    Shape("spaces in an event's data", 1 << 17, lambda n: EVENT[:7] + b" " * n + EVENT[7:],
          cut=SMALL),
    Shape("a long string", 1 << 17, lambda n: ANSWER[:-1] + b', "x": "' + b"a" * n + b'"}',
          cut=SMALL),
    Shape("a long line that is none", 1 << 17, lambda n: b"a" * n + b"\n" + ANSWER, code=UNUSABLE,
          cut=SMALL),
    Shape("values of a line", 16000, lambda n: b'{"a": 1} ' * n, code=UNUSABLE),
    Shape("words and brackets of a line", 40000, lambda n: b"a {b " * n, code=UNUSABLE),
    Shape("broken lines", 20000, lambda n: b'{"a\n' * n, code=UNUSABLE),
    Shape("brackets without an end", 20000, lambda n: b"{\n" * n, code=UNUSABLE),
    Shape("data lines of an event", 40000, lambda n: b"data: [\n" + b"data: 1,\n" * n,
          code=UNUSABLE),
    Shape("events of a line", 3000, lambda n: PART.strip() * n + EVENT),
    Shape("headers", 40000, lambda n: b"HTTP/1.1 200 OK\r\n" * n, code=UNUSABLE),
)


class Growth(unittest.TestCase):
    def check(self, shape, view):
        seconds, runs = measure(shape, view, NOISE, TRIES)
        for run in runs:
            self.assertEqual(run.code, shape.code, run.said)
        self.assertTrue(is_linear(seconds, NOISE), f"{shape.about} as {view}: "
                        + ", ".join(f"{each:.3f} s" for each in seconds))

    def test_time_is_linear_in_the_size(self):
        count = 0
        for shape in SHAPES:
            for view in shape.views:
                with self.subTest(shape=shape.about, view=view):
                    self.check(shape, view)
                    count += 1
        print(f"result: {count} shapes of sources take linear time")


if __name__ == "__main__":
    unittest.main()
