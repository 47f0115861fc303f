// The values that a field may have, as labels.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "judge/labels.hpp"

namespace logprobs::judge {

/// Values of JSON, byte by byte: the text of a string, however it is escaped, or a word or a number
/// as it is written.
class JsonLabels : public Labels {
 public:
  JsonLabels(std::vector<std::string> names, bool are_strings)
      : names_(std::move(names)), are_strings_(are_strings) {}

  const std::vector<std::string>& names() const override { return names_.texts(); }
  std::string_view from_label(std::string_view text) const override;
  Match match(std::string_view text) const override;
  bool is_at_front(std::string_view answer, std::size_t label) const override;
  /// What follows a value ends it, and that is another token.
  bool may_grow(std::size_t, std::size_t) const override { return true; }
  bool beginning_counts() const override { return true; }

 private:
  /// A value, or the beginning of one.
  struct Written {
    std::string value{};
    bool ends = false;
    bool in_escape = false;  ///< it is cut off in an escape, which is not in `value`
  };

  Written read(std::string_view text) const;

  Beginnings names_;
  bool are_strings_;
};

}  // namespace logprobs::judge
