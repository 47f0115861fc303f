"""The question: from words, from standard input, and invalid ones."""

import json
import os
import subprocess
import unittest

import program
import samples
import scripted
import test_pty
from program import USAGE
from samples import chunk, last_chunk, token
from test_ask import STREAM, Asking, variables

TEXTS = ("[1,2]", "[]", '{"a":1}', "[[a]", '"quoted"', "back\\slash\\n", "it's", "🐈 é \u202e",
         "two\nlines\n", "\ttab\rx", "%s $HOME `x`", " spaces  ", "\x1f[", "\x7f",
         "a=b", "@file", "\ufeffmark", "\U0010ffff", "1", "help", "text")


class PromptTest(Asking):
    def prompt(self, *words, **more):
        """The text of the question as sent."""
        asked = self.ask(*words, **more)
        self.assert_silent(asked)
        message, = asked.body["messages"]
        self.assertEqual(message["role"], "user")
        return message["content"]


class Words(PromptTest):
    def test_they_are_joined_by_one_space(self):
        self.assertEqual(self.prompt("a", "b c", "d"), "a b c d")
        self.assertEqual(self.prompt("a ", " b"), "a   b")
        self.assertEqual(self.prompt("a", "", "b"), "a  b")

    def test_options_between_them(self):
        self.assertEqual(self.prompt("a", "-q", "b", "-k", "3", "c", "--seed=1", "d"), "a b c d")

    def test_every_byte_is_sent(self):
        for text in TEXTS:
            with self.subTest(text):
                self.assertEqual(self.prompt(text), text)
                self.assertEqual(self.prompt("a", text, text), f"a {text} {text}")

    def test_words_that_begin_with_a_dash(self):
        self.assertEqual(self.prompt("--", "-x", "--help", "--", "-r"), "-x --help -- -r")
        self.assertEqual(self.prompt("a", "--", "-q"), "a -q")

    def test_a_long_one(self):
        text = "é" * 60000
        self.assertEqual(self.prompt(text), text)

    def test_an_empty_question(self):
        for words in (("",), ("", "-q")):
            self.assert_not_asked(self.ask(*words), "empty")

    def test_invalid_utf8(self):
        for word in (b"a\xff", b"\xc3", b"\xed\xa0\x80", b"\xc0\x80", b"\xf5\x80\x80\x80"):
            self.assert_not_asked(self.ask(b"a", word), "UTF-8")


class StandardInput(PromptTest):
    def test_it_is_the_prompt_if_there_are_no_words(self):
        for text in (*TEXTS, "-", "a - b"):
            with self.subTest(text):
                self.assertEqual(self.prompt(stdin=text.encode() + b"\n"), text)

    def test_one_line_end_is_dropped(self):
        for end, kept in (("", ""), ("\n", ""), ("\r\n", ""), ("\n\n", "\n"), ("\r", "\r"),
                          ("\r\n\r\n", "\r\n"), ("\n\r", "\n\r"), (" \n", " "), ("\r\r\n", "\r")):
            self.assertEqual(self.prompt(stdin=b"a" + end.encode()), "a" + kept)
            self.assertEqual(self.prompt("b", "-", "c", stdin=b"a" + end.encode()),
                             f"b a{kept} c")

    def test_a_dash_is_replaced_by_it(self):
        for words, prompt in ((("-",), "in"), (("a", "-"), "a in"), (("-", "b"), "in b"),
                              (("a", "-", "b"), "a in b"), (("-q", "-", "-k1"), "in")):
            self.assertEqual(self.prompt(*words, stdin=b"in\n"), prompt)

    def test_a_dash_twice(self):
        for words in (("-", "-"), ("-", "a", "-")):
            self.assert_not_asked(self.ask(*words, stdin=b"in"))

    def test_empty_standard_input_among_words(self):
        self.assertEqual(self.prompt("a", "-", "b", stdin=b""), "a  b")

    def test_a_megabyte(self):
        text = "0123456789é🐈 \n" * 65536
        self.assertEqual(self.prompt(stdin=text.encode() + b"\n"), text)

    def test_empty_standard_input(self):
        for data in (b"", b"\n", b"\r\n"):
            for words in ((), ("-",)):
                self.assert_not_asked(self.ask(*words, stdin=data), "empty")

    def test_invalid_utf8(self):
        for data in (b"a\0b", b"\0", b"a\xffb", b"\xc3", b"\xed\xa0\x80", b"\xff\xfea"):
            for words in ((), ("a", "-")):
                said = "NUL" if b"\0" in data else "UTF-8"
                self.assert_not_asked(self.ask(*words, stdin=data), said)

    def test_it_is_closed(self):
        command = ["/bin/sh", "-c", 'exec "$0" <&-', program.path()]
        with scripted.Server(STREAM) as server:
            done = subprocess.run(command, env=program.environment(**variables(server)),
                                  capture_output=True, timeout=program.TIMEOUT)
        self.assertIn(done.returncode, (program.FAILED, USAGE))
        self.assertEqual(server.connections, 0)

    def test_a_folder(self):
        folder = os.open(self.folder, os.O_RDONLY)
        self.addCleanup(os.close, folder)
        with scripted.Server(STREAM) as server:
            result = self.finish(self.start_asking(server, stdin=folder))
        self.assertIn(result.code, (program.FAILED, USAGE))
        self.assertIn(b"standard input", result.err)
        self.assertEqual(server.connections, 0)


