"""Gates: which answers pass --fail-on, --min-probability and --max-perplexity, and --strict."""

import json
import math
import random
import re
import unicodedata
import unittest

import program
import samples
from gates import CLUES, OF_CLUE, SURE, TRIPPED, Gates, unsure
from program import OK, REFUSED, UNUSABLE
from responses import response_of, responses_of
from samples import chunk, token


class FailOn(Gates):
    def test_each_clue(self):
        for clue in CLUES:
            content = response_of(SURE, OF_CLUE[clue], SURE)
            self.assertEqual(self.judged(content)["tokens"][1]["clues"], [clue])
            for asked in CLUES:
                with self.subTest(clue=clue, asked=asked):
                    if asked == clue:
                        self.assert_trips(content, "--fail-on", asked, says=["--fail-on", clue])
                    else:
                        self.assert_passes(content, "--fail-on", asked)

    def check_clues(self, asked, *words):
        """The given clues trip the gate, all others pass."""
        for clue in CLUES:
            content = response_of(SURE, OF_CLUE[clue])
            if clue in asked:
                self.assert_trips(content, *words, says=[clue])
            else:
                self.assert_passes(content, *words)

    def test_any_of_several(self):
        for names in ("low,not-top", "not-top,low", "low,not-top,low", "ambiguous,low,not-top"):
            self.check_clues(names.split(","), f"--fail-on={names}")

    def test_repeated_options_add_up(self):
        for words in (("low", "ambiguous"), ("ambiguous", "low"), ("low", "low"),
                      ("low,not-top", "ambiguous")):
            with self.subTest(words=words):
                self.check_clues(",".join(words).split(","), "--fail-on", words[0],
                                 "--fail-on", words[1])

    def test_sure_answers(self):
        self.assert_passes(response_of(SURE, SURE), "--fail-on", ",".join(CLUES),
                           "--min-probability=0.9", "--max-perplexity=1.1", "--strict")

    def test_thresholds_apply(self):
        content = response_of(SURE, OF_CLUE["low"], OF_CLUE["ambiguous"])
        self.assert_passes(content, "--fail-on=low", "--low=0.01")
        self.assert_trips(content, "--fail-on=low", "--low=0.96", says=["token 0", "0.96"])
        self.assert_passes(content, "--fail-on=ambiguous", "--ambiguous=0.01")
        self.assert_trips(content, "--fail-on=ambiguous", "--ambiguous=1", says=["token 0"])

    def test_bands_do_not_matter(self):
        self.assert_passes(response_of(SURE), "--fail-on=low", "--bands=0.99,0.98,0.97,0.96")


class Probability(Gates):
    def test_any_token_can_trip(self):
        content = response_of(SURE, token(" maybe", 0.5), SURE)
        for threshold, code in ((0.4, OK), (0.6, TRIPPED), (0, OK), (1, TRIPPED)):
            result = self.judge(content, f"--min-probability={threshold}")
            self.assertEqual(result.code, code, threshold)

    def test_the_threshold_is_independent_of_low(self):
        content = response_of(SURE, token(" maybe", 0.5))
        self.assert_passes(content, "--min-probability=0.4", "--low=0.9")
        self.assert_trips(content, "--min-probability=0.6", "--low=0.1")

    def test_floors(self):
        """Floors trip every threshold above 0."""
        answers = [[SURE, token(" floor", logprob=sent, top_logprobs=[])]
                   for sent in (-9999.0, -1000, -3.4e38)]
        for gate in ("--min-probability=1e-300", "--fail-on=low"):
            self.assert_all_trip(answers, gate, says=["token 1", "“ floor”", gate.split("=")[0]])

    def test_a_floor_of_minus_infinity(self):
        content = response_of(SURE, token(" floor", logprob="@")).replace('"@"', "-Infinity")
        self.assert_trips(content, "--min-probability=0.1", says=["“ floor”"])

    def test_unscored_tokens_pass(self):
        answers = [[SURE, token(" what", logprob=sent)] for sent in (None, 0.7, 1e308)]
        for gate in ("--min-probability=0.9", "--fail-on=low", "--max-perplexity=1.1"):
            self.assert_all_pass(answers, gate)


