// A judge's rating, as an expected value.
#pragma once

#include <optional>
#include <string_view>

#include "judge/scale.hpp"
#include "judge/weigh.hpp"

namespace logprobs::judge {

/// Where a rating is in a text, and how many others could have been meant.
struct RatingPlace {
  std::size_t begin = 0;
  double value = 0;
  std::size_t candidates = 1;
};

/// The last number of a text that is on the scale or, if `after` is not empty, the number that
/// follows its last occurrence that a number follows in its line, or in the next one that has
/// words; none if that is not on the scale.
std::optional<RatingPlace> find_rating(std::string_view text, const Scale& scale,
                                       std::string_view after);

/// The rating at that place. Nothing if its token has no probability.
std::optional<Rating> rate(const JudgedChoice& judged, const Scale& scale,
                           const RatingPlace& place);

}  // namespace logprobs::judge
