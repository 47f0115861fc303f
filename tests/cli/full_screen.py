"""A terminal that keeps the rows that the explorer draws, as they were painted."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time

import program

BEGIN, END = b"\x1b[?2026h", b"\x1b[?2026l"
ROW = re.compile(rb"\x1b\[(\d+);1H\x1b\[K")
PAINT = re.compile(r"\x1b\[[0-9;:]*m")


class FullScreen:
    """The program in a terminal of its own; as a context, it ends with what runs in it."""

    def __init__(self, columns, rows, *words, cwd=program.EXAMPLES, **variables):
        self.columns, self.height = columns, rows
        self.words, self.cwd = [program.path(), *map(str, words)], cwd
        variables = {"COLORFGBG": "15;0", "TERM": "xterm-256color", **variables}
        self.variables = program.environment(**variables)
        self.rows, self.frames, self.output = [], 0, b""

    def __enter__(self):
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            try:
                self.set_size(0)
                os.chdir(self.cwd)
                os.execve(self.words[0], self.words, self.variables)
            finally:
                os._exit(127)
        return self

    def __exit__(self, *_):
        os.close(self.terminal)
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)

    def set_size(self, descriptor):
        size = struct.pack("HHHH", self.height, self.columns, 0, 0)
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, size)

    def resize(self, columns, rows):
        self.columns, self.height, self.rows = columns, rows, []
        self.set_size(self.terminal)

    def press(self, keys):
        os.write(self.terminal, keys.encode())

    def take(self):
        """Waits for output, and takes the frames that it completes."""
        if not select.select([self.terminal], [], [], program.TIMEOUT)[0]:
            raise AssertionError("nothing more is drawn after:\n" + self.text())
        self.output += os.read(self.terminal, 1 << 16)
        while END in self.output:
            frame, _, self.output = self.output.partition(END)
            self.draw(frame.partition(BEGIN)[2])

    def draw(self, frame):
        self.frames += 1
        parts = ROW.split(frame)[1:]
        self.rows += [""] * (self.height - len(self.rows))
        for number, row in zip(parts[::2], parts[1::2]):
            self.rows[int(number) - 1] = row.decode()

    def text(self):
        """The rows without colours."""
        return PAINT.sub("", "\n".join(self.rows))

    def wait(self, part):
        """Waits until the screen has this."""
        deadline = time.monotonic() + program.TIMEOUT
        while part not in self.text():
            if time.monotonic() > deadline:
                raise AssertionError(f"no {part} in:\n{self.text()}")
            self.take()

    def walk(self, *steps):
        """Presses keys, each when the screen has what the one before leads to."""
        for keys, part in steps:
            self.press(keys)
            self.wait(part)
