"""Files of raw logits of every type, layout and batch give the numbers that their rows have."""

import gzip
import io
import json
import math
import os
import pickle
import unittest
import zipfile

import logits_files as files
import program
from logits_files import MINUS_INFINITY, tensor
from program import OK, UNUSABLE, USAGE

# Numbers that all types hold exactly.
ROWS = [[0.5, 2.0, -1.0], [3.0, 0.25, 0.0], [-4.0, 1.0, 1.5], [1.0, 1.0, 1.0]]
IDS = [1, 2, 2, 0]
BY_SEQUENCE = [[ROWS[0], ROWS[1]], [ROWS[2], ROWS[3]]]
BY_STEP = [[ROWS[0], ROWS[2]], [ROWS[1], ROWS[3]]]


def token(row, chosen):
    """What is shown of a token: its id, logprob, and rank."""
    values = files.logprobs_of(ROWS[row])
    return chosen, round(values[chosen], 9), 1 + sum(x > values[chosen] for x in values)


def unscored(chosen):
    return chosen, None, None


class LogitsTest(program.ProgramTest):
    def answers(self, content, *words, code=OK, name="logits.bin"):
        """All answers in a file, as JSON."""
        result = program.run("-r", self.file(name, content), "-f", "json", *words)
        self.assertEqual(result.code, code, result.err)
        return [json.loads(line) for line in result.out.splitlines()]

    def choices(self, content, *words, **more):
        """The tokens of each choice of the only answer."""
        answer, = self.answers(content, *words, **more)
        return [[(each["id"], each["logprob"] and round(each["logprob"], 9), each["rank"])
                 for each in choice["tokens"]] for choice in answer["choices"]]

    def plain(self, content, *words, name="logits.bin"):
        result = program.run("-r", self.file(name, content), "-f", "plain", "-q", *words)
        self.assert_silent(result)
        return result.out.decode()

    def ids(self, values):
        return "--ids", self.file("ids.npy", files.npy("i8", values))


class Numbers(LogitsTest):
    EXPECTED = [token(i, chosen) for i, chosen in enumerate(IDS)]

    def test_every_type(self):
        for dtype in ("F64", "F32", "F16", "BF16"):
            for of_ids in ("I64", "I32"):
                with self.subTest(dtype, ids=of_ids):
                    content = files.safetensors({"scores": tensor(dtype, ROWS),
                                                 "sequences": tensor(of_ids, IDS)})
                    self.assertEqual(self.choices(content), [self.EXPECTED])

    def test_every_type_of_an_array(self):
        for version in (1, 2, 3):
            for descr in ("f8", "f4", "f2"):
                for of_ids in ("i8", "i4"):
                    with self.subTest(descr, ids=of_ids, version=version):
                        ids = self.file("ids.npy", files.npy(of_ids, IDS, version))
                        content = files.npy(descr, ROWS, version)
                        self.assertEqual(self.choices(content, "--ids", ids, "--layout", "generate"),
                                         [self.EXPECTED])

    def test_any_place_in_the_file(self):
        content = files.safetensors({"odd": tensor("U8", [1, 2, 3]), "sequences": tensor("I64", IDS),
                                     "scores": tensor("F64", ROWS)})
        self.assertEqual(self.choices(content), [self.EXPECTED])

    def test_infinities_are_floors_and_what_is_no_number_is_unscored(self):
        rows = [[0.0, MINUS_INFINITY, 0.0], [math.nan, 0.0, 0.0], [0.0, math.inf, 0.0],
                [MINUS_INFINITY] * 3, [0.0, 0.0, MINUS_INFINITY]]
        shown = self.choices(files.scores_file(rows, [0, 1, 1, 1, 2]))[0]
        self.assertEqual(shown[0], (0, round(-math.log(2), 9), 1))
        self.assertEqual(shown[1:4], [unscored(1)] * 3)
        self.assertEqual(shown[4][0], 2)

    def test_ids_that_no_row_has(self):
        rows = [ROWS[0], ROWS[1]]
        self.assertEqual(self.choices(files.scores_file(rows, [-1, 3])), [[unscored(-1), unscored(3)]])

    def test_distributions_of_llama(self):
        steps = [[1, 2, 65535], [0, 10, 20], [5, 5, 4], [0, 0, 1]]
        content = (files.llama_head(5, 3, 2, [0, 1, 2, 1, 0, 2, 2, 2, 1, 2]) +
                   b"".join(files.llama_row(0.125, -8192 + i, row) for i, row in enumerate(steps)))
        first, second = self.answers(content)
        self.assertEqual((first["path"], second["path"]), ("/0", "/1"))
        shown = [[(each["id"], each["logprob"], each["rank"])
                  for each in answer["choices"][0]["tokens"]] for answer in (first, second)]
        self.assertEqual(shown[0], [(1, -8192 + 0.25, 2), (0, None, 3)])
        self.assertEqual(shown[1], [(1, -8190 + 0.625, 1), (2, -8189 + 0.125, 1)])


