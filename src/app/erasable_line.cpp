#include "app/erasable_line.hpp"

#include <string_view>

#include "system/standard_error.hpp"

namespace logprobs::app {
namespace {

constexpr std::string_view to_erase = "\r\x1b[K";

}  // namespace

void ErasableLine::show(const std::string& text) {
  if (!enabled_ || text == shown_) return;
  system::print_text((shown_.empty() ? "" : std::string(to_erase)) + text);
  shown_ = text;
}

void ErasableLine::erase() {
  if (!shown_.empty()) system::print_text(to_erase);
  shown_.clear();
}

}  // namespace logprobs::app
