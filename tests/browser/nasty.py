"""Texts that could act as markup, control a browser or change the direction of what follows."""

import page  # noqa: F401  (adds tests/cli to the path)
import samples

MARKUP = ["</script><script>alert(1)</script>", "</script><img src=x onerror=alert(1)>",
          "<img src=x onerror=alert(1)>", "<!--", "-->", "<!--<script>", "]]>", "</style>",
          "</title><script>alert(1)</script>",
          '" onmouseover="alert(1)', "' autofocus onfocus='alert(1)",
          "<a href=javascript:alert(1)>x</a>", "javascript:alert(1)", "<iframe src=//x.example>",
          "<svg onload=alert(1)>", "<base href=//x.example>", "&lt;b&gt;",
          "&#60;b&#62;", "${alert(1)}",
          "{script}", "{{title}}", "<meta http-equiv=refresh content=0>", "</span></div></section>",
          "<link rel=stylesheet href=//x.example>", "http://x.example/",
          "\\u003cb\\u003e", "`", "\\"]
CHARACTERS = ["\x1b[31mred", "\x1b]0;title\x07", "\0", "\r", "\r\n", "\t", "\x7f", "\x85", "\u2028",
              "\u2029", "\u202eevil", "\u2066x\u2069", "\u200f", "\u200b", "\ufeff", "\U000e0041",
              "שלום", " עולם", "مرحبا", "abc שלום", "123", "👩", "\u200d", "🚀", "\ufe0f", "e\u0301",
              "\u0301", "", " ", "  ", "\n", "\n\n", " \n ", "a\n", "\na", "\u3000", "\ufffd"]
BYTES = [b"\xf0\x9f", b"\x98\x80", b"\xff", b"\xed\xa0\x80", b"\xe2\x80", b"\xae", b"\xd7", b"\xa9"]


def nasty_tokens():
    return [samples.raw_token(data, p) for data in
            [text.encode() for text in MARKUP + CHARACTERS] + BYTES for p in (0.95, 0.05)]
