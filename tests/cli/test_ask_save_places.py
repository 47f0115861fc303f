"""Where `--save` and `-o` write to: what is replaced, what is refused, what is on the disk first."""

import os
import stat
import subprocess
import tempfile
import unittest
from pathlib import Path

import program
import samples
import scripted
from program import FAILED
from test_ask import HELLO, STREAM, Asking, variables

NOBODY = 65534


class Both(Asking):
    """The response and the view never overwrite each other."""

    def assert_refused(self, save, output):
        asked = self.ask("hello", "--save", save, "-o", output, cwd=self.folder)
        self.assert_not_asked(asked, "--save", "--output")
        self.assertEqual(set(os.listdir(self.folder)) - {"link"}, set())

    def test_one_file_by_two_names(self):
        (self.folder / "link").symlink_to(self.folder)
        for save in ("q", "./q", f"{self.folder}/q", "link/q"):
            for output in ("q", ".//q", f"{self.folder}/./q", "link/q"):
                self.assert_refused(save, output)

    def test_a_link_to_a_file_that_is_not_there(self):
        link = self.folder / "link"
        for target in ("q", f"{self.folder}/q"):
            link.symlink_to(target)
            self.assert_refused("link", "q")
            self.assert_refused("q", "link")
            link.unlink()

    def test_the_files_of_both_ways_to_save(self):
        for save, bare in (("q", "./q"), ("q.partial", "q"), ("q", "q.partial")):
            asked = self.ask("hello", "--save", save, "--save-response", bare, cwd=self.folder)
            self.assert_not_asked(asked, "--save", "--save-response", "overwrite each other")
            asked = self.ask("hello", "--save-response", save, "-o", bare, cwd=self.folder)
            if save == "q":
                self.assert_not_asked(asked, "--save-response", "--output")
        asked = self.ask("hello", "-q", "--save", "q", "--save-response", "p", "-o", "o",
                         cwd=self.folder)
        self.assert_silent(asked)

    def test_the_partial_file_is_the_output(self):
        """It would be lost if the answer were cut off."""
        for output in ("q.partial", f"{self.folder}/q.partial"):
            self.assert_refused("q", output)

    def test_standard_output_is_the_file(self):
        for name in ("q", "q.partial"):
            with open(self.folder / name, "wb") as out:
                asked = self.ask("hello", "--save", "q", stdout=out, cwd=self.folder)
            self.assert_not_asked(asked, "--save")

    def test_other_pairs(self):
        (self.folder / "sub").mkdir()
        for save, output in (("q", "p"), ("q.partial", "q"), ("q", "sub/q")):
            self.assert_silent(self.ask("hello", "--save", save, "-o", output, cwd=self.folder))


