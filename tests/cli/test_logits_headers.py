"""Headers of raw logits that lie, or are cut, give one clear sentence and exit 6, and no crash."""

import fcntl
import json
import os
import random
import resource
import unittest

import logits_files as files
import program
from logits_files import entry, with_header
from program import OK, UNUSABLE

BROKEN = "its header is not the JSON of a safetensors file"
EIGHT = b"12345678"
HUGE = 2**63
SAYS_NOT = "its header does not say where tensor"
SMALL = files.scores_file([[0, 1, 2], [1, 0, 0]], [[2, 0]])


def limit_memory():
    """For a program that is started: a gigabyte is all that it can have."""
    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))


def one(name="scores", dtype="F32", shape=(2,), begin=0, end=8, data=EIGHT, **more):
    """A file with one tensor, of which the header says this."""
    return with_header({name: {**entry(dtype, list(shape), begin, end), **more}}, data)


def of(text, data=EIGHT):
    return with_header(text.encode(), data)


def twice(first, second):
    """A header that has two fields of one name."""
    return of(f'{{"a":{json.dumps(first)},"a":{json.dumps(second)}}}')


SAFETENSORS = {
    "offsets past the end": (one(end=16), "“scores” is said to be in bytes 0 to 16 of 8"),
    "offsets that descend": (one(begin=8, end=0), "in bytes 8 to 0 of 8"),
    "an offset of 64 bits": (one(end=2**64 - 1), "in bytes 0 to 18446744073709551615 of 8"),
    "an offset of more bits": (one(end=2**64), SAYS_NOT),
    "a negative offset": (one(begin=-1), SAYS_NOT),
    "an offset with a fraction": (one(end=8.5), SAYS_NOT),
    "an odd number of bytes": (one(end=7), "of F32 [2] is said to take 7 bytes"),
    "an odd begin": (one(begin=1, shape=(1,), end=5), "bytes 0 to 1 of its data are of no tensor"),
    "one offset": (one(data_offsets=[0]), SAYS_NOT),
    "three offsets": (one(data_offsets=[0, 4, 8]), SAYS_NOT),
    "no offsets": (one(data_offsets=None), SAYS_NOT),
    "a large shape": (one(shape=(HUGE, 2)), "of F32 [9223372036854775808, 2] is said to take"),
    "a shape that overflows": (one(shape=(2**32, 2**32)), "[4294967296, 4294967296]"),
    "a shape that overflows to fit": (one(shape=(2**62, 4, 2)), "is said to take 8 bytes"),
    "a negative shape": (one(shape=(-2,)), SAYS_NOT),
    "a shape of text": (one(shape=("2",)), SAYS_NOT),
    "a shape of many dimensions": (one(shape=(1,) * 1000), SAYS_NOT),
    "no shape": (with_header({"a": {"dtype": "F32", "data_offsets": [0, 8]}}, EIGHT), SAYS_NOT),
    "a type that is not known": (one(dtype="F8_E4M3"), "numbers of type F8_E4M3"),
    "a type that is a number": (one(dtype=32), SAYS_NOT),
    "whole logits": (files.safetensors({"scores": files.tensor("I64", [[1, 2]]),
                                        "sequences": files.tensor("I64", [0])}),
                     "the logits are whole numbers"),
    "real ids": (files.safetensors({"scores": files.tensor("F32", [[1, 2]]),
                                    "sequences": files.tensor("F32", [0])}),
                 "the ids of tokens are not whole numbers"),
    "shared bytes": (with_header({"a": entry("F32", [2], 0, 8), "b": entry("F16", [2], 4, 8)},
                                 EIGHT), "tensor “b” is said to share bytes with another"),
    "bytes in between": (with_header({"a": entry("U8", [1], 0, 1), "b": entry("U8", [1], 7, 8)},
                                     EIGHT), "bytes 1 to 7 of its data are of no tensor"),
    "bytes after the last": (one(data=EIGHT + b"9"), "bytes 8 to 9 of its data are of no tensor"),
    "one name twice": (twice(entry("U8", [4], 0, 4), entry("U8", [4], 4, 8)),
                       "its header has “a” twice"),
    "one tensor twice": (twice(entry("U8", [8], 0, 8), entry("U8", [8], 0, 8)),
                         "its header has “a” twice"),
    "metadata twice": (of('{"__metadata__":{},"__metadata__":{}}'),
                       "its header has “__metadata__” twice"),
    "two kinds": (of('{"__metadata__":{"kind":"scores","model":"m","kind":"logits"}}'),
                  "its header has “kind” twice"),
    "no tensors": (with_header({}), "it has no tensor called scores or logits"),
    "only metadata": (with_header({"__metadata__": {"kind": "scores"}}), "it has no tensor called"),
    "no tensor of logits": (one("weights"), "it has no tensor called scores or logits"),
    "logits alone": (one(shape=(1, 2)), "but no sequences or input_ids"),
    "logits without rows": (files.safetensors({"scores": files.Tensor("F32", [0, 9], b""),
                                               "sequences": files.tensor("I64", [1])}), "there are no logits in shape"),
    "rows without numbers": (files.safetensors({"scores": files.Tensor("F32", [1, 0], b""),
                                                "sequences": files.tensor("I64", [1])}), "there are no logits in shape"),
    "a batch of none": (files.safetensors({"scores": files.Tensor("F32", [0, 0, 9], b""),
                                           "sequences": files.Tensor("I64", [0, 4], b"")}), "there are no logits in shape"),
    "a scalar": (files.safetensors({"scores": files.tensor("F32", 1.0),
                                    "sequences": files.tensor("I64", 1)}), "do not go together"),
    "too few rows' tokens": (files.scores_file([[0, 1], [1, 0]], [1]), "do not go together"),
    "JSON that is no object": (of("[1]    "), None),
    "JSON without an end": (of('{"a":{"dtype":"F32"'), BROKEN),
    "text after the JSON": (of('{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}} x'), BROKEN),
    "JSON after the JSON": (of('{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}} {}'), BROKEN),
    "two shapes": (of('{"a":{"dtype":"U8","shape":[1],"shape":[8],"data_offsets":[0,8]}}'), SAYS_NOT),
    "two types": (of('{"a":{"dtype":"I8","dtype":"U8","shape":[8],"data_offsets":[0,8]}}'), SAYS_NOT),
    "an entry that is a number": (of('{"a":7}'), BROKEN),
    "metadata that is a list": (of('{"__metadata__":[]}'), BROKEN),
    "deep brackets": (of('{"a":' + "[" * 100_000), BROKEN),
    "deep entries": (of('{"a":' * 100_000), BROKEN),
    "a NUL in a name": (one("a\0b", end=16), "tensor “a\\x00b”"),
    "an escape sequence in a name": (one("\x1b[31m", end=16), "tensor “\\x1b[31m”"),
    "a raw NUL in a name": (of('{"a\0b":1}'), BROKEN),
    "a name that is no UTF-8": (with_header(b'{"\xff\xfe":{"dtype":"U8"}}', EIGHT), BROKEN),
    "half a surrogate in a name": (of('{"\\ud800":{"dtype":"U8"}}'), BROKEN),
    "a long name": (one("n" * 100_000, end=16), "is said to be in bytes"),
    "an escape sequence in a type": (one(dtype="\x1b[2J"), "numbers of type \\x1b[2J"),
    "a header of 2^63 bytes": (with_header({}, size=HUGE),
                               "said to have 9223372036854775808 bytes"),
    "a header of 2^64 - 1 bytes": (with_header({}, size=2**64 - 1), "18446744073709551615 bytes"),
    "a header of 100 MB": (with_header({}, b" " * 100, size=100_000_000),
                           "100000000 bytes; more than 16 MiB are not read"),
    "a header longer than the file": (with_header({}, size=1000), "it is cut off in its header"),
}

