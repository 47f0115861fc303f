"""Somebody walks through an answer while it comes. The server holds the rest back meanwhile."""

import json
import select
import threading
import time
import unittest

import program
import samples
import scripted
from program import INTERRUPTED, OK, REFUSED, UNREACHED, UNUSABLE, USAGE
from samples import chunk, event, last_chunk, token
from scripted import hold, json_response, leave, status_response, stream_response
from test_ask import Asking, variables
from tmux import Tmux

TERM = {"TERM": "screen-256color"}
END = event(last_chunk()) + event("[DONE]")


def said(*words):
    """Events, one for each word."""
    return "".join(event(chunk([token(word, 0.9, ((word, 0.9), ("other", 0.05)))]))
                   for word in words)


class Walking(Asking):
    """A shell in a terminal that asks a scripted server, and tells how that ended."""

    def setUp(self):
        super().setUp()
        self.state = self.folder / "state"
        self.tmux = Tmux(100, 24)

    def open(self, server, *words, question=("why?",), **more):
        """Starts the program; the screen is left when it ends."""
        env = variables(server, XDG_STATE_HOME=str(self.state), **TERM, **more)
        self.tmux.__enter__()
        self.addCleanup(self.tmux.__exit__)
        self.tmux.start("-i", *words, *question, after='echo "status $?."', **env)

    def await_screen(self, *parts, without=()):
        """The first screen that has all of these, and none of those."""
        deadline = time.monotonic() + program.TIMEOUT
        while True:
            shown = "\n".join(self.tmux.screen())
            if all(part in shown for part in parts) and not any(no in shown for no in without):
                self.check_key(shown.encode())
                return shown
            self.assertLess(time.monotonic(), deadline, f"no {parts} in:\n{shown}")
            select.select([], [], [], 0.02)

    def press(self, keys, *parts, **more):
        self.tmux.keys(*keys.split(" "))
        return self.await_screen(*parts, **more)

    def leave(self, keys, code):
        """Leaves the screen; returns what is in the terminal then."""
        self.tmux.keys(*keys.split(" "))
        self.tmux.wait()
        shown = "\n".join(self.tmux.screen("-S", "-"))
        self.check_key(shown.encode())
        self.assertIn(f"status {code}.", shown)
        return shown


class Coming(Walking):
    def test_the_cursor_stays_while_tokens_come(self):
        first, second, third = (threading.Event() for _ in range(3))
        response = stream_response([first, said("One", " two", " three"), second,
                                    said(" four", " five"), third, said(" six"), END])
        with scripted.Server(response) as server:
            self.open(server, "-m", "modest", "--max-tokens", "77")
            self.await_screen("why?", "asking modest at 127.0.0.1, for 77 tokens at most")
            first.set()
            self.await_screen("One two three", "token 0 of 3", "still coming",
                              without=("asking",))
            self.press("Right", "token 1 of 3")
            self.press("y", "copied: “ two”")
            second.set()
            self.await_screen("One two three four five", "token 1 of 5")
            self.press("End", "token 4 of 5")
            third.set()
            self.await_screen("three four five six", "token 5 of 6", without=("still coming",))
            shown = self.leave("q", OK)
        self.assertIn("One two three four five six", shown)
        self.assertIn("more: logprobs --last", shown)

    def test_another_question_while_the_first_answer_comes(self):
        held = threading.Event()
        first = stream_response([said("One", " two"), held, said(" three"), END])
        with scripted.Server(first, stream_response([said("Other"), END])) as server:
            self.open(server)
            self.await_screen("One two", "still coming")
            self.press("a", "ask ")
            self.tmux.type("Who else?")
            self.press("Enter", "One two", "“Who else?”: “Other”")
            held.set()
            self.await_screen("One two three", "Who else?", without=("still coming",))
            self.assertIn("One two three", self.leave("q", OK))

    def test_a_move_ends_following(self):
        gate = threading.Event()
        response = stream_response([said("One", " two"), gate, said(" three"), END])
        with scripted.Server(response) as server:
            self.open(server)
            self.await_screen("token 0 of 2")
            self.press("End", "token 1 of 2")
            self.press("Left", "token 0 of 2")
            gate.set()
            self.await_screen("token 0 of 3")
            self.leave("q", OK)

    def test_the_same_is_kept_as_without_it(self):
        kept = str(self.folder / "kept.sse")
        with scripted.Server(stream_response([said("One", " two"), END])) as server:
            self.open(server, "--save", kept)
            self.await_screen("token 0 of 2", without=("still coming",))
            self.leave("q", OK)
        for words in (("-r", kept), ("--last",)):
            shown = program.run(*words, "-f", "json", env={"XDG_STATE_HOME": str(self.state)})
            answer = json.loads(shown.out)
            self.assertEqual((answer["error"], answer["question"]), (None, "why?"))

    def test_the_only_model(self):
        models, answers = threading.Event(), threading.Event()
        names = json.dumps({"object": "list", "data": [{"id": "only"}]})
        head = scripted.head(200, [("Content-Type", "application/json"),
                                   ("Connection", "close")])
        with scripted.Server(scripted.raw_response(head, models, names),
                             stream_response([answers, said("One"), END])) as server:
            self.open(server, OPENAI_MODEL="")
            self.await_screen("asking 127.0.0.1")
            models.set()
            self.await_screen("asking only at 127.0.0.1")
            answers.set()
            self.await_screen("token 0 of 1", without=("still coming",))
            self.assertIn("its only model is asked: only", self.leave("q", OK))

    def test_gates_count(self):
        with scripted.Server(stream_response([said("One"), END])) as server:
            self.open(server, "--fail-on", "low", "--low", "0.99")
            self.await_screen("token 0 of 1", without=("still coming",))
            self.leave("q", 3)

    def test_an_answer_that_comes_at_once(self):
        with scripted.Server(json_response(samples.answer("One", " two"))) as server:
            self.open(server, "--no-stream")
            self.await_screen("token 0 of 2")
            self.leave("q", OK)

    def test_choices_that_come_out_of_order(self):
        gate = threading.Event()
        words = (event(chunk([token(word)], 1)) for word in ("late", " as", " ever"))
        response = stream_response(["".join(words), gate, event(chunk([token("first")], 0)),
                                    event(last_chunk(0)), event(last_chunk(1)), event("[DONE]")])
        with scripted.Server(response) as server:
            self.open(server, "-n", "2")
            self.await_screen("token 0 of 3")
            self.press("Right", "token 1 of 3")
            gate.set()
            self.await_screen("late as ever", "token 1 of 3", without=("still coming",))
            self.press("[", "first", "token 0 of 1")
            self.leave("q", OK)


