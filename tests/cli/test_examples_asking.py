"""The scripts in examples/ that ask, run as users run them, against the scripted server."""

import csv
import io
import os
import pty
import subprocess
import unittest

import program
import readme
import samples
import scripted
from test_examples import ScriptTest, example, needs

NOWHERE = "http://127.0.0.1:1/v1"
TRIPPED = 3  # the exit status of a gate
PRESIDENT = "Who is the president of Poland?"
NUMBER = "Pick a random number between 1 and 100."
TABS = "Tabs or spaces? Single word answer."
HOSTILE = ["-", "--help", "$HOME $(touch broken) `touch broken`", "it's \"quoted\"; & | < > #",
           "{} {#} {= $_ = 1 =}", "  spaces\taround  ", r"back\slash \n \\ * ?", "zażółć 日本 🎉"]


def prompts_of(server):
    """The prompts that were sent, in alphabetical order."""
    return sorted(request.json()["messages"][-1]["content"] for request in server.requests)


class CiGate(ScriptTest):
    def test_a_sure_answer_passes_and_is_asked_for_once(self):
        server, leading = self.serve()
        out, err = self.script("ci-gate.sh", "--min-probability", "0.9", PRESIDENT, **leading)
        self.assertIn("\n> Andrzej Duda\n", out)
        self.assertEqual(err, "ci-gate.sh: the model was sure enough (exit status 0)\n")
        self.assertEqual(prompts_of(server), [PRESIDENT])
        self.assertEqual(os.listdir(self.folder), [])

    def test_an_unsure_answer_fails(self):
        _, leading = self.serve()
        out, err = self.script("ci-gate.sh", "--fail-on", "not-top", NUMBER, code=TRIPPED, **leading)
        self.assertIn("42", out)
        self.assertRegex(err, r"\Alogprobs: .* “42” .*\(--fail-on not-top\)\n"
                              r"ci-gate.sh: the model was not sure enough \(exit status 3\)\n\Z")

    def test_saved_responses(self):
        files = [example("nurse.json"), example("random-number.json")]
        _, err = self.script("ci-gate.sh", "--max-perplexity", "1.4", "-qr", *files, code=TRIPPED)
        self.assertIn("random-number.json", err)
        with open(files[0], encoding="utf-8") as file:
            out, _ = self.script("ci-gate.sh", "--max-perplexity", "1.4", "--low", "0.9", "-r", "-",
                                 stdin=file.read(), GITHUB_STEP_SUMMARY="summary.md")
        self.assertEqual(out, "")
        self.assertIn("1 low", self.read("summary.md"))

    def test_the_report_can_go_elsewhere(self):
        out, _ = self.script("ci-gate.sh", "--fail-on", "low", "-r", example("nurse.json"),
                             "-o", "report.md", GITHUB_STEP_SUMMARY="summary.md")
        self.assertEqual((out, self.read("summary.md")), ("", ""))
        self.assertIn("\n> she", self.read("report.md"))

    def test_no_answer_is_no_verdict(self):
        server, leading = self.serve()
        for code, verdict, variables in (
                (program.UNREACHED, "no answer came", {"OPENAI_BASE_URL": NOWHERE}),
                (program.REFUSED, "the server refused", {"OPENAI_MODEL": "o3"})):
            _, err = self.script("ci-gate.sh", "--fail-on", "low", "Why?", code=code,
                                 **{**leading, **variables})
            self.assertIn(f"ci-gate.sh: no verdict: {verdict} (exit status {code})\n", err)
        self.assertEqual(len(server.requests), 1)

    def test_nothing_is_asked_when_nothing_can_be_judged(self):
        server, leading = self.serve()
        _, err = self.script("ci-gate.sh", "--", "--fail-on", code=program.USAGE, **leading)
        self.assertIn("needs --fail-on", err)
        for words in (["--dry-run", "hi"], ["--help"], ["-h"], ["-qh"], ["--version"],
                      ["--format", "help"], ["--format=help"], ["-fhelp"], ["-qfhelp"],
                      ["--from=help"]):
            out, err = self.script("ci-gate.sh", "--fail-on", "low", *words, code=program.USAGE,
                                   **leading)
            self.assertEqual(out, "", words)
            self.assertRegex(err, r"\Aci-gate.sh: nothing is judged with [^\n]*\n\Z", words)
        out, err = self.script("ci-gate.sh", "--fail-on", "low", "hi", code=program.USAGE,
                               GITHUB_STEP_SUMMARY="missing/summary.md", **leading)
        self.assertIn("missing/summary.md", err)
        self.assertEqual(server.requests, [])
        self.script("ci-gate.sh", "--fail-on", "low", "--", "--help", "-h", **leading)
        self.assertEqual(prompts_of(server), ["--help -h"])

    def on_github(self, *words, code, **variables):
        """Splits the log into lines that GitHub's runner may take commands from, and the others."""
        log, _ = self.script("ci-gate.sh", *words, code=code, stderr=subprocess.STDOUT,
                             GITHUB_ACTIONS="true", **variables)
        first, *rest = log.splitlines()
        self.assertRegex(first, r"\A::stop-commands::[0-9a-f]{32}\Z")
        end = rest.index(f"::{first.removeprefix('::stop-commands::')}::")
        return first, rest[:end], rest[end + 1:]

    def test_on_github(self):
        for text in ("::add-mask::100%\n::error::no", "##[add-mask]100%"):
            answer = samples.response(samples.choice([samples.token(text, 0.3, [(text, 0.3)])]))
            _, leading = self.serve(scripted.json_response(answer))
            words = ["--min-probability", "0.5", "Why?"]
            verdict = ["::error::ci-gate.sh: the model was not sure enough (exit status 3)"]
            self.file("summary.md", "Before.\n")
            first, stopped, rest = self.on_github(*words, code=TRIPPED, **leading,
                                                  GITHUB_STEP_SUMMARY="summary.md")
            self.assertRegex(self.read("summary.md"), r"\ABefore\.\n### (?s:.*)add-mask")
            self.assertEqual((len(stopped), rest), (1, verdict))
            self.assertIn("add-mask", stopped[0])

            second, stopped, rest = self.on_github(*words, code=TRIPPED, **leading)
            self.assertIn("add-mask", "".join(stopped[:-1]), "the report is in the log, too")
            self.assertEqual(rest, verdict)
            self.assertNotEqual(first, second)

    def test_on_github_the_servers_message_is_not_run_as_a_command(self):
        error = {"error": {"message": "nope ##[error]x"}}
        _, leading = self.serve(scripted.json_response(error, 401))
        _, stopped, rest = self.on_github("--fail-on", "low", "Why?", code=program.REFUSED, **leading)
        self.assertIn("nope ##[error]x", "".join(stopped))
        self.assertEqual(rest, ["::error::ci-gate.sh: no verdict: the server refused (exit status 4)"])

    def test_on_github_a_sure_answer_is_not_an_error(self):
        _, _, rest = self.on_github("--fail-on", "low", "-r", example("nurse.json"), code=program.OK)
        self.assertEqual(rest, ["ci-gate.sh: the model was sure enough (exit status 0)"])


