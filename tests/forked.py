#!/usr/bin/python3
"""Runs files of tests, each in a process of its own that is forked when all are imported.

Prints the lines "result: ..." of those that passed, and all output of those that failed.

    forked.py PROCESSES FILE[,FILE...]...    in the folder of the tests; PROCESSES run at a time, and
                                             files with commas between them share one
"""

import os
import sys
import tempfile
import unittest


def tests_of(word):
    """The tests of files whose names have commas between them."""
    suites = [unittest.defaultTestLoader.loadTestsFromName(name) for name in word.split(",")]
    if not all(suite.countTestCases() for suite in suites):
        sys.exit(f"forked.py: there are no tests in {word}")
    return unittest.TestSuite(suites)


def start(suite, output):
    """Runs a suite in a new process; returns its id."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        for descriptor in (1, 2):
            os.dup2(output.fileno(), descriptor)
        sys.exit(0 if unittest.TextTestRunner().run(suite).wasSuccessful() else 1)
    return child


def report(name, passed, output):
    output.seek(0)
    text = output.read().decode(errors="replace")
    if passed:
        # The dots that unittest prints for tests that passed may stand before them.
        lines = [line.lstrip(".") for line in text.splitlines(True)]
        text = "".join(line for line in lines if line.startswith("result: "))
    print(text if passed else f"{name}\n{text}", end="")


def main(processes, *names):
    sys.path.insert(0, os.getcwd())
    waiting, running, failed = [(name, tests_of(name)) for name in names], {}, False
    while waiting or running:
        while waiting and len(running) < int(processes):
            name, suite = waiting.pop(0)
            output = tempfile.TemporaryFile()
            running[start(suite, output)] = name, output
        child, status = os.wait()
        name, output = running.pop(child)
        report(name, status == 0, output)
        failed = failed or status != 0
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
