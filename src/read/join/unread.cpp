#include "read/join/unread.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "logprobs/text.hpp"
#include "read/frame/scan.hpp"

namespace logprobs::read {
namespace {

bool is_sign_of_life(std::string_view data) {
  static constexpr std::array<std::string_view, 9> signs = {
      "", "{}", "[]", "null", "ping", "pong", "keepalive", "keep-alive", "heartbeat"};
  const std::string lower = lower_case(trim(data).substr(0, 16));
  return std::find(signs.begin(), signs.end(), lower) != signs.end();
}

}  // namespace

void Unread::note(std::string_view data, const Place& place) {
  if (is_sign_of_life(data)) return;
  ++count_;
  if (count_ > 1) return;
  first_ = visible_quote(data);
  place_ = place;
}

void Unread::take(Unread& other) {
  if (!any()) {
    first_ = other.first_;
    place_ = other.place_;
  }
  count_ += other.count_;
  other = {};
}

std::string Unread::quoted() const {
  return count_ == 1 ? first_ : fmt::format("{} and {} more", first_, count_ - 1);
}

}  // namespace logprobs::read
