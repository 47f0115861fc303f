#!/usr/bin/python3
"""Measures what large Batch files take, against the bare simdjson loop and other programs.

    batches.py BUILD_DIR [--megabytes N] [--rounds N] [--slow-rounds N]

The files have 5 and 20 alternatives a token, in JSON with spaces and without. A bound is a ratio of
medians of programs that took turns, as in run.py, of which the exit statuses are these too. The
other programs read the first file alone, as they take long; they and logprobs use as many
processors as they do by themselves. Python and jq write the rows that `-f summary` does, which is
checked; DuckDB, one row for all. What is not installed, and what the program cannot do, is left out
with a line.

Most of what `-f summary` takes is reading: a list of tokens in the usual spelling is read without
simdjson (src/read/tokens/usual_list.cpp), which is why it can be faster than the bare loop. Tried
without gain: a comparison of `bytes` with the same steps for each length, and larger blocks.
"""

import argparse
import math
import re
import subprocess
import sys

from run import (PYTHON, SEED, BenchError, Program, Runner, built, check_same_work, exit_status, find, generate,
                 positive, table, verdict)

from pathlib import Path

FILES = [(alternatives, spaced) for alternatives in (5, 20) for spaced in (False, True)]
SPEED_AT_LEAST = {"summary": 1.1, "csv": 0.5, "json": 0.3}  # of the bare loop's
TWO_JOBS_AT_LEAST = 1.7  # times as fast as one
PEAK_BELOW_MB = 32
DUCKDB = "@duckdb/node-api@1.5.6-r.1"
NUMBER = re.compile(r"-?\d+(\.\d+)?(e[-+]\d+)?")
STATUSES = (0, 4, 6)  # the files have refused lines, and lines without logprobs

# The rows of `-f summary`, but for the file's name and how a token is spelled. -9999 stands for no value.
IN_PYTHON = """
import json, math, sys
with open(sys.argv[1], encoding="utf-8") as file:
    for number, line in enumerate(file, 1):
        item = json.loads(line)
        body = item["response"]["body"]
        for choice in body.get("choices", []):
            tokens = (choice["logprobs"] or {}).get("content", [])
            if not tokens:
                continue
            scored = [(token["logprob"], index) for index, token in enumerate(tokens) if token["logprob"] > -1000]
            mean = sum(logprob for logprob, _ in scored) / len(scored)
            least, index = min(scored)
            low = ambiguous = not_top = 0
            for token in tokens:
                own = token["logprob"]
                others = [other["logprob"] for other in token["top_logprobs"] if other["token"] != token["token"]]
                first, second = sorted([own, *others], reverse=True)[:2]
                low += math.exp(own) < 0.1
                ambiguous += first > -1000 and math.exp(first) - math.exp(second) < 0.15
                not_top += first > own
            print(number, len(tokens), math.exp(-mean), mean, math.exp(least), low, ambiguous, not_top,
                  item["custom_id"], body["model"], choice["finish_reason"], json.dumps(tokens[index]["token"]), index,
                  sep="\t")
"""
IN_JQ = """foreach inputs as $each (0; . + 1; [., $each]) | . as [$number, $item] | $item.response.body
  | .model as $model | .choices[]?
  | .finish_reason as $reason | .logprobs.content // empty | select(length > 0)
  | (to_entries | map(select(.value.logprob > -1000))) as $scored
  | ($scored | map(.value.logprob) | add / length) as $mean
  | ($scored | min_by(.value.logprob)) as $least
  | map(.logprob as $own | .token as $text
      | ([$own, (.top_logprobs[] | select(.token != $text) | .logprob)] | sort | reverse) as $all
      | [$own < (0.1 | log), $all[0] > -1000 and ($all[0] | exp) - ($all[1] | exp) < 0.15, $all[0] > $own]) as $clues
  | [$number, length, (-$mean | exp), $mean, ($least.value.logprob | exp),
     (range(3) as $clue | $clues | map(select(.[$clue])) | length),
     $item.custom_id, $model, $reason, ($least.value.token | tojson), $least.key]
  | @tsv"""
SPELLED = 11  # the column of the token


