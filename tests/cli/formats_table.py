#!/usr/bin/python3
"""The README's table of wire formats, generated from the program's own list (--from help).

    LOGPROBS=/path/to/logprobs tests/cli/formats_table.py     updates the README
"""

import sys

import program

README = program.ROOT / "README.md"
BEGIN, END = "<!-- formats -->\n", "<!-- end of formats -->\n"


def table():
    """The rows as Markdown, in the order in which formats are tried."""
    lines = program.run("--from", "help").out.decode().splitlines()
    rows = [line.partition(" ") for line in lines]
    cells = [f"| `{name}` | {about.strip()} |\n" for name, _, about in rows]
    return "| `--from` | what |\n|---|---|\n" + "".join(cells)


def parts(text):
    """Splits the text into what precedes the table, the table, and what follows."""
    before, _, rest = text.partition(BEGIN)
    kept, _, after = rest.partition(END)
    return before + BEGIN, kept, END + after


def main():
    program.path()
    before, _, after = parts(README.read_text(encoding="utf-8"))
    README.write_text(before + table() + after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
