"""`--truth` of the stats views: what numpy says, frozen numbers of scipy and scikit-learn, and rows
that cannot be used."""

import json
import random
import unittest

import numpy as np

import program
import samples
from calibration_samples import (BINS, SCORES, CalibrationTest, as_csv, as_json_lines, sample)

# What scikit-learn 1.2.1 and scipy 1.10.1 say of sample(): python3 -B sklearn_oracle.py frozen
FROZEN = {
    "interval": {"low": 0.4379562533275318, "high": 0.5410466933798292},
    "scores": {"mean_logprob": (0.7592213975633666, 0.2047556511827307),
               "lowest_probability": (0.7616580310880829, 0.2041372418410665),
               "joint_probability": (0.7339868365775102, 0.2742356280890559)}}


def auroc(correct, logprobs):
    right, wrong = logprobs[correct == 1][:, None], logprobs[correct == 0]
    return (right > wrong).mean() + (right == wrong).mean() / 2


def edges(probabilities, name):
    shares = np.linspace(0, 1, BINS + 1)
    return shares if name == "equal_width" else np.percentile(probabilities, shares * 100)


class Truth(CalibrationTest):
    def check(self, found, correct, logprobs):
        probabilities = np.exp(logprobs)
        self.assert_near(found["auroc"], auroc(correct, logprobs))
        self.assert_near(found["brier"], ((probabilities - correct) ** 2).mean())
        self.assert_near(found["mean_confidence"], probabilities.mean())
        for name in ("equal_width", "equal_mass"):
            places = np.searchsorted(edges(probabilities, name)[1:-1], probabilities)
            error = 0
            for place, row in enumerate(found[name]):
                chosen = places == place
                self.assertEqual(row["count"], chosen.sum(), (name, place))
                if not chosen.any():
                    self.assertIsNone(row["accuracy"])
                    continue
                self.assert_near(row["accuracy"], correct[chosen].mean(), name)
                self.assert_near(row["mean_confidence"], probabilities[chosen].mean(), name)
                error += abs(correct[chosen].sum() - probabilities[chosen].sum()) / len(correct)
            self.assert_near(found[f"ece_{name}"], error, name)

    def test_all_numbers_are_numpys(self):
        for tied in (False, True):
            made = sample(tied=tied)
            found = self.calibration(made.lines, made.truth)
            self.assertEqual((found["n"], found["correct"]), (len(made.correct), made.correct.sum()))
            self.assert_near(found["accuracy"], made.correct.mean())
            self.assertEqual(list(found["scores"]), list(SCORES))
            for name in SCORES:
                with self.subTest(score=name, tied=tied):
                    self.check(found["scores"][name], made.correct, made.logprobs[name])

    def test_frozen_numbers(self):
        made = sample()
        found = self.calibration(made.lines, made.truth)
        for name, (score_auroc, brier) in FROZEN["scores"].items():
            self.assert_near(found["scores"][name]["auroc"], score_auroc, name)
            self.assert_near(found["scores"][name]["brier"], brier, name)
        interval = found["accuracy_interval"]
        for end, expected in FROZEN["interval"].items():
            self.assert_near(interval[end], expected, end)

    def test_any_order_gives_the_same_bits(self):
        made = sample()
        expected = self.calibration(made.lines, made.truth)
        for seed in range(3):
            draw = random.Random(seed)
            draw.shuffle(made.lines)
            rows = list(made.truth.items())
            draw.shuffle(rows)
            self.assertEqual(self.calibration(made.lines, dict(rows)), expected)

    def shards(self, lines, truth, count):
        """What each of several runs has counted, in files."""
        answers, names = self.file("answers", "\n".join(lines)), []
        for index in range(1, count + 1):
            names.append(str(self.folder / f"{index}.part"))
            result = program.run("-r", answers, "-f", "stats", "--truth", truth, "--shard",
                                 f"{index}/{count}", "--partial", "-o", names[-1])
            self.assert_silent(result)
        return names

    def test_shards_give_the_same_bits(self):
        made = sample(100)
        truth = self.file("truth.csv", as_csv(made.truth))
        for count in (1, 3, 7):
            names = self.shards(made.lines, truth, count)
            for view in ("stats", "stats-json", "stats-html"):
                whole = program.run("-r", str(self.folder / "answers"), "-f", view, "--truth", truth)
                merged = program.run("--merge", *reversed(names), "-f", view)
                self.assertEqual((merged.out, merged.code), (whole.out, program.OK), merged.err)

    def test_a_truth_that_changed_since_shards_were_counted(self):
        made = sample(40)
        truth = self.file("truth.csv", as_csv(made.truth))
        names = self.shards(made.lines, truth, 2)
        first = next(iter(made.truth))
        for change in (dict(reversed(made.truth.items())), {**made.truth, "new": True},
                       {**made.truth, first: not made.truth[first]}):
            self.file("truth.csv", as_csv(change))
            result = program.run("--merge", *names, "-f", "stats")
            self.assert_sentence(result, program.USAGE, "--truth", "not as it was")

    def test_both_kinds_of_files(self):
        made = sample(60)
        expected = self.calibration(made.lines, made.truth)
        for text in (as_json_lines(made.truth), as_csv(made.truth).replace("\r\n", "\n"),
                     "\ufeff" + as_csv(made.truth)):
            self.assertEqual(self.calibration(made.lines, text), expected)

    def test_groups_have_none_of_their_own(self):
        made = sample(60)
        result = program.run("-r", "-", "-f", "stats-json", "--by", "model", "--truth",
                             self.file("truth", as_csv(made.truth)),
                             stdin="\n".join(made.lines).encode())
        found = json.loads(result.out)
        self.assertIn("calibration", found)
        self.assertNotIn("calibration", found["groups"][samples.MODEL])

    def test_ids_on_either_side_are_counted(self):
        good = samples.response(samples.choice([samples.token("a", 0.5)]))
        two = samples.response(*(samples.choice([samples.token("a", 0.5)], n) for n in range(2)))
        lines = [samples.batch_line("one", good), samples.batch_line("two", two),
                 samples.batch_line("twice", good), samples.batch_line("twice", good),
                 samples.batch_line("bad", error={"code": "c", "message": "m"}),
                 samples.batch_line("again", error={"code": "c", "message": "m"}),
                 samples.batch_line("again", good), samples.batch_line("other", good),
                 good]
        names = ("one", "two", "twice", "bad", "again", "gone")
        found = self.calibration(map(samples.compact, lines), dict.fromkeys(names, True),
                                 "--keep-going")
        self.assertEqual(found["ids"], {"matched": 2, "missing": 1, "failed": 1, "unscored": 0,
                                        "several_answers": 2})
        self.assertEqual(found["answers_without_truth"], 1)
        self.assertEqual(found["answers_without_custom_id"], 1)

    def test_one_class_and_few_answers(self):
        made = sample(20)
        found = self.calibration(made.lines, dict.fromkeys(made.truth, True))
        self.assertEqual((found["accuracy"], found["scores"]["mean_logprob"]["auroc"]), (1, None))
        self.assertEqual(len(found["warnings"]), 2)
        found = self.calibration(made.lines, {"elsewhere": True})
        self.assertEqual((found["n"], found["accuracy"]), (0, None))
        self.assertEqual(found["accuracy_interval"], {"level": 0.95, "low": 0, "high": 1})

    def test_as_text(self):
        made = sample()
        truth = self.file("truth", as_csv(made.truth))
        stdin = "\n".join(made.lines).encode()
        for width in (20, 40, 80, 200):
            out = program.run("-r", "-", "-f", "stats", "--truth", truth, "--width", str(width),
                              stdin=stdin).out.decode()
            self.assertLessEqual(max(map(len, out.splitlines())), width)
        for part in ("calibration", "AUROC", "in 15 bins of equal mass: exp(mean logprob)", "█", "│"):
            self.assertIn(part, out)
        out = program.run("-r", "-", "-f", "stats", "--truth", truth, "--bars", "none",
                          stdin=stdin).out.decode()
        self.assertNotRegex(out, "[█│░]")


class Refused(CalibrationTest):
    def refused(self, *words, parts=(), stdin=b""):
        self.assert_sentence(program.run(*words, stdin=stdin), program.USAGE, "--truth", *parts)

    def test_bad_files(self):
        for text, part in (("custom_id,correct\na,1\nb,perhaps\n", ":3 has “perhaps”"),
                           ("custom_id,correct\na,1\na,0\n", ":3 says that “a” is not correct"),
                           ('{"custom_id":"a","correct":1}\n{"custom_id":\n', ":2 is not JSON"),
                           ("a\nb\n", "no column custom_id"), ("", "has no rows")):
            self.refused("-r", "-", "-f", "stats", "--truth", self.file("t", text), parts=(part,))
        self.refused("-r", "-", "-f", "stats", "--truth", str(self.folder / "none"),
                     parts=("cannot be opened",))

    def test_what_it_does_not_go_with(self):
        truth = self.file("t", "custom_id,correct\na,1\n")
        self.refused("-r", "-", "--truth", truth, parts=("-f stats",))
        self.refused("-f", "stats", "--truth", truth, "hello", parts=("--replay",))
        self.refused("-r", "-", "-f", "stats", "--truth", "-", parts=("only once",))


if __name__ == "__main__":
    unittest.main()
