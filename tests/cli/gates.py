"""Shared by the tests of gates: sure and unsure tokens, and runs that pass or trip."""

import json

import program
from program import OK
from responses import responses_of
from samples import token

TRIPPED = 3
CLUES = ("low", "ambiguous", "not-top")
OPTIONS = ("--fail-on", "--min-probability", "--max-perplexity", "--strict")

SURE = token(" sure", 0.95, ((" sure", 0.95), (" other", 0.03)))
OF_CLUE = {  # a token that has exactly this clue
    "low": token(" low", 0.05),
    "ambiguous": token(" near", 0.5, ((" near", 0.5), (" tie", 0.45))),
    "not-top": token(" other", 0.2, ((" best", 0.7), (" other", 0.2)))}


def unsure(text="unsure", p=0.05):
    return token(text, p, ((text, p),))


class Gates(program.ProgramTest):
    def judge(self, content, *words):
        """Runs a gate on `content`, without warnings, which are not tested here."""
        return program.run("-r", self.file("answer", content), "-q", *words)

    def assert_passes(self, content, *words):
        result = self.judge(content, *words)
        self.assertEqual((result.code, result.err), (OK, b""), words)

    def assert_trips(self, content, *words, says=()):
        """Expects exit status 3 and one message, which it returns."""
        result = self.judge(content, *words)
        self.assert_sentence(result, TRIPPED, *says)
        return result.err.decode()

    def assert_all_pass(self, answers, *words):
        """Every answer, a list of tokens, passes."""
        self.assert_passes(responses_of(*answers), *words)

    def assert_all_trip(self, answers, *words, says=()):
        """All of at least three answers trip: the run reports the first and counts the rest."""
        said = self.assert_trips(responses_of(*answers), *words, says=["answer:1: ", *says])
        more = f"; {len(answers) - 1} more responses tripped a gate\n"
        self.assertTrue(said.endswith(more), said)

    def judged(self, content, *words):
        """The first choice in the json view."""
        return json.loads(self.judge(content, "-f", "json", *words).out)["choices"][0]
