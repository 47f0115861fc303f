"""The progress line says how far the reading of long sources is; it is erased before anything else
is shown."""

import os
import re
import select
import signal
import subprocess
import unittest

import program
import samples
import test_pty
from program import INTERRUPTED, OK, UNUSABLE
from test_ask_progress import screen
from test_pty import XTERM

PIPED = r"[0-9.]+ MB, [0-9.]+ MB/s"
ANSWER = samples.lines(samples.answer("Ebb", " tide"))
BROKEN = '{"ebb": oops}\n'
WIDE, NARROW = 61, 60  # columns: the longest line has 60


class Reading:
    """The program while its standard error, or both outputs, are a pseudo-terminal; it reads a pipe
    unless it is given files."""

    def __init__(self, test, *words, files=("-",), env=None, both=False, columns=WIDE):
        self.test = test
        self.terminal, theirs = test_pty.open_terminal(columns)
        test.addCleanup(os.close, self.terminal)
        outputs = {"stdout": theirs} if both else {}
        self.process = test.start("--color=never", *words, "-r", *files, stderr=theirs,
                                  env=XTERM if env is None else env, **outputs)
        os.close(theirs)
        self.written = b""

    def give(self, text):
        self.process.stdin.write(text.encode())

    def take(self):
        """Reads what is on the terminal, if there is something."""
        if select.select([self.terminal], [], [], 0.02)[0]:
            self.written += os.read(self.terminal, 65536)

    def end(self, code=OK, more=ANSWER):
        """Ends the pipe; returns what was written to the terminal and to standard output."""
        self.give(more)
        self.process.stdin.close()
        out = self.process.stdout.read() if self.process.stdout else b""
        self.written += test_pty.read_all(self.terminal)
        self.test.assertEqual(self.process.wait(program.TIMEOUT), code, self.written)
        return self.written.decode(), out.decode()


class ReadingTest(program.ProgramTest):
    def wait_for_line(self, shows, *others, line=PIPED):
        """Gives all of them blank lines until the first shows its progress: then each has been read
        for long enough."""
        while not re.search(line.encode() + rb"\Z", shows.written):
            for reading in (*others, shows):
                reading.give("\n")
                reading.take()

    def check(self, *words, code=OK, begin="", line=PIPED, more=ANSWER, **where):
        """Shows something once the line was there; returns what was written to both places."""
        reading = Reading(self, *words, **where)
        reading.give(begin)
        self.wait_for_line(reading, line=line)
        return reading.end(code, more)


class Shown(ReadingTest):
    def test_while_a_pipe_is_read(self):
        for view in ("json", "stats", "html"):
            written, out = self.check("-f", view)
            self.assertRegex(written, rf"\A({PIPED}\r\x1b\[K)+\Z")
            self.assertIn("answers" if view == "stats" else "Ebb", out)
            self.assertNotIn("\x1b", out)

    def test_it_is_erased_before_an_answer_on_the_same_terminal(self):
        written, _ = self.check(both=True)
        self.assertRegex(written, rf"\A({PIPED}\r\x1b\[K)+Ebb tide")
        self.assertNotIn("MB", screen(written))

    def test_it_is_erased_before_a_message(self):
        written, _ = self.check("-f", "json", more=BROKEN, code=UNUSABLE)
        self.assertRegex(screen(written), r"\A(logprobs: [^\n\x1b%]+\n)+\Z")

    def test_faults_are_counted(self):
        for words, code in (((), UNUSABLE), (("--keep-going",), OK)):
            self.check("-f", "json", *words, begin=BROKEN, line=PIPED + ", 1 fault", code=code)

    def test_a_share_of_files_until_it_is_interrupted(self):
        place = self.folder / "long.jsonl"
        with place.open("wb") as file:
            file.truncate(1 << 40)  # takes no place
        reading = Reading(self, "-f", "json", files=(str(place),))
        line = rb"0%, [0-9.]+ MB/s, [0-9]+ (s|min|h) left\Z"
        while not re.search(line, reading.written):
            reading.take()
        reading.process.send_signal(signal.SIGINT)
        written, _ = reading.end(INTERRUPTED, "")
        self.assertEqual(screen(written), "")


class Unwanted(ReadingTest):
    """Another run, which begins last, shows its progress."""

    def outlast(self, *readings):
        shows = Reading(self, "-f", "json")
        self.wait_for_line(shows, *readings)
        shows.end()

    def check_none(self, *readings):
        self.outlast(*readings)
        for reading in readings:
            written, _ = reading.end()
            self.assertNotIn("MB", written)
            self.assertNotIn("\x1b", written)

    def test_not_when_quiet_or_on_terminals_that_cannot_erase(self):
        places = [((), {"env": {}}), ((), {"env": {"TERM": "dumb"}}), (("-q",), {}),
                  ((), {"columns": NARROW})]
        self.check_none(*[Reading(self, "-f", "json", *words, **where) for words, where in places])

    def test_not_within_a_line_of_an_answer(self):
        reading = Reading(self, both=True)
        reading.give(samples.stream(samples.chunk([samples.token("Ebb")]), done=False))
        self.outlast(reading)
        written, _ = reading.end(UNUSABLE, "")
        self.assertTrue(written.startswith("Ebb"), written)
        self.assertNotIn("MB", written)

    def test_not_in_a_pipe(self):
        piped = self.start("-f", "json", "-r", "-", env=XTERM, stdout=subprocess.DEVNULL)
        self.outlast()
        piped.stdin.write(ANSWER.encode())
        piped.stdin.close()
        self.assertEqual(piped.stderr.read(), b"")


if __name__ == "__main__":
    unittest.main()
