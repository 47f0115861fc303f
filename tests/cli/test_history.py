"""The answers that are kept by themselves, shown again with `--last` and listed with `--history`."""

import json
import os
import re
import resource
import shutil
import signal
import stat
import unittest
from concurrent.futures import ThreadPoolExecutor

import program
import safe
import samples
import scripted
import test_pty
from program import INTERRUPTED, OK, UNUSABLE, USAGE
from samples import chunk, last_chunk, token
from scripted import hold, json_response, stream_response
from test_ask import HELLO, KEY, STREAM, Asking, variables

MORE = "  more: logprobs --last -f table\n"
NAME = re.compile(r"\d{8}T\d{6}\.\d{9}Z-[0-9a-f]{16}\Z")


def says(word):
    return stream_response([samples.stream(chunk([token(word)]), last_chunk())])


class HistoryTest(Asking, test_pty.Terminal):
    def setUp(self):
        super().setUp()
        self.state = self.folder / "state"
        self.kept = self.state / "logprobs"
        self.env = {"XDG_STATE_HOME": str(self.state), "TZ": "UTC"}

    def paint(self, *words, response=STREAM, env=None, code=OK, **more):
        """Asks with a terminal as standard output; returns what it shows, without styles."""
        with scripted.Server(response) as server:
            shown = self.on_terminal(*words, "--retries=0", code=code, **more,
                                     env=variables(server, **test_pty.XTERM, **self.env,
                                                   **(env or {})))
        self.check_key(shown.encode())
        return safe.SGR.sub("", shown)

    def run_here(self, *words, env=None, **more):
        return program.run(*words, env={**self.env, **(env or {})}, **more)

    def names(self):
        return sorted(os.listdir(self.kept)) if self.kept.exists() else []

    def fill(self, count):
        """Keeps answers of 2001, oldest first: "before-0" and so on."""
        self.kept.mkdir(parents=True)
        for number in range(count):
            name = f"20010909T0146{number:02}.000000000Z-0123456789abcdef"
            (self.kept / name).write_text(
                f': logprobs request {{"prompt": "before-{number}"}}\n{HELLO}')

    def last(self, *words):
        result = self.run_here("--last", *words, "-f", "plain")
        self.assert_silent(result)
        return result.out.decode()

    def listed(self):
        result = self.run_here("--history")
        self.assert_silent(result)
        return result.out.decode().splitlines()


class Kept(HistoryTest):
    def test_what_is_painted_on_a_terminal(self):
        self.paint("Who", "are", "you?")
        name, = self.names()
        self.assertRegex(name, NAME)
        text = (self.kept / name).read_text()
        self.assertTrue(text.startswith(": logprobs request {"))
        self.assertTrue(text.endswith("}\n" + HELLO))
        self.assertIn("Who are you?", text)

    def test_a_whole_answer(self):
        self.paint("Who?", "--no-stream", response=json_response(samples.answer("a")))
        name, = self.names()
        kept = json.loads((self.kept / name).read_text())
        self.assertEqual(list(kept), ["request", "response"])

    def test_for_the_owner_alone(self):
        mask = os.umask(0)
        try:
            self.paint("hello")
        finally:
            os.umask(mask)
        for folder in (self.state, self.kept):
            self.assertEqual(stat.S_IMODE(folder.stat().st_mode), 0o700)
        name, = self.names()
        self.assertEqual(stat.S_IMODE((self.kept / name).stat().st_mode), 0o600)

    def test_in_the_home_without_another_folder(self):
        for number, variable in enumerate(({}, {"XDG_STATE_HOME": ""}, {"XDG_STATE_HOME": "a/b"})):
            home = self.folder / f"home{number}"
            home.mkdir()
            self.env = {"HOME": str(home), **variable}
            self.paint("hello")
            self.assertEqual(len(os.listdir(home / ".local/state/logprobs")), 1)
        self.env = {}
        self.assertNotIn("more:", self.paint("hello"))

    def test_no_secret(self):
        self.paint("is", KEY, "good?", response=stream_response([f": {KEY}\n\n{HELLO}"]))
        text = (self.kept / self.names()[0]).read_text()
        self.assertIn("is [redacted] good?", text)
        self.assertIn(": [redacted]\n", text)
        self.assertNotIn("Bearer", text)

    def test_what_was_cut_off_or_interrupted(self):
        begun = samples.event(chunk([token("alpha")]))
        self.paint("cut?", response=stream_response([begun]), code=UNUSABLE)
        ours, theirs = test_pty.open_terminal(80)
        with scripted.Server(stream_response([begun, hold])) as server:
            process = self.start_asking(server, "interrupted?", stdout=theirs,
                                        env={**test_pty.XTERM, **self.env})
            os.close(theirs)
            while b"alpha" not in os.read(ours, 1000):
                pass
            process.send_signal(signal.SIGINT)
            self.assertNotIn(b"more:", test_pty.read_all(ours))
            self.assertEqual(process.wait(program.TIMEOUT), INTERRUPTED)
        os.close(ours)
        self.assertEqual([line.split()[-3] for line in self.listed()], ["interrupted?", "cut?"])
        self.assertEqual(self.run_here("--last", "-f", "plain").out, b"alpha")

    def test_the_last_twenty(self):
        self.fill(19)
        for word in ("one", "two", "three"):
            self.paint(word, "-q")
        self.assertEqual(len(self.names()), 20)
        questions = [line.split()[-3] for line in self.listed()]
        self.assertEqual(questions, ["three", "two", "one",
                                     *[f"before-{number}" for number in range(18, 1, -1)]])

    def test_two_at_a_time_do_not_harm_each_other(self):
        self.fill(18)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda number: self.paint(f"now-{number}", "-q"), range(8)))
        questions = [line.split()[-3] for line in self.listed()]
        self.assertEqual(sorted(questions[:8]), [f"now-{number}" for number in range(8)])
        self.assertEqual(questions[8:], [f"before-{number}" for number in range(17, 5, -1)])
        self.assertEqual(len(self.names()), 20)


