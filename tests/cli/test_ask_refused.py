"""The server refuses: the message, and the advice that goes with it."""

import json
import unittest

import program
import scripted
from program import REFUSED, UNREACHED
from scripted import body_response, json_response, status_response
from test_ask import Asking, variables

REFUSALS = (400, 401, 402, 403, 404, 405, 408, 409, 413, 422, 429)
FAILURES = (500, 502, 503, 504)
PAGE = "<!DOCTYPE html>\n<html><head><title>Not here</title></head>\n<body>gone away</body></html>"


def error(message, code=None, kind="invalid_request_error"):
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


def refusal(status, message, code=None):
    return json_response(error(message, code), status)


class Refused(Asking):
    def test_statuses(self):
        for statuses, code in ((REFUSALS, REFUSED), (FAILURES, UNREACHED)):
            for status in statuses:
                for words in ((), ("-q",), ("--no-stream",)):
                    asked = self.ask("hello", *words, response=refusal(status, "because of this"))
                    self.assert_sentence(asked, code, "because of this", str(status))
                    self.assertEqual(asked.out, b"")

    def test_a_status_without_a_body(self):
        for status, code in ((404, REFUSED), (418, REFUSED), (500, UNREACHED), (599, UNREACHED)):
            asked = self.ask("hello", response=status_response(status))
            self.assert_sentence(asked, code, str(status))

    def test_error_bodies_of_other_servers(self):
        for value in ({"error": "because of this"}, {"message": "because of this"},
                      {"object": "error", "message": "because of this", "code": 400},
                      {"error": {"message": "because of this", "code": 400}},
                      {"detail": "because of this"}):
            asked = self.ask("hello", response=json_response(value, 400))
            self.assert_sentence(asked, REFUSED, "because of this", "400")

    def test_bodies_without_a_message(self):
        for body in ("", "{}", "[]", "null", "5", '"text"', '{"error":null}', '{"error":{}}',
                     '{"error":{"message":{"a":1},"code":[]}}', '{"error":["a"]}', '{"error":',
                     '{"error":' + "[" * 100000, "[" * 100000, b'{"error":{"message":"a\xff"}}',
                     b"\xff\xfe{\0}\0"):
            for status, code in ((400, REFUSED), (500, UNREACHED)):
                asked = self.ask("hello", response=body_response(body, status))
                self.assert_sentence(asked, code, str(status))

    def test_a_plain_text_body(self):
        response = body_response("because of this\n", 404, content_type="text/plain")
        asked = self.ask("hello", response=response)
        self.assert_sentence(asked, REFUSED, "404", "because of this")

    def test_a_message_of_several_lines(self):
        asked = self.ask("hello", response=refusal(400, "because\nof\r\nthis"))
        self.assert_sentence(asked, REFUSED, "because", "this")

    def test_a_web_page_is_not_shown(self):
        for status, code in ((403, REFUSED), (404, REFUSED), (502, UNREACHED)):
            page = body_response(PAGE, status, content_type="text/html")
            asked = self.ask("hello", response=page)
            self.assert_sentence(asked, code, str(status))
            self.assertNotRegex(asked.err, rb"<|gone away")

    def test_a_large_body_is_not_read_to_its_end(self):
        response = scripted.raw_response(scripted.head(400, [("Content-Type", "text/plain")]),
                                         *["x" * 65536] * 1000)
        asked = self.ask("hello", response=response)
        self.assert_sentence(asked, REFUSED, "400")
        self.assertLess(len(asked.err), 3000)

    def test_as_json(self):
        for status, code in ((400, REFUSED), (429, REFUSED), (503, UNREACHED)):
            asked = self.ask("hello", "-f", "json",
                             response=refusal(status, "because of this", "some_code"))
            self.assert_sentence(asked, code, "because of this")
            if code == REFUSED:
                self.check_object(json.loads(asked.out), status)

    def check_object(self, shown, status):
        self.assertEqual(shown["error"], {"message": "because of this", "code": "some_code",
                                          "status": status})
        self.assertEqual(shown["choices"], [])

    def test_output_to_a_file(self):
        """The file is still written, as empty as standard output would be."""
        target = self.folder / "target"
        for view in ("text", "json"):
            target.write_text("before")
            words = ("-q", "-f", view, "-o", str(target))
            asked = self.ask("hello", *words, response=refusal(400, "because of this", "some_code"))
            self.assertEqual((asked.code, asked.out), (REFUSED, b""))
            if view == "json":
                self.check_object(json.loads(target.read_text()), 400)
            else:
                self.assertEqual(target.read_text(), "")

    def test_other_views_show_nothing(self):
        for view in ("text", "table", "chart", "plain", "summary"):
            asked = self.ask("hello", "-q", "-f", view, response=refusal(400, "because of this"))
            self.assertEqual((asked.code, asked.out), (REFUSED, b""))

    def test_a_refused_request_is_not_retried(self):
        for status in (400, 401, 404, 422):
            self.assertEqual(len(self.ask("hello", response=refusal(status, "no")).requests), 1)


class Advice(Asking):
    def advised(self, message, *words, status=400, **more):
        asked = self.ask("hello", *words, response=refusal(status, message), **more)
        self.assert_sentence(asked, REFUSED, message)
        return asked.err.decode()

    def test_logprobs(self):
        for message in ("'logprobs' is not supported with this model.",
                        "You are not allowed to request logprobs from this model"):
            for status in (400, 403, 422):
                self.assertIn("--model", self.advised(message, status=status))

    def test_max_tokens(self):
        message = ("Unsupported parameter: 'max_tokens' is not supported with this model. "
                   "Use 'max_completion_tokens' instead.")
        words = ("--max-tokens=9", "--legacy-max-tokens")
        self.assertRegex(self.advised(message, *words), "leave out --legacy-max-tokens")

    def test_max_tokens_on_old_servers(self):
        for message in ("Unrecognized request argument supplied: max_completion_tokens",
                        "body -> max_completion_tokens: extra fields not permitted"):
            for status in (400, 422):
                said = self.advised(message, "--max-tokens=9", status=status)
                self.assertIn("--legacy-max-tokens", said)
                self.assertNotIn("leave out", said)

    def test_no_key(self):
        for status in (401, 403):
            said = self.advised("who are you?", status=status, key=None)
            self.assertIn("OPENAI_API_KEY", said)
            self.assertIn("--api-key-file", said)

    def test_an_unknown_key(self):
        self.assertRegex(self.advised("who are you?", status=401), "OPENAI_API_KEY")

    def test_not_found(self):
        said = self.advised("no such model", status=404)
        self.assertIn("--base-url", said)
        self.assertIn("--model", said)

    def test_the_server_is_named(self):
        with scripted.Server(refusal(400, "no")) as server:
            result = program.run("hello", env=variables(server))
        self.assert_sentence(result, REFUSED, f"127.0.0.1:{server.port}")


if __name__ == "__main__":
    unittest.main()
