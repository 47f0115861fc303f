// Hugging Face's text-generation-inference and its family: a text with details, or an event for
// each token (LoRAX, Predibase, DeepInfra, AWS LMI); TGIS and watsonx: a list of texts with their
// tokens, also in the events of a stream.
#include "read/formats/failure.hpp"
#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/alternatives.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/generation.hpp"
#include "read/tokens/leaked.hpp"
#include "read/tokens/token_list.hpp"

namespace logprobs::read {
namespace {

/// One generated text, described by `details` or by an entry of `best_of_sequences`.
struct Sequence {
  int index = 0;
  bool tokens = false;
  std::string reason{};
  std::vector<Span> lists{};  // of alternatives, one for each token
};

/// Gives the tokens their alternatives once both are read, and ends the choice.
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
    return read_alternative_lists(value, sequence.lists, context) || context.in("top_tokens");
  }
  if (is(key, "generated_text")) {
    return read_note(value, choice_of(context.answer, sequence.index, Kind::content).message,
                     context);
  }
  if (is(key, "finish_reason")) return read_note(value, sequence.reason, context);
  if (is(key, "error")) return read_failure(value, context.answer.failure, context);
  return !is(key, "best_of_sequences") || read_others(value, context) ||
         context.in("best_of_sequences");
}

/// Reads the texts of `best_of` that were not the best one.
bool read_others(Value& value, Context& context) {
  return each_of(value, context, [&](Value& element, std::size_t place) {
    Sequence other{.index = static_cast<int>(place) + 1};
    const bool good = each_field_of(element, context, [&](Key key, Value& field) {
      return read_sequence_field(key, field, other, context);
    });
    finish(other, context);
    return good;
  });
}

struct Fields {
  Sequence sequence{};
  bool text = false;         // `generated_text` is a string
  bool event = false;        // has `token`
  Generation results{};      // what TGIS's results have in common
  std::vector<Token> own{};  // the event's token
  Span list{};               // and its alternatives
};

/// What the marks in the texts of all tokens and alternatives say of how they are written.
Spelling spelling_of(const Answer& answer) {
  const std::string_view bytes = answer.bytes;
  if (!has_leaked_mark(bytes)) return Spelling::plain;
  const bool byte_level = bytes.find("Ġ") != bytes.npos || bytes.find("Ċ") != bytes.npos;
  return byte_level ? Spelling::byte_level : Spelling::sentence_piece;
}

/// Reads the texts as what they mean: TGIS sends tokens as the vocabulary has them.
template <typename Entry>
void respell(Entry& entry, Spelling spelling, Answer& answer) {
  const std::optional<std::string> text = decode_spelling(answer.view(entry.text), spelling);
  if (!text) return;
  const std::size_t begin = answer.bytes.size();
  answer.bytes += *text;
  entry.text = entry.shown = span(begin, answer.bytes.size());
}

void respell_all(Answer& answer) {
  const Spelling spelling = spelling_of(answer);
  if (spelling == Spelling::plain) return;
  for (Choice& choice : answer.choices) {
    for (Token& token : choice.tokens) respell(token, spelling, answer);
  }
  for (Alternative& entry : answer.alternatives) respell(entry, spelling, answer);
}

/// The outcome of a document with TGIS's results, which is also what each event of a stream has.
Outcome take_results(const Fields& fields, Context& context) {
  respell_all(context.answer);
  const bool goes_on = fields.results.reason.empty();
  if (context.event || goes_on) return Outcome::part;
  return Outcome::last;
}

bool read_details(Value& value, Fields& fields, Context& context) {
  std::optional<Object> details;
  if (!read_object(value, details, context)) return false;
  return !details || each_field(*details, context, [&](Key key, Value& field) {
    return read_sequence_field(key, field, fields.sequence, context);
  });
}

bool read_field(Key key, Value& value, Fields& fields, Context& context) {
  Choice& choice = choice_of(context.answer, 0, Kind::content);
  if (is(key, "results") || is(key, "responses")) {
    if (!raw_text(value).starts_with('[')) return true;
    return read_generations(value, fields.results, context) || context.in("results");
  }
  if (is(key, "index")) {
    std::int64_t place = 0;
    if (value.get_int64().get(place) == simdjson::SUCCESS) context.notes.place = place;
    return true;
  }
  if (is(key, "model_id")) return read_note(value, context.answer.model, context);
  if (is(key, "details")) return read_details(value, fields, context) || context.in("details");
  if (is(key, "generated_text")) {
    fields.text = is_string(raw_text(value));
    return read_note(value, choice.message, context);
  }
  if (is(key, "error")) return read_failure(value, context.answer.failure, context);
  if (is(key, "token") && raw_text(value).starts_with('{')) {
    fields.event = true;
    return read_token(value, fields.own, context) || context.in("token");
  }
  if (is(key, "top_tokens")) {
    return read_alternatives(value, fields.list, context) || context.in("top_tokens");
  }
  return true;
}

}  // namespace

Outcome read_tgi(Object& object, Context& context) {
  Fields fields;
  const bool good = each_top_field(object, context, [&](Key key, Value& value) {
    return read_field(key, value, fields, context);
  });
  const bool results = fields.results.scored || (fields.results.text && fields.results.counted);
  const bool mine = fields.event || fields.text || fields.sequence.tokens || results;
  const Outcome outcome = outcome_of(good, mine, context);
  if (outcome != Outcome::whole) return outcome;
  if (results) return take_results(fields, context);
  if (!fields.event) {
    finish(fields.sequence, context);
    return Outcome::whole;
  }
  if (fields.list.size != 0) fields.own.back().alternatives = fields.list;
  choice_of(context.answer, 0, Kind::content).tokens = std::move(fields.own);
  if (fields.text) end_choice(context.answer, 0, fields.sequence.reason);
  return Outcome::part;
}

}  // namespace logprobs::read
