"""Shared by the tests of Markdown reports: what must be shown, and the parts of a report."""

import math
import unicodedata
import unittest

import commonmark
import program
import safe
import samples
from responses import response_of, responses_of

OWN_ELEMENTS = {"h3", "blockquote", "p", "br", "mark", "sup", "span", "table", "thead", "tbody",
                "tr", "th", "td", "code", "em", "strong"}
ZWJ = "\u200d".encode()
THRESHOLDS = (0.9, 0.7, 0.5, 0.3, 0.1)


def visible(data, newline="\\n", space=" "):
    """How bytes from outside are shown."""
    return "".join(newline if c == "\n" else space if c == " " else spelled(c)
                   for c in data.decode("utf-8", "surrogateescape"))


def spelled(c):
    point = ord(c)
    if c in "\t\r":
        return {"\t": "\\t", "\r": "\\r"}[c]
    if 0xDC80 <= point <= 0xDCFF:  # an invalid byte, as Python decodes it
        return f"\\x{point - 0xDC00:02x}"
    if point < 0x80:
        return f"\\x{point:02x}" if c in safe.DANGEROUS else c
    if point < 0xA0:
        return f"\\u{point:04x}"
    if c in safe.DANGEROUS and c.encode() != ZWJ:  # joins emoji in the texts used here
        return f"\\u{{{point:x}}}"
    return c.replace(commonmark.NBSP, " ")


def without_line_ends(text):
    """Drops what nobody sees: white space before line ends, and line breaks at the text's end."""
    return "\n".join(line.rstrip(" ") for line in text.split("\n")).rstrip("\n")


def cell(data):
    """How a token is shown in a table cell."""
    text = data.decode("utf-8", "surrogateescape")
    spaces = "".join(" " if unicodedata.category(c) == "Zs" else c for c in text)
    return visible(spaces.encode("utf-8", "surrogateescape"), "↵", "␣")


def percent(p):
    """A probability as a percentage, rounded by the program's rules."""
    tenths = math.floor(p * 1000 + 0.5)
    for threshold in THRESHOLDS:
        if p < threshold <= tenths / 1000:
            tenths -= 1
    if tenths == 0 and p > 0:
        return "<0.1%"
    return ">99.9%" if tenths >= 1000 and p < 1 else f"{tenths / 10:.1f}%"


def unsure(text, p=0.05, top=(), **fields):
    """A token with the clue `low`."""
    return samples.token(text, p, top, **fields)


def ambiguous(text, p=0.4, other="other"):
    return samples.token(text, p, ((text, p), (other, p - 0.01)))


@unittest.skipUnless(commonmark.READER, commonmark.MISSING)
class Markdown(program.ProgramTest):
    """A test that reads Markdown reports."""

    def report(self, content, *words, **more):
        """The report on `content` from standard input, as Markdown."""
        return self.show(content, "-f", "markdown", *words, **more)

    def sections(self, content, *words, **more):
        return commonmark.sections(commonmark.parse(self.report(content, *words, **more)))

    def section(self, *tokens, words=()):
        """The report's section on an answer of these tokens."""
        [section] = self.sections(response_of(*tokens), *words)
        return section

    def sections_of(self, answers):
        """The report's section on each answer, a list of tokens."""
        return self.sections(responses_of(*answers))
