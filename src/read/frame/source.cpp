#include "read/frame/source.hpp"

#include "logprobs/text.hpp"

namespace logprobs::read {

void Source::begin_at(std::uint64_t offset, std::uint64_t line) {
  buffer.begin_at(offset);
  position_ = {.offset = offset, .line = line, .line_begin = offset};
  knows_lines_ = line > 0;
}

void Source::pass(std::size_t size) {
  buffer.drop(size);
  position_.offset = buffer.offset();
}

void Source::take(std::size_t size) {
  pass(size);
  position_.fresh = false;
}

void Source::end_line(std::size_t size) {
  pass(size);
  ++position_.line;
  position_.line_begin = position_.offset;
  position_.fresh = true;
}

void Source::take_lines(std::size_t size, std::uint64_t line_ends, std::size_t last_line) {
  take(size);
  if (line_ends == 0) return;
  position_.line += line_ends;
  position_.line_begin = position_.offset - last_line;
  position_.fresh = last_line == 0;
}

void Source::take_lines(std::size_t size) {
  const std::string_view lines = text().substr(0, size);
  take_lines(size, count_line_ends(lines), size - (lines.rfind('\n') + 1));  // npos + 1 is 0
}

void Source::go_back(const Position& position) {
  buffer.take_back(static_cast<std::size_t>(position_.offset - position.offset));
  position_ = position;
}

}  // namespace logprobs::read
