"""What the tables of faults of asking share: how a row is asked, and what comes of it."""

import select
from typing import NamedTuple, Optional

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
LAST_CHUNK = b"0\r\n\r\n"
BROKE, CUT = "the answer broke off: ", "; what came is shown"
KEPT = "warning: the response broke off after the end of the answer: "


class Phase(NamedTuple):
    """How far a response has come."""
    about: str
    pieces: tuple
    shows: Optional[str] = None  # None: no byte of an answer has come
    whole: bool = False  # the answer has ended
    closed: str = ""  # what is said if the connection is closed now


class End(NamedTuple):
    """How a response ends too early."""
    about: str
    pieces: tuple
    says: str = ""  # empty: what the phase says
    remedy: str = ""
    words: tuple = ()


RESET = End("a reset", (scripted.reset,), "Recv failure: Connection reset by peer")
CLOSE = End("a close", (scripted.leave,))
SILENCE = End("silence", (scripted.hold,), "nothing came for 1.2 s",
              "--timeout sets how long to wait", ("--timeout=1.2",))
# After the end of an answer half a second of silence is enough in itself.
SHORT_SILENCE = SILENCE._replace(says="nothing came for 0.3 s", words=("--timeout=0.3",))


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


def broken(phase, end, **fields):
    """A connection that breaks in a phase of a response."""
    if end is SILENCE and phase.whole:
        end = SHORT_SILENCE
    about = f"{end.about}, {phase.about}"
    says = end.says or phase.closed
    pieces = (*phase.pieces, *end.pieces)
    fields = {"words": end.words, **fields}
    if phase.shows is None:
        return unreached(about, *pieces, says=says, remedy=end.remedy, **fields)
    if phase.whole:
        return shown(about, *pieces, says=(KEPT + says,), **fields)
    remedy = f"; {end.remedy}" if end.remedy else ""
    return cut(about, *pieces, says=BROKE + says + remedy, shows=phase.shows, **fields)


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
