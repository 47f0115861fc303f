// The config as the command line sees it, with an environment and a config of the test.
#include "cli/settings.hpp"

#include <map>
#include <set>

#include "catch.hpp"
#include "cli/cli.hpp"
#include "cli/config_values.hpp"
#include "usage.hpp"

using namespace logprobs;
using namespace logprobs::cli;

namespace {

using Words = std::vector<const char*>;
using Variables = std::map<std::string, std::string, std::less<>>;

Surroundings around(const std::string& text, const Variables& variables = {}) {
  return {.variable = [variables](std::string_view name) -> std::string_view {
            const auto found = variables.find(name);
            return found == variables.end() ? std::string_view() : found->second;
          },
          .config =
              [text](const std::string* name) {
                return ConfigText{name == nullptr ? "/c/x.toml" : *name, text};
              }};
}

Options with(const std::string& text, const Words& words, const Variables& variables = {}) {
  // The variables must outlive the call that looks at them.
  const Surroundings surroundings = around(text, variables);
  return std::get<Options>(parse_command_line(words, surroundings));
}

std::string refusal(const std::string& text, const Words& words, const Variables& variables = {}) {
  return test::usage_message([&] { with(text, words, variables); });
}

}  // namespace

TEST_CASE("a config gives what nobody else does") {
  const std::string text = "model = 'c'\nlow = 0.5\n[profile.p]\nmodel = 'p'\n";
  CHECK(with(text, {"why"}).ask.model == "c");
  CHECK(with(text, {"why"}).thresholds.low == 0.5);
  CHECK(with(text, {"why", "--profile", "p"}).ask.model == "p");
  CHECK(with(text, {"why", "-m", "f"}).ask.model == "f");
  CHECK(with(text, {"why"}, {{"LOGPROBS_PROFILE", "p"}}).ask.model == "p");
  CHECK_FALSE(with(text, {"why"}, {{"OPENAI_MODEL", "e"}}).ask.model.has_value());
  CHECK_FALSE(with(text, {"why", "--no-config"}).ask.model.has_value());
}

TEST_CASE("an option knows where the config has it, unless the command line does") {
  const std::string text = "\nmodel = 'c'\nquiet = true\n";
  CHECK(with(text, {"why"}).places ==
        Places{{"--model", "/c/x.toml:2"}, {"--quiet", "/c/x.toml:3"}});
  CHECK(with(text, {"why", "-q", "-m", "f", "--config", "y"}).places.empty());
  CHECK(with(text, {"why", "-q", "--config", "y"}).places == Places{{"--model", "y:2"}});
}

TEST_CASE("a sentence about an option of a config begins with its place") {
  const Places places = {{"--cacert", "x.toml:3"}};
  const auto said = [&](ExitCode code, const std::string& message) {
    return std::string(at_its_place(Error(code, message), places).what());
  };
  CHECK(said(ExitCode::usage, "--cacert: a is empty") == "x.toml:3: --cacert: a is empty");
  CHECK(said(ExitCode::usage, "--cacert needs a file") == "x.toml:3: --cacert needs a file");
  CHECK(said(ExitCode::usage, "--header: no colon") == "--header: no colon");
  CHECK(said(ExitCode::failed, "--cacert: a") == "--cacert: a");
  CHECK(said(ExitCode::usage, "") == "");
}

TEST_CASE("names of files are taken from the config's folder") {
  const auto file = [&](const std::string& value, const Words& words = {"why"}) {
    return with("cacert = '" + value + "'", words, {{"HOME", "/home/me"}}).ask.cacert;
  };
  CHECK(file("a.pem") == "/c/a.pem");
  CHECK(file("../a.pem") == "/c/../a.pem");
  CHECK(file("/a.pem") == "/a.pem");
  CHECK(file("~/a.pem") == "/home/me/a.pem");
  CHECK(file("~a.pem") == "/c/~a.pem");
  CHECK(file("a.pem", {"why", "--config", "x.toml"}) == "a.pem");
  CHECK(file("a.pem", {"why", "--config", "/dev/fd/9"}) == "a.pem");
  CHECK(with("header = '@h'", {"why"}).ask.headers == std::vector<std::string>{"@/c/h"});
}

