"""README.md says of options, views, formats, exit codes and variables what the program says."""

import re
import unittest

import help_text
import man_page
import program

README = (program.ROOT / "README.md").read_text(encoding="utf-8")
# Options of other programs that it names.
OTHERS = {"--csv", "--max-logprobs", "--install", "--all", "--build", "--preset"}
OWN = re.compile(r"\b(?:LOGPROBS|OPENAI|XDG|CLICOLOR|FORCE|NO)_[A-Z_]+\b|\bCOLORFGBG\b")


def code_spans():
    """What is between backquotes in its text."""
    text = re.sub(r"^```.*?^```$", "", README, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", text)


class Reference(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.options = help_text.options()

    def test_it_names_every_option(self):
        named = set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", README)) | \
            set(re.findall(r"(?<![\w-])-[A-Z]\b", README))
        missing = [option.names for option in self.options if not named & set(option.names)]
        self.assertEqual(missing, [])

    def test_every_option_that_it_names_exists(self):
        named = set(re.findall(r"(?<![\w-])--[a-z][\w-]*", README)) - OTHERS
        known = {option.long for option in self.options}
        self.assertEqual(named - known, set())
        self.assertTrue(OTHERS <= set(re.findall(r"--[a-z][\w-]*", README)), "OTHERS has too many")

    def test_it_calls_values_as_help_does(self):
        values = {name: option.value for option in self.options for name in option.names}
        for span in code_spans():
            for name, value in re.findall(r"(--[a-z][\w-]*) ([A-Z][A-Z:=/,.-]*)(?=$|[ ,`])", span):
                with self.subTest(span):
                    self.assertEqual(values[name].strip("[]"), value)

    def test_it_pairs_short_and_long_names_as_help_does(self):
        pairs = {(option.short, option.long) for option in self.options}
        for span in code_spans():
            for pair in re.findall(r"(-\w), (--[\w-]+)", span):
                self.assertIn(pair, pairs)

    def test_its_defaults_are_those_of_help(self):
        abouts = {name: option.about for option in self.options for name in option.names}
        found = re.findall(r"`(--[a-z-]+) [A-Z]+` \(([\d.,]+)\)", README)
        self.assertGreater(len(found), 0)
        for name, preset in found:
            self.assertIn(f"({preset})", abouts[name])

    def test_it_names_every_view(self):
        spans = " ".join(code_spans())
        missing = [view for view in help_text.listed("--format")
                   if not re.search(rf"(?<![\w-]){view}(?![\w-])", spans)]
        self.assertEqual(missing, [])

    def test_its_table_of_exit_codes_has_those_of_help(self):
        table = README.partition("| exit status | |\n")[2].partition("\n\n")[0]
        cells = re.findall(r"^\| ([\d, ]+) \|", table, flags=re.MULTILINE)
        codes = [int(code) for cell in cells for code in cell.split(",")]
        self.assertEqual(codes, sorted(help_text.exit_codes()))

    def test_the_variables_that_it_names_are_in_the_man_page(self):
        told = set(re.findall(r"\w+", man_page.sections(man_page.source())["ENVIRONMENT"]))
        named = set(OWN.findall(README))
        self.assertGreater(len(named), 5)
        self.assertEqual(named - told, set())


if __name__ == "__main__":
    unittest.main()
