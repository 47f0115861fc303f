"""--labels and --expect: how probable each label was as the answer."""

import json
import random
import unittest

import labels_oracle
import program
import samples
from gates import TRIPPED
from program import OK, UNUSABLE, USAGE

SLACK = 1e-9


def single(text, top, **fields):
    """A response of one token, with its list."""
    return samples.response(samples.choice([samples.token(text, dict(top)[text], top)], **fields))


def chain(*steps):
    """A response of several tokens; each step is (text, list)."""
    return samples.response(samples.choice(
        [samples.token(text, dict(top)[text], top) for text, top in steps]))


class LabelsTest(program.ProgramTest):
    def block(self, labels, response, *words, code=OK):
        result = self.run_ok_or(code, "-q", "-f", "json", "-r", "-", "--labels", labels, *words,
                                stdin=response)
        return json.loads(result.out)["choices"][0]["labels"]

    def run_ok_or(self, code, *words, stdin):
        text = stdin if isinstance(stdin, str) else json.dumps(stdin)
        result = program.run(*words, stdin=text.encode())
        self.assertEqual(result.code, code, result.err)
        return result

    def shares(self, labels, response, *words):
        """{label: (probability, bound)}."""
        return {share["label"]: (share["probability"], share["bound"])
                for share in self.block(labels, response, *words)["labels"]}

    def near(self, value, wanted, what=None):
        self.assertAlmostEqual(value, wanted, delta=SLACK, msg=what)

    # What counts.

    def test_spellings_of_a_label_are_added(self):
        block = self.block("yes,no", single("Yes", [
            ("Yes", 0.5), (" yes", 0.2), ("YES!", 0.1), ("**Yes**", 0.05), ("no", 0.04),
            ("Maybe", 0.03), ("yesterday", 0.01), ("ye", 0.005), ("n", 0.002)]))
        yes, no = block["labels"]
        self.near(yes["probability"], 0.5 + 0.2 + 0.1 + 0.05 + 0.005)
        self.near(no["probability"], 0.042)
        self.assertEqual([entry["token"] for entry in no["alternatives"]], ["no", "n"])
        self.near(block["label_mass"], 0.897)
        self.near(block["other"], 0.04)
        self.near(block["uncovered"], 0.063)
        self.near(yes["conditional"], 0.855 / 0.897)
        self.near(no["conditional"], 0.042 / 0.897)
        self.assertEqual((yes["bound"], block["written"], block["best"]), (None, "yes", "yes"))

    def test_a_label_that_is_not_listed_has_a_bound(self):
        shares = self.shares("yes,no", single("yes", [("yes", 0.9), ("well", 0.05), ("so", 0.004)]))
        self.assertIsNone(shares["no"][0])
        self.near(shares["no"][1], 0.004, "the least listed")
        shares = self.shares("yes,no", single("yes", [("yes", 0.9), ("well", 0.098)]))
        self.near(shares["no"][1], 0.002, "the rest")
        shares = self.shares("yes,no", single("yes", [("yes", 1.0)]))
        self.assertTrue(0 < shares["no"][1] < 1e-12, "never 0")
        text = self.run_ok_or(OK, "-q", "-r", "-", "--labels", "yes,no",
                              stdin=single("yes", [("yes", 0.9), ("well", 0.05), ("so", 0.00391)]))
        self.assertIn("≤ 0.4%", text.out.decode())

    def test_a_value_that_means_none_is_not_listed(self):
        response = single("yes", [("yes", 0.9), ("so", 0.05)])
        top = response["choices"][0]["logprobs"]["content"][0]["top_logprobs"]
        top.append({"token": "no", "logprob": -9999.0, "bytes": list(b"no")})
        self.assertEqual(self.shares("yes,no", response)["no"][0], None)
        self.near(self.shares("yes,no", response)["no"][1], 0.05)

    def test_the_chosen_token_counts_once(self):
        for top in ([("yes", 0.5)], [("yes", 0.5), ("yes", 0.5)], []):
            response = samples.response(samples.choice([samples.token("yes", 0.5, top)]))
            self.near(self.shares("yes,no", response)["yes"][0], 0.5, top)
        low = samples.response(samples.choice([samples.token("yes", 0.01, [("no", 0.7), ("so", 0.2)])]))
        self.assertEqual({label: round(share[0], 9) for label, share in self.shares("yes,no", low).items()},
                         {"yes": 0.01, "no": 0.7})

    def test_white_space_and_quotes_before_the_answer_are_passed_over(self):
        for before in (["\n\n"], [" "], ['"'], ["“"], ["«", " "], ["「"], ["'", "\t"], ["`"]):
            steps = [(text, [(text, 0.5), ("no", 0.4)]) for text in before]
            block = self.block("yes,no", chain(*steps, ("yes", [("yes", 0.8), ("no", 0.1)])))
            self.assertEqual(block["token"], len(before))
            self.near(block["labels"][0]["probability"], 0.8)

    def test_punctuation_that_comes_first_is_part_of_the_way(self):
        block = self.block("yes,no", chain(("**", [("**", 0.6), ("No", 0.3)]),
                                           ("Yes", [("Yes", 0.9), ("No", 0.05)]),
                                           ("**", [("**", 0.9)])))
        self.assertEqual((block["token"], block["last_token"]), (0, 1))
        self.near(block["labels"][0]["probability"], 0.6 * 0.9)
        self.near(block["labels"][1]["probability"], 0.3 + 0.6 * 0.05)

    def test_surface_forms_in_six_scripts(self):
        forms = {
            "yes": ["yes", " Yes", "YES.", "“Yes”", "**yes**"],
            "straße": ["Straße", "STRASSE", " straße,"],
            "да": ["Да", " да", "ДА!", "«да»"],
            "ναι": ["Ναι", "ΝΑΙ", " ναι·"],
            "是": ["是", " 是。", "「是」"],
            "はい": ["はい", "はい。", "『はい』"],
            "نعم": ["نعم", " نعم،", "نعم؟"],
        }
        self.assertGreaterEqual(sum(len(written) for written in forms.values()), 24)
        for label, written in forms.items():
            for text in written:
                share = self.shares(f"{label},zzz", single(text, [(text, 0.7), ("q", 0.2)]))[label]
                self.near(share[0], 0.7, (label, text))
                self.assertEqual(labels_oracle.bare(text), labels_oracle.bare(label))

    def test_half_a_character_begins_a_label(self):
        for label, size, other in (("はい", 1, "yes"), ("是", 2, "no"), ("🐈", 3, "🐕"), ("Да", 1, "zz")):
            data = label.encode()
            rest = samples.raw_token(data[size:], 0.9)
            first = samples.raw_token(data[:size], 0.7, top_logprobs=[])
            share = self.shares(f"{label},{other}", samples.response(samples.choice([first, rest])))
            self.near(share[label][0], 0.7 if other != "🐕" else 0.63, label)

    def test_an_answer_that_leaves_its_beginning_is_not_the_label(self):
        block = self.block("spam,ham", chain(("h", [("h", 0.8), ("sp", 0.1)]),
                                             ("ippo", [("ippo", 0.6), ("am", 0.3)])))
        self.near(block["labels"][1]["probability"], 0.8 * 0.3)
        self.near(block["labels"][0]["probability"], 0.1)
        self.near(block["other"], 0.8 * 0.6)
        self.assertIsNone(block["written"])

    # Labels that begin alike.

    CITIES = "New York,New Jersey,Miami"

    def test_the_token_that_tells_labels_apart_is_used(self):
        block = self.block(self.CITIES, chain(
            ("New", [("New", 0.8), ("N", 0.05), ("Chicago", 0.01)]),
            (" York", [(" York", 0.9), (" Jersey", 0.05), (" Orleans", 0.01)]),
            (".", [(".", 1.0)])))
        york, jersey, miami = block["labels"]
        self.near(york["probability"], 0.72)
        self.near(jersey["probability"], 0.04)
        self.assertEqual((york["bound"], jersey["bound"]), (None, None))
        self.assertIsNone(miami["probability"])
        self.near(miami["bound"], 0.01)
        self.assertEqual([(alike["labels"], round(alike["probability"], 9))
                          for alike in block["begin_alike"]], [(["New York", "New Jersey"], 0.05)])
        self.near(block["label_mass"] + block["other"] + block["uncovered"], 1)
        self.assertEqual((block["token"], block["last_token"], block["written"]), (0, 1, "New York"))

    def test_labels_that_nothing_tells_apart_are_said_to_be_so(self):
        response = single("New", [("New", 0.8), ("Miami", 0.1)])
        block = self.block(self.CITIES, response)
        self.assertEqual([share["probability"] for share in block["labels"][:2]], [None, None])
        self.near(block["labels"][0]["bound"], 0.9)
        text = self.run_ok_or(OK, "-q", "-r", "-", "--labels", self.CITIES, stdin=response).out.decode()
        self.assertIn("indistinguishable: 80.0% can be “New York” or “New Jersey”", text)

    def test_a_label_that_begins_another(self):
        steps = ("no", [("no", 0.6), ("yes", 0.3)])
        block = self.block("yes,no,no idea", chain(steps, (".", [(".", 0.9), (" idea", 0.1)])))
        self.near(block["labels"][1]["probability"], 0.6, "what equals a label is that label")
        block = self.block("yes,no,no idea", chain(steps, (" idea", [(" idea", 0.2), (".", 0.7)])))
        self.near(block["labels"][1]["probability"], 0.6 * 0.7)
        self.near(block["labels"][2]["probability"], 0.6 * 0.2)
        self.assertEqual(block["written"], "no idea")

    def test_numbers_that_begin_others_are_not_confused(self):
        response = single("7", [("7", 0.5), ("1", 0.3), ("2", 0.1)])
        shares = self.shares("1,10,2,7", response)
        self.assertEqual((shares["1"][0], shares["10"][0]), (None, None))
        self.near(shares["1"][1], 0.3 + 0.1)
        block = self.block("1,10,2", chain(("1", [("1", 0.6), ("2", 0.3)]),
                                           ("0", [("0", 0.9), (".", 0.05), ("5", 0.02)])))
        self.near(block["labels"][0]["probability"], 0.6 * 0.05)
        self.near(block["labels"][1]["probability"], 0.6 * 0.9)
        self.near(block["other"], 0.6 * 0.02)

    # Bad lists.

    def test_bad_lists_are_refused(self):
        for labels in ("", "a,", ",a", "a,,b", "a,A", "a, A ", "a,“a”", "straße,STRASSE", "a,-", "...", "４,4"):
            result = program.run("-r", "-", "--labels", labels)
            self.assertEqual((result.code, result.out), (USAGE, b""), labels)
            self.assertIn(b"--labels", result.err)
        for words in (["--expect", "a"], ["--labels", "a,b", "--expect", "c"],
                      ["--labels", "a,b", "--expect", ""]):
            self.assertEqual(program.run("-r", "-", *words).code, USAGE, words)
        self.run_ok_or(OK, "-r", "-", "--labels=-1,0,1", stdin=single("0", [("0", 0.9)]))

    # The gate.

    def expect(self, label, response, labels="yes,no,maybe"):
        result = program.run("-q", "-r", "-", "--labels", labels, "--expect", label,
                             stdin=json.dumps(response).encode())
        return result.code

    def test_expect_trips_when_another_label_is_more_probable(self):
        response = single("yes", [("yes", 0.5), ("no", 0.3), ("so", 0.1)])
        self.assertEqual(self.expect("Yes ", response), OK)
        self.assertEqual(self.expect("no", response), TRIPPED)
        self.assertEqual(self.expect("maybe", response), TRIPPED)
        self.assertEqual(self.expect("no", single("yes", [("yes", 0.3), ("no", 0.3)])), OK, "a tie")

    def test_expect_is_not_met_by_chance(self):
        nothing = single("so", [("so", 0.9), ("well", 0.05)])
        self.assertEqual(self.expect("yes", nothing), UNUSABLE)
        alike = single("New", [("New", 0.8), ("Miami", 0.1)])
        self.assertEqual(self.expect("New York", alike, self.CITIES), UNUSABLE)
        self.assertEqual(self.expect("Miami", alike, self.CITIES), UNUSABLE)

    def test_an_answer_without_a_place_for_a_label(self):
        for tokens in ([samples.token(" \n", 0.9)], [samples.token("yes", 0.9, logprob=None)]):
            result = program.run("-f", "json", "-r", "-", "--labels", "yes,no",
                                 stdin=json.dumps(samples.response(samples.choice(
                                     [*tokens, samples.token("\n", 0.9)]))).encode())
            self.assertEqual(result.code, UNUSABLE)
            answer = json.loads(result.out)
            self.assertEqual((answer["choices"][0]["labels"], answer["error"]["code"]),
                             (None, "nothing_to_judge"))

    # The bounds.

    def test_bounds_contain_the_truth(self):
        random.seed(21)
        responses, truths = [], []
        for _ in range(10000):
            response, truth = cut_distribution(random)
            responses.append(json.dumps(response))
            truths.append(truth)
        result = self.run_ok_or(OK, "-q", "-f", "json", "-r", "-", "--labels", ",".join(LABELS),
                                stdin="\n".join(responses))
        lines = result.out.decode().splitlines()
        self.assertEqual(len(lines), len(truths))
        for line, (truth, spellings) in zip(lines, truths):
            block = json.loads(line)["choices"][0]["labels"]
            self.near(block["label_mass"] + block["other"] + block["uncovered"], 1)
            for share in block["labels"]:
                true = truth[share["label"]]
                least = share["probability"] or 0
                open_share = block["uncovered"] + sum(
                    alike["probability"] for alike in block["begin_alike"]
                    if share["label"] in alike["labels"])
                self.assertLessEqual(least, true + SLACK)
                self.assertLessEqual(true, least + open_share + SLACK)
                self.assertEqual(share["bound"] is None, share["probability"] is not None)
                if share["bound"] is not None and spellings == 1:
                    self.assertLessEqual(true, share["bound"] + SLACK)


