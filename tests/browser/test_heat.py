"""The temperature of the card: what a token's list becomes, and what is only a bound."""

import json
import unittest

import expected
import page
import program
from responses import response_of
from samples import token

LONG = str(program.EXAMPLES / "poland-long.json")
STORY = program.ROOT / "tests" / "data" / "logits"
HEAT = """const slider = document.querySelector('.heat input');
slider.value = arguments[0];
slider.dispatchEvent(new Event('input', {bubbles: true}));"""


def weight(p, temperature, best):
    return (p / best) ** (1 / temperature) if temperature else float(p == best)


def bounds(shares, rest, temperature):
    """The most that each share can be, and the most or the least that the rest can be."""
    weights = [weight(p, temperature, shares[0]) for p in shares]
    last = min(rest, shares[-1])
    whole, part = divmod(rest, last)
    few = whole * weight(last, temperature, shares[0]) + weight(part, temperature, shares[0])
    listed = sum(weights)
    most = [w / (listed + few if temperature > 1 else listed) for w in weights]
    return most, few / (listed + few)


class Heat(page.BrowserTest):
    def heat(self, temperature):
        self.js(HEAT, temperature)
        return [bar["share"] for bar in self.card()["bars"]]

    def test_bounds_of_a_list(self):
        self.open("-r", LONG)
        for number in (2, 17, 20):
            self.token(number).click()
            shares = [p for _, _, p, _ in expected.outcomes(self.json()[0]["tokens"][number])]
            for temperature in (0, 0.5, 0.95, 1.5, 2):
                with self.subTest(token=number, temperature=temperature):
                    most, rest = bounds(shares, 1 - sum(shares), temperature)
                    sign = "≥" if temperature > 1 else "≤"
                    self.assertEqual(self.heat(temperature),
                                     [f"≤ {expected.percent(p, ())}" for p in most]
                                     + [f"{sign} {expected.percent(rest, ())}"])
            plain = [share for _, share, _ in expected.bars(self.json()[0]["tokens"][number])]
            self.assertEqual(self.heat(1), plain)

    def test_exact_where_all_is_listed(self):
        top = (("a", 0.5), ("b", 0.3), ("c", 0.2))
        self.open("-r", "-", stdin=response_of(token("a", 0.5, top)))
        self.token(0).click()
        self.assertEqual(self.heat(0.5), ["65.8%", "23.7%", "10.5%"])
        self.assertEqual(self.heat(0), ["100.0%", "0.0%", "0.0%"])

    def test_it_stays_from_token_to_token(self):
        self.open("-r", LONG)
        self.token(2).click()
        self.heat(0.5)
        self.keys("n")
        self.assertTrue(self.card()["bars"][0]["share"].startswith("≤ "))
        self.assertEqual(self.find(".heat output").text, "0.50")

    def test_nothing_is_above_what_the_whole_vocabulary_becomes(self):
        """What raw logits give at that temperature is within the bounds of their short list."""
        words = ("-r", str(STORY / "story.safetensors"), "--choice", "0", "--tokenizer",
                 str(STORY / "tokenizer.json"), "-k", "3")
        self.open(*words)
        for temperature in (0.5, 2):
            exact = json.loads(program.run(*words, "--at-temperature", str(temperature),
                                           "-f", "json").out)["choices"][0]["tokens"]
            for number in range(3):
                self.token(number).click()
                self.heat(temperature)
                shown = {bar["text"]: bar["width"] for bar in self.card()["bars"]}
                for entry in exact[number]["alternatives"]:
                    text = expected.cell(expected.data(entry))
                    if text in shown:
                        self.assertLessEqual(entry["probability"] * 100, shown[text] + 1e-3)

    def test_floors_alone_do_no_harm(self):
        floors = ",".join('{"token":"%s","logprob":-9999}' % text for text in "ab")
        self.open("-r", "-", stdin='{"content":[{"token":"a","logprob":-9999,"top_logprobs":[%s]}]}'
                  % floors)
        self.token(0).click()
        self.heat(0.5)
        self.assertEqual([bar["share"] for bar in self.card()["bars"]], ["0.0%", "0.0%", "100.0%"])


if __name__ == "__main__":
    unittest.main()
