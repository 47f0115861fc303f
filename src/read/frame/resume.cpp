#include "read/frame/resume.hpp"

#include <algorithm>

#include "read/frame/front.hpp"

namespace logprobs::read {

std::size_t next_item(std::string_view value) {
  for (std::size_t at = value.find('\n'); at != std::string_view::npos; at = value.find('\n', at)) {
    const std::string_view line = value.substr(++at);
    if (has_brackets(line) || begins_event(line, true) == Begins::yes) return at;
  }
  return value.size();
}

void Resumption::give_up(Source& source, std::size_t size, std::size_t first_line) {
  constexpr int most_tries = 16;  // each may go through all of the value's lines
  tries_ = inside(source) ? tries_ + 1 : 0;
  lost_until_ = std::max(lost_until_, source.position().offset + size);
  resuming_ = true;
  const auto left = static_cast<std::size_t>(lost_until_ - source.position().offset);
  const std::string_view text = source.text().substr(0, tries_ < most_tries ? first_line : left);
  source.take_lines(text.size());
}

}  // namespace logprobs::read
