// Ratings as labels: numbers on a scale.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/labels.hpp"

namespace logprobs::judge {

/// The numbers of a scale. A text has a rating if it begins with its number, whatever follows:
/// "4", "４", " 4.", "4/5", "**4**".
class Scale : public Labels {
 public:
  /// `values` ascend.
  explicit Scale(std::vector<double> values);
  const std::vector<double>& values() const { return values_; }
  /// The place of a value on the scale; none if it is not on it.
  std::optional<std::size_t> find(double value) const;

  const std::vector<std::string>& names() const override { return names_.texts(); }
  std::string_view from_label(std::string_view text) const override;
  Match match(std::string_view text) const override;
  bool is_at_front(std::string_view answer, std::size_t label) const override;
  bool may_grow(std::size_t, std::size_t) const override { return true; }
  bool beginning_counts() const override { return false; }

 private:
  std::vector<double> values_;
  Beginnings names_;
};

}  // namespace logprobs::judge
