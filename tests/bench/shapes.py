#!/usr/bin/python3
"""Measures how fast logprobs reads the responses of each API and server.

    shapes.py BUILD_DIR [SHAPE...] [--rounds N] [--megabytes N]

Each shape has a file of made-up responses of about 100 tokens, with 5 alternatives if the shape has
any. Reading it takes turns with reading OpenAI chat completions in a file of the same size. These
completions are also read inside of what people keep them in. Exit status: 0 all bounds hold, 1 one
is broken, 2 the bench could not run.
"""

import argparse
import json
import statistics
import sys
from pathlib import Path

from run import (ALTERNATIVES, SEED, BenchError, Program, Runner, built, exit_status, generate,
                 positive, table, verdict)

YARDSTICK = "openai-chat"
SPEED_AT_LEAST = 0.45  # of the yardstick's, per byte: completions have three numbers for its one
DETECTION_WITHIN = 0.05  # of the time with --from
OPTIONS = {"vllm-prompt": ["--show-prompt"]}  # it contains nothing but a prompt
SPEED_INSIDE_AT_LEAST = 1 / 3  # of the yardstick's, per byte
SAMPLES = 100  # completions in a log with many
TURNS = ("openai-chat,gemini", "openai-chat,cohere-chat")  # with the first format tried, a late one


class Bench:
    """The programs and the location of their files."""

    def __init__(self, build, folder, rounds, size):
        self.generator = built(build, "bench_generate")
        self.logprobs = built(build, "logprobs")
        self.folder, self.rounds, self.size = folder, rounds, size
        self.runner = Runner(folder)

    def shapes(self):
        output = self.folder / "output"
        self.runner.run(Program("names", [self.generator, "--shapes"]), output)
        return output.read_text().split()

    def file(self, shape, size):
        """A file of one shape, or of several that alternate, and its number of tokens."""
        path = self.folder / f"{shape}.jsonl"
        generate(self.runner, self.generator, path, "--shape", shape, size, ALTERNATIVES, SEED)
        return path, int(self.runner.errors.read_text().split()[1])

    def program(self, label, path, *options):
        command = [self.logprobs, "-f", "summary", *options, "-r", path]
        return Program(label, command)

    def check_tokens(self, program, tokens):
        """All tokens must have been read, since skipping them would be fast."""
        output = self.folder / "output"
        self.runner.run(program, output)
        with open(output, encoding="utf-8") as summary:
            counts = [row.split("\t")[1] for row in summary]
        seen = sum(int(count) for count in counts if count.isdigit())
        if seen != tokens:
            raise BenchError(f"{program.label}: {seen} of {tokens} tokens were read")


def ratio(program, other):
    """How many times as long a program took, round by round, so busy moments affect both."""
    return statistics.median(a / b for a, b in zip(program.seconds, other.seconds))


class Result:
    """The measurements of reading a shape's file."""

    def __init__(self, shape, path, tokens, detected, told, yardstick):
        self.shape = shape
        self.is_stream = shape.endswith("-stream")
        self.megabytes = path.stat().st_size / 1e6
        self.tokens = tokens
        self.seconds = detected.median
        self.speed = 1 / ratio(detected, yardstick)
        self.detection = ratio(detected, told)

    def row(self):
        return (
            self.shape,
            f"{self.megabytes / self.seconds:.0f}",
            f"{self.tokens / self.seconds / 1e6:.2f}",
            f"{self.megabytes * 1e6 / self.tokens:.0f}",
            f"{self.speed:.2f}",
            f"{self.detection:.2f}",
        )

    def verdict(self):
        return verdict(
            f"{self.shape} is read at {self.speed:.2f} of {YARDSTICK}'s speed, "
            f"bound at least {SPEED_AT_LEAST}",
            self.speed >= SPEED_AT_LEAST,
        )


def measure_shape(bench, shape, chat):
    """Reads the shape's file with and without --from, taking turns with the yardstick."""
    path, tokens = chat if shape == YARDSTICK else bench.file(shape, bench.size)
    options = OPTIONS.get(shape, [])
    detected = bench.program(shape, path, *options)
    told = bench.program(f"{shape}, told", path, "--from", shape.removesuffix("-stream"), *options)
    yardstick = bench.program(YARDSTICK, chat[0])
    for program in (detected, told):
        bench.check_tokens(program, tokens)
    # A bound of 5 % needs more rounds than one of a half.
    rounds = bench.rounds * 3 if shape == YARDSTICK else bench.rounds
    bench.runner.measure([yardstick, detected, told], rounds)
    result = Result(shape, path, tokens, detected, told, yardstick)
    if shape != YARDSTICK:
        path.unlink()
    return result


