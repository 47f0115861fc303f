#include "read/vocabulary/component.hpp"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include "read/json/fields.hpp"

namespace logprobs::read {
namespace {

constexpr std::size_t most_components = 1'000;
constexpr int deepest_nesting = 16;

bool read_component(Value& value, std::vector<Component>& components, int depth, Context& context);

bool read_optional(Value& value, std::optional<std::string>& text, Context& context) {
  return read_string(value, text.emplace(), context);
}

bool read_pattern(Value& value, Component& component, Context& context) {
  return each_field_of(value, context, [&](Key key, Value& kind) {
    if (is(key, "String")) {
      return read_optional(kind, component.literal, context) || context.in("String");
    }
    if (is(key, "Regex"))
      return read_optional(kind, component.regex, context) || context.in("Regex");
    return true;
  });
}

bool read_count(Value& value, std::size_t& count, Context& context) {
  std::optional<std::int64_t> number;
  if (!read_integer(value, number, context)) return false;
  count = static_cast<std::size_t>(std::max(number.value_or(0), std::int64_t{0}));
  return true;
}

bool read_parts(Value& value, std::vector<Component>& components, int depth, Context& context) {
  return each_of(value, context, [&](Value& part, std::size_t) {
    return read_component(part, components, depth + 1, context);
  });
}

bool read_component_field(std::string_view name, Value& value, Component& component,
                          Context& context) {
  if (name == "type") return read_string(value, component.type, context);
  if (name == "pattern") return read_pattern(value, component, context);
  if (name == "content") return read_string(value, component.content, context);
  if (name == "start") return read_count(value, component.start, context);
  if (name == "stop") return read_count(value, component.stop, context);
  if (name == "prefix") return read_string(value, component.prefix, context);
  if (name == "cleanup") {
    std::optional<bool> flag;
    read_flag(value, flag);
    component.cleanup = flag.value_or(false);
    return true;
  }
  if (name == "suffix") return read_string(value, component.suffix, context);
  if (name == "replacement") return read_string(value, component.replacement, context);
  return true;
}

bool is_sequence_field(std::string_view name) {
  return name == "decoders" || name == "pretokenizers" || name == "normalizers";
}

bool read_component(Value& value, std::vector<Component>& components, int depth, Context& context) {
  if (depth > deepest_nesting || components.size() >= most_components) {
    context.trouble = {"",
                       depth > deepest_nesting ? "is nested too deeply" : "is one part too many"};
    return false;
  }
  Component component;
  const bool good = each_field_of(value, context, [&](Key key, Value& field) {
    bool plain = false;
    const std::string_view name = key_text(key, plain);
    return (is_sequence_field(name) ? read_parts(field, components, depth, context)
                                    : read_component_field(name, field, component, context)) ||
           context.in(name);
  });
  if (good && component.type != "Sequence") components.push_back(std::move(component));
  return good;
}

}  // namespace

bool read_components(Value& value, std::vector<Component>& components, Context& context) {
  return is_null(raw_text(value)) || read_component(value, components, 0, context);
}

}  // namespace logprobs::read