F4 = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }"
NPY = {
    "a cut magic": (b"\x93NUMPY\x01\x00\x10\x00", "it is cut off in its header"),
    "version 0": (files.npy_with_header(F4.encode(), EIGHT, 0), "its version is 0"),
    "version 4": (files.npy_with_header(F4.encode(), EIGHT, 4), "its version is 4"),
    "a header longer than the file": (b"\x93NUMPY\x01\0\xff\xff{'descr'", "cut off in its header"),
    "a header of 4 GB": (b"\x93NUMPY\x02\0\xff\xff\xff\xff{'descr'", "4294967295 bytes"),
    **{f"the dictionary {text!r}": (files.npy_with_header(text.encode(), EIGHT), says)
       for text, says in {
           "": "its numbers are of type", "{}": "its numbers are of type",
           F4.replace("<f4", ">f4"): "of type “>f4”",
           F4.replace("<f4", "|O"): "of type “|O”",
           F4.replace("<f4", "<U7"): "of type “<U7”",
           F4.replace("<f4", "|b1"): "of type “|b1”",
           F4.replace("<f4", "<c8"): "of type “<c8”",
           F4.replace("'<f4'", "[('a', '<f4')]"): "of type",
           F4.replace("<f4", "\x1b[2J"): "of type “\\x1b[2J”",
           F4.replace("False", "True"): "its order is Fortran's",
           F4.replace("False", "0"): "its order is Fortran's",
           F4.replace("(1, 2)", "(1, 2"): "does not say what its shape is",
           F4.replace("(1, 2)", "1, 2"): "does not say what its shape is",
           F4.replace("(1, 2)", "(1, -2)"): "does not say what its shape is",
           F4.replace("(1, 2)", "(1.5,)"): "does not say what its shape is",
           F4.replace("(1, 2)", "(1, 2L)"): "does not say what its shape is",
           F4.replace("(1, 2)", "(99999999999999999999,)"): "does not say what its shape is",
           F4.replace("(1, 2)", f"({2**64 - 1},)"): "needs more: it is cut off",
           F4.replace("(1, 2)", f"({2**62}, 4)"): "needs more: it is cut off",
           F4.replace("(1, 2)", "(1, 3)"): "needs more: it is cut off",
           F4.replace("(1, 2)", "()"): "do not go together",
       }.items()},
}

