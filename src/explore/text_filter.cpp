#include "explore/text_filter.hpp"

#include <algorithm>

#include "text/fold.hpp"

namespace logprobs::explore {
namespace {

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char byte) {
    return static_cast<unsigned char>(byte) < 0x80 && (byte >= ' ' || byte == '\0');
  });
}

char lower(char byte) { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte | 0x20) : byte; }

}  // namespace

TextFilter::TextFilter(std::string_view wanted) : wanted_(text::fold(wanted)) {}

bool TextFilter::matches(std::string_view text) const {
  if (wanted_.empty()) return true;
  // Most texts are ASCII, and of those a million are looked through while somebody types.
  if (is_plain(text) && text.find("  ") == std::string_view::npos) {
    return std::search(text.begin(), text.end(), wanted_.begin(), wanted_.end(),
                       [](char a, char b) { return lower(a) == b; }) != text.end();
  }
  return text::fold(text).find(wanted_) != std::string::npos;
}

bool TextFilter::narrows(const TextFilter& other) const {
  return wanted_.find(other.wanted_) != std::string::npos;
}

}  // namespace logprobs::explore
