#!/usr/bin/python3
"""Writes a small file of raw logits with numpy alone, and the tokenizer.json that goes with it.

    logits.py [FOLDER]        examples/logits by default

The question is "Pick a colour.", and its answer one token. THE DISTRIBUTION IS MADE UP, no model
produced it: the likeliest tokens have the percentages below, and the others less and less.
"""

import json
import struct
import sys
from pathlib import Path

import numpy

# Ġ is how byte-level vocabularies spell a space.
LIKELY = {"Blue": 34, "Green": 13.5, "Red": 9, "Purple": 7, "Teal": 6, "Orange": 4, "Yellow": 3.4,
          "Turquoise": 2.8, "ĠBlue": 2.4, "blue": 2.1, "Indigo": 1.7, "Sure": 1.5, "Violet": 1.2,
          "Cerulean": 1.1, "Black": 0.9, "Magenta": 0.8, "Pink": 0.7, "I": 0.6, "Crimson": 0.5,
          "Lavender": 0.4}
OTHERS = """Gold White Silver Navy Emerald The Maroon Coral ĠGreen Cyan Mauve Okay Aqua Azure green
    Beige Ochre A Mint Lilac Grey My Gray Brown Amber Ruby Let ĠRed Sapphire Olive ** Scarlet
    Chartreuse Vermilion red Periwinkle Sepia " Ivory Khaki Peach Hmm Plum Salmon Tan Umber Well
    Burgundy Fuchsia Jade Cobalt Rose Rust As Sienna Taupe Ultramarine Orchid What Saffron Mustard
    Cream How Slate Charcoal Pearl Copper Bronze Colour Rain Sky Bl Ocean Gre Forest purple Midnight
    Why Honey Wine Brick Sand Moss Fern Lemon Lime Rainbow Sunset None Maybe No Any Um Ċ ĠPurple
    Cherry Grass Denim Ash Smoke Snow Ink Dust Moon Fog Carrot Tea Coffee Toast Plaid Banana
    Stripes Glass Water Fire Stone Wood Iron Tin Zinc Cat Horse Frog Whale House Door Window Seven
    42 7 { < Wednesday Tuesday Norway Paris Left Up Jazz Loud Tall Warm Sweet Salt Nine Zero""".split()
DRAWN = "Teal"


def distribution():
    """The tokens, in the order of their ids, and the logits of the one step."""
    tokens = sorted({*LIKELY, *OTHERS})
    rest = 1 / numpy.arange(8, 8 + len(OTHERS)) ** 1.5
    rest *= (100 - sum(LIKELY.values())) / rest.sum()
    percent = {**dict(zip(OTHERS, rest)), **LIKELY}
    logits = numpy.log([percent[token] for token in tokens]) + 12
    return tokens, logits.round(3).astype("<f4")


def save_safetensors(path, tensors, metadata):
    """A header in JSON, its length in front, and the arrays' bytes after it."""
    types = {"<f4": "F32", "<i8": "I64"}
    header, end = {"__metadata__": metadata}, 0
    for name, array in tensors.items():
        header[name] = {"dtype": types[array.dtype.str], "shape": array.shape,
                        "data_offsets": [end, end + array.nbytes]}
        end += array.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text +
                     b"".join(array.tobytes() for array in tensors.values()))


def save_tokenizer(path, tokens):
    vocabulary = {token: number for number, token in enumerate(tokens)}
    model = {"type": "BPE", "vocab": vocabulary, "merges": []}
    tokenizer = {"model": model, "decoder": {"type": "ByteLevel"}}
    text = json.dumps(tokenizer, ensure_ascii=False, indent=0)
    path.write_text(text + "\n", encoding="utf-8")


def main(folder=Path(__file__).with_name("logits")):
    folder = Path(folder)
    folder.mkdir(exist_ok=True)
    tokens, logits = distribution()
    drawn = numpy.array([[tokens.index(DRAWN)]], "<i8")
    save_safetensors(folder / "colour.safetensors",
                     {"logits": logits[None, :], "sequences": drawn},
                     {"model": "made-up", "kind": "logits"})
    save_tokenizer(folder / "tokenizer.json", tokens)


if __name__ == "__main__":
    main(*sys.argv[1:])
