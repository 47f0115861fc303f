"""A request that failed transiently is retried, and the answer is what comes then."""

import json
import os
import signal
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor

import program  # noqa: F401  (it makes the folder of the servers known)
import samples
import scripted
from program import INTERRUPTED, OK, REFUSED, TERMINATED, UNREACHED, UNUSABLE
from samples import chunk, event, token
from scripted import (hold, json_response, leave, raw_response, reset, status_response,
                      stream_response)
from test_ask import HELLO, KEY, STREAM, Asking
from test_ask_refused import error
from test_ask_save import SaveTest

SOON = [("retry-after-ms", "1")]
HEAD = scripted.head(200, [("Content-Type", "text/event-stream"), *SOON])
FIRST = event(chunk([token("alpha")]))
ALOUD = ("-f", "plain")
QUIETLY = (*ALOUD, "-q")
PLACE = r"logprobs: http://127\.0\.0\.1:\d+/v1/chat/completions: "


def failure(status=503, message="because of this", headers=SOON, **more):
    """A refusal whose headers ask for a retry at once."""
    return json_response(error(message, **more), status, headers)


class RetryTest(Asking):
    def ask_until(self, *responses, words=QUIETLY, **more):
        return self.ask_again("hello", *words, responses=responses, **more)

    def assert_asked(self, requests, *responses, words=QUIETLY, code=OK, **more):
        """Expects this many identical requests; with exit status 0 also an answer."""
        asked = self.ask_until(*responses, words=words, **more)
        self.assertEqual((asked.code, len(asked.requests)), (code, requests), asked.err)
        self.assertEqual(asked.requests, [asked.requests[0]] * requests)
        if code == OK:
            self.assertEqual(asked.out, b"Hello you")
        return asked

    def said(self, requests, *responses, code, **more):
        """The same for a run that fails with one message, which it returns."""
        asked = self.assert_asked(requests, *responses, code=code, **more)
        self.assert_sentence(asked, code)
        return asked.err.decode()


class Retried(RetryTest):
    def test_it_is_not_announced_if_all_is_quiet(self):
        self.assert_silent(self.assert_asked(2, failure(), STREAM))

    def test_a_plain_answer(self):
        answer = json_response(samples.answer("Hello", " you"))
        self.assert_silent(self.assert_asked(2, failure(), answer, words=(*QUIETLY, "--no-stream")))

    def test_the_whole_request_is_sent_again(self):
        asked = self.assert_asked(3, failure(500, "one"), failure(429, "two"), STREAM,
                                  words=(*ALOUD, "-s", "be brief", "-H", "X-Mine: 1"))
        self.assertRegex(asked.err, rb"one.*; retry 1 of 2 in .*\n.*two.*; retry 2 of 2 in .*\n")
        self.assertEqual(asked.connections, 3)
        for request in asked.requests:
            self.assertEqual(request.header("Authorization"), "Bearer " + KEY)
            self.assertEqual(request.header("X-Mine"), "1")
            self.assertEqual([message["content"] for message in request.json()["messages"]],
                             ["be brief", "hello"])

    def test_a_permanent_failure_after_a_transient_one(self):
        said = self.said(2, failure(503, "busy"), failure(401, "who are you?"), code=REFUSED)
        self.assertRegex(said, r"who are you\? \(status 401\); .*; asked 2 times\n\Z")


class Exhausted(RetryTest):
    def test_as_often_as_asked_for(self):
        for retries in (0, 1, 2, 5):
            said = self.said(retries + 1, failure(), code=UNREACHED,
                             words=(*QUIETLY, f"--retries={retries}"))
            self.assertEqual(f"; asked {retries + 1} times" in said, retries > 0)

    def test_the_last_response_counts(self):
        responses = [failure(429, "one", code="first"), failure(500, "two", code="second"),
                     failure(409, "three", code="third")]
        asked = self.assert_asked(3, *responses, code=REFUSED, words=("-q", "-f", "json"))
        self.assertEqual(json.loads(asked.out)["error"],
                         {"message": "three", "code": "third", "status": 409})
        asked = self.ask_until(*responses, words=("-f", "csv"))
        self.assertEqual(asked.out.count(b"\n"), 1)

    def test_invalid_numbers_of_retries(self):
        for value in ("-1", "1.5", "x", "", "1001", " 1"):
            asked = self.ask_until(STREAM, words=(f"--retries={value}",))
            self.assert_not_asked(asked, "--retries")
        self.assert_asked(2, failure(), STREAM, words=(*QUIETLY, "--retries=1000"))


