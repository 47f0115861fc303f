// A config: read, or refused with a sentence that names it. What --show-config prints of it is safe
// to show.
#include <variant>
#include <vector>

#include "cli/cli.hpp"
#include "input.hpp"
#include "logprobs/error.hpp"
#include "safe.hpp"

namespace {

using namespace logprobs;

std::variant<cli::Options, cli::Print> parse(const std::string& text, const char* word) {
  const std::vector<const char*> words = {word};
  const auto config = [&](auto) { return cli::ConfigText{"c.toml", text}; };
  return cli::parse_command_line(words, {.config = config});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  for (const char* word : {"why", "--show-config", "--list-profiles"}) {
    try {
      const auto parsed = parse(text, word);
      if (const auto* print = std::get_if<cli::Print>(&parsed)) fuzz::check_safe(print->text);
    } catch (const Error& error) {
      fuzz::check(error.code == ExitCode::usage, "another exit code", error.what());
      fuzz::check(std::string_view(error.what()).starts_with("c.toml:"), "no place", error.what());
    }
  }
  return 0;
}
