"""Which tokens a Markdown report marks, and what the rows of its table say about them."""

import json
import math
import unicodedata
import unittest

import commonmark
import program
import samples
from reports import (OWN_ELEMENTS, ZWJ, Markdown, ambiguous, cell, percent, unsure,
                     without_line_ends)
from samples import raw_token, token

HEADER = ["#", "text", "probability", "clues", "least sure", "alternatives"]
CLUES = (("low", "low"), ("ambiguous", "🔀 ambiguous"), ("not-top", "🎯 not-top"))


class Examples(Markdown):
    """The report agrees with `-f json`."""

    @classmethod
    def setUpClass(cls):
        shown, report = (program.run("-r", *program.examples(), "-f", view).out.decode()
                         for view in ("json", "markdown"))
        entries = [(entry, choice) for entry in map(json.loads, shown.splitlines())
                   for choice in entry["choices"] or [None]]
        cls.document = commonmark.parse(report)
        found = zip(entries, commonmark.sections(cls.document), strict=True)
        cls.choices = [(*pair, section) for pair, section in found if pair[1]]
        cls.refused = [section for pair, section in found if not pair[1]]

    def test_the_text_is_whole(self):
        for _, choice, section in self.choices:
            [quotation] = section.quotations
            self.assertEqual(commonmark.answer(quotation), without_line_ends(choice["text"]))

    def test_marks_and_numbers_match_the_rows(self):
        for _, choice, section in self.choices:
            count = len(spans(choice["tokens"]))
            self.assertEqual(len(section.tables), count > 0)
            for quotation in section.quotations:
                self.assertEqual(len(quotation.all("mark")), count)
                self.assertEqual(commonmark.numbers(quotation), [*range(1, count + 1)])
        self.assertEqual([section.tables for section in self.refused], [[]] * len(self.refused))

    def test_rows(self):
        for _, choice, section in self.choices:
            for table in section.tables:
                self.assertEqual([th.text() for th in table.all("th")], HEADER)
                self.assertEqual(commonmark.rows(table), expected_rows(choice["tokens"]))

    def test_the_summary_line(self):
        for entry, choice, section in self.choices:
            line = commonmark.paragraphs(section)[-1]
            counts = choice["summary"]
            self.assertTrue(line.startswith(entry["model"] + " · "), line)
            self.assertTrue(line.endswith(
                f"{counts['low']} low · {counts['ambiguous']} ambiguous · "
                f"{counts['not_top']} not top"), line)

    def test_no_elements_but_the_programs(self):
        self.assertLessEqual({element.tag for element in self.document.all()}, OWN_ELEMENTS)


def spans(tokens):
    """The tokens with clues, neighbours in a word together and characters whole."""
    found = []
    for i, entry in enumerate(tokens):
        if not entry["clues"]:
            continue
        first, last = i, i + 1
        while continues_character(tokens, first):
            first -= 1
        while last < len(tokens) and continues_character(tokens, last):
            last += 1
        if found and (first < found[-1][1]
                      or (first == found[-1][1] and not begins_word(tokens[first]["token"]))):
            found[-1][1] = last
        else:
            found.append([first, last])
    return [tokens[first:last] for first, last in found]


def begins_word(text):
    return unicodedata.category(text[0])[0] in "ZP" or text[0] in "\n\t"


def continues_character(tokens, i):
    """Whether a token continues a character; covers enough of Unicode's rules for the examples."""
    data = data_of(tokens[i])
    return (0x80 <= data[0] < 0xC0 or data.startswith(ZWJ)
            or unicodedata.category(tokens[i]["token"][0])[0] == "M"
            or (i > 0 and data_of(tokens[i - 1]).endswith(ZWJ)))


def expected_rows(tokens):
    return [expected_row(number, span) for number, span in enumerate(spans(tokens), 1)]


def expected_row(number, span):
    least = min(span, key=lambda entry: entry["probability"])
    clues = {clue for entry in span for clue in entry["clues"]}
    shown = f"token {least['index']}"
    if len(span) > 1:
        shown += f" {cell(data_of(least))} {percent(least['probability'])}"
    return [str(number), cell(b"".join(map(data_of, span))),
            percent(math.prod(entry["probability"] for entry in span)),
            ", ".join(name for clue, name in CLUES if clue in clues), shown,
            " · ".join(f"{cell(data_of(entry))} {percent(entry['probability'])}"
                       for entry in least["alternatives"] if entry["token"] != least["token"])]


def data_of(entry):
    return bytes(entry["bytes"]) if entry["bytes"] else entry["token"].encode()


def rows_in(section):
    return [row for table in section.tables for row in commonmark.rows(table)]