TEST_CASE("a file's options give way to what the command line excludes") {
  CHECK(with("format = 'table'", {"-i", "-r", "x"}).explore == Explore::screen);
  CHECK_FALSE(with("quiet = true", {"-i", "-r", "x"}).quiet);
  CHECK(with("format = 'table'", {"-r", "x", "-o", "x.html"}).format == "html");
  CHECK(with("format = 'stats-html'", {"-r", "x", "-o", "x.html"}).format == "stats-html");
  CHECK(with("format = 'stats-html'", {"-r", "x", "--fragment"}).format == "html");
  CHECK(with("format = 'table'", {"-r", "x", "--open"}).format == "html");
  CHECK(with("format = 'table'", {"-r", "x", "--partial"}).format == "stats");
  CHECK(with("format = 'stats-json'", {"--merge", "x"}).format == "stats-json");
  CHECK(with("low = 0.5\nstrict = true", {"--merge", "x"}).counting.empty());
  CHECK(with("low = 0.5", {"-r", "x", "--partial"}).counting ==
        std::vector<std::string>{"--low", "0.5"});
  CHECK_FALSE(with("jobs = 3\nkeep-going = true", {"why"}).keep_going);
  CHECK(with("jobs = 3", {"-r", "x"}).jobs == 3);
  CHECK(with("system-file = 'f'", {"why", "-s", "text"}).ask.system_file.empty());
  CHECK(with("rating-field = '/a'", {"why", "--rating=1-5", "--rating-after=x"})
            .sought.rating_field.has_value() == false);
  CHECK(refusal("system = 'a'\nsystem-file = 'b'", {"why"}) ==
        "/c/x.toml:2: system and system-file: one is enough");
}

TEST_CASE("a server of a config is not one that the command line names") {
  CHECK_THAT(refusal("base-url = 'http://127.0.0.1'", {"-r", "x", "--what-if"}),
             Contains("add --base-url URL"));
  CHECK_FALSE(with("base-url = 'http://127.0.0.1'", {"-i", "-r", "x"}).branches.may_ask());
  CHECK(with("", {"-i", "-r", "x", "--base-url", "http://127.0.0.1"}).branches.may_ask());
  CHECK(with("continue = 'off'", {"why", "--what-if"}).branches.how == ask::Continue::automatic);
  CHECK(with("format = 'csv'", {"why", "--what-if"}).format == "text");
}

TEST_CASE("a switch can be undone, on the command line and in a profile") {
  CHECK_FALSE(with("quiet = true", {"why", "--quiet=false"}).quiet);
  CHECK(with("quiet = true", {"why"}).quiet);
  CHECK(with("", {"why", "--quiet=true"}).quiet);
  CHECK_FALSE(with("quiet = true\n[profile.p]\nquiet = false", {"why", "--profile=p"}).quiet);
  CHECK(with("no-stream = true", {"why", "--no-stream=false"}).ask.question.stream);
  CHECK_THAT(refusal("", {"why", "--quiet=yes"}), Contains("--quiet takes no value"));
  CHECK_THAT(refusal("", {"--history=false"}), Contains("--history takes no value"));
}

TEST_CASE("every option can be in a config, or is of a single run") {
  const std::set<std::string_view> texts = {"NAME",  "TEXT", "FILE", "KEY=JSON",     "URL",
                                            "LINE",  "MODE", "WHEN", "KIND",         "KEY",
                                            "CLUES", "A-B",  "PATH", "PATH=A,B,...", "PATH=P"};
  const std::set<std::string_view> lists = {"A,B,C,D", "A,B,...", "ID,..."};
  const std::set<std::string_view> others = {"K",   "N",       "T",     "P",     "X",    "I",
                                             "GAP", "SECONDS", "BYTES", "DEPTH", "LABEL"};
  for (const OptionInfo& option : option_table()) {
    CAPTURE(option.names);
    if (option.value.empty() || option.is(of_one_run)) continue;
    // A new kind of value is a text in a config, unless config_values.cpp says otherwise.
    const bool is_known = texts.contains(option.value) || lists.contains(option.value) ||
                          others.contains(option.value);
    CHECK(is_known);
    const bool is_number = others.contains(option.value);
    CHECK(may_be_number(option) == is_number);
  }
}

TEST_CASE("what is said of many answers is for stats, unless it stands in the config") {
  const std::string text = "by = 'model'\nworst = 3\n";
  CHECK(refusal(text, {"-r", "a"}).empty());
  CHECK(refusal(text, {"-r", "a", "-f", "stats", "--worst-by", "clues"}).empty());
  CHECK_THAT(refusal("", {"-r", "a", "--by", "model"}),
             Contains("--by is for -f stats, and not for -f text"));
  CHECK_THAT(refusal("", {"-r", "a", "-f", "csv", "--worst", "3"}),
             Contains("--worst is for -f stats, and not for -f csv"));
}
