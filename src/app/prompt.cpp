#include "app/prompt.hpp"

#include <fmt/format.h>

#include <utility>

#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "system/input.hpp"

namespace logprobs::app {
namespace {

constexpr std::size_t largest = std::size_t{64} << 20;  // bytes; more than any model reads

void drop_line_end(std::string& text) {
  if (!text.ends_with('\n')) return;
  text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
}

/// All of standard input, without one line end at its end.
std::string read_standard_input() {
  system::Input input("-");
  std::string text;
  if (!input.read_all(text, largest)) {
    throw Error(ExitCode::failed, fmt::format("standard input {}", input.problem()));
  }
  drop_line_end(text);
  return text;
}

}  // namespace

std::string read_prompt(const std::vector<std::string>& words) {
  static const std::vector<std::string> all_of_it = {"-"};
  std::string prompt;
  bool first = true;
  for (const std::string& word : words.empty() ? all_of_it : words) {
    if (!std::exchange(first, false)) prompt += ' ';
    const bool is_input = word == "-";
    const std::string text = is_input ? read_standard_input() : word;
    check_text(is_input ? "standard input" : "the question", text);
    prompt += text;
  }
  if (prompt.empty()) usage_error("the question is empty");
  return prompt;
}

}  // namespace logprobs::app
