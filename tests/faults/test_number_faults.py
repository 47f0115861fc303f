"""Odd numbers and lists that servers send in place of logprobs and alternatives.

Each row shows its tokens as csv: after the token the logprob, the probability, the band, the rank,
the margin and the clues, and then the two best entries of its list.
"""

import math
import unittest

import commands  # noqa: F401  (it makes the folders of the other tests known)

import faults
import program
import samples
from faults import Fault
from program import OK, UNUSABLE
from scripted import body_response

LOWEST = -3.4028234663852886e+38  # of 32 bits
UNSCORED = ("warning: 1 token without a usable logprob, left out of sum, mean, perplexity",)
FLOOR = ("warning: 1 token with a logprob that means “no value here”, left out of sum, mean,",)
NO_LOGPROBS = ("these are raw logits or probabilities, not logprobs: 2 tokens have a number above",)
NO_BYTE = ("logprobs.content[0].bytes[1] is not a byte (a whole number from 0 to 255)",)

ONE = "0.7788007830714049"  # e^-0.25
PLAIN = f"-0.25,{ONE},lime,,,,,,,"
FLOW = f"Flow,{ONE},Slack,0.1353352832366127"  # of FLOW_LIST
FLOW_LIST = (("Flow", -0.25), ("Slack", -2))


def token(text, logprob, top=(), **fields):
    return {"token": text, "logprob": logprob, "bytes": None, "top_logprobs":
            [{"token": name, "logprob": number, "bytes": None} for name, number in top], **fields}


def answer(tokens, **message):
    text = "".join(entry["token"] for entry in tokens)
    return samples.compact(samples.response(
        {"index": 0, "finish_reason": "stop", "message": {"content": text, **message},
         "logprobs": {"content": tokens}}))


def row(about, tokens, cells, says=(), code=OK, **message):
    """A row with the tokens of an answer, and the cells that each has after its index."""
    return Fault(about, code, says, faults.csv(*cells), ("-f", "csv"),
                 source=answer(tokens, **message).encode())


def asked(about, k, tokens, cells):
    """The same of an answer that a server gives where K alternatives are asked for."""
    lines = faults.csv(*cells).replace("'-,", "SERVER/chat/completions,")
    return Fault(about, OK, (), lines, ("--no-stream", "-f", "csv", "-k", k),
                 responses=(body_response(answer(tokens)),))


LOGPROBS = [
    row("a logprob above 0", [token("Ebb", 0.5, [("Ebb", 0.5), *FLOW_LIST])],
        [f"Ebb,0.5,,,,0.6434654998347922,,{FLOW}"], UNSCORED),
    row("120", [token("Ebb", 120)], ["Ebb,120,,,,,,,,,"], UNSCORED),
    row("probabilities in place of logprobs", [token("Ebb", 0.25), token(" tide", 0.5)],
        ["Ebb,0.25,,,,,,,,,", " tide,0.5,,,,,,,,,"], NO_LOGPROBS, UNUSABLE),
    row("0", [token("Ebb", 0, [("Ebb", 0), ("Flow", -20)])],
        ["Ebb,0,1,green,1,0.9999999979388464,,Ebb,1,Flow,2.061153622438558e-09"]),
    row("-0.0", [token("Ebb", -0.0)], ["Ebb,-0.0,1,green,,,,,,,"]),
    row("a little above 0", [token("Ebb", 3e-07)], ["Ebb,3e-07,1,green,,,,,,,"]),
    row("a little below 0", [token("Ebb", -3.1e-07)],
        ["Ebb,-3.1e-07,0.9999996900000481,green,,,,,,,"]),
    row("-100", [token("Ebb", -100, [*FLOW_LIST, ("Ebb", -100)])],
        [f"Ebb,-100,3.720075976020836e-44,red,3,0.6434654998347922,low not-top,{FLOW}"]),
    row("-9999", [token("Ebb", -9999, FLOW_LIST), token(" tide", -0.25)],
        [f"Ebb,-9999,0,red,,0.6434654998347922,low not-top,{FLOW}", " tide," + PLAIN], FLOOR),
    row("the lowest number of 32 bits", [token("Ebb", LOWEST, [*FLOW_LIST, ("Ebb", LOWEST)])],
        [f"Ebb,{LOWEST},0,red,3,0.6434654998347922,low not-top,{FLOW}"], FLOOR),
    row("null", [token("Ebb", None, [("Ebb", None), *FLOW_LIST]), token(" tide", -0.25)],
        [f"Ebb,,,,,0.6434654998347922,,{FLOW}", " tide," + PLAIN], UNSCORED),
    row("nothing but null", [token("Ebb", None)], ["Ebb,,,,,,,,,,"],
        ("no logprobs in this response: none of its tokens has a number",), UNUSABLE),
    row("a number in quotes", [token("Ebb", "-0.25")], ["Ebb," + PLAIN]),
    row("tokens that a grammar forced", [token("{", 0, [("{", 0), ("Ebb", -37)]),
                                         token("Ebb", -0.25)],
        ["{,0,1,green,1,0.9999999999999999,,{,1,Ebb,8.533047625744066e-17", "Ebb," + PLAIN]),
]

