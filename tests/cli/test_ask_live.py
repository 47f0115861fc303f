"""An answer is painted as it arrives, and a run can be ended at any time."""

import fcntl
import json
import os
import re
import select
import signal
import subprocess
import sys
import termios
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import program
import safe
import samples
import scripted
from program import INTERRUPTED, OK, TERMINATED
from samples import chunk, event, last_chunk, token
from scripted import hold, raw_response, stream_response
from test_ask import Asking

ALPHA, BETA = event(chunk([token("alpha", 0.4)])), event(chunk([token(" beta", 0.4)]))
END = event(last_chunk()) + event("[DONE]")
HEAD = scripted.head(200, [("Content-Type", "text/event-stream")])
SIGNALS = ((signal.SIGINT, INTERRUPTED), (signal.SIGTERM, TERMINATED))


class LiveTest(Asking):
    def read_until(self, process, wanted):
        """Reads standard output until `wanted` appears; returns what was read."""
        shown = b""
        while wanted.encode() not in shown:
            part = os.read(process.stdout.fileno(), 65536)
            self.assertTrue(part, f"{wanted} never came; there is {shown}")
            shown += part
        self.check_key(shown)
        return shown.decode()


class Painting(LiveTest):
    """The server sends each piece only after the previous one was seen on standard output."""

    def paint(self, steps, *words):
        """`steps` are (piece, what it shows) pairs; returns everything that was shown."""
        gates = [threading.Event() for _ in steps]
        pieces = [part for (piece, _), gate in zip(steps, gates) for part in (piece, gate)]
        with scripted.Server(stream_response([*pieces, END])) as server:
            process = self.start_asking(server, "hello", *words)
            shown = ""
            for (_, wanted), gate in zip(steps, gates):
                shown += self.read_until(process, wanted)
                gate.set()
            rest = self.finish(process)
        self.assert_silent(rest)
        return shown + rest.out.decode()

    def test_each_token_is_painted_when_it_comes(self):
        texts = ("alpha", " beta", "\n", "gamma", " 🐈")
        steps = [(event(chunk([token(text)])), text) for text in texts]
        for words in ((), ("--color=always",), ("-q",)):
            shown = "".join(c for c, _ in safe.styled(self.paint(steps, *words)))
            self.assertTrue(shown.startswith("".join(texts) + "\n"))

    def test_each_token_is_shown_when_it_comes_in_plain(self):
        shown = self.paint([(ALPHA, "alpha"), (BETA, "beta")], "-f", "plain")
        self.assertEqual(shown, "alpha beta")

    def test_each_row_is_shown_when_its_token_comes(self):
        for view in ("csv", "tsv"):
            shown = self.paint([(ALPHA, "alpha"), (BETA, " beta")], "-f", view)
            rows = [line.split("," if view == "csv" else "\t") for line in shown.splitlines()]
            self.assertEqual([row[6] for row in rows], ["token", "alpha", " beta"])

    def test_rows_are_shown_in_the_order_of_the_choices(self):
        first = event(chunk([token("one")], 1))
        steps = [(first + event(chunk([token("now")], 0)), "now"), (event(last_chunk(0)), "one")]
        shown = self.paint(steps, "-f", "csv", "-n2")
        self.assertEqual([line.split(",")[6] for line in shown.splitlines()[1:]], ["now", "one"])

    def test_half_an_event_shows_nothing_yet(self):
        shown = self.paint([(ALPHA + BETA[:-20], "alpha"), (BETA[-20:], "beta")], "-q")
        self.assertEqual(shown, "alpha beta\n")

    def test_an_event_is_shown_before_its_blank_line(self):
        shown = self.paint([(ALPHA, "alpha"), ("\n" + BETA, "beta")], "-q")
        self.assertEqual(shown, "alpha beta\n")

    def test_the_same_as_a_replay(self):
        body = ALPHA + BETA + END
        for words in ((), ("--color=always",)):
            shown = self.paint([(ALPHA, "alpha"), (BETA, "beta")], *words)
            replayed = program.run("-r", "-", *words, stdin=body.encode())
            self.assertEqual(shown, replayed.out.decode())

    def test_the_lowest_unfinished_choice_is_painted(self):
        later = event(chunk([token("later")], 1)) + event(chunk([token(" still")], 0))
        steps = [(event(chunk([token("now")], 0)), "now"), (later, " still"),
                 (event(last_chunk(0)), "later")]
        self.assertEqual(self.paint(steps, "-q", "-n2"), "now still\nlater\n")


    def test_the_first_choice_that_begins_is_headed_as_the_others(self):
        other = event(chunk([token("now")], 1)) + event(chunk([token("then")], 0))
        steps = [(event(chunk([token("one")], 1)), "answer 2 of 2\none"), (other, "now")]
        shown = self.paint([*steps, (event(last_chunk(1)), "answer 1 of 2\nthen")], "-n2")
        self.assertTrue(shown.startswith("answer 2 of 2\n"), shown)
        self.assertTrue(shown.endswith("\n  2 answers: 1 × then, 1 × onenow\n"), shown)

    def test_reasoning_is_never_painted_as_the_answer(self):
        think = chunk([token("<think>")], delta={"role": "assistant", "content": None})
        reason = chunk([token("maybe")], delta={"reasoning_content": "maybe"})
        mark = chunk([token("</think>")], delta={})
        self.assertEqual(
            self.paint([("".join(map(event, (think, reason, mark))) + ALPHA, "alpha"),
                        (BETA, "beta")], "-q"), "alpha beta\n")
        more = chunk([token(" not")], delta={"reasoning_content": " not"})
        steps = [(event(think) + event(reason), "maybe"), (event(more), " not"),
                 (event(mark) + ALPHA, "alpha"), (BETA, "beta")]
        self.assertEqual(self.paint(steps, "-q", "--show-reasoning"), "maybe not\nalpha beta\n")

    def test_a_special_token_is_not_painted(self):
        mark = chunk([token("<|im_end|>")], delta={})
        self.assertEqual(
            self.paint([(ALPHA, "alpha"), (event(mark) + BETA, "beta")], "-q"), "alpha beta\n")


