"""axe-core, a checker of accessibility rules, finds nothing wrong.

The environment variable LOGPROBS_AXE names its axe.min.js.
"""

import os
import unittest
from pathlib import Path

import page
import program
import samples
from responses import responses_of
from samples import token
from nasty import MARKUP, nasty_tokens

AXE = os.environ.get("LOGPROBS_AXE", "")
LONG, BATCH, REFUSAL = (str(program.EXAMPLES / name) for name in
                        ("poland-long.json", "batch.jsonl", "refusal.json"))
# In dark mode only the colours differ, and they are the slowest to check.
RUN = """const [rules, done] = arguments;
const shown = ({id, nodes}) =>
  [id, nodes.length, nodes[0].html.slice(0, 160), nodes[0].failureSummary];
axe.run(document, {resultTypes: ['violations'], ...(rules && {runOnly: rules})}).then(
  ({violations, passes}) => done({passed: passes.length, found: violations.map(shown)}),
  (error) => done({found: [`${error}`]}));"""


@unittest.skipUnless(AXE, "LOGPROBS_AXE does not name axe-core")
class Accessible(page.BrowserTest):
    def check(self, what, schemes=("light", "dark")):
        """Finds nothing wrong with the page in its current state."""
        self.driver.execute_script(Path(AXE).read_text(encoding="utf-8"))
        for scheme in schemes:
            self.media(scheme=scheme)
            self.shown()
            with self.subTest(state=what, scheme=scheme):
                rules = ["color-contrast"] if scheme == "dark" else None
                result = self.driver.execute_async_script(RUN, rules)
                self.assertEqual(result["found"], [])
                self.assertGreater(result["passed"], 0 if rules else 10)
        self.media()

    def in_both_sizes(self):
        for name, size in (("desktop", page.DESKTOP), ("phone", page.PHONE)):
            self.sized(size)
            yield name

    def test_one_answer(self):
        for name in self.in_both_sizes():
            self.open("-r", LONG)
            self.open_details("details")
            self.keys("n")
            self.check(f"{name}, card pinned, all open")

    def test_the_colour_blind_palette(self):
        for name in self.in_both_sizes():
            self.open("-r", LONG, "--palette", "colorblind", "--no-legend")
            self.keys("n", "n")
            self.check(name)

    def test_only_clues(self):
        self.open("-r", LONG, "--only-clues")
        self.check("no card")

    def test_several_answers(self):
        """They include failed responses and a refusal."""
        for name in self.in_both_sizes():
            self.open("-r", BATCH, REFUSAL, code=program.REFUSED)
            self.find("#index th:nth-child(3) button").click()
            self.keys("n")
            self.check(name)

    def test_a_card_with_twenty_alternatives(self):
        top = [(f"word{k}", 0.3 / 1.5 ** k) for k in range(20)]
        for name in self.in_both_sizes():
            self.open("-r", "-", stdin=responses_of([token("word0", 0.3, top)] * 3))
            self.token(1).click()
            self.check(name, ("light",))

    def test_hostile_data(self):
        bad = samples.batch_line(MARKUP[0], error={"code": MARKUP[1], "message": MARKUP[2]})
        good = [samples.batch_line(text, samples.response(samples.choice(nasty_tokens()[::5])))
                for text in MARKUP[:2]]
        self.open("-r", "-", stdin=samples.lines(bad, *good), code=program.REFUSED)
        self.keys("n")
        self.check("two answers and an error")


if __name__ == "__main__":
    unittest.main()
