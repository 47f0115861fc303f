// Finds the format that a document is in.
#include <algorithm>

#include "read/decode/decoder.hpp"
#include "read/decode/proof.hpp"
#include "read/tokens/build.hpp"

namespace logprobs::read {

/// Tries the formats whose keys the object has. The format of the last response is tried without
/// looking at the keys first: reading shows whether there is one of a format that comes before it.
Outcome Decoder::read_response(Object& object, const Job& job) {
  const std::span<const Format> table = format_table();
  FormatSet untried = ~FormatSet{0};
  const Format& hinted = table[trial_order()[hint_]];
  const bool openai = hint_ < openai_formats;
  if (trust_hints_ && allowed(hinted) && (openai || (hint_pays_ && job.claim == Claim::whole))) {
    job.context.formats = 0;
    const Outcome outcome = read_as(hinted, object, job);
    if (outcome == Outcome::not_mine) {
      untried &= ~(FormatSet{1} << trial_order()[hint_]);
    } else if ((hint_pays_ = comes_first(job.context))) {
      return outcome;
    } else if (!start_again(object, job.context)) {
      return Outcome::broken;
    }
  }
  FormatSet found = 0;
  if (!find_formats(object, found, job)) return Outcome::broken;
  found &= untried;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const std::size_t place = trial_order()[i];
    if ((found >> place & 1) == 0 || !allowed(table[place])) continue;
    const Outcome outcome = read_as(table[place], object, job);
    if (outcome == Outcome::not_mine) continue;
    hint_pays_ = hint_pays_ || hint_ != i;
    hint_ = i;
    return outcome;
  }
  return Outcome::not_mine;
}

/// Whether the object, which was read in the hinted format, is in no other that comes before it.
bool Decoder::comes_first(const Context& context) const {
  // The first two have the same key, and a document with a choice is in one of them alone.
  if (hint_ < openai_formats) return hint_ == 0 || !context.answer.choices.empty();
  const std::span<const std::size_t> order = trial_order().first(hint_);
  return std::none_of(order.begin(), order.end(),
                      [&](std::size_t place) { return (context.formats >> place & 1) != 0; });
}

/// Reads the object in this format. If it is in another, the object is left as it was.
Outcome Decoder::read_as(const Format& format, Object& object, const Job& job) {
  Context& context = job.context;
  const Outcome outcome = format.read(object, context);
  context.answer.format = format.info.name;
  lists_alternatives_ = format.lists_alternatives;
  const bool named_event = outcome == Outcome::part && context.answer.format == "openai-responses";
  const bool proven = job.claim != Claim::hidden || named_event || proves_response(context.answer);
  const bool mine = outcome != Outcome::not_mine;
  if (mine && (proven || outcome == Outcome::broken)) return outcome;
  if (outcome == Outcome::unusable && doubt_.empty()) doubt_ = context.trouble.sentence();
  if (outcome == Outcome::part) {  // an event that says nothing
    clear(context.answer);
    return Outcome::several;
  }
  return start_again(object, context) ? Outcome::not_mine : Outcome::broken;
}

/// Finds the formats that the object's keys allow; false when it is not JSON.
bool Decoder::find_formats(Object& object, FormatSet& found, const Job& job) {
  const bool hidden = job.claim == Claim::hidden;
  const bool good = each_field(object, job.context, [&](Key key, Value&) {
    bool plain = false;
    const std::string_view name = key_text(key, plain);
    // Tokens alone prove that they are a response if they are called logprobs.
    found |= formats_with(name) & (hidden && name != "logprobs" ? ~bare_formats() : ~FormatSet{0});
    return true;
  });
  return good && rewind(object, job.context);
}

}  // namespace logprobs::read
