"""Text that would do something to a terminal, sent to one: it is spelled out.

Each row is an answer, shown as text on a terminal of 80 columns. tests/cli/test_hostile.py puts
such text into names, messages and files' names.
"""

import os
import unittest

import commands  # noqa: F401  (it makes the folders of the other tests known)

import faults
import program
import safe
import samples
from faults import Fault
from test_pty import XTERM, open_terminal, read_all

NAMED = {0x09: "\\t", 0x0a: "\n", 0x0d: "\\r"}
BIDI = {0x061c: "Arabic letter mark", 0x200e: "left-to-right mark", 0x200f: "right-to-left mark",
        0x202a: "left-to-right embedding", 0x202b: "right-to-left embedding",
        0x202c: "pop directional formatting", 0x202d: "left-to-right override",
        0x202e: "right-to-left override", 0x2066: "left-to-right isolate",
        0x2067: "right-to-left isolate", 0x2068: "first strong isolate",
        0x2069: "pop directional isolate"}
INVISIBLE = {0x00ad: "soft hyphen", 0x034f: "combining grapheme joiner", 0x115f: "Hangul filler",
             0x180e: "Mongolian vowel separator", 0x200b: "zero width space",
             0x200c: "zero width non-joiner", 0x200d: "zero width joiner", 0x2060: "word joiner",
             0x2063: "invisible separator", 0x3164: "another Hangul filler",
             0xfeff: "zero width no-break space", 0xffa0: "halfwidth Hangul filler"}
LINE_ENDS = {0x2028: "line separator", 0x2029: "paragraph separator"}
SEQUENCES = {
    "CSI, clearing the screen": ("\x1b[2J", "\\x1b[2J"),
    "CSI, painting": ("\x1b[31m", "\\x1b[31m"),
    "CSI, asking where the cursor is": ("\x1b[6n", "\\x1b[6n"),
    "OSC 0, the title and the icon": ("\x1b]0;slack\x07", "\\x1b]0;slack\\x07"),
    "OSC 2, the title": ("\x1b]2;slack\x1b\\", "\\x1b]2;slack\\x1b\\"),
    "OSC 4, a colour of the palette": ("\x1b]4;1;?\x07", "\\x1b]4;1;?\\x07"),
    "OSC 8, a link": ("\x1b]8;;http://a.example\x1b\\tide\x1b]8;;\x1b\\",
                      "\\x1b]8;;http://a.example\\x1b\\tide\\x1b]8;;\\x1b\\"),
    "OSC 9, a notification": ("\x1b]9;slack\x07", "\\x1b]9;slack\\x07"),
    "OSC 10, the colour of text": ("\x1b]10;?\x07", "\\x1b]10;?\\x07"),
    "OSC 11, the colour of the background": ("\x1b]11;?\x07", "\\x1b]11;?\\x07"),
    "OSC 52, the clipboard": ("\x1b]52;c;ZWJi\x07", "\\x1b]52;c;ZWJi\\x07"),
    "OSC 777, a notification": ("\x1b]777;notify;a;b\x07", "\\x1b]777;notify;a;b\\x07"),
    "OSC 1337, a file": ("\x1b]1337;File=:ZWJi\x07", "\\x1b]1337;File=:ZWJi\\x07"),
    "DCS": ("\x1bPq\x1b\\", "\\x1bPq\\x1b\\"),
    "APC": ("\x1b_Gq\x1b\\", "\\x1b_Gq\\x1b\\"),
    "PM": ("\x1b^q\x1b\\", "\\x1b^q\\x1b\\"),
    "SOS": ("\x1bXq\x1b\\", "\\x1bXq\\x1b\\"),
    "RIS": ("\x1bc", "\\x1bc"),
    "CSI of 8 bits": ("\x9b2J", "\\u009b2J"),
    "OSC of 8 bits": ("\x9d0;slack\x9c", "\\u009d0;slack\\u009c"),
}
# In pieces, each of which is a token.
SPLIT = {
    "ESC and the rest": ((b"\x1b", b"[2J"), "\\x1b[2J"),
    "ESC with a bracket and the rest": ((b"\x1b[", b"31", b"m"), "\\x1b[31m"),
    "a title and its end": ((b"\x1b]0;slack", b"\x07"), "\\x1b]0;slack\\x07"),
    "ST": ((b"\x1bPq\x1b", b"\\"), "\\x1bPq\\x1b\\"),
    "CSI of 8 bits": ((b"\xc2", b"\x9b", b"2J"), "\\u009b2J"),
    "an override": ((b"a\xe2\x80", b"\xae", b"b"), "a\\u{202e}b"),
    "ESC that UTF-8 hides": ((b"\xc0", b"\x9b", b"[2J"), "\\xc0\\x9b[2J"),
}
TAGS = range(0xe0001, 0xe0080)
OTHERS = {
    "CR that writes over": ("safe\rover", "safe\\rover"),
    "BS that writes over": ("ebb\b\b\bflow", "ebb\\x08\\x08\\x08flow"),
    "a thousand combining marks": ("e" + "\u0301" * 1000 + " end",
                                   "e" + "\u0301" * 16 + "\\u{301}" * 984 + " end"),
    "tags": ("a" + "".join(map(chr, TAGS)), "a" + "".join(f"\\u{{{tag:x}}}" for tag in TAGS)),
    "noncharacters": ("\ufdd0\ufffe\uffff\U0001fffe\U0010ffff",
                      "\\u{fdd0}\\u{fffe}\\u{ffff}\\u{1fffe}\\u{10ffff}"),
    "private use, which has no meaning anywhere": ("a\ue000\U000f0000b", "a\ue000\U000f0000b"),
    "spelled out already": ("a\\x1b[2Jb", "a\\x1b[2Jb"),
}


