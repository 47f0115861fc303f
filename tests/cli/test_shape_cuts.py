"""The inputs of all shapes cut at every byte: no crash, no success for an incomplete response, and
no invented tokens."""

import json
import os
import re
import unittest
from concurrent.futures import ThreadPoolExecutor

import program
import samples
import shapes
from program import OK, REFUSED, UNUSABLE

PIECES = 128  # sources per process
JSON = ("-q", "-f", "json")


def by_source(out):
    """The responses of each source."""
    found = {}
    for line in out.decode("utf-8", "surrogatepass").splitlines():
        value = json.loads(line)
        found.setdefault(value["source"], []).append(value)
    return found


def choices(response):
    """{(index, kind): tokens}"""
    return {(c["index"], c["kind"]): c["tokens"] for c in response["choices"] if c["tokens"]}


class ShapeCuts(program.ProgramTest):
    def cuts(self):
        """(name, content, size) of each cut; long files get fewer, unless all are asked for."""
        for name, content in shapes.inputs().items():
            step = program.stride()
            step *= max(1, len(content) // 200) if step > 1 else 1
            for size in sorted({*range(0, len(content), step), len(content)}):
                yield name, content, size

    def test_cut_everywhere(self):
        cuts = list(self.cuts())
        batches = [cuts[i:i + PIECES] for i in range(0, len(cuts), PIECES)]
        whole = self.whole()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for problems in pool.map(lambda n: self.problems(n, batches[n], whole),
                                     range(len(batches))):
                for name, size, problem in problems:
                    with self.subTest(name, size=size):
                        self.fail(problem)

    def whole(self):
        """{name: the choices of each response} of the inputs, uncut."""
        names = {}
        for number, (name, content) in enumerate(shapes.inputs().items()):
            names[name] = f"{number}.whole"
            self.file(names[name], content)
        result = program.run(*JSON, "-r", *names.values(), cwd=self.folder)
        self.assertIn(result.code, (OK, REFUSED, UNUSABLE), result.err)
        found = by_source(result.out)
        return {name: [choices(r) for r in found.get(file, []) if r["choices"]] for name, file in names.items()}

    def problems(self, number, cuts, whole):
        """Reads these cuts in one process; returns a list of what is wrong."""
        folder = self.folder / str(number)
        folder.mkdir()
        for i, (_, content, size) in enumerate(cuts):
            (folder / f"{i}.cut").write_bytes(content[:size])
        result = program.run(*JSON, "-r", *(f"{i}.cut" for i in range(len(cuts))), cwd=folder)
        if result.code not in (OK, REFUSED, UNUSABLE):
            return self.culprit(cuts, result)
        failed = re.findall(rb"^logprobs: (\d+)\.cut", result.err, re.M)
        found = by_source(result.out)
        wrong = []
        for i, (name, content, size) in enumerate(cuts):
            responses = found.get(f"{i}.cut", [])
            problem = self.problem(content[:size], responses, whole[name],
                                   str(i).encode() in failed)
            if problem:
                wrong.append((name, size, problem))
        if (result.code == OK) != (not failed):
            wrong.append((cuts[0][0], cuts[0][2], f"exit {result.code} with {len(failed)} errors"))
        return wrong

    def culprit(self, cuts, result):
        """The cut that makes the program crash."""
        for name, content, size in cuts:
            code = program.run("-r", "-", *JSON, stdin=content[:size]).code
            if code not in (OK, REFUSED, UNUSABLE):
                return [(name, size, f"exit {code}")]
        return [(cuts[0][0], cuts[0][2], f"exit {result.code}: {result.err[-300:]}")]

    def problem(self, content, responses, whole, failed):
        """What is wrong with the output for `content`, or None."""
        bad = [response for response in responses if response["error"]]
        if bad and not failed:
            return "an error in the object, but none on standard error"
        if not failed and not shapes.may_be_complete(content):
            return f"success for a source that was cut off: …{content[-80:]}"
        if not failed and not responses:
            return "success, but nothing shown"
        shown = [response for response in responses if response["choices"]]
        if len(shown) > len(whole):
            return f"{len(shown)} responses of {len(whole)}"
        for response, complete in zip(shown, whole):
            for choice, tokens in choices(response).items():
                if tokens != complete.get(choice, [])[:len(tokens)]:
                    return f"other tokens than in the whole: {choice} …{content[-80:]}"
        return None

    def test_exit_codes_one_by_one(self):
        """Cuts around line ends, each in a process of its own."""
        cuts = [(name, content, size) for name, content in shapes.inputs().items()
                for size in self.places(content)][::program.stride()]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            results = pool.map(lambda cut: program.run("-r", "-", *JSON, stdin=cut[1][:cut[2]]),
                               cuts)
            for (name, content, size), result in zip(cuts, results):
                with self.subTest(name, size=size, end=content[max(0, size - 40):size]):
                    self.assertIn(result.code, (OK, REFUSED, UNUSABLE))
                    self.assertEqual(result.code == OK, not result.err, result.err)
                    if result.code == OK:
                        self.assertTrue(shapes.may_be_complete(content[:size]), result.out)

    def test_one_stream_after_another(self):
        """Without ids, a stream that begins after another's end is a separate response."""
        seen = 0
        for name, content in shapes.inputs().items():
            if not content.endswith(b"\n"):
                continue
            result = program.run("-r", "-", *JSON, stdin=content)
            alone = self.responses_in(result)
            if result.code != OK or not alone or any(r["id"] for r in alone):
                continue
            seen += 1
            with self.subTest(name):
                twice = self.responses(content + content)
                self.assertEqual([choices(r) for r in twice], 2 * [choices(r) for r in alone])
                lines = content.splitlines(keepends=True)
                cut = content + b"".join(lines[:len(lines) // 2])
                if len(lines) > 3 and not shapes.may_be_complete(cut):
                    self.assertNotEqual(program.run("-r", "-", *JSON, stdin=cut).code, OK)
        self.assertGreater(seen, 20)

    def responses(self, content):
        return self.responses_in(program.run("-r", "-", *JSON, stdin=content))

    def responses_in(self, result):
        return [r for found in by_source(result.out).values() for r in found]

    def test_an_event_is_not_an_end(self):
        """In a stream, only an event that says so ends the response."""
        token = {"id": 12, "token": "a", "bytes": [97], "logprob": -0.5, "top_logprobs": []}
        pieces = (
            {"content": "a", "completion_probabilities": [token]},
            {"content": "a", "stop": False, "completion_probabilities": [token]},
            {"generation": "a", "stop_reason": None, "logprobs": [{"12": -0.5}]},
            {"index": 1, "token": {"id": 12, "text": "a", "logprob": -0.5, "special": False},
             "generated_text": None, "details": None},
            {"text": "a", "meta_info": {"id": "x", "finish_reason": None, "completion_tokens": 1,
                                        "output_token_logprobs": [[-0.5, 12, "a"]]}},
            {"candidates": [{"index": 0, "content": {"parts": [{"text": "a"}]}, "logprobsResult": {
                "chosenCandidates": [{"token": "a", "logProbability": -0.5}]}}]},
            {"message": {"content": "a"}, "done": False, "logprobs": [token]},
            {"type": "content-delta", "index": 0, "delta": {"message": {"content": {"text": "a"}}},
             "logprobs": {"text": "a", "token_ids": [12], "logprobs": [-0.5]}},
            {"type": "response.output_text.delta", "delta": "a", "logprobs": [token]},
            {"type": "transcript.text.delta", "delta": "a", "logprobs": [token]},
            {"id": "x", "object": "text_completion", "choices": [
                {"index": 0, "text": "a", "finish_reason": None,
                 "logprobs": {"tokens": ["a"], "token_logprobs": [-0.5]}}]},
        )
        for piece in pieces:
            with self.subTest(piece):
                result = program.run("-r", "-", *JSON, stdin=samples.event(piece).encode())
                self.assertEqual(result.code, UNUSABLE, result.out)
                self.assertIn(b"cut off", result.err)
                self.assertEqual(len(self.responses(samples.event(piece).encode())), 1)

    def places(self, content):
        """Where to cut a file: around some of its line ends, and in the middle."""
        ends = [match.end() for match in re.finditer(rb"\n+", content)]
        step = max(1, len(ends) * program.stride() // 6)
        near = {end + near for end in ends[::step] for near in (-1, 0)}
        return sorted(size for size in near | {0, len(content) // 2, len(content) - 1}
                      if 0 <= size < len(content))


if __name__ == "__main__":
    unittest.main()
