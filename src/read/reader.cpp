// Follows a source from its first byte to its last: which documents make one response, and whether
// it came whole.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "logprobs/by_choice.hpp"
#include "logprobs/read.hpp"
#include "read/decode/decoder.hpp"
#include "read/frame/broken.hpp"
#include "read/frame/framer.hpp"
#include "read/join/response_progress.hpp"
#include "read/tokens/build.hpp"

namespace logprobs {
using namespace read;

namespace {

/// Whether a part has something to say to a choice that is over.
bool goes_beyond_end(const Answer& open, const Answer& part) {
  return std::any_of(part.choices.begin(), part.choices.end(), [&](const Choice& piece) {
    if (piece.tokens.empty() && piece.message.empty()) return false;
    const auto [begin, end] = kinds_of_choice(open.choices, piece.index);
    return std::any_of(begin, end, [](const Choice& choice) { return choice.ended; });
  });
}

/// Parts without ids belong together if they are of one format, up to the end of what they say; an
/// error or a remark is of no format.
bool same_response(const Answer& open, const Answer& part) {
  if (open.custom_id != part.custom_id && !part.custom_id.empty()) return false;
  if (!open.id.empty() && !part.id.empty()) return open.id == part.id;
  if (open.choices.empty() || part.choices.empty()) return true;
  if (!open.model.empty() && !part.model.empty() && open.model != part.model) return false;
  return open.format == part.format && !goes_beyond_end(open, part);
}

}  // namespace

class Reader::Impl {
 public:
  explicit Impl(ReadOptions options)
      : options_(std::move(options)),
        framer_(options_.max_bytes, options_.max_event_line),
        decoder_(options_.from, {.prompt = options_.prompt, .reasoning = options_.reasoning}) {
    current_.source = fresh_.source = options_.source;
  }

  Framer& framer() { return framer_; }
  const Answer& answer() const { return current_; }
  const Problem& problem() const { return problem_; }
  bool saw_end_sign() const { return end_sign_ || framer_.waits_behind_done(); }
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
  void keep_array(const Document& document);
  std::optional<Event> begin_inside(const Document& document);
  bool next_inside(Document& document);
  bool end_inside();
  Event skip(const Document& document, const std::string& message);
  Event end_source();
  void begin();
  bool unfinished() const { return open_ && !progress_.ended(); }
  void note_part(Answer& part);

