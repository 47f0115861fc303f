"""How the views show tokens."""

import csv
import itertools
import json
import random
import re
import unicodedata
import unittest

import program
import safe
import samples
from thinning import some_of

FIELDS = ["source", "line", "offset", "path", "custom_id", "question", "format", "id", "model", "created",
          "logits", "error", "choices", "warnings"]
CHOICE = ["index", "kind", "finish_reason", "text", "tokens", "summary"]
TOKEN = ["index", "id", "token", "bytes", "logprob", "probability", "band", "rank", "margin",
         "entropy", "entropy_is", "clues", "alternatives"]
ALTERNATIVE = ["id", "token", "bytes", "logprob", "probability"]
SUMMARY = ["tokens", "scored", "sum_logprob", "mean_logprob", "perplexity", "min_probability",
           "low", "ambiguous", "not_top"]
COLUMNS = ["source", "tokens", "perplexity", "mean_logprob", "min_probability", "low",
           "ambiguous", "not_top", "custom_id", "model", "finish_reason", "least_sure",
           "least_sure_index"]
NUMBERS = COLUMNS[1:8]


class Json(program.ProgramTest):
    def test_fields_and_their_order(self):
        for example in program.examples():
            result = program.run("-r", str(example), "-f", "json")
            self.assertTrue(result.out)
            for line in result.out.decode().splitlines():
                self.check_object(json.loads(line))

    def check_object(self, shown):
        self.assertEqual(list(shown), FIELDS)
        if shown["error"]:
            self.assertEqual(list(shown["error"]), ["message", "code", "status"])
        for choice in shown["choices"]:
            self.assertEqual(list(choice), CHOICE)
            self.assertEqual(list(choice["summary"]), SUMMARY)
            for i, token in enumerate(choice["tokens"]):
                self.assertEqual((list(token), token["index"]), (TOKEN, i))
                for alternative in token["alternatives"]:
                    self.assertEqual(list(alternative), ALTERNATIVE)

    def test_every_response_has_an_object_however_it_ends(self):
        content = samples.lines(samples.answer("a"), {"error": {"message": "no"}},
                                samples.response(samples.choice([], logprobs=None)), {"x": 1})
        shown = self.show(content, "-f", "json", code=program.UNUSABLE)
        errors = [json.loads(line)["error"] for line in shown.splitlines()]
        self.assertEqual([bool(error) for error in errors], [False, True, True, True])
        self.assertEqual(errors[2]["code"], "no_logprobs")

    def test_bytes_that_are_not_utf8(self):
        data = [b"a\xf0\x9f", b"\x90", b"\x88", b"\xff\xfe", b"ok", b"\xe2\x82", b"\xed\xa0\x80"]
        content = json.dumps(samples.response(samples.choice(list(map(samples.raw_token, data)))))
        choice = json.loads(self.show(content, "-f", "json"))["choices"][0]
        for sent, token in zip(data, choice["tokens"], strict=True):
            whole = sent.decode("utf-8", "ignore").encode() == sent
            self.assertEqual(token["bytes"], None if whole else list(sent))
            self.assertEqual(token["token"], sent.decode("utf-8", "replace"))
        self.assertEqual(choice["text"], b"".join(data).decode("utf-8", "replace"))

    def test_what_is_escaped(self):
        text = "\x7f\x80\x9f\u202e\u2066\u2028\u2029\u061c\u200e é🐈"
        shown = self.show(json.dumps(samples.answer(text)), "-f", "json")
        spelled = "\\u007f\\u0080\\u009f\\u202e\\u2066\\u2028\\u2029\\u061c\\u200e é🐈"
        self.assertIn(f'"token": "{spelled}"', shown)

    def test_warnings_are_in_the_object_and_on_standard_error(self):
        content = json.dumps(samples.response(samples.choice([samples.token("a", logprob=0.7)])))
        result = program.run("-r", "-", "-f", "json", stdin=content.encode())
        self.assertEqual(len(json.loads(result.out)["warnings"]), 1)
        self.assert_sentence(result, program.OK, "standard input", "warning")
        quiet = program.run("-r", "-", "-f", "json", "-q", stdin=content.encode())
        self.assertEqual(quiet, (program.OK, result.out, b""))


