"""What an HTTP/1 server can do to a response, and to one who reads it."""

import unittest

from asking import (BROKE, CHUNKED_HEAD, CLOSE, DONE, FIRST, JSON, KEPT, LAST, LAST_CHUNK, RESET,
                    SECOND, SILENCE, STREAM_HEAD, WHOLE, End, Phase, asked, broken, chunks, cut, endless,
                    refused_at_once, shown, unreached)
from faults import check
from servers import Hasty, Silent, greeting, unload

from program import REFUSED, UNREACHED, UNUSABLE
from scripted import bytewise, encoded, head, hold, leave, reset

NO_RESPONSE = "the connection was closed before a response came"
OUTSTANDING = "transfer closed with outstanding read data remaining"
CUT_OFF = "the stream was cut off before its end"
EMPTY = "empty: there is no response in it"
REST = SECOND + LAST + DONE
SIZE = f"{len(FIRST):x}"
H = CHUNKED_HEAD
SHORT = ("--timeout=1.2",)

PHASES = (
    Phase("before the status line", (), closed="Empty reply from server"),
    Phase("in the status line", (H[:9],), closed="Empty reply from server"),
    Phase("after the status line", (H[:17],), closed=NO_RESPONSE),
    Phase("in a header's name", (H[:25],), closed=NO_RESPONSE),
    Phase("in a header's value", (H[:40],), closed=NO_RESPONSE),
    Phase("before the headers' blank line", (H[:-2],), closed=OUTSTANDING),
    Phase("after the headers", (H,), closed=OUTSTANDING),
    Phase("in a chunk's size", (H, SIZE[:1]), closed=OUTSTANDING),
    Phase("after a chunk's size", (H, SIZE + "\r\n"), closed=OUTSTANDING),
    Phase("in the first event", (H, SIZE + "\r\n", FIRST[:30]), "", closed=OUTSTANDING),
    Phase("after an event", (H, chunks(FIRST)), "alpha", closed=OUTSTANDING),
    Phase("in an event", (H, chunks(FIRST), chunks(SECOND)[:50]), "alpha", closed=OUTSTANDING),
    Phase("after the finish_reason", (H, chunks(FIRST, SECOND, LAST)), "alpha beta", True,
          OUTSTANDING),
    Phase("in [DONE]", (H, chunks(FIRST, SECOND, LAST), "e\r\ndata: [DO"), "alpha beta",
          closed=OUTSTANDING),
    Phase("after [DONE]", (H, chunks(WHOLE)), "alpha beta", True, OUTSTANDING),
    Phase("in the last chunk", (H, chunks(WHOLE), "0\r"), "alpha beta", True, OUTSTANDING),
)
ENDS = (CLOSE, RESET, SILENCE)
TOO_LATE = End("silence", (hold,), "the answer was not complete after 1.2 s",
               "--timeout sets how long to wait", SHORT)


def plain(framing, begin, wrap, closed):
    """Plain answers of a framing that break. Closed is what is said of one that is closed."""
    def phase(about, body, shows="", whole=False):
        left = closed.replace("LEFT", str(len(JSON) + 2 - len(body)))
        return Phase(f"{about} of a plain answer, {framing}", (begin, wrap(body)), shows, whole,
                     left)

    phases = (phase("before the first byte", "", None), phase("after a byte", JSON[:1]),
              phase("in the middle", JSON[:99]), phase("before the last byte", JSON[:-1]),
              phase("after the last byte", JSON, "alpha beta", True))
    for each in phases:
        for end in (CLOSE, RESET, TOO_LATE):
            words = ("--no-stream", *end.words)
            if end is TOO_LATE and each.whole:  # half a second after a whole value is enough
                yield shown(f"silence, {each.about}", *each.pieces, hold, words=("--no-stream",))
            elif end is not CLOSE or closed:
                yield broken(each, end, words=words)


