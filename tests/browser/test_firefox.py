"""The report in Firefox: what it shows, keys, sliders, index and table, as other files test them in
Chromium. again_in_firefox.py repeats the rest of these.
"""

import atexit
import functools
import os
import unittest
from urllib.parse import quote

import marionette
import page
import program
import test_hostile_page
import test_look
import test_many
import test_places
import test_thresholds
import test_tokens
import test_walk

AGAIN = {
    test_tokens.Tokens: ("of_the_examples", "of_odd_responses"),
    test_tokens.Table: ("has_every_token", "sorts_by_every_column"),
    test_walk.Mouse: ("pointing_shows_the_card_and_leaving_hides_it",
                      "a_click_pins_and_a_second_one_unpins",
                      "the_card_is_in_the_window_and_does_not_cover_its_token",
                      "on_a_phone_the_card_does_not_hide_its_token"),
    test_walk.Keys: ("arrows_home_and_end", "an_answer_is_one_stop_of_tab", "from_clue_to_clue",
                     "the_reached_token_is_announced", "the_table_of_tokens"),
    test_walk.RightToLeft: ("arrows_follow_the_visual_direction",),
    test_places.Places: ("end_scrolls_the_page_while_the_mouse_only_hovers",),
    test_thresholds.Sliders: ("repaint_every_token_as_the_program_does", "work_by_keyboard"),
    test_many.Several: ("the_index_says_what_json_says", "sorts_by_perplexity_and_by_clues",
                        "the_filter_looks_into_names_questions_and_texts",
                        "jumps_follow_the_order_shown", "the_index_leads_to_each_answer"),
    test_hostile_page.Hostile: ("tokens", "each_nasty_token_has_its_card"),
    test_look.Look: ("the_answer_is_what_one_sees_first", "light_and_dark_follow_the_system"),
}
MESSAGES = """return Services.console.getMessageArray()
  .filter((one) => one instanceof Ci.nsIScriptError && one.sourceName.startsWith('file:'))
  .map((one) => `${one.errorMessage} (line ${one.lineNumber})`);"""
SIZED = """const {style} = gBrowser.selectedBrowser;
[style.width, style.height] = arguments;
[style.flex, style.minWidth, style.minHeight] = ['none', '0', '0'];"""
MEDIA = """const shown = gBrowser.selectedBrowser.browsingContext;
[shown.mediumOverride, shown.prefersColorSchemeOverride] = arguments;"""
BLOCKED = ("Content-Security-Policy: The page’s settings blocked", "Loading failed for the <script>")
WINDOW = (1400, 1200)


@functools.cache
def driver():
    """The browser of this process, which quits when the process exits."""
    started = marionette.Firefox()
    atexit.register(started.quit)
    started.set_script_timeout(page.PATIENCE)
    started.set_window_size(*WINDOW)
    return started


@unittest.skipUnless(os.access(marionette.FIREFOX, os.X_OK), "firefox-esr is not installed")
class FirefoxTest(page.BrowserTest):
    """A test that opens pages in Firefox, none of which may have an error or try what its policy
    blocks. After a dialog the next command fails."""

    def setUp(self):
        program.ProgramTest.setUp(self)
        self.driver = driver()
        self.sized()
        self.media()
        pointer = page.ActionBuilder(self.driver, duration=0)
        pointer.pointer_action.move_to_location(0, 0)
        pointer.perform()
        self.driver.in_browser("Services.console.reset()")
        self.addCleanup(self.check_quiet)

    def open_file(self, page):
        self.driver.get("file://" + quote(str(page)))
        self.shown()

    def said(self):
        """What the browser has said about the pages of this test."""
        return self.driver.in_browser(MESSAGES)

    def check_quiet(self):
        if not self.noise:
            self.assertEqual(self.said(), [])

    def sized(self, size=page.DESKTOP):
        """Gives the page this much room: a window cannot be as narrow as a phone."""
        self.driver.in_browser(SIZED, *(f"{pixels}px" for pixels in size))
        self.wait(lambda: self.js("return [innerWidth, innerHeight]") == list(size))

    def media(self, kind="screen", scheme="light"):
        self.driver.in_browser(MEDIA, kind, scheme)


def in_firefox(kind):
    """The same tests, in Firefox."""
    return type(kind.__name__, (FirefoxTest, kind), {"__module__": __name__})


def load_tests(_loader, own, _pattern):
    """The tests of this file and those of AGAIN."""
    for kind, names in AGAIN.items():
        own.addTests(map(in_firefox(kind), (f"test_{name}" for name in names)))
    return own


class Policy(FirefoxTest):
    noise = True

    def test_is_enforced(self):
        """Whatever else is in the page does nothing, while its own script runs. Firefox does not
        say that it blocked a frame."""
        own = program.run("-r", str(program.EXAMPLES / "poland.json"), "-f", "html").out.decode()
        foreign = "".join(test_hostile_page.Policy.INJECTED)
        self.open_file(self.file("page.html", own.replace("<main>", "<main>" + foreign, 1)))
        self.token(1).click()
        self.assertEqual(self.card()["number"], 1)
        self.assertIsNone(self.js("return window.done ?? null"))
        for directive in set(test_hostile_page.Policy.INJECTED.values()) - {"frame-src"}:
            self.wait(lambda part=f"({directive}": any(part in one for one in self.said()))
        self.assertEqual([one for one in self.said() if not one.startswith(BLOCKED)], [])

    def test_errors_would_be_noticed(self):
        for script in ("throw Error('thrown')", "Promise.reject(Error('rejected'))"):
            self.open_file(self.file("page.html", f"<!DOCTYPE html><script>{script}</script>"))
        self.assertEqual(self.said(), ["Error: thrown (line 1)", "Error: rejected (line 1)"])


if __name__ == "__main__":
    unittest.main()
