"""Sources of tokens: files, pipes, and the shapes of saved responses."""

import json
import socket
import threading
import unittest

import program
import samples
from program import OK, UNUSABLE, USAGE
from samples import answer, choice, chunk, last_chunk, lines, response, stream, token

FORMATS = (("-f", "text"), ("--color=always",), ("-f", "table"), ("-f", "chart"), ("-f", "plain"),
           ("-f", "json"), ("-f", "summary"))


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


def texts(text):
    """The texts of the choices in `-f json`."""
    return [c["text"] for found in objects(text) for c in found["choices"]]


class Shapes(program.ProgramTest):
    def texts(self, content, *words, **more):
        return texts(self.show(content, "-f", "json", *words, **more))

    def places(self, content, **more):
        found = objects(self.show(content, "-f", "json", **more))
        return [(o["line"], o["offset"]) for o in found]

    def test_a_whole_response(self):
        self.assertEqual(self.texts(json.dumps(answer("Hi", " you"), indent=1)), ["Hi you"])

    def test_an_item_of_a_session_waits_for_the_answer_before_it(self):
        begun = chunk([token("A", 0.5)], id="a")
        item = {"type": "conversation.item.input_audio_transcription.completed", "item_id": "i",
                "content_index": 0, "logprobs": [token("B", 0.25)], "transcript": "B"}
        more = chunk([token("C", 0.75)], id="a", finish="stop")
        found = objects(self.show(lines(begun, item, more), "-f", "json"))
        self.assertEqual([[t["token"] for t in o["choices"][0]["tokens"]] for o in found],
                         [["A", "C"], ["B"]])
        self.assertEqual([round(t["probability"], 9) for o in found for t in o["choices"][0]["tokens"]],
                         [0.5, 0.75, 0.25])
        many = lines(begun, *({**item, "item_id": str(i)} for i in range(40)))
        self.assertEqual(len(objects(self.show(many, "-f", "json", code=UNUSABLE))), 41)

    def test_a_value_that_has_its_line_for_itself_has_a_line(self):
        one = samples.compact(answer("Hi"))
        for content in (one, one + "\n", one + "\r\n"):
            self.assertEqual(self.places(content), [(1, 0)])
        self.assertEqual(self.places(f"{one} {one}\n{one}"),
                         [(None, 0), (None, len(one) + 1), (2, 2 * len(one) + 2)])
        pretty = json.dumps(answer("Hi"), indent=1)
        self.assertEqual(self.places(f"{one}\n {pretty}\n"), [(1, 0), (None, len(one) + 2)])

    def test_blank_lines_are_counted(self):
        one = samples.compact(answer("Hi"))
        self.assertEqual(self.places(f"\n{one}\n\n \n{one}\n{one}"),
                         [(2, 1), (5, len(one) + 5), (6, 2 * len(one) + 6)])

    def test_values_one_after_another(self):
        pretty = json.dumps(answer("a"), indent=2)
        self.assertEqual(self.texts(pretty + pretty + "\n\n" + pretty), ["a"] * 3)
        self.assertEqual(self.texts(samples.compact(answer("a")) * 2), ["a"] * 2)

    def test_an_array_gives_an_object_per_element(self):
        self.assertEqual(self.texts(json.dumps([answer("a"), answer("b")], indent=1)), ["a", "b"])
        self.assertEqual(self.texts(lines([answer("a"), answer("b")], answer("c"))),
                         ["a", "b", "c"])

    def test_bare_tokens(self):
        some = [token("a"), token("b")]
        for content in (some, {"content": some}, {"content": some, "refusal": None}):
            found = objects(self.show(json.dumps(content), "-f", "json"))
            self.assertEqual([(o["format"], o["choices"][0]["text"]) for o in found],
                             [("tokens", "ab")])

    def test_events_as_json_lines(self):
        events = lines(chunk([token("a")]), chunk([token("b")]), last_chunk())
        self.assertEqual(self.texts(events), ["ab"])
        self.assertEqual(self.places("\n" + events), [(None, 1)])

    def test_events_as_json_lines_cut_off(self):
        events = lines(chunk([token("a")]), chunk([token("b")]))
        self.assertEqual(self.texts(events, code=UNUSABLE), ["ab"])

    def test_streams_one_after_another(self):
        first, second = [chunk([token("a")]), last_chunk()], [chunk([token("b")]), last_chunk()]
        self.assertEqual(self.texts(stream(*first) + stream(*second)), ["a", "b"])

    def test_another_id_begins_another_response(self):
        first = [chunk([token("a")], id="one"), {**last_chunk(), "id": "one"}]
        second = [chunk([token("b")], id="two"), {**last_chunk(), "id": "two"}]
        self.assertEqual(self.texts(stream(*first, *second)), ["a", "b"])

    def test_several_tokens_in_one_event(self):
        events = stream(chunk([token("a"), token("b"), token("c")]), last_chunk())
        self.assertEqual(self.texts(events), ["abc"])

    def test_line_ends_of_a_stream(self):
        for end in ("\n", "\r\n", "\r"):
            events = stream(chunk([token("a")]), last_chunk(), end=end)
            self.assertEqual(self.texts(events), ["a"], repr(end))

    def test_data_over_several_lines(self):
        event = json.dumps(chunk([token("a")]), indent=1).replace("\n", "\ndata: ")
        self.assertEqual(self.texts(f"data: {event}\n\n" + stream(last_chunk())), ["a"])

    def test_a_batch_line_has_its_id(self):
        found = objects(self.show(lines(samples.batch_line("first", answer("a"))), "-f", "json"))
        self.assertEqual((found[0]["custom_id"], found[0]["choices"][0]["text"]), ("first", "a"))

    def test_a_failed_batch_line_is_a_failed_response(self):
        body = {"error": {"message": "too much", "code": "limit"}}
        content = lines(samples.batch_line("a", answer("a")),
                        samples.batch_line("b", body, status=429),
                        samples.batch_line("c", error={"code": "expired", "message": "late"}))
        found = objects(self.show(content, "-f", "json", code=program.REFUSED))
        self.assertEqual([o["error"] for o in found],
                         [None, {"message": "too much", "code": "limit", "status": 429},
                          {"message": "late", "code": "expired", "status": None}])
        self.assertEqual([len(o["choices"]) for o in found], [1, 0, 0])

    def test_a_broken_line_has_no_object(self):
        one = samples.compact(answer("a"))
        for broken in ("nonsense", "{", one.replace(":", ";", 1), one[:-1] + ",", one[:300],
                       '{"id":"b","choices":[}', one.replace('"index":0', '"index":zero')):
            for before in ("", one + "\n"):
                result = program.run("-r", "-", "-f", "json",
                                     stdin=f"{before}{broken}\n{one}\n".encode())
                line = before.count("\n") + 1
                self.assert_sentence(result, UNUSABLE, f"standard input:{line}: ")
                self.assertEqual(result.out.count(b"\n"), line, broken)

    def test_what_follows_a_value_on_its_line_is_no_part_of_it(self):
        one = samples.compact(answer("a"))
        for rest in ("}", " x", ","):
            result = program.run("-r", "-", "-f", "json", stdin=f"{one}{rest}\n{one}\n".encode())
            self.assert_sentence(result, UNUSABLE, "standard input:1: ")
            self.assertEqual(result.out.count(b"\n"), 2, rest)

    def test_a_line_cut_off_anywhere_costs_itself(self):
        one, other = samples.compact(answer("a")), samples.compact(answer("b"))
        for rest in (f"{other}\n{other}\n", json.dumps(answer("b"), indent=1) + "\n" + other,
                     stream(chunk([token("b")]), last_chunk()) + other):
            for size in range(1, len(one), 5 * program.stride()):
                result = program.run("-r", "-", "-f", "plain",
                                     stdin=f"{one[:size]}\n{rest}".encode())
                self.assert_sentence(result, UNUSABLE, "standard input:1: ")
                self.assertEqual(result.out, b"b\nb", one[:size])


