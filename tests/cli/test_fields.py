"""--fields: the values of an answer that is JSON, against Python's own reading of it."""

import itertools
import json
import math
import random
import unittest

import program
import samples
from program import OK, UNUSABLE, USAGE

SLACK = 1e-9
STRUCTURAL = b"{}[]:, \t\r\n\""


def random_text(chance):
    """A text with what JSON escapes, what UTF-8 splits, and what looks like JSON."""
    pieces = ["", "a", "Ünï", "😀", "\"", "\\", "/", "\n", "\u0000", "\u2028", "{\"x\": 1}", "[1, 2]", ",",
              ": ", "~", "日本", "\u200d", "true", "0"]
    return "".join(chance.choice(pieces) for _ in range(chance.randrange(5)))


def random_value(chance, depth=0):
    kind = chance.randrange(9 if depth < 4 else 6)
    if kind == 0:
        return random_text(chance)
    if kind == 1:
        return chance.choice([0, -1, 17, 10**20, 123456789])
    if kind == 2:
        return chance.choice([0.5, -1.25e-7, 1e300, 3.0])
    if kind == 3:
        return chance.choice([True, False])
    if kind == 4:
        return None
    if kind == 5:
        return chance.choice([[], {}, ""])
    if kind == 6:
        return [random_value(chance, depth + 1) for _ in range(chance.randrange(4))]
    return {random_text(chance): random_value(chance, depth + 1) for _ in range(chance.randrange(4))}


def leaves_of(value, path=""):
    """[(path, value)] in the order of the text."""
    if isinstance(value, dict) and value:
        return [leaf for key, inner in value.items() for leaf in
                leaves_of(inner, f"{path}/{key.replace('~', '~0').replace('/', '~1')}")]
    if isinstance(value, list) and value:
        return [leaf for i, inner in enumerate(value) for leaf in leaves_of(inner, f"{path}/{i}")]
    return [(path, value)]


def tokens_of(text, chance):
    """The bytes of a text, cut anywhere, each piece with a probability."""
    data = text.encode()
    longest = chance.choice([1, 2, 4, 12])
    tokens = []
    while data:
        size = chance.randint(1, longest)
        tokens.append((data[:size], 1.0 if chance.random() < 0.3 else chance.uniform(0.05, 1)))
        data = data[size:]
    return tokens


def entry(data, probability):
    text = data.decode("utf-8", "replace")
    return {"token": text, "bytes": list(data), "logprob": math.log(probability),
            "top_logprobs": []}


def response(tokens, text, **more):
    return samples.response({"index": 0, "finish_reason": "stop", **more,
                             "message": {"role": "assistant", "content": text},
                             "logprobs": {"content": [entry(*token) for token in tokens]}})


def product(tokens):
    return math.prod(probability for _, probability in tokens)


def roles_of(text, spans):
    """For each byte: v in a value, k in a key, p for punctuation; by Python's own scanner."""
    roles = ["p"] * len(text.encode())
    for begin, end, role in spans:
        roles[begin:end] = role * (end - begin)
    return roles


def spans_of(text):
    """The bytes of values and keys, without quotes; of an empty string, its second quote."""
    spans, at = [], 0
    places = [0]
    for c in text:
        places.append(places[-1] + len(c.encode()))
    decoder = json.JSONDecoder()
    while at < len(text):
        if text[at] in "{}[]:, \t\r\n":
            begin = at
            if text[at] in "{[":
                rest = text[at + 1:].lstrip(" \t\r\n")
                if rest[:1] == {"{": "}", "[": "]"}[text[at]]:
                    at = len(text) - len(rest)
                    spans.append((places[begin], places[at + 1], "v"))
            at += 1
            continue
        _, end = decoder.raw_decode(text, at)
        quoted = text[at] == '"'
        is_key = quoted and text[end:].lstrip(" \t\r\n")[:1] == ":"
        inner = (at + 1, end - 1) if quoted else (at, end)
        if inner[0] == inner[1] and not is_key:
            inner = (end - 1, end)
        spans.append((places[inner[0]], places[inner[1]], "k" if is_key else "v"))
        at = end
    return spans


