"""Text from outside stays text in a Markdown report, whatever markup or link it looks like."""

import functools
import os
import random
import re
import string
import unittest

import commonmark
import program
import safe
import samples
import test_pty
from program import REFUSED, UNUSABLE
from reports import OWN_ELEMENTS, Markdown, cell, visible, without_line_ends
from responses import raw_alternative

# What a code host turns into more than text in a text node outside of code.
LIVE = re.compile(r"@\w|#\w|:[\w+-]+:|\$.|.\$|://|\bwww\.|\[!|\bGH-\d|[!&]\d|[%~][\w\x22]"
                  r"|[*[]\w+:|\b[0-9a-f]{7,}\b", re.IGNORECASE)

# Each of them is markup or a link to some reader, or invisible.
FRAGMENTS = [
    *string.punctuation,
    *(2 * sign for sign in string.punctuation),
    *(3 * sign for sign in string.punctuation),
    *(f"x\n{sign} y" for sign in string.punctuation),
    *(f"x{sign}y" for sign in string.punctuation),
    "# x", "###### x", "- x", "+ x", "1. x", "1) x", "123. x", "> x", "x\n===", "x\n---", "x\n-",
    "***", "- - -", "```", "```\nx\n```", "~~~\nx\n~~~", "    x", "  x", "x   y", "\tx",
    "|a|b|\n|-|-|\n|c|d|", "a|b\n-|-", "a\n:-", "a\n:-:", "a\n-:", "[x](javascript:y)", "![i](u)",
    "[x][y]", "<img src=x onerror=y>", "</mark>", "</sup></td>", "<mark>", "<br>", "<script>x",
    "</code>", "<!--", "-->", "<!-- x -->", "<?x?>", "<!X>", "<![CDATA[x]]>", "<details>",
    "<a@b.c>", "<http://x.y>", "&lt;", "&#35;", "&amp;lt;", "&nbsp;", "[^1]", "[^1]: x", "[a]: b",
    "[a]\n\n[a]: b", "http://x.com", "https://x.com/a_b", "www.x.com", "WWW.x.com", "wwww.x.com",
    "ftp://x.y", "mailto:a@b.c", "xmpp:a@b.c", "a@b.com", "a@-b.com", "a@.com", "a@_b.com",
    "+@b.c", "@user", "@org/team", "#12", "a/b#12", ":tada:", ":+1:", ":t-1:", "$x$", "$$x$$",
    "GH-12", "gh-12", "x GH-1", "!12", "a/b!12", "&12", "%12", "%x", '%"x y"', "~x", '~"x y"',
    "[epic:12]", "*iteration:12", "^alert#12", "a94a8fe", "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3",
    "1234567", "x@a94a8fe", "a94a8fe...de9f2c7", "A94A8FE5CCB19", "a94a8fex", "xa94a8fe", "a94a8f",
    "`$x$`", "$`x`$", "[!NOTE]", "[!NOTE]\nx", "- [ ] x", "[x] y", "~x~", "~~x~~", "*x*", "**x**",
    "_x_", "a*b*c", "`x`", "``x", "x\\", "x\\\ny", "\\*x\\*", "\\|", "|\\", "`|\\`", "x  \ny",
    "x \n y", "x\n\ny",
    "x\n\n\n\n    y", "\n\nx", "\nx\n", "\n", " ", "  \n", "\u00a0", "\u3000", "x\u00a0", "\rx",
    "x\ry", "x\r\ny", "\vx", "\fx", "x\u2028y", "x\u2029y", "x\u0085y", "\0", "x\0y", "\x1b[31mx",
    "\x1b]0;t\x07", "\x9b2J", "\x7f", "\u202ex", "\u2066x\u2069", "\u200bx", "\ufeffx",
    "␣", "↵", "…", "·", "x · y", "{{x}}", "{% x %}", "{:.x}", "%%{x}%%", "::: x",
]
INVALID = [b"\xff", b"\xc3", b"x\xe2\x82", b"\xed\xa0\x80", b"|\xf0\x9f", b"`\x80`", b"@\xff",
           b"\xff#1"]


def hostile_fragments(joined=120):
    """All fragments, and random joins of some of them, as bytes."""
    chance = random.Random(11)
    single = [text.encode() for text in FRAGMENTS] + INVALID
    return single + [b"".join(chance.choices(single, k=3)) for _ in range(joined)]


def quoted(*pieces):
    """How an answer made of (bytes, has a clue) pairs is quoted."""
    text = ""
    for data, clue in pieces:
        if clue and re.fullmatch("[ \n\u00a0\u3000]+", data.decode("utf-8", "replace")):
            text += re.sub("[ \u00a0\u3000]", "␣", data.decode()).replace("\n", "↵")
            text += data.count(b"\n") * "\n"
        else:
            text += visible(data, newline="\n")
    return without_line_ends(text)


def hostile_choices(one):
    """Choices with the text at a line's start and inside a line, with and without a clue."""
    text, clue = (one, False), (one, True)
    return ((text, clue, (b"\n", False), text, (b" end\n", False), text),
            (clue, (b"\n", False), clue, (b" end", False)))


def hostile_response(one, other):
    alternatives = [raw_alternative(one, 0.4), raw_alternative(other, 0.35)]
    name = one.decode("utf-8", "replace")
    return samples.response(*(
        samples.choice([samples.raw_token(data, 0.4, top_logprobs=alternatives) if clue
                        else samples.raw_token(data) for data, clue in pieces], index)
        for index, pieces in enumerate(hostile_choices(one))), model=name)


def hostile_message(data):
    message = {"role": "assistant", "content": data.decode()}
    return samples.response(samples.choice([], message=message, logprobs=None))


parse = functools.cache(commonmark.parse)  # two tests read the same report


