"""What can be checked of `-f html` without a browser; tests/browser opens it in one."""

import base64
import hashlib
import json
import math
import unittest
from html.parser import HTMLParser

import program

VOID = ("meta", "input", "br")
CLUES = {"low": "low", "ambiguous": "ambiguous", "not-top": "not_top"}


class Page(HTMLParser):
    """The elements of a page; `unbalanced` holds those opened or closed out of order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.unbalanced, self.elements, self.texts = [], [], [], {}
        self.feed(text)
        self.close()
        self.unbalanced += self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.unbalanced.append(f"/{tag}")

    def handle_data(self, data):
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)

    def named(self, tag):
        return [attrs for name, attrs in self.elements if name == tag]


class Html(program.ProgramTest):
    def report(self, *words, **more):
        return program.run(*words, "-f", "html", **more).out.decode()

    def test_elements_are_closed_in_order(self):
        page = Page(self.report("-r", *map(str, program.examples())))
        self.assertEqual(page.unbalanced, [])
        self.assertEqual(len({attrs["id"] for _, attrs in page.elements if "id" in attrs}),
                         len([1 for _, attrs in page.elements if "id" in attrs]))

    def test_the_policy_names_script_and_style(self):
        page = Page(self.report("-r", str(program.EXAMPLES / "cats.json")))
        policy = next(attrs["content"] for attrs in page.named("meta") if "http-equiv" in attrs)
        self.assertIn("default-src 'none';", policy)
        for tag in ("script", "style"):
            code = page.texts[tag][-1].encode()
            digest = base64.b64encode(hashlib.sha256(code).digest()).decode()
            self.assertIn(f"{tag}-src 'sha256-{digest}'", policy)
        self.assertEqual([attrs for attrs in page.named("script") if "src" in attrs], [])

    def test_the_page_of_stats(self):
        """It has no script, and a policy that names its style."""
        text = program.run("-r", *map(str, program.examples()), "-f", "stats-html", "--by",
                           "format").out.decode()
        page = Page(text)
        self.assertEqual((page.unbalanced, page.named("script"), page.named("a")), ([], [], []))
        policy = next(attrs["content"] for attrs in page.named("meta") if "http-equiv" in attrs)
        digest = base64.b64encode(hashlib.sha256("".join(page.texts["style"]).encode()).digest())
        self.assertIn(f"default-src 'none'; style-src 'sha256-{digest.decode()}'", policy)

    def test_the_data_equal_those_of_json(self):
        """Logprobs to the last digit, probabilities to what a page shows of them."""
        for name in map(str, program.examples()):
            page = Page(self.report("-r", name))
            shown = [json.loads(text) for text in page.texts["script"] if "logprob" in text[:20]]
            responses = program.run("-r", name, "-f", "json").out.decode().splitlines()
            choices = [choice for line in responses for choice in json.loads(line)["choices"]
                       if choice["tokens"]]
            self.assertEqual(len(shown), len(choices), name)
            for data, choice in zip(shown, choices):
                for field in ("logprob", "rank"):
                    self.assertEqual(data[field], [token[field] for token in choice["tokens"]])
                for field in ("probability", "margin"):
                    for number, token in zip(data[field], choice["tokens"], strict=True):
                        self.assertEqual(half_tenths(number), half_tenths(token[field]))

    def test_the_levels_give_the_clues_of_json(self):
        """With thresholds that the sliders have, and with others."""
        names = list(map(str, program.examples()))
        for low, ambiguous in (("0.1", "0.15"), ("0.4321", "0.3"), ("1", "0")):
            words = ("-r", *names, "--low", low, "--ambiguous", ambiguous)
            settings = next(text for text in Page(self.report(*words)).texts["script"]
                            if text.startswith('{"thresholds"'))
            settings = json.loads(settings)
            limits = [sum(cut < float(threshold) for cut in settings["cuts"])
                      for threshold in (low, ambiguous)] + [0]
            shown = [[[name for name, level, limit in zip(CLUES, levels[i:i + 3], limits)
                       if level <= limit] for i in range(0, len(levels), 3)]
                     for levels in (base64.b64decode(row["levels"]) for row in settings["rows"])]
            expected = []
            for line in program.run(*words, "-f", "json").out.decode().splitlines():
                choices = json.loads(line)["choices"] or [{"tokens": []}]
                expected += [[token["clues"] for token in choice["tokens"]] for choice in choices]
            self.assertEqual(shown, expected)

    def test_quiet_and_without_a_legend(self):
        name = str(program.EXAMPLES / "refusal.json")
        quiet = self.report("-r", name, "-q")
        for part in ("<h1>", "<h2 ", 'class="legend"', 'class="summary"'):
            self.assertIn(part, self.report("-r", name))
            self.assertNotIn(part, quiet)
        bare = self.report("-r", name, "--no-legend")
        self.assertNotIn('class="legend"', bare)
        self.assertIn('class="summary"', bare)

    def test_fields_are_shown_once_for_an_answer(self):
        item = b'{"trace":"a<b>","response":%s}' % (program.EXAMPLES / "refusal.json").read_bytes()
        page = self.report("-r", "-", "--show-field", "trace", stdin=item.replace(b"\n", b" "))
        self.assertEqual(page.count('<p class="fields">'), 1)
        self.assertIn("a&lt;b&gt;", page)

    def test_an_empty_input_gives_a_page(self):
        result = program.run("-r", str(self.folder / "none"), "-f", "html")
        self.assertEqual(result.code, program.FAILED)
        page = Page(result.out.decode())
        self.assertEqual(page.unbalanced, [])
        self.assertEqual(page.texts["title"], ["logprobs"])
        self.assertEqual(page.named("section"), [])

    def test_an_answer_that_no_browser_would_open_is_refused(self):
        tokens = b",".join([b'{"token":"%s","logprob":-0.1}' % (b"&" * 1000)] * 16_000)
        target = self.folder / "page.html"
        result = program.run("-r", "-", "-f", "html", "-o", str(target),
                             stdin=b'{"content":[%s]}' % tokens)
        self.assert_sentence(result, program.FAILED, "64 MiB", "summary or csv")
        self.assertEqual(list(self.folder.iterdir()), [])


def half_tenths(probability):
    """Between which multiples of 0.05% it is, or on which: percentages are rounded there."""
    return None if probability is None else (math.floor(probability * 2000),
                                             math.ceil(probability * 2000))


if __name__ == "__main__":
    unittest.main()
