"""Named faults of a server's status: refusals, waits before a retry, redirects."""

import email.utils
import functools
import re
import signal
import time
import unittest

from asking import shown
from faults import PRLIMIT, Fault, check, limited

import certificates
import program
import scripted
import tls
from program import INTERRUPTED, REFUSED, UNREACHED
from scripted import json_response, redirect_response, status_response
from test_ask import KEY, STREAM, Asked, variables
from test_ask_refused import error

SOON = ("retry-after-ms", "1")
HTTP = "http://127.0.0.1"
THREE_TIMES = ("; retry 1 of 2 in 0.001 s", "; retry 2 of 2 in 0.001 s", "; asked 3 times")
ASK_AGAIN = {REFUSED: "wait, then ask again", UNREACHED: "ask again later"}


def failure(*headers, status=503, **more):
    return json_response(error("because of this", **more), status, headers)


def asked(about, *responses, words=(), **fields):
    return Fault(about, words=("-f", "plain", *words), responses=responses, **fields)


def permanent(status, advice, **more):
    """The request is not sent again, although the server would be ready."""
    hint = f"; {advice}" if advice else ""
    return asked(f"status {status}", failure(SOON, status=status, **more), STREAM, code=REFUSED,
                 says=(f"the server refused: because of this (status {status}){hint}",))


def transient(status, code):
    """The request is sent again, and then answered."""
    return shown(f"status {status}", shows="Hello you",
                 responses=(failure(SOON, status=status), STREAM), requests=2,
                 says=(f"the server {'refused' if code == REFUSED else 'failed'}: because of this "
                       f"(status {status}); retry 1 of 1 in 0.001 s",))


def exhausted(status, code):
    """It is sent again until no retry is left, and the last response counts."""
    says = list(THREE_TIMES)
    says[2] = f"because of this (status {status}); {ASK_AGAIN[code]}; asked 3 times"
    return asked(f"status {status} at every try", failure(SOON, status=status), requests=3,
                 code=code, says=tuple(says))


def interrupted(fault, folder, wait):
    """Ends the program as soon as it announces its last retry, and looks how long it would wait.

    What it says of a wait that is between those in `wait` becomes "in time".
    """
    with scripted.Server(*fault.responses) as server, program.start(
            *limited(*fault.words, "hello"), executable=PRLIMIT, cwd=folder,
            env=variables(server)) as process:
        lines = [process.stderr.readline() for _ in fault.says]
        process.send_signal(signal.SIGINT)
        out, rest = process.communicate(timeout=program.TIMEOUT)
    seconds = float(re.search(rb" in ([\d.]+) s\n\Z", lines[-1])[1])
    if wait[0] <= seconds <= wait[1]:
        lines[-1] = lines[-1].rpartition(b" in ")[0] + b" in time\n"
    return Asked(process.returncode, out, b"".join(lines) + rest, server.requests, 0)


def waits(about, least, most, *headers, before=0, response=None):
    """A failed request is sent again after so many seconds; `before` it was sent at once."""
    responses = (failure(SOON),) * before + (response or failure(*headers),)
    tries = before + 1
    says = tuple(f"retry {i} of {tries} in 0.001 s" for i in range(1, tries))
    return asked(about, *responses, words=(f"--retries={tries}",), code=INTERRUPTED, requests=tries,
                 says=(*says, f"retry {tries} of {tries} in time"),
                 run=functools.partial(interrupted, wait=(least, most)))


def own_wait(about, *headers, seconds=0.5, **more):
    """The server names no wait. Ours is shortened by up to a quarter, and shown by two digits."""
    return waits(about, seconds * 0.75 - 0.005, seconds, *headers, **more)


def never(about, again, *headers, code=UNREACHED, response=None, **more):
    """What the server asks for is too long to wait."""
    return asked(about, response or failure(*headers, **more), STREAM, code=code,
                 says=(f"; ask again in {again}, as it says",))


def after(value):
    return ("Retry-After", value)


def dated(seconds):
    """A failure with a date in Retry-After, so long after the second that is now."""
    def respond(connection):
        date = email.utils.formatdate(int(time.time()) + seconds, usegmt=True)
        failure(after(date))(connection)
    return respond


def redirect(about, target, says, status=307, **fields):
    """A redirect is not followed. PORT in its target is that of the server."""
    def respond(connection):
        port = connection.socket.getsockname()[1]
        redirect_response(target.replace("PORT", str(port)), status)(connection)
    return asked(about, respond, STREAM, code=REFUSED,
                 says=(f"{says}, which is not followed (status {status}); set --base-url",),
                 **fields)


