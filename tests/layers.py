#!/usr/bin/python3
"""The layer test: who may include whom, and how long a file may be. Usage: layers.py [ROOT]

Rooms, lowest first; a room knows its own layer's data and every lower layer:

    4  main
    3  app > generate > cli, explore > system  the program
    2  ask | read | judge | show     never each other
    1  data only
    0  error  text  load

A file includes "logprobs/X.hpp", the doors of lower rooms, and private headers of its own room as
"room/X.hpp"; a sub-room includes only those before it. Each permission in these tables must be in
use: one that is not would hide a mistake. One line a violation, exit 1; otherwise
"layers: N files ok".
"""
import os
import re
import sys

# The public headers, by the room that each is the door of, or "data".
DOORS = {
    "error": ["error"], "text": ["text"], "version": ["version"],
    "data": ["by_choice", "call", "candidate", "clues", "distribution", "finding", "findings", "logprob", "model", "report", "token", "truth", "question"],
    "ask": ["ask", "transport", "retry"], "read": ["read", "read_options", "read_truth", "logits"], "judge": ["judge"], "show": ["show", "show_options"],
}
ROOM_OF_DOOR = {door: room for room, doors in DOORS.items() for door in doors}
# Whose public headers a room may include, besides its own.
ALLOWED = {
    "error": [], "text": [], "load": [], "data": [],
    "ask": ["data", "text", "error"],
    "read": ["data", "text", "error"],
    "judge": ["data", "text"],
    "show": ["data", "text", "error"],
}
LIBRARY = ["error", "text", "version", "data", "ask", "read", "judge", "show"]
ALLOWED["system"] = ["error", "text"]
ALLOWED["explore"] = ["data", "text", "judge", "show"]
ALLOWED["cli"] = [room for room in LIBRARY if room != "judge"]
ALLOWED["generate"] = ["error", "version"]
ALLOWED["app"] = LIBRARY
ALLOWED["main"] = []
# Whose private headers a room may include, besides its own: all of a room's, or a single one.
PRIVATE = {
    "explore": ["show/data/json_fields.hpp", "show/html/base64.hpp",
                "show/markdown/markdown_text.hpp", "show/terminal/bar.hpp",
                "show/terminal/fitting_columns.hpp", "show/terminal/row_writer.hpp",
                "show/terminal/style.hpp", "show/terminal/table_columns.hpp",
                "show/words/choice_text.hpp", "show/words/distribution.hpp", "show/words/facts.hpp",
                "show/words/heading.hpp", "show/words/percent.hpp", "system/full_screen.hpp",
                "text/classes.hpp", "text/fold.hpp", "text/utf8.hpp", "text/visible_stream.hpp",
                "text/words.hpp"],
    "generate": ["cli/cli.hpp", "cli/option_groups.hpp", "explore/commands.hpp", "text/utf8.hpp"],
    "app": ["cli", "explore", "generate", "system", "ask/advice.hpp", "ask/continuation.hpp", "ask/models.hpp",
            "text/fnv1a.hpp"],
    "main": ["app"],
    "ask": ["load", "text/edit_distance.hpp"], "read": ["load"],
    "cli": ["load", "ask/continuation.hpp", "ask/secrets.hpp", "text/edit_distance.hpp", "text/fold.hpp", "text/utf8proc_version.hpp"], "judge": ["text/digits.hpp", "text/fold.hpp"],
    "show": ["load", "text/direction.hpp", "text/fnv1a.hpp", "text/visible_stream.hpp",
             "text/width.hpp", "text/words.hpp"],
}
# Sub-rooms, each of which knows those named; a file of the room itself knows all of them.
SUBROOMS = {
    "read/frame": [], "read/encoding": ["frame"], "read/json": ["frame"], "read/vocabulary": ["json"],
    "read/tokens": ["vocabulary", "json"],
    "read/formats": ["tokens", "json"],
    "read/decode": ["formats", "tokens", "json", "frame"],
    "read/join": ["tokens", "json", "frame"],
    "read/truth": ["frame"], "read/logits": ["tokens", "vocabulary", "frame"],
    "show/words": [], "show/terminal": ["words"], "show/data": ["words"],
    "show/markdown": ["words"], "show/html": ["words", "data"],
    "show/svg": ["words", "terminal", "html"],
    "show/places": ["words", "terminal", "data"],
    "show/stats": ["words", "terminal", "data", "html"],
}
# A library's headers, and the only places that may include them.
LIBRARIES = [
    (r"simdjson", ["src/read/"]),
    (r"hwy/", ["src/read/logits/kernels.cpp"]),
    (r"utf8proc", ["src/text/"]),
    (r"CLI/", ["src/cli/cli.cpp"]),
    (r"toml\+\+/", ["src/cli/toml.cpp"]),
    (r"curl/", ["src/ask/libcurl.hpp"]),
    (r"nlohmann/", ["src/ask/continuation.cpp", "src/ask/kept_exchange.cpp", "src/ask/models.cpp", "src/ask/request.cpp",
                   "src/app/kept_branch.cpp", "src/app/partial.cpp", "src/show/stats/load_stats.cpp"]),
    (r"zlib\.h", ["src/read/encoding/gzip.cpp", "src/show/html/packs.cpp"]),
    (r"zstd", ["src/read/encoding/zstd.cpp"]),
]
LONGEST_FILE, LONGEST_HEADER = 300, 120
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def files_of(root):
    for top in ("include", "src"):
        for folder, _, names in sorted(os.walk(os.path.join(root, top))):
            for name in sorted(names):
                if name.endswith((".cpp", ".hpp", ".js", ".css", ".html")):
                    yield os.path.relpath(os.path.join(folder, name), root)