LLAMA = {
    "no chunks": (files.llama_head(4, 3, 0), "0 chunks"),
    "chunks below 0": (files.llama_head(4, 3, -1), "-1 chunks"),
    "tokens below 0": (files.llama_head(-4, 3, 1), "-4 tokens"),
    "a vocabulary below 0": (files.llama_head(4, -3, 1), "a vocabulary of -3"),
    "one token": (files.llama_head(1, 3, 1), "1 tokens"),
    "two tokens, which leave no row": (files.llama_head(2, 3, 1, [0, 0]), "2 tokens"),
    "many chunks": (files.llama_head(4, 3, 2**31 - 1), "more than 100000 are not read"),
    "many tokens": (files.llama_head(2**31 - 1, 3, 1000), "2147483647 tokens are not read"),
    "a large vocabulary": (files.llama_head(4, 2**31 - 1, 1, [0] * 4),
                           "rows of 2147483647 numbers are not read"),
    "all of them large": (files.llama_head(2**31 - 1, 2**31 - 1, 100_000), "are not read"),
    "no rows": (files.llama_head(4, 3, 1, [0] * 4), "it is cut off"),
    "a cut header": (files.llama_head(4, 3, 1)[:19], "it is cut off in its header"),
}


class Refused(program.ProgramTest):
    """Each is one sentence that a terminal can show, whatever the view is."""

    def refuse(self, content, says, *words, name="logits.bin"):
        for view in ("text", "json"):
            result = program.run("-r", self.file(name, content), "-q", "-f", view, *words)
            self.assertEqual(result.code, UNUSABLE, result)
            self.assert_sentence(result, UNUSABLE, name, *([says] if says else []))
            self.assertNotRegex(result.err[:-1], rb"[\x00-\x1f\x7f]")
            self.assertLess(len(result.err), 1000)

    def test_safetensors(self):
        for name, (content, says) in SAFETENSORS.items():
            with self.subTest(name):
                self.refuse(content, says)

    def test_npy(self):
        ids = self.file("ids.npy", files.npy("i8", [0]))
        for name, (content, says) in NPY.items():
            with self.subTest(name):
                self.refuse(content, says, "--ids", ids)

    def test_npy_of_ids(self):
        logits = self.file("logits.npy", files.npy("f4", [[1, 2]]))
        for name, (content, _) in NPY.items():
            with self.subTest(name):
                ids = self.file("ids.npy", content)
                result = program.run("-r", logits, "--ids", ids)
                self.assert_sentence(result, UNUSABLE, "logits.npy")

    def test_llama(self):
        for name, (content, says) in LLAMA.items():
            with self.subTest(name):
                self.refuse(content, says)

    def test_a_header_of_many_megabytes(self):
        text = b'{"a":[' + b"1," * 8_000_000 + b"1]}"
        self.refuse(with_header(text), BROKEN)
        self.refuse(with_header(text + b" " * 2_000_000), "more than 16 MiB are not read")

    def test_many_tensors(self):
        names = {f"{i}.scores": entry("U8", [0], 0, 0) for i in range(100_000)}
        self.refuse(with_header(names), "but no 0.sequences or 0.input_ids")
        pairs = {}
        for i in range(50_000):
            pairs[f"{i}.scores"] = entry("F32", [1, 1], 8 * i, 8 * i + 4)
            pairs[f"{i}.sequences"] = entry("I32", [1], 8 * i + 4, 8 * i + 8)
        pairs["x.scores"] = entry("U8", [0], 400_000, 400_000)
        self.refuse(with_header(pairs, bytes(400_000)), "but no x.sequences or x.input_ids")


