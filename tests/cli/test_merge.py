"""`--partial` and `--merge`: what several runs count is what one run counts, bit for bit."""

import itertools
import json
import math
import os
import random
import shutil
import subprocess
import unittest

import program
import samples
from thinning import some_of

EVERYTHING = ("--worst", "7", "--by", "model", "--worst-by", "clues", "--low", "0.3")


def made_up(count, seed=1):
    """Lines of responses of all sorts: failed ones, broken ones, of several choices, blank ones."""
    draw = random.Random(seed)
    lines = []
    for number in range(count):
        tokens = [samples.token(" w", math.exp(-draw.expovariate(1)), [(" v", draw.random())])
                  for _ in range(draw.randint(1, 12))]
        kind = draw.random()
        if kind < 0.1:
            lines.append(draw.choice(('{"choices": [', "", "no JSON", " ")))
        elif kind < 0.2:
            lines.append(json.dumps({"error": {"message": f"no {number}", "code": "denied"}}))
        else:
            choices = [samples.choice(tokens, index) for index in range(draw.randint(1, 2))]
            lines.append(json.dumps(samples.response(*choices, model=draw.choice("abc"),
                                                     custom_id=f"é-{number}")))
    return lines


class Merging(program.ProgramTest):
    def partials(self, files, count, *words):
        """Runs all shards; returns the names of what they wrote."""
        names = []
        for index in range(1, count + 1):
            names.append(str(self.folder / f"{index}-of-{count}.part"))
            shard = program.run("-r", *files, "--shard", f"{index}/{count}", "-f", "stats", *words,
                                "--partial", "-o", names[-1])
            self.assertEqual((shard.code, shard.out), (program.OK, b""), shard.err)
        return names

    def check(self, files, counts, *words):
        """Merges shards in some orders, also by way of merged ones; compares all views' bytes."""
        for count in counts:
            names = self.partials(files, count, *words)
            for view in ("stats", "stats-json", "stats-html"):
                whole = program.run("-r", *files, "-f", view, *words)
                orders = itertools.permutations(names[::-1]) if count < 4 else (names[::-1], names)
                for order in some_of(orders, 5):
                    merged = program.run("--merge", *order, "-f", view)
                    self.assertEqual(merged.out, whole.out, (view, order))
                    self.assertEqual(merged.code, whole.code, merged.err)
            if count > 2:
                tree = [str(self.folder / name) for name in ("even", "odd")]
                for name, some in zip(tree, (names[1::2], names[::2])):
                    result = program.run("--merge", *some, "--partial", "-o", name)
                    self.assertEqual((result.code, result.out), (program.OK, b""), result.err)
                merged = program.run("--merge", *tree, "-f", "stats-html")
                self.assertEqual(merged.out, whole.out)

    def test_one_file(self):
        self.check([self.file("a", "\n".join(made_up(60)))], (1, 2, 3, 8, 17), *EVERYTHING)

    def test_several_files(self):
        files = [self.file(name, text) for name, text in
                 (("none", ""), ("a", "\r\n".join(made_up(20)) + "\r\n"), ("b", "\n".join(made_up(9, 2))),
                  ("c", json.dumps(samples.answer("a", "b"), indent=1)))]
        self.check(files, (1, 3, 7))

    def test_files_with_one_thing_in_them(self):
        texts = {"blank": "\n\n\n\n", "broken": "\n\n[[}]\n\n\n", "two": "[}]\n\n\n\n\n[}]\n",
                 "value": '\n\n\n[1]\n\n\n', "good": "\n\n" + json.dumps(samples.answer("a")) + "\n\n\n",
                 "empty": ""}
        for name, text in texts.items():
            with self.subTest(name):
                self.check([self.file(name, text)], (1, 2, 3, 5))

    def test_lines_that_look_like_the_beginning_of_a_file_of_another_kind(self):
        answer = json.dumps(samples.answer("a")).encode() + b"\n"
        for front in (b"PK\3\4", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"\xff\xfe", b"PAR1", b"GGUF", b"\x93NUMPY",
                      b"\x80\4\x95", b"\x08\0\0\0\0\0\0\0{}"):
            with self.subTest(front):
                self.check([self.file("a", answer + front + b" x\n" + 2 * answer)], (2, 4))

    def test_gates_and_keep_going(self):
        file = self.file("a", "\n".join(made_up(30)))
        good = self.file("b", "\n".join(json.dumps(samples.answer("a", p=p / 20)) for p in range(1, 20)))
        self.check([file], (3,), "--keep-going")
        self.check([good], (3,), "--fail-on", "low", "--max-perplexity", "100")
        names = self.partials([file], 3, "--keep-going")
        merged = program.run("--merge", *names)
        whole = program.run("-r", file, "-f", "stats", "--keep-going")
        self.assertEqual(merged.err.splitlines()[-1], whole.err.splitlines()[-1])

    def refused(self, *words):
        result = program.run(*words)
        self.assertEqual((result.code, result.out), (program.USAGE, b""), result.err)
        return result.err.decode()

    def test_what_is_missing_doubled_or_of_other_work(self):
        file = self.file("a", "\n".join(made_up(20)))
        other = self.file("b", "\n".join(made_up(20, 2)))
        one, two, three = self.partials([file], 3)
        self.assertIn("1 of 3 shards is missing: 2/3;", self.refused("--merge", one, three))
        self.assertIn("2 of 3 shards are missing: 1/3, 3/3;", self.refused("--merge", two))
        self.assertIn(f"shard 2/3 is in {two} and in {two}: leave out", self.refused("--merge", two, two, one, three))
        with open(three, "rb") as kept:
            kept = kept.read()
        for words, said in (((file, "--shard", "3/4"), "shards of 3 and of 4"),
                            ((other, "--shard", "3/3"), f"of {file} ("),
                            ((file, other, "--shard", "3/3"), "of 1 and of 2 files"),
                            ((file, "--shard", "3/3", "--low", "0.2"), "no option and with --low 0.2")):
            self.assertEqual(program.run("-r", *words, "--partial", "-o", three).code, 0)
            self.assertIn(said, self.refused("--merge", one, two, three))
        (self.folder / three).write_bytes(kept)
        self.assertIn("leave it out", self.refused("--merge", one, two, three, "--low", "0.2"))

    def test_a_file_that_changed_between_the_shards(self):
        lines = [json.dumps(samples.answer("a", "b" * n)) for n in (1, 400, 1, 1)]
        file = self.file("a", "\n".join(lines))
        one, two = self.partials([file], 2)
        self.file("a", "\n".join(lines[::-1]))
        program.run("-r", file, "--shard", "1/2", "--partial", "-o", one)
        self.assertIn("changed between the shards", self.refused("--merge", one, two))

    def test_what_is_damaged(self):
        [name] = self.partials([self.file("a", "\n".join(made_up(5)))], 1)
        with open(name, "rb") as file:
            whole = file.read()
        draw = random.Random(4)
        damaged = [whole[:size] for size in range(0, len(whole) - 1, 97)]
        for _ in range(50):
            at = draw.randrange(20, len(whole) - 2)
            damaged.append(whole[:at] + bytes([whole[at] ^ 1 << draw.randrange(8)]) + whole[at + 1:])
        for data in damaged:
            file = self.file("damaged", data)
            self.assertIn(f"--merge: {file} is damaged or cut off: run", self.refused("--merge", file))
        file = self.file("other", "{}")
        self.assertIn("was not written by --partial", self.refused("--merge", file))
        self.assertIn("cannot be opened", self.refused("--merge", file + ".no"))

    def test_nothing_is_written_if_a_file_cannot_be_read(self):
        name = self.folder / "part"
        file = self.file("a", "\n".join(made_up(5)))
        result = program.run("-r", file, str(self.folder / "no"), "--shard", "1/2", "--partial", "-o",
                             str(name))
        self.assertEqual(result.code, program.FAILED)
        self.assertFalse(name.exists())

    def test_shards_side_by_side(self):
        """The two commands of examples/slurm, with GNU parallel or with xargs."""
        file = self.file("a.jsonl", "\n".join(made_up(80)))
        folder = program.ROOT / "examples" / "slurm"
        path = f"{os.path.dirname(program.path())}:{os.environ['PATH']}"
        shard = f"{folder}/shard.sh 8 parts {file}"
        for tool, words in (("parallel", ("--will-cite", "-j4", "SLURM_ARRAY_TASK_ID={} " + shard)),
                            ("xargs", ("-P4", "-I@", "sh", "-c", "SLURM_ARRAY_TASK_ID=@ " + shard))):
            if not shutil.which(tool):
                continue
            with self.subTest(tool):
                variables = program.environment(PATH=path, HOME=str(self.folder))
                subprocess.run([tool, *words], input=b"1\n2\n3\n4\n5\n6\n7\n8\n", env=variables,
                               cwd=self.folder, check=True, stderr=subprocess.PIPE,
                               timeout=program.TIMEOUT)
                merged = subprocess.run([folder / "merge.sh", "parts", "stats.json"], env=variables,
                                        cwd=self.folder, stderr=subprocess.PIPE)
                whole = program.run("-r", file, "-f", "stats-json")
                self.assertEqual((merged.returncode, (self.folder / "stats.json").read_bytes()),
                                 (whole.code, whole.out), merged.stderr)
                shutil.rmtree(self.folder / "parts")

    def test_what_cannot_be_together(self):
        file = self.file("a", "{}")
        for words in (("--merge", file, "-r", file), ("-r", file, "--partial", "-f", "json"),
                      ("--merge", file, "-f", "json"), ("a question", "--partial"), ("--merge",),
                      ("-r", file, "--partial", "--at", "0"), ("--merge", file, "--shard", "1/2"),
                      ("--merge", file, "--at", "0"), ("--merge", file, "--last"), ("--merge", file, "--history"), ("-r", file, file, "--partial"),
                      ("-r", file, "--partial", "-f", "stats-html", "--open")):
            self.refused(*words)


if __name__ == "__main__":
    unittest.main()
