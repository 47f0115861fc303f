"""No shape of a source takes more than linear time: each is shown at three sizes, double the one
before, and the time that the processor takes may grow to 2.2 times that at each step."""

import json
import unittest
from typing import Callable, NamedTuple

import measured

import samples

OK, UNUSABLE = 0, 6
STEP = 2.2  # double the size, and what a busy machine adds
NOISE = 0.08  # seconds: what the system counts as the time of a busy machine's process
TRIES = 8
SMALL = 64  # bytes: of the pieces in which some sources come


class Shape(NamedTuple):
    about: str
    size: int  # the smallest
    make: Callable[[int], bytes]  # the source of a size
    views: tuple = ("json",)
    code: int = OK
    cut: int = measured.MIB  # bytes that are read at once


def lines(*values):
    return "".join(json.dumps(value) + "\n" for value in values).encode()


def stream(chunks):
    return b"".join(b"data: " + json.dumps(chunk).encode() + b"\n\n" for chunk in chunks)


def choice(index):
    return samples.choice([samples.token("a")], index)


def choices(indexes):
    """A response with a choice for each index."""
    return lines(samples.response(*map(choice, indexes)))


def streamed(indexes):
    """A stream of choices, each of one event."""
    return stream(samples.chunk([samples.token("a")], i, finish="stop") for i in indexes)


def begun(count):
    """A stream whose choices all begin before the first goes on."""
    begins = [samples.chunk(delta={"role": "assistant", "content": ""})] * count
    return stream(begins) + streamed([0] * count)


def tokens(count):
    return lines(samples.answer(*["a"] * count))


def unsure(text):
    """An answer of these tokens, each with a clue."""
    return lines(samples.answer(*text, p=0.05))


def alternatives(count):
    top = [(str(i), 0.5 / (i + 1)) for i in range(count)]
    return lines(samples.response(samples.choice([samples.token("a", top=top)])))


def columns(count):
    table = {str(i): -1.0 - i for i in range(count)}
    logprobs = {"tokens": ["a"], "token_logprobs": [-1], "top_logprobs": [table]}
    return lines({"choices": [{"text": "a", "logprobs": logprobs}]})


def candidates(count):
    """Gemini's, the last first."""
    chosen = {"chosenCandidates": [{"token": "a", "logProbability": -1}]}
    return lines({"candidates": [
        {"index": count - i, "content": {"parts": [{"text": "a"}]}, "finishReason": "STOP",
         "logprobsResult": chosen} for i in range(count)]})


def parting(count):
    """Choices whose tokens are not their message, each in a way of its own."""
    def other(index):
        message = {"role": "assistant", "content": f"word {index}"}
        return samples.choice([samples.token(f"other {index}")], index, message=message)
    return lines(samples.response(*map(other, range(count))))


ANSWER = lines(samples.answer("a")).strip()
EVENT = stream([samples.chunk([samples.token("a")], finish="stop")])
PART = stream([samples.chunk([samples.token("a")])])
ALL = ("text", "json", "html")
SHAPES = (
    Shape("choices of a response", 2500, lambda n: choices(range(n)), ALL),
    Shape("choices of a response, the last first", 3000, lambda n: choices(range(n, 0, -1)), ALL),
    Shape("choices of a response with one index", 3000, lambda n: choices([0] * n)),
    Shape("choices of a stream", 3000, lambda n: streamed(range(n)), ALL),
    Shape("choices of a stream, the last first", 2000, lambda n: streamed(range(n, 0, -1)),
          ("plain", "summary")),
    Shape("choices of a stream with one index", 3000, lambda n: streamed([0] * n)),
    Shape("choices of a stream that begin together", 2000, begun),
    Shape("choices that differ from their message", 3000, parting),
    Shape("candidates, the last first", 3000, candidates),
    Shape("tokens", 6000, tokens),
    Shape("unsure spaces", 12000, lambda n: unsure(" " * n), ("places",)),
    Shape("unsure parts of a word", 6000, lambda n: unsure("a" * n), ("places",)),
    Shape("unsure marks of a letter", 6000, lambda n: unsure("e" + "\u0301" * n), ("places",)),
    Shape("alternatives of a token", 8000, alternatives),
    Shape("alternatives of a token in a map", 20000, columns),
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
        """Of several tries the quickest counts."""
        sources = [shape.make(shape.size * times) for times in (1, 2, 4)]
        least = [float("inf")] * len(sources)
        for _ in range(TRIES):
            for i, source in enumerate(sources):
                found = measured.run([source], "-f", view, cut=shape.cut)
                self.assertEqual(found.code, shape.code, found.said)
                least[i] = min(least[i], found.seconds)
            if all(b <= STEP * a + NOISE for a, b in zip(least, least[1:])):
                return
        self.fail(f"{shape.about} as {view}: " + ", ".join(f"{each:.3f} s" for each in least))

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
