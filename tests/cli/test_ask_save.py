"""What `--save-response` and `--save` keep of a response, and when."""

import json
import os
import resource
import signal
import stat
import threading
import unittest

import program
import samples
import scripted
from program import INTERRUPTED, OK, REFUSED, TERMINATED, UNREACHED, UNUSABLE, USAGE
from samples import chunk, event, last_chunk, token
from scripted import body_response, bytewise, hold, json_response, leave, reset, stream_response
from test_ask import HELLO, KEY, Asking

FIRST = event(chunk([token("alpha")]))
LONG = stream_response([samples.stream(*[chunk([token("word ")]) for _ in range(500)],
                                       last_chunk())])


def limit_files():
    """Limits the size of files, as if the disk were full."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


class SaveTest(Asking):
    def setUp(self):
        super().setUp()
        self.target = self.folder / "kept"
        self.partial = self.folder / "kept.partial"

    def save(self, *words, **more):
        return self.ask("hello", "-q", "--save-response", str(self.target), *words, **more)

    def assert_left(self, **contents):
        """The scratch folder contains exactly these files."""
        names = {"kept": self.target, "partial": self.partial}
        self.assertEqual({path.name for path in self.folder.iterdir()},
                         {names[name].name for name in contents})
        for name, content in contents.items():
            data = content.encode() if isinstance(content, str) else content
            self.assertEqual(names[name].read_bytes(), data)


class Saved(SaveTest):
    def test_the_body_as_it_came(self):
        odd = samples.stream(chunk([token("a")]), last_chunk()).replace("\n", "\r\n", 3) + ": bye"
        for body in (HELLO, ": ping\n\n" + HELLO + "\n\n", odd + "\n"):
            for pieces in ([body], bytewise(body)):
                for chunked in (True, False):
                    self.assert_silent(self.save(response=stream_response(pieces, chunked)))
                    self.assert_left(kept=body)

    def test_a_plain_answer(self):
        body = "\n" + samples.compact(samples.answer("é🐈")) + " \n"
        self.assert_silent(self.save("--no-stream", response=body_response(body)))
        self.assert_left(kept=body)

    def test_only_the_owner_can_read_it(self):
        for before in (None, 0o644):
            if before:
                self.target.chmod(before)
            mask = os.umask(0)
            try:
                self.assert_silent(self.save())
            finally:
                os.umask(mask)
            self.assertEqual(stat.S_IMODE(self.target.stat().st_mode), 0o600)

    def test_a_complete_answer_replaces_the_file(self):
        self.target.write_text("before")
        self.assert_silent(self.save())
        self.assert_left(kept=HELLO)

    def test_an_unusable_answer_counts_as_complete(self):
        body = samples.compact(samples.response(samples.choice([token("a")], logprobs=None)))
        self.assertEqual(self.save(response=body_response(body)).code, UNUSABLE)
        self.assert_left(kept=body)

    def test_together_with_another_output(self):
        asked = self.save("-o", str(self.folder / "out"), "-f", "plain")
        self.assert_silent(asked)
        self.assertEqual((self.folder / "out").read_text(), "Hello you")
        self.assertEqual(self.target.read_text(), HELLO)

    def test_a_link_stays_a_link(self):
        for before in (None, "before"):
            place = self.folder / f"place {before}"
            place.mkdir()
            kept, link = place / "kept", place.parent / f"link {before}"
            link.symlink_to(kept)
            if before:
                kept.write_text(before)
            self.assert_silent(self.ask("hello", "-q", "--save-response", str(link)))
            self.assertEqual((os.readlink(link), kept.read_text()), (str(kept), HELLO))
            self.assertEqual(os.listdir(place), ["kept"])

    def test_nobody_else_can_read_it_while_it_grows(self):
        """The temporary file is next to FILE, so that it can be renamed in one step."""
        self.target.write_text("before")
        seen = threading.Event()
        with scripted.Server(stream_response([FIRST, seen, HELLO])) as server:
            process = self.start_asking(server, "hello", "-q", "--save-response", str(self.target),
                                        preexec_fn=lambda: os.umask(0))
            self.assertEqual(os.read(process.stdout.fileno(), 5), b"alpha")
            growing, = set(self.folder.iterdir()) - {self.target}
            self.assertEqual(stat.S_IMODE(growing.stat().st_mode), 0o600)
            self.assertEqual(growing.read_text(), FIRST)
            seen.set()
            self.assert_silent(self.finish(process))
        self.assert_left(kept=FIRST + HELLO)

    def test_devices_and_fifos(self):
        """What is not a regular file is written to, and stays what it is."""
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        reader = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)  # so that opening does not block
        self.addCleanup(os.close, reader)
        link = self.folder / "link"
        link.symlink_to(pipe)
        for name in (pipe, link):
            self.assert_silent(self.ask("hello", "--save-response", str(name)))
            self.assertEqual(os.read(reader, 10000), HELLO.encode())
        self.assertTrue(pipe.is_fifo() and link.is_symlink())

    def test_a_full_disk(self):
        """The answer is still shown."""
        asked = self.ask("hello", "-f", "plain", "--save-response", "/dev/full")
        self.assert_sentence(asked, program.FAILED, "/dev/full", "No space left")
        self.assertEqual(asked.out, b"Hello you")

    def test_a_disk_that_fills_up(self):
        for before in ({}, {"kept": "before"}):
            for name, content in before.items():
                (self.folder / name).write_text(content)
            asked = self.save("-f", "plain", response=LONG, preexec_fn=limit_files)
            self.assert_sentence(asked, program.FAILED, str(self.target), "File too large")
            self.assertEqual(asked.out, b"word " * 500)
            self.assert_left(**before)

    def test_no_room_for_the_other_output(self):
        self.partial.write_text("before")
        asked = self.ask("hello", "-f", "json", "-o", str(self.partial), response=LONG,
                         preexec_fn=limit_files)
        self.assert_sentence(asked, program.FAILED, str(self.partial), "File too large")
        self.assertEqual(asked.out, b"")
        self.assert_left(partial="before")

    def test_it_is_kept_if_the_view_cannot_be_written(self):
        for response in (stream_response([HELLO]), stream_response([HELLO, hold])):
            with open("/dev/full", "wb") as full:
                asked = self.save(response=response, stdout=full)
            self.assert_sentence(asked, program.FAILED, "standard output", "No space left")
            self.assert_left(partial=HELLO)

    def test_a_full_disk_does_not_harm_the_other_output(self):
        target = self.folder / "out"
        asked = self.ask("hello", "-f", "plain", "--save-response", "/dev/full", "-o", str(target))
        self.assert_sentence(asked, program.FAILED, "/dev/full")
        self.assertEqual(target.read_bytes(), b"Hello you")

    def test_it_is_opened_before_anything_is_sent(self):
        for name in (self.folder / "none" / "kept", self.folder):
            asked = self.ask("hello", "--save-response", str(name))
            self.assert_sentence(asked, program.FAILED, str(name))
            self.assertEqual(asked.connections, 0)

    def test_with_replay(self):
        answer = self.file("answer.json", samples.lines(samples.answer("a")))
        for option in ("--save", "--save-response"):
            for words in (("-r", answer, option, "kept"), (f"{option}=kept", "-r", answer)):
                result = program.run(*words, cwd=self.folder)
                self.assert_sentence(result, USAGE, f"{option} is for asking", "--replay")
        self.assertFalse(self.target.exists())


class Partial(SaveTest):
    """An incomplete response is kept as FILE.partial."""

    def test_a_response_that_was_cut_off(self):
        self.target.write_text("before")
        for response, code in ((stream_response([FIRST]), UNUSABLE),
                               (stream_response([FIRST, leave]), UNUSABLE),
                               (stream_response([FIRST], chunked=False), UNUSABLE),
                               (body_response(FIRST, length=9999), UNUSABLE)):
            self.assertEqual(self.save(response=response).code, code)
            self.assert_left(kept="before", partial=FIRST)

    def test_half_a_line(self):
        self.assertEqual(self.save(response=stream_response([FIRST, FIRST[:-20]])).code, UNUSABLE)
        self.assert_left(partial=FIRST + FIRST[:-20])

    def test_an_older_partial_file_is_replaced(self):
        self.partial.write_text("older and longer " * 100)
        self.save(response=stream_response([FIRST]))
        self.assert_left(partial=FIRST)

    def test_silence(self):
        asked = self.save("--timeout=0.5", response=stream_response([FIRST, hold]))
        self.assertEqual(asked.code, UNUSABLE)
        self.assert_left(partial=FIRST)

    def test_signals(self):
        for number, code in ((signal.SIGINT, INTERRUPTED), (signal.SIGTERM, TERMINATED)):
            with scripted.Server(stream_response([FIRST, hold])) as server:
                process = self.start_asking(server, "hello", "--save-response", str(self.target))
                self.assertEqual(os.read(process.stdout.fileno(), 5), b"alpha")
                process.send_signal(number)
                self.assertEqual(self.finish(process).code, code)
            self.assert_left(partial=FIRST)

    def test_a_reader_that_leaves(self):
        """If the reader of standard output leaves, what came until then is kept."""
        closed = threading.Event()
        with scripted.Server(stream_response([FIRST, closed, FIRST * 3000])) as server:
            process = self.start_asking(server, "hello", "-q", "--save-response", str(self.target))
            self.assertEqual(process.stdout.read(5), b"alpha")
            process.stdout.close()
            closed.set()
            self.check_key(process.stderr.read())
            self.assertEqual(process.wait(program.TIMEOUT), OK)
        kept = self.partial.read_bytes()
        self.assertTrue((FIRST * 3001).encode().startswith(kept))
        self.assertGreaterEqual(len(kept), len(FIRST))
        self.assertFalse(self.target.exists())

    def test_nothing_is_kept_if_nothing_came(self):
        for before in (None, "before"):
            if before:
                self.target.write_text(before)
            for response, code in ((json_response({"error": {"message": "no"}}, 400), REFUSED),
                                   (json_response({"error": {"message": "no"}}, 503), UNREACHED),
                                   (scripted.redirect_response("/other"), REFUSED),
                                   (scripted.raw_response(reset), UNREACHED),
                                   (stream_response([reset]), UNREACHED)):
                self.assertEqual(self.save(response=response).code, code)
                self.assert_left(**({"kept": before} if before else {}))

    def test_nothing_on_a_signal_before_the_first_byte(self):
        self.target.write_text("before")
        waiting = threading.Event()
        with scripted.Server(scripted.raw_response(lambda _: waiting.set(), hold)) as server:
            process = self.start_asking(server, "hello", "--save-response", str(self.target))
            self.assertTrue(waiting.wait(program.TIMEOUT))
            process.send_signal(signal.SIGINT)
            self.assertEqual(self.finish(process).code, INTERRUPTED)
        self.assert_left(kept="before")


class WithRequest(SaveTest):
    """`--save` keeps what was asked, too."""

    def save(self, *words, **more):
        return self.ask("hello", "-q", "--save", str(self.target), *words, **more)

    def comment(self, asked):
        """The comment line with the request that the server got."""
        return f": logprobs request {asked.requests[0].body.decode()}\n"

    def test_before_a_stream(self):
        for pieces in ([HELLO], bytewise(HELLO), ["\n", HELLO]):
            asked = self.save(response=stream_response(pieces))
            self.assert_silent(asked)
            self.assert_left(kept=self.comment(asked) + b"".join(map(scripted.encoded, pieces)).decode())

    def test_beside_a_whole_answer(self):
        value = samples.answer("é🐈")
        for text in (samples.compact(value), json.dumps(value, indent=1), "\n \r\n" +
                     samples.compact(value) + " \n"):
            for pieces in ([text], bytewise(text)):
                asked = self.save("--no-stream", response=stream_response(pieces))
                self.assert_silent(asked)
                body = asked.requests[0].body.decode()
                self.assert_left(kept=f'{{"request": {body}, "response": {text.strip()}}}\n')
                self.assertEqual(list(json.loads(self.target.read_text())),
                                 ["request", "response"])

    def test_a_whole_answer_where_a_stream_was_asked_for(self):
        asked = self.save(response=json_response(samples.answer("a")))
        self.assert_silent(asked)
        self.assertEqual(json.loads(self.target.read_text()),
                         {"request": json.loads(asked.requests[0].body),
                          "response": samples.answer("a")})

    def test_objects_one_by_one(self):
        body = samples.lines(chunk([token("a")]), last_chunk())
        asked = self.save(response=body_response(body))
        self.assert_left(kept=self.comment(asked) + body)

    def test_what_was_cut_off(self):
        whole = samples.compact(samples.answer("a"))
        for body in (FIRST, FIRST + FIRST[:-20], whole[:-9]):
            asked = self.save(response=stream_response([body]))
            self.assertEqual(asked.code, UNUSABLE)
            self.assert_left(partial=self.comment(asked) + body)

    def test_nothing_where_nothing_came(self):
        for response in (stream_response([reset]), json_response({"error": {"message": "no"}}, 400)):
            self.save("--retries=0", response=response)
            self.assert_left()

    def test_on_a_signal(self):
        with scripted.Server(stream_response([FIRST, hold])) as server:
            process = self.start_asking(server, "hello", "--save", str(self.target))
            self.assertEqual(os.read(process.stdout.fileno(), 5), b"alpha")
            process.send_signal(signal.SIGINT)
            self.assertEqual(self.finish(process).code, INTERRUPTED)
        self.assert_left(partial=self.comment(server) + FIRST)

    def test_a_whole_answer_if_the_view_cannot_be_written(self):
        whole = samples.compact(samples.answer("Hello you"))
        with open("/dev/full", "wb") as full:
            asked = self.save(response=body_response(whole), stdout=full)
        self.assert_sentence(asked, program.FAILED, "standard output", "No space left")
        self.assert_left(partial=self.comment(asked) + whole)

    def test_only_the_owner_can_read_it(self):
        for words in ((), ("--no-stream",)):
            self.assert_silent(self.save(*words))
            self.assertEqual(stat.S_IMODE(self.target.stat().st_mode), 0o600)

    def test_both(self):
        bare = self.folder / "bare"
        for words, body in (((), HELLO), (("--no-stream",), samples.compact(samples.answer("a")))):
            asked = self.save("--save-response", str(bare), *words, response=body_response(body))
            self.assert_silent(asked)
            self.assertEqual(bare.read_text(), body)
            self.assertIn(body, self.target.read_text())
            self.assertIn(asked.requests[0].body.decode(), self.target.read_text())

    def test_no_secret(self):
        key = "sk-test/0123456789"
        words = ("-H", "X-Auth-Token: token-0123456789", "-H", "X-Other: seen", "my", key,
                 "and token-0123456789")
        for more in ((), ("--no-stream",)):
            asked = self.save(*words, *more, key=key, response=json_response(samples.answer("a")))
            self.assert_silent(asked)
            text = self.target.read_text()
            self.assertIn("hello my [redacted] and [redacted]", text)
            for absent in ("0123456789", "X-Auth-Token", "X-Other", "seen", "Bearer"):
                self.assertNotIn(absent, text)

    def test_a_secret_without_which_the_request_is_no_json(self):
        value = samples.compact(samples.answer("a"))
        asked = self.save("--seed", "12345678", key="12345678", response=body_response(value))
        self.assert_silent(asked)
        text = self.target.read_text()
        self.assertIn('"seed":[redacted]', text)
        self.assertTrue(text.endswith("}\n" + value))
        replayed = program.run("-r", str(self.target), "-f", "plain")
        self.assert_silent(replayed)
        self.assertEqual(replayed.out, b"a")

    def test_a_response_in_the_question_is_not_the_answer(self):
        question = "Explain: " + samples.compact(samples.answer("wrong"))
        for response in (stream_response([HELLO]), json_response(samples.answer("Hello you"))):
            self.assert_silent(self.save(question, response=response))
            replayed = program.run("-r", str(self.target), "-f", "plain")
            self.assert_silent(replayed)
            self.assertEqual(replayed.out, b"Hello you")

    def test_a_full_disk(self):
        for response in (stream_response([HELLO]), json_response(samples.answer("Hello you"))):
            asked = self.ask("hello", "-f", "plain", "--save", "/dev/full", response=response)
            self.assert_sentence(asked, program.FAILED, "/dev/full", "No space left")
            self.assertEqual(asked.out, b"Hello you")


class Redacted(SaveTest):
    """A server may send the key back; it is not kept."""

    marked = f": {KEY} and {KEY}\n\n{HELLO}"
    clean = marked.replace(KEY, "[redacted]")

    def test_in_a_stream(self):
        for chunked in (True, False):
            asked = self.save(response=stream_response([self.marked], chunked))
            self.assert_silent(asked)
            self.assert_left(kept=self.clean)

    def test_in_pieces(self):
        for at in range(3, 2 + len(KEY), program.stride()):
            pieces = [self.marked[:at], self.marked[at:]]
            self.assert_silent(self.save(response=stream_response(pieces)))
            self.assert_left(kept=self.clean)
        self.assert_silent(self.save(response=stream_response(bytewise(self.marked))))
        self.assert_left(kept=self.clean)

    def test_in_a_plain_answer(self):
        value = samples.response(samples.choice([token("a")]), echo=f"Bearer {KEY}")
        self.assert_silent(self.save("--no-stream", response=json_response(value)))
        self.assertIn(b'"Bearer [redacted]"', self.target.read_bytes())

    def test_at_the_end_of_a_partial_file(self):
        self.save(response=stream_response([FIRST, f": {KEY}"]))
        self.assert_left(partial=FIRST + ": [redacted]")

    def test_as_json_spells_it(self):
        key = 'sk-test/"quoted"\\0123456789'
        for spelled in (json.dumps(key)[1:-1], json.dumps(key)[1:-1].replace("/", "\\/")):
            body = '{"echo":"%s",' + samples.compact(samples.answer("a"))[1:]
            asked = self.save("--no-stream", key=key, response=body_response(body % spelled))
            self.assert_silent(asked)
            self.assert_left(kept=body % "[redacted]")

    def test_most_of_a_key_where_the_connection_breaks(self):
        self.save(response=stream_response([FIRST, f": {KEY[:-3]}", leave]))
        self.assert_left(partial=FIRST + ": [redacted]")

    def test_half_a_key_is_not_redacted(self):
        body = HELLO + ": " + KEY[:-1] + "\n"
        self.assert_silent(self.save(response=stream_response([body])))
        self.assert_left(kept=body)

    def test_other_keys(self):
        for word in ("api-key: azure-0123456789", "Authorization: Basic azure-0123456789"):
            response = stream_response([": azure-01234", "56789\n\n", HELLO])
            self.assert_silent(self.save("-H", word, response=response))
            self.assert_left(kept=": [redacted]\n\n" + HELLO)


if __name__ == "__main__":
    unittest.main()
