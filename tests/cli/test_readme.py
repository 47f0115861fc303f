"""How README.md's commands are found and judged."""

import tempfile
import unittest
from pathlib import Path

import program
import readme

RUN = "<!-- run -->\n"


class Parser(unittest.TestCase):
    def commands(self, text):
        return [command for example in readme.examples_of(text) for _, command in example.commands]

    def test_only_blocks_behind_the_marker_are_run(self):
        text = "```sh\nlogprobs a\n```\n" + RUN + "```sh\nlogprobs b\n```\n"
        self.assertEqual(self.commands(text), ["logprobs b"])

    def test_blank_lines_and_comments_are_passed_over(self):
        text = RUN + "\n```sh\n# first\nlogprobs a\n\nlogprobs b # why\n```\n"
        self.assertEqual(self.commands(text), ["logprobs a", "logprobs b # why"])

    def test_a_line_may_go_on(self):
        text = RUN + "```sh\nlogprobs a |\n  head -1\nlogprobs \\\n  b\n```\n"
        self.assertEqual(self.commands(text), ["logprobs a |\n  head -1", "logprobs \\\n  b"])

    def test_numbers_of_lines(self):
        text = "# Title\n\n" + RUN + "```sh\n\nlogprobs a\n```\n"
        self.assertEqual(readme.examples_of(text)[0].commands, [(6, "logprobs a")])

    def test_output_stands_directly_after(self):
        block = RUN + "```sh\nlogprobs a\n```\n"
        output = "```text\nx\n  y\n```\n"
        self.assertEqual(readme.examples_of(block + "\n" + output)[0].output, "x\n  y\n")
        self.assertIsNone(readme.examples_of(block + "\nso\n\n" + output)[0].output)
        self.assertIsNone(readme.examples_of(block)[0].output)

    def test_a_marker_inside_a_block_is_text(self):
        text = "````md\n" + RUN + "```sh\nlogprobs a\n```\n````\n"
        self.assertEqual(readme.examples_of(text), [])

    def test_mistakes(self):
        for text, says in ((RUN + "text\n", "line 1: no ```sh block"),
                           (RUN + "```text\nx\n```\n", "line 1: no ```sh block"),
                           (RUN + "text\n```sh\nlogprobs\n```\n", "line 1: no ```sh block"),
                           (RUN + "```sh\nlogprobs\n", "line 2: the block is never closed"),
                           (RUN + "```sh\nrm -r x\n```\n", "line 3: the command begins with"),
                           (RUN + "```sh\nlogprobsx\n```\n", "line 3: the command begins with"),
                           (RUN + "```sh\n# x\n```\n", "line 2: there is no command"),
                           (RUN + "```sh\nlogprobs a |\n```\n", "line 3: the command goes on")):
            with self.subTest(text), self.assertRaisesRegex(readme.Mistake, says):
                readme.examples_of(text)

    def test_scripts_of_examples_may_be_run(self):
        for command in ("examples/demo.sh", "./examples/demo.sh --fast", "logprobs"):
            self.assertEqual(self.commands(RUN + f"```sh\n{command}\n```\n"), [command])

    def test_exit_status(self):
        for command, status in (("logprobs a", 0), ("logprobs a  # exit 6", 6),
                                ("logprobs a # the exit 6 is", 0), ("logprobs a #exit 2 ", 2)):
            self.assertEqual(readme.exit_status(command), status, command)


class Runner(unittest.TestCase):
    def problems(self, command, output=None):
        with tempfile.TemporaryDirectory() as scratch:
            example = readme.Example([(7, command)], output)
            variables = {"PATH": "/usr/bin:/bin"}
            return readme.run_example(example, Path(scratch), variables)

    def test_what_is_as_told_is_no_problem(self):
        self.assertEqual(self.problems("echo a", "a\n"), [])
        self.assertEqual(self.problems("sh -c 'exit 3' # exit 3"), [])

    def test_other_output_is_one(self):
        self.assertIn("-a\n+b", self.problems("echo b", "a\n")[0])

    def test_another_status_is_one(self):
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


if __name__ == "__main__":
    unittest.main()
