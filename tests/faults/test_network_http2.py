"""What a server can do in HTTP/2, under its answer."""

import signal
import struct
import unittest

from asking import (BROKE, FIRST, KEPT, LAST, RESET, REST, SECOND, SILENCE, STREAM_HEAD, WHOLE,
                    End, Phase, asked, broken, cut, endless, refused_at_once, shown, unreached)
from faults import LONGEST, PRLIMIT, check, limited

import certificates
import http2
import program
import scripted
import tls
from http2 import (CONTINUATION, END_HEADERS, END_STREAM, GOAWAY, HEADERS, PADDED, PING, PRIORITY,
                   PUSH_PROMISE, RST_STREAM, SETTINGS, WINDOW_UPDATE, data, end, fields, frame,
                   goaway, reset_stream, settings, settle)
from program import REFUSED, UNREACHED
from scripted import hold, reset
from test_ask import Asked, variables

SHORT = ("--timeout=1.2",)
SILENT = "nothing came for 1.2 s; --timeout sets how long to wait"
CUT_OFF = "the stream was cut off before its end"
EMPTY = "empty: there is no response in it"
NOTHING = "Empty reply from server"
OK = http2.head()
BODY = data(WHOLE)
UNCLEAN = "HTTP/2 stream 1 was not closed cleanly before end of the underlying stream"
UNCLEAN_BY = "HTTP/2 stream 1 was not closed cleanly: "
BAD = UNCLEAN_BY + "PROTOCOL_ERROR (err 1)"
FRAMING = "Error in the HTTP2 framing layer"
BEGUN = (settings(), settings(flags=http2.ACK))
PHASES = (
    Phase("before the headers", BEGUN),
    Phase("after the headers", (*BEGUN, OK)),
    Phase("after an event", (*BEGUN, OK, data(FIRST)), "alpha"),
    Phase("after the finish_reason", (*BEGUN, OK, data(FIRST), data(SECOND), data(LAST)),
          "alpha beta", True),
    Phase("in [DONE]", (*BEGUN, OK, data(FIRST + SECOND + LAST + "data: [DO")), "alpha beta"),
    Phase("after [DONE]", (*BEGUN, OK, BODY), "alpha beta", True),
)
IN_FRAMES = (
    Phase("before anything", ()),
    Phase("in the frame of the headers", (*BEGUN, OK[:20])),
    Phase("in the head of a frame", (*BEGUN, OK, BODY[:5])),
    Phase("in a frame of data", (*BEGUN, OK, BODY[:40]), ""),
)
PART = End("a close", (tls.part,), UNCLEAN)
SETTLED_RESET = RESET._replace(pieces=(settle, reset))


def cancelled(name, error):
    return End(f"RST_STREAM {name}", (reset_stream(error), hold),
               f"{UNCLEAN_BY}{name} (err {error})")


ENDS = (
    PART, SILENCE, SETTLED_RESET,
    cancelled("PROTOCOL_ERROR", http2.PROTOCOL_ERROR),
    cancelled("INTERNAL_ERROR", http2.INTERNAL_ERROR),
    cancelled("CANCEL", http2.CANCEL),
    End("GOAWAY that lets it end, and a close", (goaway(http2.NO_ERROR), tls.part), UNCLEAN),
    End("GOAWAY of an error", (goaway(http2.INTERNAL_ERROR), tls.part), UNCLEAN),
    End("GOAWAY that takes it back", (goaway(http2.NO_ERROR, 0), tls.part), FRAMING),
    End("GOAWAY of too much", (goaway(http2.ENHANCE_YOUR_CALM, 0, b"too_many_pings"), tls.part),
        FRAMING),
)


def framed(about, *pieces, make=shown, **more):
    """The pieces follow the server's first frames."""
    return make(f"HTTP/2: {about}", *BEGUN, *pieces, server=http2.SERVER, **more)


def in_answer(about, *frames):
    """The frames change nothing."""
    return framed(about, *frames[:-1], OK, data(FIRST), frames[-1], data(REST), end(), hold)


def malformed(about, *frames, says=NOTHING):
    """No answer comes, and the connection cannot be used."""
    return framed(about, *frames, hold, make=unreached, says=says)


def bad_message(about, *pairs):
    """What came is no response."""
    return malformed(about, message(*pairs), says=BAD)


def violated(about, *frames):
    """libcurl then reports no error but the end of the body, which tells that it is cut off."""
    return framed(about, OK, data(FIRST), *frames, hold, make=cut, says=CUT_OFF)


def flooded(about, content, says=SILENT):
    """Nothing comes of it, and it does not keep the program from ending."""
    return framed(about, OK, data(FIRST), endless(content), make=cut, says=BROKE + says,
                  words=SHORT)


def interrupted(fault, folder):
    """Sends a signal as soon as a token is shown."""
    with fault.server(*fault.responses) as server, program.start(
            *limited(*fault.words, *server.words, "hello"), executable=PRLIMIT, cwd=folder,
            env=variables(server)) as process:
        shows = process.stdout.read(len(fault.shows))
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=LONGEST)
    return Asked(process.returncode, shows + out, err, server.requests, server.connections)


