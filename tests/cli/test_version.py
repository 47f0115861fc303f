"""--version: the program's version in the first line, and those of the libraries that it uses."""
import os
import re
import unittest
from pathlib import Path

import program
from samples import answer, lines

USES = {"ask": "libcurl", "read gzip": "zlib", "read zstd": "libzstd"}
CURL_FILES = ("libcurl.so.4", "libcurl-gnutls.so.4", "libcurl-minimal.so.4")


def version(**more):
    result = program.run("--version", **more)
    return result.code, result.out.decode().splitlines(), result.err


class Version(program.ProgramTest):
    def broken(self, *names):
        """A folder of libraries that are no libraries, which are found before the system's."""
        folder = self.folder / "libraries"
        folder.mkdir(exist_ok=True)
        for name in names:
            (folder / name).unlink(missing_ok=True)  # a link of before would have the system's hurt
            (folder / name).write_text("no library")
        return {"LD_LIBRARY_PATH": str(folder)}

    def test_it_is_the_version_of_the_build(self):
        project = (program.ROOT / "CMakeLists.txt").read_text()
        number = re.search(r"project\(logprobs VERSION ([\d.]+)", project).group(1)
        code, said, err = version()
        self.assertEqual((code, err), (0, b""))
        self.assertEqual(said[0], f"logprobs {number}")

    def test_linked_libraries_have_versions(self):
        said = version()[1][1]
        for name in ("fmt", "simdjson", "utf8proc", "CLI11", "nlohmann/json", "toml++"):
            self.assertRegex(said, rf"\b{re.escape(name)} \d+\.\d+")
        self.assertRegex(said, r"\(Unicode \d+\.\d+")

    def test_loaded_libraries_have_versions(self):
        said = version()[1][2:]
        for line, (use, name) in zip(said, USES.items(), strict=True):
            self.assertRegex(line, rf"\Acan {use} with {name}[ /]\d+\.\d+")

    def test_a_library_that_cannot_be_loaded(self):
        code, said, err = version(env=self.broken("libz.so.1", "libzstd.so.1", *CURL_FILES))
        self.assertEqual((code, err), (0, b""))
        for line, (use, name) in zip(said[2:], USES.items(), strict=True):
            self.assertIn(f"cannot {use}: {name} cannot be loaded: ", line)
            self.assertNotIn("in the package", line)  # it is there

    def test_libcurl_has_several_names(self):
        loaded = next(line.split()[-1] for line in Path("/proc/self/maps").read_text().splitlines()
                      if "/libc.so" in line)
        real = Path(os.path.dirname(loaded)) / "libcurl.so.4"
        if not real.exists():
            self.skipTest("libcurl is elsewhere")
        for name in CURL_FILES[1:]:
            folder = self.broken(*CURL_FILES)
            (Path(folder["LD_LIBRARY_PATH"]) / name).unlink()
            (Path(folder["LD_LIBRARY_PATH"]) / name).symlink_to(real)
            self.assertIn("can ask with libcurl/", version(env=folder)[1][2])

    def test_what_needs_a_library_says_so(self):
        env = self.broken(*CURL_FILES)
        asked = program.run("--base-url", "http://127.0.0.1:9/v1", "hi", env=env)
        self.assertEqual(asked.code, program.FAILED)
        self.assertIn(b"nothing can be asked: libcurl cannot be loaded: ", asked.err)
        shown = program.run("-r", "-", "-f", "plain", stdin=lines(answer("a")).encode(), env=env)
        self.assertEqual((shown.code, shown.err), (0, b""))


if __name__ == "__main__":
    unittest.main()
