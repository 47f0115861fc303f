#include "read/frame/front.hpp"

#include <array>

namespace logprobs::read {

Begins begins(std::string_view text, std::string_view prefix, bool finished) {
  if (text.starts_with(prefix)) return Begins::yes;
  return !finished && prefix.starts_with(text) ? Begins::unknown : Begins::no;
}

Begins begins_event(std::string_view text, bool finished) {
  static constexpr std::array<std::string_view, 6> fields = {
      "data:", "event:", "id:", "retry:", "error:", ":"};
  for (const std::string_view field : fields) {
    const Begins found = begins(text, field, finished);
    if (found != Begins::no) return found;
  }
  return Begins::no;
}

bool is_closed(std::string_view text) {
  const char last = text.back();
  switch (text.front()) {
    case '{':
      return last == '}';
    case '[':
      return last == ']';
    default:
      return text.size() > 1 && last == '"';
  }
}

}  // namespace logprobs::read