class Signals(LiveTest):
    def interrupt_waiting(self, number, *pieces, words=()):
        """Sends a signal once the server has sent all `pieces`."""
        waiting = threading.Event()
        with scripted.Server(raw_response(*pieces, lambda _: waiting.set(), hold)) as server:
            process = self.start_asking(server, "hello", *words)
            self.assertTrue(waiting.wait(program.TIMEOUT))
            process.send_signal(number)
            return self.finish(process)

    def interrupt(self, number, *words, after=ALPHA, wanted="alpha"):
        """Sends a signal once `wanted` is shown; returns the exit status and all output."""
        with scripted.Server(stream_response([after, hold])) as server:
            process = self.start_asking(server, "hello", *words)
            shown = self.read_until(process, wanted)
            process.send_signal(number)
            rest = self.finish(process)
        self.assertEqual(rest.err, b"")
        return rest.code, shown + rest.out.decode()

    def test_before_the_first_byte(self):
        for number, code in SIGNALS:
            for pieces in ((), (HEAD[:20],), (HEAD,), (HEAD, ": ping\n\n")):
                result = self.interrupt_waiting(number, *pieces)
                self.assertEqual(result, (code, b"", b""), pieces)

    def test_between_tokens(self):
        for number, code in SIGNALS:
            self.assertEqual(self.interrupt(number, "-q"), (code, "alpha\n"))

    def test_in_the_middle_of_an_event(self):
        for number, code in SIGNALS:
            ended = self.interrupt(number, "-q", after=ALPHA + BETA[:-9])
            self.assertEqual(ended, (code, "alpha\n"))

    def test_the_footer_says_that_the_answer_was_cut_off(self):
        for number, code in SIGNALS:
            ended, shown = self.interrupt(number)
            self.assertEqual((ended, shown[:6]), (code, "alpha\n"))
            self.assertTrue(shown == "alpha\n" or "cut off" in shown, shown)

    def test_plain_adds_nothing_to_what_came(self):
        for number, code in SIGNALS:
            self.assertEqual(self.interrupt(number, "-f", "plain"), (code, "alpha"))

    def test_rows_that_are_shown_stay(self):
        for number, code in SIGNALS:
            ended, shown = self.interrupt(number, "-f", "csv")
            self.assertEqual((ended, shown.count("\n"), shown[-1]), (code, 2, "\n"))

    def test_rows_of_a_table_stay_and_are_summed_up(self):
        for number, code in SIGNALS:
            ended, shown = self.interrupt(number, "-f", "table", "--width=80", "--no-legend")
            self.assertEqual((ended, shown.count("alpha\n")), (code, 1))
            self.assertRegex(shown, r"\A +#.*\n +0 .*alpha\n(\n  sample-model · 1 token · [^\x1b]*)?\Z")

    def test_styles_are_closed(self):
        for number, code in SIGNALS:
            for depth in ("16", "256", "24bit"):
                words = ("--color=always", "--color-depth", depth)
                ended, shown = self.interrupt(number, *words)
                self.assertEqual(ended, code)
                self.assertIn("\x1b[", shown)
                self.assertEqual(safe.open_styles(shown), frozenset())

    def test_no_file_is_written(self):
        target = self.folder / "target"
        for before in (None, "before"):
            if before:
                target.write_text(before)
            for number, code in SIGNALS:
                result = self.interrupt_waiting(number, HEAD, ALPHA, words=("-o", str(target)))
                self.assertEqual(result, (code, b"", b""))
                self.assertEqual(os.listdir(self.folder), ["target"] if before else [])
        self.assertEqual(target.read_text(), "before")

    def test_an_ignored_interrupt(self):
        """A shell makes its background jobs ignore SIGINT, and the program respects that."""
        go_on = threading.Event()
        with scripted.Server(stream_response([ALPHA, go_on, BETA, END])) as server:
            process = self.start_asking(
                server, "hello", "-q", restore_signals=False,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN))
            shown = self.read_until(process, "alpha")
            process.send_signal(signal.SIGINT)
            go_on.set()
            rest = self.finish(process)
        self.assert_silent(rest)
        self.assertEqual(shown + rest.out.decode(), "alpha beta\n")


