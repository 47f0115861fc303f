#include "read/frame/events.hpp"

#include <array>
#include <utility>

namespace logprobs::read {
namespace {

/// Reduces `line` to the value of this field; false if it is of another.
bool take_field(std::string_view field, std::string_view& line) {
  if (!line.starts_with(field)) return false;
  line.remove_prefix(field.size());
  if (line.starts_with(' ')) line.remove_prefix(1);
  return true;
}

}  // namespace

Begins begins_event(std::string_view text, bool finished) {
  static constexpr std::array<std::string_view, 6> fields = {
      "data:", "event:", "id:", "retry:", "error:", ":"};
  for (const std::string_view field : fields) {
    const Begins found = begins(text, field, finished);
    if (found != Begins::no) return found;
  }
  return Begins::no;
}

bool EventCutter::next(Source& source, Document& document) {
  data_.drop(std::exchange(in_use_, 0));
  for (;;) {
    std::string_view line;
    const LineCutter::Result result = lines_.next(source, line);
    if (result == LineCutter::Result::none) break;
    if (!in_event_) place_ = lines_.place();
    if (result == LineCutter::Result::too_long) {
      return give(Document::Kind::too_large, line, document);
    }
    if (take_line(line, result == LineCutter::Result::whole, source, document)) return true;
  }
  return source.finished && !data_.text().empty() && give_joined(Document::Kind::cut, document);
}

bool EventCutter::take_line(std::string_view line, bool whole, const Source& source,
                            Document& document) {
  in_event_ = !line.empty() && (in_event_ || line.front() != ':');
  if (line.empty()) {
    lost_event_ = false;
    const bool found = !data_.text().empty() && give_joined(Document::Kind::json, document);
    error_ = false;
    return found;
  }
  std::string_view value = line;
  if (take_field("data:", value)) return take_data(value, whole, source, document);
  if (take_field("event:", value)) {
    error_ = trim(value) == "error";
  } else if (take_field("error:", value)) {
    error_ = true;
    return take_data(value, whole, source, document);
  }
  return !whole && give(Document::Kind::cut, line, document);
}

/// Gives an event as soon as its data is one whole value, so a late or missing blank line does not
/// matter.
bool EventCutter::take_data(std::string_view data, bool whole, const Source& source,
                            Document& document) {
  const bool first = data_.text().empty();
  if (lost_event_) return false;
  if (first && trim(data) == "[DONE]") return give(Document::Kind::done, data, document);
  if (first) scanner_ = {};
  const std::size_t used = scanner_.scan(data);
  scanner_.finish();  // a number ends with its line
  const bool ended =
      scanner_.state() == ValueScanner::State::ended && trim(data.substr(used)).empty();
  if (first && (ended || !whole)) {
    return give(ended ? Document::Kind::json : Document::Kind::cut, trim(data), document);
  }
  if (!first) data_.append("\n");
  data_.append(data);
  if (data_.text().size() > source.max_bytes) {
    lost_event_ = true;
    return give_joined(Document::Kind::too_large, document);
  }
  if (ended) return give_joined(Document::Kind::json, document);
  return !whole && give_joined(Document::Kind::cut, document);
}

bool EventCutter::give(Document::Kind kind, std::string_view text, Document& document) {
  document = {kind, text, place_};
  document.event = true;
  document.error = error_;
  document.unfinished = lines_.unfinished();
  in_event_ = false;
  return true;
}

/// Gives the data of several lines.
bool EventCutter::give_joined(Document::Kind kind, Document& document) {
  in_use_ = data_.text().size();
  return give(kind, trim(data_.text()), document);
}

bool EventCutter::done_is_waiting(const Source& source) const {
  const std::string_view line = source.buffer.text().substr(source.in_use);
  const bool between = in_use_ == data_.text().size() && !lines_.skipping();
  return between && line.starts_with("data:") && trim(line.substr(5)) == "[DONE]";
}

}  // namespace logprobs::read
