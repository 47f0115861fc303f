#include "read/tokens/token_list.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "read/json/fields.hpp"
#include "read/tokens/alternatives.hpp"
#include "read/tokens/byte_array.hpp"
#include "read/tokens/early_lists.hpp"
#include "read/tokens/token_fields.hpp"
#include "read/tokens/token_map.hpp"

namespace logprobs::read {
namespace {

/// One item of a list, with its texts as they are in the document.
struct Item {
  RawText text;
  double logprob = unknown_logprob;
  Span alternatives;
  std::optional<std::uint32_t> rank{};
  bool has_logprob = false;  // it has a field for it, even if null
  bool has_bytes_key = false;
  bool has_id_key = false;
  bool is_map = false;  // of several alternatives, which are read

  bool is_named() const { return !text.string.empty() || text.bytes != nullptr || text.id; }
};

bool read_bytes_key(Value& value, Item& item, Context& context) {
  const std::string_view raw = raw_text(value);
  item.has_bytes_key = true;
  if (raw.starts_with('[') || is_base64(raw)) {
    item.text.bytes = raw.data();
    return true;
  }
  return is_null(raw) || context.mismatch(raw, "an array of bytes");
}

/// Reads a token's string, or its id in place of one.
bool read_token_key(Value& value, Item& item, Context& context) {
  const std::string_view raw = raw_text(value);
  if (is_string(raw) || is_null(raw)) {
    item.text.string = raw;
    return true;
  }
  const bool may_be_id = !raw.empty() && raw.front() >= '0' && raw.front() <= '9';
  if (may_be_id) read_id(value, item.text.id);
  return item.text.id || context.mismatch(raw, "a string");
}

/// Reads a probability as a logprob, unless there is one: 0 becomes -infinity, a negative one NaN.
bool read_probability(Value& value, Item& item, Context& context) {
  double probability = unknown_logprob;
  if (!read_number(value, probability, context)) return context.in("prob");
  if (!item.has_logprob) item.logprob = std::log(probability);
  return true;
}

bool read_id_key(Key key, Value& value, Item& item) {
  item.has_id_key = item.has_id_key || is(key, "id");
  read_id(value, item.text.id);
  return true;
}

/// Finds OpenAI's names at once, since nearly all fields have one of these.
TokenField field_of(Key key) {
  if (is(key, "token")) return TokenField::text;
  if (is(key, "logprob")) return TokenField::logprob;
  if (is(key, "bytes")) return TokenField::bytes;
  if (is(key, "top_logprobs")) return TokenField::alternatives;
  return token_field(key);
}

bool read_field(Key key, Value& value, Item& item, bool chosen, Context& context) {
  switch (field_of(key)) {
    case TokenField::text:
      return is_string(item.text.string) || read_token_key(value, item, context) ||
             context.in("token");
    case TokenField::logprob:
      item.has_logprob = true;
      return read_number(value, item.logprob, context) || context.in("logprob");
    case TokenField::bytes:
      return read_bytes_key(value, item, context) || context.in("bytes");
    case TokenField::alternatives:
      return !chosen || read_alternatives(value, item.alternatives, context) ||
             context.in("top_logprobs");
    case TokenField::probability:
      return read_probability(value, item, context);
    case TokenField::id:
      return read_id_key(key, value, item);
    case TokenField::rank:
      read_rank(value, item.rank);
      return true;
    case TokenField::none:
      break;
  }
  return true;
}

/// Reads an alternative again that is a map of several, as simonw/llm's lists have them.
bool read_as_map(Object& object, Item& item, Context& context) {
  const std::size_t before = context.answer.alternatives.size();
  const Trouble trouble = std::exchange(context.trouble, {});
  if (!rewind(object, context)) return context.syntax();
  const bool good = read_token_map(object, MapKeys::texts, context);
  item.is_map = context.answer.alternatives.size() > before;
  if (!good && !context.trouble.what.empty()) {
    context.trouble = trouble.what.empty() ? Trouble{"token", "is missing"} : trouble;
  }
  return good;
}

/// Notes the names of the fields with numbers that are not known, once a document.
bool note_numbers(Object& fields, Context& context) {
  constexpr std::size_t most_names = 5;
  std::vector<std::string>& names = context.notes.other_numbers;
  if (!names.empty()) return true;
  if (!rewind(fields, context)) return context.syntax();
  return each_field(fields, context, [&](Key key, Value& value) {
    bool plain = false;
    const bool other = token_field(key) == TokenField::none;
    if (other && names.size() < most_names && kind_of(raw_text(value)) == "a number") {
      names.emplace_back(key_text(key, plain));
    }
    return true;
  });
}

bool read_item(Value& value, Item& item, bool chosen, Context& context) {
  auto object = value.get_object();
  if (object.error() != simdjson::SUCCESS) {
    return context.mismatch(raw_text(value), "an object with a token and its logprob");
  }
  auto&& fields = std::move(object).value_unsafe();
  const bool good = each_field(fields, context, [&](Key key, Value& field) {
    return read_field(key, field, item, chosen, context);
  });
  if (item.has_logprob) return good;
  if (!chosen && !item.is_named()) return read_as_map(fields, item, context);
  const bool lacks_logprob = good && chosen && std::isnan(item.logprob);
  return lacks_logprob ? note_numbers(fields, context) : good;
}

/// The logprob of the token's alternative with the same text.
double listed_logprob(const Answer& answer, const Token& token) {
  const Alternative* const end = answer.end(token);
  const Alternative* const entry =
      std::find_if(answer.begin(token), end, [&](const Alternative& alternative) {
        return answer.view(alternative.text) == answer.view(token.text);
      });
  return entry == end ? unknown_logprob : entry->logprob;
}

bool read_alternative(Value& value, Context& context) {
  Item item;
  TokenText placed;
  if (!read_item(value, item, false, context)) return false;
  if (item.is_map) return true;
  if (!place_text(item.text, placed, context)) return false;
  context.make_room(context.answer.alternatives);
  Alternative& entry = context.answer.alternatives.emplace_back();
  entry.logprob = item.logprob;
  set_text(entry, placed);
  return true;
}

}  // namespace

bool read_alternatives(Value& value, Span& range, Context& context) {
  const std::size_t begin = context.answer.alternatives.size();
  std::optional<Array> array;
  if (raw_text(value).starts_with('{')) {
    if (!read_token_map(value, MapKeys::texts, context)) return false;
  } else if (!read_array(value, array, context)) {
    return false;
  }
  const bool good = !array || each_element(*array, context, [&](Value& element, std::size_t) {
    return read_alternative(element, context);
  });
  range = span(begin, context.answer.alternatives.size());
  sort_alternatives(context.answer, begin);
  return good;
}

bool read_alternative_lists(Value& value, std::vector<Span>& lists, Context& context) {
  return each_of(value, context, [&](Value& element, std::size_t) {
    return read_alternatives(element, lists.emplace_back(), context);
  });
}

bool read_token(Value& value, std::vector<Token>& tokens, Context& context) {
  Item item;
  TokenText placed;
  if (!read_item(value, item, true, context)) return false;
  if (!place_text(item.text, placed, context)) return false;
  Token& token = tokens.emplace_back();
  token.alternatives = item.alternatives;
  token.rank = item.rank;
  set_text(token, placed);
  // An older llama.cpp and simonw/llm say it in the list alone.
  const bool listed = std::isnan(item.logprob) && !item.has_logprob;
  token.logprob = listed ? listed_logprob(context.answer, token) : item.logprob;
  // mlx_lm.server puts the first of an unsorted list where others put the chosen token.
  if (item.has_id_key && !item.has_bytes_key && item.alternatives.size != 0) {
    context.notes.chosen_unmarked = true;
  }
  return true;
}

bool read_tokens(Array& list, std::vector<Token>& tokens, Context& context) {
  return each_element(list, context, [&](Value& element, std::size_t) {
    return read_token(element, tokens, context);
  });
}

bool read_tokens(Value& value, std::vector<Token>& tokens, Context& context) {
  if (context.early != nullptr && context.early->is_next(raw_text(value).data(), context)) {
    return context.early->take_next(tokens, context);
  }
  std::optional<Array> array;
  return read_array(value, array, context) && (!array || read_tokens(*array, tokens, context));
}

std::optional<bool> is_token_list(Array& list, Context& context) {
  bool found = false;
  bool columns = false;  // the element has tokens of its own
  bool broken = false;
  bool empty = true;
  const bool all = each_element(list, context, [&](Value& element, std::size_t) {
    Object object;
    empty = false;
    if (element.get_object().get(object) != simdjson::SUCCESS) return false;
    broken = !each_field(object, context, [&](Key key, Value& field) {
      columns = columns || (is(key, "tokens") && raw_text(field).starts_with('['));
      found = found || marks_token(key, field);
      return true;
    });
    return false;  // the first is enough
  });
  if (broken || (empty && !all)) return std::nullopt;
  return (found && !columns) || empty;
}

}  // namespace logprobs::read
