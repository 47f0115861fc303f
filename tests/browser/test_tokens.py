"""The page shows for each token what `-f json` says about it."""

import re
import unittest

import expected
import page
import program
from responses import response_of
from samples import token

DATA = program.ROOT / "tests" / "data"
ODD = ("alternatives-odd", "alternatives-unsorted", "percentages", "unscored", "floors",
       "all-unscored", "alternatives-null", "white-space", "split-characters")


def odd_files():
    """Responses with rare features: no alternatives, missing logprobs, floors ..."""
    return [str(file) for name in ODD for file in sorted((DATA / name).iterdir())
            if file.suffix in (".json", ".sse") and file.name not in ("out", "err")]


class Tokens(page.BrowserTest, expected.Checks):
    def check_page(self):
        choices = self.json()
        self.check_painted(choices)
        self.check_counts(choices)
        for i, choice in enumerate(choices):
            if choice and choice["tokens"]:
                self.check_cards(i, choice["tokens"])
        return choices

    def test_of_the_examples(self):
        names = [str(name) for name in program.examples()]
        self.open("-r", *names, code=program.REFUSED)
        choices = self.check_page()
        self.assertGreater(sum(len(c["tokens"]) for c in choices if c), 200)

    def test_of_an_answer_with_fields_and_labels(self):
        self.open("-r", str(program.EXAMPLES / "receipt.json"), "--fields", "--labels", "a,b")
        [choice] = self.check_page()
        self.open_details(".table")
        self.assertEqual(len(self.table()["rows"]), len(choice["tokens"]))

    def test_of_odd_responses(self):
        files = odd_files()
        self.assertGreaterEqual(len(files), len(ODD))
        self.open("-r", *files, code=program.UNUSABLE)
        self.check_page()

    def test_of_numbers_that_no_double_can_hold(self):
        """A floor stays a floor even if JSON has no number for it."""
        a, b, c, d = ('{"token":"%s","logprob":%s}' % entry for entry in
                      (("a", "-1e999"), ("b", "-0.1"), ("c", "-1e999"), ("d", "-1e999")))
        self.open("-r", "-", stdin='{"content":[%s,"top_logprobs":[%s,%s]},%s,"top_logprobs":[%s,%s]}]}'
                  % (a[:-1], b, a, c[:-1], c, d))
        self.check_page()

    def test_of_a_single_token_without_alternatives(self):
        self.open("-r", "-", stdin=response_of(token("one", 0.25)))
        self.check_page()
        [card] = self.cards()
        self.assertEqual(set(card["facts"]), {"probability", "surprisal", "logprob"})

    def test_with_twenty_alternatives(self):
        top = [(f"w{k}", 0.3 / 2 ** k) for k in range(20)]
        self.open("-r", "-", stdin=response_of(token("w3", 0.3 / 8, top), token("else", 0.01, top)))
        self.check_page()
        self.assertEqual([len(card["bars"]) for card in self.cards()], [21, 22])

    def test_of_several_tokens_of_one_character(self):
        """Each of them has its own card although they share an element."""
        self.open("-r", str(program.EXAMPLES / "emoji-cjk.json"))
        [parts] = self.painted()
        self.assertGreater(max(part["count"] for part in parts), 1)
        self.assertEqual([card["number"] for card in self.cards()],
                         [t["index"] for t in self.json()[0]["tokens"]])

    def test_a_token_that_continues_after_a_line_break_is_marked_once(self):
        top = (("a\nb", 0.4), ("c", 0.39))
        self.open("-r", "-", stdin=response_of(token("a\nb", 0.4, top), token("d")))
        [parts] = self.painted()
        self.assertEqual([(p["first"], p["text"], p["more"]) for p in parts],
                         [(0, "a", True), (0, "b", False), (1, "d", False)])
        self.point_at(self.find("[data-more]"))
        self.assertEqual(self.js("return texts(document.querySelectorAll('[data-active]'))"),
                         ["a", "b"])


