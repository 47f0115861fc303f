"""Calibration has the numbers of scikit-learn, and its interval that of scipy.

    python3 -B sklearn_oracle.py frozen    prints those that test_stats_truth.py keeps
"""

import sys
import unittest

import numpy as np
import scipy
import sklearn
from scipy.stats import beta
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, roc_auc_score

from calibration_samples import BINS, SCORES, CalibrationTest, sample


def interval(correct):
    right, count = int(correct.sum()), len(correct)
    return {"low": float(beta.ppf(0.025, right, count - right + 1)),
            "high": float(beta.ppf(0.975, right + 1, count - right))}


def frozen():
    made = sample()
    scores = {name: (float(roc_auc_score(made.correct, made.logprobs[name])),
                     float(brier_score_loss(made.correct, np.exp(made.logprobs[name]))))
              for name in SCORES}
    return {"interval": interval(made.correct), "scores": scores}


class Sklearn(CalibrationTest):
    def check(self, found, correct, logprobs):
        probabilities = np.exp(logprobs)
        self.assert_near(found["auroc"], roc_auc_score(correct, logprobs))
        self.assert_near(found["brier"], brier_score_loss(correct, probabilities))
        for strategy, name in (("uniform", "equal_width"), ("quantile", "equal_mass")):
            curve = calibration_curve(correct, probabilities, n_bins=BINS, strategy=strategy)
            rows = [row for row in found[name] if row["count"] > 0]
            for values, key in zip(curve, ("accuracy", "mean_confidence")):
                self.assertEqual(len(rows), len(values))
                for row, value in zip(rows, values):
                    self.assert_near(row[key], value, (name, key))

    def test_all_numbers_are_sklearns(self):
        seeds = range(5)
        for seed in seeds:
            for tied in (False, True):
                made = sample(300, seed, tied)
                found = self.calibration(made.lines, made.truth)
                for end, expected in interval(made.correct).items():
                    self.assert_near(found["accuracy_interval"][end], expected)
                for name in SCORES:
                    with self.subTest(score=name, seed=seed, tied=tied):
                        self.check(found["scores"][name], made.correct, made.logprobs[name])
        print(f"\nresult: calibration: {2 * len(seeds)} samples compared with scikit-learn "
              f"{sklearn.__version__} and scipy {scipy.__version__}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["frozen"]:
        print(frozen())
    else:
        unittest.main()
