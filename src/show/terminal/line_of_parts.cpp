#include "show/terminal/line_of_parts.hpp"

#include <algorithm>

#include "logprobs/text.hpp"

namespace logprobs::show {
namespace {

constexpr std::string_view indent = "  ";
constexpr int easy_to_read = 80;

}  // namespace

LineOfParts::LineOfParts(const ShowOptions& options, std::string& out)
    : limit_(std::min(options.width, easy_to_read)), writer_(colors_of(options)), out_(out) {}

void LineOfParts::add(std::string_view gap, const Style& gap_style, std::string_view text,
                      const Style& style) {
  const int width = display_width(text);
  const int gap_width = display_width(gap);
  if (column_ > 0 && limit_ > 0 && column_ + gap_width + width > limit_) {
    writer_.newline(out_);
    column_ = 0;
  }
  if (column_ == 0) {
    out_ += indent;
    column_ = static_cast<int>(indent.size());
  } else {
    writer_.write(gap, gap_style, out_);
    column_ += gap_width;
  }
  writer_.write(text, style, out_);
  column_ += width;
}

void LineOfParts::end() { writer_.newline(out_); }

}  // namespace logprobs::show
