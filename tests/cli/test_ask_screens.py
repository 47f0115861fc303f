"""What a terminal shows of an answer while it comes, and in the end."""

import select
import threading
import time
import unittest

import program
import samples
import scripted
from samples import chunk, event, last_chunk, token
from scripted import stream_response
from test_ask import Asking, variables
from tmux import Tmux

WORDS = "As the tide turns the herons leave the salt marsh and stand along the old harbour wall, " \
        "waiting for whatever the water brings".split()
TOKENS = [token(" " + word, 0.6, ((" " + word, 0.6), (" other", 0.2), (" another", 0.1)))
          for word in WORDS]
EVENTS = [event(chunk([each])) for each in TOKENS]
END = event(last_chunk()) + event("[DONE]")
TERM = {"TERM": "screen-256color"}
MANY = 22  # tokens: enough for every view to show some


class Screens(Asking):
    def await_screen(self, tmux, condition):
        """The first screen for which the condition holds."""
        deadline = time.monotonic() + program.TIMEOUT
        while not condition(shown := "\n".join(tmux.screen())):
            self.assertLess(time.monotonic(), deadline, shown)
            select.select([], [], [], 0.02)
        return shown

    def show(self, width, view, seen, send=None):
        """Returns what was shown when `seen` held of it, while the end is held back, and at the
        end."""
        held = threading.Event()
        pieces = [send] if send else EVENTS[:MANY]
        response = stream_response([*pieces, held, *EVENTS[MANY:], END])
        with scripted.Server(response) as server, Tmux(width) as tmux:
            tmux.start("hello", "-f", view, "--no-history", **variables(server, **TERM))
            part = self.await_screen(tmux, seen)
            held.set()
            tmux.wait()
            return part, tmux.screen()

    def replayed(self, width, view):
        name = self.file("kept.sse", "".join(EVENTS) + END)
        with Tmux(width) as tmux:
            return tmux.show("-r", name, "-f", view, **TERM)

    def check(self, view, first, last):
        """The line that has `first` is shown before the answer has ended, `last` only then."""
        for width in (40, 80):
            with self.subTest(view=view, width=width):
                part, end = self.show(width, view, lambda shown: first in shown)
                self.assertNotIn("perplexity", part)
                self.assertNotIn(last, part)
                self.assertIn(last, "\n".join(end))
                self.assertEqual(end[:len(part.split("\n")) - 1], part.split("\n")[:-1])
                if view != "csv":  # it names the source
                    self.assertEqual(end, self.replayed(width, view))

    def test_text_is_painted_and_wrapped(self):
        self.check("text", "water", "brings")

    def test_a_row_of_a_table_is_shown_with_its_token(self):
        self.check("table", "␣water", "␣brings")

    def test_lines_of_a_chart_are_shown_with_their_tokens(self):
        self.check("chart", "␣water", "␣brings")

    def test_a_row_of_csv_is_shown_with_its_token(self):
        self.check("csv", " water", " brings")

    def test_tokens_are_counted_and_nothing_of_that_stays(self):
        for view in ("json", "summary"):
            counted = threading.Event()

            def send(connection, counted=counted):
                for each in EVENTS[:MANY]:
                    scripted.play(connection, [each], True)
                    counted.wait(0.03)
                while not counted.wait(0.03):
                    scripted.play(connection, [EVENTS[0]], True)

            def seen(shown, counted=counted):
                if " tokens, " in shown:
                    counted.set()
                return counted.is_set()
            part, end = self.show(80, view, seen, send)
            self.assertRegex(part.split("\n")[-1], r"\A[0-9]+ tokens, [0-9.]+/s\Z")
            self.assertNotRegex("\n".join(end), r"[0-9]/s|token…")


if __name__ == "__main__":
    unittest.main()
