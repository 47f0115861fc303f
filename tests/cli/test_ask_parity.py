"""A live answer and its saved response look the same, in every view."""

import json
import re
import unittest
from concurrent.futures import ThreadPoolExecutor

import program
import scripted
from test_ask import Asking, variables
from test_ask_answers import RECORDED, recorded_response

VIEWS = ("text", "table", "chart", "plain", "json", "summary", "tsv", "places")


PLACE = ("source", "line", "offset", "path")


def without_source(view, out, source, *known):
    """The output without the response's place, and without what a file does not tell that keeps the
    response alone."""
    text = out.decode().replace(source, "SOURCE").replace("SOURCE:1", "SOURCE")
    if "choices_asked" in known:
        text = re.sub(r"(answer \d+) of \d+", r"\1", text)
    if view == "json":
        objects = [json.loads(line) for line in text.splitlines()]
        return [[item for item in value.items() if item[0] not in (*PLACE, *known)] for value in objects]
    if view == "summary":
        return [line.split("\t")[1:] for line in text.splitlines()]
    if view == "places":
        return [re.sub(r"^SOURCE(:\d+)?((#\d+)?(:[a-z]+)?:\d+\t)", r"\2", line)
                for line in text.splitlines()]
    return text


class Parity(Asking):
    def saved(self, name):
        """The saved file: FILE if the answer was complete, else FILE.partial."""
        found = [path for path in (self.folder / name, self.folder / (name + ".partial"))
                 if path.exists()]
        self.assertEqual(len(found), 1, name)
        return found[0]

    def check(self, recorded, name, *words):
        bare = name + " alone"
        with scripted.Server(recorded_response(recorded.body)) as server:
            asked = program.run("hello", *recorded.words, *words, "--save", str(self.folder / name),
                                "--save-response", str(self.folder / bare), env=variables(server))
        self.check_key(asked.out, asked.err)
        self.assertEqual(self.saved(bare).read_bytes(), recorded.body.encode(), name)
        for path, known in ((self.saved(name), ()), (self.saved(bare), ("question", "choices_asked"))):
            replayed = program.run("-r", str(path), *words)
            self.assertEqual((asked.code, replayed.code), (recorded.code, recorded.code), name)
            url = server.base_url + "/chat/completions"
            self.assertEqual(without_source(words[1], asked.out, url, *known),
                             without_source(words[1], replayed.out, str(path), *known), name)
            self.assertEqual(bool(asked.err), bool(replayed.err), name)

    def check_all(self, number, *words):
        """Checks all recorded responses, each saved under its own name; a third of them, which the
        number chooses, where tests are thinned."""
        # Who replays one does not know what the model was asked to continue.
        names = [name for name in RECORDED if name != "prefill repeated"]
        step = min(3, program.stride())
        names = names[number % step::step]
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda name: self.check(RECORDED[name], name, *words), names))
        for path in self.folder.iterdir():
            path.unlink()

    def test_views(self):
        for number, view in enumerate(VIEWS):
            with self.subTest(view):
                self.check_all(number, "-f", view, "--color=always")

    def test_one_of_several_choices(self):
        for name in ("three choices", "three choices by turns"):
            for view in VIEWS:
                self.check(RECORDED[name], f"{name} {view}", "-f", view, "--choice", "1")


if __name__ == "__main__":
    unittest.main()
