"""`--branch` and `--what-if`: a model goes on with an answer from another token."""

import json
import unittest
from pathlib import Path

import program
import samples
import scripted
from program import OK, REFUSED, UNREACHED, UNUSABLE, USAGE
from samples import token
from scripted import json_response, status_response, stream_response
from test_ask import KEY, Asked, Asking

QUESTION = "Who is the president?"
# "As of October 2023 it is Duda", with two clues.
TOP = {1: [(" my", 0.7), (" October", 0.2)], 3: [(" it", 0.5), (" that", 0.4), (" he", 0.01)]}
TEXTS = ["As of", " October", " 2023", " it", " is", " Andrzej", " Duda", ",", " I", " think", "."]
REQUEST = {"model": "asked-model", "messages": [{"role": "user", "content": QUESTION}],
           "logprobs": True, "top_logprobs": 3, "stream": True, "seed": 5,
           "max_completion_tokens": 99}


def tokens(ids=False):
    """The tokens of the answer, perhaps with ids: that of a text is its place in the alphabet."""
    made = []
    for index, text in enumerate(TEXTS):
        top = TOP.get(index, ())
        entry = token(text, dict(top).get(text, 0.95), top)
        if ids:
            entry["id"] = 100 + index
            for number, other in enumerate(entry["top_logprobs"]):
                other["id"] = 100 + index if other["token"] == text else 200 + number
        made.append(entry)
    return made


def answer(ids=False, **fields):
    return samples.response(samples.choice(tokens(ids)), **fields)


def branch(*texts, finish="stop", message=None):
    choice = samples.choice([token(text, 0.8) for text in texts], finish_reason=finish)
    if message is not None:
        choice["message"]["content"] = message
    return json_response(samples.response(choice))


class Model:
    """A server that answers questions and goes on with answers; `paths` are what else it has."""

    def __init__(self, *branches, **paths):
        self.branches, self.paths = list(branches), paths
        self.begun = json_response(answer())

    def __call__(self, connection):
        path = connection.request.target.split("?")[0].strip("/").replace("/", "_").replace("-", "_")
        if path in self.paths:
            found = self.paths[path]
            return found(connection) if callable(found) else json_response(found)(connection)
        if path != "v1_chat_completions":
            return status_response(404)(connection)
        messages = connection.request.json()["messages"]
        if messages[-1]["role"] != "assistant":
            return self.begun(connection)
        return self.branches.pop(0)(connection)


def bodies(asked, target="/v1/chat/completions"):
    """The requests to go on, at `target`, in their order."""
    found = [request.json() for request in asked.requests if request.target == target]
    return [body for body in found
            if "messages" not in body or body["messages"][-1]["role"] == "assistant"]


class Branching(Asking):
    def saved(self, response=None, request=REQUEST, name="saved.json"):
        exchange = {"request": request, "response": response or answer()}
        return self.file(name, json.dumps(exchange) + "\n")

    def replay(self, model, *words, saved=None, key=None, **more):
        """Replays the saved answer, and asks `model` to go on."""
        with scripted.Server(model) as server:
            result = program.run("--retries=0", *words, "--base-url", server.base_url, "-r",
                                 saved or self.saved(), env={"OPENAI_API_KEY": key or ""}, **more)
        self.check_key(result.out, result.err)
        return Asked(*result, server.requests, server.connections)


