// Hugging Face's text-generation-inference and its family (LoRAX, Predibase, DeepInfra, TGIS): a
// text with details, or an event for each token.
#include "answer.hpp"
#include "fields.hpp"
#include "formats.hpp"
#include "token_list.hpp"

namespace logprobs {
namespace {

/// One generated text, as `details` and each entry of `best_of_sequences` tell of it.
struct Sequence {
  int index = 0;
  bool tokens = false;
  std::string reason{};
  std::vector<Span> lists{};  // of alternatives, beside the tokens
};

bool read_top_tokens(Value& value, Sequence& sequence, Context& context) {
  std::optional<Array> array;
  if (!read_array(value, array, context)) return false;
  return !array || each_element(*array, context, [&](Value& element, std::size_t) {
    return read_alternatives(element, sequence.lists.emplace_back(), context);
  });
}

/// Gives the tokens their alternatives, once both are read, and ends the text.
void finish(const Sequence& sequence, Context& context) {
  give_alternatives(sequence.lists, choice_of(context.answer, sequence.index, Kind::content).tokens,
                    context);
  end_choice(context.answer, sequence.index, sequence.reason);
}

bool read_others(Value& value, Context& context);

bool read_sequence_field(Key key, Value& value, Sequence& sequence, Context& context) {
  const auto tokens_of = [&](Kind kind) -> std::vector<Token>& {
    return choice_of(context.answer, sequence.index, kind).tokens;
  };
  if (is(key, "tokens")) {
    sequence.tokens = true;
    return read_tokens(value, tokens_of(Kind::content), context) || context.in("tokens");
  }
  if (is(key, "prefill")) {
    if (leaves_out(Kind::prompt, value, context)) return true;
    return read_tokens(value, tokens_of(Kind::prompt), context) || context.in("prefill");
  }
  if (is(key, "top_tokens")) {
    return read_top_tokens(value, sequence, context) || context.in("top_tokens");
  }
  if (is(key, "generated_text")) {
    return read_note(value, choice_of(context.answer, sequence.index, Kind::content).message,
                     context);
  }
  if (is(key, "finish_reason")) return read_note(value, sequence.reason, context);
  return !is(key, "best_of_sequences") || read_others(value, context) ||
         context.in("best_of_sequences");
}

/// The texts of `best_of` that were not the best one.
bool read_others(Value& value, Context& context) {
  std::optional<Array> array;
  if (!read_array(value, array, context)) return false;
  return !array || each_element(*array, context, [&](Value& element, std::size_t place) {
    Sequence other{.index = static_cast<int>(place) + 1};
    Object object;
    if (element.get_object().get(object) != simdjson::SUCCESS) {
      return context.mismatch(raw_text(element), "an object");
    }
    const bool good = each_field(object, context, [&](Key key, Value& field) {
      return read_sequence_field(key, field, other, context);
    });
    finish(other, context);
    return good;
  });
}

struct Document {
  Sequence sequence{};
  bool text = false;     // `generated_text` is a string
  bool details = false;  // is an object
  bool event = false;    // has `token`
  Span list{};           // of the event's alternatives
};

bool read_details(Value& value, Document& document, Context& context) {
  std::optional<Object> details;
  if (!read_object(value, details, context)) return false;
  document.details = details.has_value();
  return !details || each_field(*details, context, [&](Key key, Value& field) {
    return read_sequence_field(key, field, document.sequence, context);
  });
}

bool read_field(Key key, Value& value, Document& document, Context& context) {
  Choice& choice = choice_of(context.answer, 0, Kind::content);
  if (is(key, "details")) return read_details(value, document, context) || context.in("details");
  if (is(key, "generated_text")) {
    document.text = is_string(raw_text(value));
    return read_note(value, choice.message, context);
  }
  if (is(key, "token") && raw_text(value).starts_with('{')) {
    document.event = true;
    return read_token(value, choice.tokens, context) || context.in("token");
  }
  if (is(key, "top_tokens")) {
    return read_alternatives(value, document.list, context) || context.in("top_tokens");
  }
  return true;
}

}  // namespace

Outcome read_tgi(Object& object, Context& context) {
  Document document;
  const bool good = each_field(object, context, [&](Key key, Value& value) {
    return read_field(key, value, document, context);
  });
  const bool whole = document.text && !document.event;
  const bool mine = document.event || whole || document.sequence.tokens;
  const Outcome outcome = outcome_of(good, mine, context);
  if (outcome != Outcome::whole) return outcome;
  if (whole || !document.event) {
    finish(document.sequence, context);
    return Outcome::whole;
  }
  Choice& choice = choice_of(context.answer, 0, Kind::content);
  if (document.list.size != 0) choice.tokens.back().alternatives = document.list;
  if (document.text) end_choice(context.answer, 0, document.sequence.reason);
  return Outcome::part;
}

}  // namespace logprobs
