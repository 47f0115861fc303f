#!/usr/bin/python3
"""Runs clang-tidy on each file of src/ that has changed since it last passed.

A file has changed when its text is another, that of a header that it includes (or one of those),
.clang-tidy, the compiler's options, the packages with headers or clang-tidy itself. Each is read by
itself, as in a build without precompiled headers and other files, so a missing include is found here
too; that build is configured in FOLDER, and nothing is built in it.

    tests/tidy.py FOLDER STAMPS [--all]     STAMPS: a folder, where it is noted what passed
                                            --all: with the static analyzer and the bugprone
                                            checks, which take three quarters of the time

Without --all, no file is begun after a minute, as where all files have changed and two cores
also compile them. The files that changed last come first. How many are left is said; the next run
goes on with them.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TIDY = "clang-tidy-14"
USUAL_CHECKS = "-clang-analyzer-*,-bugprone-*"
PATIENCE = 60  # seconds
INCLUDE = re.compile(rb'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)


def output_of(*words):
    """What a command prints; nothing where there is no such command."""
    try:
        return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              check=False).stdout
    except FileNotFoundError:
        return b""


def configure(build):
    """Makes the compilation database of a build in which each file is compiled by itself."""
    options = ["CMAKE_BUILD_TYPE=Release", "CMAKE_CXX_COMPILER_LAUNCHER=", "LOGPROBS_UNITY=OFF",
               "LOGPROBS_PRECOMPILE=OFF"]
    words = ["cmake", "-S", str(ROOT), "-B", str(build), "-G", "Ninja", *(f"-D{each}" for each in options)]
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        sys.exit(done.stdout.decode(errors="replace") + f"tidy: cmake ended with {done.returncode}")


def latest_changes():
    """{file: how many files have changed since it did}, of the last commits; empty without them."""
    said = output_of("git", "-C", str(ROOT), "log", "--format=", "--name-only", "--max-count=500")
    return {ROOT / name: index for index, name in
            reversed(list(enumerate(said.decode().splitlines())))}


def commands_of(build):
    """{source file: the compiler's command} for the sources of the program."""
    entries = json.loads((build / "compile_commands.json").read_text())
    return {Path(entry["file"]): entry["command"] for entry in entries
            if Path(entry["file"]).is_relative_to(ROOT / "src")}


class Texts:
    """Hashes of files with all that they include, as far as it is in the project."""

    def __init__(self, folders):
        self.folders = folders
        self.included = {}

    def includes(self, path):
        if path not in self.included:
            names = [name.decode() for name in INCLUDE.findall(path.read_bytes())]
            places = [[folder / name for folder in (path.parent, *self.folders)] for name in names]
            self.included[path] = [found for found in
                                   (next(filter(Path.is_file, tried), None) for tried in places)
                                   if found]
        return self.included[path]

    def hash(self, path):
        seen, waiting = set(), [path]
        while waiting:
            each = waiting.pop()
            if each not in seen:
                seen.add(each)
                waiting += self.includes(each)
        whole = hashlib.sha256()
        for each in sorted(seen):
            content = each.read_bytes()
            whole.update(f"{each.name} {len(content)}\n".encode() + content)
        return whole.digest()


class Tidy:
    """What is to be tidied, and where it is noted what passed."""

    def __init__(self, folder, stamps, thorough):
        self.patience = float("inf") if thorough else PATIENCE
        self.checks = "" if thorough else USUAL_CHECKS
        self.stamps = stamps
        self.database = folder
        configure(self.database)
        self.commands = commands_of(self.database)
        self.texts = Texts([ROOT / "include", ROOT / "src", self.database / "include"])
        self.common = b"".join([(ROOT / ".clang-tidy").read_bytes(), output_of(TIDY, "--version"),
                                output_of("dpkg-query", "-W", "*-dev")])

    def stamp(self, path, checks):
        """The file that is there if this one passed; its name does not depend on where that is."""
        command = self.commands[path].replace(str(self.database), "").replace(str(ROOT), "")
        whole = hashlib.sha256(self.common + self.texts.hash(path) + f"{command} {checks}".encode())
        return self.stamps / whole.hexdigest()

    def is_due(self, path):
        return not self.stamp(path, self.checks).exists()

    def check_all(self, paths):
        """What check() returns for each; None if there was no time for it."""
        end = time.monotonic() + self.patience
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(lambda path: self.check(path) if time.monotonic() < end else None, paths))

    def check(self, path):
        """What clang-tidy has to say about a file; nothing if it passed."""
        words = [TIDY, "-p", str(self.database), "--quiet", f"--checks={self.checks}", str(path)]
        done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            return done.stdout.decode(errors="replace") or f"{path}: {TIDY} ended with {done.returncode}"
        for checks in {self.checks, USUAL_CHECKS}:
            self.stamp(path, checks).touch()
        return ""


def main(folder, stamps, *more):
    tidy = Tidy(Path(folder).resolve(), Path(stamps), "--all" in more)
    if not tidy.commands:
        sys.exit("tidy: nothing of src/ is compiled")
    changes = latest_changes()
    due = sorted(filter(tidy.is_due, tidy.commands),
                 key=lambda path: (changes.get(path, len(changes)), -path.stat().st_size))
    said = tidy.check_all(due)
    complaints = list(filter(None, said))
    left = said.count(None)
    print("\n".join(complaints))
    print(f"result: {len(due) - left} files tidied, {len(complaints)} failed, "
          f"{len(tidy.commands) - len(due)} have not changed since they passed"
          + (f"; {left} are left for the next run" if left else ""))
    return 1 if complaints else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