class WhatIf(Branching):
    def test_the_runner_up_of_every_clue_most_probable_first(self):
        model = Model(branch(" opinion", " nobody", "."), branch(" is", " Andrzej", " Duda", ", I",
                                                                " think", "!"))
        asked = self.replay(model, "--what-if", "-f", "json")
        self.assert_silent(asked)
        found = json.loads(asked.out)
        self.assertEqual([(one["token"], one["forced"]["token"], one["becomes"],
                           one["rejoins_after"]) for one in found["branches"]],
                         [(1, " my", "differs", None), (3, " that", "rejoins", 1)])
        self.assertEqual(found["branches"][0]["text"], " my opinion nobody.")
        self.assertEqual(found["branches"][0]["chosen"]["token"], " October")
        self.assertEqual(found["branches"][0]["clues"], ["not-top"])
        self.assertAlmostEqual(found["branches"][1]["perplexity"], 1.25)
        self.assertEqual(found["source"], str(self.folder / "saved.json"))

    def test_what_is_sent(self):
        model = Model(branch(" opinion"), branch(" is"))
        asked = self.replay(model, "--what-if", "-f", "json", "--branch-tokens=7")
        first, second = bodies(asked)
        self.assertEqual(first, {"model": "asked-model", "logprobs": True, "top_logprobs": 3,
                                 "seed": 5, "temperature": 0, "max_tokens": 7, "stream": False,
                                 "messages": [{"role": "user", "content": QUESTION},
                                              {"role": "assistant", "content": "As of my"}]})
        self.assertEqual(second["messages"][-1]["content"], "As of October 2023 that")

    def test_text_has_the_answer_and_its_branches(self):
        model = Model(branch(" opinion"), branch(" is", finish="length"))
        asked = self.replay(model, "--what-if", "--marks=none")
        self.assert_silent(asked)
        text = asked.out.decode()
        self.assertTrue(text.startswith("As of October 2023 it is Andrzej Duda, I think."), text)
        self.assertIn("  1 “ October” 20.0%, what if “ my” 70.0%: does not rejoin\n"
                      "      my opinion\n", text)
        self.assertIn("  3 “ it” 50.0%, what if “ that” 40.0%: not known yet\n", text)
        self.assertIn("1 of 2 branches does not rejoin", text)

    def test_table_and_markdown(self):
        for format, part in (("table", "  1  ␣October  20.0%  ␣my    70.0%  does not rejoin  my opinion"),
                             ("markdown", "| 1 | ␣October | 20.0% | ␣my | 70.0% |")):
            model = Model(branch(" opinion"), branch(" is", finish="length"))
            asked = self.replay(model, "--what-if", "-f", format, "-q")
            self.assert_silent(asked)
            self.assertIn(part, asked.out.decode().replace("`", ""))

    def test_hostile_branches_are_visible(self):
        for format in ("text", "table", "markdown", "json"):
            model = Model(branch(" \x1b[31m\u202eevil", "|\n# no"), branch(" is\x07"))
            asked = self.replay(model, "--what-if", "-f", format)
            for bad in (b"\x1b", b"\x07", "\u202e".encode()):
                self.assertNotIn(bad, asked.out)

    def test_an_answer_without_clues_asks_nobody(self):
        saved = self.saved(samples.answer("Yes", "."))
        asked = self.replay(Model(), "--what-if", saved=saved)
        self.assertEqual((asked.code, asked.requests), (OK, []))
        self.assertIn("no token has a clue", asked.out.decode())

    def test_while_asking(self):
        model = Model(branch(" opinion"), branch(" is"))
        with scripted.Server(model) as server:
            result = program.run(QUESTION, "--what-if", "--no-stream", "--marks=none",
                                 env={"OPENAI_BASE_URL": server.base_url})
        self.assert_silent(result)
        self.assertIn("what if “ my” 70.0%: does not rejoin", result.out.decode())
        self.assertEqual([request.target for request in server.requests],
                         ["/v1/chat/completions", "/apply-template", "/version",
                          "/v1/chat/completions", "/v1/chat/completions"])

    def test_while_a_stream_is_asked_and_kept(self):
        stream = samples.stream(*[samples.chunk([one]) for one in tokens()], samples.last_chunk())
        model = Model(branch(" opinion"), branch(" is"), branch(" opinion"), branch(" is"))
        model.begun = stream_response([stream])
        kept = str(self.folder / "kept.sse")
        with scripted.Server(model) as server:
            env = {"OPENAI_BASE_URL": server.base_url}
            first = program.run(QUESTION, "--what-if", "--save", kept, env=env)
            again = program.run("--what-if", "--base-url", server.base_url, "-r", kept)
        self.assert_silent(first)
        self.assert_silent(again)
        self.assertEqual(first.out, again.out)

    def test_other_formats_are_refused(self):
        for format in ("csv", "html", "chart", "stats"):
            asked = self.replay(Model(), "--what-if", "-f", format, "-o", "x")
            self.assert_not_asked(asked, "--what-if is for -f text, table, json, markdown")


