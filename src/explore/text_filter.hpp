// Finds texts that have certain words in them, however they are written.
#pragma once

#include <string>
#include <string_view>

namespace logprobs::explore {

/// Looks for a piece of text, whatever its case, width, composition and white space.
class TextFilter {
 public:
  explicit TextFilter(std::string_view wanted);

  /// True for every text if nothing is wanted.
  bool matches(std::string_view text) const;
  /// True if all that this matches is matched by the other too.
  bool narrows(const TextFilter& other) const;

 private:
  std::string wanted_;  // folded
};

}  // namespace logprobs::explore
