"""Answers with every quirk that servers have, made from a seed: whole and as a stream."""

import random

import samples

PLAIN_WORDS = ("Ebb", " tide", " and", " flow", ".", ",", "\n", "\n\n", " ", "42", " naïve", " 潮")
WORDS = (*PLAIN_WORDS, "  ", "\t", "汐", "עֶבֶר", " مد", "e\u0301", "🌊", "👩‍🚀", "\u202e", "\x1b[31m",
         "\x07", "\0", '"', "\\", "<b>", "|", "=1+1", "`", "$x$", "\u2028", "\ufeff", "\u200b", "\ufffd")
SPLIT = ("🌊", "é", "潮", "👩‍🚀")  # characters of which each byte, or two, may be a token
HALVES = (b"\xff", b"\x80", b"\xf0\x9f")
# Numbers are kept as they are spelled: `null` for a missing one, and servers' ways to say -infinity.
LOGPROBS = (0, -0.0, -1e-9, -3.1e-07, -0.1, -0.10536051565782628, -0.6931471805599453, -2.5, -17.25,
            -100, -9999.0, -3.4028234663852886e+38, None)
FINISHES = ("stop", "length", "content_filter", "eos")


class Generated:
    """One answer: `whole`, the `chunks` of the same answer, and how many `choices` it has."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.choices = self.random.choice((1, 1, 1, 2, 3))
        self.head = {"id": f"chatcmpl-{seed}", "created": 1700000000 + seed,
                     "model": self.random.choice(("tide-1", "tide/1:free", "潮"))}
        self.mark = self.token(b"</think>")
        # Only plain words prove in a whole answer where the reasoning ends.
        self.plain = self.random.random() < 0.2
        self.reasoning = self.units() if self.plain else []
        parts = [(index, self.units(), self.random.choice(("content", "refusal", "content")),
                  self.random.choice(FINISHES)) for index in range(self.choices)]
        self.whole = self.make_whole(parts)
        self.chunks = self.make_chunks(parts)

    def units(self):
        """Lists of tokens that a server sends together, since together they are text."""
        count = self.random.choice((1, 2, 3, 5, 8, 15))
        # An answer has a number, and is more than white space.
        first = {**self.token(b"Spring"), "logprob": -0.25}
        return [[first], *[self.unit() for _ in range(count - 1)]]

    def unit(self):
        luck = 1 if self.plain else self.random.random()
        if luck < 0.05:
            # Whole characters are around it, or else two halves could be one.
            return [self.token(data) for data in (b"~", self.random.choice(HALVES), b"!")]
        if luck < 0.15:
            data = self.random.choice(SPLIT).encode()
            size = self.random.choice((1, 2, 3))
            return [self.token(data[at:at + size]) for at in range(0, len(data), size)]
        words = PLAIN_WORDS if self.plain else WORDS
        return [self.token(self.random.choice(words).encode())]

    def token(self, data):
        entry = samples.raw_token(data)
        entry["logprob"] = self.logprob()
        entry["top_logprobs"] = self.alternatives(entry)
        if self.random.random() < 0.1 and entry["token"].encode() == data:
            entry["bytes"] = None
        return entry

    def logprob(self):
        usual = self.random.random() < 0.7
        return -self.random.expovariate(2) if usual else self.random.choice(LOGPROBS)

    def alternatives(self, chosen):
        count = self.random.choice((0, 1, 2, 5))
        found = [samples.alternative(self.random.choice(WORDS), 0.5) for _ in range(count)]
        for entry in found:
            entry["logprob"] = self.logprob()
        if count and self.random.random() < 0.8:
            found[self.random.randrange(count)] = {
                key: chosen[key] for key in ("token", "logprob", "bytes")}
        return found

    def make_whole(self, parts):
        choices = []
        for index, units, field, finish in parts:
            tokens = sum(units, [])
            text = samples.text_of(tokens)
            message = {"role": "assistant", "content": None, "refusal": None, field: text}
            if index == 0 and self.reasoning:
                thought = sum(self.reasoning, [])
                message["reasoning_content"] = samples.text_of(thought)
                tokens = thought + [self.mark] + tokens
            logprobs = {"content": None, "refusal": None, field: tokens}
            choices.append({"index": index, "message": message, "logprobs": logprobs,
                            "finish_reason": finish})
        return {**self.head, "object": "chat.completion", "choices": choices,
                "usage": {"completion_tokens": 1}}

    def make_chunks(self, parts):
        """The chunks of all choices by turns; each has one token, several, or none."""
        waiting = {index: self.pieces(units) for index, units, _, _ in parts}
        fields = {index: (field, finish) for index, _, field, finish in parts}
        chunks = [self.chunk(index, {"role": "assistant", "content": ""}) for index in waiting]
        for tokens in self.pieces(self.reasoning):
            delta = {"reasoning_content": samples.text_of(tokens)}
            chunks.append(self.chunk(0, delta, {parts[0][2]: tokens}))
        if self.reasoning:
            chunks.append(self.chunk(0, {"reasoning_content": ""}, {parts[0][2]: [self.mark]}))
        while waiting:
            index = self.random.choice(sorted(waiting))
            field, finish = fields[index]
            if waiting[index]:
                tokens = waiting[index].pop(0)
                chunks.append(self.chunk(index, {field: samples.text_of(tokens)}, {field: tokens}))
            else:
                chunks.append(self.chunk(index, {}, finish=finish))
                del waiting[index]
        if self.random.random() < 0.5:
            chunks.append({**self.chunk(0, {}), "choices": [], "usage": {"completion_tokens": 1}})
        return chunks

    def pieces(self, units):
        """The tokens of each chunk."""
        pieces, piece = [], []
        for unit in units:
            piece += unit
            if self.random.random() < 0.8:
                pieces.append(piece)
                piece = []
        return pieces + [piece] if piece else pieces

    def chunk(self, index, delta, logprobs=None, finish=None):
        lists = {"content": None, "refusal": None, **logprobs} if logprobs else None
        return {**self.head, "object": "chat.completion.chunk", "choices": [
            {"index": index, "delta": delta, "logprobs": lists, "finish_reason": finish}]}

    def stream(self):
        """The stream, with whatever the standard allows between and around its data."""
        end = self.random.choice(("\n", "\n", "\r\n", "\r"))
        colon = self.random.choice((": ", ":"))
        lines = ["\ufeff" if self.random.random() < 0.1 else ""]
        for chunk in [*map(samples.compact, self.chunks), "[DONE]"]:
            extra = self.random.choice(("", "", ": ping" + end, "event: message" + end, "id: 7" + end))
            lines.append(f"{extra}data{colon}{chunk}{end}{end}")
        return "".join(lines)

    def cut(self, text):
        """A text's bytes in a few pieces, cut anywhere."""
        data = text.encode()
        cuts = sorted(self.random.sample(range(len(data)), min(len(data) - 1, 12)))
        return [data[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(data)])]
