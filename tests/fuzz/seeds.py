#!/usr/bin/python3
"""Writes seeds for the fuzz targets: seeds.py FOLDER makes FOLDER/TARGET/....

They are made of the inputs of tests/data and of the examples, followed by settings, which a target
reads from the last byte on (tests/fuzz/input.hpp).
"""
import json
import os
import struct
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LONGEST = 6000  # bytes; what is longer is seldom mutated where it matters
# How a text is cut: the number of lengths less one, and each less one.
CUTS = {"bytes": (0, 0), "uneven": (3, 2, 0, 16, 5), "halves": (1, 200, 140)}


def samples():
    """The name and the content of each input, in a fixed order."""
    for top in ("tests/data", "examples"):
        for folder, folders, names in os.walk(os.path.join(ROOT, top)):
            folders.sort()
            for name in sorted(names):
                path = os.path.join(folder, name)
                if name in ("cmd", "out", "err", "code") or os.path.getsize(path) > LONGEST:
                    continue
                with open(path, "rb") as file:
                    yield os.path.relpath(path, ROOT).replace("/", "-"), file.read()


def with_settings(text, *settings):
    return text + bytes(reversed(settings))


def read_seeds():
    """Settings: cuts, largest response, options of reading, format, choices, options of showing,
    view."""
    for number, (name, text) in enumerate(samples()):
        cuts = list(CUTS.values())[number % len(CUTS)]
        yield name, with_settings(text, *cuts, 0, number % 8, 0, 0, 0, number % 5, number % 3, 60,
                                  number % 11)


def views_seeds():
    """Settings: whether the answer is made of the bytes, in place of being read."""
    for name, text in samples():
        yield name, with_settings(text, 0)
    for number in range(8):
        yield f"made-{number}", bytes(i * (2 * number + 1) % 256 for i in range(400)) + b"\1"


# What is shown in a way of its own: controls, spaces, marks, joiners, selectors, flags, keycaps,
# other directions, tags, noncharacters, and bytes that are not UTF-8.
PIECES = [piece.encode() for piece in (
    "a", "1", "#", " ", "\n", "\t", "\r", "\x1b[2J", "\x7f", "\x9b", "日", "é", "e\u0301", "क्", "م",
    "\u200c", "\u200d", "\ufe0f", "\ufe0e", "\u20e3", "❤", "👩", "🏽", "🇩🇪", "🏴", "\U000e0067\U000e0062",
    "\U000e007f", "\u202e", "\u2066", "\u200b", "\ufeff", "\u2028", "\u061c", "\u3164", "\ufdd0",
    "\u0600", "\u1112\u1161", "อำ", "שלום", "`*_|<&\\", "=1")]
PIECES += [b"\xff", b"\x80", b"\xf0\x9f", b"\xe6\x97", b"\xed\xa0\xbd"]


def visible_seeds():
    """Settings: cuts, width, colours, marks, view."""
    for number in range(4 * len(PIECES)):
        text = b"".join(PIECES[(number + i * i) % len(PIECES)] for i in range(12))
        cuts = list(CUTS.values())[number % 2]
        yield f"{number}", with_settings(text, *cuts, 60, number % 5, number % 3, number % 10)


