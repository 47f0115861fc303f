"""How the program reads the various responses of a server."""

import json
import unittest
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import program
import samples
from program import OK, REFUSED, UNUSABLE
from samples import chunk, event, last_chunk, stream, token
from scripted import body_response, bytewise, hold, stream_response
from test_ask import Asking

WORDS = [chunk([token("Hello", 0.9, (("Hello", 0.9), ("Hi", 0.05)))]), chunk([token(" you", 0.4)]),
         chunk([token(" 🐈", 0.05)])]
ROLE = chunk(delta={"role": "assistant", "content": "", "refusal": None})
USAGE = {**last_chunk(), "choices": [], "usage": {"total_tokens": 12}}
ERROR = {"error": {"message": "no more today", "type": "server_error", "code": "overloaded"}}
CHOICES = [samples.choice([token(text)], i) for i, text in enumerate("abc")]


def interleaved():
    """Three choices whose tokens alternate; the first choice ends last."""
    parts = [chunk([token(f"{text}{choice}")], choice)
             for text, order in (("a", (0, 1, 2)), ("b", (2, 0, 1))) for choice in order]
    return stream(*parts, last_chunk(1), last_chunk(2), last_chunk(0))


def refused_in_a_stream():
    parts = [chunk([token(text)], delta={"refusal": text}) for text in ("I", " will", " not")]
    for part in parts:
        logprobs = part["choices"][0]["logprobs"]
        logprobs["content"], logprobs["refusal"] = None, logprobs["content"]
    return stream(ROLE, *parts, last_chunk())


def reasoning_in_a_stream():
    """As llama.cpp sends it: the reasoning's tokens are in the answer's list."""
    think = chunk([token("<think>", 0.01)], delta={"role": "assistant", "content": None})
    parts = [chunk([token(text, 0.01)], delta={"reasoning_content": text}) for text in ("Is", " it?")]
    return stream(think, *parts, chunk([token("</think>", 0.01)], delta={}), *WORDS, last_chunk())


def reasoning_in_a_whole_response():
    tokens = [token(text) for text in ("<think>", "Is", " it?", "</think>", "\n\n", "Hello", " you")]
    message = {"role": "assistant", "content": "Hello you", "reasoning_content": "Is it?"}
    return json.dumps(samples.response(samples.choice(tokens, message=message)))


def call_in_a_stream():
    def piece(**function):
        return chunk(delta={"tool_calls": [{"index": 0, "function": function}]})
    return stream(ROLE, piece(name="look_up", arguments=""), piece(arguments="{}"),
                  last_chunk(finish="tool_calls"))


class Recorded(NamedTuple):
    """The body of a 2xx response, the expected exit status, and what `-f plain` shows."""
    body: str
    code: int
    text: str
    words: tuple = ()


def with_ids(*parts):
    """The chunks with an id of its own each."""
    return [{**part, "id": f"chunk-{place}"} for place, part in enumerate(parts)]


