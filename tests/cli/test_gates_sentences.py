"""The messages, views and exit status of a run with gates."""

import json
import os
import signal
import subprocess
import unittest

import program
import safe
import samples
import test_hostile
from gates import OF_CLUE, SURE, TRIPPED, Gates, unsure
from program import FAILED, INTERRUPTED, OK, REFUSED, TERMINATED, UNUSABLE
from responses import answer_of, response_of, responses_of
from samples import token


class Sentence(Gates):
    """A tripped gate is reported once, and the message says where to look."""

    def test_an_example(self):
        result = program.run("-r", "poland-long.json", "--min-probability=0.08",
                             cwd=program.EXAMPLES)
        self.assert_sentence(result, TRIPPED, "poland-long.json", "token 26 “ lesson”",
                             "--min-probability 0.08")

    def test_the_source_is_named(self):
        """A file, a line of it, or standard input."""
        name = self.file("one.json", response_of(unsure()))
        lines = self.file("many.jsonl", samples.lines(samples.answer("a"), {}, answer_of(unsure())))
        result = program.run("-r", name, "--fail-on=low")
        self.assert_sentence(result, TRIPPED, name + ":1: ")
        result = program.run("-r", lines, "--fail-on=low")
        self.assertIn(f"logprobs: {lines}:3: token 0 “unsure”", result.err.decode())
        result = program.run("-r", "-", "--fail-on=low", stdin=response_of(unsure()).encode())
        self.assert_sentence(result, TRIPPED, "standard input")

    def test_with_and_without_quiet(self):
        name = self.file("one.json", response_of(unsure()))
        said = {program.run("-r", name, "--fail-on=low", *words).err
                for words in ((), ("-q",), ("--no-legend",), ("-f", "json"), ("--color=always",))}
        self.assertEqual(len(said), 1)

    def test_warnings_are_printed_too(self):
        answer = self.file("answer", response_of(SURE, token(" floor", logprob=-9999.0)))
        result = program.run("-r", answer, "--fail-on=low")
        lines = result.err.decode().splitlines()
        self.assertEqual(["--fail-on" in line for line in lines], [False, True])
        self.assertIn("warning", lines[0])

    def test_the_first_token_that_trips_is_named(self):
        tokens = [SURE, token(" half", 0.5), OF_CLUE["ambiguous"], OF_CLUE["low"]]
        for words, index in ((["--fail-on=low"], 3), (["--fail-on=low,ambiguous"], 2),
                             (["--fail-on=low", "--min-probability=0.6"], 1),
                             (["--fail-on=ambiguous", "--min-probability=0.1"], 2)):
            text = tokens[index]["token"]
            self.assert_trips(response_of(*tokens), *words, says=[f"token {index} “{text}”"])

    def test_perplexity_names_a_token_too(self):
        self.assert_trips(response_of(SURE, unsure(" x", 0.01), SURE), "--max-perplexity=2",
                          says=["token 1 “ x”", "--max-perplexity 2"])

    def test_further_responses(self):
        for count, end in ((2, "; 1 more response tripped a gate\n"),
                           (3, "; 2 more responses tripped a gate\n"),
                           (12, "; 11 more responses tripped a gate\n")):
            for others in ([[SURE]], [[SURE]] * 3):
                content = responses_of(*others, *[[unsure()]] * count, *others)
                said = self.assert_trips(content, "--fail-on=low",
                                         says=[f"answer:{len(others) + 1}: "])
                self.assertTrue(said.endswith(end), said)

    def test_further_tokens_and_choices_are_of_the_same_response(self):
        choices = samples.response(*(samples.choice([unsure()], i) for i in range(3)))
        for content in (response_of(unsure(), unsure()), json.dumps(choices)):
            said = self.assert_trips(content, "--fail-on=low")
            self.assertNotIn("more response", said)

    def test_further_files(self):
        names = [self.file(name, response_of(unsure())) for name in ("one", "two", "three")]
        good = self.file("good", response_of(SURE))
        result = program.run("-r", good, *names, "--fail-on=low")
        self.assert_sentence(result, TRIPPED, f"{names[0]}:1: ", "; 2 more responses tripped")

    def check_harmless(self, content, *words):
        result = self.judge(content, *words)
        self.assert_sentence(result, TRIPPED)
        self.assertEqual(safe.dangers(result.err, colors=False), [])

    def test_hostile_tokens(self):
        texts = (*test_hostile.SEQUENCES, test_hostile.ALL, "\n", "\r\n", "”", "\0", "a" * 9999)
        for text in texts:
            alike = (("x" + text, 0.4), (text, 0.39))
            content = response_of(token("x" + text, 0.39, alike), token(text, 0.39, alike))
            for gate in ("--fail-on=not-top", "--fail-on=ambiguous", "--min-probability=.5",
                         "--max-perplexity=1"):
                self.check_harmless(content, gate, "--strict")
        self.check_harmless(response_of(samples.raw_token(b"\x9b2J\xff", 0.05)), "--fail-on=low")

    def test_a_token_is_made_visible(self):
        for text, shown in (("\n\n", "\\n\\n"), ("\x1b[2J", "\\x1b[2J"), ("\u202e", "\\u{202e}"),
                            (" lesson", " lesson"), ("🐈", "🐈"), ("é", "é"), (" ", " ")):
            self.assert_trips(response_of(unsure(text)), "--fail-on=low", "--strict",
                              says=[f"token 0 “{shown}”"])

    def test_hostile_names(self):
        self.file("a\x1b[2J\nb", response_of(unsure()))
        result = program.run("-r", "a\x1b[2J\nb", "--fail-on=low", cwd=self.folder)
        self.assert_sentence(result, TRIPPED, "a\\x1b[2J\\nb:1: ")