def redactor_seeds():
    """Settings: cuts, the number of secrets, and of each its length and its characters. In the text
    a control character and the byte after it are a secret and its spelling."""
    secrets = [b"sk-Ab+C/d=Ef", b"sk-Ab+C/d=Efgh", b"a<b>c'd\"e&f%g\\h", b"0123456789"]
    for number in range(60):
        settings = [2]
        for secret in (secrets[number % 4], secrets[(number + 1) % 4], secrets[number // 4 % 4]):
            settings += [len(secret) - 8, *(byte - ord("!") for byte in secret)]
        text = b'{"a": "%c%c", "b":%c%c%c%c "sk-' % tuple((number + i) % (13, 3)[i % 2 == 0]
                                                        for i in range(6))
        cuts = list(CUTS.values())[number % 2]
        yield f"{number}", with_settings(text, *cuts, *settings)


# What the first setting chooses, and texts for it.
WIRE = [
    ("Authorization: Bearer sk-1234567", "X-Title: a title", "api-key:x", ": x", "Expect: 1"),
    ("20", "120", "121", "0", "-10", "1.5", "1e999", "inf", "0x14", "Sun, 29 Sep 2024 16:27:17 GMT", "true",
     "Sunday, 29-Sep-24 16:27:17 GMT", "Sun Sep 29 16:27:17 2024", "Fri, 31 Dec 9999 23:59:59 GMT"),
    ("https://h/v1", "http://h:8080/v1?x=1&y=2#z", "HTTPS://H/v1//", "http://[::1]:80/chat/completions",
     "http://0x7f.1/", "https://me:x@h/", "http:///x", "ftp://h", "https://h/ä%2f/../x"),
    ("bob:://x", "http://", "http://ab", "socks5h://me:", "http://a#b", "a/b", "[::1]:", "me:/a/b://"),
    ('{"error": {"message": "no", "code": 3}}', '{"error": "no"}', "<html>no</html>", "", "[1]"),
]


def wire_seeds():
    """Settings: what the text is; of Retry-After also its header, status, retries, chance and now;
    of a refusal its status."""
    more = {1: (0, 200, 1, 9, 57), 4: (100,)}
    for kind, texts in enumerate(WIRE):
        for number, text in enumerate(texts):
            yield f"{kind}-{number}", with_settings(text.encode(), kind, *more.get(kind, ()))


VOCABULARIES = [
    {"Ġsea": 0, "gull": 1, "âĤ": 2, "gull</w>": 7},
    {"decoder": {"type": "ByteLevel"},
     "added_tokens": [{"id": 3, "content": "<s>", "special": True}],
     "model": {"type": "BPE", "end_of_word_suffix": "</w>", "vocab": {"Ġa": 0, "Ċ</w>": 1},
               "merges": ["a b", ["a", "b"]]}},
    {"decoder": {"type": "Sequence", "decoders": [
        {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"},
        {"type": "Strip", "content": " ", "start": 1, "stop": 2}, {"type": "Fuse"},
        {"type": "Replace", "pattern": {"Regex": "\\."}, "content": ""}]},
     "model": {"type": "Unigram", "vocab": [["<0x0A>", 0.0], ["▁a.", -2.5], ["  b ", -3]]}},
    {"decoder": {"type": "WordPiece", "prefix": "##"},
     "model": {"type": "WordPiece", "vocab": {"sea": 0, "##gull": 1}}},
    {"decoder": None, "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "_"},
     "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "Metaspace"}]},
     "model": {"byte_fallback": True, "continuing_subword_prefix": "##", "vocab": {"_a": 0}}},
    {"decoder": {"type": "CTC"}, "model": {"type": "WordLevel", "vocab": {"a": 0, "\ud83d": 5}}},
]


def vocabulary_seeds():
    """No settings."""
    for number, vocabulary in enumerate(VOCABULARIES):
        for ascii_only in (False, True):
            text = json.dumps(vocabulary, ensure_ascii=ascii_only)
            yield f"{number}-{ascii_only}", text.encode(errors="replace")


# Types of safetensors, with how they are packed; a bfloat16 is the upper half of a float.
PACKED = {"F64": "d", "F32": "f", "F16": "e", "BF16": "f", "I64": "q", "I32": "i"}


def array(kind, numbers):
    data = struct.pack(f"<{len(numbers)}{PACKED[kind]}", *numbers)
    return b"".join(data[i:i + 2] for i in range(2, len(data), 4)) if kind == "BF16" else data


def safetensors(tensors, **metadata):
    """Tensors: name, type, shape, numbers."""
    header, data = {"__metadata__": metadata} if metadata else {}, b""
    for name, kind, shape, numbers in tensors:
        begin, data = len(data), data + array(kind, numbers)
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [begin, len(data)]}
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def npy(kind, shape, numbers, version=1):
    descr = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4"}[kind]
    header = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    size = struct.pack("<H" if version == 1 else "<I", len(header))
    return b"\x93NUMPY" + bytes((version, 0)) + size + header + array(kind, numbers)


def llama_logits(context, vocabulary, chunks):
    """What follows the tokens: a scale, a least logprob and steps for each row."""
    ids = [i % vocabulary for i in range(chunks * context)]
    row = struct.pack("<ff", 0.001, -16) + b"".join(
        struct.pack("<H", i * 7919 % 16000) for i in range(vocabulary + vocabulary % 2))
    rows = chunks * (context - 1 - context // 2)
    return b"_logits_" + struct.pack("<iii", context, vocabulary, chunks) + array("I32", ids) + rows * row


def logits_files():
    """A file, and the file of its ids."""
    odd = [float("-inf"), float("nan"), 0, -0.0, 5e-7, -60000, 60000, 1, 1, 2, 3, 3]
    for kind in ("F64", "F32", "F16", "BF16"):
        yield safetensors([("scores", kind, [4, 3], odd), ("sequences", "I64", [1, 6], range(6))]), b""
    yield safetensors([("logits", "F32", [2, 2, 3], odd), ("input_ids", "I32", [2, 2], range(4))]), b""
    yield safetensors([("scores", "F16", [2, 2, 3], odd), ("sequences", "I64", [2, 5], [1, 2] * 5)],
                      model="tide", eos_token_id="2"), b""
    yield safetensors([("0.scores", "F32", [1, 3], odd[6:9]), ("0.sequences", "I32", [1], [2]),
                       ("1.scores", "F32", [1, 3], odd[9:]), ("1.sequences", "I32", [1], [0])]), b""
    for version, kind in enumerate(("F64", "F32", "F16"), 1):
        yield npy(kind, (4, 3), odd, version), npy("I32", "(4,)", range(4))
    yield npy("F32", (2, 2, 3), odd), npy("I64", (2, 2), (1, 2, 0, 0), 2)
    yield npy("F32", (2, 6), odd), b""
    yield llama_logits(8, 5, 1), b""
    yield llama_logits(5, 4, 2), b""


def logits_seeds():
    """Settings: flags of reading, layout, alternatives, zeros at the end, reads until it shrinks,
    the sizes of the ids and of the tokenizer, how tokens are drawn, view."""
    for number, (file, ids) in enumerate(logits_files()):
        ids += bytes(-len(ids) % 4)
        tokenizer = json.dumps(VOCABULARIES[number % 4]).encode()[:255] if number % 3 == 0 else b""
        for variant, settings in enumerate([(0, 0, 5, 0, 0), (8 + 3, 1, 0, 1, 0), (8, 2, 200, 0, 5)]):
            drawn = [(0,), (number % 16, *[100, 2, 200, 20][:bin(number % 16).count("1")])][variant % 2]
            yield f"{number}-{variant}", with_settings(file + ids + tokenizer, *settings, len(ids) // 4,
                                                       len(tokenizer), *drawn, number + variant)


# What terminals send: letters, controls, sequences of keys, of the mouse and of a paste, answers to
# questions, and parts of such.
KEYS = [piece.encode() for piece in (
    "a", "é", "日", "👩", "\r", "\t", "\x03", "\x7f", "\x1b", "\x1bx", "\x1b[A", "\x1bOB", "\x1b[H",
    "\x1b[5~", "\x1b[1;5C", "\x1b[Z", "\x1b[[A", "\x1b[M !!", "\x1b[<0;12;7M", "\x1b[<0;12;7m",
    "\x1b[<64;1;1M", "\x1b[200~", "\x1b[201~", "two\r\nlines", "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
    "\x1b[?62;22c", "\x1bP1$r0m\x1b\\", "\x1b[999999999999A", "\x1b[", "\x1bO", "\x1b[1;", "\x1b]0;")]
KEYS += [b"\xff", b"\x80", b"\xf0\x9f", b"\x9bA"]


def keys_seeds():
    """Settings: cuts."""
    for number in range(2 * len(KEYS)):
        text = b"".join(KEYS[(number + i * i) % len(KEYS)] for i in range(8))
        yield f"{number}", with_settings(text, *list(CUTS.values())[number % len(CUTS)])
    for number, key in enumerate(KEYS):
        yield f"alone-{number}", with_settings(key, *CUTS["bytes"])


CONFIGS = (
    'model = "tiny"\nlow = 0.1\nquiet = true\nstop = ["a", "b"]\nbands = [0.9, 0.8, 0.7, 1e-1]\n',
    '[profile.local]\nbase-url = "http://127.0.0.1:8080/v1"\nheader = "@trace.txt"\n[profile."b.c"]\n',
    'profile = {a = {seed = -3, color = "never"}, b = {}}\nmax-bytes = "64K"\n# \u00e9\n',
    'system = """\nmany \\u202e\nlines"""\nlabels = [0, "x"]\nexpect = 1\nfail-on = ["low"]\n',
    'header = "Authorization: x"\nparam = \'api_key="x"\'\nproxy = "http://a:b@c"\n',
    'modle = 1\n', 'a.b.c.d = {e.f = [[1]]}\n', 'low = 0.1\nlow = 0.2\n', 'x = 2020-01-01T00:00:00Z\n',
    '"a\\u001b" = 1\n', '[[profile]]\n', 'rating = "1-5"\nrating-after = "x"\n', "model = '\ufeff'\r\n")


def config_seeds():
    for number, text in enumerate(CONFIGS):
        yield f"{number}", text.encode()


def main():
    seeds_of = {"read": read_seeds, "views": views_seeds, "visible": visible_seeds,
                "redactor": redactor_seeds, "wire": wire_seeds, "vocabulary": vocabulary_seeds,
                "logits": logits_seeds, "keys": keys_seeds,
                "config": config_seeds}
    for target, seeds in seeds_of.items():
        folder = os.path.join(sys.argv[1], target)
        os.makedirs(folder, exist_ok=True)
        for name, seed in seeds():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(seed)


if __name__ == "__main__":
    main()