HELLO = stream(ROLE, *WORDS, last_chunk())
OTHER_USAGE = {**USAGE, "id": "usage"}
RECORDED = {
    "whole": Recorded(json.dumps(samples.answer("Hello", " you")), OK, "Hello you"),
    "whole, indented": Recorded(json.dumps(samples.answer("Hello", " 🐈"), indent=2) + "\n", OK,
                                "Hello 🐈"),
    "stream": Recorded(HELLO, OK, "Hello you 🐈"),
    "CRLF": Recorded(stream(ROLE, *WORDS, last_chunk(), end="\r\n"), OK, "Hello you 🐈"),
    "comments": Recorded(": ping\n\n" + HELLO.replace("data: {", ": ping\n\ndata: {"), OK,
                         "Hello you 🐈"),
    "no space": Recorded(HELLO.replace("data: ", "data:"), OK, "Hello you 🐈"),
    "event names": Recorded(HELLO.replace("data: {", "event: message\nid: 7\ndata: {"), OK,
                            "Hello you 🐈"),
    "several tokens a chunk": Recorded(
        stream(chunk([token("a"), token("b"), token(" c")]), chunk([token("d"), token("\n")]),
               last_chunk()), OK, "ab cd\n"),
    "half characters": Recorded(
        stream(*[chunk([samples.raw_token(part)]) for part in (b"a\xf0\x9f", b"\x90", b"\x88")],
               last_chunk()), OK, "a🐈"),
    "usage": Recorded(stream(ROLE, *WORDS, last_chunk(), USAGE), OK, "Hello you 🐈"),
    "usage under another id": Recorded(stream(ROLE, *WORDS, last_chunk(), OTHER_USAGE), OK,
                                       "Hello you 🐈"),
    "an id for each chunk": Recorded(stream(*with_ids(ROLE, *WORDS, last_chunk())), OK,
                                     "Hello you 🐈"),
    "error event": Recorded(stream(ROLE, *WORDS[:2], done=False) + "event: error\ndata: gone\n\n",
                            REFUSED, "Hello you"),
    "error field": Recorded(stream(ROLE, *WORDS[:2], done=False) + 'error: {"message": "gone"}\n\n',
                            REFUSED, "Hello you"),
    "finish_reason that means an error": Recorded(
        stream(ROLE, *WORDS[:2], last_chunk(finish="error")), REFUSED, "Hello you"),
    "[DONE] after data that is not understood": Recorded(
        stream(ROLE, *WORDS[:2], "out of memory"), UNUSABLE, "Hello you"),
    "no [DONE]": Recorded(stream(*WORDS, last_chunk(), done=False), OK, "Hello you 🐈"),
    "no finish_reason, only [DONE]": Recorded(stream(*WORDS), OK, "Hello you 🐈"),
    "three choices": Recorded(json.dumps(samples.response(*CHOICES)), OK, "a\nb\nc", ("-n", "3")),
    "three choices by turns": Recorded(interleaved(), OK, "a0b0\na1b1\na2b2", ("-n", "3")),
    "refusal": Recorded(json.dumps(samples.response(samples.refusal([token("No")]))), OK, "No"),
    "refusal in a stream": Recorded(refused_in_a_stream(), OK, "I will not"),
    "reasoning in a stream": Recorded(reasoning_in_a_stream(), OK, "Hello you 🐈"),
    "reasoning in a whole response": Recorded(reasoning_in_a_whole_response(), OK, "Hello you"),
    "reasoning cut off": Recorded(
        stream(chunk([token("Is")], delta={"reasoning_content": "Is"}), last_chunk(finish="length")),
        UNUSABLE, ""),
    "prefill repeated": Recorded(
        stream(ROLE, chunk(delta={"content": "Oh,"}), *WORDS, last_chunk()), OK, "Hello you 🐈",
        ("--prefill", "Oh,")),
    "three choices, the second first": Recorded(
        stream(*[chunk([token(text)], i) for i, text in ((1, "b"), (2, "c"), (0, "a"))],
               *[last_chunk(i) for i in (1, 2, 0)]), OK, "b\na\nc", ("-n", "3")),
    "call in a stream": Recorded(call_in_a_stream(), UNUSABLE, ""),
    "cut by length": Recorded(stream(*WORDS, last_chunk(finish="length")), OK, "Hello you 🐈"),
    "error": Recorded(json.dumps(ERROR), REFUSED, ""),
    "error in mid-stream": Recorded(stream(ROLE, *WORDS[:2], ERROR), REFUSED, "Hello you"),
    "error as the first event": Recorded(stream(ERROR), REFUSED, ""),
    "no logprobs": Recorded(json.dumps(samples.response(
        samples.choice([token("Hello")], logprobs=None))), UNUSABLE, "Hello"),
    "no logprobs in a stream": Recorded(
        stream(ROLE, *[chunk(delta={"content": text}) for text in ("Hel", "lo")], last_chunk()),
        UNUSABLE, "Hello"),
    "no token": Recorded(stream(ROLE, last_chunk()), UNUSABLE, ""),
    "web page": Recorded("<!DOCTYPE html>\n<html><body>Welcome</body></html>\n", UNUSABLE, ""),
    "plain words": Recorded("Hello you", UNUSABLE, ""),
    "broken JSON": Recorded(json.dumps(samples.answer("Hello"))[:-9], UNUSABLE, ""),
    "broken event": Recorded(stream(*WORDS[:1], '{"choices" 1}'), UNUSABLE, "Hello"),
    "other JSON": Recorded('{"status": "ok"}', UNUSABLE, ""),
}


