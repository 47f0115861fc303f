"""Asking a question: what all tests of asking share, and what every run must do."""

import json
import unittest
from typing import NamedTuple

import program
import samples
import scripted
from samples import chunk, last_chunk, token
from scripted import json_response, stream_response

KEY = "sk-test-SECRET-0123456789"
ONCE = ("--retries=0",)
HELLO = samples.stream(chunk([token("Hello")]), chunk([token(" you", 0.4)]), last_chunk())
STREAM = stream_response([HELLO])
ANSWER = json_response(samples.answer("Hello", " you"))


class Asked(NamedTuple):
    """A run's results, and the requests that reached the server."""
    code: int
    out: bytes
    err: bytes
    requests: list
    connections: int

    @property
    def request(self):
        """The request, which must be the only one."""
        only, = self.requests
        return only

    @property
    def body(self):
        return self.request.json()


def variables(server, key=KEY, **more):
    """The environment variables that point the program to `server`."""
    given = {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": key, **more}
    return {name: value for name, value in given.items() if value is not None}


class Asking(program.ProgramTest):
    """A test whose runs ask a scripted server. No run may show the key or write it to a file.

    Only files named *.key, which the tests themselves write, may contain it.
    """

    def setUp(self):
        super().setUp()
        self.addCleanup(self.check_files)

    def ask(self, *words, response=STREAM, key=KEY, env=None, **more):
        """Runs the program without retries; every request gets `response`."""
        return self.ask_again(*ONCE, *words, responses=[response], key=key, env=env, **more)

    def ask_again(self, *words, responses, key=KEY, env=None, **more):
        """The same with retries; the n-th request gets the n-th response, the last one repeats."""
        with scripted.Server(*responses) as server:
            result = program.run(*words, env=variables(server, key, **(env or {})), **more)
        self.check_key(result.out, result.err)
        return Asked(*result, server.requests, server.connections)

    def start_asking(self, server, *words, env=None, **more):
        """Starts the program; pass whatever is read from it before `finish` to `check_key`."""
        return self.start(*words, env=variables(server, **(env or {})), **more)

    def finish(self, process):
        """Waits for the end; returns the result, without what was read earlier."""
        out, err = process.communicate(timeout=program.TIMEOUT)
        self.check_key(out, err)
        return program.Result(process.returncode, out, err)

    def check_key(self, *contents):
        """None of `contents` contains the key; None is a stream that was not captured."""
        for content in contents:
            self.assertNotIn(KEY.lower().encode(), (content or b"").lower())

    def check_files(self):
        for path in self.folder.rglob("*"):
            if path.is_file() and path.suffix != ".key":
                self.check_key(path.read_bytes())

    def assert_not_asked(self, asked, *parts):
        """Nothing connected to the server, and a message with all `parts` says what is wrong."""
        self.assert_sentence(asked, program.USAGE, *parts)
        self.assertEqual(asked.connections, 0)


class Question(Asking):
    def test_the_answer_is_shown(self):
        for words, response in (((), STREAM), (("--no-stream",), ANSWER)):
            asked = self.ask(*words, "-q", "--marks=none", "hello", response=response)
            self.assert_silent(asked)
            self.assertEqual(asked.out, b"Hello you\n")

    def test_one_request_on_one_connection(self):
        asked = self.ask("hello")
        self.assertEqual((len(asked.requests), asked.connections), (1, 1))
        self.assertEqual(asked.request.method, "POST")
        self.assertEqual(asked.request.target, "/v1/chat/completions")

    def test_the_source_is_the_url_without_its_query(self):
        for words in ((), ("--no-stream",)):
            with scripted.Server(STREAM) as server:
                env = variables(server, OPENAI_BASE_URL=server.base_url + "?api-version=1")
                result = program.run("hello", "-f", "json", *words, env=env)
            self.assert_silent(result)
            self.assertEqual(json.loads(result.out)["source"],
                             server.base_url + "/chat/completions")

    def test_output_to_a_file(self):
        target = self.folder / "target"
        asked = self.ask("hello", "-f", "plain", "-o", str(target))
        self.assert_silent(asked)
        self.assertEqual((asked.out, target.read_bytes()), (b"", b"Hello you"))

    def test_thresholds_apply(self):
        for low, count in (("0.3", "0 low"), ("0.5", "1 low")):
            self.assertIn(count, self.ask("hello", "--low", low).out.decode())

    def test_one_choice_is_shown(self):
        response = json_response(samples.response(samples.choice([token("a")], 0),
                                                  samples.choice([token("b")], 1)))
        asked = self.ask("hello", "-n", "2", "--choice", "1", "-f", "plain", response=response)
        self.assertEqual((asked.code, asked.out), (program.OK, b"b"))

    def test_the_api_is_chat_completions(self):
        for name in ("auto", "openai-chat"):
            self.assert_silent(self.ask("hello", "--from", name))
        for name in ("tokens", "unknown", ""):
            self.assert_not_asked(self.ask("hello", "--from", name), "--from")


if __name__ == "__main__":
    unittest.main()
