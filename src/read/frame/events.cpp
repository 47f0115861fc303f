#include "read/frame/events.hpp"

#include <algorithm>
#include <utility>

#include "logprobs/question.hpp"
#include "read/frame/front.hpp"

namespace logprobs::read {
namespace {

/// Reduces `line` to the value of this field; false if it is of another.
bool take_field(std::string_view field, std::string_view& line) {
  if (!line.starts_with(field)) return false;
  line.remove_prefix(field.size());
  if (line.starts_with(' ')) line.remove_prefix(1);
  return true;
}

/// The size of a [DONE] at the front, with white space before it; 0 if there is none.
std::size_t size_of_done(std::string_view data) {
  const std::size_t begin = std::min(data.find_first_not_of(" \t"), data.size());
  return data.substr(begin).starts_with(end_sign) ? begin + end_sign.size() : 0;
}

bool begins_item(std::string_view text) {
  return is_opener(text.front()) || text.starts_with("HTTP/") ||
         text.starts_with(byte_order_mark) || begins_event(text, true) == Begins::yes;
}

}  // namespace

bool EventJoiner::take(std::string_view line, bool unfinished, const Place& place,
                       Document& document) {
  data_.drop(std::exchange(in_use_, 0));
  left_ = 0;
  if (!in_event_) place_ = place;
  in_event_ = !line.empty() && (in_event_ || line.front() != ':');
  if (line.empty()) {
    lost_event_ = false;
    const bool found = pending() && flush(Document::Kind::json, document);
    error_ = false;
    return found;
  }
  std::string_view value = line;
  if (take_field("data:", value)) return take_data(value, unfinished, document);
  if (take_field("event:", value)) {
    error_ = trim(value) == "error";
  } else if (take_field("error:", value)) {
    error_ = true;
    return take_data(value, unfinished, document);
  } else if (line.starts_with(kept_request_mark) && !unfinished && !pending()) {
    return give(Document::Kind::request, line.substr(kept_request_mark.size()), false, document);
  }
  return unfinished && give(Document::Kind::cut, line, unfinished, document);
}

bool EventJoiner::take_data(std::string_view data, bool unfinished, Document& document) {
  if (lost_event_) return false;
  const bool first = !pending();
  const std::size_t done = first ? size_of_done(data) : 0;
  const std::string_view value = trim(data);
  const bool presumes = std::exchange(presumes_, true) && first && done == 0 && !error_;
  if (presumes && has_brackets(value) && is_closed(value)) {
    give(Document::Kind::json, value, unfinished, document);
    return document.presumed = true;
  }
  if (first) scanner_ = {};
  const std::size_t used = done != 0 ? done : scanner_.scan(data);
  scanner_.finish();  // a number ends with its line
  const std::string_view rest = trim(data.substr(used));
  const bool ended = done != 0 || scanner_.state() == ValueScanner::State::ended;
  const bool whole = ended && (rest.empty() || begins_item(rest));
  if (whole && !rest.empty()) {
    left_ = static_cast<std::size_t>(data.data() + data.size() - rest.data());
    data.remove_suffix(left_);
  }
  if (first && (whole || unfinished)) {
    const Document::Kind kind = !whole      ? Document::Kind::cut
                                : done != 0 ? Document::Kind::done
                                            : Document::Kind::json;
    return give(kind, trim(data), unfinished, document);
  }
  if (!first) data_.append("\n");
  data_.append(data);
  const bool too_large = data_.text().size() > max_bytes_;
  if (!whole && !unfinished && !too_large) return false;
  lost_event_ = too_large;
  return give_joined(too_large ? Document::Kind::too_large
                     : whole   ? Document::Kind::json
                               : Document::Kind::cut,
                     unfinished, document);
}

bool EventJoiner::give(Document::Kind kind, std::string_view text, bool unfinished,
                       Document& document) {
  document = {kind, text, place_};
  document.event = true;
  document.error = error_;
  document.unfinished = unfinished;
  in_event_ = false;
  return true;
}

/// Gives the data of several lines. That of an error need not be a value.
bool EventJoiner::give_joined(Document::Kind kind, bool unfinished, Document& document) {
  in_use_ = data_.text().size();
  if (error_ && kind == Document::Kind::cut) kind = Document::Kind::json;
  return give(kind, trim(data_.text()), unfinished, document);
}

}  // namespace logprobs::read
