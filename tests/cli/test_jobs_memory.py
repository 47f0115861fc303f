"""`--jobs N` takes little memory. A sanitizer's own would count, so this is apart from test_jobs."""

import itertools
import json
import subprocess
import sys
import unittest

import program
import samples
from thinning import some_of

TINY = samples.response(samples.choice([samples.token("a", 0.5)]))


def dense(token, count):
    return samples.compact({"choices": [{"text": "", "index": 0, "logprobs": {
        "tokens": [token] * count, "token_logprobs": [-1] * count}}]})


# Started by a small process, since its starter's memory counts, too.
STARTER = """
import resource, subprocess, sys
none = subprocess.DEVNULL
with subprocess.Popen(sys.argv[2:], bufsize=0, stdout=subprocess.PIPE, stderr=none) as process:
    while process.stdout.read(int(sys.argv[1])):
        pass
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def memory(*words, at_once=1 << 16):
    """KiB that the program takes, if so many bytes at a time are read of what it shows."""
    command = (sys.executable, "-c", STARTER, str(at_once), program.path(), *words)
    return int(subprocess.run(command, check=True, stdout=subprocess.PIPE, env=program.environment()).stdout)


def most(line):
    """KiB that reading lines of this one may take."""
    return 64 * 1024 + 8 * len(line) / 1024


class Memory(program.ProgramTest):
    def lines(self, name, line, count):
        path = self.file(name, "")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(itertools.repeat(line + "\n", count))
        return path

    def test_memory_is_bounded(self):
        """However little of a file an answer, or what is wrong, takes."""
        lines = (("broken", "{", 1_000_000), ("other", '{"x":1}', 200_000),
                 ("tiny", samples.compact(TINY), 30_000), ("dense", dense("a", 500), 3000),
                 ("numbers", samples.compact(TINY) + "\n1" * 8000, 25),
                 ("long", samples.compact({**TINY, "id": "x" * 1_000_000}), 60))
        paths = {name: self.lines(name, line, count) for name, line, count in lines}
        runs = itertools.product(lines, ("text", "json", "stats"), ("2", "4", "64"))
        for (name, line, _), view, jobs in some_of(runs, 5):
            used = memory("-r", paths[name], "-f", view, "-q", "--jobs", jobs)
            self.assertLess(used, most(line), (name, view, jobs))

    def test_it_is_where_the_reader_is_slow(self):
        """Then as much as may be waits for its turn."""
        line = dense("ab", 300)
        sizes = {"json": 5_000_000, "places": 2_000_000}
        for jobs, view in some_of(itertools.product(("2", "3", "4", "8"), sizes), 3):
            path = self.lines("dense", line, sizes[view] // len(line))
            used = memory("-r", path, "-f", view, "--low", "1", "-q", "--jobs", jobs, at_once=1 << 10)
            self.assertLess(used, most(line), (view, jobs))

    def test_it_is_where_little_comes_to_much_text(self):
        """As where each token has a row with the prompt in it."""
        line = samples.compact({**json.loads(dense("ab", 100)), "prompt": "x" * 10_000})
        path = self.lines("prompts", line, 100)
        for jobs, view in some_of(itertools.product(("4", "8", "64", "2"), ("csv", "places")), 3):
            used = memory("-r", path, "-f", view, "--low", "1", "-q", "--jobs", jobs, "--show-field", "prompt")
            self.assertLess(used, most(line), (view, jobs))


if __name__ == "__main__":
    unittest.main()
