"""What may happen to the process: signals, descriptors, limits, the environment, and files.

That any allocation and any system call may fail is tried in test_allocations.py and test_calls.py.
"""

import errno
import os
import select
import signal
import subprocess
import threading
import unittest
from pathlib import Path

import commands  # noqa: F401  (it makes the folders of the other tests known)

import faults
import program
import samples
import scripted
import test_ask_live
from faults import Fault
from program import FAILED, INTERRUPTED, OK, TERMINATED, UNUSABLE, USAGE
from samples import chunk, compact, event, last_chunk, stream, token
from scripted import hold, raw_response, stream_response
from test_ask import Asked, variables
from test_pty import open_terminal

TEXT = "Ebb tide"
SAVED = compact(samples.answer("Ebb", " tide")).encode()
EBB = event(chunk([token("Ebb")]))
STREAM = EBB + stream(chunk([token(" tide")]), last_chunk())
ASKED = (stream_response([STREAM]),)
PLAIN = ("-f", "plain", "-r", "answer.json")
FILES = {"answer.json": SAVED}

NO_MEMORY = ("out of memory",)
TOO_LARGE = ("File too large",)


def shell(script):
    """A way to run the program: as "$@" in a script of the shell, by a server if there are any
    responses."""
    def run(fault, folder):
        def result(env, prompt=()):
            done = subprocess.run(
                ["/bin/bash", "-c", script, "bash", program.path(), *prompt, *fault.words],
                cwd=folder, env=program.environment(**env, **fault.env), capture_output=True,
                input=fault.source or b"", timeout=faults.LONGEST)
            return done.returncode, done.stdout, done.stderr
        if not fault.responses:
            return Asked(*result({}), [], 0)
        with scripted.Server(*fault.responses) as server:
            return Asked(*result(variables(server), ("hello",)), server.requests,
                         server.connections)
    return run


def replayed(about, script, says=(), shows=TEXT, code=OK, words=PLAIN, **more):
    """A row that shows a saved answer in a script."""
    return Fault(about, code, says, shows, words, run=shell(script), requests=0,
                 **{"files": FILES, **more})


def asked(about, script, says=(), shows=TEXT, code=OK, **more):
    """A row that asks in a script."""
    return Fault(about, code, says, shows, run=shell(script), responses=ASKED,
                 **{"words": ("-f", "plain", "--retries=0"), **more})


DESCRIPTORS = [
    replayed("standard input closed", 'exec "$@" <&-'),
    replayed("standard input closed, and to be read", 'exec "$@" <&-',
             ("standard input: cannot be read: Bad file descriptor",), "", FAILED,
             ("-f", "plain", "-r", "-"), files={}),
    replayed("standard output closed", 'exec "$@" >&-',
             ("standard output: cannot be written: Bad file descriptor",), "", FAILED),
    replayed("standard error closed", 'exec "$@" 2>&-'),
    replayed("standard error closed, where there is something to say", 'exec "$@" 2>&-', (), TEXT,
             FAILED, (*PLAIN, "none.json")),
    replayed("standard error closed, and a file to be written that could take its place",
             'exec "$@" 2>&-', (), "", FAILED, ("-o", "out", *PLAIN, "none.json"),
             leaves={**FILES, "out": TEXT.encode()}),
    asked("standard output closed, and a file to save to that could take its place",
          'exec "$@" --save-response saved >&-',
          ("standard output: cannot be written: Bad file descriptor",), "", FAILED,
          words=("-f", "plain", "-q"), leaves={"saved.partial": STREAM.encode()}),
    replayed("all three closed", 'exec "$@" <&- >&- 2>&-', (), "", FAILED),
    replayed("all three closed, and a file to be written", 'exec "$@" <&- >&- 2>&-', (), "", FAILED,
             ("-o", "out", *PLAIN, "none.json"), leaves={**FILES, "out": TEXT.encode()}),
    asked("all three closed, while asking", '"$@" --save-response saved -o out <&- >&- 2>&-; cat out; rm *'),
    replayed("a full disk", 'exec "$@" > /dev/full',
             ("standard output: cannot be written: No space left on device",), "", FAILED),
    replayed("a reader that leaves", 'set -o pipefail; "$@" | head -1', (), "answer.json:1\n",
             words=("-r", *["answer.json"] * 3000)),
    replayed("standard input that is a folder", 'exec "$@" < .',
             ("standard input: is a directory; name the files in it",), "", FAILED,
             ("-f", "plain", "-r", "-"), files={}),
    replayed("standard input that is a program", 'exec "$@" < "$1"',
             ("standard input: this is binary data",), "", UNUSABLE, ("-r", "-"), files={}),
    replayed("an answer after 100 MB of nothing",
             '{ head -c 100M /dev/zero | tr "\\0" " "; cat answer.json; } | '
             '{ ulimit -v 300000; exec "$@"; }', words=("-f", "plain", "-r", "-")),
    replayed("100 MB of zeros", 'head -c 100M /dev/zero | { ulimit -v 300000; exec "$@"; }',
             ("larger than --max-bytes",), "", UNUSABLE, ("-r", "-"), files={}),
]

