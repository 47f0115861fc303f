"""Tokens of raw logits have the texts that a tokenizer.json or a vocab.json gives their ids."""

import json
import unittest

import logits_files as files
import program
from program import OK, USAGE

BYTE_LEVEL = {"type": "ByteLevel", "add_prefix_space": True}
METASPACE = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"}
SENTENCEPIECE = {"type": "Sequence", "decoders": [
    {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
    {"type": "ByteFallback"}, {"type": "Fuse"},
    {"type": "Strip", "content": " ", "start": 1, "stop": 0}]}


def vocabulary(names):
    return {name: i for i, name in enumerate(names)}


def tokenizer(kind, names, decoder=None, **more):
    """A tokenizer.json; a Unigram model's vocabulary is a list with scores."""
    vocab = vocabulary(names)
    if kind == "Unigram":
        vocab = [[name, -float(i)] for i, name in enumerate(names)]
    return {"version": "1.0", "added_tokens": more.pop("added_tokens", []), "decoder": decoder,
            **more, "model": {"type": kind, "vocab": vocab, "merges": []}}


def added(i, content, special=True):
    return {"id": i, "content": content, "special": special, "lstrip": False, "rstrip": False}


# What a file has, and the texts of its tokens.
CASES = {
    "byte-level BPE": (
        tokenizer("BPE", ["sea", "Ġgull", "ĊĊ", "Ã", "¤", "Ġâ", "Ĥ", "¬", "<|end|>"], BYTE_LEVEL,
                  added_tokens=[added(8, "<|end|>"), added(9, "  ", False)]),
        ["sea", " gull", "\n\n", b"\xc3", b"\xa4", b" \xe2", b"\x82", b"\xac", "<|end|>", "  "]),
    "byte-level Unigram": (tokenizer("Unigram", ["Ġsea", "gull"], BYTE_LEVEL), [" sea", "gull"]),
    "byte-fallback BPE": (
        tokenizer("BPE", ["<unk>", "▁sea", "gull", "<0x0A>", "<0xC3>", "<0xA4>", "▁▁"],
                  SENTENCEPIECE, added_tokens=[added(0, "<unk>")]),
        ["<unk>", " sea", "gull", "\n", b"\xc3", b"\xa4", "  "]),
    "Unigram with Metaspace": (
        tokenizer("Unigram", ["<pad>", "</s>", "▁sea", "gull", "▁"], METASPACE,
                  added_tokens=[added(0, "<pad>"), added(1, "</s>")]),
        ["<pad>", "</s>", " sea", "gull", " "]),
    "Metaspace by another character": (
        tokenizer("Unigram", ["_sea", "▁gull"], {**METASPACE, "replacement": "_"}),
        [" sea", "▁gull"]),
    "WordPiece": (
        tokenizer("WordPiece", ["[PAD]", "sea", "##gull", "."],
                  {"type": "WordPiece", "prefix": "##", "cleanup": False}),
        [" [PAD]", " sea", "gull", " ."]),
    "WordPiece that cleans up": (
        tokenizer("WordPiece", ["sea", "##gull", ".", "'s"],
                  {"type": "WordPiece", "prefix": "##", "cleanup": True}),
        [" sea", "gull", ".", "'s"]),
    "WordPiece without a decoder": (
        {"model": {"type": "WordPiece", "vocab": vocabulary(["sea", "##gull"]),
                   "continuing_subword_prefix": "##"}}, [" sea", "gull"]),
    "WordLevel": (tokenizer("WordLevel", ["sea", "gull", "."]), [" sea", " gull", " ."]),
    "BPE that ends words": (
        tokenizer("BPE", ["sea", "gull</w>"], {"type": "BPEDecoder", "suffix": "</w>"}),
        ["sea", "gull "]),
    "Replace, before Fuse and after it": (
        tokenizer("BPE", ["a@@", "##b"], {"type": "Sequence", "decoders": [
            {"type": "Replace", "pattern": {"String": "@@"}, "content": ""}, {"type": "Fuse"},
            {"type": "Replace", "pattern": {"Regex": "##"}, "content": "-"}]}), ["a", "-b"]),
    "Strip": (
        tokenizer("BPE", ["__sea__", "_gull"], {"type": "Strip", "content": "_", "start": 1,
                                                "stop": 2}), ["_sea", "gull"]),
    "no decoder": (tokenizer("BPE", ["sea", "gull", "Ġ"]), ["sea", "gull", "Ġ"]),
    "no decoder, but a pre-tokenizer": (
        tokenizer("BPE", ["Ġsea", "gull"], pre_tokenizer=BYTE_LEVEL), [" sea", "gull"]),
    "vocab.json": (vocabulary(["sea", "gull"]), ["sea", "gull"]),
    "byte-level vocab.json": (vocabulary(["Ġsea", "gull", "Ċ"]), [" sea", "gull", "\n"]),
    "vocab.json of SentencePiece": (vocabulary(["▁sea", "gull", "<0x0A>"]), [" sea", "gull", "\n"]),
}


class Texts(program.ProgramTest):
    def run_with(self, content, ids, *words, size=None):
        """All ids in turn are generated, each with the same distribution."""
        size = size or len(ids)
        logits = files.scores_file([[0.0] * size for _ in ids], ids)
        text = content if isinstance(content, (str, bytes)) else json.dumps(content)
        return program.run("-r", self.file("logits", logits), "--tokenizer",
                           self.file("tokenizer.json", text), *words)

    def tokens(self, content, ids, *words, **more):
        result = self.run_with(content, ids, "-f", "json", *words, **more)
        self.assertEqual(result.code, OK, result.err)
        answer = json.loads(result.out)
        return answer["choices"][0]["tokens"], answer["warnings"]

    def test_every_kind(self):
        for name, (content, texts) in CASES.items():
            with self.subTest(name):
                expected = [text.encode() if isinstance(text, str) else text for text in texts]
                result = self.run_with(content, list(range(len(texts))), "-f", "plain", "-q")
                self.assert_silent(result)
                special = {token["content"].encode() for token in content.get("added_tokens", ())
                           if token["special"]}
                self.assertEqual(result.out, b"".join(text for text in expected
                                                      if text not in special))
                shown, warnings = self.tokens(content, list(range(len(texts))))
                self.assertFalse([text for text in warnings if "tokenizer.json" in text])
                for token, text in zip(shown, expected):
                    sent = bytes(token["bytes"]) if token["bytes"] else token["token"].encode()
                    self.assertEqual(sent, text)

    def test_alternatives_have_texts_too(self):
        shown, _ = self.tokens(vocabulary("abc"), [2, 0], size=3)
        self.assertEqual([each["token"] for each in shown[0]["alternatives"]], ["a", "b", "c"])

    def test_ids_beyond_the_vocabulary_are_shown_by_number(self):
        shown, warnings = self.tokens(vocabulary("abcdefghi"), [0, 9, 3], size=10)
        self.assertEqual([each["token"] for each in shown], ["a", "<9>", "d"])
        self.assertFalse([text for text in warnings if "tokens and a row" in text])

    def test_a_hole_in_the_vocabulary_is_shown_by_number(self):
        shown, _ = self.tokens({"a": 0, "c": 2}, [1, 2], size=3)
        self.assertEqual([each["token"] for each in shown], ["<1>", "c"])

    def test_a_tokenizer_of_another_model_is_said(self):
        for names, size in (("abc", 10), ("abc", 2)):
            _, warnings = self.tokens(vocabulary(names), [0], size=size)
            said, = [text for text in warnings if "tokenizer.json has" in text]
            self.assertTrue(said.endswith(f"has 3 tokens and a row has {size} numbers: it may be "
                                          "another model's"), said)

    def test_what_cannot_be_decoded_is_said_once(self):
        ctc = tokenizer("WordLevel", ["|", "a"], {"type": "CTC", "pad_token": "<pad>",
                                                  "word_delimiter_token": "|", "cleanup": True})
        logits = {}
        for i in range(3):
            logits[f"{i}.scores"] = files.tensor("F32", [[0, 1], [1, 0]])
            logits[f"{i}.sequences"] = files.tensor("I64", [1, 1])
        result = program.run("-r", self.file("logits", files.safetensors(logits)), "--tokenizer",
                             self.file("tokenizer.json", json.dumps(ctc)), "-f", "json")
        answers = [json.loads(line) for line in result.out.splitlines()]
        self.assertEqual([answer["choices"][0]["text"] for answer in answers], ["aa"] * 3)
        said = [sum("decoder “CTC” is left out" in text for text in answer["warnings"])
                for answer in answers]
        self.assertEqual(said, [1, 0, 0])

    def test_without_a_tokenizer_that_is_said_once(self):
        logits = {}
        for i in range(3):
            logits[f"{i}.scores"] = files.tensor("F32", [[0, 1], [1, 0]])
            logits[f"{i}.sequences"] = files.tensor("I64", [1, 0])
        result = program.run("-r", self.file("logits", files.safetensors(logits)), "-f", "json")
        answers = [json.loads(line) for line in result.out.splitlines()]
        self.assertEqual([answer["choices"][0]["text"] for answer in answers], ["<1><0>"] * 3)
        said = [sum("--tokenizer tokenizer.json shows" in text for text in answer["warnings"])
                for answer in answers]
        self.assertEqual(said, [1, 0, 0])

    def test_a_tokenizer_in_a_pipe_is_for_all_files(self):
        names = [self.file(name, files.scores_file([[0, 1], [1, 0]], ids))
                 for name, ids in (("first", [0, 1]), ("second", [1, 1]))]
        pipe = json.dumps(vocabulary("ab")).encode()
        result = program.run("-r", *names, "--tokenizer", "-", "-f", "plain", "-q", stdin=pipe)
        self.assert_silent(result)
        self.assertEqual(result.out, b"ab\nbb")
        result = program.run("-r", *names, "--tokenizer", "-", stdin=b"[]")
        self.assert_sentence(result, USAGE, "standard input is not a JSON object")

    def test_what_is_no_tokenizer_is_a_mistake(self):
        for content, says in (("", "is empty"), ("[]", "is not a JSON object"), ("{}", "has no"),
                              ('{"model":{}}', "has no model.vocab"), ('{"a":0', "is cut off"),
                              (b'{"\xff":0}', "not UTF-8"), ('{"a":-1}', "is negative"),
                              ('{"a":0,"b":0}', "is also that of"),
                              ('{"\x1b[2J":0,"b":0}', "tokenizer.json"),
                              ('{"a":99999999}', "is too large")):
            with self.subTest(content=content):
                result = self.run_with(content, [0])
                self.assert_sentence(result, USAGE, "tokenizer.json", says)
                self.assertEqual(result.out, b"")


if __name__ == "__main__":
    unittest.main()
