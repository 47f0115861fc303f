"""What a config must not have: each gets a sentence with the file, the line and what to do."""

import os
import unittest

import program
from program import EXAMPLES, USAGE
from test_config import Config

POLAND = str(EXAMPLES / "poland.json")

# The config, and what follows "logprobs: FILE:" in the only line on standard error.
BAD = [
    # Keys.
    ("\nmodle = 1", "2: unknown key “modle”; did you mean model?"),
    ("base_url = 1", "1: unknown key “base_url”; did you mean base-url?"),
    ("BASE-URL = 1", "1: unknown key “BASE-URL”; did you mean base-url?"),
    ("m = 1", "1: unknown key “m”; did you mean model?"),
    ("no-color = true", "1: unknown key “no-color”; did you mean color = \"never\"?"),
    ("json = true", "1: unknown key “json”; did you mean format = \"json\"?"),
    ("header-file = 1", "1: unknown key “header-file”; did you mean header = \"@FILE\"?"),
    ("temp = 1", "1: unknown key “temp”; did you mean temperature?"),
    ("stream = true", "1: unknown key “stream”: an answer is streamed unless --no-stream asks for all "
                      "of it at once"),
    ("frobnicate = 1", "1: unknown key “frobnicate”; keys are the long options, see logprobs --help"),
    ('"" = 1', "1: unknown key “”; keys are the long options, see logprobs --help"),
    ('"a\\u001b[2J\\n" = 1', "1: unknown key “a\\x1b[2J\\n”; keys are the long options, see logprobs "
                             "--help"),
    ("[local]\nmodel = 1", "1: unknown table “local”; a profile is written [profile.NAME]"),
    ("[profiles.local]", "1: unknown key “profiles”; a profile is written [profile.NAME]"),
    ("[profile.a.b]\nmodel = 1", "1: unknown table “b”; a profile is written [profile.NAME]"),
    ("[profile.a]\nlow = 0.1\nmodle = 1", "3: unknown key “modle”; did you mean model?"),
    ("low = 0.1\nlow = 0.2", "2: “low” is here twice: remove one"),
    ("[profile.a]\n[profile.a]", "2: “profile.a” is here twice: remove one"),
    ("[profile.a]\nlow = 0.1\nlow = 0.2", "3: “low” is here twice: remove one"),
    ("profile = 1", "1: profile is a number: it holds the profiles, each a table [profile.NAME]"),
    ("[[profile]]", "1: profile is an array: it holds the profiles, each a table [profile.NAME]"),
    ("[profile]\na = 1", "2: profile.a is a number: a profile is a table, [profile.a]"),
    ('[profile."a b"]', "1: “a b” is no name for a profile: it is empty, has a space, a quote or a character that "
                        "is not seen, begins with a dash, or looks like a key"),
    ('[profile."-a"]', "1: “-a” is no name for a profile: it is empty, has a space, a quote or a character that "
                       "is not seen, begins with a dash, or looks like a key"),
    ('[profile."\\u202e"]', "1: “\\u{202e}” is no name for a profile: it is empty, has a space, a quote or a "
                            "character that is not seen, begins with a dash, or looks like a key"),
    ('system = "a"\nsystem-file = "b"', "2: system and system-file: one is enough"),
    ('[profile.a]\napi-key-env = "A"\napi-key-file = "b"',
     "3: api-key-env and api-key-file: one is enough"),
    # Types.
    ('top-logprobs = "5"', "1: top-logprobs needs a number, and not a text"),
    ("model = 5", "1: model needs a text, and not a number"),
    ("model = true", "1: model needs a text, and not true or false"),
    ("model = 2020-01-01", "1: model needs a text, and not a date"),
    ('model = ["a"]', "1: model needs a text, and not an array"),
    ("model.a = 1", "1: model needs a text, and not a table"),
    ("low = [0.1]", "1: low needs a number, and not an array"),
    ("quiet = 1", "1: quiet needs true or false, and not a number"),
    ('quiet = "yes"', "1: quiet needs true or false, and not a text"),
    ("quiet = [true]", "1: quiet needs true or false, and not an array"),
    ("max-bytes = true", "1: max-bytes needs a text or a number, and not true or false"),
    ("stop = [1]", "1: stop needs a text, and not a number"),
    ("stop = [[]]", "1: stop needs a text, and not an array"),
    ("bands = [true]", "1: bands needs a text or a number, and not true or false"),
    # Values.
    ('format = "xml"', "1: format: “xml” is not one of text, table, chart, summary, plain, json, csv, "
                       "tsv, places, stats, stats-json, stats-html, markdown, html, svg; see logprobs "
                       "--help"),
    ('format = "help"', "1: format: “help” is not one of text, table, chart, summary, plain, json, csv, "
                        "tsv, places, stats, stats-json, stats-html, markdown, html, svg; see logprobs "
                        "--help"),
    ("top-logprobs = 21", "1: top-logprobs: “21” is not a number from 0 to 20; see logprobs --help"),
    ("top-logprobs = 5.0", "1: top-logprobs: “5.0” is not a number from 0 to 20; see logprobs --help"),
    ("low = nan", "1: low: “nan” is not a number; see logprobs --help"),
    ("temperature = inf", "1: temperature: “inf” is not a number; see logprobs --help"),
    ('stop = ""', "1: stop: an empty text would end every answer at once; see logprobs --help"),
    ('labels = ["a,b"]', "1: labels: “a,b” has a comma, which parts elements; leave it out"),
    ('labels = ["a", "A"]', "1: labels: “a” and “A” are the same label, but for case or punctuation "
                            "around it; see logprobs --help"),
    ('enum = ["/a=b", "/a=c"]', "1: enum: “/a” has its values already; name all of them at once; see "
                                "logprobs --help"),
    ('model = ""', "1: model has an empty value; see logprobs --help"),
    ('system = "\\u0000"', "1: system contains a NUL character"),
    ('header = "no colon"', "1: header has a secret, which does not belong here: put the line into a "
                            "file that only you can read, and name it: header = \"@FILE\""),
    ('header = "a b: c"', "1: header: the part before the colon is not a header name"),
    ('param = "top_k"', "1: param: “top_k” is not KEY=JSON"),
    ("[profile.unused]\nlow = 7", "2: low: “7” is not between 0 and 1; see logprobs --help"),
    # TOML.
    ("model = gpt-4o", "1: this is no value of TOML; a text needs quotes: model = \"gpt-4o\""),
    ("model: x", "1: this is no TOML: expected “=”, saw “:”"),
    ("model", "1: this is no TOML: encountered end-of-file"),
    ("\n[profile.a\n", "2: this is no TOML: expected “]”, saw “\\n”"),
    ('{"model": "x"}', "1: this is no TOML: expected keys, tables, whitespace or comments, saw “{”"),
    ("seed = 99999999999999999999", "1: this is no TOML: “…” is not representable in 64 bits"),
    (b'model = "\x1b[2J"', "1: this is no TOML: unescaped control characters other than TAB (U+0009) are "
                           "explicitly prohibited"),
    (b"\0", "1: this is no TOML: expected keys, tables, whitespace or comments, saw “\\u0000”"),
    (b'# \xc3\xa9\nmodel = "\xff"', "2: this is no UTF-8, in which a config must be saved"),
    ('model = "x"'.encode("utf-16"), "1: this is no UTF-8, in which a config must be saved"),
    # What nobody wants to wait for.
    ("x = " + "[" * 100_000, "1: this is no TOML: exceeded maximum nested value depth of 256 "
                             "(TOML_MAX_NESTED_VALUES)"),
    ("x = " + "{a=" * 100_000, "1: this is no TOML: exceeded maximum nested value depth of 256 "
                               "(TOML_MAX_NESTED_VALUES)"),
    ("\n" + ".".join("a" * 30_000) + " = 1", "2: tables are nested too deep"),
    ("[" + " . ".join(['"a b"'] * 30_000) + "]", "1: tables are nested too deep"),
    ("x = {" + ".".join("a" * 30_000) + " = 1}", "1: tables are nested too deep"),
]

