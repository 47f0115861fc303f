"""What `-o` and redirections do to files, and whether the README's pictures are up to date."""

import os
import socket
import subprocess
import tempfile
import unittest

import program


class Output(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.place = tempfile.TemporaryDirectory()
        self.addCleanup(self.place.cleanup)

    def shell(self, script):
        """Runs a shell script in which `logprobs` is the program and `$p` a response."""
        environment = program.environment(p=str(program.EXAMPLES / "poland.json"))
        environment["PATH"] = os.path.dirname(program.path()) + ":" + os.environ["PATH"]
        return subprocess.run(["bash", "-c", script], cwd=self.place.name, env=environment,
                              capture_output=True, timeout=program.TIMEOUT, check=False)

    def content(self, name):
        with open(os.path.join(self.place.name, name), encoding="utf-8") as file:
            return file.read()

    def test_dev_stdout_continues_at_standard_outputs_position(self):
        for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
            with self.subTest(name=name):
                done = self.shell(f"{{ echo head; logprobs -r $p -f plain -o {name}; echo; "
                                  "echo tail; } > f")
                self.assertEqual((done.returncode, self.content("f")),
                                 (0, "head\nAndrzej Duda\ntail\n"))

    def test_a_link_to_dev_stdout_stays_a_link(self):
        done = self.shell("ln -s /dev/stdout link; { echo head; logprobs -r $p -f plain -o link; "
                          "echo; } > f; readlink link")
        self.assertEqual((done.stdout, self.content("f")),
                         (b"/dev/stdout\n", "head\nAndrzej Duda\n"))

    def test_links_in_a_circle(self):
        done = self.shell("ln -s a b; ln -s b a; logprobs -r $p -o a; echo $?; readlink a b")
        self.assertEqual(done.stdout, b"1\nb\na\n")
        self.assertIn(b"symbolic links", done.stderr)

    def test_long_names(self):
        name = "n" * 255
        self.shell(f"logprobs -r $p -q -o {name}")
        self.assertEqual(self.content(name), "Andrzej Duda\n")

    def test_a_file_that_grows_too_large_leaves_nothing(self):
        done = self.shell("ulimit -f 1; logprobs -r $p $p $p $p $p -f json -o f; echo $?; ls -A")
        self.assertEqual(done.stdout, b"1\n")
        self.assertIn(b"File too large", done.stderr)

    def test_messages_are_appended_to_a_log(self):
        self.shell("echo first > log; logprobs --nope 2>> log")
        self.assertTrue(self.content("log").startswith("first\nlogprobs: unknown option"))

    def test_a_socket(self):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            subprocess.run([program.path(), "-r", str(program.EXAMPLES / "poland.json"), "-f",
                            "plain", "-o", "/dev/stdout"], stdout=theirs, check=True,
                           timeout=program.TIMEOUT)
            self.assertEqual(ours.recv(100), b"Andrzej Duda")

    def test_ignored_signals_stay_ignored(self):
        done = self.shell("trap '' INT; (kill -INT $BASHPID; exec logprobs -r $p -q)")
        self.assertEqual(done.stdout, b"Andrzej Duda\n")

    def test_closed_standard_input(self):
        done = self.shell("logprobs -r - <&-; echo $?")
        self.assertEqual(done.stdout, b"1\n")


class Pictures(program.ProgramTest):
    def test_the_pictures_match_the_program(self):
        path = os.pathsep.join([str(self.folder), os.environ["PATH"]])
        (self.folder / "logprobs").symlink_to(program.path())
        names = ("text", "chart")
        subprocess.run([program.EXAMPLES / "pictures.sh", self.folder, *names], check=True,
                       env=program.environment(PATH=path), timeout=program.TIMEOUT)
        for name in names:
            self.assertEqual((self.folder / f"{name}.svg").read_bytes(),
                             (program.EXAMPLES / "pictures" / f"{name}.svg").read_bytes(), name)


if __name__ == "__main__":
    unittest.main()
