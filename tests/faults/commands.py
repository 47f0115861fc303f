"""The commands that are attacked from below, and what makes their calls fail."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "cli"), str(TESTS / "server")]

import program  # noqa: E402  (needs the paths above)
import samples  # noqa: E402
from test_ask import KEY  # noqa: E402

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
    "asked and saved": (("--retries=0", "--save", "saved.sse", "hello"), b""),
}


class Attack(unittest.TestCase):
    """Runs commands in empty folders with a library of this folder preloaded."""

    shim = ""  # the name of its source, without .c

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.library = str(self.folder / f"{self.shim}.so")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", self.library,
                        str(Path(__file__).with_name(f"{self.shim}.c")), "-ldl"], check=True)

    def attack(self, command, env):
        """Runs a command; returns its results and the files it leaves."""
        words, stdin = command
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            result = program.run(*words, stdin=stdin, cwd=folder,
                                 env={"LD_PRELOAD": self.library, **env})
            return result, {path.name: path.read_bytes() for path in Path(folder).iterdir()}

    def faults(self, result, usual):
        """What else is wrong with a run that failed, but for its exit code and its message."""
        (_, out, err), files = result
        (_, usual_out, _), usual_files = usual
        whole = b"".join(usual_files.values())
        # A source that cannot be read is told, and the others would be shown: a page or a table
        # without it is not half of one.
        without = b"cannot be opened" in err or b"cannot be read" in err
        checks = {
            "its output": usual_out.startswith(out) or (without and out.endswith(b"</html>\n")),
            "a key": KEY not in err.decode(errors="replace"),
            "a file": all(usual_files.get(name) == data or
                          ((name.endswith(".partial") or without) and whole.startswith(data))
                          for name, data in files.items()),
        }
        return [what for what, holds in checks.items() if not holds]
