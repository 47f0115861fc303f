"""Proxies: from --proxy, from the environment, and none for this machine."""

import unittest

import program
import scripted
from program import OK, UNREACHED, USAGE
from scripted import raw_response, reset, status_response
from test_ask import KEY, ONCE, STREAM, Asking, variables

FAR, SAFE = "http://example.invalid/v1", "https://example.invalid/v1"
TARGET = FAR + "/chat/completions"
NAMES = ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "https_proxy", "HTTPS_PROXY")


class Proxy(Asking):
    def ask_through(self, *words, responses=(STREAM,), env=None, far=FAR):
        """Asks a host that does not exist; PROXY in `env` is replaced by the proxy's URL."""
        with scripted.Server(*responses) as proxy:
            url = proxy.base_url.removesuffix("/v1")
            given = [word.replace("PROXY", url) for word in words]
            more = {name: value.replace("PROXY", url) for name, value in (env or {}).items()}
            result = program.run("hello", *given, env={"OPENAI_BASE_URL": far, **more})
        return result, proxy

    def test_the_option(self):
        result, proxy = self.ask_through("--proxy", "PROXY")
        self.assert_silent(result)
        self.assertEqual([request.target for request in proxy.requests], [TARGET])

    def test_the_environment(self):
        for name in ("http_proxy", "all_proxy", "ALL_PROXY"):
            result, proxy = self.ask_through(env={name: "PROXY"})
            self.assert_silent(result)
            self.assertEqual([request.target for request in proxy.requests], [TARGET], name)

    def test_the_option_beats_the_environment(self):
        with scripted.Server(STREAM) as other:
            result, proxy = self.ask_through("--proxy=PROXY", env={"http_proxy": other.base_url})
        self.assert_silent(result)
        self.assertEqual((proxy.connections, other.connections), (1, 0))

    def test_no_proxy_for_some(self):
        env = {"http_proxy": "PROXY", "no_proxy": "example.invalid"}
        result, proxy = self.ask_through(*ONCE, env=env)
        self.assert_sentence(result, UNREACHED, "example.invalid")
        self.assertEqual(proxy.connections, 0)

    def test_no_proxy_at_all(self):
        result, proxy = self.ask_through(*ONCE, "--proxy=", env={"http_proxy": "PROXY"})
        self.assert_sentence(result, UNREACHED, "example.invalid")
        self.assertEqual(proxy.connections, 0)

    def test_this_machine_is_asked_directly(self):
        for name in NAMES:
            with scripted.Server(STREAM) as proxy:
                asked = self.ask("hello", env={name: proxy.base_url})
            self.assert_silent(asked)
            self.assertEqual(asked.request.target, "/v1/chat/completions")
            self.assertEqual((asked.connections, proxy.connections), (1, 0))

    def test_localhost_is_asked_directly(self):
        with scripted.Server(STREAM) as server, scripted.Server(STREAM) as proxy:
            env = variables(server, OPENAI_BASE_URL=f"http://localhost:{server.port}/v1",
                            http_proxy=proxy.base_url)
            self.assert_silent(program.run("hello", env=env))
        self.assertEqual((server.connections, proxy.connections), (1, 0))

    def test_the_option_applies_to_this_machine_too(self):
        with scripted.Server(STREAM) as server, scripted.Server(STREAM) as proxy:
            result = program.run("hello", "--proxy", proxy.base_url, env=variables(server))
        self.assert_silent(result)
        self.assertEqual((server.connections, proxy.connections), (0, 1))
        self.assertEqual(proxy.requests[0].target, server.base_url + "/chat/completions")
        self.assertEqual(proxy.requests[0].header("Authorization"), "Bearer " + KEY)

    def test_a_key_does_not_go_to_a_proxy_elsewhere(self):
        """The proxy is on another machine, and the connection to it is not encrypted."""
        far = "http://example.invalid:8080"
        for words, env in ((("--proxy", far), {}), (("--base-url", FAR), {"http_proxy": far})):
            self.assert_not_asked(self.ask("hello", *words, env=env), "--allow-insecure-http")
        asked = self.ask("hello", "--proxy", far, key=None)
        self.assert_sentence(asked, UNREACHED, "example.invalid")

    def test_a_dead_proxy_is_named(self):
        """The message names it, and who names it, not the server."""
        with scripted.Server() as gone:
            url, place = gone.base_url.removesuffix("/v1"), f"127.0.0.1:{gone.port}"
        for far, names in ((FAR, ("http_proxy", "all_proxy")), (SAFE, ("HTTPS_PROXY", "ALL_PROXY"))):
            for words, env, origin in ((("--proxy", url), {}, "--proxy"),
                                       *(((), {name: url}, name) for name in names)):
                result = program.run("hello", *ONCE, *words, env={"OPENAI_BASE_URL": far, **env})
                self.assert_sentence(result, UNREACHED,
                                     f"the proxy {place} ({origin}) cannot be reached: ",
                                     f"; check {origin}\n")
                self.assertNotIn(b"--base-url", result.err)

    def test_a_proxy_without_an_address_is_named(self):
        result = program.run("hello", *ONCE, env={"OPENAI_BASE_URL": FAR,
                                                  "http_proxy": "http://me:pw@p.invalid:8"})
        self.assert_sentence(result, UNREACHED, "the proxy p.invalid:8 (http_proxy) cannot be reached")
        self.assertNotIn(b"pw", result.err)

    def test_a_dead_server_is_no_dead_proxy(self):
        env = {"http_proxy": "http://127.0.0.1:1", "no_proxy": "example.invalid"}
        result = program.run("hello", *ONCE, env={"OPENAI_BASE_URL": FAR, **env})
        self.assert_sentence(result, UNREACHED, "; check --base-url")
        self.assertNotIn(b"the proxy", result.err)

    def test_a_proxy_that_refuses_is_named(self):
        for status in (403, 407, 502):
            for far in (FAR, SAFE):
                result, proxy = self.ask_through(*ONCE, env={"all_proxy": "PROXY"}, far=far,
                                                 responses=[status_response(status)])
                place = f"the proxy 127.0.0.1:{proxy.port} (all_proxy)"
                self.assertIn(place, result.err.decode(), (status, far))
                self.assertIn(str(status), result.err.decode())
        result, _ = self.ask_through(*ONCE, "--proxy=PROXY", responses=[status_response(407)])
        self.assert_sentence(result, UNREACHED, "the proxy refused: ", "password")

    def test_the_option_beats_no_proxy(self):
        result, proxy = self.ask_through("--proxy=PROXY", env={"no_proxy": "*"})
        self.assert_silent(result)
        self.assertEqual(proxy.connections, 1)

    def test_a_proxy_that_fails(self):
        for response in (raw_response(reset), status_response(502), status_response(503)):
            result, _ = self.ask_through(*ONCE, "--proxy", "PROXY", responses=[response])
            self.assert_sentence(result, UNREACHED)

    def test_a_refused_tunnel(self):
        for status in (403, 407, 502):
            result, proxy = self.ask_through(*ONCE, "--proxy=PROXY", far=SAFE,
                                             responses=[status_response(status)])
            self.assert_sentence(result, UNREACHED)
            self.assertEqual(proxy.requests[0].method, "CONNECT")
            self.assertEqual(proxy.requests[0].target, "example.invalid:443")

    def test_a_busy_proxy_is_asked_again(self):
        """A proxy that refuses is not asked again: it would only refuse again."""
        for status, asked in ((503, 2), (403, 1), (407, 1)):
            result, proxy = self.ask_through("-q", "--retries=1", "--proxy=PROXY", far=SAFE,
                                             responses=[status_response(status),
                                                        status_response(403)])
            self.assertEqual((result.code, len(proxy.requests)), (UNREACHED, asked), result.err)
            self.assertEqual({request.method for request in proxy.requests}, {"CONNECT"})

    def test_an_answer_after_a_busy_proxy(self):
        busy = status_response(503, [("retry-after-ms", "1")])
        result, proxy = self.ask_through("-q", "--proxy=PROXY", responses=[busy, STREAM])
        self.assert_silent(result)
        self.assertEqual([request.target for request in proxy.requests], [TARGET] * 2)

    def test_invalid_proxies(self):
        for url in ("ftp://127.0.0.1:1", "http://", "a b", "http://127.0.0.1:99999"):
            self.assert_not_asked(self.ask("hello", "--proxy", url), "--proxy")

    def test_a_password_in_an_invalid_url_is_not_shown(self):
        for url in ("http://u:hunter2#hunter2@px:80", "http://u:hunter2 hunter2@px:80",
                    "socks9://u:hunter2@px:80", "http://u:hunter2@px:port", "http://hunter2#x@px:80",
                    "hunter2/x@px", "hunter2?x@px", "u:hunter2://x@px", "http:/u:hunter2@px:80"):
            for words, env in ((("--proxy", url), {}), ((), {"https_proxy": url})):
                asked = self.ask("hello", "--base-url", "https://host.invalid/v1", *words, env=env)
                self.assertIn(asked.code, (UNREACHED, USAGE))
                self.assertNotIn(b"hunter2", asked.err)

    def test_a_password_for_the_proxy_is_not_shown(self):
        with scripted.Server(raw_response(reset)) as proxy:
            url = f"http://me:word-of-mine@127.0.0.1:{proxy.port}"
            result = program.run("hello", *ONCE, "--proxy", url, env={"OPENAI_BASE_URL": FAR})
        self.assertIn(result.code, (USAGE, UNREACHED))
        self.assertNotIn(b"word-of-mine", result.out + result.err)
        self.assertNotEqual(result.code, OK)


if __name__ == "__main__":
    unittest.main()
