"""Several answers in one page: many of them, long ones, and missing ones."""

import itertools
import json
import re
import unittest

import expected
import page
import program
import samples
from program import FAILED, REFUSED, UNUSABLE
from responses import response_of, responses_of
from samples import token

LONG, CATS, REFUSAL, BATCH = (str(program.EXAMPLES / name) for name in
                              ("poland-long.json", "cats.json", "refusal.json", "batch.jsonl"))
ROWS = "return document.querySelectorAll('#index tbody tr').length"
SCROLL = "const rows = document.querySelectorAll('#index tbody tr');" \
         "rows[rows.length - 1].scrollIntoView(); return rows.length"

WALK = """const [first, end, done] = arguments;
const shown = async (one) => {
  one.scrollIntoView();
  while (!one.querySelector('.text')) await new Promise(requestAnimationFrame);
};
(async () => {
  for (let i = first; i < end; i += 2) await shown(answer(i));
  done();
})();"""


def least(choice):
    """The least probable token of an answer."""
    return min(choice["tokens"], key=lambda token: token["probability"])


class Several(page.BrowserTest, expected.Checks):
    def rows(self):
        """The index: {column: [values]}."""
        table = self.table("#index")
        return dict(zip(table["heads"], map(list, zip(*table["rows"]))))

    def test_the_index_says_what_json_says(self):
        self.open("-r", LONG, CATS, REFUSAL, BATCH, code=REFUSED)
        rows = self.rows()
        choices = self.json()
        summaries = [c["summary"] if c else None for c in choices]
        self.assertEqual([size.strip() for size in rows["tokens"]], [str(s["tokens"] if s else 0) for s in summaries])
        self.assertEqual(rows["perplexity"], [f"{s['perplexity']:.2f}" if s else ""
                                              for s in summaries])
        self.assertEqual(rows["least sure"], [
            expected.cell(expected.data(least(c))).strip("␣") + expected.percent(
                c["summary"]["min_probability"]) if c else "" for c in choices])
        self.assertEqual(rows["clues"], [str(expected.unsure(c)) if c else "0"
                                         for c in choices])
        self.check_painted(choices)

    def test_sorts_by_perplexity_and_by_clues(self):
        """Answers without a perplexity come last in either direction."""
        self.open("-r", LONG, CATS, REFUSAL, BATCH, code=REFUSED)
        for name in ("perplexity", "clues"):
            at = self.table("#index")["heads"].index(name)
            seen = set()
            for _ in range(2):
                self.find_all("#index th button")[at].click()
                order = self.table("#index")["sorted"][at]
                values = self.rows()[name]
                known = [float(value) for value in values if value]
                self.assertEqual(known, sorted(known, reverse=order == "descending"))
                self.assertNotIn("", values[:len(known)])
                seen.add(order)
            self.assertEqual(seen, {"ascending", "descending"})

    def test_failed_lines_are_counted_apart(self):
        self.open("-r", LONG, BATCH, code=REFUSED)
        self.assertEqual(self.find("h1").text, "5 answers, 2 failed")

    def test_a_strip_in_each_row(self):
        """A step per token, within half a percent of its probability."""
        self.open("-r", LONG, CATS)
        strips = self.js("return Array.from(document.querySelectorAll('#index .strip path'), "
                         "(path) => path.getAttribute('d'))")
        for strip, choice in zip(strips, self.json(), strict=True):
            steps = re.findall(r"V(\d+)h1", strip)
            for step, one in zip(steps, choice["tokens"], strict=True):
                self.assertAlmostEqual(int(step), 100 - 100 * one["probability"], delta=1.01)

    def test_the_filter_looks_into_names_questions_and_texts(self):
        kept = json.dumps({"request": {"messages": [{"role": "user", "content": "Why is it so?"}]},
                           "response": json.loads(response_of(token("Because", 0.05)))})
        self.open("-r", LONG, CATS, "-", stdin=kept)
        for words, found in (("poland", ["0"]), ("WHISKERS", ["1"]), ("why is", ["2"]), ("e", [*"012"]),
                             ("snap?", [])):
            self.filter(words)
            links = [link.get_attribute("href")[-1] for link in self.find_all("#index a")]
            self.assertEqual(links, found, words)

    def filter(self, words):
        """Types into the filter; the keys of the page are not its own there."""
        field = self.find("#filter")
        field.clear()
        field.send_keys(words)
        self.assertEqual(field.get_attribute("value"), words)
        self.assertEqual(self.js("return document.activeElement.id"), "filter")
        self.js("document.activeElement.blur()")

    def test_jumps_follow_the_order_shown(self):
        self.open("-r", "-", stdin=responses_of(*([token("a", p)] for p in (0.04, 0.02, 0.03))))
        at = self.table("#index")["heads"].index("least sure")
        self.find_all("#index th button")[at].click()
        order = [1, 2, 0]
        if self.table("#index")["sorted"][at] == "descending":
            order.reverse()
        self.js("document.activeElement.blur(); scrollTo(0, 0)")
        self.keys("n", "n", "n")
        seen = []
        for _ in order:
            self.keys("n")
            seen.append(self.active()[0])
        self.assertEqual(seen * 2, (seen * 2)[:3] * 2)
        self.assertIn(seen, [order[i:] + order[:i] for i in range(3)])
        self.filter("-:2")
        self.keys("n")
        self.assertEqual(self.active(), (1, 0))
        self.keys("n")
        self.assertEqual(self.active(), (1, 0))

    def test_the_index_leads_to_each_answer(self):
        self.open("-r", LONG, CATS, REFUSAL)
        links = self.find_all("#index a")
        names = [link.get_attribute("textContent") for link in links]
        self.assertEqual(names, self.js("return texts(document.querySelectorAll('main h2'))"))
        links[3].click()
        self.wait(lambda: 0 <= self.js("return document.querySelector('#a3')"
                                       ".getBoundingClientRect().top") < page.DESKTOP[1])

    def test_a_refusal_and_an_answer(self):
        self.open("-r", REFUSAL)
        self.check_painted(self.json())
        [first, second] = self.find_all("main h2")
        self.assertTrue(first.text.endswith("refusal"), first.text)
        self.assertFalse(second.text.endswith("refusal"), second.text)

    def test_a_failed_response_among_good_ones(self):
        good = samples.response(samples.choice([token("a"), token("b", 0.05)]))
        for place in range(3):
            lines = [samples.batch_line(f"good{i}", good) for i in range(2)]
            error = {"code": "c", "message": "not today"}
            lines.insert(place, samples.batch_line("bad", error=error))
            self.open("-r", "-", stdin=samples.lines(*lines), code=REFUSED)
            self.check_painted(self.json())
            [error] = self.find_all(".error")
            self.assertIn("not today", error.text)
            own = error.find_element("xpath", "ancestor::section").get_attribute("id")
            self.assertEqual(own, f"a{place}")
            self.keys("n")
            self.assertEqual(self.active(), (1 if place == 0 else 0, 1))

    def test_warnings_and_errors(self):
        """The error comes from a stream that was cut off."""
        cut = samples.event(samples.chunk([token("a")]))
        self.open("-r", "-", stdin=cut, code=UNUSABLE)
        self.assertEqual(self.answers(), ["a"])
        self.assertEqual(len(self.find_all(".error")), 1)
        self.open("-r", str(program.ROOT / "tests/data/floors/floors.json"))
        self.assertIn("no value here", self.find(".warning").text)

    def test_without_tokens(self):
        for content, code in (("", UNUSABLE), (response_of(), UNUSABLE),
                              ('{"error": "no"}', REFUSED)):
            with self.subTest(content=content):
                self.open("-r", "-", stdin=content, code=code)
                self.assertEqual(self.find_all("[data-t]"), [])
                self.keys("n", page.Keys.ARROW_RIGHT, page.Keys.END, page.Keys.ESCAPE)
                self.set("low", 0.5)
                self.assertIsNone(self.card())

    def test_one_choice_of_several_has_no_tokens(self):
        message = {"role": "assistant", "content": "silent\nanswer"}
        self.open("-r", "-", stdin=samples.compact(samples.response(
            samples.choice([token("a", 0.05)]),
            samples.choice([], 1, message=message, logprobs=None),
            samples.choice([token("b", 0.05)], 2))))
        self.assertEqual(self.answers(), ["a", "silent\nanswer", "b"])
        for place in ((0, 0), (2, 0), (0, 0)):
            self.keys("n")
            self.assertEqual(self.active(), place)

    def test_the_prompt(self):
        if b"--show-prompt" not in program.run("--help").out:
            self.skipTest("the program does not show prompts yet")
        self.open("-r", LONG, "--show-prompt")


