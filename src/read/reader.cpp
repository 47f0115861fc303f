// Follows a source from its first byte to its last: puts together the documents of one response,
// and decides whether it is complete.
#include <fmt/format.h>

#include <utility>

#include "logprobs/read.hpp"
#include "read/decode/decoder.hpp"
#include "read/encoding/intake.hpp"
#include "read/frame/binary.hpp"
#include "read/frame/broken.hpp"
#include "read/frame/framer.hpp"
#include "read/join/join.hpp"
#include "read/join/response_progress.hpp"
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
        decoder_(options_.from, {.prompt = options_.prompt, .reasoning = options_.reasoning}) {
    current_.source = fresh_.source = options_.source;
  }

  Intake& intake() { return intake_; }
  const Answer& answer() const { return current_; }
  const Problem& problem() const { return problem_; }
  bool saw_end_sign() const { return end_sign_ || framer_.done_is_waiting(); }
  Event next();

 private:
  std::optional<Event> take(const Document& document);
  std::optional<Event> take_cut(const Document& document);
  Outcome among_others(Outcome outcome, const Document& document);
  std::optional<Event> decode(const Document& document);
  Event take_part();
  Event take_whole();
  Event close();
  std::string limit(const Document& document) const;
  std::optional<Event> open_text(const Document& document);
  Event skip(const Document& document, const std::string& message);
  Event end_source();
  void begin();
  bool unfinished() const { return open_ && !progress_.ended(); }
  void note_part(Answer& part);

  ReadOptions options_;
  Framer framer_;
  Intake intake_;
  Unpacker unpacker_;
  Decoder decoder_;
  Answer current_;                       // what answer() returns
  Answer fresh_;                         // what the last document says
  Outcome waiting_ = Outcome::not_mine;  // of fresh_, while the response before it is finished
  ResponseProgress progress_;            // of current_
  bool full_ = false;                    // larger than --max-bytes: no more of it is kept
  Problem problem_;
  bool open_ = false;            // current_ may still grow
  bool starts_whole_ = false;    // fresh_ is a response by itself, or the first part of one
  bool found_anything_ = false;  // a response or a problem
  bool stopped_ = false;         // the source is no text, so no more of it is read
  bool failure_told_ = false;    // that the source could not be decoded to its end
  bool end_sign_ = false;        // [DONE] was read last
};

Event Reader::Impl::next() {
  if (stopped_) return Event::end;
  if (waiting_ == Outcome::part) return take_part();
  if (waiting_ != Outcome::not_mine) return take_whole();
  for (;;) {
    Document document;
    if (unpacker_.active()) {
      if (!unpacker_.next(document)) {
        if (unpacker_.close() && open_) return close();
        continue;
      }
    } else if (!framer_.next(document)) {
      if (intake_.pour()) continue;
      return framer_.ended() ? end_source() : Event::needs_bytes;
    }
    if (const std::optional<Event> event = take(document)) return *event;
  }
}

/// Goes on with a response that a document holds as a string.
std::optional<Event> Reader::Impl::open_text(const Document& document) {
  if (trim(decoder_.envelope().text) == "[DONE]") {
    Document done = document;
    done.kind = Document::Kind::done;
    return take(done);
  }
  unpacker_.open_text(document, decoder_.envelope());
  return std::nullopt;
}

std::optional<Event> Reader::Impl::take(const Document& document) {
  end_sign_ = document.kind == Document::Kind::done;
  switch (document.kind) {
    case Document::Kind::json:
      return decode(document);
    case Document::Kind::done:
      progress_.end();
      if (open_) return close();
      return std::nullopt;
    case Document::Kind::cut:
      return take_cut(document);
    case Document::Kind::too_large:
      return skip(document, fmt::format("larger than {}", limit(document)));
  }
  return std::nullopt;
}

/// The limit that a too large document exceeds.
std::string Reader::Impl::limit(const Document& document) const {
  const bool line_alone = document.event && options_.max_event_line < options_.max_bytes;
  return line_alone ? fmt::format("a line of a stream may be ({} bytes)", options_.max_event_line)
                    : fmt::format("--max-bytes ({} bytes)", options_.max_bytes);
}

std::optional<Event> Reader::Impl::take_cut(const Document& document) {
  if (!document.event) {
    return skip(document, describe_broken(document, nullptr));
  }
  if (!open_) return skip(document, "the stream was cut off inside an event");
  progress_.mark_cut();
  return std::nullopt;
}

/// Resolves `last` and `piece`: the document continues a response or is one of its own.
Outcome Reader::Impl::among_others(Outcome outcome, const Document& document) {
  // An error in the middle of a stream has no id; it belongs to the stream.
  const bool error_alone =
      fresh_.failure && fresh_.choices.empty() && fresh_.id.empty() && fresh_.custom_id.empty();
  if (outcome == Outcome::whole && unfinished() && error_alone) return Outcome::part;
  if (outcome != Outcome::last && outcome != Outcome::piece) return outcome;
  const bool goes_on = open_ && same_response(current_, fresh_);
  const bool one_of_several = document.place.line || document.element;
  const bool may_begin = outcome == Outcome::piece && one_of_several;
  starts_whole_ = !goes_on && may_begin;
  return goes_on || may_begin ? Outcome::part : Outcome::whole;
}

