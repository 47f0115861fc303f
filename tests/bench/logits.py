#!/usr/bin/python3
"""Measures reading raw logits against its bounds, and against numpy.

    logits.py BUILD_DIR [--rounds N]

- 200 rows of a vocabulary of 128,256 in F32 (103 MB), against numpy taking the same steps
- against summing the file's numbers once
- F16 and BF16 against F32
- memory, and how soon something of a file of 10 GB is shown: absolute bounds

The time of logprobs is that of the whole process, less what showing a tiny file takes; numpy's is
without the start of Python. The sum of a mapped file is no bound: who maps a file need not copy it,
but dies if it shrinks. Exit status: 0 all bounds hold, 1 one is broken, 2 the bench could not run.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from run import (PYTHON, BenchError, Program, Runner, built, find, positive, table, verdict,
                 warn_if_slow_build)

VALUES = 200 * 128256
FASTER_AT_LEAST = 5.0  # than numpy
SPEED_AT_LEAST = 0.5  # of summing
HALVES_AT_MOST = 2.0  # times as long as F32, per value
PEAK_BELOW_MB = 16
STARTED_WITHIN_MS = 10.0
HELPER = Path(__file__).with_name("logits_numpy.py")


class Numpy(Program):
    """Its time is the one that it prints."""

    def __init__(self, label, what, path):
        super().__init__(label, [find(PYTHON), "-B", HELPER, what, path])


class TimedRunner(Runner):
    """Runs numpy too."""

    def __init__(self, folder):
        super().__init__(folder)
        self.output = folder / "output"

    def run(self, program, output=os.devnull):
        self.errors.unlink(missing_ok=True)  # to truncate warnings takes milliseconds
        if not isinstance(program, Numpy):
            return super().run(program, output)
        _, peak_mb = super().run(program, self.output)
        return float(self.output.read_text().split()[0]), peak_mb


def reading(build, path, view):
    return Program(f"logprobs -f {view} -r {path.name}",
                   [built(build, "logprobs"), "-f", view, "-r", path])


def check_same_work(runner, numpy, path, build):
    """Both must have taken every step, with the same result, since one that does less is fast."""
    runner.run(numpy)
    right = [line.split() for line in runner.output.read_text().splitlines()[1:]]
    runner.run(reading(build, path, "json"), runner.output)
    tokens = json.loads(runner.output.read_text())["choices"][0]["tokens"]
    same = len(right) == len(tokens) and all(
        abs(float(logprob) - token["logprob"]) < 1e-12 * max(1, -float(logprob))
        and int(rank) == token["rank"] for (logprob, rank), token in zip(right, tokens))
    if not same:
        raise BenchError("logprobs and numpy do not find the same logprobs and ranks")


def begin_to_show(runner, program, look=lambda pid: None):
    """Runs it until it shows something; returns after how many seconds that was, and what `look`
    finds in the process then."""
    begin = time.perf_counter()
    with subprocess.Popen(program.command, env=runner.environment, bufsize=0,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as process:
        got = process.stdout.read(1)
        seconds = time.perf_counter() - begin
        seen = look(process.pid)
        process.kill()
    if not got:
        raise BenchError(f"{' '.join(program.command)} shows nothing")
    return seconds, seen


def peak_mb(pid):
    """What wait4() tells would be this script's, if that is more."""
    peak = re.search(r"VmHWM:\s*(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(peak[1]) * 1024 / 1e6


def bench_speed(runner, build, folder, rounds):
    files = {kind: folder / f"{kind}.safetensors" for kind in ("F32", "F16", "BF16", "tiny")}
    tiny = reading(build, files["tiny"], "summary")
    ours = {kind: reading(build, files[kind], "summary") for kind in ("F32", "F16", "BF16")}
    lists = reading(build, files["F32"], "json")
    read_sum = Numpy("numpy, sum of F32 read in pieces", "sum-read", files["F32"])
    mapped_sum = Numpy("numpy, sum of F32 mapped", "sum-mapped", files["F32"])
    numpy = Numpy("numpy, softmax and best of F32", "take", files["F32"])
    check_same_work(runner, numpy, files["F32"], build)
    runner.measure([tiny], rounds)
    runner.measure([*ours.values(), lists, read_sum, mapped_sum], rounds)
    runner.measure([numpy], min(rounds, 3))

    def net(program):  # of the fastest run, since what a busy machine adds is nobody's own
        return min(program.seconds) - (0 if isinstance(program, Numpy) else min(tiny.seconds))

    table(f"200 rows of 128,256 logits; the fastest of {rounds} rounds; starting takes "
          f"{min(tiny.seconds) * 1e3:.1f} ms",
          ("", "ms without start", "million values/s", "speed of the sum's"),
          [(program.label, f"{net(program) * 1e3:.1f}", f"{VALUES / net(program) / 1e6:.0f}",
            f"{net(read_sum) / net(program):.2f}")
           for program in (*ours.values(), lists, numpy, read_sum, mapped_sum)])
    slowest = max(ours["F32"], lists, key=net)
    return all([
        verdict(f"numpy takes {net(numpy) / net(slowest):.1f} times as long, bound at least "
                f"{FASTER_AT_LEAST}", net(numpy) >= FASTER_AT_LEAST * net(slowest)),
        verdict(f"logprobs has {net(read_sum) / net(ours['F32']):.2f} of the speed of summing, "
                f"bound at least {SPEED_AT_LEAST}",
                net(read_sum) >= SPEED_AT_LEAST * net(ours["F32"])),
        *[verdict(f"{kind} takes {net(ours[kind]) / net(ours['F32']):.2f} times as long as F32, "
                  f"bound at most {HALVES_AT_MOST}",
                  net(ours[kind]) <= HALVES_AT_MOST * net(ours["F32"]))
          for kind in ("F16", "BF16")],
    ])


def bench_memory(runner, build, folder):
    """JSON comes when all rows are read, and is more than a pipe holds."""
    program = reading(build, folder / "F32.safetensors", "json")
    _, peak = begin_to_show(runner, program, peak_mb)
    return verdict(f"logprobs needs {peak:.1f} MB at most, bound below {PEAK_BELOW_MB}",
                   peak < PEAK_BELOW_MB)


def bench_start(runner, build, folder, rounds):
    programs = [reading(build, folder / f"{name}.safetensors", "text")
                for name in ("tiny", "sparse")]
    for _ in range(rounds):
        for program in programs:
            program.seconds.append(begin_to_show(runner, program)[0])
    tiny, large = (min(program.seconds) * 1e3 for program in programs)
    return verdict(f"something of a file of 10 GB is shown after {large:.1f} ms, of a tiny one "
                   f"after {tiny:.1f}, bound {STARTED_WITHIN_MS:.0f}", large < STARTED_WITHIN_MS)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", metavar="BUILD_DIR", type=Path)
    parser.add_argument("--rounds", type=positive, default=15)
    arguments = parser.parse_args()
    try:
        warn_if_slow_build(arguments.build)
        with tempfile.TemporaryDirectory(prefix="logprobs-bench-") as name:
            folder = Path(name)
            runner = TimedRunner(folder)
            runner.run(Program("make", [find(PYTHON), "-B", HELPER, "make", folder]))
            os.sync()  # so that no disk writes disturb the measurement
            holds = [bench_speed(runner, arguments.build, folder, arguments.rounds),
                     bench_memory(runner, arguments.build, folder),
                     bench_start(runner, arguments.build, folder, arguments.rounds)]
    except (BenchError, OSError) as error:
        print(f"logits.py: {error}", file=sys.stderr)
        return 2
    return 0 if all(holds) else 1


if __name__ == "__main__":
    sys.exit(main())
