"""What a page must show of an answer, derived from `-f json`."""

import math

import page  # noqa: F401  (adds tests/cli to the path)
import reports

BANDS = (0.9, 0.7, 0.5, 0.3)
LOW, AMBIGUOUS = 0.1, 0.15
MARKS = {"low": "", "ambiguous": "🔀", "not-top": "🎯"}
FLOOR = -1000


def percent(value, thresholds=(*BANDS, LOW)):
    """A percentage by the program's rules: never rounded up to a threshold that it is below."""
    if value is None:
        return "?"
    tenths = math.floor(value * 1000 + 0.5)
    for threshold in thresholds:
        if value < threshold <= tenths / 1000:
            tenths -= 1
    if tenths <= 0 < value:
        return "<0.1%"
    return ">99.9%" if tenths >= 1000 and value < 1 else f"{tenths / 10:.1f}%"


def cell(text):
    """How a list shows bytes, with no preceding text that they could combine with."""
    shown = reports.cell(text)
    return f"\\u{{{ord(shown[0]):x}}}{shown[1:]}" if shown[:1] in ("\u200d", "\ufe0f") else shown


def data(entry):
    """The bytes of a token or an alternative."""
    return entry["token"].encode() if entry["bytes"] is None else bytes(entry["bytes"])


def is_scored(entry):
    return entry["probability"] is not None


def outcomes(token):
    """(text, logprob, probability, chosen) as the card lists them: without duplicates, and
    including the chosen token."""
    kept, seen = [], set()
    own = [entry for entry in token["alternatives"] if data(entry) == data(token)]
    near = min(own, key=lambda entry: abs((entry["logprob"] or 0) - (token["logprob"] or 0)),
               default=None)
    for entry in token["alternatives"]:
        key = (entry["id"], data(entry), entry["logprob"])
        if key not in seen:
            kept.append((cell(data(entry)), entry["logprob"], entry["probability"], entry is near))
        seen.add(key)
    if near is None:
        place = next((i for i, entry in enumerate(kept) if token["logprob"] is not None
                      and (entry[1] is None or entry[1] < token["logprob"])), len(kept))
        kept.insert(place, (cell(data(token)), token["logprob"], token["probability"], True))
    return kept


def unlisted(listed):
    """The probability left for all other tokens: 0 if one in the list is unknown, or if only
    rounding leaves a remainder."""
    known = [p for _, _, p, _ in listed if p is not None]
    left = 1 - sum(known)
    return left if len(known) == len(listed) and left > 1e-6 else 0


def entropy(listed):
    """A lower bound in bits; None with fewer than two entries, an unknown one, only floors, or
    more than all of the probability."""
    known = [p for _, _, p, _ in listed if p is not None]
    if len(known) < max(2, len(listed)) or not known[0] or sum(known) > 1.01:
        return None
    left = unlisted(listed)
    bits = sum(-p * math.log2(p) for p in known if p > 0)
    last = known[-2 if listed[-1][3] else -1]  # the chosen token may have been added to the list
    most = min(last, left) if last > 0 else left
    return bits - left * math.log2(most) if left else bits


def clue_names(token, marks=MARKS):
    return ", ".join(f"{marks[clue]} {clue}".strip() for clue in token["clues"])


def facts(token):
    """The facts on the card, except the entropy, whose last digit may differ."""
    found = {"probability": percent(token["probability"]), "logprob": token["logprob"],
             "rank": token["rank"], "margin": None}
    if token["logprob"] is not None and is_scored(token) and token["logprob"] > FLOOR:
        found["surprisal"] = f"{abs(token['logprob'] / math.log(2)):.2f} bits"
    if token["margin"] is not None:
        found["margin"] = percent(token["margin"], (AMBIGUOUS,))
    return {name: value for name, value in found.items() if value is not None}


def bars(token):
    """(text, share, chosen) of each bar; the last one, for all unlisted tokens, has no text."""
    listed = outcomes(token)
    found = [(text, percent(p), chosen) for text, _, p, chosen in listed]
    left = unlisted(listed)
    return found + ([("", percent(left, ()), False)] if left else [])


def look(tokens):
    """The classes of an element with these tokens; its band is that of the least sure one."""
    known = [token for token in tokens if is_scored(token)]
    least = min(known, key=lambda token: token["probability"], default=None)
    clues = {clue for token in tokens for clue in token["clues"]}
    return ({least["band"]} if least else set()) | clues | ({"clue"} if clues else set())


def counts(choice, separator="-"):
    """{clue: number of tokens that have it}."""
    summary = choice["summary"]
    return {"low": summary["low"], "ambiguous": summary["ambiguous"],
            f"not{separator}top": summary["not_top"]}


def unsure(choice):
    """How many tokens have a clue."""
    return sum(1 for token in choice["tokens"] if token["clues"])


class Checks:
    """Compares an open page with the program's output; a mixin for BrowserTest."""

    def check_painted(self, choices):
        """Every token has its band and its clues."""
        for choice, parts in zip(choices, self.painted(), strict=True):
            tokens = choice["tokens"] if choice else []
            covered = sorted({i for part in parts
                              for i in range(part["first"], part["first"] + part["count"])})
            self.assertEqual(covered, list(range(len(tokens))))
            shown = [(part["first"], set(part["look"])) for part in parts]
            must = [(part["first"], look(tokens[part["first"]:part["first"] + part["count"]]))
                    for part in parts]
            self.assertEqual(shown, must)

    def check_cards(self, answer, tokens):
        """The card of every token shows what is known about it."""
        for i, (token, card) in enumerate(zip(tokens, self.cards(answer), strict=True)):
            with self.subTest(answer=answer, token=i):
                self.check_card(i, token, card, len(tokens))

    def check_card(self, number, token, card, size):
        self.assertEqual(card["word"], cell(data(token)))
        self.assertIn(f"token #{number} of {size}", card["head"])
        shown = dict(card["facts"])
        shown.setdefault("probability", "?")
        self.check_entropy(entropy(outcomes(token)), shown.pop("entropy", None))
        for name, kind in (("logprob", float), ("rank", int)):
            if name in shown:
                shown[name] = kind(shown[name])
        self.assertEqual(shown, facts(token))
        self.assertEqual(card["clues"], clue_names(token))
        self.assertEqual([("" if bar["rest"] else bar["text"], bar["share"], bar["chosen"])
                          for bar in card["bars"]], bars(token))
        for bar, (_, _, p, _) in zip(card["bars"], outcomes(token)):
            self.assertAlmostEqual(bar["width"], 100 * (p or 0), places=2)

    def check_entropy(self, bits, shown):
        self.assertEqual(bits is None, shown is None)
        if shown:
            self.assertRegex(shown, r"\A≥ \d+\.\d\d bits\Z")
            # Truncated, so that it stays a lower bound.
            self.assertTrue(-1e-9 <= bits - float(shown.split()[1]) < 0.0102, f"{shown} of {bits}")

    def check_counts(self, choices):
        """The summaries count the clues as the program does."""
        shown = self.js("return Array.from(document.querySelectorAll('.answer'), (one) => "
                        "texts(one.querySelectorAll('.summary [data-count]')))")
        must = [[f"{count} {name}" for name, count in counts(choice, " ").items()]
                if choice and choice["tokens"] else [] for choice in choices]
        self.assertEqual(shown, must)
