"""Values that the options for asking refuse, and those options together with --replay."""

import unittest

import program
import samples
from test_ask import Asking

BAD = {
    "--top-logprobs": ("-1", "21", "x", "1.5", "", "5x", " 5", "0x5", "1e1",
                       "99999999999999999999"),
    "--choices": ("0", "-1", "x", "1.5", "", "99999999999999999999"),
    "--temperature": ("warm", "nan", "inf", "-inf", "", "1x", "1e999"),
    "--top-p": ("2", "-0.1", "1.01", "x", "nan", ""),
    "--max-tokens": ("0", "-1", "1.5", "x", "", "99999999999999999999"),
    "--seed": ("x", "1.5", "", "99999999999999999999"),
    "--timeout": ("0", "-1", "abc", "nan", "inf", "", "1s", "1e300"),
    "--connect-timeout": ("0", "-1", "abc", "nan", "inf", "", "1e300"),
    "--retries": ("-1", "1.5", "x", "", "1001", " 1", "99999999999999999999"),
    "--model": ("",),
    "--api-key-env": ("", "A=B"),
    "--save": ("",),
    "--save-response": ("",),
}
SHORT = {"-k": "21", "-n": "0", "-t": "warm", "-m": ""}


class Values(Asking):
    def test_bad_values(self):
        for option, values in BAD.items():
            for value in values:
                with self.subTest((option, value)):
                    self.assert_not_asked(self.ask("hello", f"{option}={value}"), option)

    def test_bad_values_of_short_options(self):
        for option, value in SHORT.items():
            with self.subTest(option):
                self.assert_not_asked(self.ask("hello", option, value))

    def test_a_value_is_missing(self):
        for option in (*BAD, "--system", "--system-file", "--stop", "--prefill", "--param",
                       "--base-url", "--api-key-file", "--header", "--proxy", "--cacert"):
            with self.subTest(option):
                self.assert_not_asked(self.ask("hello", option), option)

    def test_a_value_for_an_option_without_one(self):
        for option in ("--no-stream", "--dry-run", "--legacy-max-tokens", "--allow-insecure-http"):
            with self.subTest(option):
                self.assert_not_asked(self.ask("hello", option + "=1"), option)

    def test_invalid_text(self):
        for option in (b"-s", b"-m", b"--stop", b"--prefill"):
            with self.subTest(option):
                self.assert_not_asked(self.ask(b"hello", option, b"a\xff"), "UTF-8")

    def test_the_last_of_several_values_counts(self):
        asked = self.ask("hello", "-k1", "-k2", "-m", "a", "-m", "b", "-t1", "-t", "0.5")
        self.assert_silent(asked)
        body = asked.body
        self.assertEqual((body["top_logprobs"], body["model"], body["temperature"]),
                         (2, "b", 0.5))

    def test_help_lists_all(self):
        text = program.run("--help").out.decode()
        for option in (*BAD, "--system", "--system-file", "--stop", "--prefill", "--param",
                       "--no-stream", "--base-url", "--api-key-file", "--header", "--proxy",
                       "--cacert", "--allow-insecure-http", "--legacy-max-tokens", "--dry-run"):
            self.assertRegex(text, f"(?m)^ .*{option}\\b")
        self.assertIn("\n    5  ", text)


class Replay(Asking):
    options = ("-m", "x", "-s", "x", "-k3", "-n2", "-t1", "--top-p=1", "--max-tokens=1", "--seed=1",
               "--stop=x", "--prefill=x", "--param", "a=1", "--no-stream", "--legacy-max-tokens",
               "--base-url=http://127.0.0.1:1", "--api-key-env=NONE", "-H", "X: y", "--timeout=1",
               "--connect-timeout=1", "--retries=1", "--allow-insecure-http")

    def setUp(self):
        super().setUp()
        self.answer = self.file("answer.json", samples.lines(samples.answer("a")))

    def test_options_of_asking_are_ignored(self):
        plain = program.run("-r", self.answer)
        self.assert_silent(plain)
        asked = self.ask(*self.options, "-r", self.answer)
        self.assertEqual((asked.code, asked.out, asked.err), plain)
        self.assertEqual(asked.connections, 0)

    def test_files_of_asking_are_not_even_opened(self):
        none = str(self.folder / "none")
        for words in (("--api-key-file", none), ("--system-file", none), ("--cacert", none),
                      ("-H", "@" + none)):
            self.assert_silent(self.ask("-r", self.answer, *words))

    def test_variables_of_asking_are_ignored(self):
        env = {"OPENAI_BASE_URL": "no URL", "OPENAI_API_KEY": "\x01", "LOGPROBS_MODEL": ""}
        self.assert_silent(program.run("-r", self.answer, env=env))

    def test_a_question_together_with_replay(self):
        for words in (("hello", "-r", self.answer), ("-r", self.answer, "--", "hello"),
                      ("-r", self.answer, "-q", "--", "hello")):
            self.assert_not_asked(self.ask(*words), "hello")


if __name__ == "__main__":
    unittest.main()
