"""What comes through a pipe is shown as it comes."""

import json
import os
import select
import time
import unittest

import program
import samples
from samples import chunk, event, last_chunk, raw_token, token


class Growing(program.ProgramTest):
    """Each test writes a piece only after the previous one has appeared on standard output."""

    def begin(self, *words):
        self.process = self.start("-r", "-", *words)
        self.seen = b""

    def write(self, content):
        self.process.stdin.write(content.encode())

    def read_until(self, wanted):
        """Reads standard output until what was read in this call ends in `wanted`."""
        shown, wanted = b"", wanted.encode()
        deadline = time.monotonic() + program.TIMEOUT
        while wanted not in shown:
            ready, _, _ = select.select([self.process.stdout], [], [],
                                        max(0, deadline - time.monotonic()))
            self.assertTrue(ready, f"{wanted} does not come; there is {shown}")
            part = os.read(self.process.stdout.fileno(), 65536)
            self.assertTrue(part, f"{wanted} never came; there is {shown}")
            shown += part
        self.seen += shown
        return shown.decode()

    def finish(self, code=program.OK):
        out, err = self.process.communicate(timeout=program.TIMEOUT)
        self.assertEqual((self.process.returncode, err), (code, b""))
        return (self.seen + out).decode()

    def test_each_token_is_painted_when_it_comes(self):
        for words in ((), ("--color=always",)):
            self.begin(*words)
            self.write(event(chunk(delta={"role": "assistant"})))
            for text in ("alpha", " beta", "\n", "gamma"):
                self.write(event(chunk([token(text)])))
                self.read_until(text)
            self.write(event(last_chunk()))
            self.assertIn("4 tokens", self.finish())

    def test_a_mark_comes_with_its_token(self):
        self.begin()
        self.write(event(chunk([token("a", 0.3, (("b", 0.5), ("a", 0.3)))])))
        self.assertEqual(self.read_until("🎯"), "a🎯")
        self.write(event(last_chunk()))
        self.finish()

    def test_half_a_line_shows_nothing_yet(self):
        text = event(chunk([token("alpha")]))
        self.begin()
        self.write(event(chunk([token("first")])) + text[:-20])
        self.assertEqual(self.read_until("first"), "first")
        self.write(text[-20:])
        self.read_until("alpha")
        self.write(event("[DONE]"))
        self.finish()

    def test_half_a_character_shows_nothing_yet(self):
        self.begin("-q")
        self.write(event(chunk([raw_token(b"a\xf0\x9f")])))
        self.assertEqual(self.read_until("a"), "a")
        self.write(event(chunk([raw_token(b"\x90\x88b")])))
        self.read_until("🐈b")
        self.write(event(last_chunk()))
        self.assertEqual(self.finish(), "a🐈b\n")

    def test_the_lowest_unfinished_choice_is_painted(self):
        self.begin("-q")
        self.write(event(chunk([token("now")], 0)))
        self.read_until("now")
        self.write(event(chunk([token("later")], 1)) + event(chunk([token(" still")], 0)))
        self.assertNotIn("later", self.read_until(" still"))
        self.write(event(last_chunk(0)))
        self.read_until("later")
        self.write(event(last_chunk(1)) + event("[DONE]"))
        self.assertEqual(self.finish(), "now still\nlater\n")

    def test_each_line_of_json_lines_is_shown_at_once(self):
        for view, wanted in (("text", "not top\n"), ("table", "not top\n"), ("chart", "not top\n"),
                             ("plain", "answer"), ("summary", "-:1\t1"), ("json", '"warnings": []}\n')):
            with self.subTest(view):
                self.begin("-f", view)
                self.write(samples.lines(samples.answer("answer")))
                self.read_until(wanted)
                self.write(samples.lines(samples.answer("answer")))
                self.read_until(wanted.replace(":1", ":2"))
                self.finish()

    def test_the_end_of_a_stream_is_shown_at_once(self):
        self.begin("-f", "json")
        self.write(samples.stream(chunk([token("a")]), last_chunk()))
        shown = self.read_until("\n")
        self.assertEqual(json.loads(shown)["choices"][0]["text"], "a")
        self.write(samples.stream(chunk([token("b")]), last_chunk()))
        self.read_until("\n")
        self.finish()

    def test_events_as_json_lines(self):
        self.begin()
        for text in ("alpha", "beta"):
            self.write(samples.lines(chunk([token(text)])))
            self.read_until(text)
        self.write(samples.lines(last_chunk()))
        self.finish()


if __name__ == "__main__":
    unittest.main()
