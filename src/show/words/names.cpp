#include "show/words/names.hpp"

#include <array>

namespace logprobs::show {

std::string_view band_name(Band band) {
  static constexpr std::array<std::string_view, 6> names = {"",       "green",  "lime",
                                                            "yellow", "orange", "red"};
  return names[static_cast<std::size_t>(band)];
}

std::string_view kind_name(Kind kind) {
  static constexpr std::array<std::string_view, 4> names = {"prompt", "reasoning", "content",
                                                            "refusal"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view logits_name(LogitsKind kind) {
  static constexpr std::array<std::string_view, 3> names = {"logits", "scores", "clipped"};
  return names[static_cast<std::size_t>(kind)];
}

std::string_view group_name(GroupBy by) {
  static constexpr std::array<std::string_view, 5> names = {"", "model", "finish_reason", "format",
                                                            "custom_id-prefix"};
  return names[static_cast<std::size_t>(by)];
}

std::string_view worst_name(WorstBy by) {
  static constexpr std::array<std::string_view, 3> names = {"perplexity", "probability", "clues"};
  return names[static_cast<std::size_t>(by)];
}

}  // namespace logprobs::show
