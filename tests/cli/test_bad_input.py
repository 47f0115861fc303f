"""Input that the program cannot use gives one clear message and the right exit status."""

import json
import os
import random
import unittest

import program
import samples
from program import FAILED, OK, REFUSED, UNUSABLE, USAGE

HTML = "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head></html>\n"


class Words(program.ProgramTest):
    """Options and their values."""

    def refuse(self, *words, says=()):
        result = program.run(*words, stdin=None)
        self.assert_sentence(result, USAGE, *says)
        self.assertEqual(result.out, b"", words)

    def test_unknown_options(self):
        for word in ("--unknown", "-Z", "--replays=x", "--colour", "--only-clue"):
            self.refuse(word, says=(word.split("=")[0],))
            self.refuse("-r", "x", word, says=(word.split("=")[0],))

    def test_values(self):
        bad = {"--format": ("", "xml", "TEXT", "text,json"), "--from": ("", "openai", "chat"),
               "--choice": ("", "-1", "x", "1.5", "99999999999"),
               "--low": ("", "x", "-0.1", "1.1", "nan", "inf", "10%", "0.1x"),
               "--ambiguous": ("", "x", "-1", "2", "nan"),
               "--bands": ("", "0.9", "0.9,0.7,0.5", "0.9,0.7,0.5,0.3,0.1", "0.9,0.7,0.5,x",
                           "0.3,0.5,0.7,0.9", "1.1,0.7,0.5,0.3", "0.9,,0.5,0.3"),
               "--color": ("", "yes", "ALWAYS"), "--color-depth": ("", "8", "24"),
               "--palette": ("", "rainbow"), "--background": ("", "black"), "--bars": ("", "ascii"), "--width": ("", "0", "-1", "x"), "--marks": ("", "unicode"),
               "--max-bytes": ("", "0", "-1", "x", "1T", "1.5M", "4G", "1MB", "9" * 20)}
        for option, values in bad.items():
            for value in values:
                with self.subTest(option=option, value=value):
                    self.refuse("-r", "x", f"{option}={value}", says=(option,))

    def test_a_value_is_missing(self):
        for option in ("--format", "--bands", "--output", "--replay", "-f", "-o", "-r"):
            self.refuse(option)

    def test_a_value_for_an_option_without_one(self):
        for option in ("--quiet", "--no-legend", "--only-clues"):
            self.refuse("-r", "x", option + "=maybe")

    def test_good_values(self):
        content = json.dumps(samples.answer("a"))
        for words in (("--low", "0"), ("--low=1",), ("--ambiguous", "1"),
                      ("--bands", "1,0.5,0.1,0"), ("--bands=0.9,7e-1,.5,0.3",),
                      ("--max-bytes", "4294967232"), ("--max-bytes=1K",),
                      ("--color-depth", "256"), ("--choice", "0")):
            self.assertTrue(self.show(content, *words).startswith("a\n"))

    def test_help(self):
        for words in (("--help",), ("-h",), ("--version",), ("--from", "help"),
                      ("--format", "help"), ("-f", "help")):
            result = program.run(*words)
            self.assert_silent(result)
            self.assertGreater(len(result.out), 8)


