#include "read/frame/lines.hpp"

#include <algorithm>

namespace logprobs::read {
namespace {

/// The position of `c` in `text`, which begins at `begin` in the source; the text's size if there
/// is none. Nothing before `searched` is searched again.
std::size_t find_from(std::uint64_t& searched, char c, std::string_view text, std::uint64_t begin) {
  const auto known = static_cast<std::size_t>(std::max(searched, begin) - begin);
  const std::size_t at = std::min(text.find(c, known), text.size());
  searched = begin + at;
  return at;
}

}  // namespace

bool LineFinder::find(const Source& source, LineEnds ends, std::uint64_t max_line, Line& line) {
  const std::string_view text = source.text();
  const std::uint64_t begin = source.position().offset;
  std::size_t size = find_from(no_lf_before_, '\n', text, begin);
  if (ends == LineEnds::any) size = find_from(no_cr_before_, '\r', text.substr(0, size), begin);
  line.text = text.substr(0, size);
  line.ended = size < text.size();
  line.too_long = size > max_line;
  line.unfinished = !line.ended && source.finished;
  return line.ended || line.too_long || line.unfinished;
}

}  // namespace logprobs::read
