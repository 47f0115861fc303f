#include "app/prompt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "logprobs/read.hpp"
#include "system/input.hpp"

namespace logprobs::app {
namespace {

constexpr std::size_t largest_prompt = std::size_t{64} << 20;  // bytes; more than any model reads

void drop_line_end(std::string& text) {
  if (!text.ends_with('\n')) return;
  text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
}

/// All of standard input, without one line end at its end.
std::string read_standard_input() {
  system::Input input("-");
  std::string text;
  if (!input.read_all(text, largest_prompt)) {
    throw Error(ExitCode::failed, fmt::format("standard input {}", input.problem()));
  }
  drop_line_end(text);
  return text;
}

std::string not_empty(std::string prompt) {
  if (prompt.empty()) usage_error("the question is empty");
  return prompt;
}

/// Whether a source of responses may begin so, but hardly a question.
bool begins_as_response(std::string_view text) {
  static constexpr std::array<std::string_view, 8> beginnings = {
      "{", "[", "data:", "event:", "id:", "retry:", ":", "HTTP/"};
  constexpr std::string_view mark = "\uFEFF";
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return text.starts_with(beginning); });
}

/// Whether a server said this, rather than a person: lists of tokens, and questions with choices,
/// may be something to ask about.
bool is_response(const Answer& answer) {
  if (answer.state == State::unusable || answer.format == "tokens") return false;
  if (!answer.custom_id.empty() || !answer.question.empty()) return true;
  const bool in_object = answer.place.path.find_first_not_of("/0123456789") != std::string::npos;
  if (in_object) return false;
  const bool named = !answer.id.empty() || !answer.model.empty();
  return std::any_of(answer.choices.begin(), answer.choices.end(),
                     [&](const Choice& choice) { return named || !choice.tokens.empty(); });
}

/// True if responses are all that there is in the text.
bool is_saved_response(std::string_view text) {
  if (!begins_as_response(text)) return false;
  Reader reader({});
  reader.feed(text);
  reader.finish();
  bool found = false;
  for (;;) {
    const Event event = reader.next();
    if (event == Event::end || event == Event::needs_bytes) return found;
    if (event == Event::broken) return false;
    if (event == Event::done && !is_response(reader.answer())) return false;
    found = found || event == Event::done;
  }
}

}  // namespace

void refuse_file_name(const std::vector<std::string>& words) {
  if (words.size() != 1 || words.front() == "-") return;
  const std::string& name = words.front();
  std::error_code error;
  const std::filesystem::file_status file = std::filesystem::status(name, error);
  if (!std::filesystem::exists(file) || std::filesystem::is_directory(file)) return;
  usage_error(fmt::format(
      "“{0}” is a file: -r {0} shows the responses in it, \"Explain:\" - < {0} asks about its text "
      "(after -- the word itself is asked)",
      name));
}

void refuse_response(const std::string& prompt) {
  if (!is_saved_response(prompt)) return;
  usage_error(
      "this looks like a saved response; -r - shows it, \"Explain:\" - asks about it (after -- it "
      "is asked as it is)");
}

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
  return not_empty(std::move(prompt));
}

std::string typed_prompt(std::string text) {
  drop_line_end(text);
  check_text("the question", text);
  return not_empty(std::move(text));
}

}  // namespace logprobs::app
