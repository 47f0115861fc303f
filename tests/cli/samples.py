"""Builds saved responses. All texts and numbers are invented."""

import json
import math

MODEL = "sample-model"


def token(text, p=0.95, top=(), **fields):
    """An entry of `content`. `top` holds (text, probability) pairs; `fields` override its own."""
    entry = {"token": text, "logprob": math.log(p), "bytes": list(text.encode()),
             "top_logprobs": [alternative(*pair) for pair in top]}
    return {**entry, **fields}


def raw_token(data, p=0.95, **fields):
    """A token whose bytes need not be whole characters."""
    return token(data.decode("utf-8", "replace"), p, bytes=list(data), **fields)


def alternative(text, p):
    return {"token": text, "logprob": math.log(p), "bytes": list(text.encode())}


def text_of(tokens):
    """The tokens' joined text."""
    data = b"".join(bytes(t["bytes"]) if t.get("bytes") else t["token"].encode() for t in tokens)
    return data.decode("utf-8", "replace")


def choice(tokens, index=0, **fields):
    """An entry of `choices` in a whole response."""
    message = {"role": "assistant", "content": text_of(tokens), "refusal": None}
    return {"index": index, "message": message, "finish_reason": "stop",
            "logprobs": {"content": tokens, "refusal": None}, **fields}


def refusal(tokens, index=0):
    message = {"role": "assistant", "content": None, "refusal": text_of(tokens)}
    return choice(tokens, index, message=message,
                  logprobs={"content": None, "refusal": tokens})


def response(*choices, **fields):
    """A whole response of the Chat Completions API."""
    head = {"id": "chatcmpl-sample", "object": "chat.completion", "created": 1700000000,
            "model": MODEL}
    return {**head, "choices": list(choices), **fields}


def answer(*texts, p=0.95):
    """A whole response with one choice whose tokens are `texts`."""
    return response(choice([token(text, p) for text in texts]))


def chunk(tokens=(), index=0, finish=None, delta=None, **fields):
    """One event of a stream."""
    kind = {"content": text_of(tokens)} if delta is None else delta
    logprobs = {"content": list(tokens), "refusal": None} if tokens else None
    head = {"id": "chatcmpl-sample", "object": "chat.completion.chunk", "created": 1700000000,
            "model": MODEL}
    part = {"index": index, "delta": kind, "logprobs": logprobs, "finish_reason": finish}
    return {**head, "choices": [part], **fields}


def last_chunk(index=0, finish="stop"):
    """The last chunk of a choice, with its finish_reason."""
    return chunk(index=index, finish=finish, delta={})


def event(value, end="\n"):
    return "data: " + (value if isinstance(value, str) else compact(value)) + end + end


def stream(*chunks, done=True, end="\n"):
    """A saved SSE stream."""
    return "".join(event(value, end) for value in chunks) + (event("[DONE]", end) if done else "")


def batch_line(custom_id, body=None, status=200, error=None):
    """One line of a Batch output file."""
    result = None
    if body is not None:
        result = {"status_code": status, "request_id": "req_" + custom_id, "body": body}
    return {"id": "batch_req_" + custom_id, "custom_id": custom_id, "response": result,
            "error": error}


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def lines(*values):
    """JSON Lines."""
    return "".join(compact(value) + "\n" for value in values)
