#include "read/tokens/message.hpp"

#include <algorithm>
#include <optional>

#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"

namespace logprobs::read {
namespace {

/// Appends the text of {"text": "...", "thought": false}.
bool append_part(Value& value, std::string& text, Context& context) {
  const std::size_t before = text.size();
  std::optional<bool> thought;
  const bool good = each_field_of(value, context, [&](Key key, Value& field) {
    if (is(key, "thought")) return read_flag(field, thought);
    if (is(key, "functionCall") || is(key, "function_call")) return note_calls(field, context);
    return !is(key, "text") || append_text(field, text, context);
  });
  if (thought.value_or(false)) text.resize(before);
  return good;
}

bool read_arguments(Value& value, CallPiece& piece, Context& context) {
  const std::string_view raw = raw_text(value);
  if (is_string(raw)) return read_note(value, piece.call.arguments, context);
  if (!raw.starts_with('{')) return true;
  piece.whole = true;
  piece.call.arguments = whole_json(value);
  return !piece.call.arguments.empty() || context.syntax();
}

/// Reads {"index": ..., "function": {"name": ..., "arguments": ...}}, or {"custom": ...}, or
/// {"name": ..., "args": ...}.
bool read_call(Value& value, CallPiece& piece, Context& context) {
  Object call;
  if (value.get_object().get(call) != simdjson::SUCCESS) return true;
  return each_field(call, context, [&](Key key, Value& field) {
    if (is(key, "name")) return read_note(field, piece.call.name, context);
    if (is(key, "index")) {
      std::optional<std::int64_t> index;
      if (raw_text(field).find_first_not_of("0123456789") != std::string_view::npos) return true;
      if (!read_integer(field, index, context)) return false;
      piece.index = index.value_or(piece.index);
      return true;
    }
    if (is(key, "arguments") || is(key, "args")) return read_arguments(field, piece, context);
    return !(is(key, "function") || is(key, "custom")) || read_call(field, piece, context);
  });
}

}  // namespace

bool append_text(Value& value, std::string& text, Context& context) {
  const std::string_view raw = raw_text(value);
  if (is_string(raw)) {
    return append_unescaped(raw, text, context.notes.lone_surrogate) || context.syntax();
  }
  if (raw.starts_with('{')) return append_part(value, text, context);
  if (!raw.starts_with('[')) return !kind_of(raw).empty() || context.syntax();
  return each_of(value, context,
                 [&](Value& part, std::size_t) { return append_text(part, text, context); });
}

bool append_message(Value& value, int index, Kind kind, Context& context) {
  const std::string_view raw = raw_text(value);
  if (is_null(raw) || raw == "\"\"") return true;
  return append_text(value, choice_of(context.answer, index, kind).message, context);
}

bool note_calls(Value& value, Context& context, bool old) {
  const std::string_view raw = raw_text(value);
  std::vector<CallPiece>& calls = context.notes.calls;
  if (raw.starts_with('{')) {
    return read_call(value, calls.emplace_back(CallPiece{.old = old}), context);
  }
  if (!raw.starts_with('[')) return !kind_of(raw).empty() || context.syntax();
  return each_of(value, context, [&](Value& call, std::size_t place) {
    const auto index = static_cast<std::int64_t>(place);
    return read_call(call, calls.emplace_back(CallPiece{.index = index}), context);
  });
}

void number_calls(int choice, Context& context) {
  std::vector<CallPiece>& calls = context.notes.calls;
  for (auto piece = calls.rbegin(); piece != calls.rend(); ++piece) {
    if (piece->call.choice != CallPiece::no_choice) return;
    piece->call.choice = choice;
  }
}

void note_empty_delta(Context& context) {
  const auto has_text = [](const Choice& choice) { return !choice.message.empty(); };
  const std::vector<Choice>& choices = context.answer.choices;
  context.notes.empty_delta =
      context.notes.calls.empty() && std::none_of(choices.begin(), choices.end(), has_text);
}

}  // namespace logprobs::read
