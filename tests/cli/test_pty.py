"""How output differs between a terminal and a pipe."""

import fcntl
import json
import os
import struct
import subprocess
import termios
import unicodedata
import unittest

import program
import safe
import samples

XTERM = {"TERM": "xterm-256color"}


def read_all(descriptor):
    """Reads everything that is written to the other end of a pseudo-terminal."""
    content = b""
    while True:
        try:
            part = os.read(descriptor, 65536)
        except OSError:  # Linux's way to say that the other end is closed
            part = b""
        if not part:
            return content
        content += part


def open_terminal(columns):
    """A pseudo-terminal that passes every byte on unchanged."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    settings = termios.tcgetattr(theirs)
    settings[1] &= ~termios.OPOST
    termios.tcsetattr(theirs, termios.TCSANOW, settings)
    return ours, theirs


def width(text):
    """The width in terminal cells of a text without combining characters."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


class Terminal(program.ProgramTest):
    def on_terminal(self, *words, env=XTERM, columns=80, code=program.OK, **more):
        """Runs the program with a terminal as standard output; returns what it wrote there."""
        ours, theirs = open_terminal(columns)
        try:
            process = self.start(*words, env=env, stdout=theirs, stdin=subprocess.DEVNULL, **more)
        finally:
            os.close(theirs)
        try:
            shown = read_all(ours)
        finally:
            os.close(ours)
        self.assertEqual(process.wait(program.TIMEOUT), code, process.stderr.read())
        return shown.decode()

    def codes(self, *words, **more):
        """All SGR codes that the longest example uses on a terminal."""
        shown = self.on_terminal("-r", str(program.EXAMPLES / "poland-long.json"), *words, **more)
        return {code for _, codes in safe.styled(shown) for code in codes}

    def has_colors(self, *words, **more):
        attributes = {"1", "2", "4", "7"}
        return bool(self.codes(*words, **more) - attributes)


