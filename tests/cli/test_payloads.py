"""Responses of real servers, where a folder of them is at hand; none of them is kept here."""

import csv
import json
import os
import re
import unittest
from pathlib import Path

import program

FOLDER = os.environ.get("LOGPROBS_PAYLOADS")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


def payloads():
    """(file, number of tokens) of the responses in the format of OpenAI's chat completions."""
    with open(Path(FOLDER) / "INDEX.tsv", encoding="utf-8", newline="") as index:
        rows = list(csv.DictReader(index, delimiter="\t"))
    return [(Path(FOLDER) / row["file"], int(row["tokens"])) for row in rows
            if row["file"].startswith("openai-chat__")]


@unittest.skipUnless(FOLDER, "LOGPROBS_PAYLOADS names no folder of saved responses")
class Payloads(program.ProgramTest):
    def shown(self, path):
        result = program.run("-r", str(path), "-f", "json")
        self.assertEqual(result.code, program.OK, result.err)
        choices = [c for line in result.out.splitlines() for c in json.loads(line)["choices"]]
        return [token for choice in choices for token in choice["tokens"]]

    def test_there_are_some(self):
        self.assertTrue(payloads())

    def test_every_token_is_read(self):
        for path, count in payloads():
            with self.subTest(path.name):
                self.assertEqual(len(self.shown(path)), count)

    def test_every_logprob_stands_in_the_file(self):
        for path, _ in payloads():
            sent = {float(n) for n in NUMBER.findall(path.read_text(encoding="utf-8"))}
            tokens = self.shown(path)
            shown = {entry["logprob"] for token in tokens
                     for entry in [token, *token["alternatives"]]}
            with self.subTest(path.name):
                self.assertEqual(shown - sent - {None}, set())

    def test_every_view_shows_them(self):
        for path, _ in payloads():
            for view in ("text", "table", "chart", "summary", "plain", "csv", "markdown", "html"):
                result = program.run("-r", str(path), "-f", view, "--color=always")
                self.assertEqual(result.code, program.OK, path.name)


if __name__ == "__main__":
    unittest.main()
