#include "read/json/fields.hpp"

#include <limits>

namespace logprobs::read {

char first_inside(std::string_view raw, const Context& context) {
  const auto begin = static_cast<std::size_t>(raw.data() + 1 - context.text.data());
  std::string_view inside = context.text.substr(begin);
  while (!inside.empty() && is_json_space(inside.front())) inside.remove_prefix(1);
  const bool empty = inside.empty() || inside.front() == ']' || inside.front() == '}';
  return empty ? ' ' : inside.front();
}

bool leaves_out(Kind kind, Value& value, Context& context) {
  const bool prompt = kind == Kind::prompt && !context.scope.prompt;
  const bool reasoning = kind == Kind::reasoning && !context.scope.reasoning;
  if (!prompt && !reasoning) return false;
  const std::string_view raw = raw_text(value);
  const bool has_more = raw.starts_with('[') || raw.starts_with('{');
  if (!has_more || first_inside(raw, context) == ' ') return true;
  (prompt ? context.notes.prompt_left_out : context.notes.reasoning_left_out) = true;
  return true;
}

bool read_index(Value& value, int& index, Context& context) {
  std::optional<std::int64_t> number;
  if (!read_integer(value, number, context)) return false;
  if (!number) return true;
  if (*number < 0 || *number > std::numeric_limits<int>::max()) {
    context.trouble = {"", "is not an index (0 or more)"};
    return false;
  }
  index = static_cast<int>(*number);
  return true;
}

}  // namespace logprobs::read
