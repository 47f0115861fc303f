"""The values that gates accept and refuse, gates on live answers, and the help on gates."""

import json
import os
import unittest

import program
import safe
import samples
import scripted
from gates import CLUES, OPTIONS, SURE, TRIPPED, unsure
from program import OK, REFUSED, UNREACHED, UNUSABLE, USAGE
from responses import response_of
from samples import chunk, last_chunk, token
from scripted import json_response, status_response, stream_response
from test_ask import Asking, variables

FRACTIONS = ("1.5", "-0.1", "nan", "-nan", "inf", "-inf", "", " ", "x", "1e999", "0.5x", "50%",
             "0,5", "1.0000000000000002", "-1e-300", "0.5 ")
BAD = {
    "--fail-on": ("", ",", "low,", ",low", "low,,not-top", "high", "LOW", "nottop", "not_top",
                  "low not-top", "low, ", " ", "all", "none", "low,high", "\x1b[2J"),
    "--min-probability": FRACTIONS, "--low": FRACTIONS, "--ambiguous": FRACTIONS,
    "--max-perplexity": ("nan", "inf", "-inf", "", " ", "-1", "-0.1", "x", "1e999", "2x"),
    "--bands": ("", "0.9", "0.9,0.7,0.5", "0.9,0.7,0.5,0.3,0.1", "0.3,0.5,0.7,0.9",
                "0.9,0.7,0.75,0.3", "nan,0.7,0.5,0.3", "0.9,0.7,0.5,nan", "0.9,,0.5,0.3",
                "inf,0.7,0.5,0.3", "1.1,0.7,0.5,0.3", "0.9,0.7,0.5,-0.1", "0.9,0.7,0.5,0.3,")}
GOOD = {"--min-probability": ("0", "1", "0.0", ".5", "5e-1", "1e-300"),
        "--max-perplexity": ("1", "1.0", "2e3", "1e308"), "--fail-on": ("low", "low,low", " low", "low, low")}


def spelled(values):
    """Each option with each of its values, as one word and as two: (option, words)."""
    return [(option, words) for option, several in values.items() for value in several
            for words in ([f"{option}={value}"], [option, value])]


class Values(Asking):
    """An invalid value gives exit status 2, before anything is read or asked."""

    def check_bad(self, result, option):
        self.assert_sentence(result, USAGE, option)
        self.assertEqual(result.out, b"")
        self.assertEqual(safe.dangers(result.err, colors=False), [])

    def test_replaying(self):
        answer = self.file("answer", response_of(SURE))
        for option, words in spelled(BAD):
            with self.subTest(words):
                self.check_bad(program.run("-r", answer, *words), option)

    def test_nothing_is_asked_with_a_bad_value(self):
        with scripted.Server(status_response(500)) as server:
            for option, words in spelled(BAD)[::2]:
                with self.subTest(words):
                    self.check_bad(program.run("hello", *words, env=variables(server)), option)
        self.assertEqual(server.connections, 0)

    def test_no_value(self):
        answer = self.file("answer", response_of(SURE))
        for option in OPTIONS[:3]:
            self.assert_sentence(program.run("-r", answer, option), USAGE, option)
        self.assert_sentence(program.run("-r", answer, "--strict=yes"), USAGE, "--strict")

    def test_a_bad_value_leaves_the_file_alone(self):
        target = self.file("out", "before")
        result = program.run("-r", str(program.EXAMPLES / "poland.json"), "-o", target,
                             "--fail-on=high")
        self.assert_sentence(result, USAGE, "--fail-on")
        self.assertEqual((self.folder / "out").read_text(), "before")

    def test_good_values(self):
        answer = self.file("answer", response_of(token("a", logprob=0)))
        for _, words in spelled(GOOD):
            self.assertEqual(program.run("-r", answer, "-q", *words), (OK, b"a\n", b""), words)


