"""What an HTTP/1 server can do with its status line, its headers, and what comes before them."""

import unittest

from asking import (BROKE, CHUNKED_HEAD, FIRST, JSON, KEPT, LAST_CHUNK, REST, STREAM_HEAD, WHOLE,
                    asked, chunks, cut, endless, refused_at_once, shown, slowly, unreached)
from faults import check

import http2
import samples
import scripted
from program import REFUSED, UNREACHED, UNUSABLE
from samples import event
from scripted import head, hold, leave, reset
from test_ask import KEY

SHORT = ("--timeout=1.2",)
CHECK = "check --base-url"
NOT_HTTP = "Received HTTP/0.9 when not allowed; check --base-url"
VERSION = "Unsupported HTTP version"
STATUS = "Unsupported response code in HTTP response; check --base-url"
TOO_LONG = "a header of the response is too long"
TOO_LARGE = "the headers of the response are too large"
EMPTY = "empty: there is no response in it"
CUT_OFF = "the stream was cut off before its end"


def begins(about, line, *pieces, make=shown, **fields):
    """A response that begins with this line."""
    head_of_it = scripted.encoded(line) + b"\r\nContent-Type: text/event-stream\r\n\r\n"
    return make(f"status line: {about}", head_of_it, *(pieces or (WHOLE,)), **fields)


def no_http(line, says=NOT_HTTP):
    return begins(repr(line)[1:-1], line, make=refused_at_once, says=says)


STATUS_LINES = (
    begins("HTTP/1.0", "HTTP/1.0 200 OK"),
    begins("no reason", "HTTP/1.1 200"),
    begins("an empty reason", "HTTP/1.1 200 "),
    begins("two spaces", "HTTP/1.1  200 OK"),
    begins("lower case", "http/1.1 200 OK"),
    begins("HTTP/2", "HTTP/2 200 OK"),
    begins("HTTP/2.0", "HTTP/2.0 200 OK"),
    begins("escape sequences", "HTTP/1.1 200 \x1b[2J\u202e"),
    begins("a reason of 90 KB", "HTTP/1.1 200 " + "x" * 90000),
    begins("a reason of 110 KB", "HTTP/1.1 200 " + "x" * 110000, make=unreached, says=TOO_LONG),
    unreached("status line: a reason without an end", "HTTP/1.1 200 ", endless("x" * 9999),
              says=TOO_LONG),
    begins("a NUL byte", "HTTP/1.1 200 O\0K", make=unreached, says="Nul byte in header",
           remedy=CHECK),
    *(no_http(line, VERSION) for line in (
        "HTTP/0.9 200 OK", "HTTP/1.2 200 OK", "HTTP/3 200", "HTTP/9.9 200 OK", "HTTP/1 200 OK",
        "HTTP/11 200 OK", "HTTP/1.1\t200 OK", "HTTP/1.1", "HTTP/", "HTTP/1.1 abc")),
    *(no_http(line, STATUS) for line in (
        "HTTP/1.1 2000 OK", "HTTP/1.1 20 OK", "HTTP/1.1 2", "HTTP/1.1 099 OK", "HTTP/1.1 000 OK",
        "HTTP/1.1 -200 OK", "HTTP/1.1 2x0 OK")),
    *(no_http(line) for line in (
        "ICY 200 OK", "RTSP/1.0 200 OK", "SSH-2.0-OpenSSH_9.2", "220 mail.invalid ESMTP", "<html>",
        "\x16\x03\x01\x02", "\0\0\0\0", "H", " HTTP/1.1 200 OK", "\r\nHTTP/1.1 200 OK",
        '{"choices":[]}')),
    refused_at_once("a plain answer without a head", JSON, says=NOT_HTTP),
    refused_at_once("a stream without a head", WHOLE, says=NOT_HTTP),
    refused_at_once("a line without an end", endless("x" * 9999), says=NOT_HTTP),
    refused_at_once("blank lines without an end", endless("\r\n" * 999), says=NOT_HTTP),
    refused_at_once("frames of HTTP/2 that nobody asked for", http2.settings(), http2.head(),
                    http2.data(WHOLE), hold, says=NOT_HTTP),
)


def interim(status, *headers):
    return scripted.head(status, headers)


