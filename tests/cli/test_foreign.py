"""Files that are something else: one sentence says what, and what to do."""

import bz2
import io
import json
import lzma
import pickle
import pprint
import sqlite3
import tarfile
import unittest
import zipfile

import program
from program import UNUSABLE
from samples import answer, compact, lines

RESPONSE = answer("Lake", " Bled")
TEXT = lines(RESPONSE, RESPONSE).encode()


def zip_of(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # With a fixed time, as one with a line end in its bytes hides what follows.
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def tar_of(name, content):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return data.getvalue()


class Foreign(program.ProgramTest):
    def check(self, data, *parts):
        """One sentence says what it is, and nothing of it is shown."""
        path = self.file("file", data)
        for view in ("text", "plain"):
            result = program.run("-r", path, "-f", view)
            self.assert_sentence(result, UNUSABLE, *parts)
            self.assertEqual(result.out, b"")
            self.assertTrue(result.err.isascii() or "“".encode() in result.err, result.err)
        found = json.loads(program.run("-r", path, "-f", "json").out)
        self.assertEqual(found["choices"], [])
        for part in parts:
            self.assertIn(part, found["error"]["message"])


class Binary(Foreign):
    def test_compressed_in_other_ways(self):
        self.check(lzma.compress(TEXT), "xz data", "xz -dc")
        self.check(bz2.compress(TEXT), "bzip2 data", "bzip2 -dc")

    def test_archives(self):
        self.check(zip_of(**{"a.json": TEXT}), "zip archive", "unzip -p")
        self.check(zip_of(**{"_journal/start.json": b"{}", "header.json": b"{}"}), "Inspect",
                   "inspect log dump")
        self.check(zip_of(**{"model/data.pkl": b"x", "model/data/0": bytes(1000)}), "PyTorch")
        self.check(tar_of("a.json", TEXT), "tar archive", "tar -xOf")

    def test_a_database(self):
        path = str(self.folder / "database")
        with sqlite3.connect(path) as database:
            database.execute("create table log (response)")
            database.execute("insert into log values (?)", (TEXT.decode(),))
        database.close()
        with open(path, "rb") as file:
            self.check(file.read(), "SQLite database", "sqlite3 FILE")

    def test_pickles(self):
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            self.check(pickle.dumps(RESPONSE, protocol), "Python pickle")

    def test_parquet(self):
        self.check(b"PAR1\x15\x04\x15\x00\n\n" + TEXT + b"\x00\x01PAR1", "Parquet", "read_parquet")

    def test_what_nobody_knows(self):
        data = bytes(range(1, 32)) + bytes(1000) + b"\n" + bytes(range(256)) * 100
        self.check(data, "binary data")

    def test_much_of_it_is_not_read(self):
        with self.start("-r", "-") as process:
            process.stdin.write(lzma.compress(TEXT) + b"\n")
            self.assertEqual(process.wait(timeout=program.TIMEOUT), UNUSABLE)
            self.assertIn(b"xz data", process.stderr.read())

    def test_text_after_zeros_is_read(self):
        """A log that was truncated while it was written begins with zeros."""
        result = program.run("-r", "-", "-f", "plain", stdin=bytes(5000) + b"\n" + TEXT)
        self.assertEqual((result.code, result.out), (UNUSABLE, b"Lake Bled\nLake Bled"))

    def test_binary_lines_among_others_cost_only_themselves(self):
        data = TEXT + b"\x00\x01\x02\n" + TEXT
        result = program.run("-r", "-", "-f", "plain", stdin=data)
        self.assertEqual((result.code, result.out), (UNUSABLE, b"\n".join([b"Lake Bled"] * 4)))


class Printed(Foreign):
    def test_python(self):
        self.check(repr(RESPONSE), "Python prints a dict", "json.dumps")
        self.check(str(compact(RESPONSE).encode()), "Python prints bytes", "decode()")
        self.check("ChatCompletion(id='x', choices=[Choice(index=0, logprobs=None)])\n",
                   "Python prints an object", "model_dump_json()")

    def test_node(self):
        self.check("{ id: 'x', choices: [ { index: 0, message: [Object] } ] }",
                   "Node prints an object", "JSON.stringify")

    def test_several_lines(self):
        """The first message says what it is."""
        for text, part in ((pprint.pformat(RESPONSE), "Python prints a dict"),
                           ("{\n  id: 'x',\n  choices: [ [Object] ]\n}\n", "Node prints"),
                           ("choices:\n- index: 0\n", "YAML"),
                           ("id,model,text\n1,2,3\n", "CSV"),
                           ("<html>\n<body>\n<p>502</p>\n", "HTML")):
            result = program.run("-r", "-", stdin=text.encode())
            self.assertEqual((result.code, result.out), (UNUSABLE, b""))
            self.assertIn(part, result.err.decode().splitlines()[0])

    def test_responses_after_it_are_read(self):
        result = program.run("-r", "-", "-f", "plain",
                             stdin=TEXT + repr(RESPONSE).encode() + b"\n" + TEXT)
        self.assertEqual((result.code, result.out), (UNUSABLE, b"\n".join([b"Lake Bled"] * 4)))
        self.assertIn(b":3: not JSON: this is how Python prints a dict", result.err)


class OtherJson(Foreign):
    def test_requests(self):
        request = {"model": "m", "messages": [{"role": "user", "content": "Where?"}]}
        self.check(json.dumps(request), "a request, not a response")
        self.check(lines({"custom_id": "a", "method": "POST", "url": "/v1/chat/completions",
                          "body": request}), "request of a Batch", "output file")

    def test_a_batch_job(self):
        job = {"id": "batch-1", "object": "batch", "status": "completed",
               "input_file_id": "file-1", "output_file_id": "file-2"}
        self.check(json.dumps(job, indent=1), "Batch job", "file-2")
        self.check(json.dumps({**job, "status": "in_progress", "output_file_id": None}),
                   "Batch job", "in_progress")

    def test_what_else_servers_send(self):
        for kind in ("model", "embedding", "file", "batch"):
            listed = {"object": "list", "data": [{"id": "x", "object": kind}]}
            self.check(json.dumps(listed), "this is")


if __name__ == "__main__":
    unittest.main()