class Words(program.ProgramTest):
    """How files are named on the command line."""

    def setUp(self):
        super().setUp()
        for name in ("a", "b", "[1,2]", "-x"):
            self.file(name, json.dumps(answer(name)))

    def run_here(self, *words, **more):
        return program.run(*words, cwd=self.folder, **more)

    def shown(self, *words, **more):
        result = self.run_here(*words, **more)
        self.assert_silent(result)
        return result.out.decode()

    def test_files_in_their_order(self):
        for words in (("-r", "b", "a"), ("-r", "b", "-r", "a"), ("--replay", "b", "a"),
                      ("--replay=b", "-r", "a")):
            self.assertEqual(self.shown(*words, "-f", "plain"), "b\na", words)

    def test_odd_names(self):
        self.assertEqual(self.shown("-r", "[1,2]", "./-x", "-f", "plain"), "[1,2]\n-x")

    def test_standard_input_comes_in_its_place(self):
        stdin = json.dumps(answer("in")).encode()
        self.assertEqual(self.shown("-r", "a", "-", "b", "-f", "plain", stdin=stdin), "a\nin\nb")

    def test_standard_input_twice(self):
        self.assert_sentence(self.run_here("-r", "-", "a", "-"), USAGE)
        self.assert_sentence(self.run_here("-r", "-", "-f", "json", "-r", "-"), USAGE)

    def test_a_question_with_replay(self):
        for words in (("why", "-r", "a"), ("-r", "a", "-f", "json", "why"),
                      ("-r", "a", "--", "why"), ("-q", "why", "--replay", "a")):
            result = self.run_here(*words)
            self.assert_sentence(result, USAGE, "why")
            self.assertEqual(result.out, b"", words)

    def test_standard_input_is_left_alone(self):
        process = self.start("-r", str(self.folder / "a"), "-f", "plain")
        self.assertEqual(process.stdout.read(), b"a")
        self.assertEqual(process.wait(program.TIMEOUT), OK)

    def test_the_last_value_of_an_option_counts(self):
        self.assertEqual(self.shown("-f", "json", "-r", "a", "-f", "plain"), "a")


