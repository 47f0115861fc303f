"""Mistakes that people make in their first minutes, and the sentence that each gets."""

import json
import os
import re
import socket
import unittest
from pathlib import Path

import program
import samples
import scripted
import test_pty
from program import FAILED, OK, REFUSED, UNREACHED, UNUSABLE, USAGE
from scripted import body_response, json_response
from test_ask import ANSWER, KEY, STREAM, Asking, variables

UNKNOWN = "unknown option “{}”; did you mean {}?"

# The words, the exit status, and what the only line on standard error says.
OFFLINE = [
    # What other tools call it.
    (("--json", "hi"), USAGE, UNKNOWN.format("--json", "-f json")),
    (("-r", "poland.json", "--no-color"), USAGE, UNKNOWN.format("--no-color", "--color never")),
    (("-V",), USAGE, UNKNOWN.format("-V", "--version")),
    (("--temp", "0.2", "hi"), USAGE, UNKNOWN.format("--temp", "--temperature")),
    (("--max_tokens", "5", "hi"), USAGE, UNKNOWN.format("--max_tokens", "--max-tokens")),
    (("--max_tokens=5", "hi"), USAGE, UNKNOWN.format("--max_tokens", "--max-tokens")),
    (("--url", "http://localhost:8080", "hi"), USAGE, UNKNOWN.format("--url", "--base-url")),
    (("--raw", "hi"), USAGE, UNKNOWN.format("--raw", "-f plain")),
    (("--api-key", "sk-1", "hi"), USAGE,
     "unknown option “--api-key”: no option takes the key itself, because ps would show it: put it "
     "into OPENAI_API_KEY, or name a file (--api-key-file) or another variable (--api-key-env)"),
    (("--stream", "hi"), USAGE, "unknown option “--stream”: an answer is streamed unless "
                                "--no-stream asks for all of it at once"),
    # A slip of the finger.
    (("--tempreature", "0.2", "hi"), USAGE, UNKNOWN.format("--tempreature", "--temperature")),
    (("-r", "poland.json", "--formt", "json"), USAGE, UNKNOWN.format("--formt", "--format")),
    (("-max-tokens", "5", "hi"), USAGE, UNKNOWN.format("-max-tokens", "--max-tokens")),
    (("--frobnicate", "hi"), USAGE, "unknown option “--frobnicate”; see logprobs --help"),
    # A question that begins with a dash.
    (("-- starts a comment in which language?",), USAGE,
     "unknown option “-- starts a comment in which language?” (put -- before a question whose words "
     "begin with a dash); see logprobs --help"),
    # Files.
    (("-r",), USAGE,
     "--replay needs the name of a file, or - for standard input; see logprobs --help"),
    (("-r", "."), FAILED, ".: is a directory; name the files in it"),
    (("-r", "poland.json", "--from", "gemini"), UNUSABLE,
     "poland.json: this is openai-chat, not gemini; leave out --from"),
    (("-r", "poland-stream.sse", "--from", "tgi"), UNUSABLE,
     "poland-stream.sse: this is openai-chat, not tgi; leave out --from"),
    # A saved response instead of a question.
    (("poland.json",), USAGE,
     "“poland.json” is a file: -r poland.json shows the responses in it, \"Explain:\" - < poland.json "
     "asks about its text (after -- the word itself is asked)"),
    ((json.dumps(samples.answer("Hi")),), USAGE,
     "this looks like a saved response; -r - shows it, \"Explain:\" - asks about it (after -- it is "
     "asked as it is)"),
    # No key.
    (("hi",), USAGE,
     "api.openai.com needs a key: set OPENAI_API_KEY, or name a file with --api-key-file; or ask a "
     "server of your own (--base-url http://127.0.0.1:8080/v1); or look at a saved answer, offline: "
     "logprobs -r {example}"),
    # Values.
    (("-q", "-r", "poland.json", "--fail-on", "low, ambiguous"), OK, ""),
    (("-q", "-r", "poland.json", "--bands", "0.9, 0.7, 0.5, 0.3"), OK, ""),
    (("--fail-on", "low,", "ambiguous", "hi"), USAGE,
     "--fail-on: “low,” ends with a comma; a list with spaces needs quotes; see logprobs --help"),
]