class NotKept(HistoryTest):
    def assert_none(self):
        self.assertFalse(self.state.exists())

    def test_in_a_pipe_or_a_file(self):
        with scripted.Server(STREAM) as server:
            env = variables(server, **test_pty.XTERM, **self.env)
            for words in ((), ("--color=always",), ("-o", str(self.folder / "out"))):
                self.assertEqual(program.run("hello", *words, env=env).code, OK)
        self.assert_none()

    def test_in_another_view_or_another_file(self):
        for words in (("-f", "table"), ("-f", "plain"), ("-f", "json"), ("-o", "/dev/null"),
                      ("-o", str(self.folder / "out"))):
            self.paint("hello", *words)
        self.assert_none()

    def test_where_nobody_wants_it(self):
        for words, env in ((("--no-history",), {}), ((), {"LOGPROBS_HISTORY": "0"})):
            self.assertNotIn("more:", self.paint("hello", *words, env=env))
        self.assert_none()

    def test_without_an_answer(self):
        for response, code in ((json_response({"error": {"message": "no"}}, 400), program.REFUSED),
                               (stream_response([": ping\n\n"]), UNUSABLE),
                               (stream_response([samples.stream(chunk(delta={"content": "a"}))]),
                                UNUSABLE)):
            self.assertNotIn("more:", self.paint("hello", response=response, code=code))
        self.assert_none()

    def test_a_dry_run(self):
        self.paint("hello", "--dry-run")
        self.assert_none()

    def test_a_replay(self):
        self.on_terminal("-r", self.file("kept.sse", HELLO), env={**test_pty.XTERM, **self.env})
        self.assert_none()

    def test_where_no_folder_can_be_made(self):
        """It is no error of the answer."""
        self.state.write_text("a file")
        shown = self.paint("hello")
        self.assertTrue(shown.startswith("Hello you"))
        self.assertNotIn("more:", shown)

    def test_on_a_full_disk(self):
        def no_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

        shown = self.paint("hello", preexec_fn=no_files)
        self.assertTrue(shown.startswith("Hello you"))
        self.assertNotIn("more:", shown)
        self.assertEqual(self.names(), [])


class Footer(HistoryTest):
    def test_the_first_time_says_where(self):
        shown = self.paint("hello")
        self.assertTrue(shown.endswith(
            f"{MORE}  the last 20 answers are kept in {self.kept}\n"
            "  LOGPROBS_HISTORY=0 in the environment, or --no-history, keeps none\n"), shown)
        self.assertTrue(self.paint("hello").endswith("not top\n" + MORE))

    def test_it_is_dim(self):
        with scripted.Server(STREAM) as server:
            shown = self.on_terminal("hello", env=variables(server, **test_pty.XTERM, **self.env))
        styles = {codes for c, codes in safe.styled(shown.split("not top")[-1]) if c.strip()}
        self.assertEqual(styles, {frozenset("2")})

    def test_not_where_legends_are_left_out(self):
        self.paint("hello")
        for word in ("-q", "--no-legend"):
            self.assertNotIn("more:", self.paint("hello", word))
        self.assertEqual(len(self.names()), 3)


