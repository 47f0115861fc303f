"""Sources that are compressed, or in UTF-16: they read as their text does."""

import codecs
import gzip
import json
import os
import random
import subprocess
import unittest
import zlib

import program
import samples
import test_growing
from program import OK, UNUSABLE
from samples import answer, chunk, compact, event, last_chunk, lines, stream, token

MIB = 1 << 20
SKIPPABLE = b"\x5a\x2a\x4d\x18\x03\0\0\0abc"  # a frame of zstd that holds no text
STREAM = stream(chunk([token("Lake")]), chunk([token(" Bled", 0.4)]), last_chunk())


def zstd(data):
    return subprocess.run(["zstd", "-qc"], input=data, stdout=subprocess.PIPE, check=True).stdout


def utf16_le(data):
    return codecs.BOM_UTF16_LE + data.decode().encode("utf-16-le")


def utf16_be(data):
    return codecs.BOM_UTF16_BE + data.decode().encode("utf-16-be")


ENCODINGS = (gzip.compress, zstd, utf16_le, utf16_be)


class Encoded(program.ProgramTest):
    def read(self, data, *words):
        return program.run("-r", "-", *words, stdin=data)

    def texts(self, data, code=OK):
        """The texts of the answers in `data`, and what is said of it."""
        result = self.read(data, "-f", "json")
        self.assertEqual(result.code, code, result.err)
        found = [json.loads(line) for line in result.out.splitlines()]
        return [c["text"] for o in found for c in o["choices"]], result.err.decode()


class Whole(Encoded):
    def test_every_example_reads_as_its_text_does(self):
        for path in program.examples():
            plain = path.read_bytes()
            expected = self.read(plain, "-f", "json")
            for encode in ENCODINGS:
                with self.subTest(path=path.name, encode=encode.__name__):
                    self.assertEqual(self.read(encode(plain), "-f", "json"), expected)

    def test_one_encoding_inside_another(self):
        plain = lines(answer("Björk"), answer("😀")).encode()
        for outer in (gzip.compress, zstd):
            for inner in ENCODINGS:
                self.assertEqual(self.texts(outer(inner(plain))), (["Björk", "😀"], ""))

    def test_more_encodings_than_anybody_uses_are_not_undone(self):
        data = lines(answer("a")).encode()
        for _ in range(4):
            data = gzip.compress(data)
        self.assertEqual(self.texts(data), (["a"], ""))
        self.assertNotEqual(self.texts(gzip.compress(data), UNUSABLE)[1], "")

    def test_files_are_known_by_their_content(self):
        plain = lines(answer("a")).encode()
        for name in ("a.json", "a.gz", "a.zst", "a"):
            for encode in ENCODINGS:
                result = program.run("-r", self.file(name, encode(plain)), "-f", "plain")
                self.assertEqual(result, (OK, b"a", b""))

    def test_lines_and_offsets_are_those_of_the_text(self):
        plain = ("\n" + lines(answer("é"), answer("b"))).encode()
        expected = [(2, 1), (3, plain.index(b"\n", 1) + 1)]
        for encode in ENCODINGS:
            found = self.read(encode(plain), "-f", "json").out.splitlines()
            places = [(o["line"], o["offset"]) for o in map(json.loads, found)]
            self.assertEqual(places, expected)

    def test_nothing_in_it(self):
        for encode in ENCODINGS:
            for nothing in (b"", b"\n"):
                self.assertIn("empty", self.texts(encode(nothing), UNUSABLE)[1])


