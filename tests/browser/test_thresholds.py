"""Switches and sliders repaint a page as the program would have painted it."""

import math
import unittest

import expected
import page
import program
from responses import response_of, responses_of
from samples import token

LONG, CATS = (str(program.EXAMPLES / name) for name in ("poland-long.json", "cats.json"))
ODD = str(program.ROOT / "tests" / "data" / "floors" / "floors.json")
BANDS = ("green", "lime", "yellow", "orange", "red")
SLIDERS = ("low", "ambiguous", "0", "1", "2", "3")
SETTINGS = ((0.4, 0.5, 0.95, 0.8, 0.6, 0.2), (0, 0, 1, 1, 0.005, 0.005), (1, 1, 0.5, 0.4, 0.3, 0.2),
            (0.005, 0.995, 0.9, 0.9, 0.1, 0.1))


def words_of(low, ambiguous, *bands):
    """The options for the program; bands that are equal here get a negligible difference there."""
    bands = [band - i * 1e-12 for i, band in enumerate(bands)]
    return ("--low", str(low), "--ambiguous", str(ambiguous),
            "--bands", ",".join(f"{band:.14f}" for band in bands))


class Sliders(page.BrowserTest, expected.Checks):
    def set_all(self, values):
        """Moves every slider twice, in both orders, because bands push each other along."""
        pairs = [*zip(SLIDERS, values)]
        self.js("for (const [name, value] of arguments[0]) move(name, value)",
                pairs + pairs[::-1])
        self.shown()

    def limits(self):
        return {one.get_attribute("name"): float(one.get_attribute("value"))
                for one in self.find_all("input[type=range]")}

    def test_repaint_every_token_as_the_program_does(self):
        self.open("-r", LONG, CATS, ODD)
        for values in SETTINGS:
            with self.subTest(values=values):
                self.set_all(values)
                self.assertEqual(tuple(self.limits()[name] for name in SLIDERS), values)
                for i in range(3):
                    self.js("answer(arguments[0]).scrollIntoView()", i)
                    self.shown()
                choices = self.json(*words_of(*values))
                self.check_painted(choices)
                self.check_counts(choices)
                self.check_index(choices)
        for i, choice in enumerate(choices):
            self.assertEqual([card["clues"] for card in self.cards(i)],
                             [expected.clue_names(t) for t in choice["tokens"]])

    def check_index(self, choices):
        index = self.table("#index")
        at = index["heads"].index("clues")
        self.assertEqual([row[at] for row in index["rows"]],
                         [str(expected.unsure(c)) for c in choices])

    def test_bands_never_overlap(self):
        self.open("-r", LONG)
        for name, value in (("3", 0.95), ("0", 0.2), ("1", 0.6), ("2", 0.05)):
            with self.subTest(name=name, value=value):
                before = self.limits()
                self.set(name, value)
                limits = self.limits()
                bands = [limits[band] for band in "0123"]
                self.assertEqual(limits[name], value)
                self.assertEqual(bands, sorted(bands, reverse=True))
                self.assertEqual((limits["low"], limits["ambiguous"]),
                                 (before["low"], before["ambiguous"]))
                self.check_painted(self.json(*words_of(0.1, 0.15, *bands)))

    def test_a_probability_exactly_at_a_threshold(self):
        """It is neither above nor below the threshold."""
        top = (("a", 0.5), ("b", 0.25))
        self.open("-r", "-", stdin=response_of(token("a", 0.5, top), token("b", 0.25, top)))
        for name, value in (("3", 0.25), ("low", 0.25), ("ambiguous", 0.25), ("2", 0.5)):
            self.set(name, value)
        self.check_painted(self.json("--low", "0.25", "--ambiguous", "0.25",
                                     "--bands", "0.9,0.7,0.5,0.25"))
        looks = [part["look"] for part in self.painted()[0]]
        self.assertEqual(looks, [["orange"], ["red", "not-top", "clue"]])

    def test_the_legend_and_the_sliders_values_follow(self):
        self.open("-r", LONG)
        self.set_all((0.4, 0.5, 0.95, 0.8, 0.625, 0.2))
        legend = self.find(".legend").text
        for part in ("≤ 95%", "≤ 80%", "≤ 62.5%", "≤ 20%", "< 40%"):
            self.assertIn(part, legend)
        self.assertEqual([one.get_attribute("textContent") for one in self.find_all(".sliders output")],
                         ["40%", "50%", "95%", "80%", "62.5%", "20%"])

    def test_begin_at_the_programs_options(self):
        words = words_of(0.333, 0.25, 0.8, 0.6, 0.4, 0.2)
        self.open("-r", LONG, *words)
        self.check_painted(self.json())
        self.set("ambiguous", 0.3)
        self.check_painted(self.json(*words_of(0.333, 0.3, 0.8, 0.6, 0.4, 0.2)))

    def test_an_open_table_follows(self):
        self.open("-r", LONG)
        self.open_details(".table")
        self.set("low", 0.6)
        self.assertEqual([row[-2] for row in self.table()["rows"]],
                         [expected.clue_names(t) for t in self.json("--low", "0.6")[0]["tokens"]])

    def test_the_pinned_card_follows(self):
        self.open("-r", LONG)
        self.token(1).click()
        self.assertEqual(self.card()["clues"], "")
        self.set("low", 1)
        self.assertEqual((self.card()["clues"], self.card()["pinned"]), ("low", True))

    def test_work_by_keyboard(self):
        self.open("-r", LONG)
        self.tab_to(".controls summary")
        self.keys(page.Keys.ENTER)
        self.tab_to("input[name=low]")
        self.keys(*[page.Keys.ARROW_RIGHT] * 60)
        self.shown()
        low = self.limits()["low"]
        self.assertAlmostEqual(low, 0.4)
        self.check_painted(self.json("--low", str(low)))
        self.assertEqual(self.card()["number"], 0)  # which Tab came by

    def test_answers_far_below_follow(self):
        """Checks bands and counts of an answer that was out of view when a slider moved."""
        self.sized((800, 120))
        self.open("-r", LONG)
        self.open_details(".controls details")
        self.set("low", 0.6)
        self.js("arguments[0].scrollIntoView()", self.find(".text"))
        self.shown()
        self.wait(lambda: self.painted()[0][0]["look"] is not None)
        choices = self.json("--low", "0.6")
        self.check_painted(choices)
        self.check_counts(choices)


