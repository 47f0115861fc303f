"""The scripts in examples/, run as their users run them; those that ask, against the server."""

import csv
import io
import json
import os
import pty
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

NOWHERE = "http://127.0.0.1:1/v1"
TRIPPED = 3  # the exit status of a gate
PRESIDENT = "Who is the president of Poland?"
NUMBER = "Pick a random number between 1 and 100."
TABS = "Tabs or spaces? Single word answer."
HOSTILE = ["-", "--help", "$HOME $(touch broken) `touch broken`", "it's \"quoted\"; & | < > #",
           "{} {#} {= $_ = 1 =}", "  spaces\taround  ", r"back\slash \n \\ * ?", "zażółć 日本 🎉"]


def example(name):
    return str(program.EXAMPLES / name)


def needs(tool):
    return unittest.skipUnless(shutil.which(tool), f"{tool} is not installed")


class ScriptTest(program.ProgramTest):
    """A scratch folder in which scripts run, the program first on their PATH."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        home = tempfile.TemporaryDirectory()
        cls.addClassCleanup(home.cleanup)
        cls.home = Path(home.name)  # of the class: GNU parallel measures the machine for a new one

    def setUp(self):
        super().setUp()
        tools = tempfile.TemporaryDirectory()
        self.addCleanup(tools.cleanup)
        self.bin = Path(tools.name)
        (self.bin / "logprobs").symlink_to(program.path())
        self.search = f"{self.bin}:{os.environ['PATH']}"

    def hide(self, *names):
        """From now on PATH has neither of these tools, only all others."""
        for folder in os.get_exec_path():
            for tool in Path(folder).glob("*"):
                if tool.name not in names and not os.path.lexists(self.bin / tool.name):
                    (self.bin / tool.name).symlink_to(tool)
        self.search = str(self.bin)

    def tool(self, name, script):
        """Puts a tool of our own on PATH."""
        (self.bin / name).write_text("#!/bin/sh\n" + script)
        (self.bin / name).chmod(0o755)

    def script(self, name, *words, code=program.OK, stdin="", stderr=subprocess.PIPE, **variables):
        """Runs a script of examples/; returns what it printed and what it said."""
        environment = program.environment(HOME=str(self.home), **variables)
        done = subprocess.run([example(name), *words], input=stdin.encode(), cwd=self.folder,
                              env={**environment, "PATH": self.search}, stdout=subprocess.PIPE,
                              stderr=stderr, timeout=program.TIMEOUT, check=False)
        out, err = done.stdout.decode(), (done.stderr or b"").decode()
        self.assertEqual(done.returncode, code, out + err)
        return out, err

    def serve(self, *replies):
        """A server for the rest of the test; returns it and the variables that lead to it."""
        server = scripted.Server(*(replies or [readme.reply]))
        server.__enter__()
        self.addCleanup(server.__exit__, None, None, None)
        return server, {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": "sk-made-up-key"}

    def read(self, name):
        return (self.folder / name).read_text(encoding="utf-8")


def prompts_of(server):
    """What was asked, in alphabetical order."""
    return sorted(request.json()["messages"][-1]["content"] for request in server.requests)


class CiGate(ScriptTest):
    def test_a_sure_answer_passes_and_is_asked_for_once(self):
        server, leading = self.serve()
        out, err = self.script("ci-gate.sh", "--min-probability", "0.9", PRESIDENT, **leading)
        self.assertIn("\n> Andrzej Duda\n", out)
        self.assertEqual(err, "ci-gate.sh: the model was sure enough (exit status 0)\n")
        self.assertEqual(prompts_of(server), [PRESIDENT])
        kept = json.loads(self.read("response.json"))
        self.assertEqual(kept["choices"][0]["message"]["content"], "Andrzej Duda")

    def test_an_unsure_one_does_not(self):
        _, leading = self.serve()
        out, err = self.script("ci-gate.sh", "--fail-on", "not-top", NUMBER, code=TRIPPED, **leading)
        self.assertIn("42", out)
        self.assertRegex(err, r"\Alogprobs: .* “42” .*\(--fail-on not-top\)\n"
                              r"ci-gate.sh: the model was not sure enough \(exit status 3\)\n\Z")

    def test_saved_responses(self):
        files = [example("nurse.json"), example("random-number.json")]
        _, err = self.script("ci-gate.sh", "--max-perplexity", "1.4", "-r", *files, code=TRIPPED)
        self.assertIn("random-number.json", err)
        self.script("ci-gate.sh", "--max-perplexity", "1.4", "-r", files[0])
        self.assertEqual(os.listdir(self.folder), [])

    def test_no_answer_is_no_verdict(self):
        server, leading = self.serve()
        self.file("response.json", (program.EXAMPLES / "poland.json").read_bytes())
        for code, verdict, variables in (
                (program.UNREACHED, "no answer came", {"OPENAI_BASE_URL": NOWHERE}),
                (program.REFUSED, "the server refused", {"OPENAI_MODEL": "o3"})):
            out, err = self.script("ci-gate.sh", "--fail-on", "low", "Why?", code=code,
                                   GITHUB_STEP_SUMMARY="summary.md", **{**leading, **variables})
            self.assertEqual(out, "", "an earlier answer is not shown for this one")
            self.assertIn(f"ci-gate.sh: no verdict: {verdict} (exit status {code})\n", err)
        self.assertEqual(len(server.requests), 1)

    def test_without_a_gate_nothing_is_asked(self):
        server, leading = self.serve()
        _, err = self.script("ci-gate.sh", "--", "--fail-on", code=program.USAGE, **leading)
        self.assertIn("needs --fail-on", err)
        self.assertEqual(server.requests, [])

    def test_on_github(self):
        text = "::add-mask::100%\n::error::no"
        answer = samples.response(samples.choice([samples.token(text, 0.3, [(text, 0.3)])]))
        server, leading = self.serve(scripted.json_reply(answer))
        self.file("summary.md", "Before.\n")
        out, err = self.script("ci-gate.sh", "--min-probability", "0.5", "Why?", code=TRIPPED,
                               GITHUB_ACTIONS="true", GITHUB_STEP_SUMMARY="summary.md", **leading)
        self.assertRegex(self.read("summary.md"), r"\ABefore\.\n### ")
        self.assertIn("\x1b[", out)
        self.assertIn("add-mask", out)
        self.assertEqual([line for line in out.splitlines() if not line.startswith("| ")], [])
        commands = [line for line in err.splitlines() if line.startswith("::")]
        self.assertEqual(len(commands), 1)
        self.assertRegex(commands[0], r"\A::error title=the model was not sure enough::logprobs: "
                                      r".*add-mask::100%25.*below --min-probability 0\.5\Z")
        self.assertEqual(len(server.requests), 1)


@needs("parallel")
class Parallel(ScriptTest):
    def list(self, *prompts):
        return self.file("prompts.txt", "".join(prompt + "\n" for prompt in prompts))

    def sources(self, out):
        return [line.split("\t")[0] for line in out.splitlines()]

    def test_prompts_arrive_as_they_are_and_only_once(self):
        server, leading = self.serve()
        prompts = self.list(*HOSTILE[:3], "", *HOSTILE[3:], "", "Windows\r")
        words = [prompts, "answers", "-s", "it's {} $HOME"]
        out, err = self.script("parallel.sh", *words, **leading)
        self.assertEqual(err, "")
        self.assertEqual(prompts_of(server), sorted([*HOSTILE, "Windows"]))
        self.assertEqual({r.json()["messages"][0]["content"] for r in server.requests}, {words[-1]})
        numbers = [1, 2, 3, 5, 6, 7, 8, 9, 11]
        self.assertEqual(self.sources(out), ["source", *(f"{n}.json" for n in numbers)])
        self.assertEqual([self.read(f"answers/{n}.txt") for n in numbers], [*HOSTILE, "Windows"])
        self.assertFalse((self.folder / "broken").exists())

        self.assertEqual(self.script("parallel.sh", *words, **leading), (out, ""))
        self.assertEqual(len(server.requests), len(numbers))

    def test_one_that_fails_is_asked_again_and_stops_no_other(self):
        def but_not_tabs(connection):
            if connection.request.json()["messages"][-1]["content"] == TABS:
                scripted.json_reply({"error": {"message": "Too many tabs"}}, 400)(connection)
            else:
                readme.reply(connection)

        prompts = self.list(PRESIDENT, TABS, NUMBER)
        server, leading = self.serve(*[but_not_tabs] * 3, readme.reply)
        out, err = self.script("parallel.sh", prompts, "answers", code=program.FAILED, **leading)
        self.assertEqual(self.sources(out), ["source", "1.json", "3.json"])
        self.assertRegex(err, r"\Aline 2:\tlogprobs: .*Too many tabs.*\n"
                              r"parallel.sh: line 2 has no response\n\Z")
        rows = list(csv.DictReader(io.StringIO(self.read("answers/joblog")), delimiter="\t"))
        self.assertEqual(sorted((row["Seq"], row["Exitval"]) for row in rows),
                         [("1", "0"), ("2", "4"), ("3", "0")])

        out, err = self.script("parallel.sh", prompts, "answers", **leading)
        self.assertEqual((self.sources(out)[1:], err), (["1.json", "2.json", "3.json"], ""))
        self.assertEqual(prompts_of(server), sorted([PRESIDENT, TABS, TABS, NUMBER]))

    def test_another_prompt_in_its_place_is_asked(self):
        server, leading = self.serve()
        self.script("parallel.sh", self.list(PRESIDENT), "answers", **leading)
        self.script("parallel.sh", self.list(TABS), "answers", **leading)
        self.assertEqual(prompts_of(server), [TABS, PRESIDENT])
        out, _ = self.script("parallel.sh", self.list(NUMBER), "answers", code=program.FAILED,
                             **{**leading, "OPENAI_BASE_URL": NOWHERE})
        self.assertEqual(out, "", "the earlier prompt's answer is not shown for this one")

    def test_nothing_else_is_said_on_a_terminal(self):
        _, leading = self.serve()
        outer, inner = pty.openpty()
        self.addCleanup(os.close, outer)
        self.script("parallel.sh", self.list(PRESIDENT), "answers", stderr=inner, **leading)
        os.write(inner, b"end")
        os.close(inner)
        self.assertEqual(os.read(outer, 1000), b"end")
        self.assertEqual(list(self.home.rglob("will-cite")), [])


class ParallelUsage(ScriptTest):
    def test_usage(self):
        for words in ([], [example("questions.txt")], ["missing.txt", "answers"]):
            _, err = self.script("parallel.sh", *words, code=program.USAGE)
            self.assertIn("usage: ", err)

    def test_another_parallel_or_none(self):
        words = [example("questions.txt"), "answers"]
        self.tool("parallel", "echo parallel from moreutils")
        _, err = self.script("parallel.sh", *words, code=program.FAILED)
        self.assertIn("needs GNU parallel", err)
        (self.bin / "parallel").unlink()
        self.hide("parallel")
        self.assertEqual(self.script("parallel.sh", *words, code=program.FAILED), ("", err))
        self.assertEqual(os.listdir(self.folder), [])


@needs("jq")
class OneLiners(ScriptTest):
    def sections(self, *files, code=program.OK):
        """The lines behind each title, without their indent."""
        out, _ = self.script("one-liners.sh", *files, code=code)
        parts = [part.splitlines() for part in out.removesuffix("\n\n").split("\n\n")]
        self.assertEqual(len(parts), 7, out)
        return {title: [line.removeprefix("  ") for line in rest] for title, *rest in parts}

    def section(self, sections, word):
        """The lines behind the title that has `word` in it."""
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
                         [f'{name}\t1\t" say"\t0.4', f'{name}\t3\t"\\\\n["\t0.2'])
        self.assertEqual(self.section(found, "least sure"), [f'{name}\t3\t"\\\\n["\t0.2'])
        self.assertEqual(self.section(found, "[brackets]"), ["I [say]?[", "[]"])

    def test_nothing_to_show(self):
        out, err = self.script("one-liners.sh", "missing.json", code=program.FAILED)
        self.assertEqual(out, "")
        self.assertIn("missing.json", err)
        self.hide("jq")
        self.assertEqual(self.script("one-liners.sh", code=program.FAILED),
                         ("", "one-liners.sh: needs jq\n"))


def first_token(chosen, *top):
    """A reply whose first token is the pair `chosen`, with the alternatives `top`."""
    token = samples.token(*chosen, top)
    return scripted.json_reply(samples.response(samples.choice([token], finish_reason="length")))


@needs("jq")
class Classify(ScriptTest):
    def classify(self, *words, reply, stdin="It is green.\n"):
        server, leading = self.serve(reply)
        out, _ = self.script("classify.sh", *words, stdin=stdin, **leading)
        return [line.split("\t") for line in out.splitlines()], server

    def test_probabilities_of_a_label_are_added(self):
        reply = first_token((" Spam", 0.5), (" Spam", 0.5), ("SPAM", 0.1), ("Sp", 0.125),
                            ("h", 0.0625), ("hams", 0.03), ("Spam ", 0.02), (" ", 0.01))
        rows, server = self.classify("spam", "ham", reply=reply)
        self.assertEqual(rows, [["spam", "0.725", "0.01", "0.2025", "It is green."]])
        body = server.requests[0].json()
        self.assertEqual([body[key] for key in ("top_logprobs", "max_completion_tokens",
                                                "temperature")], [20, 1, 0])
        self.assertEqual([message["content"] for message in body["messages"]],
                         ["Classify the text. Answer with one of these labels and nothing else: "
                          "spam, ham", "It is green."])

    def test_what_several_labels_begin_with_is_unclear(self):
        reply = first_token(("s", 0.5), ("s", 0.5), ("sp", 0.25), ("spa", 0.125), ("h", 0.0625))
        rows, _ = self.classify("-u", "0.1", "spam", "sport", "ham", reply=reply)
        self.assertEqual(rows, [["spam", "0.125", "0.75", "0.0625", "It is green."]])

    def test_unsure(self):
        reply = first_token(("a", 0.6), ("a", 0.6), ("b", 0.3))
        for threshold, label in (("0.61", "unsure"), ("0.59", "a")):
            rows, _ = self.classify("-u", threshold, "a", "b", reply=reply)
            self.assertEqual([row[:2] for row in rows], [[label, "0.6"]])
        rows, _ = self.classify("-u", "0", "yes", "no", reply=reply)
        self.assertEqual([row[:4] for row in rows], [["unsure", "0", "0", "1"]])

    def test_the_chosen_token_counts_once(self):
        for top in ([], [("b", 0.25)], [("a", 0.5), ("b", 0.25)], [("a", 0.5), ("a", 0.5)]):
            rows, _ = self.classify("a", "b", reply=first_token(("a", 0.5), *top))
            self.assertEqual([row[:2] for row in rows], [["a", "0.5"]])

    def test_texts_arrive_as_they_are(self):
        reply = first_token(("-a", 0.9), ("-a", 0.9))
        rows, server = self.classify("--", "-a", "b c", reply=reply, stdin="\n".join(HOSTILE))
        self.assertEqual(prompts_of(server), sorted(HOSTILE))
        shown = [text.replace("\\", "\\\\").replace("\t", "\\t") for text in HOSTILE]
        self.assertEqual(rows, [["-a", "0.9", "0", "0.1", text] for text in shown])

    def test_of_the_examples(self):
        server, leading = self.serve()
        out, _ = self.script("classify.sh", "tabs", "spaces", stdin=f"{TABS}\r\n\n{NUMBER}", **leading)
        self.assertEqual(out, f"spaces\t0.825\t0\t0.002\t{TABS}\nunsure\t0\t0\t1\t{NUMBER}\n")
        self.assertEqual(prompts_of(server), [NUMBER, TABS])

    def test_no_answer_ends_it(self):
        server, leading = self.serve(readme.reply, scripted.json_reply({"error": "no"}, 401))
        out, _ = self.script("classify.sh", "tabs", "spaces", stdin=f"{TABS}\nb\nc\n",
                             code=program.REFUSED, **leading)
        self.assertEqual((out.count("\n"), len(server.requests)), (1, 2))
        _, err = self.script("classify.sh", "a", "b", stdin="a\nb\n", code=program.UNREACHED,
                             **{**leading, "OPENAI_BASE_URL": NOWHERE})
        self.assertEqual(err.count("\n"), 1)

    def test_usage(self):
        for words in ([], ["a"], ["-u", "0.5", "a"], ["-z", "a", "b"]):
            self.script("classify.sh", *words, code=program.USAGE)
        self.hide("jq")
        self.assertEqual(self.script("classify.sh", "a", "b", stdin="a", code=program.FAILED),
                         ("", "classify.sh: needs jq\n"))


def cells_of(name):
    """The cells of an .xlsx: {place: text or number}."""
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
    def test_what_is_there_of_a_batch(self):
        self.hide("soffice")
        _, err = self.script("spreadsheet.sh", "of a batch.ods", example("batch.jsonl"),
                             "--only-clues", code=program.REFUSED)
        self.assertEqual(err.count("the server refused"), 2)
        with zipfile.ZipFile(self.folder / "of a batch.ods") as file:
            content = file.read("content.xml").decode()
        self.assertIn("humming", content)
        self.assertNotIn("Oslo", content)

    def test_libre_office_is_told_what_is_text(self):
        """Our soffice takes the sheet as it is; LibreOffice 7.4 was tried by hand."""
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

    def test_without_either_the_csv_is_kept(self):
        self.hide("soffice", "ssconvert")
        self.hostile()
        _, err = self.script("spreadsheet.sh", "out.xlsx", "007", code=program.FAILED)
        self.assertIn("out.csv", err)
        self.assertEqual(sorted(os.listdir(self.folder)), ["007", "out.csv"])
        with open(self.folder / "out.csv", encoding="utf-8", newline="") as file:
            tokens = [row["token"] for row in csv.DictReader(file)]
        self.assertEqual(tokens, ["'" + text if text[0] in "=-@\n" else text
                                  for text in self.tokens])

    def test_nothing_is_made(self):
        for words in ([], ["out.xlsx"], ["out.pdf", example("poland.json")], [".ods", "a"]):
            self.script("spreadsheet.sh", *words, code=program.USAGE)
        self.tool("soffice", "exit 0")
        _, err = self.script("spreadsheet.sh", "out.ods", example("poland.json"), code=program.FAILED)
        self.assertEqual(err, "spreadsheet.sh: out.ods was not made\n")
        self.assertEqual(os.listdir(self.folder), [])


if __name__ == "__main__":
    unittest.main()
