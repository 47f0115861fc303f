"""The progress line says what is being waited for, and how far an answer is that cannot be shown
yet; it is erased before anything else is shown."""

import os
import re
import socket
import subprocess
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import program
import scripted
import test_pty
from program import OK, UNREACHED, UNUSABLE
from scripted import hold, raw_response, stream_response
from test_ask import HELLO, ONCE, STREAM, Asking, variables
from test_ask_live import ALPHA, END, HEAD, SIGNALS
from test_ask_retries import failure
from test_pty import XTERM

CONNECTING, WAITING = "connecting…", "waiting for the first token…"
ERASE = "\r\x1b[K"
BODY = HEAD + HELLO.encode()


def screen(written):
    """What remains on the screen after everything was written."""
    lines = written.split("\n")
    return "\n".join(line.rsplit(ERASE, 1)[-1] for line in lines)


class Run:
    """The program while its standard error, or both outputs, are a pseudo-terminal."""

    def __init__(self, test, server, *words, env=None, both=False):
        self.test = test
        self.terminal, theirs = test_pty.open_terminal(80)
        test.addCleanup(os.close, self.terminal)
        outputs = {"stdout": theirs} if both else {}
        self.process = test.start_asking(server, "hello", "--color=never", *words,
                                         env=XTERM if env is None else env,
                                         stdin=subprocess.DEVNULL, stderr=theirs, **outputs)
        os.close(theirs)
        self.written = b""

    def read_until(self, wanted):
        """Reads the terminal until its output ends in `wanted`."""
        while not self.written.endswith(wanted.encode()):
            part = os.read(self.terminal, 65536)
            self.test.assertTrue(part, f"{wanted} never came; there is {self.written}")
            self.written += part

    def end(self, code):
        """Waits for the end; returns what was written to the terminal and to the pipe."""
        self.written += test_pty.read_all(self.terminal)
        out = self.process.stdout.read() if self.process.stdout else b""
        self.test.assertEqual(self.process.wait(program.TIMEOUT), code, self.written)
        self.test.check_key(self.written, out)
        return self.written.decode(), out.decode()


class ProgressTest(Asking):
    def watch(self, *responses, words=ONCE, code=OK, **more):
        """Runs the program to its end; returns what was written to the terminal."""
        with scripted.Server(*responses) as server:
            return Run(self, server, *words, **more).end(code)[0]


def at_once(check, *arguments):
    """Calls `check` with each tuple of arguments, in parallel, since they mostly wait."""
    with ThreadPoolExecutor(len(arguments)) as pool:
        for call in [pool.submit(check, *each) for each in arguments]:
            call.result()


class Waiting(ProgressTest):
    def wait_and_go_on(self, *pieces, **more):
        """The server sends the rest of the answer once the line was seen."""
        seen = threading.Event()
        with scripted.Server(raw_response(*pieces, seen, BODY[sum(map(len, pieces)):])) as server:
            run = Run(self, server, *ONCE, **more)
            run.read_until(WAITING)
            seen.set()
            return run.end(OK)

    def test_for_the_first_token(self):
        at_once(self.check_wait, (), (HEAD[:20],), (HEAD,))

    def check_wait(self, *pieces):
        written, out = self.wait_and_go_on(*pieces)
        self.assertEqual(written, WAITING + ERASE)
        self.assertTrue(out.startswith("Hello you\n"))
        self.assertNotIn("\x1b", out)

    def test_on_the_same_terminal_as_the_answer(self):
        name = self.file("kept.sse", HELLO)
        written, _ = self.wait_and_go_on(both=True)
        self.assertEqual(written.count(WAITING), 1)
        self.assertNotIn("\x1b", screen(written))
        # On a terminal the summary is broken between facts.
        self.assertEqual(screen(written).replace("\n  ", " · "),
                         program.run("-r", name).out.decode().replace("\n  ", " · "))

    def test_not_once_something_has_come(self):
        """The program itself ends the silence, long after the line would have appeared."""
        at_once(self.check_silence, (False,), (True,))

    def check_silence(self, both):
        written = self.watch(stream_response([ALPHA, hold]), words=(*ONCE, "--timeout=0.5"),
                             code=UNUSABLE, both=both)
        self.assertEqual(written, screen(written))
        self.assertNotIn("…", written)

    def test_it_is_erased_before_a_message(self):
        written = self.watch(raw_response(hold), words=(*ONCE, "--timeout=0.5"), code=UNREACHED)
        self.assertTrue(written.startswith(WAITING + ERASE + "logprobs: "))
        self.assertRegex(screen(written), r"\Alogprobs: [^\n\x1b…]+ 0\.5 s[^\n\x1b…]+\n\Z")

    def test_signals(self):
        at_once(self.interrupt, *[(*each, both) for each in SIGNALS for both in (False, True)])

    def interrupt(self, number, code, both):
        with scripted.Server(raw_response(hold)) as server:
            run = Run(self, server, *ONCE, both=both)
            run.read_until(WAITING)
            run.process.send_signal(number)
            self.assertEqual(run.end(code), (WAITING + ERASE, ""))