class End(LiveTest):
    """After the end sign the program waits for nothing."""

    def test_a_connection_that_stays_open(self):
        with ThreadPoolExecutor() as pool:
            list(pool.map(self.check_end, ("[DONE]", "[DONE]\n", "[DONE]\n\n")))

    def test_a_whole_json_answer_on_a_connection_that_stays_open(self):
        """Neither its length nor the end of the connection says that it is whole."""
        value = samples.answer("alpha")
        with ThreadPoolExecutor() as pool:
            list(pool.map(self.check_json, (
                samples.compact(value), samples.compact(value) + "\n", json.dumps(value, indent=1),
                "\n\n" + json.dumps(value, indent=1) + "\n \n", samples.compact([value]))))

    def check_json(self, body):
        for words in ((), ("--no-stream",)):
            asked = self.ask("hello", "-f", "plain", *words, response=stream_response(
                [body, hold], False, content_type="application/json"))
            self.assert_silent(asked)
            self.assertEqual(asked.out, b"alpha")

    def test_a_server_that_keeps_sending(self):
        self.check_end("[DONE]\n\n", ping)

    def check_end(self, *pieces):
        body = ALPHA + event(last_chunk()) + "data: "
        asked = self.ask("hello", "-f", "plain",
                         response=stream_response([body, *pieces, hold], False))
        self.assert_silent(asked)
        self.assertEqual(asked.out, b"alpha")


