"""An answer is the same however it comes: asked for as a stream or as a whole, replayed from what
--save kept, from one JSON, from a line of many, and read byte by byte."""

import json
import os
import subprocess
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import commands  # noqa: F401  (it makes the folders of the other tests known)
from generated import Generated

import program
import samples
import scripted
from test_ask import variables

COUNT = 200
# What says where an answer was found, and what was asked, which not every way knows.
SHOW = ("--show-reasoning", "-f", "json")
PLACE = ("source", "line", "offset", "question")


def objects(out):
    """The answers of `-f json` as text, without their places, so that 0.0 is not -0.0."""
    values = [json.loads(line) for line in out.decode().splitlines()]
    return [json.dumps({key: value for key, value in each.items() if key not in PLACE})
            for each in values]


def ask(answer, response, *words):
    with scripted.Server(response) as server:
        result = program.run("hello", *SHOW, "-n", str(answer.choices), *words,
                             env=variables(server))
    return result


def feed_bytewise(data):
    """Replays standard input, of which each read gets one byte."""
    source, sink = os.pipe2(os.O_DIRECT)  # each write to such a pipe is a read of its own
    with subprocess.Popen([program.path(), *SHOW, "-r", "-"], stdin=source,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env=program.environment()) as process:
        os.close(source)
        for byte in data:
            os.write(sink, bytes([byte]))
        os.close(sink)
        out, err = process.communicate(timeout=program.TIMEOUT)
    return program.Result(process.returncode, out, err)


def ways(seed, folder):
    """How an answer comes: the results of all ways by their names, and the way that is right."""
    answer = Generated(seed)
    stream = answer.stream()
    saved, whole = Path(folder, f"{seed}.sse"), Path(folder, f"{seed}.json")
    whole.write_text(json.dumps(answer.whole, indent=1), encoding="utf-8")
    found = {
        "as a whole": ask(answer, scripted.json_response(answer.whole), "--no-stream"),
        "as a stream": ask(answer, scripted.stream_response(answer.cut(stream)), "--save",
                           str(saved)),
        "saved": program.run(*SHOW, "-r", str(saved)),
        "one JSON": program.run(*SHOW, "-r", str(whole)),
        "byte by byte": feed_bytewise(stream.encode()),
    }
    return samples.compact(answer.whole), found


class Differential(unittest.TestCase):
    def test_an_answer_is_the_same_however_it_comes(self):
        with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda seed: ways(seed, folder),
                                    range(0, COUNT, program.stride())))
        lines = "".join(line + "\n" for line, _ in answers).encode()
        together = program.run(*SHOW, "-r", "-", stdin=lines)
        expected = objects(together.out)
        self.assertEqual(len(expected), len(answers))
        for seed, (_, found) in enumerate(answers):
            for way, result in found.items():
                with self.subTest(seed=seed, way=way):
                    self.assertEqual(result.code, program.OK, result.err)
                    self.assertEqual(objects(result.out), expected[seed:seed + 1])
        print(f"result: {len(answers)} generated answers are the same in {len(answers[0][1]) + 1} ways")


if __name__ == "__main__":
    unittest.main()
