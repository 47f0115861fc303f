#include "read/join/grouping.hpp"

#include <string_view>

namespace logprobs::read {
namespace {

/// Whether parts of these formats may be of one response. Chunks of the two formats with `choices`
/// look alike where they say little, and an error says nothing of a format.
bool go_together(std::string_view a, std::string_view b) {
  const auto has_choices = [](std::string_view name) {
    return name == "openai-chat" || name == "openai-completions";
  };
  return a == b || a.empty() || b.empty() || (has_choices(a) && has_choices(b));
}

}  // namespace

void Grouping::add(Answer& open, const Answer& part, const Notes& notes) {
  if (part.choices.empty()) return;
  if (!started_) {
    started_ = true;
    role_ = notes.role;
    if (!part.id.empty()) open.id = part.id;
    if (!part.model.empty()) open.model = part.model;
  }
  if (notes.place) last_place_ = notes.place;
  if (part.id == last_id_) {
    own_ids_ = false;
  } else {
    last_id_ = part.id;
  }
}

bool Grouping::takes(const Answer& open, const ChoicePlaces& choices, const Answer& part,
                     const Notes& notes) const {
  if (open.custom_id != part.custom_id && !part.custom_id.empty()) return false;
  if (!go_together(open.format, part.format)) return false;
  if (open.failure && part.failure) return false;
  if (part.choices.empty() || !started_) return true;
  if (!open.id.empty() && !part.id.empty()) {
    const bool may_go_on = own_ids_ && role_ && !notes.role && open.format == part.format;
    return open.id == part.id || (may_go_on && choices.goes_on(part));
  }
  if (notes.role && choices.all_ended()) return false;
  if (open.failure || (notes.place && notes.place <= last_place_)) return false;
  if (!open.model.empty() && !part.model.empty() && open.model != part.model) return false;
  return open.format == part.format && !choices.goes_beyond_end(part);
}

}  // namespace logprobs::read
