// What the message of an answer leaves out of its tokens.
#pragma once

#include <algorithm>
#include <string_view>

#include "read/frame/scan.hpp"

namespace logprobs::read {

/// True for white space alone.
inline bool is_blank(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_json_space);
}

/// True for a mark of a chat template: "<think>", "<|im_end|>", "</s>".
inline bool is_mark(std::string_view text) {
  return text.size() > 2 && text.front() == '<' && text.back() == '>';
}

/// True for what a message leaves out: the marks of a chat template, and white space around them.
inline bool is_markup(std::string_view text) { return is_blank(text) || is_mark(text); }

/// The text without the white space at its end.
inline std::string_view trim_end(std::string_view text) {
  while (!text.empty() && is_json_space(text.back())) text.remove_suffix(1);
  return text;
}

/// The text without the white space at its beginning.
inline std::string_view trim_begin(std::string_view text) {
  while (!text.empty() && is_json_space(text.front())) text.remove_prefix(1);
  return text;
}

}  // namespace logprobs::read
