"""The rows of csv and tsv: what each cell says, and how it is spelled."""

import json
import random
import unittest

import program
import samples
import test_numbers
from program import FAILED, REFUSED, UNUSABLE
from responses import exit_codes, response_of, responses_of
from rows import (BROKEN, COLUMNS, HEADER, HOSTILE, NUMBERS, READERS, TEXTS, Rows, hostile_response,
                  is_formula, read_csv)
from samples import token

HEADERS = {"csv": HEADER + "\n", "tsv": HEADER.replace(",", "\t") + "\n"}


class Header(Rows):
    def test_always_there(self):
        content = json.dumps(samples.answer("a"))
        for view, header in HEADERS.items():
            for words in ((), ("-q",), ("--only-clues",), ("--no-legend",), ("--color=always",)):
                shown = self.show(content, "-f", view, *words)
                self.assertTrue(shown.startswith(header))
                self.assertEqual(shown.count(header), 1)

    def test_if_nothing_can_be_read(self):
        contents = (("", UNUSABLE), ("nonsense", UNUSABLE), ('{"error": "no"}', REFUSED),
                    (json.dumps(samples.response(samples.choice([], logprobs=None))), UNUSABLE))
        for view, header in HEADERS.items():
            for content, code in contents:
                for words in ((), ("-q",)):
                    shown = self.show(content, "-f", view, *words, code=code)
                    self.assertEqual(shown, header)

    def test_if_there_is_no_file(self):
        target = self.folder / "out"
        for view, header in HEADERS.items():
            result = program.run("-r", "none", "-f", view, cwd=self.folder)
            self.assert_sentence(result, FAILED, "none")
            self.assertEqual(result.out.decode(), header)
            program.run("-r", "none", "-f", view, "-o", str(target), cwd=self.folder)
            self.assertEqual(target.read_text(), header)

    def test_once_for_several_files(self):
        name = self.file("a.json", json.dumps(samples.answer("a")))
        for view in HEADERS:
            shown = program.run("-r", name, name, "-f", view).out.decode()
            self.assertEqual((shown.count("source"), shown.count("\n")), (1, 3))

    def test_lines_end_in_lf(self):
        for out in self.views(json.dumps(samples.answer("a", "b\u2028\x85\x0b\x0c")))[1:]:
            self.assertNotIn(b"\r", out)
            self.assertEqual(out.count(b"\n"), 3)
            self.assertTrue(out.endswith(b"\n"))

    def test_no_byte_order_mark(self):
        for out in self.views("\ufeff" + json.dumps(samples.answer("a")))[1:]:
            self.assertTrue(out.startswith(b"source"))


class Numbers(Rows):
    def test_spelled_as_in_json(self):
        numbers = (-0.1, -1e-320, -123.45678901234567, -5e-324, -0.0001234567890123456, 0, -7, -0.0,
                   -999.9999999999999, -1.7976931348623157e308, 1e-7, 2.5, -1e22, -9999.0)
        rows = self.check(response_of(*(token("a", logprob=number) for number in numbers)))
        self.assertEqual([float(cells["logprob"]) for cells in rows], list(numbers))

    def test_best_and_second_differ_by_the_margin(self):
        random_numbers = random.Random(7)
        entries = [test_numbers.some_token(random_numbers) for _ in range(3000)]
        rows = self.check(response_of(*entries))
        apart = [cells for cells in rows if cells["margin"]]
        self.assertGreater(len(apart), 1000)
        for cells in rows:
            self.assertEqual(bool(cells["second_probability"]), bool(cells["margin"]), cells)
        for cells in apart:
            best, second, margin = (float(cells[name]) for name in
                                    ("best_probability", "second_probability", "margin"))
            self.assertEqual(best - second, margin, cells)

    def test_floors(self):
        [found] = self.check(response_of(token("a", logprob=-9999.0,
                                               top_logprobs=[{"token": "b", "logprob": -1000}])))
        self.assertEqual([found[name] for name in ("probability", "band", "margin")],
                         ["0", "red", "0"])
        self.assertEqual(float(found["logprob"]), -9999)
        self.assertEqual((found["best"], found["second"]), ("b", "a"))


