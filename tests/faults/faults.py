"""Tables of faults: what the program meets, and what must come of it."""

import array
import contextlib
import fcntl
import os
import shutil
import subprocess
import tempfile
import termios
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Callable, NamedTuple, Optional

import commands  # noqa: F401  (it makes the folders of the other tests known)

import program
import safe
import scripted
from test_ask import KEY, Asked, variables
from test_pty import open_terminal, read_all

LONGEST = 60  # seconds; what takes longer counts as endless
# For a run that asks: bytes of memory, which are 64 MB and 8 times the largest response that most
# of these tests allow, and seconds of processor time.
PRLIMIT = shutil.which("prlimit")
LIMITS = ("--data=75497472", "--cpu=5")
CSV_HEADER = ("source,line,custom_id,choice,kind,index,token,logprob,probability,band,rank,margin,"
              "clues,best,best_probability,second,second_probability\n")


class Fault(NamedTuple):
    """A row of a table: it has a source, or responses, or a way to run, or a reason not to be run."""
    about: str
    code: int = program.OK
    says: tuple = ()  # parts of the lines on standard error, one each; there are no others
    shows: str = ""  # all of standard output, with SERVER for the URL of the server
    words: tuple = ("-f", "plain")
    source: Optional[bytes] = None  # read from standard input; else the program asks
    responses: tuple = ()  # of the server, one a request; the last one repeats
    server: Callable = scripted.Server  # which may have further `words`
    requests: int = 1  # that the server gets
    env: dict = {}
    files: dict = {}  # in the folder before
    leaves: Optional[dict] = None  # what is in it afterwards; else the same
    run: Optional[Callable] = None  # gets the row and an empty folder, and returns what Asked holds
    inapplicable: str = ""  # why this cannot be met


def csv(*rows):
    """What `-f csv` shows of the tokens of one answer; a row has the cells after the index."""
    lines = [f"'-,1,,0,content,{index},{cells}\n" for index, cells in enumerate(rows)]
    return CSV_HEADER + "".join(lines)


def limited(*words):
    """The words of a `prlimit` that runs the program."""
    return (*LIMITS, program.path(), *words)


def met(fault, folder):
    """Runs the program; returns its result and the server's requests."""
    if fault.run:
        return fault.run(fault, folder)
    options = {"cwd": folder, "timeout": LONGEST}
    if fault.source is not None:
        result = program.run(*fault.words, "-r", "-", stdin=fault.source, env=fault.env, **options)
        return Asked(*result, [], 0)
    with fault.server(*fault.responses) as server:
        words = (*fault.words, *getattr(server, "words", ()), "hello")
        result = program.run(*limited(*words), executable=PRLIMIT, stdin=None,
                             env=variables(server, **fault.env), **options)
    out, err = (each.replace(server.base_url.encode(), b"SERVER") for each in result[1:])
    return Asked(result.code, out, err, server.requests, server.connections)


@contextlib.contextmanager
def started(*words, **more):
    """The program, which is killed if it takes too long, and at the end."""
    process = program.start(*words, **more)
    killer = threading.Timer(LONGEST, process.kill)
    killer.start()
    try:
        yield process
    finally:
        killer.cancel()
        program.end(process)


def on_terminal(fault, folder):
    """A way to run the program: a terminal of 80 columns is its standard output."""
    ours, theirs = open_terminal(80)
    with started(*fault.words, "-r", "-", stdout=theirs, env=fault.env, cwd=folder) as process:
        os.close(theirs)
        process.stdin.write(fault.source)
        process.stdin.close()
        shown = read_all(ours)
        os.close(ours)
        return Asked(process.wait(LONGEST), shown, process.stderr.read(), [], 0)


def await_empty(pipe):
    """Waits until the other end of a pipe has read all that is in it."""
    waiting = array.array("i", [1])
    program.await_that(lambda: fcntl.ioctl(pipe, termios.FIONREAD, waiting) == 0 and waiting[0] == 0, LONGEST)


def wrong(fault):
    """What is wrong with what came of a fault; empty if nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in fault.files.items():
            Path(folder, name).write_bytes(content)
        try:
            found = met(fault, folder)
        except subprocess.TimeoutExpired:
            return ["it does not end"]
        left = {path.name: path.read_bytes() for path in Path(folder).iterdir()}
    leaves = fault.files if fault.leaves is None else fault.leaves
    lines = found.err.decode(errors="replace").splitlines()
    dangers = [char for output in (found.out, found.err) for char in safe.dangers(output)]
    requests = 0 if fault.source is not None else fault.requests
    checks = {
        f"exit code {found.code}": found.code == fault.code,
        f"shown: {found.out[-400:]!r}": found.out.decode(errors="replace") == fault.shows,
        f"said: {lines}": len(lines) == len(fault.says) and all(
            line.startswith("logprobs: ") and part in line for line, part in zip(lines, fault.says)),
        f"raw: {dangers}": not dangers,
        "the key is shown": KEY.encode() not in found.out + found.err,
        f"files are left: {left}": left == leaves,
        "the key is in a file": KEY.encode() not in b"".join(left.values()),
        f"{len(found.requests)} requests": len(found.requests) == requests,
    }
    return [what for what, holds in checks.items() if not holds]


def check(test, group, faults, least):
    """Meets each fault of a group, of which there must be `least`, and prints how many there are."""
    names = [fault.about for fault in faults]
    test.assertEqual(len(names), len(set(names)), "two faults have one name")
    test.assertGreaterEqual(len(faults), least)
    tried = [fault for fault in faults if not fault.inapplicable]
    with ThreadPoolExecutor(8) as pool:  # most of the time they wait
        for fault, found in zip(tried, pool.map(wrong, tried)):
            with test.subTest(group, fault=fault.about):
                if found:
                    test.fail("\n".join(found))
    print(f"\nresult: {group}: {len(tried)} faults are met as they should be, "
          f"{len(faults) - len(tried)} cannot occur")
