"""What --labels and --rating must say, computed from whole distributions.

A language here is a tree of made tokens: for each beginning of an answer the probability of every
token that may follow. A response shows only the best k tokens of each list along one path. What the
program says of it must be true of the whole tree.
"""

import unicodedata
from fractions import Fraction

QUOTES = "`´"


def is_around(char):
    return char in QUOTES or unicodedata.category(char)[0] in "ZP" or unicodedata.category(char) == "Cc"


def bare(text):
    """`text` as labels are compared."""
    text = unicodedata.normalize("NFKC", text).casefold()
    while text and is_around(text[0]):
        text = text[1:]
    while text and is_around(text[-1]):
        text = text[:-1]
    return text


def mean(shares):
    """The expected value of {rating: Fraction}, given that one of them is the answer."""
    mass = sum(shares.values())
    return sum(Fraction(rating) * share for rating, share in shares.items()) / mass


def variance(shares):
    mass, center = sum(shares.values()), mean(shares)
    return sum(share * (Fraction(rating) - center) ** 2 for rating, share in shares.items()) / mass