class Logprobs:
    """Makes commands of the program, with `--jobs` if it has that option."""

    def __init__(self, build):
        self.path = built(build, "logprobs")
        said = subprocess.run([self.path, "--help"], capture_output=True, text=True, check=True)
        self.has_jobs = "--jobs" in said.stdout

    def program(self, view, file, jobs=None):
        words = ["--jobs", jobs] if self.has_jobs and jobs else []
        label = " ".join(["logprobs", "-f", view, *map(str, words)])
        return Program(label, [self.path, "-f", view, *words, "-r", file], STATUSES, one_core=jobs == 1)

    def halves(self, view, file):
        """Two processes with a half each, which share nothing: what two cores have to give."""
        each = f'"$0" -f {view} --jobs 1 -r "$1" --shard'
        both = f"{each} 1/2 & {each} 2/2; wait"
        return Program("two processes, half each", [find("sh"), "-c", both, self.path, file])


def make_file(runner, build, folder, alternatives, spaced, megabytes):
    path = folder / f"batch-{alternatives}-{'spaced' if spaced else 'compact'}.jsonl"
    words = ["--spaced"] if spaced else []
    generate(runner, built(build, "bench_generate"), path, *words, megabytes, alternatives, SEED)
    return path


def print_table(title, path, programs, base):
    size = path.stat().st_size / 1e6
    table(
        f"{title}, {size:.0f} MB",
        ("", "ms", "MB/s", f"of {base.label}", "peak MB"),
        [(each.label, f"{each.median * 1e3:.0f}", f"{size / each.median:.0f}",
          f"{base.median / each.median:.2f}", f"{each.peak_mb:.1f}") for each in programs],
    )


def peak_verdict(programs):
    peak = max(program.peak_mb for program in programs)
    return verdict(f"at most {peak:.1f} MB, bound below {PEAK_BELOW_MB}", peak < PEAK_BELOW_MB)


def bench_file(runner, build, logprobs, path, title, rounds):
    loop = Program("bare loop", [built(build, "bench_bare_loop"), path], one_core=True)
    views = {view: logprobs.program(view, path, 1) for view in SPEED_AT_LEAST}
    check_same_work(runner, [loop, views["summary"]], path.parent)
    programs = [loop, *views.values()]
    runner.measure(programs, rounds)
    print_table(title, path, programs, loop)
    holds = [
        verdict(f"{view} has {loop.median / one.median:.2f} of the loop's speed, bound at least "
                f"{SPEED_AT_LEAST[view]}", loop.median / one.median >= SPEED_AT_LEAST[view])
        for view, one in views.items()
    ]
    holds.append(peak_verdict(views.values()))
    print()
    return all(holds)


def bench_two_jobs(runner, logprobs, files, rounds):
    """All files in turns, as a machine may have less than two cores to give for a while."""
    programs = {path: [logprobs.program("summary", path, 1), logprobs.program("summary", path, 2),
                       logprobs.halves("summary", path)] for path in files}
    runner.measure([each for those in programs.values() for each in those], rounds)
    return all([two_jobs_verdict(path, f"{title}, two jobs", *programs[path]) for path, title in files.items()])


def two_jobs_verdict(path, title, one, two, halves):
    print_table(title, path, [one, two, halves], one)
    ratio = one.median / two.median
    holds = [
        verdict(f"two jobs are {ratio:.2f} times as fast as one, bound at least {TWO_JOBS_AT_LEAST}; "
                f"two processes with a half each are {one.median / halves.median:.2f}", ratio >= TWO_JOBS_AT_LEAST),
        peak_verdict([two]),
    ]
    print()
    return all(holds)


def duckdb(build, path):
    """DuckDB in Node.js, fetched by npm into the build folder; raises an error if there is none."""
    node, folder = find("node"), build.resolve() / "npm" / DUCKDB.replace("/", "-")
    if not (folder / "node_modules" / "@duckdb").is_dir():
        command = [find("npm"), "install", "--prefix", folder, "--no-save", "--no-package-lock", "--no-audit",
                   "--no-fund", DUCKDB]
        if subprocess.run(command, capture_output=True, check=False).returncode != 0:
            raise BenchError(f"npm cannot fetch {DUCKDB}")
    script = folder / "duckdb.cjs"  # a script finds the packages of its own folder
    script.write_bytes((Path(__file__).parent / "duckdb.cjs").read_bytes())
    return Program("DuckDB's read_json", [node, script, path])