class Hostile(Markdown):
    """Text from outside stays text, wherever it appears."""

    def hostile_report(self):
        """A report with every fragment as answer, token, alternative, model and custom_id."""
        data = hostile_fragments()
        return data, samples.lines(*(
            samples.batch_line(one.decode("utf-8", "replace"), hostile_response(one, other))
            for one, other in zip(data, data[1:] + data[:1])))

    def check_elements(self, document):
        """The document contains only the program's elements, and nothing in it is live."""
        foreign = {(element.tag, element.text()) for element in document.all()
                   if element.tag not in OWN_ELEMENTS
                   or (element.attributes and element.tag not in ("td", "th"))}
        live = {node for node in document.texts(without=("code", "a")) if LIVE.search(node)}
        self.assertEqual((foreign, live), (set(), set()))

    def check_section(self, section, line, one, pieces):
        """The section on one answer shows its text exactly."""
        model = one.decode("utf-8", "replace").encode()
        self.assertTrue(section.heading.startswith(f"-:{line} · {visible(model)}".rstrip(" ")))
        [quotation] = section.quotations
        self.assertEqual(commonmark.answer(quotation), quoted(*pieces))
        self.assertEqual([block.tag for block in quotation.all("p", "blockquote")], ["p"])
        [table] = section.tables
        self.assertEqual([len(row.all("td", "th")) for row in table.all("tr")],
                         [6] * (len(quotation.all("sup")) + 1))
        summary = commonmark.paragraphs(section)[-1]
        self.assertEqual(summary[:summary.find(f" · {len(pieces)} tokens")], visible(model))

    def test_hostile_text_everywhere_in_an_answer(self):
        data, content = self.hostile_report()
        report = self.report(content)
        for words in ((), ("--hardbreaks",)):
            document = parse(report, *words)
            self.check_elements(document)
            sections = commonmark.sections(document)
            self.assertEqual(len(sections), 2 * len(data))
            for i, one in enumerate(data):
                with self.subTest(text=one):
                    other = data[(i + 1) % len(data)]
                    for section, pieces in zip(sections[2 * i:], hostile_choices(one)):
                        self.check_section(section, i + 1, one, pieces)
                        for row in commonmark.rows(section.tables[0]):
                            self.check_row(row, one, other)

    def check_row(self, row, one, other):
        self.assertEqual((row[2], row[3]), ("40.0%", "🔀 ambiguous"))
        self.assert_cell(row[1], one, 40)
        text, _, share = row[5].rpartition(" ")
        self.assertEqual(share, "35.0%")
        self.assert_cell(text.rstrip(" "), other, 24)

    def assert_cell(self, shown, data, width):
        """The cell shows all of the text, or its beginning if it is too wide."""
        whole = cell(data)
        if shown != whole:
            self.assertEqual((shown[-1], shown[:-1]), ("…", whole[:len(shown) - 1]))
            self.assertGreater(len(whole), width)

    def test_without_raw_html_only_the_highlighting_is_lost(self):
        report = self.report(self.hostile_report()[1])
        bare = commonmark.parse(report, raw_html=False)
        self.assertEqual(bare.text(), parse(report).text())
        self.assertFalse(bare.all("mark", "sup", "span"))

    def test_in_an_error_message(self):
        texts = [data.decode("utf-8", "replace") for data in hostile_fragments()]
        texts = [text for text in texts if text.strip()]
        content = samples.lines(*(samples.batch_line("x", error={"code": "c", "message": text})
                                  for text in texts))
        document = commonmark.parse(self.report(content, code=REFUSED))
        self.check_elements(document)
        sections = commonmark.sections(document)
        for text, section in zip(texts, sections, strict=True):
            [shown] = commonmark.paragraphs(section)
            self.assertEqual(shown.rstrip(), f"Error: {visible(text.encode())}".rstrip())

    def test_in_a_file_name(self):
        names = {b"./" + data[:100] + b".json" for data in hostile_fragments(50)
                 if b"/" not in data and b"\0" not in data}
        names = sorted(map(os.fsdecode, names))
        for name in names:
            self.file(name, samples.compact(samples.answer("a")))
        result = program.run("-r", *names, "-f", "markdown", cwd=self.folder)
        self.assert_silent(result)
        document = commonmark.parse(result.out.decode())
        self.check_elements(document)
        headings = [section.heading for section in commonmark.sections(document)]
        self.assertEqual(headings, [visible(os.fsencode(name)) + ":1" for name in names])

    def test_in_a_message_without_logprobs(self):
        data = [d.decode("utf-8", "replace").encode() for d in hostile_fragments()]
        content = samples.lines(*(hostile_message(one) for one in data))
        document = commonmark.parse(self.report(content, code=UNUSABLE))
        self.check_elements(document)
        for one, section in zip(data, commonmark.sections(document), strict=True):
            self.assertEqual([commonmark.answer(q, "") for q in section.quotations],
                             [quoted((one, False))])

    def test_marks_in_ascii_are_text(self):
        report = self.report(self.hostile_report()[1], "--marks=ascii")
        self.check_elements(commonmark.parse(report))


class OnTerminal(test_pty.Terminal):
    def test_nothing_is_raw(self):
        lines = [samples.batch_line(data.decode("utf-8", "replace"), hostile_response(data, b"x"))
                 for data in hostile_fragments(20)]
        name = self.file("hostile.jsonl", samples.lines(*lines))
        shown = self.on_terminal("-r", name, "-f", "markdown")
        self.assertEqual(safe.dangers(shown.encode(), colors=False), [])
        piped = program.run("-r", name, "-f", "markdown").out.decode()
        self.assertEqual(shown, piped)


if __name__ == "__main__":
    unittest.main()
