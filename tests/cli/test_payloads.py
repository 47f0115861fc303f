"""Responses of real servers, if LOGPROBS_PAYLOADS names a folder of them; none are kept here."""

import csv
import json
import math
import os
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import messages
import program
import shapes
from program import OK, REFUSED, UNUSABLE
from thinning import some_of

FOLDER = os.environ.get("LOGPROBS_PAYLOADS")
VIEWS = [view for view in program.VIEWS if view != "json"]
# What a warning says if the joined tokens are not the message.
EXCUSES = ("the message", "was lost by the server", "were lost by the server")
PARTED = "are not the message's text"


class Payload(NamedTuple):
    """A file, its number of tokens, and what is known about it."""
    name: str
    content: bytes
    tokens: int
    notes: str


def payloads():
    with open(Path(FOLDER) / "INDEX.tsv", encoding="utf-8", newline="") as index:
        rows = list(csv.DictReader(index, delimiter="\t"))
    return [Payload(row["file"], (Path(FOLDER) / row["file"]).read_bytes(), int(row["tokens"]),
                    row["notes"]) for row in rows]


def objects(out):
    return [json.loads(line) for line in out.decode("utf-8", "surrogatepass").splitlines()]


def tokens_of(responses):
    return [token for response in responses for choice in response["choices"]
            for token in choice["tokens"]]


@unittest.skipUnless(FOLDER, "LOGPROBS_PAYLOADS names no folder of saved responses")
class Payloads(program.ProgramTest):
    @classmethod
    def setUpClass(cls):
        cls.all = payloads()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            cls.results = list(pool.map(cls.run_json, cls.all))

    @staticmethod
    def run_json(payload):
        return program.run("-r", payload.name, "-f", "json", "--show-reasoning", cwd=FOLDER)

    def each(self):
        """(payload, result, responses)"""
        for payload, result in zip(self.all, self.results):
            self.assertIn(result.code, (OK, REFUSED, UNUSABLE), (payload.name, result.err))
            yield payload, result, objects(result.out)

    def test_every_token_is_read(self):
        count = 0
        for payload, _, responses in self.each():
            found = len(tokens_of(responses))
            self.assertEqual(found, payload.tokens, payload.name)
            count += found
        self.assertTrue(count)
        print(f"\nresult: payloads: {len(self.all)} files, {count} tokens", flush=True)

    def test_exit_codes(self):
        """Success if and only if there are tokens and the end came."""
        for payload, result, responses in self.each():
            complete = payload.tokens > 0 and shapes.may_be_complete(payload.content)
            error = "error" in payload.name.split("__")[1] or "error body" in payload.notes
            complete = complete and "raw-logits" not in payload.name
            expected = REFUSED if error else OK if complete else UNUSABLE
            self.assertEqual(result.code, expected, (payload.name, result.err))
            wrong = [response for response in responses if response["error"]]
            self.assertEqual(bool(wrong), result.code != OK, payload.name)

    def test_every_logprob_is_in_the_file(self):
        for payload, _, responses in self.each():
            sent = messages.all_numbers(payload.content)
            if "llama" in payload.name and b'"prob"' in payload.content:
                sent |= {math.log(number) for number in sent if number > 0}
            shown = {entry["logprob"] for token in tokens_of(responses)
                     for entry in [token, *token["alternatives"]]}
            self.assertEqual(shown - sent - {None}, set(), payload.name)

    def test_no_token_comes_twice(self):
        for payload, _, responses in self.each():
            for choice in (choice for response in responses for choice in response["choices"]):
                said = [(token["token"], token["logprob"]) for token in choice["tokens"]]
                half = len(said) // 2
                self.assertFalse(half > 2 and said[:half] == said[half:2 * half], payload.name)

    def test_the_tokens_add_up_to_the_message(self):
        compared = 0
        for payload, _, responses in self.each():
            said = messages.messages(payload.content)
            if len(said) != len(responses):
                continue  # the file's values have no message each
            for response, message in zip(responses, said):
                for choice in response["choices"]:
                    compared += self.compare(payload.name, response, choice, message)
        self.assertGreater(compared, len(self.all) // 2)

    def compare(self, name, response, choice, message):
        """Compares the choice's text with the message; returns whether there was one."""
        text = message.get((choice["index"], choice["kind"]))
        if not choice["tokens"] or not text:
            return False
        before = [message.get((choice["index"], kind), "") for kind in ("reasoning", "prompt")]
        same = choice["text"] in [text, *(part + text for part in before)]
        warnings = " ".join(response["warnings"])
        if choice["kind"] == "reasoning":  # its tokens have the marks around it, too
            self.assertIn(text, choice["text"], name)
        elif same:
            self.assertNotIn(PARTED, warnings, name)
        elif not response["error"]:
            self.assertTrue(any(excuse in warnings for excuse in EXCUSES),
                            (name, choice["text"], text, warnings))
        return True

    def test_every_view_shows_them(self):
        runs = some_of([(payload, view, result.code) for payload, result in
                                zip(self.all, self.results) for view in VIEWS], 5)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            results = pool.map(lambda run: program.run(
                "-r", run[0].name, "-f", run[1], "--color=always", cwd=FOLDER), runs)
            for (payload, view, code), result in zip(runs, results):
                self.assertEqual(result.code, code, (payload.name, view, result.err))


if __name__ == "__main__":
    unittest.main()
