"""How a run ends: exit status, full disks, closed pipes, signals, and replaced files."""

import json
import os
import resource
import signal
import stat
import subprocess
import unittest

import program
import safe
import samples
from program import FAILED, INTERRUPTED, OK, REFUSED, TERMINATED, UNSURE, UNUSABLE, USAGE


class Outputs(program.ProgramTest):
    def setUp(self):
        super().setUp()
        self.answer = self.file("answer.json", json.dumps(samples.answer("Hi", " you")))

    def run_shell(self, redirection, *words):
        """Runs the program with a shell's redirection."""
        command = ["/bin/sh", "-c", f'exec "$0" "$@" {redirection}', program.path(), *words]
        done = subprocess.run(command, env=program.environment(), capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=program.TIMEOUT)
        return program.Result(done.returncode, done.stdout, done.stderr)

    def test_a_full_disk(self):
        for view in program.VIEWS:
            result = self.run_shell("> /dev/full", "-r", self.answer, "-f", view, *UNSURE)
            self.assert_sentence(result, FAILED, "standard output", "No space left")

    def test_a_full_disk_for_help(self):
        for word in ("--help", "-h", "--version"):
            self.assert_sentence(self.run_shell("> /dev/full", word), FAILED, "No space left")

    def test_a_full_disk_by_name(self):
        result = program.run("-r", self.answer, "-o", "/dev/full")
        self.assert_sentence(result, FAILED, "/dev/full", "No space left")

    def test_standard_output_is_closed(self):
        for view in program.VIEWS:
            result = self.run_shell(">&-", "-r", self.answer, "-f", view, *UNSURE)
            self.assert_sentence(result, FAILED, "standard output")

    def test_standard_output_is_closed_and_not_needed(self):
        target = self.folder / "out"
        result = self.run_shell(">&-", "-r", self.answer, "-f", "plain", "-o", str(target))
        self.assert_silent(result)
        self.assertEqual(target.read_bytes(), b"Hi you")

    def test_standard_input_is_closed(self):
        self.assert_silent(self.run_shell("<&-", "-r", self.answer))
        result = self.run_shell("<&-", "-r", "-")
        self.assertIn(result.code, (FAILED, UNUSABLE))
        self.assertRegex(result.err, rb"\Alogprobs: standard input[^\n]+\n\Z")

    def test_standard_error_is_closed(self):
        bad = self.file("bad.json", "{")
        self.assertEqual(self.run_shell("2>&-", "-r", self.answer, bad, "-q").out, b"Hi you\n")
        self.assertEqual(self.run_shell("2>&-", "-r", bad).code, UNUSABLE)

    def test_a_reader_that_leaves(self):
        lines = samples.lines(*[samples.answer("word " * 20) for _ in range(5000)])
        many = self.file("many.jsonl", lines)
        for view in program.VIEWS:
            process = self.start("-r", many, "-f", view, *UNSURE, stdin=subprocess.DEVNULL)
            self.assertEqual(len(process.stdout.read(10)), 10)
            process.stdout.close()
            self.assertEqual(process.stderr.read(), b"")
            self.assertEqual(process.wait(program.TIMEOUT), OK)

    def test_head(self):
        command = f'"{program.path()}" -r "{self.answer}" | head -1'
        done = subprocess.run(["/bin/sh", "-c", command], env=program.environment(),
                              capture_output=True, timeout=program.TIMEOUT)
        self.assertEqual((done.stdout, done.stderr), (b"Hi you\n", b""))


