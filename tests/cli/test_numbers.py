"""The numbers, checked against a second implementation of the same rules."""

import json
import math
import random
import unittest

import program
import samples

BANDS = (("green", 0.9), ("lime", 0.7), ("yellow", 0.5), ("orange", 0.3))
LOW, AMBIGUOUS = 0.1, 0.15


def is_scored(logprob):
    return logprob is not None and logprob <= 1e-6


def probability(logprob):
    if not is_scored(logprob):
        return None
    return 0.0 if logprob <= -1000 else min(1.0, math.exp(logprob))


def band(p):
    if p is None:
        return None
    return next((name for name, threshold in BANDS if p > threshold), "red")


def ranked(entry):
    """The entries that rank and margin compare, most probable first."""
    found = []
    for other in entry["top_logprobs"]:
        pair = (other["token"], other["logprob"])
        if is_scored(other["logprob"]) and pair not in found:
            found.append(pair)
    return sorted(found, key=lambda pair: -pair[1])


def as_probable(logprob):
    """The logprob, made equal for equal probabilities: all floors, and all values above 0."""
    return min(max(logprob, -1000), 0)


def own_entry(entry, order):
    """The chosen token's own entry, which may have to be added to `order`."""
    logprob = entry["logprob"]
    own = [pair for pair in order if pair[0] == entry["token"]]
    if own and is_scored(logprob):
        return min(own, key=lambda pair: abs(pair[1] - logprob))
    if own:
        return own[0]
    if order and is_scored(logprob) and as_probable(logprob) >= as_probable(order[-1][1]):
        order.append((entry["token"], logprob))
        order.sort(key=lambda pair: -pair[1])
        return (entry["token"], logprob)
    return None


def verdict(entry):
    """The verdict on a token that is in the list at most once per logprob."""
    p, order = probability(entry["logprob"]), ranked(entry)
    own = own_entry(entry, order)
    rank = None if own is None else 1 + sum(pair[1] > own[1] for pair in order)
    margin = probability(order[0][1]) - probability(order[1][1]) if len(order) > 1 else None
    clues = []
    if p is not None and p < LOW:
        clues.append("low")
    if margin is not None and order[0][1] > -1000 and margin < AMBIGUOUS:
        clues.append("ambiguous")
    others = [pair for pair in order if pair != own]
    if p is not None and any(pair[1] > entry["logprob"] for pair in others):
        clues.append("not-top")
    return {"probability": p, "band": band(p), "rank": rank, "margin": margin, "clues": clues}


def some_logprob(random_numbers):
    return random_numbers.choice((
        random_numbers.uniform(-8, 0), random_numbers.uniform(-1, 0), -0.5, -0.25, 0, -0.0,
        -9999.0, -1000, -3.4e38, None, 1e-7, -1e-300))


def some_token(random_numbers):
    """A token with distinct alternatives, which may or may not include the token itself."""
    names = random_numbers.sample("abcdefgh", random_numbers.randrange(6))
    top = [{"token": name, "logprob": some_logprob(random_numbers), "bytes": None}
           for name in names]
    entry = {"token": random_numbers.choice("abcdefgh"), "logprob": some_logprob(random_numbers),
             "bytes": None, "top_logprobs": top}
    for other in top:
        if other["token"] == entry["token"]:
            other["logprob"] = entry["logprob"]
    return entry


def response_of(entries):
    return json.dumps(samples.response(samples.choice(entries)))


