"""Shells that complete words: bash, zsh and fish, each with the script that --generate prints, in a
terminal of its own or without one.

In front of the program on PATH stands a script of its name. It passes on what completions ask, and
keeps the words of every other run, so that a test sees what was typed in the end."""

import re
import shlex
import subprocess
from pathlib import Path

import program
import tmux

STAND_IN = """#!/bin/sh
case $1 in --generate | --list-profiles) exec {program} "$@" ;; esac
for word; do printf '%s\\n' "$word"; done >{folder}/words
{told}
"""
# Keeps what is offered, which is what completers give to compadd.
ZSH_LISTENER = """
compadd() {
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
  local -a __hits
  builtin compadd -A __hits "$@"
  (( $#__hits )) && print -rl -- $__hits >>$OFFERED
  builtin compadd "$@"
}
"""


class Shell:
    """A shell with a scratch folder, where its files are."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.bin = self.folder / "bin"
        self.scripts = self.folder / "scripts"
        for made in (self.bin, self.scripts, self.folder / "home", self.folder / "here"):
            made.mkdir()
        script = program.run("--generate", f"complete-{self.name}")
        self.script = self.scripts / self.script_name
        self.script.write_bytes(script.out)
        self.stand_in("")

    def stand_in(self, told):
        script = STAND_IN.format(program=shlex.quote(program.path()), told=told,
                                 folder=shlex.quote(str(self.folder)))
        (self.bin / "logprobs").write_text(script)
        (self.bin / "logprobs").chmod(0o755)

    def environment(self, **more):
        home = str(self.folder / "home")
        return program.environment(**{"PATH": f"{self.bin}:/usr/bin:/bin", "HOME": home,
                                      "TERM": "screen", "ZDOTDIR": home, **more})

    def run(self, *words, **more):
        done = subprocess.run(words, capture_output=True, stdin=subprocess.DEVNULL, check=False,
                              cwd=self.folder / "here", env=self.environment(**more),
                              timeout=program.TIMEOUT)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def attend(self, key, terminal):
        """Waits until a key has done what it does, where a shell minds more of them meanwhile."""

    def type(self, *keys, **more):
        """The words of the command that these keys give, the last of which is Enter: texts, and
        names of keys such as Tab."""
        with tmux.Tmux(100, 40) as terminal:
            self.stand_in(terminal.telling("ran"))
            self.prepare(terminal, "")
            terminal.start_shell(shlex.join(self.interactive()), cwd=self.folder / "here",
                                 **self.environment(**more))
            terminal.wait("ready")
            for key in keys:
                if key in ("Tab", "Enter"):
                    terminal.keys(key)
                    self.attend(key, terminal)
                else:
                    terminal.type(key)
            terminal.wait("ran")
        return (self.folder / "words").read_text().splitlines()


class Bash(Shell):
    name, script_name = "bash", "logprobs"

    def interactive(self):
        return ["bash", "--noprofile", "--rcfile", str(self.folder / "rc"), "-i"]

    def prepare(self, terminal, _):
        # A terminal that closes would have it write its history, where the folder goes meanwhile.
        (self.folder / "rc").write_text(f"unset HISTFILE\nsource {shlex.quote(str(self.script))}\n"
                                        f"{terminal.telling('ready')}\n")

    def offers(self, line, before="", **more):
        """What is offered behind a line, as the last words of the line are to be."""
        words = re.findall(r"[=:@]+|(?:\\.|[^\s=:@\\])+", line) + ([""] if line.endswith(" ") else [])
        code = (f"source {shlex.quote(str(self.script))}; {before}\n"
                f"COMP_LINE={shlex.quote(line)} COMP_POINT={len(line)}\n"
                f"COMP_WORDS=({shlex.join(words)}) COMP_CWORD={len(words) - 1}\n"
                "_logprobs logprobs; printf '%s\\n' \"${COMPREPLY[@]}\"\n")
        code, out, err = self.run("bash", "--noprofile", "--norc", "-c", code, **more)
        # What only a completion can call says that there is none.
        others = [text for text in err.splitlines() if "compopt: not currently" not in text]
        assert (code, others) == (0, []), err
        return sorted(filter(None, out.split("\n")))


class Zsh(Shell):
    name, script_name = "zsh", "_logprobs"
    known = None  # a file for what zsh finds out about a thousand completions: shells may share it

    def interactive(self):
        return ["zsh", "-i"]

    def attend(self, key, terminal):
        """zsh offers less while keys wait."""
        if key == "Tab":
            terminal.wait("completed")

    def prepare(self, terminal, more):
        (self.folder / "home" / ".zshrc").write_text(
            f"fpath=({shlex.quote(str(self.scripts))} $fpath)\nautoload -Uz compinit\n"
            f"compinit -u -d {shlex.quote(self.known)}\n{more}\n"
            f"complete_and_tell() {{ zle expand-or-complete; {terminal.telling('completed')} }}\n"
            "zle -N complete_and_tell; bindkey '^I' complete_and_tell\n"
            f"PS1='> '\nunsetopt beep\n{terminal.telling('ready')}\n")

    def offers(self, line, **more):
        """What is offered behind a line."""
        offered = self.folder / "offered"
        offered.write_text("")
        with tmux.Tmux(100, 200) as terminal:
            self.prepare(terminal, f"OFFERED={shlex.quote(str(offered))}\n{ZSH_LISTENER}\n"
                                   "unsetopt auto_menu")
            terminal.start_shell(shlex.join(self.interactive()), cwd=self.folder / "here",
                                 **self.environment(**more))
            terminal.wait("ready")
            terminal.type(line)
            terminal.keys("Tab")
            self.attend("Tab", terminal)
        return sorted(set(offered.read_text().splitlines()))


class Fish(Shell):
    name, script_name = "fish", "logprobs.fish"

    def environment(self, **more):
        home = str(self.folder / "home")
        return super().environment(**{"XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home, **more})

    def interactive(self):
        return ["fish", "--no-config", "-i", "-C",
                f"source {shlex.quote(str(self.script))}; {self.told}"]

    def prepare(self, terminal, _):
        self.told = terminal.telling("ready")

    def offers(self, line, **more):
        """What is offered behind a line: whole last words."""
        code = f"source {shlex.quote(str(self.script))}; complete -C {shlex.quote(line)}"
        code, out, err = self.run("fish", "--no-config", "-c", code, **more)
        assert (code, err) == (0, ""), err
        return sorted({text.partition("\t")[0] for text in out.splitlines()})