def refusal(status, message, code=None):
    return json_response({"error": {"message": message, "code": code}}, status)


def no_logprobs():
    whole = samples.answer("Hi")
    whole["choices"][0]["logprobs"] = None
    return json_response(whole)


def listed(*names):
    return json_response({"object": "list", "data": [{"id": name} for name in names]})


MANY = [f"org/model-{number}" for number in range(300)]
MISSING = refusal(404, "The model `gpt-4o` does not exist", "model_not_found")
NO_MODEL = "the server refused: The model `gpt-4o` does not exist (model_not_found, status 404); "

# The words, the server's responses, the exit status, and the end of the line on standard error: what
# follows the URL, or begins with a semicolon.
ASKING = [
    ((), [refusal(404, "no such page")], REFUSED,
     "the server refused: no such page (status 404); check --base-url and --model"),
    (("--base-url", "{root}"), [refusal(404, "no such page")], REFUSED,
     "the server refused: no such page (status 404); did you mean --base-url {root}/v1?"),
    (("--base-url", "https{bare}"), [], UNREACHED, "; is it http{bare}?"),
    ((), [body_response("Client sent an HTTP request to an HTTPS server.", 400)], REFUSED,
     "the server refused: Client sent an HTTP request to an HTTPS server. (status 400); is it "
     "https{bare}?"),
    # Advice that fits.
    ((), [refusal(400, "logprobs is not supported with tools + stream")], REFUSED,
     "the server refused: logprobs is not supported with tools + stream (status 400); ask for the "
     "whole answer at once (--no-stream)"),
    (("--no-stream",), [refusal(400, "logprobs is not supported with tools + stream")], REFUSED,
     "the server refused: logprobs is not supported with tools + stream (status 400); choose a model "
     "that gives logprobs (--model), gpt-4o for example"),
    (("-k0",), [no_logprobs()], UNUSABLE,
     "the answer came without logprobs, although they were asked for; some servers give them only "
     "with alternatives: try -k 1"),
    (("-k0",), [refusal(400, "top_logprobs must be at least 1")], REFUSED,
     "the server refused: top_logprobs must be at least 1 (status 400); ask for an alternative (-k 1)"),
    ((), [refusal(400, "because of this", 400)], REFUSED,
     "the server refused: because of this (status 400)"),
    # Models.
    ((), [MISSING, listed("tiny")], REFUSED, NO_MODEL + "it has tiny"),
    ((), [MISSING, listed("a", "b", "c", "d", "e")], REFUSED, NO_MODEL + "it has a, b, c, d, e"),
    (("-m", "model-29"), [refusal(400, "model-29 is not a valid model ID"), listed(*MANY)], REFUSED,
     "the server refused: model-29 is not a valid model ID (status 400); it has 300 models, among "
     "them org/model-29, org/model-290, org/model-291, org/model-292, org/model-293 (-m help lists them)"),
    (("-m", "Org/Model-2988"), [refusal(404, "model not found"), listed(*MANY)], REFUSED,
     "the server refused: model not found (status 404); it has 300 models, among them org/model-288, "
     "org/model-298, org/model-28, org/model-29, org/model-88 (-m help lists them)"),
    ((), [MISSING, listed()], REFUSED, NO_MODEL + "check --base-url and --model"),
    ((), [MISSING, refusal(500, "no")], REFUSED, NO_MODEL + "check --base-url and --model"),
]


