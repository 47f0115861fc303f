"""What a proxy can do, before it connects us to the server and instead of that."""

import unittest

from asking import (BROKE, FIRST, STREAM_HEAD, WHOLE, asked, chunks, cut, endless, refused_at_once,
                    shown, unreached)
from faults import check
from servers import PlainProxy, Proxy

import tls
from program import REFUSED, UNREACHED
from scripted import head, hold, leave, reset
from test_ask import KEY

SHORT = ("--timeout=1.2",)
SILENT = {"says": "nothing came for 1.2 s", "words": SHORT,
          "remedy": "--timeout sets how long to wait"}
CHECK = {"remedy": "check --proxy"}
CONNECTED = "HTTP/1.1 200 Connection established\r\n\r\n"
TOO_LARGE = "the headers of the response are too large"


def connect(about, *pieces, says, **more):
    """No connection is made, and another try may be better."""
    return unreached(f"CONNECT: {about}", *pieces, server=Proxy, says=says, **{**CHECK, **more})


def no_connection(about, status, *pieces, headers=(), begin=None):
    """The proxy will not do it; what else it says is not read."""
    begin = begin or head(status, headers)
    return refused_at_once(f"CONNECT: {about}", begin, *pieces, server=Proxy,
                           says=f"failed: CONNECT tunnel failed, response {status}; check --proxy")


def not_encrypted(about, *pieces):
    """What is behind the proxy speaks no TLS."""
    return refused_at_once(f"CONNECT: {about}", *pieces, server=Proxy,
                           says="wrong version number; is it http://far.invalid/v1?")


def passed_on(about, *pieces, make=unreached, **more):
    """The proxy reads along."""
    return make(f"proxy: {about}", *pieces, server=PlainProxy, **more)


BASIC = ("Proxy-Authenticate", "Basic")
FAULTS = (
    connect("a close", leave, says="failed: Proxy CONNECT aborted"),
    connect("a reset", reset, says="failed: Recv failure: Connection reset by peer"),
    connect("silence", hold, **SILENT),
    connect("silence until the connection times out", hold, words=("--connect-timeout=0.3",),
            says="cannot be reached: Proxy CONNECT aborted due to timeout"),
    connect("no HTTP", "garbage\r\n\r\n", says="failed: CONNECT tunnel failed, response 0"),
    connect("blank lines without an end", endless("\r\n" * 999),
            says="failed: CONNECT tunnel failed, response 0"),
    connect("a close in the status line", "HTTP/1.1 2", leave,
            says="failed: Proxy CONNECT aborted"),
    connect("a close in a header", "HTTP/1.1 200 OK\r\nX: ", leave, says="Proxy CONNECT aborted",
            remedy=""),
    connect("a status line without an end", endless("x" * 9999),
            says="failed: CONNECT response too large"),
    connect("a header without an end", "HTTP/1.1 200 OK\r\nX: ", endless("x" * 9999),
            says="CONNECT response too large", remedy=""),
    connect("headers without an end", "HTTP/1.1 200 OK\r\n", endless("X: y\r\n" * 999),
            says=TOO_LARGE, remedy=""),
    connect("100 without an end", endless("HTTP/1.1 100 Continue\r\n\r\n" * 99),
            says="failed: CONNECT tunnel failed, response 100"),
    connect("503", head(503, []), says="failed: CONNECT tunnel failed, response 503"),
    connect("999", head(999, []), says="failed: CONNECT tunnel failed, response 999"),
    no_connection("302", 302, headers=[("Location", "http://far.invalid/")]),
    no_connection("403", 403, "no", headers=[("Content-Length", 2)]),
    no_connection("403 with the key", 403, begin=f"HTTP/1.1 403 {KEY}\r\n\r\n"),
    no_connection("403 in lines that end with LF", 403, begin="HTTP/1.1 403 no\n\n"),
    no_connection("403 with a body without an end", 403, endless("x" * 9999)),
    no_connection("403 with a body of 2^60 bytes", 403, endless("x" * 9999),
                  headers=[("Content-Length", 1 << 60)]),
    no_connection("407", 407, headers=[BASIC, ("Content-Length", 0)]),
    no_connection("407 with a body that does not come", 407, hold,
                  headers=[BASIC, ("Content-Length", 9)]),
    no_connection("407 with a body of 2^60 bytes", 407, endless("x" * 9999),
                  headers=[BASIC, ("Content-Length", 1 << 60)]),
    no_connection("407 with chunks without an end", 407, endless(chunks("x" * 9999)),
                  headers=[BASIC, ("Transfer-Encoding", "chunked")]),
    connect("200, and a close", CONNECTED, tls.part, remedy="",
            says="SSL_ERROR_SYSCALL in connection to far.invalid:443 "),
    connect("200, and silence", CONNECTED, hold, **SILENT),
    not_encrypted("200, and no TLS", CONNECTED, STREAM_HEAD, WHOLE, hold),
    not_encrypted("200 with chunks", head(200, [("Transfer-Encoding", "chunked")]), chunks("no"),
                  hold),
    passed_on("an answer", STREAM_HEAD, WHOLE, make=shown),
    passed_on("a close", leave, says="failed: Empty reply from server", **CHECK),
    passed_on("a reset", reset, says="failed: Recv failure: Connection reset by peer", **CHECK),
    passed_on("a reset after an event", STREAM_HEAD, FIRST, reset, make=cut,
              says=BROKE + "Recv failure: Connection reset by peer"),
    passed_on("silence", hold, **SILENT),
    passed_on("no HTTP", "garbage\r\n\r\n", make=refused_at_once,
              says="Received HTTP/0.9 when not allowed; check --base-url"),
    passed_on("400", head(400, []), '{"error":"because"}', make=refused_at_once, code=REFUSED,
              says="the server refused: because (status 400), through the proxy 127.0.0.1:"),
    passed_on("502", head(502, [("retry-after-ms", 1)]), make=asked, code=UNREACHED, requests=2,
              says=("(status 502); retry 1 of 1", "(status 502), through the proxy 127.0.0.1:")),
    passed_on("407 with a body without an end", head(407, [BASIC]), endless("x" * 9999),
              make=refused_at_once, says="; put its user name and password into the proxy's URL"),
)


class Proxies(unittest.TestCase):
    def test_each_fault(self):
        check(self, "proxies", FAULTS, 36)


if __name__ == "__main__":
    unittest.main()
