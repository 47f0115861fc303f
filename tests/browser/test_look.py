"""How a page looks: light and dark, on a phone, on paper, without scripts, without colours."""

import base64
import json
import os
import re
import unittest
from pathlib import Path

import expected
import page
import program
from responses import response_of, responses_of
from samples import token
from nasty import nasty_tokens

LONG, CATS = (str(program.EXAMPLES / name) for name in ("poland-long.json", "cats.json"))
ALL = [str(name) for name in program.examples()]
STYLE = "const style = getComputedStyle(document.querySelector(arguments[0]));"
BANDS = ("green", "lime", "yellow", "orange", "red")
FLOWS_OVER = """const wide = document.documentElement.clientWidth;
return Array.from(document.querySelectorAll('body *')).filter((element) =>
  !element.closest('.scroll, #card[hidden], #said') && element.checkVisibility()
  && element.getBoundingClientRect().right > wide + 1)
  .map((element) => element.outerHTML.slice(0, 90));
"""


def contrast(one, other):
    """The ratio of two luminances, as WCAG 2.1 defines it."""
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


class Look(page.BrowserTest):
    def color(self, selector, name="color"):
        return self.js(STYLE + "return style[arguments[1]]", selector, name)

    def brightness(self):
        """The brightness of the page's background, from 0 to 765."""
        return sum(map(int, self.color("html", "backgroundColor")[4:-1].split(",")))

    def palette(self):
        """The colours of the bands, taken from the legend: ink, then tints."""
        colors = [self.color(".legend .green")]
        colors += [self.color(f".legend .{band}", "backgroundColor") for band in BANDS[1:]]
        self.assertEqual(len(set(colors)), len(BANDS), colors)
        return colors

    def test_light_and_dark_follow_the_system(self):
        self.open("-r", LONG)
        seen = {}
        for scheme in ("light", "dark"):
            self.media(scheme=scheme)
            seen[scheme] = (self.brightness() > 382, self.palette())
        self.assertEqual((seen["light"][0], seen["dark"][0]), (True, False))
        self.assertFalse(set(seen["light"][1]) & set(seen["dark"][1]))

    def test_the_colour_blind_palette(self):
        """Chosen by its switch or from the start, in light and dark mode."""
        for scheme in ("light", "dark"):
            self.media(scheme=scheme)
            self.open("-r", LONG)
            usual = self.palette()
            self.choose("#colorblind")
            other = self.palette()
            self.assertFalse(set(usual) & set(other))
            self.choose("#colorblind")
            self.assertEqual(self.palette(), usual)
            self.open("-r", LONG, "--palette", "colorblind")
            self.assertTrue(self.find("#colorblind").is_selected())
            self.assertEqual(self.palette(), other)

    def test_tints_deepen_with_doubt(self):
        """Also in grey, in both schemes and palettes; and what is on them can be read."""
        for scheme in ("light", "dark"):
            for palette in ("classic", "colorblind"):
                with self.subTest(scheme=scheme, palette=palette):
                    self.media(scheme=scheme)
                    self.open("-r", LONG, "--palette", palette)
                    back = self.luminance("html", "backgroundColor")
                    tints = [self.luminance(f".legend .{band}", "backgroundColor")
                             for band in BANDS[1:]]
                    steps = [contrast(back, tint) for tint in (back, *tints)]
                    self.assertEqual(steps, sorted(steps))
                    self.assertGreater(min(b / a for a, b in zip(steps, steps[1:])), 1.04)
                    for tint in (back, *tints):
                        self.assertGreaterEqual(contrast(tint, self.luminance("body")), 4.5)
                    for selector in (".legend .green", ".summary", ".caution", "summary", "h1"):
                        self.assertGreaterEqual(contrast(back, self.luminance(selector)), 4.5)

    def luminance(self, selector, name="color"):
        """Relative luminance, as WCAG 2.1 defines it."""
        channels = [int(part) / 255 for part in re.findall(r"\d+", self.color(selector, name))[:3]]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def test_clues_differ_without_colours(self):
        self.open("-r", LONG)
        shape = "return style.fontWeight + style.textDecorationStyle + style.borderBottomStyle"
        looks = [self.js(STYLE + shape, f"#a0 {which}") for which in
                 (".green", ".low", ".ambiguous:not(.not-top)", ".not-top:not(.ambiguous, .low)",
                  ".ambiguous.not-top")]
        self.assertEqual(len(set(looks)), len(looks), looks)

    def test_the_space_before_a_word_is_as_the_page(self):
        self.open("-r", LONG)
        for part in self.painted()[0]:
            self.assertEqual(part["text"].lstrip(" ") or " ", part["text"], part)

    def test_emoji_by_a_switch(self):
        self.open("-r", LONG)
        self.assertEqual(self.marks(), ["none"])
        self.choose("#emoji")
        self.assertEqual(self.marks(), ['"🎯"', '"🔀"', '"🔀🎯"', "none"])
        self.open("-r", LONG, "--marks", "ascii")
        self.choose("#emoji")
        self.assertEqual(self.marks(), ['"{!}"', '"{~}"', '"{~}{!}"', "none"])

    def marks(self):
        """What follows the tokens of an answer."""
        return self.js("return [...new Set(Array.from(document.querySelectorAll('#a0 [data-t]'),"
                       "(part) => getComputedStyle(part, '::after').content))].sort()")

    def test_a_token_of_two_lines_has_one_emoji(self):
        self.open("-r", "-", stdin=response_of(token("a\nb", 0.4, (("a\nb", 0.4), ("c", 0.39)))))
        self.choose("#emoji")
        shown = self.js("return Array.from(document.querySelectorAll('#a0 [data-t]'),"
                        "(part) => getComputedStyle(part, '::after').content)")
        self.assertEqual(shown, ["none", '"🔀"'])

    def test_the_answer_is_what_one_sees_first(self):
        for size, most in ((page.DESKTOP, 100), (page.PHONE, 130)):
            self.sized(size)
            self.open("-r", LONG)
            top = self.js("return document.querySelector('.text').getBoundingClientRect().top")
            self.assertLessEqual(top, most)

    def test_the_question_is_the_heading(self):
        request = {"model": "m", "messages": [{"role": "user", "content": "Why <b>?"}]}
        kept = {"request": request, "response": json.loads(response_of(token("so")))}
        self.open("-r", "-", stdin=json.dumps(kept))
        self.assertEqual(self.find("h1").text, "Why <b>?")
        self.assertTrue(self.find(".summary").text.startswith("-:1 · "))

    def test_the_legend_explains_all(self):
        self.open("-r", LONG)
        legend = self.find(".legend").text
        for part in ("lime", "≤ 90%", "yellow", "≤ 70%", "orange", "≤ 50%", "red", "≤ 30%", "low",
                     "< 10%", "ambiguous", "not top", "🔀", "🎯"):
            self.assertIn(part, legend)
        self.assertIn("not say that the answer is right", self.find(".caution").text)

    def test_parts_can_be_left_out(self):
        for words, legend, summary in (((), 1, 1), (("--no-legend",), 0, 1), (("-q",), 0, 0)):
            self.open("-r", LONG, *words)
            found = [len(self.find_all(part)) for part in (".legend", ".summary", "h1")]
            self.assertEqual(found, [legend, summary, summary], words)
            self.set("low", 0.5)
            self.keys("n")
            self.assertIsNotNone(self.card())
        self.open("-r", LONG, CATS, "-q")
        self.assertEqual(self.find_all("h1, main h2, .summary, .legend"), [])

    def test_on_a_phone_nothing_is_too_wide(self):
        long = response_of(*(token("x" * 60) for _ in range(9)), token("a", 0.05))
        for words, stdin in ((ALL, b""), ([LONG], b""), (["-"], long),
                             (["-"], responses_of(*([one] for one in nasty_tokens())))):
            self.sized(page.PHONE)
            result = program.run("-r", *words, stdin=stdin.encode() if stdin else b"")
            self.open("-r", *words, stdin=stdin, code=result.code)
            self.check_width(words)
            self.open_details("details")
            self.keys("n")
            self.shown()
            self.check_width(words)

    def check_width(self, words):
        sizes = self.js("return [document.documentElement.scrollWidth, innerWidth]")
        self.assertEqual((sizes, self.js(FLOWS_OVER)), ([page.PHONE[0]] * 2, []), words[:2])

    def test_with_large_text_nothing_is_too_wide(self):
        """At four times the size, equivalent to a window 320 points wide."""
        self.sized((320, 256))
        self.open("-r", *ALL, code=program.REFUSED)
        self.assertEqual(*self.js("const {scrollWidth, clientWidth} = document.documentElement;"
                                  "return [scrollWidth, clientWidth]"))

    def test_without_scripts(self):
        """The page is readable, and offers nothing that would not work."""
        self.cdp("Emulation.setScriptExecutionDisabled", value=True)
        try:
            self.open("-r", LONG, CATS)
        finally:
            self.cdp("Emulation.setScriptExecutionDisabled", value=False)
        self.assertEqual("".join(text + "\n" for text in self.answers()), self.text())
        self.assertGreater(len({self.js("return getComputedStyle(arguments[0]).backgroundColor", element)
                                for element in self.find_all("#a0 [data-t]")}), 3)
        for selector in ("form", "input", "#index", ".table", "#card", ".hint"):
            for element in self.find_all(selector):
                self.assertFalse(element.is_displayed(), selector)

    def test_without_scripts_clues_have_their_alternatives(self):
        self.cdp("Emulation.setScriptExecutionDisabled", value=True)
        try:
            self.open("-r", LONG)
        finally:
            self.cdp("Emulation.setScriptExecutionDisabled", value=False)
        self.assertEqual(self.find(".clues summary").text, "7 tokens with a clue")
        self.open_details(".clues")
        shown = [item.text for item in self.find_all(".clues li")]
        clues = [t for t in self.json()[0]["tokens"] if t["clues"]]
        self.assertEqual(shown, [self.said(t) for t in clues])

    def said(self, one):
        """The line of a token with a clue."""
        others = ", ".join(f"{text} {share}" for text, share, chosen in expected.bars(one)
                           if text and not chosen)
        own = f"{expected.cell(expected.data(one))} {expected.percent(one['probability'])}"
        return f"{own}, {', '.join(one['clues'])}: {others}"

    def shown(self):
        """There are no frames to wait for without scripts."""
        if self.driver.execute_script("return !document.documentElement.classList.contains('live')"):
            return
        super().shown()

    def test_code_is_in_monospace(self):
        self.open("-r", "-", stdin=response_of(*map(token, ("So:\n", "```c", "\n  int", " x;\n", "```",
                                                            "\nDone"))))
        fonts = self.js("return Array.from(document.querySelectorAll('.text > div'),"
                        "(line) => getComputedStyle(line).fontFamily.includes('monospace'))")
        self.assertEqual(fonts, [False, True, True, True, False])

    def test_every_line_has_a_height(self):
        """Even a line that is only a line break, or empty."""
        for texts in (["a", "\n", "\n", "b"], ["a\n", "\n", "", "\n", "c"], ["\n", "a", "\n\n"]):
            for p in (0.95, 0.05):
                self.open("-r", "-", stdin=response_of(*[token(text, p) for text in texts]))
                heights = self.js("return Array.from(document.querySelectorAll('.text > div'),"
                                  "(line) => line.getBoundingClientRect().height)")
                self.assertEqual(len(heights), "".join(texts).count("\n") + 1)
                self.assertGreater(min(heights), 20)

    def test_an_answer_without_tokens_does_no_harm(self):
        self.open("-r", "-", stdin='{"error": {"message": "no"}}\n', code=program.REFUSED)
        self.driver.execute_async_script("requestIdleCallback(() => setTimeout(arguments[0]))")

    def test_the_print_follows_the_sliders(self):
        """Even far below, where nothing has been in view yet."""
        one = response_of(*[token("word ", 0.2)] * 60)
        self.open("-r", "-", stdin=(one + "\n") * 30)
        self.set("low", 0.5)
        self.cdp("Page.printToPDF")
        counts = self.js("return texts(document.querySelectorAll('[data-count=low]'))")
        self.assertEqual(counts, ["60 low"] * 30)

    def test_printed(self):
        self.media(scheme="dark")
        self.open("-r", LONG, CATS)
        self.token(2).click()
        self.open_details("details")
        self.media("print", "dark")
        self.js("dispatchEvent(new Event('beforeprint'))")
        self.assertTrue(self.find(".clues li").is_displayed())
        for selector in (".controls", "#card", ".words"):
            self.assertFalse(self.find(selector).is_displayed(), selector)
        for selector in (".text", ".summary", ".legend", ".strip"):
            self.assertTrue(self.find(selector).is_displayed(), selector)
        self.assertLess(self.js("return parseFloat(getComputedStyle(answer(0).querySelector('.text')).fontSize)"),
                        20)
        self.assertGreater(self.brightness(), 700)
        self.palette()
        printed = base64.b64decode(self.cdp("Page.printToPDF", printBackground=True)["data"])
        self.assertTrue(printed.startswith(b"%PDF-"))
        self.assertGreater(len(printed), 10_000)

    def test_going_back_and_forth_keeps_switches_and_page_in_step(self):
        """A browser that restores ticked switches must show what they say."""
        self.open("-r", LONG)
        self.choose("#colorblind")
        self.choose("#only")
        self.driver.get("about:blank")
        self.driver.back()
        self.shown()
        for name in ("colorblind", "only"):
            self.assertEqual(self.js("return document.documentElement.classList"
                                     ".contains(arguments[0])", name),
                             self.find(f"#{name}").is_selected(), name)