def unended(about, body, says):
    """The end of the connection is the end of the body, so nothing is wrong with it but this."""
    return cut(f"{about} of a plain answer to one who wants a stream", STREAM_HEAD, body, shows="",
               says=says)


BREAKS = (
    *(broken(phase, end) for phase in PHASES for end in ENDS),
    *plain("with a length", head(200, [("Content-Length", len(JSON) + 2)]), str,
           "transfer closed with LEFT bytes remaining to read"),
    *plain("in chunks", CHUNKED_HEAD, lambda body: chunks(body) if body else b"", OUTSTANDING),
    *plain("ended by closing", STREAM_HEAD, str, ""),
    unended("a close before the first byte", "", EMPTY),
    unended("a close after a byte", JSON[:1], "the JSON breaks off at byte 1"),
    unended("a close in the middle", JSON[:99], "the JSON breaks off at byte 99"),
    unended("a close before the last byte", JSON[:-1], "the JSON breaks off at byte "),
    unreached("a close before the request", server=greeting(leave), requests=0, says=""),
    unreached("a reset before the request", server=greeting(reset), requests=0, says=""),
)


def chunked(about, *pieces, make=shown, **fields):
    return make(f"chunks: {about}", CHUNKED_HEAD, *pieces, **fields)


def bad_chunk(about, *pieces, says="Illegal or missing hexadecimal sequence in chunked-encoding",
              **fields):
    """After a good one."""
    return chunked(about, chunks(FIRST), *pieces, make=cut, says=BROKE + says, **fields)


def sized(size, data=FIRST, end="\r\n"):
    """A chunk whose size is written so."""
    return encoded(f"{size}\r\n{data}{end}")


def good_size(about, size):
    return chunked(about, sized(size), chunks(REST), LAST_CHUNK)


def transfer(about, value, *pieces, make=shown, **fields):
    begin = head(200, [("Transfer-Encoding", value)])
    return make(f"Transfer-Encoding: {about}", begin, *pieces, **fields)


