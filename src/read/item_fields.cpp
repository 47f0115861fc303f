#include "read/item_fields.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "logprobs/text.hpp"
#include "read/frame/buffer.hpp"
#include "read/json/fields.hpp"
#include "read/json/json.hpp"

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

bool is_key(Key key, std::string_view name) {
  bool plain = true;
  const std::string_view raw = key_text(key, plain);
  if (plain) return raw == name;
  std::string text;
  bool lone = false;
  return append_unescaped(std::string(1, '"').append(raw) + '"', text, lone) && text == name;
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

/// What an object or array is as a whole.
std::string_view raw_json(Value& value) {
  std::string_view raw;
  Object object;
  if (value.get_object().get(object) == SUCCESS) {
    return object.raw_json().get(raw) == SUCCESS ? raw : std::string_view{};
  }
  Array array;
  const bool good = value.get_array().get(array) == SUCCESS && array.raw_json().get(raw) == SUCCESS;
  return good ? raw : std::string_view{};
}

/// A value as a field; null is as good as none.
Field field_of(Value& value) {
  Field field;
  std::string_view raw = raw_text(value);
  if (is_string(raw)) {
    bool lone = false;
    field.is_text = true;
    field.found = append_unescaped(raw, field.value, lone);
  } else if (raw == "{" || raw == "[") {
    field.value = compact(raw_json(value));
    field.found = !field.value.empty();
  } else {
    if (raw.empty() || is_null(raw)) return field;
    // A word that is no JSON passes as text, such as Python's NaN.
    field.found = true;
    const bool is_number = kind_of(raw) == "a number" && parse_double(raw);
    field.is_text = !is_number && raw != "true" && raw != "false";
    field.value = raw;
  }
  return field;
}

}  // namespace

ItemFields::ItemFields(const std::vector<std::string>& keys) : of_item_(keys.size()) {
  for (const std::string& key : keys) {
    keys_.push_back(key.starts_with('/') ? steps_of(key) : Steps{key});
  }
}

void ItemFields::begin(std::string_view json) {
  std::fill(of_item_.begin(), of_item_.end(), Field{});
  look_up(json, {}, of_item_);
}

void ItemFields::put_into(Answer& answer, std::string_view json, std::string_view path) {
  answer.fields = of_item_;
  look_up(json, path, answer.fields);
}

/// Looks up those that are not found yet.
void ItemFields::look_up(std::string_view json, std::string_view path, std::vector<Field>& fields) {
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
    if (fields[i].found) continue;
    Value value;
    const bool good = begin() && root.get_value().get(value) == SUCCESS;
    const auto step_in = [&](const std::string& step) { return enter(value, step); };
    if (good && std::all_of(way.begin(), way.end(), step_in) &&
        std::all_of(keys_[i].begin(), keys_[i].end(), step_in)) {
      fields[i] = field_of(value);
    }
  }
}

}  // namespace logprobs::read
