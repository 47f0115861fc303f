"""The colours fit the terminal's background, for which the terminal is asked."""

import fcntl
import os
import pty
import select
import subprocess
import termios
import threading
import time
import unittest
from pathlib import Path

import program
import samples
import scripted
from test_ask import variables

ANSWER = str(program.EXAMPLES / "poland-long.json")
SHORT = str(program.EXAMPLES / "tabs-or-spaces.json")
XTERM = {"TERM": "xterm-256color"}
QUESTION = b"\x1b]11;?\x1b\\\x1b[c"
DARK, LIGHT = b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\", b"\x1b]11;rgb:ffff/ffff/ffff\x07"
KNOWN = b"\x1b[?62;22c"  # what every terminal answers
# The lime of each background, among 256 colours.
LIMES = {"unknown": "106", "dark": "149", "light": "58"}


class Background(program.ProgramTest):
    """A terminal that the program controls, as from a shell, and that answers as told."""

    def open_terminal(self):
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        self.addCleanup(os.close, theirs)
        return ours, theirs

    def start_on(self, theirs, *words, env=XTERM):
        def take_terminal():
            fcntl.ioctl(1, termios.TIOCSCTTY, 0)

        return self.start(*words, env=env, stdin=theirs, stdout=theirs, start_new_session=True,
                          preexec_fn=take_terminal)

    def start_on_terminal(self, *words, env=XTERM):
        ours, theirs = self.open_terminal()
        return self.start_on(theirs, *words, env=env), ours, theirs

    @staticmethod
    def read_until(ours, text):
        shown = b""
        while text not in shown:
            if not select.select([ours], [], [], program.TIMEOUT)[0]:
                break
            shown += os.read(ours, 65536)
        return shown

    def show(self, answer, *words, env=XTERM):
        """What the program shows if the terminal answers so, and the terminal's state after it."""
        ours, theirs = self.open_terminal()
        before = termios.tcgetattr(theirs)
        process = self.start_on(theirs, "-r", ANSWER, *words, env=env)
        shown = self.read_until(ours, QUESTION)
        os.write(ours, answer)
        self.assertEqual(process.wait(program.TIMEOUT), program.OK, process.stderr.read())
        os.write(theirs, b"[end]")
        shown += self.read_until(ours, b"[end]")
        self.assertEqual(termios.tcgetattr(theirs), before)
        return shown.replace(QUESTION, b"").decode().removesuffix("[end]")

    @staticmethod
    def lime(shown):
        return {name for name, code in LIMES.items() if f"38;5;{code}m" in shown}

    def test_the_terminal_s_answer_decides(self):
        for answer, background in ((DARK, "dark"), (LIGHT, "light"), (b"", "unknown")):
            for _ in range(60):  # on a busy machine we may be too late ourselves
                shown = self.show(answer + KNOWN)
                self.assertNotIn("rgb:", shown)
                if self.lime(shown) == {background}:
                    break
            else:
                self.fail(f"a {background} background was never heard of")

    def test_a_terminal_that_does_not_answer_costs_no_more_than_its_colours(self):
        shown = self.show(b"")
        self.assertEqual(self.lime(shown), {"unknown"})
        self.assertIn("Poland", shown)

    def test_an_answer_that_comes_late_is_never_seen(self):
        """It comes after the answer was shown, while the program still reads a pipe."""
        source = self.folder / "pipe"
        os.mkfifo(source)
        process, ours, theirs = self.start_on_terminal("-r", ANSWER, str(source))
        shown = self.read_until(ours, b"perplexity")
        os.write(ours, DARK + KNOWN)
        select.select([theirs], [], [], program.TIMEOUT)  # until it is there
        with open(source, "wb") as pipe:
            pipe.write(Path(ANSWER).read_bytes())
        self.assertEqual(process.wait(program.TIMEOUT), program.OK, process.stderr.read())
        os.write(theirs, b"[end]")
        shown += self.read_until(ours, b"[end]")
        self.assertNotIn(b"rgb:", shown)
        self.assertNotIn(b"^[", shown)
        os.set_blocking(theirs, False)
        state = termios.tcgetattr(theirs)
        state[3] &= ~termios.ICANON
        termios.tcsetattr(theirs, termios.TCSANOW, state)
        self.assertRaises(BlockingIOError, os.read, theirs, 100)

    def test_a_late_answer_gives_the_terminal_back_while_the_answer_goes_on(self):
        """Echo and lines are as before, long before the program ends."""
        goes_on = threading.Event()
        first = samples.event(samples.chunk([samples.token("Hello")]))
        rest = samples.stream(samples.chunk([samples.token(" you")]), samples.last_chunk())
        with scripted.Server(scripted.stream_response([first, goes_on, rest])) as server:
            ours, theirs = self.open_terminal()
            before = termios.tcgetattr(theirs)
            process = self.start_on(theirs, "hello", env={**XTERM, **variables(server)})
            shown = self.read_until(ours, b"Hello")
            self.assertNotEqual(termios.tcgetattr(theirs), before)
            os.write(ours, LIGHT + KNOWN)
            deadline = time.monotonic() + program.TIMEOUT
            while termios.tcgetattr(theirs) != before and time.monotonic() < deadline:
                time.sleep(0)
            self.assertEqual(termios.tcgetattr(theirs), before)
            goes_on.set()
            shown += self.read_until(ours, b"perplexity")
            self.assertEqual(process.wait(program.TIMEOUT), program.OK, process.stderr.read())
            self.assertNotIn(b"rgb:", shown)

    def test_nobody_is_asked_while_a_pipe_is_read(self):
        """A program at its other end may be asking for a password."""
        ours, theirs = self.open_terminal()

        def take_terminal():
            fcntl.ioctl(1, termios.TIOCSCTTY, 0)

        process = self.start("-r", ANSWER, env=XTERM, stdin=subprocess.PIPE, stdout=theirs,
                             start_new_session=True, preexec_fn=take_terminal)
        shown = self.read_until(ours, b"perplexity")
        process.stdin.close()
        self.assertEqual(process.wait(program.TIMEOUT), program.OK)
        self.assertNotIn(QUESTION, shown)

    def test_who_says_so_is_not_asked(self):
        for words, env, background in (
                (("--background", "dark"), XTERM, "dark"),
                (("--background", "light"), XTERM, "light"),
                ((), {**XTERM, "COLORFGBG": "15;0"}, "dark"),
                ((), {**XTERM, "COLORFGBG": "0;default;15"}, "light"),
                (("--background", "light"), {**XTERM, "COLORFGBG": "15;0"}, "light")):
            process, ours, _ = self.start_on_terminal("-r", ANSWER, *words, env=env)
            shown = self.read_until(ours, b"perplexity")
            self.assertEqual(process.wait(program.TIMEOUT), program.OK)
            self.assertNotIn(QUESTION, shown)
            self.assertEqual(self.lime(shown.decode()), {background})

    def test_what_needs_no_answer_does_not_ask(self):
        with scripted.Server(scripted.json_response({"data": [{"id": "m"}]})) as server:
            for words in (("--dry-run", "why?"), ("-m", "help")):
                process, ours, theirs = self.start_on_terminal(
                    *words, env={**XTERM, **variables(server)})
                self.assertEqual(process.wait(program.TIMEOUT), program.OK)
                os.write(theirs, b"[end]")
                self.assertNotIn(QUESTION, self.read_until(ours, b"[end]"))
        for words, env in ((("-f", "json"), XTERM), (("--color", "never"), XTERM),
                           ((), {**XTERM, "NO_COLOR": "1"}), ((), {"TERM": "linux"}),
                           (("-o", str(self.folder / "out")), XTERM)):
            # Short enough for a terminal that nobody reads.
            process, ours, theirs = self.start_on_terminal("-r", SHORT, *words, env=env)
            self.assertEqual(process.wait(program.TIMEOUT), program.OK)
            os.write(theirs, b"[end]")
            self.assertNotIn(QUESTION, self.read_until(ours, b"[end]"))

    def test_what_was_typed_before_is_left_to_the_next_program(self):
        ours, theirs = self.open_terminal()
        state = termios.tcgetattr(theirs)
        state[3] &= ~termios.ECHO
        termios.tcsetattr(theirs, termios.TCSANOW, state)
        os.write(ours, b"ls\n")
        select.select([theirs], [], [], program.TIMEOUT)  # until it is there
        process = self.start_on(theirs, "-r", ANSWER)
        shown = self.read_until(ours, b"perplexity")
        self.assertEqual(process.wait(program.TIMEOUT), program.OK)
        self.assertNotIn(QUESTION, shown)
        self.assertEqual(os.read(theirs, 100), b"ls\n")


if __name__ == "__main__":
    unittest.main()
