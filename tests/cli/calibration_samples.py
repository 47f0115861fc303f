"""Answers with and without truth, and what `-f stats-json --truth` says of them."""

import csv
import io
import json
import math
import random
from typing import NamedTuple

import numpy as np

import program
import samples

BINS = 15
SCORES = ("mean_logprob", "lowest_probability", "joint_probability")


class Sample(NamedTuple):
    """Batch lines; whether each id is correct; and of those in both, that and each score's
    logprob."""
    lines: list
    truth: dict
    correct: np.ndarray
    logprobs: dict


def sample(count=400, seed=3, tied=False):
    """Answers that are more often correct the surer they are; `tied`: few different scores."""
    draw = random.Random(seed)
    lines, truth, rows = [], {}, []
    for number in range(count):
        sure = draw.choice((0.2, 0.5, 0.8)) if tied else draw.random()
        size = 2 if tied else draw.randint(1, 6)
        logprobs = [math.log(sure) * (1 if tied else draw.uniform(0.2, 1.5)) for _ in range(size)]
        tokens = [samples.token(" w", logprob=logprob) for logprob in logprobs]
        response = samples.response(samples.choice(tokens))
        lines.append(samples.compact(samples.batch_line(f"id-{number}", response)))
        if draw.random() < 0.05:
            continue
        correct = draw.random() < 0.1 + 0.8 * sure
        truth[f"id-{number}"] = correct
        rows.append((correct, math.fsum(logprobs) / size, min(logprobs), math.fsum(logprobs)))
    while math.gcd(len(rows) - 1, BINS) > 1:  # no edge is on an answer, where rounding decides
        rows.pop()
        truth.popitem()
    correct, *logprobs = np.array(rows).T
    return Sample(lines, truth, correct.astype(int), dict(zip(SCORES, logprobs)))


def as_csv(truth):
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(("note", "correct", "custom_id"))
    rows.writerows(('a, "b"\nc', correct, name) for name, correct in truth.items())
    return out.getvalue()


def as_json_lines(truth):
    return "".join(json.dumps({"custom_id": name, "x": [1], "correct": int(correct)}) + "\n"
                   for name, correct in truth.items())


class CalibrationTest(program.ProgramTest):
    """A test that compares lines with truth."""

    def calibration(self, lines, truth, *words, **more):
        """What stats-json says; `truth` is a dictionary or the text of a file."""
        text = truth if isinstance(truth, str) else as_csv(truth)
        result = program.run("-r", "-", "-f", "stats-json", "-q", "--truth",
                             self.file("truth", text), *words,
                             stdin="\n".join(lines).encode(), **more)
        self.assertEqual(result.code, program.OK, result.err.decode())
        return json.loads(result.out)["calibration"]

    def assert_near(self, found, expected, what=None):
        self.assertAlmostEqual(found, expected, delta=1e-12, msg=what)
