#include "read/frame/values.hpp"

#include <algorithm>

namespace logprobs::read {

void ValueFinder::begin() {
  scanner_ = {};
  begun_ = true;
  size_ = line_begin_ = first_line_ = broken_line_end_ = 0;
  line_ends_ = 0;
}

ValueFinder::Result ValueFinder::next(const Source& source) {
  const Result result = find(source);
  begun_ = result == Result::waits;
  return result;
}

ValueFinder::Result ValueFinder::find(const Source& source) {
  using State = ValueScanner::State;
  const std::string_view text = source.text();
  for (;;) {
    const std::size_t line_end =
        line_ends_ == 0 ? first_line_end(source) : std::min(text.find('\n', size_), text.size());
    size_ += scanner_.scan(text.substr(size_, line_end - size_));
    if (size_ > source.max_bytes) return Result::too_large;
    if (scanner_.state() == State::ended) return Result::whole;
    if (scanner_.state() == State::broken) {
      broken_line_end_ = line_end;
      const bool ends = line_end < text.size() || source.finished;
      if (!ends && text.size() <= source.max_bytes) return Result::waits;
      size_ = line_begin_;
      return Result::broken;
    }
    if (line_end == text.size()) return source.finished ? Result::cut : Result::waits;
    scanner_.end_line();
    line_begin_ = ++size_;
    ++line_ends_;
    if (first_line_ == 0) first_line_ = size_;
    if (scanner_.state() == State::broken) return Result::broken;
  }
}

/// Where the value's first line ends; the text's size if its end has not come. Other values may be
/// on that line, so it is searched once for all of them.
std::size_t ValueFinder::first_line_end(const Source& source) {
  const std::string_view text = source.text();
  const std::uint64_t begin = source.position().offset;
  const std::uint64_t from = begin + size_;
  const bool known = searched_from_ <= from && from <= searched_to_;
  const auto at = static_cast<std::size_t>((known ? searched_to_ : from) - begin);
  const std::size_t line_end = std::min(text.find('\n', at), text.size());
  if (!known) searched_from_ = from;
  searched_to_ = begin + line_end;
  return line_end;
}

}  // namespace logprobs::read
