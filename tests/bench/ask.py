#!/usr/bin/python3
"""Measures asking against its bounds, with a server on loopback and curl for comparison.

    ask.py BUILD_DIR [--rounds N]

- from a chunk's arrival until it is shown, with chunks 5 ms apart: an absolute bound
- the whole process, relative to `curl -sN` for the same stream
- from the start to the first byte sent, relative to curl

The answer is painted, wrapped, and listed in the views that show rows as their tokens come.

Exit status: 0 all bounds hold, 1 one is broken, 2 the bench could not run.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

from run import BenchError, built, find, positive, table, verdict, warn_if_slow_build

CHUNKS = 200
APART = 0.005  # seconds
VIEWS = ((), ("--width=80",), ("-f", "csv"), ("-f", "table", "--width=80"))
SHOWN_WITHIN_MS = 2.0  # median
WHOLE_AT_MOST = 1.05  # times curl's
FIRST_BYTE_AT_MOST = 1.2  # times curl's
BODY = '{"model":"m","messages":[{"role":"user","content":"hello"}],"stream":true}'
HEAD = (b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n"
        b"\r\n")


def event(number):
    """A chunk with one token that can be recognised in the output."""
    token = f" <{number}>"
    entry = f'{{"token":"{token}","logprob":-0.1,"bytes":null,"top_logprobs":[]}}'
    finish = '"stop"' if number == CHUNKS - 1 else "null"
    data = (f'data: {{"id":"x","object":"chat.completion.chunk","model":"m","choices":[{{"index":0,'
            f'"delta":{{"content":"{token}"}},"logprobs":{{"content":[{entry}]}},'
            f'"finish_reason":{finish}}}]}}\n\n').encode()
    return b"%x\r\n%b\r\n" % (len(data), data)


class Server:
    """Answers one connection at a time with the stream; records when things happened."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.first_byte = 0.0
        self.sent = []
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            client, _ = self.listener.accept()
            with client:
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                request = client.recv(65536)
                self.first_byte = time.perf_counter()
                while b"}" not in request.partition(b"\r\n\r\n")[2]:
                    request += client.recv(65536)
                self.answer(client)

    def answer(self, client):
        client.sendall(HEAD)
        self.sent = []
        due = time.perf_counter()
        for number in range(CHUNKS):
            due += APART
            time.sleep(max(0.0, due - time.perf_counter()))
            self.sent.append(time.perf_counter())
            client.sendall(event(number))
        client.sendall(b"e\r\ndata: [DONE]\n\n\r\n0\r\n\r\n")


class Client:
    """A command that asks, and the times of its runs."""

    def __init__(self, label, command):
        self.label = label
        self.command = [str(word) for word in command]
        self.whole = []
        self.first_byte = []
        self.delays = []

    def run(self, server, folder):
        environment = {"HOME": str(folder), "LC_ALL": "C.UTF-8",
                       "PATH": os.environ.get("PATH", os.defpath)}
        begin = time.perf_counter()
        process = subprocess.Popen(self.command, env=environment, bufsize=0,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        came = arrivals(process.stdout)
        if process.wait() != 0 or len(came) != CHUNKS:
            raise BenchError(f"{self.label}: exit status {process.returncode}, "
                             f"{len(came)} of {CHUNKS} tokens")
        self.whole.append(time.perf_counter() - begin)
        self.first_byte.append(server.first_byte - begin)
        self.delays += [there - sent for there, sent in zip(came, server.sent)]

    def median_ms(self, what):
        return statistics.median(getattr(self, what)) * 1e3


def arrivals(pipe):
    """The times at which each token could be read."""
    came, seen = [], b""
    while part := pipe.read(65536):
        now = time.perf_counter()
        seen += part
        while len(came) < CHUNKS and b"<%d>" % len(came) in seen:
            seen = seen.partition(b"<%d>" % len(came))[2]
            came.append(now)
    return came


def bench(server, build, folder, rounds):
    url = f"http://127.0.0.1:{server.port}/v1"
    command = [built(build, "logprobs"), "--color=always", "--base-url", url, "-m", "gpt-4o",
               "hello"]
    asked = [Client(" ".join(["logprobs", *words]), [*command, *words]) for words in VIEWS]
    fetched = Client("curl -sN", [find("curl"), "-sN", "-H", "Content-Type: application/json",
                                  "-d", BODY, url + "/chat/completions"])
    clients = [*asked, fetched]
    for client in clients:
        client.run(server, folder)  # warms the caches
        client.whole, client.first_byte, client.delays = [], [], []
    for number in range(rounds):
        for client in clients if number % 2 == 0 else reversed(clients):
            client.run(server, folder)
    report(clients, rounds)
    return check(asked, fetched)


def report(clients, rounds):
    table(f"a stream of {CHUNKS} chunks, {APART * 1e3:.0f} ms apart; {rounds} rounds; medians",
          ("", "first byte sent, ms", "chunk to output, ms", "whole process, ms"),
          [(client.label, f"{client.median_ms('first_byte'):.2f}",
            f"{client.median_ms('delays'):.3f}", f"{client.median_ms('whole'):.1f}")
           for client in clients])


def check(asked, fetched):
    holds = []
    for client in asked:
        delay = client.median_ms("delays")
        whole = client.median_ms("whole") / fetched.median_ms("whole")
        holds += [
            verdict(f"{client.label}: a chunk is shown within {delay:.3f} ms, bound "
                    f"{SHOWN_WITHIN_MS}", delay < SHOWN_WITHIN_MS),
            verdict(f"{client.label}: the whole process takes {whole:.3f} times as long as curl's, "
                    f"bound {WHOLE_AT_MOST}", whole <= WHOLE_AT_MOST),
        ]
    first = asked[0].median_ms("first_byte") / fetched.median_ms("first_byte")
    holds.append(verdict(f"the first byte is sent after {first:.2f} times as long as curl's, bound "
                         f"{FIRST_BYTE_AT_MOST}", first <= FIRST_BYTE_AT_MOST))
    return all(holds)


def main():
    parser = argparse.ArgumentParser(description="Measures asking against its bounds.")
    parser.add_argument("build", metavar="BUILD_DIR", type=Path)
    parser.add_argument("--rounds", type=positive, default=15, help="of each program (15)")
    arguments = parser.parse_args()
    try:
        warn_if_slow_build(arguments.build)
        good = bench(Server(), arguments.build, Path("/nonexistent"), arguments.rounds)
    except (BenchError, OSError) as error:
        print(f"ask.py: {error}", file=sys.stderr)
        return 2
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
