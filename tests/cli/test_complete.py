"""Completion in bash, zsh and fish: what is offered, and what is typed in the end."""

import os
import tempfile
import time
import unittest
from pathlib import Path

import help_text
import program
import scripted
import shells

DAY = 24 * 3600
FILES = ["a.json", "b c.json", "folder"]
HOSTILE = ["$(touch broken)", "`touch broken`", "a;touch broken", "-m", "a b", "x\x1b[31m", "é",
           "a'b", 'a"b', "a\nb", "a\\b", "~root", "a*", "{a,b}", "a|b", "a>b", "m" * 300, ""]
MODELS = ["gpt-4o", "llama3.2:1b", "llama3.2:3b", "org/model@2024-08"]


def serving(names):
    """A server that has these models."""
    data = {"object": "list", "data": [{"id": name, "object": "model"} for name in names]}
    return scripted.Server(scripted.json_response(data))


def list_models(home, server, **more):
    """Has the program ask the server; returns what it says."""
    return program.run("-m", "help", "--base-url", server.base_url,
                       env={"HOME": str(home), "OPENAI_API_KEY": "sk-secret-key", **more})


class Completing(program.ProgramTest):
    """What is the same in all shells."""

    shell_class = None

    @classmethod
    def setUpClass(cls):
        if cls is Completing:
            raise unittest.SkipTest("it is the base of the others")

    def setUp(self):
        super().setUp()
        self.shell = self.shell_class(self.folder)
        self.here = self.folder / "here"
        for name in FILES[:2]:
            (self.here / name).write_text("")
        (self.here / FILES[2]).mkdir()

    def offers(self, line, **more):
        return self.shell.offers(line, **more)

    def values(self, line, **more):
        """What is offered for a value, without what is before it."""
        return sorted(word.rpartition("=")[2] for word in self.offers(line, **more))

    def test_options_by_prefix(self):
        names = [option.long for option in help_text.options() if option.long.startswith("--fo")]
        self.assertEqual([word.rstrip("=") for word in self.offers("logprobs --fo")], names)
        found = {word.rstrip("=") for word in self.offers("logprobs --")}
        self.assertEqual({option.long for option in help_text.options()} - found - {""}, set())

    def test_closed_lists_of_values(self):
        closed = {"--color": "auto always never", "--palette": "classic colorblind",
                  "--color-depth": "16 24bit 256 auto", "--background": "auto dark light",
                  "--marks": "ascii emoji lines none", "--bars": "blocks none",
                  "--continue": "auto completions off prefill template vllm",
                  "--layout": "forward generate", "--worst-by": "clues perplexity probability",
                  "--by": "custom_id-prefix finish_reason format model",
                  "--generate": "complete-bash complete-fish complete-zsh man models"}
        for option, values in closed.items():
            self.assertEqual(self.values(f"logprobs {option} "), sorted(values.split()), option)
        self.assertEqual(self.values("logprobs hi --color al"), ["always"])

    def test_a_value_that_may_be_left_out_is_no_other_word(self):
        self.assertNotIn("screen", self.values("logprobs -i "))
        self.assertEqual([word.rstrip("=") for word in self.offers("logprobs -i --forma")],
                         ["--format"])

    def test_views_and_formats(self):
        views = sorted([*help_text.listed("--format"), "help"])
        self.assertEqual(self.values("logprobs -f "), views)
        self.assertEqual(self.values("logprobs --format=st"), ["stats", "stats-html", "stats-json"])
        formats = sorted([*help_text.listed("--from"), "auto", "help"])
        self.assertEqual(self.values("logprobs -r a.json --from "), formats)

    def test_a_value_that_may_be_left_out_is_behind_an_equals_sign(self):
        self.assertEqual(self.values("logprobs --explore="), ["lines", "screen"])
        self.assertNotIn("lines", self.offers("logprobs --explore li"))

    def test_several_clues_with_commas(self):
        self.assertEqual(self.values("logprobs --fail-on "), ["ambiguous", "low", "not-top"])
        found = self.values("logprobs --fail-on low,n")
        self.assertIn(found, (["low,not-top"], ["not-top"]))

    def test_nothing_is_offered_for_a_question_or_a_text(self):
        for line in ("logprobs ", "logprobs a", "logprobs -s ", "logprobs -k ", "logprobs -- -",
                     "logprobs --base-url ", "logprobs -t 1 a"):
            self.assertEqual(self.offers(line), [], line)

    def test_variables_that_may_have_the_key(self):
        found = self.values("logprobs --api-key-env MY_", MY_KEY="k", MY_OTHER="o", THEIR_KEY="k")
        self.assertEqual(found, ["MY_KEY", "MY_OTHER"])

    def test_models_are_those_that_the_server_listed_last(self):
        home = self.folder / "home"
        with serving(MODELS) as server, serving(["other"]) as second:
            self.assertEqual(self.values("logprobs -m ", OPENAI_BASE_URL=server.base_url), [])
            list_models(home, server)
            list_models(home, second)
            count = len(server.requests)
            env = {"OPENAI_BASE_URL": server.base_url}
            self.assertEqual(self.whole("logprobs -m ", **env), MODELS)
            self.assertEqual(self.whole("logprobs -m gp", **env), MODELS[:1])
            self.assertEqual(self.whole("logprobs hi --model=gp", **env), MODELS[:1])
            self.assertEqual(self.whole("logprobs -m llama3.2:", **env), MODELS[1:3])
            named = f"logprobs --base-url {second.base_url} -m "
            self.assertEqual(self.whole(named, **env), ["other"])
            named = f"logprobs --base-url={second.base_url} -m "
            self.assertEqual(self.whole(named, **env), ["other"])
            self.assertEqual(len(server.requests), count)

    def whole(self, line, **more):
        """What is offered for a value, as a whole."""
        return self.values(line, **more)

    def test_what_a_server_calls_its_models_does_nothing_in_a_shell(self):
        home = self.folder / "home"
        with serving([*HOSTILE, "good"]) as server:
            list_models(home, server)
            env = {"OPENAI_BASE_URL": server.base_url}
            self.assertEqual(self.values("logprobs -m ", **env), ["good"])
            kept = next((home / ".cache" / "logprobs").iterdir())
            lines = [name for name in HOSTILE if "\n" not in name]
            kept.write_text("\n".join([*lines, "good"]))
            self.assertEqual(self.values("logprobs -m ", **env), ["good"])
        self.assertEqual(sorted(os.listdir(self.here)), FILES)

    def test_profiles_of_the_config(self):
        profiles = "".join(f"[profile.{name}]\nquiet = true\n" for name in
                           ("local", "work", "'$(touch${IFS}broken)'", "'a;b'"))
        usual = self.folder / "home" / "config" / "logprobs"
        usual.mkdir(parents=True)
        (usual / "config.toml").write_text(profiles)
        other = self.file("other.toml", "[profile.another]\nquiet = true\n")
        env = {"XDG_CONFIG_HOME": str(usual.parent)}
        self.assertEqual(self.values("logprobs --profile ", **env), ["local", "work"])
        self.assertEqual(self.values("logprobs --profile=l", **env), ["local"])
        (self.folder / "home" / "my own.toml").write_bytes(Path(other).read_bytes())
        (self.folder / "home" / "own.toml").write_bytes(Path(other).read_bytes())
        for written in (other, "~/own.toml", "$HOME/own.toml", "~/my\\ own.toml", "'../home/own.toml'"):
            with self.subTest(written):
                self.assertEqual(self.values(f"logprobs --config {written} --profile ", **env),
                                 ["another"])
        self.assertEqual(sorted(os.listdir(self.here)), FILES)
        (usual / "config.toml").write_text("broken")
        self.assertEqual(self.values("logprobs --profile ", **env), [])

    def test_models_of_a_profile(self):
        with serving(["mine"]) as server:
            list_models(self.folder / "home", server)
            config = self.file("my.toml", f'[profile.local]\nbase-url = "{server.base_url}"\n')
            line = f"logprobs --config {config} --profile local -m "
            self.assertEqual(self.values(line), ["mine"])

    def test_files_where_files_go(self):
        for line, words in (("-r fol", ["-r", "folder"]), ("--save a", ["--save", "a.json"]),
                            ("-r a.json b", ["-r", "a.json", "b c.json"]),
                            ("hi -o a", ["hi", "-o", "a.json"]),
                            ("--merge a.json fol", ["--merge", "a.json", "folder"]),
                            ("-H @a", ["-H", "@a.json"])):
            with self.subTest(line):
                typed = self.shell.type(f"logprobs {line}", "Tab", "Enter")
                # zsh takes the slash away again.
                self.assertEqual([word.rstrip("/") for word in typed], words)

    def test_in_a_terminal(self):
        self.assertEqual(self.shell.type("logprobs --quie", "Tab", "-f js", "Tab", "Enter"),
                         ["--quiet", "-f", "json"])
        self.assertEqual(self.shell.type("logprobs --format=js", "Tab", "--no-wr", "Tab", "Enter"),
                         ["--format=json", "--no-wrap"])

    def test_a_model_with_a_colon_in_a_terminal(self):
        with serving(MODELS[:2]) as server:
            list_models(self.folder / "home", server)
            for before in ("-m ll", "-m llama3.2:", "-m llama3.2:1"):
                words = self.shell.type(f"logprobs {before}", "Tab", "Enter",
                                        OPENAI_BASE_URL=server.base_url)
                self.assertEqual(words, ["-m", "llama3.2:1b"])
            words = self.shell.type("logprobs --model=ll", "Tab", "Enter",
                                    OPENAI_BASE_URL=server.base_url)
            self.assertEqual(words, ["--model=llama3.2:1b"])


