// What the completions of each shell have in them; tests/cli tries them in the shells.
#include "catch.hpp"
#include "cli/cli.hpp"
#include "generate/generate.hpp"

using namespace logprobs;
using namespace logprobs::generate;

TEST_CASE("a script of every shell knows every option, and its choices") {
  for (const std::string& script : {bash_completion(), zsh_completion(), fish_completion()}) {
    for (const cli::OptionInfo& option : cli::option_table()) {
      const std::string_view name = option.long_name();
      CAPTURE(name);
      CHECK(script.find(name.substr(2)) != std::string::npos);
    }
    for (const char* const word : {"colorblind", "stats-json", "not-top", "--generate"}) {
      CHECK_THAT(script, Contains(word));
    }
    CHECK(script.back() == '\n');
  }
}
