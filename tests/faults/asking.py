"""What the tables of faults of asking share: how a row is asked, and what comes of it."""

import select

import commands  # noqa: F401  (it makes the folders of the other tests known)

import program
import samples
import scripted
from faults import Fault
from samples import chunk, event, last_chunk, token

FIRST = event(chunk([token("alpha")]))
SECOND = event(chunk([token(" beta")]))
LAST, DONE = event(last_chunk()), event("[DONE]")
REST = SECOND + LAST + DONE
WHOLE = FIRST + REST
JSON = samples.compact(samples.answer("alpha", " beta"))
STREAM_HEAD = scripted.head(200, [("Content-Type", "text/event-stream")])
CHUNKED_HEAD = scripted.head(200, [("Content-Type", "text/event-stream"),
                                   ("Transfer-Encoding", "chunked")])
CUT, KEPT = "; what came is shown", "warning: the connection broke after the end of the answer: "


def chunks(*contents):
    """HTTP chunks, without the last one."""
    return b"".join(b"%x\r\n%b\r\n" % (len(data), data) for data in map(scripted.encoded, contents))


def slowly(content, between=0.01):
    """Sends a byte at a time, and waits in between as long as the client stays."""
    def send(connection):
        for byte in scripted.bytewise(content):
            connection.write(byte)
            if select.select([connection.socket], [], [], between)[0]:
                raise scripted.Gone
    return send


def endless(content, times=100000):
    """Sends the content again and again, more of it than any limit allows."""
    def send(connection):
        for _ in range(times):
            connection.write(scripted.encoded(content))
        raise AssertionError("there was no limit")
    return send


def asked(about, *pieces, words=(), **fields):
    """A row whose server sends the pieces to each request; the question may be asked twice."""
    return Fault(about, words=("-f", "plain", "--retries=1", *words),
                 **{"responses": (scripted.raw_response(*pieces),), **fields})


def shown(about, *pieces, shows="alpha beta", says=(), **fields):
    """The answer is shown as if nothing had been."""
    return asked(about, *pieces, shows=shows, says=says, **fields)


def unreached(about, *pieces, says, remedy="", words=(), requests=2, code=program.UNREACHED,
              **fields):
    """No answer came, at neither try, and no file is left."""
    remedy = f"; {remedy}" if remedy else ""
    return asked(about, *pieces, words=("--save", "kept", *words), code=code, requests=requests,
                 says=(f"{says}; retry 1 of 1 in ", f"{says}{remedy}; asked 2 times"), **fields)


def refused_at_once(about, *pieces, says, words=(), code=program.UNREACHED, **fields):
    """The same where a second try would end as the first."""
    return asked(about, *pieces, words=("--save", "kept", *words), code=code, says=(says,),
                 **fields)


def cut(about, *pieces, says, shows="alpha", **fields):
    """Part of an answer came, is shown, and is not asked for again."""
    return asked(about, *pieces, code=program.UNUSABLE, shows=shows,
                 says=(says + (CUT if shows else ""),), **fields)
