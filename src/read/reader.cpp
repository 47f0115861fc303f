// Follows a source from its first byte to its last: which documents make one response, and whether
// it came whole.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "answer.hpp"
#include "broken.hpp"
#include "decoder.hpp"
#include "framer.hpp"
#include "logprobs/read.hpp"

namespace logprobs {
namespace {

constexpr std::string_view cut_message =
    "the stream was cut off before its end; what came is shown";
constexpr std::string_view no_logprobs_message =
    "no logprobs in this response; ask with logprobs (or --top-logprobs), or check that the model "
    "gives them";

/// How far a response has come: the choices it began, and which of them have their end sign.
struct Progress {
  std::vector<std::pair<int, bool>> choices;
  bool done = false;               // [DONE] came, or it is a document by itself
  bool full = false;               // larger than --max-bytes: no more is kept of it
  State damage = State::complete;  // cut or unusable, when something of it was lost on the way
  Failure failure{};               // says what

  void note(const Answer& part);
  void harm(State state, std::string message, std::string code = "");
  bool ended() const;
  bool has(int index) const;
};

void Progress::note(const Answer& part) {
  for (const Choice& choice : part.choices) {
    auto known = std::find_if(choices.begin(), choices.end(),
                              [&](const auto& entry) { return entry.first == choice.index; });
    if (known == choices.end()) known = choices.insert(known, {choice.index, false});
    known->second = known->second || !choice.finish_reason.empty();
  }
}

void Progress::harm(State state, std::string message, std::string code) {
  if (damage != State::complete) return;  // the first is the cause
  damage = state;
  failure = {std::move(message), std::move(code), {}};
}

bool Progress::ended() const {
  const auto has_end_sign = [](const auto& entry) { return entry.second; };
  return done || (!choices.empty() && std::all_of(choices.begin(), choices.end(), has_end_sign));
}

bool Progress::has(int index) const {
  const auto is_index = [&](const auto& entry) { return entry.first == index; };
  return std::any_of(choices.begin(), choices.end(), is_index);
}

bool same_response(const Answer& open, const Answer& part) {
  return open.id.empty() || part.id.empty() || open.id == part.id;
}

bool has_tokens(const Answer& answer) {
  const auto any = [](const Choice& choice) { return !choice.tokens.empty(); };
  return std::any_of(answer.choices.begin(), answer.choices.end(), any);
}

}  // namespace

class Reader::Impl {
 public:
  explicit Impl(ReadOptions options)
      : options_(std::move(options)),
        framer_(options_.max_bytes, options_.max_event_line),
        decoder_(options_.from) {
    current_.source = fresh_.source = options_.source;
  }

  Framer& framer() { return framer_; }
  const Answer& answer() const { return current_; }
  const Problem& problem() const { return problem_; }
  bool saw_end_sign() const { return end_sign_; }
  Event next();

 private:
  std::optional<Event> take(const Document& document);
  std::optional<Event> take_cut(const Document& document);
  std::optional<Event> decode(const Document& document);
  Event take_part();
  Event take_whole();
  Event close();
  std::string limit(const Document& document) const;
  void keep_array(const Document& document);
  Event skip(const Document& document, const std::string& message);
  Event end_source();
  void settle();
  void keep_wanted_choice();