class Stuck(LiveTest):
    """Nobody reads standard output, so the program blocks on writing to it."""

    def start_stuck(self, server):
        process = self.start_asking(server, "hello", "-f", "plain")
        self.assertTrue(server.is_stuck.wait(program.TIMEOUT))
        program.await_that(lambda: has_no_room(process.stdout))
        return process

    def server(self):
        """Sends tokens until the program accepts no more."""
        is_stuck = threading.Event()
        server = scripted.Server(raw_response(HEAD, lambda connection: flood(connection, is_stuck)))
        server.is_stuck = is_stuck
        return server

    def test_one_signal_is_enough(self):
        for number, code in SIGNALS:
            with self.server() as server:
                process = self.start_stuck(server)
                process.send_signal(number)
                self.assertEqual(process.wait(program.TIMEOUT), code)
                self.assertEqual(self.finish(process).err, b"")

    def test_another_signal_does_not_make_it_wait(self):
        with self.server() as server:
            process = self.start_stuck(server)
            process.send_signal(signal.SIGINT)
            program.await_that(lambda: not is_caught(process, signal.SIGINT))
            process.send_signal(signal.SIGTERM)
            self.assertIn(process.wait(program.TIMEOUT), (INTERRUPTED, TERMINATED))

    def test_the_second_signal_ends_it_at_once(self):
        """After the first signal the reader has one second to make room; a busy machine may take
        longer than that to send the second signal."""
        for number, code in SIGNALS:
            ended = code
            for _ in range(5):
                ended = self.signal_twice(number) if ended == code else ended
            self.assertEqual(ended, -number)

    def signal_twice(self, number):
        with self.server() as server:
            process = self.start_stuck(server)
            process.send_signal(number)
            program.await_that(lambda: not is_caught(process, number))
            process.send_signal(number)
            return process.wait(program.TIMEOUT)


def is_caught(process, number):
    """Whether the program has a handler for a signal, as it does until the first one comes."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    caught = re.search(r"SigCgt:\s*(\w+)", status)
    return bool(caught and int(caught[1], 16) >> (number - 1) & 1)


def has_no_room(pipe):
    """Whether a pipe of the default size is practically full."""
    waiting = fcntl.ioctl(pipe, termios.FIONREAD, bytes(4))
    return int.from_bytes(waiting, sys.byteorder) > 60000


def ping(connection):
    """Sends comments until the client disconnects."""
    while True:
        connection.write(b": ping\n\n")
        select.select([], [], [], 0.01)


def flood(connection, is_stuck):
    """Sends tokens until the client is stuck, then waits."""
    tokens = event(chunk([token("word ")])).encode() * 100
    while select.select([], [connection.socket], [], 0.3)[1]:
        connection.write(tokens)
    is_stuck.set()
    hold(connection)


class Reader(LiveTest):
    """The reader of standard output may leave before the end."""

    def test_the_reader_leaves(self):
        for view, wanted in (("text", "alpha"), ("plain", "alpha")):
            closed = threading.Event()
            response = stream_response([ALPHA, closed, BETA * 2000, END])
            with scripted.Server(response) as server:
                process = self.start_asking(server, "hello", "-f", view, stdin=subprocess.DEVNULL)
                self.read_until(process, wanted)
                process.stdout.close()
                closed.set()
                err = process.stderr.read()
                self.assertEqual((process.wait(program.TIMEOUT), err), (OK, b""))

    def test_head(self):
        body = samples.stream(*[chunk([token(f"line {i}\n")]) for i in range(3000)], last_chunk())
        with scripted.Server(stream_response([body])) as server:
            command = f'"{program.path()}" hello | head -1'
            done = subprocess.run(["/bin/sh", "-c", command], capture_output=True,
                                  env=program.environment(OPENAI_BASE_URL=server.base_url),
                                  stdin=subprocess.DEVNULL, timeout=program.TIMEOUT)
        self.assertEqual((done.stdout, done.stderr), (b"line 0\n", b""))

    def test_a_full_disk(self):
        with open("/dev/full", "wb") as full:
            asked = self.ask("hello", stdout=full)
        self.assertEqual(asked.code, program.FAILED)
        self.assertIn(b"No space left", asked.err)


if __name__ == "__main__":
    unittest.main()
