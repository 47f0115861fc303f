// Display width.
#include "logprobs/text.hpp"
#include "text/classes.hpp"
#include "text/utf8.hpp"

namespace logprobs {

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
