"""Text from outside never does anything to a terminal."""

import itertools
import json
import os
import unittest

import program
import safe
import samples
from program import REFUSED, UNUSABLE
from thinning import some_of

SEQUENCES = ("\x1b[2J", "\x1b[31m", "\x1b]0;title\x07", "\x1b]2;title\x1b\\", "\x1b]4;0;red\x07",
             "\x1b]8;;http://x\x1b\\", "\x1b]9;note\x07", "\x1b]10;?\x07", "\x1b]11;?\x07",
             "\x1b]52;c;eA==\x07", "\x1b]777;notify\x07", "\x1b]1337;File=:\x07", "\x1bPq\x1b\\",
             "\x1b_G\x1b\\", "\x1b^x\x1b\\", "\x1bXx\x1b\\", "\x1bc", "\x9b2J", "\x9d0;t\x9c",
             "over\rwritten", "a\b\b\bb", "\x0e\x0f", "\x1b[?1049h", "\x1b[6n", "\x1b[200~")
ALL = "".join("x" + chr(point) for point in safe.code_points())
COLORS = (("--color=never",), ("--color=always",), ("--color=always", "--color-depth=24bit"))
VIEWS = {"text": "\n", "table": "\n", "chart": "\n", "summary": "\n\t", "places": "\n\t",
         "stats": "\n", "markdown": "\n", "html": "\n", "svg": "\n\u2068\u2069"}


def hostile(text):
    """A response with `text` everywhere."""
    entry = samples.token(text, 0.4, ((text, 0.4), ("x" + text, 0.35)))
    return samples.response(
        samples.choice([entry, entry], finish_reason=text), id=text, model=text)


