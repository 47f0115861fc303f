"""What a server can do in TLS, under its answer."""

import unittest

from asking import (BROKE, CHUNKED_HEAD, FIRST, JSON, KEPT, LAST, LAST_CHUNK, RESET, SECOND,
                    STREAM_HEAD, WHOLE, End, Phase, broken, chunks, cut, endless, refused_at_once,
                    shown, unreached)
from faults import check
from servers import greeting

import certificates
import scripted
import tls
from program import REFUSED
from scripted import hold, leave, reset

H = CHUNKED_HEAD
SHORT = ("--timeout=1.2",)
SILENT = "nothing came for 1.2 s; --timeout sets how long to wait"
OUTSTANDING = "transfer closed with outstanding read data remaining"
NO_RESPONSE = "the connection was closed before a response came"
CUT_OFF = "the stream was cut off before its end"
EMPTY = "empty: there is no response in it"
NOTHING = "Empty reply from server"

PHASES = (
    Phase("before the status line", (), closed=NOTHING),
    Phase("in the status line", (H[:9],), closed=NOTHING),
    Phase("in a header", (H[:40],), closed=NO_RESPONSE),
    Phase("after the headers", (H,), closed=OUTSTANDING),
    Phase("in the first event", (H, chunks(FIRST)[:40]), "", closed=OUTSTANDING),
    Phase("after an event", (H, chunks(FIRST)), "alpha", closed=OUTSTANDING),
    Phase("after the finish_reason", (H, chunks(FIRST, SECOND, LAST)), "alpha beta", True,
          OUTSTANDING),
    Phase("in [DONE]", (H, chunks(FIRST, SECOND, LAST), "e\r\ndata: [DO"), "alpha beta",
          closed=OUTSTANDING),
    Phase("after [DONE]", (H, chunks(WHOLE)), "alpha beta", True, OUTSTANDING),
)


def raw(content):
    return lambda connection: connection.write_raw(scripted.encoded(content))


UNREADABLE = b"\x17\x03\x03\0\x20" + b"x" * 32
ALERT = b"\x15\x03\x03\0\x02\x02\x28"
ENDS = (End("TLS that is not ended", (tls.part,)), End("TLS that is ended", (tls.farewell,)), RESET)


def undecipherable(phase):
    """The sentence has OpenSSL's version in it, so it is not looked at from its beginning."""
    row = broken(phase, End("a record that cannot be decrypted", (raw(UNREADABLE), hold),
                            "decryption failed or bad record mac, errno 0"), server=tls.Server)
    return row._replace(says=tuple(part.replace(BROKE, "").replace(KEPT, "") for part in row.says))


def over_tls(about, *pieces, make=shown, **more):
    return make(f"TLS: {about}", *pieces, server=tls.Server, **more)


def closed(about, body, make, **more):
    """The end of the connection is the end of the body. Without TLS's end, anybody can end it."""
    return tuple(over_tls(f"{about}, and {how}", STREAM_HEAD, body, ending, make=make, **more)
                 for how, ending in (("its end", tls.farewell), ("no end", tls.part)))


def after_event(about, content, says, ending=hold, **more):
    return over_tls(about, H, chunks(FIRST), raw(content), ending, make=cut, says=says, **more)


def greeted(about, *pieces, says="", **more):
    """The handshake fails."""
    return unreached(f"handshake: {about}", server=greeting(*pieces, scheme="https"), requests=0,
                     says=says, **more)


def not_encrypted(about, *pieces, says):
    """The server speaks no TLS, and will not do so the next time."""
    return refused_at_once(f"handshake: {about}", *pieces, hold, requests=0, says=says,
                           server=greeting(*pieces, hold, scheme="https"))


TLS = (
    *(broken(phase, ending, server=tls.Server) for phase in PHASES for ending in ENDS),
    *map(undecipherable, PHASES),
    *closed("a whole stream", WHOLE, shown),
    *closed("a stream without [DONE]", FIRST + SECOND + LAST, shown),
    *closed("half a stream", FIRST, cut, says=CUT_OFF),
    *closed("half of [DONE]", FIRST + SECOND + LAST + "data: [DO", cut, says=CUT_OFF,
            shows="alpha beta"),
    *closed("a plain answer", JSON, shown),
    *closed("half a plain answer", JSON[:99], cut, says="the JSON breaks off at byte 99", shows=""),
    *closed("no body", "", cut, says=EMPTY, shows=""),
    over_tls("a length, and no end", scripted.head(200, [("Content-Length", len(WHOLE))]), WHOLE,
             tls.part),
    over_tls("half a length, and no end", scripted.head(200, [("Content-Length", len(FIRST) + 9)]),
             FIRST, tls.part, make=cut,
             says=BROKE + "transfer closed with 9 bytes remaining to read"),
    over_tls("a refusal, and no end", scripted.head(400, []), '{"error":"because"}', tls.part,
             make=refused_at_once, code=REFUSED, says="the server refused: because (status 400)"),
    over_tls("a record for each byte", *scripted.bytewise(H + chunks(WHOLE) + LAST_CHUNK)),
    after_event("text that is not encrypted", "HTTP/1.1 200 OK\r\n\r\n",
                "wrong version number, errno 0"),
    after_event("an alert that is not encrypted", ALERT,
                "bad record type, errno 0"),
    after_event("half a record, and silence", UNREADABLE[:9], BROKE + SILENT, words=SHORT),
    after_event("half a record, and the end", UNREADABLE[:9], BROKE + OUTSTANDING, tls.part),
    not_encrypted("plain HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n", says="wrong version number"),
    not_encrypted("no TLS", "220 mail.invalid ESMTP\r\n", says="wrong version number"),
    not_encrypted("a record of 64 KB", b"\x16\x03\x03\xff\xff", "x" * 70000,
                  says="packet length too long"),
    greeted("closed", leave),
    greeted("reset", reset),
    greeted("an alert", ALERT, hold, says="alert handshake failure"),
    greeted("half a record", b"\x16\x03\x03\0\x40\x02", hold, says="SSL connection timeout",
            words=("--connect-timeout=0.3",), remedy="--connect-timeout sets how long to wait"),
    greeted("records without an end", endless(b"\x16\x03\x03\x40\0" + b"\x02" * 16384),
            says="excessive message size"),
    greeted("alerts without an end", endless(b"\x15\x03\x03\0\x02\x01\0" * 999)),
    greeted("changes of cipher without an end", endless(b"\x14\x03\x03\0\x01\x01" * 999),
            says="unexpected message"),
)


class Tls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        certificates.made()

    def test_each_fault(self):
        check(self, "TLS", TLS, 65)


if __name__ == "__main__":
    unittest.main()