def room_of(path):
    """`show` for src/show/html/x.cpp, that of the door for include/logprobs/x.hpp, or `main`."""
    parts = path.split("/")
    if parts[0] == "include":
        return ROOM_OF_DOOR.get(os.path.splitext(parts[-1])[0])
    return parts[1] if len(parts) > 2 else os.path.splitext(parts[1])[0]


def subroom_of(path):
    """`html` for src/show/html/x.cpp; None for a file of the room itself."""
    parts = path.split("/")
    return parts[2] if parts[0] == "src" and len(parts) > 3 else None


class Layers:
    """Judges includes, and notes which permissions they used."""

    def __init__(self, root):
        self.root = root
        self.used = set()

    def permitted(self, table, key, value):
        self.used.add((table, key, value))
        return value in {"ALLOWED": ALLOWED, "PRIVATE": PRIVATE, "SUBROOMS": SUBROOMS}[table].get(key, [])

    def judge_door(self, path, door):
        room, target = room_of(path), ROOM_OF_DOOR.get(door)
        if target is None:
            return f"logprobs/{door}.hpp is the door of no room"
        if target != room and not self.permitted("ALLOWED", room, target):
            return f"{room} may not include logprobs/{door}.hpp, which is of {target}"
        return None

    def judge_private(self, path, name):
        target = f"src/{name}"
        if not os.path.isfile(os.path.join(self.root, target)):
            return f'"{name}" is not found; includes name the room: "room/file.hpp"'
        if path.startswith("include/"):
            return f'a door may not include the private header "{name}"'
        room, other = room_of(path), room_of(target)
        if room != other:
            if self.permitted("PRIVATE", room, other) or self.permitted("PRIVATE", room, name):
                return None
            return f'"{name}" is a private header of {other}'
        sub, other_sub = subroom_of(path), subroom_of(target)
        if sub is None or sub == other_sub:
            return None
        if other_sub is None or not self.permitted("SUBROOMS", f"{room}/{sub}", other_sub):
            return f'{room}/{sub} comes before "{name}"'
        return None

    def judge_library(self, path, name):
        for pattern, places in LIBRARIES:
            if not re.match(pattern, name):
                continue
            place = next((place for place in places if path.startswith(place)), None)
            self.used.add(("LIBRARIES", pattern, place))
            if place is None:
                return f"{name} belongs in {' and '.join(places)} only"
        if path.startswith("include/") and not re.fullmatch(r"[a-z_0-9]+", name):
            return f"<{name}> is not standard, which all headers of the library must be"
        return None

    def judge_include(self, path, quote, name):
        door = re.fullmatch(r"logprobs/(\w+)\.hpp", name)
        if quote == "<":
            return self.judge_library(path, name)
        return self.judge_door(path, door.group(1)) if door else self.judge_private(path, name)

    def judge_file(self, path):
        with open(os.path.join(self.root, path), encoding="utf-8") as file:
            lines = file.read().splitlines()
        if room_of(path) not in ALLOWED:
            yield f"{path}: belongs to no room"
            return
        longest = LONGEST_HEADER if path.endswith(".hpp") else LONGEST_FILE
        if len(lines) > longest:
            yield f"{path}: {len(lines)} lines, at most {longest} are good"
        for number, line in enumerate(lines, 1):
            match = INCLUDE.match(line)
            problem = match and self.judge_include(path, *match.groups())
            if problem:
                yield f"{path}:{number}: {problem}"

    def unused(self):
        """Permissions that no file makes use of."""
        tables = {"ALLOWED": ALLOWED, "PRIVATE": PRIVATE, "SUBROOMS": SUBROOMS,
                  "LIBRARIES": dict(LIBRARIES)}
        for name, table in tables.items():
            for key, values in table.items():
                for value in values:
                    if (name, key, value) not in self.used:
                        yield f"tests/layers.py: {name} lets {key} have {value}, which nobody uses"


def main():
    beside = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    root = sys.argv[1] if len(sys.argv) > 1 else beside
    paths = list(files_of(root))
    if not paths:
        sys.exit(f"layers: no files below {root}")
    layers = Layers(root)
    problems = [problem for path in paths for problem in layers.judge_file(path)]
    problems += layers.unused()
    for problem in problems:
        print(problem)
    if problems:
        sys.exit(1)
    print(f"layers: {len(paths)} files ok")


if __name__ == "__main__":
    main()
