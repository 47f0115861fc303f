"""Exploring a page with the mouse, with keys, and by touch."""

import unittest

import page
import program
import samples
from responses import response_of, responses_of
from samples import token

LONG, CATS = (str(program.EXAMPLES / name) for name in ("poland-long.json", "cats.json"))
ESCAPE, LEFT, RIGHT, HOME, END = (page.Keys.ESCAPE, page.Keys.ARROW_LEFT, page.Keys.ARROW_RIGHT,
                                  page.Keys.HOME, page.Keys.END)


class Mouse(page.BrowserTest):
    def test_pointing_shows_the_card_and_leaving_hides_it(self):
        self.open("-r", LONG)
        self.point_at(self.token(3))
        self.assertEqual((self.card()["number"], self.card()["pinned"]), (3, False))
        self.point_at(self.token(5))
        self.assertEqual(self.card()["number"], 5)
        self.point_at(self.find("h1"))
        self.assertIsNone(self.card())

    def test_pointing_opens_no_sheet(self):
        """Where the card is not docked it would cover what is read."""
        self.sized((1000, 700))
        self.open("-r", LONG)
        self.point_at(self.token(3))
        self.assertIsNone(self.card())
        self.token(3).click()
        self.assertEqual(self.card()["number"], 3)
        self.assertTrue(self.is_seen())

    def test_pointing_moves_no_text(self):
        """Otherwise another token could end up under the pointer."""
        places = ("return Array.from(document.querySelectorAll('[data-t]'), (part) => {"
                  "const {left, top} = part.getBoundingClientRect(); return [left, top];})")
        self.open("-r", LONG)
        before = self.js(places)
        for number in range(0, 42, 3):  # token 3 is a space
            self.point_at(self.token(number))
            self.assertEqual(self.js(places), before, number)

    def test_a_click_pins_and_a_second_one_unpins(self):
        """Works for every token, including the first, which the Tab key reaches."""
        self.open("-r", LONG)
        for number in (0, 4, 0):
            with self.subTest(token=number):
                self.token(number).click()
                self.point_at(self.token(7))
                card = self.card()
                self.assertIsNotNone(card)
                self.assertEqual((card["number"], card["pinned"]), (number, True))
                self.token(number).click()
                self.point_at(self.find("h1"))
                self.assertIsNone(self.card())

    def test_a_click_on_another_token_pins_that_one(self):
        self.open("-r", LONG)
        self.token(2).click()
        self.token(6).click()
        self.assertEqual((self.card()["number"], self.card()["pinned"]), (6, True))

    def test_escape_unpins(self):
        self.open("-r", LONG)
        self.token(2).click()
        self.keys(ESCAPE)
        self.assertIsNone(self.card())

    def test_a_click_elsewhere_unpins_but_not_one_on_the_card(self):
        self.open("-r", LONG)
        self.token(2).click()
        self.find("#card dl").click()
        self.assertIsNotNone(self.card())
        self.find("h1").click()
        self.assertIsNone(self.card())

    def test_the_card_is_in_the_window_and_does_not_cover_its_token(self):
        self.open("-r", LONG)
        for number in range(0, 42, 6):
            self.point_at(self.token(number))
            inside, apart = self.js("""
              const card = document.getElementById('card').getBoundingClientRect();
              const boxes = document.querySelector('[data-active]').getClientRects();
              const box = boxes[boxes.length - 1];
              return [card.left >= 0 && card.top >= 0
                      && card.right <= innerWidth && card.bottom <= innerHeight,
                      card.left >= box.right];
            """)
            self.assertEqual((inside, apart), (True, True), number)

    def test_the_strip_goes_to_the_token(self):
        """A click on the strip scrolls the token into view."""
        self.sized((800, 300))
        tokens = [token(f" word{i}") for i in range(900)]
        self.open("-r", "-", stdin=response_of(*tokens))
        strip = self.find(".strip")
        self.js("arguments[0].scrollIntoView()", strip)
        spot = 300.5 / 900 * strip.rect["width"]
        self.js("arguments[0].parentElement.scrollLeft = arguments[1] - 100", strip, spot)
        left, top = self.js("const box = arguments[0].getBoundingClientRect();"
                            "return [box.left, box.top]", strip)
        self.act("mouse", round(left + spot), round(top + 20))
        number = self.card()["number"]
        self.assertAlmostEqual(number, 300, delta=1)
        top, bottom = self.js("const box = document.querySelector('[data-active]')"
                              ".getBoundingClientRect(); return [box.top, box.bottom]")
        self.assertTrue(0 <= top < bottom <= 301, (top, bottom))

    def test_a_touch_pins(self):
        self.sized(page.PHONE)
        self.open("-r", LONG)
        for number in (0, 3):
            self.tap(self.token(number))
            self.assertEqual((self.card()["number"], self.card()["pinned"]), (number, True))
            self.assertTrue(self.is_seen(), number)

    def test_on_a_phone_the_card_does_not_hide_its_token(self):
        self.sized(page.PHONE)
        self.open("-r", LONG)
        self.token(0).click()
        for key in (END, "p", "n", "n", HOME):
            self.keys(key)
            self.assertTrue(self.is_seen(), key)

    def is_seen(self):
        """Whether the active token is in the window and nothing covers it."""
        return self.js("""const token = document.querySelector('[data-active]');
          return Array.from(token.getClientRects(), ({left, right, top, bottom}) =>
            document.elementFromPoint((left + right) / 2, (top + bottom) / 2)).includes(token);""")


