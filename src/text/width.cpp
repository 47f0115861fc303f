// Display width.
#include "text/width.hpp"

#include "logprobs/text.hpp"
#include "text/classes.hpp"
#include "text/utf8.hpp"

namespace logprobs {

namespace text {

int broad_letters(std::string_view visible_text) {
  const auto is_broad = [](char32_t c) {
    return (c >= 0x0900 && c < 0x10A0) || (c >= 0x1780 && c < 0x1800);
  };
  int count = 0;
  while (!visible_text.empty()) {
    visible_text.remove_prefix(ascii_run(visible_text));
    if (visible_text.empty()) break;
    const Decoded decoded = decode(visible_text);
    if (is_broad(decoded.code_point) && cell_width(decoded.code_point) > 0) ++count;
    visible_text.remove_prefix(decoded.size);
  }
  return count;
}

}  // namespace text

int display_width(std::string_view visible_text) {
  int width = 0;
  while (!visible_text.empty()) {
    const std::size_t ascii = text::ascii_run(visible_text);
    width += static_cast<int>(ascii);
    visible_text.remove_prefix(ascii);
    if (visible_text.empty()) break;
    const text::Decoded decoded = text::decode(visible_text);
    if (decoded.form == text::Form::valid) width += text::cell_width(decoded.code_point);
    visible_text.remove_prefix(decoded.size);
  }
  return width;
}

}  // namespace logprobs
