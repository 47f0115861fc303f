"""`--at OFFSET` shows one response of a file; `--keep-going` goes on past what failed."""

import gzip
import json
import unittest

import program
import samples

BATCH = str(program.EXAMPLES / "batch.jsonl")


def responses(out):
    return [json.loads(line) for line in out.decode().splitlines()]


class At(program.ProgramTest):
    def content(self):
        """Values on lines of their own, on several lines, and several on one line."""
        one, two, three, four = (json.dumps(samples.answer(text) | {"id": text})
                                 for text in ("first", "second", "third", "fourth"))
        spread = json.dumps(json.loads(two), indent=1)
        return f"\n{one}\n\n  {spread}\n{three} {four}\r\n{one}".encode()

    def check(self, name, stdin=None, knows_lines=False):
        """Each response is shown alone as among all; by its offset only, where it was sought."""
        found = responses(program.run("-r", BATCH if name is None else name, "-f", "json",
                                      stdin=stdin).out)
        self.assertGreater(len(found), 4)
        for response in found:
            result = program.run("-r", name, "--at", str(response["offset"]), "-f", "json",
                                 stdin=stdin)
            [alone] = responses(result.out)
            if not knows_lines:
                self.assertIsNone(alone["line"] if response["offset"] else None)
                alone["line"] = response["line"]
            self.assertEqual(alone, response)

    def test_of_a_file(self):
        path = self.folder / "some.jsonl"
        path.write_bytes(self.content())
        self.check(str(path))
        self.check(BATCH)

    def test_of_a_compressed_file_and_of_a_pipe(self):
        path = self.folder / "some.jsonl.gz"
        path.write_bytes(gzip.compress(self.content()))
        self.check(str(path), knows_lines=True)
        result = program.run("-r", "-", "--at", "1", "-f", "plain", stdin=self.content())
        self.assertEqual(result.out, b"first")

    def test_where_none_begins(self):
        for offset in ("1", "99999999"):
            result = program.run("-r", BATCH, "--at", offset)
            self.assertEqual((result.code, result.out), (program.UNUSABLE, b""))
        self.assert_sentence(program.run("-r", BATCH, "--at", "99999999"), program.UNUSABLE,
                             "byte 99999999")

    def test_reads_no_more_than_it_needs(self):
        line = json.dumps(samples.answer("x")).encode() + b"\n"
        path = self.folder / "long.jsonl"
        with path.open("wb") as file:
            file.write(line)
            file.truncate(1 << 40)  # a terabyte of nothing
        result = program.run("-r", str(path), "--at", "0", "-f", "plain")
        self.assertEqual((result.code, result.out), (0, b"x"))


class KeepGoing(program.ProgramTest):
    def test_counts_what_failed_and_what_is_broken(self):
        good = json.dumps(samples.answer("a"))
        bad = json.dumps({"error": {"message": "no", "code": "oops"}})
        content = "\n".join([good, bad, "{,", bad, good, good[:-9]]).encode()
        result = program.run("-r", "-", "-f", "plain", "--keep-going", stdin=content)
        self.assertEqual((result.code, result.out), (0, b"a\na"))
        self.assertEqual(result.err.decode().splitlines()[-1],
                         "logprobs: 2 responses failed and 2 pieces cannot be read; "
                         "the exit status does not reflect this")
        self.assertNotEqual(program.run("-r", "-", stdin=content).code, 0)

    def test_says_nothing_where_all_is_well(self):
        result = program.run("-r", str(program.EXAMPLES / "cats.json"), "--keep-going")
        self.assertEqual((result.code, result.err), (0, b""))

    def test_gates_and_files_that_cannot_be_opened_count_as_before(self):
        gate = program.run("-r", BATCH, "--keep-going", "--fail-on", "low")
        self.assertEqual(gate.code, 3)
        self.assertEqual(program.run("-r", "no-such", "--keep-going").code, program.FAILED)


if __name__ == "__main__":
    unittest.main()
