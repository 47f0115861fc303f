#!/usr/bin/python3
"""Makes story.safetensors and tokenizer.json, which the cases in this folder read.

Two answers to "Once": the second ends before the first. All numbers are made up: a step gives the
probabilities of some tokens, and the others share what is left, except for the last four, which
top-k would have removed.
"""

import json
import math
import struct
from pathlib import Path

WORDS = ["<s>", "</s>", "Once", " upon", " a", " time", " there", " was", " fox", " cat", " é", "\n",
         ".", ",", " the", " and", " two", " girl", " dog", " king"]
END = 1
REMOVED = 4
PROMPT = [0, 2]
STEPS = [  # of each answer: the token that was drawn, and the probabilities that are not the others'
    [(" upon", {" upon": 0.97, ",": 0.02}), (" a", {" a": 0.99}),
     (" time", {" time": 0.6, " fox": 0.3}), (".", {",": 0.5, ".": 0.45}),
     ("\n", {" there": 0.5, " the": 0.3, "\n": 0.05}), ("</s>", {"</s>": 0.8, " and": 0.1})],
    [(",", {" upon": 0.97, ",": 0.02}), (" there", {" there": 0.7, " a": 0.2}),
     (" was", {" was": 0.9}), ("</s>", {" a": 0.5, " two": 0.2, "</s>": 0.1})],
]


def row(known):
    """The scores of a step: logprobs plus 3, for logits need not be normalised."""
    kept = len(WORDS) - REMOVED
    rest = (1 - sum(known.values())) / (kept - len(known))
    return [3 + math.log(known.get(word, rest)) if at < kept else -math.inf
            for at, word in enumerate(WORDS)]


def tokenizer():
    """A byte-level one: its alphabet spells a space as Ġ, a line feed as Ċ, and é as Ã©."""
    spelled = {" ": "\u0120", "\n": "\u010a", "é": "\u00c3\u00a9"}
    names = ["".join(spelled.get(c, c) for c in word) for word in WORDS]
    special = [{"id": at, "content": WORDS[at], "special": True} for at in (0, END)]
    return {"added_tokens": special, "decoder": {"type": "ByteLevel"},
            "model": {"type": "BPE", "vocab": {name: at for at, name in enumerate(names)},
                      "merges": []}}


def safetensors(tensors, metadata):
    header, data = {"__metadata__": metadata}, b""
    for name, (dtype, shape, form, numbers) in tensors.items():
        raw = struct.pack(f"<{len(numbers)}{form}", *numbers)
        header[name] = {"dtype": dtype, "shape": shape,
                        "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def story():
    length = max(map(len, STEPS))
    scores, sequences = [], []
    for at in range(length):
        for steps in STEPS:
            scores += row(steps[at][1] if at < len(steps) else {})
    for steps in STEPS:
        drawn = [WORDS.index(word) for word, _ in steps]
        sequences += PROMPT + drawn + [END] * (length - len(drawn))
    return safetensors(
        {"scores": ("F32", [length, len(STEPS), len(WORDS)], "f", scores),
         "sequences": ("I64", [len(STEPS), len(PROMPT) + length], "q", sequences)},
        {"model": "made-up", "eos_token_id": str(END)})


if __name__ == "__main__":
    folder = Path(__file__).parent
    (folder / "story.safetensors").write_bytes(story())
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer(), ensure_ascii=False, indent=1) + "\n")
