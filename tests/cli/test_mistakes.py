"""Mistakes that people make in their first minutes, and the sentence that each gets."""

import unittest

import program
from program import FAILED, OK, UNUSABLE, USAGE

UNKNOWN = "unknown option “{}”; did you mean {}?"

# The words, the exit status, and what the only line on standard error says.
OFFLINE = [
    # What other tools call it.
    (("--json", "hi"), USAGE, UNKNOWN.format("--json", "-f json")),
    (("-r", "poland.json", "--no-color"), USAGE, UNKNOWN.format("--no-color", "--color never")),
    (("-V",), USAGE, UNKNOWN.format("-V", "--version")),
    (("--temp", "0.2", "hi"), USAGE, UNKNOWN.format("--temp", "--temperature")),
    (("--max_tokens", "5", "hi"), USAGE, UNKNOWN.format("--max_tokens", "--max-tokens")),
    (("--max_tokens=5", "hi"), USAGE, UNKNOWN.format("--max_tokens", "--max-tokens")),
    (("--url", "http://localhost:8080", "hi"), USAGE, UNKNOWN.format("--url", "--base-url")),
    (("--raw", "hi"), USAGE, UNKNOWN.format("--raw", "-f plain")),
    (("--api-key", "sk-1", "hi"), USAGE,
     "unknown option “--api-key”: no option takes the key itself, because ps would show it: put it "
     "into OPENAI_API_KEY, or name a file (--api-key-file) or another variable (--api-key-env)"),
    (("--stream", "hi"), USAGE, "unknown option “--stream”: an answer is streamed unless "
                                "--no-stream asks for all of it at once"),
    # A slip of the finger.
    (("--tempreature", "0.2", "hi"), USAGE, UNKNOWN.format("--tempreature", "--temperature")),
    (("-r", "poland.json", "--formt", "json"), USAGE, UNKNOWN.format("--formt", "--format")),
    (("-max-tokens", "5", "hi"), USAGE, UNKNOWN.format("-max-tokens", "--max-tokens")),
    (("--frobnicate", "hi"), USAGE, "unknown option “--frobnicate”; see logprobs --help"),
    # A question that begins with a dash.
    (("-- starts a comment in which language?",), USAGE,
     "unknown option “-- starts a comment in which language?” (put -- before a question whose words "
     "begin with a dash); see logprobs --help"),
    # Files.
    (("-r",), USAGE,
     "--replay needs the name of a file, or - for standard input; see logprobs --help"),
    (("-r", "."), FAILED, ".: is a directory; name the files in it"),
    (("-r", "poland.json", "--from", "gemini"), UNUSABLE,
     "poland.json: this is openai-chat, not gemini; leave out --from"),
    # Values.
    (("-q", "-r", "poland.json", "--fail-on", "low, ambiguous"), OK, ""),
    (("-q", "-r", "poland.json", "--bands", "0.9, 0.7, 0.5, 0.3"), OK, ""),
    (("--fail-on", "low,", "ambiguous", "hi"), USAGE,
     "--fail-on: “low,” ends with a comma; a list with spaces needs quotes; see logprobs --help"),
]


class Offline(program.ProgramTest):
    def test_each_has_its_sentence(self):
        for words, code, sentence in OFFLINE:
            with self.subTest(words):
                result = program.run(*words, cwd=program.EXAMPLES)
                said = f"logprobs: {sentence}\n" if sentence else ""
                self.assertEqual((result.code, result.err.decode()), (code, said))


if __name__ == "__main__":
    unittest.main()
