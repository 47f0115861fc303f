#include "read/surroundings.hpp"

#include <utility>

#include "read/frame/buffer.hpp"
#include "read/json/fields.hpp"

namespace logprobs::read {

using simdjson::SUCCESS;

bool is_key(Key key, std::string_view name) {
  bool plain = true;
  const std::string_view raw = key_text(key, plain);
  if (plain) return raw == name;
  std::string text;
  bool lone = false;
  return append_unescaped(std::string(1, '"').append(raw) + '"', text, lone) && text == name;
}

void Surroundings::look(simdjson::ondemand::parser& parser) {
  candidates_.around.clear();
  if (candidates_.steps.size() < 2) return;
  Value value;
  if (parser.iterate(json_.data(), json_.size(), json_.size() + Buffer::padding).get(root_) !=
          SUCCESS ||
      root_.get_value().get(value) != SUCCESS) {
    return;
  }
  candidates_.around.assign(candidates_.steps.size() * names_.size(), {});
  visit(value, 0);
}

/// Walks through an object or array that leads on. False if it is broken.
bool Surroundings::visit(Value& value, std::uint32_t place) {
  Object object;
  if (value.get_object().get(object) == SUCCESS) return visit_object(object, place);
  Array array;
  return value.get_array().get(array) == SUCCESS && visit_array(array, place);
}

bool Surroundings::visit_object(Object& object, std::uint32_t place) {
  for (auto next : object) {
    if (next.error() != SUCCESS) return false;
    auto&& field = std::move(next).value_unsafe();
    const Key key = field.key();
    Value& value = field.value();
    const char* const begin = value.raw_json_token().data();
    const auto at = static_cast<std::size_t>(key.raw() - json_.data());
    const std::uint32_t step = is_next(place, true, at) ? next_++ : 0;
    const bool entered = step != 0 && leads_on(step);
    if (entered && !visit(value, step)) return false;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (!is_key(key, names_[i])) continue;
      note(place, i, entered ? up_to_here(begin) : whole_json(value));
      break;
    }
  }
  return true;
}

bool Surroundings::visit_array(Array& array, std::uint32_t place) {
  std::size_t index = 0;
  for (auto next : array) {
    Value element;
    if (next.get(element) != SUCCESS) return false;
    const std::uint32_t step = is_next(place, false, index) ? next_++ : 0;
    if (step != 0 && leads_on(step) && !visit(element, step)) return false;
    ++index;
  }
  return true;
}

/// Whether the step that comes next is this key or index of `place`.
bool Surroundings::is_next(std::uint32_t place, bool is_key, std::size_t at) const {
  if (next_ == candidates_.steps.size()) return false;
  const PathStep& step = candidates_.steps[next_];
  return step.parent == place && step.is_key == is_key && step.at == at;
}

/// Whether there are steps after that of `place`, the last one that was taken.
bool Surroundings::leads_on(std::uint32_t place) const {
  return next_ < candidates_.steps.size() && candidates_.steps[next_].parent == place;
}

/// Notes the first value of a name in an object.
void Surroundings::note(std::uint32_t place, std::size_t name, std::string_view value) {
  Piece& piece = candidates_.around[place * names_.size() + name];
  if (piece.size > 0 || value.empty() || is_null(value)) return;
  piece = {static_cast<std::uint32_t>(value.data() - json_.data()),
           static_cast<std::uint32_t>(value.size())};
}

/// The object or array that was just walked through.
std::string_view Surroundings::up_to_here(const char* begin) {
  const char* end = nullptr;
  if (root_.current_location().get(end) != SUCCESS) return {};
  while (is_json_space(end[-1])) --end;
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace logprobs::read