class Bash(Completing):
    shell_class = shells.Bash

    def whole(self, line, **more):
        """bash wants what comes after the last colon."""
        found = []
        for word in self.offers(line, **more):
            found += [name for name in (*MODELS, "other") if name.endswith(word)
                      and (":" in line.rpartition(" ")[2] or "@" not in name or name == word)]
        return sorted(set(found))

    def test_the_syntax_is_right(self):
        self.assertEqual(self.shell.run("bash", "-n", str(self.shell.script)), (0, "", ""))

    def test_without_cutting_words_at_equals_signs_and_colons(self):
        found = self.shell.offers("logprobs --explore=li", before="COMP_WORDBREAKS=' '")
        self.assertEqual(found, ["--explore=lines"])


class Zsh(Completing):
    shell_class = shells.Zsh

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shared = tempfile.TemporaryDirectory()
        cls.addClassCleanup(shared.cleanup)
        shells.Zsh.known = os.path.join(shared.name, "known")

    def test_the_syntax_is_right(self):
        self.assertEqual(self.shell.run("zsh", "-n", str(self.shell.script)), (0, "", ""))


class Fish(Completing):
    shell_class = shells.Fish

    def test_the_syntax_is_right(self):
        self.assertEqual(self.shell.run("fish", "-n", str(self.shell.script)), (0, "", ""))

    def test_descriptions(self):
        _, out, _ = self.shell.run("fish", "--no-config", "-c",
                                   f"source {self.shell.script}; complete -C 'logprobs -f plai'")
        self.assertEqual(out, "plain\tthe answer's exact bytes, nothing else\n")


