"""Finds the program under test and runs it in an environment without surprises."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
VIEWS = ("text", "table", "chart", "summary", "plain", "json", "csv", "tsv", "places", "stats",
         "stats-json", "stats-html", "markdown", "html", "svg")
FOR_BROWSERS = {"stats-html", "html", "svg"}  # refused on a terminal, with palettes of their own
UNSURE = ("--low", "1")  # every token has a clue: no view is empty
TIMEOUT = 120  # seconds; what takes longer hangs, even on a busy machine
OK, FAILED, USAGE, REFUSED, UNREACHED, UNUSABLE = 0, 1, 2, 4, 5, 6
INTERRUPTED, TERMINATED = 130, 143
sys.path.insert(0, str(ROOT / "tests" / "server"))  # where the scripted server is
# A shell makes what it runs in the background ignore these, and the program would keep that.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGQUIT, signal.SIG_DFL)


def path():
    """The program: what the variable LOGPROBS names, else the first `logprobs` on PATH."""
    found = os.environ.get("LOGPROBS") or shutil.which("logprobs")
    if not found:
        raise SystemExit("set LOGPROBS to the program that is to be tested")
    return os.path.abspath(found)


def examples():
    """The saved responses of the project."""
    return [name for name in sorted(EXAMPLES.iterdir())
            if name.suffix in (".json", ".jsonl", ".sse")]


def environment(**extra):
    """The variables that the program sees: nothing of the caller's that could change its output,
    and no HOME, where it would keep answers."""
    kept = ("PATH", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS")
    variables = {name: os.environ[name] for name in kept if name in os.environ}
    # A named model: a server is not asked first which one it has.
    return {**variables, "LC_ALL": "C.UTF-8", "OPENAI_MODEL": "gpt-4o", **extra}


class Result(NamedTuple):
    """What a run left: exit status (negative: a signal killed it) and both outputs."""
    code: int
    out: bytes
    err: bytes


def run(*words, stdin=b"", cwd=None, env=None, **more):
    """Runs the program to its end; `env` holds further variables."""
    given = {"stdin": subprocess.DEVNULL} if stdin is None else {"input": stdin}
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": TIMEOUT, **given,
               **more}
    done = subprocess.run([path(), *words], cwd=cwd, env=environment(**(env or {})), **options)
    return Result(done.returncode, done.stdout, without_coverage_notes(done.stderr))


def without_coverage_notes(err):
    """A program that counts its lines complains where a limit keeps it from writing the counts."""
    lines = (err or b"").splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(b"libgcov profiling error"))


def start(*words, env=None, **more):
    """Starts the program with pipes at its three ends, unbuffered on this side."""
    options = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE,
               "bufsize": 0, **more}
    return subprocess.Popen([path(), *words], env=environment(**(env or {})), **options)


def await_that(condition, longest=TIMEOUT):
    """Waits until something is so."""
    deadline = time.monotonic() + longest
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("what is waited for does not come")
        time.sleep(0.001)


def stride():
    """How many bytes lie between two cuts in the loops that cut a sample everywhere."""
    return max(1, int(os.environ.get("LOGPROBS_STRIDE", "1")))


class ProgramTest(unittest.TestCase):
    """A test with a scratch folder and ways to say what a run must look like."""

    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, name, content):
        """Writes a file into the scratch folder; returns its path as text."""
        data = content.encode() if isinstance(content, str) else content
        target = self.folder / name
        target.write_bytes(data)
        return str(target)

    def start(self, *words, **more):
        """Starts the program; it is killed when it hangs, and at the test's end."""
        process = start(*words, **more)
        killer = threading.Timer(TIMEOUT, process.kill)
        killer.start()
        self.addCleanup(end, process)
        self.addCleanup(killer.cancel)
        return process

    def show(self, content, *words, code=OK, **more):
        """Feeds `content` to standard input; returns what is shown as text."""
        data = content.encode() if isinstance(content, str) else content
        result = run("-r", "-", *words, stdin=data, **more)
        self.assertEqual(result.code, code, result.err.decode())
        return result.out.decode()

    def assert_silent(self, result, code=OK):
        """It ended with `code` and said nothing on standard error."""
        self.assertEqual((result.code, result.err), (code, b""))

    def assert_sentence(self, result, code, *parts):
        """It ended with `code` and one line on standard error that has all `parts` in it."""
        text = result.err.decode()
        self.assertEqual(result.code, code, text)
        self.assertRegex(text, r"\Alogprobs: [^\n]+\n\Z")
        for part in parts:
            self.assertIn(part, text)


def end(process):
    """Kills a process that a test has left behind and closes its pipes."""
    if process.poll() is None:
        process.kill()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            try:
                pipe.close()
            except BrokenPipeError:
                pass
    process.wait(timeout=TIMEOUT)
