#include "read/decode/search.hpp"

#include <iterator>
#include <utility>

#include "logprobs/read.hpp"
#include "read/decode/hidden_text.hpp"
#include "read/decode/proof.hpp"
#include "read/formats/failure.hpp"
#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"

namespace logprobs::read {
namespace {

char front(Value& value) { return value.raw_json_token().front(); }
bool is_open(char c) { return c == '{' || c == '['; }

}  // namespace

void Search::begin(simdjson::ondemand::document& document, bool in_string, Context& context) {
  document_ = &document;
  context_ = &context;
  in_string_ = in_string;
  first_ = Outcome::not_mine;
  candidates_.found.clear();
  candidates_.steps.assign(1, {});
  candidates_.too_deep = false;
  way_.clear();
}

/// What is in a `request` does not count if the object has a `response` too, but for its question.
bool Search::search_object(Object& object, bool pair, Envelope& envelope,
                           const ReadCandidate& read) {
  read_ = &read;
  std::ptrdiff_t begin = 0, end = 0;  // of what is in the request
  bool response = false;
  std::string_view request;
  const bool good = each_field(object, *context_, [&](Key key, Value& value) {
    bool plain = false;
    const std::string_view name = key_text(key, plain);
    if (formats_with(name) != 0) envelope.in_doubt = true;
    if (!pair) return descend(name, value);
    if (name == "custom_id") return read_note(value, envelope.custom_id, *context_);
    if (name == "error") return read_failure(value, envelope.error, *context_);
    if (name == "response") {
      response = true;
      return within(step_of(name), [&] { return visit_response(value, envelope); });
    }
    if (name != "request") return descend(name, value);
    const ReadCandidate* const later = std::exchange(read_, nullptr);
    begin = std::ssize(candidates_.found);
    const std::string_view raw = value.raw_json_token();
    const bool searched = descend(name, value);
    end = std::ssize(candidates_.found);
    read_ = later;
    if (raw.front() == '{') request = {raw.data(), after()};
    return searched;
  });
  const auto found = candidates_.found.begin();
  if (response) candidates_.found.erase(found + begin, found + end);
  if (response) envelope.asked = asked_in(request);
  return good;
}

bool Search::search_array(Array& array, Claim claim) {
  bool any = false;
  std::string_view first;
  const bool good = each_element(array, *context_, [&](Value& element, std::size_t index) {
    const char c = front(element);
    const bool text = c == '"' && !in_string_ && may_hold_response(raw_text(element));
    any = any || is_open(c) || text;
    if (index == 0) first = raw_text(element);
    return within(step_of(index), [&] {
      const Claim kept = claim == Claim::whole ? Claim::body : claim;
      return text ? visit(element, kept) : note_skipped(element, claim);
    });
  });
  if (!good || any || candidates_.found.empty()) return good;
  candidates_.found.clear();
  context_->mismatch(first, "a response");
  return context_->in(std::size_t{0});
}

PathStep Search::step_of(std::string_view key) const {
  return {0, place_of(key.data()), static_cast<std::uint32_t>(key.size()), true};
}

/// Searches the value of a key.
bool Search::descend(std::string_view key, Value& value) {
  return within(step_of(key), [&] { return visit(value, Claim::hidden); });
}

/// Searches a value. `claim` is that of a string.
bool Search::visit(Value& value, Claim claim) {
  const char c = front(value);
  if (is_open(c) && way_.size() >= deepest) {
    candidates_.too_deep = true;
    return true;
  }
  if (c == '{') return visit_object(value);
  if (c == '[') return visit_array(value);
  if (c != '"' || in_string_) return true;
  const std::string_view raw = raw_text(value);
  if (!may_hold_response(raw)) return true;
  note(Candidate::Kind::string, claim, raw.data(), raw.data() + raw.size());
  return true;
}

bool Search::visit_object(Value& value) {
  const char* const begin = value.raw_json_token().data();
  const std::size_t before = candidates_.found.size();
  const Outcome first = first_;
  Object object;
  bool candidate = false;
  if (value.get_object().get(object) != simdjson::SUCCESS) return context_->syntax();
  const bool good = each_field(object, *context_, [&](Key key, Value& field) {
    bool plain = false;
    const std::string_view name = key_text(key, plain);
    candidate = shows_response(name, field);
    return !candidate && descend(name, field);
  });
  if (!candidate) return good;
  candidates_.found.resize(before);
  if (first_ != first) forget_first();
  return note_object(object, begin, Claim::hidden);
}

/// Forgets what was read: it is inside of another candidate.
void Search::forget_first() {
  first_ = Outcome::not_mine;
  clear(context_->answer);
  context_->notes = {};
}

/// Notes an object, of which any part was walked through, or reads it at once.
bool Search::note_object(Object& object, const char* begin, Claim claim) {
  if (!rewind(object, *context_)) return context_->syntax();
  if (read_ != nullptr && candidates_.found.empty()) {
    const Outcome outcome = (*std::exchange(read_, nullptr))(object, claim);
    if (outcome == Outcome::broken) return context_->syntax();
    if (is_response(outcome)) {
      first_ = outcome;
      candidates_.first = last_step();
      return true;
    }
  }
  std::string_view text;
  if (!rewind(object, *context_) || object.raw_json().get(text) != simdjson::SUCCESS) {
    return context_->syntax();
  }
  note(Candidate::Kind::value, claim, begin, begin + trim(text).size());
  return true;
}

bool Search::visit_array(Value& value) {
  const char* const begin = value.raw_json_token().data();
  Array array;
  if (value.get_array().get(array) != simdjson::SUCCESS) return context_->syntax();
  const bool bytes =
      !in_string_ && may_be_bytes_of_response(context_->text.substr(place_of(begin)));
  const bool good = each_element(array, *context_, [&](Value& element, std::size_t index) {
    const char c = front(element);
    if (bytes || (!is_open(c) && c != '"')) return true;
    return within(step_of(index), [&] { return visit(element, Claim::hidden); });
  });
  if (good && bytes) note(Candidate::Kind::bytes, Claim::hidden, begin, after());
  return good;
}

/// Reads the `response` of a Batch line or of another pair: null for a request that failed, an
/// object with its body next to its status, or the response itself.
bool Search::visit_response(Value& value, Envelope& envelope) {
  const std::string_view raw = raw_text(value);
  if (is_null(raw)) envelope.has_response = true;
  if (!raw.starts_with('{')) return visit_kept(value);
  const std::size_t before = candidates_.found.size();
  const ReadCandidate* const read = std::exchange(read_, nullptr);
  Object object;
  bool body = false;
  if (value.get_object().get(object) != simdjson::SUCCESS) return context_->syntax();
  const bool good = each_field(object, *context_, [&](Key key, Value& field) {
    bool plain = false;
    const std::string_view name = key_text(key, plain);
    if (name == "status_code") {
      std::int64_t status = 0;
      envelope.has_response = true;
      if (field.get_int64().get(status) == simdjson::SUCCESS) envelope.status = status;
      return true;
    }
    if (name != "body") return descend(name, field);
    body = envelope.has_response = true;
    read_ = read;
    return within(step_of(name), [&] { return visit_kept(field); });
  });
  if (!good || body) return good;
  candidates_.found.resize(before);
  read_ = read;
  return note_object(object, raw.data(), Claim::body);
}

/// Notes a value where a response is kept.
bool Search::visit_kept(Value& value) {
  const char* const begin = value.raw_json_token().data();
  if (*begin == '[') return note_skipped(value, Claim::body);
  if (*begin != '{') return visit(value, Claim::body);
  Object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) return context_->syntax();
  return note_object(object, begin, Claim::body);
}

