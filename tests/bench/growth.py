#!/usr/bin/python3
"""Measures that work grows with the input and nothing else.

    growth.py BUILD_DIR [WORD...] [--gigabytes N]

Each shape of a source is shown at three sizes, double the one before, in several views; with WORDs
only the shapes whose names have one of these in them. The bound is on the processor's time: it may
grow to 2.2 times that at each step. What is measured is the least of a few tries. Long sources come
through a pipe, in 8 MB of memory whatever their size. Exit status: 0 all bounds hold, 1 one is
broken, 2 the bench could not run.
"""

import argparse
import json
import os
import sys
from pathlib import Path

from run import BenchError, built, exit_status, positive, table, verdict

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "faults"))

import growing  # noqa: E402  pylint: disable=wrong-import-position
import measured  # noqa: E402  pylint: disable=wrong-import-position
from growing import Shape  # noqa: E402  pylint: disable=wrong-import-position

import samples  # noqa: E402  pylint: disable=wrong-import-position

TRIES = 6
NOISE = 0.04  # seconds
PEAK_BELOW_MB = 64  # of a long source
MEGABYTE = 1_000_000
ALL = ("text", "json", "csv", "summary", "table", "places", "markdown", "html", "stats")
WITHOUT_PAGE = tuple(view for view in ALL if view != "html")  # which must not be too large
FEW = ("text", "json", "html")
UNSURE = {"p": 0.05, "top": (("x", 0.1), ("y", 0.09))}  # of a token: it has all clues
REFUSED, UNUSABLE = 4, 6


def letters(number):
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


def many(value, count):
    """A line for each of so many, with its number in place of `#`."""
    return ("\n".join(growing.numbered(value, range(count))) + "\n").encode()


def other_words(value, count):
    """The same with letters, which a message tells apart."""
    return ("\n".join(growing.numbered(value, map(letters, range(count)))) + "\n").encode()


def alternatives_of(best):
    return lambda count: growing.alternatives(count, lambda i: best - i / count)


def reasoning(count):
    texts = ["r "] * count + ["</think>"] + ["b "] * count
    message = {"role": "assistant", "content": "b " * count, "reasoning_content": "r " * count}
    answer = json.loads(growing.tokens(texts))
    answer["choices"][0]["message"] = message
    return growing.lines(answer)


def calls(count):
    """A response of so many calls, written by its tokens."""
    call = {"id": "#", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}
    message = growing.within({"role": "assistant", "content": None, "tool_calls": []},
                             growing.numbered(call, range(count)))
    answer = growing.tokens(["<tool_call>", '{"name": "f", "arguments": ', '{"a": 1}', "}",
                             "</tool_call>"] * count, "")
    return answer.replace(b'{"role": "assistant", "content": ""}', message.encode())


def call_stream(count):
    call = {"index": "#", "id": "#", "type": "function",
            "function": {"name": "f", "arguments": '{"a": 1}'}}
    chunk = samples.chunk([samples.token('{"a": 1}')], delta={"tool_calls": [call]})
    end = json.dumps(samples.last_chunk(finish="tool_calls"))
    return growing.events([*growing.numbered(chunk, range(count)), end])


def fields(count):
    """An answer that is an object of so many fields."""
    texts = [text for i in range(count) for text in (", ", f'"{i}": ', str(i % 10))]
    return growing.tokens(["{", *texts[1:], "}"])


def file_of_each(folder):
    """The words that name so many files."""
    def words(count):
        names = [folder / str(i) for i in range(count)]
        for name in names[len(os.listdir(folder)):]:
            name.write_bytes(ANSWER)
        return ("-r", *map(str, names))
    return words


ANSWER = growing.lines(samples.answer("a"))
PING = b": ping\n\ndata:\n\nevent: x\nid: 1\n\n"
LAST = growing.events([json.dumps(samples.chunk([samples.token("a")], finish="stop"))])
TOKEN = growing.events([json.dumps(samples.chunk([samples.token("a ")]))])
TINY = b'{"content":[{"token":"a","logprob":-0.1}]}\n'
ERROR = samples.batch_line("id #", error={"code": "c#", "message": "bad word #"})
DIFFERENT = samples.response(growing.parting_choice() | {"index": 0})


