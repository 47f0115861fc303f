"""What a terminal shows in the end is what is kept in tests/data/screens, at every width."""

import re
import shlex
import unittest

import golden
import program
from tmux import Tmux

WIDTHS = (40, 80, 100, 140)
SCREENS = golden.DATA / "screens"
SEQUENCE = re.compile(r"\x1b\[([0-9;:]*)m")


def lines_of(text):
    return [line.rstrip() for line in SEQUENCE.sub("", text).rstrip().split("\n")]


class Screens(program.ProgramTest):
    def test_a_terminal_shows_what_is_kept(self):
        """Nothing is wider than the terminal: it would be broken there, and be another line."""
        for width in WIDTHS:
            for case in sorted(SCREENS.glob(f"*-{width}")):
                words = shlex.split((case / "cmd").read_text())
                words.remove(f"--width={width}")
                with self.subTest(case.name), Tmux(width) as tmux:
                    self.assertEqual(tmux.show(*words), lines_of((case / "out").read_text()))

    def test_colours_do_not_move_anything(self):
        for case in SCREENS.glob("*-*-*"):
            with self.subTest(case.name):
                view = case.name.split("-")[0]
                self.assertEqual(lines_of((case / "out").read_text()),
                                 lines_of((SCREENS / f"{view}-80" / "out").read_text()))

    def test_only_attributes_without_colours(self):
        for view in ("text", "table", "chart"):
            words = shlex.split((SCREENS / f"{view}-80" / "cmd").read_text())
            words.remove("--width=80")
            with self.subTest(view), Tmux(80) as tmux:
                tmux.start(*words, NO_COLOR="1")
                tmux.wait()
                codes = {code for found in SEQUENCE.findall("\n".join(tmux.screen("-e")))
                         for code in found.split(";")}
                self.assertLessEqual(codes, {"", "0", "1", "2", "4", "7", "39", "49"})
                self.assertLessEqual({"1", "2"}, codes)


if __name__ == "__main__":
    unittest.main()