class Connections(RetryTest):
    def test_before_the_first_byte(self):
        begun = ("HTTP/1.1 200 OK\r\n",)
        with ThreadPoolExecutor() as pool:  # each waits half a second
            for _ in pool.map(self.check_once_more, (
                    (reset,), (leave,), (*begun, reset), (*begun, leave),
                    (HEAD, reset), (HEAD[:-2], "Content-Length: 99\r\n\r\n"),
                    (hold,), (HEAD, hold))):
                pass

    def check_once_more(self, pieces):
        """A response of these pieces is retried, and the next response is the answer."""
        words = (*ALOUD, "--retries=1", *(("--timeout=1",) if hold in pieces else ()))
        asked = self.assert_asked(2, raw_response(*pieces), STREAM, words=words)
        self.assertRegex(asked.err.decode(), rf"\A{PLACE}[^\n]+; retry 1 of 1 in [\d.]+ s\n\Z")

    def test_not_after_the_first_byte(self):
        for pieces in ((FIRST, leave), (": ping\n\n", leave), (FIRST[:1], leave), (FIRST,)):
            self.said(1, stream_response([*pieces], headers=SOON), STREAM, code=UNUSABLE)
        self.said(1, stream_response([FIRST, hold], headers=SOON), STREAM, code=UNUSABLE,
                  words=(*QUIETLY, "--timeout=0.3"))

    def test_not_a_reset_after_the_first_byte(self):
        seen = threading.Event()
        with scripted.Server(stream_response([FIRST, seen, reset], headers=SOON), STREAM) as server:
            process = self.start_asking(server, "hello", *QUIETLY)
            self.assertEqual(process.stdout.read(5), b"alpha")
            seen.set()
            self.assert_sentence(self.finish(process), UNUSABLE)
        self.assertEqual(len(server.requests), 1)

    def test_not_an_error_in_the_answer(self):
        body = samples.stream(error("overloaded"), done=False)
        for response in (stream_response([FIRST + body], headers=SOON),
                         stream_response([body], headers=SOON), failure(200)):
            self.said(1, response, STREAM, code=REFUSED)

    def test_not_an_empty_answer(self):
        for response in (status_response(200, SOON), stream_response([], headers=SOON)):
            self.said(1, response, STREAM, code=UNUSABLE)


class RequestIds(RetryTest):
    """A message ends with the request id, which a server's support asks for."""

    def assert_reported(self, name, value, request_id):
        """Whatever goes wrong with a request, the message has its id."""
        more = [(name, value), *SOON]
        broken = stream_response([FIRST + samples.stream(error("overloaded"))], headers=more)
        bare = json_response(samples.response(samples.choice([], logprobs=None)), headers=more)
        for response, code in ((failure(400, headers=more), REFUSED), (broken, REFUSED),
                               (failure(500, headers=more), UNREACHED), (bare, UNUSABLE),
                               (stream_response([FIRST, leave], headers=more), UNUSABLE),
                               (status_response(302, more), REFUSED)):
            said = self.ask("hello", *QUIETLY, response=response)
            self.assert_sentence(said, code)
            self.assertTrue(said.err.decode().endswith(f" (request id {request_id})\n"), said.err)

    def test_names(self):
        for name in ("x-request-id", "Request-ID", "apim-request-id", "x-amzn-RequestId"):
            self.assert_reported(name, "req_1", "req_1")

    def test_invalid_ids(self):
        self.assert_reported("x-request-id", "a\x1b[2J\u202eb", "a\\x1b[2J\\u{202e}b")
        self.assert_reported("x-request-id", f"id-{KEY}-1", "id-[redacted]-1")

    def test_the_last_one_counts(self):
        ids = [failure(headers=[("x-request-id", f"req_{i}"), *SOON]) for i in range(3)]
        self.assertIn("; asked 3 times (request id req_2)", self.said(3, *ids, code=UNREACHED))
        said = self.said(3, *ids[:2], failure(), code=UNREACHED)
        self.assertNotIn("request id", said)


class Signals(RetryTest):
    def interrupt(self, number, wait, *words):
        """Sends a signal once a retry is announced; returns the rest of the output."""
        with scripted.Server(failure(headers=[("Retry-After", wait)]), STREAM) as server:
            process = self.start_asking(server, "hello", *words)
            said = process.stderr.readline().decode()
            self.assertTrue(said.endswith(f"; retry 1 of 2 in {wait} s\n"), said)
            process.send_signal(number)
            result = self.finish(process)
        self.assertEqual(len(server.requests), 1)
        return result

    def test_they_end_the_wait(self):
        target = str(self.folder / "target")
        for number, code in ((signal.SIGINT, INTERRUPTED), (signal.SIGTERM, TERMINATED)):
            for words in ((), ("-f", "json"), ("--save", target), ("-o", target)):
                for wait in ("100", "120"):
                    self.assertEqual(self.interrupt(number, wait, *words), (code, b"", b""))
                    self.assertEqual(os.listdir(self.folder), [])


class Kept(SaveTest):
    def test_only_the_answer_is_kept(self):
        self.target.write_text("before")
        asked = self.ask_again("hello", "-q", "--save-response", str(self.target),
                               responses=[failure(), failure(429), STREAM])
        self.assert_silent(asked)
        self.assert_left(kept=HELLO)

    def test_nothing_is_kept_if_no_answer_came(self):
        for before in ({}, {"kept": "before"}):
            for name, content in before.items():
                (self.folder / name).write_text(content)
            for response, code in ((failure(), UNREACHED), (failure(429), REFUSED),
                                   (raw_response(HEAD, reset), UNREACHED)):
                asked = self.ask_again("hello", "-q", "--save-response", str(self.target),
                                       responses=[response])
                self.assertEqual((asked.code, len(asked.requests)), (code, 3))
                self.assert_left(**before)

    def test_views_begin_once(self):
        for view, lines in (("json", 1), ("csv", 3), ("plain", 0)):
            words = ("hello", "-q", "-f", view)
            first = self.ask(*words).out
            again = self.ask_again(*words, responses=[failure(), STREAM]).out
            self.assertEqual(again.count(b"\n"), lines)
            self.assertEqual(again.split(b"chat/completions")[-1],
                             first.split(b"chat/completions")[-1])


if __name__ == "__main__":
    unittest.main()