class Colours(page.BrowserTest, expected.Checks):
    def bands_by(self, how):
        """The band of each token by `how`, which gives 1 for no doubt; "" if it is unknown."""
        values = [how(t) for t in self.json()[0]["tokens"]]
        names = ("green", "lime", "yellow", "orange")
        return ["" if value is None else
                next((n for n, b in zip(names, expected.BANDS) if value > b), "red")
                for value in values]

    def shown_bands(self):
        return [next((n for n in part["look"] if n in BANDS), "")
                for part in self.painted()[0]]

    def test_by_margin(self):
        self.open("-r", LONG)
        self.choose("[name=by][value=margin]")
        self.assertEqual(self.shown_bands(), self.bands_by(lambda t: t["margin"]))
        self.choose("[name=by][value=probability]")
        self.check_painted(self.json())

    def test_by_entropy(self):
        self.open("-r", LONG)
        self.choose("[name=by][value=entropy]")
        self.assertEqual(self.shown_bands(), self.bands_by(
            lambda t: 2 ** -expected.entropy(expected.outcomes(t))))
        self.assertIn(f"{-math.log2(0.9):.2f} bits", self.find(".legend").text)
        self.set("0", 1)
        self.set("3", 0)
        self.assertNotIn("Infinity", self.find(".legend").text)

    def test_without_alternatives_there_is_no_band_by_margin_or_entropy(self):
        self.open("-r", "-", stdin=response_of(token("a", 0.2), token("b", 0.95)))
        for name in ("margin", "entropy"):
            self.choose(f"[name=by][value={name}]")
            self.assertEqual(self.shown_bands(), ["", ""])

    def test_clues_do_not_depend_on_the_colouring(self):
        self.open("-r", LONG)
        before = [set(part["look"]) - set(BANDS) for part in self.painted()[0]]
        self.choose("[name=by][value=margin]")
        after = [set(part["look"]) - set(BANDS) for part in self.painted()[0]]
        self.assertEqual(before, after)


class Clues(page.BrowserTest):
    LOOKS = """return Array.from(document.querySelectorAll('#a0 [data-t]'), (part) => {
      const {color, backgroundColor} = getComputedStyle(part);
      return [part.classList.contains('clue'), color + ' ' + backgroundColor];
    });"""

    def check_only_clues(self):
        """Tokens without a clue look like the rest of the page; those with one look as before."""
        looks = {True: set(), False: set()}
        for clue, shown in self.js(self.LOOKS):
            looks[clue].add(shown)
        self.assertEqual(len(looks[False]), 1, looks)
        self.assertTrue(looks[False].pop().endswith(" rgba(0, 0, 0, 0)"))
        self.assertGreater(len(looks[True]), 1)
        self.open_details(".table")
        must = [str(t["index"]) for t in self.json()[0]["tokens"] if t["clues"]]
        self.assertEqual([row[0] for row in self.table()["rows"]], must)

    def test_only(self):
        self.open("-r", LONG)
        self.choose("#only")
        self.check_only_clues()
        self.choose("#only")
        self.assertEqual(len(self.table()["rows"]), len(self.json()[0]["tokens"]))

    def test_only_from_the_start(self):
        self.open("-r", LONG, "--only-clues")
        self.assertTrue(self.find("#only").is_selected())
        self.check_only_clues()

    def test_the_index_leaves_out_answers_without_one(self):
        self.open("-r", "-", stdin=responses_of([token("a")], [token("b", 0.05)], [token("c")]))
        self.choose("#only")
        self.assertEqual([row[0] for row in self.table("#index")["rows"]], ["-:2"])

    def test_marks_of_every_kind(self):
        for kind, signs in (("emoji", ("🔀", "🎯")), ("ascii", ("{~}", "{!}")), ("none", ("", ""))):
            with self.subTest(kind=kind):
                self.open("-r", LONG, "--marks", kind)
                marks = {"low": "", "ambiguous": signs[0], "not-top": signs[1]}
                shown = [card["clues"] for card in self.cards()]
                self.assertEqual(shown, [expected.clue_names(t, marks)
                                         for t in self.json()[0]["tokens"]])
                for sign in filter(None, signs):
                    self.assertIn(sign, self.find(".legend").text)


if __name__ == "__main__":
    unittest.main()
