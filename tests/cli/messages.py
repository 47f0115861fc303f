"""Finds a saved response's message text without the program: one function for each shape."""

import shapes


def joined(parts):
    """The joined texts of a list of parts, or the text itself if it is not a list."""
    if isinstance(parts, str):
        return parts
    if isinstance(parts, dict):
        parts = [parts]
    if not isinstance(parts, list):
        return ""
    return "".join(part if isinstance(part, str) else part.get("text") or "" for part in parts)


def of_choices(value):
    """OpenAI's choices and similar ones: a message, a delta, or a text."""
    for place, entry in enumerate(value["choices"]):
        message = entry.get("message") or entry.get("delta") or {}
        index = entry.get("index", place)
        reasoning = message.get("reasoning_content") or message.get("reasoning")
        yield index, "reasoning", joined(reasoning)
        yield index, "content", joined(message.get("content")) + (entry.get("text") or "")
        yield index, "refusal", joined(message.get("refusal"))


def of_output(value):
    """A whole response of the Responses API."""
    for item in value["output"]:
        for part in item.get("content") or ():
            if part.get("type") in ("output_text", "refusal"):
                kind = "content" if part["type"] == "output_text" else "refusal"
                yield 0, kind, part.get("text") or part.get("refusal") or ""


def of_event(value):
    """A delta of a Responses or transcription stream; the other events only repeat the deltas."""
    if value["type"] in ("response.output_text.delta", "transcript.text.delta"):
        yield 0, "content", value["delta"]
    elif value["type"] == "response.refusal.delta":
        yield 0, "refusal", value["delta"]
    elif value["type"] == "content-delta":  # Cohere
        yield 0, "content", joined(value["delta"]["message"]["content"])


def of_candidates(value):
    for place, entry in enumerate(value["candidates"]):
        parts = (entry.get("content") or {}).get("parts") or ()
        yield entry.get("index", place), "content", joined(
            [part for part in parts if not part.get("thought")])


def of_generations(value):
    for place, entry in enumerate(value["generations"]):
        yield place, "prompt", value.get("prompt") or ""
        yield place, "content", entry["text"]


def of_completions(value):
    """AI21's."""
    for place, entry in enumerate(value["completions"]):
        yield place, "content", entry["data"]["text"]


def of_message(value):
    """Ollama's and Cohere's."""
    yield 0, "reasoning", value["message"].get("thinking") or ""
    yield 0, "content", joined(value["message"].get("content"))


def of_text(value):
    """A bare text, under one of several names."""
    if isinstance(value.get("token"), dict):  # TGI's events: the last one repeats the whole text
        return
    names = ("generated_text", "response", "generation", "content", "text")
    text = next((value[name] for name in names if isinstance(value.get(name), str)), "")
    yield 0, "content", text


ROUTES = (("choices", of_choices), ("candidates", of_candidates), ("generations", of_generations),
          ("completions", of_completions), ("output", of_output), ("message", of_message))


def pieces(value):
    """The (choice, kind, text) triples of one document."""
    inner = shapes.wrapped(value)
    if inner is not None:
        return pieces(inner)
    if isinstance(value.get("type"), str) and ("." in value["type"] or "-" in value["type"]):
        return of_event(value)
    route = next((route for name, route in ROUTES if isinstance(value.get(name), (list, dict))),
                 of_text)
    return route(value)


def documents(content):
    """The source's values; an array counts as its elements."""
    _, values = shapes.documents(content)
    for value in values or ():
        yield from value if isinstance(value, list) else [value]


def messages(content):
    """The text of each response in a source: {(choice, kind): text}. A stream is one response."""
    found = []
    for value in documents(content):
        if not isinstance(value, dict):
            continue
        whole = shapes.parts(value, False) is None or "stop" in value
        if not found or whole:
            found.append({})
        for choice, kind, text in pieces(value):
            key = choice, kind
            found[-1][key] = found[-1].get(key, "") + text
    return found


def numbers(value):
    """All numbers in a JSON value, as Python reads them."""
    if isinstance(value, bool):
        return
    if isinstance(value, (int, float)):
        yield float(value)
    elif isinstance(value, (dict, list)):
        for held in value.values() if isinstance(value, dict) else value:
            yield from numbers(held)


def all_numbers(content):
    _, values = shapes.documents(content)
    return {number for value in values or () for number in numbers(value)}

