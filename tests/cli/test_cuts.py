"""Samples cut at every byte: no crash, and success only if what remains is complete."""

import json
import os
import unittest
from concurrent.futures import ThreadPoolExecutor

import program
import samples
from program import OK, REFUSED, UNUSABLE
from samples import chunk, last_chunk, token


def is_json(text):
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def tokens():
    """Some characters are split over tokens."""
    return [token("Oslo", 0.8, (("Oslo", 0.8), ("Ber", 0.1))), samples.raw_token(b" \xf0\x9f"),
            samples.raw_token(b"\x90\x88", 0.04), token("\n«é»", 0.5)]


def code_of_json(text):
    return OK if is_json(text) else UNUSABLE


def code_of_lines(text):
    """Every line must be whole; a whole but failed Batch line counts as refused by the server."""
    lines = [line for line in text.split("\n") if line.strip()]
    if not lines or not all(is_json(line) for line in lines):
        return UNUSABLE
    values = [json.loads(line) for line in lines]
    return REFUSED if any(is_failed(value) for value in values) else OK


def is_failed(value):
    if isinstance(value, list):
        return False
    response = value.get("response")
    return bool(value.get("error")) or bool(response and response["status_code"] >= 400)


def code_of_stream(text):
    """Every choice must have ended, or [DONE] come; the last line must be whole."""
    lines = text.split("\n")
    data = [line[6:] for line in lines if line.startswith("data: ")]
    if lines[-1] and not (data and lines[-1] == "data: " + data[-1] and is_event(data[-1])):
        return UNUSABLE
    choices = [c for event in data if event != "[DONE]" for c in json.loads(event)["choices"]]
    begun = {c["index"] for c in choices}
    ended = {c["index"] for c in choices if c["finish_reason"]}
    complete = bool(begun) and (begun == ended or "[DONE]" in data)
    has_tokens = any(c["logprobs"] for c in choices)
    return OK if complete and has_tokens else UNUSABLE


def is_event(data):
    return data == "[DONE]" or is_json(data)


class Cuts(program.ProgramTest):
    def run_cut(self, content, size, words):
        return size, program.run("-r", "-", *words, stdin=content[:size])

    def cut_everywhere(self, text, code_of, *words):
        """Runs every prefix of `text`; the exit status must be the one that `code_of` gives."""
        content = text.encode()
        sizes = sorted({*range(0, len(content), program.stride()), len(content)})
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for size, result in pool.map(lambda n: self.run_cut(content, n, words), sizes):
                with self.subTest(size=size, end=content[max(0, size - 40):size]):
                    self.check(content[:size], result, code_of)

    def check(self, content, result, code_of):
        try:
            expected = code_of(content.decode())
        except UnicodeDecodeError:
            expected = UNUSABLE
        self.assertEqual(result.code, expected, result.err.decode())
        lines = result.err.decode().splitlines()
        self.assertTrue(all(line.startswith("logprobs: standard input") for line in lines))
        self.assertEqual(bool(lines), expected != OK)

    def check_objects(self, text):
        """Does the same with `-f json`, whose lines must be whole objects."""
        content = text.encode()
        for size in range(0, len(content), 7 * program.stride()):
            result = program.run("-r", "-", "-f", "json", stdin=content[:size])
            for line in result.out.splitlines():
                self.assertIsInstance(json.loads(line), dict)

    def test_a_response(self):
        text = json.dumps(samples.response(samples.choice(tokens())), ensure_ascii=False)
        self.cut_everywhere(text, code_of_json)
        self.check_objects(text)

    def test_a_response_over_several_lines(self):
        value = samples.response(samples.choice([token("Oslo «é»")]))
        self.cut_everywhere(json.dumps(value, indent=1) + "\n", code_of_json)

    def test_a_stream(self):
        text = samples.stream(chunk(delta={"role": "assistant", "content": ""}),
                              chunk(tokens()[:3]), chunk(tokens()[3:]), last_chunk(),
                              chunk(choices=[], usage={"total_tokens": 9}))
        self.cut_everywhere(text, code_of_stream)
        self.check_objects(text)

    def test_a_stream_of_two_choices(self):
        text = samples.stream(chunk([token("a")]), chunk([token("b")], 1), last_chunk(1),
                              last_chunk(0))
        self.cut_everywhere(text, code_of_stream, "-f", "summary")

    def test_json_lines(self):
        text = samples.lines(samples.answer("a"), {"content": tokens()[:1]}, tokens()[3:])
        self.cut_everywhere("\n" + text, code_of_lines)

    def test_a_batch_file(self):
        failed = {"error": {"message": "too «much»", "code": "limit"}}
        text = samples.lines(samples.batch_line("one", samples.answer("a")),
                             samples.batch_line("two", failed, status=400),
                             samples.batch_line("three", error={"code": "late", "message": "é"}))
        self.cut_everywhere(text, code_of_lines)
        self.check_objects(text)


if __name__ == "__main__":
    unittest.main()
