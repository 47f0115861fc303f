#!/usr/bin/python3
"""Runs the commands in README.md and compares what they print with what README.md shows.

Every ```sh block after a line `<!-- run -->` is run, one command or pipeline per line, in a copy of
the project's folder, with the program first on PATH. A block that contains `for`, `if` or `while`
is one command. A command starts with `logprobs`, a script in examples/ or one of a few shell words,
and must exit with the status in its comment `# exit N`, or 0 without one. A ```text block directly
after the commands is what they must print on standard output.

After `<!-- run: asking -->` the commands also have a made-up key and a server to ask. It answers a
question with its response in examples/, any other question with the first one, and streams on
request.

    LOGPROBS=/path/to/logprobs tests/cli/readme.py [README.md]
"""

import contextlib
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple, Optional

import program
import samples
import scripted

MARKER = re.compile(r"<!-- run(: asking)? -->")
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})\s*([^\s`]*)[^`]*$")
EXIT = re.compile(r"#\s*exit\s+(\d+)\s*$")
BEGINNING = re.compile(r"(logprobs|(\./)?examples/\S+|cat|echo|for|if|printf|while)(\s|$)")
COMPOUND = re.compile(r"^\s*(for|if|while)\s", re.MULTILINE)
ANSWERED = re.compile(r"^\| \[`([^`]+\.json)`\][^|]*\| ([^|]+) \|", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block: its language, its content and the numbers of its lines."""
    language: str
    content: str
    first: int  # the line of its opening fence, from 1
    last: int


class Example(NamedTuple):
    """Commands to run and the output they must print, or None if any will do."""
    commands: list  # of (line number, command)
    output: Optional[str]
    asking: bool = False


class Mistake(Exception):
    """README.md cannot be understood."""


def blocks_of(lines):
    """The fenced blocks of a Markdown text."""
    blocks, opened = [], None
    for number, line in enumerate(lines, 1):
        fence = FENCE.match(line)
        if opened is None:
            opened = (fence, number) if fence else None
        elif is_closing(line, opened[0][1]):
            content = "".join(text + "\n" for text in lines[opened[1]:number - 1])
            blocks.append(Block(opened[0][2], content, opened[1], number))
            opened = None
    if opened:
        raise Mistake(f"line {opened[1]}: the block is never closed")
    return blocks


def is_closing(line, fence):
    text = line.strip()
    return len(text) >= len(fence) and set(text) == {fence[0]}


def markers(lines, blocks):
    """(line number, asking?) of the lines that mark a block to be run."""
    inside = {n for block in blocks for n in range(block.first, block.last + 1)}
    found = ((n, MARKER.fullmatch(line.strip())) for n, line in enumerate(lines, 1))
    return [(n, bool(marker[1])) for n, marker in found if marker and n not in inside]


def next_block(blocks, lines, after):
    """The block that follows line `after`, separated from it by blank lines only."""
    block = min((b for b in blocks if b.first > after), default=None, key=lambda b: b.first)
    if block and not any(line.strip() for line in lines[after:block.first - 1]):
        return block
    return None


def commands_of(block):
    """The (line number, command) pairs of a block; a line ending in `\\` or `|` continues."""
    if COMPOUND.search(block.content):
        return [(block.first + 1, block.content)]
    commands, open_lines, begun = [], [], 0
    for number, line in enumerate(block.content.splitlines(), block.first + 1):
        if not open_lines and (not line.strip() or line.lstrip().startswith("#")):
            continue
        begun = begun if open_lines else number
        open_lines.append(line)
        if not line.rstrip().endswith(("\\", "|")):
            commands.append((begun, "\n".join(open_lines)))
            open_lines = []
    if open_lines:
        raise Mistake(f"line {begun}: the command continues past the block")
    return commands


def examples_of(text):
    """All examples in README.md that are to be run."""
    lines = text.splitlines()
    blocks = blocks_of(lines)
    examples = []
    for number, asking in markers(lines, blocks):
        block = next_block(blocks, lines, number)
        if not block or block.language != "sh":
            raise Mistake(f"line {number}: no ```sh block follows the marker")
        commands = commands_of(block)
        for line, command in commands:
            if not BEGINNING.match(command):
                raise Mistake(f"line {line}: the command begins with neither logprobs nor a "
                              "script in examples/ nor a shell word that is known here")
        if not commands:
            raise Mistake(f"line {block.first}: the block has no command")
        after = next_block(blocks, lines, block.last)
        output = after.content if after and after.language == "text" else None
        examples.append(Example(commands, output, asking))
    return examples


def exit_status(command):
    """The status that the command must exit with."""
    found = EXIT.search(command)
    return int(found[1]) if found else 0


def run_command(command, folder, variables):
    return subprocess.run(["/bin/sh", "-c", command], cwd=folder, env=variables,
                          stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=program.TIMEOUT)


def run_example(example, folder, variables):
    """Runs an example's commands; returns what is wrong."""
    problems, printed = [], b""
    for line, command in example.commands:
        try:
            done = run_command(command, folder, variables)
        except subprocess.TimeoutExpired:
            problems.append(f"line {line}: {command}\n  timed out")
            continue
        printed += done.stdout
        if done.returncode != exit_status(command):
            said = done.stderr.decode("utf-8", "backslashreplace").strip()
            problems.append(f"line {line}: {command}\n  exit status {done.returncode}, "
                            f"not {exit_status(command)}: {said}")
    if example.output is not None and printed != example.output.encode():
        problems.append(difference(example, printed.decode("utf-8", "backslashreplace")))
    return problems


def difference(example, printed):
    diff = difflib.unified_diff(example.output.splitlines(), printed.splitlines(),
                                "README.md", "printed", lineterm="")
    return "\n".join([f"line {example.commands[0][0]}: other output", *diff])


def copy_project(folder):
    """Copies what a command may need; returns the folder and the environment to run in."""
    copy = folder / "project"
    ignored = shutil.ignore_patterns(".git", "build*", "__pycache__")
    shutil.copytree(program.ROOT, copy, ignore=ignored, symlinks=True)
    (folder / "bin").mkdir()
    (folder / "bin" / "logprobs").symlink_to(program.path())
    search = f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return copy, program.environment(PATH=search, HOME=str(folder))


def answer_to(body):
    """The response in examples/ to a chat request's question, or the first one if there is none."""
    if re.match(r"o\d|gpt-5", body["model"]):
        return {"error": {"message": "You are not allowed to request logprobs from this model",
                          "type": "invalid_request_error", "param": None, "code": None}}
    rows = ANSWERED.findall((program.EXAMPLES / "README.md").read_text(encoding="utf-8"))
    questions = [m["content"] for m in body["messages"] if m["role"] == "user"]
    name = next((name for name, question in rows if question == questions[-1]), rows[0][0])
    response = json.loads((program.EXAMPLES / name).read_text(encoding="utf-8"))
    first = response["choices"][0]
    for token in first["logprobs"]["content"]:
        token["top_logprobs"] = token["top_logprobs"][:body["top_logprobs"]]
    response["choices"] = [{**first, "index": i} for i in range(body.get("n", 1))]
    return response


def stream_of(response):
    """The same response as the events of a stream, one token each."""
    chunks = []
    for choice in response["choices"]:
        index = choice["index"]
        chunks += [samples.chunk([token], index) for token in choice["logprobs"]["content"]]
        chunks += [samples.last_chunk(index)]
    head = {name: response[name] for name in ("id", "model", "created")}
    return [samples.event({**chunk, **head}) for chunk in chunks] + [samples.event("[DONE]")]


def respond(connection):
    """Serves one request."""
    body = connection.request.json()
    response = answer_to(body)
    if "error" in response:
        scripted.json_response(response, 403)(connection)
    elif body.get("stream"):
        scripted.stream_response(stream_of(response))(connection)
    else:
        scripted.json_response(response)(connection)


@contextlib.contextmanager
def someone_to_ask():
    """Runs the server; yields the environment variables that point to it."""
    with scripted.Server(respond) as server:
        yield {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": "sk-made-up-key"}


def main(words):
    readme = Path(words[0]) if words else program.ROOT / "README.md"
    try:
        examples = examples_of(readme.read_text(encoding="utf-8"))
    except (OSError, Mistake) as mistake:
        print(f"readme: {readme.name}: {mistake}")
        return 1
    with tempfile.TemporaryDirectory() as scratch, someone_to_ask() as leading:
        folder, variables = copy_project(Path(scratch))
        asking = {**variables, **leading}
        problems = [p for e in examples
                    for p in run_example(e, folder, asking if e.asking else variables)]
    print(*problems, sep="\n", end="\n" if problems else "")
    count = sum(len(example.commands) for example in examples)
    print(f"readme: {count} commands, {len(problems)} problems")
    if not count:
        print(f"readme: {readme.name} has no block after <!-- run -->")
    return 1 if problems or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