class Layouts(LogitsTest):
    def test_the_prompt_is_in_front(self):
        content = files.scores_file(ROWS, [[2, 0, *IDS]])
        expected = [token(i, chosen) for i, chosen in enumerate(IDS)]
        self.assertEqual(self.choices(content), [expected])
        self.assertEqual(self.choices(content, "--show-prompt"),
                         [[unscored(2), unscored(0)], expected])
        self.assertEqual(self.plain(content), "<1><2><2><0>")

    def test_a_forward_pass(self):
        content = files.safetensors({"logits": tensor("F32", ROWS), "input_ids": tensor("I64", IDS)})
        forward = [unscored(1), token(0, 2), token(1, 2), token(2, 0)]
        self.assertEqual(self.choices(content), [forward])
        self.assertEqual(self.choices(content, "--layout", "forward"), [forward])
        generated = [token(i, chosen) for i, chosen in enumerate(IDS)]
        self.assertEqual(self.choices(content, "--layout", "generate"), [generated])

    def test_where_both_fit_names_decide(self):
        for rows, ids, forward in (("scores", "sequences", False), ("logits", "sequences", False),
                                   ("scores", "input_ids", False), ("logits", "input_ids", True)):
            content = files.safetensors({rows: tensor("F32", ROWS), ids: tensor("I64", IDS)})
            with self.subTest(rows, ids=ids):
                self.assertEqual(self.choices(content)[0][0] == unscored(1), forward)

    def test_an_array_is_of_a_forward_pass_where_that_fits(self):
        content = files.npy("f4", ROWS)
        self.assertEqual(self.choices(content, *self.ids(IDS))[0][0], unscored(1))
        self.assertEqual(self.choices(content, *self.ids([0, *IDS]))[0][0], token(0, 1))

    def test_a_batch_is_choices(self):
        expected = [[token(0, 1), token(1, 2)], [token(2, 2), token(3, 0)]]
        ids = [[0, 1, 2], [0, 2, 0]]
        content = files.scores_file(BY_STEP, ids)
        self.assertEqual(self.choices(content), expected)
        self.assertEqual(self.choices(content, "--choice", "1"), expected[1:])
        content = files.npy("f4", BY_STEP)
        self.assertEqual(self.choices(content, *self.ids(ids)), expected)

    def test_a_batch_of_a_forward_pass_lies_by_sequence(self):
        content = files.safetensors({"logits": tensor("F32", BY_SEQUENCE),
                                     "input_ids": tensor("I64", [[0, 1], [0, 2]])})
        self.assertEqual(self.choices(content),
                         [[unscored(0), token(0, 1)], [unscored(0), token(2, 2)]])

    def test_a_batch_of_three_by_sequence(self):
        rows = [[ROWS[0]], [ROWS[1]], [ROWS[2]]]  # [batch, steps, vocabulary]
        content = files.scores_file(rows, [[0, 1], [0, 2], [0, 0]])
        self.assertEqual(self.choices(content), [[token(0, 1)], [token(1, 2)], [token(2, 0)]])

    def test_shapes_that_do_not_go_together(self):
        for ids in ([[0] * 3], [[0] * 4] * 2, [[[0]]]):
            result = program.run("-r", self.file("a", files.scores_file(ROWS, ids)))
            self.assert_sentence(result, UNUSABLE, "of shape [4, 3] and tokens of shape", "together")
        result = program.run("-r", self.file("a", files.scores_file(ROWS, [0] * 5)),
                             "--layout", "forward")
        self.assert_sentence(result, UNUSABLE, "in the layout that was asked for")

    def test_several_responses_have_paths_and_their_order(self):
        pairs = {}
        for i in (0, 1, 10, 11, 2, 9):
            pairs[f"{i}.scores"] = tensor("F32", ROWS[:1])
            pairs[f"{i}.sequences"] = tensor("I64", [[0, i % 3]])
        answers = self.answers(files.safetensors(pairs, model="tide"))
        self.assertEqual([answer["path"] for answer in answers],
                         [f"/{i}.scores" for i in (0, 1, 2, 9, 10, 11)])
        self.assertEqual([answer["choices"][0]["tokens"][0]["id"] for answer in answers],
                         [0, 1, 2, 0, 1, 2])
        self.assertEqual({answer["model"] for answer in answers}, {"tide"})

    def test_headings_name_each_of_several_responses(self):
        pairs = {}
        for name in ("0.", "a/b~c."):
            pairs[f"{name}scores"] = tensor("F32", ROWS[:1])
            pairs[f"{name}sequences"] = tensor("I64", [0])
        for view in ("text", "table"):
            result = program.run("-r", self.file("a.bin", files.safetensors(pairs)), "-f", view)
            self.assertIn(b"/a.bin/0.scores: warning: tokens have ids alone", result.err)
            self.assertIn(b"/a.bin/a~1b~0c.scores\n", result.out)

    def test_one_response_needs_no_path(self):
        answer, = self.answers(files.scores_file(ROWS, IDS))
        self.assertIsNone(answer["path"])


