"""The inputs of the cases in tests/data/<shape>/, and whether a cut input may still be complete.

Completeness is decided without the program: by Python's JSON reader and the formats' end signs.
"""

import json
import re

import golden
import program

SHAPES = tuple(line.split()[0] for line in program.run("--from", "help").out.decode().splitlines())
OTHERS = ("wrapped", "errors", "mixed")  # folders of cases with more than one shape
KEPT = ("cmd", "out", "err", "code")  # files of a case that are not inputs
EVENT = re.compile(r"data:|event:|id:|retry:|:")
RESPONSE_ENDS = ("completed", "incomplete", "failed", "cancelled")
STRINGS = ("response", "body", "response_body", "response_json", "raw_response", "data", "kwargs",
           "chatResponse", "response_metadata")  # where wrappers may keep a response as a string


def cases(*shapes):
    """The folders of the cases of `shapes`, or of all shapes if none is named."""
    return [command.parent for shape in shapes or SHAPES + OTHERS
            for command in sorted((golden.DATA / shape).glob("*/cmd"))]


def inputs(*shapes):
    """The inputs of these cases, without duplicates: {name: bytes}."""
    found = {}
    for case in cases(*shapes):
        for path in sorted(case.iterdir()):
            if path.is_file() and path.name not in KEPT:
                found.setdefault(path.read_bytes(), str(path.relative_to(golden.DATA)))
    return {name: content for content, name in found.items()}


def whole_value(text):
    """[value] if `text` is one JSON value, else None; the list tells a null from no value."""
    try:
        return [json.loads(text)]
    except ValueError:
        return None


def body(content):
    """The text after a byte order mark, blank lines and curl's headers."""
    text = content.decode("utf-8", "replace").removeprefix("\ufeff").lstrip(" \t\r\n")
    while text.startswith("HTTP/"):
        lines = re.split(r"\r?\n\r?\n", text, maxsplit=1)
        text = lines[1].lstrip(" \t\r\n") if len(lines) > 1 else ""
    return text


def documents(content):
    """The documents of a source as (is a stream, [value or "[DONE]"]); None if one is cut off or
    broken."""
    text = body(content)
    if EVENT.match(text):
        return True, events(text)
    first, end, _ = text.partition("\n")
    values = line_values(text) if end and whole_value(first) else joined_values(text)
    return False, values


def line_values(text):
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    values = [["[DONE]"] if line == "[DONE]" else whole_value(line) for line in lines]
    return None if None in values else [value[0] for value in values]


def joined_values(text):
    values = []
    while text := text.lstrip(" \t\r\n"):
        try:
            value, size = json.JSONDecoder().raw_decode(text)
        except ValueError:
            return None
        values.append(value)
        text = text[size:]
    return values


def events(text):
    """The values of a stream's events; None if the last line is cut off or an event is broken."""
    lines = re.split(r"\r\n|\n|\r", text)
    values, data = [], ""
    for line in lines:
        if line.startswith("data:"):
            data += ("\n" if data else "") + line[5:].removeprefix(" ")
            found = ["[DONE]"] if data.strip() == "[DONE]" else whole_value(data)
            if found:
                values += found
                data = ""
        elif not line and data.strip()[:1] not in ("{", "["):
            data = ""  # a comment
    if lines[-1] and not (lines[-1].startswith("data:") and not data):
        return None
    return None if data else values


def parts(value, stream):
    """An event's part in its response: [(choice, whether it has ended)]. None for a whole response,
    [] for an event without tokens."""
    if not isinstance(value, dict):
        return [] if stream else None
    inner = wrapped(value)
    if inner is not None:
        return parts(inner, stream)
    kind = value.get("type")
    if isinstance(kind, str) and kind.startswith("response."):
        return [("response", kind.removeprefix("response.") in RESPONSE_ENDS)]
    if isinstance(kind, str) and kind.startswith("transcript.text."):
        return [("transcript", kind.endswith(".done"))]
    if kind in ("message-start", "message-end") or str(kind).startswith("content-"):
        return [("message", kind == "message-end")]
    if isinstance(value.get("done"), bool):
        return [("ollama", value["done"])]
    if isinstance(value.get("token"), dict):
        return [("tgi", isinstance(value.get("generated_text"), str))]
    if "stop" in value and isinstance(value.get("content"), str):
        return [("llama", bool(value["stop"]))]
    if isinstance(value.get("results"), list):
        return [(("watsonx", place), entry.get("stop_reason", "").lower() != "not_finished")
                for place, entry in enumerate(value["results"])]
    if isinstance(value.get("choices"), list):
        return choices(value, stream)
    return stream_parts(value) if stream else None


def wrapped(value):
    """The response inside a wrapper, whether it is a value or a string."""
    for name in STRINGS:
        held = value.get(name)
        if name == "response" and "done" in value:
            continue
        found = whole_value(held) if isinstance(held, str) else [held]
        if found and isinstance(found[0], dict) and "type" not in value:
            return found[0]
    return None


def choices(value, stream):
    entries = [entry for entry in value["choices"] if isinstance(entry, dict)]
    chunk = stream or str(value.get("object")).endswith(".chunk")
    if any("message" in entry for entry in entries) or not (
            chunk or any("delta" in entry for entry in entries)):
        return None
    name = value.get("id") or ""
    return [((name, entry.get("index", place)),
             bool(entry.get("finish_reason") or entry.get("finishReason")))
            for place, entry in enumerate(entries)]


def stream_parts(value):
    """The formats in which a whole response has the shape of an event."""
    meta = value.get("meta_info")
    if isinstance(meta, dict):
        return [(("sglang", value.get("index")), meta.get("finish_reason") is not None)]
    if isinstance(value.get("candidates"), list):
        return [(("gemini", entry.get("index", place)),
                 bool(entry.get("finishReason") or entry.get("finish_reason")))
                for place, entry in enumerate(value["candidates"])]
    if isinstance(value.get("generation"), str):
        return [("bedrock", value.get("stop_reason") is not None)]
    if "completion_probabilities" in value:
        return [("llama", False)]
    known = ("generated_text", "output", "logprobs", "generations", "completions", "content")
    return None if any(name in value for name in known) else []


def may_be_complete(content):
    """Whether the program may exit with 0 for a source of these bytes."""
    stream, values = documents(content)
    if not values:
        return False
    begun, some, last = {}, False, ""
    for value in values:
        if value == "[DONE]":
            some = some or bool(begun)
            begun = {}
            continue
        said = parts(value, stream)
        some = some or said is None
        for choice, ended in said or ():
            if isinstance(choice, str):  # no ids: what follows its end is another response
                begun[choice] = ended
                continue
            last = choice[0] or last
            choice = (last, choice[1])
            begun[choice] = ended or begun.get(choice, False)
    return all(begun.values()) and (some or bool(begun))
