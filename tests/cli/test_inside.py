"""A response reads inside of other JSON, and of strings of JSON, as it does alone."""

import json
import random
import unittest

import program
from program import OK, UNUSABLE

SEEDS = (1, 2, 3)
KEYS = ["a", "data", "body", "result", "message", "output", "content", "log", "a/b", "~", "", "é",
        "tokens", "type", "details", "text"]
OTHERS = [None, 7, "prose", "[INFO] begins", True, {"type": "text", "text": "x"}, [1, 2], {},
          {"choices": [{"text": "Paris"}]}, {"logprobs": {"type": "boolean"}}, {"done": True},
          "{\"a\": 1}", [[], ": a comment"]]
BARE = ("tokens", "vllm-prompt")  # only under `logprobs` are these taken for responses


def fixtures():
    """{name: text} of the inputs of golden cases that hold one JSON value, or a stream."""
    found = {}
    for path in sorted((program.ROOT / "tests" / "data").rglob("*")):
        if path.suffix in (".json", ".sse") and path.stat().st_size < 50_000:
            try:
                text = path.read_text("utf-8")
                if path.suffix == ".json" and isinstance(json.loads(text), str):
                    continue
            except ValueError:
                continue
            found[str(path.relative_to(program.ROOT))] = text
    return found


def wrapped(text, stream, dice):
    """The text in a document around it, and how many strings that has around it."""
    strings = dice.choice((0, 0, 1, 2)) if not stream else dice.choice((1, 2))
    value = text if stream else json.loads(text)
    for level in range(strings):
        if not stream or level > 0:
            value = json.dumps(value)
        for _ in range(dice.randrange(1, 5)):
            value = around(value, dice)
    for _ in range(dice.randrange(1, 30)):
        value = around(value, dice)
    return json.dumps({"all": value})


def around(value, dice):
    if dice.random() < 0.3:
        elements = [dice.choice(OTHERS) for _ in range(dice.randrange(3))]
        return [*elements, value, *[dice.choice(OTHERS) for _ in range(dice.randrange(2))]]
    keys = dice.sample(KEYS, dice.randrange(1, 4))
    fields = {key: dice.choice(OTHERS) for key in keys}
    fields[keys[dice.randrange(len(keys))]] = value
    return fields


def said(responses):
    """What responses say, each once, but for their places."""
    found = []
    for response in responses:
        content = {key: value for key, value in response.items()
                   if key not in ("source", "line", "offset", "path")}
        if content not in found:
            found.append(content)
    return found


class Inside(program.ProgramTest):
    def read(self, texts):
        """{name: responses} of {name: text}, read in one process."""
        names = {}
        for number, (name, text) in enumerate(texts.items()):
            file = self.folder / f"{number}.txt"
            file.write_text(text, "utf-8")
            names[str(file)] = name
        result = program.run("-q", "-f", "json", *(w for f in names for w in ("-r", f)))
        found = {name: [] for name in texts}
        for line in result.out.decode().splitlines():
            response = json.loads(line)
            found[names[response["source"]]].append(response)
        return found

    def test_at_any_depth(self):
        texts = fixtures()
        alone = self.read(texts)
        good = {name: said(responses) for name, responses in alone.items()
                if responses and all(self.counts(r) for r in responses)}
        self.assertGreater(len(good), 150)
        for seed in SEEDS:
            dice = random.Random(seed)
            inside = {name: wrapped(texts[name], name.endswith(".sse"), dice) for name in good}
            for name, responses in self.read(inside).items():
                if said(responses) != good[name]:
                    with self.subTest(name, seed=seed):
                        self.assertEqual(said(responses), good[name], inside[name][:2000])

    def counts(self, response):
        """Whether it is a response wherever it is, and is in no string itself."""
        return (response["error"] is None and response["custom_id"] is None
                and response["format"] not in BARE and response["path"] is None
                and any(c["tokens"] for c in response["choices"]))

    def test_deeper_than_is_searched(self):
        deep = "[" * 1100 + json.dumps({"done": True}) + "]" * 1100
        result = program.run("-r", "-", stdin=f'{{"a": {deep}}}'.encode())
        self.assert_sentence(result, UNUSABLE, "nested deeper than 1024 levels")

    def test_what_only_looks_like_responses(self):
        nested = '{"choices": [{"a": ' * 500 + "0" + "}]}" * 500
        strings = json.dumps(json.dumps(json.dumps(json.dumps({"choices": [{}]}))))
        many = json.dumps([{"quiz": {"choices": [{"text": "Paris"}]}}] * 40_000)
        for text in (f'{{"a": {nested}}}', f'{{"a": {strings}}}', f'{{"a": {many}}}'):
            result = program.run("-r", "-", stdin=text.encode())
            self.assert_sentence(result, UNUSABLE, "its keys: a")

    def test_a_response_after_many_that_only_look_like_one(self):
        quiz = {"quiz": {"choices": [{"text": "Paris"}]}}
        answer = {"choices": [{"message": {"content": "a"}, "finish_reason": "stop",
                               "logprobs": {"content": [{"token": "a", "logprob": -1}]}}]}
        text = json.dumps({"all": [quiz] * 10_000 + [answer]})
        result = program.run("-r", "-", "-f", "json", stdin=text.encode())
        self.assertEqual(result.code, OK)
        self.assertEqual(json.loads(result.out)["path"], "/all/10000")


if __name__ == "__main__":
    unittest.main()
