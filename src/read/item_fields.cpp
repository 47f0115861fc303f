#include "read/item_fields.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "logprobs/text.hpp"
#include "read/frame/buffer.hpp"
#include "read/json/fields.hpp"
#include "read/json/json.hpp"
#include "read/surroundings.hpp"

namespace logprobs::read {
namespace {

using simdjson::SUCCESS;

/// The keys and indices of a JSON Pointer; an escape that is none stays as it is.
std::vector<std::string> steps_of(std::string_view pointer) {
  std::vector<std::string> steps;
  for (std::size_t i = 0; i < pointer.size(); ++i) {
    const std::string_view escape = pointer.substr(i, 2);
    if (pointer[i] == '/') {
      steps.emplace_back();
    } else if (escape == "~0" || escape == "~1") {
      steps.back() += escape == "~0" ? '~' : '/';
      ++i;
    } else {
      steps.back() += pointer[i];
    }
  }
  return steps;
}

/// Sets `value` to the value of a key in it; false if it has none.
bool enter_object(Object& object, std::string_view name, Value& value) {
  for (auto next : object) {
    if (next.error() != SUCCESS) return false;
    auto&& field = std::move(next).value_unsafe();
    if (!is_key(field.key(), name)) continue;
    value = field.value();
    return true;
  }
  return false;
}

bool enter_array(Array& array, std::string_view step, Value& value) {
  const std::optional<std::int64_t> index = parse_integer(step);
  const bool canonical =
      step == "0" || (!step.empty() && step.front() > '0' && step.front() <= '9');
  if (!index || !canonical) return false;
  std::int64_t left = *index;
  for (auto next : array) {
    Value element;
    if (next.get(element) != SUCCESS) return false;
    if (left-- > 0) continue;
    value = element;
    return true;
  }
  return false;
}

bool enter(Value& value, const std::string& step) {
  Object object;
  if (value.get_object().get(object) == SUCCESS) return enter_object(object, step, value);
  Array array;
  return value.get_array().get(array) == SUCCESS && enter_array(array, step, value);
}

/// JSON without the white space between its values.
std::string compact(std::string_view json) {
  std::string text(json.size() + Buffer::padding, '\0');
  std::size_t size = 0;
  if (simdjson::minify(json.data(), json.size(), text.data(), size) != SUCCESS) return {};
  text.resize(size);
  return text;
}

/// A value as a field; null is as good as none.
Field field_of(std::string_view json) {
  Field field;
  if (is_string(json)) {
    bool lone = false;
    field.is_text = true;
    field.found = append_unescaped(json, field.value, lone);
  } else if (json.starts_with('{') || json.starts_with('[')) {
    field.value = compact(json);
    field.found = !field.value.empty();
  } else {
    if (json.empty() || is_null(json)) return field;
    // A word that is no JSON passes as text, such as Python's NaN.
    field.found = true;
    const bool is_number = kind_of(json) == "a number" && parse_double(json);
    field.is_text = !is_number && json != "true" && json != "false";
    field.value = json;
  }
  return field;
}

using Rest = std::span<const std::string>;  // of a way

Field follow_into_string(std::string_view raw, Rest steps);

/// What is at the end of a way, which may lead through strings of JSON.
Field follow(Value& value, Rest steps) {
  for (; !steps.empty(); steps = steps.subspan(1)) {
    const std::string_view raw = raw_text(value);
    if (is_string(raw)) return follow_into_string(raw, steps);
    if (!enter(value, steps.front())) return {};
  }
  return field_of(whole_json(value));
}

Field follow_into_string(std::string_view raw, Rest steps) {
  std::string text;
  bool lone = false;
  if (!append_unescaped(raw, text, lone)) return {};
  const std::size_t size = text.size();
  text.append(Buffer::padding, ' ');
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document root;
  Value value;
  const bool good = parser.iterate(text.data(), size, text.size()).get(root) == SUCCESS &&
                    root.get_value().get(value) == SUCCESS;
  return good ? follow(value, steps) : Field{};
}

}  // namespace

ItemFields::ItemFields(const std::vector<std::string>& keys) : names_(keys), of_item_(keys.size()) {
  for (const std::string& key : keys) {
    keys_.push_back(key.starts_with('/') ? steps_of(key) : Steps{key});
  }
}

void ItemFields::begin(std::string_view json) {
  std::fill(of_item_.begin(), of_item_.end(), Field{});
  look_up(json, {}, false, of_item_);
}

void ItemFields::look_around(std::string_view json, Candidates& candidates) {
  Surroundings(json, names_, candidates).look(parser_);
}

void ItemFields::begin_answer(Answer& answer) const { answer.fields = of_item_; }

void ItemFields::take_around(const Way& way, Answer& answer) const {
  const Candidates& candidates = way.candidates;
  if (candidates.around.empty()) return;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    for (std::uint32_t step = way.step; step != 0 && !answer.fields[i].found;) {
      step = candidates.steps[step].parent;
      const Piece& piece = candidates.around[step * names_.size() + i];
      answer.fields[i] = field_of(way.text.substr(piece.begin, piece.size));
    }
  }
}

void ItemFields::take_request(Answer& answer) {
  const std::string request = std::exchange(request_, {});
  if (request.empty()) return;
  answer.fields.resize(names_.size());
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (names_[i] == "request" && !answer.fields[i].found) answer.fields[i] = field_of(request);
  }
}

void ItemFields::take_own(std::string_view json, std::string_view path, Answer& answer) {
  look_up(json, path, true, answer.fields);
}

/// Looks up those that are not found yet: pointers and, if wanted, names.
void ItemFields::look_up(std::string_view json, std::string_view path, bool names,
                         std::vector<Field>& fields) {
  const Steps way = steps_of(path);
  simdjson::ondemand::document root;
  const auto begin = [&] {
    if (!root.is_alive()) {  // not yet, or no longer: something in it is broken
      return parser_.iterate(json.data(), json.size(), json.size() + Buffer::padding).get(root) ==
             SUCCESS;
    }
    root.rewind();
    return true;
  };
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (fields[i].found || (!names && !names_[i].starts_with('/'))) continue;
    Value value;
    const bool good = begin() && root.get_value().get(value) == SUCCESS;
    const auto step_in = [&](const std::string& step) { return enter(value, step); };
    if (good && std::all_of(way.begin(), way.end(), step_in)) fields[i] = follow(value, keys_[i]);
  }
}

}  // namespace logprobs::read
