"""The connection fails before the first byte of an answer (exit 5) or after it (exit 6)."""

import json
import socket
import threading
import unittest

import program
import samples
import scripted
from samples import chunk, event, last_chunk, token
from scripted import body_response, hold, leave, raw_response, reset, stream_response
from test_ask import Asking

FIRST = event(chunk([token("alpha")]))
HEAD = scripted.head(200, [("Content-Type", "text/event-stream")])
LONG = samples.stream(*[chunk([token("word ")]) for _ in range(50)], last_chunk())


class Unreached(Asking):
    def assert_unreached(self, *words, **more):
        """Expects exit 5, a message, and nothing on standard output."""
        asked = self.ask("hello", *words, **more)
        self.assert_sentence(asked, program.UNREACHED)
        self.assertEqual(asked.out, b"")
        return asked.err.decode()

    def silent_port(self, family=socket.AF_INET, host="127.0.0.1", listening=False):
        """A port that refuses connections or, when listening, accepts them and stays silent."""
        taken = socket.socket(family)
        self.addCleanup(taken.close)
        taken.bind((host, 0))
        if listening:
            taken.listen()
        return taken.getsockname()[1]

    def test_a_refused_connection(self):
        url = f"http://127.0.0.1:{self.silent_port()}/v1"
        for words in ((), ("--no-stream",), ("-q",), ("-f", "json")):
            self.assertIn(url, self.assert_unreached("--base-url", url, *words))

    def test_another_protocol(self):
        """What follows a 101 is not HTTP, whatever it looks like."""
        for then in (samples.stream(chunk([token("alpha")]), last_chunk()), HEAD.decode() + LONG):
            response = raw_response("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", then)
            for words in ((), ("--retries=2",), ("--no-stream", "--save", f"{self.folder}/kept")):
                asked = self.ask("hello", *words, response=response)
                self.assert_sentence(asked, program.UNREACHED, "another protocol (status 101)")
                self.assertEqual((asked.out, len(asked.requests)), (b"", 1))
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_no_answer_in_time(self):
        for pieces in ((hold,), (HEAD[:20], hold), (HEAD, hold)):
            for words in (("--timeout=0.2",), ("--timeout", "0.2", "--no-stream")):
                said = self.assert_unreached(*words, response=raw_response(*pieces))
                self.assertIn("--timeout", said)

    def test_no_tls_in_time(self):
        url = f"https://127.0.0.1:{self.silent_port(listening=True)}/v1"
        self.assert_unreached("--base-url", url, "--timeout=0.2")

    def test_an_unreadable_ca_file(self):
        for name in (str(self.folder / "none"), str(self.folder)):
            asked = self.ask("hello", "--cacert", name, "--base-url", "https://127.0.0.1:1/v1")
            self.assert_not_asked(asked, name)

    def test_a_ca_file_without_certificates(self):
        url = f"https://127.0.0.1:{self.silent_port(listening=True)}/v1"
        name = self.file("ca.pem", "not a certificate")
        asked = self.ask("hello", "--cacert", name, "--base-url", url, "--timeout=5")
        self.assert_sentence(asked, program.USAGE, name)


class Compressed(Asking):
    """No encoding is asked for, so none is undone; the message names the one that came."""

    def test_the_encoding_is_named(self):
        for encoding in ("br", "gzip", "deflate", "zstd", "x-\x1b[2J"):
            for words in ((), ("--no-stream",)):
                response = body_response(b"\x8b\x05\x80" + bytes(range(256)), 200,
                                         [("Content-Encoding", encoding)])
                asked = self.ask("hello", *words, response=response)
                said = f"(Content-Encoding: {encoding})".replace("\x1b", "\\x1b")
                self.assert_sentence(asked, program.UNUSABLE, said)

    def test_text_that_is_said_to_be_compressed_is_read(self):
        for encoding in ("identity", "Identity", "gzip"):
            response = body_response(LONG, 200, [("Content-Encoding", encoding)])
            self.assert_silent(self.ask("hello", response=response))

    def test_text_without_an_answer_is_not_compressed(self):
        response = body_response("no answer", 200, [("Content-Encoding", "identity")])
        asked = self.ask("hello", response=response)
        self.assertEqual(asked.code, program.UNUSABLE)
        self.assertNotIn(b"Content-Encoding", asked.err)