class Counting(ProgressTest):
    """The server sends tokens until the test has seen their number."""

    COUNTED = re.compile(rb"[0-9]+ tokens, [0-9.]+/s\Z")
    WAITING_VIEWS = ("json", "summary", "markdown", "table")

    def stream(self, words, both=False, ends=(END,), code=OK, env=None):
        seen = threading.Event()

        def send(connection):
            while not seen.wait(0.02):
                scripted.play(connection, [ALPHA], True)
        with scripted.Server(stream_response([send, *ends])) as server:
            run = Run(self, server, *ONCE, *words, both=both, env=env)
            while not self.COUNTED.search(run.written):
                part = os.read(run.terminal, 65536)
                self.assertTrue(part, run.written)
                run.written += part
            seen.set()
            return run.end(code)

    def test_while_a_view_waits(self):
        at_once(self.check_view, *[(view,) for view in self.WAITING_VIEWS])

    def check_view(self, view):
        written, out = self.stream(("-f", view))
        self.assertRegex(written, r"\A(([0-9]+ tokens?(, [0-9.]+/s)?|waiting[^\r]*)\r\x1b\[K)+\Z")
        self.assertIn("alpha", out)
        self.assertNotIn("\x1b", out)

    def test_it_is_erased_before_the_answer_on_the_same_terminal(self):
        written, _ = self.stream(("-f", "json"), both=True)
        self.assertTrue(screen(written).startswith('{"source"'), screen(written)[:200])
        self.assertNotIn("tokens, ", screen(written))

    def test_while_a_file_is_written(self):
        place = self.folder / "answer.txt"
        written, out = self.stream(("-o", str(place)))
        self.assertEqual((screen(written), out), ("", ""))
        self.assertTrue(place.read_text().startswith("alphaalpha"))

    def test_it_is_erased_before_a_message(self):
        written, _ = self.stream(("-f", "json"), ends=(scripted.reset,), code=UNUSABLE)
        self.assertRegex(screen(written), r"\Alogprobs: [^\n\x1b…]+ broke off[^\n\x1b…]+\n\Z")

    def test_it_is_erased_before_a_message_within_the_answer(self):
        written, out = self.stream(("-f", "json"), ends=("data: {oops\n\n", END), code=UNUSABLE)
        self.assertRegex(screen(written), r"\Alogprobs: [^\n\x1b…]+\n")
        self.assertNotIn("/s", screen(written))


class Connecting(ProgressTest):
    def test_connecting_is_shown(self):
        """The server accepts the connection but never starts the TLS handshake."""
        with socket.create_server(("127.0.0.1", 0)) as listener:
            server = SimpleNamespace(base_url=f"https://127.0.0.1:{listener.getsockname()[1]}/v1")
            for number, code in SIGNALS:
                run = Run(self, server, *ONCE)
                run.read_until(CONNECTING)
                run.process.send_signal(number)
                self.assertEqual(run.end(code), (CONNECTING + ERASE, ""))


class Retrying(ProgressTest):
    def test_the_seconds_are_counted_down(self):
        at_once(self.check_countdown, (False,), (True,))

    def check_countdown(self, both):
        written = self.watch(failure(headers=[("Retry-After", "1.4")]), STREAM,
                             words=("-f", "plain"), both=both)
        said, rest = written.split("\n", 1)
        self.assertTrue(said.endswith("(status 503); retry 1 of 2 in 1.4 s"), said)
        self.assertEqual(rest, "retry in 2 s" + ERASE + "retry in 1 s" + ERASE
                         + ("Hello you" if both else ""))

    def test_a_short_wait_is_not_counted_down(self):
        written = self.watch(failure(headers=[("Retry-After", "0.2")]), STREAM, words=())
        self.assertEqual(written, screen(written))

    def test_signals(self):
        for number, code in SIGNALS:
            with scripted.Server(failure(headers=[("Retry-After", "100")])) as server:
                run = Run(self, server)
                run.read_until("retry in 100 s")
                run.process.send_signal(number)
                written, out = run.end(code)
            said, rest = written.split("\n", 1)
            self.assertTrue(said.endswith("; retry 1 of 2 in 100 s"), said)
            self.assertEqual((rest, out), ("retry in 100 s" + ERASE, ""))


class Unwanted(ProgressTest):
    """Each run waits long enough for the line to appear."""

    def check_none(self, words, env, both):
        held = (raw_response(hold), (*ONCE, "--timeout=0.5"))
        tried = (failure(headers=[("Retry-After", "0.5")]), ("--retries=1",))
        for response, others in (held, tried):
            written = self.watch(response, words=(*others, *words), code=UNREACHED, env=env,
                                 both=both)
            self.assertRegex(written, r"\A(logprobs: [^\n\r\x1b…]+\n)+\Z")

    def test_not_when_quiet_or_on_terminals_that_cannot_erase(self):
        places = ((("-q",), XTERM), ((), {}), ((), {"TERM": ""}), ((), {"TERM": "dumb"}))
        at_once(self.check_none, *[(*place, both) for place in places for both in (False, True)])

    def test_in_a_pipe(self):
        at_once(self.check_pipe, (), ("--color=always",))

    def check_pipe(self, *words):
        asked = self.ask("hello", "--timeout=0.5", *words, response=raw_response(hold), env=XTERM)
        self.assert_sentence(asked, UNREACHED, "0.5 s")
        self.assertNotIn(b"\x1b", asked.err)


if __name__ == "__main__":
    unittest.main()
