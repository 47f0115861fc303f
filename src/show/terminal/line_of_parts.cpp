#include "show/terminal/line_of_parts.hpp"

#include <algorithm>

#include "logprobs/text.hpp"

namespace logprobs::show {
namespace {

constexpr std::string_view indent = "  ";
constexpr int easy_to_read = 80;

/// The beginning of a visible text, which may be isolated.
std::string cut_off(std::string_view text, int width) {
  constexpr std::string_view begin = "\u2068";
  constexpr std::string_view end = "\u2069";
  if (text.starts_with(begin) && text.ends_with(end)) {
    text.remove_prefix(begin.size());
    text.remove_suffix(end.size());
  }
  return isolated(visible_line(text, width));
}

}  // namespace

int line_limit(const ShowOptions& options) { return std::min(options.width, easy_to_read); }

LineOfParts::LineOfParts(const ShowOptions& options, std::string& out, bool is_heading)
    : limit_(line_limit(options)), writer_(colors_of(options)), out_(out), indented_(!is_heading) {}

void LineOfParts::add(std::string_view gap, const Style& gap_style, std::string_view text,
                      const Style& style) {
  const int width = display_width(text);
  const int gap_width = display_width(gap);
  if (has_part_ && limit_ > 0 && column_ + gap_width + width > limit_) {
    writer_.newline(out_);
    column_ = 0;
    has_part_ = false;
    indented_ = true;
  }
  if (has_part_) {
    writer_.write(gap, gap_style, out_);
    column_ += gap_width;
  } else if (indented_) {
    out_ += indent;
    column_ = static_cast<int>(indent.size());
  }
  has_part_ = true;
  if (limit_ > 0 && column_ + width > limit_) {
    writer_.write(cut_off(text, std::max(limit_ - column_, 1)), style, out_);
    column_ = limit_;
    return;
  }
  writer_.write(text, style, out_);
  column_ += width;
}

void LineOfParts::end() { writer_.newline(out_); }

}  // namespace logprobs::show