def before(about, *pieces, make=shown, **fields):
    """Something comes before the answer."""
    return make(f"interim: {about}", *pieces, *((STREAM_HEAD, WHOLE) if make is shown else ()),
                **fields)


def changed(about, *pieces):
    return before(about, interim(101, ("Upgrade", "x")), *pieces, make=refused_at_once,
                  says="the server changed to another protocol (status 101)")


INTERIMS = (
    before("100", interim(100)),
    before("102", interim(102)),
    before("103", interim(103, ("Link", "</style>; rel=preload"))),
    before("199", interim(199)),
    before("100, a thousand times", interim(100) * 1000),
    before("103 of 3000 headers", interim(103, *[("X-A", "b")] * 3000)),
    before("103 with a Content-Length", interim(103, ("Content-Length", 5))),
    before("103 with chunks", interim(103, ("Transfer-Encoding", "chunked"))),
    before("103 with a body", interim(103), "junk\r\n", STREAM_HEAD, WHOLE, make=refused_at_once,
           says=NOT_HTTP),
    before("100 and a refusal", interim(100), head(400, []), '{"error":"because"}',
           make=refused_at_once, code=REFUSED, says="the server refused: because (status 400)"),
    before("103, whose Retry-After does not count", interim(103, ("Retry-After", 100)),
           head(503, [("retry-after-ms", 1)]), make=asked, code=UNREACHED, requests=2,
           says=("(status 503); retry 1 of 1 in 0.001 s", "(status 503); ask again later")),
    changed("101 and an answer", STREAM_HEAD, WHOLE),
    changed("101 and frames of a websocket", "\x81\x05hello"),
    changed("101 and frames of HTTP/2", http2.settings(), http2.head(), http2.data(WHOLE)),
    *(before(f"{status} and {about}", interim(status), end, make=unreached, **fields)
      for status in (100, 101, 103) for about, end, fields in (
          ("a close", leave, {"says": "Empty reply from server"}),
          ("a reset", reset, {"says": "Recv failure: Connection reset by peer"}),
          ("silence", hold, {"says": "nothing came for 1.2 s", "words": SHORT,
                             "remedy": "--timeout sets how long to wait"}))),
    before("100 without an end", endless(interim(100) * 99), make=unreached, says=TOO_LARGE),
    before("103 without an end", endless(interim(103)), make=unreached, says=TOO_LARGE),
)

RANGE = ("Content-Range", f"bytes 0-{len(FIRST) - 1}/{len(WHOLE)}")
PART = "the server sent only a part of it (status 206)"
EMPTY_204 = {"make": cut, "shows": "", "says": EMPTY}


def status(number, *pieces, about="", make=shown, headers=(), **fields):
    return make(f"{number}{about}", head(number, headers), *(pieces or (WHOLE,)), **fields)


STATUSES = (
    *(status(code) for code in (201, 202, 203, 205, 207, 226, 299)),
    status(204, "", **EMPTY_204),
    status(204, about=" with a body", **EMPTY_204),
    status(204, about=" with a length", headers=[("Content-Length", len(WHOLE))], **EMPTY_204),
    status(204, chunks(WHOLE), LAST_CHUNK, about=" with chunks",
           headers=[("Transfer-Encoding", "chunked")], **EMPTY_204),
    status(204, hold, about=" on a connection left open", **EMPTY_204),
    status(205, "", about=" without a body", **EMPTY_204),
    status(206, about=" of all", says=(KEPT + PART,)),
    status(206, REST, about=" of the end", shows=" beta", says=(KEPT + PART,)),
    status(206, FIRST, about=" of the beginning", headers=[RANGE], make=cut, says=BROKE + PART),
    status(206, JSON[:99], about=" of the beginning of a plain answer", make=cut, shows="",
           says=BROKE + PART),
    status(206, "", about=" of nothing", make=refused_at_once, says=PART),
    status(304, about=" with a body", make=refused_at_once, code=REFUSED,
           says="it gave no reason (status 304); set --base-url"),
    status(304, hold, about=" on a connection left open", make=refused_at_once, code=REFUSED,
           says="it gave no reason (status 304); set --base-url"),
    status(407, "", about=" of a server", headers=[("Proxy-Authenticate", "Basic")],
           make=refused_at_once, says="the proxy refused: it gave no reason (status 407)"),
    *(status(401, "", about=f" that wants {way}", headers=[("WWW-Authenticate", way)],
             make=refused_at_once, code=REFUSED,
             says="it gave no reason (status 401); check the key")
      for way in ("Negotiate", "NTLM", 'Digest realm="x", nonce="y"')),
    cut("no body", STREAM_HEAD, shows="", says=EMPTY),
    cut("a body of no chunk", CHUNKED_HEAD, LAST_CHUNK, shows="", says=EMPTY),
)