class Branch(Branching):
    def test_one_branch_in_any_format(self):
        for format in ("plain", "text", "json", "csv", "html", "table", "markdown"):
            target = str(self.folder / "out")
            asked = self.replay(Model(branch(" mind", "!")), "--branch", "1:1", "-f", format, "-o",
                                target)
            self.assert_sentence(asked, OK, "token 1: “ my” in place of “ October”: does not rejoin")
            self.assertIn("mind", Path(target).read_text(encoding="utf-8"))

    def test_it_is_the_whole_answer(self):
        asked = self.replay(Model(branch(" mind", "!")), "--branch", "1:1", "-f", "plain", "-q")
        self.assert_silent(asked)
        self.assertEqual(asked.out, b"As of my mind!")
        asked = self.replay(Model(branch(" mind", "!")), "--branch", "3:3", "-f", "json", "-q")
        choice, = json.loads(asked.out)["choices"]
        self.assertEqual(choice["text"], "As of October 2023 he mind!")
        self.assertAlmostEqual(choice["tokens"][3]["probability"], 0.01)
        self.assertEqual([one["token"] for one in choice["tokens"][3]["alternatives"]],
                         [" it", " that", " he"])
        self.assertEqual([one["index"] for one in choice["tokens"]], list(range(6)))

    def test_tokens_and_ranks_that_are_not_there(self):
        for point, what in (("99:1", "the answer has no token 99; it has 11"),
                            ("1:3", "token 1 has no alternative with rank 3")):
            asked = self.replay(Model(), "--branch", point)
            self.assert_not_asked(asked, what)
        for point in ("1", "1:", ":1", "1:0", "-1:1", "a:b", "1:1:1", ""):
            asked = self.replay(Model(), f"--branch={point}")
            self.assert_not_asked(asked, "TOKEN:RANK")

    def test_a_token_that_ends_the_answer(self):
        """Nobody need be asked what comes then."""
        top = [("<|im_end|>", 0.6), (" you", 0.4)]
        saved = self.saved(samples.response(samples.choice(
            [token("Hello", 0.99), token(" you", 0.4, top)])))
        asked = self.replay(Model(), "--branch", "1:1", "-f", "plain", "-q", saved=saved)
        self.assert_silent(asked)
        self.assertEqual((asked.out, asked.requests), (b"Hello", []))