class Perplexity(Gates):
    def test_of_a_choice(self):
        content = response_of(*[token(" half", 0.5)] * 3)
        self.assert_passes(content, "--max-perplexity=2.01")
        self.assert_trips(content, "--max-perplexity=1.99", says=["--max-perplexity", "1.99"])

    def test_all_tokens_count(self):
        """Punctuation too, with and without --strict."""
        content = response_of(token(",", 0.05), token("\n", 0.05))
        for words in ((), ("--strict",)):
            self.assert_trips(content, "--max-perplexity=2", *words)
        self.assert_passes(content, "--min-probability=0.5")

    def test_neither_floors_nor_unscored_tokens_count(self):
        content = response_of(SURE, token(" floor", logprob=-9999.0), token(" a", logprob=None))
        self.assert_passes(content, "--max-perplexity=1.1")
        self.assert_trips(content, "--max-perplexity=1.01")

    def test_a_perplexity_too_large_for_a_double(self):
        """The views show it as unknown, but it is above every threshold."""
        content = response_of(token("a", logprob=-900))
        self.assertIsNone(self.judged(content)["summary"]["perplexity"])
        self.assert_trips(content, "--max-perplexity=1e308", says=["--max-perplexity"])

    def test_each_choice_has_its_own(self):
        choices = [samples.choice([SURE] * 50, 0), samples.choice([token(" half", 0.5)], 1)]
        self.assert_trips(json.dumps(samples.response(*choices)), "--max-perplexity=1.9",
                          says=["choice 1"])


class Thresholds(Gates):
    """Comparisons are strict and unrounded; the message shows number and threshold as different."""

    def numbers_in(self, sentence):
        """The numbers in the message, outside of quoted tokens and the source's name."""
        words = re.sub("“.*?”", " ", sentence.split(": ", 2)[2])
        return [float(text) for text in re.findall(r"(?<![\w.])\d[\d.]*(?:e[-+]?\d+)?\b", words)]

    def assert_apart(self, sentence, number, threshold):
        """The message has the threshold once, and about the number, on its side of the threshold."""
        numbers = self.numbers_in(sentence)
        self.assertEqual(numbers.count(threshold), 1, sentence)
        self.assertTrue(any(math.isclose(found, number, rel_tol=0.01) and
                            (found < threshold) == (number < threshold)
                            for found in numbers if found != threshold), sentence)

    def check(self, content, option, threshold, inside, beyond):
        """The gate passes at `inside` and trips at `beyond`."""
        self.assert_passes(content, *option, f"{threshold}={inside!r}")
        sentence = self.assert_trips(content, *option, f"{threshold}={beyond!r}", says=[threshold])
        self.assert_apart(sentence, inside, beyond)

    def test_min_probability(self):
        tokens = [unsure(p=p) for p in (0.5, 0.1, 0.9, 1 / 3, 0.96, 1e-5)]
        shown = self.judged(response_of(*tokens))["tokens"]
        for sent, exact in zip(tokens, (entry["probability"] for entry in shown), strict=True):
            self.check(response_of(sent), (), "--min-probability", exact, math.nextafter(exact, 1))

    def test_clues(self):
        for clue, entry, name in (("low", unsure(p=0.25), "probability"),
                                  ("ambiguous", OF_CLUE["ambiguous"], "margin")):
            exact = self.judged(response_of(entry))["tokens"][0][name]
            self.check(response_of(entry), (f"--fail-on={clue}",), f"--{clue}", exact,
                       math.nextafter(exact, 1))

    def test_max_perplexity(self):
        for p in (0.5, 0.3, 0.999):
            content = response_of(unsure(p=p), unsure(p=p / 2))
            exact = self.judged(content)["summary"]["perplexity"]
            self.check(content, (), "--max-perplexity", exact, math.nextafter(exact, 0))

    def test_not_top(self):
        """The other token is more probable in the message too."""
        for p, other in ((0.4, 0.40001), (0.4, 0.5), (0.333333, 0.333334)):
            content = response_of(token("a", p, (("b", other), ("a", p))))
            sentence = self.assert_trips(content, "--fail-on=not-top", "--ambiguous=0",
                                         says=["“a”", "“b”"])
            numbers = [number for number in self.numbers_in(sentence) if 0 < number < 1]
            self.assertEqual(len(numbers), 2, sentence)
            self.assertNotEqual(*numbers)

    def test_numbers_are_not_rounded_to_the_threshold(self):
        for p, threshold in ((0.0999999, 0.1), (0.4999, 0.5), (0.49999999, 0.5), (0.2, 0.5)):
            sentence = self.assert_trips(response_of(unsure(p=p)), f"--min-probability={threshold}")
            self.assert_apart(sentence, p, threshold)

    def test_certain_tokens(self):
        self.assert_passes(response_of(token("a", logprob=0)), "--min-probability=1")
        self.assert_passes(response_of(token("a", logprob=1e-7)), "--min-probability=1",
                           "--max-perplexity=1")
        self.assert_trips(response_of(token("a", logprob=-1e-15)), "--min-probability=1")


