"""The scripts in examples/ that read saved responses, run as users run them."""

import csv
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import program
import readme
import samples
import scripted

TOOLS = ("awk", "basename", "cat", "cp", "dirname", "grep", "jq", "mktemp", "rm", "soffice",
         "ssconvert")


def example(name):
    return str(program.EXAMPLES / name)


def needs(tool):
    return unittest.skipUnless(shutil.which(tool), f"{tool} is not installed")


class ScriptTest(program.ProgramTest):
    """A test that runs scripts in a scratch folder, with the program first on their PATH."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        home = tempfile.TemporaryDirectory()
        cls.addClassCleanup(home.cleanup)
        # One for the whole class, since GNU parallel measures the machine for every new HOME.
        cls.home = Path(home.name)

    def setUp(self):
        super().setUp()
        tools = tempfile.TemporaryDirectory()
        self.addCleanup(tools.cleanup)
        self.bin = Path(tools.name)
        (self.bin / "logprobs").symlink_to(program.path())
        self.search = f"{self.bin}:{os.environ['PATH']}"

    def hide(self, *names):
        """Removes these tools from PATH but keeps what else the scripts need."""
        for name in TOOLS:
            if name not in names and shutil.which(name):
                (self.bin / name).symlink_to(shutil.which(name))
        self.search = str(self.bin)

    def tool(self, name, script):
        """Puts a fake tool on PATH."""
        (self.bin / name).write_text("#!/bin/sh\n" + script)
        (self.bin / name).chmod(0o755)

    def script(self, name, *words, code=program.OK, stdin="", stderr=subprocess.PIPE, **variables):
        """Runs a script in examples/; returns its standard output and standard error."""
        environment = program.environment(HOME=str(self.home), **variables)
        done = subprocess.run([example(name), *words], input=stdin.encode(), cwd=self.folder,
                              env={**environment, "PATH": self.search}, stdout=subprocess.PIPE,
                              stderr=stderr, timeout=program.TIMEOUT, check=False)
        out, err = done.stdout.decode(), (done.stderr or b"").decode()
        self.assertEqual(done.returncode, code, out + err)
        return out, err

    def serve(self, *responses):
        """Starts a server for the rest of the test; returns it and the variables to reach it."""
        server = scripted.Server(*(responses or [readme.respond]))
        server.__enter__()
        self.addCleanup(server.__exit__, None, None, None)
        return server, {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": "sk-made-up-key"}

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")


@needs("jq")
class OneLiners(ScriptTest):
    def sections(self, *files, **more):
        """The lines under each title, without their indent."""
        out, _ = self.script("one-liners.sh", *files, **more)
        parts = [part.splitlines() for part in out.removesuffix("\n\n").split("\n\n")]
        self.assertEqual(len(parts), 7, out)
        return {title: [line.removeprefix("  ") for line in rest] for title, *rest in parts}

    def section(self, sections, word):
        """The lines under the title that contains `word`."""
        return next(lines for title, lines in sections.items() if word in title)

    def test_of_the_examples(self):
        found = self.sections(code=program.REFUSED)
        self.assertEqual(self.section(found, "below 50%, with")[-3:],
                         ['batch.jsonl:3\t0\t"Calm"\t0.387', 'batch.jsonl:3\t7\t" humming"\t0.038',
                          'batch.jsonl:6\t2\t" though"\t0.314'])
        self.assertEqual(self.section(found, "least sure")[:2],
                         ['poland-long.json\t26\t" lesson"\t0.041',
                          'tabs-or-spaces.json\t0\t"Spaces"\t0.81'])
        self.assertEqual(self.section(found, "likelier")[:2],
                         ['poland-long.json\t2\t" October"\t0.243\t" my"\t0.751',
                          'poland-long.json\t20\t" come"\t0.084\t" may"\t0.498'])
        self.assertEqual([line.split("\t")[0] for line in self.section(found, "Perplexities")],
                         ["3.289", "2.027", "1.452", "1.408", "1.307", "1.235", "1.075"])
        self.assertEqual(self.section(found, "begins with"), ["tabs-or-spaces.json\t0.173"])
        joined = self.section(found, "joined")
        self.assertEqual(joined[0], "capital-of-norway\tWhat is the capital of Norway?\t"
                                    "Oslo is the capital of Norway.")
        self.assertEqual(len(joined), 6)
        self.assertIn("error: This request was not begun", joined[3])
        self.assertEqual(self.section(found, "[brackets]")[1:4],
                         ["Spaces", "[42]", "Oslo is the capital of Norway."])

    def test_of_files(self):
        tokens = [samples.token("I", 0.9), samples.token(" say", 0.4, [(" say", 0.4)]),
                  samples.token("?", logprob=None), samples.token("\n[", 0.2)]
        name = self.file("it's.json", json.dumps(samples.response(samples.choice(tokens))))
        found = self.sections(name)
        self.assertEqual(self.section(found, "below 50%, with"),
                         [f'{name}:1\t1\t" say"\t0.4', f'{name}:1\t3\t"\\\\n["\t0.2'])
        self.assertEqual(self.section(found, "least sure"), [f'{name}:1\t3\t"\\\\n["\t0.2'])
        self.assertEqual(self.section(found, "[brackets]"), ["I [say]?[", "[]"])

    def test_controls_do_not_reach_the_terminal(self):
        text = "\x1b]0;hi\x07\x9b1m\u202ecba\x7f\x00\r\tzażółć 👩\u200d🚀"
        name = self.file("a.json", json.dumps(samples.answer(text)))
        found = self.sections(name)
        shown = "?]0;hi??1m?cba???\tzażółć 👩\u200d🚀".replace("?", "\ufffd")
        self.assertEqual(self.section(found, "[brackets]"), [shown])

    def test_own_requests(self):
        request = {"custom_id": "longest-river", "body": {"messages": [{"content": "Nile or not?"}]}}
        self.file("req.jsonl", samples.lines(request))
        found = self.sections(code=program.REFUSED, REQUESTS="req.jsonl")
        self.assertEqual([row.split("\t")[1] for row in self.section(found, "joined")],
                         ["", "", "", "Nile or not?", "", ""])
        out, err = self.script("one-liners.sh", code=program.FAILED, REQUESTS="missing.jsonl")
        self.assertEqual((out, err.count("missing.jsonl")), ("", 1))
        self.file("req.jsonl", "no JSON")
        _, err = self.script("one-liners.sh", example("batch.jsonl"), code=program.FAILED,
                             REQUESTS="req.jsonl")
        self.assertIn("jq: ", err)

    def test_nothing_to_show(self):
        out, err = self.script("one-liners.sh", "missing.json", code=program.FAILED)
        self.assertEqual(out, "")
        self.assertIn("missing.json", err)
        self.hide("jq")
        self.assertEqual(self.script("one-liners.sh", code=program.FAILED),
                         ("", "one-liners.sh: needs jq\n"))


def cells_of(name):
    """The cells of an .xlsx file: {place: text or number}."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

    def text_of(element):
        return "".join(part.text or "" for part in element.iter(space + "t"))
    with zipfile.ZipFile(name) as file:
        strings = [text_of(item) for item in
                   ElementTree.fromstring(file.read("xl/sharedStrings.xml")).iter(space + "si")]
        sheet = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))
    cells = {}
    for cell in sheet.iter(space + "c"):
        value = cell.findtext(space + "v")
        kinds = {"s": lambda: strings[int(value)], "inlineStr": lambda: text_of(cell)}
        cells[cell.get("r")] = kinds.get(cell.get("t"), lambda: float(value))()
    return cells


