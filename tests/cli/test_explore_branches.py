"""Branches inside the explorer: a model goes on from any token while somebody walks."""

import json
import threading
import unittest
from pathlib import Path

import program
import samples
import scripted
from scripted import hold, json_response
from test_branch import QUESTION, REQUEST, Branching, Model, answer, bodies, branch, tokens
from test_explore import TERM, Explore
from tmux import Tmux

NAMED = "this asks asked-model at 127.0.0.1 for at most 40 tokens"
PAUSE = {"OPENAI_API_KEY": ""}


class Branches(Branching, Explore):
    def walk(self, tmux, server, *words, saved=None, columns=110, rows=24):
        """Opens the saved answer, with a server to ask, at the first clue: “ October”, not “ my”."""
        self.enterContext(tmux)
        tmux.start("-i", "--retries=0", *words, "--base-url", server.base_url, "-r",
                   saved or self.saved(), **TERM, **PAUSE)
        self.await_screen(tmux, "logprobs")
        return self.press(tmux, ("n", "clue 1 of 2"))

    def leave(self, tmux):
        tmux.keys("q")
        tmux.wait()
        return "\n".join(tmux.screen())

    def test_a_digit_goes_on_with_that_one(self):
        tmux = Tmux(110, 24)
        with scripted.Server(Model(branch(" opinion", " nobody", "."))) as server:
            self.walk(tmux, server)
            self.press(tmux, ("1", NAMED))
            self.assertEqual(server.connections, 0)
            shown = self.press(tmux, ("1", "“ my” in place of “ October”: does not rejoin"))
            self.assertIn("what if · 1 branch", shown)
            self.assertIn("└ 1 ␣my 70.0%   opinion nobody.", shown)
            self.assertIn("does not rejoin · perplexity 1.25", shown)
            self.assertNotIn("opinion", self.leave(tmux))
            body, = bodies(server)
            self.assertEqual((body["messages"][-1]["content"], body["temperature"],
                              body["max_tokens"]), ("As of my", 0, 40))

    def test_one_that_rejoins_and_the_tree(self):
        model = Model(branch(" opinion", "."), branch(" is", " Andrzej", " Duda", ", I", " think", "!"),
                      branch(" was", "."))
        tmux = Tmux(110, 30)
        with scripted.Server(model) as server:
            self.walk(tmux, server, "--branch-tokens=7")
            self.press(tmux, ("1", "at most 7 tokens"), ("Enter", "does not rejoin"),
                       ("n", "clue 2 of 2"))
            shown = self.press(tmux, ("2", "rejoins after 1 token: wording only · perplexity"))
            self.assertIn("├ 1 ␣my 70.0%", shown)
            self.assertIn("└ 3 ␣that 40.0%", shown)
            shown = self.press(tmux, ("Space", "▸ └ 3 ␣that"), ("Space", "▸ the answer"),
                               ("Down", "▸ ├ 1 ␣my"), ("Up Up", "▸ └ 3 ␣that"), ("Enter", "←→ token"))
            self.assertIn("As of October🎯 2023 that", shown)
            self.assertIn("what if · 2 branches", shown)
            printed = self.leave(tmux)
        self.assertIn("As of October🎯 2023 that🔀🎯 is Andrzej Duda, I think!", printed)

    def test_a_branch_of_a_branch_and_dropping(self):
        came = samples.choice([samples.token(" mind", 0.5, [(" mind", 0.5), (" view", 0.45)])])
        model = Model(json_response(samples.response(came)), branch(" of", " mine"))
        tmux = Tmux(110, 30)
        with scripted.Server(model) as server:
            self.walk(tmux, server)
            self.press(tmux, ("1", NAMED), ("1", "does not rejoin"), ("Space", "▸ └ 1 ␣my"),
                       ("Enter", "As of my mind"), ("l", "near tie"),
                       ("2", "“ view” in place of “ mind”"), ("Space", "As of my view🔀🎯 of mine"))
            shown = self.press(tmux, ("Enter", "←→ token"))
            self.assertIn("  └ 1 ␣my", shown)
            self.assertIn("▸   └ 2 ␣view 45.0%", shown)
            self.assertEqual(bodies(server)[1]["messages"][-1]["content"], "As of my view")
            self.press(tmux, ("d", "what if · 1 branch"), ("d", "As of October🎯 2023"))
            self.assertIn("As of October", self.leave(tmux))

    def test_a_server_that_begins_anew_is_told(self):
        tmux = Tmux(110, 24)
        with scripted.Server(Model(branch("As of", " October", " 2023", ".", " Yes"))) as server:
            self.walk(tmux, server)
            self.press(tmux, ("1", NAMED), ("1", "the server began a new answer"))
            self.leave(tmux)

    def test_a_refusal_and_a_failure_end_nothing(self):
        refusal = json_response({"error": {"message": "no \x1b[31mprefill"}}, 400)
        tmux = Tmux(130, 24)
        with scripted.Server(Model(refusal, scripted.reset, branch(" mind"))) as server:
            self.walk(tmux, server)
            self.press(tmux, ("1", NAMED), ("1", "prefill"), ("l h", "clue 1 of 2"),
                       ("1", "no branch: "), ("l h", "clue 1 of 2"), ("1", "does not rejoin"))
            self.leave(tmux)

    def test_what_if_of_all_clues(self):
        tmux = Tmux(110, 24)
        with scripted.Server(Model(branch(" opinion"), branch(" is", finish="length"))) as server:
            self.walk(tmux, server)
            self.press(tmux, ("w", NAMED + ", 2 times"))
            self.assertEqual(server.connections, 0)
            shown = self.press(tmux, ("w", "1 of 2 branches does not rejoin"))
            self.assertIn("not known yet", shown)
            self.press(tmux, ("w", "no other token has a clue"))
            self.leave(tmux)
            self.assertEqual([body["messages"][-1]["content"] for body in bodies(server)],
                             ["As of my", "As of October 2023 that"])

    def test_five_continuations(self):
        texts = [" my", " October", " my", " my", " today"]
        request = {**REQUEST, "temperature": 0.3}
        tmux = Tmux(110, 30)
        with scripted.Server(Model(*[branch(text, ".") for text in texts])) as server:
            self.walk(tmux, server, saved=self.saved(request=request))
            self.press(tmux, ("r", NAMED + ", 5 times"))
            shown = self.press(tmux, ("r", "3 different: 3 × “ my.”"))
            self.assertIn("1 ␣my 80.0% 3 ×", shown)
            self.leave(tmux)
            for body in bodies(server):
                self.assertEqual((body["messages"][-1]["content"], body["temperature"]),
                                 ("As of", 0.3))
                self.assertNotIn("seed", body)
            self.assertEqual(len(bodies(server)), 5)

    def test_a_slow_answer_is_stopped(self):
        for key in ("Escape", "C-c"):
            tmux = Tmux(110, 24)
            asked = threading.Event()

            def slow(connection, asked=asked):
                asked.set()
                hold(connection)

            with scripted.Server(Model(slow, branch(" mind"))) as server:
                self.walk(tmux, server)
                self.press(tmux, ("1", NAMED), ("1", "asking asked-model at 127.0.0.1"),
                           ("l", "2023"))
                self.assertTrue(asked.wait(program.TIMEOUT))
                self.press(tmux, (key, "stopped"), ("h", "clue 1 of 2"), ("1", "does not rejoin"))
                self.leave(tmux)

    def test_leaving_stops_it(self):
        tmux = Tmux(110, 24)
        with scripted.Server(Model(hold)) as server:
            self.walk(tmux, server)
            self.press(tmux, ("1", NAMED), ("1", "asking asked-model"))
            self.assertIn("As of", self.leave(tmux))

    def test_a_replay_asks_nobody_unless_the_command_line_names_a_server(self):
        with scripted.Server(Model()) as server, Tmux(130, 24) as tmux:
            tmux.start("-i", "-r", self.saved(), OPENAI_BASE_URL=server.base_url, **TERM)
            self.press(tmux, ("n", "clue 1 of 2"), ("1", "add --base-url URL"), ("l", "2023"),
                       ("w", "add --base-url URL"), ("l", "clue 2 of 2"),
                       ("r", "add --base-url URL"))
            self.leave(tmux)
            self.assertEqual(server.connections, 0)

    def test_without_a_conversation(self):
        tmux = Tmux(150, 24)
        with scripted.Server(Model()) as server:
            self.walk(tmux, server, saved=self.file("bare.json", json.dumps(answer())))
            self.press(tmux, ("1", "what was asked is not known"))
            self.leave(tmux)
            self.assertEqual(server.connections, 0)

    def test_another_question(self):
        model = Model(branch(" too"))
        model.begun = json_response(samples.response(samples.choice(
            [samples.token("He", 0.5, [("He", 0.5), ("She", 0.45)])])))
        tmux = Tmux(110, 24)
        with scripted.Server(model) as server:
            self.walk(tmux, server, "--max-tokens=9")
            self.press(tmux, ("a", "ask asked-model at 127.0.0.1 for at most 9 tokens:"))
            tmux.type("Who else?")
            self.press(tmux, ("Enter", "“Who else?”: “He”"), ("Space", "▸ └ Who else?"),
                       ("Enter", "near tie"), ("2", "“She” in place of “He”"))
            asked = [request.json() for request in server.requests
                     if request.target == "/v1/chat/completions"]
            self.assertEqual(asked[0]["messages"], [{"role": "user", "content": "Who else?"}])
            self.assertEqual((asked[0]["model"], asked[0]["max_completion_tokens"]),
                             ("asked-model", 9))
            self.assertEqual(asked[1]["messages"], [{"role": "user", "content": "Who else?"},
                                                    {"role": "assistant", "content": "She"}])
            self.leave(tmux)

    def test_a_small_terminal(self):
        tmux = Tmux(40, 10)
        with scripted.Server(Model(branch(" opinion"))) as server:
            self.walk(tmux, server)
            self.press(tmux, ("1", "this asks"), ("1", "what if · 1 branch"), ("Space", "my opinion"),
                       ("Enter", "←→"))
            self.leave(tmux)

    def test_what_is_saved_is_a_tree_again(self):
        """Every line is an answer, and in the explorer they hang together."""
        kept = str(self.folder / "kept")
        stream = samples.stream(*[samples.chunk([one]) for one in tokens()], samples.last_chunk())
        for begun, words in ((scripted.body_response(json.dumps(answer(), indent=2)), ["--what-if", "--no-stream"]),
                             (scripted.stream_response([stream]), ["--what-if"])):
            model = Model(branch(" opinion", "."), branch(" is"))
            model.begun = begun
            with self.subTest(words), scripted.Server(model) as server:
                result = program.run(QUESTION, *words, "--save", kept,
                                     env={"OPENAI_BASE_URL": server.base_url, **PAUSE})
                self.assert_silent(result)
                lines = Path(kept).read_text(encoding="utf-8").splitlines()
                self.assertEqual(json.loads(lines[-2])["branch"],
                                 {"line": 1, "choice": 0, "token": 1, "rank": 1, "forced": " my"})
                self.assertEqual(json.loads(lines[-2])["request"]["messages"][-1]["content"],
                                 "As of my")
                shown = program.run("-r", kept, "-f", "plain")
                self.assertEqual(shown.code, program.OK)
                self.assertIn(b" opinion.", shown.out)
                walked = program.run("--explore=lines", "-r", kept, stdin=b"b\n")
                self.assertIn("“ my” in place of “ October”: does not rejoin; 1 of 4, my",
                              walked.out.decode())
                with Tmux(110, 24) as tmux:
                    tmux.start("-i", "-r", kept, **TERM)
                    shown = self.await_screen(tmux, "what if · 2 branches")
                    self.assertIn("├ 1 ␣my 70.0%   opinion.", shown)
                    self.press(tmux, ("Space", "As of my opinion"), ("Enter", "←→ token"))
                    self.assertIn("As of my opinion.", self.leave(tmux))

    def test_a_question_that_is_asked(self):
        """Its branches are kept after its answer, but for one that was dropped."""
        kept = str(self.folder / "kept")
        stream = samples.stream(*[samples.chunk([one]) for one in tokens()], samples.last_chunk())
        model = Model(branch(" opinion", "."), branch(" is", "."), branch(" mind"))
        model.begun = scripted.stream_response([stream])
        with scripted.Server(model) as server, Tmux(110, 30) as tmux:
            tmux.start("-i", QUESTION, "--save", kept, OPENAI_BASE_URL=server.base_url, **TERM,
                       **PAUSE)
            self.await_screen(tmux, "think.")
            self.press(tmux, ("n", "clue 1 of 2"), ("1", "this asks gpt-4o at 127.0.0.1"))
            self.assertEqual(len(server.requests), 1)
            self.press(tmux, ("1", "does not rejoin; Space"), ("n", "clue 2 of 2"),
                       ("2", "“ that” in place of “ it”"), ("Space", "▸ └ 3 ␣that"),
                       ("d", "what if · 1 branch"), ("Enter", "clue 2 of 2"),
                       ("Space", "▸ └ 1 ␣my"))
            self.assertIn("As of my opinion.", self.leave(tmux))
        saved = Path(kept).read_text(encoding="utf-8").splitlines()
        self.assertEqual(json.loads(saved[-1])["branch"]["forced"], " my")
        self.assertFalse(saved[-2].startswith("{"))
        with Tmux(110, 24) as tmux:
            tmux.start("-i", "-r", kept, **TERM)
            self.await_screen(tmux, "└ 1 ␣my 70.0%   opinion.")
            self.leave(tmux)

    def test_another_question_is_kept_with_its_branches(self):
        kept = str(self.folder / "kept")
        with scripted.Server(Model(branch(" mind"))) as server, Tmux(110, 30) as tmux:
            tmux.start("-i", "--no-stream", QUESTION, "--save", kept,
                       OPENAI_BASE_URL=server.base_url, **TERM, **PAUSE)
            self.await_screen(tmux, "think.")
            self.press(tmux, ("a", "ask gpt-4o at 127.0.0.1:"))
            tmux.type("Who else?")
            self.press(tmux, ("Enter", "“Who else?”: “As of"), ("Space", "▸ └ Who else?"),
                       ("Enter", "clue – of 2"), ("n", "clue 1 of 2"),
                       ("1", "“ my” in place of “ October”"))
            self.leave(tmux)
        lines = [json.loads(line) for line in Path(kept).read_text(encoding="utf-8").splitlines()]
        self.assertEqual([line["request"]["messages"][0]["content"] for line in lines],
                         [QUESTION, "Who else?", "Who else?"])
        self.assertEqual(lines[2]["branch"]["line"], 2)
        with Tmux(110, 24) as tmux:
            tmux.start("-i", "-r", kept, **TERM)
            self.await_screen(tmux, "1 of 2")
            self.press(tmux, ("Down", "2 of 2"), ("Enter", "└ 1 ␣my 70.0%"))
            self.leave(tmux)

    def test_a_question_that_is_asked_by_lines(self):
        kept = str(self.folder / "kept")
        with scripted.Server(Model(branch(" opinion"))) as server:
            result = program.run("--explore=lines", "--no-stream", QUESTION, "--save", kept,
                                 stdin=b"n\n1\n1\n1\n",
                                 env={"OPENAI_BASE_URL": server.base_url, **PAUSE})
        self.assertEqual(result.code, program.OK, result.err)
        self.assertEqual(result.out.count("does not rejoin".encode()), 2)
        self.assertEqual(len(bodies(server)), 1)  # the second was known already
        walked = program.run("--explore=lines", "-r", kept, stdin=b"b\n")
        self.assertIn("“ my” in place of “ October”: does not rejoin", walked.out.decode())

    def test_lines_that_belong_to_no_answer_are_answers(self):
        other = {"request": {}, "response": answer(), "branch": {"line": 7, "choice": 0, "token": 1}}
        named = {"response": answer(), "branch": "main"}
        file = self.file("lost.jsonl", samples.lines(other, named))
        with Tmux(110, 24) as tmux:
            tmux.start("-i", "-r", file, **TERM)
            self.press(tmux, ("Down", "2 of 2"))
            self.leave(tmux)

    def test_what_is_no_branch_is_an_answer(self):
        """An error in place of a branch, or several choices."""
        where = {"line": 1, "choice": 0, "token": 2, "rank": 1, "forced": " my"}
        several = samples.response(*[samples.choice([samples.token(text, 0.9)], index=index)
                                     for index, text in enumerate((" a", " b"))])
        file = self.file("kept.jsonl", samples.lines(
            {"request": {}, "response": answer()}, {"response": several, "branch": where},
            {"response": {"error": {"message": "no such model"}}, "branch": where}))
        walked = program.run("--explore=lines", "-r", file, stdin=b"b\nN\n]\n")
        self.assertIn(b"there are no branches\nanswer 2 of ", walked.out)
        self.assertIn(b"kept.jsonl:3: the server refused: no such model", walked.err)
        self.assertEqual(walked.code, program.REFUSED)

    def test_a_file_that_somebody_else_changes_keeps_that(self):
        kept = self.folder / "kept"
        with scripted.Server(Model(branch(" mind"), branch(" is"))) as server, Tmux(130, 30) as tmux:
            tmux.start("-i", "--no-stream", QUESTION, "--save", str(kept),
                       OPENAI_BASE_URL=server.base_url, **TERM, **PAUSE)
            self.await_screen(tmux, "think.")
            self.press(tmux, ("n", "clue 1 of 2"), ("1", "this asks gpt-4o"),
                       ("1", "does not rejoin"))
            with kept.open("a", encoding="utf-8") as file:
                file.write("mine\n")
            self.press(tmux, ("Space", "▸ └ 1 ␣my"),
                       ("d", "the branches cannot be kept: the file was changed by somebody"))
            self.leave(tmux)
        self.assertEqual(kept.read_text(encoding="utf-8").splitlines()[-1], "mine")

    def test_by_lines(self):
        texts = [" my", " my", " today", " my", " my"]
        model = Model(branch(" opinion"), branch(" is", finish="length"),
                      *[branch(text) for text in texts])
        with scripted.Server(model) as server:
            result = program.run("--explore=lines", "--base-url", server.base_url, "-r",
                                 self.saved(), stdin=b"n\n1\n1\nw\nr\n\nb\nd\nq\n", env=PAUSE)
        self.assertEqual(result.code, program.OK)
        lines = result.out.decode().split("\n")
        self.assertIn(NAMED + ": Enter, or the same again, asks", lines)
        self.assertIn(NAMED + ", 5 times: Enter, or the same again, asks", lines)
        self.assertIn("“ my” in place of “ October”: does not rejoin", lines)
        self.assertIn("“ that” in place of “ it”: not known yet", lines)
        self.assertIn("2 different: 4 × “ my”, 1 × “ today”", result.out.decode())
        with scripted.Server() as server:
            result = program.run("--explore=lines", "-r", self.saved(), stdin=b"1\nn\n1\n",
                                 env={"OPENAI_BASE_URL": server.base_url})
        self.assertIn("add --base-url URL", result.out.decode())
        self.assertEqual(server.connections, 0)


if __name__ == "__main__":
    unittest.main()
