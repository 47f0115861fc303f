#include "read/decode/decoder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <new>

#include "read/decode/hidden_text.hpp"
#include "read/decode/other_json.hpp"
#include "read/decode/proof.hpp"
#include "read/decode/terminated.hpp"
#include "read/decode/warnings.hpp"
#include "read/formats/failure.hpp"
#include "read/frame/broken.hpp"
#include "read/frame/buffer.hpp"
#include "read/json/fields.hpp"
#include "read/json/keys.hpp"
#include "read/tokens/build.hpp"

namespace logprobs::read {
namespace {

constexpr int most_strings = 2;  // one in another
constexpr std::string_view unknown_format = "this is JSON, but not a response in a known format";

}  // namespace

Decoder::Decoder(std::string_view from, ReadScope scope)
    : from_(from), scope_(scope), parser_(std::make_unique<simdjson::ondemand::parser>()) {}

Decoder::~Decoder() = default;

Outcome Decoder::decode(const Document& document, Answer& into) {
  if (document.error) return take_error(document, into);
  const Terminated terminated(document.text);
  const Outcome outcome = decode_terminated(document, into);
  const bool mine = outcome != Outcome::not_mine || document.claim != Claim::whole;
  if (!mine && !from_.empty()) name_format(document);
  // Judging what was read takes the memory that finding it took.
  constexpr std::size_t large = std::size_t{4} << 20;  // bytes
  if (document.text.size() >= large) {
    parser_ = std::make_unique<simdjson::ondemand::parser>();
    early_.drop_lists();
  }
  return outcome;
}

Outcome Decoder::decode_terminated(const Document& document, Answer& into) {
  Outcome outcome = Outcome::broken;
  if (decode_early(document, into, outcome)) return outcome;
  outcome = decode_once(document, into);
  // Nobody spells a key with escapes, and to look for one takes time.
  if (lacks_something(into)) {
    bool any = false;
    if (const char* const wrong = unescape_keys(document.text, any)) {
      clear(into);
      trouble_.clear();
      inside_.clear();
      problem_ = describe_broken(document, wrong);
      return Outcome::broken;
    }
    if (any) clear(into);
    if (any) outcome = decode_once(document, into);
  }
  // Hints count only if they lead to a response: anything else is read again without them.
  if (outcome != Outcome::broken && outcome != Outcome::unusable) return outcome;
  clear(into);
  trust_hints_ = false;
  outcome = decode_once(document, into);
  trust_hints_ = true;
  return outcome;
}

/// Whether the answer has less than others of its format, as when a reader overlooked a key.
bool Decoder::lacks_something(const Answer& answer) const {
  if (!answer.alternatives.empty()) return answer.alternatives.front().text.size == 0;
  if (lists_alternatives_ || answer.choices.empty()) return true;
  const auto bare = [](const Token& token) {
    return token.text.size == 0 || std::isnan(token.logprob);
  };
  return std::any_of(answer.choices.begin(), answer.choices.end(), [&](const Choice& choice) {
    return choice.tokens.empty() || std::any_of(choice.tokens.begin(), choice.tokens.end(), bare);
  });
}

/// Takes what an event says that its server calls an error, whatever it is.
Outcome Decoder::take_error(const Document& document, Answer& into) {
  notes_ = {};
  trouble_.clear();
  inside_.clear();
  envelope_ = {};
  into.failure = logprobs::read_refusal(document.text, 0);
  into.failure->status.reset();
  return Outcome::part;
}

Outcome Decoder::decode_once(const Document& document, Answer& into, EarlyLists* early) {
  Context context{into, document.event, document.text, scope_};
  context.early = early;
  context.left_out = early == nullptr ? 0 : early->left_out();
  text_ = document.text;
  trouble_.clear();
  inside_.clear();
  simdjson::ondemand::document root;
  const std::size_t capacity = document.text.size() + Buffer::padding;
  const simdjson::error_code error =
      parser_->iterate(document.text.data(), document.text.size(), capacity).get(root);
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  if (error != simdjson::SUCCESS) {
    problem_ = describe_broken(document, nullptr);
    return Outcome::broken;
  }
  const Job job{document, root, context, document.claim};
  forget(job);
  Outcome outcome = read_root(job);
  const char* location = nullptr;
  const bool more = root.current_location().get(location) == simdjson::SUCCESS;
  const bool finished = outcome != Outcome::unusable && outcome != Outcome::not_mine;
  if (more && finished) outcome = Outcome::broken;  // something follows the value
  if (outcome == Outcome::broken) {
    problem_ = describe_broken(document, more ? location : nullptr);
    inside_.clear();
  }
  if (outcome == Outcome::unusable) trouble_ = context.trouble.sentence();
  if (outcome == Outcome::not_mine) explain(document);
  add_warnings(context);
  sort_choices(into);
  notes_ = context.notes;
  return outcome;
}

/// Says why a document is no response.
void Decoder::explain(const Document& document) {
  if (!doubt_.empty()) trouble_ = doubt_;
  if (!doubt_.empty() || document.claim != Claim::whole || document.event) return;
  const std::string other = describe_other_json(document.text, *parser_);
  if (!other.empty()) trouble_ = other;
  if (trouble_.empty()) trouble_ = unknown_format;
}

/// Says in which format the document is, if it is in another than the one that --from names.
void Decoder::name_format(const Document& document) {
  Answer answer;
  Document again = document;
  again.searched = false;
  if (!detecting_) detecting_ = std::make_unique<Decoder>("", scope_);
  const Outcome outcome = detecting_->decode(again, answer);
  if (outcome == Outcome::several || answer.format.empty()) return;
  misfit_ = fmt::format("this is {}, not {}; leave out --from", answer.format, from_);
  trouble_ = misfit_;
}

/// Forgets what was said of the document before, or of another one.
void Decoder::forget(const Job& job) {
  trouble_.clear();
  doubt_ = job.document.doubt;
  lists_alternatives_ = true;
  envelope_ = {};
  inside_.clear();
  search_.begin(job.root, job.document.strings >= most_strings, job.context);
}

Outcome Decoder::read_root(const Job& job) {
  Object object;
  Array array;
  simdjson::error_code error = job.root.get_object().get(object);
  if (error == simdjson::SUCCESS) return read_object(object, job);
  if (error != simdjson::INCORRECT_TYPE) return Outcome::broken;
  error = job.root.get_array().get(array);
  if (error == simdjson::SUCCESS) return read_list(array, job);
  return error == simdjson::INCORRECT_TYPE ? read_text(job) : Outcome::broken;
}

bool Decoder::start_again(Object& object, Context& context) {
  clear(context.answer);
  context.trouble = {};
  context.notes = {};
  context.apart = 0;
  return rewind(object, context);
}

/// Whether what was read is so little that a response may be beside it: numbers alone, for example.
bool Decoder::may_wrap(Outcome outcome, const Context& context) {
  if (outcome != Outcome::whole && outcome != Outcome::unusable) return false;
  const bool numbers_alone = context.notes.named_by_place && !context.notes.named_by_id;
  return numbers_alone || may_be_a_wrapper(context.answer);
}

/// An object is a response if a format fits, or else such are inside it, or else it is perhaps an
/// error. If the last document was searched, this one is searched first, which comes to the same as
/// long as it has no key of any format.
Outcome Decoder::read_object(Object& object, const Job& job) {
  const bool whole = job.claim == Claim::whole;
  if (whole && trust_hints_ && last_was_searched_) {
    const Outcome outcome = search(object, job);
    if (!envelope_.in_doubt && outcome != Outcome::not_mine) return outcome;
    if (!start_again(object, job.context)) return Outcome::broken;
    forget(job);
  }
  Outcome outcome = read_response(object, job);
  const bool weak = may_wrap(outcome, job.context);
  if (whole) last_was_searched_ = outcome == Outcome::not_mine;
  if (outcome != Outcome::not_mine && (!weak || job.document.searched)) return outcome;
  if (weak && !start_again(object, job.context)) return Outcome::broken;
  outcome = search(object, job);
  if (outcome != Outcome::not_mine) return outcome;
  if (!weak) return read_why_not(object, job);
  return start_again(object, job.context) ? read_response(object, job) : Outcome::broken;
}

/// Looks for responses inside the object, unless that was done.
/// The first candidate is read where it is.
Outcome Decoder::search(Object& object, const Job& job) {
  const Document& document = job.document;
  const ReadCandidate read = [&](Object& candidate, Claim claim) {
    if (document.searched) return Outcome::not_mine;
    const Job inner{document, job.root, job.context, claim};
    Outcome outcome = read_response(candidate, inner);
    if (outcome == Outcome::not_mine && claim == Claim::body) {
      outcome = read_error_body(candidate, job.context);
    }
    if (may_wrap(outcome, job.context)) outcome = Outcome::several;
    const bool none =
        outcome == Outcome::not_mine || outcome == Outcome::unusable || outcome == Outcome::several;
    return none && !start_again(candidate, job.context) ? Outcome::broken : outcome;
  };
  const bool good = search_.search_object(object, job.claim == Claim::whole, envelope_, read);
  if (!good) return outcome_of(false, true, job.context);
  const Candidates& candidates = search_.candidates();
  if (search_.first() != Outcome::not_mine) {
    inside_ = candidates.path({.step = candidates.first}, job.document.text);
    put_into(envelope_, job.context.answer);
    return search_.first();
  }
  const bool none = candidates.found.empty() && !candidates.too_deep;
  return none || document.searched ? Outcome::not_mine : Outcome::several;
}

/// Reads an object without a response: it may say why the request failed.
Outcome Decoder::read_why_not(Object& object, const Job& job) {
  Context& context = job.context;
  const Claim claim = job.claim;
  if (envelope_.refused()) {
    put_into(envelope_, context.answer);
    return Outcome::whole;
  }
  if (!start_again(object, context)) return Outcome::broken;
  if (claim != Claim::hidden || has_error_object(object, context)) {
    const Outcome outcome = read_error_body(object, context);
    const bool none = outcome == Outcome::not_mine;
    if (none && !rewind(object, context)) return Outcome::broken;
    put_into(envelope_, context.answer);
    if (!none) return outcome;
  }
  if (claim != Claim::whole || context.event || !doubt_.empty()) return Outcome::not_mine;
  trouble_ = envelope_.has_response
                 ? "its response has no body in a known format"
                 : fmt::format("{}{}", unknown_format, top_keys(object, context));
  return Outcome::not_mine;
}

/// An array is a list of tokens, or each element is taken for itself.
Outcome Decoder::read_list(Array& array, const Job& job) {
  Context& context = job.context;
  if (job.document.searched) return Outcome::not_mine;
  for (const Format& format : format_table()) {
    const bool may_be = format.read_array != nullptr && job.claim != Claim::hidden;
    if (!may_be || !allowed(format)) continue;
    const Outcome outcome = format.read_array(array, context);
    context.answer.format = format.info.name;
    if (outcome != Outcome::not_mine) return outcome;
    clear(context.answer);
    context.apart = 0;
    if (!rewind(array, context)) return Outcome::broken;
  }
  const bool good = search_.search_array(array, job.claim);
  if (good) return Outcome::several;
  const Outcome outcome = outcome_of(false, true, context);
  return job.claim == Claim::hidden && outcome == Outcome::unusable ? Outcome::not_mine : outcome;
}

/// Reads a string, which may hold responses, or another value that is none.
Outcome Decoder::read_text(const Job& job) {
  const std::string_view text = job.document.text;
  if (kind_of(text).empty()) return Outcome::broken;
  const bool searchable = job.document.strings < most_strings && !job.document.searched;
  if (!searchable || !text.starts_with('"') || !may_hold_response(text)) return Outcome::not_mine;
  const Claim claim = job.claim == Claim::hidden ? Claim::hidden : Claim::body;
  simdjson::ondemand::raw_json_string whole;
  if (job.root.get_raw_json_string().get(whole) != simdjson::SUCCESS) return Outcome::broken;
  candidates().found.push_back(
      {Candidate::Kind::string, claim, 0, 0, static_cast<std::uint32_t>(text.size())});
  return Outcome::several;
}

}  // namespace logprobs::read