def interrupted_flood(about, content):
    return framed(f"{about}, and a signal", OK, data(FIRST), endless(content), make=asked,
                  code=program.INTERRUPTED, shows="alpha", run=interrupted)


def message(*pairs, flags=END_HEADERS):
    return frame(HEADERS, fields(*pairs), flags)


def number(value):
    return struct.pack(">I", value)


STATUS = (":status", "200")
FAULTS = (
    *(broken(phase, ending, server=http2.SERVER) for phase in PHASES for ending in ENDS),
    *(broken(phase, ending, server=http2.SERVER) for phase in IN_FRAMES
      for ending in (PART, SILENCE)),
    unreached("HTTP/2: a reset before anything", reset, server=http2.SERVER,
              says="Connection reset by peer"),
    unreached("HTTP/2: GOAWAY before SETTINGS", goaway(http2.NO_ERROR, 0), tls.part,
              server=http2.SERVER, says=NOTHING),
    unreached("HTTP/2: HTTP/1.1 in its place", STREAM_HEAD, WHOLE, tls.part, server=http2.SERVER,
              says=NOTHING),
    unreached("HTTP/2: something else in its place", endless("garbage" * 99), server=http2.SERVER,
              says=NOTHING),
    unreached("HTTP/2: no SETTINGS", OK, BODY, end(), tls.part, server=http2.SERVER, says=NOTHING),
    framed("RST_STREAM REFUSED_STREAM, for which libcurl asks six times itself",
           reset_stream(http2.REFUSED_STREAM), hold, make=unreached, requests=12,
           says="Connection died, tried 5 times before giving up"),
    framed("RST_STREAM NO_ERROR before the headers", reset_stream(http2.NO_ERROR), hold,
           make=unreached, says="before getting  all response header fields, treated as error"),
    framed("RST_STREAM NO_ERROR after the headers", OK, reset_stream(http2.NO_ERROR), hold,
           make=cut, shows="", says=EMPTY),
    framed("RST_STREAM NO_ERROR after an event", OK, data(FIRST), reset_stream(http2.NO_ERROR),
           hold, make=cut, says=CUT_OFF),
    framed("RST_STREAM NO_ERROR after [DONE]", OK, BODY, reset_stream(http2.NO_ERROR), hold),
    framed("a refusal, and RST_STREAM NO_ERROR", http2.head(400), data('{"error":"because"}'),
           reset_stream(http2.NO_ERROR), hold, make=refused_at_once, code=REFUSED,
           says="the server refused: because (status 400)"),
    framed("a failure", http2.head(503, ("retry-after-ms", "1")), end(), hold, make=asked,
           code=UNREACHED, requests=2,
           says=("(status 503); retry 1 of 1", "(status 503); ask again")),
    framed("a redirect", http2.head(302, ("location", "/x")), end(), hold, make=refused_at_once,
           code=REFUSED, says="/x, which is not followed (status 302)"),
    framed("a frame for each byte", OK, *map(data, scripted.bytewise(WHOLE)), end(), hold),
    framed("a write for each byte", *scripted.bytewise(OK + BODY + end()), hold),
    framed("an end in the last frame", OK, data(WHOLE, END_STREAM), hold),
    framed("an end after an event", OK, data(FIRST, END_STREAM), hold, make=cut, says=CUT_OFF),
    framed("an end in the headers", http2.head(flags=END_HEADERS | END_STREAM), hold, make=cut,
           shows="", says=EMPTY),
    framed("204", http2.head(204, flags=END_HEADERS | END_STREAM), hold, make=cut, shows="",
           says=EMPTY),
    framed("204 with data", http2.head(204), BODY, end(), hold, make=unreached, says=BAD),
    framed("100", message((":status", "100")), OK, BODY, end(), hold),
    framed("103", message((":status", "103")), OK, BODY, end(), hold),
    framed("101", message((":status", "101")), OK, BODY, end(), hold, make=unreached, says=BAD),
    framed("103 that ends", message((":status", "103"), flags=END_HEADERS | END_STREAM), hold,
           make=unreached, says=BAD),
    framed("trailers", OK, BODY, message(("a", "b"), flags=END_HEADERS | END_STREAM), hold),
    framed("trailers that do not end", OK, BODY, message(("a", "b")), hold, says=(KEPT + BAD,)),
    framed("a status in trailers", OK, data(FIRST), message(STATUS, flags=END_HEADERS | END_STREAM),
           hold, make=cut, says=BROKE + BAD),
    framed("headers after the end", OK, BODY, end(), OK, hold),
    framed("data after the end", OK, BODY, end(), data(FIRST), hold),
    framed("a content-length too long", http2.head(200, ("content-length", "9999")), BODY, end(),
           hold, says=(KEPT + BAD,)),
    framed("a content-length too long, and half an answer",
           http2.head(200, ("content-length", "9999")), data(FIRST), end(), hold, make=cut,
           says=BROKE + BAD),
    framed("a content-length too short", http2.head(200, ("content-length", "9")), BODY, end(),
           hold, make=unreached, says=BAD),
    framed("a content-length that is no number", http2.head(200, ("content-length", "x")), BODY,
           end(), hold, make=unreached, says=BAD),
    framed("headers in two frames", message(STATUS, flags=0),
           frame(CONTINUATION, fields(("a", "b")), END_HEADERS), BODY, end(), hold),
    framed("a header of 16 KB", http2.head(200, ("a", "b" * 16000)), BODY, end(), hold),
    framed("padding", OK, frame(http2.DATA, b"\5" + WHOLE.encode() + bytes(5), PADDED), end(),
           hold),
    in_answer("a setting that nobody knows", settings((99, 1)), settings((98, 1))),
    in_answer("a frame that nobody knows", frame(99, b"abc"), frame(99, b"abc")),
    in_answer("PING", frame(PING, b"12345678", 0, 0)),
    bad_message("no status", ("content-type", "text/plain")),
    bad_message("a status that is no number", (":status", "abc")),
    bad_message("two statuses", STATUS, STATUS),
    bad_message("a header in capitals", STATUS, ("X-A", "b")),
    bad_message("a header that begins with a colon", STATUS, (":x", "b")),
    bad_message("Connection", STATUS, ("connection", "close")),
    bad_message("Transfer-Encoding", STATUS, ("transfer-encoding", "chunked")),
    malformed("HPACK: an integer without end", frame(HEADERS, b"\xff" * 9, END_HEADERS)),
    malformed("HPACK: index 0", frame(HEADERS, b"\x80", END_HEADERS)),
    malformed("HPACK: less than it says", frame(HEADERS, b"\x88\0\x20abc", END_HEADERS)),
    malformed("HPACK: no Huffman code", frame(HEADERS, b"\x88\0\x81\xff\x81\xff", END_HEADERS)),
    malformed("no CONTINUATION", message(STATUS, flags=0), data(FIRST)),
    malformed("CONTINUATION of nothing", frame(CONTINUATION, b"\x88", END_HEADERS)),
    malformed("data before the headers", data(FIRST)),
    malformed("data of no stream", data(FIRST, stream=0)),
    malformed("PUSH_PROMISE", frame(PUSH_PROMISE, number(2) + b"\x88", END_HEADERS)),
    malformed("SETTINGS of five bytes", frame(SETTINGS, b"12345", 0, 0)),
    malformed("SETTINGS of a stream", frame(SETTINGS)),
    malformed("SETTINGS: a window too large", settings((4, 1 << 31))),
    malformed("SETTINGS: frames too small", settings((5, 1))),
    malformed("PING of three bytes", frame(PING, b"123", 0, 0)),
    violated("data of another stream", data(FIRST, stream=5)),
    violated("a frame above the limit", frame(http2.DATA, b"x" * 20000)),
    violated("a frame of 16 MB", frame(http2.DATA, b"x", size=0xFFFFFF)),
    violated("padding longer than its frame", frame(http2.DATA, b"\xffabc", PADDED)),
    violated("PRIORITY of two bytes", frame(PRIORITY, b"ab")),
    violated("PRIORITY of itself", frame(PRIORITY, number(1) + b"\0")),
    violated("RST_STREAM of two bytes", frame(RST_STREAM, b"ab")),
    violated("GOAWAY of two bytes", frame(GOAWAY, b"ab", 0, 0)),
    violated("WINDOW_UPDATE of nothing", frame(WINDOW_UPDATE, number(0))),
    framed("WINDOW_UPDATE of too much", OK, data(FIRST), frame(WINDOW_UPDATE, number(0x7FFFFFFF)),
           hold, make=cut, says=f"{BROKE}{UNCLEAN_BY}FLOW_CONTROL_ERROR (err 3)"),
    framed("103 without an end", endless(message((":status", "103")) * 99), make=unreached,
           says="returned -902:The user callback function failed"),
    framed("CONTINUATION without an end", message(STATUS, flags=0),
           endless(frame(CONTINUATION, fields(("a", "b" * 999)))), make=unreached,
           says="Too many CONTINUATION frames following a HEADER frame"),
    framed("data without an end", OK, endless(data("data: {}\n\n" * 999)), make=cut, shows="",
           words=("--max-bytes=1M",),
           says="the response is larger than --max-bytes (1048576 bytes)"),
    framed("SETTINGS without an end", endless(settings() * 999), make=unreached,
           says="Failed sending data to the peer"),
    # Its answers fill the connection: they cannot be sent, or nothing comes for too long.
    framed("PING without an end", OK, data(FIRST), endless(frame(PING, b"12345678", 0, 0) * 999),
           make=asked, code=program.UNUSABLE, shows="alpha", says=(BROKE,), words=SHORT),
    *(make(f"{what} without an end", frames * 999) for make in (flooded, interrupted_flood)
      for what, frames in (("frames of no data", data("")), ("frames that nobody knows", frame(99)),
                           ("frames of padding", frame(http2.DATA, b"\1\0", PADDED)))),
)


class Http2(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        certificates.made()

    def test_each_fault(self):
        check(self, "HTTP/2", FAULTS, 145)


if __name__ == "__main__":
    unittest.main()
