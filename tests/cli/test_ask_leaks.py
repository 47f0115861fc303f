"""No secret leaks, and nothing but the user decides where a question and its key go."""

import gzip
import json
import os
import re
import resource
import signal
import threading
import unittest

import program
import samples
import scripted
from program import OK, REFUSED, UNREACHED, UNUSABLE, USAGE
from samples import chunk, event, token
from scripted import body_response, hold, json_response, leave, raw_response, stream_response
from test_ask import HELLO, KEY, STREAM, Asking, variables
from test_ask_refused import error

FIRST = event(chunk([token("alpha")]))
SOON = ("retry-after-ms", "1")


class CoreDumps(Asking):
    def setUp(self):
        super().setUp()
        self.limits = {"cwd": self.folder, "preexec_fn": lambda: resource.setrlimit(
            resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))}

    def quit(self, process):
        """Ends the program with a signal that dumps core; returns whether there is a core dump."""
        process.send_signal(signal.SIGQUIT)
        _, status = os.waitpid(process.pid, 0)
        process.returncode = -os.WTERMSIG(status)
        self.assertEqual(process.returncode, -signal.SIGQUIT)
        return os.WCOREDUMP(status)

    def core_limit(self, process):
        with open(f"/proc/{process.pid}/limits", encoding="ascii") as limits:
            return re.search(r"Max core file size +(\w+) +(\w+)", limits.read()).groups()

    def while_asking(self, look, *words):
        """The result of `look` while the program waits for the server."""
        asked = threading.Event()
        with scripted.Server(raw_response(lambda _: asked.set(), hold)) as server:
            process = self.start_asking(server, "hello", *words, **self.limits)
            self.assertTrue(asked.wait(program.TIMEOUT))
            found = look(process)
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            self.finish(process)
        return found

    def test_the_limit(self):
        for words in ((), ("--no-stream",), ("--save=kept",), ("--save-response=kept",)):
            self.assertEqual(self.while_asking(self.core_limit, *words), ("0", "0"))

    def test_none_is_written(self):
        replay = self.start("-r", "-", **self.limits)
        if not self.quit(replay):
            self.skipTest("no core dumps are made here")
        self.assertFalse(self.while_asking(self.quit))

    def test_no_other_process_looks_into_the_memory(self):
        """The files about such a process are root's; root asks as somebody else to see it."""
        nobody = 65534
        as_root = os.geteuid() == 0
        self.limits = {"cwd": "/"}
        if as_root:
            self.limits.update(user=nobody, group=nobody, extra_groups=[])

        def owner(process):
            return os.stat(f"/proc/{process.pid}/mem").st_uid

        try:
            found = owner(self.start("-r", "-", **self.limits))
        except OSError as error:
            self.skipTest(f"the program cannot be looked at here: {error}")
        if found != (nobody if as_root else os.getuid()):
            self.skipTest("/proc does not name the owners of processes here")
        self.assertEqual(self.while_asking(owner), 0)


class Elsewhere(Asking):
    """Files that happen to be there do not decide which server is asked."""

    def test_no_env_file_is_read(self):
        here = {"cwd": self.folder, "env": {"HOME": str(self.folder)}}
        with scripted.Server(STREAM) as lure:
            self.file(".env", f"OPENAI_BASE_URL={lure.base_url}\nOPENAI_API_KEY=of-another\n"
                              "LOGPROBS_MODEL=lure\n")
            asked = self.ask("hello", key=None, **here)
            self.assert_silent(asked)
            self.assertIsNone(asked.request.header("Authorization"))
            self.assertNotEqual(asked.body["model"], "lure")
            alone = program.run("hello", **here)
            self.assert_sentence(alone, USAGE, "OPENAI_API_KEY")
        self.assertEqual(lure.connections, 0)

    def test_replaying_contacts_no_server(self):
        body = samples.answer("Hello", " you")
        with scripted.Server(STREAM) as server:
            place = {"url": server.base_url + "/chat/completions", "base_url": server.base_url,
                     "model": "lure", "headers": {"Authorization": "Bearer x", "Host": "x"},
                     "method": "POST", "body": {"model": "lure", "messages": []}}
            batch = samples.batch_line("a", {**body, **place})
            for value in ({**body, **place}, {"request": place, "response": body},
                          [{**body, **place}], {**batch, **place}):
                for content in (json.dumps(value, indent=1), samples.lines(value)):
                    name = self.file("saved", content)
                    for words in ((), ("--retries=1", "--base-url", server.base_url)):
                        result = program.run("-r", name, "-q", *words, env=variables(server))
                        self.assert_silent(result)
                        self.assertEqual(result.out, b"Hello you\n")
        self.assertEqual(server.connections, 0)