class Stopping(Walking):
    def test_what_came_stays(self):
        kept = self.folder / "kept.sse"
        for keys in ("Escape", "C-c"):
            with self.subTest(keys), scripted.Server(
                    stream_response([said("One", " two"), hold])) as server:
                self.tmux = Tmux(100, 24)
                self.open(server, "--save", str(kept))
                self.await_screen("still coming")
                self.press(keys, "cut off", "is kept in", without=("still coming",))
                self.press("Right", "token 1 of 2")
                shown = self.leave("q", INTERRUPTED)
            self.assertIn("One two", shown)
            self.assertFalse(kept.exists())
            self.assertIn(b"One", (self.folder / "kept.sse.partial").read_bytes())

    def test_before_anything_comes(self):
        with scripted.Server(hold) as server:
            self.open(server)
            self.await_screen("asking gpt-4o at 127.0.0.1")
            self.press("Escape", "stopped")
            self.leave("C-c", INTERRUPTED)
            self.assertEqual(len(server.requests), 1)

    def test_leaving_stops_it_too(self):
        with scripted.Server(stream_response([said("One", " two"), hold])) as server:
            self.open(server)
            self.await_screen("token 0 of 2")
            self.assertIn("One two", self.leave("q", INTERRUPTED))

    def test_words_that_are_sought_are_given_up_first(self):
        gate = threading.Event()
        with scripted.Server(stream_response([said("One", " two"), gate, END])) as server:
            self.open(server)
            self.await_screen("token 0 of 2")
            self.press("/ t w o Enter", "match 1 of 1")
            self.press("Escape", "no clue")
            gate.set()
            self.await_screen("two", without=("still coming",))
            self.leave("q", OK)


