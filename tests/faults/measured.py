"""Runs the program on a source that is made while it is read, and measures what that takes."""

import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cli"))
import program  # noqa: E402  pylint: disable=wrong-import-position

MIB = 1 << 20
LONGEST = 100  # seconds of processor time


class Measured(NamedTuple):
    """What a run took; it counts as the program's that the tests' own process was larger."""
    code: int
    seconds: float  # of processor time, outside the system
    peak: float  # MiB of memory
    said: bytes


def blocks(unit, size):
    """`unit` again and again, `size` bytes or a little more, in large blocks."""
    block = unit * max(1, min(size, MIB) // len(unit))
    for _ in range(-(-size // len(block))):
        yield block


def run(pieces, *words, cut=MIB):
    """Shows a source, of which the program reads `cut` bytes at a time and no more."""
    # Each write to such a pipe is a read of its own.
    source, sink = os.pipe2(os.O_DIRECT if cut < MIB else 0)
    command = ["prlimit", f"--cpu={LONGEST}", program.path(), "-r", "-", *words]
    with subprocess.Popen(command, env=program.environment(), stdin=source,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        os.close(source)
        try:
            for piece in pieces:
                for at in range(0, len(piece), cut):
                    write(sink, piece[at:at + cut])
        except BrokenPipeError:
            pass  # it stopped reading
        finally:
            os.close(sink)
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Measured(process.returncode, usage.ru_utime, usage.ru_maxrss / 1024, said)


def write(sink, data):
    while data:
        data = data[os.write(sink, data):]
