"""What can be checked of `-f svg` without a browser; tests/browser opens it in one."""

import json
import os
import re
import unittest
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor

import golden
import program
import safe
import samples
import test_ask
import test_pty

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {"svg", "title", "desc", "style", "rect", "path", "text", "tspan"}
ATTRIBUTES = {"viewBox", "width", "height", "rx", "role", "aria-labelledby", "id", "class", "x", "y",
              "dx", "d", "direction", "{http://www.w3.org/XML/1998/namespace}space"}
NO_INPUT = {"cmd", "out", "err", "code"}


def sources():
    """Everything that the golden cases and the examples read."""
    cases = {file for case in golden.cases(()) for file in case.iterdir()
             if file.is_file() and file.name not in NO_INPUT}
    return sorted(cases) + program.examples()


class Svg(test_ask.Asking):
    def picture(self, out, about=None):
        """A picture's root, after what is true of all pictures was checked."""
        root = ElementTree.fromstring(out)
        for element in root.iter():
            self.assertIn(element.tag.removeprefix(SVG), ELEMENTS, about)
            self.assertLessEqual(set(element.attrib), ATTRIBUTES, about)
        style = root.find(f"{SVG}style").text
        self.assertNotRegex(style, r"url\(|@import|<|\\", about)
        self.assertEqual((root.get("role"), root.get("aria-labelledby")), ("img", "title desc"))
        self.assertTrue(root.find(f"{SVG}title").text, about)
        return root

    def draw(self, content, *words):
        result = program.run("-r", "-", "-f", "svg", *words, stdin=content.encode())
        self.assertEqual((result.code, result.err), (program.OK, b""))
        return self.picture(result.out)

    def lines(self, root):
        return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]

    def test_the_picture_of_every_source_is_well_formed_and_does_nothing(self):
        options = ((), ("-q", "--background=dark", "--marks=lines"), ("--width=1", "--no-legend"),
                   ("--no-wrap", "--palette=colorblind", "--marks=ascii", "--bars=none"))
        all_runs = [(source, words) for source in sources() for words in options]
        runs = all_runs[::program.stride()]  # an odd number: all options have their turn
        with ThreadPoolExecutor() as pool:
            results = pool.map(lambda run: program.run("-r", str(run[0]), "-f", "svg", *run[1]), runs)
            for run, result in zip(runs, results):
                self.assertIn(result.code, (program.OK, program.REFUSED, program.UNUSABLE), run)
                self.picture(result.out, run)
        self.assertGreater(len(all_runs), 500)

    def test_every_character(self):
        text = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x3000), *safe.code_points()]))
        for content in (text, "&#0;", "]]>", "<!--", "<![CDATA["):
            answer = samples.response(samples.choice([samples.token(content, 0.4)] * 2), model=content)
            self.draw(json.dumps(answer))
            chart = samples.response(samples.choice([samples.token(content, 0.4)]), model=content)
            self.draw(json.dumps(chart))

    def test_bytes_that_are_no_text(self):
        tokens = [{**samples.token("?", 0.4), "bytes": [255, 0, 192]}, samples.token("x")]
        answer = samples.response(samples.choice(tokens))
        self.assertEqual(self.lines(self.draw(json.dumps(answer), "-q")), ["\\xff\\x00\\xc0x"])

    def test_a_request_that_is_kept_names_the_picture(self):
        asked = {"request": {"messages": [{"role": "user", "content": "Where to, & <when>?"}]},
                 "response": samples.answer("North", " now")}
        root = self.draw(json.dumps(asked))
        self.assertEqual(root.find(f"{SVG}title").text, "Where to, & <when>?")
        self.assertEqual(self.lines(root)[:2], ["Where to, & <when>?", "North now"])
        self.assertIn("“North now”: ", root.find(f"{SVG}desc").text)

    def test_a_question_names_its_picture(self):
        result = self.ask("Where to?", "-f", "svg")
        root = self.picture(result.out)
        self.assertEqual(root.find(f"{SVG}title").text, "Where to?")
        self.assertEqual(self.lines(root)[:2], ["Where to?", "Hello you"])

    def test_the_text_is_that_of_the_text_view(self):
        for example in program.examples():
            if example.suffix == ".jsonl":
                continue  # two of its answers are errors, which are not in a text
            words = ("-r", str(example), "--width=60")
            text = program.run(*words, "--no-wrap", "-q").out.decode()
            picture = self.picture(program.run(*words, "-f", "svg", "-q").out)
            if "tick" in {element.get("class") for element in picture.iter()}:
                continue  # there is a chart
            self.assertEqual("".join("".join(self.lines(picture)).split()),
                             "".join(text.split()), example)

    def test_schemes(self):
        answer = json.dumps(samples.answer("North", " now"))
        styles = {words: self.draw(answer, *words).find(f"{SVG}style").text for words in
                  ((), ("--background=light",), ("--background=dark",), ("--palette=colorblind",))}
        self.assertEqual([len(re.findall("prefers-color-scheme:dark", style))
                          for style in styles.values()], [1, 0, 0, 1])
        self.assertEqual(len(set(styles.values())), 4)

    def test_the_ending_of_the_file_chooses_it(self):
        answer = self.file("answer.json", json.dumps(samples.answer("North", " now")))
        target = self.folder / "answer.svg"
        self.assert_silent(program.run("-r", answer, "-o", str(target)))
        self.picture(target.read_bytes())

    def test_not_on_a_terminal(self):
        answer = self.file("answer.json", json.dumps(samples.answer("North", " now")))
        ours, theirs = test_pty.open_terminal(80)
        self.addCleanup(os.close, ours)
        result = program.run("-r", answer, "-f", "svg", stdout=theirs)
        os.close(theirs)
        self.assert_sentence(result, program.USAGE,
                             "-f svg is a picture: name a file with -o, or pipe it")


if __name__ == "__main__":
    unittest.main()
