#include "judge/json_labels.hpp"

#include <algorithm>

namespace logprobs::judge {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string_view JsonLabels::from_label(std::string_view text) const {
  if (are_strings_) return text;
  return text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

std::size_t JsonLabels::end_of(std::string_view text) const {
  return are_strings_ ? text.find('"') : text.find_first_of(",]}: \t\r\n");
}

Match JsonLabels::match(std::string_view text) const {
  const std::size_t end = end_of(text);
  const bool ends = end != std::string_view::npos;
  const std::string_view value = text.substr(0, end);
  Match match{.empty = value.empty() && !ends};
  for (std::size_t label = 0; label < names_.size(); ++label) {
    if (value == names_[label]) {
      match.equals = label;
    } else if (!ends && names_[label].starts_with(value)) {
      match.begins.push_back(label);
    }
  }
  return match;
}

bool JsonLabels::is_at_front(std::string_view answer, std::size_t label) const {
  return answer.starts_with(names_[label]);
}

bool JsonLabels::may_grow(std::size_t label, std::size_t longer) const {
  const std::string& shorter = names_[label];
  return !shorter.empty() && is_digit(shorter.back()) && is_digit(names_[longer][shorter.size()]);
}

}  // namespace logprobs::judge
