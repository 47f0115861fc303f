"""Labels and fields in a page: pointed at like tokens, and sorted."""

import json
import unittest

import page
import samples

TOKENS = (('{"', 0.99, ()), ("open", 0.9, ()), ('": ', 0.99, ()), ("true", 0.55, (("true", 0.55), ("false", 0.4))),
          (', "total', 0.9, ()), ('": ', 0.99, ()), ("12", 0.7, (("12", 0.7), ("13", 0.2))),
          (".5", 0.08, ((".9", 0.8), (".5", 0.08))), ("}", 1, ()))


def answer(tokens=TOKENS):
    return json.dumps(samples.response(samples.choice([samples.token(*one) for one in tokens])))


class Findings(page.BrowserTest):
    def rows(self):
        return self.js("return Array.from(document.querySelectorAll('.found tbody tr'), "
                       "(row) => row.cells[0].textContent)")

    def test_a_field_is_pointed_at_like_a_token(self):
        self.open("-r", "-", "--fields", stdin=answer())
        first, second = self.find_all(".found tbody tr")
        self.point_at(second)
        self.assertEqual((self.card()["number"], self.card()["word"]), (7, ".5"))
        self.point_at(first)
        self.assertEqual(self.card()["number"], 3)
        self.assertFalse(self.card()["pinned"])
        first.click()
        self.assertTrue(self.card()["pinned"])
        self.assertEqual(self.js("return document.activeElement.dataset.t"), "3")
        self.keys(page.Keys.ESCAPE)
        self.assertIsNone(self.active())

    def test_fields_are_sorted(self):
        self.open("-r", "-", "--fields", stdin=answer())
        self.assertEqual(self.rows(), ["/open", "/total"])
        buttons = self.find_all(".found thead button")
        self.assertEqual([button.text for button in buttons][:3], ["path", "value", "probability"])
        buttons[2].click()
        self.assertEqual(self.rows(), ["/total", "/open"])
        buttons[2].click()
        self.assertEqual(self.rows(), ["/open", "/total"])
        self.assertEqual(self.js("return texts([document.querySelector('[aria-sort=descending]')])"),
                         ["probability"])
        self.assertIsNone(self.card())

    def test_labels_are_about_their_token(self):
        yes = samples.token("yes", 0.6, (("yes", 0.6), ("no", 0.3)))
        said = json.dumps(samples.response(samples.choice([samples.token("\n", 0.9), yes])))
        self.open("-r", "-", "--labels", "yes,no", stdin=said)
        self.assertEqual(self.rows()[:2], ["yes", "no"])
        self.point_at(self.find(".found tbody td"))
        self.assertEqual(self.card()["number"], 1)


if __name__ == "__main__":
    unittest.main()
