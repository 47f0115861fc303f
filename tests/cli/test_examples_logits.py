"""The scripts in examples/ that make files of raw logits."""

import json
import os
import shlex
import sys
import tempfile
import unittest
from pathlib import Path

import program
import stand_ins
from test_examples import ScriptTest


class MadeUp(ScriptTest):
    def test_the_script_makes_the_files_that_are_there(self):
        self.assertEqual(self.script("logits.py", "made"), ("", ""))
        names = ("colour.safetensors", "tokenizer.json")
        self.assertEqual(sorted(os.listdir(self.folder / "made")), sorted(names))
        for name in names:
            kept = (program.EXAMPLES / "logits" / name).read_bytes()
            self.assertEqual((self.folder / "made" / name).read_bytes(), kept, name)


class Transformers(ScriptTest):
    """The real libraries are large, and models larger: these tests show that the script's tensors
    go together, not that transformers makes them."""

    def setUp(self):
        super().setUp()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.modules = Path(folder.name)
        (self.bin / "python3").symlink_to(sys.executable)  # which has numpy

    def transformers(self, *words, missing=None, code=program.OK):
        stand_ins.write(self.modules, missing)
        return self.script("hf_transformers.py", *words, code=code, PYTHONPATH=str(self.modules))

    def shown(self, command):
        """The choices that the command which the script printed shows."""
        name, *words = shlex.split(command)
        self.assertEqual(name, "logprobs")
        result = program.run(*words, "-f", "json", cwd=self.folder)
        self.assertEqual(result.code, program.OK, result.err)
        return json.loads(result.out)

    def texts(self, answer):
        return [[token["token"].strip() for token in choice["tokens"]]
                for choice in answer["choices"]]

    def test_it_says_what_is_missing(self):
        for missing in ("torch", "safetensors.torch", "transformers"):
            with self.subTest(missing), tempfile.TemporaryDirectory() as folder:
                self.modules = Path(folder)
                out, err = self.transformers("generate", "m", "one", missing=missing,
                                             code=program.FAILED)
                self.assertEqual(out, "")
                self.assertRegex(err, rf"\Ahf_transformers.py: there is no {missing}; [^\n]+\n\Z")

    def test_answers_to_prompts_of_different_length(self):
        out, err = self.transformers("generate", "some/model", "two three four", "one",
                                     "--tokens", "5")
        self.assertEqual(err, "")
        answer = self.shown(out)
        self.assertEqual(answer["model"], "some/model")
        self.assertEqual(self.texts(answer), [["five", "six", "<end>"],
                                              ["two", "three", "four", "five", "six"]])
        for choice in answer["choices"]:
            self.assertEqual({token["rank"] for token in choice["tokens"]}, {1})
            self.assertLess(choice["tokens"][0]["probability"], 0.96)

    def test_scores_are_what_sampling_left(self):
        out, _ = self.transformers("generate", "m", "four", "--scores", "-o", "a b.safetensors")
        answer = self.shown(out)
        self.assertEqual(self.texts(answer), [["five", "six", "<end>"]])
        self.assertEqual([token["probability"] for token in answer["choices"][0]["tokens"]],
                         [1, 1, 1])

    def test_a_given_text(self):
        out, _ = self.transformers("forward", "m", "one two five")
        answer = self.shown(out)
        self.assertEqual(self.texts(answer), [["one", "two", "five"]])
        probabilities = [token["probability"] for token in answer["choices"][0]["tokens"]]
        self.assertIsNone(probabilities[0])
        self.assertGreater(probabilities[1], 0.9)
        self.assertLess(probabilities[2], 0.01)

    def test_a_tokenizer_without_a_file(self):
        _, err = self.transformers("forward", "slow", "one", code=program.FAILED)
        self.assertIn("no tokenizer.json", err)


if __name__ == "__main__":
    unittest.main()