TOO_LONG = "a header of the response is too long"
TRAILER = "Failed reading the chunked-encoded stream"
MALFORMED = "Malformed encoding found in chunked-encoding"
TOO_MANY_DIGITS = "Too long hexadecimal number in chunked-encoding"
CHUNKS = (
    bad_chunk("a size that is no number", "zz\r\n"),
    bad_chunk("no size", "\r\n"),
    bad_chunk("a negative size", "-1\r\n"),
    bad_chunk("a size of NUL bytes", "\0\0\0"),
    bad_chunk("a size in wide digits", "\uff11\r\n"),
    bad_chunk("a size after 0x, which ends the response", "0x10\r\n", says=OUTSTANDING),
    bad_chunk("a size of 17 digits", "f" * 17 + "\r\n", says=TOO_MANY_DIGITS),
    bad_chunk("a size above 2^63", "f" * 16 + "\r\n" + SECOND),
    bad_chunk("a size of 2^63 - 1", "7" + "f" * 15 + "\r\n" + SECOND, says=OUTSTANDING,
              shows="alpha beta"),
    chunked("a space before the size", " " + SIZE + "\r\n", make=unreached,
            says="Illegal or missing hexadecimal sequence in chunked-encoding"),
    chunked("a size without an end", endless("0" * 9999), make=unreached, says=TOO_MANY_DIGITS),
    good_size("spaces after the size", SIZE + "  "),
    good_size("a tab after the size", SIZE + "\t"),
    good_size("zeros before the size", "000" + SIZE),
    good_size("a size in capitals", SIZE.upper()),
    good_size("an extension", SIZE + ";name=value"),
    good_size("an extension in quotes", SIZE + ';name="\\";\r"'),
    good_size("an extension of 200 KB", SIZE + ";" + "x" * 200000),
    bad_chunk("an extension without an end", "5;", endless("x" * 9999), words=("--timeout=1.2",),
              says="nothing came for 1.2 s; --timeout sets how long to wait"),
    bad_chunk("no line end after the data", chunks(SECOND)[:-2] + chunks(LAST), shows="alpha beta",
              says=MALFORMED),
    chunked("LF after the data", sized(SIZE, end="\n"), chunks(REST), LAST_CHUNK),
    chunked("LF after the size", f"{SIZE}\n{FIRST}\r\n", chunks(REST), LAST_CHUNK),
    chunked("CR alone after the size", f"{SIZE}\r{FIRST}\r\n", make=cut, shows="",
            says=BROKE + OUTSTANDING),
    chunked("less than its data", sized("9"), make=cut, shows="", says=BROKE + MALFORMED),
    chunked("more than its data", sized(f"{len(FIRST) + 50:x}"), chunks(REST), make=cut,
            says=BROKE + MALFORMED),
    chunked("none at all", WHOLE, make=cut, shows="", says=BROKE + MALFORMED),
    chunked("the last one first", LAST_CHUNK, chunks(WHOLE), make=cut, shows="", says=EMPTY),
    chunked("the last one in the middle", chunks(FIRST), LAST_CHUNK, chunks(REST), make=cut,
            says=CUT_OFF),
    chunked("no blank line after the last one", chunks(WHOLE), "0\r\n", hold,
            words=("--timeout=0.3",), says=(KEPT + "nothing came for 0.3 s",)),
    chunked("junk after the last one", chunks(WHOLE), LAST_CHUNK, "junk" * 99),
    chunked("another response after the last one", chunks(WHOLE), LAST_CHUNK, H, chunks(FIRST)),
    chunked("trailers", chunks(WHOLE), "0\r\nX-A: b\r\nx-request-id: c\r\n\r\n"),
    chunked("a trailer that is none", chunks(WHOLE), "0\r\n\0\x1b[2J\r\n\r\n",
            says=(KEPT + TRAILER,)),
    chunked("trailers without an end", chunks(WHOLE), "0\r\n", endless("X-A: b\r\n" * 999),
            says=(KEPT + "the headers of the response are too large",)),
    chunked("a trailer without an end", chunks(WHOLE), "0\r\nX-A: ", endless("b" * 9999),
            says=(KEPT + TOO_LONG,)),
    chunked("a byte each", chunks(*bytewise(WHOLE)), LAST_CHUNK),
    chunked("a write for each byte", *bytewise(chunks(WHOLE) + LAST_CHUNK)),
    transfer("CHUNKED", "CHUNKED", chunks(WHOLE), LAST_CHUNK),
    transfer("chunked, chunked", "chunked, chunked", chunks(chunks(WHOLE) + LAST_CHUNK), LAST_CHUNK,
             code=UNUSABLE, says=("not JSON at byte 0 ", "this is JSON, but not a response")),
    transfer("gzip, which is not", "gzip, chunked", chunks(WHOLE), LAST_CHUNK, make=unreached,
             says="Error while processing content unencoding: incorrect header check"),
    transfer("unknown", "what", WHOLE, make=unreached,
             says="libcurl understands deflate, gzip, br, zstd content encodings."),
    transfer("identity", "identity", WHOLE),
    transfer("nothing", "", WHOLE),
    shown("chunks in HTTP/1.0", H.replace(b"1.1", b"1.0"), chunks(WHOLE), LAST_CHUNK),
    shown("chunks and a Content-Length", head(200, [("Transfer-Encoding", "chunked"),
                                                    ("Content-Length", 5)]),
          chunks(WHOLE), LAST_CHUNK),
    shown("a Content-Length and chunks", head(200, [("Content-Length", 5),
                                                    ("Transfer-Encoding", "chunked")]),
          chunks(WHOLE), LAST_CHUNK),
    refused_at_once("bad chunks of a refusal", head(400, [("Transfer-Encoding", "chunked")]),
                    chunks('{"error":"because"}'), "zz\r\n", code=REFUSED,
                    says="the server refused: because (status 400)"),
)


def length(about, *values, body=WHOLE, make=shown, **fields):
    begin = head(200, [("Content-Length", value) for value in values])
    return make(f"Content-Length: {about}", begin, body, **fields)


