#include "load/shared_library.hpp"

#include <string>

#include "catch.hpp"

using logprobs::load::SharedLibrary;

TEST_CASE("a function of a shared library can be called") {
  SharedLibrary library("z", 1);
  const char* (*version)() = nullptr;
  library.find("zlibVersion", version);
  REQUIRE(library.problem().empty());
  CHECK(std::string(version()).starts_with("1."));
}

TEST_CASE("a library that is not installed is a problem, however often it is used") {
  SharedLibrary library("nonesuch", 1);
  void (*function)() = nullptr;
  library.find("anything", function);
  CHECK(function == nullptr);
  CHECK_THAT(library.problem(), Contains("libnonesuch cannot be loaded: libnonesuch.so.1"));
}

TEST_CASE("a library without a function that is needed is a problem") {
  SharedLibrary library("z", 1);
  void (*function)() = nullptr;
  library.find("nonesuch", function);
  const char* (*version)() = nullptr;
  library.find("zlibVersion", version);
  CHECK(function == nullptr);
  CHECK(version != nullptr);
  CHECK_THAT(library.problem(), Contains("libz cannot be used") && Contains("nonesuch"));
}
