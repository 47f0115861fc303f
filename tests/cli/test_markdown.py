"""A Markdown report's parts around an answer, and its sources and targets."""

import itertools
import json
import re
import unittest

import commonmark
import program
import samples
from program import OK, REFUSED, UNUSABLE
from reports import Markdown, ambiguous, unsure
from responses import exit_codes, response_of

CLUES = response_of(samples.token("a", 0.3, (("b", 0.5), ("a", 0.3))), samples.token(" c", 0.99),
                    ambiguous(" d"), unsure(" e"))
LOST = response_of(unsure("a", logprob=None), unsure(" b"))
CALM = response_of(samples.token("a"))


class Parts(Markdown):
    """The parts around an answer, and how to leave them out."""

    def test_all_parts_in_order(self):
        document = commonmark.parse(self.report(CLUES))
        self.assertEqual([block.tag for block in commonmark.blocks(document)],
                         ["h3", "blockquote", "table", "p", "p"])

    def test_quiet(self):
        whole = self.sections(CLUES)[0]
        [section] = self.sections(CLUES, "-q")
        self.assertEqual((section.heading, section.paragraphs), ("", []))
        self.assertEqual([commonmark.rows(table) for table in section.tables],
                         [commonmark.rows(table) for table in whole.tables])
        self.assertEqual(section.quotations[0].text(), whole.quotations[0].text())

    def test_quiet_leaves_nothing_but_the_answer_if_there_is_no_clue(self):
        self.assertEqual(self.report(CALM, "-q"), "> a\n\n")

    def test_no_legend(self):
        whole = commonmark.paragraphs(self.sections(CLUES)[0])
        short = commonmark.paragraphs(self.sections(CLUES, "--no-legend")[0])
        self.assertEqual([line for line in whole if line not in short], whole[:1])
        self.assertRegex(whole[0], "low: below 10%; 🔀 ambiguous: .*15%.*; 🎯 not-top: ")

    def test_the_legend_is_shown_once(self):
        unsure_ones = [json.loads(CLUES)] * 3
        found = self.sections(samples.lines(samples.answer("a"), *unsure_ones))
        self.assertEqual(["below 10%" in commonmark.paragraphs(s)[0] for s in found],
                         [False, True, False, False])

    def test_thresholds(self):
        [section] = self.sections(CLUES, "--low=0.35", "--ambiguous=0.005")
        self.assertRegex(commonmark.paragraphs(section)[0], "below 35%.*less than 0.5%")
        self.assertEqual([row[3] for row in commonmark.rows(section.tables[0])],
                         ["low, 🎯 not-top", "low"])

    def test_marks(self):
        for name, both in (("emoji", "🔀🎯"), ("ascii", "{~!}"), ("none", "")):
            found = self.sections(CLUES, "--marks", name)[0]
            quotation, legend = found.quotations[0].text(), commonmark.paragraphs(found)[0]
            shown = {c for c in quotation if c in "🔀🎯{~!}"}
            self.assertEqual(shown, set(both))
            self.assertEqual({c for c in legend if c in "🔀🎯{~!}"}, set(both))
            names = [re.sub(r"[^\w-]", "", row[3]) for row in commonmark.rows(found.tables[0])]
            self.assertEqual(names, ["not-top", "ambiguous", "low"])
            self.assertEqual(commonmark.answer(found.quotations[0], both), "a c d e")

    def test_no_clue(self):
        for words in ((), ("--no-legend",)):
            [section] = self.sections(CALM, *words)
            self.assertEqual(section.tables, [])
            [summary] = commonmark.paragraphs(section)  # and no legend
            self.assertIn("0 low · 0 ambiguous · 0 not top", summary)

    def test_each_choice_has_a_heading(self):
        several = samples.response(*(samples.choice([samples.token("a")], i) for i in range(2)),
                                   samples.refusal([samples.token("no")], 2))
        headings = [section.heading for section in self.sections(json.dumps(several))]
        self.assertEqual(headings, [f"-:1 · choice {which}" for which in ("0", "1", "2 · refusal")])
        self.assertEqual([s.heading for s in self.sections(samples.lines(samples.answer("a"),
                                                                         samples.answer("b")))],
                         ["-:1", "-:2"])

    def test_several_files(self):
        names = [self.file(name, CLUES) for name in ("one.json", "two.json")]
        report = program.run("-r", *names, "-f", "markdown").out.decode()
        found = commonmark.sections(commonmark.parse(report))
        self.assertEqual([section.heading for section in found], [name + ":1" for name in names])

    def test_a_refused_response(self):
        content = samples.lines(
            samples.batch_line("a", samples.answer("a")),
            samples.batch_line("b", error={"code": "c", "message": "too late"}))
        for words in ((), ("-q",)):
            found = self.sections(content, *words, code=REFUSED)
            self.assertEqual(commonmark.paragraphs(found[-1])[-1], "Error: too late")
            self.assertEqual(found[-1].paragraphs[-1].all("strong")[0].text(), "Error:")

    def test_a_stream_that_was_cut_off(self):
        content = samples.stream(samples.chunk([unsure("a")]), done=False)
        [section] = self.sections(content, code=UNUSABLE)
        self.assertEqual(commonmark.answer(section.quotations[0]), "a")
        self.assertRegex(commonmark.paragraphs(section)[-2], "· cut off$")
        self.assertRegex(commonmark.paragraphs(section)[-1], "^Error: the stream was cut off")

    def test_exit_codes_are_those_of_the_text_view(self):
        for code, names in exit_codes(self):
            for view in ("text", "markdown"):
                self.assertEqual(program.run("-r", *names, "-f", view).code, code, names)

    def test_warnings(self):
        result = program.run("-r", "-", "-f", "markdown", stdin=LOST.encode())
        self.assert_sentence(result, OK, "warning")
        [section] = commonmark.sections(commonmark.parse(result.out.decode()))
        self.assertRegex(commonmark.paragraphs(section)[-1], "^Warning: 1 token without a usable")
        quiet = program.run("-r", "-", "-f", "markdown", "-q", stdin=LOST.encode())
        self.assert_silent(quiet)
        self.assertNotIn(b"Warning", quiet.out)

    def test_an_answer_of_line_breaks_only(self):
        [section] = self.sections(response_of(samples.token("\n\n")))
        self.assertEqual([q.text() for q in section.quotations], [""])
        self.assertEqual(len(commonmark.paragraphs(section)), 1)

    def test_one_choice(self):
        several = samples.response(*(samples.choice([samples.token(text)], i)
                                     for i, text in enumerate("ab")))
        [section] = self.sections(json.dumps(several), "--choice=1")
        self.assertEqual(commonmark.answer(section.quotations[0]), "b")

    def test_a_long_white_token(self):
        """The search for white space must be linear, or this would take minutes."""
        report = self.report(response_of(unsure(" " * 300000)))
        self.assertIn("<mark>" + "␣" * 300000 + "</mark><sup>1</sup>", report)


