"""`--jobs N` takes little memory. A sanitizer's own would count, so this is apart from test_jobs."""

import itertools
import subprocess
import sys
import unittest

import program
import samples

TINY = samples.response(samples.choice([samples.token("a", 0.5)]))
DENSE = {"choices": [{"text": "", "index": 0, "logprobs": {
    "tokens": ["a"] * 500, "token_logprobs": [-1] * 500}}]}


def memory(*words):
    """KiB that the program takes; started by a small process, since its starter's count, too."""
    code = ("import resource, subprocess, sys; none = subprocess.DEVNULL; "
            "subprocess.run(sys.argv[1:], stdout=none, stderr=none); "
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    return int(subprocess.run([sys.executable, "-c", code, program.path(), *words], check=True,
                              stdout=subprocess.PIPE, env=program.environment()).stdout)


class Memory(program.ProgramTest):
    def test_memory_is_bounded(self):
        """However little of a file an answer, or what is wrong, takes."""
        for name, line, count in (("broken", "{", 1_000_000), ("other", '{"x":1}', 300_000),
                                  ("tiny", samples.compact(TINY), 30_000),
                                  ("dense", samples.compact(DENSE), 3000),
                                  ("long", samples.compact({**TINY, "id": "x" * 1_000_000}), 60)):
            path = self.file(name, "")
            with open(path, "w", encoding="utf-8") as file:
                file.writelines(itertools.repeat(line + "\n", count))
            for view in ("text", "json", "stats"):
                for jobs in ("2", "4", "64"):
                    used = memory("-r", path, "-f", view, "-q", "--jobs", jobs)
                    self.assertLess(used, 64 * 1024 + 8 * len(line) / 1024, (name, view, jobs))


if __name__ == "__main__":
    unittest.main()
