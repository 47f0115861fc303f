"""The man page as its reader sees it, and its source."""

import re
import subprocess

import program


def source():
    """What the program prints."""
    return program.run("--generate", "man").out.decode()


def rendered(page, width=100):
    """The text that man shows of a page, in so many columns."""
    done = subprocess.run(["man", "-l", "-"], input=page.encode(), capture_output=True, check=True,
                          timeout=program.TIMEOUT, env=program.environment(MANWIDTH=str(width),
                                                                           MANPAGER="cat"))
    return re.sub(r".\x08", "", done.stdout.decode())


def sections(page):
    """The rendered sections, by their names, in the order of the page."""
    parts = re.split(r"^([A-Z][A-Z ]*)$\n", rendered(page), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2]))


def flat(text):
    """A text on one line, with the quotes and hyphens of a keyboard."""
    text = re.sub(r"(\w)[-\u2010]\n *(?=\w)", r"\1-", text).replace("\u2010", "-")
    return " ".join(text.split())


def examples(page):
    """The commands of its examples, each as it is to be typed."""
    blocks = re.findall(r"^\.EX\n(.*?)^\.EE$", page, flags=re.MULTILINE | re.DOTALL)
    marks = {r"\-": "-", r"\e": "\\", r"\(aq": "'", r"\(dq": '"', r"\(ga": "`", r"\(ti": "~",
             r"\(ha": "^", r"\&": ""}
    return [re.sub(r"\\(?:\(..|.)", lambda mark: marks[mark[0]], block) for block in blocks]