SECRET = "sk-Secret0123456789abcdef"
NO_KEY = ("no secret belongs here: put a key into OPENAI_API_KEY, or name a file (api-key-file) or "
          "another variable (api-key-env)")
LOOKS = ("looks like a key, which does not belong here: put it into OPENAI_API_KEY, or into a file that "
         "api-key-file names")
SECRETS = [
    (f'api-key = "{SECRET}"', f"1: “api-key”: {NO_KEY}"),
    (f'api_key = "{SECRET}"', f"1: “api_key”: {NO_KEY}"),
    (f'OPENAI_API_KEY = "{SECRET}"', f"1: “OPENAI_API_KEY”: {NO_KEY}"),
    (f'token = "{SECRET}"', f"1: “token”: {NO_KEY}"),
    (f'[profile.a]\npassword = "{SECRET}"', f"2: “password”: {NO_KEY}"),
    (f"api-key = {SECRET}", "1: this is no value of TOML; a text needs quotes: model = \"gpt-4o\""),
    (f'api-key-env = "{SECRET}"', f"1: api-key-env {LOOKS}"),
    ('api-key-env = "short-Secret0123456789abcdef"',
     "1: api-key-env is the name of a variable of the environment that has the key, and not the key "
     "itself"),
    (f'api-key-file = "{SECRET}"', f"1: api-key-file {LOOKS}"),
    (f'model = "{SECRET}"', f"1: model {LOOKS}"),
    (f'header = "Authorization: Bearer {SECRET}"',
     "1: header has a secret, which does not belong here: put the line into a file that only you can "
     "read, and name it: header = \"@FILE\""),
    (f'header = ["X-A: b", "x-api-key: {SECRET}"]',
     "1: header has a secret, which does not belong here: put the line into a file that only you can "
     "read, and name it: header = \"@FILE\""),
    (f'proxy = "http://me:{SECRET}@proxy:3128"',
     "1: proxy has a secret, which does not belong here: put the URL into the variable https_proxy"),
    (f'base-url = "https://host/v1?api-key={SECRET}"',
     "1: base-url has a secret, which does not belong here: put the URL into the variable "
     "OPENAI_BASE_URL"),
    (f"""param = 'api_key="{SECRET}"'""",
     "1: param has a secret, which does not belong here: give it on the command line"),
]


