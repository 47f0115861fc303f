// Follows a source from its first byte to its last: puts the documents of a response together.
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "logprobs/read.hpp"
#include "read/decode/decoder.hpp"
#include "read/encoding/intake.hpp"
#include "read/frame/binary.hpp"
#include "read/frame/broken.hpp"
#include "read/frame/framer.hpp"
#include "read/frame/front.hpp"
#include "read/frame/printed.hpp"
#include "read/join/assembly.hpp"
#include "read/join/items.hpp"
#include "read/join/told.hpp"
#include "read/problems.hpp"
#include "read/tokens/build.hpp"
#include "read/unpack.hpp"

namespace logprobs {
using namespace read;

class Reader::Impl {
 public:
  explicit Impl(ReadOptions options)
      : options_(std::move(options)),
        framer_(options_.max_bytes, options_.max_event_line),
        intake_(framer_, options_.decodes),
        unpacker_(options_.max_bytes),
        decoder_(options_.from, {.prompt = options_.prompt, .reasoning = options_.reasoning}),
        assembly_(options_),
        items_(options_) {
    fresh_.source = options_.source;
  }

  Intake& intake() { return intake_; }
  void finish(std::size_t choices) {
    intake_.finish();
    assembly_.expect(choices);
  }
  const Answer& answer() const { return of_item_ ? items_.answer() : assembly_.answer(); }
  const Problem& problem() const { return problems_.last(); }
  bool saw_end_sign() const { return end_sign_ || framer_.done_is_waiting(); }
  Event next();

 private:
  Event find();
  std::optional<Event> take(const Document& document);
  Outcome among_others(Outcome outcome, const Document& document, bool has_others);
  bool is_read_otherwise(const Document& document, Outcome outcome);
  std::optional<Event> decode(const Document& document);
  std::optional<Event> pass_over(const Document& document);
  std::optional<Event> take_waiting();
  std::optional<Event> close_unless_one() { return options_.one_response ? std::nullopt : close(); }
  std::optional<Event> close();
  std::optional<Event> skip(const Document& document, const std::string& message);
  Event end_source();
  Findings findings() const { return {decoder_.notes(), decoder_.trouble()}; }

  ReadOptions options_;
  Framer framer_;
  Intake intake_;
  Unpacker unpacker_;
  Decoder decoder_;
  Assembly assembly_;
  Items items_;
  Told told_;
  std::uint64_t began_in_ = 0;           // the item that the open answer begins in; 0 for none
  Answer fresh_;                         // what the last document says
  Outcome waiting_ = Outcome::not_mine;  // of fresh_, while the response before it is finished
  Problems problems_;
  bool starts_whole_ = false;    // fresh_ is a response by itself, or the first part of one
  bool found_anything_ = false;  // a response or a problem
  bool stopped_ = false;         // the source is no text, so no more of it is read
  bool failure_told_ = false;    // that the source could not be decoded to its end
  bool end_sign_ = false;        // [DONE] was read last
  bool of_item_ = false;         // answer() is one of items_
  bool after_done_ = false;      // [DONE] ended the last response
};

Event Reader::Impl::next() {
  if (const std::optional<Event> event = problems_.found_after()) return *event;
  Event event = find();
  if (problems_.hold(event)) event = find();
  return problems_.release(event);
}

Event Reader::Impl::find() {
  of_item_ = false;
  if (stopped_) return Event::end;
  if (waiting_ != Outcome::not_mine) {
    if (const std::optional<Event> event = take_waiting()) return *event;
  }
  for (;;) {
    if ((of_item_ = items_.next())) return Event::done;
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
    }
    if (const std::optional<Event> event = take(document)) return *event;
  }
}

std::optional<Event> Reader::Impl::take(const Document& document) {
  end_sign_ = document.kind == Document::Kind::done;
  switch (document.kind) {
    case Document::Kind::json:
      return decode(document);
    case Document::Kind::done:
      if (unpacker_.active()) unpacker_.found();
      if (!assembly_.open()) return std::nullopt;
      assembly_.take_done();
      after_done_ = true;
      return close_unless_one();
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
  const bool goes_on = assembly_.takes(fresh_, decoder_.notes());
  // Without ids, only tokens and the elements of an array are known to be parts.
  const bool one_of_several = document.element || has_others || decoder_.notes().may_be_last ||
                              ((document.own_line || document.event) && !fresh_.id.empty());
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
  Outcome outcome = decoder_.decode(document, fresh_);
  if (is_read_otherwise(document, outcome)) return std::nullopt;
  fresh_.place = document.place;
  if (!document.own_line) fresh_.place.line.reset();
  unpacker_.put_envelopes_into(fresh_);
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
      // Nothing is left to be said of the response that [DONE] ended.
      if (after_done_ && fresh_.choices.empty() && !fresh_.failure) return std::nullopt;
      break;
    case Outcome::piece:
    case Outcome::last:
    case Outcome::whole:
      break;
  }
  if (decoder_.inside().empty()) fresh_.place.path = unpacker_.path_of(document);
  unpacker_.found();
  if (decoder_.notes().session && !options_.one_response) {
    found_anything_ = true;
    items_.add(fresh_, findings());
    return std::nullopt;
  }
  waiting_ = outcome;
  return take_waiting();
}

