"""`-f stats` and `stats-json`: what all answers say together."""

import json
import math
import random
import unittest

import numpy as np

import program
import samples

PERCENTILES = (0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100)
ERROR = 0.004


def made_up(count, seed=1):
    """Lines of responses with logprobs of all magnitudes, some without one and some floors."""
    draw = random.Random(seed)

    def token():
        logprob = -math.exp(draw.uniform(-12, 2.5))
        if draw.random() < 0.02:
            logprob = draw.choice((None, -9999.0))
        top = sorted((-draw.expovariate(1) for _ in range(3)), reverse=True)
        return {"token": " w", "logprob": logprob,
                "top_logprobs": [{"token": f" {k}", "logprob": p} for k, p in enumerate(top)]}

    lines = []
    for number in range(count):
        tokens = [token() for _ in range(draw.randint(1, 40))]
        reply = samples.response(samples.choice([]), id=str(number), model=draw.choice("ab"))
        reply["choices"][0] |= {"finish_reason": draw.choice(("stop", "length")),
                                "message": {"content": " w" * len(tokens)},
                                "logprobs": {"content": tokens}}
        lines.append(json.dumps(reply))
    return lines


class Stats(program.ProgramTest):
    def stats(self, lines, *words):
        result = program.run("-r", "-", "-f", "stats-json", "-q", *words,
                             stdin="\n".join(lines).encode())
        return json.loads(result.out)

    @staticmethod
    def choices(lines):
        out = program.run("-r", "-", "-f", "json", "-q", stdin="\n".join(lines).encode()).out
        return [(response, choice) for response in map(json.loads, out.decode().splitlines())
                for choice in response["choices"]]

    def check(self, found, choices):
        """Compares everything but the worst with what the json view says of these choices."""
        choices = [choice for _, choice in choices]
        tokens = [token for choice in choices for token in choice["tokens"]]
        scored = [token for token in tokens
                  if token["logprob"] is not None and token["logprob"] > -1000]
        self.assertEqual((found["choices"], found["tokens"], found["scored"]),
                         (len(choices), len(tokens), len(scored)))
        exact = math.fsum(token["logprob"] for token in scored)
        self.assertAlmostEqual(found["sum_logprob"], exact, delta=abs(exact) * 1e-15)
        self.assertAlmostEqual(found["perplexity"], math.exp(-exact / len(scored)), places=12)
        self.check_percentiles(found["probability_percentiles"],
                               [math.exp(token["logprob"]) for token in scored])
        self.check_percentiles(found["perplexity_percentiles"],
                               [choice["summary"]["perplexity"] for choice in choices
                                if choice["summary"]["scored"]])
        for band, count in found["bands"].items():
            self.assertEqual(count, sum(token["band"] == band for token in tokens), band)
        for clue in ("low", "ambiguous", "not-top"):
            self.assertEqual(found["clues"][clue],
                             sum(clue in token["clues"] for token in tokens), clue)
        self.assertEqual(found["clues"]["any"], sum(bool(token["clues"]) for token in tokens))
        self.assertEqual(found["clues"]["choices"],
                         sum(any(token["clues"] for token in choice["tokens"]) for choice in choices))
        histogram = [0] * 20
        for token in tokens:
            if token["probability"] is not None:
                histogram[max(0, math.ceil(token["probability"] * 20) - 1)] += 1
        self.assertEqual(found["histogram"], histogram)

    def check_percentiles(self, found, numbers):
        numbers = sorted(numbers)
        for percentile in PERCENTILES:
            # A probability's nearest rank from above, as its surprisal's is from below.
            ranks = {max(1, math.ceil(percentile / 100 * len(numbers))),
                     len(numbers) + 1 - max(1, math.ceil((1 - percentile / 100) * len(numbers)))}
            ratio = min(abs(found[str(percentile)] / numbers[rank - 1] - 1) for rank in ranks)
            self.assertLess(ratio, ERROR if 0 < percentile < 100 else 1e-12, percentile)

    def test_all_numbers_are_those_of_json(self):
        lines = made_up(300)
        self.check(self.stats(lines), self.choices(lines))

    def test_sums_and_percentiles_are_numpys(self):
        """Of probabilities the percentiles are those of their surprisals from the other end."""
        lines = made_up(300, 2)
        found = self.stats(lines)
        choices = [choice for _, choice in self.choices(lines) if choice["summary"]["scored"]]
        logprobs = np.array([token["logprob"] for choice in choices for token in choice["tokens"]
                             if token["logprob"] is not None and token["logprob"] > -1000])
        perplexities = np.array([choice["summary"]["perplexity"] for choice in choices])
        total = float(logprobs.astype(np.longdouble).sum())
        self.assertAlmostEqual(found["sum_logprob"], total, delta=abs(total) * 1e-15)
        self.assertAlmostEqual(found["mean_logprob"], logprobs.mean(), delta=1e-12)
        for percentile in PERCENTILES:
            expected = np.percentile(perplexities, percentile, method="inverted_cdf")
            ratio = found["perplexity_percentiles"][str(percentile)] / expected
            self.assertLess(abs(ratio - 1), ERROR, percentile)
            surprisal = np.percentile(-logprobs, 100 - percentile, method="inverted_cdf")
            ratio = found["probability_percentiles"][str(percentile)] / np.exp(-surprisal)
            self.assertLess(abs(ratio - 1), ERROR, percentile)

    def test_any_order_gives_the_same_bits(self):
        lines = made_up(200)
        first = self.stats(lines, "--worst", "0")
        for seed in range(3):
            random.Random(seed).shuffle(lines)
            self.assertEqual(self.stats(lines, "--worst", "0"), first)

    def test_groups_add_up(self):
        lines = made_up(200)
        choices = self.choices(lines)
        for by, group_of in (("model", lambda response, _: response["model"]),
                             ("finish_reason", lambda _, choice: choice["finish_reason"])):
            found = self.stats(lines, "--by", by)
            names = {group_of(*pair) for pair in choices}
            self.assertEqual((found["by"], set(found["groups"])), (by, names))
            for name, group in found["groups"].items():
                self.check(group, [pair for pair in choices if group_of(*pair) == name])
            self.assertEqual(sum(group["answers"] for group in found["groups"].values()), 200)

    def test_the_worst_choices(self):
        lines = made_up(100)
        choices = [(response["line"], choice["summary"], choice)
                   for response, choice in self.choices(lines) if choice["summary"]["scored"]]
        unsure = {line: sum(bool(token["clues"]) for token in choice["tokens"]) / len(choice["tokens"])
                  for line, _, choice in choices}
        keys = {"perplexity": lambda line, summary: -summary["perplexity"],
                "probability": lambda line, summary: summary["min_probability"],
                "clues": lambda line, summary: -unsure[line]}
        for by, key in keys.items():
            found = self.stats(lines, "--worst", "7", "--worst-by", by)["worst"]
            expected = sorted((key(line, summary), line) for line, summary, _ in choices)[:7]
            self.assertEqual([worst["line"] for worst in found], [line for _, line in expected], by)
            starts = [sum(len(line) + 1 for line in lines[:worst["line"] - 1]) for worst in found]
            self.assertEqual([worst["offset"] for worst in found], starts)

    def test_failures_are_counted_by_kind(self):
        good = json.dumps(samples.answer("a"))
        cut = good[:-20]
        bad = json.dumps({"error": {"message": "no", "code": "oops"}})
        found = self.stats([good, bad, "{}]", bad, good, cut])
        self.assertEqual(found["failures"], {"oops": 2, "": 1})
        self.assertEqual((found["answers"], found["broken"], found["choices"]), (5, 2, 2))

    def test_an_option_that_is_no_name(self):
        for words in (("--by", "mood"), ("--worst-by", "mood"), ("--worst", "-1")):
            result = program.run("-r", "-", "-f", "stats", *words)
            self.assert_sentence(result, program.USAGE, words[0])


if __name__ == "__main__":
    unittest.main()