LABELS = ["red", "green", "New York", "New Jersey"]
FIRST = ["red", "green", "New", "blue", "Newt", "the", "a", "gold"]
SECOND = [" York", " Jersey", " Orleans", ".", "!"]


def shares_of(random, count):
    weights = [random.random() ** random.choice((1, 4, 9)) for _ in range(count)]
    return [weight / sum(weights) for weight in weights]


def cut_distribution(random):
    """A response with the best k of a made distribution, and the truth: each label's probability,
    and how many spellings a label has at most."""
    spellings = random.choice((1, 1, 3))
    texts = [spelling(text) for text in FIRST + ["re"] * (spellings > 1)
             for spelling in (str, str.upper, lambda text: " " + text)[:spellings]]
    first = dict(zip(texts, shares_of(random, len(texts))))
    next_texts = SECOND + [" Yo"] * (spellings > 1)
    second = dict(zip(next_texts, shares_of(random, len(next_texts))))
    chosen = random.choices(list(first), list(first.values()))[0]
    steps = [(chosen, first)]
    if labels_oracle.bare(chosen) == "new":
        steps.append((random.choices(list(second), list(second.values()))[0], second))
    truth = dict.fromkeys(LABELS, 0.0)
    for text, share in first.items():
        bare = labels_oracle.bare(text)
        if bare == "new":
            truth["New York"] += share * (second[" York"] + second.get(" Yo", 0))
            truth["New Jersey"] += share * second[" Jersey"]
        for label in ("red", "green"):
            if label.startswith(bare):
                truth[label] += share
    most = random.randint(1, len(texts))
    tokens = []
    for text, whole in steps:
        best = sorted(whole.items(), key=lambda pair: -pair[1])[:most]
        tokens.append(samples.token(text, whole[text], best))
    return samples.response(samples.choice(tokens)), (truth, spellings)


if __name__ == "__main__":
    unittest.main()
