"""What the other files test in Chromium, once more in Firefox (tests/run.sh --all)."""

import unittest

import page
import test_accessible
import test_firefox
import test_heat
import test_hostile_page
import test_look
import test_many
import test_picture
import test_places
import test_stats_page
import test_thresholds
import test_tokens
import test_walk

FILES = (test_accessible, test_heat, test_hostile_page, test_look, test_many, test_picture,
         test_places, test_stats_page, test_thresholds, test_tokens, test_walk)
# What only Chromium's protocol can do, and (the last two) what Firefox writes or draws otherwise:
# generated text, and the ligature ﷺ, which it takes from another font.
LEFT_OUT = {
    "Policy.test_nothing_can_use_the_network", "Policy.test_the_policy_is_enforced",
    "Look.test_printed",
    "Look.test_the_print_follows_the_sliders", "Look.test_without_scripts",
    "Look.test_without_scripts_clues_have_their_alternatives",
    "Picture.test_a_screen_reader_hears_a_title_and_the_numbers", "Pictures.test_take",
    "Look.test_emoji_by_a_switch", "Picture.test_wide_text_has_room",
}


def load_tests(loader, _tests, _pattern):
    """The tests of all classes that open pages."""
    suite, left_out = unittest.TestSuite(), set()
    for file in FILES:
        for name, kind in vars(file).items():
            if isinstance(kind, type) and issubclass(kind, page.BrowserTest):
                again = test_firefox.in_firefox(kind)
                names = {f"{name}.{test}": test for test in loader.getTestCaseNames(again)}
                left_out |= names.keys() & LEFT_OUT
                suite.addTests(again(test) for full, test in names.items() if full not in LEFT_OUT)
    assert left_out == LEFT_OUT, f"there is no test {LEFT_OUT - left_out}"
    return suite


if __name__ == "__main__":
    unittest.main()
