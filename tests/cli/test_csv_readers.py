"""csv and tsv as read by Python, SQLite and Gnumeric, and the json view as read by jq."""

import json
import random
import shutil
import sqlite3
import subprocess
import unittest
import zipfile
from contextlib import closing
from xml.etree import ElementTree

import program
import samples
from program import REFUSED
from responses import response_of, responses_of
from rows import (BROKEN, COLUMNS, HOSTILE, NUMBERS, READERS, Rows, guarded, hostile_response,
                  hostile_tokens, read_csv, rows_of, unescaped)

POLAND = str(program.EXAMPLES / "poland-long.json")


class Python(Rows):
    """The reader gets back what the json view says."""

    def test_examples(self):
        rows = self.check_views(*self.views_of(program.examples(), code=REFUSED))
        self.assertEqual({cells["source"] for cells in rows}, set(map(str, program.examples())))

    def test_hostile_tokens(self):
        rows = self.check(hostile_response())
        shown = [cells["token"] for cells in rows[::2]]
        self.assertEqual(shown, [*HOSTILE, *[data.decode("utf-8", "replace") for data in BROKEN]])
        self.assertEqual([cells["second"] for cells in rows[1::2]], shown)

    def test_all_characters(self):
        points = [*range(0x3000), *range(0xFFF0, 0x10010), 0x10FFFF]
        tokens = [samples.token(chr(point)) for point in points]
        tokens += [samples.token("a" + chr(point) + "b") for point in range(0x100)]
        self.check(response_of(*tokens))

    def test_random_tokens(self):
        random_numbers = random.Random(6)
        some_bytes = b"\xf0\x9f\x90\x88,\"'\r\n\t\\=+-@ a\0"
        self.check(responses_of(*(
            [samples.raw_token(bytes(random_numbers.choices(some_bytes, k=size)))
             for size in range(1, 60)] for _ in range(20))))

    def test_hostile_names(self):
        answer = samples.answer("a")
        names = ["=1", "-", "@a", "\t", 'a"b', "a,b", "a\nb", "\\", "a\tb"]
        rows = self.check(samples.lines(*(samples.batch_line(name, answer) for name in names)))
        self.assertEqual([cells["custom_id"] for cells in rows], names)
        for name in names:  # and `-` is read from standard input
            self.file(name, json.dumps(answer))
        words = [f"--replay={name}" for name in names]
        for view, read in READERS.items():
            result = program.run(*words, "-f", view, cwd=self.folder,
                                 stdin=json.dumps(answer).encode())
            rows = read(result.out)[1:]
            expected = [[name, *cells[1:]] for name, cells in zip(names, rows, strict=True)]
            self.assertEqual(rows, guarded(expected) if view == "csv" else expected)


@unittest.skipUnless(shutil.which("sqlite3"), "sqlite3 is not installed")
class SQLite(Rows):
    def imported(self, out, command, query="SELECT * FROM t"):
        """The result of a query on a table that sqlite3 imported from these bytes."""
        name = self.file("table", out)
        base = self.folder / "base"
        base.unlink(missing_ok=True)
        subprocess.run(["sqlite3", "-batch", "-bail", str(base)], check=True, text=True,
                       input=command % name + "\n", timeout=program.TIMEOUT)
        with closing(sqlite3.connect(base)) as connection:
            columns = connection.execute("SELECT * FROM t").description
            self.assertEqual([column[0] for column in columns], COLUMNS)
            return [list(cells) for cells in connection.execute(query)]

    def check_imports(self, shown, as_csv, as_tsv):
        expected = rows_of(shown)
        self.assertTrue(expected)
        self.assertEqual(self.imported(as_csv, ".import --csv %s t"), guarded(expected))
        # Its mode `tabs` takes quotes for more than characters; `ascii` does not.
        rows = self.imported(as_tsv, '.mode ascii\n.separator "\\t" "\\n"\n.import %s t')
        self.assertEqual([[unescaped(cell) for cell in cells] for cells in rows], expected)

    def test_examples(self):
        self.check_imports(*self.views_of(program.examples(), code=REFUSED))

    def test_hostile_tokens(self):
        tokens = [token for token in hostile_tokens()  # its import ends a text at a NUL
                  if "\\u0000" not in json.dumps(token)]
        self.check_imports(*self.views(response_of(*tokens)))

    def test_it_can_compute_with_the_numbers(self):
        shown, as_csv, _ = self.views_of([POLAND])
        summary = json.loads(shown)["choices"][0]["summary"]
        [(count, least, mean, not_top)] = self.imported(
            as_csv, ".import --csv %s t", "SELECT count(*), min(probability + 0), avg(logprob),"
            " sum(clues LIKE '%not-top%') FROM t")
        self.assertEqual((count, not_top), (summary["tokens"], summary["not_top"]))
        self.assertAlmostEqual(least, summary["min_probability"], delta=1e-15)
        self.assertAlmostEqual(mean, summary["mean_logprob"], delta=1e-12)


