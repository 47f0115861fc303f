#include "show/html/text.hpp"

#include <fmt/format.h>

#include <iterator>

namespace logprobs::show {

void append_html(std::string& out, std::string_view visible_text) {
  for (const char c : visible_text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
}

std::string html(std::string_view visible_text) {
  std::string out;
  append_html(out, visible_text);
  return out;
}

void append_formatted(std::string& out, fmt::string_view format, fmt::format_args values) {
  fmt::vformat_to(std::back_inserter(out), format, values);
}

}  // namespace logprobs::show
