"""The URL and the headers of the request."""

import json
import os
import unittest

import program
import samples
import scripted
from test_ask import KEY, STREAM, Asking, variables


class Url(Asking):
    def target(self, path, by_option=False):
        """The request target if the base URL ends in `path`."""
        with scripted.Server(STREAM) as server:
            base = server.base_url.removesuffix("/v1") + path
            words = ("--base-url", base) if by_option else ()
            env = variables(server, OPENAI_BASE_URL="http://127.0.0.1:1" if by_option else base)
            self.assert_silent(program.run("hello", *words, env=env))
        request, = server.requests
        self.assertEqual(request.header("Host"), f"127.0.0.1:{server.port}")
        return request.target

    def test_paths(self):
        for path, target in (("/v1", "/v1/chat/completions"), ("/v1/", "/v1/chat/completions"),
                             ("", "/chat/completions"), ("/", "/chat/completions"),
                             ("/a/b%20c/v1", "/a/b%20c/v1/chat/completions")):
            for by_option in (False, True):
                self.assertEqual(self.target(path, by_option), target)

    def test_a_query_stays_after_the_path(self):
        for path in ("/v1?api-version=1&b=%20", "/v1/?api-version=1&b=%20"):
            self.assertEqual(self.target(path), "/v1/chat/completions?api-version=1&b=%20")

    def test_the_base_may_be_the_endpoint(self):
        for path in ("/v1/chat/completions", "/v1/chat/completions/"):
            for by_option in (False, True):
                self.assertEqual(self.target(path, by_option), "/v1/chat/completions")
        self.assertEqual(self.target("/v1/chat/completions?api-version=1"),
                         "/v1/chat/completions?api-version=1")

    def test_the_variable_of_old_clients(self):
        """They read OPENAI_API_BASE; asking another server than the user means is no answer."""
        old = {"OPENAI_BASE_URL": "", "OPENAI_API_BASE": "http://127.0.0.1:1/v1"}
        for words in ((), ("--dry-run",)):
            self.assert_not_asked(self.ask("hello", *words, env=old),
                                  "OPENAI_API_BASE", "OPENAI_BASE_URL")
        self.assert_silent(self.ask("hello", env={"OPENAI_API_BASE": "http://127.0.0.1:1/v1"}))
        replayed = program.run("-r", "-", "-q", stdin=json.dumps(samples.answer("a")).encode(),
                               env=old)
        self.assert_silent(replayed)

    def test_the_option_beats_the_variable(self):
        with scripted.Server(STREAM) as asked, scripted.Server(STREAM) as other:
            result = program.run("hello", "--base-url", asked.base_url, env=variables(other))
        self.assert_silent(result)
        self.assertEqual((asked.connections, other.connections), (1, 0))

    def test_invalid_urls(self):
        for url in ("127.0.0.1:1/v1", "localhost", "//127.0.0.1/v1", "", "http://", "http:///v1",
                    "ftp://127.0.0.1/v1", "file:///etc/passwd", "http://127.0.0.1:99999/v1",
                    "http://a b/v1", "http://127.0.0.1/a\nb"):
            with self.subTest(url):
                self.assert_not_asked(self.ask("hello", "--base-url", url), "--base-url")

    def test_urls_with_a_user(self):
        for user in ("me@", "me:password@", ":password@"):
            url = f"http://{user}127.0.0.1:1/v1"
            asked = self.ask("hello", "--base-url", url)
            self.assert_not_asked(asked, "--base-url")
            self.assertNotIn(b"password", asked.err)

    def test_a_bad_url_in_the_variable(self):
        asked = self.ask("hello", env={"OPENAI_BASE_URL": "localhost:8080"})
        self.assert_not_asked(asked, "OPENAI_BASE_URL", "no scheme")


class Headers(Asking):
    def request(self, *words, **more):
        asked = self.ask(*words, "hello", **more)
        self.assert_silent(asked)
        return asked.request

    def test_default_headers(self):
        request = self.request()
        self.assertEqual(request.header("Content-Type"), "application/json")
        self.assertEqual(request.header("Authorization"), "Bearer " + KEY)
        self.assertRegex(request.header("User-Agent"), r"\Alogprobs/\d[\w.-]*\Z")

    def test_the_version(self):
        name = self.request().header("User-Agent").split("/")[1]
        self.assertIn(name, program.run("--version").out.decode())

    def test_no_key(self):
        for key in (None, ""):
            request = self.request(key=key)
            self.assertIsNone(request.header("Authorization"))

    def test_additional_headers(self):
        request = self.request("-H", "X-One: 1", "--header=X-Two:  a: b, c  ", "-H", "x-three:é")
        for name, value in (("X-One", "1"), ("X-Two", "a: b, c"), ("X-Three", "é")):
            self.assertEqual(request.header(name), value)
        self.assertEqual(request.header("Authorization"), "Bearer " + KEY)

    def test_the_same_header_twice(self):
        asked = self.ask("hello", "-H", "X-A: 1", "-H", "X-A: 2")
        self.assertEqual(asked.request.header("X-A"), "1, 2")

    def test_they_replace_default_headers(self):
        for name in ("User-Agent", "user-agent", "CONTENT-TYPE", "authorization", "Accept"):
            request = self.request("-H", name + ": mine")
            self.assertEqual(request.header(name), "mine")

    def test_another_kind_of_key(self):
        for name in ("api-key", "Api-Key"):
            request = self.request("-H", name + ": azure")
            self.assertEqual(request.header("api-key"), "azure")
            self.assertIsNone(request.header("Authorization"))

    def test_from_a_file(self):
        for end in ("", "\n", "\r\n"):
            name = self.file("azure.key", "api-key: from a file" + end)
            os.chmod(name, 0o600)
            request = self.request("-H", "@" + name, "-H", "X-A: b")
            self.assertEqual(request.header("api-key"), "from a file")
            self.assertEqual(request.header("X-A"), "b")

    def test_a_secret_in_a_file_that_others_can_read(self):
        name = self.file("azure.key", "api-key: from a file")
        os.chmod(name, 0o644)
        asked = self.ask("hello", "-H", "@" + name)
        self.assert_sentence(asked, program.OK, "warning", "azure.key")
        self.assert_silent(self.ask("hello", "-q", "-H", "@" + name))

    def test_invalid_headers(self):
        for text in ("no colon", "", ": value", "a b: c", "X: a\r\nY: b", "X: a\nb", "X: \x01",
                     "X\x1b: a", "X: \x7f", "@" + str(self.folder / "none"),
                     "@" + str(self.folder), "@" + self.file("empty", ""), "@",
                     "@" + self.file("two", "A: b\nC: d\n"), "@" + self.file("word", "word")):
            with self.subTest(text):
                self.assert_not_asked(self.ask("hello", "-H", text))

    def test_organization_and_project_go_to_no_other_server(self):
        env = {"OPENAI_ORG_ID": "org-of-mine", "OPENAI_PROJECT_ID": "project-of-mine"}
        request = self.request(env=env)
        text = repr(request).lower()
        for part in ("of-mine", "organization", "project"):
            self.assertNotIn(part, text)


if __name__ == "__main__":
    unittest.main()
