#include "read/frame/framer.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace logprobs::read {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::array<std::string_view, 5> event_fields = {"data:", "event:", "id:", "retry:", ":"};

/// Whether `text` begins with `prefix`; unknown while it is shorter and more may come.
enum class Begins { no, yes, unknown };
Begins begins(std::string_view text, std::string_view prefix, bool finished) {
  if (text.starts_with(prefix)) return Begins::yes;
  return !finished && prefix.starts_with(text) ? Begins::unknown : Begins::no;
}

bool is_blank(std::string_view line) { return trim(line).empty(); }

}  // namespace

std::span<char> Framer::space() {
  buffer_.drop(std::exchange(drop_, 0));
  // A small first block keeps the start of a short run cheap.
  return buffer_.space(buffer_.offset() == 0 && buffer_.text().empty() ? first_block : block);
}

void Framer::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::span<char> room = space();
    const std::size_t size = std::min(room.size(), bytes.size());
    std::memcpy(room.data(), bytes.data(), size);
    filled(size);
    bytes.remove_prefix(size);
  }
}

bool Framer::next(Document& document) {
  buffer_.drop(std::exchange(drop_, 0));
  if (mode_ == Mode::opening && !(skip_preface() && choose_mode())) {
    if (finished_) mode_ = Mode::ended;
    return false;
  }
  switch (mode_) {
    case Mode::lines:
      return next_line(document);
    case Mode::events:
      return next_event(document);
    case Mode::values:
      return next_value(document);
    case Mode::opening:
    case Mode::ended:
      break;
  }
  return false;
}

/// Passes over a byte order mark, blank lines and the headers that `curl -i` leaves in a file.
bool Framer::skip_preface() {
  if (!started_) {
    const Begins mark = begins(buffer_.text(), byte_order_mark, finished_);
    if (mark == Begins::unknown) return false;
    if (mark == Begins::yes) buffer_.drop(byte_order_mark.size());
    started_ = true;
  }
  for (;;) {
    if (in_headers_ && !skip_headers()) return false;
    const std::string_view text = buffer_.text();
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const std::string_view blank = text.substr(0, first);
    const std::size_t lines_end = blank.rfind('\n') + 1;  // npos + 1 is 0
    lines_ += static_cast<std::uint64_t>(std::count(blank.begin(), blank.end(), '\n'));
    buffer_.drop(lines_end);
    if (first == std::string_view::npos) return false;
    const Begins headers = begins(buffer_.text(), "HTTP/", finished_);
    if (headers == Begins::unknown) return false;
    if (headers == Begins::no) return true;
    in_headers_ = true;
  }
}

bool Framer::skip_headers() {
  for (;;) {
    const std::string_view text = buffer_.text();
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return false;
    const bool last = is_blank(text.substr(0, end));
    buffer_.drop(end + 1);
    ++lines_;
    if (!last) continue;
    in_headers_ = false;
    return true;
  }
}

bool Framer::choose_mode() {
  const std::string_view text = buffer_.text();
  blank_ = false;
  for (const std::string_view name : event_fields) {
    const Begins event = begins(text, name, finished_);
    if (event == Begins::unknown) return false;
    if (event == Begins::yes) {
      mode_ = Mode::events;
      is_stream_ = true;
      return true;
    }
  }
  const std::size_t line_end = text.find('\n', scanned_);
  scanned_ = text.size();
  const bool is_line = line_end != std::string_view::npos;
  if (!is_line && !finished_ && text.size() <= max_bytes_) return false;
  scanned_ = 0;
  const bool fits = is_line && line_end <= max_bytes_;
  mode_ = fits && is_one_value(text.substr(0, line_end)) ? Mode::lines : Mode::values;
  return true;
}

bool Framer::next_value(Document& document) {
  const std::string_view text = buffer_.text();
  scanned_ += scanner_.scan(text.substr(scanned_));
  if (finished_) scanner_.finish();
  place_ = {};
  const std::string_view value = trim(text.substr(0, scanned_));
  if (scanned_ > max_bytes_) {
    mode_ = Mode::ended;
    return give(Document::Kind::too_large, value, document);
  }
  switch (scanner_.state()) {
    case ValueScanner::State::ended:
      drop_ = std::exchange(scanned_, 0);
      scanner_ = {};
      return give(Document::Kind::json, value, document);
    case ValueScanner::State::broken:
      return give_broken(document);
    case ValueScanner::State::blank:
      buffer_.drop(std::exchange(scanned_, 0));
      return end();
    case ValueScanner::State::inside:
    case ValueScanner::State::scalar:
      break;
  }
  if (!finished_) return false;
  mode_ = Mode::ended;
  return give(Document::Kind::cut, value, document);
}

/// What is no value is given out with a little of what follows it, the same little for every cut.
bool Framer::give_broken(Document& document) {
  constexpr std::size_t shown = 64;
  std::string_view text = buffer_.text();
  if (text.size() <= scanned_ + shown && !finished_) return false;
  if (text.size() > scanned_ + shown) {
    text = text.substr(0, scanned_ + shown);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80) != 0) {
      text.remove_suffix(1);  // it may be half a character
    }
  }
  mode_ = Mode::ended;
  return give(Document::Kind::json, trim(text), document);
}