def recorded_response(body):
    """Sends a recorded body: a stream line by line in HTTP chunks, anything else at once."""
    if not body.startswith((":", "data", "event")):
        return body_response(body)
    return stream_response(body.splitlines(keepends=True))


class Answers(Asking):
    def check(self, recorded, response, *words):
        """The answer's text is shown, and the exit status is as expected."""
        asked = self.ask("hello", "-f", "plain", *recorded.words, *words, response=response)
        self.assertEqual((asked.code, asked.out.decode()), (recorded.code, recorded.text),
                         asked.err)
        self.assertEqual(bool(asked.err), recorded.code != OK, asked.err)
        return asked

    def test_every_recorded_response(self):
        for name, recorded in RECORDED.items():
            with self.subTest(name):
                self.check(recorded, recorded_response(recorded.body))

    def test_the_response_may_be_streamed_or_whole_whatever_was_asked(self):
        for name in ("whole", "stream", "three choices", "three choices by turns", "error"):
            with self.subTest(name):
                self.check(RECORDED[name], recorded_response(RECORDED[name].body), "--no-stream")

    def test_a_call_without_logprobs_is_named(self):
        asked = self.check(RECORDED["call in a stream"], recorded_response(call_in_a_stream()))
        self.assertIn(b"the answer is a call of look_up", asked.err)
        self.assertNotIn(b"--model", asked.err)

    def test_an_answer_cut_off_in_its_reasoning_says_so(self):
        recorded = RECORDED["reasoning cut off"]
        asked = self.check(recorded, recorded_response(recorded.body))
        self.assertIn(b"only of the reasoning; --show-reasoning shows them", asked.err)

    def test_the_content_type_does_not_matter(self):
        for name in ("whole", "stream"):
            for kind in ("text/html", "application/octet-stream", "text/event-stream; charset=x"):
                response = body_response(RECORDED[name].body, content_type=kind)
                self.check(RECORDED[name], response)

    def test_a_body_ended_by_closing_the_connection(self):
        for name in ("whole", "stream", "CRLF", "no [DONE]"):
            body = RECORDED[name].body
            self.check(RECORDED[name], stream_response([body], chunked=False))

    def test_a_connection_that_stays_open(self):
        """After [DONE] the program does not wait for the connection to close."""
        for name, chunked in (("usage", True), ("three choices by turns", False)):
            response = stream_response([RECORDED[name].body, hold], chunked)
            self.check(RECORDED[name], response)

    def test_empty(self):
        for response in (body_response(""), body_response("\n"), body_response("", 204),
                         stream_response([]), stream_response([], chunked=False),
                         stream_response([": ping\n\n"]),
                         stream_response([event("[DONE]")])):
            asked = self.ask("hello", response=response)
            self.assert_sentence(asked, UNUSABLE)
            self.assertEqual(asked.out, b"")

    def test_missing_logprobs_are_blamed_on_the_model(self):
        for name in ("no logprobs", "no logprobs in a stream"):
            asked = self.ask("hello", "-q", response=recorded_response(RECORDED[name].body))
            self.assert_sentence(asked, UNUSABLE, "logprobs", "--model")
            self.assertEqual(asked.out, b"Hello\n")

    def test_an_error_shows_the_servers_message(self):
        for name in ("error", "error in mid-stream", "error as the first event"):
            asked = self.ask("hello", response=recorded_response(RECORDED[name].body))
            self.assert_sentence(asked, REFUSED, "no more today", "overloaded")

    def test_a_web_page_is_not_shown(self):
        asked = self.ask("hello", response=recorded_response(RECORDED["web page"].body))
        self.assert_sentence(asked, UNUSABLE)
        self.assertNotIn(b"Welcome", asked.out + asked.err)


