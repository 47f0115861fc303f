#include <fmt/format.h>

#include <string>
#include <utility>

#include "read/frame/broken.hpp"
#include "read/frame/front.hpp"
#include "read/reader_impl.hpp"

namespace logprobs {
using namespace read;

Event Reader::Impl::next() {
  if (const std::optional<Event> event = problems_.found_after()) return *event;
  Event event = find();
  if (problems_.hold(event)) event = find();
  return problems_.release(event);
}

/// Finds what comes next. Whether other responses are in the value of the first one, which decides
/// its name, is known once something was found after it.
Event Reader::Impl::find() {
  Event event = next_ ? *next_ : find_next();
  next_.reset();
  shows_first_ = false;
  if (event != Event::done || !may_be_alone(found_answer())) return event;
  first_ = found_answer();
  next_ = find_next();
  first_.place.several = is_of_first_value(*next_);
  shows_first_ = true;
  return event;
}

bool Reader::Impl::is_of_first_value(Event event) const {
  if (event == Event::needs_bytes || event == Event::end) return false;
  if (event != Event::broken) return same_value(found_answer().place, first_.place);
  Place place = problem().place;
  place.first_line = place.line.value_or(0);
  return same_value(place, first_.place);
}

Event Reader::Impl::find_next() {
  of_item_ = false;
  if (stopped_) return Event::end;
  if (waiting_ != Outcome::not_mine) {
    if (const std::optional<Event> event = take_waiting()) return *event;
  }
  for (;;) {
    // One answer at a time is shown as it grows.
    if (items_.many_are_finished() && assembly_.open()) {
      if (const std::optional<Event> event = close()) return *event;
    }
    if (!assembly_.open() && (of_item_ = items_.next())) return Event::done;
    Document document;
    if (unpacker_.active()) {
      if (!unpacker_.next(document)) {
        if (!unpacker_.close() || !assembly_.open()) continue;
        if (const std::optional<Event> event = close_unless_one()) return *event;
        continue;
      }
    } else if (!framer_.next(document)) {
      if (intake_.pour()) continue;
      return framer_.ended() ? end_source() : Event::needs_bytes;
    } else {
      another_ = framer_.take_headers() || another_;
    }
    if (const std::optional<Event> event = take(document)) return *event;
  }
}

std::optional<Event> Reader::Impl::take(const Document& document) {
  saw_end_ = document.kind == Document::Kind::done;
  switch (document.kind) {
    case Document::Kind::json:
      return decode(document);
    case Document::Kind::done:
      if (unpacker_.active()) unpacker_.found();
      if (!assembly_.open()) {
        lost_.take(assembly_.unread());
        return std::nullopt;
      }
      assembly_.take_done();
      after_done_ = true;
      return close_unless_one();
    case Document::Kind::request:
      take_request(document);
      return std::nullopt;
    case Document::Kind::foreign:
    case Document::Kind::broken:
      return skip(document, describe_broken(document, nullptr));
    case Document::Kind::cut:
      if (!document.event) return skip(document, describe_broken(document, nullptr));
      if (!assembly_.open() || !unpacker_.expects_more(document)) {
        return skip(document, "the stream was cut off inside an event");
      }
      assembly_.mark_cut();
      return std::nullopt;
    case Document::Kind::too_large:
      return skip(document,
                  describe_too_large(document, options_.max_bytes, options_.max_event_line));
  }
  return std::nullopt;
}

/// Resolves `last` and `piece`: the document continues a response or is one of its own.
Outcome Reader::Impl::among_others(Outcome outcome, const Document& document, bool has_others) {
  if (outcome == Outcome::whole && assembly_.broken_off_by(fresh_)) return Outcome::part;
  if (outcome != Outcome::last && outcome != Outcome::piece) return outcome;
  // One without choices belongs to what is open only if that is all it can be.
  const bool other =
      outcome == Outcome::last && fresh_.choices.empty() && fresh_.id != assembly_.answer().id;
  const bool goes_on = !other && this->goes_on();
  // Without ids, only tokens and the elements of an array are known to be parts.
  const bool one_of_several =
      document.element || has_others || decoder_.notes().may_be_last || !fresh_.id.empty();
  const bool may_begin = outcome == Outcome::piece && one_of_several;
  starts_whole_ = !goes_on && may_begin;
  return goes_on || may_begin ? Outcome::part : Outcome::whole;
}

/// True if a document that is no JSON comes again, cut in another way.
bool Reader::Impl::is_read_otherwise(const Document& document, Outcome outcome) {
  const bool doubtful = outcome == Outcome::unusable || outcome == Outcome::not_mine;
  const bool no_json =
      outcome == Outcome::broken || (doubtful && document.presumed && !is_one_value(document.text));
  return no_json && (document.presumed || !document.event) &&
         (unpacker_.active() ? unpacker_.not_json(document) : framer_.not_json(document));
}

std::optional<Event> Reader::Impl::decode(const Document& document) {
  if (document.event && !document.error && !has_brackets(document.text)) {
    return pass_over(document);
  }
  clear(fresh_);
  if (fields_ && document.claim == Claim::whole) fields_->begin(document.text);
  Outcome outcome = decoder_.decode(document, fresh_);
  if (is_read_otherwise(document, outcome)) return std::nullopt;
  saw_end_ = options_.one_response && outcome == Outcome::whole && !document.event;
  fresh_.place = document.place;
  fresh_.place.first_line = document.place.line.value_or(0);
  fresh_begin_.reset();
  // An error is taken for a part of what is open.
  if (document.own_line && !unpacker_.active() && !assembly_.broken_off_by(fresh_)) {
    fresh_begin_ = {*fresh_.place.offset, fresh_.place.line.value_or(0), true};
  }
  if (!document.own_line) fresh_.place.line.reset();
  unpacker_.put_envelopes_into(fresh_);
  if (fields_ && outcome != Outcome::broken) take_fields(document, outcome);
  outcome = among_others(outcome, document, unpacker_.open_rest(document, decoder_, fresh_));
  switch (outcome) {
    case Outcome::broken:
      return skip(document, decoder_.problem());
    case Outcome::several:
      unpacker_.open(document, decoder_.candidates(), decoder_.envelope());
      return std::nullopt;
    case Outcome::not_mine:
      if (document.event || document.claim != Claim::whole || decoder_.notes().session ||
          (assembly_.unfinished() && decoder_.notes().event_without_tokens)) {
        return pass_over(document);
      }
      outcome = Outcome::unusable;
      break;
    case Outcome::unusable:
      if (document.event) outcome = Outcome::part;
      break;
    case Outcome::part:
      if (after_done_ && says_nothing()) return std::nullopt;
      break;
    case Outcome::piece:
    case Outcome::last:
    case Outcome::whole:
      break;
  }
  if (decoder_.inside().empty()) fresh_.place.path = unpacker_.path_of(document);
  if (unpacker_.active()) assembly_.unread().take(unpacker_.unread());
  unpacker_.found();
  if (decoder_.notes().session && !options_.one_response) {
    found_anything_ = true;
    items_.add(fresh_, aside());
    return std::nullopt;
  }
  in_page_ = false;
  waiting_ = outcome;
  return take_waiting();
}

/// Gives fresh_ what is around it, the nearest first, and looks around what is unpacked next.
void Reader::Impl::take_fields(const Document& document, Outcome outcome) {
  const bool inside = !decoder_.inside().empty();
  Candidates& candidates = decoder_.candidates();
  if (inside || outcome == Outcome::several) fields_->look_around(decoder_.text(), candidates);
  if (outcome == Outcome::several) return;
  fields_->begin_answer(fresh_);
  if (inside) fields_->take_around({candidates, candidates.first, decoder_.text()}, fresh_);
  for (const Way& way : unpacker_.ways()) fields_->take_around(way, fresh_);
  fields_->take_own(document.text, decoder_.inside(), fresh_);
}

/// Takes fresh_ as a whole response or as a part of one, once a response that it does not belong to
/// is finished.
std::optional<Event> Reader::Impl::take_waiting() {
  const bool part = waiting_ == Outcome::part;
  if (assembly_.open() && !(part ? goes_on() : options_.one_response)) {
    if (const std::optional<Event> event = close()) return event;
  }
  if (!assembly_.open() && !part) lost_.take(assembly_.unread());
  another_ = false;
  if (!assembly_.open()) {
    began_in_ = unpacker_.active() ? unpacker_.item() : 0;
    if (fresh_.question.empty()) std::swap(fresh_.question, asked_.question);
    if (fresh_.choices_asked == 0) fresh_.choices_asked = asked_.choices;
    asked_ = {};
    if (fields_) fields_->take_request(fresh_);
  }
  waiting_ = Outcome::not_mine;
  found_anything_ = true;
  after_done_ = false;
  if (!part) {
    assembly_.take(fresh_, aside());
    return close_unless_one();
  }
  const bool same = !assembly_.open() || same_value(fresh_.place, assembly_.answer().place);
  assembly_.add(fresh_, aside(), std::exchange(starts_whole_, false));
  if (assembly_.answer().place.several && !options_.one_response) {
    if (same) return std::nullopt;  // it has no name yet
    assembly_.be_alone();           // else it had been finished
  }
  // What may turn out to be told again is not shown before it is finished.
  if (told_.any(began_in_) || !assembly_.to_be_shown()) return std::nullopt;
  return Event::grown;
}

/// Takes a request that is kept before its response. While asking, the request is known.
void Reader::Impl::take_request(const Document& document) {
  if (options_.one_response) return;
  another_ = true;
  asked_ = asked_in(document.text);
  if (fields_) fields_->keep_request(document.text);
}

/// Finishes the open response. Nothing is found if its item told the same before.
std::optional<Event> Reader::Impl::close() {
  assembly_.finish();
  const bool known = began_in_ == unpacker_.item() && told_.again(began_in_, assembly_.answer());
  return known ? std::nullopt : std::optional(Event::done);
}

/// True if nothing that was found bears on what comes next.
bool Reader::Impl::is_closed() const {
  const bool open = assembly_.open() || assembly_.unread().any() || !items_.empty() ||
                    unpacker_.active() || problems_.holds() || next_;
  const bool expects = another_ || after_done_ || asked_.choices != 0 || !asked_.question.empty();
  return found_anything_ && !(open || expects || lost_.any() || in_page_ || stopped_);
}

std::optional<Beginning> Reader::Impl::resumes_at() const {
  if (!framer_.has_only_values() || !is_closed()) return std::nullopt;
  return waiting_ == Outcome::not_mine ? framer_.next_line() : fresh_begin_;
}

void Reader::Impl::move_to(const Beginning& begin) {
  framer_.begin_at(begin.offset, begin.line);
  found_anything_ = begin.goes_on;
  if (begin.goes_on) problems_.go_on();
}

Reader::Reader(ReadOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Reader::~Reader() = default;

std::span<char> Reader::space() { return impl_->intake().space(); }
void Reader::filled(std::size_t size) { impl_->intake().filled(size); }
void Reader::feed(std::string_view bytes) { impl_->intake().feed(bytes); }
void Reader::share(const std::shared_ptr<const char[]>& bytes, std::size_t size) {
  impl_->intake().share(bytes, size);
}
void Reader::finish(std::size_t choices) { impl_->finish(choices); }
Event Reader::next() { return impl_->next(); }
const Answer& Reader::answer() const { return impl_->answer(); }
const Problem& Reader::problem() const { return impl_->problem(); }
void Reader::hurry() { impl_->hurry(); }
bool Reader::saw_end() const { return impl_->saw_end(); }
std::optional<Beginning> Reader::resumes_at() const { return impl_->resumes_at(); }
void Reader::move_to(const Beginning& begin) { impl_->move_to(begin); }

}  // namespace logprobs
