"""Tests of the scripted server, on which the tests of asking rely."""

import http.client
import threading
import unittest

import program
import scripted
from scripted import body_response, hold, json_response, raw_response, reset, stream_response


def post(server, body=b"{}", headers=None):
    """Posts to the server; returns the status and body of the response."""
    client = http.client.HTTPConnection(server.host, server.port, timeout=program.TIMEOUT)
    try:
        client.request("POST", "/v1/x?y", body, headers or {})
        response = client.getresponse()
        return response.status, response.read()
    finally:
        client.close()


class Server(unittest.TestCase):
    def test_it_records_requests(self):
        with scripted.Server(json_response(1)) as server:
            post(server, b'{"a": 1}', {"X-One": "1", "x-one": "2"})
        request, = server.requests
        self.assertEqual((request.method, request.target), ("POST", "/v1/x?y"))
        self.assertEqual((request.body, request.json()), (b'{"a": 1}', {"a": 1}))
        self.assertIn(("X-One", "1"), request.headers)
        self.assertEqual((request.header("X-ONE"), request.header("none")), ("1, 2", None))

    def test_the_last_response_repeats(self):
        with scripted.Server(json_response(1), json_response(2, 404)) as server:
            found = [post(server) for _ in range(3)]
        self.assertEqual(found, [(200, b"1"), (404, b"2"), (404, b"2")])
        self.assertEqual((len(server.requests), server.connections), (3, 3))

    def test_pieces(self):
        for chunked in (True, False):
            gate = threading.Event()
            pieces = [b"a", "\u00e9", lambda _: gate.set(), gate, b"", b"c"]
            with scripted.Server(stream_response(pieces, chunked)) as server:
                self.assertEqual(post(server), (200, "a\u00e9c".encode()))

    def test_a_wrong_length(self):
        with scripted.Server(body_response("abc", length=9)) as server:
            with self.assertRaises(http.client.IncompleteRead):
                post(server)

    def test_a_reset(self):
        with scripted.Server(raw_response(reset)) as server:
            with self.assertRaises(ConnectionResetError):
                post(server)

    def test_it_stops_while_a_response_is_waiting(self):
        for piece in (hold, threading.Event()):
            with scripted.Server(raw_response(piece)) as server:
                client = http.client.HTTPConnection(server.host, server.port)
                client.request("POST", "/", b"")
                client.sock.settimeout(program.TIMEOUT)
            self.assertEqual(client.sock.recv(1), b"")
            client.close()
            self.assertEqual(len(server.requests), 1)

    def test_a_mistake_in_a_response_is_raised(self):
        with self.assertRaises(ZeroDivisionError):
            with scripted.Server(lambda _: 1 / 0) as server:
                with self.assertRaises(http.client.RemoteDisconnected):
                    post(server)

    def test_a_client_that_leaves_is_not_a_mistake(self):
        with scripted.Server(stream_response(["x" * 65536] * 1000)) as server:
            client = http.client.HTTPConnection(server.host, server.port)
            client.request("POST", "/", b"")
            client.getresponse().read(10)
            client.close()
        self.assertEqual(server.errors, [])


if __name__ == "__main__":
    unittest.main()
