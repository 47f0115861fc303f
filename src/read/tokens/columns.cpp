#include "read/tokens/columns.hpp"

#include <algorithm>

#include "read/tokens/token_list.hpp"

namespace logprobs::read {

bool Columns::read_field(Key key, Value& value, Context& context) {
  if (is(key, "tokens")) return read_tokens(value, context) || context.in("tokens");
  if (is(key, "token_logprobs") || is(key, "tokenLogprobs")) {
    return read_logprobs(value, context) || context.in("token_logprobs");
  }
  if (is(key, "top_logprobs") || is(key, "topLogprobs")) {
    return read_alternative_lists(value, lists_, context) || context.in("top_logprobs");
  }
  if (is(key, "token_ids")) return read_ids(value, ids_, context);
  return true;
}

bool Columns::read_tokens(Value& value, Context& context) {
  return each_of(value, context, [&](Value& element, std::size_t) {
    RawText raw;
    const std::string_view text = raw_text(element);
    if (is_string(text)) {
      raw.string = text;
    } else if (!read_integer(element, raw.id, context)) {
      return context.mismatch(text, "a string");
    }
    return place_text(raw, texts_.emplace_back(), context);
  });
}

bool Columns::read_logprobs(Value& value, Context& context) {
  any_ = any_ || raw_text(value).starts_with('[');
  return each_of(value, context, [&](Value& element, std::size_t) {
    return read_number(element, logprobs_.emplace_back(unknown_logprob), context);
  });
}

bool Columns::append_to(std::vector<Token>& tokens, Context& context) const {
  const std::size_t count = texts_.empty() ? ids_.size() : texts_.size();
  const bool unequal_lists = !lists_.empty() && lists_.size() != count;
  if (unequal_lists || logprobs_.size() != count) context.notes.unequal_arrays = true;
  for (std::size_t i = 0; i < count; ++i) {
    TokenText text;
    const std::optional<std::int64_t> id = i < ids_.size() ? ids_[i] : std::nullopt;
    if (i < texts_.size()) {
      text = texts_[i];
    } else if (!place_text({.string = "", .id = id}, text, context)) {
      return context.in(i);
    }
    Token& token = tokens.emplace_back();
    set_text(token, text);
    if (id) token.id = id;
    if (i < logprobs_.size()) token.logprob = logprobs_[i];
    if (i < lists_.size()) token.alternatives = lists_[i];
  }
  return true;
}

}  // namespace logprobs::read
