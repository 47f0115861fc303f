#!/bin/sh
# Makes the pictures of the README from the saved responses in this folder: two as `logprobs -f svg`
# draws them, and the report and the page of stats, as a browser shows them, as PNG.
#
#     examples/pictures.sh [FOLDER [NAME...]]      # examples/pictures, text chart report stats
#
# It looks for `logprobs` on PATH. The pages need Python 3, Chromium with its driver and Selenium
# for Python; it uses whatever fonts are installed.
set -eu
cd "$(dirname "$0")"
pictures=${1:-pictures}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- text chart report stats
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
    *) echo "pictures.sh: there is no picture called $picture" >&2 && exit 2 ;;
  esac
done
