"""Options from a config: where it is, what comes first, and what the command line excludes."""

import os
import unittest

import program
import scripted
from program import EXAMPLES, USAGE
from scripted import json_response
from test_ask import ANSWER, Asking

POLAND = str(EXAMPLES / "poland.json")


class Config(program.ProgramTest):
    """A test with a config in the usual place."""

    def config(self, text, name="logprobs/config.toml"):
        """Writes the config; returns its name."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    def run_with(self, text, *words, env=None, **more):
        """Runs the program where the config says `text`; None: there is none."""
        if text is not None:
            self.config(text)
        return program.run(*words, env={"XDG_CONFIG_HOME": str(self.folder), **(env or {})}, **more)

    def replay(self, text, *words, **more):
        return self.run_with(text, "-r", POLAND, *words, **more)

    def shown(self, text, *words, code=0, **more):
        """What --show-config says: {key: (value, where it comes from)}, and its comments."""
        result = self.run_with(text, "--show-config", *words, **more)
        self.assert_silent(result, code)
        lines = result.out.decode().splitlines()
        said = {}
        for line in lines:
            if not line.startswith("#"):
                setting, source = line.split("  # ")
                key, value = setting.split(" = ", 1)
                said[key] = value.strip(), source.replace(str(self.folder), "FOLDER")
        return said, [line.replace(str(self.folder), "FOLDER") for line in lines if line[0] == "#"]


class Places(Config):
    def setUp(self):
        super().setUp()
        self.json = program.run("-r", POLAND, "-f", "json").out
        self.text = program.run("-r", POLAND).out

    def test_the_usual_places(self):
        home = self.folder / "home"
        self.config('format = "json"', "home/.config/logprobs/config.toml")
        self.config('format = "json"', "xdg/logprobs/config.toml")
        xdg = str(self.folder / "xdg")
        for env, is_read in (
                ({"XDG_CONFIG_HOME": xdg}, True),
                ({"HOME": str(home)}, True),
                ({"HOME": str(home), "XDG_CONFIG_HOME": ""}, True),
                ({"HOME": str(home), "XDG_CONFIG_HOME": "xdg"}, True),
                ({"HOME": str(home), "XDG_CONFIG_HOME": str(self.folder / "other")}, False),
                ({"HOME": "home"}, False), ({"HOME": ""}, False), ({}, False)):
            with self.subTest(env):
                result = program.run("-r", POLAND, env=env, cwd=self.folder)
                self.assert_silent(result)
                self.assertEqual(result.out, self.json if is_read else self.text)

    def test_a_named_file_takes_its_place(self):
        self.config('format = "table"')
        other = self.file("other.toml", 'format = "json"')
        for words in (("--config", other), (f"--config={other}",),
                      ("--config", "missing", "--config", other)):
            with self.subTest(words):
                self.assertEqual(self.replay(None, *words).out, self.json)

    def test_no_config(self):
        self.assertEqual(self.replay('format = "json"', "--no-config").out, self.text)
        self.assertEqual(self.replay("this is not TOML", "--no-config").out, self.text)

    def test_an_empty_config_changes_nothing(self):
        for text in ("", "# nothing\n", "\n\n", "[profile]\n", "\ufeff# a byte order mark\r\n"):
            with self.subTest(text):
                result = self.replay(text)
                self.assert_silent(result)
                self.assertEqual(result.out, self.text)
        self.assertEqual(self.replay(None, "--config", "/dev/null").out, self.text)

    def test_a_config_from_a_pipe(self):
        read, write = os.pipe()
        os.write(write, b'format = "json"')
        os.close(write)
        result = self.replay(None, "--config", f"/dev/fd/{read}", pass_fds=(read,))
        os.close(read)
        self.assert_silent(result)
        self.assertEqual(result.out, self.json)

    def test_help_and_version_read_none(self):
        for words in (("-h",), ("--help",), ("--version",), ("--from", "help"), ("-f", "help")):
            with self.subTest(words):
                self.assert_silent(self.run_with("this is not TOML", *words))


class Values(Config):
    """Each value means what it means on the command line."""

    def test_every_type(self):
        for text, words in (
                ('format = "table"', ("-f", "table")),
                ("low = 0.99", ("--low", "0.99")),
                ("low = 1", ("--low", "1")),
                ("bands = [0.99, 0.9, 0.8, 1e-1]", ("--bands", "0.99,0.9,0.8,0.1")),
                ('bands = "0.99, 0.9, 0.8, 0.1"', ("--bands", "0.99,0.9,0.8,0.1")),
                ('max-bytes = "64K"', ("--max-bytes", "64K")),
                ("max-bytes = 65_536", ("--max-bytes", "65536")),
                ('color = "always"\ncolor-depth = 256', ("--color=always", "--color-depth=256")),
                ('color = "always"\ncolor-depth = "24bit"',
                 ("--color=always", "--color-depth=24bit")),
                ("quiet = true", ("-q",)), ("quiet = false", ()),
                ('labels = ["Yes", "No"]', ("--labels", "Yes,No")),
                ("labels = [0, 1]\nexpect = 1", ("--labels", "0,1", "--expect", "1")),
                ('format = "json"\nshow-field = ["id", "/model"]',
                 ("-f", "json", "--show-field", "id", "--show-field", "/model")),
                ('format = "json"\nshow-field = "id"', ("-f", "json", "--show-field", "id")),
                ('fail-on = ["low", "ambiguous"]\nlow = 0.9', ("--fail-on", "low,ambiguous",
                                                                 "--low=0.9")),
                ('"format" = """\\\n  table"""', ("-f", "table"))):
            with self.subTest(text):
                expected = program.run("-r", POLAND, *words)
                self.assertEqual(self.replay(text), expected)

    def test_files_are_beside_the_config_or_at_home(self):
        self.config("Answer in Polish.", "logprobs/texts/system.txt")
        self.config("Answer in Polish.", "home/system.txt")
        whole = str(self.folder / "home/system.txt")
        for name in ("texts/system.txt", "~/system.txt", whole):
            with self.subTest(name):
                result = self.run_with(f'system-file = "{name}"', "--dry-run", "hello",
                                       env={"HOME": str(self.folder / "home"),
                                            "OPENAI_API_KEY": "sk-1"})
                self.assert_silent(result)
                self.assertIn(b"Answer in Polish.", result.out)
        self.assert_sentence(self.run_with('system-file = "~/x"', "--dry-run", "hello"), USAGE,
                             "config.toml:1: system-file: ~ stands for HOME, which is not set\n")

    def test_a_header_from_a_file(self):
        self.config("X-Trace: 12345", "logprobs/trace.txt")
        result = self.run_with('header = ["@trace.txt", "X-Other: 1"]', "--dry-run", "hello",
                               env={"OPENAI_API_KEY": "sk-1"})
        self.assert_silent(result)
        self.assertIn(b"X-Trace: 12345\nX-Other: 1\n", result.out)


LAYERS = """
model = "of-config"
top-logprobs = 1
temperature = 0.1
stop = ["config", "too"]
quiet = true
[profile.local]
model = "of-profile"
top-logprobs = 2
stop = "profile"
quiet = false
[profile.other]
max-tokens = 7
stop = []
"""


class Order(Config):
    """The command line comes first, then the environment, the profile, and the rest of the config."""

    def force(self, *words, model="", **more):
        env = {"OPENAI_MODEL": model, **more}
        return self.shown(LAYERS, *words, env=env)[0]

    def test_flag_environment_profile_config_default(self):
        config = "config FOLDER/logprobs/config.toml:"
        profile = "profile local at FOLDER/logprobs/config.toml:"
        self.assertEqual(self.force()["model"], ('"of-config"', config + "2"))
        self.assertEqual(self.force("--profile=local")["model"], ('"of-profile"', profile + "8"))
        self.assertEqual(self.force("--profile=local", model="of-environment")["model"],
                         ('"of-environment"', "environment variable OPENAI_MODEL"))
        self.assertEqual(self.force("--profile=local", LOGPROBS_MODEL="first")["model"],
                         ('"first"', "environment variable LOGPROBS_MODEL"))
        self.assertEqual(self.force("--profile=local", "-m", "of-flag", model="x")["model"],
                         ('"of-flag"', "flag"))
        self.assertEqual(self.force("--profile=other")["top-logprobs"], ("1", config + "3"))
        self.assertEqual(self.force("--profile=other")["choices"], ("1", "default"))
        self.assertEqual(self.force("--profile=other")["model"], ('"of-config"', config + "2"))

    def test_a_list_takes_the_place_of_another(self):
        self.assertEqual(self.force()["stop"][0], '["config", "too"]')
        self.assertEqual(self.force("--profile=local")["stop"][0], '["profile"]')
        self.assertEqual(self.force("--profile=other")["stop"][0], "[]")
        self.assertEqual(self.force("--profile=local", "--stop=a", "--stop=b")["stop"],
                         ('["a", "b"]', "flag"))

    def test_a_switch_is_undone(self):
        self.assertEqual(self.force()["quiet"][0], "true")
        self.assertEqual(self.force("--profile=local")["quiet"][0], "false")
        self.assertEqual(self.force("--quiet=false")["quiet"], ("false", "flag"))
        self.assertEqual(self.force("--profile=local", "-q")["quiet"], ("true", "flag"))
        self.assertEqual(self.force("-q", "--quiet=false")["quiet"], ("false", "flag"))
        self.assertEqual(self.force("--quiet=false", "--quiet=true")["quiet"], ("true", "flag"))
        self.assertEqual(self.replay("quiet = true", "--quiet=false"), program.run("-r", POLAND))
        for bad in ("--quiet=1", "--quiet=", "--replay=true", "--history=false", "--help=true"):
            with self.subTest(bad):
                self.assertEqual(program.run(bad, "x").code, USAGE if "replay" not in bad else 1)

    def test_a_variable_chooses_the_profile(self):
        for env, words, expected in (({"LOGPROBS_PROFILE": "local"}, (), "2"),
                                     ({"LOGPROBS_PROFILE": ""}, (), "1"),
                                     ({"LOGPROBS_PROFILE": "missing"}, ("--profile=local",), "2"),
                                     ({"LOGPROBS_PROFILE": "local"}, ("--profile=other",), "1"),
                                     ({"LOGPROBS_PROFILE": "local"}, ("--no-config",), "5")):
            with self.subTest((env, words)):
                self.assertEqual(self.force(*words, **env)["top-logprobs"][0], expected)

    def test_the_history_of_the_environment(self):
        for value, expected in (("0", ("true", "environment variable LOGPROBS_HISTORY")),
                                ("", ("true", "config FOLDER/logprobs/config.toml:1")),
                                ("1", None)):
            with self.subTest(value):
                said, _ = self.shown("no-history = true", env={"LOGPROBS_HISTORY": value})
                self.assertEqual(said.get("no-history"), expected)


class Conflicts(Config):
    """What the command line excludes is as if the config did not have it."""

    def same(self, text, *words, **more):
        """The config makes no difference for these words."""
        self.config(text)
        env = {"XDG_CONFIG_HOME": str(self.folder), **more.pop("env", {})}
        with_it = program.run(*words, env=env, **more)
        without = program.run(*words, "--no-config", env=env, **more)
        self.assertEqual(with_it, without)
        return with_it

    def test_a_walk_by_lines(self):
        for text in ('format = "table"', "quiet = true", 'format = "html"\nquiet = true'):
            with self.subTest(text):
                result = self.same(text, "--explore=lines", "-r", POLAND, stdin=b"q\n")
                self.assertEqual(result.code, 0)

    def test_the_format_follows_the_file(self):
        for text in ('format = "table"', 'format = "csv"', 'format = "stats"'):
            for name in ("out.html", "out.json", "out.md", "out.svg"):
                with self.subTest((text, name)):
                    outs = []
                    for words in ((), ("--no-config",)):
                        result = self.replay(text, "-o", str(self.folder / name), *words)
                        self.assert_silent(result)
                        outs.append((self.folder / name).read_bytes())
                    self.assertEqual(*outs)

    def test_a_format_that_suits_the_file_stays(self):
        self.assert_silent(self.replay('format = "stats-json"', "-o", str(self.folder / "a.json")))
        self.assertIn(b'"perplexity"', (self.folder / "a.json").read_bytes())
        self.assertNotIn(b'"tokens":[', (self.folder / "a.json").read_bytes())
        self.assert_silent(self.replay('format = "stats-json"', "-o", str(self.folder / "a.txt")))
        self.assertTrue((self.folder / "a.txt").read_bytes().startswith(b"{"))

    def test_pages(self):
        for words in (("--fragment",), ("--fragment", "-o", "-")):
            for text in ('format = "table"', 'format = "stats-html"'):
                with self.subTest((words, text)):
                    self.assertEqual(self.same(text, "-r", POLAND, *words).code, 0)

    def test_a_quiet_page(self):
        for words in (("-f", "html", "-o", "page.html"), ("-f", "table")):
            result = self.replay("quiet = true", *words, cwd=self.folder)
            self.assertEqual(result, program.run("-r", POLAND, "-q", *words, cwd=self.folder))

    def test_options_of_files_while_asking(self):
        text = ('jobs = 2\nblock = "64K"\nkeep-going = true\nlayout = "forward"\neos = [2]\n'
                'tokenizer = "tokenizer.json"\nat-temperature = 0.5\nat-top-k = 3\nat-top-p = 0.5\n'
                'at-min-p = 0.1')
        env = {"OPENAI_API_KEY": "sk-1"}
        self.assertEqual(self.same(text, "--dry-run", "hello", env=env).code, 0)

    def test_options_of_asking_with_files(self):
        text = ('model = "x"\nbase-url = "http://127.0.0.1:1/v1"\nsystem = "s"\nno-stream = true\n'
                'api-key-file = "missing.key"\ncacert = "missing.pem"\nheader = "@missing"\n'
                'timeout = 1\nparam = "a=1"')
        self.assertEqual(self.same(text, "-r", POLAND).code, 0)
        self.assertEqual(self.same(text, "-r", POLAND, "-f", "json").code, 0)

    def test_one_system_message(self):
        system = self.file("system.txt", "of the file")
        env = {"OPENAI_API_KEY": "sk-1"}
        text = '[profile.a]\nsystem = "of the profile"'
        for config, words in ((f'system-file = "{system}"', ("-s", "of the flag")),
                              ('system = "of the config"', ("--system-file", system)),
                              (f'system-file = "{system}"\n{text}', ("--profile=a",))):
            with self.subTest(words):
                result = self.run_with(config, *words, "--dry-run", "hello", env=env)
                self.assert_silent(result)
                self.assertEqual(result.out.count(b'"role":"system"'), 1)
                self.assertNotIn(b"of the config", result.out)

    def test_one_key(self):
        key = self.file("flag.key", "sk-flag")
        for text, words in (('api-key-env = "OTHER"', ("--api-key-file", key)),
                            ('api-key-file = "missing"', ("--api-key-env", "OTHER"))):
            with self.subTest(words):
                result = self.run_with(text, *words, "--dry-run", "hello", env={"OTHER": "sk-2"})
                self.assert_silent(result)

    def test_the_expected_label(self):
        self.same('labels = ["Yes", "No"]\nexpect = "Yes"', "-r", POLAND, "--labels", "Warsaw,Cracow")
        result = self.replay('labels = ["Yes", "No"]', "--expect", "Yes")
        self.assertEqual(result, program.run("-r", POLAND, "--labels=Yes,No", "--expect=Yes"))

    def test_a_rating_in_another_place(self):
        self.same('[profile.judge]\nrating = "1-5"', "-r", POLAND, "--rating=1-5",
                  "--rating-after=Score:")
        self.same('rating-field = "/score"', "-r", POLAND, "--rating=1-5", "--rating-after=Score:")

    def test_gates_are_in_force(self):
        self.assertEqual(self.replay('low = 1\nfail-on = "low"').code, 3)
        self.assertEqual(self.replay('low = 1\nfail-on = "low"', "--low=0").code, 0)

    def test_a_request_for_models_is_none_of_a_config(self):
        self.assert_sentence(self.run_with('model = "help"', "hello"), USAGE,
                             "config.toml:1: model: “help” lists models, and is for the command line "
                             "alone")

    def test_parts_and_their_sum(self):
        line = (EXAMPLES / "poland.json").read_bytes().replace(b"\n", b" ") + b"\n"
        files = [self.file(f"{i}.jsonl", line) for i in range(2)]
        part = str(self.folder / "part")
        result = self.run_with('low = 0.99\nformat = "table"', "-r", *files, "--partial", "-o", part)
        self.assert_silent(result)
        self.assertEqual(result, program.run("-r", *files, "--partial", "--low=0.99", "-o", part))
        expected = program.run("--merge", part)
        for text in (None, "low = 0.5", 'format = "table"', "low = 0.1\nstrict = true\nchoice = 0"):
            with self.subTest(text):
                self.assertEqual(self.run_with(text, "--merge", part), expected)
        self.assertIn(b"0.99", (self.folder / "part").read_bytes())
        self.assertEqual(self.run_with('format = "stats-json"', "--merge", part),
                         program.run("--merge", part, "-f", "stats-json"))


class Branches(Config):
    def test_a_server_of_the_config_does_not_count(self):
        for words in (("--what-if",), ("--branch", "0:1")):
            with self.subTest(words):
                result = self.replay('base-url = "http://127.0.0.1:9/v1"', *words)
                self.assert_sentence(result, USAGE, "add --base-url URL", "nor a config counts")

    def test_nor_while_an_answer_is_explored(self):
        with scripted.Server(ANSWER) as server:
            for env in ({}, {"OPENAI_API_KEY": "sk-1"}):
                result = self.replay(f'base-url = "{server.base_url}"', "--explore=lines",
                                     stdin=b"n\nb\nb 1\nq\n", env=env)
                self.assertEqual(result.code, 0)
        self.assertEqual(server.requests, [])

    def test_the_mode_and_the_format_give_way(self):
        with scripted.Server(json_response({}, 500)) as server:
            for text, word in (('continue = "off"', "--branch=0:1"), ('format = "csv"', "--what-if"),
                               ('format = "table"', "--branch=0:1")):
                with self.subTest(text):
                    before = len(server.requests)
                    self.run_with(text, "-r", POLAND, word, "--low=1", "--retries=0", "--base-url",
                                  server.base_url, "Who is it?")
                    self.assertGreater(len(server.requests), before)


class Asked(Asking, Config):
    def test_a_profile_says_everything(self):
        with scripted.Server(ANSWER) as server:
            self.config("sk-of-the-file\n", "logprobs/local.key")
            os.chmod(self.folder / "logprobs/local.key", 0o600)
            result = self.run_with(
                f'[profile.local]\nbase-url = "{server.base_url}"\nmodel = "tiny"\n'
                'api-key-file = "local.key"\nno-stream = true\ntop-logprobs = 1\nparam = "seed=3"\n',
                "--profile", "local", "hello", env={"OPENAI_MODEL": ""})
        self.assert_silent(result)
        request, = server.requests
        body = request.json()
        self.assertEqual((body["model"], body["top_logprobs"], body["seed"], body.get("stream")),
                         ("tiny", 1, 3, None))
        self.assertEqual(request.header("Authorization"), "Bearer sk-of-the-file")

    def test_a_switch_that_is_off(self):
        asked = self.ask("hello", "--no-stream=false")
        self.assertIs(asked.body["stream"], True)


class Shown(Config):
    def test_without_a_config(self):
        said, comments = self.shown(None, "-f", "json", "--seed=5")
        self.assertEqual(comments, ["# config: FOLDER/logprobs/config.toml, which is not there"])
        self.assertEqual(said["format"], ('"json"', "flag"))
        self.assertEqual(said["seed"], ("5", "flag"))
        self.assertEqual(said["palette"], ('"classic"', "default"))
        self.assertEqual(said["model"], ('"gpt-4o"', "environment variable OPENAI_MODEL"))
        self.assertNotIn("quiet", said)
        self.assertEqual(self.shown("", "--no-config")[1], ["# no config"])

    def test_what_it_prints_is_a_config(self):
        words = ("-s", 'say "hi"\n\\', "--stop=a", "--stop=\t", "-t", "0.5", "--seed=-3", "--low=0.3",
                 "--bands=0.9,0.8,0.7,0.6", "--max-bytes=1K", "--color-depth=256", "-q",
                 "--labels=a,b", "--param", 'x={"a":[1]}', "--proxy", "")
        first, _ = self.shown(None, *words)
        first.pop("output")
        text = "\n".join(f"{key} = {value}" for key, (value, _) in first.items())
        second, _ = self.shown(text, env={"OPENAI_MODEL": "", "OPENAI_BASE_URL": ""})
        second.pop("output")
        self.assertEqual({key: value for key, (value, _) in second.items()},
                         {key: value for key, (value, _) in first.items()})

    def test_the_profile_is_named(self):
        _, comments = self.shown(LAYERS, "--profile=other")
        self.assertEqual(comments, ["# config: FOLDER/logprobs/config.toml", "# profile: other"])

    def test_the_format_that_a_file_implies(self):
        said, _ = self.shown('format = "table"', "-o", "x.html", "-r", POLAND)
        self.assertEqual(said["format"], ('"html"', "implied by flags"))
        self.assertFalse((self.folder / "x.html").exists())

    def test_options_that_are_not_in_force(self):
        said, _ = self.shown('jobs = 3\nmodel = "x"\nlow = 0.1', "-r", POLAND)
        self.assertIn("jobs", said)
        self.assertNotIn("model", said)
        self.assertNotIn("jobs", self.shown('jobs = 3\nmodel = "x"')[0])

    def test_the_key_is_hidden_wherever_it_is(self):
        key = "correcthorse12"
        said, _ = self.shown(None, "--no-config", "-H", f"X: {key}", "--prefill", f"{key}!",
                             "--base-url", f"http://127.0.0.1:1/v1?k={key}", "hello",
                             env={"OPENAI_API_KEY": key})
        self.assertEqual(said["header"][0], '["X: [redacted]"]')
        self.assertEqual(said["prefill"][0], '"[redacted]!"')
        self.assertEqual(said["base-url"][0], '"http://127.0.0.1:1/v1?k=[redacted]"')

    def test_a_key_in_the_place_of_an_option_is_not_repeated(self):
        key = "sk-proj-abcdefghijklmnopqrstuvwxyz"
        result = self.run_with(f"{key} = 3\n", "hello")
        self.assertEqual(result.code, program.USAGE)
        self.assertIn(b"unknown key [redacted]", result.err)
        self.assertNotIn(key.encode(), result.err)

    def test_a_key_in_place_of_its_name_is_not_repeated(self):
        key = "sk-proj-abcdefghijklmnopqrstuvwxyz"
        for option in ("--api-key-env", "--api-key-file"):
            result = self.run_with(None, option, key, "hello")
            self.assertEqual(result.code, program.USAGE)
            self.assertIn(f"{option} has what looks like the key itself".encode(), result.err)
            self.assertNotIn(key.encode(), result.out + result.err)

    def test_the_key_is_hidden_however_it_is_spelled(self):
        for key, word in (('se"cret\\1', 'se"cret\\1'), ("secret1\n", "secret1"), ("e", None)):
            said, _ = self.shown(None, "--no-config", "-H", f"X: {word}", "hello", env={"OPENAI_API_KEY": key})
            expected = '["X: [redacted]"]' if word else '["X: None"]'
            self.assertEqual(said["header"][0], expected)

    def test_of_two_places_of_the_key_the_one_in_force_is_shown(self):
        said, _ = self.shown(None, "--no-config", "--api-key-file", self.file("k", "sk-1\n"), "hello")
        self.assertIn("api-key-file", said)
        self.assertNotIn("api-key-env", said)

    def test_secrets_are_hidden(self):
        secret = "Zq8secret"
        words = ("-H", f"Authorization: Bearer {secret}", "-H", f"x-api-key: {secret}", "-H", secret,
                 "--param", f'api_key="{secret}"', "--proxy", f"http://me:{secret}@127.0.0.1:1",
                 "--base-url", f"http://127.0.0.1:1/v1?api-key={secret}&v=2",
                 "--api-key-env", "sk-0123456789abcdefZq8secret")
        result = self.run_with(None, "--show-config", *words)
        self.assertNotIn(secret.encode(), result.out + result.err)
        for expected in (b'header = ["Authorization: [redacted]", "x-api-key: [redacted]", '
                         b'"[redacted]"]', b'base-url = "http://127.0.0.1:1/v1?api-key=[redacted]&v=2"',
                         b'proxy = "http://[redacted]@127.0.0.1:1"', b'param = ["api_key=[redacted]"]'):
            self.assertIn(expected, result.out)
        env = {"OPENAI_BASE_URL": f"http://127.0.0.1:1/v1?token={secret}"}
        self.assertNotIn(secret.encode(), self.run_with(None, "--show-config", env=env).out)

    def test_it_is_aligned_and_visible(self):
        result = self.run_with(None, "--show-config", "-m", "\x1b[2J日本", "-s", "x" * 100,
                               "--stop", "\x9b\u202e")
        self.assertNotRegex(result.out.decode(), "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")
        lines = [line for line in result.out.decode().splitlines() if line[0] != "#"]
        columns = {line.index("  # ") for line in lines if len(line) < 70 and "日" not in line}
        self.assertEqual(len(columns), 1)


class Profiles(Config):
    def test_they_are_listed_in_the_order_of_the_file(self):
        result = self.run_with("[profile.b]\n[profile.a]\nlow = 0.1\n[profile.\"c.1\"]\n",
                               "--list-profiles")
        self.assert_silent(result)
        self.assertEqual(result.out, b"b\na\nc.1\n")

    def test_there_are_none(self):
        for text, said in ((None, "config.toml is not there"), ("", "config.toml has no [profile.NAME]")):
            with self.subTest(text):
                result = self.run_with(text, "--list-profiles")
                self.assertEqual((result.code, result.out), (0, b""))
                self.assertIn(said, result.err.decode())
        self.assertEqual(self.run_with("", "--list-profiles", "--no-config").err,
                         b"logprobs: there is no config\n")

    def test_one_that_is_not_there(self):
        text = "[profile.local]\n[profile.work]\n"
        for config, words, env, said in (
                (text, ("--profile=locla",), {}, "--profile: {} has no profile “locla”; did you mean "
                                                 "local?"),
                (text, ("--profile=xyzzy",), {}, "--profile: {} has no profile “xyzzy”; "
                                                 "--list-profiles names those that it has"),
                (text, (), {"LOGPROBS_PROFILE": "wrk"},
                 "LOGPROBS_PROFILE: {} has no profile “wrk”; did you mean work?"),
                ("", ("--profile=a",), {},
                 "--profile: {} has no profile “a”; add [profile.NAME] to it")):
            with self.subTest(said):
                result = self.run_with(config, *words, "hello", env=env)
                path = str(self.folder / "logprobs/config.toml")
                self.assertEqual(result.err.decode(), f"logprobs: {said.format(path)}\n")
                self.assertEqual(result.code, USAGE)

    def test_there_is_no_config(self):
        result = self.run_with(None, "--profile=a", "hello")
        self.assert_sentence(result, USAGE, "--profile: there is no profile “a”, for ",
                             "config.toml is not there")
        for words in (("--no-config", "--profile=a"), ("--no-config", "--config=x"), ("--profile=",),
                      ("--config=",)):
            with self.subTest(words):
                self.assert_sentence(self.run_with(None, *words, "hello"), USAGE)


if __name__ == "__main__":
    unittest.main()