class Last(HistoryTest):
    def setUp(self):
        super().setUp()
        for word in ("one", "two", "three"):
            self.paint(f"say {word}", "-q", response=says(word))

    def test_the_newest_and_the_older_ones(self):
        self.assertEqual(self.last(), "three")
        self.assertEqual([self.last(str(number)) for number in (1, 2, 3)], ["three", "two", "one"])
        self.assertEqual(self.run_here("--last=2", "-f", "plain").out, b"two")

    def test_in_any_view(self):
        """As a file is shown, but the kept one's name would say nothing to anybody."""
        for number, name in ((1, "the last answer"), (3, "answer 3 of the history")):
            shutil.copy(self.kept / self.names()[-number], self.folder / name)
            for view in program.VIEWS:
                shown = self.run_here("--last", str(number), "-f", view)
                self.assert_silent(shown)
                self.assertEqual(shown.out,
                                 program.run("-r", name, "-f", view, cwd=self.folder).out)

    def test_gates_apply(self):
        self.assertEqual(self.run_here("--last", "--min-probability", "0.99").code, 3)

    def test_a_number_that_is_too_high(self):
        result = self.run_here("--last", "4")
        self.assert_sentence(result, USAGE, "--last 4: only 3 answers are kept", "--history")
        for word in ("0", "x"):
            result = self.run_here(f"--last={word}")
            self.assert_sentence(result, USAGE, "--last", "is not a number")

    def test_without_any(self):
        env = {"XDG_STATE_HOME": str(self.folder / "nowhere")}
        result = self.run_here("--last", env=env)
        self.assert_sentence(result, USAGE, "--last: no answer is kept", "--replay")
        result = self.run_here("--history", env=env)
        self.assertEqual((result.code, result.out, result.err),
                         (OK, b"", b"logprobs: no answer is kept\n"))
        self.assert_silent(self.run_here("--history", "-q", env=env))

    def test_what_goes_with_it(self):
        for words, part in ((("--last", "-r", "x"), "--replay and --last"),
                            (("--history", "-r", "x"), "--replay and --history"),
                            (("--history", "--last"), "--last and --history"),
                            (("--last", "why?"), "--last takes none"),
                            (("--last", "2", "why?"), "--last takes none"),
                            (("why?", "--history"), "--history takes none"),
                            (("--last", "--save", "x"), "--save is for asking"),
                            (("--last", "--dry-run"), "--dry-run is for asking")):
            self.assert_sentence(self.run_here(*words), USAGE, part)

    def test_a_damaged_one_is_skipped(self):
        newest = self.kept / self.names()[-1]
        for content in (b"", b"\0\xff", b'{"request": {', newest.read_bytes()[:200]):
            newest.write_bytes(content)
            self.assertEqual(self.last(), "two")
            self.assertEqual(len(self.listed()), 2)
        newest.unlink()
        newest.mkdir()
        self.assertEqual(self.last(), "two")

    def test_other_files_are_left_alone(self):
        for name in ("notes.txt", ".logprobs.0123456789abcdef", "20260101T000000Z"):
            (self.kept / name).write_text("{}")
        self.paint("more", "-q")
        self.assertEqual(len(self.names()), 7)
        self.assertEqual(len(self.listed()), 4)


class Listed(HistoryTest):
    def test_a_line_each(self):
        surprising = stream_response([samples.stream(chunk([token("a", 0.05), token("b", 0.05)]),
                                                     last_chunk())])
        self.paint("Why is\nthe sky blue?", "-q", response=surprising)
        self.paint("日本?", "-q", response=says("a"))
        self.paint("x" * 100, "-q", response=says("a"))
        lines = self.listed()
        when = r"\d{4}-\d\d-\d\d \d\d:\d\d"
        model = "sample-model"
        wide = 100 - len(f" 1  2026-01-01 00:00  {model}    no clues")
        for line, question, clues in zip(lines, ("x" * (wide - 1) + "…", "日本?" + " " * (wide - 5),
                                                 "Why is↵the sky blue?".ljust(wide)),
                                         ("no clues", "no clues", "2 clues")):
            self.assertRegex(line, rf"\A [123]  {when}  {model}  {re.escape(question)}  {clues}\Z")
        self.assertEqual([line[:2] for line in lines], [" 1", " 2", " 3"])

    def test_into_a_file(self):
        self.paint("hello", "-q")
        listed = self.run_here("--history").out
        self.assert_silent(self.run_here("--history", "-o", str(self.folder / "list")))
        self.assertEqual((self.folder / "list").read_bytes(), listed)

    def test_it_fits_a_terminal(self):
        self.paint("long " * 40, "-q")
        for columns in (60, 80, 140):
            shown = self.on_terminal("--history", columns=columns,
                                     env={**test_pty.XTERM, **self.env})
            self.assertEqual(test_pty.width(shown.rstrip("\n")), columns)

    def test_hostile_text(self):
        self.paint("\x1b[2J\u202e", "-q", response=stream_response([samples.stream(
            chunk([token("a")], model="\x1b]0;x\x07"), last_chunk())]))
        shown = self.on_terminal("--history", env={**test_pty.XTERM, **self.env})
        self.assertEqual(safe.dangers(shown.encode()), [])

    def test_local_time(self):
        self.paint("hello", "-q")
        hour = {zone: self.run_here("--history", env={"TZ": zone}).out.split()[2][:2]
                for zone in ("UTC0", "PKT-5")}
        self.assertEqual((int(hour["PKT-5"]) - int(hour["UTC0"])) % 24, 5)


if __name__ == "__main__":
    unittest.main()