std::optional<Event> Reader::Impl::decode(const Document& document) {
  // An event that is not an object or array, such as "ping", says nothing.
  if (document.event && !document.text.starts_with('{') && !document.text.starts_with('[')) {
    return std::nullopt;
  }
  clear(fresh_);
  Outcome outcome = decoder_.decode(document, fresh_);
  fresh_.place = document.place;
  unpacker_.put_envelopes_into(fresh_);
  outcome = among_others(outcome, document);
  switch (outcome) {
    case Outcome::broken:
      return skip(document, decoder_.problem());
    case Outcome::several:
      unpacker_.open_array(document, decoder_.elements(), decoder_.envelope());
      return std::nullopt;
    case Outcome::text:
      return open_text(document);
    case Outcome::not_mine:
      // Servers send events that say nothing of tokens.
      if (document.event || (unfinished() && decoder_.notes().event_without_tokens))
        return std::nullopt;
      outcome = Outcome::unusable;
      break;
    case Outcome::unusable:
      if (document.event) outcome = Outcome::part;
      break;
    case Outcome::part:
    case Outcome::piece:
    case Outcome::last:
    case Outcome::whole:
      break;
  }
  waiting_ = outcome;
  return outcome == Outcome::part ? take_part() : take_whole();
}

/// Appends fresh_ to its response, once a response that it does not belong to is finished.
Event Reader::Impl::take_part() {
  if (open_ && !same_response(current_, fresh_)) return close();
  waiting_ = Outcome::not_mine;
  found_anything_ = true;
  if (!open_) {
    begin();
    clear(current_);
    current_.place = fresh_.place;
    current_.format = fresh_.format;
    open_ = true;
    if (std::exchange(starts_whole_, false)) progress_.end();
  } else {
    progress_.go_on();
  }
  note_part(fresh_);
  full_ = full_ || current_.bytes.size() + fresh_.bytes.size() > options_.max_bytes;
  if (full_) {
    progress_.mark_damaged(
        State::unusable,
        fmt::format("the response is larger than --max-bytes ({} bytes)", options_.max_bytes));
  } else {
    progress_.append_part(options_, decoder_.notes(), fresh_, current_);
  }
  return Event::grown;
}

Event Reader::Impl::take_whole() {
  if (open_) return close();
  waiting_ = Outcome::not_mine;
  found_anything_ = true;
  begin();
  progress_.end();
  note_part(fresh_);
  std::swap(current_, fresh_);
  return close();
}

void Reader::Impl::begin() {
  progress_ = {};
  full_ = false;
}

/// Notes what a document says besides its tokens, and drops the choices that nobody asked for.
void Reader::Impl::note_part(Answer& part) {
  progress_.note(part);
  progress_.note(decoder_.notes());
  if (!decoder_.trouble().empty()) progress_.mark_damaged(State::unusable, decoder_.trouble());
  if (!options_.choice) return;
  std::erase_if(part.choices,
                [&](const Choice& choice) { return choice.index != *options_.choice; });
}

Event Reader::Impl::close() {
  open_ = false;
  progress_.finish(options_, current_);
  return Event::done;
}

Event Reader::Impl::skip(const Document& document, const std::string& message) {
  if (!found_anything_ && !unpacker_.active()) {
    problem_ = {};
    problem_.alone = true;
    problem_.message = describe_binary(document.text);
    stopped_ = found_anything_ = !problem_.message.empty();
    if (stopped_) return Event::broken;
  }
  const bool goes_on = document.place.line && !document.unfinished;
  const bool alone = !std::exchange(found_anything_, true) && !goes_on;
  const std::string_view piece = document.event ? "event" : "line";
  const bool cut = document.kind == Document::Kind::cut;
  const Layer* const failed = cut || document.unfinished ? intake_.failed() : nullptr;
  failure_told_ = failure_told_ || failed != nullptr;
  if (open_ && document.unfinished) {
    progress_.mark_cut();
  } else if (open_) {
    progress_.mark_damaged(State::unusable,
                           fmt::format("a broken {} of the stream was skipped", piece));
  }
  problem_ = {document.place, failed != nullptr ? failed->problem() : message, cut ? "cut_off" : "",
              alone};
  if (document.place.line) problem_.message += fmt::format("; the {} was skipped", piece);
  return Event::broken;
}

Event Reader::Impl::end_source() {
  if (open_) return close();
  problem_ = {};
  problem_.alone = !std::exchange(found_anything_, true);
  const Layer* const failed = intake_.failed();
  if (failed != nullptr && !std::exchange(failure_told_, true)) {
    problem_.message = failed->problem();
    if (failed->cut()) problem_.code = "cut_off";
    return Event::broken;
  }
  if (!problem_.alone) return Event::end;
  problem_.message =
      framer_.was_blank() ? "empty: there is no response in it" : "no response in it";
  return Event::broken;
}

Reader::Reader(ReadOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Reader::~Reader() = default;

std::span<char> Reader::space() { return impl_->intake().space(); }
void Reader::filled(std::size_t size) { impl_->intake().filled(size); }
void Reader::feed(std::string_view bytes) { impl_->intake().feed(bytes); }
void Reader::finish() { impl_->intake().finish(); }
Event Reader::next() { return impl_->next(); }
const Answer& Reader::answer() const { return impl_->answer(); }
const Problem& Reader::problem() const { return impl_->problem(); }
bool Reader::saw_end_sign() const { return impl_->saw_end_sign(); }

}  // namespace logprobs
