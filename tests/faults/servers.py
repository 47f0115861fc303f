"""Servers of which a connection gets nowhere, and proxies."""

import contextlib
import socket

import commands  # noqa: F401  (it makes the folders of the other tests known)

import scripted


class Place:
    """A port of this machine; what is asked there never comes to be a request."""

    scheme, queue = "http", None  # how many connections may wait; None: all are refused

    def __init__(self, *_):
        self.requests, self.connections = [], 0

    def __enter__(self):
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        if self.queue is not None:
            self.socket.listen(self.queue)
        return self

    def __exit__(self, *_):
        self.socket.close()

    @property
    def base_url(self):
        return f"{self.scheme}://127.0.0.1:{self.port}/v1"


class Refusing(Place):
    """Nobody listens."""


class Silent(Place):
    """Connections are made, and that is all."""
    queue = 100


class SilentTls(Silent):
    scheme = "https"


class Full(Place):
    """The queue of connections is full, so that no other is ever made."""

    queue = 0

    def __enter__(self):
        super().__enter__()
        self.others = contextlib.ExitStack()
        for _ in range(3):
            other = self.others.enter_context(socket.socket())
            other.setblocking(False)
            other.connect_ex(self.socket.getsockname())
        return self

    def __exit__(self, *_):
        self.others.close()
        super().__exit__()


class Nameless(Place):
    """No machine has the name."""
    base_url = "http://name.invalid/v1"
    words = ("--allow-insecure-http",)


class Careless(scripted.Connection):
    """Takes no interest in what else the client sends."""

    def is_gone(self):
        return not self.socket.recv(1 << 16)


def greeting(*pieces, scheme="http"):
    """A kind of server that sends the pieces at once, whatever it is asked for."""
    class Connection(Careless):
        def read_request(self):
            scripted.play(self, pieces)
            raise scripted.Gone

    class Server(scripted.Server):
        connection = Connection

        @property
        def base_url(self):
            return super().base_url.replace("http", scheme)
    return Server


class HastyConnection(scripted.Connection):
    """Answers when it has read the headers."""

    def read_request(self):
        method, target, _ = self.read_line().split(" ")
        while self.read_line():
            pass
        self.request = scripted.Request(method, target, [], b"")


class Hasty(scripted.Server):
    """A server that does not want to know the whole request."""
    connection = HastyConnection


def unload(connection):
    """Reads what the client sends until it has gone."""
    while connection.socket.recv(1 << 20):
        pass


class Proxy(scripted.Server):
    """A proxy on the way to a server that does not exist; its requests are those to it."""

    connection = Careless
    far = "https://far.invalid/v1"

    @property
    def base_url(self):
        return self.far

    @property
    def words(self):
        return ("--proxy", f"http://127.0.0.1:{self.port}", "--allow-insecure-http")


class PlainProxy(Proxy):
    """A proxy that passes on requests which are not encrypted."""
    far = "http://far.invalid/v1"


class RefusingProxy(Refusing):
    """A proxy at a port where nobody listens."""

    base_url = Proxy.far

    @property
    def words(self):
        return ("--proxy", f"http://127.0.0.1:{self.port}")
