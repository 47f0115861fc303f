"""Saved responses as file contents, and the exit status that each of them gives."""

import json

import program
import samples
from program import FAILED, OK, REFUSED, UNUSABLE


def answer_of(*tokens, **fields):
    """A whole response with one choice of these tokens."""
    return samples.response(samples.choice(list(tokens)), **fields)


def response_of(*tokens, **fields):
    return json.dumps(answer_of(*tokens, **fields))


def responses_of(*answers):
    """JSON Lines with one response for each list of tokens."""
    return samples.lines(*(answer_of(*tokens) for tokens in answers))


def raw_alternative(data, p):
    """An alternative whose bytes need not be whole characters."""
    return {**samples.alternative(data.decode("utf-8", "replace"), p), "bytes": list(data)}


def exit_codes(test):
    """(exit status, files) of every kind; all good files share one run, since the worst counts."""
    batch = program.EXAMPLES / "batch.jsonl"
    return ((OK, [name for name in program.examples() if name != batch]), (REFUSED, [batch]),
            (REFUSED, [test.file("no", '{"error": "no"}')]),
            (UNUSABLE, [test.file("broken", "{")]), (UNUSABLE, [test.file("empty", "")]),
            (FAILED, [test.folder / "none"]))