def bench_shapes(bench, shapes):
    chat = bench.file(YARDSTICK, bench.size)
    results = [measure_shape(bench, shape, chat) for shape in (YARDSTICK, *shapes)]
    chat[0].unlink()
    speed = f"of {YARDSTICK}'s MB/s"
    table(
        f"a file of each shape, {bench.size} MB; {bench.rounds} rounds",
        ("", "MB/s", "million tokens/s", "bytes/token", speed, "of the time with --from"),
        [result.row() for result in results],
    )
    print("  Each document of a stream is one token; streams have no bound.\n")
    holds = [result.verdict() for result in results[1:] if not result.is_stream]
    detection = results[0].detection
    holds.append(
        verdict(
            f"{YARDSTICK} takes {detection:.2f} times as long when it is detected, "
            f"bound within {DETECTION_WITHIN}",
            detection <= 1 + DETECTION_WITHIN,
        )
    )
    print()
    return all(holds)


def measure_turns(bench, shapes):
    """Reads a file in which two shapes alternate, and one with the same lines sorted by shape."""
    path, tokens = bench.file(shapes, max(1, bench.size // 2))
    with open(path, "rb") as file:
        lines = file.readlines()
    in_order = path.with_suffix(".sorted")
    in_order.write_bytes(b"".join(lines[0::2] + lines[1::2]))
    turns, once = bench.program(shapes, path), bench.program("sorted", in_order)
    for program in (turns, once):
        bench.check_tokens(program, tokens)
    bench.runner.measure([turns, once], bench.rounds)
    real_mb = path.stat().st_size / 1e6
    path.unlink()
    in_order.unlink()
    return (shapes, f"{real_mb / turns.median:.0f}", f"{ratio(turns, once):.2f}")


def bench_turns(bench):
    table(
        f"two shapes that alternate line by line; {bench.rounds} rounds, no bound",
        ("", "MB/s", "of sorted lines' time"),
        [measure_turns(bench, shapes) for shapes in TURNS],
    )


def kept(completions):
    """{name: the lines of a file} with completions inside of what people keep them in."""
    def many():
        for begin in range(0, len(completions), SAMPLES):
            samples = ",".join(f'{{"id":{n},"output":{c}}}'
                               for n, c in enumerate(completions[begin:begin + SAMPLES]))
            yield f'{{"version":2,"samples":[{samples}]}}'
    return {
        "batch": (f'{{"custom_id":"{n}","response":{{"status_code":200,"body":{c}}}}}'
                  for n, c in enumerate(completions)),
        "object": (f'{{"level":30,"time":{n},"res":{{"data":{c}}}}}'
                   for n, c in enumerate(completions)),
        "string": (json.dumps({"log": c + "\n", "stream": "stdout"}) for c in completions),
        "many": many(),
    }


def measure_inside(bench, name, lines, plain, tokens):
    """Reads completions inside of other values, taking turns with the same ones by themselves."""
    path = bench.folder / f"{name}.jsonl"
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    inside, alone = bench.program(name, path), bench.program(YARDSTICK, plain)
    bench.check_tokens(inside, tokens)
    bench.runner.measure([inside, alone], bench.rounds)
    per_byte = path.stat().st_size / plain.stat().st_size
    speed = per_byte / ratio(inside, alone)
    path.unlink()
    return name, f"{plain.stat().st_size * per_byte / 1e6 / inside.median:.0f}", speed


def bench_inside(bench):
    plain, tokens = bench.file(YARDSTICK, bench.size)
    completions = plain.read_text(encoding="utf-8").splitlines()
    rows = [measure_inside(bench, name, lines, plain, tokens)
            for name, lines in kept(completions).items()]
    plain.unlink()
    table(f"{YARDSTICK} inside of other JSON; {bench.rounds} rounds",
          ("", "MB/s", f"of {YARDSTICK}'s MB/s"),
          [(name, rate, f"{speed:.2f}") for name, rate, speed in rows])
    holds = [verdict(f"{YARDSTICK} inside of {name} is read at {speed:.2f} of its own speed, "
                     f"bound at least {SPEED_INSIDE_AT_LEAST:.2f}", speed >= SPEED_INSIDE_AT_LEAST)
             for name, _, speed in rows]
    print()
    return all(holds)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", metavar="BUILD_DIR", type=Path)
    parser.add_argument("shapes", metavar="SHAPE", nargs="*", help="only these, without alternating")
    parser.add_argument("--rounds", type=positive, default=9, help="of each file (9)")
    parser.add_argument("--megabytes", type=positive, default=40, help="size of each file (40)")
    return parser.parse_args()


def main():
    arguments = parse_arguments()

    def measure(folder):
        bench = Bench(arguments.build, folder, arguments.rounds, arguments.megabytes)
        others = [shape for shape in bench.shapes() if shape != YARDSTICK]
        holds = bench_shapes(bench, arguments.shapes or others)
        if not arguments.shapes:
            holds = bench_inside(bench) and holds
            bench_turns(bench)
        return holds
    return exit_status(arguments.build, measure)


if __name__ == "__main__":
    sys.exit(main())