LIMITS = [
    replayed("too little memory for a source",
             '{ printf \'["\'; head -c 60M /dev/zero | tr "\\0" a; } | '
             '{ ulimit -v 80000; exec "$@"; }', NO_MEMORY, "", FAILED, ("-r", "-"), files={}),
    asked("too little memory for libcurl", 'ulimit -v 16000; exec "$@"',
          ("cannot be loaded",), "", FAILED, requests=0),
    replayed("no descriptor left for a source", 'ulimit -n 4; exec "$@"',
             ("answer.json: cannot be opened: Too many open files",), "", FAILED,
             ("-o", "out", *PLAIN), leaves={**FILES, "out": b""}),
    replayed("one descriptor for many files", 'ulimit -n 4; exec "$@"', (),
             "\n".join([TEXT] * 100), words=("-f", "plain", "-r", *["answer.json"] * 100)),
    asked("no descriptor left for libcurl", 'ulimit -n 4; exec "$@" --save-response saved',
          ("nothing can be asked: libcurl cannot be loaded",), "", FAILED, requests=0),
    replayed("a file may have no size", 'ulimit -f 0; exec "$@"', TOO_LARGE, "", FAILED,
             ("-o", "out", *PLAIN)),
    asked("a saved answer may have no size", 'ulimit -f 0; exec "$@" --save-response saved', TOO_LARGE, TEXT,
          FAILED),
    replayed("a stack of 64 kB, and arrays 100000 deep", 'ulimit -s 64; exec "$@"', (), TEXT,
             files={"answer.json": SAVED.replace(b'{"id"', b'{"x":' + b"[" * 100_000 +
                                                 b"]" * 100_000 + b',"id"', 1)}),
    replayed("a stack of 64 kB, and a page", 'ulimit -s 64; "$@" | grep "</html>"', (), "</html>\n",
             words=("-f", "html", "-r", "answer.json")),
    asked("a stack of 256 kB, while asking", 'ulimit -s 256; exec "$@"'),
]


def storms(calls):
    """Rows whose calls fail a thousand times in a row, or do so little."""
    def storm(about, call, error):
        return replayed(about, f"FAIL_CALL={call} FAIL_NUMBER=1 FAIL_TIMES=1000 FAIL_ERRNO={error} "
                        f'LD_PRELOAD={calls} "$@" < answer.json', words=("-f", "plain", "-r", "-"))
    return [
        storm("reads that signals interrupt", "read", errno.EINTR),
        storm("reads of nothing yet", "read", errno.EAGAIN),
        storm("reads of a byte", "read", 0),
        storm("writes that signals interrupt", "write", errno.EINTR),
        storm("writes without room", "write", errno.EAGAIN),
        storm("writes of a byte", "write", 0),
        storm("closes that signals interrupt", "close", errno.EINTR),
    ]


def without_memory(allocations):
    return replayed("no allocation at all",
                    f'FAIL_ALLOCATION=1 FAIL_MORE=1 LD_PRELOAD={allocations} "$@"', NO_MEMORY, "",
                    FAILED)


def signalled(about, number, code, shows="", pieces=(), words=(), **more):
    """A row that gets a signal when the server has sent pieces, and they are shown."""
    def run(fault, folder):
        sent = threading.Event()
        pieces_and_signal = (*pieces, lambda _: sent.set(), hold)
        with scripted.Server(raw_response(*pieces_and_signal)) as server:
            with faults.started(*fault.words, "hello", env=variables(server), cwd=folder,
                                stdin=subprocess.DEVNULL) as process:
                assert sent.wait(faults.LONGEST)
                return Asked(*ended(process, number, shows), server.requests, server.connections)
    return Fault(about, code, (), shows, ("-f", "plain", *words), run=run, **more)