class Bad(Config):
    def check(self, text, sentence, *words):
        result = self.run_with(text, *(words or ("-r", POLAND)))
        path = str(self.folder / "logprobs/config.toml")
        self.assertEqual(result.err.decode(), f"logprobs: {path}:{sentence}\n")
        self.assertEqual((result.code, result.out), (USAGE, b""))

    def test_each_has_its_sentence(self):
        for text, sentence in BAD:
            with self.subTest(text[:60]):
                self.check(text, sentence)

    def test_no_secret_is_told(self):
        for text, sentence in SECRETS:
            with self.subTest(text):
                self.check(text, sentence)
                for words in (("--show-config",), ("--list-profiles",), ("hello",)):
                    result = self.run_with(text, *words)
                    self.assertNotIn(b"Secret", result.out + result.err)
                    self.assertEqual(result.code, USAGE)

    def test_what_is_no_secret(self):
        for text in ('param = "stop_token_ids=[1]"', "param = 'max_tokens=5'", 'header = "X-Author: me"',
                     'base-url = "https://host/v1?api-version=1"', 'proxy = "http://proxy:3128"',
                     'api-key-env = "LOCAL_KEY"', 'api-key-file = "~/sk-local.key"',
                     'model = "sk-learner/model"', 'system = "sk- is how a key begins, they say"'):
            with self.subTest(text):
                result = self.run_with(text, "--show-config", env={"HOME": str(self.folder)})
                self.assert_silent(result)

    def test_options_of_a_single_run(self):
        for key in ("replay", "last", "history", "at", "shard", "merge", "partial", "branch", "what-if",
                    "requests", "dry-run", "save", "save-response", "output", "explore", "open",
                    "fragment", "truth", "ids", "config", "no-config", "list-profiles", "show-config",
                    "help", "version"):
            for value in ("true", '"x"'):
                with self.subTest((key, value)):
                    self.check(f"{key} = {value}", f"1: {key} says what a single run does, so it is for "
                                                   "the command line alone: remove it here")

    def test_options_that_need_each_other(self):
        for text, sentence in (
                ('rating-after = "Score:"', "1: --rating-after: name the scale with --rating; see "
                                            "logprobs --help"),
                ('\nexpect = "x"', "2: --expect: name all labels with --labels; see logprobs --help"),
                ('labels = ["a"]\nexpect = "x"', "2: --expect: “x” is not one of --labels a; see "
                                                 "logprobs --help")):
            with self.subTest(text):
                self.check(text, sentence)

    def test_an_api_that_nobody_can_ask(self):
        self.check('from = "tgi"', "1: --from: “tgi” is not an API that can be asked; openai-chat is; "
                                   "see logprobs --help", "hello")

    def test_a_file_that_the_config_names(self):
        for key in ("system-file", "api-key-file", "cacert"):
            with self.subTest(key):
                result = self.run_with(f'base-url = "http://127.0.0.1:9/v1"\n{key} = "missing"',
                                       "--dry-run", "hello")
                path = str(self.folder / "logprobs")
                self.assertEqual(result.err.decode(),
                                 f"logprobs: {path}/config.toml:2: --{key}: {path}/missing cannot be "
                                 "opened: No such file or directory\n")
                self.assertEqual(result.code, USAGE)

    def test_the_same_verdict_for_every_run(self):
        for words in (("hello",), ("-r", POLAND), ("--history",), ("--list-profiles",),
                      ("--show-config",), ("-m", "help"), ("-i", "-r", POLAND)):
            with self.subTest(words):
                self.check("[profile.a]\nmodle = 1", "2: unknown key “modle”; did you mean model?",
                           *words)


