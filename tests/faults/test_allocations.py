"""Any allocation may fail: the program says so and ends, and leaves no half file.

Each command of the table is run once to count its allocations, and then again and again while one
of them fails, alone or with all after it. Where memory is missing for something the program can do
without, it must end as if nothing had been.
"""

import os
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "cli"), str(TESTS / "server")]

import program  # noqa: E402  (needs the paths above)
import samples  # noqa: E402
import scripted  # noqa: E402
from test_ask import KEY, STREAM, variables  # noqa: E402

POLAND = str(program.EXAMPLES / "poland.json")
SPARSE, DENSE = 97, 7  # every how many of the first allocations, and of the last, fails
LAST = 300  # the first two thousand are of the command line

# name: (words of the command line, standard input)
STREAMED = samples.stream(*[samples.chunk([samples.token(word)]) for word in ("Ebb", " tide")],
                          samples.last_chunk()).encode()
COMMANDS = {
    "text": (("-r", POLAND), b""),
    "table": (("-f", "table", "-r", POLAND), b""),
    "json": (("-f", "json", "-r", POLAND), b""),
    "html": (("-f", "html", "-r", POLAND), b""),
    "csv to a file": (("-f", "csv", "-o", "out.csv", "-r", POLAND), b""),
    "stream as text": (("-r", "-"), STREAMED),
    "stream as markdown": (("-f", "markdown", "-r", "-"), STREAMED),
    "asked and saved": (("--retries=0", "--save", "saved.sse", "hello"), b""),
}


def shim(folder):
    """Compiles what makes allocations fail; returns its path."""
    path = str(folder / "allocations.so")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", path,
                    str(Path(__file__).with_name("allocations.c")), "-ldl"], check=True)
    return path


class Allocations(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.shim = shim(self.folder)

    def run_in(self, folder, words, stdin, env):
        """Runs the program in an empty folder; returns its results and the files it leaves."""
        result = program.run(*words, stdin=stdin, cwd=folder,
                             env={"LD_PRELOAD": self.shim, **env})
        return result, {path.name: path.read_bytes() for path in Path(folder).iterdir()}

    def verdict(self, failing, more, command, env, usual):
        words, stdin = command
        given = {"FAIL_ALLOCATION": str(failing), **({"FAIL_MORE": "1"} if more else {}), **env}
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            (code, out, err), files = self.run_in(folder, words, stdin, given)
        (usual_code, usual_out, _), usual_files = usual
        if (code, out, files) == (usual_code, usual_out, usual_files):
            return "survived"
        partial = {name: data for name, data in files.items() if name.endswith(".partial")}
        said = err.decode(errors="replace").splitlines()
        wrong = [what for what, holds in (
            # libcurl takes a resolver without memory for one that knows no such host.
            ("its exit code", code == 1 or (code == 5 and "resolve" in "".join(said[-1:]))),
            ("its last message", code == 5 or any(part in "".join(said[-1:]) for part in
                                                  ("memory", "libcurl cannot be loaded"))),
            ("its output", usual_out.startswith(out)),
            ("a key", KEY not in err.decode(errors="replace")),
            ("a file", all(usual_files.get(name) == data or name in partial
                           for name, data in files.items()))) if not holds]
        return f"{', '.join(wrong)}: {code} {said[-1:]} {sorted(files)}" if wrong else "refused"

    def test_each_fails(self):
        counts = Counter()
        with scripted.Server(STREAM) as server, ThreadPoolExecutor(2) as pool:
            for name, command in COMMANDS.items():
                env = variables(server) if "hello" in command[0] else {}
                with tempfile.TemporaryDirectory(dir=self.folder) as folder:
                    number = self.folder / "count"
                    usual = self.run_in(folder, *command, {"COUNT_ALLOCATIONS": str(number), **env})
                    self.assertEqual(usual[0].code, program.OK, usual[0].err)
                    count = int(number.read_text())
                thin = program.stride() > 1
                first = max(count - LAST, 0)
                chosen = [*range(1, first, SPARSE if thin else 1),
                          *range(first + 1, count + 1, DENSE if thin else 1)]
                runs = [(failing, more) for failing in chosen for more in (False, True)]
                verdicts = pool.map(lambda run: self.verdict(*run, command, env, usual), runs)
                for (failing, more), verdict in zip(runs, verdicts):
                    counts[verdict] += 1
                    with self.subTest(name, failing=failing, more=more):
                        self.assertIn(verdict, ("survived", "refused"))
        self.assertGreater(counts["refused"], 500)
        print(f"result: allocations: {counts['refused']} failed and were said, "
              f"{counts['survived']} were done without")


if __name__ == "__main__":
    unittest.main()