class Live(Asking):
    TOKENS = (SURE, unsure(" hm"))
    STREAM = samples.stream(*[chunk([entry]) for entry in TOKENS], last_chunk())
    RESPONSES = (((), stream_response(STREAM.splitlines(keepends=True))),
                 (("--no-stream",), json_response(json.loads(response_of(*TOKENS)))))

    def test_a_gate_trips(self):
        for words, response in self.RESPONSES:
            for gate in ("--fail-on=low", "--min-probability=0.5", "--max-perplexity=1.5"):
                asked = self.ask("hello", "-q", gate, *words, response=response)
                self.assert_sentence(asked, TRIPPED, "token 1 “ hm”", gate.split("=")[0])
                self.assertEqual((asked.out, len(asked.requests)), (b" sure hm\n", 1))

    def test_the_source_is_shown_without_its_query(self):
        with scripted.Server(self.RESPONSES[0][1]) as server:
            result = program.run("hello", "-q", "--fail-on=low", env=variables(
                server, OPENAI_BASE_URL=server.base_url + "?version=1"))
        self.assert_sentence(result, TRIPPED, f"logprobs: {server.base_url}/chat/completions: ")
        self.assertNotIn(b"version", result.err)

    def test_a_gate_passes(self):
        for words, response in self.RESPONSES:
            asked = self.ask("hello", "-q", "--fail-on=not-top", *words, response=response)
            self.assert_silent(asked)

    def test_the_answer_is_painted(self):
        for words, response in self.RESPONSES:
            shown = {self.ask("hello", "--color=always", *words, *gate, response=response).out
                     for gate in ((), ("--fail-on=low",))}
            self.assertEqual(len(shown), 1)

    def test_the_response_is_kept_whole(self):
        target = self.folder / "kept"
        for words, response in self.RESPONSES:
            asked = self.ask("hello", "-q", "--fail-on=low", "--save", str(target), *words,
                             response=response)
            self.assert_sentence(asked, TRIPPED)
            self.assertEqual(os.listdir(self.folder), ["kept"])
            replayed = program.run("-r", str(target), "-q", "--fail-on=low")
            self.assertEqual((replayed.code, replayed.out), (TRIPPED, asked.out))
            target.unlink()

    def test_nothing_to_judge(self):
        target = self.folder / "kept"
        response = json_response(samples.answer("Hello"))
        asked = self.ask("hello", "-q", "-k0", "--fail-on=ambiguous", "--save", str(target),
                         response=response)
        self.assert_sentence(asked, UNUSABLE, "--fail-on ambiguous", "--top-logprobs")
        self.assertEqual((asked.out, os.listdir(self.folder)), (b"Hello\n", ["kept"]))

    def test_a_failed_request_keeps_its_exit_status(self):
        for response, code in ((json_response({"error": {"message": "no"}}, 400), REFUSED),
                               (status_response(503), UNREACHED),
                               (stream_response([self.STREAM.split("\n\n")[1] + "\n\n"]),
                                UNUSABLE)):
            asked = self.ask("hello", "-q", "--fail-on=low", response=response)
            self.assert_sentence(asked, code)
            self.assertNotIn(b"--fail-on", asked.err)

    def test_a_dry_run_has_nothing_to_judge(self):
        asked = self.ask("hello", "--dry-run", "--fail-on=low")
        self.assertEqual((asked.code, asked.err, asked.connections), (OK, b"", 0))

    def test_gates_are_not_sent(self):
        bodies = [self.ask("hello", "-q", *words).body
                  for words in ((), ("--fail-on=low", "--min-probability=0.1", "--strict"))]
        self.assertEqual(*bodies)


class Help(program.ProgramTest):
    def test_options_and_exit_status(self):
        shown = program.run("--help").out.decode()
        for option in OPTIONS:
            self.assertRegex(shown, rf"(?m)^ +{option}\b")
        self.assertRegex(shown, r"(?m)^ +3  .*gate")
        self.assertIn("1, 6, 5, 4, 3", shown)
        for clue in CLUES:
            self.assertIn(clue, shown)


if __name__ == "__main__":
    unittest.main()