WRITING_ROWS = ("python3 with json", "jq")
# How long each must take at least, in times what logprobs does.
OTHERS = [
    (duckdb, 25),
    (lambda _, path: Program(WRITING_ROWS[0], [find(PYTHON), "-c", IN_PYTHON, path]), 15),
    (lambda _, path: Program(WRITING_ROWS[1], [find("jq"), "-nr", IN_JQ, path]), 50),
]


def rows(runner, program, output):
    """The rows of answers with tokens: the line's number first, numbers as numbers, and without the token."""
    runner.run(program, output)
    with open(output, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file]
    found = [[line[0].rpartition(":")[2], *line[1:SPELLED], *line[SPELLED + 1:]] for line in lines
             if line[1] not in ("tokens", "0")]
    return [[float(cell) if NUMBER.fullmatch(cell) else cell for cell in row] for row in found]


def is_alike(one, other):
    """`-f summary` writes six digits of a number."""
    return one == other or type(one) is type(other) is float and math.isclose(one, other, rel_tol=1e-5)


def check_same_rows(runner, ours, others, folder):
    """They must write what ours writes, since less would take less time."""
    expected = rows(runner, ours, folder / "output")
    for program in others:
        found = rows(runner, program, folder / "output")
        if len(found) != len(expected):
            raise BenchError(f"{program.label} writes {len(found)} rows of {len(expected)}")
        for row, wanted in zip(found, expected):
            if len(row) != len(wanted) or not all(map(is_alike, row, wanted)):
                raise BenchError(f"{program.label} writes {row}, and {ours.label} {wanted}")


def bench_others(runner, build, logprobs, path, rounds):
    found = []
    for make, at_least in OTHERS:
        try:
            found.append((make(build, path), at_least))
        except BenchError as missing:
            print(f"left out: {missing}")
    ours = logprobs.program("summary", path)
    others = [other for other, _ in found]
    writing_rows = [other for other in others if other.label in WRITING_ROWS]
    loop = Program("bare loop", [built(build, "bench_bare_loop"), path])
    check_same_work(runner, [loop, ours, *(other for other in others if other not in writing_rows)], path.parent)
    check_same_rows(runner, ours, writing_rows, path.parent)
    runner.measure([ours, *others], rounds)
    print_table("The first file, with as many processors as each takes", path, [ours, *others], ours)
    holds = []
    for other, at_least in found:
        ratio = other.median / ours.median
        if logprobs.has_jobs:
            holds.append(verdict(f"{other.label} takes {ratio:.1f} times as long, bound at least {at_least}",
                                 ratio >= at_least))
    if not logprobs.has_jobs:
        print("left out: these bounds, and two jobs, as the program has no --jobs")
    return all(holds)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", metavar="BUILD_DIR", type=Path)
    parser.add_argument("--megabytes", type=positive, default=200, help="size of each file (200)")
    parser.add_argument("--rounds", type=positive, default=20, help="(20)")
    parser.add_argument("--slow-rounds", type=positive, default=3, help="of the other programs (3)")
    options = parser.parse_args()

    def bench(folder):
        runner, logprobs = Runner(folder), Logprobs(options.build)
        files = {
            make_file(runner, options.build, folder, alternatives, spaced, options.megabytes):
                f"{alternatives} alternatives, {'spaced' if spaced else 'compact'}"
            for alternatives, spaced in FILES
        }
        holds = [bench_file(runner, options.build, logprobs, path, title, options.rounds)
                 for path, title in files.items()]
        if logprobs.has_jobs:
            holds.append(bench_two_jobs(runner, logprobs, files, 2 * options.rounds))
        holds.append(bench_others(runner, options.build, logprobs, next(iter(files)), options.slow_rounds))
        return all(holds)
    return exit_status(options.build, bench)


if __name__ == "__main__":
    sys.exit(main())