@unittest.skipUnless(os.environ.get("LOGPROBS_SCREENSHOTS"), "no folder for pictures was named")
class Pictures(page.BrowserTest):
    """Takes screenshots for a person to look at."""

    def test_take(self):
        folder = Path(os.environ["LOGPROBS_SCREENSHOTS"])
        folder.mkdir(parents=True, exist_ok=True)
        for name, words, code in (("poland-long", [LONG], 0), ("all", ALL, program.REFUSED)):
            for size, width in ((page.DESKTOP, "desktop"), (page.PHONE, "phone")):
                for scheme in ("light", "dark"):
                    self.sized(size)
                    self.media(scheme=scheme)
                    self.open("-r", *words, code=code)
                    self.take(folder / f"{name}-{width}-{scheme}")

    def take(self, target):
        """Takes the page as it opens, then with a clue's card and all details open."""
        self.save(f"{target}.png")
        self.keys("n")
        self.save(f"{target}-card.png")
        self.keys(page.Keys.ESCAPE)
        self.js("document.activeElement.blur()")
        self.open_details("details")
        self.save(f"{target}-open.png", whole=True)

    def save(self, name, whole=False):
        self.shown()
        picture = self.cdp("Page.captureScreenshot", captureBeyondViewport=whole)
        Path(name).write_bytes(base64.b64decode(picture["data"]))


if __name__ == "__main__":
    unittest.main()
