"""How tests/cli/readme.py finds and checks README.md's commands."""

import json
import pkgutil
import re
import sys
import tempfile
import unittest
from pathlib import Path

import formats_table
import program
import readme

RUN = "<!-- run -->\n"


class Parser(unittest.TestCase):
    def commands(self, text):
        return [command for example in readme.examples_of(text) for _, command in example.commands]

    def test_only_blocks_after_the_marker_are_run(self):
        text = "```sh\nlogprobs a\n```\n" + RUN + "```sh\nlogprobs b\n```\n"
        self.assertEqual(self.commands(text), ["logprobs b"])

    def test_blank_lines_and_comments_are_skipped(self):
        text = RUN + "\n```sh\n# first\nlogprobs a\n\nlogprobs b # why\n```\n"
        self.assertEqual(self.commands(text), ["logprobs a", "logprobs b # why"])

    def test_a_command_may_span_lines(self):
        text = RUN + "```sh\nlogprobs a |\n  head -1\nlogprobs \\\n  b\n```\n"
        self.assertEqual(self.commands(text), ["logprobs a |\n  head -1", "logprobs \\\n  b"])

    def test_line_numbers(self):
        text = "# Title\n\n" + RUN + "```sh\n\nlogprobs a\n```\n"
        self.assertEqual(readme.examples_of(text)[0].commands, [(6, "logprobs a")])

    def test_output_follows_directly(self):
        block = RUN + "```sh\nlogprobs a\n```\n"
        output = "```text\nx\n  y\n```\n"
        self.assertEqual(readme.examples_of(block + "\n" + output)[0].output, "x\n  y\n")
        self.assertIsNone(readme.examples_of(block + "\nso\n\n" + output)[0].output)
        self.assertIsNone(readme.examples_of(block)[0].output)

    def test_a_marker_inside_a_block_is_text(self):
        text = "````md\n" + RUN + "```sh\nlogprobs a\n```\n````\n"
        self.assertEqual(readme.examples_of(text), [])

    def test_the_marker_says_which_blocks_ask(self):
        block = "```sh\nlogprobs a\n```\n"
        found = readme.examples_of(RUN + block + "<!-- run: asking -->\n" + block)
        self.assertEqual([example.asking for example in found], [False, True])
        self.assertEqual(readme.examples_of("<!-- run: dancing -->\n" + block), [])

    def test_shell_words_may_begin_a_command(self):
        for command in ("printf a | logprobs", "cat a | logprobs", "echo a"):
            self.assertEqual(self.commands(RUN + f"```sh\n{command}\n```\n"), [command])

    def test_a_compound_command_takes_its_whole_block(self):
        for content in ("while read -r a; do\n  logprobs $a\ndone < b  # exit 4\n",
                        "echo a > b\nif logprobs; then\n  echo c\nfi\n",
                        "for a in b c; do logprobs $a; done\n"):
            self.assertEqual(self.commands(RUN + f"```sh\n{content}```\n"), [content])
        self.assertEqual(self.commands(RUN + "```sh\nlogprobs if\nlogprobs b\n```\n"),
                         ["logprobs if", "logprobs b"])

    def test_mistakes(self):
        for text, says in ((RUN + "text\n", "line 1: no ```sh block"),
                           (RUN + "```text\nx\n```\n", "line 1: no ```sh block"),
                           (RUN + "text\n```sh\nlogprobs\n```\n", "line 1: no ```sh block"),
                           (RUN + "```sh\nlogprobs\n", "line 2: the block is never closed"),
                           (RUN + "```sh\nrm -r x\n```\n", "line 3: the command begins with"),
                           (RUN + "```sh\nlogprobsx\n```\n", "line 3: the command begins with"),
                           (RUN + "```sh\nrm a\nif b; then\n  c\nfi\n```\n",
                            "line 3: the command begins with"),
                           (RUN + "```sh\n# x\n```\n", "line 2: the block has no command"),
                           (RUN + "```sh\nlogprobs a |\n```\n", "line 3: the command continues")):
            with self.subTest(text), self.assertRaisesRegex(readme.Mistake, says):
                readme.examples_of(text)

    def test_scripts_in_examples_may_be_run(self):
        for command in ("examples/demo.sh", "./examples/demo.sh --fast", "logprobs"):
            self.assertEqual(self.commands(RUN + f"```sh\n{command}\n```\n"), [command])

    def test_exit_status(self):
        for command, status in (("logprobs a", 0), ("logprobs a  # exit 6", 6),
                                ("logprobs a # the exit 6 is", 0), ("logprobs a #exit 2 ", 2),
                                ("if a; then\n  b\nfi  # exit 5\n", 5)):
            self.assertEqual(readme.exit_status(command), status, command)