class Likely(Rows):
    """The two most probable candidates for a token's place."""

    def check_likely(self, *cases):
        """Each case is a token, the best alternative and the second best."""
        rows = self.check(response_of(*(entry for entry, *_ in cases)))
        for cells, (entry, *expected) in zip(rows, cases, strict=True):
            self.assertEqual([cells["best"], cells["second"]], expected, entry)
        return rows

    def test_the_first_and_the_next(self):
        self.check_likely((token("a", 0.5, (("b", 0.2), ("a", 0.5), ("c", 0.3))), "a", "c"),
                          (token("a", 0.5, (("b", 0.3), ("a", 0.2), ("c", 0.3))), "b", "c"),
                          (token("a", 0.5, (("a", 0.5),)), "a", ""),
                          (token("a", 0.5), "", ""))

    def test_duplicates_count_once(self):
        self.check_likely((token("a", 0.5, (("a", 0.5), ("a", 0.5), ("b", 0.3))), "a", "b"),
                          (token("a", 0.5, (("a", 0.5), ("a", 0.5))), "a", ""),
                          (token("a", 0.5, (("a", 0.5), ("b", 0.4), ("a", 0.5))), "a", "b"),
                          (token("a", 0.5, (("b", 0.5), ("a", 0.5), ("b", 0.5))), "b", "a"))

    def test_the_same_text_with_another_probability_is_not_a_duplicate(self):
        [found] = self.check_likely((token("a", 0.5, (("a", 0.5), ("a", 0.4))), "a", "a"))
        self.assertNotEqual(found["best_probability"], found["second_probability"])

    def test_a_chosen_token_missing_from_the_list(self):
        one, two = (("b", 0.3),), (("b", 0.3), ("c", 0.2))
        self.check_likely((token("a", 0.5, two), "a", "b"), (token("a", 0.25, two), "b", "a"),
                          (token("a", 0.2, two), "b", "c"), (token("a", 0.1, two), "b", "c"),
                          (token("a", 0.5, one), "a", "b"), (token("a", 0.3, one), "b", "a"),
                          (token("a", 0.2, one), "b", ""))

    def test_ids_distinguish_tokens(self):
        """Two tokens may have the same bytes: llama.cpp gives a split character's last token all."""
        def entry(chosen, best, second):
            named = [{**samples.alternative(text, p), "id": number} for (number, text), p in
                     ((chosen, 0.5), (best, 0.5), (second, 0.3))]
            return {**named[0], "top_logprobs": named[1:]}
        self.check_likely((entry((1, "a"), (1, "a"), (2, "a")), "a", "a"),
                          (entry((1, "whole"), (1, "part"), (2, "other")), "part", "other"),
                          (entry((3, "part"), (1, "part"), (2, "other")), "part", "part"))


class Unknown(Rows):
    """Unknown values are empty cells."""

    def test_which_cells_are_empty(self):
        listed = " best best_probability second second_probability"
        unscored = "probability band rank margin clues" + listed
        cases = ((token("a"), "rank margin clues" + listed),
                 (token("a", logprob=None), "logprob " + unscored),
                 (token("a", logprob=0.7), unscored),
                 (token("a", 0.5, (("a", 0.5),)), "margin clues second second_probability"),
                 (token("a", 0.1, (("b", 0.5), ("c", 0.3))), "rank"))
        rows = self.check(response_of(*(entry for entry, _ in cases)))
        for cells, (entry, names) in zip(rows, cases, strict=True):
            self.assertEqual([name for name in COLUMNS if cells[name] == ""],
                             ["custom_id", *names.split()], entry)

    def test_numbers_that_are_not_json(self):
        cases = (("Infinity", ""), ("-Infinity", "0"), ("-1e999", "0"))
        line = responses_of([token("a", logprob="@")])
        rows = self.check("".join(line.replace('"@"', literal) for literal, _ in cases))
        self.assertEqual([(cells["logprob"], cells["probability"]) for cells in rows],
                         [("", p) for _, p in cases])

    def test_an_empty_token_is_known(self):
        [found] = self.check(response_of(token("", 0.5, (("", 0.5), ("b", 0.3)))))
        self.assertEqual((found["token"], found["best"]), ("", ""))
        self.assertTrue(found["best_probability"])