class OneAnswer(Asking):
    """All that comes is one answer."""

    def shown(self, body, *words):
        return self.ask("hello", "-f", "json", *words, response=recorded_response(body))

    def texts(self, asked):
        lines = asked.out.splitlines()
        self.assertEqual(len(lines), 1, asked.err)
        return [(c["index"], c["text"]) for c in json.loads(lines[0])["choices"]]

    def test_whatever_its_ids_models_and_roles_say(self):
        parts = [{**part, "model": f"m{place}"} for place, part in
                 enumerate(with_ids(*WORDS, last_chunk()))]
        for part in parts:
            part["choices"][0]["delta"]["role"] = "assistant"
        asked = self.shown(stream(*parts))
        self.assertEqual((asked.code, asked.err), (OK, b""))
        self.assertEqual(self.texts(asked), [(0, "Hello you 🐈")])

    def test_choices_with_one_index(self):
        again = [*WORDS, last_chunk(), ROLE, *WORDS[:1], last_chunk()]
        whole = samples.response(samples.choice([token("Hello")], 0))
        for body in (stream(*again), stream(*WORDS, last_chunk()) + stream(*WORDS[:1], last_chunk()),
                     json.dumps([whole, whole])):
            asked = self.shown(body, "-n", "2")
            self.assertEqual(asked.code, OK, asked.err)
            self.assertEqual([index for index, _ in self.texts(asked)], [0, 1])
            self.assertEqual(self.texts(asked)[1][1], "Hello")
            self.assertIn(b"2 choices have the index 0", asked.err)

    def test_another_number_of_choices_than_asked_for(self):
        asked = self.shown(HELLO, "-n", "3")
        self.assertEqual(asked.code, OK)
        self.assertIn(b"3 choices were asked for, and 1 came", asked.err)
        asked = self.shown(RECORDED["three choices"].body)
        self.assertIn(b"1 choice was asked for, and 3 came", asked.err)


def small(text, **fields):
    """A chunk that contains only its token."""
    part = {"index": 0, "delta": {}, "logprobs": {"content": [{"token": text, "logprob": -0.1}]}}
    return {"choices": [{**part, **fields}]}


class Cuts(Asking):
    """The output does not depend on how the response is split on its way."""

    bodies = (stream(small("é\n"), small("🐈", finish_reason="stop")),
              stream(small("a"), small("b", finish_reason="stop"), end="\r\n"),
              samples.compact(samples.response({"message": {}, "logprobs": {"content": [
                  {"token": "🐈", "logprob": -0.1}]}})))

    def shown(self, pieces, chunked=True):
        asked = self.ask("hello", "-q", response=stream_response(pieces, chunked))
        self.assertEqual((asked.code, asked.err), (OK, b""), pieces)
        return asked.out

    def replayed(self, body):
        return program.run("-r", "-", "-q", stdin=body.encode()).out

    def check_cuts(self, body, stride):
        data, expected = body.encode(), self.replayed(body)
        cuts = range(1, len(data), stride * program.stride())
        with ThreadPoolExecutor(4) as pool:
            shown = pool.map(lambda at: self.shown([data[:at], data[at:]]), cuts)
            for at, out in zip(cuts, shown):
                self.assertEqual(out, expected, at)

    def test_two_pieces(self):
        self.check_cuts(self.bodies[0], 1)
        for body in self.bodies[1:]:
            self.check_cuts(body, 5)

    def test_bytes(self):
        for body in (*self.bodies, RECORDED["three choices by turns"].body):
            for chunked in (True, False):
                self.assertEqual(self.shown(bytewise(body), chunked), self.replayed(body))


if __name__ == "__main__":
    unittest.main()