class Thousand(page.BrowserTest, expected.Checks):
    SIZE = 1000

    @classmethod
    def content(cls):
        """The 700th answer is the least sure; in every 100th the third token has a clue."""
        return responses_of(*([token("a"), token("b", 0.11 if i == 700 else 0.9),
                               token("c", 0.05 if i % 100 == 99 else 0.5 + i / 4000)]
                              for i in range(cls.SIZE)))

    def test_answers(self):
        self.open("-r", "-", stdin=self.content())
        self.assertLess(self.js(ROWS), self.SIZE)
        self.wait(lambda: self.js(SCROLL) == self.SIZE)
        names = self.js("return texts(document.querySelectorAll('#index td:first-child'))")
        self.assertEqual(names, [f"-:{i + 1}" for i in range(self.SIZE)])

        at = self.table("#index")["heads"].index("perplexity")
        for _ in range(2):
            self.find_all("#index th button")[at].click()
            if self.table("#index")["sorted"][at] == "descending":
                break
        least = max(self.json(), key=lambda choice: choice["summary"]["perplexity"])
        first = self.table("#index")["rows"][0]
        self.assertEqual(first[at], f"{least['summary']['perplexity']:.2f}")

        self.js("scrollTo(0, 0)")
        self.shown()
        for answer in (99, 199, 299):
            self.keys("n")
            self.assertEqual(self.active(), (answer, 2))
        self.keys("p", "p", "p")
        self.assertEqual(self.active(), (999, 2))

        self.set("low", 0.8)
        choices = self.json("--low", "0.8")
        self.wait(lambda: self.js(SCROLL) == self.SIZE)
        at = self.table("#index")["heads"].index("clues")
        counted = sorted(int(row[at]) for row in self.table("#index")["rows"])
        self.assertEqual(counted, sorted(expected.unsure(c) for c in choices))
        for answer in (0, 700):  # one of them was far out of view
            self.js("answer(arguments[0]).scrollIntoView()", answer)
            self.shown()
            self.assertEqual([set(part["look"]) for part in self.painted()[answer]],
                             [expected.look([t]) for t in choices[answer]["tokens"]])


