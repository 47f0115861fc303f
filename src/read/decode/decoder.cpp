#include "read/decode/decoder.hpp"

#include <fmt/format.h>

#include <new>

#include "read/formats/failure.hpp"
#include "read/frame/broken.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"

namespace logprobs::read {
namespace {

constexpr std::string_view unknown_format = "this is JSON, but not a response in a known format";

/// Goes back to the object's first field and takes back what a reader did before it gave up.
bool start_again(Object& object, Context& context) {
  clear(context.answer);
  context.trouble = {};
  context.notes = {};
  return object.reset().error() == simdjson::SUCCESS;
}

void add_warnings(const Context& context) {
  const Notes& notes = context.notes;
  const auto add = [&](bool noted, std::string_view warning) {
    if (noted) context.answer.warnings.emplace_back(warning);
  };
  add(notes.lone_surrogate, "a string held half of a surrogate pair; U+FFFD stands in its place");
  add(notes.named_by_id, "tokens were sent without their text; their ids are shown");
  add(notes.chosen_unmarked,
      "the server does not say which token of a list was chosen; the first one is taken for it");
  add(notes.unequal_arrays,
      "arrays that belong together have different lengths; what is missing is unknown");
  add(notes.shared_text,
      "several tokens were sent with one text together; it stands at the first of them");
}

/// Ends a document in memory with NUL for as long as it is decoded. What stands there otherwise,
/// the next document or what the memory held before, would lead simdjson beyond the end of one
/// whose brackets are not closed.
class Terminated {
 public:
  explicit Terminated(std::string_view text)
      : end_(const_cast<char*>(text.data() + text.size())), behind_(*end_) {
    *end_ = '\0';
  }
  Terminated(const Terminated&) = delete;
  Terminated& operator=(const Terminated&) = delete;
  ~Terminated() { *end_ = behind_; }