class Pieces(Encoded):
    """Members of gzip, frames of zstd, and what is between them."""

    def test_one_after_another(self):
        pretty = json.dumps(answer("b"), indent=1)
        parts = [part.encode() for part in (lines(answer("a")), STREAM, pretty)]
        for encode in (gzip.compress, zstd):
            self.assertEqual(self.texts(b"".join(map(encode, parts))),
                             (["a", "Lake Bled", "b"], ""))

    def test_they_may_cut_the_text_anywhere(self):
        plain = lines(answer("é", "😀")).encode()
        for encode in (gzip.compress, zstd):
            parts = [plain[i:i + 7] for i in range(0, len(plain), 7)]
            if encode == zstd:  # a process each
                parts = [plain[:100], b"", plain[100:101], plain[101:]]
            self.assertEqual(self.texts(b"".join(map(encode, parts))), (["é😀"], ""))

    def test_gzip_and_zstd_mixed(self):
        a, b = (lines(answer(text)).encode() for text in "ab")
        self.assertEqual(self.texts(gzip.compress(a) + zstd(b)), (["a", "b"], ""))
        self.assertEqual(self.texts(zstd(a) + gzip.compress(b)), (["a", "b"], ""))

    def test_zeros_are_padding(self):
        a, b = (lines(answer(text)).encode() for text in "ab")
        for encode in (gzip.compress, zstd):
            for zeros in (b"\0", b"\0" * 100_000):
                self.assertEqual(self.texts(encode(a) + zeros), (["a"], ""))
                self.assertEqual(self.texts(encode(a) + zeros + encode(b)), (["a", "b"], ""))

    def test_what_else_follows_is_said(self):
        plain = lines(answer("a")).encode()
        for encode, name in ((gzip.compress, "gzip"), (zstd, "zstd")):
            data = encode(plain)
            for rest in (b"x", plain, b"\xff" * 100_000):
                texts, said = self.texts(data + rest, UNUSABLE)
                self.assertEqual(texts[:1], ["a"])
                self.assertEqual(said.count("\n"), 1)
                self.assertIn(f"something else follows the {name} data, at its byte {len(data)}",
                              said)

    def test_skippable_frames_of_zstd(self):
        a, b = (zstd(lines(answer(text)).encode()) for text in "ab")
        for data in (SKIPPABLE + a + b, a + SKIPPABLE + b, a + b + SKIPPABLE):
            self.assertEqual(self.texts(data), (["a", "b"], ""))

    def test_a_window_that_is_too_large(self):
        header = b"\x28\xb5\x2f\xfd\x00\xa8"  # of a frame with a window of 2 GiB
        self.assert_sentence(self.read(header + bytes(100)), UNUSABLE, "128 MiB", "--long=31")

    def test_a_dictionary_that_is_missing(self):
        header = b"\x28\xb5\x2f\xfd\x01\x58\x07"  # of a frame that was made with dictionary 7
        self.assert_sentence(self.read(header + bytes(100)), UNUSABLE, "dictionary")


