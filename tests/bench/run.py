#!/usr/bin/python3
"""Measures logprobs against its bounds.

    run.py BUILD_DIR [--rounds N] [--small-rounds N] [--megabytes N]

A bound is a ratio between two programs that took turns, so a slow or busy machine affects both
alike; only memory has an absolute bound. Exit status: 0 all bounds hold, 1 one is broken, 2 the
bench could not run.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager, nullcontext
from pathlib import Path

ALTERNATIVES = 5
SEED = 1
SMALL_TOKENS = 100
SLOWER_AT_LEAST = 2.0  # jq and Python must take this many times as long as logprobs
SPEED_AT_LEAST = 0.7  # of the bare loop's
PEAK_BELOW_MB = 32
# An absolute path, because a version manager's wrapper of the same name starts far more slowly.
PYTHON = "/usr/bin/python3"


class BenchError(Exception):
    """The bench could not run; the message says why."""


class Program:
    """A command, its valid exit statuses, and the measurements of its runs.

    What uses one core is kept on one, and moves to another after two rounds: cores can differ in
    speed, and the system may give a program the same core in most rounds. Its median is that of a
    core of the mean speed: of times from two cores, the median would be that of one or the other.
    """

    def __init__(self, label, command, statuses=(0,), one_core=False):
        self.label = label
        self.command = [str(word) for word in command]
        self.statuses = statuses
        self.one_core = one_core
        self.seconds = []
        self.seconds_on = {}  # the same, for each core that it was kept on
        self.peak_mb = 0

    @property
    def median(self):
        return statistics.harmonic_mean([statistics.median(each) for each in self.seconds_on.values()])


class Runner:
    """Runs programs one at a time, with the same small environment and no input."""

    def __init__(self, folder):
        self.errors = folder / "stderr"
        self.environment = {
            "HOME": str(folder),  # no user's configuration or site packages
            "LC_ALL": "C.UTF-8",
            "PATH": os.environ.get("PATH", os.defpath),
            "TERM": "xterm-256color",
        }

    def run(self, program, output=os.devnull):
        """Runs a program; returns its wall time in seconds and its peak memory in MB."""
        write = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        actions = [
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(output), write, 0o600),
            (os.POSIX_SPAWN_OPEN, 2, str(self.errors), write, 0o600),
        ]
        command = program.command
        begin = time.perf_counter()
        process = os.posix_spawn(command[0], command, self.environment, file_actions=actions)
        _, status, usage = os.wait4(process, 0)
        seconds = time.perf_counter() - begin
        self.check(program, os.waitstatus_to_exitcode(status))
        return seconds, megabytes(usage.ru_maxrss)

    def check(self, program, status):
        if status in program.statuses:
            return
        said = self.errors.read_text(errors="replace")[-1000:].strip()
        raise BenchError(f"{' '.join(program.command)}: exit status {status}\n{said}".strip())

    def measure(self, programs, rounds):
        for program in programs:
            self.run(program)  # warms the caches
        for number in range(rounds):
            for program in programs if number % 2 == 0 else reversed(programs):
                with on_core(number // 2) if program.one_core else nullcontext() as core:
                    seconds, peak_mb = self.run(program)
                program.seconds.append(seconds)
                program.seconds_on.setdefault(core, []).append(seconds)
                program.peak_mb = max(program.peak_mb, peak_mb)


@contextmanager
def on_core(number):
    """What is started meanwhile runs on one core, which this gives; the numbers go round."""
    if not hasattr(os, "sched_setaffinity"):  # macOS
        yield None
        return
    allowed = os.sched_getaffinity(0)
    core = sorted(allowed)[number % len(allowed)]
    os.sched_setaffinity(0, {core})
    try:
        yield core
    finally:
        os.sched_setaffinity(0, allowed)


def megabytes(maxrss):
    return maxrss / 1e6 if sys.platform == "darwin" else maxrss * 1024 / 1e6


def find(name):
    path = shutil.which(name)
    if path is None:
        raise BenchError(f"{name} is not installed")
    return path


def built(build, name):
    for path in (build / name, build / "tests" / "bench" / name):
        if path.is_file():
            return path.resolve()
    raise BenchError(f"{name} is not in {build}; build it first")


def warn_if_slow_build(build):
    cache = build / "CMakeCache.txt"
    lines = cache.read_text(errors="replace").splitlines() if cache.is_file() else []
    kinds = [line.partition("=")[2] for line in lines if line.startswith("CMAKE_BUILD_TYPE:")]
    if kinds and kinds[0] not in ("Release", "RelWithDebInfo"):
        print(f"warning: build type {kinds[0]}; only Release gives meaningful results\n", file=sys.stderr)


def generate(runner, generator, path, *arguments):
    runner.run(Program("generate", [generator, *arguments]), output=path)
    with open(path, "rb") as file:
        os.fsync(file.fileno())  # so that no disk writes disturb the measurement


def table(title, header, rows):
    lines = [header, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    print(title)
    for line in lines:
        cells = [line[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(line[1:], widths[1:])]
        print("  " + "  ".join(cells).rstrip())
    print()


def verdict(text, holds):
    print(f"  {'holds ' if holds else 'BROKEN'}  {text}")
    return holds


def bench_small(runner, build, folder, rounds):
    response = folder / "response.json"
    what = ("--response", SMALL_TOKENS, ALTERNATIVES, SEED)
    generate(runner, built(build, "bench_generate"), response, *what)
    logprobs = Program(
        "logprobs --color=always -r FILE",
        [built(build, "logprobs"), "--color=always", "-r", response],
    )
    others = [
        Program("jq . FILE", [find("jq"), ".", response]),
        Program(f"{PYTHON} -c 'import json'", [find(PYTHON), "-c", "import json"]),
    ]
    runner.measure([logprobs, *others], rounds)
    table(
        f"one response of {SMALL_TOKENS} tokens, {ALTERNATIVES} alternatives each, "
        f"{response.stat().st_size / 1000:.0f} kB; {rounds} rounds",
        ("", "ms", "of logprobs"),
        [
            (program.label, f"{program.median * 1e3:.2f}", f"{program.median / logprobs.median:.2f}")
            for program in (logprobs, *others)
        ],
    )
    holds = [
        verdict(
            f"{other.label} takes {other.median / logprobs.median:.2f} times as long, "
            f"bound at least {SLOWER_AT_LEAST}",
            other.median >= SLOWER_AT_LEAST * logprobs.median,
        )
        for other in others
    ]
    print()
    return all(holds)


def tokens_in(output):
    """How many tokens a program has seen: it says so, or has a row for each response."""
    with open(output, encoding="utf-8") as file:
        lines = file.read().split("\n")
    said = dict(line.split(" ", 1) for line in lines if line.startswith("tokens "))
    if said:
        return int(said["tokens"])
    counts = [line.split("\t")[1:2] for line in lines]
    return sum(int(count[0]) for count in counts if count and count[0].isdigit())


def check_same_work(runner, programs, folder):
    """All programs must have seen every token, since one that stops early would be fast."""
    output = folder / "output"
    seen = {}
    for program in programs:
        runner.run(program, output)
        seen[program.label] = tokens_in(output)
    if len(set(seen.values())) != 1:
        raise BenchError(f"they count different tokens: {seen}")


def bench_big(runner, build, folder, rounds, size):
    batch = folder / "batch.jsonl"
    generate(runner, built(build, "bench_generate"), batch, size, ALTERNATIVES, SEED)
    # For refused lines and lines without logprobs in the file, logprobs exits with 4 and 6.
    logprobs = Program(
        "logprobs -f summary -r FILE",
        [built(build, "logprobs"), "-f", "summary", "-r", batch],
        statuses=(0, 4, 6),
    )
    bare_loop = Program("bare simdjson loop", [built(build, "bench_bare_loop"), batch])
    cat = Program("cat FILE", [find("cat"), batch])
    programs = [logprobs, bare_loop, cat]
    check_same_work(runner, [bare_loop, logprobs], folder)
    runner.measure(programs, rounds)
    real_mb = batch.stat().st_size / 1e6
    table(
        f"a Batch output file, {ALTERNATIVES} alternatives, {real_mb:.0f} MB; {rounds} rounds",
        ("", "ms", "MB/s", "speed of the loop's", "peak MB"),
        [
            (
                program.label,
                f"{program.median * 1e3:.0f}",
                f"{real_mb / program.median:.0f}",
                f"{bare_loop.median / program.median:.2f}",
                f"{program.peak_mb:.1f}",
            )
            for program in programs
        ],
    )
    print(
        "  A new process starts with the peak memory of its parent, this script:"
        " cat shows the minimum.\n"
    )
    speed = bare_loop.median / logprobs.median
    holds = [
        verdict(
            f"logprobs has {speed:.2f} of the loop's speed, bound at least {SPEED_AT_LEAST}",
            speed >= SPEED_AT_LEAST,
        ),
        verdict(
            f"logprobs needs {logprobs.peak_mb:.1f} MB at most, bound below {PEAK_BELOW_MB}",
            logprobs.peak_mb < PEAK_BELOW_MB,
        ),
    ]
    return all(holds)


def positive(text):
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def parse_arguments():
    parser = argparse.ArgumentParser(description="Measures logprobs against its bounds.")
    parser.add_argument("build", metavar="BUILD_DIR", type=Path)
    parser.add_argument("--rounds", type=positive, default=15, help="of the big file (15)")
    parser.add_argument("--small-rounds", type=positive, default=201, help="of the response (201)")
    parser.add_argument("--megabytes", type=positive, default=200, help="size of the file (200)")
    return parser.parse_args()


def exit_status(build, bench):
    """Calls `bench` with a folder for its files; returns the exit status of the script."""
    try:
        warn_if_slow_build(build)
        with tempfile.TemporaryDirectory(prefix="logprobs-bench-") as folder:
            return 0 if bench(Path(folder)) else 1
    except (BenchError, OSError) as error:
        print(f"{Path(sys.argv[0]).name}: {error}", file=sys.stderr)
        return 2


def main():
    arguments = parse_arguments()

    def bench(folder):
        runner = Runner(folder)
        small = bench_small(runner, arguments.build, folder, arguments.small_rounds)
        big = bench_big(runner, arguments.build, folder, arguments.rounds, arguments.megabytes)
        return small and big
    return exit_status(arguments.build, bench)


if __name__ == "__main__":
    sys.exit(main())
