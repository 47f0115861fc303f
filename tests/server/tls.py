"""A scripted server that speaks TLS. Its responses are those of `scripted`, and `farewell`."""

import select
import socket
import ssl

import certificates
import scripted


class TlsConnection(scripted.Connection):
    """The server's end of a connection over which it speaks TLS."""

    certificate, protocol = "good", "http/1.1"

    def __init__(self, client):
        super().__init__(client)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificates.made() / f"{self.certificate}.pem")
        self.context.set_alpn_protocols([self.protocol])

    def read_request(self):
        self.reader.close()
        try:
            self.socket = self.context.wrap_socket(self.socket, server_side=True)
            self.reader = self.socket.makefile("rb")
            self.read_what_is_asked()
        except OSError as error:
            raise scripted.Gone from error

    def read_what_is_asked(self):
        super().read_request()

    def write(self, data):
        try:
            super().write(data)
        except ssl.SSLError as error:
            raise scripted.Gone from error

    def write_raw(self, data):
        """Writes bytes that are not encrypted."""
        socket.socket.sendall(self.socket, data)

    def is_gone(self):
        # What a client sends after its request says nothing.
        return not socket.socket.recv(self.socket, 65536)


def farewell(connection):
    """Ends TLS as it should be ended, then the connection."""
    try:
        connection.socket.unwrap()
    except (OSError, ValueError):
        pass  # the client did not wait for that
    raise scripted.Gone


def part(connection):
    """Ends the connection without ending TLS; the client still gets all that was sent."""
    try:
        connection.socket.shutdown(socket.SHUT_WR)
        while select.select([connection.socket], [], [], scripted.PATIENCE)[0]:
            if connection.is_gone():
                break
    except OSError:
        pass  # the client has ended it
    raise scripted.Gone


class Server(scripted.Server):
    """A scripted server with TLS."""

    connection = TlsConnection
    authority = "ca"

    @property
    def base_url(self):
        return super().base_url.replace("http:", "https:")

    @property
    def words(self):
        """What the program needs on its command line to trust the server."""
        return ("--cacert", str(certificates.made() / f"{self.authority}.pem"))


def server(certificate="good", authority="ca", connection=TlsConnection):
    """A kind of Server: with another certificate, or trusted for another reason."""
    kind = type("TlsConnection", (connection,), {"certificate": certificate})
    return type("Server", (Server,), {"connection": kind, "authority": authority})