 private:
  char* end_;  // documents stand in buffers of our own, with room behind them
  char behind_;
};

}  // namespace

Decoder::Decoder(std::string_view from, ReadScope scope) : from_(from), scope_(scope) {}

Outcome Decoder::decode(const Document& document, Answer& into) {
  const Terminated terminated(document.text);
  Outcome outcome = decode_once(document, into);
  // A hint counts only where it led to a response: what else a document is, it is without hints.
  if (outcome != Outcome::broken && outcome != Outcome::unusable) return outcome;
  clear(into);
  trust_hints_ = false;
  outcome = decode_once(document, into);
  trust_hints_ = true;
  return outcome;
}

Outcome Decoder::decode_once(const Document& document, Answer& into) {
  Context context{into, document.event, document.text, scope_};
  elements_.clear();
  trouble_.clear();
  envelope_ = {};
  simdjson::ondemand::document root;
  const std::size_t capacity = document.text.size() + Buffer::padding;
  const simdjson::error_code error =
      parser_.iterate(document.text.data(), document.text.size(), capacity).get(root);
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  if (error != simdjson::SUCCESS) {
    problem_ = describe_broken(document, nullptr);
    return Outcome::broken;
  }
  Outcome outcome = read_root(root, context);
  if (outcome == Outcome::several && document.element) outcome = Outcome::not_mine;
  if (outcome == Outcome::text && document.inside) outcome = Outcome::not_mine;
  const char* location = nullptr;
  const bool more = root.current_location().get(location) == simdjson::SUCCESS;
  const bool finished = outcome != Outcome::unusable && outcome != Outcome::not_mine;
  if (more && finished) outcome = Outcome::broken;  // something follows the value
  if (outcome == Outcome::broken) problem_ = describe_broken(document, more ? location : nullptr);
  if (outcome == Outcome::unusable) {
    trouble_ = fmt::format("{} {}", context.trouble.path, context.trouble.what);
  }
  if (outcome == Outcome::not_mine) trouble_ = unknown_format;
  add_warnings(context);
  notes_ = context.notes;
  return outcome;
}

Outcome Decoder::read_root(simdjson::ondemand::document& root, Context& context) {
  Object object;
  Array array;
  simdjson::error_code error = root.get_object().get(object);
  if (error == simdjson::SUCCESS) return read_object(object, context);
  if (error != simdjson::INCORRECT_TYPE) return Outcome::broken;
  error = root.get_array().get(array);
  if (error == simdjson::SUCCESS) return read_list(array, context);
  if (error != simdjson::INCORRECT_TYPE) return Outcome::broken;
  return kind_of(context.text).empty() ? Outcome::broken : Outcome::not_mine;
}

/// An object is a response if a format fits, else an envelope if a response is in it, else perhaps
/// an error. Where the last document was an envelope this one is first tried as one, which is as
/// good where it has no key of a format's own.
Outcome Decoder::read_object(Object& object, Context& context) {
  if (trust_hints_ && last_was_envelope_) {
    const Outcome outcome = read_envelope(object, context);
    if (outcome != Outcome::not_mine && !envelope_.in_doubt) return outcome;
    if (!start_again(object, context)) return Outcome::broken;
  }
  last_was_envelope_ = false;
  Outcome outcome = read_response(object, context);
  if (outcome != Outcome::not_mine) return outcome;
  outcome = read_envelope(object, context);
  last_was_envelope_ = outcome != Outcome::not_mine;
  if (last_was_envelope_) return outcome;
  if (!start_again(object, context)) return Outcome::broken;
  return read_error_body(object, context);
}

/// Tries the preferred format, then those of the others whose keys the object has. Where the last
/// response was of the preferred format that one is tried without looking at the keys first.
Outcome Decoder::read_response(Object& object, Context& context) {
  const std::span<const Format> table = format_table();
  const std::size_t preferred = preferred_format();
  FormatSet untried = ~FormatSet{0};
  if (trust_hints_ && last_was_preferred_ && allowed(table[preferred])) {
    const Outcome outcome = read_as(table[preferred], object, context);
    if (outcome != Outcome::not_mine) return outcome;
    untried &= ~(FormatSet{1} << preferred);
  }
  FormatSet candidates = 0;
  if (!find_candidates(object, candidates, context)) return Outcome::broken;
  candidates &= untried;
  for (std::size_t i = 0; i <= table.size(); ++i) {
    const std::size_t place = i == 0 ? preferred : i - 1;
    const bool again = i != 0 && place == preferred;
    if (again || (candidates >> place & 1) == 0 || !allowed(table[place])) continue;
    const Outcome outcome = read_as(table[place], object, context);
    if (outcome == Outcome::not_mine) continue;
    last_was_preferred_ = place == preferred;
    return outcome;
  }
  return Outcome::not_mine;
}

/// Reads the object as of this format. If it is not, the object is as before.
Outcome Decoder::read_as(const Format& format, Object& object, Context& context) {
  const Outcome outcome = format.read(object, context);
  context.answer.format = format.info.name;
  if (outcome != Outcome::not_mine) return outcome;
  return start_again(object, context) ? Outcome::not_mine : Outcome::broken;
}

/// Finds the formats that the object's keys allow; false when it is not JSON.
bool Decoder::find_candidates(Object& object, FormatSet& candidates, Context& context) {
  bool plain = false;
  const bool good = each_field(object, context, [&](Key key, Value&) {
    candidates |= formats_with(key_text(key, plain));
    return true;
  });
  return good && start_again(object, context);
}

/// Reads what is around a response: an object or two, or a string in one of them.
Outcome Decoder::read_envelope(Object& object, Context& context) {
  Envelope& envelope = envelope_ = {};
  const bool good = each_field(object, context, [&](Key key, Value& value) {
    bool plain = false;
    const std::string_view name = key_text(key, plain);
    if (formats_with(name) != 0) envelope.in_doubt = true;
    if (is(key, "custom_id")) return read_note(value, envelope.custom_id, context);
    if (is(key, "error")) return read_failure(value, envelope.error, context);
    if (envelope.has_body || !is_wrapper(key)) return true;
    return read_wrapped(name, value, context);
  });
  context.answer.custom_id = envelope.custom_id;
  const bool failed = envelope.body == Outcome::broken || envelope.body == Outcome::unusable;
  if (!good) return failed ? envelope.body : outcome_of(false, true, context);
  const bool refused =
      envelope.has_response && (envelope.error || envelope.status.value_or(0) >= 400);
  if (!envelope.has_body && !refused) return Outcome::not_mine;
  if (envelope.has_body && envelope.body == Outcome::not_mine) {
    context.trouble = {envelope.where, "is not a response in a known format"};
    return Outcome::unusable;
  }
  if (envelope.body == Outcome::text || envelope.body == Outcome::several) return envelope.body;
  put_into(envelope, context.answer);
  return envelope.has_body ? envelope.body : Outcome::whole;
}

/// Reads what a wrapper holds: null for a request that failed, an object that has the body beside
/// its status, or the response itself.
bool Decoder::read_wrapped(std::string_view name, Value& value, Context& context) {
  Object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) {
    if (name == "response" && is_null(raw_text(value))) envelope_.has_response = true;
    return read_body(name, value, context) || context.in(name);
  }
  if (name == "response") envelope_.has_response = true;
  const bool good = each_field(object, context, [&](Key key, Value& field) {
    if (is(key, "status_code")) {
      return read_integer(field, envelope_.status, context) || context.in("status_code");
    }
    const std::string_view inner = is(key, "body")                ? "body"
                                   : is(key, "response_metadata") ? "response_metadata"
                                                                  : "";
    if (inner.empty()) return true;
    return read_body(fmt::format("{}.{}", name, inner), field, context) || context.in(inner);
  });
  if (!good) return context.in(name);
  if (envelope_.has_body) return true;
  if (object.reset().error() != simdjson::SUCCESS) return context.syntax();
  const Outcome outcome = read_response_or_error(object, context);
  return outcome == Outcome::not_mine || take_body(name, outcome) || context.in(name);
}

