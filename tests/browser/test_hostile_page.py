"""Text from outside stays text in a page: it is never markup, runs nothing and loads nothing."""

import json
import os
import unittest

import expected
import page
import program
import safe
import samples
from nasty import BYTES, CHARACTERS, MARKUP, nasty_tokens
from reports import visible
from responses import raw_alternative, response_of, responses_of
from samples import token
from test_markdown_hostile import hostile_fragments, hostile_response

FOREIGN = """const own = new Set(arguments[0]);
return Array.from(document.querySelectorAll('*')).filter((element) =>
  !own.has(element.localName)
  || element.matches('[src], [href]:not([href^="#a"]), [style]:not(.track *, html)')
  || Array.from(element.attributes).some(({name}) => name.startsWith('on')))
  .map((element) => element.outerHTML.slice(0, 200));"""
OWN = ("html head meta title style body header h1 h2 div ul li span p form fieldset legend label "
       "input details summary output kbd main section svg path rect text line g table thead tbody "
       "tr th td bdi i br script aside dl dt dd ol a button strong caption nav em template").split()


class Hostile(page.BrowserTest, expected.Checks):
    def check_elements(self, scripts):
        """Expects only the page's own elements and attributes; `scripts` scripts hold its data."""
        self.assertEqual(self.js(FOREIGN, OWN), [])
        kinds = self.js("return Array.from(document.scripts, (one) => one.type)")
        self.assertEqual(kinds, ["application/json"] * scripts + [""])
        counted = "return ['style', 'title', 'main', 'form', 'h1'].map((name) => " \
                  "document.querySelectorAll(name + ':not(svg *)').length)"
        self.assertEqual(self.js(counted), [1, 1, 1, 1, 1])

    def check_text(self):
        """The answers read as in the text view, which ends each with a line break."""
        shown = "".join(text if text.endswith("\n") else text + "\n" for text in self.answers())
        self.assertEqual(shown.split("\n"), self.text().split("\n"))

    def test_tokens(self):
        """All nasty tokens side by side in one answer, and each in an answer of its own."""
        tokens = nasty_tokens()
        each = [[one, token("."), one] for one in tokens]
        self.open("-r", "-", stdin=responses_of(tokens, *each))
        self.check_elements(len(tokens) + 2)
        self.check_text()

    def test_each_nasty_token_has_its_card(self):
        tokens = nasty_tokens()
        self.open("-r", "-", stdin=response_of(*tokens))
        cards = self.cards()
        self.assertEqual([card["number"] for card in cards], list(range(len(tokens))))
        self.assertEqual([card["word"] for card in cards],
                         [expected.cell(bytes(one["bytes"])) for one in tokens])
        self.open_details(".answer details")
        self.wait(lambda: self.js("const rows = document.querySelectorAll('.words tbody tr');"
                                  "rows[rows.length - 1].scrollIntoView(); return rows.length")
                  == len(tokens))
        self.assertEqual([row[1] for row in self.table()["rows"]], [card["word"] for card in cards])
        self.check_elements(2)

    def test_fragments_of_every_markup(self):
        """Each fragment is an answer, token, alternative, model and custom_id."""
        data = hostile_fragments(40)
        lines = [samples.batch_line(one.decode("utf-8", "replace"), hostile_response(one, other))
                 for one, other in zip(data, data[1:] + data[:1])]
        self.open("-r", "-", stdin=samples.lines(*lines))
        self.check_elements(2 * len(data) + 1)
        self.check_text()
        index = self.js("const rows = document.querySelectorAll('#index tbody tr'); return texts("
                        "Array.from(rows, (row) => row.cells[0]))")
        names = self.js("return Array.from(document.querySelectorAll('.answer'), "
                        "(one) => one.getAttribute('aria-label'))")
        self.assertEqual(index, names[:len(index)])
        self.assertEqual(names, self.js("return texts(document.querySelectorAll('main h2'))"))

    def test_alternatives(self):
        texts = [text.encode() for text in MARKUP + CHARACTERS if text] + BYTES
        top = [raw_alternative(text, 0.5 / (i + 2)) for i, text in enumerate(texts)]
        self.open("-r", "-", stdin=response_of(token("x", 0.6, top_logprobs=top)))
        [card] = self.cards()
        self.assertEqual([bar["text"] for bar in card["bars"] if not bar["rest"]],
                         ["x", *map(expected.cell, texts)])
        self.check_elements(2)

    def test_an_alternative_of_a_megabyte(self):
        """It is cut, and the page stays small."""
        top = [raw_alternative(b"<b>" * 350_000, 0.3)]
        self.open("-r", "-", stdin=response_of(token("x", 0.6, top_logprobs=top)))
        [card] = self.cards()
        self.assertRegex(card["bars"][1]["text"], r"\A(<b>)+<?b?…\Z")
        self.assertLess((self.folder / "page.html").stat().st_size, 100_000)

    def test_names(self):
        """Names of models, files and requests, wherever the page shows them."""
        names = ["<img src=x>.json", "</title><script>alert(1)<", "\" onclick=\"alert(1)",
                 "&lt;.json", "\u202egpj.json", "\x1b[31m"]
        files = [name.replace("/", "\u2215") for name in names]
        for file, name in zip(files, names):
            self.file(file, samples.compact(samples.response(
                samples.choice([token("a")]), model=name)))
        self.source = ((), b"")
        result = program.run("-r", *("./" + file for file in files), "-f", "html", cwd=self.folder)
        self.assert_silent(result)
        self.open_file(self.file("page.html", result.out))
        self.check_elements(len(names) + 1)
        self.assertEqual(self.js("return texts(document.querySelectorAll('main h2'))"),
                         [visible(b"./" + os.fsencode(file)) + ":1" for file in files])
        for shown, name in zip(self.find_all(".summary"), names):
            self.assertTrue(shown.get_attribute("textContent").startswith(visible(name.encode())))

    def test_a_single_file_with_markup_in_its_name(self):
        """The file's name is also the page's title."""
        name = self.file("<img src=x onerror=alert(1)>.json", response_of(token("a")))
        self.open("-r", name)
        self.check_elements(2)
        self.assertIn("<img src=x onerror=alert(1)>.json", self.driver.title)
        self.assertEqual(self.find("h1").text, name + ":1")

    def test_error_messages(self):
        lines = [samples.batch_line(text or "e", error={"code": text, "message": text})
                 for text in MARKUP]
        self.open("-r", "-", stdin=samples.lines(*lines), code=program.REFUSED)
        self.check_elements(1)
        shown = self.js("return texts(document.querySelectorAll('.error'))")
        for text, error in zip(MARKUP, shown, strict=True):
            self.assertIn(visible(text.encode()), error)

    def test_messages_without_logprobs(self):
        texts = [text for text in MARKUP + CHARACTERS if text.strip("\u200d\ufe0f \n")]
        messages = [{"role": "assistant", "content": text} for text in texts]
        content = samples.compact(samples.response(*(
            samples.choice([], i, message=one, logprobs=None) for i, one in enumerate(messages))))
        self.open("-r", "-", stdin=content, code=program.UNUSABLE)
        self.check_elements(1)
        self.assertEqual([text.split("\n") for text in self.answers()],
                         [visible(text.encode(), "\n").split("\n") for text in texts])

    def test_lone_surrogates(self):
        line = response_of(token("a")).replace('"token": "a"', '"token": "\\ud83d"') \
            .replace('"bytes": [97]', '"bytes": null')
        self.open("-r", "-", stdin=line)
        self.check_text()
        self.assertEqual(len(self.cards()), 1)

    def test_right_to_left_text_moves_nothing_else(self):
        """Words of another direction stay at their place in the line."""
        self.open("-r", "-", stdin=response_of(token("price "), token("שלום"), token(" 12"),
                                               token("3"), token(" end")))
        lefts = self.js("return Array.from(document.querySelectorAll('[data-t]'), "
                        "(part) => part.getBoundingClientRect().left)")
        self.assertEqual(lefts, sorted(lefts))
        isolated = self.js("return document.querySelector('bdi[dir=rtl]').textContent")
        self.assertEqual(isolated, "שלום")