class Files(program.ProgramTest):
    """-o writes its file whole or leaves everything as it was."""

    def setUp(self):
        super().setUp()
        self.answer = self.file("answer.json", json.dumps(samples.answer("Hi", " you")))
        self.target = self.folder / "target"

    def write(self, *words, target=None, **more):
        target = target or self.target
        return program.run("-r", self.answer, "-f", "plain", *words, "-o", str(target), **more)

    def assert_nothing_else(self, *names):
        """The folder contains only the input and `names`."""
        self.assertEqual(sorted(os.listdir(self.folder)), sorted(["answer.json", *names]))

    def test_the_same_bytes_as_on_standard_output(self):
        for view in program.VIEWS:
            for color in ("never", "always"):
                words = ("-r", self.answer, "-f", view, "--color", color)
                self.assert_silent(program.run(*words, "-o", str(self.target)))
                self.assertEqual(self.target.read_bytes(), program.run(*words).out)
        self.assert_nothing_else("target")

    def test_a_dash_is_standard_output(self):
        self.assertEqual(program.run("-r", self.answer, "-f", "plain", "-o", "-").out, b"Hi you")
        self.assert_nothing_else()

    def test_nothing_on_standard_output(self):
        self.assertEqual(self.write(), (OK, b"", b""))
        self.assertEqual(self.target.read_bytes(), b"Hi you")

    def test_an_existing_file_is_replaced(self):
        self.target.write_text("a longer text that was there before")
        self.write()
        self.assertEqual(self.target.read_bytes(), b"Hi you")
        self.assert_nothing_else("target")

    def test_the_input_itself(self):
        self.assertEqual(self.write(target=self.answer).code, OK)
        self.assertEqual((self.folder / "answer.json").read_bytes(), b"Hi you")

    def test_permissions(self):
        self.target.write_text("x")
        for mode in (0o600, 0o640, 0o755):
            self.target.chmod(mode)
            self.write()
            self.assertEqual(stat.S_IMODE(self.target.stat().st_mode), mode)
        self.target.unlink()
        self.write(umask=0o027)
        self.assertEqual(stat.S_IMODE(self.target.stat().st_mode), 0o640)

    def test_links_stay_links(self):
        link = self.folder / "link"
        for exists in (False, True):
            if not exists:
                link.symlink_to("target")
            self.write(target=link)
            self.assertTrue(link.is_symlink())
            self.assertEqual(self.target.read_bytes(), b"Hi you")

    def test_a_folder(self):
        self.assert_sentence(self.write(target=self.folder), FAILED, "directory")
        self.assert_nothing_else()

    def test_a_missing_folder(self):
        result = self.write(target=self.folder / "none" / "x")
        self.assert_sentence(result, FAILED, "No such file")
        self.assert_nothing_else()

    def test_only_regular_files_are_replaced(self):
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        reader = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)  # so that opening does not block
        self.addCleanup(os.close, reader)
        self.assertEqual(self.write(target=pipe).code, OK)
        self.assertEqual(os.read(reader, 100), b"Hi you")
        self.assertTrue(pipe.is_fifo())
        self.assertEqual(self.write(target="/dev/null").code, OK)
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode))

    def test_standard_output_by_its_name(self):
        for name in ("/dev/stdout", "/proc/self/fd/1", "/dev/fd/1"):
            self.assertEqual(self.write(target=name), (OK, b"Hi you", b""))

    def test_the_file_is_written_even_if_sources_fail(self):
        self.file("bad.json", "<html>")
        self.file("error.json", '{"error": "no"}')
        for name, code in (("bad.json", UNUSABLE), ("error.json", REFUSED),
                           ("none.json", FAILED)):
            self.target.unlink(missing_ok=True)
            result = program.run("-r", name, "answer.json", "-f", "plain", "-o", "target",
                                 cwd=self.folder)
            self.assertEqual(result.code, code)
            self.assertEqual(self.target.read_bytes(), b"Hi you")

    def test_nothing_is_written_on_wrong_usage(self):
        self.target.write_text("before")
        for words in (("--low", "x"), ("--unknown",), ("-r", "-", "-")):
            self.assertEqual(self.write(*words).code, USAGE)
        self.assertEqual(self.target.read_text(), "before")
        self.assert_nothing_else("target")

    def test_nothing_is_written_when_the_disk_is_full(self):
        self.target.write_text("before")
        large = self.file("answer.json", json.dumps(samples.answer("word " * 5000)))
        result = program.run("-r", large, "-o", str(self.target), restore_signals=False,
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE,
                                                                   (4096, 4096)))
        self.assert_sentence(result, FAILED, "target", "too large")
        self.assertEqual(self.target.read_text(), "before")
        self.assert_nothing_else("target")


class Signals(program.ProgramTest):
    """SIGINT and SIGTERM while the program waits for its standard input."""

    def interrupt(self, number, *words):
        """Sends a signal once a token is shown; returns the exit status and all output."""
        process = self.start("-r", "-", *words)
        process.stdin.write(samples.event(samples.chunk([samples.token("alpha", 0.4)])).encode())
        shown = b""
        while b"alpha" not in shown:
            part = os.read(process.stdout.fileno(), 4096)
            self.assertTrue(part)
            shown += part
        process.send_signal(number)
        rest = process.stdout.read()
        self.assertEqual(process.stderr.read(), b"")
        return process.wait(program.TIMEOUT), (shown + rest).decode()

    def test_status(self):
        self.assertEqual(self.interrupt(signal.SIGINT)[0], INTERRUPTED)
        self.assertEqual(self.interrupt(signal.SIGTERM)[0], TERMINATED)

    def test_colors_are_reset(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            for depth in ("16", "256", "24bit"):
                _, shown = self.interrupt(number, "--color=always", "--color-depth", depth)
                self.assertIn("\x1b[", shown)
                self.assertEqual(safe.open_styles(shown), frozenset())

    def test_the_unfinished_line_is_ended(self):
        self.assertEqual(self.interrupt(signal.SIGINT)[1], "alpha\n")

    def test_no_file_is_left(self):
        target = self.folder / "target"
        for before in (None, "before"):
            if before:
                target.write_text(before)
            code = self.interrupt_quiet("-o", str(target))
            self.assertEqual(code, INTERRUPTED)
            self.assertEqual(os.listdir(self.folder), ["target"] if before else [])
        self.assertEqual(target.read_text(), "before")

    def interrupt_quiet(self, *words):
        """Interrupts a waiting run once it has reported its first file."""
        process = self.start("-r", str(self.folder / "none"), "-", *words)
        self.assertIn(b"none", os.read(process.stderr.fileno(), 4096))
        process.send_signal(signal.SIGINT)
        return process.wait(program.TIMEOUT)

    def test_a_signal_between_two_files(self):
        answer = self.file("answer.json", json.dumps(samples.answer("Hi")))
        process = self.start("-r", answer, "-", "-q")
        self.assertEqual(os.read(process.stdout.fileno(), 100), b"Hi\n")
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(program.TIMEOUT), INTERRUPTED)
        self.assertEqual(process.stdout.read(), b"")


if __name__ == "__main__":
    unittest.main()
