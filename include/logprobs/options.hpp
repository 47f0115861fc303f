// What the command line asks for, resolved to plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "logprobs/report.hpp"

namespace logprobs {

enum class ColorMode { automatic, always, never };

/// The options, by their long names; defaults are those of `--help`.
struct Options {
  std::vector<std::string> replay;  ///< files; `-` is standard input
  std::string from;                 ///< a wire format's name; empty: detected
  std::optional<int> choice;
  std::uint64_t max_bytes = std::uint64_t{64} << 20;  ///< bytes

  std::string format = "text";
  std::string output = "-";  ///< a file's name; `-` is standard output
  Thresholds thresholds;
  ColorMode color = ColorMode::automatic;
  std::string color_depth = "auto";
  std::string palette = "classic";
  std::string marks = "emoji";
  bool only_clues = false;
  bool no_legend = false;
  bool quiet = false;
};

}  // namespace logprobs