def shapes(folder):
    """The sizes are the smallest of three: the largest is four times as large."""
    return (
        Shape("choices of a response", 20_000, lambda n: growing.choices(range(n)), ALL),
        Shape("choices of a response, the last first", 20_000,
              lambda n: growing.choices(range(n, 0, -1)), FEW),
        Shape("choices of a response in any order", 20_000,
              lambda n: growing.choices(growing.shuffled(n)), FEW),
        Shape("choices of a response with one index", 20_000, lambda n: growing.choices([0] * n)),
        Shape("candidates in any order", 20_000,
              lambda n: growing.candidates(growing.shuffled(n))),
        Shape("choices of a stream by turns", 10_000, growing.interleaved, ALL),
        Shape("choices of a stream by turns, older", 5_000, lambda n: growing.interleaved(
            n, growing.column(), growing.column("stop"))),
        Shape("candidates of a stream by turns", 5_000, lambda n: growing.interleaved(
            n, growing.candidate(), growing.candidate("STOP"))),
        Shape("choices that begin together", 20_000, growing.begun),
        Shape("choices that differ from their message", 20_000,
              lambda n: growing.choices(range(n), growing.parting_choice())),
        Shape("tokens of a response", 250_000, lambda n: growing.tokens(["ab "] * n), WITHOUT_PAGE),
        Shape("tokens on a page", 25_000, lambda n: growing.tokens(["ab "] * n), ("html",)),
        Shape("tokens without a line break", 50_000,
              lambda n: growing.tokens(["ab"] * n, **UNSURE),
              (*ALL, "text --width=80 --color=always", "summary --width=80", "chart")),
        Shape("tokens of a stream", 50_000, lambda n: TOKEN * n + LAST, FEW),
        Shape("marks of a letter", 250_000,
              lambda n: growing.tokens(["e" + "\u0301" * n], p=0.05), ALL),
        Shape("hostile tokens", 20_000,
              lambda n: growing.tokens(["`|<\x1b\u202e"] * n, **UNSURE), ALL),
        Shape("alternatives", 25_000, alternatives_of(-1), ALL),
        Shape("alternatives more probable than the token", 25_000, alternatives_of(0)),
        Shape("alternatives in a map", 25_000, growing.table),
        Shape("a message that differs at many places", 25_000,
              lambda n: growing.tokens(["ab ", "c "] * n, "ab " * n), FEW),
        Shape("reasoning", 50_000, reasoning, tuple(f"{view} --show-reasoning" for view in FEW)),
        Shape("calls", 5_000, calls, ("text", "json", "json --fields")),
        Shape("calls of a stream", 5_000, call_stream, ("text", "json", "json --fields")),
        Shape("fields of an answer", 20_000, fields,
              ("text --fields", "json --fields", "csv --fields", "html --fields")),
        Shape("labels", 2_500, lambda n: growing.alternatives(2000 + n),
              words=lambda n: ("--labels", ",".join(str(1000 + i) for i in range(n)))),
        Shape("tiny responses", 250_000, lambda n: TINY * n, WITHOUT_PAGE),
        Shape("tiny responses on a page", 20_000, lambda n: TINY * n, ("html",)),
        Shape("names and models", 25_000,
              lambda n: many(samples.batch_line("#-x", samples.answer("a") | {"model": "m#"}), n),
              ("json", "stats", "stats --by custom_id-prefix", "stats --by model")),
        Shape("failures", 25_000, lambda n: many(ERROR, n), ("json", "stats"), REFUSED),
        Shape("failures of many kinds", 25_000, lambda n: other_words(ERROR, n),
              ("json", "stats", "stats --keep-going"), REFUSED),
        Shape("warnings", 25_000, lambda n: other_words(DIFFERENT, n)),
        Shape("broken lines", 50_000, lambda n: b'{"a": oops}\n' * n, ("json", "stats"), UNUSABLE),
        Shape("nested arrays", 100_000, lambda n: b"[" * n + b"]" * n + b"\n" + ANSWER,
              code=UNUSABLE),
        Shape("tiny events", 250_000, lambda n: PING * n + LAST),
        Shape("a long line", 15_000_000, lambda n: ANSWER[:-2] + b', "x": "' + b"a" * n + b'"}\n'),
        Shape("files", 2_500, lambda n: ANSWER, ("json", "text", "stats"),
              words=file_of_each(folder)),
    )


def seconds_text(seconds):
    return " ".join(f"{each:.3f}" for each in seconds)


def bench_shape(shape):
    rows = []
    for view in shape.views:
        seconds, runs = growing.measure(shape, view, NOISE, TRIES)
        codes = {run.code for run in runs} - {0, shape.code}
        if codes:
            raise BenchError(f"{shape.about} as {view}: exit status {codes}\n"
                             + runs[-1].said.decode(errors="replace")[:1000])
        rows.append((view, seconds))
    broken = [f"{view} takes {seconds_text(seconds)} s" for view, seconds in rows
              if not growing.is_linear(seconds, NOISE)]
    longest = max(seconds[-1] for _, seconds in rows)
    return verdict(f"{4 * shape.size:,} {shape.about}, {len(rows)} views, {longest:.2f} s at most"
                   + "".join(f"; {each}" for each in broken), not broken)


def long_source(size):
    """The same lines again and again, as in the output of a batch."""
    line = growing.lines(samples.batch_line("#", samples.answer(*["word "] * 100)))
    return measured.blocks(line * 100, size)


def bench_long(gigabytes):
    """Shows sources of some gigabytes, which come through a pipe."""
    rows, holds = [], True
    for view in ("summary", "csv", "stats"):
        seconds = []
        for part in (4, 2, 1):
            size = gigabytes * 1000 * MEGABYTE // part
            found = measured.run(long_source(size), "-f", view)
            seconds.append(found.seconds)
            rows.append((f"{view} of {size // MEGABYTE} MB", f"{found.seconds:.2f}",
                         f"{size / MEGABYTE / found.seconds:.0f}", f"{found.peak:.0f}"))
            holds = holds and found.peak < PEAK_BELOW_MB
        holds = holds and growing.is_linear(seconds, NOISE)
    table("long sources", ("", "s", "MB/s", "peak MB"), rows)
    return verdict(f"their time per doubling grows at most {growing.STEP} times, in less than "
                   f"{PEAK_BELOW_MB} MB", holds)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", metavar="BUILD_DIR", type=Path)
    parser.add_argument("words", metavar="WORD", nargs="*",
                        help="only shapes with these in their names")
    parser.add_argument("--gigabytes", type=positive, default=1, help="the longest source (1)")
    return parser.parse_args()


def main():
    arguments = parse_arguments()

    def measure(folder):
        os.environ["LOGPROBS"] = str(built(arguments.build, "logprobs"))
        wanted = [shape for shape in shapes(folder) if not arguments.words
                  or any(word in shape.about for word in arguments.words)]
        # The shapes' sources stay in this process, whose memory counts as the program's.
        holds = bool(arguments.words) or bench_long(arguments.gigabytes)
        return all([bench_shape(shape) for shape in wanted]) and holds
    return exit_status(arguments.build, measure)


if __name__ == "__main__":
    sys.exit(main())