class Offline(program.ProgramTest):
    def example(self):
        """The example's name as it can be typed there, if the program is in the project's folder."""
        inside = program.ROOT in Path(program.path()).parents
        return "poland-long.json" if inside else "examples/poland-long.json"

    def test_each_has_its_sentence(self):
        for words, code, sentence in OFFLINE:
            with self.subTest(words):
                result = program.run(*words, cwd=program.EXAMPLES)
                said = "logprobs: " + sentence.replace("{example}", self.example()) + "\n"
                if not sentence:
                    said = ""
                self.assertEqual((result.code, result.err.decode()), (code, said))


class Plain(scripted.Server):
    """A server without TLS, to which a TLS client says nothing that makes sense."""

    class connection(scripted.Connection):
        def read_request(self):
            self.write(scripted.head(400, []))
            raise scripted.Gone


class Live(Asking):
    def test_each_has_its_sentence(self):
        for words, responses, code, sentence in ASKING:
            kind = scripted.Server if responses else Plain
            with self.subTest(sentence), kind(*responses) as server:
                bare = server.base_url.removeprefix("http")
                fill = {"{root}": server.base_url.removesuffix("/v1"), "{bare}": bare}
                given = [replaced(word, fill) for word in words]
                result = program.run("hello", *given, env=variables(server))
                self.check_key(result.out, result.err)
                said = result.err.decode()
                self.assertEqual(result.code, code, said)
                self.assertRegex(said, r"\Alogprobs: https?://127[^\n]+\n\Z")
                place = "" if sentence.startswith(";") else "/chat/completions: "
                expected = f"{place}{replaced(sentence, fill)}\n"
                self.assertEqual(said[-len(expected):], expected)

    def test_nothing_listens(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            place = f"127.0.0.1:{taken.getsockname()[1]}"
            for words in ((), ("--retries=5",), ("-m", "help")):
                result = program.run("hello", "--base-url", f"http://{place}/v1", *words)
                self.assert_sentence(result, UNREACHED,
                                     f": nothing listens on {place}; is the server started?\n")

    def test_a_heading_of_a_live_answer_has_no_line(self):
        two = samples.response(*(samples.choice([samples.token("a")], index) for index in (0, 1)))
        asked = self.ask("hello", "-n2", "--no-stream", response=json_response(two))
        self.assertRegex(asked.out.decode(), r"(?m)^answer 2 of 2$")


class Models(Asking):
    """GET /models: for a list, for a model that is missing, and for one that nobody named."""
    unnamed = {"OPENAI_MODEL": ""}

    def test_help_lists_them(self):
        asked = self.ask("-m", "help", response=listed("b", "a\n\x1b[2J", "c"))
        self.assert_silent(asked)
        self.assertEqual(asked.out, b"b\na\\n\\x1b[2J\nc\n")
        self.assertEqual((asked.request.method, asked.request.target), ("GET", "/v1/models"))
        self.assertEqual(asked.request.header("Authorization"), "Bearer " + KEY)
        self.assertEqual(asked.request.body, b"")

    def test_lists_of_other_forms(self):
        for value in ({"models": [{"name": "a"}]}, [{"id": "a"}, {}, 5], {"data": [{"id": "a"}, "x"]}):
            self.assertEqual(self.ask("-m", "help", response=json_response(value)).out, b"a\n")

    def test_no_list(self):
        for response, code, says in (
                (json_response({}), UNUSABLE, "the response is no list of models; check --base-url"),
                (body_response("[" * 99999), UNUSABLE, "no list"),
                (refusal(401, "who are you?"), REFUSED, "who are you? (status 401); check the key"),
                (refusal(503, "busy"), UNREACHED, "busy (status 503)"),
                (scripted.redirect_response("http://127.0.0.1:1/"), REFUSED, "not followed"),
                (scripted.raw_response(scripted.leave), UNREACHED, "Empty reply")):
            asked = self.ask("-m", "help", response=response)
            self.assert_sentence(asked, code, says)
            self.assertEqual((asked.out, len(asked.requests)), (b"", 1))

    def test_a_dry_run_sends_nothing(self):
        asked = self.ask("-m", "help", "--dry-run", "-H", "X-A: 1")
        self.assert_silent(asked)
        self.assertRegex(asked.out.decode(),
                         r"\AGET http://[\d.:]+/v1/models\nAccept: [^\n]+\nUser-Agent: [^\n]+\n"
                         r"Authorization: Bearer \[redacted\]\nX-A: 1\n\Z")
        asked = self.ask("hello", "--dry-run", env=self.unnamed)
        self.assertEqual((asked.code, asked.connections), (OK, 0))
        self.assertIn(b'{"model":"gpt-4o"', asked.out)

    def test_a_missing_model_is_looked_up_once(self):
        asked = self.ask_again("hello", responses=[MISSING, listed("tiny")])
        self.assertEqual([request.method for request in asked.requests], ["POST", "GET"])
        asked = self.ask_again("hello", env=self.unnamed,
                               responses=[listed("tiny", "large"), MISSING])
        self.assertEqual([request.method for request in asked.requests], ["GET", "POST"])
        self.assertIn(b"; it has tiny, large\n", asked.err)

    def test_the_key_is_redacted_in_the_list(self):
        for words in (("-m", "help"), ("hello",)):
            asked = self.ask_again(*words, responses=[listed(KEY, "b")] if "help" in words
                                   else [MISSING, listed(KEY, "b")])
            self.assertIn(b"[redacted]", asked.out + asked.err)

    def test_the_only_model_is_asked(self):
        asked = self.ask_again("hello", env=self.unnamed, responses=[listed("tiny"), STREAM])
        self.assertEqual(asked.code, OK)
        self.assertEqual(asked.requests[1].json()["model"], "tiny")
        self.assertRegex(asked.err.decode(), r"\Alogprobs: http://[\d.:]+/v1: its only model is asked: "
                                             r"tiny \(-m names another\)\n\Z")
        quiet = self.ask_again("hello", "-q", env=self.unnamed, responses=[listed("tiny"), STREAM])
        self.assert_silent(quiet)
        self.assertEqual(quiet.requests[1].json()["model"], "tiny")

    def test_else_the_default_is_asked(self):
        for first in (listed("tiny", "large"), listed(), refusal(404, "no"), body_response("no"),
                      scripted.raw_response(scripted.leave)):
            asked = self.ask_again("hello", env=self.unnamed, responses=[first, STREAM])
            self.assert_silent(asked)
            self.assertEqual(asked.requests[1].json()["model"], "gpt-4o")

    def test_a_named_model_is_asked_at_once(self):
        for words, env in ((("-m", "x"), self.unnamed), ((), {"OPENAI_MODEL": "x"}),
                           ((), {**self.unnamed, "LOGPROBS_MODEL": "x"}),
                           (("--param", 'model="x"'), self.unnamed)):
            self.assertEqual(self.ask("hello", *words, env=env).body["model"], "x")


class NoArguments(program.ProgramTest):
    def at_terminal(self, *words):
        ours, theirs = test_pty.open_terminal(80)
        self.addCleanup(os.close, ours)
        self.addCleanup(os.close, theirs)
        out, err = self.start(*words, stdin=theirs).communicate(timeout=program.TIMEOUT)
        self.assertEqual(out, b"")
        return err.decode()

    def test_ten_lines_say_what_to_do_first(self):
        for words in ((), ("-q",), ("-k", "3")):
            lines = self.at_terminal(*words).splitlines()
            self.assertEqual(len(lines), 10)
            for part in ("logprobs - see how sure", "logprobs -r ", "OPENAI_API_KEY", "--base-url",
                         "logprobs --help"):
                self.assertIn(part, "\n".join(lines))

    def test_the_example_is_there(self):
        example = re.search(r"logprobs -r (\S+)", self.at_terminal())[1]
        if program.ROOT in Path(program.path()).parents:
            self.assertEqual(program.run("-r", example, "-f", "plain").code, OK)


def replaced(text, values):
    for name, value in values.items():
        text = text.replace(name, value)
    return text


if __name__ == "__main__":
    unittest.main()
