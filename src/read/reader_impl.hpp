// Follows a source from its first byte to its last: puts the documents of a response together.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "logprobs/read.hpp"
#include "read/decode/decoder.hpp"
#include "read/encoding/intake.hpp"
#include "read/frame/framer.hpp"
#include "read/item_fields.hpp"
#include "read/join/assembly.hpp"
#include "read/join/items.hpp"
#include "read/join/told.hpp"
#include "read/problems.hpp"
#include "read/tokens/build.hpp"
#include "read/unpack.hpp"

namespace logprobs {

/// Whether two places are in the same value of a source.
inline bool same_value(const Place& a, const Place& b) {
  return a.first_line == b.first_line && a.offset == b.offset;
}

class Reader::Impl {
 public:
  explicit Impl(ReadOptions options)
      : options_(std::move(options)),
        framer_(options_.max_bytes, options_.max_event_line),
        intake_(framer_, options_.decodes && options_.begin.offset == 0),
        unpacker_(options_.max_bytes),
        decoder_(options_.from, {.prompt = options_.prompt, .reasoning = options_.reasoning}),
        assembly_(options_),
        items_(options_) {
    fresh_.source = options_.source;
    move_to(options_.begin);
    if (!options_.fields.empty()) fields_.emplace(options_.fields);
    if (options_.one_response) asked_ = options_.asked;
  }

  read::Intake& intake() { return intake_; }
  void hurry() { framer_.hurry(); }
  void finish(std::size_t choices) {
    intake_.finish();
    assembly_.expect(choices);
  }
  const Answer& answer() const { return shows_first_ ? first_ : found_answer(); }
  const Problem& problem() const { return problems_.last(); }
  bool saw_end() const { return saw_end_ || framer_.done_is_waiting(); }
  Event next();
  std::optional<Beginning> resumes_at() const;
  void move_to(const Beginning& begin);

 private:
  const Answer& found_answer() const { return of_item_ ? items_.answer() : assembly_.answer(); }
  Event find();
  Event find_next();
  bool is_of_first_value(Event event) const;
  std::optional<Event> take(const read::Document& document);
  read::Outcome among_others(read::Outcome outcome, const read::Document& document,
                             bool has_others);
  bool is_read_otherwise(const read::Document& document, read::Outcome outcome);
  std::optional<Event> decode(const read::Document& document);
  std::optional<Event> pass_over(const read::Document& document);
  void take_fields(const read::Document& document, read::Outcome outcome);
  std::optional<Event> take_waiting();
  bool goes_on() const {
    return options_.one_response || (!another_ && assembly_.takes(fresh_, decoder_.notes()));
  }
  /// True if, after the end of a response, nothing of the document is of another one.
  bool says_nothing() const {
    const bool same = fresh_.id.empty() || fresh_.id == assembly_.answer().id;
    return same && fresh_.choices.empty() && !fresh_.failure;
  }
  bool may_be_alone(const Answer& answer) const {
    return answer.place.several && !options_.one_response &&
           !same_value(answer.place, first_.place);
  }
  std::optional<Event> close_unless_one() { return options_.one_response ? std::nullopt : close(); }
  void take_request(const read::Document& document);
  std::optional<Event> close();
  std::optional<Event> skip(const read::Document& document, const std::string& message);
  Event end_source();
  bool is_closed() const;
  read::Aside aside() const { return {decoder_.notes(), decoder_.trouble()}; }

  ReadOptions options_;
  read::Framer framer_;
  read::Intake intake_;
  read::Unpacker unpacker_;
  read::Decoder decoder_;
  std::optional<read::ItemFields> fields_;  // if some are wanted
  read::Assembly assembly_;
  read::Items items_;
  read::Told told_;
  read::Unread lost_;           // data of streams without a response
  std::uint64_t began_in_ = 0;  // the item that the open answer begins in; 0 for none
  Answer fresh_;                // what the last document says
  Asked asked_;                 // for the response that comes next, if that is known
  read::Outcome waiting_ =
      read::Outcome::not_mine;            // of fresh_, while the response before it is finished
  std::optional<Beginning> fresh_begin_;  // of fresh_, if it has a line of its own
  Answer first_;                          // the last answer that was the first of its value
  bool shows_first_ = false;              // it is answer()
  std::optional<Event> next_;             // what was found after it
  read::Problems problems_;
  bool starts_whole_ = false;    // fresh_ is a response by itself, or the first part of one
  bool found_anything_ = false;  // a response or a problem
  bool stopped_ = false;         // the source is no text, so no more of it is read
  bool failure_told_ = false;    // that the source could not be decoded to its end
  bool saw_end_ = false;         // the last document ended its response
  bool of_item_ = false;         // answer() is one of items_
  bool after_done_ = false;      // [DONE] ended the last response
  bool in_page_ = false;         // of HTML, which was told
  bool another_ = false;         // a request, or headers, came since the last response
};

}  // namespace logprobs
