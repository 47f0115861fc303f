"""No shape of a source takes more memory than 64 MiB and eight times the largest response, however
much of it comes. Each is shown with a --max-bytes of its own, and is several times as large."""

import itertools
import json
import unittest
from typing import Callable, Iterable, NamedTuple

import measured
from measured import MIB, blocks

import program
import samples

UNUSABLE = 6
ALWAYS, PER_BYTE = 64, 8  # MiB, and MiB for each MiB of --max-bytes


class Shape(NamedTuple):
    about: str
    make: Callable[[], Iterable[bytes]]
    code: int = UNUSABLE
    largest: int = 1  # MiB


def event(chunk):
    return b"data: " + json.dumps(chunk).encode() + b"\n\n"


def columns(element, size):
    """Completions whose list of tokens has this element again and again."""
    return itertools.chain(
        [b'{"id": "x", "choices": [{"text": "a", "logprobs": {"tokens": ['],
        blocks(element + b",", size), [element + b'], "token_logprobs": [-1]}}]}'])


def array(element, size, key=b""):
    """An array of this element, in a field with that key."""
    head = b'{"id": "x", "model": "m", "' + key + b'": [' if key else b"["
    tail = element + (b"]}" if key else b"]")
    return itertools.chain([head], blocks(element + b",", size), [tail])


def lean_choices(count, tokens):
    """Completions that say as little of each token as can be."""
    for index in range(count):
        yield b"," if index else b'{"id": "x", "choices": ['
        yield b'{"text": null, "index": %d, "finish_reason": "stop", "logprobs": {"tokens": [' % index
        yield b'"a",' * tokens + b'"a"], "token_logprobs": ['
        yield b"-1," * tokens + b"-1]}}"
    yield b"]}"


ANSWER = json.dumps(samples.answer("a")).encode() + b"\n"
TEXT = event(samples.chunk(delta={"content": "word " * 2000}))
EMPTY = event(samples.chunk([samples.token("", bytes=None)] * 500))
SHAPES = (
    Shape("zeros", lambda: blocks(b"\0", 100 * MIB)),
    Shape("zeros after an answer", lambda: itertools.chain([ANSWER], blocks(b"\0", 100 * MIB))),
    Shape("binary data", lambda: itertools.chain([b"PK\3\4"], blocks(b"\xFF\0", 100 * MIB))),
    Shape("a page of HTML", lambda: blocks(b"<p>", 100 * MIB)),
    Shape("spaces", lambda: blocks(b" ", 100 * MIB)),
    Shape("a line without an end", lambda: blocks(b"a", 100 * MIB)),
    Shape("a first line that is too long",
          lambda: itertools.chain([b'{"a": "'], blocks(b"a", 100 * MIB), [b'"}\n', ANSWER])),
    Shape("a header without an end",
          lambda: itertools.chain([b"HTTP/1.1 200 OK\r\nX: "], blocks(b"a", 100 * MIB))),
    Shape("headers without an end",
          lambda: itertools.chain([b"HTTP/1.1 200 OK\r\n"], blocks(b"X: a\r\n", 40 * MIB))),
    Shape("a string without an end", lambda: itertools.chain([b'"'], blocks(b"a", 100 * MIB))),
    Shape("an array without an end", lambda: itertools.chain([b"["], blocks(b"1,", 100 * MIB))),
    Shape("brackets", lambda: blocks(b"[", 100 * MIB)),
    Shape("an array of answers without an end",
          lambda: itertools.chain([b"["], blocks(ANSWER + b",", 100 * MIB))),
    Shape("an event without an end",
          lambda: itertools.chain([b"data: [\n"], blocks(b"data: 1,\n", 40 * MIB))),
    Shape("a stream of text without logprobs", lambda: blocks(TEXT, 150 * MIB)),
    Shape("a stream of empty tokens", lambda: blocks(EMPTY, 100 * MIB)),
    Shape("a stream of data that is not understood",
          lambda: blocks(b"data: " + b"x" * 1000 + b"\n\n", 100 * MIB)),
    Shape("empty tokens in columns", lambda: columns(b'""', 20 * MIB), largest=24),
    # Lists of a little more than 2^20 tokens, and of 2^21 alternatives, have just been copied.
    Shape("lean tokens of two choices", lambda: lean_choices(2, 1060000), largest=15),
    Shape("lean alternatives", lambda: itertools.chain(
        [b'{"id": "x", "choices": [{"text": null, "logprobs": {"tokens": ["a"], "top_logprobs": [{'],
        blocks(b'"a":-1,', 22 * MIB), [b'"a":-1}]}}]}']), largest=24),
    Shape("empty choices", lambda: array(b"{}", 12 * MIB, b"choices"), largest=16),
    Shape("an array of empty objects", lambda: array(b"{}", 12 * MIB), largest=16),
    Shape("an array of empty arrays", lambda: array(b"[]", 12 * MIB), largest=16),
    Shape("an array of strings", lambda: array(b'""', 12 * MIB), largest=16),
)


WORDS = b'" ebb"," tide"," and"," flow",'
LOGPROBS = b"-0.104517,-2.302585,-0.693147,-0.051293,"
LONG = 20  # MiB
PAGE = 64  # MiB


BREAKS, UNLIKELY = b'"' + rb"\n" * 8 + b'",', b"-3,"


def long_answer(words=WORDS, logprobs=LOGPROBS):
    """An answer of about a million tokens: what views make of it is much longer."""
    times = LONG * MIB // len(words + logprobs) // 1000
    return itertools.chain(
        [b'{"id": "x", "choices": [{"text": null, "finish_reason": "stop", "logprobs": {"tokens": ['],
        itertools.repeat(words * 1000, times), [b'" end"], "token_logprobs": ['],
        itertools.repeat(logprobs * 1000, times), [b"-1]}}]}"])


class Memory(unittest.TestCase):
    def test_memory_is_bounded(self):
        for shape in SHAPES:
            with self.subTest(shape=shape.about):
                found = measured.run(shape.make(), "--max-bytes", f"{shape.largest}M", "-f", "plain")
                self.assertEqual(found.code, shape.code, found.said[:1000])
                self.assertLess(found.peak, ALWAYS + PER_BYTE * shape.largest)
        print(f"result: {len(SHAPES)} shapes of sources take bounded memory")

    def test_no_view_holds_a_long_answer(self):
        """Only a page, for which this one is too large, and a picture are held as a whole."""
        for view in program.VIEWS:
            with self.subTest(view=view):
                found = measured.run(long_answer(), "-f", view)
                more = 3 * PAGE if view in ("html", "svg") else 0
                self.assertEqual(found.code, program.FAILED if view == "html" else program.OK,
                                 found.said[:1000])
                self.assertLess(found.peak, ALWAYS + PER_BYTE * LONG + more)
        found = measured.run(long_answer(BREAKS, UNLIKELY), "-f", "markdown")
        self.assertEqual(found.code, program.OK, found.said[:1000])
        self.assertLess(found.peak, ALWAYS + PER_BYTE * LONG, "a quotation of line breaks")
        print(f"result: {len(program.VIEWS)} views show a long answer in bounded memory")


if __name__ == "__main__":
    unittest.main()