@unittest.skipUnless(shutil.which("ssconvert"), "ssconvert (Gnumeric) is not installed")
class Gnumeric(Rows):
    """A spreadsheet runs no formula and reads numbers as numbers."""

    SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

    def cells(self, out):
        """The cells of the spreadsheet that Gnumeric makes from csv: {"G2": element}."""
        name, book = self.file("table.csv", out), self.folder / "table.xlsx"
        home = {"HOME": str(self.folder), "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
        subprocess.run(["ssconvert", name, str(book)], check=True, capture_output=True,
                       env=program.environment(**home), timeout=program.TIMEOUT)
        with zipfile.ZipFile(book) as archive:
            root = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        return {cell.get("r"): cell for cell in root.iter(self.SPACE + "c")}

    def formulas(self, cells):
        return [place for place, cell in cells.items() if cell.find(self.SPACE + "f") is not None]

    def value(self, cell):
        """The number in a cell; None if it is empty or holds text."""
        if cell is None or cell.get("t", "n") != "n" or cell.find(self.SPACE + "v") is None:
            return None
        return float(cell.find(self.SPACE + "v").text)

    def check_book(self, out):
        """The spreadsheet has no formulas, and the same numbers as the file."""
        cells = self.cells(out)
        self.assertEqual(self.formulas(cells), [])
        for number, line in enumerate(read_csv(out)[1:], 2):
            for letter, name, text in zip("ABCDEFGHIJKLMNOPQ", COLUMNS, line, strict=True):
                if name in NUMBERS and text:
                    place = f"{letter}{number}"
                    self.assertEqual(self.value(cells.get(place)), float(text), place)

    def test_examples(self):
        self.check_book(program.run("-r", *program.examples(), "-f", "csv").out)

    def test_hostile_tokens(self):
        # XML cannot contain NUL.
        self.check_book(self.views(hostile_response())[1].replace(b"\0", b""))

    def test_unguarded_formulas_do_run(self):
        """Without the apostrophe it runs them, so the tests above can fail."""
        out = self.views(json.dumps(samples.answer("=1+1")))[1]
        self.assertIn(b",'=1+1,", out)
        self.assertEqual(self.formulas(self.cells(out.replace(b"'=", b"="))), ["G2"])


@unittest.skipUnless(shutil.which("jq"), "jq is not installed")
class Jq(program.ProgramTest):
    """The json view as jq reads it."""

    def jq(self, out, *words):
        done = subprocess.run(["jq", "-e", *words], input=out, check=True, capture_output=True,
                              timeout=program.TIMEOUT)
        return done.stdout.decode()

    def test_examples(self):
        out = program.run("-r", *program.examples(), "-f", "json").out
        shown = [json.loads(line) for line in out.splitlines()]
        read = [json.loads(line) for line in self.jq(out, "-c", ".").splitlines()]
        self.assertEqual(len(read), len(shown))
        texts = self.jq(out, "-j", '.choices[].tokens[].token + "\u0001"')
        self.assertEqual(texts.split("\u0001")[:-1], [
            token["token"] for value in shown for choice in value["choices"]
            for token in choice["tokens"]])

    def test_a_value(self):
        out = program.run("-r", POLAND, "-f", "json").out
        words = ("-r", ".choices[0] | (.tokens | length), (.summary.perplexity | tostring)")
        count, perplexity = self.jq(out, *words).split()
        summary = json.loads(out)["choices"][0]["summary"]
        self.assertEqual(int(count), summary["tokens"])
        # jq 1.6 prints 17 digits, another spelling of the same double.
        self.assertAlmostEqual(float(perplexity), summary["perplexity"], delta=1e-15)

    def test_hostile_tokens(self):
        out = self.show(hostile_response(), "-f", "json")
        read = json.loads(self.jq(out.encode(), "."))["choices"][0]["tokens"]
        self.assertEqual([token["token"] for token in read[:2 * len(HOSTILE):2]], list(HOSTILE))


if __name__ == "__main__":
    unittest.main()