def bad_length(about, value):
    return length(about, value, make=unreached, says="Invalid Content-Length: value",
                  remedy="check --base-url")


def refusal(about, header, *pieces, says="the server refused: because (status 400)", **fields):
    return refused_at_once(f"a refusal: {about}", head(400, header), *pieces, code=REFUSED,
                           says=says, **fields)


N = len(WHOLE)
ERROR = '{"error":"because"}'
REMAINING = "transfer closed with "
LENGTHS = (
    length("right, and more comes", N, body=WHOLE + FIRST),
    length("0", 0, make=cut, shows="", says=EMPTY),
    length("1", 1, make=cut, shows="", says="not JSON at byte 0"),
    length("5 too long", N + 5, says=(KEPT + REMAINING + "5 bytes",)),
    length("2^62", 1 << 62, says=(KEPT + REMAINING,)),
    length("2^63", 1 << 63),
    length("2^64 and more", (1 << 64) + N),
    length("above --max-bytes", 999999999, says=(KEPT + REMAINING,), words=("--max-bytes=1M",)),
    bad_length("negative", -5),
    bad_length("a word", "many"),
    bad_length("nothing", ""),
    length("in hexadecimal", "0x10", make=cut, shows="", says=EMPTY),
    length("with a sign", f"+{N}"),
    length("with a fraction", f"{N}.5"),
    length("with zeros", f"000{N}"),
    length("a list", f"{N}, {N}"),
    length("twice", N, N),
    length("twice, the second one longer", N, N + 5, says=(KEPT + REMAINING + "5 bytes",)),
    length("twice, the second one shorter", N, 5, make=cut, shows="",
           says="the stream was cut off inside an event"),
    length("2^62, and half an answer", 1 << 62, body=FIRST, make=cut,
           says=f"{BROKE}{REMAINING}{(1 << 62) - len(FIRST)} bytes remaining to read"),
    refusal("a length too long", [("Content-Length", 999)], ERROR),
    refusal("a length too long, and silence", [("Content-Length", 999)], ERROR, hold,
            words=("--timeout=1.2",)),
    refusal("a length too long, and a reset", [("Content-Length", 999)], ERROR, reset),
    refusal("a length too short", [("Content-Length", 9)], ERROR,
            says='the server refused: {"error": (status 400)'),
    refusal("a body without an end", [], endless("x" * 9999), says="(status 400)"),
)

LONG = b"word " * (1 << 20)  # more than fits into what lies between client and server


def upload(about, *pieces, make=refused_at_once, words=(), server=Hasty, **fields):
    """A request that is not read to its end."""
    return make(f"upload: {about}", *pieces, server=server, files={"system": LONG},
                words=("--system-file", "system", *words), **fields)


def too_large(about, ending):
    return upload(about, head(413, [("Content-Length", len(ERROR))]), ERROR, ending, code=REFUSED,
                  says="the server refused: because (status 413); the prompt is too long")


UPLOADS = (
    upload("silence", make=unreached, server=Silent, requests=0, words=SHORT, remedy=SILENCE.remedy,
           says=SILENCE.says),
    # It meets what is sent, or what is waited for: "Broken pipe" or "Connection reset by peer".
    upload("a close", leave, make=asked, code=UNREACHED, requests=2,
           says=("; retry 1 of 1 in ", "; asked 2 times")),
    too_large("a refusal, and the rest is read", unload),
    too_large("a refusal, and a close", leave),
    too_large("a refusal, and a reset", reset),
    upload("an answer, and the rest is read", STREAM_HEAD, WHOLE, unload, make=shown),
)


class Network(unittest.TestCase):
    def test_breaks(self):
        check(self, "HTTP/1: breaks", BREAKS + UPLOADS, 100)

    def test_bodies(self):
        check(self, "HTTP/1: chunks and lengths", CHUNKS + LENGTHS, 70)


if __name__ == "__main__":
    unittest.main()
