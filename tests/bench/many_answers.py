#!/usr/bin/python3
"""Measures the page of 10,000 answers of 100 tokens with 5 alternatives each, in Chromium.

    many_answers.py BUILD_DIR [--answers N]

The filter and the sort are compared with a bare loop over the same texts and numbers in the same
page. What people notice is printed beside it: the first paint, and the memory of the tab once
everything is loaded (its proportional set size). Exit status: 0 all bounds hold, 1 one is broken,
2 the bench could not run.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
from pathlib import Path

import report

TOKENS, ALTERNATIVES = 100, 5
LARGEST_MEMORY = 500  # MB
FILTER_AT_MOST, SORT_AT_MOST = 20.0, 20.0  # times the bare loop's
WORDS = "the of and to in that he was it his is with as had you not be for on at by they this".split()

CHANGES = {
    "filter": "const field = document.getElementById('filter'); field.value = field.value ? '' : 'zz';"
              "field.dispatchEvent(new Event('input'));",
    "sort": "document.querySelectorAll('#index th button')[4].click();",
}
BARE = {
    "filter": "window.kept = rows.filter(({content}) => content.toLowerCase().includes('zz'));",
    "sort": "window.sorted = [...rows].sort((a, b) => a.perplexity - b.perplexity);",
}
ROWS = "window.rows = JSON.parse(document.getElementById('settings').textContent).rows;"


def responses(count):
    """Made-up responses, a line each."""
    draw = random.Random(1)
    for number in range(count):
        content = []
        for _ in range(TOKENS):
            best = -draw.expovariate(4)
            listed = [{"token": f" {draw.choice(WORDS)}", "logprob": round(best - 1.7 * k - draw.random(), 6)}
                      for k in range(ALTERNATIVES)]
            content.append({**listed[draw.random() < 0.1], "top_logprobs": listed})
        yield json.dumps({"id": str(number), "content": content}).encode() + b"\n"


def memory_of_tabs():
    """The memory of the largest renderer among this process's browsers, in MB."""
    largest = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if b"--type=renderer" not in (folder / "cmdline").read_bytes():
                continue
            lines = (folder / "smaps_rollup").read_text().splitlines()
        except OSError:  # it has ended, or is another user's
            continue
        largest = max(largest, *(int(line.split()[1]) for line in lines if line.startswith("Pss:")))
    return largest / 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--answers", type=int, default=10_000)
    options = parser.parse_args()
    try:
        page, browser = report.open_browser(options.build)
    except Exception as problem:  # the library, the browser or its driver may be missing
        print(f"many_answers.py: no browser: {problem}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "answers.jsonl", Path(folder) / "page.html"
        with source.open("wb") as file:
            file.writelines(responses(options.answers))
        result = page.program.run("-r", str(source), "-f", "html", "-o", str(made))
        if result.code != 0:
            print(f"many_answers.py: {result.err.decode()}", file=sys.stderr)
            return 2
        browser.get(made.as_uri())
        first_paint = browser.execute_async_script(report.FIRST_PAINT)
        memory = memory_of_tabs()
        print(f"result: {made.stat().st_size / 1e6:.0f} MB for {options.answers} answers, "
              f"first paint {first_paint:.0f} ms, memory {memory:.0f} MB (below {LARGEST_MEMORY})")
        holds = memory < LARGEST_MEMORY
        browser.execute_script(ROWS)
        for what, most in (("filter", FILTER_AT_MOST), ("sort", SORT_AT_MOST)):
            ours, bare = (statistics.median(report.timed(browser, changes[what]) for _ in range(9))
                          for changes in (CHANGES, BARE))
            holds = holds and ours / bare <= most
            print(f"result: {what} {ours:.0f} ms, {ours / bare:.1f} of a bare loop's (at most {most:.0f})")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
