"""A scripted server that speaks HTTP/2 over TLS, in frames that its responses write themselves."""

import struct

import scripted
import tls

DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, \
    CONTINUATION = range(10)
END_STREAM = ACK = 1
END_HEADERS, PADDED = 4, 8
NO_ERROR, PROTOCOL_ERROR, INTERNAL_ERROR, FLOW_CONTROL_ERROR = range(4)
REFUSED_STREAM, CANCEL, ENHANCE_YOUR_CALM, HTTP_1_1_REQUIRED = 7, 8, 11, 13
OURS = 1  # the stream of the request
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"


class Connection(tls.TlsConnection):
    """Waits for the whole request, of which it reads no more than its frames."""

    protocol = "h2"

    def read_what_is_asked(self):
        if self.reader.read(len(PREFACE)) != PREFACE:
            raise scripted.Gone
        while not self.ends_request(*self.read_frame()):
            pass
        self.request = scripted.Request("POST", "", [], b"")

    def read_frame(self):
        head = self.reader.read(9)
        if len(head) < 9:
            raise scripted.Gone
        size = int.from_bytes(head[:3], "big")
        self.reader.read(size)
        return head[3], head[4]

    def ends_request(self, kind, flags):
        return kind in (DATA, HEADERS) and flags & END_STREAM


SERVER = tls.server(connection=Connection)


def frame(kind, payload=b"", flags=0, stream=OURS, size=None):
    """A frame; `size` is a wrong length to write in it."""
    length = len(payload) if size is None else size
    return struct.pack(">I", length)[1:] + struct.pack(">BBI", kind, flags, stream) + payload


def settings(*pairs, flags=0):
    return frame(SETTINGS, b"".join(struct.pack(">HI", *pair) for pair in pairs), flags, 0)


def string(text):
    data = scripted.encoded(text)
    if len(data) < 127:
        return bytes([len(data)]) + data
    rest, size = len(data) - 127, b"\x7f"
    while rest >= 128:
        size, rest = size + bytes([rest % 128 + 128]), rest // 128
    return size + bytes([rest]) + data


def fields(*pairs):
    """Headers without compression (RFC 7541, 6.2.2)."""
    return b"".join(b"\0" + string(name) + string(value) for name, value in pairs)


def head(status=200, *more, flags=END_HEADERS, stream=OURS):
    """The headers of a response."""
    pairs = ((":status", str(status)), ("content-type", "text/event-stream"), *more)
    return frame(HEADERS, fields(*pairs), flags, stream)


def data(content, flags=0, stream=OURS):
    return frame(DATA, scripted.encoded(content), flags, stream)


def end():
    """The end of the response."""
    return data("", END_STREAM)


def reset_stream(error, stream=OURS):
    return frame(RST_STREAM, struct.pack(">I", error), 0, stream)


def settle(connection):
    """Waits until the client has read everything, and has said what it says to that."""
    connection.write(frame(PING, b"settled?", 0, 0))
    try:
        while connection.read_frame() != (PING, ACK):
            pass
    except OSError as error:
        raise scripted.Gone from error


def goaway(error, last=OURS, more=b""):
    return frame(GOAWAY, struct.pack(">II", last, error) + more, 0, 0)


def response(*pieces):
    """The server's first frames, then the pieces."""
    return scripted.raw_response(settings(), settings(flags=ACK), *pieces)
