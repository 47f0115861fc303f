#include "prompt.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "input.hpp"
#include "logprobs/error.hpp"
#include "logprobs/text.hpp"

namespace logprobs {
namespace {

constexpr std::size_t largest = std::size_t{64} << 20;  // bytes; no model reads as much

void check_text(std::string_view where, std::string_view text) {
  if (text.find('\0') != std::string_view::npos) {
    usage_error(fmt::format("there is a NUL byte in {}", where));
  }
  if (!is_utf8(text)) usage_error(fmt::format("{} is not UTF-8", where));
}

void drop_line_end(std::string& text) {
  if (!text.ends_with('\n')) return;
  text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
}

/// All of standard input, but for one line end at its end.
std::optional<std::string> read_standard_input() {
  Input input("-");
  std::string text;
  std::array<char, 65536> block;
  for (;;) {
    std::size_t size = 0;
    switch (input.read(block, size)) {
      case Input::Got::bytes:
        text.append(block.data(), size);
        break;
      case Input::Got::end:
        drop_line_end(text);
        return text;
      case Input::Got::signal:
        return std::nullopt;
      case Input::Got::failure:
        throw Error(ExitCode::failed, fmt::format("standard input: {}", input.problem()));
    }
    if (text.size() > largest) usage_error("standard input is too large for a question (64 MiB)");
  }
}

}  // namespace

std::optional<std::string> read_prompt(const std::vector<std::string>& words) {
  static const std::vector<std::string> all_of_it = {"-"};
  std::string prompt;
  bool first = true;
  for (const std::string& word : words.empty() ? all_of_it : words) {
    if (!first) prompt += ' ';
    first = false;
    const bool is_input = word == "-";
    const std::optional<std::string> text = is_input ? read_standard_input() : word;
    if (!text) return std::nullopt;
    check_text(is_input ? "standard input" : "the question", *text);
    prompt += *text;
  }
  if (prompt.empty()) usage_error("the question is empty");
  return prompt;
}

}  // namespace logprobs
