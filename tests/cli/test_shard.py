"""`--shard I/N`: parts of files that together are the files."""

import gzip
import json
import os
import random
import unittest

import program
import samples

SEVENTEEN = range(1, 18)


def lines(count, seed=1, longest=30):
    """Lines of responses, some of them broken, and some failed."""
    draw = random.Random(seed)
    made = []
    for number in range(count):
        words = [f" w{number}"] * draw.randint(1, longest)
        kind = draw.random()
        if kind < 0.1:
            made.append('{"id": "broken", "choices": [')
        elif kind < 0.2:
            made.append(json.dumps({"error": {"message": f"no {number}", "code": "denied"}}))
        else:
            made.append(json.dumps(samples.answer(*words) | {"id": str(number)}))
    return made


class Shards(program.ProgramTest):
    def objects(self, files, *words, code=None):
        result = program.run("-r", *files, "-f", "json", "-q", *words)
        if code is not None:
            self.assertEqual(result.code, code, result.err.decode())
        objects = [json.loads(line) for line in result.out.decode().splitlines()]
        for one in objects:
            del one["line"]
        return objects, result

    def check(self, files, counts=SEVENTEEN):
        """All shards together find what one run finds, in its order."""
        whole, run = self.objects(files)
        for count in counts:
            parts = [self.objects(files, "--shard", f"{index}/{count}")
                     for index in range(1, count + 1)]
            self.assertEqual([one for part, _ in parts for one in part], whole, count)
            codes = {part.code for _, part in parts}
            self.assertEqual(max(codes, key=[0, 4, 6].index), run.code)
            said = sum(part.err.count(b"the line was skipped") + part.err.count(b"like the first")
                       for _, part in parts)
            self.assertEqual(said > 0, b"the line was skipped" in run.err)

    def test_shapes_of_files(self):
        rows = lines(40)
        blank = [row for pair in zip(rows, ["", " ", "\t"] * 14) for row in pair]
        shapes = {"lf": "\n".join(rows) + "\n", "open": "\n".join(rows),
                  "crlf": "\r\n".join(rows) + "\r\n", "blank": "\n" * 50 + "\n\n".join(blank) + "\n" * 50,
                  "mark": "\ufeff" + "\n".join(rows)}
        for name, text in shapes.items():
            with self.subTest(name):
                self.check([self.file(name, text)], (1, 2, 3, 5, 8, 17))

    def test_each_number_of_shards(self):
        self.check([self.file("a", "\n".join(lines(25)))])

    def test_lines_longer_than_a_shard(self):
        long = json.dumps(samples.answer(*[" word"] * 3000))
        self.check([self.file("a", "\n".join([*lines(3), long, *lines(3, 2)]))], (4, 9, 17))
        self.check([self.file("b", long)], (1, 2, 17))

    def test_several_files_and_empty_ones(self):
        files = [self.file(name, text) for name, text in
                 (("none", ""), ("a", "\n".join(lines(9))), ("nil", ""),
                  ("b", json.dumps(samples.answer("b"))), ("c", "\n".join(lines(7, 3)) + "\n"),
                  ("last", ""))]
        self.check(files, (1, 2, 3, 6, 17))

    def test_files_that_are_of_one_shard(self):
        stream = "".join(f"data: {json.dumps(part)}\n\n" for part in
                         (samples.chunk([samples.token("a")]), samples.last_chunk()))
        indented = json.dumps(samples.answer("a", "b"), indent=2)
        packed = gzip.compress("\n".join(lines(20)).encode(), mtime=0)
        wide = "\n".join(lines(5)).encode("utf-16")
        for name, data in (("stream", stream + "data: [DONE]\n\n"), ("indented", indented),
                           ("packed", packed), ("wide", wide)):
            with self.subTest(name):
                rows = self.file("rows", "\n".join(lines(10, 7)))
                self.check([rows, self.file(name, data), rows], (2, 3, 7))

    def test_a_shard_without_a_line_is_no_failure(self):
        file = self.file("a", json.dumps(samples.answer("a")) + "\n\n\n")
        for index in (2, 3):
            result = program.run("-r", file, "-f", "csv", "--shard", f"{index}/3")
            self.assert_silent(result)
            self.assertEqual(result.out.count(b"\n"), 1)

    def test_only_what_begins_at_the_front_has_lines(self):
        file = self.file("a", "\n".join(json.dumps(samples.answer(str(n))) for n in range(8)))
        found = []
        for index in (1, 2):
            out = program.run("-r", file, "-f", "json", "--shard", f"{index}/2").out
            found += [json.loads(line) for line in out.decode().splitlines()]
        self.assertEqual([one["line"] for one in found], [1, 2, 3, 4] + [None] * 4)
        for one in found:
            again = program.run("-r", file, "-f", "json", "--at", str(one["offset"]))
            self.assertEqual(json.loads(again.out)["choices"], one["choices"])

    def test_what_is_no_part(self):
        file = self.file("a", "{}\n")
        for value in ("0/4", "5/4", "a/b", "1", "1/", "/1", "1/0", "-1/4", "1/4/4", "", " 1/4"):
            result = program.run("-r", file, "--shard", value)
            self.assertEqual(result.code, program.USAGE, value)
            self.assertIn(b"--shard", result.err)

    def test_what_has_no_parts(self):
        os.mkfifo(self.folder / "pipe")
        for words in (("-r", "-"), ("-r", str(self.folder / "pipe")), ("-r", "/dev/null"),
                      ("a question",), ("--last",), ("-r", "-", "--at", "0")):
            result = program.run(*words, "--shard", "1/2")
            self.assertEqual((result.code, result.out), (program.USAGE, b""), words)
            self.assertIn(b"--shard", result.err)
        missing = program.run("-r", str(self.folder / "missing"), "--shard", "2/2")
        self.assertEqual(missing.code, program.FAILED)
        self.assertIn(b"cannot be opened", missing.err)


if __name__ == "__main__":
    unittest.main()
