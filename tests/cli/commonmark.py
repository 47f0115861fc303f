"""Reads a Markdown report as a code host does: GitHub's cmark-gfm makes HTML of it."""

import re
import shutil
import subprocess
from html.parser import HTMLParser
from typing import NamedTuple

READER = shutil.which("cmark-gfm")
MISSING = "cmark-gfm is missing (Debian package cmark-gfm)"
EXTENSIONS = ("table", "autolink", "strikethrough", "tagfilter", "tasklist", "footnotes")
EMPTY_ELEMENTS = ("br", "hr", "img", "input")
NBSP = "\u00a0"


class Element:
    """An element of HTML; its children are elements and text."""

    def __init__(self, tag, attributes=()):
        self.tag, self.attributes, self.children = tag, dict(attributes), []

    def all(self, *tags):
        """All descendants with one of these tags, or with any tag if none is given, in order."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child] if child.tag in tags or not tags else []
                found += child.all(*tags)
        return found

    def texts(self, without=()):
        """The text nodes inside, except those in elements with one of these tags."""
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in without:
                yield from child.texts(without)

    def text(self, without=()):
        """What a browser shows: only <br> breaks a line, and spaces at a line's end vanish."""
        shown = re.sub(r"[ \t\n\r\f]+", " ", "".join(self._pieces(without)))
        lines = re.split(" ?\0 ?", shown.strip(" "))
        return "\n".join(line.replace(NBSP, " ").rstrip(" ") for line in lines)

    def _pieces(self, without):
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag == "br":
                yield "\0"  # no other NUL exists: cmark-gfm writes U+FFFD for it
            elif child.tag not in without:
                yield from child._pieces(without)


class Builder(HTMLParser):
    """Builds the tree. Overlapping or unclosed elements raise: a browser would have to guess."""

    def __init__(self):
        super().__init__()
        self.open = [Element("document")]

    def handle_starttag(self, tag, attributes):
        element = Element(tag, attributes)
        self.open[-1].children.append(element)
        if tag not in EMPTY_ELEMENTS:
            self.open.append(element)

    def handle_startendtag(self, tag, attributes):
        self.open[-1].children.append(Element(tag, attributes))

    def handle_endtag(self, tag):
        if self.open[-1].tag != tag:
            raise ValueError(f"</{tag}> in <{self.open[-1].tag}>")
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].children.append(data)


class Section(NamedTuple):
    """A report's section on one answer."""
    heading: str
    quotations: list
    tables: list
    paragraphs: list


def html(markdown, *words, raw_html=True):
    """The HTML that a code host makes of it, before sanitizing."""
    extensions = [word for name in EXTENSIONS for word in ("-e", name)]
    more = ("--unsafe",) if raw_html else ()
    done = subprocess.run([READER, *more, *extensions, *words], input=markdown.encode(),
                          stdout=subprocess.PIPE, check=True, timeout=60)
    return done.stdout.decode()


def parse(markdown, *words, **more):
    """Parses the document into its root element."""
    builder = Builder()
    builder.feed(html(markdown, *words, **more))
    builder.close()
    if len(builder.open) > 1:
        raise ValueError(f"<{builder.open[-1].tag}> stays open")
    return builder.open[0]


def blocks(document):
    """The top-level elements; text between them raises."""
    if any(child.strip() for child in document.children if isinstance(child, str)):
        raise ValueError("text outside of any block")
    return [child for child in document.children if isinstance(child, Element)]


def sections(document):
    """A report's sections, each starting with a heading; the first may have none."""
    found = []
    for block in blocks(document):
        if block.tag == "h3" or not found:
            found.append(Section("", [], [], []))
        if block.tag == "h3":
            found[-1] = found[-1]._replace(heading=block.text())
        else:
            kinds = {"blockquote": found[-1].quotations, "table": found[-1].tables}
            kinds.get(block.tag, found[-1].paragraphs).append(block)
    return found


def paragraphs(section):
    return [block.text() for block in section.paragraphs]


def marked(quotation):
    """The marked texts in a quotation."""
    return [mark.text() for mark in quotation.all("mark")]


def numbers(quotation):
    """The numbers in a quotation that refer to rows of the table."""
    return [int(sup.text()) for sup in quotation.all("sup")]


def answer(quotation, clue_marks="🔀🎯"):
    """The quoted text without the report's additions: clue marks and numbers."""
    return plain(quotation, clue_marks).text(without=("sup",)).rstrip("\n")


def plain(element, clue_marks):
    """A copy without the clue marks in front of numbers."""
    copy = Element(element.tag)
    for child in element.children:
        if isinstance(child, Element):
            if child.tag == "sup" and copy.children and isinstance(copy.children[-1], str):
                copy.children[-1] = copy.children[-1].rstrip(clue_marks)
            child = plain(child, clue_marks)
        copy.children.append(child)
    return copy


def rows(table):
    """The cells of a table's rows as text, without the heading row."""
    return [[cell.text() for cell in row.all("td")] for row in table.all("tr")[1:]]