class Damaged(Encoded):
    PLAIN = lines(answer("a", " b"), answer("c")).encode()

    def test_cut_off_anywhere(self):
        for encode, name in ((gzip.compress, "gzip"), (zstd, "zstd")):
            data = encode(self.PLAIN)
            for cut in range(5, len(data), program.stride()):
                result = self.read(data[:cut], "-f", "plain")
                self.assert_sentence(result, UNUSABLE, f"{name} data breaks off")
                self.assertIn(result.out, (b"", b"a b", b"a b\nc"))

    def test_cut_off_in_its_first_bytes(self):
        for encode in ENCODINGS:
            for cut in range(1, 5):
                self.assert_sentence(self.read(encode(self.PLAIN)[:cut]), UNUSABLE)

    def test_what_came_before_the_cut_is_shown(self):
        texts = [str(i) for i in range(2000)]
        data = gzip.compress(lines(*map(answer, texts)).encode())
        found, said = self.texts(data[:len(data) // 2], UNUSABLE)
        self.assertGreater(len(found), 100)
        self.assertEqual(found, texts[:len(found)])
        self.assertRegex(said, rf":{len(found) + 1}: the gzip data breaks off")

    def test_a_stream_that_is_cut_off(self):
        data = gzip.compress(STREAM.encode())
        result = self.read(data[:-40], "-f", "plain")
        self.assertEqual((result.code, result.out[:4]), (UNUSABLE, b"Lake"))
        self.assertIn(b"gzip data breaks off", result.err)

    def test_any_byte_damaged(self):
        """It is noticed, or makes no difference."""
        whole = self.read(self.PLAIN, "-f", "plain")
        rng = random.Random(16)
        for encode in (gzip.compress, zstd):
            data = encode(self.PLAIN)
            for place in range(0, len(data), program.stride()):
                damaged = bytearray(data)
                damaged[place] ^= rng.randrange(1, 256)
                result = self.read(bytes(damaged), "-f", "plain")
                if result != whole:
                    self.assertEqual(result.code, UNUSABLE, (encode, place))
                    self.assertRegex(result.err.decode(), r"\A(logprobs: [^\n]+\n)+\Z")

    def test_a_wrong_checksum(self):
        for encode, place in ((gzip.compress, -5), (zstd, -1)):
            data = bytearray(encode(self.PLAIN))
            data[place] ^= 1
            result = self.read(bytes(data), "-f", "plain")
            self.assert_sentence(result, UNUSABLE, "data is damaged")
            self.assertEqual(result.out, b"a b\nc")

    def test_what_is_whole_before_the_damage_is_shown(self):
        texts = [f"{i}" for i in range(3000)]
        for encode in (gzip.compress, zstd):
            data = bytearray(encode(lines(*map(answer, texts)).encode()))
            data[-5] ^= 1
            data[len(data) * 9 // 10] ^= 0x55
            found, said = self.texts(bytes(data), UNUSABLE)
            self.assertGreater(len(found), 500)
            self.assertEqual(found, texts[:len(found)])
            self.assertIn("data is damaged", said)

    def test_in_the_second_member(self):
        first = gzip.compress(lines(answer("a")).encode())
        texts, said = self.texts(first + gzip.compress(self.PLAIN)[:-1], UNUSABLE)
        self.assertEqual(texts, ["a", "a b", "c"])
        self.assertIn("breaks off", said)


class Bombs(program.ProgramTest):
    def check(self, data):
        """It takes little memory, though it is a quarter of a gigabyte."""
        path = self.file("bomb", data)
        command = [program.path(), "-r", path, "--max-bytes", "1M"]
        with subprocess.Popen(command, env=program.environment(), stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, UNUSABLE)
        self.assertLess(usage.ru_maxrss, 128 * 1024)  # KiB; that of the tests counts too

    def test_many_spaces(self):
        spaces = b" " * MIB
        self.check(gzip.compress(spaces) * 256)
        self.check(zstd(spaces) * 256)

    def test_a_long_line(self):
        inside = b"x" * MIB
        self.check(gzip.compress(b'{"a":"') + gzip.compress(inside) * 256)
        self.check(zstd(b'{"a":"') + zstd(inside) * 256)


class Utf16(Encoded):
    def test_every_size_of_character(self):
        plain = lines(answer("a", "é", "€", "😀")).encode()
        for encode in (utf16_le, utf16_be):
            self.assertEqual(self.texts(encode(plain)), (["aé€😀"], ""))

    def test_files_one_after_another(self):
        a, b = (lines(answer(text)).encode() for text in "ab")
        for first in (utf16_le, utf16_be):
            for second in (utf16_le, utf16_be):
                self.assertEqual(self.texts(first(a) + second(b)), (["a", "b"], ""))

    def test_line_ends_of_windows(self):
        plain = lines(answer("a"), answer("b")).replace("\n", "\r\n").encode()
        self.assertEqual(self.texts(utf16_le(plain)), (["a", "b"], ""))

    def test_unpaired_surrogates_become_replacements(self):
        text = compact(samples.response(samples.choice([token("@", bytes=None)])))
        for unpaired in ("\ud83d", "\udc4d", "\udc4d\ud83d"):
            data = text.replace("@", unpaired).encode("utf-16-le", "surrogatepass")
            found, _ = self.texts(codecs.BOM_UTF16_LE + data)
            self.assertEqual(found, ["\ufffd" * len(unpaired)])

    def test_cut_off_inside_a_character(self):
        data = utf16_le(lines(answer("a")).encode())
        for rest in (b"\n", "😀".encode("utf-16-le")[:2], "😀".encode("utf-16-le")[:3]):
            texts, said = self.texts(data + rest, UNUSABLE)
            self.assertEqual(texts, ["a"])
            self.assertIn("the UTF-16 text breaks off", said)


class Growing(test_growing.Growing):
    """What was flushed is shown, though more may come."""

    def write(self, content):
        self.process.stdin.write(self.encode(content))

    def begin(self, *words):
        super().begin(*words)
        member = zlib.compressobj(wbits=31)
        self.encode = lambda text: (member.compress(text.encode())
                                    + member.flush(zlib.Z_SYNC_FLUSH))
        self.end = lambda: member.flush(zlib.Z_FINISH)

    def finish(self, code=OK):
        self.process.stdin.write(self.end())
        return super().finish(code)

    def test_utf16(self):
        super().begin()
        self.encode = lambda text: text.encode("utf-16-le")
        self.end = lambda: b""
        self.write("\ufeff" + event(chunk([token("alpha")])))
        self.read_until("alpha")
        self.write(event(last_chunk()))
        self.finish()


class Loading(program.ProgramTest):
    def test_libraries_are_loaded_only_when_they_are_needed(self):
        plain = lines(answer("a")).encode()
        for data, names in ((plain, ""), (gzip.compress(plain), "libz"), (zstd(plain), "libzstd")):
            said = program.run("-r", "-", stdin=data, env={"LD_DEBUG": "files"}).err.decode()
            for name in ("libz", "libzstd"):
                self.assertEqual(f"file={name}.so" in said, name == names, (name, names))


if __name__ == "__main__":
    unittest.main()
