#!/usr/bin/python3
"""The layer test: who may include whom, and how long a file may be. Usage: layers.py [ROOT]

    4  main
    3  app  cli  terminal  explore
    2  ask transport retry | read | judge | show    never each other
    1  logprob  model  report  options  data only, <standard> headers only
    0  error  text

A file includes doors (include/logprobs/X.hpp) of lower layers and private headers of its own room.
One line a violation, exit 1; otherwise "layers: N files ok".
"""
import os
import re
import sys

LAYERS = [
    ["error", "text"],
    ["logprob", "model", "report", "options"],
    ["ask", "transport", "retry", "read", "judge", "show"],
    ["app", "cli", "terminal", "explore"],
    ["main"],
]
LAYER_OF = {door: layer for layer, doors in enumerate(LAYERS) for door in doors}
# The doors of one room, and the data that is made of other data, may know each other.
TOGETHER = [{"app", "cli", "terminal", "explore"}, {"logprob", "model", "report", "options"},
            {"ask", "transport", "retry"}]
# A library's headers, and the only places that may include them.
LIBRARIES = [
    (r"simdjson", "src/read/"),
    (r"utf8proc", "src/text/"),
    (r"CLI/", "src/app/cli.cpp"),
    (r"toml", "src/app/config.cpp"),
    (r"curl/", "src/ask/libcurl.hpp"),
    (r"nlohmann/", "src/ask/request.cpp src/ask/retry.cpp"),
    (r"n?curses|term\.h", "src/explore/"),
]
LONGEST_FILE, LONGEST_HEADER = 400, 120
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def files_of(root):
    for top in ("include", "src"):
        for folder, _, names in sorted(os.walk(os.path.join(root, top))):
            for name in sorted(names):
                if name.endswith((".cpp", ".hpp", ".h")):
                    yield os.path.relpath(os.path.join(folder, name), root)


def room_of(path):
    """`show` for src/show/x.cpp and for include/logprobs/show.hpp, `main` for src/main.cpp."""
    parts = path.split("/")
    return parts[1] if parts[0] == "src" and len(parts) > 2 else os.path.splitext(parts[-1])[0]


def is_door(path):
    return path.startswith("include/")


def door_named(name):
    match = re.fullmatch(r"logprobs/(\w+)\.hpp", name)
    return match and match.group(1)


def judge_door(path, door):
    room = room_of(path)
    if door not in LAYER_OF:
        return f"logprobs/{door}.hpp belongs to no layer"
    if room not in LAYER_OF:
        return f"the room {room} belongs to no layer"
    if door == room or LAYER_OF[door] < LAYER_OF[room]:
        return None
    if any({door, room} <= group for group in TOGETHER):
        return None
    return f"layer {LAYER_OF[room]} ({room}) may not include logprobs/{door}.hpp of layer {LAYER_OF[door]}"


def judge_private(root, path, name):
    beside = os.path.normpath(os.path.join(os.path.dirname(path), name))
    below = os.path.normpath(os.path.join("src", name))
    found = next((p for p in (beside, below) if os.path.isfile(os.path.join(root, p))), None)
    if found is None:
        return f'"{name}" is not found'
    if is_door(found):
        return f'a door is included as "logprobs/{os.path.basename(found)}", not as "{name}"'
    if is_door(path):
        return f'a door may not include the private header "{name}"'
    if os.path.dirname(found) != os.path.dirname(path):
        return f'"{name}" is a private header of another room'
    return None


def judge_library(path, name):
    for pattern, places in LIBRARIES:
        if re.match(pattern, name) and not path.startswith(tuple(places.split())):
            return f"{name} belongs in {' and '.join(places.split())} only"
    return None


def judge_standard(path, name):
    low = LAYER_OF.get(room_of(path), 4) <= 1 and path.endswith(".hpp")
    if low and not re.fullmatch(r"[a-z_0-9]+", name):
        return f"<{name}> is not standard, which headers of layers 0 and 1 must be"
    return None


def judge_include(root, path, quote, name):
    door = door_named(name)
    if door:
        return judge_door(path, door)
    rest = judge_standard(path, name) if quote == "<" else judge_private(root, path, name)
    return judge_library(path, name) or rest


def judge_file(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as file:
        lines = file.read().splitlines()
    longest = LONGEST_HEADER if path.endswith((".hpp", ".h")) else LONGEST_FILE
    if len(lines) > longest:
        yield f"{path}: {len(lines)} lines, at most {longest} are good"
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        problem = match and judge_include(root, path, *match.groups())
        if problem:
            yield f"{path}:{number}: {problem}"


def main():
    beside = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    root = sys.argv[1] if len(sys.argv) > 1 else beside
    paths = list(files_of(root))
    if not paths:
        sys.exit(f"layers: no files below {root}")
    problems = [problem for path in paths for problem in judge_file(root, path)]
    for problem in problems:
        print(problem)
    if problems:
        sys.exit(1)
    print(f"layers: {len(paths)} files ok")


if __name__ == "__main__":
    main()
