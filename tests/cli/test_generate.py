"""--generate: the man page, which says the same as the program's other tables, and whose examples
are run."""

import json
import re
import shutil
import subprocess
import unittest

import help_text
import man_page
import program
import readme

SECTIONS = ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "THE EXPLORER", "FILES", "ENVIRONMENT",
            "EXIT STATUS", "EXAMPLES", "CAVEATS", "SEE ALSO"]
VARIABLE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+|TERM|HOME|CLICOLOR|COLUMNS|COLORTERM|"
                      r"COLORFGBG|TMPDIR|LANG")
NO_VARIABLES = {"OUT_OF_MEMORY"}


def sentence(about):
    """How the man page says what a table says."""
    is_word = re.fullmatch(r"[a-z-]+", re.split(r"[ ,:;]", about)[0])
    return ((about[0].upper() if is_word else about[0]) + about[1:]).rstrip(".")


def label_response():
    def entry(token, logprob):
        return {"token": token, "logprob": logprob, "bytes": None}
    token = {**entry("positive", -0.1), "top_logprobs": [entry("positive", -0.1),
                                                         entry("negative", -2.5)]}
    return {"id": "x", "object": "chat.completion", "created": 1, "model": "m",
            "choices": [{"index": 0, "finish_reason": "stop",
                         "message": {"role": "assistant", "content": "positive"},
                         "logprobs": {"content": [token], "refusal": None}}]}


class Generate(program.ProgramTest):
    def test_it_goes_to_a_file_too(self):
        target = self.folder / "logprobs.1"
        self.assert_silent(program.run("--generate", "man", "-o", str(target)))
        self.assertEqual(target.read_text(), man_page.source())

    def test_the_bytes_depend_on_nothing(self):
        broken = self.folder / "config"
        (broken / "logprobs").mkdir(parents=True)
        (broken / "logprobs" / "config.toml").write_text("broken")
        for what in ("man", "complete-bash", "complete-zsh", "complete-fish"):
            first = program.run("--generate", what)
            self.assert_silent(first)
            again = program.run("--generate", what, cwd=self.folder, stdin=None,
                                env={"HOME": str(self.folder), "LC_ALL": "C", "COLUMNS": "40",
                                     "OPENAI_BASE_URL": "nonsense",
                                     "XDG_CONFIG_HOME": str(broken)})
            self.assertEqual(first, again)
            self.assertTrue(first.out.endswith(b"\n"))
            self.assertNotIn(str(program.ROOT).encode(), first.out)

    def test_mistakes(self):
        self.assert_sentence(program.run("--generate", "info"), program.USAGE,
                             "“info” is not one of man, complete-bash")
        self.assert_sentence(program.run("--generate", "man", "hello"), program.USAGE,
                             "“hello” is a question, and --generate takes none")
        self.assert_sentence(program.run("--generate", "man", "--no-such"), program.USAGE,
                             "unknown option “--no-such”")
        self.assert_sentence(program.run("--generate"), program.USAGE, "--generate needs a value")


