#include "read/frame/lines.hpp"

#include <algorithm>

namespace logprobs::read {

LineCutter::Result LineCutter::next(Source& source, std::string_view& line) {
  source.release();
  if (skipping_ && !skip_rest(source)) return Result::none;
  if (after_cr_ && source.buffer.text().starts_with('\n')) source.buffer.drop(1);
  const std::string_view text = source.buffer.text();
  if (!text.empty()) after_cr_ = false;
  const std::size_t size = find_end(source);
  const bool found = size < text.size();
  if (!found && !source.finished && size <= max_line_) {
    scanned_ = size;
    return Result::none;
  }
  scanned_ = 0;
  if (text.empty()) return Result::none;
  place_ = {++source.lines, source.buffer.offset()};
  line = text.substr(0, size);
  source.in_use = found ? size + 1 : size;
  unfinished_ = !found && source.finished;
  after_cr_ = found && text[size] == '\r';
  if (size > max_line_) {
    skipping_ = !found;
    return Result::too_long;
  }
  return found ? Result::whole : Result::unfinished;
}

/// Where the line at the front ends; the text's size if its end has not come. No byte is searched
/// twice, even if all lines end in CR and no LF ever comes.
std::size_t LineCutter::find_end(const Source& source) {
  const std::string_view text = source.buffer.text();
  const std::uint64_t begin = source.buffer.offset();
  const auto known = static_cast<std::size_t>(std::max(no_lf_before_, begin) - begin);
  const std::size_t lf = std::min(text.find('\n', known), text.size());
  no_lf_before_ = begin + lf;
  if (ends_ == LineEnds::lf) return lf;
  return std::min(text.substr(0, lf).find('\r', std::min(scanned_, lf)), lf);
}

/// Skips the rest of a line that was too long; false while its end has not come.
bool LineCutter::skip_rest(Source& source) {
  const std::string_view text = source.buffer.text();
  const std::size_t size = find_end(source);
  skipping_ = size == text.size();
  after_cr_ = !skipping_ && text[size] == '\r';
  source.buffer.drop(skipping_ ? size : size + 1);
  return !skipping_;
}

}  // namespace logprobs::read
