#include "show/words/fields.hpp"

#include <fmt/format.h>

#include "logprobs/text.hpp"

namespace logprobs::show {
namespace {

constexpr std::string_view between = " · ";

}  // namespace

Field field_of(const Answer& answer, const ShowOptions& options, std::size_t number) {
  Field field;
  if (number < answer.fields.size()) field = answer.fields[number];
  if (!field.found && options.fields[number] == "question" && !answer.question.empty()) {
    field = {.found = true, .is_text = true, .value = answer.question};
  }
  return field;
}

std::string field_keys(const ShowOptions& options) {
  std::string line;
  for (const std::string& key : options.fields) {
    if (!line.empty()) line += between;
    line += visible(key);
  }
  return line;
}

std::string field_values(const Answer& answer, const ShowOptions& options) {
  std::string line;
  for (std::size_t i = 0; i < options.fields.size(); ++i) {
    const Field field = field_of(answer, options, i);
    if (i != 0) line += between;
    line += field.value.empty() ? "–" : visible(field.value);
  }
  return line;
}

std::string fields_line(const Answer& answer, const ShowOptions& options) {
  std::string line;
  for (std::size_t i = 0; i < options.fields.size(); ++i) {
    const Field field = field_of(answer, options, i);
    if (!field.found) continue;
    line += fmt::format("{}{}: {}", line.empty() ? "" : between, visible(options.fields[i]),
                        visible(field.value));
  }
  return line;
}

}  // namespace logprobs::show
