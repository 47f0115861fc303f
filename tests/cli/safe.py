"""Which characters may reach a terminal, and which may not."""

import re

SGR = re.compile(r"\x1b\[[0-9;:]*m")

ESCAPED = ((0x00, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C),
           (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
           (0x2028, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFEFF, 0xFEFF),
           (0xFFA0, 0xFFA0), (0xFFF9, 0xFFFB), (0xFFFE, 0xFFFF), (0x1BCA0, 0x1BCA3),
           (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF))

BIDI = (0x61C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E,
        0x2066, 0x2067, 0x2068, 0x2069)


def code_points():
    """Every character that must never be shown raw unless its context excuses it."""
    last_of_planes = [plane * 0x10000 + end for plane in range(1, 17) for end in (0xFFFE, 0xFFFF)]
    single = [point for first, last in ESCAPED for point in range(first, last + 1)]
    return sorted(set(single + last_of_planes))


DANGEROUS = frozenset(map(chr, code_points()))


def dangers(output, allowed="\n", colors=True):
    """The characters in `output` that a terminal may act on; invalid UTF-8 raises."""
    text = output.decode("utf-8")
    if colors:
        text = SGR.sub("", text)
    return sorted(f"U+{ord(c):04X}" for c in DANGEROUS.intersection(text).difference(allowed))


def styled(text):
    """The characters of `text`, each with the SGR codes that apply to it."""
    found, codes, at = [], frozenset(), 0
    for sequence in [*SGR.finditer(text), None]:
        found += [(c, codes) for c in text[at:sequence.start() if sequence else None]]
        if sequence:
            at, codes = sequence.end(), after(codes, sequence[0][2:-1])
    return found


def after(codes, parameters):
    """The codes that are open after an SGR sequence; a colour is one code, as written."""
    rest = parameters.split(";") if parameters else ["0"]
    while rest:
        code = rest.pop(0)
        if code in ("38", "48"):
            size = 4 if rest[0] == "2" else 2
            code, rest = ";".join([code, *rest[:size]]), rest[size:]
        codes = frozenset() if code in ("", "0") else codes | {code}
    return codes


def open_styles(text):
    """The SGR codes that are still open at the end of `text`."""
    return styled(text + "\0")[-1][1]
