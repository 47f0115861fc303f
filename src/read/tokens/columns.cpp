#include "read/tokens/columns.hpp"

#include <algorithm>

#include "read/json/fields.hpp"
#include "read/tokens/token_list.hpp"

namespace logprobs::read {

namespace {

/// Notes the name of an array of numbers that is not known. Where a text begins is no logprob.
void note_numbers(Key key, Value& value, Context& context) {
  const std::string_view raw = raw_text(value);
  if (is(key, "text_offset") || !raw.starts_with('[')) return;
  const char first = first_inside(raw, context);
  bool plain = false;
  if (first == '-' || (first >= '0' && first <= '9')) {
    context.notes.other_numbers.emplace_back(key_text(key, plain));
  }
}

}  // namespace

bool Columns::read_field(Key key, Value& value, Context& context) {
  if (is(key, "tokens")) return read_tokens(value, context) || context.in("tokens");
  if (is(key, "token_logprobs") || is(key, "tokenLogprobs")) {
    return read_logprobs(value, context) || context.in("token_logprobs");
  }
  if (is(key, "top_logprobs") || is(key, "topLogprobs")) {
    return read_alternative_lists(value, lists_, context) || context.in("top_logprobs");
  }
  if (is(key, "token_ids")) return read_ids(value, context);
  note_numbers(key, value, context);
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
    TokenText placed;
    if (!place_text(raw, placed, context)) return false;
    context.make_room(tokens_);
    set_text(tokens_.emplace_back(), placed);
    context.apart += sizeof(Token);
    return true;
  });
}

bool Columns::read_logprobs(Value& value, Context& context) {
  if (kind_of(raw_text(value)) == "a number") {
    any_ = true;
    return read_number(value, next_logprob(context), context);
  }
  std::optional<Array> list;
  return read_array(value, list, context) && (!list || read_logprobs(*list, context));
}

bool Columns::read_logprobs(Array& list, Context& context) {
  any_ = true;
  return each_element(list, context, [&](Value& element, std::size_t) {
    return read_number(element, next_logprob(context), context);
  });
}

/// Where the next logprob belongs: in its token, if that and those before it were known.
double& Columns::next_logprob(Context& context) {
  const std::size_t place = logprob_count_++;
  if (logprobs_.empty() && place < tokens_.size()) return tokens_[place].logprob;
  context.apart += sizeof(double);
  return logprobs_.emplace_back(unknown_logprob);
}

bool Columns::all_zero() const {
  const std::size_t in_tokens = logprob_count_ - logprobs_.size();
  return std::all_of(tokens_.begin(), tokens_.begin() + static_cast<std::ptrdiff_t>(in_tokens),
                     [](const Token& token) { return token.logprob == 0; }) &&
         std::all_of(logprobs_.begin(), logprobs_.end(),
                     [](double logprob) { return logprob == 0; });
}

std::size_t Columns::count() const {
  if (!tokens_.empty()) return tokens_.size();
  return ids_.empty() ? logprobs_.size() : ids_.size();
}

/// Finds what the token at this place is called where there are no texts: its id, or its place.
bool Columns::place_name(std::size_t i, TokenText& placed, Context& context) const {
  if (!ids_.empty()) return place_text({.string = "", .id = ids_[i]}, placed, context);
  std::string& arena = context.answer.bytes;
  const std::size_t begin = arena.size();
  arena += '[' + std::to_string(i) + ']';
  placed.text = placed.name = span(begin, arena.size());
  context.notes.named_by_place = true;
  return true;
}

/// Makes the tokens where there are no texts.
bool Columns::name_tokens(Context& context) {
  const std::size_t count = this->count();
  context.apart += count * sizeof(Token);
  if (!context.affords(count)) return false;
  tokens_.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    TokenText text;
    if (!place_name(i, text, context)) return context.in(i);
    set_text(tokens_.emplace_back(), text);
  }
  return true;
}

bool Columns::append_to(std::vector<Token>& tokens, Context& context) {
  const std::size_t count = this->count();
  const std::size_t in_tokens = logprob_count_ - logprobs_.size();
  const bool unequal_lists = !lists_.empty() && lists_.size() != count;
  if (unequal_lists || logprob_count_ != count) context.notes.unequal_arrays = true;
  if (tokens_.empty() && !name_tokens(context)) return false;
  for (std::size_t i = 0; i < count; ++i) {
    Token& token = tokens_[i];
    if (i < ids_.size() && ids_[i]) token.id = ids_[i];
    if (in_tokens == 0 && i < logprobs_.size()) token.logprob = logprobs_[i];
    if (i < lists_.size()) token.alternatives = lists_[i];
  }
  if (tokens.empty()) {
    tokens.swap(tokens_);
  } else {
    tokens.insert(tokens.end(), tokens_.begin(), tokens_.end());
  }
  tokens_.clear();
  context.apart -= std::min(context.apart, count * sizeof(Token));
  return true;
}

}  // namespace logprobs::read
