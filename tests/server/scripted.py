"""An HTTP server over a real socket: it sends scripted responses and records the requests.

    with Server(json_response({"a": 1}), status_response(500)) as server:
        ...  # ask server.base_url; then look at server.requests

A response is a callable that gets the Connection and writes whatever it likes. The n-th request
gets the n-th response, and the last response repeats. A connection carries one request and is
closed after its response. An exception in a response is raised when the server stops, unless the
client went away.

The pieces of a response are bytes or text to write, a threading.Event to wait for, or a callable
that gets the Connection, such as `hold`, `leave` and `reset`.
"""

import contextlib
import http.client
import json
import select
import socket
import struct
import threading
import time
from typing import NamedTuple

PATIENCE = 30  # seconds until a wait gives up


class Gone(Exception):
    """Either side has ended the connection."""


class Request(NamedTuple):
    """What a client sent."""
    method: str
    target: str
    headers: list  # of (name, value), in the order sent
    body: bytes

    def header(self, name):
        """A header's value or None, ignoring case; several values are joined by commas."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(values) if values else None

    def json(self):
        return json.loads(self.body)


class Connection:
    """The server's end of a connection, and the request that came over it."""

    def __init__(self, client):
        client.settimeout(PATIENCE)
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = client
        self.reader = client.makefile("rb")
        self.request = None

    def read_request(self):
        method, target, _ = self.read_line().split(" ")
        headers = []
        while line := self.read_line():
            name, value = line.split(":", 1)
            headers.append((name, value.strip()))
        head = Request(method, target, headers, b"")
        if head.header("Expect") == "100-continue":
            self.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        if head.header("Transfer-Encoding"):
            raise ValueError("chunked requests are not supported")
        size = int(head.header("Content-Length") or 0)
        self.request = head._replace(body=self.reader.read(size))
        if len(self.request.body) < size:
            raise Gone

    def read_line(self):
        line = self.reader.readline()
        if not line:
            raise Gone
        return line.decode("utf-8", "surrogateescape").rstrip("\r\n")

    def write(self, data):
        self.socket.sendall(data)

    def wait(self, event):
        """Waits until `event` is set; gives up once the client has gone or the server ends."""
        deadline = time.monotonic() + PATIENCE
        while not event.wait(0.01):
            readable, _, _ = select.select([self.socket], [], [], 0)
            if readable and self.is_gone():
                raise Gone
            if time.monotonic() > deadline:
                raise TimeoutError("nothing let the response continue")

    def is_gone(self):
        """Whether the client has closed the connection, if there is something to read."""
        return not self.socket.recv(1, socket.MSG_PEEK)

    def close(self):
        self.reader.close()
        self.socket.close()


class Server:
    """Serves in its own threads between __enter__ and __exit__."""

    connection = Connection  # how a connection begins and speaks

    def __init__(self, *responses, host="127.0.0.1"):
        self.responses = responses
        self.requests, self.errors, self.connections = [], [], 0
        self.lock = threading.Lock()
        self.served = []  # of (connection, thread)
        self.host = host
        self.family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.last_client = None
        self.acceptor = threading.Thread(target=self.accept)

    def __enter__(self):
        self.listener = socket.create_server((self.host, 0), family=self.family)
        self.port = self.listener.getsockname()[1]
        self.acceptor.start()
        return self

    def __exit__(self, kind, error, trace):
        self.stop_accepting()
        for connection, _ in self.served:
            with contextlib.suppress(OSError):  # it has ended already
                connection.socket.shutdown(socket.SHUT_RDWR)
        for _, thread in self.served:
            thread.join(PATIENCE)
        if kind is None and self.errors:
            raise self.errors[0]
        if kind is None and any(thread.is_alive() for _, thread in self.served):
            raise RuntimeError("a response never ends")

    @property
    def base_url(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/v1"

    def stop_accepting(self):
        """Connects as the last client, so that all earlier ones are still served."""
        with socket.socket(self.family) as client:
            client.bind((self.host, 0))
            self.last_client = client.getsockname()
            client.connect(self.listener.getsockname())
            self.acceptor.join(PATIENCE)
        self.listener.close()

    def accept(self):
        while True:
            client, address = self.listener.accept()
            if address == self.last_client:
                client.close()
                return
            self.connections += 1
            connection = self.connection(client)
            thread = threading.Thread(target=self.serve, args=(connection,))
            self.served.append((connection, thread))
            thread.start()

    def serve(self, connection):
        try:
            connection.read_request()
            with self.lock:
                self.requests.append(connection.request)
                respond = self.responses[min(len(self.requests), len(self.responses)) - 1]
            respond(connection)
        except (Gone, ConnectionError):
            pass
        except Exception as error:  # whatever it is, the test must see it
            self.errors.append(error)
        finally:
            connection.close()


def hold(connection):
    """Sends nothing more, but keeps the connection open until the client closes it."""
    connection.wait(threading.Event())


def leave(_):
    """Closes the connection."""
    raise Gone


def reset(connection):
    """Resets the connection with a RST."""
    connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raise Gone


def encoded(content):
    return content.encode() if isinstance(content, str) else content


def play(connection, pieces, chunked=False):
    """Writes the pieces, each with its own write."""
    for piece in pieces:
        if isinstance(piece, threading.Event):
            connection.wait(piece)
        elif callable(piece):
            piece(connection)
        elif piece:
            data = encoded(piece)
            connection.write(b"%x\r\n%b\r\n" % (len(data), data) if chunked else data)


def bytewise(content):
    """Splits `content` into pieces of one byte."""
    return [bytes([byte]) for byte in encoded(content)]


def head(status, headers):
    """A status line and headers."""
    lines = [f"HTTP/1.1 {status} {http.client.responses.get(status, 'Unknown')}"]
    lines += [f"{name}: {value}" for name, value in headers]
    return "".join(line + "\r\n" for line in [*lines, ""]).encode()


def raw_response(*pieces):
    """The pieces unchanged, starting with the status line."""
    return lambda connection: play(connection, pieces)


def body_response(body, status=200, headers=(), content_type="application/json", length=None):
    """A body after its Content-Length, for which `length` may give a wrong value."""
    size = len(encoded(body)) if length is None else length
    return raw_response(head(status, [("Content-Type", content_type), ("Content-Length", size),
                                      *headers]), body)


def json_response(value, status=200, headers=()):
    return body_response(json.dumps(value, ensure_ascii=False), status, headers)


def status_response(status, headers=()):
    return body_response("", status, headers)


def redirect_response(target, status=302):
    return status_response(status, [("Location", target)])


def stream_response(pieces, chunked=True, headers=(), content_type="text/event-stream"):
    """A body in pieces: each an HTTP chunk or, if not `chunked`, ended by closing."""
    ending = ("Transfer-Encoding", "chunked") if chunked else ("Connection", "close")
    begin = head(200, [("Content-Type", content_type), ending, *headers])

    def respond(connection):
        connection.write(begin)
        play(connection, pieces, chunked)
        if chunked:
            connection.write(b"0\r\n\r\n")
    return respond
