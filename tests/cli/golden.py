#!/usr/bin/python3
"""Runs every case in tests/data and compares what the program prints with what is kept there.

A case is a folder: `cmd` holds the arguments of `logprobs`, quoted as for a shell; `out` the
standard output; `err` the standard error, unless it is empty; `code` the exit status, unless it is
0; `stdin` the standard input, unless it is empty; all other files are inputs. A case runs in its
own folder, except that cases under tests/data/examples and tests/data/screens run in the project's
examples.

    LOGPROBS=/path/to/logprobs tests/cli/golden.py [CASE...]
    UPDATE_GOLDEN=1 ...        keeps what the program prints now; look at it before you commit it
"""

import difflib
import os
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import program

DATA = program.ROOT / "tests" / "data"
IN_EXAMPLES = (DATA / "examples", DATA / "screens")


def cases(names):
    """The folders of the cases called `names`, or of all cases if `names` is empty."""
    found = sorted(command.parent for command in DATA.rglob("cmd"))
    return [case for case in found if not names or case.name in names
            or str(case.relative_to(DATA)) in names]


def run_case(case):
    """Runs the program; returns what a case keeps of it: {file name: bytes}."""
    folder = program.EXAMPLES if case.parent in IN_EXAMPLES else case
    words = shlex.split((case / "cmd").read_text())
    stdin = case / "stdin"
    result = program.run(*words, cwd=folder,
                         stdin=stdin.read_bytes() if stdin.exists() else None)
    code = b"%d\n" % result.code if result.code else b""
    return {"out": result.out, "err": result.err, "code": code}


def kept(case, name):
    return (case / name).read_bytes() if (case / name).exists() else b""


def update(case, now):
    for name, content in now.items():
        if content or name == "out":
            (case / name).write_bytes(content)
        else:
            (case / name).unlink(missing_ok=True)


def printable(content):
    """The lines of `content`, with everything that a terminal would act on spelled out."""
    text = content.decode("utf-8", "backslashreplace")
    return [ascii(line)[1:-1] if not line.isprintable() else line for line in text.splitlines()]


def difference(case, now):
    """A diff between what is kept and what is printed now; empty if they agree."""
    lines = []
    for name, content in now.items():
        before = kept(case, name)
        if before == content:
            continue
        label = f"{case.relative_to(DATA)}/{name}"
        diff = list(difflib.unified_diff(printable(before), printable(content),
                                         label + " (kept)", label + " (now)", lineterm=""))
        lines += diff or [f"{label}: only the line ends differ"]
    return "\n".join(lines)


def check(case):
    """Runs one case; returns a description of what is wrong, or an empty text."""
    if not (case / "out").exists() and not os.environ.get("UPDATE_GOLDEN"):
        return f"{case.relative_to(DATA)}: there is no file `out`"
    try:
        now = run_case(case)
    except subprocess.TimeoutExpired:
        return f"{case.relative_to(DATA)}: timed out"
    if os.environ.get("UPDATE_GOLDEN"):
        update(case, now)
        return ""
    return difference(case, now)


def main(names):
    program.path()
    found = cases(names)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        problems = [problem for problem in pool.map(check, found) if problem]
    for problem in problems:
        print(problem, end="\n\n")
    print(f"golden: {len(found)} cases, {len(problems)} failed")
    return 1 if problems or not found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