class ManPage(program.ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.page = man_page.source()
        cls.sections = man_page.sections(cls.page)

    def test_mandoc_has_nothing_to_say(self):
        done = subprocess.run(["mandoc", "-T", "lint"], input=self.page.encode(),
                              capture_output=True, timeout=program.TIMEOUT, check=False)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))

    def test_man_shows_it_at_any_width_without_warnings(self):
        for width in (40, 80, 200):
            done = subprocess.run(
                ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", "-"],
                input=self.page.encode(), capture_output=True, timeout=program.TIMEOUT, check=False,
                env=program.environment(MANWIDTH=str(width)))
            warnings = [line for line in done.stderr.decode().splitlines()
                        if width >= 80 or "break" not in line]
            self.assertEqual((done.returncode, warnings), (0, []))

    def test_its_sections(self):
        self.assertEqual(list(self.sections), SECTIONS)
        self.assertIn("logprobs - see how sure", man_page.flat(self.sections["NAME"]))

    def test_it_has_what_help_says_of_each_option(self):
        text = man_page.flat(self.sections["OPTIONS"])
        for option in help_text.options():
            with self.subTest(option.names):
                names = ", ".join(option.names)
                about = sentence(option.about)
                value = f" {option.value}" if option.value else ""
                if option.long == "--explore":
                    value = "[=WAY]"
                if option.long == "--format":
                    about = about.partition(":")[0]
                self.assertIn(f"{names}{value} {about}.", text)

    def test_it_has_all_views_and_formats(self):
        text = man_page.flat(self.sections["OPTIONS"])
        for option in ("--format", "--from"):
            for name, about in help_text.listed(option).items():
                self.assertIn(f" {name} {sentence(about)}.", text)

    def test_it_has_the_exit_codes_of_help(self):
        text = man_page.flat(self.sections["EXIT STATUS"])
        codes = help_text.exit_codes()
        self.assertGreater(len(codes), 8)
        told = " ".join(f"{code} {sentence(about)}." for code, about in codes.items())
        self.assertTrue(text.startswith(told), text)

    def test_it_has_each_variable_that_the_program_reads(self):
        text = man_page.flat(self.sections["ENVIRONMENT"])
        told = set(re.findall(r"\w+", text))
        found = set()
        for room in ("app", "cli", "system", "ask"):
            for file in (program.ROOT / "src" / room).glob("*.cpp"):
                for words in re.findall(r'"([A-Z0-9_,]+)"', file.read_text(encoding="utf-8")):
                    found |= {word for word in words.split(",") if VARIABLE.fullmatch(word)}
        self.assertGreater(len(found), 15)
        self.assertEqual(found - NO_VARIABLES - told, set())

    def test_no_line_of_it_is_long_where_it_is_shown(self):
        for line in man_page.rendered(self.page, 80).splitlines():
            self.assertLessEqual(len(line), 80)


class Examples(program.ProgramTest):
    def setUp(self):
        super().setUp()
        for name, target in (("poland-long.json", "response.json"), ("judge.json", "verdict.json"),
                             ("poland-stream.sse", "log.sse")):
            shutil.copy(program.EXAMPLES / name, self.folder / target)
        shutil.copy(program.ROOT / "LICENSE", self.folder / "article.txt")
        self.file("review.json", json.dumps(label_response()))
        lines = [json.dumps(json.loads((program.EXAMPLES / f"{name}.json").read_text()))
                 for name in ("poland", "poland-long", "cats")]
        self.file("batch.jsonl", "\n".join(lines) + "\n")
        self.bin = self.folder / "bin"
        self.bin.mkdir()
        (self.bin / "logprobs").symlink_to(program.path())
        (self.bin / "tail").write_text('#!/bin/sh\nexec cat "$2"\n')  # one that ends
        (self.bin / "tail").chmod(0o755)

    def test_all_of_them_work(self):
        examples = man_page.examples(man_page.source())
        self.assertGreater(len(examples), 10)
        with readme.someone_to_ask() as server:
            variables = program.environment(PATH=f"{self.bin}:/usr/bin:/bin", **server)
            for example in examples:
                command = example.replace("http://127.0.0.1:8080/v1", server["OPENAI_BASE_URL"])
                with self.subTest(example):
                    done = subprocess.run(["bash", "-c", command], cwd=self.folder, env=variables,
                                          capture_output=True, stdin=subprocess.DEVNULL,
                                          timeout=program.TIMEOUT, check=False)
                    self.assertEqual((done.returncode, b"logprobs: error" in done.stderr),
                                     (0, False), done.stderr.decode())
                    self.assertTrue(done.stdout or "source" in command or "-o" in command)

    def test_help_has_some_of_them(self):
        page = "".join(man_page.examples(man_page.source()))
        shown = [re.split(r"  +", line.strip())[0] for line in help_text.part("Examples")]
        self.assertEqual(len(shown), 6)
        for command in shown:
            self.assertIn(command + "\n", page)


class Help(program.ProgramTest):
    def widest(self, *words, **variables):
        lines = program.run(*words, env=variables).out.decode().splitlines()
        return max(map(len, lines))

    def test_it_is_as_wide_as_the_terminal_but_not_wider_than_can_be_read(self):
        for word in ("-h", "--help"):
            for columns, least, most in ((60, 55, 60), (80, 75, 80), (100, 90, 100), (300, 90, 100)):
                self.assertTrue(least <= self.widest(word, COLUMNS=str(columns)) <= most)
            self.assertLessEqual(self.widest(word), 100)

    def test_it_says_the_same_at_any_width(self):
        def words(columns):
            return program.run("--help", env={"COLUMNS": columns}).out.decode().split()
        for columns in ("40", "72", "85"):
            self.assertEqual(words(columns), words("100"))


if __name__ == "__main__":
    unittest.main()
