"""The tables of the program, as --help shows them."""

import re
from typing import NamedTuple

import program


class Option(NamedTuple):
    """A row of an option: "-f", "--format", "NAME", and what is said of it."""
    short: str
    long: str
    value: str
    about: str

    @property
    def names(self):
        return [name for name in (self.short, self.long) if name]


ROW = re.compile(r"  (?:(-\w)(?:, )?|    )(--[\w-]+)?(?: (\S+))?(?:  +(.*))?")


def text():
    return program.run("--help", env={"COLUMNS": "100"}).out.decode()


def part(name):
    """The lines of a part of it that has a heading."""
    return text().partition(f"\n{name}:\n")[2].partition("\n\n")[0].splitlines()


def options():
    """All rows of options, in order."""
    rows = []
    for line in text().partition("\nExit status:")[0].splitlines():
        if line.startswith(" " * 28) and rows:
            about = f"{rows[-1].about} {line.strip()}".strip()
            rows[-1] = rows[-1]._replace(about=about)
        elif re.match(r"  +-", line):
            row = ROW.fullmatch(line)
            rows.append(Option(*(row[i] or "" for i in range(1, 5))))
    return rows


def exit_codes():
    """{0: "the answer was shown", ...}."""
    rows = (re.fullmatch(r" +(\d+)  (.+)", line) for line in part("Exit status"))
    return {int(row[1]): row[2] for row in rows if row}


def listed(option):
    """The names and descriptions that an option lists: -f help."""
    lines = program.run(option, "help").out.decode().splitlines()
    return {name: about.strip() for name, _, about in (line.partition(" ") for line in lines)}
