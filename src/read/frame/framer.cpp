#include "read/frame/framer.hpp"

#include <algorithm>

#include "read/frame/scan.hpp"

namespace logprobs::read {

Framer::Framer(std::uint64_t max_bytes, std::uint64_t max_event_line)
    : source_{.max_bytes = max_bytes},
      lines_(LineEnds::lf, max_bytes),
      events_(std::min(max_bytes, max_event_line)) {}

std::span<char> Framer::space() {
  constexpr std::size_t first_block = std::size_t{64}
                                      << 10;  // keeps the start of a short run cheap
  constexpr std::size_t block = std::size_t{1} << 20;
  source_.release();
  const bool first = source_.buffer.offset() == 0 && source_.buffer.text().empty();
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
  source_.release();
  if (mode_ == Mode::opening && !(preface_.skip(source_) && choose_mode())) {
    if (source_.finished) mode_ = Mode::ended;
    return false;
  }
  const bool found = cut(document);
  const bool nothing_left = !found && source_.finished;
  if (nothing_left || values_.ended()) mode_ = Mode::ended;
  return found;
}

bool Framer::cut(Document& document) {
  switch (mode_) {
    case Mode::lines:
      return next_line(document);
    case Mode::events:
      return events_.next(source_, document);
    case Mode::values:
      return values_.next(source_, document);
    case Mode::opening:
      break;
    case Mode::ended:
      source_.buffer.drop(source_.buffer.text().size());  // nobody will read it
      break;
  }
  return false;
}

bool Framer::choose_mode() {
  const std::string_view text = source_.buffer.text();
  blank_ = false;
  const Begins event = begins_event(text, source_.finished);
  if (event != Begins::no) {
    mode_ = event == Begins::yes ? Mode::events : Mode::opening;
    return event == Begins::yes;
  }
  const std::size_t line_end = std::min(text.find('\n', scanned_), text.size());
  scanned_ = line_end;
  const bool is_line = line_end < text.size();
  if (!is_line && !source_.finished && text.size() <= source_.max_bytes) return false;
  const bool fits = is_line && line_end <= source_.max_bytes;
  mode_ = fits && is_one_value(text.substr(0, line_end)) ? Mode::lines : Mode::values;
  return true;
}

/// The next line that is not blank.
bool Framer::next_line(Document& document) {
  std::string_view line;
  for (;;) {
    const LineCutter::Result result = lines_.next(source_, line);
    if (result == LineCutter::Result::none) return false;
    const std::string_view text = trim(line);
    const bool too_long = result == LineCutter::Result::too_long;
    if (text.empty() && !too_long) continue;
    document = {too_long           ? Document::Kind::too_large
                : text == "[DONE]" ? Document::Kind::done
                                   : Document::Kind::json,
                text, lines_.place()};
    document.unfinished = lines_.unfinished();
    return true;
  }
}

}  // namespace logprobs::read
