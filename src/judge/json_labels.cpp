#include "judge/json_labels.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "judge/json_scan.hpp"

namespace logprobs::judge {
namespace {

/// The bytes of the escape that a text begins with. Half of a surrogate pair awaits the other.
std::size_t escape_size(std::string_view text) {
  if (!text.starts_with("\\u")) return 2;
  const bool is_high = text.size() >= 4 && (text[2] == 'd' || text[2] == 'D') &&
                       std::string_view("89abAB").find(text[3]) != std::string_view::npos;
  return is_high && std::string_view("\\u").starts_with(text.substr(6, 2)) ? 12 : 6;
}

/// Where the text of a string ends: at its quote, or before an escape that is cut off.
std::size_t end_of_whole(std::string_view text) {
  std::size_t at = text.find_first_of("\"\\");
  while (at < text.size() && text[at] == '\\') {
    const std::size_t size = escape_size(text.substr(at));
    if (size > text.size() - at) return at;
    at = text.find_first_of("\"\\", at + size);
  }
  return std::min(at, text.size());
}

}  // namespace

std::string_view JsonLabels::from_label(std::string_view text) const {
  if (are_strings_) return text;
  return text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

JsonLabels::Written JsonLabels::read(std::string_view text) const {
  if (!are_strings_) {
    const std::size_t end = text.find_first_of(",]}: \t\r\n");
    return {std::string(text.substr(0, end)), end != std::string_view::npos};
  }
  const std::size_t end = end_of_whole(text);
  Written written{decoded(fmt::format("\"{}\"", text.substr(0, end)))};
  written.ends = text.substr(end).starts_with('"');
  written.in_escape = text.substr(end).starts_with('\\');
  return written;
}

Match JsonLabels::match(std::string_view text) const {
  const Written written = read(text);
  Match match{.empty = written.value.empty() && !written.ends};
  for (const std::size_t label : names_.with(written.value)) {
    if (written.value == names_.texts()[label]) {
      if (!written.in_escape) match.equals = label;
    } else if (!written.ends) {
      match.begins.push_back(label);
    }
  }
  return match;
}

bool JsonLabels::is_at_front(std::string_view answer, std::size_t label) const {
  return read(answer).value.starts_with(names_.texts()[label]);
}

}  // namespace logprobs::judge