OLD = b"HTTP/1.0 200 OK\r\n"
HTTP_1_0 = (
    shown("HTTP/1.0 without headers", OLD + b"\r\n", WHOLE),
    shown("HTTP/1.0 with a length", OLD, f"Content-Length: {len(WHOLE)}\r\n\r\n", WHOLE),
    shown("HTTP/1.0, a plain answer", OLD + b"\r\n", JSON),
    shown("HTTP/1.0, a plain answer on a connection left open", OLD + b"\r\n", JSON, hold,
          words=("--no-stream",)),
    shown("HTTP/1.0, a stream on a connection left open", OLD + b"\r\n", WHOLE, hold),
    cut("HTTP/1.0 closed after an event", OLD + b"\r\n", FIRST, says=CUT_OFF),
    cut("HTTP/1.0 with a length too long", OLD, f"Content-Length: {len(FIRST) + 9}\r\n\r\n", FIRST,
        says=BROKE + "transfer closed with 9 bytes remaining to read"),
    cut("HTTP/1.0 reset after an event", OLD + b"\r\n", FIRST, reset,
        says=BROKE + "Recv failure: Connection reset by peer"),
)


def header(about, lines, *pieces, make=shown, **fields):
    """A head with more lines in it."""
    return make(f"header: {about}", STREAM_HEAD[:-2], lines, *(pieces or ("\r\n", WHOLE)), **fields)


def bad_header(about, *lines, says, **fields):
    return header(about, *lines, make=unreached, says=says, **fields)


def with_id(about, value, says):
    return header(about, f"x-request-id: {value}\r\n\r\n", FIRST, make=cut, says=CUT_OFF)._replace(
        says=(f"; what came is shown (request id {says}",))


HEADERS = (
    shown("header: LF alone ends lines", CHUNKED_HEAD.replace(b"\r\n", b"\n"), chunks(WHOLE),
          LAST_CHUNK),
    header("folded", "X-A: b\r\n  c\r\n"),
    header("folded, before any", " b\r\n"),
    header("without a name", ": b\r\n"),
    header("a space before the colon", "X-A : b\r\n"),
    header("Latin-1", b"X-A: \xe9\r\n"),
    header("escape sequences", "X-A: \x1b[2J\r\n"),
    header("CR inside", "X-A: b\rc\r\n"),
    header("50 KB", "X-A: " + "b" * 50000 + "\r\n"),
    header("10,000 of them", "X-A: b\r\n" * 10000),
    header("250 of 1 KB", ("X-A: " + "b" * 1000 + "\r\n") * 250),
    header("Content-Type of bytes", b"Content-Type: \xff\xfe\r\n"),
    header("Content-Encoding of text that is none", "Content-Encoding: gzip\r\n"),
    header("Content-Encoding of what is compressed", "Content-Encoding: gzip\r\n\r\n",
           b"\x1f\x8b\x08\0\0\0", make=cut, shows="",
           says="the answer came compressed (Content-Encoding: gzip)"),
    header("Set-Cookie", "Set-Cookie: a=b\r\n" * 60),
    header("Location of a 200", "Location: http://far.invalid/\r\n"),
    header("Refresh", "Refresh: 0; url=http://far.invalid/\r\n"),
    header("Alt-Svc", 'Alt-Svc: h3=":443"\r\n'),
    header("Upgrade", "Connection: Upgrade\r\nUpgrade: h2c\r\n"),
    header("WWW-Authenticate of a 200", "WWW-Authenticate: Basic\r\n"),
    header("Connection, twice", "Connection: close\r\nConnection: keep-alive\r\n"),
    header("Retry-After of a 200", "Retry-After: 100\r\n"),
    header("x-should-retry of a 200", "x-should-retry: true\r\n"),
    bad_header("no colon", "garbage\r\n", says="Header without colon", remedy=CHECK),
    bad_header("another status line", "HTTP/1.1 500 No\r\n", says="Header without colon",
               remedy=CHECK),
    bad_header("a NUL byte", "X-A: b\0c\r\n", says="Nul byte in header", remedy=CHECK),
    bad_header("no blank line, and a close", "X-A: b\r\n", leave,
               says="the connection was closed before a response came"),
    bad_header("103 KB", "X-A: " + "b" * 103000 + "\r\n", says=TOO_LONG),
    bad_header("400 of 1 KB", ("X-A: " + "b" * 1000 + "\r\n") * 400, says=TOO_LARGE),
    bad_header("a value without an end", "X-A: ", endless("b" * 9999), says=TOO_LONG),
    bad_header("a name without an end", endless("b" * 9999), says=TOO_LONG),
    bad_header("short ones without an end", endless("X-A: b\r\n" * 999), says=TOO_LARGE),
    bad_header("folded lines without an end", "X-A: b\r\n", endless("  b\r\n" * 999),
               says=TOO_LARGE),
    bad_header("a byte at a time, for too long", slowly("X-A: b\r\n" * 999), says=(
        "the answer was not complete after 1.2 s"), remedy="--timeout sets how long to wait",
        words=("--no-stream", *SHORT)),
    with_id("a request id with escape sequences", "a\x1b[2J", r"a\x1b[2J)"),
    with_id("a request id with the key", f"id-{KEY}", "id-[redacted])"),
    with_id("a request id of 90 KB", "a" * 90000, "a" * 1800),
)

