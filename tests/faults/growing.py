"""Sources of any size, and whether the time to show them grows as they do. Each is given as pieces
of text, and most of it is one value again and again, so that it takes little time to make."""

import json
import random
from typing import Callable, NamedTuple

import measured

import samples

STEP = 2.2  # times: double the size, and what a busy machine adds


class Shape(NamedTuple):
    about: str
    size: int  # the smallest of three, each double the one before
    make: Callable[[int], bytes]  # the source of a size
    views: tuple = ("json",)
    code: int = 0
    cut: int = measured.MIB  # bytes that are read at once
    words: Callable[[int], tuple] = lambda size: ()  # further options


def is_linear(seconds, noise):
    return all(b <= STEP * a + noise for a, b in zip(seconds, seconds[1:]))


def measure(shape, view, noise, tries):
    """The processor's time for each size, the least of several tries, and the results of all runs.
    It is not tried again once the time grows as it should."""
    sizes = [shape.size * times for times in (1, 2, 4)]
    sources = [shape.make(size) for size in sizes]
    least, runs = [float("inf")] * len(sizes), []
    for _ in range(tries):
        for i, (size, source) in enumerate(zip(sizes, sources)):
            runs.append(measured.run([source], "-f", *view.split(), *shape.words(size),
                                     cut=shape.cut))
            least[i] = min(least[i], runs[-1].seconds)
        if is_linear(least, noise):
            break
    return least, runs


def numbered(value, numbers):
    """The JSON of a value for each number, which takes the place of `#` in it."""
    parts = json.dumps(value).replace('"#"', "#").split("#")
    return [str(number).join(parts) for number in numbers]


def within(value, elements):
    """The JSON of a value whose only empty list gets these elements."""
    before, after = json.dumps(value).split("[]")
    return f"{before}[{', '.join(elements)}]{after}"


def lines(*values):
    return "".join(f"{json.dumps(value)}\n" for value in values).encode()


def events(texts):
    return "".join(f"data: {text}\n\n" for text in texts).encode()


def shuffled(count):
    numbers = list(range(count))
    random.Random(count).shuffle(numbers)
    return numbers


# Choices.

TOKEN = samples.token("a", top=(("a", 0.95), ("b", 0.02)))
CHOICE = samples.choice([TOKEN], "#")
GO_ON, END = samples.chunk([TOKEN], "#"), samples.chunk([TOKEN], "#", finish="stop")


def choices(indexes, value=CHOICE):
    """A response with a choice for each index."""
    return (within(samples.response(), numbered(value, indexes)) + "\n").encode()


def streamed(indexes):
    """A stream of choices, each of one event."""
    return events(numbered(END, indexes))


def interleaved(count, go_on=GO_ON, end=END):
    """A stream of choices that take turns twice, and end in any order."""
    return events(numbered(go_on, range(count)) * 2 + numbered(end, shuffled(count)))


def begun(count):
    """A stream whose choices all begin before the first goes on."""
    begins = samples.chunk(delta={"role": "assistant", "content": ""})
    return events(numbered(begins, range(count))) + streamed([0] * count)


def column(finish=None):
    """A chunk of the older completions."""
    logprobs = {"tokens": ["a"], "token_logprobs": [-0.1], "top_logprobs": [{"a": -0.1}]}
    return {"id": "cmpl-sample", "object": "text_completion", "choices": [
        {"index": "#", "text": "a", "logprobs": logprobs, "finish_reason": finish}]}


def candidate(finish=None):
    """A chunk of Gemini's."""
    chosen = {"chosenCandidates": [{"token": "a", "logProbability": -1}]}
    return {"candidates": [{"index": "#", "content": {"parts": [{"text": "a"}]},
                            "logprobsResult": chosen, "finishReason": finish}]}


def candidates(indexes):
    entry, = candidate("STOP")["candidates"]
    return within({"candidates": []}, numbered(entry, indexes)).encode()


def parting_choice():
    """One whose token is not its message, in a way of its own."""
    return samples.choice([samples.token("other #")], "#",
                          message={"role": "assistant", "content": "word #"})


# Tokens.

def content(entries, text):
    """A response of one choice with these tokens, and this message."""
    choice = samples.choice([], message={"role": "assistant", "content": text})
    return (within(samples.response(choice), entries) + "\n").encode()


def tokens(texts, text=None, p=0.95, top=()):
    """The same, of these texts; without a text, the message is what they say together."""
    def entry(text):
        token = {**samples.alternative(text, p),
                 "top_logprobs": [samples.alternative(*pair) for pair in top]}
        return json.dumps({key: value for key, value in token.items() if value and key != "bytes"})
    entries = {text: entry(text) for text in set(texts)}
    return content([entries[each] for each in texts], "".join(texts) if text is None else text)


def unsure(texts):
    """An answer of these tokens, each with a clue."""
    return tokens(texts, p=0.05)


def alternatives(count, logprob=lambda i: -1 - i):
    """One token with many; they are in the order of their numbers."""
    listed = [f'{{"token": "{i}", "logprob": {logprob(i)}}}' for i in range(count)]
    token = {"token": "a", "logprob": -1, "top_logprobs": []}
    return content([within(token, listed)], "a")


def table(count):
    """One token with many in a map."""
    entries = {str(i): -1.0 - i for i in range(count)}
    logprobs = {"tokens": ["a"], "token_logprobs": [-1], "top_logprobs": [entries]}
    return lines({"choices": [{"text": "a", "logprobs": logprobs}]})