class Hostile(program.ProgramTest):
    def check(self, result, view, words):
        """Nothing that was printed is dangerous."""
        self.assertTrue(result.out or result.err)
        colors = "--color=always" in words
        self.assertEqual(safe.dangers(result.out, VIEWS[view], colors), [], words)
        self.assertEqual(safe.dangers(result.err, colors=False), [], words)

    def run_views(self, content, code=program.OK):
        for view, colors in some_of(itertools.product(VIEWS, COLORS), 4):
            words = ("-f", view, *program.UNSURE, *colors)
            result = program.run("-r", "-", *words, stdin=content.encode())
            self.assertEqual(result.code, code, result.err)
            self.check(result, view, words)

    def test_every_character_in_a_token_and_in_names(self):
        self.run_views(json.dumps(hostile(ALL)))

    def test_every_character_alone(self):
        entries = [samples.token(chr(point), 0.05) for point in safe.code_points()]
        self.run_views(json.dumps(samples.response(samples.choice(entries))))

    def test_sequences(self):
        for text in SEQUENCES:
            result = program.run("-r", "-", "--color=always",
                                 stdin=json.dumps(hostile(text)).encode())
            self.check(result, "text", ("--color=always", text))
        self.run_views(json.dumps(hostile("".join(SEQUENCES))))

    def test_sequences_split_over_tokens(self):
        for text in SEQUENCES:
            entries = [samples.raw_token(bytes([byte])) for byte in text.encode()]
            self.run_views(json.dumps(samples.response(samples.choice(entries))))

    def test_bytes_that_are_not_utf8(self):
        entries = [samples.raw_token(data) for data in (b"\x9b", b"2J", b"\xc2", b"\x9b", b"\xff",
                                                        b"\xed\xa0\x80", b"\xc0\x9b", b"\xf5")]
        self.run_views(json.dumps(samples.response(samples.choice(entries))))

    def test_what_a_terminal_acts_on_is_spelled_out(self):
        shown = self.show(json.dumps(samples.answer("\x1b", "[2J", "\x9b\u202e\u200b\x7f\r\t")),
                          "-q", "--marks=none")
        self.assertEqual(shown, "\\x1b[2J\\u009b\\u{202e}\\u{200b}\\x7f\\r\\t\n")

    def test_a_message_without_logprobs(self):
        content = samples.choice([], message={"role": "assistant", "content": ALL}, logprobs=None)
        self.run_views(json.dumps(samples.response(content)), UNUSABLE)

    def test_an_error_message(self):
        error = {"error": {"message": ALL, "code": "\x1b[2J", "type": "\x1b[2J"}}
        self.run_views(json.dumps(error), REFUSED)

    def test_an_error_as_a_string(self):
        for text in SEQUENCES:
            result = program.run("-r", "-", stdin=json.dumps({"error": text}).encode())
            self.assertEqual(result.code, REFUSED)
            self.check(result, "text", (text,))
            self.assertEqual(result.err.count(b"\n"), 1)

    def test_a_batch_line(self):
        name = "".join(SEQUENCES) + ALL[:400]
        lines = [samples.batch_line(name, hostile("a\x1b")), samples.batch_line(name, hostile("b")),
                 samples.batch_line(name, error={"code": name, "message": name})]
        self.run_views(samples.lines(*lines).replace("\x7f", "\\u007f"), REFUSED)

    def test_a_broken_line(self):
        content = samples.lines(hostile("a")) + "{\x1b[2J \u202e\x9b \u2066}\n"
        self.run_views(content, UNUSABLE)

    def test_words_of_the_command_line(self):
        for words in (("-f", "\x1b[2J\n"), ("--\x1b[2J\u202e",), ("-r", "no\x1b[2J\x9b\nfile"),
                      ("--low", "\x1b\x07"), ("--bands", "\x1b"), ("--choice", "\x1b"),
                      ("--max-bytes", "\x1b"), ("why\x1b", "-r", "x"),
                      ("-o", "no/\x1b[2J", "-r", "x")):
            result = program.run(*words)
            self.check(result, "text", words)
            self.assertRegex(result.err, rb"\Alogprobs: [^\n]*\n\Z")

    def test_a_file_name(self):
        name = os.fsdecode(b"a\x1b[2J\xc2\x9b\xe2\x80\xae\xff\nb.json")
        (self.folder / name).write_text(json.dumps(hostile("\x1b")))
        for view in VIEWS:
            for colors in COLORS:
                result = program.run("-r", name, name, "-f", view, *colors, cwd=self.folder)
                self.assert_silent(result)
                self.check(result, view, colors)

    def test_json_has_no_raw_controls(self):
        points = [p for p in safe.code_points() if p < 0xA0 or p in safe.BIDI
                  or p in (0x2028, 0x2029)]
        content = json.dumps(hostile("".join(map(chr, points))))
        shown = self.show(content, "-f", "json")
        raw = sorted({f"U+{ord(c):04X}" for c in shown if ord(c) in points and c != "\n"})
        self.assertEqual((raw, shown.count("\n")), ([], 1))
        self.assertEqual(json.loads(shown)["choices"][0]["tokens"][0]["token"],
                         "".join(map(chr, points)))


class Harmless(program.ProgramTest):
    """The joiners that scripts and emoji need are kept."""

    texts = ("👨\u200d👩\u200d👧\u200d👦", "🏳\ufe0f\u200d🌈", "🇵🇱🇯🇵", "می\u200cخواهم", "1\ufe0f\u20e3",
             "क\u094d\u200dष", "❤\ufe0f", "e\u0301", "שלום", "日本語", "👍🏽", "Straße",
             "\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F")

    def test_whole(self):
        for text in self.texts:
            shown = self.show(json.dumps(samples.answer(text, " end")), "-q")
            self.assertEqual(shown, text + " end\n")

    def test_split_into_bytes(self):
        for text in self.texts:
            entries = [samples.raw_token(bytes([byte])) for byte in text.encode()]
            entries.append(samples.token(" end"))
            content = json.dumps(samples.response(samples.choice(entries)))
            self.assertEqual(self.show(content, "-q"), text + " end\n")

    def test_in_a_table_and_in_a_chart(self):
        for view in ("table", "chart"):
            shown = self.show(json.dumps(samples.answer(*self.texts)), "-f", view)
            for text in self.texts:
                self.assertIn(text, shown)

    def test_joiners_alone_are_spelled_out(self):
        for text, spelled in (("a\u200db", "a\\u{200d}b"), ("a\u200cb", "a\\u{200c}b"),
                              ("\U000E0041", "\\u{e0041}"), ("\ufeffa", "\\u{feff}a")):
            shown = self.show(json.dumps(samples.answer(text)), "-q")
            self.assertEqual(shown, spelled + "\n")


if __name__ == "__main__":
    unittest.main()
