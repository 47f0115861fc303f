"""The files under examples/ by which others build and use the program: a formula for Homebrew, a
PKGBUILD, an action for GitHub. Each is run here as far as it goes without what it is written for."""
import os
import re
import shutil
import subprocess
import unittest

import program

# cmake, as far as these files use it: says what it was called with, and installs the program.
CMAKE = """#!/bin/bash
printf '%s\\n' "$*" >> "$CALLS"
[ "$1" = --install ] || exit 0
prefix=${DESTDIR:-}${PREFIX:-/usr}
[ "${3:-}" != --prefix ] || prefix=$4
mkdir -p "$prefix/bin" "$prefix/share/doc/logprobs"
ln -s "$LOGPROBS" "$prefix/bin/logprobs"
ln -s "$EXAMPLES" "$prefix/share/doc/logprobs/examples"
"""
# As much of Homebrew as the formula uses.
HOMEBREW = """
require "shellwords"
class Formula
  class << self
    attr_reader :check
    def desc(*) = nil
    def url(address) = @@address = address
    def license(*) = nil
    def depends_on(*) = nil
    def uses_from_macos(*) = nil
    def test(&block) = @check = block
  end
  def version = @@address[/-([0-9.]+)\\.tar\\.gz\\z/, 1]
  def prefix = ENV.fetch("PREFIX")
  def bin = "#{prefix}/bin"
  def doc = "#{prefix}/share/doc/logprobs"
  def std_cmake_args = ["-DCMAKE_INSTALL_PREFIX=#{prefix}", "-DCMAKE_BUILD_TYPE=Release"]
  def system(*words) = Kernel.system(*words) || abort("failed: #{words}")
  def shell_output(command) = `#{command}`.tap { $?.success? || abort("failed: #{command}") }
  def assert_match(expected, text) = text.include?(expected) || abort("#{expected} is not in #{text}")
end
load ARGV[0]
Logprobs.new.install
Logprobs.new.instance_eval(&Logprobs.check)
"""


def project_version():
    return re.search(r"project\(logprobs VERSION ([\d.]+)",
                     (program.ROOT / "CMakeLists.txt").read_text()).group(1)


class Distribution(program.ProgramTest):
    def setUp(self):
        super().setUp()
        tools = self.folder / "tools"
        tools.mkdir()
        for name, script in (("cmake", CMAKE), ("dpkg-query", "#!/bin/sh\necho install ok installed\n")):
            (tools / name).write_text(script)
            (tools / name).chmod(0o755)
        self.calls = self.folder / "calls"
        self.variables = {
            **program.environment(), "PATH": f"{tools}:{os.environ['PATH']}",
            "CALLS": str(self.calls), "LOGPROBS": program.path(),
            "EXAMPLES": str(program.EXAMPLES), "RUNNER_TEMP": str(self.folder)}

    def run_in_folder(self, *words, code=0, **more):
        done = subprocess.run(words, cwd=self.folder, env={**self.variables, **more},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=program.TIMEOUT)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr


class Homebrew(Distribution):
    def test_it_installs_and_its_own_test_passes(self):
        if not shutil.which("ruby"):
            self.skipTest("there is no ruby")
        script = self.file("homebrew.rb", HOMEBREW)
        prefix = str(self.folder / "cellar")
        self.run_in_folder("ruby", script, str(program.EXAMPLES / "homebrew" / "logprobs.rb"),
                           PREFIX=prefix)
        self.assertEqual(self.calls.read_text().splitlines(),
                         [f"-S . -B build -DCMAKE_INSTALL_PREFIX={prefix} "
                          "-DCMAKE_BUILD_TYPE=Release",
                          "--build build", "--install build"])

    def test_it_is_of_this_version(self):
        formula = (program.EXAMPLES / "homebrew" / "logprobs.rb").read_text()
        self.assertEqual(set(re.findall(r"logprobs-(\d[\d.]*\d)\b", formula)), {project_version()})