class Servers(Branching):
    """How it is found out how a server goes on."""

    def test_llama_cpp_gets_ids(self):
        native = {"content": " mind", "stop": True, "stop_type": "eos", "completion_probabilities": [
            {"id": 7, "token": " mind", "bytes": list(b" mind"), "logprob": -0.1,
             "top_logprobs": []}]}
        for ids in (True, False):
            model = Model(apply_template={"prompt": "<user>Who?<assistant>"}, completion=native,
                          tokenize=lambda connection: json_response(
                              {"tokens": [1, 2] if connection.request.json()["add_special"]
                               else [3, 4]})(connection),
                          detokenize={"content": "As of my"})
            asked = self.replay(model, "--branch", "1:1", "-f", "plain", "-q",
                                saved=self.saved(answer(ids)))
            self.assert_silent(asked)
            self.assertEqual(asked.out, b"As of my mind")
            body, = bodies(asked, "/completion")
            self.assertEqual(body["prompt"], [1, 2, 100, 200] if ids else [1, 2, 3, 4])
            self.assertEqual((body["n_predict"], body["temperature"], body["n_probs"]), (40, 0, 3))
            self.assertEqual(bodies(asked, "/apply-template"), [])  # ends with the user's message

    def test_ids_of_another_model_are_not_sent(self):
        model = Model(apply_template={"prompt": "p"}, tokenize={"tokens": [5]},
                      detokenize={"content": "something else"},
                      completion={"content": "", "stop": True, "completion_probabilities": []})
        asked = self.replay(model, "--branch", "1:1", saved=self.saved(answer(True)))
        body, = bodies(asked, "/completion")
        self.assertEqual(body["prompt"], [5, 5])

    def test_vllm_is_told_to_continue(self):
        asked = self.replay(Model(branch(" mind"), version={"version": "0.9"}), "--branch", "1:1")
        body, = bodies(asked)
        self.assertEqual((body["continue_final_message"], body["add_generation_prompt"]),
                         (True, False))

    def test_a_mode_that_is_named_is_not_doubted(self):
        asked = self.replay(Model(branch(" mind")), "--branch", "1:1", "--continue=prefill")
        self.assertEqual([request.target for request in asked.requests], ["/v1/chat/completions"])
        choice = {"index": 0, "text": " mind", "finish_reason": "stop",
                  "logprobs": {"tokens": [" mind"], "token_logprobs": [-0.1], "top_logprobs": None,
                               "text_offset": [0]}}
        whole = {"id": "x", "object": "text_completion", "model": "m", "choices": [choice]}
        asked = self.replay(Model(v1_completions=whole), "--branch", "1:1", "-q", "-f", "plain",
                            "--continue=completions")
        self.assert_silent(asked)
        self.assertEqual(asked.out, b"As of my mind")
        body = asked.request.json()
        self.assertEqual(body["prompt"], QUESTION + "\n\nAs of my")
        self.assertEqual((body["logprobs"], body["seed"]), (3, 5))

    def test_a_request_with_a_prompt_goes_on_as_such(self):
        saved = self.saved(request={"model": "m", "prompt": "Once", "logprobs": 2, "max_tokens": 3})
        asked = self.replay(Model(v1_completions=status_response(500)), "--branch", "1:1",
                            saved=saved)
        self.assertEqual(asked.code, UNREACHED)
        self.assertEqual(asked.request.json()["prompt"], "OnceAs of my")

    def test_a_server_that_begins_anew_is_recognised(self):
        for came in ((TEXTS), ("As of", " today", "..."), ("As of my", " mind")):
            asked = self.replay(Model(branch(*came)), "--branch", "1:1", "-f", "plain")
            is_echo = came[0] == "As of my"
            self.assert_sentence(asked, OK if is_echo else UNUSABLE,
                                 "does not rejoin" if is_echo else "began a new answer")
            if is_echo:  # the text to go on with is repeated, and then it goes on
                self.assertEqual(asked.out, b"As of my mind")

    def test_openai_is_not_asked(self):
        with scripted.Server() as server:
            result = program.run("--branch", "1:1", "--base-url", "https://api.openai.com/v1",
                                 "--proxy", server.base_url, "-r", self.saved(),
                                 env={"OPENAI_API_KEY": KEY})
        self.assert_sentence(result, USAGE, "api.openai.com", "--continue completions")
        self.assertEqual(server.connections, 0)

    def test_a_prefill_that_the_message_repeats(self):
        """As llama.cpp does: its tokens begin after it."""
        asked = self.replay(Model(branch(" mind", message="As of my mind")), "--branch", "1:1",
                            "-f", "plain", "-q")
        self.assert_silent(asked)
        self.assertEqual(asked.out, b"As of my mind")

    def test_half_a_character(self):
        top = [samples.raw_token(b"\xc3"), token(" you", 0.4)]
        entry = {**token(" you", 0.4), "top_logprobs": top}
        saved = self.saved(samples.response(samples.choice([token("Hello"), entry])))
        asked = self.replay(Model(), "--branch", "1:1", "--continue=prefill", saved=saved)
        self.assert_sentence(asked, UNUSABLE, "part of a character")
        self.assertEqual(asked.requests, [])

    def test_refusals_and_failures(self):
        for response, code in ((json_response({"error": {"message": "no prefill"}}, 400), REFUSED),
                               (status_response(503), UNREACHED),
                               (json_response({"choices": []}), UNUSABLE)):
            asked = self.replay(Model(response), "--branch", "1:1")
            self.assertEqual(asked.code, code, asked.err)
            self.assertEqual(asked.out, b"")

    def test_one_refusal_leaves_the_others(self):
        model = Model(json_response({"error": {"message": "not \x1b that"}}, 400), branch(" is"))
        asked = self.replay(model, "--what-if", "-f", "json")
        self.assertEqual(asked.code, REFUSED)
        first, second = json.loads(asked.out)["branches"]
        self.assertIn("not", first["error"])
        self.assertEqual((first["becomes"], second["error"]), (None, None))

    def test_what_is_refused_is_asked_again(self):
        model = Model(status_response(503, [("retry-after-ms", "1")]), branch(" mind"))
        asked = self.replay(model, "--branch", "1:1", "-f", "plain", "-q", "--retries=1")
        self.assert_silent(asked)
        self.assertEqual(asked.out, b"As of my mind")

    def test_the_key_is_sent_and_never_shown(self):
        key = KEY
        spoken = {**token(" " + key), "bytes": None}
        response = json_response(samples.response(samples.choice([spoken])))
        asked = self.replay(Model(response), "--branch", "1:1", "-f", "json", key=key)
        self.assertEqual({request.header("Authorization") for request in asked.requests},
                         {f"Bearer {key}"})
        self.assertIn(b"[redacted]", asked.out)