class Arguments(Asking):
    def test_a_key_file_that_is_a_link(self):
        """Otherwise anyone who can write to the folder could point it to any file."""
        real = self.file("mine.key", KEY)
        os.chmod(real, 0o600)
        link = self.folder / "link.key"
        link.symlink_to(real)
        asked = self.ask("hello", "--api-key-file", str(link))
        self.assert_not_asked(asked, "--api-key-file", "link.key", "symbolic link")
        self.assert_silent(self.ask("hello", "--api-key-file", real))

    def test_users_in_urls(self):
        for user in ("me@", "me:hunter2@", ":hunter2@", "me:hunter2%40@", "me%40x:hunter2@",
                     "me:hunter2@127.0.0.1@", "me:hunter2@x:1@", "hunter2:@", "@", "me:hunter2%40"):
            for scheme in ("http", "https"):
                url = f"{scheme}://{user}127.0.0.1:1/v1"
                for words, env in ((("--base-url", url), {}), ((), {"OPENAI_BASE_URL": url})):
                    with self.subTest(url=url):
                        asked = self.ask("hello", *words, env=env)
                        self.assert_not_asked(asked, "--base-url")
                        self.assertNotRegex(asked.err, rb"hunter2|me[:%@]")

    def test_an_at_sign_in_a_path_is_not_a_user(self):
        with scripted.Server(STREAM) as server:
            result = program.run("hello", env=variables(
                server, OPENAI_BASE_URL=server.base_url + "/@me:x"))
        self.assert_silent(result)
        self.assertEqual(server.requests[0].target, "/v1/@me:x/chat/completions")


