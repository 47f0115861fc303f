"""The page of stats: its figures are those of stats-json, and it is as readable as the report."""

import json
import unittest

import page
import program
import samples
from calibration_samples import as_csv, sample
from nasty import MARKUP
import test_accessible
from test_look import FLOWS_OVER

LONG, BATCH = (str(program.EXAMPLES / name) for name in ("poland-long.json", "batch.jsonl"))
ROWS = """return Array.from(document.querySelectorAll(`[aria-label="${arguments[0]}"] tbody tr`),
  (row) => texts(row.cells));"""


def shown(number, share=True):
    """As people read it."""
    return f"{100 * number:.1f}%" if share else f"{number:.3f}"


class Page(page.BrowserTest):
    def open_stats(self, *words, stdin=b"", code=program.OK):
        """Opens the page; returns what stats-json says."""
        target = self.folder / "page.html"
        result = program.run(*words, "-f", "stats-html", "-o", str(target), stdin=stdin)
        self.assertEqual(result.code, code, result.err.decode())
        self.open_file(target)
        return json.loads(program.run(*words, "-f", "stats-json", stdin=stdin).out)

    def open_calibration(self, *words):
        made = sample()
        truth = self.file("truth.csv", as_csv(made.truth))
        return self.open_stats("-r", "-", "--truth", truth, *words,
                               stdin="\n".join(made.lines).encode())

    def rows(self, label):
        return self.js(ROWS, label)


class StatsFigures(Page):
    def test_the_figures_are_those_of_json(self):
        found = self.open_stats("-r", LONG, BATCH, code=program.REFUSED)
        self.assertEqual(self.find("h1").text, f"{found['answers']} answers")
        bands = self.rows("Bands")
        self.assertEqual([row[0] for row in bands], list(found["bands"]))
        self.assertEqual([int(row[3]) for row in bands], list(found["bands"].values()))
        self.assertEqual([int(row[2]) for row in self.rows("Histogram")], found["histogram"])
        clues = [int(row[2]) for row in self.rows("Clues")]
        self.assertEqual(clues, [found["clues"][name] for name in ("low", "ambiguous", "not-top", "any")])
        self.assertEqual({row[0]: int(row[2]) for row in self.rows("finish reason")},
                         found["finish_reasons"])
        worst = self.rows("The worst")
        self.assertEqual([int(row[4]) for row in worst if row[4]],
                         [one["offset"] for one in found["worst"] if one["offset"] is not None])
        self.assertEqual(len(worst), len(found["worst"]))

    def test_the_histogram_is_as_high_as_its_bars(self):
        found = self.open_stats("-r", LONG)
        heights = self.js("return Array.from(document.querySelectorAll('.histogram rect'),"
                          "(bar) => Number(bar.getAttribute('height')))")
        for height, count in zip(heights, found["histogram"]):
            self.assertAlmostEqual(height, 100 * count / max(found["histogram"]), delta=0.01)

    def test_groups(self):
        found = self.open_stats("-r", LONG, BATCH, "--by", "finish_reason", code=program.REFUSED)
        groups = {row[0]: int(row[1]) for row in self.rows("Groups")}
        self.assertEqual(groups, {name or "unknown": group["answers"]
                                  for name, group in found["groups"].items()})

    def test_calibration(self):
        found = self.open_calibration()["calibration"]
        for row, score in zip(self.rows("Scores"), found["scores"].values()):
            self.assertEqual(row[1:], [shown(score["auroc"], False), shown(score["brier"], False),
                                       shown(score["ece_equal_width"]),
                                       shown(score["ece_equal_mass"]),
                                       shown(score["mean_confidence"])])
        for kind in ("width", "mass"):
            counts = [bin["count"] for score in found["scores"].values()
                      for bin in score[f"equal_{kind}"] if bin["count"] > 0]
            self.assertEqual([int(row[3]) for row in self.rows(f"Bins of equal {kind}")], counts)

    def test_nothing_to_count(self):
        self.open_stats("-r", "-", stdin=b"{}", code=program.UNUSABLE)
        self.assertEqual(self.find_all("table, svg"), [])


class StatsLook(Page):
    def test_nothing_is_too_wide(self):
        for size in (page.PHONE, (320, 256)):
            self.sized(size)
            self.open_calibration("--by", "model")
            self.open_details("details")
            wide = self.js("const {scrollWidth, clientWidth} = document.documentElement;"
                           "return scrollWidth - clientWidth")
            self.assertEqual((wide, self.js(FLOWS_OVER)), (0, []))

    def test_light_dark_and_paper(self):
        self.open_calibration()
        colors = {}
        for kind, scheme in (("screen", "light"), ("screen", "dark"), ("print", "dark")):
            self.media(kind, scheme)
            colors[kind, scheme] = self.js("return getComputedStyle(document.documentElement).backgroundColor")
        self.assertEqual(colors["print", "dark"], colors["screen", "light"])
        self.assertNotEqual(colors["screen", "dark"], colors["screen", "light"])
        self.media()

    def test_no_script_and_no_link(self):
        self.open_calibration()
        self.assertEqual(self.find_all("script, a, iframe, img, link"), [])

    def test_names_are_text(self):
        lines = [samples.compact(samples.batch_line(text, samples.response(
            samples.choice([samples.token("a", 0.2)], finish_reason=text), model=text)))
            for text in MARKUP]
        self.open_stats("-r", "-", "--by", "model", stdin="\n".join(lines).encode())
        self.assertEqual(len(self.rows("Groups")), len(set(MARKUP)))
        self.assertEqual(self.find_all("script, img, iframe"), [])


@unittest.skipUnless(test_accessible.AXE, "LOGPROBS_AXE does not name axe-core")
class StatsAccessible(Page):
    check = test_accessible.Accessible.check
    in_both_sizes = test_accessible.Accessible.in_both_sizes

    def test_all_open(self):
        for name in self.in_both_sizes():
            self.open_calibration("--by", "model")
            self.open_details("details")
            self.check(name)


if __name__ == "__main__":
    unittest.main()