@needs("parallel")
class Parallel(ScriptTest):
    def list(self, *prompts):
        return self.file("prompts.txt", "".join(prompt + "\n" for prompt in prompts))

    def sources(self, out):
        """The line numbers of the prompts whose responses are in the summary."""
        heading, *rows = out.splitlines()
        self.assertRegex(heading, r"\Asource\t")
        return [int(row.split("\t")[0].removeprefix("answers/").removesuffix(".json:1"))
                for row in rows]

    def test_prompts_arrive_as_they_are_and_only_once(self):
        server, leading = self.serve()
        long = "long" * 30_000
        prompts = self.list(*HOSTILE[:3], "", *HOSTILE[3:], "", "Windows\r", long)
        words = [prompts, "answers", "-s", "it's {} $HOME"]
        out, err = self.script("parallel.sh", *words, **leading)
        self.assertEqual(err, "")
        self.assertEqual(prompts_of(server), sorted([*HOSTILE, "Windows", long]))
        self.assertEqual({r.json()["messages"][0]["content"] for r in server.requests}, {words[-1]})
        numbers = [1, 2, 3, 5, 6, 7, 8, 9, 11, 12]
        self.assertEqual(self.sources(out), numbers)
        self.assertEqual([self.read(f"answers/{n}.txt") for n in numbers], [*HOSTILE, "Windows", long])
        self.assertFalse((self.folder / "broken").exists())

        self.assertEqual(self.script("parallel.sh", *words, **leading), (out, ""))
        self.assertEqual(len(server.requests), len(numbers))

    def test_a_failed_prompt_is_asked_again_and_stops_no_other(self):
        def but_not_tabs(connection):
            if connection.request.json()["messages"][-1]["content"] == TABS:
                scripted.json_response({"error": {"message": "Too many tabs"}}, 400)(connection)
            else:
                readme.respond(connection)

        prompts = self.list(PRESIDENT, TABS, NUMBER)
        server, leading = self.serve(*[but_not_tabs] * 3, readme.respond)
        out, err = self.script("parallel.sh", prompts, "answers", code=program.FAILED, **leading)
        self.assertEqual(self.sources(out), [1, 3])
        self.assertRegex(err, r"\Aline 2:\tlogprobs: .*Too many tabs.*\n"
                              r"parallel.sh: line 2 has no response\n\Z")
        rows = list(csv.DictReader(io.StringIO(self.read("answers/joblog")), delimiter="\t"))
        self.assertEqual(sorted((row["Command"], row["Exitval"]) for row in rows),
                         [("ask 1", "0"), ("ask 2", "4"), ("ask 3", "0")])

        out, err = self.script("parallel.sh", prompts, "answers", **leading)
        self.assertEqual((self.sources(out), err), ([1, 2, 3], ""))
        self.assertEqual(prompts_of(server), sorted([PRESIDENT, TABS, TABS, NUMBER]))

    def test_a_changed_prompt_is_asked_again(self):
        server, leading = self.serve(readme.respond, scripted.json_response({}, 400))
        self.script("parallel.sh", self.list(PRESIDENT), "answers", **leading)
        out, _ = self.script("parallel.sh", self.list(TABS), "answers", code=program.FAILED, **leading)
        self.assertEqual(out, "", "the earlier prompt's answer is not shown for this one")
        self.assertEqual(prompts_of(server), [TABS, PRESIDENT])

    def test_prompts_from_a_pipe(self):
        server, leading = self.serve()
        words = ["-c", '"$1" <(printf "%s\\n" "$2" "$3") answers', "bash", example("parallel.sh")]
        done = subprocess.run(["bash", *words, TABS, NUMBER], cwd=self.folder, check=False,
                              env={**program.environment(HOME=str(self.home), **leading),
                                   "PATH": self.search}, capture_output=True)
        self.assertEqual((done.returncode, done.stderr), (program.OK, b""))
        self.assertEqual(self.sources(done.stdout.decode()), [1, 2])
        self.assertEqual(prompts_of(server), [NUMBER, TABS])

    def test_gates_judge_all_each_time(self):
        server, leading = self.serve()
        prompts = self.list(PRESIDENT, NUMBER)
        for _ in range(2):
            out, err = self.script("parallel.sh", prompts, "answers", "--fail-on", "not-top",
                                   code=TRIPPED, **leading)
            self.assertEqual(self.sources(out), [1, 2])
            self.assertRegex(err, r"\Alogprobs: answers/2\.json:1: [^\n]*--fail-on not-top\)\n\Z")
        self.assertEqual(len(server.requests), 2)

    def test_a_folder_holds_the_answers_to_one_kind_of_request(self):
        server, leading = self.serve()
        prompts = self.list(PRESIDENT)
        self.script("parallel.sh", prompts, "answers", "-m", "o3", code=program.FAILED, **leading)
        self.script("parallel.sh", prompts, "answers", "-m", "one", **leading)
        for words, variables in ((["-m", "two"], {}), ([], {"OPENAI_MODEL": "two"}),
                                 (["-m", "one", "-s", "x"], {}),
                                 (["-m", "one"], {"OPENAI_BASE_URL": NOWHERE})):
            out, err = self.script("parallel.sh", prompts, "answers", *words, code=program.USAGE,
                                   **{**leading, **variables})
            self.assertEqual(out, "")
            self.assertRegex(err, r"\Aparallel.sh: answers has answers to other options [^\n]*\n\Z")
        self.script("parallel.sh", prompts, "answers", "--low", "0.5", OPENAI_MODEL="one", **leading)
        self.assertEqual([request.json()["model"] for request in server.requests], ["o3", "one"])

    def test_wrong_options_are_reported_once_before_anything_is_asked(self):
        server, leading = self.serve()
        for words in (["--no-such"], ["-m"], ["-n", "x"], ["-r", "a.json"], ["--help"],
                      ["-o", "a.txt"], ["a", "question"]):
            out, err = self.script("parallel.sh", example("questions.txt"), "answers", *words,
                                   code=program.USAGE, **leading)
            self.assertEqual((out, err.count("\n")), ("", 1), err)
        self.assertNotIn("answers", os.listdir(self.folder))
        self.assertEqual(server.requests, [])

    def test_nothing_else_is_printed_on_a_terminal(self):
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
        for words in ([], [example("questions.txt")], ["missing.txt", "answers"], [".", "answers"],
                      [example("questions.txt"), "-o"], [example("questions.txt"), ""]):
            _, err = self.script("parallel.sh", *words, code=program.USAGE)
            self.assertIn("usage: ", err)

    def test_another_parallel_or_none_at_all(self):
        words = [example("questions.txt"), "answers"]
        self.tool("parallel", "echo parallel from moreutils")
        _, err = self.script("parallel.sh", *words, code=program.FAILED)
        self.assertIn("needs GNU parallel", err)
        (self.bin / "parallel").unlink()
        self.hide("parallel")
        self.assertEqual(self.script("parallel.sh", *words, code=program.FAILED), ("", err))
        self.assertEqual(os.listdir(self.folder), [])