class Views(Gates):
    """Every view is the same as without a gate."""

    WORDS = ("--fail-on=low", "--min-probability=0.5", "--max-perplexity=1.5", "--strict")

    def test_the_same_bytes(self):
        examples = [str(program.EXAMPLES / name) for name in
                    ("poland-long.json", "poland-stream.sse", "random-number.json")]
        for view in program.VIEWS:
            for words in ((), ("-q",), ("--color=always",)):
                whole = program.run("-r", *examples, "-f", view, *words)
                gated = program.run("-r", *examples, "-f", view, *words, *self.WORDS)
                self.assertTrue(whole.out)
                self.assertEqual((whole.code, gated.out), (OK, whole.out))
                self.assert_sentence(gated, TRIPPED, "; 2 more responses tripped a gate")

    def test_json_has_no_error(self):
        out = self.judge(response_of(unsure()), "-f", "json", "--fail-on=low").out
        self.assertIsNone(json.loads(out)["error"])

    def test_the_output_file_is_written(self):
        answer = self.file("answer", response_of(unsure()))
        target = self.folder / "out"
        for view in program.VIEWS:
            target.write_text("before")
            result = program.run("-r", answer, "-f", view, "-o", str(target), "--fail-on=low")
            self.assert_sentence(result, TRIPPED)
            self.assertEqual(result.out, b"")
            self.assertEqual(target.read_bytes(), program.run("-r", answer, "-f", view).out)
        self.assertEqual(sorted(os.listdir(self.folder)), ["answer", "out"])

    def test_the_message_follows_the_view(self):
        answer = self.file("answer", response_of(unsure()))
        both = self.folder / "both"
        with both.open("wb") as file:
            result = program.run("-r", answer, "-q", "--fail-on=low", stdout=file,
                                 stderr=subprocess.STDOUT)
        self.assertEqual(result.code, TRIPPED)
        self.assertRegex(both.read_text(), "\\Aunsure\nlogprobs: [^\n]*\n\\Z")


