"""--rating and --rating-after: a judge's rating as an expected value."""

import json
import math
import random
import unittest
from fractions import Fraction

import labels_oracle
import program
import samples
from program import OK, UNUSABLE, USAGE
from test_labels import SLACK, chain, shares_of, single

SCALE = [("4", 0.5), ("5", 0.25), ("3", 0.125), ("two", 0.0625)]


class RatingsTest(program.ProgramTest):
    def answer(self, scale, response, *words, code=OK):
        text = response if isinstance(response, str) else json.dumps(response)
        return json.loads(self.show(text, "-q", "-f", "json", "--rating", scale, *words, code=code))

    def rating(self, scale, response, *words):
        return self.answer(scale, response, *words)["choices"][0]["rating"]

    def near(self, value, wanted, what=None):
        self.assertAlmostEqual(value, wanted, delta=SLACK, msg=what)

    def written(self, text, *words, scale="1-5"):
        """The rating in an answer of tokens that `text` has between bars; None if there is none."""
        tokens = [samples.token(part, 0.9) for part in text.split("|")]
        result = program.run("-q", "-f", "json", "-r", "-", "--rating", scale, *words,
                             stdin=json.dumps(samples.response(samples.choice(tokens))).encode())
        rating = json.loads(result.out)["choices"][0]["rating"]
        self.assertEqual(result.code, OK if rating else UNUSABLE, text)
        return rating and rating["written"]

    # Where the rating is.

    def test_a_rating_in_many_spellings(self):
        for text in ("4", "４", "4.", " 4", "4/5", "**4**", "**|4|**", "4|/|5", "4 out of 5", "4| of| |5",
                     "4/5.", "(4)", "Rating: 4", "Rating|:| |4", "4分", "評価：４", "4.0", "٤", "४", "4\n",
                     "“4”", "**Score:** 4/5", "`4`", "4️⃣", "*4* / 5", "4|.", "It is a 4!", "A |4 |- good"):
            self.assertEqual(self.written(text), 4, text)

    def test_what_is_no_rating(self):
        for text in ("four", "6", "4.5", "4,5", "-4", "GPT-4", "4th", "1-5", "1–5", "1|-|5", "v4", "44",
                     "1,2,3", "", "0", "40%"):
            self.assertIsNone(self.written(text), text)

    def test_scales(self):
        for scale, text, value in (("0-10", "10", 10), ("0-10", "1|0", 10), ("1,2,3", "2", 2), ("3, 1", "1", 1),
                                   ("-2-2", "-1", -1), ("-2-2", "−1", -1), ("-2--1", "-2", -2), ("0,0.5,1", "0.5", 0.5),
                                   ("0,0.5,1", "0|.|5", 0.5), ("0,0.5,1", "0,5", 0.5), ("0-100", "8|5/1|00", 85)):
            self.assertEqual(self.written(text, scale=scale), value, (scale, text))

    def test_of_several_numbers_the_last_counts_and_a_warning_says_so(self):
        tokens = [samples.token(part, 0.9) for part in ("2", " is too low; ", "4")]
        response = json.dumps(samples.response(samples.choice(tokens)))
        result = program.run("-r", "-", "--rating", "1-5", stdin=response.encode())
        self.assert_sentence(result, OK, "2 numbers in the answer could be the rating; the last, 4 at token 2,")
        self.assertEqual(self.rating("1-5", response)["candidates"], 2)

    def test_the_rating_after_a_text(self):
        after = ["--rating-after", "Rating:"]
        for text, value in (("1. fine|\nRating: |4|\n5 things", 4), ("Rating:\n\n|4", 4), ("Rating:** |4", 4),
                            ("Rating: 3\nRating: |4", 4), ("4", None), ("Rating: good\n4", None),
                            ("Rating: 7\n4", None), ("Rating: 4\nRating: 7", None), ("Rating (1-5)|: 4", None)):
            self.assertEqual(self.written(text, *after), value, text)
        self.assertEqual(self.written("Rating (1-5): 4", "--rating-after", "Rating"), 4)

    def test_an_answer_without_a_rating(self):
        result = program.run("-f", "json", "-r", "-", "--rating", "1-5",
                             stdin=json.dumps(samples.answer("good")).encode())
        self.assertEqual(result.code, UNUSABLE)
        answer = json.loads(result.out)
        self.assertEqual((answer["choices"][0]["rating"], answer["error"]["code"]), (None, "nothing_to_judge"))
        self.assertIn("no number in the answer that is on the scale", answer["error"]["message"])
        unscored = samples.response(samples.choice([samples.token("4", logprob=None), samples.token("!")]))
        self.answer("1-5", unscored, code=UNUSABLE)

    # What is computed.

    def test_the_expected_value(self):
        rating = self.rating("1-5", chain(("4", SCALE)))
        shares = {4: Fraction(1, 2), 5: Fraction(1, 4), 3: Fraction(1, 8)}
        self.near(rating["expected"], float(labels_oracle.mean(shares)))
        self.near(rating["deviation"], math.sqrt(labels_oracle.variance(shares)))
        self.near(rating["label_mass"], 0.875)
        self.near(rating["other"], 0.0625)
        self.near(rating["uncovered"], 0.0625)
        self.assertEqual((rating["mode"], rating["written"]), (4, 4))
        rest = Fraction(1, 16)
        self.near(rating["least"], float((labels_oracle.mean(shares) * Fraction(7, 8) + rest) / Fraction(15, 16)))
        self.near(rating["most"], float((labels_oracle.mean(shares) * Fraction(7, 8) + 5 * rest) / Fraction(15, 16)))

    def test_a_rating_of_several_tokens(self):
        rating = self.rating("0-10", chain(("1", [("1", 0.5), ("9", 0.25), ("8", 0.125)]),
                                           ("0", [("0", 0.75), ("/", 0.125), ("5", 0.0625)])))
        shares = {10: Fraction(3, 8), 1: Fraction(1, 16), 9: Fraction(1, 4), 8: Fraction(1, 8)}
        found = {share["label"]: share["probability"] for share in rating["labels"]
                 if share["probability"] is not None}
        self.assertEqual(found.keys(), {str(value) for value in shares})
        for value, share in shares.items():
            self.near(found[str(value)], float(share), value)
        self.near(rating["expected"], float(labels_oracle.mean(shares)))

    def test_1_and_10_are_not_confused(self):
        rating = self.rating("0-10", single("8", [("8", 0.5), ("1", 0.25), ("9", 0.125)]))
        shares = {share["label"]: (share["probability"], share["bound"]) for share in rating["labels"]}
        self.assertEqual((shares["1"][0], shares["10"][0]), (None, None))
        self.near(shares["10"][1], 0.25 + 0.125)
        self.assertLess(rating["least"], rating["expected"])
        whole = self.rating("0-10", single("8", [("8", 0.5), ("1", 0.25), ("10", 0.125)]))
        shares = {share["label"]: share["probability"] for share in whole["labels"]}
        self.near(shares["1"], 0.25)
        self.near(shares["10"], 0.125)

    def test_0_and_7_tenths_are_not_confused(self):
        rating = self.rating("0,0.5,1", chain(("0", [("0", 0.5), ("1", 0.25)]), (".", [(".", 0.5), ("!", 0.25)]),
                                              ("5", [("5", 0.5), ("7", 0.25)])))
        shares = {share["label"]: share["probability"] for share in rating["labels"]}
        for label, share in (("0", 0.125), ("0.5", 0.125), ("1", 0.25)):
            self.near(shares[label], share, label)
        self.near(rating["other"], 0.0625)

    def test_exact_fractions(self):
        random.seed(5)
        for _ in range(200):
            response, shares, _ = made_rating(random, most=11, first="1")
            rating = self.rating("0-10", response)
            self.near(rating["expected"], float(labels_oracle.mean(shares)))
            self.near(rating["deviation"], math.sqrt(labels_oracle.variance(shares)))
            self.near(rating["least"], rating["expected"])
            self.near(rating["most"], rating["expected"])

    def test_bounds_contain_the_truth(self):
        random.seed(7)
        made = [made_rating(random, most=random.randint(1, 11)) for _ in range(10000)]
        lines = self.show("\n".join(json.dumps(response) for response, _, _ in made), "-q", "-f", "json",
                          "--rating", "0-10").splitlines()
        for line, (_, shares, chosen) in zip(lines, made, strict=True):
            rating = json.loads(line)["choices"][0]["rating"]
            true = float(labels_oracle.mean(shares))
            self.assertEqual(rating["written"], chosen)
            self.assertLessEqual(rating["least"], true + SLACK)
            self.assertLessEqual(true, rating["most"] + SLACK)
            if rating["expected"] is not None:
                self.assertLessEqual(rating["least"], rating["expected"] + SLACK)
                self.assertLessEqual(rating["expected"], rating["most"] + SLACK)

    # Views and mistakes.

    def test_every_view_has_it(self):
        response = json.dumps(chain(("4", SCALE)))
        shown = {view: self.show(response, "-f", view, "--rating", "1-5")
                 for view in ("text", "table", "chart", "csv", "tsv", "summary", "markdown", "svg")}
        for view in ("text", "table", "chart", "markdown", "svg"):
            self.assertIn("expected 4.14", shown[view], view)
        for view in ("csv", "tsv", "summary"):
            separator = "," if view == "csv" else "\t"
            names, values = (line.split(separator) for line in shown[view].splitlines())
            row = dict(zip(names, values))
            self.assertEqual(row["rating"], "4")
            self.near(round(float(row["rating_expected"]), 3), 4.143)

    def test_bad_scales_are_refused(self):
        for scale in ("", "5", "5-1", "1-1", "1-", "a-b", "1,1", "1,x", "1-2-3", "1-5000", "1,inf", "1.5-3"):
            result = program.run("-r", "-", "--rating", scale)
            self.assertEqual((result.code, result.out), (USAGE, b""), scale)
            self.assertIn(b"--rating", result.err)
        self.assertEqual(program.run("-r", "-", "--rating-after", "x").code, USAGE)


def made_rating(random, most, first=None):
    """A response with the best of a made distribution over 0 to 10, in which 10 is two tokens; the
    true share of each rating as a fraction; and the rating that was drawn."""
    digits = dict(zip("0123456789", shares_of(random, 10)))
    after = dict(zip(("0", ".", "/", "5"), shares_of(random, 4)))
    shares = {int(digit): Fraction(share) for digit, share in digits.items()}
    one = shares.pop(1)
    shares[1] = one * (Fraction(after["."]) + Fraction(after["/"]))
    shares[10] = one * Fraction(after["0"])
    first = first or random.choices(list(digits), list(digits.values()))[0]
    second = random.choices(["0", ".", "/"], [after[text] for text in ("0", ".", "/")])[0]
    chosen = int(first) if first != "1" or second != "0" else 10
    tokens = []
    for text, whole, count in ((first, digits, most), (second if first == "1" else ".", after, most)):
        best = sorted(whole.items(), key=lambda pair: -pair[1])[:count]
        tokens.append(samples.token(text, whole[text], best))
    return samples.response(samples.choice(tokens)), shares, chosen


if __name__ == "__main__":
    unittest.main()