class Files(program.ProgramTest):
    """Files that do not contain a response at all."""

    def run_file(self, content, *words):
        return program.run("-r", self.file("bad.json", content), *words, stdin=None)

    def refuse(self, content, *says, code=UNUSABLE):
        for view in ("text", "json", "summary"):
            result = self.run_file(content, "-f", view)
            with self.subTest(view):
                self.assert_sentence(result, code, "bad.json", *says)

    def test_missing(self):
        result = program.run("-r", str(self.folder / "none.json"))
        self.assert_sentence(result, FAILED, "none.json", "No such file")

    def test_a_folder(self):
        self.assert_sentence(program.run("-r", str(self.folder)), FAILED, "directory")

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_not_readable(self):
        path = self.file("secret.json", "{}")
        os.chmod(path, 0)
        self.assert_sentence(program.run("-r", path), FAILED, "secret.json")

    def test_empty(self):
        for content in ("", "\n", " \n\t\n", "\ufeff"):
            self.refuse(content, "empty")

    def test_binary(self):
        self.refuse(b"\x7fELF\x02\x01\x01" + bytes(64), "binary")
        self.refuse(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "a picture")

    def test_random_bytes(self):
        random_bytes = random.Random(4)
        for size in (1, 10, 1000):
            for _ in range(10):
                result = self.run_file(bytes(random_bytes.randbytes(size)))
                self.assertEqual(result.code, UNUSABLE, result.err)
                self.assertRegex(result.err.decode(), r"\A(logprobs: [^\n]+\n)+\Z")

    def test_html(self):
        self.refuse(HTML, "HTML")
        self.refuse(HTML.replace("\n", ""), "HTML")

    def test_text(self):
        for text in ("nonsense", "nul", "hello world\n"):
            self.refuse(text, "not JSON")

    def test_text_in_another_encoding(self):
        content = json.dumps(samples.answer("é"), ensure_ascii=False)
        self.refuse(content.encode("latin-1"), "UTF-8")
        self.refuse(content.encode("utf-32"), "UTF-32")

    def test_errors_of_the_server(self):
        for body in ({"error": {"message": "no such model", "code": "not_found"}},
                     {"error": {"message": "no such model", "type": "x", "param": None}},
                     {"error": "no such model"}, {"object": "error", "message": "no such model"}):
            self.refuse(json.dumps(body), "no such model", code=REFUSED)

    def test_an_error_without_a_message(self):
        for error in ({}, {"message": None}, {"message": 7}, {"message": ["x"]}, "", []):
            result = self.run_file(json.dumps({"error": error}))
            self.assert_sentence(result, REFUSED, "bad.json")

    def test_an_error_over_several_lines(self):
        result = self.run_file(json.dumps({"error": {"message": "one\ntwo\r\nthree"}}))
        self.assert_sentence(result, REFUSED, "one\\ntwo\\r\\nthree")

    def test_no_choices(self):
        head = {"id": "x", "object": "chat.completion", "model": "m"}
        heads = (head, {**head, "choices": []}, {**head, "choices": None})
        for value in (*heads, {}, 7, "text", None, True, [], [[]], [1, 2]):
            self.refuse(json.dumps(value))

    def test_nested_brackets(self):
        deep = 1_000_000
        for opening, closing in (("[", "]"), ('{"a":', "}"), ('{"choices":[', "]}")):
            for content in (opening * deep, opening * deep + "1" + closing * deep,
                            json.dumps(samples.answer("a"))[:-1] + ',"x":' + opening * deep):
                result = self.run_file(content)
                self.assert_sentence(result, UNUSABLE, "bad.json")

    def test_keys_with_escapes(self):
        """They are keys as others are; with an escape that is none, nothing is lost in silence."""
        good = json.dumps(samples.response(samples.choice(
            [samples.token("a", 0.5, (("a", 0.5), ("b", 0.3)))])))
        shown = self.show(good, "-f", "csv")
        self.assertIn(",b,0.3\n", shown)
        for key in ("choices", "top_logprobs", "logprobs", "token"):
            spelled = good.replace(f'"{key}"', f'"{key[:-1]}\\u{ord(key[-1]):04x}"')
            self.assertEqual(self.show(spelled, "-f", "csv"), shown)
            wrong = good.replace(f'"{key}"', f'"{key[:-1]}\\q"')
            with self.subTest(key):
                if key in ("top_logprobs", "logprobs"):
                    self.assert_sentence(self.run_file(wrong), UNUSABLE, "not JSON")
                else:  # the response is found by searching, the token's text in its bytes
                    self.assertEqual(self.show(wrong, "-f", "csv"), shown)

    def test_larger_than_allowed(self):
        content = json.dumps(samples.answer("a" * 2000))
        self.refuse_larger(content)
        self.refuse_larger(json.dumps(samples.answer("a" * 2000), indent=1))
        self.refuse_larger(samples.stream(samples.chunk([samples.token("a" * 2000)])))

    def refuse_larger(self, content):
        result = self.run_file(content, "--max-bytes", "1K")
        self.assert_sentence(result, UNUSABLE, "--max-bytes")

    def test_a_large_line_among_others(self):
        content = samples.lines(*map(samples.answer, ("a", "b" * 2000, "c")))
        result = self.run_file(content, "--max-bytes", "1K", "-f", "plain")
        self.assert_sentence(result, UNUSABLE, "bad.json:2", "--max-bytes")
        self.assertEqual(result.out, b"a\nc")

    def test_good_files_are_still_shown(self):
        good = self.file("good.json", json.dumps(samples.answer("good")))
        none = str(self.folder / "none.json")
        result = program.run("-r", none, good, "-f", "plain")
        self.assert_sentence(result, FAILED, "none.json")
        self.assertEqual(result.out, b"good")

    def test_the_worst_counts(self):
        names = {OK: "ok", REFUSED: "refused", UNUSABLE: "unusable"}
        self.file("ok", json.dumps(samples.answer("a")))
        self.file("refused", '{"error": "no"}')
        self.file("unusable", HTML)
        for codes in ((OK, REFUSED), (REFUSED, UNUSABLE), (UNUSABLE, FAILED), (REFUSED, FAILED)):
            for order in (codes, codes[::-1]):
                files = [names.get(code, "missing") for code in order]
                result = program.run("-r", *files, cwd=self.folder)
                self.assertEqual(result.code, codes[1], files)