class Pipes(Gates):
    """A response that trips in a growing pipe is shown at once and reported at the end."""

    LINE = responses_of([unsure()]).encode()

    def test_responses_are_shown_at_once(self):
        process = self.start("-r", "-", "-f", "tsv", "--fail-on=low")
        for texts in (("token", "unsure"), ("unsure",), ("unsure",)):
            process.stdin.write(self.LINE)
            for text in texts:
                self.assertEqual(process.stdout.readline().decode().split("\t")[6], text)
        _, err = process.communicate(timeout=program.TIMEOUT)
        self.assert_sentence(program.Result(process.returncode, b"", err), TRIPPED,
                             "standard input:1: ", "; 2 more responses tripped a gate")

    def test_a_run_that_is_interrupted(self):
        """Its exit status is the signal's, whatever tripped before."""
        for number, code in ((signal.SIGINT, INTERRUPTED), (signal.SIGTERM, TERMINATED)):
            process = self.start("-r", "-", "-f", "plain", "--fail-on=low")
            process.stdin.write(self.LINE)
            self.assertEqual(process.stdout.read(6), b"unsure")
            process.send_signal(number)
            self.assertEqual(process.wait(program.TIMEOUT), code)


class Several(Gates):
    """Several files, of which some trip and others fail."""

    NAMES = {OK: "ok", TRIPPED: "tripped", REFUSED: "refused", UNUSABLE: "unusable"}

    def setUp(self):
        super().setUp()
        self.file("ok", response_of(SURE))
        self.file("tripped", response_of(unsure(" gate")))
        self.file("refused", '{"error": "no"}')
        self.file("unusable", response_of(token("scored by nobody", logprob=0.7)))

    def run_files(self, *codes, view="plain"):
        files = [self.NAMES.get(code, "missing") for code in codes]
        return program.run("-r", *files, "-q", "-f", view, "--fail-on=low", cwd=self.folder)

    def test_the_worst_counts(self):
        order = (OK, TRIPPED, REFUSED, UNUSABLE, FAILED)
        for i, better in enumerate(order):
            for worse in order[i:]:
                for codes in ((better, worse), (worse, better)):
                    self.assertEqual(self.run_files(*codes).code, worse, codes)
        self.assertEqual(self.run_files(TRIPPED, REFUSED, OK, UNUSABLE).code, UNUSABLE)

    def test_all_are_shown(self):
        result = self.run_files(TRIPPED, OK, UNUSABLE, REFUSED, TRIPPED, FAILED)
        self.assertEqual((result.code, result.out),
                         (FAILED, b" gate\n sure\nscored by nobody\n gate"))

    def test_the_gate_is_reported_once(self):
        result = self.run_files(TRIPPED, REFUSED, TRIPPED, UNUSABLE, FAILED, TRIPPED)
        lines = result.err.decode().splitlines()
        self.assertEqual(len(lines), 4)
        [said] = [line for line in lines if "“ gate”" in line]
        self.assertTrue(said.startswith("logprobs: tripped:1: token 0 “ gate”"), said)
        self.assertTrue(said.endswith("; 2 more responses tripped a gate"), said)

    def test_each_failed_response_is_reported(self):
        out = self.run_files(TRIPPED, REFUSED, UNUSABLE, view="json").out
        errors = [json.loads(line)["error"] for line in out.splitlines()]
        self.assertEqual([error and error["message"] for error in errors][:2], [None, "no"])
        self.assertEqual(errors[2]["code"], "nothing_to_judge")

    def test_an_output_that_fails(self):
        for words in ((), ("-o", "/dev/full")):
            with open("/dev/full", "wb") as full:
                result = program.run("-r", "tripped", "-f", "csv", "--fail-on=low", *words,
                                     cwd=self.folder, stdout=full)
            self.assertEqual(result.code, FAILED)
            self.assertIn(b"No space left", result.err)


if __name__ == "__main__":
    unittest.main()
