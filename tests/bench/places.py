#!/usr/bin/python3
"""Measures -f places over many small answers, which takes turns with -f csv.

    places.py BUILD_DIR [--rounds N] [--answers N]

Both read the same file: a log with a response of 20 to 40 tokens on each line, of which a tenth have
a clue. The bound is a ratio of the two, so a slow or busy machine affects both alike. Exit status: 0
it holds, 1 it is broken, 2 the bench could not run.
"""

import argparse
import json
import math
import random
import sys
from pathlib import Path

from run import SEED, BenchError, Program, Runner, built, exit_status, positive, table, verdict

PLACES_AT_MOST = 1.0  # times what csv takes
FIELDS_AT_MOST = 1.25  # times what places take without
DISTINCT = 500  # answers; they are repeated
UNSURE = 0.1  # of the tokens


def word(draw):
    return " " + "".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=draw.randint(2, 9)))


def token(draw):
    """A token with two alternatives, one of which is the token itself."""
    unsure = draw.random() < UNSURE
    p = draw.uniform(0.02, 0.45) if unsure else draw.uniform(0.7, 0.999)
    own, other = ({"token": word(draw), "logprob": math.log(share)} for share in (p, (1 - p) * 0.9))
    return {**own, "top_logprobs": sorted((own, other), key=lambda entry: -entry["logprob"])}


def line(draw, number):
    tokens = [token(draw) for _ in range(draw.randint(20, 40))]
    text = "".join(entry["token"] for entry in tokens)
    choice = {"index": 0, "message": {"role": "assistant", "content": text},
              "logprobs": {"content": tokens}, "finish_reason": "stop"}
    response = {"id": f"chatcmpl-{number}", "object": "chat.completion", "created": 1700000000,
                "model": "sample-model", "choices": [choice]}
    return json.dumps({"trace_id": f"{number:016x}", "response": response}) + "\n"


def write_log(path, answers):
    draw = random.Random(SEED)
    lines = [line(draw, number) for number in range(DISTINCT)]
    with open(path, "w", encoding="utf-8") as log:
        for number in range(answers):
            log.write(lines[number % DISTINCT])


def check_rows(runner, places, csv, folder):
    """Each row of csv that has a clue is a place, since each token is a word."""
    counts = []
    for program in (places, csv):
        output = folder / "output"
        runner.run(program, output)
        with open(output, encoding="utf-8") as rows:
            counts.append(sum(1 for row in rows if program is places or row.split(",")[12]))
    if counts[0] != counts[1] - 1:  # csv has a header
        raise BenchError(f"{counts[0]} places, but {counts[1] - 1} tokens with clues")
    return counts[0]


def bench(runner, build, folder, rounds, answers):
    log = folder / "log.jsonl"
    write_log(log, answers)

    def program(label, *options):
        return Program(label, [built(build, "logprobs"), "-r", log, "-f", *options])

    csv, places = program("-f csv", "csv"), program("-f places", "places")
    fields = program("-f places --show-field trace_id", "places", "--show-field", "trace_id")
    programs = (csv, places, fields)
    found = check_rows(runner, places, csv, folder)
    runner.measure(programs, rounds)
    table(
        f"{answers} answers with {found} places, {log.stat().st_size / 1e6:.0f} MB; {rounds} rounds",
        ("", "ms", "of csv"),
        [(each.label, f"{each.median * 1e3:.0f}", f"{each.median / csv.median:.2f}")
         for each in programs],
    )
    ratio, with_fields = places.median / csv.median, fields.median / places.median
    return all([
        verdict(f"places take {ratio:.2f} times as long as csv, bound at most {PLACES_AT_MOST}",
                ratio <= PLACES_AT_MOST),
        verdict(f"with a field they take {with_fields:.2f} times as long, bound at most "
                f"{FIELDS_AT_MOST}", with_fields <= FIELDS_AT_MOST),
    ])


def parse_arguments():
    parser = argparse.ArgumentParser(description="Measures -f places against its bounds.")
    parser.add_argument("build", metavar="BUILD_DIR", type=Path)
    parser.add_argument("--rounds", type=positive, default=9)
    parser.add_argument("--answers", type=positive, default=100_000)
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    return exit_status(arguments.build, lambda folder: bench(
        Runner(folder), arguments.build, folder, arguments.rounds, arguments.answers))


if __name__ == "__main__":
    sys.exit(main())