class Numbers(program.ProgramTest):
    def judged(self, entries, *words):
        text = self.show(response_of(entries), "-f", "json", "-q", *words)
        return json.loads(text)["choices"][0]

    def test_every_token(self):
        random_numbers = random.Random(1)
        entries = [some_token(random_numbers) for _ in range(3000)]
        for entry, got in zip(entries, self.judged(entries)["tokens"], strict=True):
            expected = verdict(entry)
            for name in ("probability", "margin"):
                self.assert_close(got[name], expected.pop(name), entry)
            self.assertEqual({name: got[name] for name in expected}, expected, entry)

    def assert_close(self, got, expected, entry):
        if expected is None or got is None:
            self.assertEqual(got, expected, entry)
        else:
            self.assertAlmostEqual(got, expected, delta=1e-15, msg=entry)

    def test_alternatives_are_sorted_and_kept(self):
        random_numbers = random.Random(2)
        entries = [some_token(random_numbers) for _ in range(500)]
        for entry, got in zip(entries, self.judged(entries)["tokens"], strict=True):
            sent = [(a["token"], a["logprob"]) for a in entry["top_logprobs"]]
            scored = sorted((a for a in sent if is_scored(a[1])), key=lambda a: -a[1])
            shown = [(a["token"], a["logprob"]) for a in got["alternatives"]]
            self.assertEqual(shown[:len(scored)], scored)
            self.assertCountEqual(shown, sent)

    def test_the_summary(self):
        random_numbers = random.Random(3)
        for size in (1, 2, 5, 100):
            entries = [some_token(random_numbers) for _ in range(size)]
            self.check_summary(entries, self.judged(entries)["summary"])

    def check_summary(self, entries, got):
        scored = [e["logprob"] for e in entries if is_scored(e["logprob"]) and e["logprob"] > -1000]
        clues = [clue for e in entries for clue in verdict(e)["clues"]]
        self.assertEqual((got["tokens"], got["scored"]), (len(entries), len(scored)))
        self.assertEqual([got["low"], got["ambiguous"], got["not_top"]],
                         [clues.count(name) for name in ("low", "ambiguous", "not-top")])
        if not scored:
            self.assertEqual([got[name] for name in ("sum_logprob", "mean_logprob", "perplexity",
                                                     "min_probability")], [None] * 4)
            return
        total = math.fsum(scored)
        self.assertAlmostEqual(got["sum_logprob"], total, delta=1e-12)
        self.assertAlmostEqual(got["mean_logprob"], total / len(scored), delta=1e-12)
        self.assertAlmostEqual(got["perplexity"] / math.exp(-total / len(scored)), 1, delta=1e-12)
        self.assertAlmostEqual(got["min_probability"], math.exp(min(scored)), delta=1e-15)

    def test_perplexity_that_overflows_is_unknown(self):
        summary = self.judged([samples.token("a", logprob=-900)])["summary"]
        self.assertEqual((summary["scored"], summary["perplexity"]), (1, None))

    def test_the_number_sent_is_the_number_shown(self):
        numbers = (-0.1, -1e-320, -123.45678901234567, -5e-324, -0.0001234567890123456, 0, -7,
                   -999.9999999999999, -1.7976931348623157e308, 1e-7, 2.5, -1e22)
        got = self.judged([samples.token("a", logprob=number) for number in numbers])["tokens"]
        self.assertEqual([entry["logprob"] for entry in got], list(numbers))

    def test_numbers_as_servers_write_them(self):
        spelled = ("-3.3E-4", "-1E+2", "-0", "0", "-0.10000000000000000555", "-1e-400", "-12")
        entries = [samples.token("a", logprob="@%d@" % i) for i in range(len(spelled))]
        content = response_of(entries)
        for i, text in enumerate(spelled):
            content = content.replace(f'"@{i}@"', text)
        got = json.loads(self.show(content, "-f", "json"))["choices"][0]["tokens"]
        self.assertEqual([entry["logprob"] for entry in got], [float(text) for text in spelled])

    def test_thresholds_are_strict(self):
        p = 0.5
        entry = samples.token("a", logprob=math.log(p))
        exact = self.judged([entry])["tokens"][0]["probability"]
        for name, threshold in (("yellow", math.nextafter(exact, 0)), ("orange", exact)):
            words = ("--bands", f"0.9,0.7,{threshold!r},0.3")
            self.assertEqual(self.judged([entry], *words)["tokens"][0]["band"], name)
        for clues, threshold in ((["low"], math.nextafter(exact, 1)), ([], exact)):
            words = ("--low", repr(threshold))
            self.assertEqual(self.judged([entry], *words)["tokens"][0]["clues"], clues)

    def test_ambiguous_is_strict(self):
        entry = samples.token("a", 0.5, (("a", 0.5), ("b", 0.25)))
        margin = self.judged([entry])["tokens"][0]["margin"]
        for clues, gap in ((["ambiguous"], math.nextafter(margin, 1)), ([], margin)):
            words = ("--ambiguous", repr(gap))
            self.assertEqual(self.judged([entry], *words)["tokens"][0]["clues"], clues)


if __name__ == "__main__":
    unittest.main()
