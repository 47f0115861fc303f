#include "read/problems.hpp"

#include <utility>

namespace logprobs::read {

Event Problems::skip(const Document& document, const std::string& message) {
  fail(message, document.kind == Document::Kind::cut ? "cut_off" : "", false, document.place);
  skipped_ = document.event      ? "; the event was skipped"
             : document.one_line ? "; the line was skipped"
                                 : "";
  return Event::broken;
}

Event Problems::fail(const std::string& message, const std::string& code, bool alone,
                     const Place& place) {
  last_ = {};
  last_.place = place;
  last_.message = message;
  last_.code = code;
  last_.alone = alone;
  skipped_ = {};
  return Event::broken;
}

std::optional<Event> Problems::found_after() {
  if (after_) std::swap(last_, held_);
  return std::exchange(after_, std::nullopt);
}

bool Problems::hold(Event event) {
  const bool first =
      !std::exchange(found_anything_, found_anything_ || event != Event::needs_bytes);
  if (!first || event != Event::broken || last_.alone) return false;
  holding_ = true;
  std::swap(last_, held_);
  std::swap(skipped_, held_skipped_);
  return true;
}

Event Problems::release(Event event) {
  if (event == Event::broken) last_.message += skipped_;
  if (!holding_ || event == Event::needs_bytes) return event;
  holding_ = false;
  std::swap(last_, held_);
  last_.alone = event == Event::end;
  if (last_.alone) return Event::broken;
  last_.message += held_skipped_;
  after_ = event;
  return Event::broken;
}

}  // namespace logprobs::read
