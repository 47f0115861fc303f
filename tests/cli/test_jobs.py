"""`--jobs N`: whatever files hold, several threads show what one does, in order."""

import gzip
import itertools
import json
import os
import random
import signal
import unittest

import program
import samples

JOBS = (2, 3, 8)
BLOCKS = (1, 1000, 20_000)
# Some show in order, some independently, some count.
SOME_VIEWS = ("text", "json", "csv", "stats-json")


def answers(count, seed=1):
    """Whole responses of one to nine tokens, each with an id and a text of its own."""
    source = random.Random(seed)
    for number in range(count):
        tokens = [samples.token(f" {number}.{i}", source.uniform(0.2, 1),
                                [(" other", source.uniform(0, 0.2))])
                  for i in range(source.randint(1, 9))]
        yield samples.response(samples.choice(tokens), id=f"r{number}")


def batch(count):
    """Lines of a Batch file. Some failed, some are broken, blank, or other JSON. The first has a
    field of its own."""
    source = random.Random(2)
    for number, answer in enumerate(answers(count)):
        name = f"request-{number}"
        if number == 0:
            yield samples.compact({**samples.batch_line(name, answer), "first": True})
            continue
        yield source.choices(
            [samples.compact(samples.batch_line(name, answer)),
             samples.compact(samples.batch_line(name, {"error": {"message": "no"}}, status=400)),
             samples.compact(samples.batch_line(name, answer))[:-9], "", "no JSON", '{"a":1}'],
            [20, 1, 1, 1, 1, 1])[0]


def chunks(count):
    """Streams whose chunks are lines, one after another; of some, the end is missing."""
    for number in range(count):
        name = f"s{number}"
        for part in range(1 + number % 5):
            yield samples.chunk([samples.token(f" {number}.{part}", 0.3)], id=name)
        if number % 3:
            yield {**samples.last_chunk(), "id": name}


def spread(value, indent):
    return json.dumps(value, indent=indent)


def mixture(seed, count=60):
    """Items of every kind, with any line ends."""
    source = random.Random(seed)
    whole = itertools.cycle(answers(20, seed))
    kinds = [
        lambda: samples.compact(next(whole)),
        lambda: samples.compact(next(whole)),
        lambda: samples.compact([next(whole), next(whole)]),
        lambda: spread(next(whole), 1),
        lambda: spread(next(whole), 0),  # its brackets begin lines
        lambda: samples.compact(samples.chunk([samples.token(" c")], id=source.choice("pq"))),
        lambda: samples.compact({**samples.last_chunk(), "id": source.choice("pq")}),
        lambda: samples.compact({"error": {"message": "overloaded", "code": 503}}),
        lambda: source.choice(["{", "]", "[", '{"a":', "no JSON", "null", "17", "{}", "[]", "\r"]),
    ]
    weights = [6, 6, 1, 2, 1, 4, 2, 1, 2]
    return "".join(source.choices(kinds, weights)[0]() + source.choice("\n\n\n\n\r\0 ")
                   .replace("\r", "\r\n").replace("\0", "\n\n") for _ in range(count)).encode()