class Long(page.BrowserTest, expected.Checks):
    TOKENS, ALTERNATIVES = 4000, 20

    @classmethod
    def content(cls):
        """An answer whose texts and probabilities differ from token to token."""
        def entry(i):
            p = 0.05 + 0.9 * (i * 37 % 101) / 101
            top = [(f" w{(i * 7 + k * k) % 3000}", p * 0.6 ** k) for k in range(cls.ALTERNATIVES)]
            return token(top[0][0], p, top)
        return response_of(*map(entry, range(cls.TOKENS)))

    def test_answer(self):
        self.open("-r", "-", stdin=self.content())
        self.assertLess((self.folder / "page.html").stat().st_size, 3_000_000)
        self.check_painted(self.json())
        self.set("low", 0.4)
        self.set("1", 0.8)
        choices = self.json("--low", "0.4", "--bands", "0.9,0.8,0.5,0.3")
        self.check_painted(choices)
        self.check_counts(choices)
        self.tab_to("[data-t]")
        self.keys(page.Keys.END)
        self.shown()
        card = self.card()
        self.check_card(self.TOKENS - 1, choices[0]["tokens"][-1], card, self.TOKENS)
        top, bottom = self.js("const box = document.querySelector('[data-active]')"
                              ".getBoundingClientRect(); return [box.top, box.bottom]")
        self.assertTrue(0 <= top < bottom <= page.DESKTOP[1])


