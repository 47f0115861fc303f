"""Where the card appears, and where moving with the keys starts from."""

import unittest

import page
import program
from responses import response_of
from samples import token

LONG, CATS = (str(program.EXAMPLES / name) for name in ("poland-long.json", "cats.json"))
ESCAPE, RIGHT, END = page.Keys.ESCAPE, page.Keys.ARROW_RIGHT, page.Keys.END


class Places(page.BrowserTest):
    def test_the_card_follows_the_focus_into_another_answer(self):
        self.open("-r", LONG, CATS)
        self.tab_to("#a0 [data-t]")
        self.keys(RIGHT)
        self.tab_to("#a1 [data-t]")
        self.assertEqual(self.active(), (1, 0))
        self.keys(RIGHT)
        self.assertEqual(self.active(), (1, 1))

    def test_enter_opens_the_card_again(self):
        self.open("-r", LONG)
        self.tab_to("[data-t]")
        self.keys(RIGHT, ESCAPE)
        self.assertIsNone(self.card())
        self.keys(page.Keys.ENTER)
        self.assertEqual(self.card()["number"], 1)

    def test_end_scrolls_the_page_while_the_mouse_only_hovers(self):
        self.open("-r", *[LONG] * 9)
        self.point_at(self.token(3))
        self.keys(END)
        self.wait(lambda: self.js("return scrollY") > 500)

    def test_a_jump_begins_where_the_reader_is(self):
        unsure = response_of(token("a", 0.95), token("b", 0.05))
        self.open("-r", "-", stdin=(unsure + "\n") * 100)
        self.js("document.getElementById('a50').scrollIntoView()")
        self.shown()
        self.keys("n")
        self.assertEqual(self.active(), (50, 1))

    def test_the_card_of_many_lines_is_in_the_window(self):
        self.open("-r", "-", stdin=response_of(token("a"), token("line\n" * 120, 0.05)))
        self.point_at(self.token(0))
        self.keys(RIGHT)
        top, bottom = self.js("const {top, bottom} = document.getElementById('card')"
                              ".getBoundingClientRect(); return [top, bottom]")
        self.assertGreaterEqual(top, 0)
        self.assertLessEqual(bottom, page.DESKTOP[1])


if __name__ == "__main__":
    unittest.main()
