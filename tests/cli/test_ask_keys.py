"""Where the key comes from, and where it may go."""

import os
import signal
import subprocess
import unittest

import program
import scripted
from program import OK, UNREACHED, USAGE
from test_ask import KEY, STREAM, Asking, variables

OTHER = "sk-test-OTHER-9876543210"


class Keys(Asking):
    def sent(self, *words, **more):
        """The Authorization header that reaches the server."""
        asked = self.ask("hello", *words, **more)
        self.assertEqual(asked.code, OK, asked.err)
        return asked.request.header("Authorization")

    def key_file(self, content, mode=0o600):
        name = self.file("mine.key", content)
        os.chmod(name, mode)
        return name

    def test_the_variable(self):
        self.assertEqual(self.sent(), "Bearer " + KEY)

    def test_another_variable(self):
        words = ("--api-key-env", "MY_KEY")
        self.assertEqual(self.sent(*words, key=OTHER, env={"MY_KEY": KEY}), "Bearer " + KEY)

    def test_another_variable_that_is_not_set(self):
        for env in ({}, {"MY_KEY": ""}):
            asked = self.ask("hello", "--api-key-env", "MY_KEY", env=env)
            self.assert_not_asked(asked, "MY_KEY")

    def test_a_file(self):
        for end in ("", "\n", "\r\n"):
            words = ("--api-key-file", self.key_file(KEY + end))
            asked = self.ask("hello", *words, key=OTHER)
            self.assert_silent(asked)
            self.assertEqual(asked.request.header("Authorization"), "Bearer " + KEY)

    def test_a_pipe(self):
        """As bash's process substitution makes it."""
        script = f'"$0" hello -q --api-key-file <(printf "%s\\n" "$MY_KEY")'
        with scripted.Server(STREAM) as server:
            env = program.environment(**variables(server, None, MY_KEY=KEY))
            done = subprocess.run(["bash", "-c", script, program.path()], env=env,
                                  capture_output=True, stdin=subprocess.DEVNULL,
                                  timeout=program.TIMEOUT)
        self.assertEqual((done.returncode, done.stderr), (OK, b""))
        self.assertEqual(server.requests[0].header("Authorization"), "Bearer " + KEY)

    def test_unusable_key_files(self):
        for name in (str(self.folder / "none.key"), str(self.folder), "", self.file("0.key", ""),
                     self.file("n.key", "\n"), self.file("two.key", KEY + "\n" + OTHER + "\n"),
                     self.file("blank.key", " \n"), self.file("nul.key", KEY + "\0"),
                     self.file("large.key", "k" * 1000000)):
            with self.subTest(name):
                self.assert_not_asked(self.ask("hello", "-q", "--api-key-file", name), "key")

    def test_a_signal_while_waiting_for_a_file(self):
        pipe = self.folder / "pipe.key"
        os.mkfifo(pipe)
        for option in ("--api-key-file", "--system-file", "--cacert"):
            process = self.start("hello", "--base-url", "http://127.0.0.1:1/v1", option, str(pipe))
            writer = os.open(pipe, os.O_WRONLY)  # blocks until the program reads
            process.send_signal(signal.SIGINT)
            self.assertEqual(self.finish(process), (program.INTERRUPTED, b"", b""), option)
            os.close(writer)

    def test_an_unreadable_file(self):
        if os.geteuid() == 0:
            self.skipTest("root may read everything")
        asked = self.ask("hello", "--api-key-file", self.key_file(KEY, 0o000))
        self.assert_not_asked(asked, "mine.key")

    def test_a_file_that_others_can_read(self):
        for mode in (0o644, 0o640, 0o604):
            name = self.key_file(KEY, mode)
            asked = self.ask("hello", "--api-key-file", name)
            self.assert_sentence(asked, OK, "warning", "mine.key")
            self.assertIsNotNone(asked.request.header("Authorization"))
            self.assert_silent(self.ask("hello", "-q", "--api-key-file", name))

    def test_characters_that_keys_never_contain(self):
        for odd in ("\x01", "\n", "\r\nX-Evil: 1", "\x7f", "\x1b[2J"):
            for key in (KEY + odd, odd + KEY, KEY[:9] + odd + KEY[9:]):
                self.assert_not_asked(self.ask("hello", key=key), "OPENAI_API_KEY")

    def test_something_around_the_key(self):
        for around, said in (('"{}"', "is in quotes"), ("'{}'", "is in quotes"),
                             ("OPENAI_API_KEY={}", "NAME="), ('export A="{}"', "NAME="),
                             ("Bearer {}", "Bearer"), ("authorization: Bearer {}", "Authorization")):
            for words, more in (((), {"key": around.format(KEY)}),
                                (("--api-key-file", self.key_file(around.format(KEY) + "\n")), {}),
                                (("--api-key-env", "MY"), {"env": {"MY": around.format(KEY)}}),
                                (("--dry-run",), {"key": around.format(KEY)})):
                with self.subTest((around, words)):
                    self.assert_not_asked(self.ask("hello", *words, **more), "the key", said)

    def test_other_files_are_left_alone(self):
        """Files that curl would read from the home folder are not read here."""
        for name in (".netrc", "_netrc", ".curlrc"):
            self.file(name, "default login me password of-mine\n")
        asked = self.ask("hello", key=None, env={"HOME": str(self.folder)})
        self.assert_silent(asked)
        self.assertIsNone(asked.request.header("Authorization"))

    def test_it_is_not_shown_as_part_of_the_url(self):
        for response, words in ((STREAM, ("-f", "json")), (scripted.status_response(404), ())):
            with scripted.Server(response) as server:
                url = f"{server.base_url}/{KEY}"
                result = program.run("hello", "--base-url", url, *words, env=variables(server))
            self.check_key(result.out, result.err)
            self.assertIn(b"/v1/[redacted]/chat/completions", result.out + result.err)
            self.assertIn(KEY, server.requests[0].target)

    def test_no_option_takes_the_key_itself(self):
        asked = self.ask("hello", "--api-key", OTHER)
        self.assert_not_asked(asked)
        self.assertNotIn("--api-key ", program.run("--help").out.decode())


