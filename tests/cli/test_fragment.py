"""`--fragment` gives painted answers to paste into a page, `--open` shows a page in the browser."""

import html
import os
import re
import select
import stat
import unittest
from pathlib import Path

import program
import safe
from responses import response_of
from samples import token

LONG = str(program.EXAMPLES / "poland-long.json")
REFUSAL = str(program.EXAMPLES / "refusal.json")


class Fragment(program.ProgramTest):
    def fragment(self, *words, **more):
        result = program.run(*words, "--fragment", **more)
        self.assert_silent(result)
        return result.out.decode()

    def test_the_answer_alone(self):
        text = self.fragment("-r", LONG)
        answer = text[text.index("</style>") + len("</style>"):]
        plain = program.run("-r", LONG, "-f", "plain").out.decode()
        self.assertEqual(html.unescape(re.sub("<[^>]*>", "", answer)).strip(), plain)
        for part in ("<script", "<html", "<body", "<svg", "style=", " on", "http"):
            self.assertNotIn(part, answer.replace(plain, ""))

    def test_its_style_touches_nothing_else(self):
        style = re.search("<style>(.*)</style>", self.fragment("-r", LONG), re.DOTALL)[1]
        style = re.sub(r"/\*.*?\*/", "", style)
        selectors = re.findall(r"([^{};@]+)\{", re.sub(r"@media[^{]*\{", "", style))
        self.assertGreater(len(selectors), 10)
        for selector in selectors:
            self.assertTrue(selector.strip().startswith(".logprobs"), selector)

    def test_each_choice_and_one_style(self):
        text = self.fragment("-r", REFUSAL, LONG)
        self.assertEqual((text.count('<div class="logprobs">'), text.count("<style>")), (3, 1))
        self.assertEqual(self.fragment("-r", LONG, "--palette", "colorblind")
                         .count('<div class="logprobs colorblind">'), 1)

    def test_hostile_text(self):
        hostile = "</div><script>alert(1)</script>\x1b[2J\u202e"
        text = self.fragment("-r", "-", stdin=response_of(token(hostile)).encode())
        self.assertNotIn("<script", text)
        self.assertEqual(safe.dangers(text.encode(), colors=False), [])

    def test_contradictions_of_options(self):
        for words, part in ((("-f", "csv", "--fragment"), "--fragment is for -f html"),
                            (("-f", "stats-html", "--fragment"), "--fragment is for -f html"),
                            (("--fragment", "--open"), "--open needs a whole page"),
                            (("-o", "x.csv", "--open"), "--open is for -f html")):
            self.assert_sentence(program.run("-r", LONG, *words), program.USAGE, part)
        for words in (("--history",), ("--dry-run", "why?")):
            self.assert_sentence(program.run(*words, "--open"), program.USAGE,
                                 f"--open shows answers, and {words[0]} has none")


class Open(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.bin, self.temporary = self.folder / "bin", self.folder / "tmp"
        for folder in (self.bin, self.temporary):
            folder.mkdir()
        self.env = {"PATH": str(self.bin), "TMPDIR": str(self.temporary)}
        self.said = self.folder / "said"
        os.mkfifo(self.said)
        self.heard = os.open(self.said, os.O_RDWR)  # O_RDONLY waits for a writer
        self.addCleanup(os.close, self.heard)

    def opener(self, name):
        script = self.bin / name
        script.write_text(f'#!/bin/sh\necho "$1" > {self.said}\n')
        script.chmod(0o755)

    def opened(self, *words):
        """What the browser is given, and what the program says."""
        result = program.run("-r", LONG, "--open", *words, env=self.env, cwd=self.folder)
        self.assertEqual((result.code, result.out), (program.OK, b""), result.err)
        self.assertTrue(select.select([self.heard], [], [], program.TIMEOUT)[0], "nothing is opened")
        return Path(os.read(self.heard, 65536).decode().rstrip("\n")), result.err.decode()

    def test_a_temporary_file(self):
        self.opener("xdg-open")
        page, err = self.opened()
        self.assertEqual(page.parent, self.temporary)
        self.assertEqual(err, f"logprobs: {page} is open in the browser\n")
        self.assertEqual(stat.S_IMODE(page.stat().st_mode), 0o600)
        self.assertEqual(page.read_bytes(), program.run("-r", LONG, "-f", "html").out)

    def test_the_page_of_stats(self):
        self.opener("xdg-open")
        page, _ = self.opened("-f", "stats-html")
        self.assertEqual(page.read_bytes(), program.run("-r", LONG, "-f", "stats-html").out)

    def test_the_file_of_output(self):
        self.opener("open")
        page, err = self.opened("-o", "report.html", "-q")
        self.assertEqual((page, err), (self.folder / "report.html", ""))
        self.assertEqual(list(self.temporary.iterdir()), [])

    def test_without_a_program_that_opens_it(self):
        result = program.run("-r", LONG, "--open", env=self.env)
        self.assert_sentence(result, program.FAILED, "there is no xdg-open", "open ")
        [page] = self.temporary.iterdir()
        self.assertIn(str(page).encode(), result.err)


if __name__ == "__main__":
    unittest.main()