class CutOff(Asking):
    """Part of an answer came, then the connection failed."""

    def assert_cut(self, *words, shown="alpha\n", **more):
        """Expects exit 6 and a message, and that what came is shown."""
        asked = self.ask("hello", "-q", *words, **more)
        self.assert_sentence(asked, program.UNUSABLE)
        self.assertEqual(asked.out.decode(), shown)
        return asked.err.decode()

    def test_closed_without_an_end_sign(self):
        for response in (stream_response([FIRST]), stream_response([FIRST], chunked=False),
                         body_response(FIRST), stream_response([FIRST, FIRST[:-9]])):
            self.assertIn("cut off", self.assert_cut(response=response))

    def test_reset(self):
        """The reset comes after the first token has been shown."""
        for view, shown in (("text", b"alpha\n"), ("plain", b"alpha")):
            with scripted.Server(stream_response([FIRST, self.gate, reset])) as server:
                result = self.read_and_release(server, "-f", view)
            self.assert_sentence(result, program.UNUSABLE)
            self.assertEqual(result.out, shown)

    def gate(self, connection):
        connection.wait(self.seen)

    def read_and_release(self, server, *words):
        """Lets the server continue once the first token is on standard output."""
        self.seen = threading.Event()
        process = self.start_asking(server, "hello", "-q", *words)
        shown = process.stdout.read(5)
        self.seen.set()
        rest = self.finish(process)
        return rest._replace(out=shown + rest.out)

    def test_an_end_sign_before_the_failure(self):
        """A complete answer stays complete however the connection ends."""
        body = FIRST + event(last_chunk()) + event("[DONE]")
        for response in (stream_response([body, leave]), stream_response([body, reset]),
                         body_response(body, length=99999)):
            asked = self.ask("hello", "-q", response=response)
            self.assert_silent(asked)
            self.assertEqual(asked.out, b"alpha\n")

    def test_one_of_several_choices(self):
        body = FIRST + event(chunk([token("beta")], 1)) + event(last_chunk(0))
        self.assert_cut("-n2", shown="alpha\nbeta\n", response=stream_response([body]))

    def test_broken_before_as_many_choices_came_as_were_asked_for(self):
        body = FIRST + event(last_chunk(0))
        said = self.assert_cut("-n2", response=stream_response([body, leave]))
        self.assertIn("broke off", said)
        asked = self.ask("hello", "-n2", "-fjson", response=stream_response([body, leave]))
        self.assertEqual(json.loads(asked.out)["error"]["code"], "cut_off")

    def test_broken_after_the_end_of_the_answer(self):
        body = FIRST + event(last_chunk(0))
        for words, end in ((("-n1",), ""), (("-n2",), event("[DONE]"))):
            asked = self.ask("hello", *words, response=stream_response([body + end, leave]))
            self.assertEqual(asked.code, program.OK, asked.err)
            self.assertIn(b"warning: the response broke off after the end of the answer", asked.err)

    def test_as_json(self):
        asked = self.ask("hello", "-f", "json", response=stream_response([FIRST, leave]))
        self.assert_sentence(asked, program.UNUSABLE)
        shown = json.loads(asked.out)
        self.assertEqual(shown["error"]["code"], "cut_off")
        self.assertEqual(shown["choices"][0]["text"], "alpha")

    def test_larger_than_allowed(self):
        for body in (LONG, samples.compact(samples.answer(*["word"] * 50))):
            for response in (stream_response([body]), body_response(body),
                             stream_response([body], False)):
                asked = self.ask("hello", "--max-bytes=2K", response=response)
                self.assert_sentence(asked, program.UNUSABLE, "--max-bytes")
        self.assert_silent(self.ask("hello", "--max-bytes=64K", response=stream_response([LONG])))

    def test_a_line_that_is_too_long(self):
        entry = {"token": "x", "logprob": -0.1}
        for size, code in ((1 << 19, program.OK), ((1 << 20) + 1, program.UNUSABLE)):
            pad = chunk([entry], pad="x" * size)
            response = stream_response([FIRST, event(pad), event(last_chunk()), event("[DONE]")])
            asked = self.ask("hello", "-q", response=response)
            self.assertEqual(asked.code, code, asked.err)
            self.assertEqual(asked.out, b"alphax\n" if code == program.OK else b"alpha\n")


if __name__ == "__main__":
    unittest.main()