class Models(program.ProgramTest):
    """The names that a server listed last, without a shell."""

    def setUp(self):
        super().setUp()
        self.cache = self.folder / "cache" / "logprobs"

    def known(self, base_url, **more):
        result = program.run("--generate", "models", "--base-url", base_url,
                             env={"XDG_CACHE_HOME": str(self.folder / "cache"), **more})
        self.assert_silent(result)
        return result.out.decode().splitlines()

    def list(self, server, **more):
        result = list_models(self.folder / "home", server,
                             **{"XDG_CACHE_HOME": str(self.folder / "cache"), **more})
        self.assertEqual(result.code, 0)
        return result

    def kept(self):
        return list(self.cache.iterdir())

    def test_they_are_kept_for_a_day_for_their_owner_alone(self):
        with serving(["a", "b"]) as server:
            result = self.list(server)
            self.assertEqual(result.out, b"a\nb\n")
            self.assertEqual(self.known(server.base_url), ["a", "b"])
            self.assertEqual(self.known(server.base_url + "/"), ["a", "b"])
            self.assertEqual(self.known("http://127.0.0.1:9"), [])
            [file] = self.kept()
            self.assertEqual(file.stat().st_mode & 0o777, 0o600)
            self.assertEqual(self.cache.stat().st_mode & 0o777, 0o700)
            for age, names in ((DAY - 60, ["a", "b"]), (DAY + 60, [])):
                then = time.time() - age
                os.utime(file, (then, then))
                self.assertEqual(self.known(server.base_url), names)

    def test_old_lists_go_when_a_new_one_comes(self):
        with serving(["a"]) as server, serving(["b"]) as second:
            self.list(server)
            [file] = self.kept()
            other = self.cache / "not-a-list"
            other.write_text("")
            for path in (file, other):
                os.utime(path, (0, 0))
            self.list(second)
            self.assertNotIn(file, self.kept())
            self.assertIn(other, self.kept())

    def test_they_are_kept_whenever_the_program_asks_for_them(self):
        with scripted.Server(scripted.json_response({"data": [{"id": "only"}]})) as server:
            program.run("--base-url", server.base_url, "hi",
                        env={"XDG_CACHE_HOME": str(self.folder / "cache"), "OPENAI_MODEL": ""})
            self.assertEqual(self.known(server.base_url), ["only"])

    def test_no_secret_is_in_them(self):
        key = "sk-secret-key"
        with serving([key, f"of-{key}", "a"]) as server:
            self.list(server)
            self.assertEqual(self.known(server.base_url), ["a"])
            for file in self.kept():
                self.assertNotIn(key, file.name + file.read_text())
                self.assertNotIn("127.0.0.1", file.name + file.read_text())

    def test_where_they_cannot_be_kept_nothing_is_said(self):
        with serving(["a"]) as server:
            self.file("cache", "a file in place of the folder")
            self.assertEqual(self.list(server).err, b"")
            self.assertEqual(self.known(server.base_url), [])
            self.assertEqual(self.list(server, XDG_CACHE_HOME="", HOME="").err, b"")
            self.assertEqual(self.list(server, XDG_CACHE_HOME="relative", HOME="/").err, b"")

    def test_a_link_or_a_folder_in_their_place(self):
        with serving(["a"]) as server:
            self.list(server)
            [file] = self.kept()
            file.unlink()
            file.mkdir()
            self.assertEqual(self.list(server).err, b"")
            self.assertEqual(self.known(server.base_url), [])

    def test_a_url_that_is_none(self):
        result = program.run("--generate", "models", "--base-url", "nonsense")
        self.assert_sentence(result, program.USAGE, "--base-url", "no scheme")


if __name__ == "__main__":
    unittest.main()
