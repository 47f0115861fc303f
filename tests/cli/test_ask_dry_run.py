"""`--dry-run` shows the request without its secrets, and sends nothing."""

import json
import unittest

import program
import samples
import scripted
from program import USAGE
from test_ask import KEY, STREAM, Asking, variables

HOME = "https://api.openai.com/v1/chat/completions"


def parts(out):
    """Splits what is shown into the first line, the headers as (name, value), and the body."""
    head, body = out.decode().split("\n\n", 1)
    first, *lines = head.split("\n")
    return first, [tuple(line.split(": ", 1)) for line in lines], body


class DryRun(Asking):
    def dry(self, *words, **more):
        asked = self.ask("--dry-run", *words, **more)
        self.assert_silent(asked)
        self.assertEqual(asked.connections, 0)
        return parts(asked.out)

    def headers(self, *words, **more):
        return dict(self.dry("hello", *words, **more)[1])

    def test_the_shown_parts(self):
        with scripted.Server(STREAM) as server:
            result = program.run("--dry-run", "hello", env=variables(server))
        self.assert_silent(result)
        first, headers, body = parts(result.out)
        self.assertEqual(first, f"POST {server.base_url}/chat/completions")
        self.assertIn(("Content-Type", "application/json"), headers)
        self.assertIn(("Authorization", "Bearer [redacted]"), headers)
        self.assertEqual(body.count("\n"), 1)
        self.assertTrue(body.endswith("}\n"))

    def test_it_shows_what_is_sent(self):
        words = ("-s", "é \"x\"\n", "-k2", "-n3", "-t0.5", "--stop=[", "--param", "a={\"b\": 1}",
                 "-H", "X-Title: hello", "two [1,2]", "🐈")
        response = scripted.json_response(samples.response(samples.choice([samples.token("a")])))
        with scripted.Server(response) as server:
            env = variables(server)
            shown = program.run("--dry-run", *words, env=env)
            sent = program.run(*words, env=env)
        self.check_key(shown.out, shown.err)
        self.assertEqual((shown.code, sent.code), (program.OK, program.OK))
        request, = server.requests
        _, headers, body = parts(shown.out)
        self.assertEqual(body.encode(), request.body + b"\n")
        for name, value in headers:
            if name != "Authorization":
                self.assertEqual(request.header(name), value)

    def test_the_body_is_json(self):
        body = json.loads(self.dry("hello", "--no-stream")[2])
        self.assertEqual(list(body), ["model", "messages", "logprobs", "top_logprobs"])

    def test_secrets(self):
        for line in ("api-key: x-SECRET", "Authorization: Bearer x-SECRET", "x-api-key: x-SECRET",
                     "Cookie: a=x-SECRET", "Proxy-Authorization: Basic x-SECRET"):
            name = line.split(":")[0]
            asked = self.ask("--dry-run", "hello", "-H", line)
            self.assert_silent(asked)
            self.assertNotIn(b"x-SECRET", asked.out)
            self.assertIn("[redacted]", dict(parts(asked.out)[1])[name])

    def test_headers_that_are_not_secret_are_shown(self):
        self.assertEqual(self.headers("-H", "X-Title: hello")["X-Title"], "hello")

    def test_a_secret_in_the_url(self):
        env = {"OPENAI_BASE_URL": "http://127.0.0.1:1/v1?api-version=1&api-key=x-SECRET-0123"}
        first, _, _ = self.dry("hello", env=env)
        self.assertIn("api-version=1", first)
        self.assertNotIn("x-SECRET", first)

    def test_the_key_in_places_where_it_does_not_belong(self):
        env = {"OPENAI_BASE_URL": f"http://127.0.0.1:1/{KEY}/v1?a={KEY}"}
        first, headers, body = self.dry(f"is {KEY} good?", "-m", KEY, "-H", f"X-A: {KEY}", env=env)
        self.assertIn("/[redacted]/v1/chat/completions?a=[redacted]", first)
        self.assertEqual(dict(headers)["X-A"], "[redacted]")
        self.assertEqual(body.count("[redacted]"), 2)

    def test_it_needs_no_key(self):
        result = program.run("--dry-run", "hello")
        self.assert_silent(result)
        first, headers, _ = parts(result.out)
        self.assertEqual(first, "POST " + HOME)
        self.assertNotIn("Authorization", dict(headers))

    def test_organization_and_project_go_to_openai(self):
        env = {"OPENAI_ORG_ID": "org-1", "OPENAI_PROJECT_ID": "project-1"}
        headers = dict(parts(program.run("--dry-run", "hello", env=env).out)[1])
        self.assertEqual((headers["OpenAI-Organization"], headers["OpenAI-Project"]),
                         ("org-1", "project-1"))
        self.assertNotIn("OpenAI-Organization", self.headers(env=env))

    def test_a_prompt_from_standard_input(self):
        body = json.loads(self.dry("a", "-", stdin=b"b\n")[2])
        self.assertEqual(body["messages"][0]["content"], "a b")

    def test_output_to_a_file(self):
        target = self.folder / "target"
        asked = self.ask("--dry-run", "hello", "-o", str(target))
        self.assert_silent(asked)
        self.assertEqual(asked.out, b"")
        self.assertTrue(target.read_bytes().startswith(b"POST http://127.0.0.1:"))

    def test_nothing_is_saved(self):
        self.dry("hello", "--save", str(self.folder / "kept"), "--save-response",
                 str(self.folder / "bare"))
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_mistakes_are_found(self):
        for words in (("-k", "99", "hello"), ("",), ("hello", "-H", "x"), ("hello", "--param", "x"),
                      ("hello", "--base-url", "ftp://x"), ("--dry-run",)):
            self.assert_not_asked(self.ask("--dry-run", *words))

    def test_with_replay(self):
        name = self.file("answer.json", samples.lines(samples.answer("a")))
        for words in (("--dry-run", "-r", name), ("-r", name, "--dry-run")):
            self.assert_sentence(program.run(*words), USAGE, "--dry-run", "--replay")

    def test_a_full_disk(self):
        with open("/dev/full", "wb") as full:
            result = program.run("--dry-run", "hello", stdout=full)
        self.assertEqual(result.code, program.FAILED)
        self.assertIn(b"No space left", result.err)


if __name__ == "__main__":
    unittest.main()
