"""What somebody sees who walks through answers, on a screen and by lines."""

import select
import time
import unittest

import program
from tmux import Tmux

TERM = {"TERM": "screen-256color"}


class Explore(program.ProgramTest):
    def await_screen(self, tmux, part):
        """The first screen that has this."""
        deadline = time.monotonic() + program.TIMEOUT
        while part not in (shown := "\n".join(tmux.screen())):
            self.assertLess(time.monotonic(), deadline, f"no {part} in:\n{shown}")
            select.select([], [], [], 0.02)
        return shown

    def press(self, tmux, *steps):
        """Presses keys, each when the screen has what the one before leads to."""
        for keys, part in steps:
            tmux.keys(*keys.split(" "))
            shown = self.await_screen(tmux, part)
        return shown

    def test_one_answer(self):
        with Tmux(110, 24) as tmux:
            tmux.start("-i", "-r", "poland-long.json", **TERM)
            self.await_screen(tmux, "token 0 of 42")
            shown = self.press(tmux, ("n", "clue 1 of 7"), ("n n n", "clue 4 of 7"),
                               ("p", "clue 3 of 7"), ("n", "token 25 of 42"))
            for part in ("🔀 near tie", "🎯 second choice", "▸  2 ␣last", "rank 2", "←→ token"):
                self.assertIn(part, shown)
            self.press(tmux, ("f", "low token"), ("f", "near tie"), ("+", "margin below 16%"),
                       ("Home", "token 0 of 42"), ("End", "token 41 of 42"),
                       ("t", "at temperature 0.5"), ("c", "coloured by margin"),
                       ("/ D u d a Enter", "match 1 of 1"), ("Escape", "near tie"),
                       ("?", "type to search"), ("c l i p", "clipboard"),
                       ("Escape", "perplexity"), ("y", "copied: "), ("Tab", "no other answer"),
                       ("]", "no choice after"), ("v", "leave, and print"))
            tmux.keys("c")
            tmux.wait()
            self.assertIn("▸███", "\n".join(tmux.screen()))

    def test_a_list(self):
        with Tmux(100, 24) as tmux:
            tmux.start("-i", "-r", "batch.jsonl", **TERM)
            self.await_screen(tmux, "1 of 6")
            self.press(tmux, ("s", "perplexity▾"), ("Home", "1 of 6"), ("Enter", "token 0 of 9"),
                       ("Tab", "sort by"), ("End", "6 of 6"), ("Up", "5 of 6"),
                       ("/ t o m a t o", "1 of 1 with"), ("Enter", "s sort by"),
                       ("Enter", "token 0 of 7"), ("n", "clue 1 of 1"))
            tmux.keys("q")
            tmux.wait()
            shown = "\n".join(tmux.screen())
            self.assertIn("perplexity 1.41", shown)
            self.assertIn("the server refused", shown)

    def test_by_lines(self):
        shown = program.run("--explore=lines", "-r", "poland-long.json", cwd=program.EXAMPLES,
                            stdin=b"n\nn\n/duda\nc\n[\ng 99\nhelp\nq\nn\n")
        self.assertEqual(shown.code, 0)
        lines = shown.out.decode().split("\n")
        self.assertTrue(lines[1].startswith("0 of 42, As, "), lines)
        self.assertTrue(lines[3].startswith("2 of 42, October, "), lines)
        self.assertIn("near tie: 2 ␣Please 38.8%", lines[4])
        self.assertTrue(lines[5].startswith("1 found; "), lines)
        self.assertIn("there is no such token", lines)
        self.assertTrue(lines[-2].startswith("l and h: "), lines)

    def test_by_lines_from_answer_to_answer(self):
        shown = program.run("--explore=lines", "-r", "batch.jsonl", cwd=program.EXAMPLES,
                            stdin=b"P\nN\nn\nN\nN\nn\nN\nN\nN\nP\nP\nP\nq\n")
        lines = shown.out.decode().split("\n")
        opened = [line.partition(";")[0] for line in lines if line.startswith("answer ")]
        self.assertEqual(opened, [f"answer {number} of 6" for number in (1, 2, 3, 4, 5, 6, 5, 4, 3)])
        for line in ("there is no answer before this one", "there is no answer after this one"):
            self.assertIn(line, lines)
        self.assertTrue(any(line.startswith("0 of 7, Seven, 28.4 percent") for line in lines), lines)
        self.assertEqual(shown.code, program.REFUSED)

    def test_answers_of_standard_input_are_walked_with_the_keys_of_the_terminal(self):
        with Tmux(80, 24) as tmux:
            tmux.start_shell(LOGPROBS=program.path(), **TERM)
            file = program.EXAMPLES / "poland.json"
            tmux.type(f'"$LOGPROBS" -r - -i <{file}; {tmux.telling("walked")}\n')
            self.await_screen(tmux, "token 0 of 4")
            self.press(tmux, ("l", "token 1 of 4"))
            tmux.keys("q")
            tmux.wait("walked")


if __name__ == "__main__":
    unittest.main()
