#include "read/decode/proof.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/numbers.hpp"

namespace logprobs::read {

bool is_list(std::string_view key) {
  return key == "choices" || key == "output" || key == "candidates" || key == "results";
}

bool proves_response(const Answer& answer) {
  if (answer.failure || has_logprobs(answer)) return true;
  if (is_bare(answer.format)) return false;
  return std::any_of(answer.choices.begin(), answer.choices.end(), [&](const Choice& choice) {
    return !choice.finish_reason.empty() || !answer.model.empty();
  });
}

bool may_be_a_wrapper(const Answer& answer) {
  const bool choices = answer.format == "openai-chat" || answer.format == "openai-completions";
  return !choices && !proves_response(answer);
}

bool has_error_object(Object& object, Context& context) {
  bool message = false;
  bool kind = false;
  const bool good = each_field(object, context, [&](Key key, Value& value) {
    Object error;
    if (!is(key, "error") || value.get_object().get(error) != simdjson::SUCCESS) return true;
    return each_field(error, context, [&](Key name, Value& field) {
      if (is(name, "message")) message = is_string(raw_text(field));
      kind = kind || is(name, "type") || is(name, "code");
      return true;
    });
  });
  return good && rewind(object, context) && message && kind;
}

std::string top_keys(Object& object, Context& context) {
  constexpr std::size_t most_keys = 8;
  constexpr std::size_t longest_key = 40;
  std::vector<std::string_view> keys;
  bool plain = false;
  each_field(object, context, [&](Key key, Value&) {
    keys.push_back(key_text(key, plain).substr(0, longest_key));
    return keys.size() <= most_keys;
  });
  if (keys.empty()) return "";
  const bool more = keys.size() > most_keys;
  if (more) keys.back() = "…";
  return fmt::format(" (its keys: {})", fmt::join(keys, ", "));
}

}  // namespace logprobs::read