/// Reads the response itself: an object, several in an array, or a string that holds it.
bool Decoder::read_body(std::string_view where, Value& value, Context& context) {
  Object object;
  if (value.get_object().get(object) == simdjson::SUCCESS) {
    return take_body(where, read_response_or_error(object, context));
  }
  Array array;
  if (value.get_array().get(array) == simdjson::SUCCESS) {
    return take_body(where, read_list(array, context));
  }
  std::string text;
  if (!read_note(value, text, context)) return false;
  if (!may_hold_response(text)) return true;
  envelope_.text = std::move(text);
  return take_body(where, Outcome::text);
}

/// Notes what the body came to; false when that is the end of it.
bool Decoder::take_body(std::string_view where, Outcome outcome) {
  envelope_.has_body = true;
  envelope_.where = where;
  envelope_.body = outcome;
  return outcome != Outcome::broken && outcome != Outcome::unusable;
}

Outcome Decoder::read_response_or_error(Object& object, Context& context) {
  const Outcome outcome = read_response(object, context);
  return outcome == Outcome::not_mine ? read_error_body(object, context) : outcome;
}

Outcome Decoder::read_list(Array& array, Context& context) {
  for (const Format& format : format_table()) {
    if (format.read_array == nullptr || !allowed(format)) continue;
    const Outcome outcome = format.read_array(array, context);
    context.answer.format = format.info.name;
    if (outcome != Outcome::not_mine) return outcome;
    clear(context.answer);
    if (array.reset().error() != simdjson::SUCCESS) return Outcome::broken;
  }
  const bool good = each_element(
      array, context, [&](Value& element, std::size_t) { return add_element(element, context); });
  return good ? Outcome::several : outcome_of(false, true, context);
}

/// Notes an array's element, to be decoded by itself.
bool Decoder::add_element(Value& element, Context& context) {
  Object object;
  Array array;
  std::string_view text;
  const simdjson::error_code error =
      element.get_object().get(object) == simdjson::SUCCESS ? object.raw_json().get(text)
      : element.get_array().get(array) == simdjson::SUCCESS ? array.raw_json().get(text)
                                                            : simdjson::INCORRECT_TYPE;
  if (error == simdjson::INCORRECT_TYPE) {
    return context.mismatch(raw_text(element), "a response");
  }
  elements_.push_back(trim(text));
  return error == simdjson::SUCCESS || context.syntax();
}

}  // namespace logprobs::read