class Ends(LogitsTest):
    ROWS = [[ROWS[0], ROWS[0]], [ROWS[1], ROWS[1]], [ROWS[2], ROWS[2]]]
    IDS = [[7, 0, 1, 2], [7, 2, 0, 0]]

    def lengths(self, *words, **metadata):
        answer, = self.answers(files.scores_file(self.ROWS, self.IDS, **metadata), *words)
        return [(len(choice["tokens"]), choice["finish_reason"]) for choice in answer["choices"]]

    def test_what_follows_the_end_token_is_padding(self):
        whole, both = [(3, None), (3, None)], [(2, "stop"), (1, "stop")]
        self.assertEqual(self.lengths(), whole)
        self.assertEqual(self.lengths("--eos", "1"), [(2, "stop"), (3, None)])
        self.assertEqual(self.lengths("--eos", "1,2"), both)
        self.assertEqual(self.lengths(eos_token_id="[1, 2]"), both)
        self.assertEqual(self.lengths(eos_token_id="1,2"), both)
        self.assertEqual(self.lengths(eos_token_id="2"), [(3, "stop"), (1, "stop")])
        self.assertEqual(self.lengths(eos_token_id=2), [(3, "stop"), (1, "stop")])
        self.assertEqual(self.lengths(eos_token_id=[1, 2]), both)
        for none in ("None", None, {"a": 2}, [2, None], -1.5):
            self.assertEqual(self.lengths(eos_token_id=none), whole)
        self.assertEqual(self.lengths("--eos", "9", eos_token_id="2"), whole)

    def test_what_a_mask_leaves_out(self):
        for dtype in ("I64", "I32", "U8", "BOOL"):
            with self.subTest(dtype):
                prompts = files.safetensors({
                    "scores": tensor("F32", [[ROWS[0], ROWS[2]]]),
                    "sequences": tensor("I64", [[7, 7, 1], [7, 7, 2]]),
                    "attention_mask": tensor(dtype, [[0, 1], [1, 1]])})
                self.assertEqual(self.choices(prompts, "--show-prompt"),
                                 [[unscored(7)], [token(0, 1)],
                                  [unscored(7), unscored(7)], [token(2, 2)]])
                both = files.safetensors({
                    "0.logits": tensor("F32", BY_SEQUENCE),
                    "0.input_ids": tensor("I64", [[0, 1], [0, 2]]),
                    "0.attention_mask": tensor(dtype, [[0, 1], [1, 0]])})
                self.assertEqual(self.choices(both), [[unscored(1)], [unscored(0)]])

    def test_a_mask_that_does_not_fit(self):
        for mask in ([1, 1, 1], [[1, 1, 1]], [[1, 1], [1, 1]], [[1.0] * 4, [1.0] * 4]):
            dtype = "F32" if mask[0] == [1.0] * 4 else "I64"
            content = files.safetensors({"scores": tensor("F32", self.ROWS),
                                         "sequences": tensor("I64", self.IDS),
                                         "attention_mask": tensor(dtype, mask)})
            result = program.run("-r", self.file("a", content))
            self.assert_sentence(result, UNUSABLE, "attention_mask of shape", "does not go with")