class Rows(Markdown):
    """The contents of a row's cells."""

    def check(self, *cases):
        """Each case is a list of tokens and the expected rows."""
        sections = self.sections_of([tokens for tokens, _ in cases])
        for section, (tokens, rows) in zip(sections, cases, strict=True):
            with self.subTest(tokens=[entry["token"] for entry in tokens]):
                self.assertEqual(rows_in(section), rows)

    def row(self, *tokens):
        [row] = rows_in(self.section(*tokens))
        return row

    def test_a_row_of_several_tokens(self):
        self.check(([token("It"), unsure(" un", 0.08), unsure("like"), unsure("ly", 0.06)],
                    [["1", "␣unlikely", "<0.1%", "low", "token 2 like 5.0%", ""]]))

    def test_the_clues_are_those_of_all_its_tokens(self):
        row = self.row(token("a", 0.2, (("b", 0.7), ("a", 0.2))), ambiguous("c", 0.31), unsure("d"))
        self.assertEqual(row[3], "low, 🔀 ambiguous, 🎯 not-top")

    def test_the_alternatives_are_those_of_the_least_sure_token(self):
        row = self.row(ambiguous("a", other="no"), unsure("b", 0.05, (("x", 0.6), ("b", 0.05))))
        self.assertEqual(row[4:], ["token 1 b 5.0%", "x 60.0%"])

    def test_a_token_without_a_probability(self):
        lost = token("b", 0.4, (("b", 0.4), ("c", 0.35)), logprob=None)
        self.check(([unsure("a"), lost, token(" z")],
                    [["1", "ab", "?", "low, 🔀 ambiguous", "token 0 a 5.0%", ""]]))
        row = self.row(token("a"), {**lost, "token": " b", "bytes": [32, 98]})
        self.assertEqual(row[:5], ["1", "␣b", "?", "🔀 ambiguous", "token 1"])

    def test_an_alternative_without_a_probability(self):
        entry = unsure("a", top=(("x", 0.5), ("a", 0.05)))
        entry["top_logprobs"].append({**samples.alternative("u", 0.5), "logprob": None})
        self.assertEqual(self.row(entry)[5], "x 50.0% · u ?")

    def test_an_alternative_is_not_the_token_itself(self):
        # Entries with the same bytes and the same logprob count once.
        row = self.row(token("a", 0.4, (("a", 0.4), ("a", 0.4), ("b", 0.35))))
        self.assertEqual(row[5], "b 35.0%")

    def test_floors(self):
        self.check(*(([unsure("a", logprob=logprob), unsure("b", 0.09), token(" z")],
                      [["1", "ab", "0.0%", "low", "token 0 a 0.0%", ""]])
                     for logprob in (-9999, -1000, -3.4e38)))

    def test_more_than_0_is_not_shown_as_0(self):
        # e^-800 is 0 as a double, but not a floor.
        self.check(([unsure("a", logprob=-400), unsure("b", logprob=-400)],
                    [["1", "ab", "<0.1%", "low", "token 0 a <0.1%", ""]]),
                   ([unsure("a", logprob=-800)], [["1", "a", "<0.1%", "low", "token 0", ""]]))

    def test_percentages_are_not_rounded_across_a_threshold(self):
        self.check(*(([unsure("a", p)], [["1", "a", percent(p), "low", "token 0", ""]])
                     for p in (0.0999999, 0.0994, 0.04449, 0.0001)))
        row = self.row(unsure("a", 0.02, (("x", 0.89999), ("y", 0.0999), ("a", 0.02))))
        self.assertEqual(row[5], "x 89.9% · y 9.9%")
        row = self.row(unsure("a", 1e-6, (("x", 0.99999), ("a", 1e-6))))
        self.assertEqual((row[2], row[5]), ("<0.1%", "x >99.9%"))
        # The product of the two is below the threshold too: 0.09999.
        row = self.row(ambiguous("a", 0.31622), ambiguous("b", 0.31620))
        self.assertEqual(row[2], "9.9%")

    def test_long_texts_are_cut(self):
        row = self.row(unsure("a" * 60, top=(("b" * 60, 0.6), ("a" * 60, 0.05))))
        self.assertEqual((row[1], row[5]), ("a" * 39 + "…", "b" * 23 + "… 60.0%"))

    def test_a_character_of_several_tokens_is_never_cut(self):
        parts = [bytes([byte]) for byte in "漢".encode()]
        self.check(*(([token("a"), *(raw_token(part, 0.05 if i == clue else 0.5)
                                     for i, part in enumerate(parts)), token("z")],
                      [["1", "漢", "1.3%", "low", f"token {clue + 1} \\x{parts[clue][0]:02x} 5.0%", ""]])
                     for clue in range(3)))


