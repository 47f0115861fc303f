"""The commands that are attacked from below, and what makes their calls fail."""

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
    "asked and saved": (("--retries=0", "--save", "saved.sse", "--save-response", "bare.sse",
                         "hello"), b""),
}


class Attack(unittest.TestCase):
    """Runs commands in empty folders with a library preloaded that makes one of their calls fail.

    A subclass says which faults a command may have, how the library is told of one, and what is
    wrong with the end of a run that had it.
    """

    source = ""  # the name of the library's source in this folder, without .c
    counts = ""  # the variable that names a file for the numbers of calls

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.preloaded = str(self.folder / "preloaded.so")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", self.preloaded,
                        str(Path(__file__).with_name(f"{self.source}.c")), "-ldl"], check=True)

    def attack_all(self):
        """Attacks each command with each of its faults; returns how often each verdict was given.

        It must be "refused", or "survived" where all is as if nothing had been.
        """
        verdicts = Counter()
        with scripted.Server(STREAM) as server, ThreadPoolExecutor(2) as pool:
            for name, command in COMMANDS.items():
                env = variables(server) if "hello" in command[0] else {}
                numbers = self.folder / "numbers"
                usual = self.attack(command, {self.counts: str(numbers), **env})
                self.assertEqual(usual[0].code, program.OK, usual[0].err)
                faults = list(self.faults_of(numbers.read_text(), usual))
                for fault, verdict in zip(faults, pool.map(
                        lambda each: self.verdict(each, command, env, usual), faults)):
                    verdicts[verdict] += 1
                    with self.subTest(name, fault=fault):
                        self.assertIn(verdict, ("survived", "refused"))
        return verdicts

    def attack(self, command, env):
        """Runs a command; returns its results and the files it leaves."""
        words, stdin = command
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            result = program.run(*words, stdin=stdin, cwd=folder,
                                 env={"LD_PRELOAD": self.preloaded, **env})
            return result, {path.name: path.read_bytes() for path in Path(folder).iterdir()}

    def verdict(self, fault, command, env, usual):
        result = self.attack(command, {**self.environment_of(fault), **env})
        (code, out, err), files = result
        if (code, out, files) == (usual[0].code, usual[0].out, usual[1]):
            return "survived" if self.may_survive(fault) else f"it is not said: {err[-200:]}"
        wrong = self.wrong_results(result, usual) + self.wrong_end(fault, code, err)
        return f"{', '.join(wrong)}: {code} {err[-200:]} {sorted(files)}" if wrong else "refused"

    def may_survive(self, _fault):
        """Whether a run with this fault may be as if nothing had been."""
        return True

    def wrong_results(self, result, usual):
        """What is wrong with what a run that failed has written."""
        (_, out, err), files = result
        (_, usual_out, _), usual_files = usual
        # A source that cannot be read is told, and the others would be shown: a page or a table
        # without it is not half of one.
        sentences = (b"cannot be opened", b"cannot be read", b"is a directory")
        without = any(sentence in err for sentence in sentences)
        checks = {
            "its output": usual_out.startswith(out) or (without and out.endswith(b"</html>\n")),
            "a key": KEY not in err.decode(errors="replace"),
            "a file": all(usual_files.get(name) == data or
                          ((name.endswith(".partial") or without) and
                           any(whole.startswith(data) for whole in usual_files.values()))
                          for name, data in files.items()),
        }
        return [what for what, holds in checks.items() if not holds]