bool Framer::next_line(Document& document) {
  std::string_view line;
  for (;;) {
    const Line got = take_line(line);
    if (got == Line::none) return false;
    if (got == Line::too_long) return give(Document::Kind::too_large, line, document);
    const std::string_view text = trim(line);
    if (text == "[DONE]") return give(Document::Kind::done, text, document);
    if (!text.empty()) return give(Document::Kind::json, text, document);
    buffer_.drop(std::exchange(drop_, 0));
  }
}

bool Framer::next_event(Document& document) {
  std::string_view line;
  for (;;) {
    const Line got = take_line(line);
    if (got == Line::none) break;
    if (got == Line::too_long) return give(Document::Kind::too_large, line, document);
    if (event_line(line, got == Line::whole, document)) return true;
    buffer_.drop(std::exchange(drop_, 0));
  }
  return mode_ == Mode::ended && !data_.empty() && give(Document::Kind::cut, data_, document);
}

/// The largest line that is taken whole.
std::uint64_t Framer::max_line() const {
  return mode_ == Mode::events ? std::min(max_bytes_, max_event_line_) : max_bytes_;
}

/// Takes the next line, without its end; drop_ is then its length with it.
Framer::Line Framer::take_line(std::string_view& line) {
  if (skipping_ && !skip_line()) return Line::none;
  std::string_view text = buffer_.text();
  if (after_cr_ && text.starts_with('\n')) {
    buffer_.drop(1);
    text.remove_prefix(1);
    scanned_ = 0;
  }
  if (!text.empty()) after_cr_ = false;
  const std::size_t size = find_line_end(text);
  const bool found = size < text.size();
  if (!found && !finished_ && size <= max_line()) {
    scanned_ = size;
    return Line::none;
  }
  scanned_ = 0;
  if (text.empty()) {
    end();
    return Line::none;
  }
  ++lines_;
  if (!in_event_) place_ = {lines_, buffer_.offset()};
  line = text.substr(0, size);
  drop_ = found ? size + 1 : size;
  unfinished_ = !found && finished_;
  after_cr_ = found && text[size] == '\r';
  if (size > max_line()) {
    skipping_ = !found;
    return Line::too_long;
  }
  return found ? Line::whole : Line::unfinished;
}

/// Where the line at the front ends: at LF or, in a stream, at CR; the text's size when it does
/// not.
std::size_t Framer::find_line_end(std::string_view text) const {
  std::size_t size = std::min(text.find('\n', scanned_), text.size());
  if (mode_ == Mode::events) size = std::min(text.substr(0, size).find('\r', scanned_), size);
  return size;
}

/// Passes over the rest of a line that was too long; false while its end has not come.
bool Framer::skip_line() {
  const std::string_view text = buffer_.text();
  const std::size_t size = find_line_end(text);
  skipping_ = size == text.size();
  after_cr_ = !skipping_ && text[size] == '\r';
  buffer_.drop(skipping_ ? size : size + 1);
  return !skipping_ || end();
}

bool Framer::event_line(std::string_view line, bool whole, Document& document) {
  in_event_ = !line.empty() && (in_event_ || line.front() != ':');
  if (line.empty()) {
    lost_event_ = false;
    return data_.empty() ? false : give(Document::Kind::json, data_, document);
  }
  if (line.starts_with("data:")) {
    line.remove_prefix(5);
    if (line.starts_with(' ')) line.remove_prefix(1);
    return event_data(line, whole, document);
  }
  return whole ? false : give(Document::Kind::cut, line, document);
}

/// An event is given out as soon as its data is one whole value: nothing is then owed to a blank
/// line that a server sends late, or that a saved stream has lost.
bool Framer::event_data(std::string_view data, bool whole, Document& document) {
  const bool first = data_.empty();
  if (lost_event_) return false;
  if (first && trim(data) == "[DONE]") return give(Document::Kind::done, data, document);
  if (first) scanner_ = {};
  const std::size_t used = scanner_.scan(data);
  scanner_.finish();  // a number ends with its line
  const bool ended = scanner_.state() == ValueScanner::State::ended && is_blank(data.substr(used));
  if (ended && first) return give(Document::Kind::json, trim(data), document);
  if (!first) data_ += '\n';
  data_ += data;
  if (data_.size() > max_bytes_) {
    lost_event_ = true;
    return give(Document::Kind::too_large, data_, document);
  }
  if (ended) return give(Document::Kind::json, data_, document);
  return whole ? false : give(Document::Kind::cut, data_, document);
}

bool Framer::give(Document::Kind kind, std::string_view text, Document& document) {
  if (text.data() == data_.data()) {
    joined_ = std::exchange(data_, {});
    joined_.reserve(joined_.size() + Buffer::padding);
    text = trim(joined_);
  }
  const std::string_view buffered = buffer_.text();
  document = {kind, text, place_};
  document.event = is_stream_;
  document.unfinished = unfinished_;
  in_event_ = false;
  if (!place_.line && text.data() >= buffered.data()) {
    document.begin = buffer_.offset() + static_cast<std::uint64_t>(text.data() - buffered.data());
  }
  return true;
}

bool Framer::waits_behind_done() const {
  const std::string_view line = buffer_.text().substr(drop_);
  return mode_ == Mode::events && data_.empty() && !skipping_ && line.starts_with("data:") &&
         trim(line.substr(5)) == "[DONE]";
}

bool Framer::end() {
  if (finished_) mode_ = Mode::ended;
  return false;
}

}  // namespace logprobs::read
