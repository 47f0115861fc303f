"""Makes files of raw logits without numpy: safetensors, npy, and llama.cpp's distributions."""

import json
import math
import struct
from typing import NamedTuple

PACKED = {"F64": "d", "F32": "f", "F16": "e", "I64": "q", "I32": "i", "U8": "B", "BOOL": "?"}
NPY = {"f8": "d", "f4": "f", "f2": "e", "i8": "q", "i4": "i"}
MINUS_INFINITY = -math.inf


def flat(values):
    """The numbers of nested lists, in C order."""
    if not isinstance(values, (list, tuple)):
        return [values]
    return [number for part in values for number in flat(part)]


def shape_of(values):
    return [len(values), *shape_of(values[0])] if isinstance(values, (list, tuple)) else []


def packed(dtype, values):
    """The bytes of numbers; bfloat16 is the upper half of a float, here cut off and not rounded."""
    numbers = flat(values)
    if dtype == "BF16":
        return b"".join(struct.pack("<f", number)[2:] for number in numbers)
    return struct.pack(f"<{len(numbers)}{PACKED[dtype]}", *numbers)


class Tensor(NamedTuple):
    """A tensor as safetensors stores it."""
    dtype: str
    shape: list
    data: bytes


def tensor(dtype, values):
    return Tensor(dtype, shape_of(values), packed(dtype, values))


def with_header(header, data=b"", size=None):
    """A file with this header, JSON or bytes, which is said to have `size` bytes."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text) if size is None else size) + text + data


def entry(dtype, shape, begin, end):
    """What a header says of a tensor."""
    return {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}


def safetensors(tensors, **metadata):
    """A file of named tensors; `metadata` should be strings."""
    header = {"__metadata__": metadata} if metadata else {}
    data = b""
    for name, each in tensors.items():
        header[name] = entry(each.dtype, each.shape, len(data), len(data) + len(each.data))
        data += each.data
    return with_header(header, data)


def sparse(name, tensors):
    """Writes a file of tensors, given as (type, shape), that are all zeros and take no room."""
    header, end = {}, 0
    for each, (dtype, shape) in tensors.items():
        begin = end
        end += math.prod(shape) * len(packed(dtype, [0]))
        header[each] = entry(dtype, shape, begin, end)
    with open(name, "wb") as file:
        file.write(with_header(header))
        file.truncate(file.tell() + end)


def npy_with_header(text, data=b"", version=1):
    width = "<H" if version == 1 else "<I"
    return b"\x93NUMPY" + bytes((version, 0)) + struct.pack(width, len(text)) + text + data


def npy(descr, values, version=1):
    """An array as numpy saves it; `descr` is such as "f4"."""
    shape = "({})".format("".join(f"{size}, " for size in shape_of(values)))
    text = f"{{'descr': '<{descr}', 'fortran_order': False, 'shape': {shape}, }}\n"
    numbers = flat(values)
    data = struct.pack(f"<{len(numbers)}{NPY[descr]}", *numbers)
    return npy_with_header(text.encode(), data, version)


def llama_head(context, vocabulary, chunks, tokens=()):
    return b"_logits_" + struct.pack(f"<3i{len(tokens)}i", context, vocabulary, chunks, *tokens)


def llama_row(scale, least, steps):
    """A row of llama.cpp's: log p = least + scale * step, of which 0 is a floor."""
    pad = [0] * (len(steps) % 2)
    return struct.pack(f"<2f{len(steps) + len(pad)}H", scale, least, *steps, *pad)


def logprobs_of(row):
    """Softmax by the textbook, for rows whose numbers are small."""
    total = math.fsum(math.exp(x) for x in row)
    return [x - math.log(total) if x > MINUS_INFINITY else x for x in row]


def scores_file(rows, ids, **metadata):
    """The file that a run of generate() leaves: F32 scores and I64 sequences."""
    return safetensors({"scores": tensor("F32", rows), "sequences": tensor("I64", ids)},
                       **metadata)
