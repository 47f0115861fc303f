// The worst of many choices.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "logprobs/report.hpp"
#include "logprobs/show.hpp"

namespace logprobs::show {

/// One of the worst choices, and where to find it.
struct WorstChoice {
  double badness = 0;  ///< the greater, the worse
  std::string source;
  std::optional<std::uint64_t> line, offset;  ///< as in Place
  std::string name_in_line;                   ///< what follows in its heading()
  std::string custom_id;
  std::uint64_t tokens = 0, unsure = 0;  ///< unsure: with a clue
  double perplexity = 0;
  double min_probability = 0;  ///< 0 to 1
};

/// Its name in all views, as visible text.
std::string heading(const WorstChoice& choice);

/// Keeps StatsOptions::worst of the choices added, the worst first. Of equally bad ones it keeps
/// those that come first by source and offset, so it is the same in whatever order they come.
void keep_worst(std::vector<WorstChoice>& worst, const Answer& answer, const Choice& choice,
                const Summary& summary, const StatsOptions& options);
/// The same for those that another has kept.
void keep_worst(std::vector<WorstChoice>& worst, std::vector<WorstChoice>&& others,
                const StatsOptions& options);

}  // namespace logprobs::show
