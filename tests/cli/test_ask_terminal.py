"""A live answer on a terminal: it has colours, and nothing in it acts on the terminal."""

import unittest

import program
import safe
import samples
import scripted
import test_pty
from program import REFUSED, UNREACHED, UNUSABLE, USAGE
from samples import chunk, last_chunk, raw_token
from scripted import body_response, json_response, raw_response, redirect_response, stream_response
from test_ask import HELLO, KEY, STREAM, Asking, variables
from test_hostile import ALL, SEQUENCES

TEXTS = (ALL, "".join(SEQUENCES))


class Terminal(Asking, test_pty.Terminal):
    def ask_on_terminal(self, *words, response=STREAM, code=program.OK):
        """Asks with a terminal as standard output; returns what is written to it."""
        with scripted.Server(response) as server:
            shown = self.on_terminal("hello", *words, code=code,
                                     env=variables(server, **test_pty.XTERM))
        self.check_key(shown.encode())
        return shown

    def assert_safe(self, shown, allowed="\n"):
        self.assertEqual(safe.dangers(shown.encode(), allowed), [])

    def test_it_has_colors(self):
        found = safe.styled(self.ask_on_terminal("-q"))
        self.assertTrue({code for _, codes in found for code in codes} - {"1", "2", "4", "7"})
        self.assertEqual("".join(c for c, _ in found), "Hello you\n")

    def test_the_same_as_a_replay(self):
        name = self.file("kept.sse", HELLO)
        for view in ("text", "table", "chart", "plain"):
            self.assertEqual(self.ask_on_terminal("-f", view),
                             self.on_terminal("-r", name, "-f", view))

    def test_hostile_answers(self):
        for text in (*TEXTS, *SEQUENCES):
            event = chunk([samples.token(text, 0.4, ((text, 0.4), ("x" + text, 0.35)))],
                          finish=text, id=text, model=text)
            response = stream_response([samples.stream(event)])
            self.assert_safe(self.ask_on_terminal(response=response))

    def test_every_view(self):
        event = chunk([samples.token(ALL, 0.4, ((ALL, 0.4), ("x" + ALL, 0.35)))], model=ALL)
        response = stream_response([samples.stream(event, last_chunk())])
        for view in ("table", "chart", "plain", "summary"):
            self.assert_safe(self.ask_on_terminal("-f", view, response=response))

    def test_sequences_split_over_events(self):
        for text in SEQUENCES:
            parts = [chunk([raw_token(bytes([byte]))]) for byte in text.encode()]
            response = stream_response([samples.stream(*parts, last_chunk())])
            self.assert_safe(self.ask_on_terminal(response=response))

    def test_a_message_without_logprobs(self):
        response = stream_response([samples.stream(chunk(delta={"content": ALL}), last_chunk())])
        self.assert_safe(self.ask_on_terminal(response=response, code=UNUSABLE))

    def test_a_dry_run(self):
        shown = self.ask_on_terminal("--dry-run", "-s", ALL.replace("\0", ""), "-m", "\x1b[2J",
                                     "-H", "X-A: \u202e\u009b")
        self.assertIn("POST", shown)
        self.assert_safe(shown)


class Messages(Asking):
    """Standard error is a terminal too."""

    def check(self, *words, code, **more):
        asked = self.ask("hello", *words, **more)
        self.assert_sentence(asked, code)
        for content in (asked.out, asked.err):
            self.assertEqual(safe.dangers(content, colors=False), [])
        return asked.err.decode()

    def test_what_the_server_says(self):
        for text in TEXTS:
            error = {"error": {"message": text, "type": text, "param": text, "code": text}}
            for status, code in ((200, REFUSED), (400, REFUSED), (401, REFUSED), (503, UNREACHED)):
                self.check(code=code, response=json_response(error, status))
        for text in (*TEXTS, *SEQUENCES):
            self.check(code=REFUSED, response=json_response({"error": text}, 404))

    def test_an_error_in_mid_stream(self):
        for text in TEXTS:
            response = stream_response([samples.stream({"error": {"message": text}})])
            self.check(code=REFUSED, response=response)

    def test_an_error_page(self):
        for text in TEXTS:
            for data in (text.encode(), b"\xff\xfe\x9b2J" + text.encode()):
                self.check(code=REFUSED,
                           response=body_response(data, 404, content_type="text/html"))
                self.check(code=UNUSABLE, response=body_response(data, content_type="text/plain"))

    def test_headers(self):
        for line in ("".join(SEQUENCES).replace("\r", ""), "\x1b[2J", "\u202e\u0080\u2066"):
            self.check(code=REFUSED, response=redirect_response("http://127.0.0.1:1/" + line))
            self.check(code=UNUSABLE, response=body_response("", headers=[("Content-Type", line)]))
            status = f"HTTP/1.1 418 {line}\r\nContent-Length: 0\r\n\r\n"
            self.check(code=REFUSED, response=raw_response(status))

    def test_an_invalid_status_line(self):
        for text in TEXTS:
            self.check(code=UNREACHED, response=raw_response(text, "\r\n\r\n"))

    def test_an_unknown_model(self):
        for text in ("\x1b[2J", "\x9b2J\u202e", "\n"):
            error = {"error": {"message": f"no model `{text}`", "code": "model_not_found"}}
            self.check("-m", text, code=REFUSED, response=json_response(error, 404))

    def test_words_of_the_command_line(self):
        for words in (("--base-url", "\x1b[2J\n"), ("--base-url", "http://\x1b[2J/"),
                      ("-H", "\x1b[2J\u202e"), ("-H", "a\x1b: b"), ("-H", "@no\x1b[2J"),
                      ("--param", "\x1b"), ("--param", "a=\x1b[2J"), ("-k", "\x1b"),
                      ("-t", "\x1b"), ("--api-key-file", "no\x1b[2J\u202e"),
                      ("--api-key-env", "NO\x1b[2J"), ("--system-file", "no\x1b[2J"),
                      ("--proxy", "\x1b[2J"), ("--cacert", "no\x1b[2J")):
            with self.subTest(words):
                self.check(*words, code=USAGE)

    def test_what_the_server_says_is_kept_short(self):
        error = {"error": {"message": "x" * 99999}}
        err = self.check(code=REFUSED, response=json_response(error, 400))
        self.assertLess(len(err), 3000)

    def test_the_key_in_what_the_server_says(self):
        for text in (f"Incorrect API key provided: {KEY}.", f"Bearer {KEY}", KEY):
            for status, code in ((200, REFUSED), (401, REFUSED), (500, UNREACHED)):
                response = json_response({"error": {"message": text, "code": KEY}}, status)
                for words in ((), ("-f", "json")):
                    asked = self.ask("hello", *words, response=response)
                    self.assertEqual(asked.code, code)
                    self.assertIn(b"[redacted]", asked.err)
            asked = self.ask("hello", response=redirect_response("http://127.0.0.1:1/?key=" + KEY))
            self.assertEqual(asked.code, REFUSED)

    def test_the_key_where_a_long_message_is_cut(self):
        for size in range(1960, 2001, 4):
            error = {"error": {"message": "x" * size + KEY}}
            err = self.check(code=REFUSED, response=json_response(error, 401))
            self.assertNotIn("sk-test-SEC", err)


if __name__ == "__main__":
    unittest.main()