  ReadOptions options_;
  Framer framer_;
  Decoder decoder_;
  Answer current_;                       // what answer() shows
  Answer fresh_;                         // what the document decoded last says
  Outcome waiting_ = Outcome::not_mine;  // of fresh_, while the response before it is closed
  Progress progress_;                    // of current_
  Problem problem_;
  bool open_ = false;            // current_ is a stream's response and may still grow
  bool found_anything_ = false;  // a response or a problem
  bool end_sign_ = false;        // [DONE] was read last
  Document array_;               // an array of responses; its text is array_text_
  std::string array_text_;
  std::vector<std::string_view> elements_;  // of it, those still to come, the next one last
};

Event Reader::Impl::next() {
  if (waiting_ == Outcome::part) return take_part();
  if (waiting_ != Outcome::not_mine) return take_whole();
  for (;;) {
    Document document;
    if (!elements_.empty()) {
      document = array_;
      document.text = elements_.back();
      document.element = true;
      elements_.pop_back();
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
  elements_.assign(decoder_.elements().rbegin(), decoder_.elements().rend());
  for (std::string_view& element : elements_) {
    const auto begin = static_cast<std::size_t>(element.data() - document.text.data());
    element = std::string_view(array_text_).substr(begin, element.size());
  }
}

std::optional<Event> Reader::Impl::take(const Document& document) {
  end_sign_ = document.kind == Document::Kind::done;
  switch (document.kind) {
    case Document::Kind::json:
      return decode(document);
    case Document::Kind::done:
      progress_.done = true;
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
  progress_.harm(State::cut, std::string(cut_message), "cut_off");
  return std::nullopt;
}

std::optional<Event> Reader::Impl::decode(const Document& document) {
  // An event that is no object is a remark, "ping" for instance.
  if (document.event && !document.text.starts_with('{') && !document.text.starts_with('[')) {
    return std::nullopt;
  }
  forget(fresh_);
  Outcome outcome = decoder_.decode(document, fresh_);
  // An error in the middle of a stream has no id, and is about the stream.
  const bool error_alone = fresh_.failure && fresh_.choices.empty() && fresh_.id.empty();
  if (outcome == Outcome::whole && open_ && error_alone) outcome = Outcome::part;
  fresh_.place = document.place;
  switch (outcome) {
    case Outcome::broken:
      return skip(document, decoder_.problem());
    case Outcome::several:
      keep_array(document);
      return std::nullopt;
    case Outcome::not_mine:
      if (document.event) return std::nullopt;  // servers send events that say nothing of tokens
      outcome = Outcome::unusable;
      break;
    case Outcome::unusable:
      if (document.event) outcome = Outcome::part;
      break;
    case Outcome::part:
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
    progress_ = {};
    forget(current_);
    current_.place = fresh_.place;
    current_.format = fresh_.format;
    open_ = true;
  }
  progress_.note(fresh_);
  if (!decoder_.trouble().empty()) progress_.harm(State::unusable, decoder_.trouble());
  progress_.full =
      progress_.full || current_.bytes.size() + fresh_.bytes.size() > options_.max_bytes;
  if (progress_.full) {
    progress_.harm(
        State::unusable,
        fmt::format("the response is larger than --max-bytes ({} bytes)", options_.max_bytes));
  } else {
    append(current_, fresh_);
  }
  keep_wanted_choice();
  return Event::grown;
}

Event Reader::Impl::take_whole() {
  if (open_) return close();
  waiting_ = Outcome::not_mine;
  found_anything_ = true;
  std::swap(current_, fresh_);
  progress_ = {};
  progress_.done = true;
  progress_.note(current_);
  if (!decoder_.trouble().empty()) progress_.harm(State::unusable, decoder_.trouble());
  keep_wanted_choice();
  return close();
}

Event Reader::Impl::close() {
  open_ = false;
  settle();
  return Event::done;
}

/// Decides how the response ended.
void Reader::Impl::settle() {
  if (!progress_.ended()) progress_.harm(State::cut, std::string(cut_message), "cut_off");
  drop_empty_kinds(current_);
  if (current_.failure) {
    current_.state = State::refused;
    return;
  }
  if (options_.choice && !progress_.has(*options_.choice)) {
    progress_.harm(State::no_choice,
                   fmt::format("no choice with index {} in this response", *options_.choice));
  }
  if (!has_tokens(current_)) {
    progress_.harm(State::no_logprobs, std::string(no_logprobs_message), "no_logprobs");
  }
  current_.state = progress_.damage;
  if (current_.state != State::complete) current_.failure = progress_.failure;
}

void Reader::Impl::keep_wanted_choice() {
  if (!options_.choice) return;
  std::vector<Choice>& choices = current_.choices;
  const auto unwanted = [&](const Choice& choice) { return choice.index != *options_.choice; };
  choices.erase(std::remove_if(choices.begin(), choices.end(), unwanted), choices.end());
}

Event Reader::Impl::skip(const Document& document, const std::string& message) {
  const bool goes_on = document.place.line && !document.unfinished;
  const bool alone = !std::exchange(found_anything_, true) && !goes_on;
  const std::string_view piece = document.event ? "event" : "line";
  if (open_ && document.unfinished) {
    progress_.harm(State::cut, std::string(cut_message), "cut_off");
  } else if (open_) {
    progress_.harm(State::unusable, fmt::format("a broken {} of the stream was skipped", piece));
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

void Reader::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::span<char> room = space();
    const std::size_t size = std::min(room.size(), bytes.size());
    std::memcpy(room.data(), bytes.data(), size);
    filled(size);
    bytes.remove_prefix(size);
  }
}

void Reader::finish() { impl_->framer().finish(); }
Event Reader::next() { return impl_->next(); }
const Answer& Reader::answer() const { return impl_->answer(); }
const Problem& Reader::problem() const { return impl_->problem(); }
bool Reader::saw_end_sign() const { return impl_->saw_end_sign(); }

}  // namespace logprobs