class Colors(Terminal):
    def test_on_a_terminal_and_not_in_a_pipe(self):
        self.assertTrue(self.has_colors())
        answer = str(program.EXAMPLES / "poland-long.json")
        for view in program.VIEWS:
            self.assertNotIn(b"\x1b", program.run("-r", answer, "-f", view, env=XTERM).out)

    def test_not_in_a_file(self):
        target = self.folder / "out"
        shown = self.on_terminal("-r", str(program.EXAMPLES / "poland.json"), "-o", str(target))
        self.assertEqual(shown, "")
        self.assertNotIn(b"\x1b", target.read_bytes())

    def test_a_terminal_by_its_name(self):
        shown = self.on_terminal("-r", str(program.EXAMPLES / "poland.json"), "-o", "/dev/stdout")
        self.assertIn("\x1b[", shown)

    def test_options_beat_variables(self):
        never = ("--color=never",)
        self.assertEqual(self.codes(*never, env={**XTERM, "CLICOLOR_FORCE": "1"}), set())
        self.assertTrue(self.has_colors("--color=always", env={"NO_COLOR": "1", "TERM": "dumb"}))

    def test_terms(self):
        for env, colors in (({}, False), ({"TERM": ""}, False), ({"TERM": "dumb"}, False),
                            ({"TERM": "xterm"}, True), ({"TERM": "vt100"}, True)):
            self.assertEqual(self.has_colors(env=env), colors, env)
            self.assertEqual(bool(self.codes(env=env)), colors, env)

    def test_variables(self):
        for env, colors in (({"CLICOLOR": "0"}, False), ({"CLICOLOR": "1"}, True),
                            ({"FORCE_COLOR": "0"}, False), ({"FORCE_COLOR": "1"}, True),
                            ({"CLICOLOR": "0", "CLICOLOR_FORCE": "1"}, True),
                            ({"CLICOLOR": "0", "CLICOLOR_FORCE": "0"}, False),
                            ({"CLICOLOR": "0", "FORCE_COLOR": "true"}, True),
                            ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False),
                            ({"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, False)):
            self.assertEqual(self.has_colors(env={**XTERM, **env}), colors, env)

    def test_no_color_leaves_attributes(self):
        self.assertEqual(self.codes(env={**XTERM, "NO_COLOR": "1"}) - {"2"}, {"1", "4", "7"})

    def test_no_color_in_a_pipe_leaves_nothing(self):
        answer = str(program.EXAMPLES / "poland-long.json")
        result = program.run("-r", answer, env={**XTERM, "NO_COLOR": "1"})
        self.assertIn(b"Poland", result.out)
        self.assertNotIn(b"\x1b", result.out)

    def test_colors_forced_into_a_pipe(self):
        answer = str(program.EXAMPLES / "poland-long.json")
        for env in ({"CLICOLOR_FORCE": "1"}, {"FORCE_COLOR": ""}, {"FORCE_COLOR": "3"}):
            self.assertIn(b"\x1b[", program.run("-r", answer, env=env).out)

    def test_depths(self):
        deep, middle = "38;2;", "38;5;"
        for env, prefix in (({"TERM": "xterm-256color"}, middle), ({"TERM": "xterm"}, ""),
                            ({"TERM": "xterm", "COLORTERM": "truecolor"}, deep),
                            ({"TERM": "xterm", "COLORTERM": "24bit"}, deep),
                            ({"TERM": "xterm-kitty"}, deep), ({"TERM": "xterm-direct"}, deep),
                            ({"TERM": "xterm", "FORCE_COLOR": "2"}, middle),
                            ({"TERM": "xterm", "FORCE_COLOR": "3"}, deep)):
            self.check_depth(self.codes(env=env), prefix, env)
        for name, prefix in (("16", ""), ("256", middle), ("24bit", deep)):
            self.check_depth(self.codes("--color-depth", name), prefix, name)

    def check_depth(self, codes, prefix, message):
        colors = {code for code in codes if code not in ("1", "2", "4", "7")}
        # Among sixteen there are green, yellow and red.
        self.assertGreaterEqual(len(colors), 5 if prefix else 3, message)
        for color in colors:
            self.assertTrue(color.startswith(prefix) if prefix else ";" not in color, message)

    def test_bands_without_colors(self):
        """Green is plain, lime bold, yellow underlined, orange both, red reversed; low underlined."""
        probabilities = {"a": 0.95, "b": 0.8, "c": 0.6, "d": 0.4, "e": 0.2, "f": 0.05}
        styles = {"a": "", "b": "1", "c": "4", "d": "14", "e": "7", "f": "47"}
        tokens = [samples.token(text, p) for text, p in probabilities.items()]
        answer = self.file("a.json", json.dumps(samples.response(samples.choice(tokens))))
        shown = self.on_terminal("-r", answer, "-q", env={**XTERM, "NO_COLOR": "1"})
        got = {c: "".join(sorted(codes)) for c, codes in safe.styled(shown) if c in styles}
        self.assertEqual(got, styles)

    def test_bands_in_color(self):
        """Every band has a colour of its own, in both palettes; low is underlined."""
        tokens = [samples.token(text, p) for text, p in zip("abcdef", (.95, .8, .6, .4, .2, .05))]
        answer = self.file("a.json", json.dumps(samples.response(samples.choice(tokens))))
        for palette in ("classic", "colorblind"):
            for depth in ("16", "256", "24bit"):
                words = ("-r", answer, "-q", "--palette", palette, "--color-depth", depth)
                found = dict(safe.styled(self.on_terminal(*words)))
                # Among sixteen colours, attributes tell some bands apart.
                apart = {"4", "7"} if depth == "16" else {"1", "4", "7"}
                self.assertEqual(len({found[c] - apart for c in "abcde"}), 5, words)
                self.assertEqual(found["f"], found["e"] | {"4"}, words)


class Shape(Terminal):
    def rows(self, *words, **more):
        answer = str(program.EXAMPLES / "poland-long.json")
        shown = self.on_terminal("-r", answer, "-f", "table", "--color=never", *words, **more)
        rows = shown.split("\n\n")[0].split("\n")
        self.assertEqual(len(rows), 43)
        return rows

    def test_a_table_fits_the_terminal(self):
        for columns in (40, 50, 60, 80, 100, 132):
            widths = [width(row) for row in self.rows(columns=columns)]
            self.assertLessEqual(max(widths), columns)
            self.assertGreater(max(widths), columns - 30)

    def test_a_table_on_a_wide_terminal_shows_all(self):
        self.assertEqual(self.rows(columns=400)[3].count("%"), 5)

    def test_a_pipe_has_the_columns_that_somebody_names(self):
        words = ("-r", str(program.EXAMPLES / "poland-long.json"), "-f", "table", "-q")
        for given, env in (((), {"COLUMNS": "60"}), (("--width", "60"), {}),
                           (("--width", "60"), {"COLUMNS": "90"})):
            rows = program.run(*words, *given, env=env).out.decode().splitlines()
            self.assertLessEqual(max(map(width, rows)), 60)
        self.assertGreater(max(map(width, program.run(*words).out.decode().splitlines())), 60)

    def test_columns_beat_the_terminal(self):
        env = {**XTERM, "COLUMNS": "70"}
        self.assertLessEqual(max(width(row) for row in self.rows(env=env, columns=200)), 70)

    def test_invalid_columns(self):
        for columns in ("0", "abc", "", "-5"):
            env = {**XTERM, "COLUMNS": columns}
            self.assertEqual(self.rows(env=env, columns=90), self.rows(columns=90), columns)

    def test_one_column(self):
        self.rows(env={**XTERM, "COLUMNS": "1"})

    def charts(self, name, columns, *words):
        """The lines of a chart without its footer."""
        answer = str(program.EXAMPLES / name)
        shown = self.on_terminal("-r", answer, "-f", "chart", "-q", *words, columns=columns)
        return ["".join(c for c, _ in safe.styled(line)) for line in shown.splitlines()]

    def test_a_chart_fits_the_terminal(self):
        for columns in (40, 41, 60, 80, 120):
            for name in ("poland-long.json", "cats.json", "random-number.json"):
                widths = [width(line) for line in self.charts(name, columns)]
                self.assertLessEqual(max(widths), columns, name)
                self.assertGreater(max(widths), columns - 3, name)

    def test_a_bar_is_at_most_one_cell_per_percent(self):
        for columns in (200, 1000):
            lines = self.charts("tabs-or-spaces.json", columns)
            self.assertEqual([line.count("█") for line in lines], [81, 17, 1, 0, 0, 0])

    def test_bars_and_percentages_are_aligned(self):
        for columns in (40, 80, 200):
            for name in ("poland-long.json", "random-number.json"):
                lines = [line for line in self.charts(name, columns) if "%" in line]
                ends = {width(line[:line.index("%")]) for line in lines}
                signs = {width(line[:line.index("▸")]) for line in lines if "▸" in line}
                self.assertEqual((len(ends), len(signs)), (1, 1), (name, columns))

    def test_the_colors_of_a_chart(self):
        answer = str(program.EXAMPLES / "poland-long.json")
        shown = self.on_terminal("-r", answer, "-f", "chart", "-q", "--color-depth=16")
        colors = {codes for c, codes in safe.styled(shown.split("\n\n")[1]) if c in "█▌"}
        self.assertEqual(colors, {frozenset({"32"}), frozenset({"1", "31"})})
        shown = self.on_terminal("-r", answer, "-f", "chart", "-q", env={**XTERM, "NO_COLOR": "1"})
        self.assertEqual({codes for c, codes in safe.styled(shown) if c in "█▌"}, {frozenset()})

    def test_a_chart_in_one_column(self):
        for name in ("poland-long.json", "emoji-cjk.json", "random-number.json"):
            lines = self.charts(name, 1)
            self.assertEqual(safe.dangers("\n".join(lines).encode()), [])
            self.assertEqual(len(lines), len(self.charts(name, 80)))

    def test_a_pipe_has_no_width(self):
        answer = str(program.EXAMPLES / "poland-long.json")
        result = program.run("-r", answer, "-f", "table", env=XTERM)
        self.assertGreater(len(result.out.splitlines()[1].decode()), 100)
        self.assertEqual(result.out, program.run("-r", answer, "-f", "table").out)

    def test_the_same_text_as_in_a_pipe(self):
        for name in ("poland-long.json", "cats.json", "emoji-cjk.json", "refusal.json"):
            answer = str(program.EXAMPLES / name)
            shown = "".join(c for c, _ in safe.styled(self.on_terminal("-r", answer)))
            self.assertIn("perplexity", shown)
            # On a terminal lines are broken: the answer's at white space, the summary between facts.
            self.assertEqual(shown.replace("\n  ", " · ").split(),
                             program.run("-r", answer).out.decode().replace("\n  ", " · ").split())

    def test_no_line_of_an_answer_is_wider_than_the_terminal(self):
        for name in ("poland-long.json", "cats.json", "poland.json"):
            answer = str(program.EXAMPLES / name)
            for columns in (40, 80, 100, 140):
                shown = self.on_terminal("-r", answer, columns=columns)
                lines = "".join(c for c, _ in safe.styled(shown)).split("\n")
                self.assertLessEqual(max(map(width, lines)), columns)

    def test_an_answer_is_not_broken_without_wrapping(self):
        answer = str(program.EXAMPLES / "poland-long.json")
        shown = self.on_terminal("-r", answer, "-q", "--no-wrap")
        self.assertEqual("".join(c for c, _ in safe.styled(shown)),
                         program.run("-r", answer, "-q").out.decode())

    def test_plain_is_made_visible(self):
        answer = self.file("a.json", json.dumps(samples.answer("\x1b[2J\u202e", "a\n", "b\x07")))
        self.assertEqual(self.on_terminal("-r", answer, "-f", "plain"),
                         "\\x1b[2J\\u{202e}a\nb\\x07")

    def test_json_does_nothing_to_a_terminal(self):
        points = "".join(chr(point) for point in range(1, 0x110000)
                         if point in range(32) or chr(point) in safe.DANGEROUS)
        texts = (points, "👩\u200d🚀", "a\u200db", "\U000e0061")
        answer = self.file("a.json", json.dumps(samples.answer(*texts)))
        shown = self.on_terminal("-r", answer, "-f", "json")
        self.assertIn("\\u001b", shown)
        self.assertEqual(safe.dangers(shown.replace("👩\u200d🚀", "").encode(), colors=False), [])
        piped = program.run("-r", answer, "-f", "json").out
        self.assertEqual(json.loads(shown), json.loads(piped))
        self.assertIn("👩\u200d🚀", shown)


if __name__ == "__main__":
    unittest.main()
