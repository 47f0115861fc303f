"""Raw logits give the probabilities, ranks, order and entropies that numpy computes in float64, also
of what sampling draws from."""

import json
import os
import unittest
from pathlib import Path

import numpy as np

from logits_oracle import ALL, OracleTest, Sample, samples, tensors

REAL = Path(os.environ.get("LOGPROBS_PAYLOADS", "/nowhere")).parent / "logits"
# Samples of which all are drawn from that have a name with one of these in it.
DRAWN = ("random", "above", "one hot", "mask", "batch", "text", "50257")
DRAWS = (
    {"temperature": 0.2}, {"temperature": 2}, {"temperature": 1e-3}, {"temperature": 1e3},
    {"top_k": 1}, {"top_k": 7}, {"top_k": 100_000}, {"top_p": 0.9}, {"top_p": 0.5}, {"top_p": 1},
    {"top_p": 0}, {"min_p": 0.05}, {"min_p": 1}, {"min_p": 0},
    {"temperature": 1.5, "top_k": 20, "top_p": 0.8, "min_p": 0.1},
    {"temperature": 0.7, "top_p": 0.95}, {"top_k": 40, "min_p": 0.02}, {"top_k": 5, "top_p": 0.99},
)


def softmax(row):
    powers = np.exp(row - row.max())
    return powers / powers.sum()


def warp(row, temperature=1, top_k=0, top_p=1, min_p=0):
    """What transformers' logits warpers leave of a row, in the order in which generate() applies
    them: TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper, MinPLogitsWarper."""
    row = row / temperature
    if top_k:
        row = np.where(row < np.sort(row)[-min(top_k, len(row))], -np.inf, row)
    if top_p < 1:
        ascending = np.argsort(-row, kind="stable")[::-1]
        removed = np.cumsum(softmax(row)[ascending]) <= 1 - top_p
        removed[-1] = False
        row[ascending[removed]] = -np.inf
    if min_p:
        probabilities = softmax(row)
        row = np.where(probabilities < min_p * probabilities.max(), -np.inf, row)
    return row


class Numpy(OracleTest):
    @staticmethod
    def oracle(logits):
        with np.errstate(over="ignore"):  # what is so far below the best
            below = logits - logits.max(1, keepdims=True)
        return below - np.log(np.exp(below).sum(1, keepdims=True))

    def test_every_distribution_is_numpys(self):
        count = sum(self.compare(sample, count) for sample in samples() for count in (5, ALL))
        print(f"\nresult: raw logits: {count} compared with numpy", flush=True)

    def test_large_files_are_numpys(self):
        """Of these several rows are taken at once."""
        random = np.random.default_rng(5)
        ids = random.integers(0, 50257, 170)
        content, logits = tensors("F16", random.normal(0, 4, (170, 50257)), ids)
        self.compare(Sample("170 rows", content, b"", [ids], [logits]), 5)

    def test_what_sampling_draws_from_is_what_the_warpers_of_transformers_leave(self):
        count = 0
        chosen = [each for each in samples() if any(part in each.name for part in DRAWN)]
        for number, draw in enumerate(DRAWS):
            words = [f"--at-{name.replace('_', '-')}={value}" for name, value in draw.items()]
            for sample in chosen[number % 3::3]:
                count += self.compare(
                    sample._replace(name=f"{sample.name}: {draw}"), 5, *words,
                    draw=lambda rows, draw=draw: np.array([warp(row, **draw) for row in rows]))
        print(f"\nresult: raw logits: {count} drawn as by transformers", flush=True)


@unittest.skipUnless(REAL.is_dir(), "there are no logits of a real model beside LOGPROBS_PAYLOADS")
class Real(OracleTest):
    """A small model's, and the sums that they are known to give."""

    oracle = staticmethod(Numpy.oracle)

    def real(self, name, ids, logits, total, perplexity, other=""):
        content, ids_content = ((REAL / each).read_bytes() if each else b"" for each in (name, other))
        sample = Sample(name, content, ids_content, [ids], [logits.astype(np.float64)])
        self.compare(sample, 5)
        summary = self.shown(sample)[0]["summary"]
        self.assertEqual(summary["scored"], len(logits))
        self.assertAlmostEqual(summary["sum_logprob"], total, delta=5e-7)
        self.assertAlmostEqual(summary["perplexity"], perplexity, delta=5e-7)

    def test_generated_tokens(self):
        name = "stories-generate-f32.safetensors"
        content = (REAL / name).read_bytes()
        size = int.from_bytes(content[:8], "little")
        header, data = json.loads(content[8:8 + size]), content[8 + size:]

        def tensor(name, kind):
            begin, end = header[name]["data_offsets"]
            return np.frombuffer(data[begin:end], kind).reshape(header[name]["shape"])
        self.real(name, tensor("sequences", "<i8")[0, 5:], tensor("scores", "<f4"), -75.043953, 3.492901)

    def test_a_text(self):
        name, ids = "stories-forward-f32.npy", "stories-forward-ids.npy"
        self.real(name, np.load(REAL / ids), np.load(REAL / name)[:-1], -96.778496, 2.319965, ids)


if __name__ == "__main__":
    unittest.main()
