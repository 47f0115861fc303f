#!/bin/sh
# Makes the pictures of the README from the saved responses in this folder: two as `logprobs -f svg`
# draws them, and the report, as a browser shows it, as PNG.
#
#     examples/pictures.sh [FOLDER [NAME...]]      # examples/pictures, text chart report
#
# It looks for `logprobs` on PATH. The report needs Python 3, Chromium with its driver and Selenium
# for Python; it uses whatever fonts are installed.
set -eu
cd "$(dirname "$0")"
pictures=${1:-pictures}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- text chart report
mkdir -p "$pictures"

# draw NAME FILE QUESTION: the response in FILE, with the question that it answers.
draw() {
  {
    printf '{"request": {"messages": [{"role": "user", "content": "%s"}]}, "response": ' "$3"
    cat "$2"
    printf '}\n'
  } | logprobs -r - -f svg --width 80 > "$pictures/$1.svg"
}

# photograph FILE: the report with the card of one token.
photograph() {
  page=$(mktemp -d)
  trap 'rm -rf "$page"' EXIT
  logprobs -r poland-long.json -f html -o "$page/report.html"
  /usr/bin/python3 - "$page/report.html" "$1" <<'PYTHON'
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
                        {"width": 1200, "height": 480, "deviceScaleFactor": 2, "mobile": False})
browser.get("file://" + sys.argv[1])
browser.find_element("css selector", '[data-t="26"]').click()
browser.save_screenshot(sys.argv[2])
browser.quit()
PYTHON
}

for picture in "$@"; do
  case $picture in
    text) draw text poland-long.json "Who is the president of Poland?" ;;
    chart) draw chart random-number.json "Pick a random number between 1 and 100." ;;
    report) photograph "$pictures/report.png" ;;
    *) echo "pictures.sh: there is no picture called $picture" >&2 && exit 2 ;;
  esac
done
