#!/usr/bin/python3
"""Runs files of tests as python3 -m unittest does, or a share of one: NAME:2:3 is the second third.

Usage, in the folder of the tests: share.py NAME[:SHARE:SHARES]...
"""

import os
import sys
import unittest


def tests_in(suite):
    """All tests of a suite, whatever is nested in it."""
    for each in suite:
        if isinstance(each, unittest.TestSuite):
            yield from tests_in(each)
        else:
            yield each


def share_of(word):
    """The tests that a word of the command line names."""
    name, share, shares = (word + ":1:1").split(":")[:3]
    tests = list(tests_in(unittest.defaultTestLoader.loadTestsFromName(name)))
    if not tests:
        sys.exit(f"share.py: there are no tests in {name}")
    return tests[int(share) - 1::int(shares)]


def main(words):
    sys.path.insert(0, os.getcwd())
    suite = unittest.TestSuite(test for word in words for test in share_of(word))
    return 0 if unittest.TextTestRunner().run(suite).wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