def with_part(path, value):
    """A good response in which the part at `path` is replaced by `value`."""
    content = samples.response(samples.choice([samples.token("a", 0.5, (("a", 0.5), ("b", 0.3)))]))
    part = content
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    return json.dumps(content)


ENTRY = ("choices", 0, "logprobs", "content", 0)
TOP = (*ENTRY, "top_logprobs")


class Parts(program.ProgramTest):
    """Parts of a response that are null, or of another type."""

    def run_with(self, path, value):
        return program.run("-r", "-", "-f", "json", stdin=with_part(path, value).encode())

    def entry(self, path, value):
        result = self.run_with(path, value)
        self.assertEqual(result.code, OK, result.err)
        return json.loads(result.out)["choices"][0]["tokens"][0]

    def test_logprob_null(self):
        self.assert_unscored("null")

    def assert_unscored(self, literal):
        """A response whose only token has no number has no logprobs."""
        content = with_part((*ENTRY, "logprob"), "@").replace('"@"', literal)
        result = program.run("-r", "-", "-f", "json", stdin=content.encode())
        self.assert_sentence(result, UNUSABLE, "no logprobs", "number")
        entry = json.loads(result.out)["choices"][0]["tokens"][0]
        self.assertEqual((entry["logprob"], entry["probability"], entry["band"]), (None,) * 3)

    def test_top_logprobs_null(self):
        for value in (None, []):
            entry = self.entry(TOP, value)
            self.assertEqual((entry["alternatives"], entry["rank"]), ([], None))

    def test_bytes_null(self):
        for value in (None, []):
            self.assertEqual(self.entry((*ENTRY, "bytes"), value)["token"], "a")
            self.assertEqual(len(self.entry((*TOP, 1, "bytes"), value)["alternatives"]), 2)

    def test_null_instead_of_an_essential_part(self):
        for path in (("choices",), ("choices", 0, "logprobs"), ENTRY[:-1]):
            self.assert_sentence(self.run_with(path, None), UNUSABLE, "standard input")

    def test_wrong_types(self):
        wrong = {("choices",): ({}, "x", 7, True), ("choices", 0): ("x", 7, [], True),
                 ("choices", 0, "logprobs"): ("x", 7, True), ENTRY[:-1]: ("x", 7, True),
                 ENTRY: ("x", 7, [], True), (*ENTRY, "token"): (7, {}, [], True),
                 (*ENTRY, "logprob"): ("x", {}, [], True), TOP: ("x", 7, True),
                 (*ENTRY, "bytes"): ("x", {}, 7, [256], [-1], [1.5], ["a"], [None]),
                 (*TOP, 0): ("x", 7, [], True), (*TOP, 0, "token"): (7, {}, True),
                 (*TOP, 0, "logprob"): ("x", {}, True), (*TOP, 0, "bytes"): ("x", [256], 7)}
        for path, values in wrong.items():
            for value in values:
                with self.subTest(path=path, value=value):
                    self.check_wrong(self.run_with(path, value))

    def check_wrong(self, result):
        """Either the response is unusable, with a message, or the part is skipped."""
        self.assertIn(result.code, (OK, UNUSABLE))
        self.assertRegex(result.err.decode(), r"\A(logprobs: standard input[^\n]+\n)*\Z")
        self.assertTrue(result.err if result.code else result.out)
        for line in result.out.splitlines():
            json.loads(line)

    def test_wrong_types_of_unimportant_fields(self):
        for path in (("model",), ("id",), ("created",), ("object",), ("choices", 0, "message"),
                     ("choices", 0, "finish_reason")):
            for value in (None, 7, [], {}, True):
                result = self.run_with(path, value)
                with self.subTest(path=path, value=value):
                    self.check_wrong(result)

    def test_numbers_that_are_not_json(self):
        self.assert_unscored("NaN")
        for literal, p, band in (("Infinity", None, None),
                                 ("-Infinity", 0, "red"), ("1e999", None, None),
                                 ("-1e999", 0, "red")):
            content = with_part((*ENTRY, "logprob"), "@").replace('"@"', literal)
            tokens = json.loads(self.show(content, "-f", "json"))["choices"][0]["tokens"]
            got = tokens[0]
            self.assertEqual((got["logprob"], got["probability"], got["band"]), (None, p, band))

    def test_lone_surrogates(self):
        for text in ("\ud83d", "\udc4d", "a\ud83db", "\udc4d\ud83d"):
            for path in ((*ENTRY, "token"), (*TOP, 1, "token"), ("model",)):
                content = json.loads(with_part((*ENTRY, "bytes"), None))
                content = content if path != ("model",) else {**content, "model": text}
                shown = self.show(json.dumps(content), "-f", "json")
                self.assertIsInstance(json.loads(shown), dict)

    def test_lone_surrogates_become_replacements(self):
        content = with_part(ENTRY, {"token": "a\ud83db", "logprob": -1, "bytes": None})
        self.assertEqual(self.show(content, "-f", "plain"), "a\ufffdb")

    def test_nul_in_a_string(self):
        content = with_part(ENTRY, {"token": "a\0b", "logprob": -1, "bytes": None})
        result = program.run("-r", "-", "-f", "plain", stdin=content.encode())
        self.assertEqual(result.out, b"a\0b")
        self.assertIn("a\\x00b", self.show(content))

    def test_a_token_of_a_megabyte(self):
        text = "ab" * 500_000
        content = json.dumps(samples.response(samples.choice(
            [samples.token(text, 0.5, ((text, 0.5), ("b" + text, 0.4)), bytes=None)])))
        self.assertEqual(self.show(content, "-f", "plain"), text)
        self.assertTrue(self.show(content).startswith(text))
        for view in ("table", "chart"):
            self.assertLess(max(map(len, self.show(content, "-f", view).splitlines())), 1000)
        self.assertEqual(self.show(content, "-f", "summary").count("\n"), 2)

    def test_many_alternatives(self):
        top = [(f"t{i}", 0.0001) for i in range(5000)]
        content = json.dumps(samples.response(samples.choice([samples.token("t0", 0.0001, top)])))
        got = json.loads(self.show(content, "-f", "json"))["choices"][0]["tokens"][0]
        self.assertEqual(len(got["alternatives"]), 5000)

    def test_duplicate_alternatives_count_once(self):
        top = (("a", 0.5), ("a", 0.5), ("b", 0.3))
        content = json.dumps(samples.response(samples.choice([samples.token("a", 0.5, top)])))
        got = json.loads(self.show(content, "-f", "json"))["choices"][0]["tokens"][0]
        self.assertEqual((got["rank"], round(got["margin"], 9), got["clues"]), (1, 0.2, []))
        self.assertEqual(len(got["alternatives"]), 3)

    def test_duplicate_keys(self):
        content = with_part((*ENTRY, "logprob"), "@").replace('"@"', '-1, "logprob": -2')
        self.check_wrong(program.run("-r", "-", "-f", "json", stdin=content.encode()))

    def test_what_came_whole_before_the_error_is_shown(self):
        good = json.dumps(samples.answer("good"), indent=1)
        result = program.run("-r", "-", "-f", "plain", stdin=(good + good[:99]).encode())
        self.assert_sentence(result, UNUSABLE, "standard input")
        self.assertEqual(result.out, b"good")

    def test_junk_after_a_response(self):
        result = program.run("-r", "-", "-f", "plain",
                             stdin=(json.dumps(samples.answer("good"), indent=1) + "\n}").encode())
        self.assert_sentence(result, UNUSABLE, "standard input")
        self.assertEqual(result.out, b"good")


if __name__ == "__main__":
    unittest.main()
