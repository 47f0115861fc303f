#include "read/decode/decoder.hpp"

#include <fmt/format.h>

#include <new>

#include "read/decode/other_json.hpp"
#include "read/formats/failure.hpp"
#include "read/frame/broken.hpp"
#include "read/frame/buffer.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"

namespace logprobs::read {
namespace {

constexpr std::string_view unknown_format = "this is JSON, but not a response in a known format";

/// Goes back to the object's first field and undoes what a reader did before it gave up.
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
  add(notes.named_by_place,
      "logprobs were sent without their tokens; the tokens' places are shown, from [0]");
  add(notes.chosen_unmarked,
      "the server does not say which token of a list was chosen; the first one is assumed");
  add(notes.unequal_arrays,
      "arrays that belong together have different lengths; what is missing is unknown");
  add(notes.shared_text,
      "several tokens were sent with one common text; it is shown at the first of them");
}

/// Puts a NUL after a document while it is decoded. What the memory has there otherwise, such as
/// the next document, would lead simdjson beyond the end of one whose brackets are not closed.
class Terminated {
 public:
  explicit Terminated(std::string_view text)
      : end_(const_cast<char*>(text.data() + text.size())), after_(*end_) {
    *end_ = '\0';
  }
  Terminated(const Terminated&) = delete;
  Terminated& operator=(const Terminated&) = delete;
  ~Terminated() { *end_ = after_; }

 private:
  char* end_;  // documents are in buffers of our own, with room after them
  char after_;
};

}  // namespace

Decoder::Decoder(std::string_view from, ReadScope scope)
    : from_(from), scope_(scope), parser_(std::make_unique<simdjson::ondemand::parser>()) {}

Decoder::~Decoder() = default;

Outcome Decoder::decode(const Document& document, Answer& into) {
  if (document.error) return take_error(document, into);
  const Terminated terminated(document.text);
  Outcome outcome = decode_once(document, into);
  // Hints count only if they lead to a response: anything else is read again without them.
  if (outcome != Outcome::broken && outcome != Outcome::unusable) return outcome;
  clear(into);
  trust_hints_ = false;
  outcome = decode_once(document, into);
  trust_hints_ = true;
  return outcome;
}

/// Takes what an event says that its server calls an error, whatever it is.
Outcome Decoder::take_error(const Document& document, Answer& into) {
  notes_ = {};
  trouble_.clear();
  envelope_ = {};
  into.failure = read_refusal(document.text, 0);
  into.failure->status.reset();
  return Outcome::part;
}

Outcome Decoder::decode_once(const Document& document, Answer& into) {
  Context context{into, document.event, document.text, scope_};
  elements_.clear();
  trouble_.clear();
  envelope_ = {};
  simdjson::ondemand::document root;
  const std::size_t capacity = document.text.size() + Buffer::padding;
  const simdjson::error_code error =
      parser_->iterate(document.text.data(), document.text.size(), capacity).get(root);
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
  if (outcome == Outcome::not_mine) {
    trouble_ = document.event ? "" : describe_other_json(document.text, *parser_);
    if (trouble_.empty()) trouble_ = unknown_format;
  }
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
/// an error. If the last document was an envelope, this one is tried as an envelope first, which
/// comes to the same as long as it has no key of any format.
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

/// Tries the formats whose keys the object has. If the last response was in one of OpenAI's two,
/// that one is tried without looking at the keys first: no other format comes before them.
Outcome Decoder::read_response(Object& object, Context& context) {
  const std::span<const Format> table = format_table();
  FormatSet untried = ~FormatSet{0};
  const std::size_t hinted = trial_order()[hint_];
  if (trust_hints_ && hint_ < openai_formats && allowed(table[hinted])) {
    const Outcome outcome = read_as(table[hinted], object, context);
    if (outcome == Outcome::not_mine) {
      untried &= ~(FormatSet{1} << hinted);
    } else if (hint_ == 0 || !context.answer.choices.empty()) {
      return outcome;
    } else if (!start_again(object, context)) {
      return Outcome::broken;
    }
  }
  FormatSet candidates = 0;
  if (!find_candidates(object, candidates, context)) return Outcome::broken;
  candidates &= untried;
  for (std::size_t i = 0; i < table.size(); ++i) {
    const std::size_t place = trial_order()[i];
    if ((candidates >> place & 1) == 0 || !allowed(table[place])) continue;
    const Outcome outcome = read_as(table[place], object, context);
    if (outcome == Outcome::not_mine) continue;
    hint_ = i;
    return outcome;
  }
  return Outcome::not_mine;
}

/// Reads the object in this format. If it is in another, the object is left as it was.
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

Outcome Decoder::read_envelope(Object& object, Context& context) {
  const BodyReaders readers{
      [this](Object& body, Context& inside) { return read_response_or_error(body, inside); },
      [this](Array& body, Context& inside) { return read_list(body, inside); },
  };
  return read::read_envelope(object, readers, envelope_, context);
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

/// Notes an element of an array, to be decoded by itself.
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
