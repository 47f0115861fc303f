#include "cli/rivals.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace logprobs::cli {

bool are_rivals(std::string_view one, std::string_view other) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 3> rivals = {
      {{"--system", "--system-file"},
       {"--api-key-file", "--api-key-env"},
       {"--rating-after", "--rating-field"}}};
  return std::any_of(rivals.begin(), rivals.end(), [&](const auto& pair) {
    return (one == pair.first && other == pair.second) ||
           (one == pair.second && other == pair.first);
  });
}

}  // namespace logprobs::cli
