#!/usr/bin/python3
"""Makes the files that logits.py reads, and does with numpy what logprobs does with them.

    logits_numpy.py make FOLDER | take FILE | sum-mapped FILE | sum-read FILE

All but `make` print the seconds that the work took, without those in which Python and numpy start;
`take` also prints the logprob and rank of each step's token.
"""

import json
import struct
import sys
import time
from pathlib import Path

import numpy

STEPS, VOCABULARY, BEST = 200, 128256, 5
READ_AT_ONCE = 1 << 18  # fits into a processor's cache


def to_bf16(numbers):
    """The upper halves, rounded to the nearest."""
    return ((numbers.view("<u4") + 0x8000) >> 16).astype("<u2")


TYPES = {"F32": lambda numbers: numbers, "F16": lambda numbers: numbers.astype("<f2"),
         "BF16": to_bf16}


def header(tensors):
    """Of a safetensors file: {name: (type, shape, bytes)}."""
    described, end = {}, 0
    for name, (kind, shape, size) in tensors.items():
        described[name] = {"dtype": kind, "shape": shape, "data_offsets": [end, end + size]}
        end += size
    text = json.dumps(described).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text


def save(path, kind, numbers, ids):
    data = TYPES[kind](numbers)
    with open(path, "wb") as file:
        file.write(header({"scores": (kind, list(data.shape), data.nbytes),
                           "sequences": ("I64", [1, len(ids)], ids.nbytes)}))
        file.write(data.tobytes())
        file.write(ids.tobytes())


def make(folder):
    """Logits as wide apart as a model's; two of three tokens are the best ones."""
    random = numpy.random.default_rng(1)
    numbers = random.normal(0, 3, (STEPS, VOCABULARY)).astype("<f4")
    ids = numbers.argmax(axis=1).astype("<i8")
    ids[::3] = random.integers(0, VOCABULARY, len(ids[::3]))
    for kind in TYPES:
        save(folder / f"{kind}.safetensors", kind, numbers, ids)
    save(folder / "tiny.safetensors", "F32", numbers[:2, :5], ids[:2] % 5)
    sparse(folder / "sparse.safetensors", 10 * 10**9)


def sparse(path, size):
    """A file of holes, which take no place on a disk."""
    steps = size // (4 * VOCABULARY)
    head = header({"scores": ("F32", [steps, VOCABULARY], 4 * steps * VOCABULARY),
                   "sequences": ("I64", [1, steps], 8 * steps)})
    with open(path, "wb") as file:
        file.write(head)
        file.truncate(len(head) + (4 * VOCABULARY + 8) * steps)


def mapped(path):
    """The logits and the tokens in a file that make() wrote."""
    with open(path, "rb") as file:
        begin = 8 + struct.unpack("<Q", file.read(8))[0]
    logits = numpy.memmap(path, "<f4", "r", begin, (STEPS, VOCABULARY))
    return logits, numpy.fromfile(path, "<i8", offset=begin + logits.nbytes)


def take(path):
    logits, ids = mapped(path)
    for row, chosen in zip(logits, ids):
        numbers = row.astype(numpy.float64)
        largest = numbers.max()
        log_sum = numpy.log(numpy.exp(numbers - largest).sum())
        best = numpy.argpartition(row, -BEST)[-BEST:]
        best = best[numpy.argsort(-row[best], kind="stable")]
        yield numbers[chosen] - largest - log_sum, 1 + int((row > row[chosen]).sum())


def sum_mapped(path):
    logits, _ = mapped(path)
    yield logits.sum(), 0


def sum_read(path):
    """Reads into one piece of memory again and again."""
    piece = numpy.empty(READ_AT_ONCE // 4, "<f4")
    total = numpy.float32(0)
    with open(path, "rb", buffering=0) as file:
        while size := file.readinto(memoryview(piece).cast("B")):
            total += piece[: size // 4].sum()
    yield total, 0


def main(what, path):
    if what == "make":
        make(Path(path))
        return
    work = {"take": take, "sum-mapped": sum_mapped, "sum-read": sum_read}[what]
    begin = time.perf_counter()
    done = list(work(path))
    print(time.perf_counter() - begin)
    if what == "take":
        print("\n".join(f"{logprob!r} {rank}" for logprob, rank in done))


if __name__ == "__main__":
    main(*sys.argv[1:])
