"""The terminal around the view that fills it: as before after every way out, and while it stops."""

import os
import select
import signal
import threading
import time
import unittest

import program
import samples
import scripted
from scripted import hold, stream_response
from tmux import Tmux

ANSWER = str(program.EXAMPLES / "poland.json")
WORDS = "Andrzej Duda"  # of the answer
COMING = samples.event(samples.chunk([samples.token(" coming", 0.9)]))
TERM = {"TERM": "screen-256color"}


def children(pid):
    """The processes that a process has started."""
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return [int(word) for word in file.read().split()]


def state_of(pid):
    """S, R: it runs; T: it is stopped; Z, X: it has ended."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "X"


def is_running(pid):
    return state_of(pid) not in "ZX"


class Shell(program.ProgramTest):
    """A shell in a terminal, which sets nothing right that a program leaves behind."""

    def setUp(self):
        super().setUp()
        self.tmux = Tmux(80, 24)
        self.tmux.__enter__()
        self.addCleanup(self.tmux.__exit__)
        self.tmux.start_shell(LOGPROBS=program.path(), **TERM)
        self.shell = int(self.tmux.value("#{pane_pid}"))
        self.lines = 0
        self.run_line("echo an earlier line")
        self.before = self.settings()

    def await_truth(self, condition, what):
        deadline = time.monotonic() + program.TIMEOUT
        while not condition():
            if time.monotonic() > deadline:
                self.fail(what)
            select.select([], [], [], 0.02)

    def run_line(self, line):
        """Has the shell run a line, to its end."""
        self.lines += 1
        name = f"line{self.lines}"
        self.tmux.type(f"{line}; {self.tmux.telling(name)}\n")
        self.tmux.wait(name)

    def settings(self):
        """All that `stty` says of the terminal."""
        target = self.folder / "settings"
        self.run_line(f"stty -a >{target}")
        return target.read_text()

    def is_view(self):
        return self.tmux.value("#{alternate_on}") == "1"

    def open(self, line=f'"$LOGPROBS" -r {ANSWER} -i'):
        """Opens the view; returns its process."""
        self.tmux.type(line + "\n")
        self.await_truth(self.is_view, "no view")
        self.await_truth(lambda: self.tmux.screen() != [""], "nothing is drawn")
        return self.processes()[-1]

    def processes(self):
        """What runs in the terminal, below the shell."""
        found = children(self.shell)
        for pid in found:
            found.extend(children(pid))
        return found

    def await_shell(self, pid):
        """Waits until the view is left, or has stopped."""
        self.await_truth(lambda: not self.is_view(), "the view stays")

        self.await_truth(lambda: state_of(pid) in "TZX", "the process goes on")

    def check_terminal(self):
        """The terminal is as before, and so is what was on it."""
        self.assertEqual(self.settings(), self.before)
        for flag, value in (("alternate_on", "0"), ("cursor_flag", "1"), ("wrap_flag", "1"),
                            ("mouse_any_flag", "0"), ("mouse_sgr_flag", "0")):
            self.assertEqual(self.tmux.value(f"#{{{flag}}}"), value, flag)
        self.assertIn("an earlier line", self.scrollback())

    def scrollback(self):
        return "\n".join(self.tmux.screen("-S", "-"))

    def check_left(self, pid, code):
        """The view was left with an exit status, and the terminal is as before."""
        self.await_shell(pid)
        self.run_line('echo "status $?."')
        self.assertIn(f"status {code}.", self.scrollback())
        self.check_terminal()
        self.assertFalse(is_running(pid))


class Leaving(Shell):
    def test_the_key(self):
        pid = self.open()
        self.tmux.type("q")
        self.check_left(pid, program.OK)
        self.assertIn(WORDS, self.scrollback())

    def test_the_mouse_is_no_longer_told_of(self):
        pid = self.open()
        self.tmux.type("m")
        self.await_truth(lambda: self.tmux.value("#{mouse_any_flag}") == "1", "no mouse")
        self.tmux.type("q")
        self.check_left(pid, program.OK)

    def test_interrupted(self):
        pid = self.open()
        self.tmux.keys("C-c")
        self.check_left(pid, program.INTERRUPTED)

    def test_signals(self):
        for number, code in ((signal.SIGINT, program.INTERRUPTED),
                             (signal.SIGTERM, program.TERMINATED),
                             (signal.SIGHUP, program.TERMINATED)):
            with self.subTest(number):
                pid = self.open()
                os.kill(pid, number)
                self.check_left(pid, code)

    def test_signals_that_end_it_at_once(self):
        for number in (signal.SIGQUIT, signal.SIGABRT):
            with self.subTest(number):
                self.run_line("ulimit -c 0")
                pid = self.open()
                os.kill(pid, number)
                self.check_left(pid, 128 + number)

    def test_a_terminal_that_goes(self):
        pid = self.open()
        self.tmux.hang_up()
        self.await_truth(lambda: not is_running(pid), "it runs on")

    def test_a_terminal_that_goes_where_signals_are_ignored(self):
        self.run_line("trap '' HUP")
        pid = self.open()
        self.tmux.hang_up()
        self.await_truth(lambda: not is_running(pid), "it runs on")


class Opening(Shell):
    def test_keys_come_from_the_terminal(self):
        """Whatever standard input is."""
        for line in (f'"$LOGPROBS" -r - -i <{ANSWER}', f'cat {ANSWER} | "$LOGPROBS" -r - -i',
                     f'"$LOGPROBS" -r {ANSWER} -i <&-'):
            with self.subTest(line):
                pid = self.open(line)
                self.tmux.type("q")
                self.check_left(pid, program.OK)

    def test_another_size(self):
        """All is drawn again, and is as before in the size of before."""
        pid = self.open()
        self.await_truth(lambda: WORDS in "\n".join(self.tmux.screen()), "no answer")
        drawn = self.tmux.screen()
        for columns, rows in ((120, 40), (40, 10), (80, 24)):
            self.tmux.tell("resize-window", "-x", str(columns), "-y", str(rows))
            self.await_truth(lambda: self.tmux.screen() != drawn or columns == 80, "not drawn again")
        self.await_truth(lambda: self.tmux.screen() == drawn, "drawn otherwise")
        self.tmux.type("q")
        self.check_left(pid, program.OK)


class WhileAsking(Shell):
    """The same while the answer still comes."""

    def ask(self, server, words="why"):
        pid = self.open(f'OPENAI_BASE_URL={server.base_url} OPENAI_API_KEY= '
                        f'"$LOGPROBS" -i {words}')
        self.await_truth(lambda: "still coming" in self.shown(), "nothing comes")
        return pid

    def shown(self):
        return "\n".join(self.tmux.screen())

    def test_ways_out(self):
        ways = ((lambda pid: self.tmux.type("q"), program.INTERRUPTED),
                (lambda pid: self.tmux.keys("C-c", "C-c"), program.INTERRUPTED),
                (lambda pid: os.kill(pid, signal.SIGINT), program.INTERRUPTED),
                (lambda pid: os.kill(pid, signal.SIGTERM), program.TERMINATED),
                (lambda pid: os.kill(pid, signal.SIGHUP), program.TERMINATED))
        with scripted.Server(stream_response([COMING, hold])) as server:
            for leave, code in ways:
                pid = self.ask(server)
                leave(pid)
                self.check_left(pid, code)

    def test_it_stops_and_goes_on(self):
        gate = threading.Event()
        with scripted.Server(stream_response([COMING, gate, COMING, hold])) as server:
            pid = self.ask(server)
            self.tmux.keys("C-z")
            self.await_shell(pid)
            self.check_terminal()
            gate.set()
            self.tmux.type("fg\n")
            self.await_truth(lambda: "coming coming" in self.shown(), "not drawn again")
            self.tmux.tell("resize-window", "-x", "60", "-y", "12")
            self.await_truth(lambda: len(self.tmux.screen()) == 12 and
                             "End follow" in self.tmux.screen()[-1], "not drawn again")
            self.tmux.type("q")
            self.await_shell(pid)

    def test_a_terminal_that_goes(self):
        with scripted.Server(stream_response([COMING, hold])) as server:
            pid = self.ask(server)
            self.tmux.hang_up()
            self.await_truth(lambda: not is_running(pid), "it runs on")


class Stopping(Shell):
    def go_on(self, pid, line="fg"):
        """The shell brings the job back; everything is drawn again."""
        self.tmux.type(line + "\n")
        self.await_truth(self.is_view, "no view")
        self.await_truth(lambda: self.tmux.screen() == self.drawn, "not drawn again")
        self.tmux.type("q")
        self.check_left(pid, program.OK)
        self.assertIn(WORDS, self.scrollback())

    def open_drawn(self, *words):
        pid = self.open(*words)
        self.await_truth(lambda: WORDS in "\n".join(self.tmux.screen()), "no answer")
        self.drawn = self.tmux.screen()
        return pid

    def test_the_key(self):
        pid = self.open_drawn()
        self.tmux.keys("C-z")
        self.await_shell(pid)
        self.check_terminal()
        self.go_on(pid)

    def test_a_script_that_runs_it_stops_too(self):
        pid = self.open_drawn(f"""sh -c '"$LOGPROBS" -r {ANSWER} -i; exit $?'""")
        self.assertEqual(len(self.processes()), 2)
        self.tmux.keys("C-z")
        self.await_shell(pid)
        self.await_truth(lambda: {state_of(each) for each in self.processes()} == {"T"},
                         "the script goes on")
        self.check_terminal()
        self.go_on(pid)

    def test_from_outside(self):
        pid = self.open_drawn()
        os.kill(pid, signal.SIGTSTP)
        self.await_shell(pid)
        self.check_terminal()
        self.go_on(pid)

    def test_at_once(self):
        """Nothing can be given back before, but the view is whole afterwards."""
        pid = self.open_drawn()
        os.kill(pid, signal.SIGSTOP)
        self.await_truth(lambda: state_of(pid) == "T", "it goes on")
        self.run_line("stty sane")
        self.go_on(pid)

    def test_ended_while_stopped(self):
        pid = self.open_drawn()
        self.tmux.keys("C-z")
        self.await_shell(pid)
        os.kill(pid, signal.SIGTERM)
        os.kill(pid, signal.SIGCONT)
        self.await_truth(lambda: not is_running(pid), "it goes on")
        self.check_terminal()


if __name__ == "__main__":
    unittest.main()