def ended(process, number, wanted):
    """Sends a signal to a process when it has shown something; returns how it ends."""
    shown = b""
    while len(shown) < len(wanted):
        part = os.read(process.stdout.fileno(), 65536)
        assert part, shown
        shown += part
    process.send_signal(number)
    out, err = process.communicate(timeout=faults.LONGEST)
    return process.returncode, shown + out, err


def signalled_while_reading(fault, folder):
    """Standard input has half an answer, and then nothing."""
    with faults.started(*fault.words, "-r", "-", cwd=folder) as process:
        process.stdin.write(EBB.encode())
        faults.await_empty(process.stdin)
        return Asked(*ended(process, signal.SIGINT, fault.shows), [], 0)


def signalled_twice(fault, folder):
    """Nobody reads what is shown. After the first signal it waits a second for a reader; a busy
    machine may take longer than that to send the second one."""
    for _ in range(5):
        with faults.started(*fault.words, cwd=folder) as process:
            program.await_that(lambda: test_ask_live.has_no_room(process.stdout), faults.LONGEST)
            process.send_signal(signal.SIGINT)
            program.await_that(lambda: not test_ask_live.is_caught(process, signal.SIGINT), faults.LONGEST)
            process.send_signal(signal.SIGINT)
            code = process.wait(faults.LONGEST)
            err = process.stderr.read()
        if code == fault.code:
            break
    return Asked(code, b"", err, [], 0)


def is_waiting(process):
    """Whether a process waits, which one that reads a file does only to write."""
    stat = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii")
    return stat.rpartition(")")[2].split()[0] == "S"


def signalled_when_stuck(ends, page=0):
    """`ends` makes the reader and what the program writes to. After the signal the reader takes a
    page at a time, or nothing."""
    def run(fault, folder):
        reader, output = ends()
        with faults.started(*fault.words, stdout=output, cwd=folder) as process:
            os.close(output)
            os.read(reader, 1)
            program.await_that(lambda: is_waiting(process), faults.LONGEST)
            process.send_signal(signal.SIGINT)
            while page and process.poll() is None:
                select.select([], [], [], 0.05)
                os.read(reader, page)
            code, err = process.wait(faults.LONGEST), process.stderr.read()
        os.close(reader)
        return Asked(code, b"", err, [], 0)
    return run


def with_idle_input(fault, folder):
    """Standard input is a pipe into which nobody writes."""
    with scripted.Server(*ASKED) as server:
        with faults.started(*fault.words, "hello", env=variables(server), cwd=folder) as process:
            shown = process.stdout.read(), process.stderr.read()
            code = process.wait(faults.LONGEST)
        return Asked(code, *shown, server.requests, server.connections)


BEGUN = (test_ask_live.HEAD, EBB)
LONG = {"words": ("-f", "csv", "-r", "long.json"), "requests": 0,
        "files": {"long.json": compact(samples.answer("Ebb", *[" tide"] * 50_000)).encode()}}
SIGNALS = [
    signalled("SIGINT before the first byte", signal.SIGINT, INTERRUPTED),
    signalled("SIGINT after the headers", signal.SIGINT, INTERRUPTED, "", BEGUN[:1]),
    signalled("SIGINT after the first token", signal.SIGINT, INTERRUPTED, "Ebb", BEGUN),
    signalled("SIGINT in the middle of an event", signal.SIGINT, INTERRUPTED, "Ebb",
              (*BEGUN, EBB[:40])),
    signalled("SIGTERM before the first byte", signal.SIGTERM, TERMINATED),
    signalled("SIGTERM after the first token", signal.SIGTERM, TERMINATED, "Ebb", BEGUN),
    signalled("SIGINT, and an output file", signal.SIGINT, INTERRUPTED, "", BEGUN, ("-o", "out")),
    signalled("SIGTERM, and a file that keeps the answer", signal.SIGTERM, TERMINATED, "Ebb", BEGUN,
              ("-q", "--save-response", "saved"), files={"saved": b"before"},
              leaves={"saved": b"before", "saved.partial": EBB.encode()}),
    Fault("SIGINT while standard input is silent", INTERRUPTED, shows="Ebb", requests=0,
          run=signalled_while_reading),
    Fault("SIGINT twice while nobody reads", -signal.SIGINT, requests=0, run=signalled_twice,
          files=FILES, words=("-r", *["answer.json"] * 30_000)),
    Fault("SIGINT while a terminal takes nothing", INTERRUPTED, **LONG,
          run=signalled_when_stuck(lambda: open_terminal(80))),
    Fault("SIGINT while a reader is slow", INTERRUPTED, **LONG,
          run=signalled_when_stuck(os.pipe, 4096)),
    Fault("a silent standard input that is not needed", shows=TEXT, run=with_idle_input),
]