/// Whether the way leads to an element of `choices`.
bool Search::in_choices() const {
  if (way_.size() < 2 || way_.back().step.is_key) return false;
  const PathStep& list = way_[way_.size() - 2].step;
  return list.is_key && context_->text.substr(list.at, list.size) == "choices";
}

/// Whether a field shows that its object may be a response. This saves time: what is not one turns
/// out when it is decoded.
bool Search::shows_response(std::string_view key, Value& value) const {
  if (key == "logprobs" && in_choices()) return false;  // they are not alone
  const FormatSet formats = formats_with(key);
  if (formats == 0 && key != "error") return false;
  const std::string_view raw = value.raw_json_token();
  const bool own = (formats & ~bare_formats()) != 0;
  switch (raw.front()) {
    case '{':
      return ((own && !is_list(key)) || key == "logprobs" || key == "error") &&
             first_inside(raw, *context_) != ' ';
    case '[':
      return (own || key == "logprobs") && first_inside(raw, *context_) != ' ';
    case 't':
    case 'f':
      return own && key != "logprobs";  // such as Ollama's `done`
    case '"':
      // Events of streams have names such as response.completed and message-end.
      return key == "type" && raw_text(value).find_first_of(".-") != std::string_view::npos;
    default:
      return false;
  }
}

/// Notes a value that is not searched.
bool Search::note_skipped(Value& value, Claim claim) {
  std::string_view text = raw_text(value);
  const char c = front(value);
  Object object;
  Array array;
  simdjson::error_code error = simdjson::SUCCESS;
  if (c == '{') error = value.get_object().get(object);
  if (c == '[') error = value.get_array().get(array);
  if (c == '{' && error == simdjson::SUCCESS) error = object.raw_json().get(text);
  if (c == '[' && error == simdjson::SUCCESS) error = array.raw_json().get(text);
  if (error != simdjson::SUCCESS) return context_->syntax();
  if (!is_open(c) && kind_of(text).empty()) return context_->syntax();
  text = trim(text);
  note(Candidate::Kind::value, claim, text.data(), text.data() + text.size());
  return true;
}

void Search::note(Candidate::Kind kind, Claim claim, const char* begin, const char* end) {
  const std::uint32_t at = place_of(begin);
  constexpr std::size_t growing = (sizeof(Candidate) + sizeof(PathStep)) / 2;  // lists are copied
  context_->apart += sizeof(Candidate) + sizeof(PathStep) + growing;
  candidates_.found.push_back({kind, claim, last_step(), at, place_of(end) - at});
}

/// The place of the last step of the way, which is put into Candidates::steps if need be.
std::uint32_t Search::last_step() {
  std::size_t unknown = way_.size();
  while (unknown > 0 && way_[unknown - 1].place == 0) --unknown;
  std::uint32_t last = unknown == 0 ? 0 : way_[unknown - 1].place;
  for (; unknown < way_.size(); ++unknown) {
    Taken& taken = way_[unknown];
    taken.place = static_cast<std::uint32_t>(candidates_.steps.size());
    taken.step.parent = last;
    candidates_.steps.push_back(taken.step);
    last = taken.place;
  }
  return last;
}

/// Where the object or array ends that was just walked through.
const char* Search::after() const {
  const char* end = nullptr;
  if (document_->current_location().get(end) != simdjson::SUCCESS) {
    end = context_->text.data() + context_->text.size();
  }
  while (is_json_space(end[-1])) --end;
  return end;
}

}  // namespace logprobs::read
