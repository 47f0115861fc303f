#include "read/frame/preface.hpp"

#include <algorithm>

#include "read/frame/scan.hpp"

namespace logprobs::read {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

Begins begins(std::string_view text, std::string_view prefix, bool finished) {
  if (text.starts_with(prefix)) return Begins::yes;
  return !finished && prefix.starts_with(text) ? Begins::unknown : Begins::no;
}

bool Preface::skip(Source& source) {
  if (!past_mark_ && !skip_mark(source)) return false;
  for (;;) {
    const bool skipped = in_headers_ ? skip_headers(source) : skip_blank_lines(source);
    if (!skipped) return scanned_ > source.max_bytes;
    scanned_ = 0;
    if (in_headers_) {
      in_headers_ = false;
      continue;
    }
    const Begins headers = begins(source.buffer.text(), "HTTP/", source.finished);
    if (headers != Begins::yes) return headers == Begins::no;
    in_headers_ = true;
  }
}

bool Preface::skip_mark(Source& source) {
  const Begins mark = begins(source.buffer.text(), byte_order_mark, source.finished);
  if (mark == Begins::yes) source.buffer.drop(byte_order_mark.size());
  past_mark_ = mark != Begins::unknown;
  return past_mark_;
}

/// Drops blank lines, but no white space on the line of something else; false if nothing else came.
bool Preface::skip_blank_lines(Source& source) {
  const std::string_view text = source.buffer.text();
  const std::size_t first = std::min(text.find_first_not_of(" \t\r\n", scanned_), text.size());
  const std::string_view blank = text.substr(scanned_, first - scanned_);
  const std::size_t line_ends = blank.rfind('\n') + 1;  // npos + 1 is 0
  const std::size_t dropped = line_ends == 0 ? 0 : scanned_ + line_ends;
  source.lines += static_cast<std::uint64_t>(std::count(blank.begin(), blank.end(), '\n'));
  source.buffer.drop(dropped);
  scanned_ = first - dropped;
  return first < text.size();
}

/// Stops after the blank line that ends the headers; false while that has not come.
bool Preface::skip_headers(Source& source) {
  for (;;) {
    const std::string_view text = source.buffer.text();
    const std::size_t end = std::min(text.find('\n', scanned_), text.size());
    scanned_ = end;
    if (end == text.size()) return false;
    const bool last = trim(text.substr(0, end)).empty();
    source.buffer.drop(end + 1);
    scanned_ = 0;
    ++source.lines;
    if (last) return true;
  }
}

}  // namespace logprobs::read