TABLE = ("   0   95.0% ███████▋  Ebb\n"
         "   1   95.0% ███████▋  ␣tide\n")
CAFE = compact(samples.response(samples.choice([samples.token("Café", 0.05)]))).encode()
ROW = {"source": SAVED, "run": faults.on_terminal}


def in_columns(columns, shows=TABLE):
    return Fault(f"COLUMNS={columns}", shows=shows, words=("-f", "table", "-q"),
                 env={"COLUMNS": columns}, **ROW)


ENVIRONMENT = [
    asked("no HOME", 'unset HOME; exec "$@"'),
    asked("a HOME that is not there", 'HOME=/nowhere exec "$@"'),
    replayed("nothing in the environment", 'exec env -i "$@"'),
    replayed("LC_ALL=C", 'LC_ALL=C exec "$@"', (), "Café\n", words=("-q", "-r", "-"), source=CAFE),
    Fault("no TERM", shows=TEXT + "\n", words=("-q",), **ROW),
    Fault("TERM=dumb", shows=TEXT + "\n", words=("-q",), env={"TERM": "dumb"}, **ROW),
    Fault("TERM that nobody knows", shows=f"\x1b[0;32m{TEXT}\x1b[0m\n", words=("-q",),
          env={"TERM": "tide"}, **ROW),
    in_columns("1", "…\n…\n"),
    in_columns("0"),
    in_columns("abc"),
    in_columns("99999999999999999999"),
]


def key_file(about, content, says=(), shows=TEXT, code=OK, mode=600, **more):
    """A row whose key is in a file, where it is $K in the shell's words for the file's content."""
    script = (f'K=$OPENAI_API_KEY; unset OPENAI_API_KEY; printf "{content}" > k.key; '
              f'chmod {mode} k.key; "$@" --api-key-file k.key; code=$?; rm k.key; exit $code')
    return asked(about, script, says, shows, code, **more)


SAVE = ("-f", "plain", "-q", "--save-response")
ANSWER = STREAM.encode()
PLACES = [
    key_file("a key in a file", "$K\\n"),
    key_file("a key that others may read", "$K\\n", ("warning",), mode=644),
    key_file("a key whose line ends in CRLF", "$K\\r\\n"),
    key_file("a key of two lines", "$K\\n$K\\n", ("k.key",), "", USAGE, requests=0),
    asked("no key file", '"$@" --api-key-file k.key', ("k.key",), "", USAGE, requests=0),
    asked("a file to save to that is not there", 'exec "$@" saved', words=SAVE,
          leaves={"saved": ANSWER}),
    asked("a file to save to that is there", 'exec "$@" saved', words=SAVE,
          files={"saved": b"before"}, leaves={"saved": ANSWER}),
    asked("a link to save to", 'ln -s target saved; "$@" saved; code=$?; rm saved; exit $code',
          words=SAVE, files={"target": b"before"}, leaves={"target": ANSWER}),
    asked("a folder to save to", 'mkdir saved; "$@" saved; code=$?; rmdir saved; exit $code',
          ("saved",), "", FAILED, words=SAVE, requests=0),
    asked("a file to save to in a folder that is not there", 'exec "$@" no/saved', ("no/saved",),
          "", FAILED, words=SAVE, requests=0),
    asked("a file to save to where nothing may be made", 'exec "$@" /proc/saved', ("/proc/saved",),
          "", FAILED, words=SAVE, requests=0),
]


class Process(program.ProgramTest):
    def shared_library(self, name):
        """Builds a library to preload."""
        library = str(self.folder / f"{name}.so")
        source = Path(__file__).with_name(f"{name}.c")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        return library

    def test_each_fault(self):
        rows = [*SIGNALS, *DESCRIPTORS, *LIMITS, *storms(self.shared_library("calls")),
                without_memory(self.shared_library("allocations")), *ENVIRONMENT, *PLACES]
        faults.check(self, "process", rows, 69)


if __name__ == "__main__":
    unittest.main()