class Arch(Distribution):
    def pkgbuild(self, commands, **more):
        return self.run_in_folder("bash", "-euc", f'. "$0"; {commands}',
                                  str(program.EXAMPLES / "arch" / "PKGBUILD"), **more)

    def test_it_builds_checks_and_packs(self):
        version = project_version()
        (self.folder / f"logprobs-{version}").symlink_to(program.ROOT)
        (self.folder / "build").mkdir()
        (self.folder / "build" / "logprobs").symlink_to(program.path())
        self.pkgbuild("build && check && package", pkgdir=str(self.folder / "pkg"))
        self.assertIn(f"-S logprobs-{version} -B build ", self.calls.read_text())
        self.assertTrue((self.folder / "pkg/usr/bin/logprobs").exists())
        self.assertTrue((self.folder / "pkg/usr/share/licenses/logprobs/LICENSE").exists())

    def test_a_program_that_reads_wrongly_is_not_packed(self):
        (self.folder / f"logprobs-{project_version()}").symlink_to(program.ROOT)
        (self.folder / "build").mkdir()
        self.file("build/logprobs", "#!/bin/sh\necho nobody\n")
        (self.folder / "build/logprobs").chmod(0o755)
        self.assertIn("refused", self.pkgbuild("check || echo refused"))

    def test_it_is_of_this_version(self):
        self.assertEqual(self.pkgbuild('printf %s "$pkgver ${source[0]}"'),
                         f"{project_version()} logprobs-{project_version()}.tar.gz")


class Action(Distribution):
    def setUp(self):
        super().setUp()
        try:
            import yaml
        except ImportError:
            self.skipTest("Python has no yaml")
        text = (program.EXAMPLES / "action" / "action.yml").read_text()
        self.action = yaml.safe_load(text)
        self.path = self.folder / "path"
        self.summary = self.folder / "summary"
        self.variables.update(
            GITHUB_ACTION_PATH=str(program.EXAMPLES / "action"), GITHUB_ACTIONS="true",
            GITHUB_PATH=str(self.path), GITHUB_STEP_SUMMARY=str(self.summary))

    def run_action(self, *words, code=0):
        """Its steps as a runner runs them; returns what the last of them prints."""
        given = {"${{ inputs.args }}": "\n".join(words) + "\n"}
        said = ""
        for step in self.action["runs"]["steps"]:
            self.assertNotIn("${{", step["run"])  # a runner puts text there unquoted
            if self.path.exists():
                self.variables["PATH"] = f"{self.path.read_text().strip()}:{self.variables['PATH']}"
            env = {name: given[value] for name, value in step.get("env", {}).items()}
            last = step is self.action["runs"]["steps"][-1]
            said = self.run_in_folder("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c",
                                      step["run"], code=code if last else 0, **env)
        return said

    def test_it_is_a_composite_action(self):
        self.assertEqual(self.action["runs"]["using"], "composite")
        for step in self.action["runs"]["steps"]:
            self.assertEqual(step["shell"], "bash")
        self.assertTrue(self.action["inputs"]["args"]["required"])

    def test_an_answer_that_is_sure_enough_passes(self):
        said = self.run_action("--min-probability", "0.5", "-r",
                               str(program.EXAMPLES / "poland.json"))
        self.assertIn("the model was sure enough", said)
        self.assertIn("Andrzej Duda", self.summary.read_text())
        self.assertIn(f"--build {self.folder}/logprobs/build", self.calls.read_text())

    def test_an_answer_that_is_not_fails_and_is_reported(self):
        said = self.run_action("--fail-on", "not-top", "-r",
                               str(program.EXAMPLES / "poland-long.json"), code=3)
        self.assertIn("::error::ci-gate.sh: the model was not sure enough", said)
        self.assertIn("|", self.summary.read_text())

    def test_an_argument_is_a_line_whatever_is_in_it(self):
        name = self.file("$(touch spoilt) 'a \"b.json", (program.EXAMPLES / "poland.json").read_bytes())
        self.run_action("--min-probability", "0.5", "-r", name)
        self.assertFalse((self.folder / "spoilt").exists())


if __name__ == "__main__":
    unittest.main()
