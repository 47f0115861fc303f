#!/bin/sh
# Makes the pictures of the README from the saved responses in this folder: two as `logprobs -f svg`
# draws them, and as PNG the report and the page of stats, as a browser shows them, and the screen of
# `logprobs -i`, as a browser shows what it draws on a terminal.
#
#     examples/pictures.sh [FOLDER [NAME...]]      # examples/pictures, text chart report stats explorer
#
# It looks for `logprobs` on PATH. The PNGs need Python 3, Chromium with its driver and Selenium
# for Python; it uses whatever fonts are installed.
set -eu
cd "$(dirname "$0")"
pictures=${1:-pictures}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- text chart report stats explorer
mkdir -p "$pictures"

# draw NAME FILE QUESTION: the response in FILE, with the question that it answers.
draw() {
  {
    printf '{"request": {"messages": [{"role": "user", "content": "%s"}]}, "response": ' "$3"
    cat "$2"
    printf '}\n'
  } | logprobs -r - -f svg --width 80 > "$pictures/$1.svg"
}

pages=$(mktemp -d)
trap 'rm -rf "$pages"' EXIT

# photograph PAGE PICTURE HEIGHT [TOKEN]: a page, perhaps with the card of one token.
photograph() {
  /usr/bin/python3 - "$@" <<'PYTHON'
import os, sys
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

options = webdriver.ChromeOptions()
options.binary_location = "/usr/bin/chromium"
for word in ["--headless=new", "--disable-gpu", "--hide-scrollbars"]:
    options.add_argument(word)
if os.getuid() == 0:
    options.add_argument("--no-sandbox")  # not available to root
browser = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                        {"width": 1200, "height": int(sys.argv[3]), "deviceScaleFactor": 2,
                         "mobile": False})
browser.get("file://" + sys.argv[1])
for token in sys.argv[4:]:
    browser.find_element("css selector", f'[data-t="{token}"]').click()
browser.save_screenshot(sys.argv[2])
browser.quit()
PYTHON
}

# draw_screen PAGE COLUMNS ROWS KEYS FILE: what `logprobs -i` shows of FILE after these keys.
draw_screen() {
  /usr/bin/python3 - "$@" <<'PYTHON'
import fcntl, html, os, pty, re, struct, sys, termios, unicodedata

page, columns, rows, keys, file = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:]
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    looks = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "COLORFGBG": "15;0"}
    os.execvpe("logprobs", ["logprobs", "-i", "-r", file], {**os.environ, **looks})

# A frame ends with this. It is drawn once at the start, and once after every key.
output, shown = b"", [""] * rows
for key in ["", *keys]:
    os.write(terminal, key.encode())
    while b"\x1b[?2026l" not in output:
        output += os.read(terminal, 1 << 16)
    frame, _, output = output.partition(b"\x1b[?2026l")
    parts = re.split(rb"\x1b\[(\d+);1H\x1b\[K", frame)[1:]
    for number, row in zip(parts[::2], parts[1::2]):
        shown[int(number) - 1] = row.decode()
os.write(terminal, b"q")

def style_of(codes):
    style, codes = [], codes.split(";")
    if "7" in codes:
        style.append("color:#1e1e1e;background:#ddd")
    if "38" in codes:
        at = codes.index("38")
        style.append(f"color:rgb({','.join(codes[at + 2:at + 5])})")
        del codes[at:at + 5]
    names = {"1": "font-weight:bold", "2": "opacity:.6", "4": "text-decoration:underline"}
    return ";".join(style + [names[code] for code in codes if code in names])

def cells(text):
    # Whatever the fonts are, a wide character takes two cells.
    for cluster in re.findall(r".[\u200d\ufe0f\u0300-\u036f]*(?:(?<=\u200d).[\ufe0f]*)*", text):
        wide = unicodedata.east_asian_width(cluster[0]) in "WF"
        yield f"<b>{html.escape(cluster)}</b>" if wide else html.escape(cluster)

def line(row):
    parts = re.split(r"\x1b\[([0-9;]*)m", row)
    runs = zip(["0", *parts[1::2]], parts[::2])
    return "".join(f'<i style="{style_of(codes)}">{"".join(cells(text))}</i>' for codes, text in runs)

with open(page, "w", encoding="utf-8") as out:
    out.write(f"""<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; background: #1e1e1e; color: #ddd }}
pre {{ margin: 14px 20px; font: 15px/21px "DejaVu Sans Mono", monospace }}
i {{ font-style: normal }} b {{ display: inline-block; width: 2ch; font-weight: inherit }}
</style><pre>""" + "\n".join(map(line, shown)) + "</pre>")
PYTHON
}

for picture in "$@"; do
  case $picture in
    text) draw text poland-long.json "Who is the president of Poland?" ;;
    chart) draw chart random-number.json "Pick a random number between 1 and 100." ;;
    report)
      logprobs -r poland-long.json -f html -o "$pages/report.html"
      photograph "$pages/report.html" "$pictures/report.png" 480 26
      ;;
    stats)
      # Exit status 4: one line of the batch is a refusal.
      logprobs -r ./*.json ./*.jsonl ./*.sse -f stats-html -q -o "$pages/stats.html" || [ $? = 4 ]
      photograph "$pages/stats.html" "$pictures/stats.png" 725
      ;;
    explorer)
      draw_screen "$pages/explorer.html" 118 21 nnnn pictures/explorer.jsonl
      photograph "$pages/explorer.html" "$pictures/explorer.png" 470
      ;;
    *) echo "pictures.sh: there is no picture called $picture" >&2 && exit 2 ;;
  esac
done