class FieldsTest(program.ProgramTest):
    def choices(self, responses, *words):
        text = "".join(json.dumps(one) + "\n" for one in responses)
        result = program.run("-q", "-f", "json", "-r", "-", "--fields", *words, stdin=text.encode())
        self.assertEqual(result.code, OK, result.err)
        return [json.loads(line)["choices"][0] for line in result.out.splitlines()]

    def near(self, value, wanted, what=None):
        self.assertTrue(math.isclose(value, wanted, rel_tol=SLACK), (value, wanted, what))

    def test_values_are_those_that_python_reads_however_the_text_is_cut(self):
        chance = random.Random(21)
        texts, cuts = [], []
        for _ in range(1500):
            value = random_value(chance)
            texts.append(json.dumps(value, ensure_ascii=chance.random() < 0.5,
                                    indent=chance.choice([None, None, 1, "\t"]),
                                    separators=chance.choice([None, (",", ":"), (" , ", " : ")])))
            cuts.append(tokens_of(texts[-1], chance))
        for text, tokens, choice in zip(texts, cuts,
                                        self.choices([response(t, x) for t, x in zip(cuts, texts)])):
            fields = choice["fields"]
            self.assertEqual([(field["path"], field["value"]) for field in fields],
                             leaves_of(json.loads(text)), text)
            self.assertEqual([type(field["value"]) for field in fields],
                             [type(value) for _, value in leaves_of(json.loads(text))], text)
            self.check_products(text, tokens, choice)

    def check_products(self, text, tokens, choice):
        """Each token counts once for values, keys or punctuation; and a value has all of its own."""
        spans = spans_of(text)
        roles = roles_of(text, spans)
        parts = {"v": 1.0, "k": 1.0, "p": 1.0}
        begins, at = [], 0
        for data, probability in tokens:
            begins.append(at)
            mine = roles[at:at + len(data)]
            parts["v" if "v" in mine else "k" if "k" in mine else "p"] *= probability
            at += len(data)
        joint = choice["joint"]
        self.near(joint["values"], parts["v"], text)
        self.near(joint["keys"], parts["k"], text)
        self.near(joint["punctuation"], parts["p"], text)
        self.assertEqual(joint["around"], 1)
        self.near(joint["probability"], product(tokens), text)
        self.near(joint["values"] * joint["keys"] * joint["punctuation"], joint["probability"])
        counted = set()
        values = [span for span in spans if span[2] == "v"]
        self.assertEqual(len(values), len(choice["fields"]))
        for (begin, end, _), field in zip(values, choice["fields"]):
            touching = [i for i, (data, _) in enumerate(tokens)
                        if begins[i] < end and begins[i] + len(data) > begin]
            self.assertEqual((field["first"], field["last"]), (touching[0], touching[-1]), text)
            self.near(field["probability"], product(tokens[i] for i in touching), text)
            self.assertEqual(field["least_sure"]["index"],
                             min(touching, key=lambda i: tokens[i][1]), text)
            counted.update(touching)
        self.near(joint["values"], product(tokens[i] for i in sorted(counted)), text)

    def test_text_around_is_a_part_of_the_whole(self):
        chance = random.Random(22)
        for around in ("```json\n{}\n```", "Here it is:\n{}\nThat is all.", "\n {} \n"):
            text = around.replace("{}", '{"a": [1, "é"]}', 1)
            tokens = tokens_of(text, chance)
            choice, = self.choices([response(tokens, text)])
            self.assertEqual([field["value"] for field in choice["fields"]], [1, "é"])
            joint = choice["joint"]
            begin, stop = (choice["json"][0][name] for name in ("begin", "stop"))
            ends = list(itertools.accumulate(len(data) for data, _ in tokens))
            self.near(joint["around"], product(
                token for token, end in zip(tokens, ends)
                if end <= begin or end - len(token[0]) >= stop))
            self.near(joint["values"] * joint["keys"] * joint["punctuation"] * joint["around"],
                      product(tokens))

    def test_a_text_cut_anywhere_has_its_whole_leaves_and_ends_with_exit_6(self):
        text = '{"a": "x\\n", "b": [12, true, {}], "c": {"é": null, "d": ""}}'
        whole = leaves_of(json.loads(text))
        for size in range(1, len(text.encode())):
            data = text.encode()[:size]
            tokens = [(data[i:i + 3], 0.5) for i in range(0, size, 3)]
            cut = json.dumps(response(tokens, data.decode("utf-8", "replace"),
                                      finish_reason="length"))
            result = program.run("-q", "-f", "json", "-r", "-", "--fields", stdin=cut.encode())
            self.assertEqual(result.code, UNUSABLE, data)
            answer = json.loads(result.out)
            choice = answer["choices"][0]
            fields = [(field["path"], field["value"]) for field in choice["fields"]]
            self.assertEqual(fields, whole[:len(fields)], data)
            self.assertEqual(choice["json"][0]["ends"], "cut", data)
            self.assertEqual(choice["json"][0]["stop"], size)
            self.assertIn(f"is cut off after byte {size}", answer["error"]["message"])
            self.assertIn(answer["error"]["message"].encode(), result.err)

    def test_duplicate_keys_are_both_shown(self):
        text = '{"a": 1, "a": {"b": 2}, "a": 3}'
        choice, = self.choices([response(tokens_of(text, random.Random(1)), text)])
        self.assertEqual([(field["path"], field["value"]) for field in choice["fields"]],
                         [("/a", 1), ("/a/b", 2), ("/a", 3)])

    def test_deep_nesting_is_read(self):
        deep = 100_000
        text = "[" * deep + "7" + "]" * deep
        tokens = [(text[i:i + 1000].encode(), 1.0) for i in range(0, len(text), 1000)]
        choice, = self.choices([response(tokens, text)])
        self.assertEqual(choice["fields"][0]["path"], "/0" * deep)
        self.assertEqual(choice["fields"][0]["value"], 7)

    def test_of_values_that_are_alike_the_last_is_meant(self):
        text = 'Perhaps {"a": 1}, but rather {"a": 2}.'
        answer = json.dumps(response([(text.encode(), 0.5)], text)).encode()
        result = program.run("-f", "csv", "-r", "-", "--fields", stdin=answer)
        self.assertEqual(result.code, OK)
        self.assertIn(b",/a,number,2,", result.out)
        self.assertIn(b"the answer has another value of JSON", result.err)

    def test_the_values_of_a_call_are_found_however_its_text_is_cut(self):
        chance = random.Random(23)
        arguments = {"city": "S\u00e3o \"P\"", "days": [1, 2.5], "ok": True, "to": {"x": None}}
        call = {"function": {"name": "plan_trip", "arguments": json.dumps(arguments)}}
        for form in ('<tool_call>\n{"name": "plan_trip", "arguments": %s}\n</tool_call>',
                     '[TOOL_CALLS][{"arguments": %s, "name": "plan_trip"}]',
                     '<function=plan_trip>%s</function>'):
            text = form % json.dumps(arguments, ensure_ascii=False, separators=(",", ":"))
            for _ in range(20):
                tokens = tokens_of(text, chance)
                answer = response(tokens, None)
                answer["choices"][0]["message"]["tool_calls"] = [call]
                choice, = self.choices([answer])
                self.assertEqual([(field["path"], field["value"]) for field in choice["fields"]],
                                 [(None, "plan_trip"), *leaves_of(arguments)])
                for field in choice["fields"]:
                    written = b"".join(data for data, _ in tokens[field["first"]:field["last"] + 1])
                    value = field["value"]
                    wanted = json.dumps(value, ensure_ascii=False).strip('"').encode()
                    self.assertIn(wanted, written)
                    self.near(field["probability"],
                              product(tokens[field["first"]:field["last"] + 1]))
                self.near(choice["joint"]["probability"], product(tokens))

    # Options.

    def test_min_probability_looks_at_values_and_not_at_tokens(self):
        text = '{"a": 1}'
        answer = json.dumps(response([(b'{"', 0.9), (b'a', 0.1), (b'": ', 0.9), (b"1}", 0.5)],
                                     text)).encode()
        for least, code in ((0.4, OK), (0.6, 3)):
            result = program.run("-q", "-f", "plain", "-r", "-", "--fields",
                                 f"--min-probability={least}", stdin=answer)
            self.assertEqual(result.code, code, result.err)

    def test_options_that_name_no_field_are_refused(self):
        for words in (["--enum", "status=a,b"], ["--enum", "/status"], ["--enum", "/a=b,b"],
                      ["--enum", "/a=,"], ["--enum", "/~2=a,b"], ["--min-field", "/a"],
                      ["--min-field", "a=0.5"], ["--min-field", "/a=2"], ["--min-field", "/a=x"]):
            result = program.run(*words, "-r", "-", stdin=b"{}")
            self.assertEqual(result.code, USAGE, words)
            self.assertIn(words[0].encode(), result.err)

    def test_a_path_may_have_an_equals_sign(self):
        text = '{"a=b": 1}'
        answer = json.dumps(response([(text.encode(), 0.5)], text)).encode()
        result = program.run("-q", "-f", "plain", "-r", "-", "--min-field", "/a=b=0.6", stdin=answer)
        self.assertEqual(result.code, 3)
        self.assertIn(b"below --min-field /a=b=0.6", result.err)

    def test_the_whole_json_has_the_empty_path(self):
        answer = json.dumps(response([(b"true", 0.5)], "true")).encode()
        result = program.run("-q", "-f", "plain", "-r", "-", "--min-field", "=0.6", stdin=answer)
        self.assertEqual(result.code, 3)
        self.assertIn("field “true” has probability 0.5, below --min-field =0.6".encode(),
                      result.err)

    def test_an_object_is_no_value(self):
        answer = json.dumps(response([(b'{"a": 1}', 0.5)], '{"a": 1}')).encode()
        result = program.run("-q", "-f", "plain", "-r", "-", "--min-field", "=0.6", stdin=answer)
        self.assertEqual(result.code, UNUSABLE)
        self.assertIn(b"--min-field: the JSON is an array or an object, and not one value", result.err)

    def test_every_view_but_plain_shows_the_values(self):
        text = '{"city": "Quito"}'
        tokens = [(b'{"', 1), (b'city', 1), (b'": "', 1), (b'Qu', 0.5), (b'ito', 0.5), (b'"}', 1)]
        answer = json.dumps(response(tokens, text)).encode()
        for view in ("text", "table", "chart", "summary", "json", "csv", "tsv", "markdown", "svg"):
            shown = program.run("-f", view, "-r", "-", "--fields", stdin=answer)
            self.assertEqual(shown.code, OK, shown.err)
            self.assertIn(b"/city", shown.out, view)
            self.assertTrue(b"25.0%" in shown.out or b"0.25" in shown.out, view)
            without = program.run("-f", view, "-r", "-", stdin=answer)
            self.assertNotIn(b"/city", without.out, view)


if __name__ == "__main__":
    unittest.main()
