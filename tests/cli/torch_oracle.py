"""Raw logits give the probabilities that torch's log_softmax computes in float64."""

import unittest

import torch

from logits_oracle import ALL, OracleTest, samples


class Torch(OracleTest):
    @staticmethod
    def oracle(logits):
        return torch.log_softmax(torch.from_numpy(logits), 1).numpy()

    def test_every_distribution_is_torchs(self):
        count = sum(self.compare(sample, ALL) for sample in samples())
        print(f"\nresult: raw logits: {count} compared with torch {torch.__version__}", flush=True)


if __name__ == "__main__":
    unittest.main()
