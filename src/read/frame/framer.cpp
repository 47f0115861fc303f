#include "read/frame/framer.hpp"

#include <algorithm>
#include <utility>

#include "read/frame/front.hpp"
#include "read/frame/misplaced.hpp"
#include "read/frame/scan.hpp"

namespace logprobs::read {
Framer::Framer(std::uint64_t max_bytes, std::uint64_t max_event_line)
    : source_(max_bytes),
      events_(max_bytes),
      max_event_line_(std::min(max_bytes, max_event_line)) {}

void Framer::begin_at(std::uint64_t offset, std::uint64_t line) {
  source_.begin_at(offset, line);
  lines_ = {};
}

std::optional<Beginning> Framer::next_line() const {
  if (!source_.text().empty() || value_.begun() || !source_.position().fresh) return std::nullopt;
  return Beginning{source_.position().offset, source_.line_place().line.value_or(0), true};
}

std::span<char> Framer::space() {
  constexpr std::size_t first_block = 65'536;  // keeps the start of a short run cheap
  constexpr std::size_t block = 262'144;
  const bool first = source_.position().offset == 0 && source_.text().empty();
  return source_.buffer.space(first ? first_block : block);
}

void Framer::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t size = std::min(space().size(), bytes.size());
    source_.buffer.append(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
}

bool Framer::next(Document& document) {
  for (;;) {
    const Step taken = step(document);
    if (taken == Step::on) continue;
    const bool found = taken == Step::found;
    ended_ = !found && source_.finished;
    hurried_ = hurried_ && found;
    return found;
  }
}

/// Takes what is at the front, if that is an item or a part of one, or passes over it.
Framer::Step Framer::step(Document& document) {
  const std::string_view text = source_.look();
  if (text.empty()) return at_end(document);
  if (skipper_.busy()) return pass_over();
  if (value_.begun()) return go_on_with_value(document);
  const char front = text.front();
  if (std::exchange(after_cr_, false) && front == '\n') {
    source_.pass(1);
    source_.begin_line();
    return Step::on;
  }
  if (front == '\n' || (front == '\r' && in_stream_)) return end_line(document);
  if (resumption_.resuming() && !may_resume(front)) return drop_line();
  if (is_opener(front)) return take_line(document);
  if (is_blank_in_line(front)) return pass(blanks(text));
  return take_other(document);
}

/// Takes what begins neither a value nor with white space.
Framer::Step Framer::take_other(Document& document) {
  const std::string_view text = source_.text();
  const Begins mark = begins(text, byte_order_mark, source_.finished);
  const Begins headers = begins(text, "HTTP/", source_.finished);
  // A stream that ends in a field's name was cut there.
  const Begins event = begins_event(text, source_.finished && !in_stream_);
  if (mark == Begins::yes) {
    source_.pass(byte_order_mark.size());
    if (source_.position().fresh) source_.begin_line();
    return Step::on;
  }
  if (headers == Begins::yes) {
    if (events_.pending()) return flush(document);
    in_stream_ = only_values_ = false;
    passed_headers_ = true;
    events_.end();
    skipper_.begin_headers();
    return pass_over();
  }
  if (event == Begins::yes || (event == Begins::unknown && source_.finished)) {
    return take_event_line(document);
  }
  const bool no = mark == Begins::no && headers == Begins::no && event == Begins::no;
  return no ? take_line(document) : Step::waits;
}

Framer::Step Framer::at_end(Document& document) {
  const bool left = source_.finished && events_.pending();
  return left && events_.flush(Document::Kind::cut, document) ? Step::found : Step::waits;
}

/// Gives the data of an event that does not go on.
Framer::Step Framer::flush(Document& document) {
  events_.flush(Document::Kind::json, document);
  return Step::found;
}

Framer::Step Framer::pass(std::size_t size) {
  source_.pass(size);
  return Step::on;
}

Framer::Step Framer::pass_over() {
  const LineEnds ends = in_stream_ ? LineEnds::any : LineEnds::lf;
  return skipper_.pass_over(source_, ends) ? Step::on : Step::waits;
}

Framer::Step Framer::drop_line() {
  skipper_.begin_rest_of_line();
  return pass_over();
}

/// Ends a line, which also ends an event if nothing else is on the line.
Framer::Step Framer::end_line(Document& document) {
  after_cr_ = source_.text().front() == '\r';
  source_.end_line(1);
  return events_.take({}, false, {}, document) ? Step::found : Step::on;
}

/// Whether, after a value that was given up, an item may begin here: at the beginning of a line.
/// What the value's own lines may begin with, such as white space or a key, begins none.
bool Framer::may_resume(char front) const {
  constexpr std::string_view inside = " \t\r\"}],:";
  return source_.position().fresh && inside.find(front) == std::string_view::npos;
}

Framer::Step Framer::take_event_line(Document& document) {
  Line line;
  if (!lines_.find(source_, LineEnds::any, max_event_line_, line)) return Step::waits;
  const Position& position = source_.position();
  given_ = position;
  Place place = source_.line_place();
  if (!position.fresh) place.offset = position.offset;
  in_stream_ = true;
  blank_ = only_values_ = false;
  resumption_.found_item(source_);
  if (line.too_long) return give_too_large(line.text, true, document);
  const std::size_t size = line.text.size();
  if (!position.fresh) events_.look_closely();
  const bool found = events_.take(line.text, line.unfinished, place, document);
  if (events_.left() != 0 || !line.ended) {
    source_.take(size - events_.left());
  } else {
    after_cr_ = source_.text()[size] == '\r';
    source_.end_line(size + 1);
  }
  return found ? Step::found : Step::on;
}

/// Takes a line, or the rest of one, that begins with a value or is foreign.
Framer::Step Framer::take_line(Document& document) {
  Line line;
  if (!lines_.find(source_, LineEnds::lf, source_.max_bytes, line)) {
    if (!hurried_ || !is_opener(source_.text().front())) return Step::waits;
    line.text = source_.text();
  }
  blank_ = false;
  const bool opens = is_opener(line.text.front());
  const bool fresh = source_.position().fresh;
  // What else is on the line of a value is not looked at again for each.
  const std::string_view text = opens && !fresh ? line.text : trim(line.text);
  const bool scalar = !opens && !resumption_.resuming() && first_misplaced(text) == text.size() &&
                      is_one_value(text);
  if (!opens && !scalar && !line.too_long) {
    if (prefix_.is_blank_line(text)) return pass(text.size());
    const std::size_t at = prefix_.find(text);
    if (at != std::string_view::npos) {
      only_values_ = false;
      return pass(at);
    }
    if (resumption_.resuming()) return drop_line();
  }
  if (events_.pending()) return flush(document);
  in_stream_ = false;
  resumption_.found_item(source_);
  if (line.too_long) return give_too_large(line.text, false, document);
  if (opens && text != end_sign && (hurried_ || !(fresh && is_closed(text)))) {
    value_.begin();
    return Step::on;
  }
  const Document::Kind kind = text == end_sign  ? Document::Kind::done
                              : opens || scalar ? Document::Kind::json
                                                : Document::Kind::foreign;
  give(kind, text, document);
  source_.take(text.size());
  document.own_line = fresh;
  document.presumed = opens;
  document.unfinished = line.unfinished;
  return Step::found;
}

Framer::Step Framer::go_on_with_value(Document& document) {
  switch (value_.next(source_)) {
    case ValueFinder::Result::waits:
      break;
    case ValueFinder::Result::whole:
      give_value(document);
      return Step::found;
    case ValueFinder::Result::broken:
      return give_up_value(Document::Kind::broken, document);
    case ValueFinder::Result::cut:
      return give_up_value(Document::Kind::cut, document);
    case ValueFinder::Result::too_large:
      resumption_.give_up();
      return give_too_large(source_.text().substr(0, value_.size()), false, document);
  }
  return Step::waits;
}

void Framer::give_value(Document& document) {
  const std::string_view text = source_.text().substr(0, value_.size());
  const Position begin = source_.position();
  give(text == end_sign ? Document::Kind::done : Document::Kind::json, text, document);
  source_.take_lines(text.size(), value_.line_ends(), value_.last_line());
  document.one_line = value_.line_ends() == 0;
  document.own_line = document.one_line && begin.fresh && is_line_over(source_.text());
  if (!document.own_line) document.place.offset = begin.offset;
  if (!document.one_line) document.begin = begin.offset;
}

/// Gives `text`, which is at the front of the source.
void Framer::give(Document::Kind kind, std::string_view text, Document& document) {
  given_ = source_.position();
  given_size_ = text.size();
  document = {kind, text, source_.line_place()};
  document.begin = given_.offset - given_.line_begin;
  if (!given_.fresh) document.place.offset = given_.offset;
}

/// Gives the beginning of something too large, as much as shows that it is; the rest of its last
/// line is dropped as it comes.
Framer::Step Framer::give_too_large(std::string_view text, bool event, Document& document) {
  only_values_ = false;
  text = text.substr(0, (event ? max_event_line_ : source_.max_bytes) + 1);
  give(Document::Kind::too_large, text, document);
  document.event = event;
  source_.take_lines(text.size());
  skipper_.begin_rest_of_line();
  return Step::found;
}

bool Framer::done_is_waiting() const {
  const std::string_view text = source_.text();
  return !skipper_.busy() && !value_.begun() && !events_.pending() && text.starts_with("data:") &&
         trim(text.substr(5)) == end_sign;
}

}  // namespace logprobs::read
