"""Files of raw logits of every kind, made with numpy, and whether the program shows of them what an
oracle computes: a function that gives a row of float64 logits its logprobs."""

import io
import json
import math
from typing import NamedTuple

import numpy as np

import logits_files as files
import program

TOLERANCE = 1e-12  # of probabilities; of logprobs and entropies also relative
ALL = 4096  # as -k: the whole of the vocabularies here
FLOAT = {"F64": np.float64, "F32": np.float32, "F16": np.float16}


class Sample(NamedTuple):
    """A file, the file of its ids if it needs one, and what they have: `ids` by choice and step, and
    their `logits`, which a token without a row does not have."""
    name: str
    content: bytes
    other: bytes
    ids: list
    logits: list


def stored(dtype, logits):
    """The bytes of logits in a type, and what they are in it."""
    with np.errstate(over="ignore"):
        if dtype != "BF16":
            numbers = logits.astype(FLOAT[dtype])
            return numbers.tobytes(), numbers.astype(np.float64)
        halves = (logits.astype(np.float32).view(np.uint32) >> 16).astype(np.uint16)
    return halves.tobytes(), (halves.astype(np.uint32) << 16).view(np.float32).astype(np.float64)


def tensors(dtype, logits, ids, names=("scores", "sequences"), whole=np.int64):
    """A file of both, and what its logits are."""
    data, numbers = stored(dtype, logits)
    kind = {np.int64: "I64", np.int32: "I32"}[whole]
    content = files.safetensors({
        names[0]: files.Tensor(dtype, list(logits.shape), data),
        names[1]: files.Tensor(kind, list(ids.shape), ids.astype(whole).tobytes())})
    return content, numbers


def npy(array, version):
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version)
    return file.getvalue()


