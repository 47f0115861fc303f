#include "read/frame/prefix.hpp"

#include "read/frame/front.hpp"
#include "read/frame/scan.hpp"

namespace logprobs::read {
namespace {

/// Whether `text` is an event line for more than its field: words may be "id: 7" or "a : b" too.
bool is_event(std::string_view text) {
  if (text.starts_with("event:")) return true;
  if (!text.starts_with("data:") && !text.starts_with("error:")) return false;
  const std::size_t data = text.find_first_not_of(" \t", text.find(':') + 1);
  return data != std::string_view::npos && has_brackets(text.substr(data));
}

}  // namespace

std::size_t find_after_text(std::string_view line) {
  constexpr int most_tries = 16;  // with brackets that do not close: each goes to the line's end
  int tries = 0;
  for (std::size_t i = 1; i < line.size() && tries < most_tries; ++i) {
    if (!is_blank_in_line(line[i - 1]) || is_blank_in_line(line[i])) continue;
    const std::string_view rest = line.substr(i);
    if (is_event(rest)) return i;
    if (!has_brackets(rest)) continue;
    ValueScanner scanner;
    const std::size_t size = scanner.scan(rest);
    const bool ended = scanner.state() == ValueScanner::State::ended;
    if (ended && rest.find_first_not_of(" \t\r", size) == std::string_view::npos) return i;
    if (ended) i += size - 1;
    if (!ended) ++tries;
  }
  return std::string_view::npos;
}

std::size_t PrefixFinder::find(std::string_view line) {
  if (is_like_last(line) && begins_event(line.substr(size_), true) == Begins::yes) return size_;
  const std::size_t at = find_after_text(line);
  if (at == std::string_view::npos || !is_event(line.substr(at))) return at;
  const std::size_t text = line.substr(0, at).find_last_not_of(" \t\r") + 1;  // npos + 1 is 0
  if (text == 0) return at;
  size_ = at;
  text_size_ = text;
  last_ = line[text - 1];
  return at;
}

bool PrefixFinder::is_blank_line(std::string_view line) const {
  return line.size() == text_size_ && line.back() == last_;
}

/// Whether more than text like the last is in `line`.
bool PrefixFinder::is_like_last(std::string_view line) const {
  return size_ != 0 && line.size() > size_ && line[text_size_ - 1] == last_ &&
         is_blank_in_line(line[size_ - 1]);
}

}  // namespace logprobs::read