class Sources(LogitsTest):
    """Logits are read from regular files alone, and what is not read says so."""

    SMALL = files.scores_file(ROWS, IDS)

    def test_standard_input_that_is_a_file(self):
        name = self.file("a", self.SMALL)
        for source in ("-", "/dev/stdin"):
            with open(name, "rb") as file:
                result = self.run_with(file, source)
            self.assertEqual((result.code, result.out), (OK, b"<1><2><2><0>"), result.err)

    def run_with(self, file, source):
        process = self.start("-r", source, "-q", "-f", "plain", stdin=file)
        out, err = process.communicate(timeout=program.TIMEOUT)
        return program.Result(process.returncode, out, err)

    def test_standard_input_is_read_from_where_it_is(self):
        name = self.file("a", b"12345" + self.SMALL)
        with open(name, "rb") as file:
            os.lseek(file.fileno(), 5, os.SEEK_SET)
            self.assertEqual(self.run_with(file, "-").out, b"<1><2><2><0>")

    def test_pipes_and_compressed_data_are_refused_by_name(self):
        kinds = {"safetensors": self.SMALL, "a NumPy array": files.npy("f4", ROWS),
                 "of llama-perplexity": files.llama_head(4, 10, 1, [10, 0, 0, 0])}
        for low in b'\n\r {["d':  # what the front looks like depends on the header's size
            header = {"__metadata__": {"pad": ""}}
            pad = (low - len(json.dumps(header))) % 256
            header["__metadata__"]["pad"] = "x" * pad
            kinds[f"safetensors {low}"] = files.with_header(header)
        for kind, content in kinds.items():
            says = f"these are raw logits ({kind.rstrip('0123456789 ')}), which are read from a"
            with self.subTest(kind):
                result = program.run("-r", "-", stdin=content)
                self.assert_sentence(result, UNUSABLE, "standard input: " + says)
                name = self.file("a.gz", gzip.compress(content))
                self.assert_sentence(program.run("-r", name), UNUSABLE, says)

    def test_a_large_file_in_a_pipe(self):
        content = files.safetensors({"scores": files.Tensor("F32", [2, 1_000_000], bytes(8_000_000)),
                                     "sequences": tensor("I64", [1, 2])})
        result = program.run("-r", "-", stdin=content)
        self.assert_sentence(result, UNUSABLE, "these are raw logits (safetensors)")

    def test_a_response_after_zeros_is_no_header(self):
        """A file that was truncated while it was written begins with them."""
        content = (program.EXAMPLES / "poland.json").read_bytes()
        name = self.file("a", bytes(8) + content.lstrip())
        self.assertIn(b"Duda", program.run("-r", name, "-f", "plain").out)

    def archive(self, *names):
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for name in names:
                archive.writestr(zipfile.ZipInfo(name), b"\x80\2}q\0.")
        return target.getvalue()

    def test_files_of_other_formats_say_how_to_save_instead(self):
        save = 'safetensors.torch.save_file({"scores": torch.stack(out.scores), "sequences": ' \
               'out.sequences}, "scores.safetensors")'
        for content, says in (
                (self.archive("archive/data.pkl", "archive/data/0"), save),
                (self.archive("x/data.pkl"), save),  # a name whose length is that of a line end
                (b"\x80\2\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.\x80\2M\xe9\3.", save),
                (self.archive("scores.npy", "ids.npy"), "numpy.save()"),
                (self.archive("a____b.npy"), "numpy.save()"),
                (pickle.dumps({"scores": [1.0]}, 2), "numpy.save()"),
                (pickle.dumps({"scores": [1.0]}, 4), "numpy.save()"),
                (b"GGUF\3\0\0\0\x22\1\0\0", "--kl-divergence-base")):
            with self.subTest(says, content=content[:40]):
                result = program.run("-r", self.file("out.pt", content))
                self.assert_sentence(result, UNUSABLE, says)