class Sources(Rows):
    def test_a_batch(self):
        content = (program.EXAMPLES / "batch.jsonl").read_bytes()
        rows = self.check(content, code=REFUSED)
        values = [json.loads(line) for line in content.splitlines()]
        self.assertEqual({(cells["line"], cells["custom_id"]) for cells in rows},
                         {(str(number), value["custom_id"]) for number, value in
                          enumerate(values, 1) if not value["error"] and
                          value["response"]["status_code"] == 200})

    def test_choices(self):
        content = json.dumps(samples.response(samples.choice([token("a"), token("b")], 0),
                                              samples.choice([token("c")], 1),
                                              samples.refusal([token("no")], 2)))
        found = self.check(content)
        names = ("choice", "kind", "index", "token")
        self.assertEqual([[cells[name] for name in names] for cells in found],
                         [["0", "content", "0", "a"], ["0", "content", "1", "b"],
                          ["1", "content", "0", "c"], ["2", "refusal", "0", "no"]])
        [cells] = self.check(content, "--choice", "1")
        self.assertEqual((cells["choice"], cells["token"]), ("1", "c"))
        self.assertEqual(self.check(content, "--choice", "7", code=UNUSABLE), [])

    def test_a_failed_response_has_no_row(self):
        content = samples.lines({"error": "no"}, samples.answer("a"), {"x": 1},
                                samples.answer("b"), {"error": {"message": "no"}})
        rows = self.check(content, code=UNUSABLE)
        self.assertEqual([(cells["line"], cells["token"]) for cells in rows],
                         [("2", "a"), ("4", "b")])

    def test_what_came_before_the_cut_is_shown(self):
        content = samples.stream(samples.chunk([token("a")]), done=False)
        [cells] = self.check(content, code=UNUSABLE)
        self.assertEqual(cells["token"], "a")

    def test_exit_codes_are_those_of_json(self):
        for code, names in exit_codes(self):
            self.views_of(names, code=code)

    def test_a_stream_and_a_whole_response(self):
        """The rows differ only in the stream's line numbers and in the file's name."""
        for view, read in READERS.items():
            rows = [read(program.run("-r", str(program.EXAMPLES / name), "-f", view).out)
                    for name in ("poland-long.json", "poland-stream.sse")]
            whole, stream = ([cells[2:] for cells in read_rows] for read_rows in rows)
            self.assertEqual(whole, stream)

    def test_several_files_have_different_sources(self):
        names = [self.file(name, json.dumps(samples.answer("a"))) for name in ("one", "two")]
        rows = read_csv(program.run("-r", *names, "-f", "csv").out)
        self.assertEqual([cells[0] for cells in rows], ["source", *names])

    def test_standard_input(self):
        """Its name, "-", begins like a formula."""
        content = json.dumps(samples.answer("a"))
        self.assertEqual(read_csv(self.show(content, "-f", "csv").encode())[1][0], "'-")
        self.assertIn("\n-\t", self.show(content, "-f", "tsv"))

    def test_a_pipe_is_shown_as_it_grows(self):
        process = self.start("-r", "-", "-f", "tsv")
        for texts in (("token", "a"), ("b",)):
            process.stdin.write(samples.lines(samples.answer(texts[-1])).encode())
            for text in texts:  # the header comes with the first row
                self.assertEqual(process.stdout.readline().decode().split("\t")[6], text)

    def test_only_clues(self):
        content = response_of(token("a"), token("b", 0.05), token("c"),
                              token("d", 0.4, (("e", 0.5), ("d", 0.4))))
        for view, read in READERS.items():
            rows = read(self.show(content, "-f", view).encode())
            clues = read(self.show(content, "-f", view, "--only-clues").encode())
            self.assertEqual(clues, [rows[0], rows[2], rows[4]])
            self.assertEqual([(cells[5], cells[12]) for cells in clues[1:]],
                             [("1", "low"), ("3", "ambiguous not-top")])


class Spelling(Rows):
    def test_texts(self):
        """csv quotes if a reader may need it, and guards against formulas; tsv escapes."""
        cases = (("a", "a", "a"), ("", "", ""), (" a ", " a ", " a "), ("'", "'", "'"),
                 ("a'b", "a'b", "a'b"), ('"', '""""', '"'), (",", '","', ","),
                 ('a"b,', '"a""b,"', 'a"b,'), ("\\", "\\", "\\\\"), ("\\n", "\\n", "\\\\n"),
                 ("\t", '"\'\t"', "\\t"), ("a;b", '"a;b"', "a;b"), ("\0=", "'\0=", "\0="), ("\n", '"\'\n"', "\\n"), ("a\nb", '"a\nb"', "a\\nb"),
                 ("\r", '"\'\r"', "\\r"), ("\r\n", '"\'\r\n"', "\\r\\n"), ("=1", "'=1", "=1"),
                 ("=1,2", '"\'=1,2"', "=1,2"), ("a=1", "a=1", "a=1"), ("-", "'-", "-"),
                 ("@", "'@", "@"))
        _, *shown = self.views(responses_of(*([token(text)] for text, *_ in cases)))
        for line, (_, *spelled) in enumerate(cases, 1):
            for out, cell, comma in zip(shown, spelled, ",\t", strict=True):
                expected = ["answer", str(line), "", "0", "content", "0", cell, "-0.05"]
                self.assertIn(comma.join(expected), out.decode())

    def test_only_texts_are_guarded(self):
        """Logprobs begin with a minus sign, but stay numbers."""
        out = self.views(hostile_response())[1]
        guards = 0
        for cells in read_csv(out)[1:]:
            for name, cell in zip(COLUMNS, cells, strict=True):
                if name in NUMBERS:
                    self.assertRegex(cell, r"\A(-?\d+(\.\d+)?(e[-+]?\d+)?)?\Z")
                self.assertFalse(name in TEXTS and is_formula(cell), cells)
                guards += cell.startswith("'")
        self.assertGreater(guards, 20)

    def test_every_line_of_tsv_has_all_columns(self):
        out = self.views(hostile_response())[2]
        lines = out.decode().split("\n")
        self.assertEqual(lines.pop(), "")
        self.assertEqual(len(lines), 1 + 2 * (len(HOSTILE) + len(BROKEN)))
        self.assertEqual({line.count("\t") for line in lines}, {16})


if __name__ == "__main__":
    unittest.main()