STATUSES = (
    permanent(400, ""),
    permanent(401, "check the key that was sent"),
    permanent(402, ""),
    permanent(403, "check the key's permissions, and --model"),
    permanent(404, "check --base-url and --model"),
    permanent(405, "check --base-url"),
    permanent(413, "the prompt is too long for this server"),
    permanent(418, ""),
    permanent(422, ""),
    *(transient(status, REFUSED) for status in (408, 409, 429)),
    *(transient(status, UNREACHED) for status in (500, 501, 502, 503, 504, 529, 599)),
    *(exhausted(status, REFUSED) for status in (408, 409, 429)),
    *(exhausted(status, UNREACHED) for status in (500, 502, 503, 504, 529)),
    asked("status 999", failure(SOON, status=999), STREAM, requests=2, shows="Hello you",
          says=("the server failed: because of this (status 999); retry 1 of 2",)),
)

RETRIES = (
    asked("a used-up quota (429)", failure(SOON, status=429, code="insufficient_quota"), STREAM,
          code=REFUSED, says=("; check the account's plan; asking again does not help",)),
    asked("a used-up quota that wants to be asked again",
          failure(SOON, ("x-should-retry", "true"), status=429, kind="insufficient_quota"), STREAM,
          code=REFUSED, says=("; check the account's plan; asking again does not help",)),
    asked("a quota of a minute (429)", failure(SOON, status=429, kind="Quota exceeded: per minute"),
          STREAM, requests=2, shows="Hello you", says=("; retry 1 of 2 in 0.001 s",)),
    waits("Retry-After: 20", 20, 20, after("20")),
    own_wait("Retry-After: 0", after("0")),
    own_wait("Retry-After: -10", after("-10")),
    waits("Retry-After: 60", 60, 60, after("60")),
    waits("Retry-After: 61", 61, 61, after("61")),
    waits("Retry-After: 120", 120, 120, after("120")),
    never("Retry-After: 121", "3 min", after("121")),
    waits("Retry-After: a date in 20 s", 18, 20, response=dated(20)),
    waits("Retry-After: a date in 60 s", 58, 60, response=dated(60)),
    waits("Retry-After: a date in 61 s", 59, 61, response=dated(61)),
    waits("Retry-After: a date in 120 s", 118, 120, response=dated(120)),
    never("Retry-After: a date in 122 s", "3 min", response=dated(123)),
    own_wait("Retry-After: a date that is now", response=dated(0)),
    own_wait("Retry-After: a date that has passed", response=dated(-20)),
    never("Retry-After: 35 nines", "more than a year", after("9" * 35)),
    own_wait("Retry-After: inf", after("inf")),
    own_wait("Retry-After: nan", after("nan")),
    own_wait("Retry-After: no date", after("Zun, 29 Sep 2024 16:27:17 GMT")),
    own_wait("Retry-After: the year 100000", after("Sun, 29 Sep 100000 16:27:17 GMT")),
    own_wait("Retry-After: a word", after("soon")),
    own_wait("Retry-After: 400 nines", after("9" * 400)),
    own_wait("Retry-After: nothing", after("")),
    own_wait("no Retry-After at the second retry", seconds=1, before=1),
    own_wait("no Retry-After at the third retry", seconds=2, before=2),
    own_wait("no Retry-After at the fifth retry", seconds=8, before=4),
    own_wait("no Retry-After where doubling would overflow", seconds=8, before=70),
    waits("Retry-After: a fraction", 1.5, 1.5, after("1.5")),
    waits("Retry-After: spaces around a number", 20, 20, after(" 20 ")),
    never("Retry-After: a day", "24 h", after("86400")),
    never("Retry-After: a date in an hour", "60 min", response=dated(3600)),
    waits("Retry-After in a refusal", 20, 20, response=failure(after("20"), status=429)),
    never("Retry-After: 1000, in a refusal", "17 min", after("1000"), status=429, code=REFUSED),
    waits("retry-after-ms alone", 20, 20, ("retry-after-ms", "20000")),
    waits("retry-after-ms with Retry-After", 20, 20, ("retry-after-ms", "20000"), after("60")),
    never("retry-after-ms too long, and a short Retry-After", "17 min",
          ("retry-after-ms", "1000000"), after("1")),
    waits("retry-after-ms that is no number", 20, 20, ("retry-after-ms", "soon"), after("20")),
    asked("x-should-retry: true, of 400", failure(SOON, ("x-should-retry", "true"), status=400),
          STREAM, requests=2, shows="Hello you", says=("(status 400); retry 1 of 2 in 0.001 s",)),
    asked("x-should-retry: TRUE, of 400", failure(SOON, ("x-should-retry", "TRUE"), status=400),
          STREAM, requests=2, shows="Hello you", says=("(status 400); retry 1 of 2 in 0.001 s",)),
    asked("x-should-retry: FALSE, of 429", failure(SOON, ("x-should-retry", "FALSE"), status=429),
          STREAM, code=REFUSED, says=("because of this (status 429); wait, then ask again",)),
    asked("x-should-retry: false, of 500", failure(SOON, ("X-Should-Retry", "False"), status=500),
          STREAM, code=UNREACHED, says=("because of this (status 500); ask again later",)),
    never("x-should-retry: true, and a wait too long", "17 min", after("1000"),
          ("x-should-retry", "true")),
    asked("an answer at the last try", failure(SOON), failure(SOON, status=429), STREAM, requests=3,
          shows="Hello you", says=THREE_TIMES[:2]),
    asked("a permanent failure at the last try", failure(SOON), failure(SOON), failure(status=401),
          requests=3, code=REFUSED, says=(*THREE_TIMES[:2], "--header); asked 3 times")),
    asked("no retry is allowed", failure(SOON), words=("--retries=0",), code=UNREACHED,
          says=("because of this (status 503); ask again later",)),
    asked("a key in what the server says", failure(SOON, ("x-request-id", f"id-{KEY}"), status=400),
          code=REFUSED, says=("(request id id-[redacted])",)),
    asked("escape sequences in what the server says",
          json_response(error("\x1b[2J\u202e"), 400), code=REFUSED, says=("\\x1b[2J\\u{202e}",)),
)

