"""`--from NAME`: a named format reads its own responses and no others."""

import json
import os
import unittest
from concurrent.futures import ThreadPoolExecutor

import program
import shapes
from program import OK, UNUSABLE, USAGE
from thinning import some_of

WRONG = {"gemini": "tgi"}  # a format that has nothing in common with the shape; gemini by default


def inputs_of(shape):
    """The inputs of a shape's cases, whatever their arguments are."""
    return [path for case in shapes.cases(shape) for path in sorted(case.iterdir())
            if path.is_file() and path.name not in shapes.KEPT]


class From(program.ProgramTest):
    def read(self, path, *words):
        return program.run("-r", path.name, "-f", "json", *words, cwd=path.parent)

    def formats(self, result):
        return {json.loads(line)["format"] for line in result.out.splitlines()}

    def test_help_lists_them_and_each_has_cases(self):
        result = program.run("--from", "help")
        self.assert_silent(result)
        for line in result.out.decode().splitlines():
            self.assertGreater(len(line.split(maxsplit=1)), 1, line)
        for shape in shapes.SHAPES:
            self.assertTrue(shapes.cases(shape), shape)

    def test_an_unknown_name(self):
        result = program.run("-r", "any.json", "--from", "openai")
        self.assert_sentence(result, USAGE, "--from", "openai", *shapes.SHAPES)
        self.assertEqual(result.out, b"")

    def test_auto_is_the_default(self):
        for shape in shapes.SHAPES:
            path = inputs_of(shape)[0]
            self.assertEqual(self.read(path, "--from", "auto"), self.read(path))

    def test_by_its_own_name(self):
        """Naming the shape gives the same output as detecting it."""
        paths = [(shape, path) for shape in shapes.SHAPES for path in some_of(inputs_of(shape), 3)]
        checked = set()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            found = pool.map(lambda each: self.read(each[1]), paths)
            forced = pool.map(lambda each: self.read(each[1], "--from", each[0]), paths)
            for (shape, path), auto, named in zip(paths, found, forced):
                if self.formats(auto) != {shape}:
                    continue  # it contains another shape too, such as an error or a ping
                checked.add(shape)
                with self.subTest(path.relative_to(path.parents[2])):
                    self.assertEqual(named, auto)
        self.assertEqual(checked, set(shapes.SHAPES))

    def test_by_another_name(self):
        for shape in shapes.SHAPES:
            path = next(path for path in inputs_of(shape) if self.read(path).code == OK)
            wrong = WRONG.get(shape, "gemini")
            result = self.read(path, "--from", wrong)
            with self.subTest(shape, path=path.parent.name):
                self.assertEqual(result.code, UNUSABLE, result.out)
                self.assertRegex(result.err.decode(), r"\Alogprobs: [^\n]+\n")
                shown = [json.loads(line) for line in result.out.splitlines()]
                self.assertFalse([r for r in shown if r["choices"] or not r["error"]], shown)


if __name__ == "__main__":
    unittest.main()