class Echoes(Asking):
    """A server echoes the key in every possible place; it is never shown."""

    def responses(self):
        """Pairs of a response and the expected exit status."""
        headers = [("X-Key", KEY), ("Set-Cookie", KEY), ("x-request-id", KEY), SOON,
                   ("Content-Language", KEY), ("WWW-Authenticate", f'Bearer realm="{KEY}"')]
        body = {**error(KEY, KEY, KEY), KEY: KEY, "message": KEY, "detail": KEY}
        for status, code in ((400, REFUSED), (401, REFUSED), (429, REFUSED), (500, UNREACHED),
                             (200, REFUSED)):
            yield json_response(body, status, headers), code
            yield body_response(KEY, status, headers, KEY), UNUSABLE if status == 200 else code
        places = ("/", "//", "http://127.0.0.1:1/", "?", f"http://{KEY}@", "#", "x://", "http:")
        for place in (*(place + KEY for place in places), KEY + "://x", "http" + KEY + "://x"):
            head = scripted.head(307, [("Location", place), ("Content-Length", 0)])
            yield raw_response(head), REFUSED
        for line in (f"HTTP/1.1 400 {KEY}", f"HTTP/1.1 200 {KEY}", f"HTTP/1.1 503 {KEY}"):
            yield raw_response(line, "\r\nContent-Length: 0\r\n\r\n"), None
        for line in (f"HTTP/9.9 {KEY}", KEY, f"HTTP/1.1 {KEY}", f"HTTP/1.1 200 OK\r\n{KEY}",
                     f"HTTP/1.1 200 OK\r\nContent-Length: {KEY}",
                     f"HTTP/1.1 200 OK\r\nTransfer-Encoding: {KEY}",
                     f"HTTP/1.1 200 OK\r\nContent-Encoding: {KEY}"):
            yield raw_response(line, "\r\n\r\n", leave), None

    def streams(self):
        entry = {"token": KEY, "logprob": -1, "top_logprobs": [{"token": KEY, "logprob": -1},
                                                               {"token": "a", "logprob": -1.1}]}
        said = chunk([token("a")], finish=KEY, id=KEY, model=KEY, service_tier=KEY)
        said["choices"][0]["logprobs"]["content"] = [entry]
        yield stream_response([samples.stream(said)]), OK
        yield stream_response([f": {KEY}\nevent: {KEY}\nid: {KEY}\n\n", HELLO]), OK
        yield stream_response([f": {KEY}\n{KEY}\n\n", HELLO]), UNUSABLE
        yield stream_response([FIRST, event(error(KEY, KEY, KEY))]), REFUSED
        yield stream_response([FIRST, event(KEY)]), UNUSABLE
        yield stream_response([FIRST, f"data: {KEY}", leave]), UNUSABLE

    def test_where_the_answer_is_compressed_unasked(self):
        data = gzip.compress(samples.compact(samples.answer(KEY)).encode())
        for headers, said in (((), "gzip data"),
                              ([("Content-Encoding", "gzip")], "(Content-Encoding: gzip)"),
                              ([("content-encoding", KEY)], "(Content-Encoding: [redacted])")):
            asked = self.ask("hello", response=body_response(data, 200, headers))
            self.assert_sentence(asked, UNUSABLE, said)
            self.assertEqual(asked.out, b"")
            self.assertNotIn(KEY.encode(), asked.err)

    def test_in_everything_but_an_answer(self):
        for response, code in [*self.responses(), *self.streams()]:
            for words in ((), ("-f", "json", "--save", "kept", "--save-response", "bare")):
                asked = self.ask("hello", *words, response=response, cwd=self.folder)
                self.assertTrue(asked.requests)
                self.assertIn(asked.code, (REFUSED, UNREACHED, UNUSABLE) if code is None else (code,), asked.err)
                self.check_files()

    def test_in_every_spelling(self):
        """JSON, URLs and HTML have several spellings for one character, also inside one another."""
        key = "sk-Te+st/KEY=0123456789&9<8"

        def spelled(spell):
            return "".join(c if c.isalnum() else spell(ord(c)) for c in key)

        spellings = [spelled(form.format) for form in (
            "\\u{:04x}", "\\u{:04X}", "\\\\u{:04x}", "%{:02X}", "%{:02x}", "%25{:02X}", "&#{};",
            "&#x{:x};", "\\u0026#{};")]
        spellings += [key.replace("/", "\\/"), "".join(f"\\u{ord(c):04x}" for c in key)]
        for spelling in spellings:
            body = f": {spelling}\n\n{HELLO}"
            for pieces in ([body], scripted.bytewise(body)):
                asked = self.ask("hello", "--save-response", "kept", "-q", key=key, cwd=self.folder,
                                 response=stream_response(pieces))
                self.assert_silent(asked)
                self.assertEqual((self.folder / "kept").read_text(), f": [redacted]\n\n{HELLO}")
            refused = body_response('{"error":{"message":"no %s!"}}' % spelling, 400)
            asked = self.ask("hello", key=key, response=refused)
            self.assert_sentence(asked, REFUSED, "no [redacted]!")

    def test_where_one_secret_begins_or_overlaps_another(self):
        """A key with = is several words, each of which counts as a secret too."""
        key = "abc-efgh=ijklmnop=="
        words = ("-H", "x-api-key: gh=ijklmnop==qrstuvwx",
                 "-H", "X-Token: abc-efgh=ijklmnop==zyxwvuts")
        texts = (key, "abc-efgh=ijklmnop==qrstuvwx", "abc-efgh=ijklmnop==zyxwvuts")
        for text in texts:
            for cut in range(1, len(text), program.stride()):
                pieces = [": " + text[:cut], text[cut:] + "\n\n" + HELLO]
                asked = self.ask("hello", "--save-response", "kept", "-q", *words, key=key, cwd=self.folder,
                                 response=stream_response(pieces))
                self.assert_silent(asked)
                self.assertEqual((self.folder / "kept").read_text(), f": [redacted]\n\n{HELLO}")

    def test_a_key_in_the_base_url(self):
        """By mistake it may be anywhere; nothing that is refused is quoted."""
        for url in (KEY, f"{KEY}:80", f"https:{KEY}", f"{KEY}://x", f"x://{KEY}", f"https:///{KEY}",
                    f"https://h:{KEY}/", f"https://h/ {KEY}", f"http://[{KEY}]/", f"ftp://h/{KEY}",
                    f"https://{KEY}/ /", f"https://{KEY}@h/", f"http://{KEY}/v1"):
            self.assert_not_asked(self.ask("hello", "--base-url", url))
        with scripted.Server(scripted.status_response(404)) as server:
            for end in (KEY, KEY.replace("-", "%2d"), f"?{KEY}", f"#{KEY}"):
                url = f"{server.base_url}/{end}"
                result = program.run("hello", "--base-url", url, env=variables(server))
                self.check_key(result.err.replace(b"%2d", b"-"))
                self.assertEqual(result.code, REFUSED)

    def test_in_announcements_of_retries(self):
        for status in (429, 503):
            response = json_response(error(f"no, {KEY}!", KEY), status, [SOON])
            asked = self.ask_again("hello", "--retries=1", responses=[response, STREAM])
            self.assert_sentence(asked, OK, "no, [redacted]!", "; retry 1 of 1")

    def test_what_is_no_secret_stays(self):
        """A value is redacted if a word of its header's name means a secret, not part of a word."""
        tokens = [token(text, bytes=None) for text in ("sample-Value", " here")]
        message = {"role": "assistant", "content": "sample-Value here"}
        answer = json_response(samples.response(samples.choice(tokens, message=message)))
        for name in ("X-Author", "X-Tokenizer", "x-portkey-provider", "X-Keyword"):
            asked = self.ask("hello", "-f", "plain", "-H", f"{name}: sample-Value", response=answer)
            self.assert_silent(asked)
            self.assertEqual(asked.out, b"sample-Value here", name)
        for name in ("X-Auth", "X-Token", "x-portkey-api-key", "XAPIKEY", "clientSecret"):
            asked = self.ask("hello", "-f", "plain", "-H", f"{name}: sample-Value", response=answer)
            self.assertEqual(asked.out, b"[redacted] here", name)


if __name__ == "__main__":
    unittest.main()
