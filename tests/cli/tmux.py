"""Terminals: a tmux of its own, without configuration, for what a screen shows in the end."""

import os
import shlex
import subprocess
import tempfile

import program


class Tmux:
    """A terminal of so many columns and rows; as a context, it ends with what runs in it."""

    def __init__(self, columns, rows=200):
        self.size = ["-x", str(columns), "-y", str(rows)]

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        return self

    def __exit__(self, *_):
        subprocess.run([*self.command(), "kill-server"], check=False, stderr=subprocess.DEVNULL)
        self.folder.cleanup()

    def command(self):
        return ["tmux", "-u", "-f", os.devnull, "-S", os.path.join(self.folder.name, "socket")]

    def start(self, *words, cwd=program.EXAMPLES, after=":", **variables):
        """Starts the program in it, and a command of the shell when it has ended. Afterwards the
        terminal stays, so that it can be looked at."""
        line = " ".join(map(shlex.quote, (program.path(), *map(str, words))))
        tmux = shlex.join(self.command())
        # A tmux that is too late would show its answer to the question for the background.
        env = program.environment(COLORFGBG="15;0", **variables)
        subprocess.run([*self.command(), "new-session", "-d", *self.size,
                        f"{line}; {after}; {tmux} wait-for -S ended; {tmux} wait-for left"],
                       env=env, cwd=cwd, check=True, timeout=program.TIMEOUT)

    def start_shell(self, shell="dash -i", cwd=program.EXAMPLES, **variables):
        """Starts a shell in it; the usual one neither edits lines nor sets the terminal right."""
        env = program.environment(COLORFGBG="15;0", **variables)
        subprocess.run([*self.command(), "new-session", "-d", *self.size, shell],
                       env=env, cwd=cwd, check=True, timeout=program.TIMEOUT)

    def wait(self, name="ended"):
        """Waits until the program has ended, or until something else is told."""
        subprocess.run([*self.command(), "wait-for", name], check=True, timeout=program.TIMEOUT)

    def telling(self, name):
        """A shell's command that ends a wait."""
        return f"{shlex.join(self.command())} wait-for -S {name}"

    def tell(self, *words):
        """Has tmux do something; returns what it prints."""
        return subprocess.run([*self.command(), *words], check=True, stdout=subprocess.PIPE,
                              timeout=program.TIMEOUT).stdout.decode()

    def type(self, text):
        self.tell("send-keys", "-l", "--", text)

    def keys(self, *names):
        """Presses keys that have names, such as C-c and PageDown."""
        self.tell("send-keys", *names)

    def value(self, what):
        """What tmux knows of the terminal, such as #{alternate_on}."""
        return self.tell("display-message", "-p", what).strip()

    def hang_up(self):
        """Ends the terminal."""
        subprocess.run([*self.command(), "kill-server"], check=False, stderr=subprocess.DEVNULL)

    def screen(self, *words):
        """The lines on the screen, without the empty ones at its end."""
        shown = subprocess.run([*self.command(), "capture-pane", "-p", *words], check=True,
                               stdout=subprocess.PIPE, timeout=program.TIMEOUT).stdout.decode()
        return [line.rstrip() for line in shown.rstrip().split("\n")]

    def show(self, *words, **variables):
        """The screen after the program has run."""
        self.start(*words, **variables)
        self.wait()
        return self.screen()