class Conversations(Branching):
    """Where what was asked comes from."""

    def test_a_replay_asks_nobody_unless_the_command_line_names_a_server(self):
        for words in (("--branch", "1:1"), ("--what-if",)):
            with scripted.Server(Model()) as server:
                result = program.run(*words, "-r", self.saved(),
                                     env={"OPENAI_BASE_URL": server.base_url})
            self.assert_sentence(result, USAGE, words[0], "--base-url", "environment")
            self.assertEqual(server.connections, 0)

    def test_without_it_the_sentence_says_what_to_add(self):
        for words in (("--branch", "1:1"), ("--what-if", "-f", "table", "-q")):
            asked = self.replay(Model(), *words, saved=self.file("bare.json", json.dumps(answer())))
            self.assert_not_asked(asked, "--save", "--requests", "PROMPT")
            self.assertEqual(asked.out, b"")

    def test_prompt_and_system(self):
        asked = self.replay(Model(branch(" mind")), "Who", "else?", "-s", "Be brief.", "--branch",
                            "1:1", saved=self.file("bare.json", json.dumps(answer())))
        body, = bodies(asked)
        self.assertEqual(body["messages"], [{"role": "system", "content": "Be brief."},
                                            {"role": "user", "content": "Who else?"},
                                            {"role": "assistant", "content": "As of my"}])
        self.assertEqual(body["model"], samples.MODEL)

    def test_the_model_can_be_another(self):
        asked = self.replay(Model(branch(" mind")), "-m", "other", "--branch", "1:1")
        self.assertEqual(bodies(asked)[0]["model"], "other")

    def test_requests_of_a_batch(self):
        lines = [{"custom_id": f"q{i}", "method": "POST", "url": "/v1/chat/completions",
                  "body": {"model": "m", "messages": [{"role": "user", "content": f"Q{i}"}]}}
                 for i in range(3)]
        requests = self.file("requests.jsonl", samples.lines(*lines))
        batch = self.file("batch.jsonl", samples.lines(samples.batch_line("q2", answer()),
                                                       samples.batch_line("q0", answer()),
                                                       samples.batch_line("q9", answer())))
        asked = self.replay(Model(branch(" a"), branch(" b")), "--branch", "1:1", "-f", "plain",
                            "-q", "--requests", requests, saved=batch)
        self.assertEqual([body["messages"][0]["content"] for body in bodies(asked)], ["Q2", "Q0"])
        self.assertEqual(asked.out, b"As of my a\nAs of my b")
        self.assert_sentence(asked, USAGE, "batch.jsonl:3", "--requests")

    def test_a_file_without_requests(self):
        for content in ("", "{}\n", "no\n"):
            asked = self.replay(Model(), "--branch", "1:1", "--requests",
                                self.file("none.jsonl", content))
            self.assert_not_asked(asked, "--requests", "custom_id")

    def test_responses_and_what_is_around(self):
        """A request of the Responses API, and one inside other objects or a string."""
        messages = [{"role": "user", "content": "Q"}]
        for request in ({"model": "m", "input": "Q"}, {"body": {"messages": messages}},
                        {"postData": {"text": json.dumps({"messages": messages})}}):
            asked = self.replay(Model(branch(" mind")), "--branch", "1:1",
                                saved=self.saved(request=request))
            self.assertEqual(bodies(asked)[0]["messages"][0], messages[0])

    def test_a_prefill_that_was_asked_is_continued(self):
        request = {**REQUEST, "messages": [*REQUEST["messages"],
                                           {"role": "assistant", "content": "Well. "}]}
        asked = self.replay(Model(branch(" mind")), "--branch", "1:1",
                            saved=self.saved(request=request))
        self.assertEqual(bodies(asked)[0]["messages"][1:],
                         [{"role": "assistant", "content": "Well. As of my"}])

    def test_contradictions(self):
        for words, parts in ((("--what-if", "--branch", "1:1"), ("one is enough",)),
                             (("--what-if", "--continue", "off"), ("off",)),
                             (("--branch", "1:1", "--save", "x"), ("--save is for asking",)),
                             (("--branch", "1:1", "--continue", "no"), ("prefill, vllm",)),
                             (("--branch", "1:1", "--dry-run"), ("--dry-run",)),
                             (("-", "--branch", "1:1", "--requests", "-"), ("only once",)),
                             (("--branch", "1:1", "--partial"), ("--partial",))):
            self.assert_not_asked(self.replay(Model(), *words), *parts)


if __name__ == "__main__":
    unittest.main()
