#!/usr/bin/python3
"""Measures what --fields costs, in turns with -f json alone.

    fields.py BUILD_DIR [--rounds N] [--megabytes N]

Both read the same answer, which is JSON, 4 bytes a token. The bound is a ratio of the two, so a slow
or busy machine affects both alike. Exit status: 0 it holds, 1 it is broken, 2 the bench could not
run.
"""

import argparse
import itertools
import json
import random
import sys
from pathlib import Path

from run import SEED, Program, Runner, built, exit_status, positive, table, verdict

AT_MOST = 3.0  # times what json takes without
SIZES = (3, 5, 2, 6, 4)  # bytes of tokens


def item(draw, number):
    """An item with a text, numbers, booleans and null."""
    return {"id": number, "name": "item " + "ab" * draw.randrange(6),
            "price": draw.randrange(10000) / 100, "sold": draw.random() < 0.5,
            "note": draw.choice((None, "café \"x\"")),
            "tags": draw.choice((["a"], [], ["b", "c"]))}


def document(size):
    """JSON of about `size` bytes."""
    draw = random.Random(SEED)
    items, written = [], 0
    while written < size:
        items.append(json.dumps(item(draw, len(items)), ensure_ascii=False))
        written += len(items[-1].encode()) + 2
    return '{"items": [' + ", ".join(items) + "]}"


def write_response(path, text):
    data = text.encode()
    sizes = itertools.cycle(SIZES)
    tokens, at = 0, 0
    with open(path, "w", encoding="utf-8") as out:
        out.write('{"id": "c", "object": "chat.completion", "model": "m", "choices": [{"index": 0, '
                  '"finish_reason": "stop", "logprobs": {"content": [')
        while at < len(data):
            piece = data[at:at + next(sizes)]
            out.write('%s{"token": %s, "logprob": -0.%05d, "bytes": %s, "top_logprobs": []}' % (
                ", " if at else "", json.dumps(piece.decode("utf-8", "replace")), at % 9973 + 1,
                json.dumps(list(piece))))
            at += len(piece)
            tokens += 1
        out.write(']}, "message": {"role": "assistant", "content": %s}}]}' % json.dumps(text))
    return tokens


def bench(runner, build, folder, rounds, megabytes):
    path = folder / "answer.json"
    tokens = write_response(path, document(megabytes * 1_000_000))

    def program(label, *options):
        return Program(label, [built(build, "logprobs"), "-q", "--max-bytes", "1G", "-r", path,
                               "-f", "json", *options])

    plain, fields = program("-f json"), program("-f json --fields", "--fields")
    runner.measure((plain, fields), rounds)
    table(f"an answer of {megabytes} MB, {tokens} tokens, in {path.stat().st_size / 1e6:.0f} MB; "
          f"{rounds} rounds", ("", "ms", "of json"),
          [(each.label, f"{each.median * 1e3:.0f}", f"{each.median / plain.median:.2f}")
           for each in (plain, fields)])
    ratio = fields.median / plain.median
    return verdict(f"fields take {ratio:.2f} times as long as json alone, bound at most {AT_MOST}",
                   ratio <= AT_MOST)


def parse_arguments():
    parser = argparse.ArgumentParser(description="Measures --fields against its bound.")
    parser.add_argument("build", metavar="BUILD_DIR", type=Path)
    parser.add_argument("--rounds", type=positive, default=5)
    parser.add_argument("--megabytes", type=positive, default=4)
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    return exit_status(arguments.build, lambda folder: bench(
        Runner(folder), arguments.build, folder, arguments.rounds, arguments.megabytes))


if __name__ == "__main__":
    sys.exit(main())