class Places(Markdown):
    """Where a report can come from and where it can go."""

    def test_a_stream_and_a_response_have_the_same_report(self):
        reports = []
        for name in ("poland-long.json", "poland-stream.sse"):
            result = program.run("-r", name, "-f", "markdown", cwd=program.EXAMPLES)
            self.assertEqual(result.code, OK)
            reports.append(result.out.replace(name.encode(), b"NAME"))
        self.assertEqual(*reports)

    def check_appended(self, *words):
        """Two reports in one file, as when two steps of a job append to $GITHUB_STEP_SUMMARY."""
        contents = {"clues": CLUES, "none": CALM, "warning": LOST}
        reports = {name: self.report(content, *words) for name, content in contents.items()}
        reports["error"] = self.report('{"error": {"message": "no"}}', *words, code=REFUSED)
        texts = {name: self.block_texts(report) for name, report in reports.items()}
        for first, second in itertools.product(reports, repeat=2):
            with self.subTest(first=first, second=second):
                self.assertEqual(self.block_texts(reports[first] + reports[second]),
                                 texts[first] + texts[second])

    def block_texts(self, report):
        return [block.text() for block in commonmark.blocks(commonmark.parse(report))]

    def test_two_reports_in_one_file(self):
        self.check_appended()

    def test_two_quiet_reports_in_one_file(self):
        self.check_appended("-q")

    def test_no_colors(self):
        for words in (("--color=always",), ("--color=always", "--color-depth=24bit")):
            self.assertEqual(self.report(CLUES, *words), self.report(CLUES))

    def test_in_a_file(self):
        target = self.folder / "report.md"
        program.run("-r", "-", "-f", "markdown", "-o", str(target), stdin=CLUES.encode())
        self.assertEqual(target.read_text(), self.report(CLUES))

    def test_ends_in_a_blank_line(self):
        for words in ((), ("-q",)):
            self.assertTrue(self.report(CLUES, *words).endswith("\n\n"))


if __name__ == "__main__":
    unittest.main()