class Places(Asking):
    def setUp(self):
        super().setUp()
        self.source = self.file("answer.json", samples.lines(samples.answer("new")))

    def replay(self, *words, **more):
        return program.run("-r", self.source, "-f", "plain", *words, **more)

    def test_a_regular_file_in_a_folder_of_devices(self):
        """There, too, nobody else can read what is saved, and only a whole answer replaces it."""
        if not os.access("/dev/shm", os.W_OK):
            self.skipTest("there is no /dev/shm here")
        place = tempfile.TemporaryDirectory(dir="/dev/shm")
        self.addCleanup(place.cleanup)
        target = Path(place.name) / "kept"
        cut = scripted.stream_response([HELLO[:300]])
        for response, wanted in ((STREAM, "kept"), (cut, "kept.partial")):
            self.ask("hello", "-q", "--save-response", str(target), response=response)
            self.assertEqual(stat.S_IMODE((target.parent / wanted).stat().st_mode), 0o600)
            self.assertEqual(target.read_text(), HELLO)

    def test_a_link_that_somebody_else_left_in_a_folder_of_everybody(self):
        """It could make the owner of the file replace it; no kernel follows such a link either."""
        if os.geteuid() != 0:
            self.skipTest("only root can make a link of somebody else")
        folder = self.folder / "everybodys"
        folder.mkdir()
        folder.chmod(0o1777)
        link, victim = folder / "link", self.folder / "victim"
        for before in (["before"], []):
            for content in before:
                victim.write_text(content)
            link.symlink_to(victim)
            os.chown(link, NOBODY, NOBODY, follow_symlinks=False)
            replayed = self.replay("-o", str(link))
            self.assert_sentence(replayed, FAILED, "link", "Permission denied")
            asked = self.ask("hello", "--save", str(link))
            self.assert_sentence(asked, FAILED, "link", "Permission denied")
            self.assertEqual(asked.connections, 0)
            self.assertEqual([victim.read_text()] if victim.exists() else [], before)
            os.chown(link, 0, 0, follow_symlinks=False)
            self.assert_silent(self.replay("-o", str(link)))
            self.assertEqual(victim.read_text(), "new")
            link.unlink()
            victim.unlink()

    def test_a_file_that_may_not_be_written(self):
        """A shell's > refuses it, although it could be replaced."""
        target = Path(self.file("target", "before"))
        target.chmod(0o444)
        self.folder.chmod(0o777)
        more = {"cwd": "/"}
        if os.geteuid() == 0:
            os.chown(target, NOBODY, NOBODY)
            more.update(user=NOBODY, group=NOBODY, extra_groups=[])
        try:
            replayed = self.replay("-o", str(target), **more)
        except OSError as error:
            self.skipTest(f"nobody else can run the program here: {error}")
        self.assert_sentence(replayed, FAILED, "target", "Permission denied")
        asked = self.ask("hello", "--save", str(target), **more)
        self.assert_sentence(asked, FAILED, "target", "Permission denied")
        self.assertEqual((asked.connections, target.read_text()), (0, "before"))

    def test_a_file_that_may_be_written_but_not_replaced(self):
        """In a folder like /tmp only owners rename files; that is known before anything is asked."""
        if os.geteuid() != 0:
            self.skipTest("only root can make a file of somebody else")
        place = self.folder / "everybodys"
        place.mkdir()
        target = place / "target"
        target.write_text("before")
        target.chmod(0o666)
        self.folder.chmod(0o777)
        place.chmod(0o1777)
        more = {"cwd": "/", "user": NOBODY, "group": NOBODY, "extra_groups": []}
        try:
            asked = self.ask("hello", "--save", str(target), **more)
        except OSError as error:
            self.skipTest(f"nobody else can run the program here: {error}")
        self.assert_sentence(asked, FAILED, "target", "Operation not permitted")
        self.assertEqual((asked.connections, target.read_text()), (0, "before"))
        place.chmod(0o777)
        self.assert_silent(self.ask("hello", "-q", "--save", str(target), **more))

    def traced(self, *words, **more):
        """The names of the system calls that put files in place, in their order."""
        trace = self.folder / "trace"
        command = ["strace", "-f", "-o", trace, "-e", "trace=fsync,rename,renameat,renameat2"]
        try:
            subprocess.run([*command, "true"], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            self.skipTest(f"strace does not work here: {error}")
        environment = program.environment(ASAN_OPTIONS="detect_leaks=0", **more)
        subprocess.run([*command, program.path(), *words], check=True, env=environment,
                       cwd=self.folder, timeout=program.TIMEOUT, stdin=subprocess.DEVNULL,
                       capture_output=True)
        calls = [line.split(maxsplit=1)[1] for line in trace.read_text().splitlines()]
        return [call.split("(")[0].rstrip("at2") for call in calls if "(" in call]

    def test_the_bytes_are_on_the_disk_before_a_file_is_replaced(self):
        self.assertEqual(self.traced("-r", self.source, "-o", "out"), ["fsync", "rename"])
        with scripted.Server(STREAM) as server:
            calls = self.traced("hello", "--save", "kept", "-o", "out", **variables(server))
        self.assertEqual(calls, ["fsync", "rename"] * 2)


if __name__ == "__main__":
    unittest.main()
