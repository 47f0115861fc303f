#!/usr/bin/python3
"""Measures how fast the explorer opens, and how fast it answers keys and new sizes.

    explore.py BUILD_DIR [--rounds N] [--tokens N] [--size MB]

A long answer is opened on a screen of 120 columns and 40 rows, walked through by keys of all kinds,
and resized. A Batch file is opened as a list, in turns with -f summary. The bounds are ratios to
something in the same run, so a slow or busy machine affects both alike. Exit status: 0 they hold, 1
one is broken, 2 the bench could not run.
"""

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

from run import (SEED, Program, Runner, built, exit_status, generate, positive, table, verdict)

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
from full_screen import FullScreen  # noqa: E402  # the path of the line before

ALTERNATIVES = 5
KEY_AT_MOST, RESIZE_AT_MOST = 0.02, 0.2  # of what -f text takes for the answer
LIST_AT_MOST = 1.25  # times what -f summary takes for the file
KEYS = "nnnnnnnnnnjjjjjjjjkklhhllllnp"  # all but the last of these change the screen
SIZES = ((80, 24), (120, 40), (200, 60), (40, 10))


def frame_after(screen, act):
    """Seconds until something has been drawn."""
    before, begun = screen.frames, time.perf_counter()
    act()
    while screen.frames == before:
        screen.take()
    return time.perf_counter() - begun


def walk_times(answer, rounds):
    """Seconds that keys and new sizes take."""
    keys, resizes = [], []
    with FullScreen(120, 40, "-i", "-r", answer) as screen:
        screen.wait("token 0 of")
        for _ in range(rounds):
            keys += [frame_after(screen, lambda key=key: screen.press(key)) for key in KEYS]
            keys.append(frame_after(screen, lambda: screen.press("\x1b[F")))  # End
            keys.append(frame_after(screen, lambda: screen.press("\x1b[H")))  # Home
            resizes += [frame_after(screen, lambda size=size: screen.resize(*size))
                        for size in SIZES]
    return keys, resizes


def bench_walk(runner, build, folder, rounds, tokens):
    answer = folder / "long.json"
    generate(runner, built(build, "bench_generate"), answer, "--response", tokens, ALTERNATIVES,
             SEED)
    text = Program("-f text", [built(build, "logprobs"), "--color=always", "-r", answer])
    runner.measure([text], rounds)
    keys, resizes = walk_times(answer, rounds)
    rows = [(name, f"{statistics.median(times) * 1e3:.2f}", f"{max(times) * 1e3:.2f}",
             f"{statistics.median(times) / text.median:.4f}")
            for name, times in (("a key", keys), ("a new size", resizes))]
    table(f"an answer of {tokens} tokens; {len(keys)} keys, {len(resizes)} sizes",
          ("", "ms", "at most", "of -f text"),
          [(text.label, f"{text.median * 1e3:.0f}", "", "1"), *rows])
    return all([
        verdict(f"a key takes {rows[0][3]} of -f text, bound at most {KEY_AT_MOST}",
                statistics.median(keys) / text.median <= KEY_AT_MOST),
        verdict(f"a new size takes {rows[1][3]} of -f text, bound at most {RESIZE_AT_MOST}",
                statistics.median(resizes) / text.median <= RESIZE_AT_MOST),
    ])


def list_time(file):
    begun = time.perf_counter()
    with FullScreen(120, 40, "-i", "-r", file) as screen:
        screen.wait("1 of ")
        return time.perf_counter() - begun


def bench_list(runner, build, folder, rounds, size):
    file = folder / "batch.jsonl"
    generate(runner, built(build, "bench_generate"), file, size, ALTERNATIVES, SEED)
    # For refused lines and lines without logprobs in the file, it exits with 4 and 6.
    summary = Program("-f summary", [built(build, "logprobs"), "-r", file, "-f", "summary"],
                      statuses=(0, 4, 6))
    times, opened = [], []
    for _ in range(rounds):
        runner.measure([summary], 1)
        times.append(summary.median)
        opened.append(list_time(file))
    ratio = statistics.median(opened) / statistics.median(times)
    table(f"a Batch file of {size} MB; {rounds} rounds", ("", "ms", "of -f summary"),
          [(summary.label, f"{statistics.median(times) * 1e3:.0f}", "1"),
           ("until the list is shown", f"{statistics.median(opened) * 1e3:.0f}", f"{ratio:.2f}")])
    return verdict(f"the list takes {ratio:.2f} times as long as -f summary, bound at most "
                   f"{LIST_AT_MOST}", ratio <= LIST_AT_MOST)


def bench(build, folder, arguments):
    os.environ["LOGPROBS"] = str(built(build, "logprobs"))
    runner = Runner(folder)
    return all([
        bench_walk(runner, build, folder, arguments.rounds, arguments.tokens),
        bench_list(runner, build, folder, arguments.rounds, arguments.size),
    ])


def parse_arguments():
    parser = argparse.ArgumentParser(description="Measures the explorer against its bounds.")
    parser.add_argument("build", metavar="BUILD_DIR", type=Path)
    parser.add_argument("--rounds", type=positive, default=9)
    parser.add_argument("--tokens", type=positive, default=100_000)
    parser.add_argument("--size", type=positive, default=200)
    return parser.parse_args()


def main():
    arguments = parse_arguments()
    return exit_status(arguments.build, lambda folder: bench(arguments.build, folder, arguments))


if __name__ == "__main__":
    sys.exit(main())