class Table(page.BrowserTest, expected.Checks):
    def rows_of(self, tokens):
        return [[str(t["index"]), expected.cell(expected.data(t)),
                 "" if t["probability"] is None else expected.percent(t["probability"]),
                 t["logprob"], "" if t["rank"] is None else str(t["rank"]),
                 "" if t["margin"] is None else expected.percent(t["margin"], (0.15,)),
                 expected.clue_names(t)] for t in tokens]

    def shown_rows(self, place=0):
        """The rows without the entropy and what else there was, with the logprob as a number."""
        table = self.table(place=place)
        at = table["heads"].index("entropy")
        return [[float(cell) if i == 3 and cell else cell or (None if i == 3 else "")
                 for i, cell in enumerate(row[:-1]) if i != at] for row in table["rows"]]

    def test_says_what_else_there_was(self):
        self.open("-r", str(program.EXAMPLES / "poland-long.json"))
        self.open_details(".table")
        self.assertEqual([row[-1] for row in self.table()["rows"]], [
            "  ".join(f"{text} {share}" for text, share, chosen in expected.bars(t)
                      if text and not chosen) for t in self.json()[0]["tokens"]])

    def test_has_every_token(self):
        self.open("-r", str(program.EXAMPLES / "cats.json"), *odd_files(), code=program.UNUSABLE)
        self.assertEqual(self.js("return document.querySelectorAll('.words tbody tr').length"), 0)
        self.open_details(".table")
        place = 0
        for choice in self.json():
            if choice["tokens"]:
                with self.subTest(table=place):
                    self.assertEqual(self.shown_rows(place), self.rows_of(choice["tokens"]))
                place += 1

    def test_says_the_entropy_of_the_card(self):
        self.open("-r", str(program.EXAMPLES / "poland-long.json"))
        self.open_details(".table")
        table = self.table()
        at = table["heads"].index("entropy")
        self.assertEqual([f"≥ {row[at].lstrip('≥ ')} bits" for row in table["rows"]],
                         [card["facts"]["entropy"] for card in self.cards()])

    def test_sorts_by_every_column(self):
        self.open("-r", str(program.EXAMPLES / "poland-long.json"))
        tokens = self.json()[0]["tokens"]
        self.open_details(".table")
        for name in ("probability", "logprob", "rank", "margin"):
            at = self.table()["heads"].index(name)
            for _ in range(2):
                self.find_all(".words th button")[at].click()
                table = self.table()
                order = table["sorted"][at]
                must = sorted((t[name] for t in tokens), reverse=order == "descending")
                shown = [tokens[int(row[0])][name] for row in table["rows"]]
                self.assertEqual(shown, must, f"{name} {order}")
            self.assertEqual([s for s in table["sorted"] if s not in (None, "none")], [order])

    def test_a_click_on_a_number_goes_to_the_token(self):
        self.open("-r", str(program.EXAMPLES / "poland-long.json"))
        self.open_details(".table")
        self.find_all(".words td button")[17].click()
        self.assertEqual(self.active(), (0, 17))

    def test_creates_rows_when_they_come_into_view(self):
        self.open("-r", "-", stdin=response_of(*(token(f" w{i}") for i in range(700))))
        self.open_details(".table")
        count = "return document.querySelectorAll('.words tbody tr').length"
        self.assertLess(self.js(count), 700)
        self.wait(lambda: self.js("const rows = document.querySelectorAll('.words tbody tr');"
                                  "rows[rows.length - 1].scrollIntoView();" + count) == 700)
        self.assertEqual([int(row[0]) for row in self.table()["rows"]], list(range(700)))


class Summary(page.BrowserTest):
    def test_says_what_the_text_view_says(self):
        """The same line as on a terminal, except for marks."""
        for name in ("poland-long.json", "tabs-or-spaces.json", "random-number.json"):
            self.open("-r", str(program.EXAMPLES / name))
            [choice] = self.json()
            summary = self.find(".summary").text
            for part in (f"{len(choice['tokens'])} token",
                         f"perplexity {choice['summary']['perplexity']:.2f}",
                         f"{choice['summary']['low']} low", "gpt-4o",
                         expected.percent(choice["summary"]["min_probability"])):
                self.assertIn(part, summary)

    def test_the_strip_has_a_step_for_each_token(self):
        self.open("-r", str(program.EXAMPLES / "poland-long.json"))
        tokens = self.json()[0]["tokens"]
        path = self.find(".strip path").get_attribute("d")
        self.assertEqual(levels(path, len(tokens)), [round(100 * t["probability"]) for t in tokens])


class RawLogits(page.BrowserTest):
    """Pages of tests/data/logits/story.safetensors."""

    def open_story(self, *options):
        self.open("-r", str(DATA / "logits/story.safetensors"), "--choice", "0", "--tokenizer",
                  str(DATA / "logits/tokenizer.json"), *options)
        self.open_details(".table")

    def story_cards(self):
        """Those of the tokens in the text: beyond them one stays at the last."""
        cards = self.cards()
        self.assertEqual(cards[-1], cards[-2])
        return cards[:-1]

    def test_the_entropy_is_exact(self):
        self.open_story()
        shown = [f"{t['entropy']:.2f}" for t in self.json()[0]["tokens"]]
        table = self.table()
        at = table["heads"].index("entropy")
        self.assertEqual([row[at] for row in table["rows"]], shown)
        self.assertEqual([card["facts"]["entropy"] for card in self.story_cards()],
                         [f"{bits} bits" for bits in shown[:-1]])
        self.assertNotIn("model", table["heads"])

    def test_what_sampling_leaves_is_beside_the_model_s_own(self):
        self.open_story("--at-top-k", "2")
        tokens = self.json()[0]["tokens"]
        own = [expected.percent(t["model_probability"]) for t in tokens]
        cards = self.story_cards()
        self.assertEqual([card["facts"]["model"] for card in cards], own[:-1])
        self.assertEqual([card["facts"]["possible"] for card in cards],
                         [f"{t['possible']} tokens" for t in tokens[:-1]])
        table = self.table()
        self.assertEqual([row[table["heads"].index("model")] for row in table["rows"]], own)
        shares = [[bar["share"] for bar in card["bars"]] for card in cards]
        self.assertEqual([share.count("cut") for share in shares],
                         [max(0, 6 - t["possible"]) for t in tokens[:-1]])

    def test_each_alternative_is_one_line(self):
        for size in (page.DESKTOP, page.PHONE):
            self.sized(size)
            self.open_story("--at-top-k", "2")
            self.token(0).click()
            heights = self.js("return Array.from(document.querySelectorAll('#card li'), "
                              "(bar) => bar.offsetHeight)")
            self.assertLess(max(heights), 30)


def levels(path, size):
    """The height of a stepped area at each token."""
    found, height = [], 0
    for command, value in re.findall(r"([VH])([\d.]+)", path):
        if command == "V":
            height = 100 - float(value)
        else:
            found += [round(height)] * (int(float(value)) - len(found))
    return found + [0] * (size - len(found))


if __name__ == "__main__":
    unittest.main()