class Options(LogitsTest):
    """Options for raw logits, and what they do for other sources."""

    def test_ids_for_tensors_without_tokens(self):
        content = files.safetensors({"logits": tensor("F32", ROWS)})
        self.assertEqual(self.choices(content, *self.ids(IDS), "--layout", "generate"),
                         [Numbers.EXPECTED])

    def test_ids_for_a_file_that_has_tokens(self):
        llama = files.llama_head(4, 3, 1, [0, 1, 2, 0]) + files.llama_row(0.1, -3, [1, 2, 3])
        for content, says in ((files.scores_file(ROWS, IDS), "its own (sequences); leave out --ids"),
                              (llama, "leave out --ids")):
            result = program.run("-r", self.file("a", content), *self.ids(IDS))
            self.assert_sentence(result, UNUSABLE, says)

    def test_ids_that_numpy_did_not_save(self):
        name = self.file("a.npy", files.npy("f4", ROWS))
        for content in (b"[1, 2, 2, 0]", files.scores_file(ROWS, IDS)):
            result = program.run("-r", name, "--ids", self.file("ids.json", content))
            self.assert_sentence(result, UNUSABLE, "the file of ids: it is not what numpy.save()")

    def test_files_that_cannot_be_opened(self):
        name = self.file("a.npy", files.npy("f4", ROWS))
        for option in ("--ids", "--tokenizer"):
            result = program.run("-r", name, option, str(self.folder / "none"))
            self.assert_sentence(result, USAGE, option, "cannot be opened")
        result = program.run("-r", name)
        self.assert_sentence(result, UNUSABLE, "--ids FILE")

    def test_they_are_refused_while_asking(self):
        for option, value in (("--ids", "a"), ("--tokenizer", "a"), ("--layout", "forward"),
                              ("--eos", "2")):
            result = program.run("why", option, value)
            self.assert_sentence(result, USAGE, f"{option} is for raw logits in a file")

    def test_they_are_of_no_use_for_a_response(self):
        words = ("-r", str(program.EXAMPLES / "poland.json"), "-f", "plain", "--ids", "a")
        result = program.run(*words, "--eos", "2")
        self.assertEqual(result.code, OK)
        self.assertIn(b"warning: --ids, --eos are for raw logits, which these are not", result.err)
        self.assert_silent(program.run(*words, "-q"))

    def test_the_kind_in_the_metadata(self):
        for name in ("scores", "logits"):
            for kind, expected in (("", name), ("bees", name), ("scores", "scores"),
                                   ("logits", "logits"), ("output_scores", "scores"),
                                   ("raw_logits", "logits")):
                with self.subTest(name, kind=kind):
                    content = files.safetensors({name: tensor("F32", ROWS),
                                                 "sequences": tensor("I64", IDS)}, kind=kind)
                    answer, = self.answers(content)
                    self.assertEqual(answer["logits"]["kind"], expected)


if __name__ == "__main__":
    unittest.main()
