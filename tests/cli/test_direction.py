"""Right-to-left text leaves columns and facts in order where terminals reorder what they show."""

import json
import re
import shutil
import subprocess
import unittest

import program
import samples
import test_pty
from samples import token

HEBREW = ("שלום", " עולם!", "נמל 3", "abc דג")
ARABIC = ("سمك", "٣", "٤٥", "“قطة”")
ISOLATE = re.compile("\u2068([^\u2068\u2069]*)\u2069")


def reordered(lines):
    """The lines as a terminal that follows UAX #9 shows them, without format characters."""
    done = subprocess.run(["fribidi", "--nopad", "--nobreak", "--clean"], check=True,
                          input="\n".join([*lines, ""]).encode(), stdout=subprocess.PIPE,
                          timeout=program.TIMEOUT)
    return done.stdout.decode().splitlines()


def answer(words, model="דגם-1"):
    """Each word is chosen once; the next two are its alternatives."""
    count = len(words)
    tokens = [token(words[i], 0.5, [(words[i], 0.5), (words[(i + 1) % count], 0.3),
                                    (words[(i + 2) % count], 0.1)]) for i in range(count)]
    return samples.response(samples.choice(tokens), model=model)


class Direction(test_pty.Terminal):
    def setUp(self):
        super().setUp()
        self.names = [self.file(name, samples.lines(answer(words)))
                      for name, words in (("אחד.jsonl", HEBREW), ("שתיים.jsonl", ARABIC))]

    def shown(self, *words):
        result = program.run("-r", *(name.rsplit("/", 1)[1] for name in self.names), *words,
                             cwd=self.folder)
        self.assert_silent(result)
        return result.out.decode()

    def check_order(self, lines):
        """Each line is shown as if what is isolated in it were one character."""
        pieces = sorted({piece for line in lines for piece in ISOLATE.findall(line)})
        shown = dict(zip(pieces, reordered(f"a\u2068{piece}\u2069" for piece in pieces)))
        for line, visual in zip(lines, reordered(lines)):
            if ISOLATE.search(line):
                self.assertEqual(visual, ISOLATE.sub(lambda piece: shown[piece[1]][1:], line))

    def test_columns_and_facts_stay_in_order(self):
        if not shutil.which("fribidi"):
            self.skipTest("there is no fribidi")
        for words in (("-f", "table"), ("-f", "table", "--only-clues"), ("-f", "chart")):
            with self.subTest(words):
                lines = self.shown(*words, "--no-legend").splitlines()
                self.check_order(lines)
                bare = [line.translate({0x2068: None, 0x2069: None}) for line in lines]
                self.assertNotEqual(reordered(lines), reordered(bare))

    def test_headings_and_summary_lines(self):
        if not shutil.which("fribidi"):
            self.skipTest("there is no fribidi")
        lines = [line for line in self.shown("--no-legend").splitlines() if " · " in line]
        self.assertEqual(len(lines), 2)
        for line in lines:
            self.assertIn("\u2068דגם-1\u2069 · 4 tokens · ", line)
            self.assertIn("least sure \u2068“", line)
        self.check_order(lines)

    def test_a_list_of_one_token(self):
        tokens = [token("שלום", 0.5, [("שלום", 0.5), ("نعم", 0.3)])]
        shown = self.show(json.dumps(samples.response(samples.choice(tokens))), "-f", "chart")
        self.assertIn("\u2068שלום\u2069", shown)
        self.assertIn("\u2068نعم\u2069", shown)

    def test_they_take_no_cell(self):
        """Rows are as wide as those of letters that run the other way, and cut at the same cell."""
        other = str.maketrans("שלוםעמנדג", "abcdefghi")
        turned = [word.translate(other) for word in HEBREW]
        for words in ((), ("--only-clues",)):
            for view in ("table", "chart"):
                shown = [self.show(json.dumps(answer(texts, "m")), "-f", view, *words)
                         for texts in (HEBREW, turned)]
                self.assertEqual(ISOLATE.sub(r"\1", shown[0]).translate(other), shown[1])
                self.assertNotEqual(shown[0], ISOLATE.sub(r"\1", shown[0]))

    def test_formats_for_other_programs_have_none(self):
        for view in ("json", "csv", "tsv", "plain", "summary", "markdown", "html"):
            self.assertNotRegex(self.shown("-f", view), "[\u2066-\u2069]")

    def test_a_summary_on_a_terminal(self):
        shown = self.on_terminal("-r", "אחד.jsonl", "-f", "summary", cwd=self.folder)
        self.assertRegex(shown, "\n\u2068אחד.jsonl:1\u2069 +4 ")

    def test_other_text_is_left_alone(self):
        for view in ("table", "chart", "text"):
            text = self.show(json.dumps(answer(("Łódź", "日本", "🐈", "x"), "m")), "-f", view)
            self.assertNotRegex(text, "[\u2066-\u2069]")


if __name__ == "__main__":
    unittest.main()