class Home(Asking):
    """Asking api.openai.com; an unused proxy proves that nothing is sent."""

    def test_no_key(self):
        for env in ({}, {"OPENAI_API_KEY": ""}):
            with scripted.Server(STREAM) as proxy:
                proxies = {"https_proxy": proxy.base_url, "http_proxy": proxy.base_url}
                result = program.run("hello", env={**proxies, **env})
            self.assert_sentence(result, USAGE, "OPENAI_API_KEY")
            self.assertEqual(proxy.connections, 0)

    def test_it_is_the_default_server(self):
        with scripted.Server(scripted.status_response(403)) as proxy:
            result = program.run("hello", "--proxy", proxy.base_url, env={"OPENAI_API_KEY": KEY})
        self.check_key(result.out, result.err)
        self.assert_sentence(result, UNREACHED, "api.openai.com")
        request, = proxy.requests
        self.assertEqual((request.method, request.target), ("CONNECT", "api.openai.com:443"))
        self.assertNotIn(KEY, repr(request))


class PlainHttp(Asking):
    """A key goes unencrypted to this machine only."""

    def check(self, host, refused, *words, key=KEY):
        """Asks `host` through a proxy, which must see nothing if the program refuses."""
        with scripted.Server(STREAM) as proxy:
            env = {"OPENAI_BASE_URL": f"http://{host}/v1"}
            result = program.run("hello", *words, "--proxy", proxy.base_url,
                                 env={**env, **({"OPENAI_API_KEY": key} if key else {})})
        self.check_key(result.out, result.err)
        self.assertEqual(proxy.connections, 0 if refused else 1, result.err)
        if refused:
            self.assert_sentence(result, USAGE, "--allow-insecure-http")
        return proxy

    def test_other_hosts(self):
        for host in ("example.invalid", "example.invalid:8080", "192.0.2.1", "128.0.0.1",
                     "[2001:db8::1]", "localhost.example.invalid", "127.0.0.1.example.invalid",
                     "notlocalhost", "0x7f.example.invalid"):
            with self.subTest(host):
                self.check(host, True)

    def test_other_kinds_of_keys(self):
        for word in ("api-key: azure", "Authorization: Basic eDp5"):
            self.check("example.invalid", True, "-H", word, key=None)

    def test_allowed(self):
        proxy = self.check("example.invalid", False, "--allow-insecure-http")
        request, = proxy.requests
        self.assertEqual(request.target, "http://example.invalid/v1/chat/completions")
        self.assertEqual(request.header("Authorization"), "Bearer " + KEY)

    def test_without_a_key(self):
        proxy = self.check("example.invalid", False, key=None)
        self.assertIsNone(proxy.requests[0].header("Authorization"))

    def test_this_machine(self):
        for host in ("127.0.0.1", "::1"):
            with scripted.Server(STREAM, host=host) as server:
                self.assert_silent(program.run("hello", env=variables(server)))
            self.assertEqual(server.requests[0].header("Authorization"), "Bearer " + KEY)

    def test_this_machine_by_its_name(self):
        for name in ("localhost", "LOCALHOST", "127.0.0.1"):
            with scripted.Server(STREAM) as server:
                env = variables(server, OPENAI_BASE_URL=f"http://{name}:{server.port}/v1")
                result = program.run("hello", "-f", "plain", env=env)
            self.assert_silent(result)
            self.assertEqual(server.requests[0].header("Authorization"), "Bearer " + KEY)


if __name__ == "__main__":
    unittest.main()