class Plain(program.ProgramTest):
    def test_exact_bytes(self):
        random_bytes = random.Random(5)
        data = [random_bytes.randbytes(random_bytes.randrange(1, 9)) for _ in range(500)]
        content = json.dumps(samples.response(samples.choice(list(map(samples.raw_token, data)))))
        for words in ((), ("--color=always",), ("-q",)):
            result = program.run("-r", "-", "-f", "plain", *words, stdin=content.encode())
            self.assertEqual(result.out, b"".join(data))

    def test_a_newline_between_answers(self):
        content = samples.lines(samples.answer("a\n"), samples.answer("b"), samples.answer("c\n"))
        self.assertEqual(self.show(content, "-f", "plain"), "a\n\nb\nc\n")

    def test_failed_responses_leave_no_line(self):
        content = samples.lines({"error": "no"}, samples.answer("a"), {"error": "no"},
                                samples.answer("b"), {"error": "no"})
        self.assertEqual(self.show(content, "-f", "plain", code=program.REFUSED), "a\nb")


class Summary(program.ProgramTest):
    def test_columns(self):
        for example in program.examples():
            lines = program.run("-r", str(example), "-f", "summary").out.decode().splitlines()
            self.assertEqual(lines[0].split("\t"), COLUMNS)
            for line in lines[1:]:
                self.assertEqual(len(line.split("\t")), len(COLUMNS))

    def test_the_same_as_json(self):
        for example in program.examples():
            rows = program.run("-r", str(example), "-f", "summary", "-q").out.decode().splitlines()
            shown = program.run("-r", str(example), "-f", "json").out.decode().splitlines()
            answers = [json.loads(line) for line in shown]
            choices = [(answer, c) for answer in answers for c in answer["choices"]]
            self.assertTrue(rows)
            for row, (answer, choice) in zip(rows, choices, strict=True):
                self.check_row(dict(zip(COLUMNS, row.split("\t"), strict=True)), answer, choice)

    def check_row(self, cells, answer, choice):
        summary = choice["summary"]
        for name in NUMBERS:
            value = summary[name] or 0
            self.assertAlmostEqual(float(cells[name] or 0) / (value or 1), bool(value), 4)
        for name in ("custom_id", "model"):
            self.assertEqual(cells[name], answer[name] or "")
        self.assertEqual(cells["finish_reason"], choice["finish_reason"] or "")
        if summary["scored"]:
            least = min(choice["tokens"], key=lambda token: token["probability"])
            self.assertEqual(cells["least_sure_index"], str(least["index"]))
            self.assertEqual(cells["least_sure"], least["token"].replace("\n", "\\n"))

    def test_no_header_when_quiet(self):
        content = json.dumps(samples.answer("a"))
        whole, quiet = (self.show(content, "-f", "summary", *words) for words in ((), ("-q",)))
        self.assertEqual(whole, "\t".join(COLUMNS) + "\n" + quiet)

    def test_a_tab_in_a_name_does_not_start_a_column(self):
        self.file("a\tb\nc", json.dumps(samples.answer("a")))
        result = program.run("-r", "a\tb\nc", "-f", "summary", "-q", cwd=self.folder)
        self.assertEqual(result.out.count(b"\t"), len(COLUMNS) - 1)
        self.assertEqual(result.out.count(b"\n"), 1)


class Places(program.ProgramTest):
    def test_a_row_for_each_row_of_csv(self):
        """What shares a character shares a row, so that only split characters leave rows out."""
        paths = [path for path in sorted((program.ROOT / "tests" / "data").rglob("*"))
                 if path.is_file() and path.name not in ("cmd", "out", "err", "code")]
        for path in paths[::program.stride()]:
            for words in ((), program.UNSURE):
                with self.subTest(path=path, words=words):
                    self.check(str(path), *words)

    def check(self, path, *words):
        rows = [row.split("\t") for row in self.shown(path, "places", *words).splitlines()]
        all_rows = list(csv.DictReader(
            self.shown(path, "csv", *words).splitlines(keepends=True)))
        wanted = [row for row in all_rows if row["clues"]]
        if any(shares_characters(row["token"]) for row in all_rows):
            self.assertLessEqual(len(rows), len(wanted))
            return
        found = [(row[0].rpartition(":")[2], row[1], row[2]) for row in rows]
        expected = [(row["index"], probability(row["probability"]), row["clues"])
                    for row in wanted]
        self.assertEqual(sorted(found), sorted(expected))

    def shown(self, path, *words):
        return program.run("-r", path, "-q", "-f", *words).out.decode()