def row(about, pieces, shows):
    tokens = [samples.raw_token(piece) for piece in pieces]
    answer = samples.response(samples.choice(tokens))
    return Fault(about, shows=shows + "\n", run=faults.on_terminal,
                 source=samples.compact(answer).encode(), env=XTERM,
                 words=("-q", "--marks=none", "--color=never", "--no-wrap"))


def point(about, code_point, spelled):
    return row(f"U+{code_point:04X}, {about}", [f"a{chr(code_point)}b".encode()], f"a{spelled}b")


def rows():
    controls = [*range(0x20), 0x7f, *range(0x80, 0xa0)]
    spelled = {code: f"\\x{code:02x}" if code < 0x80 else f"\\u00{code:x}" for code in controls}
    named = [*BIDI.items(), *INVISIBLE.items(), *LINE_ENDS.items()]
    return [
        *[point("a control", code, NAMED.get(code, spelled[code])) for code in controls],
        *[point(about, code, f"\\u{{{code:x}}}") for code, about in named],
        *[row(about, [text.encode()], shows) for about, (text, shows) in SEQUENCES.items()],
        *[row(f"{about}, split over tokens", pieces, shows)
          for about, (pieces, shows) in SPLIT.items()],
        *[row(about, [text.encode()], shows) for about, (text, shows) in OTHERS.items()],
    ]


class Terminal(program.ProgramTest):
    def test_each_fault(self):
        faults.check(self, "terminal", rows(), 125)

    def test_no_view_writes_one_raw(self):
        names = [self.file(f"{place}.json", row.source) for place, row in enumerate(rows())]
        for view in program.VIEWS:
            for words in (("--color=always",), ("--color=never",), ("--marks=ascii", "-q")):
                words = ("-f", view, *words, "-r", *names)
                with self.subTest(view, words=words[2:4]):
                    shown = program.run(*words).out if view in program.FOR_BROWSERS else \
                        self.on_terminal(words)
                    allowed = "\n\t" if view == "tsv" else "\n"
                    self.assertEqual(safe.dangers(shown, allowed), [])
                    sure = {"summary": b"95.0%", "stats": b"95.0%", "stats-json": b"0.95",
                            "stats-html": b"95.0%", "places": b""}  # no text without a clue
                    self.assertIn(sure.get(view, b"[2J"), shown)

    def on_terminal(self, words):
        """What is written to a terminal."""
        ours, theirs = open_terminal(80)
        process = self.start(*words, stdout=theirs, env=XTERM)
        os.close(theirs)
        shown = read_all(ours)
        os.close(ours)
        self.assertEqual((process.wait(program.TIMEOUT), process.stderr.read()), (0, b""))
        return shown


if __name__ == "__main__":
    unittest.main()