class Choices(Gates):
    """Gates judge only the choices that are shown."""

    content = json.dumps(samples.response(
        samples.choice([SURE], 0), samples.choice([SURE, unsure()], 1),
        samples.refusal([SURE, SURE, unsure("No")], 2)))

    def test_each_choice_that_is_shown(self):
        self.assert_passes(self.content, "--fail-on=low", "--choice=0")
        for number in "12":
            self.assert_trips(self.content, "--fail-on=low", "--choice", number,
                              says=[f"choice {number}", f"token {number}"])

    def test_the_first_that_trips_is_reported(self):
        self.assert_trips(self.content, "--fail-on=low", says=["choice 1", "token 1 “unsure”"])

    def test_a_single_choice_is_not_named(self):
        said = self.assert_trips(response_of(unsure()), "--fail-on=low")
        self.assertNotIn("choice", said)

    def test_a_refusal(self):
        content = json.dumps(samples.response(samples.refusal([unsure("No")])))
        for words in ("--fail-on=low", "--min-probability=0.5", "--max-perplexity=1.5"):
            self.assert_trips(content, words, says=["“No”"])

    def test_evidence_of_a_choice_that_is_not_shown(self):
        content = json.dumps(samples.response(samples.choice([SURE], 0),
                                              samples.choice([token("a")], 1)))
        self.assert_passes(content, "--fail-on=not-top", "--choice=0")
        self.assertEqual(self.judge(content, "--fail-on=not-top", "--choice=1").code, UNUSABLE)

    def test_no_such_choice(self):
        result = self.judge(self.content, "--fail-on=low", "--choice=9")
        self.assert_sentence(result, UNUSABLE)
        self.assertNotIn(b"--fail-on", result.err)


class Strict(Gates):
    """White space, controls and punctuation trip no gate, except with --strict."""

    SPARED = (" ", "\n\n", ",", " (", "—", "。", "…", "\t", "\r\n", "\u00a0", "\u3000", "\x07",
              '");\n', "?!", "...", "-", "_", "«", "“", "¿", " -- ", "**", "#", "%", "\u2028")
    JUDGED = ("$", "+", "a", " a", "1", "🐈", "<", "|", "^", "`", ",a", "(x", "…1", "\n$", "é", "漢",
              "\u0301", "\u200b", "\ufeff", "\ufffd", "½", "٣")
    GATES = ("--fail-on=low", "--min-probability=0.5", "--fail-on=not-top", "--fail-on=ambiguous")

    def answers(self, texts):
        return [[SURE, token(text, 0.05, (("best", 0.06), (text, 0.05)))] for text in texts]

    def test_tokens_that_are_skipped(self):
        for gate in self.GATES:
            self.assert_all_pass(self.answers(self.SPARED), gate)
            self.assert_all_trip(self.answers(self.SPARED), gate, "--strict")

    def test_tokens_that_are_judged(self):
        for gate in self.GATES:
            for words in ((), ("--strict",)):
                self.assert_all_trip(self.answers(self.JUDGED), gate, *words)

    def test_every_category(self):
        points = [chr(point) for point in range(0x110000)
                  if unicodedata.category(chr(point)) not in ("Cs", "Cn", "Co")]
        skipped = [c for c in points if unicodedata.category(c)[0] in "ZP"
                   or unicodedata.category(c) == "Cc"]
        judged = random.Random(8).sample(sorted(set(points) - set(skipped)), 3000)
        self.assert_passes(response_of(*map(unsure, skipped)), "--fail-on=low")
        self.assert_all_trip([[unsure(c)] for c in judged], "--fail-on=low")
        self.assert_all_trip([[unsure(c)] for c in skipped], "--fail-on=low", "--strict")

    def test_invalid_bytes_are_judged(self):
        self.assert_trips(response_of(samples.raw_token(b",\xff", 0.05)), "--fail-on=low")

    def test_a_skipped_token_does_not_hide_the_next(self):
        content = response_of(unsure(","), unsure("a"))
        self.assert_trips(content, "--fail-on=low", says=["token 1 “a”"])
        self.assert_trips(content, "--fail-on=low", "--strict", says=["token 0 “,”"])

    def test_strict_alone_is_not_a_gate(self):
        self.assert_all_pass([[unsure(), unsure(",")], [token("a", logprob=0.7)]], "--strict")