FLOODS = (
    *(cut(f"a flood of {about}", STREAM_HEAD, endless(content), words=("--max-bytes=1M",), shows="",
          says="the response is larger than --max-bytes (1048576 bytes)")
      for about, content in (("comments", ": ping\n" * 999), ("blank lines", "\n" * 9999),
                             ("spaces", " " * 9999), ("words", "word " * 999),
                             ("open brackets", "[" * 9999), ("zero bytes", "\0" * 9999))),
    *(cut(f"a flood of {about}", STREAM_HEAD, FIRST, endless(content), words=("--max-bytes=1M",),
          says="the response is larger than --max-bytes (1048576 bytes)")
      for about, content in (("events without data", "event: a\n\n" * 999),
                             ("line ends in a stream", "\r\n" * 999))),
    *(asked(f"a flood of {about}", STREAM_HEAD, FIRST, endless(content), code=UNUSABLE,
            words=("--max-bytes=1M",), shows="alpha", says=(says, "larger than --max-bytes"))
      for about, content, says in (
          ("data that is no answer", "data: 1\n" * 999, "data of the stream is not understood"),
          ("text without logprobs", event(samples.chunk(delta={"content": "a"})) * 99,
           "after the last token the message goes on"))),
    asked("a line without an end in a stream", STREAM_HEAD, FIRST, "data: ", endless("x" * 9999),
          words=("--max-bytes=2M",), code=UNUSABLE, shows="alpha",
          says=("larger than a line of a stream may be (1048576 bytes); the event was skipped",
                "larger than --max-bytes (2097152 bytes)")),
    asked("tokens without an end", STREAM_HEAD, endless(FIRST), words=("--max-bytes=1M",),
          code=UNUSABLE, shows="alpha" * ((1 << 20) // len(FIRST)),
          says=("larger than --max-bytes (1048576 bytes)",)),
    shown("comments after [DONE]", STREAM_HEAD, WHOLE, slowly(": ping\n" * 9999)),
    shown("a comment after [DONE]", STREAM_HEAD, WHOLE, slowly(": " + "ping" * 9999)),
    shown("a stream in pieces of a byte", *scripted.bytewise(STREAM_HEAD),
          *scripted.bytewise(WHOLE)),
)


class Heads(unittest.TestCase):
    def test_heads(self):
        check(self, "HTTP/1: status lines and headers", STATUS_LINES + HEADERS, 70)

    def test_statuses(self):
        check(self, "HTTP/1: statuses, interim ones, HTTP/1.0", INTERIMS + STATUSES + HTTP_1_0, 50)

    def test_floods(self):
        check(self, "HTTP/1: floods", FLOODS, 12)


if __name__ == "__main__":
    unittest.main()
