// The counts of Stats that are simply added.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "show/stats/stats.hpp"

namespace logprobs::show {

struct CountField {
  std::string_view name;
  std::uint64_t Stats::*count;
};

inline constexpr std::array<CountField, 12> count_fields = {{
    {"answers", &Stats::answers},
    {"broken", &Stats::broken},
    {"choices", &Stats::choices},
    {"tokens", &Stats::tokens},
    {"scored", &Stats::scored},
    {"unscored", &Stats::unscored},
    {"floors", &Stats::floors},
    {"low", &Stats::low},
    {"ambiguous", &Stats::ambiguous},
    {"not_top", &Stats::not_top},
    {"unsure", &Stats::unsure},
    {"unsure_choices", &Stats::unsure_choices},
}};

}  // namespace logprobs::show
