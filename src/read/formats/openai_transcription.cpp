// OpenAI's audio transcriptions: a text with a flat list of tokens, or the events of one. The last
// event repeats all tokens.
#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/token_list.hpp"

namespace logprobs::read {

Outcome read_openai_transcription(Object& object, Context& context) {
  std::string type;
  std::string delta;
  bool has_text = false;
  bool asked = false;  // `logprobs` is null, or `usage` shows that this is a transcription
  std::optional<bool> tokens;
  Choice& choice = choice_of(context.answer, 0, Kind::content);
  const bool good = each_field(object, context, [&](Key key, Value& value) {
    if (is(key, "type")) return read_note(value, type, context);
    if (is(key, "delta")) return read_note(value, delta, context);
    if (is(key, "text")) {
      has_text = is_string(raw_text(value));
      return read_note(value, choice.message, context);
    }
    const std::string_view raw = raw_text(value);
    if ((is(key, "logprobs") && is_null(raw)) || (is(key, "usage") && raw.starts_with('{'))) {
      asked = true;
    }
    Array list;
    if (!is(key, "logprobs") || value.get_array().get(list) != simdjson::SUCCESS) return true;
    tokens = is_token_list(list, context);
    context.trouble = {};
    if (!tokens) return context.syntax();
    if (!*tokens) return true;
    if (list.reset().error() != simdjson::SUCCESS) return context.syntax();
    return read_tokens(list, choice.tokens, context) || context.in("logprobs");
  });
  const bool event = type.starts_with("transcript.text.");
  const bool mine = event || (has_text && tokens.value_or(asked));
  const Outcome outcome = outcome_of(good, mine, context);
  if (outcome != Outcome::whole) return outcome;
  if (!event) return Outcome::whole;
  if (type == "transcript.text.delta") choice.message = delta;
  if (type != "transcript.text.done") return Outcome::part;
  end_choice(context.answer, 0, "");
  context.notes.repeats = Repeats::yes;
  return Outcome::part;
}

}  // namespace logprobs::read
