"""Answers through a real nginx over HTTP/2: passed on at once, broken off, and interrupted."""

import threading
import unittest

import program
import scripted
from program import REFUSED, UNREACHED, UNUSABLE
from samples import answer, chunk, last_chunk, stream, token
from scripted import hold, json_response, leave, raw_response, reset, stream_response
from test_ask import ANSWER, KEY, STREAM
from test_ask_live import ALPHA, BETA, END, SIGNALS
from test_ask_tls import TlsTest

VERSIONS = ((True, "HTTP/2.0"), (False, "HTTP/1.1"))
LONG = ["word "] * 5000  # more than a megabyte of a stream


class Versions(TlsTest):
    def test_http_1_and_http_2(self):
        for http2, version in VERSIONS:
            for words, response in (((), STREAM), (("--no-stream",), ANSWER)):
                asked, log = self.ask_nginx("-q", "--marks=none", *words, response=response,
                                            http2=http2)
                self.assert_silent(asked)
                self.assertEqual(asked.out, b"Hello you\n")
                self.assertEqual(asked.request.header("Authorization"), "Bearer " + KEY)
                request, = log
                self.assertEqual(request[::2], (version, "200", "/v1/chat/completions"))
                self.assertIn(request.tls, ("TLSv1.2", "TLSv1.3"))


class Sizes(TlsTest):
    """More than fits into an HTTP/2 frame or into the initial window."""

    def test_a_long_question(self):
        text = "0123456789é🐈 \n" * 40000
        asked, _ = self.ask_nginx("-", "-q", stdin=text.encode())
        self.assert_silent(asked)
        self.assertEqual(asked.body["messages"][0]["content"], "hello " + text[:-1])

    def test_a_question_longer_than_allowed(self):
        """nginx responds while the question is still being sent."""
        for http2, _ in VERSIONS:
            asked, log = self.ask_nginx("-", stdin=b"word " * 400000, http2=http2)
            self.assert_sentence(asked, REFUSED, "413")
            self.assertEqual((asked.out, asked.connections, log[0].status), (b"", 0, "413"))

    def test_a_long_answer(self):
        body = stream(*[chunk([token(text)]) for text in LONG], last_chunk())
        for words, response in (((), stream_response([body])),
                                (("--no-stream",), json_response(answer(*LONG)))):
            asked, _ = self.ask_nginx("-f", "plain", *words, response=response)
            self.assert_silent(asked)
            self.assertEqual(asked.out.decode(), "".join(LONG))


class Live(TlsTest):
    def read_and_release(self, response, gate, *words, **settings):
        """Lets the server continue once the first token is on standard output."""
        with scripted.Server(response) as server, self.nginx(server, **settings) as proxy:
            process = self.start_asking(proxy, *self.words(*words))
            shown = self.read_until(process, "alpha")
            gate.set()
            rest = self.finish(process)
        return rest._replace(out=shown.encode() + rest.out), proxy.log

    def test_each_token_is_painted_when_it_comes(self):
        for http2, version in VERSIONS:
            for words, end in (("-q",), b"\n"), (("-f", "plain"), b""):
                gate = threading.Event()
                response = stream_response([ALPHA, gate, BETA, END])
                result, log = self.read_and_release(response, gate, *words, http2=http2)
                self.assert_silent(result)
                self.assertEqual(result.out, b"alpha beta" + end)
                self.assertEqual([request.protocol for request in log], [version])

    def test_the_server_breaks_off(self):
        for http2, _ in VERSIONS:
            for ending in (reset, leave):
                gate = threading.Event()
                response = stream_response([ALPHA, gate, ending])
                result, _ = self.read_and_release(response, gate, "-q", http2=http2)
                self.assert_sentence(result, UNUSABLE)
                self.assertEqual(result.out, b"alpha\n")

    def test_a_signal(self):
        """What came stays shown, and the server notices that the client has gone."""
        for number, code in SIGNALS:
            gone = threading.Event()
            with scripted.Server(held(gone)) as server, self.nginx(server) as proxy:
                process = self.start_asking(proxy, *self.words("-q"))
                shown = self.read_until(process, "alpha")
                process.send_signal(number)
                rest = self.finish(process)
                self.assertTrue(gone.wait(program.TIMEOUT))
            self.assertEqual((rest.code, shown + rest.out.decode(), rest.err),
                             (code, "alpha\n", b""))
            self.assertEqual([request.protocol for request in proxy.log], ["HTTP/2.0"])


def held(gone):
    """A response of one token that sets `gone` when the client has gone."""
    def wait(connection):
        try:
            hold(connection)
        finally:
            gone.set()
    return stream_response([ALPHA, wait])


class Refused(TlsTest):
    def test_no_answer_from_the_upstream_server(self):
        for ending in (leave, reset):
            for words in ((), ("--no-stream",)):
                asked, log = self.ask_nginx(*words, response=raw_response(ending))
                self.assert_sentence(asked, UNREACHED, "502")
                self.assertEqual((asked.out, log[0].status), (b"", "502"))

    def test_a_redirect_is_not_followed(self):
        with scripted.Server(STREAM) as other:
            asked, log = self.ask_nginx(action=f"return 307 {other.base_url}/chat/completions")
        self.assert_sentence(asked, REFUSED, f"127.0.0.1:{other.port}")
        self.assertEqual((asked.out, asked.connections, other.connections), (b"", 0, 0))
        self.assertEqual([request.status for request in log], ["307"])


if __name__ == "__main__":
    unittest.main()