class Policy(page.BrowserTest):
    """The page's policy lets its own script and style run, and nothing else."""

    noise = True

    INJECTED = {"<script>window.done = 1</script>": "script-src",
                "<script src='data:text/javascript,window.done=1'></script>": "script-src",
                "<p autofocus tabindex=0 onfocus='window.done = 1'>x</p>": "script-src",
                "<img src=data:, onerror='window.done = 1'>": "img-src",
                "<style>body { display: none }</style>": "style-src",
                "<p style='position: fixed'>x</p>": "style-src",
                "<object data='data:text/html,x'></object>": "object-src",
                "<iframe src='http://127.0.0.1:9/x'></iframe>": "frame-src",
                "<img src='http://127.0.0.1:9/x.png'>": "img-src",
                "<link rel=stylesheet href='data:text/css,body{display:none}'>": "style-src",
                "<base href='http://127.0.0.1:9/'>": "base-uri"}

    def test_the_policy_is_enforced(self):
        """Whatever else is in the page does nothing, while its own script runs."""
        own = program.run("-r", str(program.EXAMPLES / "poland.json"), "-f", "html").out.decode()
        foreign = "".join(self.INJECTED)
        self.open_file(self.file("page.html", own.replace("<main>", "<main>" + foreign, 1)))
        self.assertTrue(self.find(".controls").is_displayed())
        self.token(1).click()
        self.assertEqual(self.card()["number"], 1)
        self.assertIsNone(self.js("return window.done ?? null"))
        said = [entry["message"] for entry in self.driver.get_log("browser")]
        sent = page.requests(json.loads(entry["message"])["message"]
                             for entry in self.driver.get_log("performance"))
        self.assertFalse([address for address in sent if address.startswith("http")])
        self.assertTrue(all("Content Security Policy" in message for message in said), said)
        for directive in set(self.INJECTED.values()):
            must = list(self.INJECTED.values()).count(directive)
            self.assertGreaterEqual(sum(directive in message for message in said), must, directive)

    def test_nothing_can_use_the_network(self):
        self.open("-r", str(program.EXAMPLES / "poland.json"))
        for script in ("return fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'blocked')",
                       "return new Promise((done) => { const image = new Image();"
                       "image.onload = () => done('sent'); image.onerror = () => done('blocked');"
                       "image.src = 'http://127.0.0.1:9/x.png'; })"):
            self.assertEqual(self.js(script), "blocked")
        said = " ".join(entry["message"] for entry in self.driver.get_log("browser"))
        self.assertIn("Content Security Policy", said)


class Source(program.ProgramTest):
    """The contents of the file, without a browser."""

    def test_names_nothing_outside(self):
        out = program.run("-r", *map(str, program.examples()), "-f", "html").out.decode()
        self.assertRegex(out, r"default-src 'none'")
        for word in ("src=", "@import", "url(", "http://", "https://", "<link", "<base", "eval(",
                     "unsafe-inline", "innerHTML"):
            self.assertNotIn(word, out)

    def test_script_and_style_are_small(self):
        out = program.run("-r", str(program.EXAMPLES / "poland.json"), "-f", "html").out
        script = out[out.index(b"<script>") + len(b"<script>"):out.rindex(b"</script>")]
        style = out[out.index(b"<style>") + len(b"<style>"):out.index(b"</style>")]
        self.assertIn(b"\nfunction ", script)
        self.assertLess(len(script) + len(style), 28_100)

    def test_nothing_raw(self):
        """Controls and direction-changing characters are spelled out in the file itself."""
        out = program.run("-r", "-", "-f", "html", stdin=response_of(*nasty_tokens()).encode()).out
        self.assertLessEqual(set(safe.dangers(out, colors=False)), {"U+200D", "U+FE0F"})


if __name__ == "__main__":
    unittest.main()
