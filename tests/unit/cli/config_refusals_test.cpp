// What a config may not say, and what is said about it.
#include <span>

#include "catch.hpp"
#include "cli/config.hpp"
#include "usage.hpp"

using namespace logprobs;
using namespace logprobs::cli;

namespace {

Config config_of(const std::string& text, std::string_view home = "/home/me") {
  return read_config({"/c/x.toml", text}, home);
}

std::string refusal(const std::string& text, std::string_view home = "/home/me") {
  return test::usage_message([&] { config_of(text, home); });
}

/// A config, and a part of what is said about it.
using Row = std::pair<const char*, const char*>;

void check_refusals(std::span<const Row> rows) {
  for (const auto& [text, said] : rows) {
    CAPTURE(text);
    CHECK_THAT(refusal(text), Contains(said));
  }
}

std::vector<std::string> values(const std::string& text) {
  return config_of(text).settings.at(0).values;
}

}  // namespace

TEST_CASE("a value of another type is refused with its line") {
  const Row rows[] = {
      {"model = 3", "/c/x.toml:1: model needs a text, and not a number"},
      {"low = 'x'", "/c/x.toml:1: low needs a number, and not a text"},
      {"\nlow = [1]", "/c/x.toml:2: low needs a number, and not an array"},
      {"model = ['a']", "/c/x.toml:1: model needs a text, and not an array"},
      {"model = 2026-01-02", "/c/x.toml:1: model needs a text, and not a date"},
      {"quiet = 'yes'", "/c/x.toml:1: quiet needs true or false, and not a text"},
      {"model = true", "/c/x.toml:1: model needs a text, and not true or false"},
      {"profile = 1", "/c/x.toml:1: profile is a number: it holds the profiles"},
      {"[profile]\na = 1", "/c/x.toml:2: profile.a is a number: a profile is a table, [profile.a]"},
      {"[profile.'a b']", "is no name for a profile"},
      {"model = \"a\\u0000b\"", "model contains a NUL character"},
      {"system = 'a'\nsystem-file = 'b'", "/c/x.toml:2: system and system-file: one is enough"},
  };
  check_refusals(rows);
}

TEST_CASE("a secret is refused with the place where it may be, and is not repeated") {
  const Row rows[] = {
      {"model = 'sk-proj-abcdefghijklmnopqrstuvwxyz0123456789'", "put it into OPENAI_API_KEY"},
      {"header = ['Authorization: Bearer secret1234']", "header = \"@FILE\""},
      {"proxy = 'http://me:secret1234@h:1'", "put the URL into the variable https_proxy"},
      {"base-url = 'https://me:secret1234@h/v1'", "put a key into OPENAI_API_KEY"},
      {"base-url = 'https://h/v1?token=secret1234'",
       "put the URL into the variable OPENAI_BASE_URL"},
      {"param = ['api_key=\"secret1234\"']", "give it on the command line"},
      {"param = ['a={\"b\": [{\"api_key\": \"secret1234\"}]}']", "give it on the command line"},
      {"sk-abcdefghijklmnopqrstuvwx = 1\nsk-abcdefghijklmnopqrstuvwx = 1",
       "[redacted] is here twice"},
      {"[profile.sk-abcdefghijklmnopqrstuvwx]", "[redacted] is no name for a profile"},
      {"api-key-env = 'secret-1234'", "is the name of a variable"},
      {"token = 'secret1234'", "no secret belongs here"},
  };
  check_refusals(rows);
  for (const auto& [text, said] : rows) {
    CAPTURE(text);
    CHECK_THAT(refusal(text), !Contains("secret1234") && !Contains("abcdefgh"));
  }
}

TEST_CASE("an unknown key is told what was meant") {
  const Row rows[] = {
      {"modle = 'a'", "unknown key “modle”; did you mean model?"},
      {"no-color = true", "did you mean color = \"never\"?"},
      {"q = true", "did you mean quiet?"},
      {"replay = 'a'", "replay says what a single run does"},
      {"profil = 'a'", "a profile is written [profile.NAME]"},
      {"[local]", "unknown table “local”; a profile is written [profile.NAME]"},
      {"xyzzy = 1", "unknown key “xyzzy”; keys are the long options"},
  };
  check_refusals(rows);
}

TEST_CASE("files are found from the config's folder, from home, or where they are") {
  using Values = std::vector<std::string>;
  CHECK(values("api-key-file = 'key'") == Values{"/c/key"});
  CHECK(values("api-key-file = '~/key'") == Values{"/home/me/key"});
  CHECK(values("api-key-file = '/key'") == Values{"/key"});
  CHECK(values("header = ['@h', 'X-A: b']") == Values{"@/c/h", "X-A: b"});
  CHECK_THAT(refusal("api-key-file = '~/key'", ""), Contains("~ stands for HOME"));
}

TEST_CASE("a list has its elements in an array, and none with a comma") {
  CHECK(values("labels = ['yes', 'no']") == std::vector<std::string>{"yes,no"});
  CHECK_THAT(refusal("labels = ['yes,no', 'maybe']"),
             Contains("has a comma, which parts elements"));
}

TEST_CASE("a profile that is not there is refused with the nearest") {
  const auto refused = [](const std::string& text, std::string_view name) {
    const Config config = config_of(text);
    return test::usage_message([&] { refuse_profile(config, name, "--profile"); });
  };
  CHECK_THAT(refused("", "a"), Contains("add [profile.NAME] to it"));
  CHECK_THAT(refused("[profile.local]", "loca"), Contains("did you mean local?"));
  CHECK_THAT(refused("[profile.local]", "other"), Contains("--list-profiles names those"));
  CHECK_THAT(refused("[profile.local]", "sk-abcdefghijklmnopqrstuvwx"),
             Contains("has no profile [redacted]"));
}
