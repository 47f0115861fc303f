#include "load/shared_library.hpp"

#include <array>
#include <string>

#include "catch.hpp"

using logprobs::load::Loadable;
using logprobs::load::SharedLibrary;
using logprobs::load::zlib;

namespace {

constexpr std::array nonesuch_files = {"libnonesuch.so.1", "libnonesuch-other.so.1"};
constexpr Loadable nonesuch = {"nonesuch", nonesuch_files, "nonesuch1 (Debian)", "version"};

}  // namespace

TEST_CASE("a function of a shared library can be called") {
  SharedLibrary library(zlib);
  const char* (*version)() = nullptr;
  library.find("zlibVersion", version);
  REQUIRE(library.problem().empty());
  CHECK(std::string(version()).starts_with("1."));
}

TEST_CASE("a library that is not installed is a problem, however often it is used") {
  SharedLibrary library(nonesuch);
  void (*function)() = nullptr;
  library.find("anything", function);
  CHECK(function == nullptr);
  CHECK_THAT(library.problem(), Contains("nonesuch cannot be loaded: libnonesuch.so.1"));
  CHECK_THAT(library.problem(), Contains("; it is in the package nonesuch1 (Debian)"));
}

TEST_CASE("a library is loaded by the first of its names that is there") {
  static constexpr std::array files = {"libnonesuch.so.1", zlib.files.front()};
  SharedLibrary library({"zlib", files, "zlib1g", "zlibVersion"});
  CHECK(library.problem().empty());
}

TEST_CASE("a file that is there and cannot be loaded is named, and nothing is to be installed") {
  static constexpr std::array files = {"libnonesuch.so.1", "/dev/null", "libnonesuch.so.2"};
  SharedLibrary library({"zlib", files, "zlib1g", "zlibVersion"});
  CHECK_THAT(library.problem(), Contains("zlib cannot be loaded: /dev/null"));
  CHECK_THAT(library.problem(), !Contains("package"));
}

TEST_CASE("a library without a function that is needed is a problem") {
  SharedLibrary library(zlib);
  void (*function)() = nullptr;
  library.find("nonesuch", function);
  const char* (*version)() = nullptr;
  library.find("zlibVersion", version);
  CHECK(function == nullptr);
  CHECK(version != nullptr);
  CHECK_THAT(library.problem(), Contains("zlib cannot be used") && Contains("nonesuch"));
}

TEST_CASE("a library tells its version, or why it has none") {
  std::string problem;
  CHECK(logprobs::load::version_of(zlib, problem).starts_with("1."));
  CHECK(problem.empty());
  CHECK(logprobs::load::version_of(nonesuch, problem).empty());
  CHECK_THAT(problem, Contains("nonesuch cannot be loaded"));
}