class Large(program.ProgramTest):
    """Files that are larger than any model makes them, and sparse, do not take memory or time."""

    def refuse(self, tensors, says):
        name = str(self.folder / "sparse")
        files.sparse(name, tensors)
        result = program.run("-r", name, "-f", "summary", "-k", "0", preexec_fn=limit_memory)
        self.assert_sentence(result, UNUSABLE, says)

    def test_a_row(self):
        self.refuse({"scores": ("F32", [1, 2**34]), "sequences": ("I64", [1])},
                    "rows of 17179869184 numbers are not read")

    def test_a_batch(self):
        self.refuse({"scores": ("F16", [1, 2**26, 1]), "sequences": ("I32", [2**26, 1])},
                    "it has a batch of 67108864 sequences")

    def test_a_sequence(self):
        for prompt in (0, 2**26):
            self.refuse({"scores": ("F16", [2**26, 1]), "sequences": ("I32", [prompt + 2**26])},
                        "tokens are not read; at most 1048576 tokens are")

    def test_a_chunk(self):
        name = self.file("llama", files.llama_head(2**21, 1, 1))
        os.truncate(name, 2**26)
        result = program.run("-r", name, preexec_fn=limit_memory)
        self.assert_sentence(result, UNUSABLE, "1 sequences of 2097152 tokens are not read")

    def test_what_is_just_small_enough_is_read(self):
        name = str(self.folder / "sparse")
        files.sparse(name, {"scores": ("F16", [2**20, 1]), "sequences": ("I32", [2**20])})
        result = program.run("-r", name, "-q", "-f", "summary", "-k", "0", preexec_fn=limit_memory)
        self.assert_silent(result)
        self.assertIn(b"\t1048576\t", result.out)


class Cut(program.ProgramTest):
    """A file that was cut off anywhere is told from a whole one."""

    def test_every_byte(self):
        samples = {
            "safetensors": (SMALL, ()),
            "npy": (files.npy("f4", [[0, 1, 2], [1, 0, 0]]),
                    ("--ids", self.file("ids.npy", files.npy("i4", [2, 0])))),
            "llama": (files.llama_head(4, 3, 1, [0, 1, 2, 0]) + files.llama_row(0.1, -3, [1, 2, 3]),
                      ())}
        for name, (content, words) in samples.items():
            whole = program.run("-r", self.file(name, content), "-q", *words)
            self.assertEqual(whole.code, OK, whole.err)
            for size in range(0, len(content), program.stride()):
                with self.subTest(name, size=size):
                    result = program.run("-r", self.file(name, content[:size]), "-q", *words)
                    self.assert_sentence(result, UNUSABLE, name)

    def test_random_bytes_do_not_crash_it(self):
        chance = random.Random(18)
        for _ in range(200):
            content = bytearray(SMALL)
            for _ in range(chance.randint(1, 4)):
                content[chance.randrange(len(content))] = chance.randrange(256)
            result = program.run("-r", self.file("spoilt", bytes(content)), "-f", "json")
            self.assertIn(result.code, (OK, UNUSABLE), bytes(content))

    def test_a_file_that_shrinks_is_an_error(self):
        """Its rows are cut off while the output, a pipe for a few of them, waits to be read."""
        rows = 4000
        name = str(self.folder / "sparse")
        files.sparse(name, {"sequences": ("I64", [rows]), "scores": ("F32", [rows, 20_000])})
        reader, writer = os.pipe()
        fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
        process = self.start("-r", name, "-f", "plain", stdout=writer)
        os.close(writer)
        with open(reader, "rb", buffering=0) as out:
            shown = out.read(1)
            os.truncate(name, 100_000)
            while block := out.read(4096):
                shown += block
        said = process.stderr.read()
        self.assertEqual(process.wait(timeout=program.TIMEOUT), UNUSABLE, said)
        self.assertIn(b"the file was cut off while it was read", said)
        self.assertLess(shown.count(b"<0>"), rows)


if __name__ == "__main__":
    unittest.main()