class Packed(page.BrowserTest, expected.Checks):
    """Answers that are packed: all but the first of a page with more than 2 MiB of them."""
    SIZE, TOKENS = 900, 20

    @classmethod
    def content(cls):
        """Each answer says its number; its fifth token has a clue."""
        def entry(answer, i):
            p = 0.05 if i == 4 else 0.6 + 0.3 * ((answer * 31 + i * 17) % 97) / 97
            text = f" n{answer}" if i == 0 else f" w{(answer * 7 + i) % 500}"
            return token(text, p, [(text, p), *((f" x{k}é", (1 - p) * 0.5 ** k) for k in (1, 2, 3))])
        return responses_of(*([entry(answer, i) for i in range(cls.TOKENS)]
                              for answer in range(cls.SIZE)))

    def open_all(self):
        self.open("-r", "-", stdin=self.content())
        self.unpacked = self.count()
        self.assertTrue(0 < self.unpacked < 600, self.unpacked)

    def count(self):
        return len(self.find_all(".answer .text"))

    def show(self, number):
        """Scrolls to an answer and waits until it is there."""
        self.js("answer(arguments[0]).scrollIntoView()", number)
        self.wait(lambda: self.find_all(f"#a{number} .text"))
        self.shown()

    def test_they_are_unpacked_where_one_looks(self):
        self.open_all()
        choices = self.json()
        for number in (899, 700):
            self.show(number)
            self.assertEqual([set(part["look"]) for part in self.painted()[number]],
                             [expected.look([t]) for t in choices[number]["tokens"]])
            self.assertEqual(self.answers()[number], choices[number]["text"])
        self.check_cards(700, choices[700]["tokens"])
        self.open_details("#a700 .table")
        self.assertEqual(len(self.find_all("#a700 tbody tr")), self.TOKENS)

    def test_clues_are_found_in_them(self):
        self.open_all()
        self.filter("n888 ")
        self.keys("n")
        self.wait(lambda: self.active() == (888, 4))
        self.filter("")
        self.keys("n")
        self.wait(lambda: self.active() == (889, 4))
        self.keys("p", "p")
        self.wait(lambda: self.active() == (887, 4))

    def filter(self, words):
        self.js("const field = document.getElementById('filter'); field.value = arguments[0];"
                "field.dispatchEvent(new Event('input')); document.activeElement.blur()", words)

    def test_sliders_count_and_paint_them(self):
        self.open_all()
        self.set("low", 0.75)
        self.set("ambiguous", 0.5)
        choices = self.json("--low", "0.75", "--ambiguous", "0.5")
        self.wait(lambda: self.js(SCROLL) == self.SIZE)
        at = self.table("#index")["heads"].index("clues")
        self.assertEqual([int(row[at]) for row in self.table("#index")["rows"]],
                         [expected.unsure(c) for c in choices])
        self.show(800)
        self.assertEqual([set(part["look"]) for part in self.painted()[800]],
                         [expected.look([t]) for t in choices[800]["tokens"]])
        self.assertEqual(self.js("return texts(answer(800).querySelectorAll('[data-count]'))"),
                         [f"{n} {name}" for name, n in expected.counts(choices[800], " ").items()])

    def test_only_some_stay_unpacked(self):
        self.open_all()
        first = self.SIZE - 280
        self.driver.execute_async_script(page.READERS + WALK, first, self.SIZE)
        self.assertLess(self.count(), self.unpacked + 220)
        self.assertEqual(self.find_all(f"#a{first} .text"), [])
        self.show(first)
        self.assertEqual(self.answers()[first].split()[0], f"n{first}")

    def test_a_link_leads_to_a_packed_answer(self):
        """It stays in its place while those around it are unpacked."""
        self.open_all()
        address = self.js("return location.href")
        self.filter("n850 ")
        self.find("#index a").click()
        self.check_top(850)
        self.driver.get("about:blank")
        self.driver.get(address + "#a700")
        self.check_top(700)

    def check_top(self, number):
        """Expects the window to begin with this answer, once those around it are unpacked."""
        for other in (number, number + 1, number - 1):
            self.wait(lambda: self.find_all(f"#a{other} .text"))
        self.shown()
        self.assertAlmostEqual(
            self.js("return answer(arguments[0]).getBoundingClientRect().top", number), 0, delta=2)