class Words(Markdown):
    """Which tokens form one row."""

    def check(self, cases):
        """Each case: texts of tokens that all have a clue, and the expected texts of the rows."""
        answers = [list(map(unsure, texts)) for texts, _ in cases]
        for section, (texts, rows) in zip(self.sections_of(answers), cases, strict=True):
            with self.subTest(texts=texts):
                self.assertEqual([row[1] for row in rows_in(section)], rows)

    def test_one_word(self):
        """Letters, digits, emoji and combining marks continue a word."""
        self.check([(texts, ["".join(texts)]) for texts in (
            ("a", "b"), ("4", "2"), ("a", "é"), ("한", "국"), ("x", "👍"), ("при", "вет"),
            ("cafe", "\u0301"), ("日", "\u3099"))])
        self.check([((" ", "b"), ["␣b"])])  # as one token would show it

    def test_separate_words(self):
        """White space and punctuation begin a word; white space ends it; some scripts have none."""
        self.check([(texts, [cell(text.encode()) for text in texts]) for texts in (
            ("a", " b"), ("a", "\nb"), ("a", ","), ("a", "-b"), ("a", "\u3000b"), ("a", "。"),
            ("a", "“b"), ("a", "\tb"), ("a", " ", " b"), (" a", " b", "!", "?"),
            (".\n", "The"), ("a ", "b"), ("a\n\n", "b"), ("a\u3000", "b"),
            ("日", "本", "語"), ("カ", "ー", "ド"), ("ひ", "ら"), ("ㄅ", "ㄆ"), ("𠀀", "𠀁"),
            ("日", "x"), ("x", "日"), ("々", "〇"))])

    def test_a_token_without_a_clue_ends_a_row(self):
        section = self.section(unsure("a"), token("b"), unsure("c"))
        self.assertEqual([row[1] for row in rows_in(section)], ["a", "c"])


class Marks(Markdown):
    """Which parts of the quoted answer are marked."""

    def check(self, *cases):
        """Each case: the tokens, the texts of the marks, of the rows, and of the answer."""
        sections = self.sections_of([tokens for tokens, *_ in cases])
        for section, (tokens, marked, rows, answer) in zip(sections, cases, strict=True):
            with self.subTest(tokens=[entry["token"] for entry in tokens]):
                [quotation] = section.quotations
                self.assertEqual(commonmark.marked(quotation), marked)
                self.assertEqual([row[1] for row in rows_in(section)], rows)
                self.assertEqual(commonmark.numbers(quotation), [*range(1, len(rows) + 1)])
                self.assertEqual(commonmark.answer(quotation), answer)

    def check_whole(self, *cases):
        """Each case: tokens that make up the whole answer and share one mark and one row."""
        self.check(*((tokens, [text], [text], text) for text, tokens in cases))

    def test_neighbours_in_a_word(self):
        self.check(([token("It"), unsure(" un"), unsure("like"), unsure("ly")],
                    ["unlikely"], ["␣unlikely"], "It unlikely"))

    def test_tokens_that_share_a_character(self):
        cat = "🐈".encode()
        self.check_whole(*(("a🐈z", [raw_token(b"a" + cat[:2], first),
                                    raw_token(cat[2:] + b"z", second)])
                           for first, second in ((0.05, 0.9), (0.9, 0.05), (0.05, 0.05))))
        data = "漢字".encode()
        self.check_whole(("漢字", [raw_token(data[:2]), raw_token(data[2:5], 0.05),
                                 raw_token(data[5:])]))

    def test_what_belongs_to_a_character_stays_with_it(self):
        # After </mark> it would be drawn onto the number, after <mark> onto nothing.
        self.check_whole(*((base + mark, [token(base, first), token(mark, second)])
                           for base, mark in (("e", "\u0301"), ("❤", "\ufe0f"), ("कर", "\u093f"),
                                              ("👍", "🏽"), ("👨", "\u200d👩"), ("🇵", "🇱"),
                                              ("1", "\ufe0f\u20e3"))
                           for first, second in ((0.05, 0.95), (0.95, 0.05))))

    def test_invalid_bytes(self):
        self.check(([token("a"), raw_token(b"\xff", 0.05), token(" z")], ["\\xff"], ["\\xff"],
                    "a\\xff z"))

    def test_a_token_without_bytes(self):
        self.check(([token("a"), unsure(""), token(" b")], [], ["(empty)"], "a b"),
                   ([unsure("")], [], ["(empty)"], ""))

    def test_white_space_with_a_clue_is_spelled_out(self):
        self.check(*(([token("a"), unsure(text), token("z")], [shown], [shown],
                      f"a{shown}{breaks}z")
                     for text, shown, breaks in (
                         (" ", "␣", ""), ("\n", "↵", "\n"), (" \n\n", "␣↵↵", "\n\n"),
                         ("\u00a0", "␣", ""), ("\u3000", "␣", ""))))

    def test_white_space_around_a_word_is_not_marked(self):
        self.check(([token("a"), unsure(" b \n"), token("c")], ["b"], ["␣b␣↵"], "a b\nc"),
                   ([unsure("\n\na"), token(" b")], ["a"], ["↵↵a"], "\n\na b"))


if __name__ == "__main__":
    unittest.main()