LISTS = [
    row("alternatives whose sum is 1.2",
        [token("Ebb", math.log(0.7), [("Ebb", math.log(0.7)), ("Flow", math.log(0.5))])],
        ["Ebb,-0.35667494393873245,0.7,yellow,1,0.19999999999999996,,Ebb,0.7,Flow,0.5"]),
    row("a list without the chosen token, which is less probable", [token("Ebb", -4, FLOW_LIST)],
        [f"Ebb,-4,0.01831563888873418,red,,0.6434654998347922,low not-top,{FLOW}"]),
    row("a list without the chosen token, which is more probable",
        [token("Ebb", -0.25, [("Flow", -1), ("Slack", -2)])],
        [f"Ebb,-0.25,{ONE},lime,1,0.41092134189996254,,Ebb,{ONE},Flow,0.36787944117144233"]),
    row("a list with one more than was asked for, the chosen token",
        [token("Ebb", -4, [*FLOW_LIST, ("Ebb", -4)])],
        [f"Ebb,-4,0.01831563888873418,red,3,0.6434654998347922,low not-top,{FLOW}"]),
    row("a list that is not sorted",
        [token("Flow", -0.25, [("Slack", -2), ("Ebb", -4), ("Flow", -0.25)])],
        [f"Flow,-0.25,{ONE},lime,1,0.6434654998347922,,{FLOW}"]),
    row("an entry twice", [token("Flow", -0.25, [*FLOW_LIST[:1], *FLOW_LIST])],
        [f"Flow,-0.25,{ONE},lime,1,0.6434654998347922,,{FLOW}"]),
    row("an entry twice with two logprobs", [token("Flow", -0.25, [*FLOW_LIST, ("Flow", -1)])],
        [f"Flow,-0.25,{ONE},lime,1,0.41092134189996254,,Flow,{ONE},Flow,0.36787944117144233"]),
    row("one text with different bytes", [token("\ufffd", -2, bytes=[0xf0, 0x9f], top_logprobs=[
        {"token": "\ufffd", "bytes": [0xe2, 0x80], "logprob": -0.25},
        {"token": "\ufffd", "bytes": [0xf0, 0x9f], "logprob": -2}])],
        [f"\ufffd,-2,0.1353352832366127,red,2,0.6434654998347922,not-top,"
         f"\ufffd,{ONE},\ufffd,0.1353352832366127"]),
    asked("fewer alternatives than asked for", "5", [token("Flow", -0.25, FLOW_LIST)],
          [f"Flow,-0.25,{ONE},lime,1,0.6434654998347922,,{FLOW}"]),
    asked("no alternatives asked for", "0", [token("Ebb", -0.25)], ["Ebb," + PLAIN]),
    row("an empty list", [token("Ebb", -0.25)], ["Ebb," + PLAIN]),
    row("no list", [{"token": "Ebb", "logprob": -0.25}], ["Ebb," + PLAIN]),
    row("null in place of a list", [token("Ebb", -0.25, top_logprobs=None)], ["Ebb," + PLAIN]),
    row("the first token's list for all of a chunk",
        [token("Flow", -0.25, FLOW_LIST), token(" tide", -4, FLOW_LIST)],
        [f"Flow,-0.25,{ONE},lime,1,0.6434654998347922,,{FLOW}",
         f" tide,-4,0.01831563888873418,red,,0.6434654998347922,low not-top,{FLOW}"]),
]

TEXTS = [
    row("bytes that are null", [token("Ebb", -0.25, bytes=None)], ["Ebb," + PLAIN]),
    row("a byte below 0", [token("Ebb", -0.25, bytes=[69, -98, 98])], [], NO_BYTE, UNUSABLE),
    row("a byte of 256", [token("Ebb", -0.25, bytes=[69, 256, 98])], [], NO_BYTE, UNUSABLE),
    row("bytes that are a string", [token("Ebb", -0.25, bytes="Ebb")], [],
        ("content[0].bytes is a string, not an array of bytes",), UNUSABLE),
    row("bytes of another text than the token's", [token("Ebb", -0.25, bytes=list(b"Flow"))],
        ["Flow," + PLAIN], ("they part at token 0, “Flow”, where the message has “Ebb”",)),
    row("reasoning among the answer's tokens",
        [token("Slack", -0.5), token(" or?", -0.5), token("Ebb", -0.25)], ["Ebb," + PLAIN],
        content="Ebb", reasoning_content="Slack or?"),
    row("more tokens than the text has", [token("Ebb", -0.25), token(" tide", -0.25)],
        ["Ebb," + PLAIN, " tide," + PLAIN], ("“ tide”, where the message ends",), content="Ebb"),
    row("fewer tokens than the text has", [token("Ebb", -0.25)], ["Ebb," + PLAIN],
        ("after the last token the message goes on with “ tide”",), content="Ebb tide"),
]


class Numbers(program.ProgramTest):
    def test_each_fault(self):
        faults.check(self, "numbers", [*LOGPROBS, *LISTS, *TEXTS], 36)


if __name__ == "__main__":
    unittest.main()
