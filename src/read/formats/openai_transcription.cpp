// OpenAI's audio transcriptions: a text with a flat list of tokens, or the events of one, also in
// a Realtime session. The last event repeats all tokens. Also the full JSON of whisper.cpp:
// segments with tokens.
#include "read/formats/failure.hpp"
#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/token_list.hpp"

namespace logprobs::read {
namespace {

constexpr std::string_view session = "conversation.item.input_audio_transcription.";

/// Appends the tokens of a segment. Its text lacks whisper.cpp's own marks, such as [_BEG_], which
/// people do not want to read.
bool read_segment(Value& value, bool& found, Context& context) {
  Choice& choice = choice_of(context.answer, 0, Kind::content);
  return each_field_of(value, context, [&](Key key, Value& field) {
    const std::size_t before = choice.tokens.size();
    if (!is(key, "tokens") || !raw_text(field).starts_with('[')) return true;
    if (first_inside(raw_text(field), context) != '{') return true;
    const bool good = read_tokens(field, choice.tokens, context) || context.in("tokens");
    for (std::size_t i = before; i < choice.tokens.size(); ++i) {
      Token& token = choice.tokens[i];
      const std::string_view text = context.answer.view(token.text);
      if (text.starts_with("[_") && text.ends_with(']')) token.shown.size = 0;
      found = found || !std::isnan(token.logprob);
    }
    return good;
  });
}

}  // namespace

Outcome read_openai_transcription(Object& object, Context& context) {
  std::string type;
  std::string delta;
  bool has_text = false;
  bool asked = false;  // `logprobs` is null, or `usage` shows that this is a transcription
  std::optional<bool> tokens;
  bool segments = false;  // of whisper.cpp
  std::string item;
  Answer& answer = context.answer;
  Choice& choice = choice_of(context.answer, 0, Kind::content);
  const bool good = each_top_field(object, context, [&](Key key, Value& value) {
    if (is(key, "type")) return read_note(value, type, context);
    if (is(key, "delta")) return read_note(value, delta, context);
    if (is(key, "transcription") && raw_text(value).starts_with('[')) {
      return each_of(value, context,
                     [&](Value& segment, std::size_t) {
                       return read_segment(segment, segments, context);
                     }) ||
             context.in("transcription");
    }
    if (is(key, "item_id")) return read_note(value, item, context);
    if (is(key, "transcript")) return read_note(value, choice.message, context);
    if (is(key, "error")) return read_failure(value, answer.failure, context);
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
    if (!rewind(list, context)) return context.syntax();
    return read_tokens(list, choice.tokens, context) || context.in("logprobs");
  });
  std::string_view event;  // its kind
  for (const std::string_view prefix : {session, std::string_view("transcript.text.")}) {
    if (type.starts_with(prefix)) event = std::string_view(type).substr(prefix.size());
  }
  const bool mine = !event.empty() || segments || (has_text && tokens.value_or(asked));
  const Outcome outcome = outcome_of(good, mine, context);
  if (outcome != Outcome::whole) return outcome;
  if (event.empty()) return Outcome::whole;
  context.notes.session = type.starts_with(session);
  if (context.notes.session) answer.id = item;
  if (event == "delta") choice.message = delta;
  if (event != "done" && event != "completed") return Outcome::part;
  end_choice(answer, 0, "");
  context.notes.repeats = Repeats::yes;
  return Outcome::part;
}

}  // namespace logprobs::read
