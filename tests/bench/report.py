#!/usr/bin/python3
"""Measures the report of one answer of 4,000 tokens with 20 alternatives each, in Chromium.

    report.py BUILD_DIR [--rounds N]

The bounds are ratios to a bare page that takes turns in the same browser: it has the same number of
painted words, and a loop that gives each word another class. Only the page's size has an absolute
bound. Exit status: 0 all bounds hold, 1 one is broken, 2 the bench could not run.
"""

import argparse
import json
import math
import os
import random
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))

TOKENS, ALTERNATIVES = 4000, 20
LARGEST_MB = 3.0
PAINT_AT_MOST = 4.0    # times the bare page's
REPAINT_AT_MOST = 4.0  # times the bare loop's
BANDS = ("green", "lime", "yellow", "orange", "red")

# How long a change takes until the end of the frame that shows it.
TIMED = """const done = arguments[0];
const began = performance.now();
(() => {%s})();
requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => done(performance.now() - began);
  channel.port2.postMessage(0);
});"""
MOVE = """const slider = document.querySelector('input[name="%s"]');
slider.value = %s;
slider.dispatchEvent(new Event('input', {bubbles: true}));"""
PAINT_ANEW = """document.querySelectorAll('span').forEach((word, i) => {
  word.className = %s[(i + %d) %% 5];
});"""
FIRST_PAINT = """const done = arguments[0];
new PerformanceObserver((list) => {
  for (const {name, startTime} of list.getEntries()) if (/contentful/.test(name)) done(startTime);
}).observe({type: 'paint', buffered: true});"""


def response():
    """A made-up response, mostly of distinct texts and with long numbers."""
    draw = random.Random(1)

    def word():
        return " " + "".join(draw.choices("abcdefghijklmnopqrstuvwxyz", k=draw.randint(2, 9)))

    def token():
        weights = sorted((draw.random() ** 6 for _ in range(ALTERNATIVES)), reverse=True)
        listed = [{"token": word(), "logprob": math.log(max(weight / (sum(weights) + 0.01), 1e-9))}
                  for weight in weights]
        return {**listed[draw.random() < 0.2], "top_logprobs": listed}

    return {"content": [token() for _ in range(TOKENS)]}


def bare_page(saved):
    """A page of the same painted words and nothing else."""
    words = "".join(f'<span class="{BANDS[i % 5]}">{token["token"]}</span>'
                    for i, token in enumerate(saved["content"]))
    colors = "".join(f".{band}{{color:hsl({i * 60} 80% 35%)}}" for i, band in enumerate(BANDS))
    return f"<!DOCTYPE html><meta charset=utf-8><style>{colors}</style><body>{words}"


def timed(browser, change):
    return browser.execute_async_script(TIMED % change)


def measure(browser, pages, rounds):
    """{what: (times of the report, times of the bare page)}, in milliseconds."""
    took = {"first paint": ([], []), "repaint": ([], [])}
    for _ in range(rounds):
        for side, page in enumerate(pages):
            browser.get(page.as_uri())
            took["first paint"][side].append(browser.execute_async_script(FIRST_PAINT))
        for step in range(1, 6):  # on the bare page, which was opened last
            took["repaint"][1].append(timed(browser, PAINT_ANEW % (json.dumps(BANDS), step)))
        browser.get(pages[0].as_uri())
        for name in ("0", "1", "low", "ambiguous"):
            for value in (0.3, 0.6):
                took["repaint"][0].append(timed(browser, MOVE % (name, value)))
    return took


def report(took, size):
    """Prints the results; returns whether all bounds hold."""
    holds = size / 1e6 < LARGEST_MB
    print(f"result: size {size / 1e6:.2f} MB (below {LARGEST_MB:.0f})")
    for what, most in (("first paint", PAINT_AT_MOST), ("repaint", REPAINT_AT_MOST)):
        ours, bare = (statistics.median(times) for times in took[what])
        holds = holds and ours / bare <= most
        print(f"result: {what} {ours:.0f} ms, longest {max(took[what][0]):.0f} ms, "
              f"{ours / bare:.2f} of a bare page's (at most {most:.0f})")
    return holds


def open_browser(build):
    """The module that drives the browser, for the program in this folder, and its driver."""
    os.environ["LOGPROBS"] = str(build / "logprobs")
    import page
    return page, page.driver()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    try:
        page, browser = open_browser(options.build)
    except Exception as problem:  # the library, the browser or its driver may be missing
        print(f"report.py: no browser: {problem}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        saved = response()
        pages = [Path(folder) / "report.html", Path(folder) / "bare.html"]
        made = page.program.run("-r", "-", "-f", "html", "-o", str(pages[0]),
                                stdin=json.dumps(saved).encode())
        if made.code != 0:
            print(f"report.py: {made.err.decode()}", file=sys.stderr)
            return 2
        pages[1].write_text(bare_page(saved))
        took = measure(browser, pages, options.rounds)
        return 0 if report(took, pages[0].stat().st_size) else 1


if __name__ == "__main__":
    sys.exit(main())