class Untouched(PromptTest):
    """Standard input is read only if it is asked for."""

    def test_a_pipe_that_never_ends(self):
        ours, theirs = os.pipe()
        self.addCleanup(os.close, ours)
        self.addCleanup(os.close, theirs)
        os.write(theirs, b"not for you")
        with scripted.Server(STREAM) as server:
            process = self.start_asking(server, "hello", stdin=ours)
            self.assertEqual(self.finish(process).code, program.OK)
        self.assertEqual(server.requests[0].json()["messages"][0]["content"], "hello")
        self.assertEqual(os.read(ours, 100), b"not for you")

    def test_a_terminal_is_not_read(self):
        ours, theirs = test_pty.open_terminal(80)
        self.addCleanup(os.close, ours)
        self.addCleanup(os.close, theirs)
        with scripted.Server(STREAM) as server:
            result = self.finish(self.start_asking(server, stdin=theirs))
        self.assertEqual((result.code, result.out, server.connections), (USAGE, b"", 0))
        self.assertIn(b"logprobs --help", result.err)


class Mistaken(PromptTest):
    """What is plainly a saved response, or names a file, is not sent unless -- is in front."""
    response = json.dumps(samples.answer("Hello", " you"))
    advice = "looks like a saved response; -r - shows it, \"Explain:\" - asks about it (after --"

    def contents(self):
        yield self.response
        yield self.response + "\n" + self.response
        yield samples.stream(chunk([token("Hello")]), last_chunk()).rstrip("\n")
        yield json.dumps(samples.batch_line("a", samples.answer("a")))

    def test_responses(self):
        for content in self.contents():
            for words, data in (((content,), b""), ((), content.encode()),
                                (("-",), content.encode() + b"\n"),
                                (("--dry-run", "-"), content.encode())):
                self.assert_not_asked(self.ask(*words, stdin=data), self.advice)
            self.assertEqual(self.prompt("--", content), content)
            self.assertEqual(self.prompt("--", stdin=content.encode()), content)
            self.assertEqual(self.prompt("-q", "--", "-", stdin=content.encode()), content)

    def test_a_question_with_a_response_in_it(self):
        for content in self.contents():
            self.assertEqual(self.prompt("Why?", "-", stdin=content.encode()), "Why? " + content)
            self.assertEqual(self.prompt("-", "Why?", stdin=(content + "\n\n").encode()),
                             content + "\n Why?")

    def test_a_file(self):
        name = self.file("hello.json", self.response)
        self.assert_not_asked(self.ask(name), f"“{name}” is a file", f"-r {name}")
        self.assert_not_asked(self.ask("hello.json", "-q", cwd=self.folder), "hello.json")
        self.assert_sentence(program.run(name), USAGE, f"-r {name}")  # and needs no key
        self.assertEqual(self.prompt("--", name), name)
        self.assertEqual(self.prompt(name, "?"), name + " ?")
        self.assertEqual(self.prompt(str(self.folder)), str(self.folder))


if __name__ == "__main__":
    unittest.main()
