#!/usr/bin/python3
"""Draws text with 24-bit SGR colours (standard input) as an SVG picture of a terminal (standard output)."""
import argparse, re, sys, unicodedata
from xml.sax.saxutils import escape

SIZE, CELL, LINE, PAD = 15, 9, 22, 20  # font size, cell width, line height and padding, in pixels
BACK, FORE, QUIET = "#1b1e24", "#d6d9df", "#7d8590"
FONTS = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace"
PLAIN = {"color": None, "bold": False, "dim": False, "underline": False, "reverse": False}
SWITCH = {1: ("bold",), 2: ("dim",), 4: ("underline",), 7: ("reverse",),
          22: ("bold", "dim"), 24: ("underline",), 27: ("reverse",), 39: ("color",)}
SEQUENCE = re.compile(r"\x1b\[([0-9;:]*)m|\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\a\x1b]*(?:\a|\x1b\\)|([\s\S])")


def sgr(style, parameters):
    codes, style = [int(p or 0) for p in re.split("[;:]", parameters)], dict(style)
    while codes:
        code = codes.pop(0)
        if code == 0:
            style = dict(PLAIN)
        elif code in SWITCH:
            style.update(dict.fromkeys(SWITCH[code], code < 20 or PLAIN["color"]))
        elif code in (38, 48) and codes:
            count = 3 if codes.pop(0) == 2 else 1
            values, codes = codes[:count], codes[count:]
            if code == 38 and len(values) == 3:
                style["color"] = "#%02x%02x%02x" % tuple(v & 255 for v in values)
    return style


def cells(text):
    """The text as [characters, width, style] for each cell of the screen; "\\n" has no width."""
    out, style = [], PLAIN
    for found in SEQUENCE.finditer(text):
        char, last = found[2], out[-1] if out and out[-1][1] else None
        if found[1] is not None:
            style = sgr(style, found[1])
        elif char == "\n":
            out.append([char, 0, style])
        elif char == "\t":
            column = sum(p[1] for p in out[max((n for n, p in enumerate(out) if p[0] == "\n"), default=0):])
            out += [[" ", 1, style] for _ in range(8 - column % 8)]
        elif char and unicodedata.category(char) not in ("Cc", "Cs") and char not in "\ufffe\uffff":
            flag = "\U0001f1e6" <= char <= "\U0001f1ff"
            joins = unicodedata.category(char) in ("Mn", "Me", "Cf") or "\U0001f3fb" <= char <= "\U0001f3ff"
            if last and (joins or last[0][-1] == "\u200d" or flag and "\U0001f1e6" <= last[0] <= "\U0001f1ff"):
                last[0] += char
                last[1] = 2 if char == "\ufe0f" or flag else last[1]
            else:
                out.append([char, 2 if unicodedata.east_asian_width(char) in "WF" else 1, style])
    return out


def rows(places, columns, words):
    row, used = [], 0
    for place in places:
        if place[0] == "\n" or used + place[1] > columns:
            at = len(row)
            if words and place[0] not in " \n":
                at = next((i for i in range(at, 1, -1) if row[i - 1][0] == " "), at)
            line, row = row[:at], row[at:]
            while words and line and line[-1][0] == " ":
                line.pop()
            yield line
            used = sum(p[1] for p in row)
            if words and place[0] == " ":
                continue
        if place[0] != "\n":
            row.append(place)
            used += place[1]
    yield row


def draw(row, y):
    x, shapes, spans = PAD, [], []  # (x, y, width, height, look); [x, characters, places, look, joinable]
    for char, width, style in row:
        wide, color = width * CELL, style["color"] or FORE
        tone = ' fill-opacity=".6"' if style["dim"] else ""
        bar = "\u2588" <= char <= "\u258f"  # bars are drawn as shapes, since fonts leave gaps between them
        if style["reverse"]:
            shapes.append((x, y - 16, wide, LINE, f'fill="{color}"{tone}'))
            color = BACK
        elif bar:
            shapes.append((x, y - 13, wide * (0x2590 - ord(char)) / 8, 16, f'fill="{color}"{tone}'))
        if style["underline"]:
            shapes.append((x, y + 3, wide, 1.5, f'fill="{color}"{tone}'))
        look = f'fill="{color}"{tone}' + (' font-weight="bold"' if style["bold"] else "")
        join = width == 1 and "!" <= char < "\u2500"  # drawn together with its neighbours; other characters alone
        if char != " " and not bar:
            if join and spans and spans[-1][3:] == [look, True] and spans[-1][0] + spans[-1][2] * CELL == x:
                spans[-1][1:3] = spans[-1][1] + char, spans[-1][2] + 1
            else:
                spans.append([x, char, 1, look, join])
        x += wide
    out = "".join('<rect x="%g" y="%g" width="%g" height="%g" %s/>' % shape for shape in shapes)
    for x, chars, count, look, _ in spans:
        length = f' textLength="{count * CELL}" lengthAdjust="spacingAndGlyphs"' if count > 1 else ""
        out += (f'<text y="{y}">' if x == spans[0][0] else "") + f'<tspan x="{x}"{length} {look}>{escape(chars)}</tspan>'
    return out + ("</text>" if spans else "")


parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--command", help="shown above the text, after a prompt")
parser.add_argument("--columns", type=int, default=80, help="the width of the terminal (80)")
parser.add_argument("--words", action="store_true", help="break lines between words, unlike a terminal")
options = parser.parse_args()
screen = cells(sys.stdin.buffer.read().decode("utf-8", "replace").rstrip("\n"))
if options.command:
    screen = [["$", 1, {**PLAIN, "color": QUIET}], *cells(f" {options.command}\n\n"), *screen]
lines = list(rows(screen, max(options.columns, 2), options.words))
width, height = 2 * PAD + options.columns * CELL, 2 * PAD + len(lines) * LINE - 4
body = "\n".join(filter(None, (draw(row, PAD + 14 + n * LINE) for n, row in enumerate(lines))))
sys.stdout.buffer.write(f'''<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img">
<title>{escape(options.command or "terminal")}</title>
<rect width="{width}" height="{height}" rx="10" fill="{BACK}"/>
<g font-family="{FONTS}" font-size="{SIZE}" shape-rendering="crispEdges">
{body}
</g>
</svg>
'''.encode())
