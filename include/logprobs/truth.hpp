// Which answers are correct, as somebody found out by other means. Data only.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

namespace logprobs {

/// Whether the answer with one custom_id is correct.
struct TruthEntry {
  std::uint32_t place = 0;  ///< counts from 0 in the order of the file, each id once
  bool correct = false;
};

/// What is known of many answers, by their custom_id.
using Truth = std::unordered_map<std::string, TruthEntry>;

}  // namespace logprobs