def probability(cell):
    """A probability of csv as places spell it."""
    return cell and f"{float(cell):.6g}"


def shares_characters(text):
    """Whether a token is a part of a character, or may be."""
    return "<0x" in text or any(
        c in "\ufffd\u200d" or unicodedata.category(c).startswith("M") for c in text)


class Colors(program.ProgramTest):
    def shown(self, example, *words):
        shown = program.run("-r", str(example), *words).out.decode()
        self.assertTrue(shown)
        return shown

    def test_colors_change_no_character(self):
        views = [view for view in program.VIEWS if view not in program.FOR_BROWSERS]
        for example, view in some_of(itertools.product(program.examples(), views), 5):
            bare = self.shown(example, "-f", view, *program.UNSURE)
            for words in (("--color-depth=16",), ("--color-depth=256",),
                          ("--color-depth=24bit", "--palette=colorblind")):
                painted = self.shown(example, "-f", view, "--color=always", *program.UNSURE, *words)
                self.assertEqual("".join(c for c, _ in safe.styled(painted)), bare)

    def test_no_style_is_open_at_a_line_end(self):
        for example in program.examples():
            for view in ("text", "table", "chart"):
                painted = self.shown(example, "-f", view, "--color=always")
                for c, codes in safe.styled(painted):
                    self.assertFalse(c == "\n" and codes)
                self.assertEqual(safe.open_styles(painted), frozenset())

    def test_machine_formats_have_no_colors(self):
        for view in ("json", "plain", "summary", "csv", "tsv", "markdown", "html", "svg",
                     "stats-json", "stats-html"):
            bare = self.shown(program.EXAMPLES / "cats.json", "-f", view)
            self.assertEqual(self.shown(program.EXAMPLES / "cats.json", "-f", view,
                                        "--color=always"), bare)

    def test_always_without_a_known_depth_is_16(self):
        words = ("--color=always",)
        example = program.EXAMPLES / "cats.json"
        self.assertEqual(self.shown(example, *words), self.shown(example, *words,
                                                                 "--color-depth=16"))

    def test_a_stream_and_a_response_look_the_same(self):
        for words in (("-f", "text"), ("-f", "table"), ("-f", "chart"), ("-f", "plain"),
                      ("-f", "table", "--color=always"), ("-f", "chart", "--color=always")):
            self.assertEqual(self.shown(program.EXAMPLES / "poland-stream.sse", *words),
                             self.shown(program.EXAMPLES / "poland-long.json", *words))

    def test_a_split_character_has_the_least_probable_band(self):
        parts = [samples.raw_token("漢".encode()[:1], 0.95),
                 samples.raw_token("漢".encode()[1:], 0.2), samples.token("x", 0.95)]
        content = json.dumps(samples.response(samples.choice(parts)))
        found = dict(safe.styled(self.show(content, "-q", "--color=always")))
        red = dict(safe.styled(self.show(json.dumps(samples.answer("r", p=0.2)), "-q",
                                         "--color=always")))
        self.assertEqual(found["漢"], red["r"])
        self.assertNotEqual(found["x"], red["r"])

    def test_a_mark_that_begins_a_token_keeps_the_style(self):
        parts = [samples.token("e", 0.2), samples.token("\u0301", 0.95), samples.token("x", 0.95)]
        content = json.dumps(samples.response(samples.choice(parts)))
        found = dict(safe.styled(self.show(content, "-q", "--color=always")))
        self.assertEqual(found["\u0301"], found["e"])
        self.assertNotEqual(found["x"], found["e"])