class Files(Config):
    def said(self, *words, env=None, **more):
        result = self.run_with(None, "-r", POLAND, *words, env=env, **more)
        self.assertEqual((result.code, result.out), (USAGE, b""))
        return result.err.decode().replace(str(self.folder), "FOLDER")

    def test_no_file(self):
        fifo = str(self.folder / "fifo")
        os.mkfifo(fifo)
        for name, why in (("missing", "is not there; name a file that is"),
                          ("", "is a directory, and not a file"),
                          ("fifo", "is a pipe or a device, and not a file")):
            with self.subTest(name):
                path = str(self.folder / name) if name else str(self.folder)
                shown = f"FOLDER/{name}" if name else "FOLDER"
                self.assertEqual(self.said("--config", path), f"logprobs: --config: {shown} {why}\n")
        self.assertEqual(self.said("--config", "/dev/zero"),
                         "logprobs: --config: /dev/zero is a pipe or a device, and not a file\n")
        self.assertEqual(self.said("--config", "a\x1b[2J"),
                         "logprobs: --config: a\\x1b[2J is not there; name a file that is\n")

    def test_the_usual_name_is_no_file(self):
        path = self.folder / "logprobs/config.toml"
        path.mkdir(parents=True)
        self.assertEqual(self.said(), "logprobs: FOLDER/logprobs/config.toml is a directory, and not a "
                                      "file\n")
        path.rmdir()
        os.mkfifo(path)
        self.assertEqual(self.said(), "logprobs: FOLDER/logprobs/config.toml is a pipe or a device, and "
                                      "not a file\n")
        path.unlink()
        path.symlink_to("config.toml")
        self.assertEqual(self.said(), "logprobs: FOLDER/logprobs/config.toml cannot be opened: Too many "
                                      "levels of symbolic links\n")

    def test_a_folder_that_is_a_file(self):
        self.file("logprobs", "")
        self.assert_silent(self.run_with(None, "-r", POLAND))

    @unittest.skipIf(os.geteuid() == 0, "root can read everything")
    def test_a_file_that_nobody_can_read(self):
        os.chmod(self.config(""), 0)
        self.assertIn("cannot be opened: Permission denied", self.said())

    def test_a_large_file(self):
        self.config("#" * (1 << 20))
        self.assert_silent(self.run_with(None, "-r", POLAND))
        self.config("#" * ((1 << 20) + 1))
        self.assertEqual(self.said(), "logprobs: FOLDER/logprobs/config.toml is larger than 1 MiB\n")

    def test_random_files(self):
        """Whatever is in it, it ends in time with a sentence that can be shown."""
        pieces = [b"model", b"=", b'"', b"'''", b'"""', b"[", b"]", b"{", b"}", b".", b",", b"\n", b"1",
                  b"profile", b"\x1b[2J", b"\xff", b"\\u0000", b"#", b"true", b"-", b" ", b"\r"]
        for number in range(program.stride() and 60):
            text = b"".join(pieces[(number * 7 + i * i * (number + 3)) % len(pieces)]
                            for i in range(40))
            with self.subTest(text):
                result = self.run_with(text, "-r", POLAND)
                self.assertIn(result.code, (0, USAGE))
                self.assertNotRegex(result.err.decode(), "[\x00-\x09\x0b-\x1f\x7f-\x9f]")


if __name__ == "__main__":
    unittest.main()