class NothingToJudge(Gates):
    """An answer that lacks what a gate judges is unusable, but still shown."""

    FLOOR, UNSCORED = token(" a", logprob=-9999.0), token(" a", logprob=0.7)

    def assert_nothing(self, answers, *words, says):
        content = responses_of(*answers)
        result = self.judge(content, "-f", "json", *words)
        self.assertEqual(result.code, UNUSABLE, words)
        shown, bare = ([json.loads(line) for line in out.splitlines()]
                       for out in (result.out, self.judge(content, "-f", "json").out))
        self.assertEqual(len(shown), len(answers))
        first, *_ = result.err.decode().splitlines()  # alike ones are counted
        self.assertRegex(first, r"\Alogprobs: .*answer:1: ")
        self.assertIn(shown[0]["error"]["message"], first)
        for value, without in zip(shown, bare, strict=True):
            error = value["error"]
            self.assertEqual((error["code"], error["status"]), ("nothing_to_judge", None))
            for part in says:
                self.assertIn(part, error["message"])
            self.assertTrue(value["choices"][0]["tokens"])
            self.assertEqual({**value, "error": None}, without)

    def test_nothing_scored(self):
        answers = [[self.UNSCORED], [self.UNSCORED, token(" b", logprob=None)], [self.FLOOR],
                   [self.FLOOR, self.UNSCORED]]
        for gate in ("--fail-on=low", "--min-probability=0.5", "--max-perplexity=5"):
            self.assert_nothing(answers, gate, says=[gate.split("=")[0]])

    def test_nothing_but_floors(self):
        """The server sent alternatives but only floor values: no gate may pass on them."""
        floors = [{"token": text, "logprob": -9999.0} for text in "ab"]
        entry = token("a", logprob=-9999.0, top_logprobs=floors)
        for gate in (*[f"--fail-on={clue}" for clue in CLUES], "--min-probability=0.5",
                     "--max-perplexity=5"):
            self.assert_nothing([[entry]], gate, says=[gate.split("=")[0]])

    def test_no_list_or_too_short_a_list(self):
        no_list = [token("a", 0.05), token("a", 0.05, top_logprobs=None)]
        unscored = token("a", 0.05, top_logprobs=[{"token": "b", "logprob": None},
                                                  {"token": "a", "logprob": -3}])
        another = token("a", 0.05, (("b", 0.9),))
        for clue, entries in (("ambiguous", [*no_list, unsure("a"), another, unscored]),
                              ("not-top", no_list)):
            self.assert_nothing([[entry, entry] for entry in entries], f"--fail-on={clue}",
                                says=[f"--fail-on {clue}", "--top-logprobs"])

    def test_one_list_is_enough(self):
        left_out = token("a", 0.95, (("b", 0.03),))  # the chosen token makes two
        self.assert_all_pass([[token("a", 0.05), SURE], [left_out]], "--fail-on=ambiguous")
        self.assert_passes(response_of(token("b", 0.05), unsure("a")), "--fail-on=not-top")
        self.assert_trips(response_of(token("a", 0.05, (("b", 0.9),))), "--fail-on=not-top")

    def test_each_clue_needs_something(self):
        """If one clue cannot be judged, it does not matter whether another one trips."""
        answers = [[token("a", 0.05)], [token("a", 0.95)]]
        for words in (["--fail-on=low,not-top"], ["--fail-on=not-top,low"],
                      ["--fail-on=not-top", "--min-probability=0.5"]):
            self.assert_nothing(answers, *words, says=["not-top"])

    def test_the_answer_is_shown(self):
        content = response_of(token("a"), token(" b"))
        for view, expected in (("plain", "a b"), ("text", "a b\n")):
            result = self.judge(content, "-f", view, "--fail-on=not-top")
            self.assertEqual((result.code, result.out.decode()), (UNUSABLE, expected))
        for view in ("table", "chart", "summary", "csv", "tsv"):
            result = self.judge(content, "-f", view, "--fail-on=not-top")
            self.assertEqual(result.out, self.judge(content, "-f", view).out)

    def test_a_failed_response_keeps_its_message(self):
        low = unsure()
        contents = {
            "cut_off": (samples.stream(chunk([low]), done=False), UNUSABLE),
            "no_logprobs": (json.dumps(samples.response(samples.choice([low], logprobs=None))),
                            UNUSABLE),
            "overloaded": (samples.stream(chunk([low]), {"error": {
                "message": "no more", "code": "overloaded"}}), REFUSED),
            "x": (json.dumps({"error": {"message": "no", "code": "x"}}), REFUSED)}
        for name, (content, code) in contents.items():
            bare = self.judge(content, "-f", "json")
            self.assert_sentence(bare, code)
            self.assertEqual(json.loads(bare.out)["error"]["code"], name)
            for gate in ("--fail-on=low", "--fail-on=not-top", "--max-perplexity=1.5"):
                self.assertEqual(self.judge(content, "-f", "json", gate), bare)


class NobodyReads(Gates):
    def test_a_gate_is_judged_even_if_the_reader_of_the_view_left(self):
        long = [SURE] * 2000
        content = responses_of(*[long] * 20, [OF_CLUE["low"]])
        path = self.file("answer", content)
        process = self.start("-r", path, "-f", "csv", "--fail-on", "low")
        process.stdout.read(1)
        process.stdout.close()
        said = process.stderr.read()
        self.assertEqual(process.wait(timeout=program.TIMEOUT), TRIPPED)
        self.assertIn(b"answer:21: token 0", said)


if __name__ == "__main__":
    unittest.main()
