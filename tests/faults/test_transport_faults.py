"""Named faults of the transport: nothing is reached, or the connection breaks."""

import unittest

import servers
from asking import (BROKE, CHUNKED_HEAD, FIRST, JSON, KEPT, STREAM_HEAD, WHOLE, asked, chunks, cut,
                    endless, refused_at_once, shown, slowly, unreached)
from faults import check

import certificates
import http2
import program
import scripted
import tls
from scripted import hold, leave, reset

SILENT = "nothing came for 1.2 s"
RESET = "Connection reset by peer"
WAIT = "--timeout sets how long to wait"
SHORT = ("--timeout=1.2",)
PASSWORD = scripted.head(407, [("Content-Length", 0)])


def untrusted(about, server, says):
    """The certificate does not become better by asking again."""
    return refused_at_once(about, server=server, requests=0, says=says)


def goaway(about, make, *pieces, **fields):
    return make(about, responses=(http2.response(*pieces, tls.part),), server=http2.SERVER,
                **fields)


def with_length(length, body=WHOLE):
    return scripted.head(200, [("Content-Length", length)]), body


FAULTS = (
    unreached("a name that nobody has", server=servers.Nameless, requests=0,
              says="Could not resolve host: name.invalid", remedy="check --base-url"),
    refused_at_once("a connection that is refused", server=servers.Refusing, requests=0,
                    says="nothing listens on 127.0.0.1:"),
    # libcurl has two sentences, with "timeout after 200 ms" and "after 200 ms: Timeout was reached".
    asked("a connection that is never made", server=servers.Full, requests=0,
          code=program.UNREACHED, words=("--save", "kept", "--connect-timeout=0.2"),
          says=(" after 2", "; --connect-timeout sets how long to wait; asked 2 times")),
    untrusted("TLS: an unknown authority", tls.server(authority="other"),
              "unable to get local issuer certificate"),
    untrusted("TLS: another host's certificate", tls.server("wrong-host"),
              "no alternative certificate subject name matches target host name '127.0.0.1'"),
    untrusted("TLS: an expired certificate", tls.server("expired"), "certificate has expired"),
    untrusted("TLS: a certificate that is not valid yet", tls.server("not-yet"),
              "certificate is not yet valid"),
    unreached("TLS: no handshake", server=servers.SilentTls, requests=0,
              words=("--connect-timeout=0.2",), says="SSL connection timeout",
              remedy="--connect-timeout sets how long to wait"),
    unreached("a reset before the headers", reset, says=RESET),
    unreached("a reset in the headers", STREAM_HEAD[:30], reset, says=RESET),
    unreached("a reset between headers and body", STREAM_HEAD, reset, says=RESET),
    cut("a reset in the body", STREAM_HEAD, FIRST, reset, says=f"{BROKE}Recv failure: {RESET}"),
    unreached("an empty response", leave, says="Empty reply from server"),
    shown("a Content-Length too long", *with_length(9999),
          says=(KEPT + "transfer closed with ",)),
    cut("a Content-Length too long, and half an answer", *with_length(9999, FIRST),
        says=f"{BROKE}transfer closed with 9682 bytes remaining to read"),
    cut("a Content-Length too short", *with_length(len(FIRST) + 20), shows="alpha",
        says="the stream was cut off before its end"),
    cut("chunks without an end", CHUNKED_HEAD, chunks(FIRST), leave,
        says=f"{BROKE}transfer closed with outstanding read data remaining"),
    cut("a chunk whose size is no number", CHUNKED_HEAD, chunks(FIRST), "size\r\n",
        says=f"{BROKE}Illegal or missing hexadecimal sequence in chunked-encoding"),
    shown("a stream byte by byte", slowly(STREAM_HEAD, 0), slowly(WHOLE, 0)),
    cut("a plain answer byte by byte that takes too long", STREAM_HEAD, slowly(JSON * 9),
        words=("--no-stream", *SHORT), shows="",
        says=f"{BROKE}the answer was not complete after 1.2 s; {WAIT}"),
    unreached("silence before the headers", hold, words=SHORT, says=SILENT, remedy=WAIT),
    unreached("silence after the headers", STREAM_HEAD, hold, words=SHORT, says=SILENT,
              remedy=WAIT),
    cut("silence in mid-stream", STREAM_HEAD, FIRST, hold, words=SHORT,
        says=f"{BROKE}{SILENT}; {WAIT}"),
    unreached("a header of 101 KiB", STREAM_HEAD[:-2], "X-Long: " + "x" * (101 << 10) + "\r\n\r\n",
              FIRST, hold, says="a header of the response is too long"),
    unreached("headers without end", STREAM_HEAD[:-2], endless("X-Long: " + "x" * 9999 + "\r\n"),
              says="the headers of the response are too large"),
    shown("100 Continue before the answer", "HTTP/1.1 100 Continue\r\n\r\n", STREAM_HEAD, WHOLE),
    shown("103 Early Hints before the answer",
          "HTTP/1.1 103 Early Hints\r\nLink: </style>\r\n\r\n", STREAM_HEAD, WHOLE),
    unreached("103 Early Hints and no answer", "HTTP/1.1 103 Early Hints\r\n\r\n", leave,
              says="Empty reply from server"),
    unreached("a proxy that refuses connections", server=servers.RefusingProxy, requests=0,
              says="Couldn't connect to server", remedy="check --proxy"),
    refused_at_once("a proxy that wants a password (407)", PASSWORD, server=servers.Proxy,
                    says="CONNECT tunnel failed, response 407; check --proxy"),
    refused_at_once("a proxy that reads along and wants a password", PASSWORD,
                    server=servers.PlainProxy,
                    says="; put its user name and password into the proxy's URL"),
    refused_at_once("a status line that is none", "220 mail.invalid ESMTP\r\n\r\n",
                    says="Received HTTP/0.9 when not allowed; check --base-url"),
    goaway("HTTP/2: GOAWAY instead of an answer", unreached, http2.goaway(http2.NO_ERROR, 0),
           says="Error in the HTTP2 framing layer"),
    goaway("HTTP/2: GOAWAY in the answer", cut, http2.head(), http2.data(FIRST),
           http2.goaway(http2.INTERNAL_ERROR),
           says=f"{BROKE}HTTP/2 stream 1 was not closed cleanly before end of the underlying "
           "stream"),
    goaway("HTTP/2: GOAWAY that lets the answer end", shown, http2.head(), http2.data(FIRST),
           http2.goaway(http2.NO_ERROR), http2.data(WHOLE[len(FIRST):]), http2.end()),
)


class Transport(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        certificates.made()

    def test_each_fault(self):
        check(self, "transport", FAULTS, 24)


if __name__ == "__main__":
    unittest.main()