class Failing(Walking):
    def test_a_refused_key(self):
        error = {"error": {"message": "Incorrect API key provided", "code": "invalid_api_key"}}
        with scripted.Server(json_response(error, 401)) as server:
            self.open(server, "--retries=0")
            self.await_screen("why?", "the server refused: Incorrect API key provided")
            self.press("Right", "the server refused")
            shown = self.leave("q", REFUSED)
            self.assertIn(f"logprobs: {server.base_url}/chat/completions: the server refused",
                          shown.replace("\n", ""))

    def test_nothing_acts_on_the_terminal(self):
        text = "\x1b[2J\x1b]0;title\x07\u202e no"
        with scripted.Server(json_response({"error": {"message": text}}, 400)) as server:
            self.open(server, "--retries=0")
            shown = self.await_screen("why?", "no clue", "\\x1b[2J")
            self.assertIn("\\u{202e} no", shown)
            self.leave("q", REFUSED)

    def test_no_logprobs(self):
        event_without = event(chunk(delta={"content": "One two"}))
        with scripted.Server(stream_response([event_without, END])) as server:
            self.open(server)
            self.await_screen("One two", "came without logprobs")
            self.leave("q", UNUSABLE)

    def test_a_retry(self):
        with scripted.Server(status_response(503, [("Retry-After", "0")]),
                             stream_response([said("One"), END])) as server:
            self.open(server)
            self.await_screen("token 0 of 1", without=("still coming",))
            self.assertIn("retry 1 of 2 in", self.leave("q", OK))

    def test_a_wait_for_a_retry_is_stopped(self):
        with scripted.Server(status_response(503, [("Retry-After", "60")])) as server:
            self.open(server)
            self.await_screen("retry 1 of 2 in", "· retry in")
            self.press("Escape", "stopped")
            self.leave("q", INTERRUPTED)
            self.assertEqual(len(server.requests), 1)

    def test_cut_off(self):
        with scripted.Server(stream_response([said("One", " two"), leave])) as server:
            self.open(server)
            self.await_screen("One two", "cut off", "the answer broke off")
            self.press("Right", "token 1 of 2")
            self.assertIn("broke off", self.leave("q", UNUSABLE))

    def test_nobody_is_there(self):
        with scripted.Server(hold) as server:
            pass
        self.open(server, "--retries=0")
        self.await_screen("nothing listens on 127.0.0.1")
        self.leave("q", UNREACHED)

    def test_too_slow(self):
        with scripted.Server(stream_response([said("One"), hold])) as server:
            self.open(server, "--timeout", "0.3")
            self.await_screen("One", "nothing came for 0.3 s")
            self.leave("q", UNUSABLE)

    def test_messages_do_not_reach_the_screen(self):
        """They would be written across it."""
        with scripted.Server(stream_response([said("One"), END])) as server:
            self.open(server, "-n", "2")
            shown = self.await_screen("warning: 2 choices were asked for, and 1 came")
            self.assertNotIn("logprobs: ", shown)
            self.assertIn("logprobs: ", self.leave("q", OK))


class Typing(Walking):
    def open_typing(self, server, *words, **more):
        self.open(server, *words, question=(), **more)
        self.await_screen("Ask:", "asks gpt-4o at 127.0.0.1")

    def test_a_question_is_typed(self):
        with scripted.Server(stream_response([said("One"), END])) as server:
            self.open_typing(server)
            self.tmux.type("Whi")
            self.await_screen("Ask: Whi")
            self.press("BSpace y ?", "Ask: Why?")
            self.press("Enter", "token 0 of 1", "Why?")
            self.leave("q", OK)
            self.assertEqual(server.requests[0].json()["messages"][-1]["content"], "Why?")

    def test_a_paste_of_several_lines_is_one_question(self):
        with scripted.Server(stream_response([said("One"), END])) as server:
            self.open_typing(server)
            self.tmux.tell("set-buffer", "one\ntwo\n\tthree\n")
            self.tmux.tell("paste-buffer", "-p")
            self.await_screen("three")
            self.assertEqual(server.requests, [])
            self.press("Enter", "token 0 of 1")
            self.leave("q", OK)
            self.assertEqual(server.requests[0].json()["messages"][-1]["content"],
                             "one\ntwo\n\tthree")

    def test_a_word_that_means_something_on_a_command_line(self):
        for word in ("-", "--help", "poland.json"):
            with self.subTest(word), scripted.Server(
                    stream_response([said("One"), END])) as server:
                self.tmux = Tmux(100, 24)
                self.open_typing(server)
                self.tmux.type(word + "\r")
                self.await_screen("token 0 of 1")
                self.leave("q", OK)
                self.assertEqual(server.requests[0].json()["messages"][-1]["content"], word)

    def test_it_is_given_up(self):
        for keys, code in (("C-c", INTERRUPTED), ("Escape", USAGE), ("Enter", USAGE),
                           ("C-d", USAGE), ("x Escape", USAGE)):
            with self.subTest(keys), scripted.Server(hold) as server:
                self.tmux = Tmux(100, 24)
                self.open_typing(server)
                shown = self.leave(keys, code)
                self.assertEqual("the question is empty" in shown, code == USAGE)
                self.assertEqual(server.connections, 0)

    def test_nobody_types_in_vain(self):
        """What is wrong elsewhere is said before."""
        with scripted.Server(hold) as server:
            self.open(server, "--system-file", str(self.folder / "none"), question=())
            self.tmux.wait()
            self.assertIn("--system-file", "\n".join(self.tmux.screen()))

    def test_by_lines(self):
        with scripted.Server(stream_response([said("One"), END])) as server:
            env = variables(server, **TERM)
            with Tmux(100, 24) as self.tmux:
                self.tmux.start("--explore=lines", **env)
                self.await_screen("Ask:")
                self.tmux.type("Why?\r")
                self.await_screen("0 of 1, One")
                self.tmux.type("q\r")
                self.tmux.wait()
            self.assertEqual(server.requests[0].json()["messages"][-1]["content"], "Why?")


if __name__ == "__main__":
    unittest.main()
