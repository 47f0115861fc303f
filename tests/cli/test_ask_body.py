"""The body of the request."""

import json
import unittest

import samples
from program import OK, USAGE
from scripted import json_response
from test_ask import Asking

USER = {"role": "user", "content": "hello"}
DEFAULT = {"model": "gpt-4o", "messages": [USER], "logprobs": True, "top_logprobs": 5,
           "stream": True}


class BodyTest(Asking):
    def body(self, *words, **more):
        """The body sent for the question `hello`."""
        asked = self.ask(*words, "hello", **more)
        self.assert_silent(asked)
        return asked.body

    def assert_body(self, body, expected):
        """The bodies are the same JSON, with keys in the same order."""
        self.assertEqual(json.dumps(body, indent=1), json.dumps(expected, indent=1))

    def assert_fields(self, words, **fields):
        """Exactly `fields` are sent in addition to the default body."""
        self.assertEqual(self.body(*words), {**DEFAULT, **fields}, words)


class Body(BodyTest):
    def test_default(self):
        self.assert_body(self.body(), DEFAULT)

    def test_several_options(self):
        system = {"role": "system", "content": "You are a helpful assistant."}
        words = ("-s", "You are a helpful assistant.", "-k", "2", "--no-stream")
        self.assert_body(self.body(*words), {"model": "gpt-4o", "messages": [system, USER],
                                             "logprobs": True, "top_logprobs": 2})

    def test_the_body_is_one_line_of_json(self):
        body = self.ask("hello").request.body
        self.assertNotIn(b"\n", body)
        json.loads(body)

    def test_alternatives(self):
        for k in (0, 1, 20):
            for words in (("-k", str(k)), (f"-k{k}",), (f"--top-logprobs={k}",)):
                self.assert_fields(words, top_logprobs=k)

    def test_choices(self):
        response = json_response(samples.response(*[samples.choice([samples.token("a")], i)
                                                    for i in range(3)]))
        self.assertEqual(self.body("-n", "3", response=response), {**DEFAULT, "n": 3})
        self.assert_fields(("--choices=1",))

    def test_sampling(self):
        for words, fields in ((("-t", "0.7"), {"temperature": 0.7}),
                              (("--temperature=0",), {"temperature": 0}),
                              (("-t", "0.1"), {"temperature": 0.1}),
                              (("--top-p", "0.9"), {"top_p": 0.9}),
                              (("--top-p=1",), {"top_p": 1}),
                              (("--seed", "42"), {"seed": 42}),
                              (("--seed", "9007199254740993"), {"seed": 9007199254740993}),
                              (("--stop", "a"), {"stop": ["a"]}),
                              (("--stop", "a", "--stop", "[b]\n"), {"stop": ["a", "[b]\n"]})):
            self.assert_fields(words, **fields)

    def test_max_tokens(self):
        self.assert_fields(("--max-tokens", "10"), max_completion_tokens=10)
        self.assert_fields(("--max-tokens=10", "--legacy-max-tokens"), max_tokens=10)
        self.assert_fields(("--legacy-max-tokens",))

    def test_prefill(self):
        prefill = {"role": "assistant", "content": "Once upon [a]"}
        self.assert_fields(("--prefill", "Once upon [a]"), messages=[USER, prefill])
        system = {"role": "system", "content": "s"}
        self.assert_fields(("--prefill", "Once upon [a]", "-s", "s"),
                           messages=[system, USER, prefill])

    def test_system_message(self):
        for text in ("Be brief.", "[1,2]", 'é "🐈"\\\n\t{}', "-x"):
            messages = [{"role": "system", "content": text}, USER]
            self.assert_fields((f"--system={text}",), messages=messages)
            name = self.file("system.txt", text)
            self.assert_fields(("--system-file", name), messages=messages)

    def test_bad_system_files(self):
        for name in (str(self.folder / "none"), str(self.folder), self.file("bad", b"a\xff"),
                     self.file("nul", b"a\0b")):
            self.assert_not_asked(self.ask("--system-file", name, "hello"), "system")

    def test_model(self):
        both = {"LOGPROBS_MODEL": "ours", "OPENAI_MODEL": "theirs"}
        for words, env, model in ((("-m", "given"), both, "given"),
                                  (("--model=gi[v]en",), {}, "gi[v]en"), ((), both, "ours"),
                                  ((), {"OPENAI_MODEL": "theirs"}, "theirs")):
            self.assertEqual(self.body(*words, env=env), {**DEFAULT, "model": model})


class Param(BodyTest):
    def test_json_of_any_kind(self):
        for value in (0, -1.5, True, False, None, "none", "é\n\"=", [1, [2]], [], {},
                      {"b": {"z": 1, "a": [None]}, "a": 2}):
            for text in (json.dumps(value), json.dumps(value, ensure_ascii=False)):
                body = self.body("--param", "extra=" + text)
                self.assert_body(body, {**DEFAULT, "extra": value})

    def test_several_fields(self):
        self.assert_fields(("--param", "a=1", "--param=b=2"), a=1, b=2)

    def test_large_integers_stay_exact(self):
        self.assert_fields(("--param", "a=18446744073709551615", "--param",
                            "b=-9223372036854775808"),
                           a=18446744073709551615, b=-9223372036854775808)

    def test_deep_json(self):
        for depth in (100, 60000):
            asked = self.ask("--param", "a=" + "[" * depth + "]" * depth, "hello")
            self.assertIn(asked.code, (OK, USAGE) if depth > 100 else (OK,))

    def test_it_replaces_default_fields(self):
        messages = [{"role": "user", "content": "other"}]
        for words, fields in ((("--param", "temperature=0.5", "-t", "1"), {"temperature": 0.5}),
                              (("--param", 'model="other"'), {"model": "other"}),
                              (("--param", 'model="other"', "-m", "a"), {"model": "other"}),
                              (("--param", "messages=" + json.dumps(messages)),
                               {"messages": messages})):
            self.assert_fields(words, **fields)

    def test_fields_it_may_not_replace(self):
        for name in ("stream", "logprobs", "top_logprobs", "n"):
            for value in ("true", "1", "null"):
                asked = self.ask("--param", f"{name}={value}", "hello")
                self.assert_not_asked(asked, "--param", name)

    def test_invalid_json(self):
        for text in ("a=none", "a=", "a={", "a=1 2", "a='x'", "a=01", "a=NaN", "a=[1,]", "a", "",
                     "=", "=1"):
            self.assert_not_asked(self.ask("--param", text, "hello"), "--param")
        self.assert_not_asked(self.ask(b"--param", b'a="\xff"', b"hello"), "--param")


if __name__ == "__main__":
    unittest.main()