class Keys(page.BrowserTest):
    def focus_text(self, answer=0):
        self.tab_to(f"#a{answer} [data-t]")

    def test_arrows_home_and_end(self):
        self.open("-r", LONG)
        last = len(self.json()[0]["tokens"]) - 1
        self.focus_text()
        self.assertEqual(self.active(), (0, 0))
        for key, number in ((RIGHT, 1), (RIGHT, 2), (LEFT, 1), (END, last), (RIGHT, last),
                            (LEFT, last - 1), (HOME, 0), (LEFT, 0)):
            self.keys(key)
            self.assertEqual(self.active(), (0, number), key)

    def test_an_answer_is_one_stop_of_tab(self):
        """Tab returns to the token that was reached last."""
        self.open("-r", LONG)
        self.focus_text()
        self.keys(RIGHT, RIGHT)
        self.keys(page.Keys.TAB)
        self.assertFalse(self.js("return document.activeElement.matches('[data-t]')"))
        self.shift_tab()
        self.assertEqual(self.js("return document.activeElement.dataset.t"), "2")

    def test_from_clue_to_clue(self):
        """Through all answers, and from the last clue to the first."""
        self.open("-r", LONG, str(program.EXAMPLES / "poland.json"), CATS)
        places = [(a, t["index"]) for a, choice in enumerate(self.json())
                  for t in choice["tokens"] if t["clues"]]
        self.assertEqual({a for a, _ in places}, {0, 2})
        for key, order in (("n", [*places, places[0]]), ("p", [*reversed(places), places[-1]])):
            self.keys(ESCAPE)
            self.js("document.activeElement.blur(); scrollTo(0, 0)")
            self.wait(lambda: self.js("return scrollY === 0"))
            self.shown()
            seen = []
            for _ in order:
                self.keys(key)
                seen.append(self.active())
            self.assertEqual(seen, order)

    def test_each_key_moves_to_a_visible_token(self):
        self.open("-r", CATS, LONG)
        for _ in range(8):
            self.keys("n")
            self.shown()
            top, bottom = self.js("const box = document.querySelector('[data-active]')"
                                  ".getBoundingClientRect(); return [box.top, box.bottom]")
            self.assertTrue(0 <= top < bottom <= page.DESKTOP[1])

    def test_without_a_clue_nothing_moves(self):
        self.open("-r", str(program.EXAMPLES / "poland.json"))
        self.keys("n", "p")
        self.assertIsNone(self.card())

    def test_a_single_clue_is_found_again(self):
        self.open("-r", "-", stdin=response_of(token("a"), token("b", 0.05), token("c")))
        for key in "nnpp":
            self.keys(key)
            self.assertEqual(self.active(), (0, 1))

    def test_clues_far_below_are_found_too(self):
        """Nothing in view has tokens yet."""
        errors = [samples.batch_line(f"e{i}", error={"code": "c", "message": "no"})
                  for i in range(60)]
        good = samples.batch_line("good", samples.response(samples.choice([token("x", 0.05)])))
        self.open("-r", "-", stdin=samples.lines(*errors, good), code=program.REFUSED)
        self.js("scrollTo(0, 0)")
        self.shown()
        self.keys("n")
        self.assertEqual(self.active(), (60, 0))

    def test_after_escape_moving_continues_from_the_same_token(self):
        self.open("-r", LONG)
        self.focus_text()
        self.keys(RIGHT, RIGHT, RIGHT, ESCAPE)
        self.assertIsNone(self.card())
        self.keys(RIGHT)
        self.assertIn(self.active(), ((0, 3), (0, 4)))

    def test_the_browsers_shortcuts_still_work(self):
        self.open("-r", LONG)
        for modifier in (page.Keys.CONTROL, page.Keys.ALT):
            chain = page.ActionChains(self.driver, duration=0)
            chain.key_down(modifier).send_keys("n").key_up(modifier).perform()
            self.assertIsNone(self.card())

    def test_the_reached_token_is_announced(self):
        self.open("-r", LONG)
        self.assertEqual(self.find("#said").get_attribute("aria-live"), "polite")
        self.focus_text()
        tokens = self.json()[0]["tokens"]
        for number in range(4):
            said = self.find("#said").get_attribute("textContent")
            card = self.card()
            word, share = card["word"].strip("␣") or "␣", round(tokens[number]["probability"] * 100)
            self.assertTrue(said.startswith(f"{word}, {share} percent"), said)
            self.keys(RIGHT)

    def test_a_clue_is_announced_with_what_else_there_was(self):
        self.open("-r", LONG)
        for number, said in (
                (2, "October, 24 percent, not the top choice; my had 75 percent"),
                (17, "However, 43 percent, ambiguous; Please had 39 percent"),
                (20, "come, 8 percent, low, not the top choice; may had 50 percent")):
            self.token(number).click()
            self.assertEqual(self.find("#said").get_attribute("textContent"), said)

    def test_sort_buttons(self):
        self.open("-r", CATS, LONG)
        self.tab_to("#index th:nth-child(3) button")
        states = []
        for _ in range(2):
            self.keys(page.Keys.ENTER)
            states.append(self.find("#index th:nth-child(3)").get_attribute("aria-sort"))
        self.assertEqual(set(states), {"ascending", "descending"})

    def test_the_table_of_tokens(self):
        self.open("-r", LONG)
        self.tab_to(".table summary")
        self.keys(page.Keys.ENTER)
        self.wait(lambda: self.find_all(".words td"))
        self.tab_to(".words tbody tr:nth-child(3) button")
        self.keys(page.Keys.ENTER)
        self.assertEqual(self.active(), (0, 2))

    def test_the_switches(self):
        self.open("-r", LONG)
        self.tab_to(".controls summary")
        self.keys(page.Keys.ENTER)
        self.tab_to("#only")
        self.keys(page.Keys.SPACE)
        self.assertTrue(self.js("return document.getElementById('only').checked"))
        self.keys("n")
        self.assertIsNotNone(self.active())


    def test_a_question_mark_lists_the_keys(self):
        self.open("-r", LONG)
        self.assertFalse(self.find("#keys dl").is_displayed())
        self.keys("?")
        self.assertIn("from token to token", self.find("#keys dl").text)
        self.keys("?")
        self.assertFalse(self.find("#keys dl").is_displayed())

    def test_keys_of_a_single_character_can_be_turned_off(self):
        """They disturb whoever speaks to the browser (WCAG 2.1.4)."""
        self.open("-r", LONG)
        self.keys("?")
        self.find("#letters").click()
        self.keys("n", "p", "?")
        self.assertIsNone(self.card())
        self.assertTrue(self.find("#keys dl").is_displayed())
        self.find("#letters").click()
        self.keys("n")
        self.assertEqual(self.card()["number"], 2)

    def test_the_next_clue_by_a_button(self):
        self.open("-r", LONG)
        self.find(".next button").click()
        self.assertEqual(self.card()["number"], 2)
        self.find(".next button").click()
        self.assertEqual(self.card()["number"], 17)
        self.open("-r", str(program.EXAMPLES / "poland.json"))
        self.assertFalse(self.find(".next").is_displayed())

    def test_the_button_of_an_answer_leads_into_that_answer(self):
        self.open("-r", "-", stdin=responses_of(*[[token("a"), token("b", 0.05)]] * 3))
        self.find("#a1 .next button").click()
        self.assertEqual(self.active(), (1, 1))


class RightToLeft(page.BrowserTest):
    def test_arrows_follow_the_visual_direction(self):
        self.open("-r", "-", stdin=samples.compact(samples.answer("שלום", " עולם", " טוב")))
        self.assertEqual(self.js("return document.querySelector('.text > div').dir"), "rtl")
        self.tab_to("#a0 [data-t]")
        for key, number in ((LEFT, 1), (LEFT, 2), (RIGHT, 1)):
            before = self.js("return document.querySelector('[data-active]')"
                             ".getBoundingClientRect().left")
            self.keys(key)
            after = self.js("return document.querySelector('[data-active]')"
                            ".getBoundingClientRect().left")
            self.assertEqual((self.active(), after < before), ((0, number), key == LEFT))


if __name__ == "__main__":
    unittest.main()