class Spreadsheet(ScriptTest):
    tokens = ["007", "1e5", "3/4", " 12", "TRUE", "'s", "'-", "-", "=1+1", "@x", "a,b", '"',
              "日本", "$5", "12:30", "\n", "\\n"]
    spelled = [*tokens[:-2], r"\n", r"\\n"]

    def hostile(self):
        tokens = [samples.token(text, 0.5, [(text, 0.5), ("1e9", 0.25)]) for text in self.tokens]
        line = samples.batch_line("0042", samples.response(samples.choice(tokens)))
        return self.file("007", samples.lines(line))

    @needs("ssconvert")
    def test_texts_stay_texts_and_numbers_numbers(self):
        self.hide("soffice")
        self.hostile()
        self.assertEqual(self.script("spreadsheet.sh", "out.xlsx", "007"), ("", ""))
        cells = cells_of(self.folder / "out.xlsx")
        rows = range(2, 2 + len(self.tokens))
        for column in ("G", "N"):  # token, best
            self.assertEqual([cells[f"{column}{row}"] for row in rows], self.spelled)
        self.assertEqual([cells["G1"], cells["A2"], cells["C2"], cells["P2"]],
                         ["token", "007", "0042", "1e9"])
        self.assertEqual([cells[f"I{row}"] for row in rows], [0.5] * len(self.tokens))
        self.assertEqual(sorted(os.listdir(self.folder)), ["007", "out.xlsx"])

    @needs("ssconvert")
    def test_the_good_lines_of_a_batch(self):
        self.hide("soffice")
        _, err = self.script("spreadsheet.sh", "of a batch.ods", example("batch.jsonl"),
                             "--only-clues", code=program.REFUSED)
        self.assertEqual(err.count("the server refused"), 2)
        with zipfile.ZipFile(self.folder / "of a batch.ods") as file:
            content = file.read("content.xml").decode()
        self.assertIn("humming", content)
        self.assertNotIn("Oslo", content)

    def test_libre_office_imports_texts_as_text(self):
        """The fake soffice copies the sheet; LibreOffice 7.4 was tried by hand."""
        self.tool("soffice", """
for word; do
  case $word in --infilter=*) echo "$word" >asked ;; esac
done
while [ $# -gt 1 ]; do
  [ "$1" = --outdir ] && out=$2
  shift
done
cp "$1" "$out/$(basename "$1" .tsv).xlsx"
""")
        self.hostile()
        self.assertEqual(self.script("spreadsheet.sh", "out.xlsx", "007"), ("", ""))
        rows = [line.split("\t") for line in self.read("out.xlsx").splitlines()]
        self.assertEqual([row[6] for row in rows], ["token", *self.spelled])
        option, _, texts = self.read("asked").strip().partition(",,76,1,")
        self.assertEqual(option, "--infilter=CSV:9")
        columns = re.findall(r"(\d+)/2", texts)
        self.assertEqual([rows[0][int(column) - 1] for column in columns],
                         ["source", "custom_id", "token", "best", "second"])

    def test_without_both_the_csv_is_kept(self):
        self.hide("soffice", "ssconvert")
        self.hostile()
        _, err = self.script("spreadsheet.sh", "out.xlsx", "007", code=program.FAILED)
        self.assertIn("out.csv", err)
        self.assertEqual(sorted(os.listdir(self.folder)), ["007", "out.csv"])
        with open(self.folder / "out.csv", encoding="utf-8", newline="") as file:
            tokens = [row["token"] for row in csv.DictReader(file)]
        self.assertEqual(tokens, ["'" + text if text[0] in "=-@\n" else text
                                  for text in self.tokens])

        _, err = self.script("spreadsheet.sh", "none.xlsx", "007", "--only-clue", code=program.USAGE)
        self.assertRegex(err, r"\Alogprobs: .*--only-clue[^\n]*\n\Z")
        self.assertEqual(sorted(os.listdir(self.folder)), ["007", "out.csv"])

    def test_a_name_that_begins_with_a_dash(self):
        self.hostile()
        self.tool("soffice", """while [ $# -gt 1 ]; do shift; done
cp "$1" "$(dirname "$1")/sheet.xlsx"
""")
        self.assertEqual(self.script("spreadsheet.sh", "-x.xlsx", "007"), ("", ""))
        self.hide("soffice", "ssconvert")
        (self.bin / "soffice").unlink()
        self.script("spreadsheet.sh", "-y.xlsx", "007", code=program.FAILED)
        self.assertEqual(sorted(os.listdir(self.folder)), ["-x.xlsx", "-y.csv", "007"])

    def test_nothing_is_left_if_the_conversion_fails(self):
        for words in ([], ["out.xlsx"], ["out.pdf", example("poland.json")], [".ods", "a"]):
            self.script("spreadsheet.sh", *words, code=program.USAGE)
        self.tool("soffice", "exit 0")
        _, err = self.script("spreadsheet.sh", "out.ods", example("poland.json"), code=program.FAILED)
        self.assertEqual(err, "spreadsheet.sh: out.ods was not made\n")
        self.assertEqual(os.listdir(self.folder), [])


if __name__ == "__main__":
    unittest.main()
