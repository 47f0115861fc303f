// Takes back what turned out to be no value, or not a whole one, and reads it in another way.
#include "read/frame/framer.hpp"
#include "read/frame/front.hpp"
#include "read/frame/scan.hpp"

namespace logprobs::read {

/// Gives up the value at the front: its lines up to the next that begins an item.
Framer::Step Framer::give_up_value(Document::Kind kind, Document& document) {
  only_values_ = false;
  const std::string_view all = source_.text().substr(0, value_.size());
  const std::string_view text = all.substr(0, next_item(all));
  const std::uint64_t offset = source_.position().offset;
  const bool one_line = trim(text).find('\n') == std::string_view::npos;
  give(kind, one_line ? trim(text) : text, document);
  document.unfinished =
      kind == Document::Kind::cut && text.size() == all.size() && !text.ends_with('\n');
  if (text.size() == all.size() && value_.broken_line_end() > document.text.size()) {
    document.more = value_.broken_line_end() - document.text.size();
  }
  if (!one_line) {
    document.one_line = false;
    document.begin = document.place.offset.emplace(offset);
  }
  // A line that is cut off is lost alone, but a bracket on its own line began a value of several.
  const bool one_lost = all.size() <= value_.first_line() && document.text.size() > 1;
  if (one_lost || value_.first_line() == 0) {
    source_.take(document.text.size());
  } else {
    resumption_.give_up(source_, all.size(), value_.first_line());
  }
  return Step::found;
}

bool Framer::not_json(const Document& document) {
  only_values_ = false;
  source_.go_back(given_);
  if (document.event) {
    events_.take_back();
    after_cr_ = false;
    return true;
  }
  const std::string_view text = source_.text();
  const std::string_view given = text.substr(0, given_size_);
  if (!is_one_value(given)) {
    value_.begin();
    return true;
  }
  if (const std::size_t first_line = given.find('\n') + 1; first_line != 0) {  // npos + 1 is 0
    resumption_.give_up(source_, given.size(), first_line);
    return false;
  }
  const std::string_view line = text.substr(0, text.find('\n', given.size()));
  const std::string_view rest = line.substr(given.size());
  // Brackets around a time stamp or a name are text before a value.
  const std::size_t at = given.starts_with('[') ? prefix_.find(rest) : std::string_view::npos;
  if (at == std::string_view::npos) {
    source_.take(line.size());
    return false;
  }
  source_.pass(given.size() + at);
  return true;
}

}  // namespace logprobs::read
