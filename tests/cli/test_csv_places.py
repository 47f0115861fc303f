"""Sources and targets of csv and tsv: live answers, terminals, and files that cannot be written."""

import json
import os
import re
import subprocess
import unittest

import program
import safe
import samples
import scripted
import test_pty
from program import FAILED, REFUSED, UNREACHED, UNUSABLE
from rows import COLUMNS, HEADER, READERS, hostile_response, read_csv
from scripted import json_response, status_response, stream_response
from test_ask import Asking, variables

VIEWS = tuple(READERS)
STREAM = (program.EXAMPLES / "poland-stream.sse").read_text()
STREAM_RESPONSE = stream_response(STREAM.splitlines(keepends=True))


class Live(Asking):
    """A live answer has the same rows as when it is replayed, but for its place."""

    def check(self, name, response, *words):
        for view, read in READERS.items():
            with scripted.Server(response) as server:
                asked = program.run("hello", "-f", view, *words, env=variables(server))
            self.assert_silent(asked)
            rows = read(asked.out)
            self.assertEqual({cells[0] for cells in rows[1:]},
                             {server.base_url + "/chat/completions"})
            replayed = read(program.run("-r", str(program.EXAMPLES / name), "-f", view).out)
            self.assertEqual([cells[2:] for cells in rows], [cells[2:] for cells in replayed])

    def test_streamed(self):
        self.check("poland-stream.sse", STREAM_RESPONSE)

    def test_whole(self):
        answer = json.loads((program.EXAMPLES / "poland-long.json").read_text())
        self.check("poland-long.json", json_response(answer), "--no-stream")

    def test_the_header_is_there_without_an_answer(self):
        for response, code in ((json_response({"error": {"message": "no"}}, 400), REFUSED),
                               (status_response(503), UNREACHED), (stream_response([]), UNUSABLE)):
            asked = self.ask("hello", "-q", "-f", "csv", response=response)
            self.assert_sentence(asked, code)
            self.assertEqual(asked.out.decode(), HEADER + "\n")


class OnTerminal(test_pty.Terminal):
    def test_nothing_is_raw(self):
        name = self.file("hostile", hostile_response())
        joiner = "\u200d"  # which an emoji among the tokens needs
        for view, allowed in (("csv", joiner + "\n"), ("tsv", joiner + "\n\t")):
            shown = self.on_terminal("-r", name, "-q", "-f", view)
            self.assertEqual(safe.dangers(shown.encode(), allowed, colors=False), [])

    def test_all_columns_are_there(self):
        name = self.file("hostile", hostile_response())
        lines = self.on_terminal("-r", name, "-q", "-f", "tsv").split("\n")[:-1]
        self.assertEqual({line.count("\t") for line in lines}, {16})
        rows = read_csv(self.on_terminal("-r", name, "-q", "-f", "csv").encode())
        self.assertEqual({len(cells) for cells in rows}, {len(COLUMNS)})

    def test_harmless_text_is_the_same(self):
        answers = [str(program.EXAMPLES / name) for name in ("poland.json", "poland-long.json")]
        for view in VIEWS:
            self.assertEqual(self.on_terminal("-r", *answers, "-f", view),
                             program.run("-r", *answers, "-f", view).out.decode())

    def test_what_a_terminal_acts_on_is_spelled_out(self):
        name = self.file("a", json.dumps(samples.answer("\x1b[2J\u202e", "\t=", "\\")))
        for view, spelled in (("csv", ["\\x1b[2J\\u{202e}", "'\\t=", "\\"]),
                              ("tsv", ["\\x1b[2J\\u{202e}", "\\t=", "\\\\"])):
            shown = self.on_terminal("-r", name, "-f", view)
            cells = [re.split("[,\t]", line)[6] for line in shown.splitlines()[1:]]
            self.assertEqual(cells, spelled)

    def test_hostile_names(self):
        line = samples.batch_line("\x1b]0;x\x07", samples.answer("a"))
        name = self.file("a", samples.lines(line))
        for view in VIEWS:
            self.assertIn("\\x1b]0;x\\x07", self.on_terminal("-r", name, "-f", view))


class Unwritable(Asking):
    """If the rows cannot be written, nothing is asked; a full disk leaves no file."""

    def assert_fails_first(self, target):
        asked = self.ask("hello", "-f", "csv", "-o", str(target))
        self.assert_sentence(asked, FAILED, str(target))
        self.assertEqual((asked.out, asked.connections), (b"", 0))

    def test_impossible_places(self):
        self.assert_fails_first(self.folder / "none" / "out")
        self.assert_fails_first(self.file("file", "") + "/out")
        self.assert_fails_first(self.folder)
        self.assert_fails_first("/proc/none/out")  # root may write in any folder but these
        self.assertEqual(os.listdir(self.folder), ["file"])

    @unittest.skipIf(os.geteuid() == 0, "root may write everywhere")
    def test_a_folder_that_is_not_writable(self):
        folder = self.folder / "locked"
        folder.mkdir(0o555)
        self.assert_fails_first(folder / "out")

    def ask_in_shell(self, script, env):
        """Runs a shell script in the scratch folder; `$logprobs` is the program."""
        done = subprocess.run(["bash", "-c", script], cwd=self.folder, capture_output=True,
                              timeout=program.TIMEOUT, check=False,
                              env=program.environment(logprobs=program.path(), **env))
        self.check_key(done.stdout, done.stderr)
        return program.Result(done.returncode, done.stdout,
                              program.without_coverage_notes(done.stderr))

    def test_a_disk_that_is_full_at_the_end(self):
        """A limit below the size of the answer's csv simulates the disk."""
        for before in (None, "before"):
            if before:
                self.file("out", before)
            with scripted.Server(STREAM_RESPONSE) as server:
                result = self.ask_in_shell("ulimit -f 1; $logprobs hello -f csv -o out",
                                           variables(server))
            self.assert_sentence(result, FAILED, "out", "File too large")
            self.assertEqual(len(server.requests), 1)
            self.assertEqual({path.name: path.read_text() for path in self.folder.iterdir()},
                             {"out": before} if before else {})

    def test_a_full_device(self):
        for words in (("-o", "/dev/full"), ("-q", "-o", "/dev/full", "--fail-on=low")):
            asked = self.ask("hello", "-f", "csv", *words)
            self.assert_sentence(asked, FAILED, "/dev/full", "No space left")
        with open("/dev/full", "wb") as full:
            asked = self.ask("hello", "-f", "csv", stdout=full)
        self.assert_sentence(asked, FAILED, "standard output", "No space left")


if __name__ == "__main__":
    unittest.main()
