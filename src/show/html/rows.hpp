// What a page's script knows of an answer before it looks into the answer itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/report.hpp"

namespace logprobs::show {

/// A choice of an answer, or an answer that failed.
struct Row {
  std::string_view name, heading, content;  ///< visible
  std::string_view least_word{};            ///< its least sure token, visible
  std::vector<std::size_t> hidden{};        ///< the places of tokens that the text does not show
  std::optional<std::size_t> pack{};        ///< its number, if it is packed
};

/// All thresholds, 0 to 1, that the sliders for clues can have or begin with, in order.
std::vector<double> cuts(const Thresholds& thresholds);

/// Three bytes for each token: how many cuts are not above its probability; how many are not above
/// its margin; 0 if another token was more probable. Each is 255 if it never gives a clue. So a
/// token has a clue if the number is at most that of the cuts below the clue's threshold.
std::string levels(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                   const std::vector<double>& cuts);

/// Appends a JSON object: `name`, `heading`, `content`, `word`, `least` (its probability),
/// `perplexity`, `hidden`, `pack`, and `levels` in base64. What is unknown or empty is left out.
void append_row(std::string& out, const Row& row, const Summary& summary, std::string_view levels);

}  // namespace logprobs::show