/// Notes what an event says, unless it says of what kind it is, or searching brought it to light.
std::optional<Event> Reader::Impl::pass_over(const Document& document) {
  const bool known = has_brackets(document.text) && decoder_.notes().event_without_tokens;
  const bool expected = unpacker_.expects_more(document);
  if (expected && !known) assembly_.note_unread(document.text);
  if (!expected) unpacker_.doubt(document, decoder_.trouble());
  return std::nullopt;
}

/// Takes fresh_ as a whole response or as a part of one, once a response that it does not belong to
/// is finished.
std::optional<Event> Reader::Impl::take_waiting() {
  const bool part = waiting_ == Outcome::part;
  const bool goes_on = part ? assembly_.takes(fresh_, decoder_.notes()) : options_.one_response;
  if (assembly_.open() && !goes_on) {
    if (const std::optional<Event> event = close()) return event;
  }
  if (!assembly_.open()) began_in_ = unpacker_.active() ? unpacker_.item() : 0;
  waiting_ = Outcome::not_mine;
  found_anything_ = true;
  after_done_ = false;
  if (!part) {
    assembly_.take(fresh_, findings());
    return close_unless_one();
  }
  assembly_.add(fresh_, findings(), std::exchange(starts_whole_, false));
  // What may turn out to be told again is not shown before it is finished.
  return told_.any(began_in_) ? std::nullopt : std::optional(Event::grown);
}

/// Finishes the open response. Nothing is found if its item told the same before.
std::optional<Event> Reader::Impl::close() {
  assembly_.finish();
  const bool known = began_in_ == unpacker_.item() && told_.again(began_in_, assembly_.answer());
  return known ? std::nullopt : std::optional(Event::done);
}

std::optional<Event> Reader::Impl::skip(const Document& document, const std::string& message) {
  if (!unpacker_.expects_more(document)) {
    if (document.kind == Document::Kind::cut) unpacker_.doubt(document, message);
    return std::nullopt;
  }
  if (!std::exchange(found_anything_, true) && !unpacker_.active()) {
    const std::string binary = describe_binary(document.text);
    stopped_ = !binary.empty() || is_page(document.text);
    if (stopped_) return problems_.fail(binary.empty() ? message : binary, "", true);
  }
  const bool ends = document.unfinished || document.kind == Document::Kind::cut;
  const Layer* const failed = ends ? intake_.failed() : nullptr;
  failure_told_ = failure_told_ || failed != nullptr;
  if (assembly_.open() && document.unfinished) {
    assembly_.mark_cut();
  } else if (assembly_.open() && document.kind != Document::Kind::foreign) {
    assembly_.mark_damaged(State::unusable, fmt::format("a broken {} of the stream was skipped",
                                                        document.event ? "event" : "line"));
  }
  return problems_.skip(unpacker_.located(document),
                        failed != nullptr ? failed->problem() : message);
}

Event Reader::Impl::end_source() {
  if (assembly_.open()) {
    if (const std::optional<Event> event = close()) return *event;
  }
  items_.finish();
  if ((of_item_ = items_.next())) return Event::done;
  const bool alone = !std::exchange(found_anything_, true);
  const Layer* const failed = intake_.failed();
  if (failed != nullptr && !std::exchange(failure_told_, true)) {
    return problems_.fail(failed->problem(), failed->cut() ? "cut_off" : "", alone);
  }
  if (!alone) return Event::end;
  if (framer_.was_blank()) return problems_.fail("empty: there is no response in it", "", true);
  const std::string unread = assembly_.unread().empty() ? "" : ", but data: " + assembly_.unread();
  return problems_.fail("no response in it" + unread, "", true);
}

Reader::Reader(ReadOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Reader::~Reader() = default;

std::span<char> Reader::space() { return impl_->intake().space(); }
void Reader::filled(std::size_t size) { impl_->intake().filled(size); }
void Reader::feed(std::string_view bytes) { impl_->intake().feed(bytes); }
void Reader::finish(std::size_t choices) { impl_->finish(choices); }
Event Reader::next() { return impl_->next(); }
const Answer& Reader::answer() const { return impl_->answer(); }
const Problem& Reader::problem() const { return impl_->problem(); }
bool Reader::saw_end_sign() const { return impl_->saw_end_sign(); }

}  // namespace logprobs
