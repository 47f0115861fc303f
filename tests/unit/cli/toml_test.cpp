#include "cli/toml.hpp"

#include "catch.hpp"
#include "usage.hpp"

using namespace logprobs;
using namespace logprobs::cli;

namespace {

std::string refusal(std::string_view text) {
  return test::usage_message([&] { read_toml("c.toml", text); });
}

}  // namespace

TEST_CASE("members are in the order of the file, with their lines") {
  const TomlNode root =
      read_toml("c.toml", "z = 1\n\na = 'x'\n[t]\nm = [true, 0.5]\nd = 2020-01-01\n");
  REQUIRE(root.members.size() == 3);
  const TomlNode& last = root.members[2];
  CHECK(root.members[0].name == "z");
  CHECK(root.members[0].type == TomlType::integer);
  CHECK(root.members[0].text == "1");
  CHECK(root.members[1].line == 3);
  CHECK(root.members[1].text == "x");
  CHECK(last.type == TomlType::table);
  REQUIRE(last.members.size() == 2);
  CHECK(last.members[0].line == 5);
  REQUIRE(last.members[0].members.size() == 2);
  CHECK(last.members[0].members[0].text == "true");
  CHECK(last.members[0].members[1].text == "0.5");
  CHECK(last.members[1].type == TomlType::date);
}

TEST_CASE("numbers are spelled as options read them, and a real one is not whole") {
  const TomlNode root =
      read_toml("c", "a = 1.0\nb = -0.25\nc = 1e300\nd = 0xFF\ne = 1_000\nf = inf");
  std::vector<std::string> texts;
  for (const TomlNode& member : root.members) texts.push_back(member.text);
  CHECK(texts == std::vector<std::string>{"1.0", "-0.25", "1e+300", "255", "1000", "inf"});
}

TEST_CASE("what is not TOML is refused with its line, and values are not quoted") {
  CHECK(refusal("a = 1\na = 2") == "c.toml:2: “a” is here twice: remove one");
  CHECK(refusal("[t]\n[t]") == "c.toml:2: “t” is here twice: remove one");
  CHECK(refusal("a = 1\n[a]") == "c.toml:2: “a” is here twice: remove one");
  CHECK(refusal("a = 'b'\n[a]") == "c.toml:2: “a” is here twice: remove one");
  CHECK(refusal("\nkey = secret") ==
        "c.toml:2: this is no value of TOML; a text needs quotes: model = \"gpt-4o\"");
  CHECK(refusal("a = 99999999999999999999") ==
        "c.toml:1: this is no TOML: “…” is not representable in 64 bits");
  CHECK(refusal("a = '\xC3'") == "c.toml:1: this is no UTF-8, in which a config must be saved");
}

TEST_CASE("tables nest only so deep, and text may have any number of points") {
  const auto dotted = [](std::size_t depth) {
    std::string key = "a";
    for (std::size_t i = 0; i < depth; ++i) key += ".a";
    return key;
  };
  const std::string points(1000, '.');
  for (const std::string& good :
       {dotted(99) + " = 1", "a = \"" + points + "\"", "a = '" + points + "'", "# " + points,
        "a = \"\"\"\n\\\"\"\"" + points + "\"\"\"", "a = '''\n''" + points + "'''",
        "a = [" + std::string(200, '\n') + "]", "a = \"\\\\\" # " + points,
        "[" + dotted(60) + "]\n[" + dotted(61) + "]"}) {
    CAPTURE(good);
    CHECK(refusal(good).empty());
  }
  for (const std::string& bad :
       {dotted(101) + " = 1", "[" + dotted(5000) + "]", "a = {" + dotted(300) + " = 1}",
        "\"#\"." + dotted(300) + " = 1"}) {
    CHECK(refusal(bad) == "c.toml:1: tables are nested too deep");
  }
}