  ReadOptions options_;
  Framer framer_;
  Decoder decoder_;
  Answer current_;                       // what answer() shows
  Answer fresh_;                         // what the document decoded last says
  Outcome waiting_ = Outcome::not_mine;  // of fresh_, while the response before it is closed
  ResponseProgress progress_;            // of current_
  bool full_ = false;                    // it is larger than --max-bytes: no more is kept of it
  Problem problem_;
  bool open_ = false;            // current_ is a stream's response and may still grow
  bool starts_whole_ = false;    // fresh_ may be a response by itself, or the first part of one
  bool found_anything_ = false;  // a response or a problem
  bool end_sign_ = false;        // [DONE] was read last
  bool in_array_ = false;        // of several elements, the last of which may have been taken
  Document array_;               // an array of responses; its text is array_text_
  std::string array_text_;
  std::unique_ptr<Framer> inner_;  // cuts a response that is a string in outer_
  Document outer_;
  Envelope envelope_;
  std::size_t documents_inside_ = 0;
  std::vector<std::string_view> elements_;  // of it, those still to come, the next one last
};

Event Reader::Impl::next() {
  if (waiting_ == Outcome::part) return take_part();
  if (waiting_ != Outcome::not_mine) return take_whole();
  for (;;) {
    Document document;
    // The chunks of one response may be an array; what follows that is not of it.
    if (elements_.empty() && std::exchange(in_array_, false) && open_) return close();
    if (!elements_.empty() && (!inner_ || array_.inside)) {
      document = array_;
      document.text = elements_.back();
      document.element = true;
      elements_.pop_back();
    } else if (inner_) {
      if (!next_inside(document)) {
        if (end_inside()) return close();
        continue;
      }
    } else if (!framer_.next(document)) {
      return framer_.ended() ? end_source() : Event::needs_bytes;
    }
    if (const std::optional<Event> event = take(document)) return *event;
  }
}

/// Notes the array's elements. Its text is copied: the framer's buffer may be filled meanwhile.
void Reader::Impl::keep_array(const Document& document) {
  array_text_ = document.text;
  array_text_.reserve(array_text_.size() + Buffer::padding);
  array_ = document;
  if (!document.inside) envelope_ = decoder_.envelope();
  in_array_ = decoder_.elements().size() > 1;
  elements_.assign(decoder_.elements().rbegin(), decoder_.elements().rend());
  for (std::string_view& element : elements_) {
    const auto begin = static_cast<std::size_t>(element.data() - document.text.data());
    element = std::string_view(array_text_).substr(begin, element.size());
  }
}

/// Goes on with a response that a document holds as a string.
std::optional<Event> Reader::Impl::begin_inside(const Document& document) {
  envelope_ = decoder_.envelope();
  if (trim(envelope_.text) == "[DONE]") {
    Document done = document;
    done.kind = Document::Kind::done;
    return take(done);
  }
  outer_ = document;
  inner_ = std::make_unique<Framer>(options_.max_bytes);
  inner_->feed(envelope_.text);
  inner_->finish();
  documents_inside_ = 0;
  return std::nullopt;
}

/// The next document of such a string; its place is that of the document around it.
bool Reader::Impl::next_inside(Document& document) {
  if (!inner_->next(document)) return false;
  ++documents_inside_;
  document.place = outer_.place;
  document.inside = true;
  document.element = outer_.element;
  document.unfinished = document.unfinished && outer_.unfinished;
  return true;
}

/// Leaves the string. A stream in it is over; one event may be one of many that are kept so.
bool Reader::Impl::end_inside() {
  inner_.reset();
  return open_ && documents_inside_ > 1;
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

/// What a document that is too large was measured by.
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

/// What a document is where it stands: behind what came of another, or by itself.
Outcome Reader::Impl::among_others(Outcome outcome, const Document& document) {
  // An error in the middle of a stream has no id, and is about the stream.
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
  // An event that is no object is a remark, "ping" for instance.
  if (document.event && !document.text.starts_with('{') && !document.text.starts_with('[')) {
    return std::nullopt;
  }
  clear(fresh_);
  Outcome outcome = decoder_.decode(document, fresh_);
  fresh_.place = document.place;
  if (inner_ || document.element) put_into(envelope_, fresh_);
  outcome = among_others(outcome, document);
  switch (outcome) {
    case Outcome::broken:
      return skip(document, decoder_.problem());
    case Outcome::several:
      keep_array(document);
      return std::nullopt;
    case Outcome::text:
      return begin_inside(document);
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

/// Puts fresh_ behind what came of the same response, once one that it is not of is closed.
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
    progress_.append_part(decoder_.notes().repeats, fresh_, current_);
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

/// Notes what a document says of its response beside the tokens, and leaves out what is not wanted.
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
  const bool goes_on = document.place.line && !document.unfinished;
  const bool alone = !std::exchange(found_anything_, true) && !goes_on;
  const std::string_view piece = document.event ? "event" : "line";
  if (open_ && document.unfinished) {
    progress_.mark_cut();
  } else if (open_) {
    progress_.mark_damaged(State::unusable,
                           fmt::format("a broken {} of the stream was skipped", piece));
  }
  problem_ = {document.place, message, document.kind == Document::Kind::cut ? "cut_off" : "",
              alone};
  if (document.place.line) problem_.message += fmt::format("; the {} was skipped", piece);
  return Event::broken;
}

Event Reader::Impl::end_source() {
  if (open_) return close();
  if (std::exchange(found_anything_, true)) return Event::end;
  problem_ = {{},
              framer_.was_blank() ? "empty: there is no response in it" : "no response in it",
              "",
              true};
  return Event::broken;
}

Reader::Reader(ReadOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Reader::~Reader() = default;

std::span<char> Reader::space() { return impl_->framer().space(); }

void Reader::filled(std::size_t size) { impl_->framer().filled(size); }

void Reader::feed(std::string_view bytes) { impl_->framer().feed(bytes); }

void Reader::finish() { impl_->framer().finish(); }
Event Reader::next() { return impl_->next(); }
const Answer& Reader::answer() const { return impl_->answer(); }
const Problem& Reader::problem() const { return impl_->problem(); }
bool Reader::saw_end_sign() const { return impl_->saw_end_sign(); }

}  // namespace logprobs