def first_token(chosen, *top):
    """A response whose first token is the (text, probability) pair `chosen`, listed in `top`."""
    token = samples.token(*chosen, top)
    return scripted.json_response(samples.response(samples.choice([token], finish_reason="length")))


class Classify(ScriptTest):
    def classify(self, labels, response, stdin="It is green.\n"):
        server, leading = self.serve(response)
        out, _ = self.script("classify.sh", labels, stdin=stdin, **leading)
        return [line.split("\t") for line in out.splitlines()], server

    def test_spellings_of_a_label_are_added(self):
        response = first_token((" Spam", 0.5), (" Spam", 0.5), ("SPAM", 0.1), ("Sp", 0.125),
                               ("h", 0.0625), ("hams", 0.03), ("Spam ", 0.02), (" ", 0.01))
        rows, server = self.classify("spam,ham", response)
        self.assertEqual(rows, [["It is green.", "spam", "0.745"]])
        body = server.requests[0].json()
        self.assertEqual([body[key] for key in ("top_logprobs", "max_completion_tokens",
                                                "temperature")], [20, 10, 0])
        self.assertEqual([message["content"] for message in body["messages"]],
                         ["Classify the text. Answer with one of these labels and nothing else: "
                          "spam,ham", "It is green."])

    def test_no_label(self):
        rows, _ = self.classify("yes,no", first_token(("a", 0.6), ("a", 0.6), ("b", 0.3)))
        self.assertEqual(rows, [["It is green.", "", ""]])

    def test_texts_arrive_as_they_are(self):
        response = first_token(("a", 0.9), ("a", 0.9))
        hostile = HOSTILE[1:]  # the first means standard input
        rows, server = self.classify("a,b c", response, stdin="\n".join(hostile))
        self.assertEqual(prompts_of(server), sorted(hostile))
        shown = [text.replace("\\", "\\\\").replace("\t", "\\t") for text in hostile]
        self.assertEqual(rows, [[text, "a", "0.9"] for text in shown])

    def test_of_the_examples(self):
        server, leading = self.serve()
        out, _ = self.script("classify.sh", "tabs,spaces", stdin=f"{TABS}\r\n\r\n\n{NUMBER}", **leading)
        self.assertEqual(out, f"{TABS}\tspaces\t0.825\n{NUMBER}\t\t\n")
        self.assertEqual(prompts_of(server), [NUMBER, TABS])

    def test_a_text_without_an_answer(self):
        server, leading = self.serve(readme.respond, scripted.json_response({"error": "no"}, 401), readme.respond)
        out, _ = self.script("classify.sh", "tabs,spaces", stdin=f"{TABS}\nb\n{TABS}\n", code=123, **leading)
        self.assertEqual(([line.split("\t")[1] for line in out.splitlines()], len(server.requests)),
                         (["spaces", "spaces"], 3))

    def test_usage(self):
        _, err = self.script("classify.sh", code=1)
        self.assertIn("the labels, separated by commas", err)


if __name__ == "__main__":
    unittest.main()