class Parts(program.ProgramTest):
    """The parts of a view that can be left out."""

    content = json.dumps(samples.response(samples.choice(
        [samples.token("a", 0.4, (("b", 0.5), ("a", 0.4))), samples.token("c", 0.99),
         samples.token("d", 0.02)])))

    def test_legend(self):
        for view in ("text", "table"):
            whole = self.show(self.content, "-f", view).splitlines()
            short = self.show(self.content, "-f", view, "--no-legend").splitlines()
            missing = [line for line in whole if line not in short]
            self.assertEqual(len(missing), 1)
            self.assertRegex(missing[0], ">90%.*🔀 ambiguous.*🎯 not top.*below 10%")

    def test_the_legend_of_a_chart(self):
        one = json.dumps(samples.response(samples.choice([samples.token("a", 0.5)])))
        for content, entries in ((self.content, ["■ best", "■ second best", "▸ chosen",
                                                 "🔀 ambiguous", "🎯 not top", "below 10%"]),
                                 (one, ["▸ chosen"])):
            whole = self.show(content, "-f", "chart").splitlines()
            short = self.show(content, "-f", "chart", "--no-legend").splitlines()
            [legend] = [line for line in whole if line not in short]
            self.assertEqual(re.split(" {2,}", legend.strip()), entries)

    def test_quiet(self):
        self.assertEqual(self.show(self.content, "-q"), "a🔀🎯cd\n")
        table = self.show(self.content, "-q", "-f", "table")
        self.assertNotIn("perplexity", table)
        self.assertNotIn("> 90%", table)
        chart = self.show(self.content, "-q", "-f", "chart")
        self.assertEqual((chart.count("%"), chart.count("\n\n")), (4, 2))
        self.assertNotIn("■", chart)
        self.assertNotIn("perplexity", chart)

    def test_quiet_leaves_errors(self):
        result = program.run("-r", "none", "-q", cwd=self.folder)
        self.assert_sentence(result, program.FAILED, "none")

    def test_marks(self):
        for name, shown in (("emoji", "a🔀🎯cd\n"), ("ascii", "a{~}{!}cd\n"), ("none", "acd\n")):
            self.assertEqual(self.show(self.content, "-q", "--marks", name), shown)
            table = self.show(self.content, "-f", "table", "--marks", name)
            self.assertEqual("🔀🎯" in table, name == "emoji")
            self.assertEqual(bool(re.search("{~}{!}", table)), name == "ascii")
            chart = self.show(self.content, "-f", "chart", "-q", "--marks", name)
            self.assertEqual(("🔀🎯" in chart, "{~}{!}" in chart), (name == "emoji", name == "ascii"))

    def test_marks_follow_the_last_whole_character(self):
        cat = "🐈".encode()
        parts = [samples.raw_token(b"a" + cat[:2], 0.4, top_logprobs=samples.token(
            "", 0.4, (("b", 0.5), ("c", 0.45)))["top_logprobs"]),
            samples.raw_token(cat[2:] + b"z", 0.95)]
        content = json.dumps(samples.response(samples.choice(parts)))
        self.assertIn(self.show(content, "-q"), ("a🔀🎯🐈z\n", "a🐈🔀🎯z\n"))

    def test_only_clues(self):
        whole = self.show(self.content, "-q", "-f", "table").splitlines()
        clues = self.show(self.content, "-q", "-f", "table", "--only-clues").splitlines()
        numbers = [int(row.split()[0]) for row in clues if row.split()[0].isdigit()]
        self.assertEqual(numbers, [0, 2])
        self.assertEqual(len(whole), len(clues) + 1)

    def test_only_clues_in_a_chart(self):
        whole = self.show(self.content, "-q", "-f", "chart").split("\n\n")
        clues = self.show(self.content, "-q", "-f", "chart", "--only-clues").split("\n\n")
        self.assertEqual([part.split()[0] for part in whole], ["a", "c", "d"])
        self.assertEqual(clues, [whole[0], whole[2]])

    def test_only_clues_is_for_lists_of_tokens(self):
        for view in ("text", "summary", "plain", "json", "markdown"):
            shown = self.show(self.content, "-f", view, "--only-clues")
            self.assertTrue(shown)
            self.assertEqual(shown, self.show(self.content, "-f", view))

    def test_thresholds(self):
        shown = self.show(self.content, "--low=0.5", "--ambiguous=0.05", "--bands=.8,.6,.4,.2")
        self.assertIn("a🎯cd\n", shown)
        self.assertRegex(shown, ">80%.*>60.*>40.*>20.*below 50%")
        self.assertIn("2 low · 0 ambiguous · 1 not top", shown)


if __name__ == "__main__":
    unittest.main()