def rows(random):
    """Logits that are difficult in some way, by name; three rows each."""
    shape = (3, 300)
    plain = random.normal(0, 5, shape)
    yield "random", plain
    yield "far apart", random.uniform(-1e4, 1e4, shape)
    yield "far above", plain + 1e4
    yield "equal", np.full(shape, -7.25)
    yield "zeros of both signs", np.where(plain < 0, -0.0, 0.0)
    yield "one hot", np.eye(3, 300, 100) * 1e4
    yield "many ties", np.round(plain)
    yield "ties in descending order", -np.tile(np.arange(300) // 7, (3, 1))
    yield "ascending", np.tile(np.arange(300.0), (3, 1))
    yield "a mask", np.where(plain < np.sort(plain)[:, -50:-49], -np.inf, plain)
    yield "a mask of all but one", np.where(plain < plain.max(1, keepdims=True), -np.inf, plain)
    yield "denormals", random.integers(-9, 9, shape) * 5e-324
    yield "denormal floats", random.integers(-9, 9, shape) * 2.0**-149
    yield "denormal halves", random.integers(-9, 9, shape) * 2.0**-24
    yield "the largest floats", random.choice([-3.4e38, 0, 3.4e38], shape)
    yield "the largest numbers", random.choice([-1.7e308, 0, 1.7e308], shape)
    nearly = plain.copy()
    nearly[0, 299], nearly[1, 7], nearly[2] = np.nan, np.inf, -np.inf
    yield "no distributions", nearly


def samples():
    random = np.random.default_rng(12)
    for name, logits in rows(random):
        for dtype in ("F64", "F32", "F16", "BF16"):
            ids = random.integers(0, logits.shape[1], len(logits))
            ids[0] = np.nanargmax(logits[0])
            content, numbers = tensors(dtype, logits, ids)
            yield Sample(f"{name}, {dtype}", content, b"", [ids], [numbers])
    for size in (*range(1, 36), 63, 64, 65, 127, 129, 1000, 50257):
        dtype = ("F32", "F64", "F16", "BF16")[size % 4]
        ids = random.integers(0, size, 2)
        content, numbers = tensors(dtype, random.normal(0, 4, (2, size)), ids)
        yield Sample(f"a vocabulary of {size}, {dtype}", content, b"", [ids], [numbers])
    yield from layouts(random)
    yield from arrays(random)


def layouts(random):
    logits, ids = random.normal(0, 3, (4, 3, 50)), random.integers(0, 50, (3, 9))
    for whole in (np.int64, np.int32):
        content, numbers = tensors("F32", logits, ids, whole=whole)
        yield Sample(f"a batch after prompts, {whole.__name__}", content, b"", list(ids[:, 5:]),
                     list(numbers.transpose(1, 0, 2)))
    content, numbers = tensors("F16", logits[:, 0], ids[0, 5:], ("logits", "sequences"))
    yield Sample("the model's own logits", content, b"", [ids[0, 5:]], [numbers])
    logits, ids = random.normal(0, 3, (3, 6, 50)), random.integers(0, 50, (3, 6))
    content, numbers = tensors("BF16", logits, ids, ("logits", "input_ids"))
    yield Sample("a batch of texts", content, b"", list(ids), [one[:-1] for one in numbers])
    content, numbers = tensors("F64", logits[0], ids[0], ("logits", "input_ids"))
    yield Sample("a text", content, b"", [ids[0]], [numbers[:-1]])


def arrays(random):
    ids = random.integers(0, 40, 4).astype(np.int32)
    for version, kind in enumerate((np.float64, np.float32, np.float16), 1):
        logits = random.normal(0, 9, (4, 40)).astype(kind)
        yield Sample(f"numpy's format {version}, {kind.__name__}", npy(logits, (version, 0)),
                     npy(ids, (4 - version, 0)), [ids], [logits[:-1].astype(np.float64)])


class OracleTest(program.ProgramTest):
    """Runs the program and compares; a class derived from it has the function `oracle`."""

    @staticmethod
    def oracle(logits):
        """The logprobs of rows of logits, both in float64."""
        raise NotImplementedError

    def shown(self, sample, *words):
        """The choices that it shows of a sample's file."""
        if sample.other:
            words = ("--ids", self.file("ids.npy", sample.other), *words)
        result = program.run("-r", self.file("logits", sample.content), "-f", "json", *words)
        self.assertEqual(result.code, program.OK, (sample.name, result.err))
        return json.loads(result.out)["choices"]

    def compare(self, sample, count, *words, draw=None):
        """All that it shows of a sample, with `count` of the best tokens; returns how many logits
        that were. `draw` does with rows of logits what the options `words` ask for."""
        choices = self.shown(sample, "-k", str(count), *words)
        self.assertEqual(len(choices), len(sample.ids), sample.name)
        for choice, ids, logits in zip(choices, sample.ids, sample.logits):
            self.assertEqual([token["id"] for token in choice["tokens"]], list(ids), sample.name)
            model = self.logprobs(logits)
            drawn = model if draw is None else draw(model)
            scored = choice["tokens"][len(ids) - len(logits):]
            for each in zip(scored, logits if draw is None else drawn, self.logprobs(drawn)):
                self.compare_token(*each, sample.name)
            for token, row, logprobs in zip(scored, logits, model):
                self.compare_order(token, row, count, sample.name)
                if draw is not None:
                    self.compare_entries(token, logprobs, "model_", sample.name)
        return sum(logits.size for logits in sample.logits)

    def logprobs(self, logits):
        """The oracle's, and NaN for rows that are no distribution."""
        usable = ~(np.isnan(logits) | np.isposinf(logits)).any(1) & ~np.isneginf(logits).all(1)
        logprobs = np.full(logits.shape, np.nan)
        logprobs[usable] = self.oracle(logits[usable])
        return logprobs

    def compare_token(self, token, row, logprobs, name):
        """The chosen token's numbers and the distribution's; `row` says which are better."""
        chosen = token["id"]
        self.compare_entries(token, logprobs, "", name)
        if math.isnan(logprobs[chosen]):
            for field in ("rank", "entropy", "possible"):
                self.assertIsNone(token[field], name)
            return
        self.assertEqual(token["rank"], 1 + np.count_nonzero(row > row[chosen]), name)
        possible = logprobs[row > -np.inf]
        self.assertEqual(token["possible"], len(possible), name)
        entropy = -np.sum(np.exp(possible) * np.maximum(possible, -1e4)) / math.log(2)
        self.assertEqual(token["entropy_is"], "exact", name)
        self.assertAlmostEqual(token["entropy"], entropy, delta=TOLERANCE * max(1, entropy), msg=name)
        if len(row) > 1:
            second, first = np.exp(np.sort(logprobs)[-2:])
            self.assertAlmostEqual(token["margin"], first - second, delta=2 * TOLERANCE, msg=name)

    def compare_order(self, token, row, count, name):
        """The model's best tokens are listed, of equal logits by id, and the chosen one."""
        best = np.argsort(-row, kind="stable")[:count].tolist()
        expected = best if token["id"] in best else [*best, token["id"]]
        found = [entry["id"] for entry in token["alternatives"]]
        self.assertEqual(found, [] if token["rank"] is None else expected, name)

    def compare_entries(self, token, logprobs, prefix, name):
        for entry in (token, *token["alternatives"]):
            self.compare_logprob(entry[f"{prefix}logprob"], entry[f"{prefix}probability"],
                                 logprobs[entry["id"]], name)

    def compare_logprob(self, found, probability, logprob, name):
        """json has null for what is not known, and for minus infinity."""
        if math.isnan(logprob):
            self.assertEqual((found, probability), (None, None), name)
            return
        self.assertAlmostEqual(probability, np.exp(logprob), delta=TOLERANCE, msg=name)
        if math.isinf(logprob):
            self.assertIsNone(found, name)
        else:
            self.assertAlmostEqual(found, logprob, delta=TOLERANCE * max(1, -logprob), msg=name)
