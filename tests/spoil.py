#!/usr/bin/python3
"""Do the tests notice? Spoils one place of src/ at a time, builds, and runs tests until one fails.

The places are in spoilt_places.py. It works on a copy of the project's files, as they are now, in
build/spoil, and touches nothing else. The unit tests run first, then the golden cases, the README
and the program tests. Prints a line for each place, then the score and the survivors; exit 1 if
less than 95% were caught, or if a place is not found or does not compile any more.

    tests/spoil.py [WORDS...]     only the places whose names contain one of the words
    tests/spoil.py --check        only look whether each place is found
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from spoilt_places import PLACES

ROOT = Path(__file__).resolve().parents[1]
HOME = Path(os.environ.get("LOGPROBS_BUILD", ROOT / "build")) / "spoil"
TREE, BUILD = HOME / "tree", HOME / "build"
PATIENCE = 300  # seconds; what hangs is noticed too
ENOUGH = 0.95
NOT_FOUND, BROKEN = "NOT FOUND", "DOES NOT COMPILE"
ENVIRONMENT = {
    **os.environ, "LOGPROBS": str(BUILD / "logprobs"), "LOGPROBS_STRIDE": "5",
    "CCACHE_BASEDIR": str(TREE), "CCACHE_NOHASHDIR": "1",
    "CCACHE_SLOPPINESS": "pch_defines,time_macros,include_file_mtime,include_file_ctime"}


class Place(NamedTuple):
    """A row of the list."""
    name: str
    where: str
    old: str
    new: str
    first: str  # program tests that are tried first

    def file(self, tree=TREE):
        """The one file of a tree that has the old text, once; None if that is not so."""
        top = tree / self.where
        files = [top] if top.is_file() else sorted([*top.rglob("*.cpp"), *top.rglob("*.hpp")])
        found = [(file, file.read_text().count(self.old)) for file in files]
        found = [(file, count) for file, count in found if count]
        return found[0][0] if [count for _, count in found] == [1] else None


class Runner:
    """Runs commands; the rest of a group that runs side by side ends with the first that fails."""

    def __init__(self):
        self.lock = threading.Lock()
        self.running = set()
        self.stopped = False

    def fails(self, *words, cwd=TREE):
        """Whether a command fails or hangs; false too if it was ended because another did."""
        with self.lock:
            if self.stopped:
                return False
            process = subprocess.Popen(words, cwd=cwd, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                       start_new_session=True)
            self.running.add(process)
        try:
            failed = process.wait(PATIENCE) != 0
        except subprocess.TimeoutExpired:
            failed = True
            kill(process)
        with self.lock:
            self.running.discard(process)
            return failed and not self.stopped

    def first_failure(self, groups):
        """The name of the first of several commands, {name: words}, that fails; or nothing."""
        with ThreadPoolExecutor(4) as pool:
            found = list(pool.map(lambda each: self.ends_all(*each), groups.items()))
        with self.lock:
            self.stopped = False
        return next(filter(None, found), "")

    def ends_all(self, name, words):
        if not self.fails(*words, cwd=TREE / "tests" / "cli"):
            return ""
        with self.lock:
            self.stopped = True
            for process in self.running:
                kill(process)
        return name


def kill(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def copy_tree():
    """Brings the copy up to date; files that did not change keep their times."""
    names = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                           cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout.decode()
    wanted = {name for name in names.split("\0") if name and (ROOT / name).is_file()}
    for old in [path for path in TREE.rglob("*") if path.is_file()]:
        if str(old.relative_to(TREE)) not in wanted:
            old.unlink()
    for name in sorted(wanted):
        source, target = ROOT / name, TREE / name
        if not target.exists() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)


def build():
    """Whether it compiles."""
    launcher = shutil.which("ccache") or ""
    configured = (BUILD / "build.ninja").exists() or subprocess.run(
        ["cmake", "-S", TREE, "-B", BUILD, "-G", "Ninja", "-DLOGPROBS_TESTS=ON",
         "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O1",
         f"-DCMAKE_CXX_COMPILER_LAUNCHER={launcher}"],
        env=ENVIRONMENT, stdout=subprocess.DEVNULL, check=False).returncode == 0
    done = configured and subprocess.run(
        ["cmake", "--build", BUILD, "--target", "logprobs", "logprobs_tests"],
        env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done and done.returncode:
        print(done.stdout.decode(errors="replace")[-3000:])
    return bool(done) and done.returncode == 0


def caught_by(first, runner):
    """The test that fails; empty if all pass."""
    if runner.fails(str(BUILD / "tests" / "logprobs_tests"), "--abort", cwd=BUILD):
        return "unit tests"
    python = ["/usr/bin/python3", "-B"]
    likely = first.split()
    for name, words in {"golden": ["golden.py"], "README": ["readme.py"],
                        **{each: ["-m", "unittest", "-f", each] for each in likely}}.items():
        if runner.fails(*python, *words, cwd=TREE / "tests" / "cli"):
            return name
    rest = sorted(path.stem for path in (TREE / "tests" / "cli").glob("test_*.py"))
    return runner.first_failure({each: [*python, "-m", "unittest", "-f", each]
                                 for each in rest if each not in likely})


def try_place(place, runner):
    """What became of a place: the test that caught it, `survived` or a mistake of the list."""
    file = place.file()
    if file is None:
        return NOT_FOUND
    content = file.read_text()
    file.write_text(content.replace(place.old, place.new))
    try:
        if not build():
            return BROKEN
        return caught_by(place.first, runner) or "survived"
    finally:
        file.write_text(content)


def main(words):
    places = [Place(*row) for row in PLACES]
    lost = [place.name for place in places if place.file(ROOT) is None]
    for name in lost:
        print(f"NOT FOUND: {name}")
    if "--check" in words:
        print(f"{len(places) - len(lost)} of {len(places)} places are found")
        return 1 if lost else 0
    TREE.mkdir(parents=True, exist_ok=True)
    copy_tree()
    chosen = [place for place in places if not words or any(word in place.name for word in words)]
    runner = Runner()
    if not build() or caught_by("", runner):
        sys.exit("spoil: the tests must pass before anything is spoilt")
    results = {}
    for place in chosen:
        began = time.monotonic()
        results[place] = try_place(place, runner)
        print(f"{results[place]:<18} {place.name} ({time.monotonic() - began:.0f} s)", flush=True)
    mistakes = [place for place in chosen if results[place] in (NOT_FOUND, BROKEN)]
    survivors = [place for place in chosen if results[place] == "survived"]
    tried = len(chosen) - len(mistakes)
    for place in survivors:
        print(f"survived: {place.name} ({place.where}: {place.old!r} -> {place.new!r})")
    print(f"result: {tried - len(survivors)} of {tried} caught, {len(mistakes)} could not be tried")
    return 1 if mistakes or len(survivors) > (1 - ENOUGH) * tried else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
