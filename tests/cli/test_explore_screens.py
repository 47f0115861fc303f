"""Whole screens of the explorer, painted, against those that are kept in tests/data/explorer.

UPDATE_GOLDEN=1 keeps what is drawn now; `cat` shows it as a terminal does.
"""

import os
import re
import unittest

import program
from full_screen import FullScreen

KEPT = program.ROOT / "tests" / "data" / "explorer"
TRUE_COLOUR = {"COLORTERM": "truecolor"}
LOOKS = {"dark": TRUE_COLOUR, "light": {**TRUE_COLOUR, "COLORFGBG": "0;15"},
         "16-colours": {"TERM": "xterm"}, "no-colour": {"NO_COLOR": "1"}}
SIZES = ((40, 10), (80, 24), (120, 40))


class Screens(program.ProgramTest):
    def check(self, name, screen):
        drawn = "".join(f"{row}\x1b[m\n" for row in screen.rows)
        file = KEPT / name
        if os.environ.get("UPDATE_GOLDEN"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(drawn, encoding="utf-8")
        self.assertEqual(drawn, file.read_text(encoding="utf-8"), name)

    def test_an_answer(self):
        for look, variables in LOOKS.items():
            for columns, rows in SIZES:
                with FullScreen(columns, rows, "-i", "-r", "poland-long.json",
                                **variables) as screen:
                    screen.wait("As of October")
                    screen.walk(("nnnn", "clue 4 of 7"))
                    self.check(f"answer-{columns}x{rows}-{look}", screen)

    def test_a_list(self):
        for columns, rows in SIZES:
            with FullScreen(columns, rows, "-i", "-r", "batch.jsonl", **TRUE_COLOUR) as screen:
                screen.wait("1 of 6")
                self.check(f"list-{columns}x{rows}-dark", screen)

    def test_the_help(self):
        with FullScreen(80, 24, "-i", "-r", "poland.json", **TRUE_COLOUR) as screen:
            screen.wait("Andrzej")
            screen.walk(("?", "type to search"))
            self.check("help-80x24-dark", screen)

    def test_wide_and_joined_characters(self):
        with FullScreen(40, 12, "-i", "-r", "emoji-cjk.json", **TRUE_COLOUR) as screen:
            screen.wait("Café")
            at = 0
            for name, token in (("combining", 4), ("wide", 20), ("joined", 35)):
                screen.walk(("l" * (token - at), f"  {token} of 47"))
                self.check(f"{name}-40x12-dark", screen)
                at = token


class Keys(program.ProgramTest):
    def test_the_readme_has_them(self):
        """README.md has the rows of the help, two in a line; UPDATE_GOLDEN=1 writes them there."""
        with FullScreen(100, 60, "-i", "-r", "poland.json") as screen:
            screen.wait("Andrzej")
            screen.walk(("?", "type to search"))
            shown = [(line[:14].strip(), line[14:].strip())
                     for line in screen.text().splitlines()[2:] if line.strip()]
        half = (len(shown) + 1) // 2
        cells = [[f"`{keys}`", about] for keys, about in shown] + [["", ""]] * (len(shown) % 2)
        rows = ["| key | | key | |", "|---|---|---|---|",
                *("| " + " | ".join(left + right) + " |"
                  for left, right in zip(cells[:half], cells[half:]))]
        table = "<!-- keys -->\n" + "\n".join(rows) + "\n<!-- end of keys -->"
        file = program.ROOT / "README.md"
        text = file.read_text(encoding="utf-8")
        kept = re.search("<!-- keys -->.*<!-- end of keys -->", text, re.DOTALL)[0]
        if os.environ.get("UPDATE_GOLDEN"):
            file.write_text(text.replace(kept, table), encoding="utf-8")
            kept = table
        self.assertEqual(kept, table)