class Jobs(program.ProgramTest):
    runs = shown = 0

    def turn(self, count):
        """Whose turn it is of so many, where each view has one: not always the same one for a view."""
        return (self.shown + self.shown // count) % count

    def check(self, path, *words, views=SOME_VIEWS, blocks=BLOCKS, jobs=JOBS, stdin=None):
        """All of what is written is the same as of one thread."""
        paths = [path] if isinstance(path, str) else path
        for view in views:
            command = ("-r", *paths, "-f", view, *words, "--jobs")
            one = program.run(*command, "1", stdin=stdin)
            self.shown += 1
            for block in blocks if program.stride() == 1 else [blocks[self.turn(len(blocks))]]:
                self.runs += 1
                count = str(jobs[self.runs % len(jobs)])
                some = program.run(*command, count, "--block", str(block), stdin=stdin)
                self.assertEqual(some, one, f"{view}, {count} jobs, blocks of {block}")
        return one

    def written(self, name, lines, end="\n", last="\n"):
        texts = [line if isinstance(line, str) else samples.compact(line) for line in lines]
        return self.file(name, end.join(texts) + last)

    def test_all_views(self):
        path = self.written("batch.jsonl", batch(60))
        self.check(path, views=program.VIEWS, blocks=(1, 3000))
        self.check(path, "--keep-going", "--show-field", "custom_id", "--show-field", "first",
                   "--show-field", "nowhere")

    def test_gates_and_what_is_sought(self):
        path = self.written("batch.jsonl", batch(60))
        for words in (("--fail-on", "low"), ("--max-perplexity", "1.5", "-q"),
                      ("--labels", "yes,no"), ("--expect", "yes", "--labels", "yes,no"),
                      ("--rating", "0-9"), ("--fields",)):
            self.check(path, *words, views=("json", "summary"), blocks=(1, 3000))

    def test_parts_of_files(self):
        paths = [self.written("batch.jsonl", batch(60)), self.file("none.jsonl", "no JSON"),
                 self.written("other.jsonl", batch(30), last="")]
        for number in range(1, 6):
            self.check(paths, "--shard", f"{number}/5", blocks=(1, 3000))
        self.check(paths, "--shard", "2/3", "--partial", views=("stats",), blocks=(1, 3000))

    def test_line_ends(self):
        lines = list(batch(60))
        self.check(self.written("crlf.jsonl", lines, end="\r\n"))
        self.check(self.written("open.jsonl", lines, last=""))
        self.check(self.written("blank.jsonl", lines, end="\n\n \n"))
        self.check(self.written("late.jsonl", ["no JSON", *lines]))
        self.check(self.file("mark.jsonl", "\ufeff" + "\n".join(lines)))
        self.check(self.file("empty.jsonl", ""))
        self.check(self.file("blank", "\n\n"))

    def test_responses_of_several_lines(self):
        self.check(self.written("chunks.jsonl", chunks(80)))
        self.check(self.written("spread.json", [spread(a, 2) for a in answers(30)]))
        self.check(self.written("flat.json", [spread(a, 0) for a in answers(30)]))
        self.check(self.file("array.json", spread(list(answers(30)), 0)))
        self.check(self.file("array.json", "[\n" + ",\n".join(map(samples.compact, answers(30))) +
                             "\n]\n"))

    def test_what_is_no_run_of_values(self):
        self.check(self.file("stream.sse", samples.stream(*chunks(50))))
        self.check(self.written("log", [f"2026-01-01 {samples.compact(a)}" for a in answers(50)]))
        self.check(self.file("zeros", bytes(5000)), views=("json",))
        self.check(self.file("wide.jsonl", "\n".join(batch(50)).encode("utf-16")))
        self.check(self.file("batch.jsonl.gz", gzip.compress("\n".join(batch(50)).encode())))
        self.check(str(self.folder))
        self.check(str(self.folder / "none"))

    def test_mixtures(self):
        for seed in range(0, 120, program.stride()):
            path = self.file("mixture", mixture(seed))
            self.check(path, views=(SOME_VIEWS[seed % 4], "text"),
                       blocks=(1, BLOCKS[1 + seed % 2]))

    def test_long_lines(self):
        lines = list(batch(40))
        long = samples.response(samples.choice([samples.token(f" {i}") for i in range(60_000)]))
        lines[20:20] = [samples.compact(long)]  # 5 MB
        path = self.written("long.jsonl", lines)
        self.check(path, views=("json", "summary"), blocks=(1, 100_000))
        self.check(path, "--max-bytes", "1000", views=("json", "summary"), blocks=(1, 100_000))

    def test_little_that_comes_to_much_text(self):
        """There is no room for all that threads could read before it is its turn."""
        content = [samples.token(f" {i}", 0.5) for i in range(100)]
        lines = [{**samples.response(samples.choice(content)), "prompt": f"{number} " * 4000}
                 for number in range(40)]
        words, data = ("--low", "1", "--show-field", "prompt"), "\n".join(map(samples.compact, lines))
        path = self.file("prompts.jsonl", data)
        self.check(path, *words, views=("csv", "places"), blocks=(250_000,), jobs=(8,))
        self.check("-", *words, views=("csv",), blocks=(250_000,), jobs=(8,), stdin=data.encode())

    def test_several_files(self):
        parts = [self.written(f"{i}.jsonl", batch(i), last="" if i % 2 else "\n")
                 for i in range(12)]
        parts[3:3] = [str(self.folder / "none"), self.file("one.json", spread(next(answers(1)), 2)),
                      self.file("stream.sse", samples.stream(*chunks(3)))]
        self.check(parts, "--show-field", "nowhere")
        self.check([parts[5]] * 40, views=("summary",))

    def test_standard_input(self):
        data = "\n".join(batch(60)).encode()
        self.check("-", stdin=data)
        self.check(["-", self.file("more.jsonl", data)], stdin=data)

    def test_an_answer_is_shown_before_more_comes(self):
        process = self.start("-r", "-", "-f", "summary", "--jobs", "4")
        names = process.stdout.readline()
        self.assertTrue(names.startswith(b"source\t"))
        for number, answer in enumerate(answers(3)):
            process.stdin.write(samples.compact(answer).encode() + b"\n")
            self.assertTrue(process.stdout.readline().startswith(b"-:%d\t" % (number + 1)))
        process.stdin.close()
        self.assertEqual(process.wait(program.TIMEOUT), program.OK)

    def test_an_answer_is_shown_wherever_a_pipe_paused(self):
        process = self.start("-r", "-", "-f", "summary", "--jobs", "4", "-q")
        first, second, third = [samples.compact(a).encode() + b"\n" for a in answers(3)]
        process.stdin.write(first + second[:50])
        self.assertTrue(process.stdout.readline().startswith(b"-:1\t"))
        process.stdin.write(second[50:] + third)
        for line in (2, 3):
            self.assertTrue(process.stdout.readline().startswith(b"-:%d\t" % line))
        process.stdin.close()
        self.assertEqual(process.wait(program.TIMEOUT), program.OK)

    def test_who_reads_the_output_may_go_away(self):
        path = self.written("many.jsonl", itertools.chain(*[batch(200)] * 30))
        for view in SOME_VIEWS[:3]:
            process = self.start("-r", path, "-f", view, "--jobs", "3", "--block", "1000", "-q")
            process.stdout.read(100)
            process.stdout.close()
            self.assertEqual(process.wait(program.TIMEOUT), program.UNUSABLE, view)
        with open("/dev/full", "wb") as full:
            result = program.run("-r", path, "-f", "json", "--jobs", "3", "-q", stdout=full)
        self.assertEqual(result.code, program.FAILED)
        self.assertIn(b"standard output", result.err)

    def test_a_signal_ends_it(self):
        process = self.start("-r", "-", "-f", "summary", "--jobs", "3", "--block", "100")
        process.stdin.write(("\n".join(map(samples.compact, answers(50))) + "\n").encode())
        for _ in range(51):
            process.stdout.readline()
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(program.TIMEOUT), program.INTERRUPTED)

    def test_values_are_checked(self):
        for value in ("0", "-1", "x", "1.5", "9999", ""):
            result = program.run("-r", "x", "--jobs", value)
            self.assert_sentence(result, program.USAGE, "--jobs")
        self.assert_sentence(program.run("-r", "x", "--block", "0"), program.USAGE, "--block")


if __name__ == "__main__":
    unittest.main()