class Choosing(program.ProgramTest):
    both = json.dumps(response(choice([token("a")], 3), choice([token("b")], 1)))

    def test_choice_is_the_index_on_the_wire(self):
        self.assertEqual(self.show(self.both, "-f", "plain", "--choice", "3"), "a")
        self.assertEqual(self.show(self.both, "-f", "plain", "--choice=1"), "b")
        self.show(self.both, "-f", "plain", "--choice", "0", code=UNUSABLE)

    def test_choices_are_in_the_order_of_their_index(self):
        self.assertEqual(self.show(self.both, "-f", "plain"), "b\na")

    def test_from_the_right_format(self):
        chat, bare = json.dumps(answer("a")), json.dumps([token("a")])
        for content, name in ((chat, "openai-chat"), (chat, "auto"), (bare, "tokens")):
            self.assertEqual(self.show(content, "-f", "plain", "--from", name), "a")

    def test_from_the_wrong_format(self):
        chat, bare = json.dumps(answer("a")), json.dumps([token("a")])
        for content, name in ((chat, "tokens"), (bare, "openai-chat")):
            result = program.run("-r", "-", "--from", name, stdin=content.encode())
            self.assert_sentence(result, UNUSABLE, "standard input")


class Feeding(program.ProgramTest):
    """The output does not depend on how the bytes are fed in."""

    def of_file(self, content, words):
        (self.folder / "-").write_bytes(content)
        result = program.run("-r", "./-", *words, cwd=self.folder, stdin=None)
        return (result.code, result.out.replace(b"./-", b"-"),
                result.err.replace(b"./-", b"standard input"))

    def of_pipe(self, content, words):
        return tuple(program.run("-r", "-", *words, stdin=content))

    def of_packets(self, content, size, words):
        """Each of the program's reads gets at most `size` bytes."""
        if not hasattr(socket, "SOCK_SEQPACKET"):
            self.skipTest("no packets here")
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with ours:
            with theirs:
                process = self.start("-r", "-", *words, stdin=theirs)
            sender = threading.Thread(target=send_packets, args=(ours, content, size))
            sender.start()
            out, err = process.communicate(timeout=program.TIMEOUT)
            sender.join(program.TIMEOUT)
        return process.returncode, out, err

    def check(self, content, formats=FORMATS, sizes=(1, 7)):
        for words in formats:
            expected = self.of_pipe(content, words)
            self.assertTrue(expected[1])
            with self.subTest(words):
                self.assertEqual(self.of_file(content, words), expected)
                for size in sizes:
                    self.assertEqual(self.of_packets(content, size, words), expected)

    def test_streams(self):
        events = [chunk(delta={"role": "assistant"})]
        events += [chunk([token(t)], i % 2) for i, t in enumerate(("a", "é", "🐈", "\n", "b", "c"))]
        events += [last_chunk(1), last_chunk(0)]
        for end in ("\n", "\r\n"):
            self.check(stream(*events, end=end).encode())

    def test_a_stream_cut_off(self):
        content = stream(chunk([token("a")]), chunk([token("b")]), done=False).encode()
        self.check(content[:-9], FORMATS[:2])

    def test_json_lines_with_a_broken_one(self):
        content = lines(answer("a")) + '{"a" 1}\n' + lines(answer("b"), {"error": {"message": "c"}})
        self.check(content.encode())

    def test_values_one_after_another(self):
        content = json.dumps(answer("a"), indent=1) * 2 + json.dumps([token("b")])
        self.check(content.encode())

    def test_the_examples(self):
        for example in program.examples():
            self.check(example.read_bytes(), FORMATS, (251,))


def send_packets(end, content, size):
    try:
        for begin in range(0, len(content), size):
            end.send(content[begin:begin + size])
        end.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # the program has ended; its output shows why


if __name__ == "__main__":
    unittest.main()
