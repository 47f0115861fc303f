"""Messages about a source: alike ones are written once, and counted."""

import fcntl
import json
import os
import unittest

import program
import samples
from program import OK, REFUSED, UNUSABLE
from samples import token

ANSWER = samples.lines(samples.answer("a"))


def refused(number, code):
    error = {"message": f"request {number} came too early, ask again", "code": code}
    return samples.lines({"error": error})


class Alike(program.ProgramTest):
    def said(self, content, *words, code=UNUSABLE):
        """The messages about a file, each without the names of program and file."""
        name = self.file("a", content)
        result = program.run("-r", name, "-f", "json", *words)
        self.assertEqual(result.code, code, result.err)
        lines = result.err.decode().splitlines()
        for line in lines:
            self.assertTrue(line.startswith(f"logprobs: {name}:"), line)
        return [line.removeprefix(f"logprobs: {name}:") for line in lines]

    def test_lines_that_are_not_json(self):
        content = ANSWER + "".join(f"word {i} of a log\n" for i in range(40)) + ANSWER
        for words in ((), ("-q",)):
            first, others = self.said(content, *words)
            self.assertRegex(first, "^2: not JSON")
            self.assertRegex(others, "^ 39 more like line 2, up to line 41: not JSON")

    def test_two_are_both_written(self):
        first, second = self.said(f"{ANSWER}word\n{ANSWER}another\n{ANSWER}")
        self.assertRegex(first, "^2: not JSON .*“word”")
        self.assertRegex(second, "^4: not JSON .*“another”")

    def test_several_kinds(self):
        said = self.said(ANSWER.encode() + b"word\n{\xff}\n" * 3 + b"word\n")
        self.assertEqual(len(said), 4)
        for line, wanted in zip(said, ("^2: not JSON", "^3: not UTF-8 at byte 1",
                                       "^ 3 more like line 2, up to line 8: not JSON",
                                       "^ 2 more like line 3, up to line 7: not UTF-8 at byte N")):
            self.assertRegex(line, wanted)

    def test_each_stays_in_the_answers_of_machines(self):
        """Failed answers and warnings are counted on standard error alone."""
        content = "".join(samples.lines(samples.response(samples.choice([], logprobs=None)))
                          for _ in range(5))
        name = self.file("none.jsonl", content)
        result = program.run("-r", name, "-f", "json")
        self.assertEqual(result.code, UNUSABLE)
        values = [json.loads(line) for line in result.out.splitlines()]
        self.assertEqual([value["error"]["code"] for value in values], ["no_logprobs"] * 5)
        first, others = result.err.decode().splitlines()
        self.assertIn("none.jsonl:1: no logprobs", first)
        self.assertIn("none.jsonl: 4 more like line 1, up to line 5: no logprobs", others)

    def test_warnings(self):
        content = "".join(samples.lines(samples.response(samples.choice(
            [token("a"), *[token("b", logprob=None)] * count]))) for count in (2, 3, 4))
        first, others = self.said(content, code=OK)
        self.assertRegex(first, "^1: warning: 2 tokens without")
        self.assertRegex(others, "^ 2 more like line 1, up to line 3: warning: N tokens without")
        self.assertEqual(self.said(content, "-q", code=OK), [])

    def test_refusals_with_one_code(self):
        content = "".join(refused(i, "too_early") for i in range(4)) + refused(9, "too_late")
        said = self.said(content, code=REFUSED)
        self.assertEqual(len(said), 3)
        self.assertIn("1: the server refused: request 0 came too early", said[0])
        self.assertIn("5: the server refused: request 9 came too early", said[1])
        self.assertIn(" 3 more like line 1, up to line 4: the server refused: … (too_early)", said[2])

    def test_each_source_by_itself(self):
        content = ANSWER + "word\n" * 3
        one, two = self.file("one", content), self.file("two", content)
        result = program.run("-r", one, two, "-f", "json")
        lines = result.err.decode().splitlines()
        self.assertEqual(len(lines), 4)
        for name, (first, others) in ((one, lines[:2]), (two, lines[2:])):
            self.assertIn(f"{name}:2: not JSON", first)
            self.assertIn(f"{name}: 2 more like line 2, up to line 4: not JSON", others)

    def test_ever_new_ones(self):
        """However many kinds there are, few are written and none is lost."""
        content = "".join(samples.lines({"error": {"message": "x" * i, "code": f"c{'x' * i}"}})
                          for i in range(1, 101))
        said = self.said(content, code=REFUSED)
        self.assertEqual(len(said), 21)
        self.assertEqual(said[-1], " 80 more of other kinds, up to line 100")


class Full(program.ProgramTest):
    def test_a_full_standard_error_that_does_not_block(self):
        """Another program may have set that; messages wait until there is room for them."""
        names = [f"{i:03}" + "x" * 200 for i in range(300)]
        reading, writing = os.pipe()
        self.addCleanup(os.close, reading)
        os.set_blocking(writing, False)
        fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
        process = self.start("-r", *names, cwd=self.folder, stderr=writing)
        os.close(writing)
        said = b""
        while piece := os.read(reading, 500):
            said += piece
        self.assertEqual(process.wait(program.TIMEOUT), program.FAILED)
        lines = said.decode().splitlines()
        self.assertEqual([line.split(": ")[1] for line in lines], names)


class AtOnce(program.ProgramTest):
    def test_the_first_is_written_when_it_comes(self):
        process = self.start("-r", "-")
        process.stdin.write((ANSWER + "word\n").encode())
        self.assertIn(b"standard input:2: not JSON", process.stderr.readline())
        process.stdin.write(b"word\nword\n")
        out, err = process.communicate(timeout=program.TIMEOUT)
        self.assertIn(b"standard input: 2 more like line 2, up to line 4: not JSON", err)
        self.assertEqual(err.count(b"\n"), 1)
        self.assertEqual(process.returncode, UNUSABLE)


if __name__ == "__main__":
    unittest.main()