class Runner(unittest.TestCase):
    def problems(self, command, output=None):
        with tempfile.TemporaryDirectory() as scratch:
            example = readme.Example([(7, command)], output)
            variables = {"PATH": "/usr/bin:/bin"}
            return readme.run_example(example, Path(scratch), variables)

    def test_expected_output_and_status(self):
        self.assertEqual(self.problems("echo a", "a\n"), [])
        self.assertEqual(self.problems("sh -c 'exit 3' # exit 3"), [])

    def test_other_output_is_a_problem(self):
        self.assertIn("-a\n+b", self.problems("echo b", "a\n")[0])

    def test_another_status_is_a_problem(self):
        self.assertIn("line 7: false\n  exit status 1, not 0", self.problems("false")[0])
        self.assertIn("exit status 0, not 6", self.problems("true # exit 6")[0])

    def test_the_program_is_first_on_the_path(self):
        with tempfile.TemporaryDirectory() as scratch:
            folder, variables = readme.copy_project(Path(scratch))
            example = readme.Example([(1, "logprobs --version")], None)
            self.assertEqual(readme.run_example(example, folder, variables), [])
            self.assertTrue((folder / "examples").is_dir())
            first = variables["PATH"].split(":")[0]
            self.assertEqual(str((Path(first) / "logprobs").resolve()),
                             str(Path(program.path()).resolve()))

    def test_asking_gets_an_answer(self):
        with tempfile.TemporaryDirectory() as scratch, readme.someone_to_ask() as leading:
            folder, variables = readme.copy_project(Path(scratch))
            for command, output in (('logprobs -f plain "Tabs or spaces? Single word answer."',
                                     "Spaces"),
                                    ("logprobs -f plain --no-stream Hello", "Andrzej Duda"),
                                    ("logprobs -m o3 Hello  # exit 4", "")):
                example = readme.Example([(1, command)], output, asking=True)
                self.assertEqual(readme.run_example(example, folder, {**variables, **leading}), [])


class Answers(unittest.TestCase):
    def answer(self, question, **fields):
        messages = [{"role": "system", "content": "Be kind."},
                    {"role": "user", "content": question},
                    {"role": "assistant", "content": "So"}]
        return readme.answer_to({"model": "gpt-4o", "messages": messages, "logprobs": True,
                                 "top_logprobs": 5, **fields})

    def texts(self, response):
        return [choice["message"]["content"] for choice in response["choices"]]

    def test_a_question_of_the_examples_gets_its_answer_and_any_other_the_first(self):
        for question, text in (("Who is the president of Poland?", "Andrzej Duda"),
                               ("Pick a random number between 1 and 100.", "42"),
                               ("Fill in one word: The nurse left when ___ had finished.", "she"),
                               ("Why?", "Andrzej Duda")):
            self.assertEqual(self.texts(self.answer(question)), [text])

    def test_the_questions_asked_in_a_loop_are_in_the_examples(self):
        questions = (program.EXAMPLES / "questions.txt").read_text().splitlines()
        self.assertEqual([self.texts(self.answer(question)) for question in questions],
                         [["Andrzej Duda"], ["Spaces"], ["42"]])

    def test_as_many_choices_and_alternatives_as_were_asked_for(self):
        response = self.answer("Pick a random number between 1 and 100.", n=3, top_logprobs=2)
        self.assertEqual([choice["index"] for choice in response["choices"]], [0, 1, 2])
        for choice in response["choices"]:
            self.assertEqual([len(t["top_logprobs"]) for t in choice["logprobs"]["content"]], [2])

    def test_reasoning_models_refuse(self):
        for model in ("o3", "o4-mini", "gpt-5", "gpt-5-nano"):
            self.assertIn("error", self.answer("Why?", model=model))
        self.assertNotIn("error", self.answer("Why?", model="olmo"))

    def test_a_stream_says_the_same(self):
        response = self.answer("Who is the president of Poland?", n=2)
        *events, done = [event.removeprefix("data: ") for event in readme.stream_of(response)]
        self.assertEqual(done, "[DONE]\n\n")
        parts = [json.loads(event) for event in events]
        self.assertEqual({part["model"] for part in parts}, {response["model"]})
        for choice in response["choices"]:
            mine = [p["choices"][0] for p in parts if p["choices"][0]["index"] == choice["index"]]
            tokens = [t for part in mine if part["logprobs"] for t in part["logprobs"]["content"]]
            self.assertEqual(tokens, choice["logprobs"]["content"])
            self.assertEqual(mine[-1]["finish_reason"], "stop")


class Formats(program.ProgramTest):
    def test_the_table_matches_the_program(self):
        kept = formats_table.parts(formats_table.README.read_text(encoding="utf-8"))[1]
        self.assertEqual(kept, formats_table.table())


class Promises(unittest.TestCase):
    """tests/README.md names the tests that check each promise."""

    def test_the_named_tests_exist(self):
        text = (program.ROOT / "tests" / "README.md").read_text(encoding="utf-8")
        names = re.findall(r"`(test_\w+\.\w+(?:\.test_\w+)?)`", text)
        self.assertGreater(len(names), 20)
        sys.path.append(str(program.ROOT / "tests" / "faults"))
        for name in names:
            self.assertTrue(callable(pkgutil.resolve_name(name)), name)


if __name__ == "__main__":
    unittest.main()