def failed(number):
    return samples.batch_line(f"bad{number}", error={"code": "c", "message": "no"})


def good(*tokens, **message):
    return samples.batch_line("good", samples.response(samples.choice(list(tokens), **message)))


class AfterALongOne(page.BrowserTest):
    """All answers but the first, which fills the page, are packed."""

    def open_with(self, *lines, code=program.OK):
        self.open("-r", "-", stdin=samples.lines(good(token("x " * 1_100_000)), *lines), code=code)

    def test_more_may_be_in_view_than_stay_unpacked(self):
        self.sized((1280, 20_000))
        self.open_with(*map(failed, range(500)), good(token("x", 0.05)), code=REFUSED)
        self.js("answer(1).scrollIntoView()")
        self.wait(lambda: len(self.find_all(".answer .error")) > 220)
        self.keys("n")
        self.wait(lambda: self.active() == (501, 0))

    def test_jumps_pass_clues_of_tokens_that_the_text_does_not_show(self):
        hidden = good(token("x", 0.95), token("<|im_end|>", 0.05),
                      message={"role": "assistant", "content": "x"})
        self.open_with(*[hidden] * 220, good(token("x", 0.05)))
        self.keys("n")
        self.wait(lambda: self.active() == (221, 0))

    def test_on_paper_and_without_scripts_the_page_says_what_it_lacks(self):
        self.open_with(*[good(token("x"))] * 300)
        self.assertFalse(self.find(".packed").is_displayed())
        self.media("print")
        self.assertIn("300 more answers", self.find(".packed").text)
        self.media()
        self.js("document.documentElement.classList.remove('live')")  # as it is without scripts
        self.assertIn("300 more answers", self.find(".packed").text)
        self.js("document.querySelector('#a0 .text').remove()")
        self.assertLess(self.js("return document.body.scrollHeight"), 2000)


class Limit(program.ProgramTest):
    """A page has at most 64 MiB of answers that are not packed."""

    def test_more_is_refused_with_a_message(self):
        entries = b",".join([b'{"token":"%s","logprob":-1}' % (b"&" * 1000)] * 1000)
        target = self.folder / "page.html"
        process = self.start("-r", "-", "-f", "html", "-o", str(target), "--max-bytes=1G")
        process.stdin.write(b'{"content":[')
        feed(process.stdin, entries + b",", 17)
        out, err = process.communicate(entries + b"]}")
        result = program.Result(process.returncode, out, err)
        self.assert_sentence(result, FAILED, "-:", "64 MiB", "csv")
        self.assertEqual((out, list(self.folder.iterdir())), (b"", []))


def feed(pipe, line, times):
    """Writes a line many times, or until the reader leaves."""
    try:
        for _ in itertools.repeat(None, times):
            rest = memoryview(line)
            while rest:
                rest = rest[pipe.write(rest):]
    except BrokenPipeError:
        pass


if __name__ == "__main__":
    unittest.main()