OTHER_HOST = "http://localhost:PORT/v1/other"
REDIRECTS = (
    *(redirect(f"status {status} to another host", OTHER_HOST, "/v1/other", status)
      for status in (301, 302, 303, 307, 308)),
    redirect("to the same server", f"{HTTP}:PORT/v1/other", "it redirects to SERVER/other"),
    redirect("to a path of the same server", "/v1/other", "it redirects to SERVER/other"),
    redirect("to a path beside", "other", "it redirects to SERVER/chat/other"),
    redirect("to another host by //", "//localhost:PORT/v1/other", "/v1/other"),
    redirect("to another port", f"{HTTP}:1/v1/other", f"it redirects to {HTTP}:1/v1/other"),
    redirect("from https to http", f"{HTTP}:PORT/v1/other", "/v1/other",
             server=tls.Server),
    redirect("to a host that looks like a user", f"{HTTP}:PORT@far.invalid/v1/other",
             "it redirects to http://far.invalid/v1/other"),
    redirect("to another protocol", "file:///etc/passwd",
             "it redirects to something other than https or http"),
    redirect("with a secret in its query", "/v1/other?a=secret", "it redirects to SERVER/other"),
    redirect("with an @ in its path", "http://far.invalid/a/@team/chat",
             "it redirects to http://far.invalid/a/@team/chat"),
    redirect("with a password, and an @ in its path", "http://a:secret@far.invalid/a/@team/chat",
             "it redirects to http://far.invalid/a/@team/chat"),
    redirect("with an @ in its path and in its query",
             "http://far.invalid/a/@team/chat?token=a@secret#b@secret",
             "it redirects to http://far.invalid/a/@team/chat"),
    redirect("with a key in its query", f"/v1/other?key={KEY}", "it redirects to SERVER/other"),
    redirect("with a key in its path", f"/v1/{KEY}/other", "to SERVER/[redacted]/other"),
    *(asked(f"status {status} without a target", status_response(status), STREAM, code=REFUSED,
            says=(f"it gave no reason (status {status}); set --base-url",))
      for status in (300, 302, 304)),
    asked("a redirect that wants to be asked again", status_response(
        302, [("Location", "/v1/other"), ("x-should-retry", "true"), SOON]), STREAM, code=REFUSED,
          says=("it redirects to SERVER/other, which is not followed (status 302)",)),
)


class Statuses(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        certificates.made()

    def test_each_fault(self):
        check(self, "status, retry and redirect", STATUSES + RETRIES + REDIRECTS, 57)


if __name__ == "__main__":
    unittest.main()
