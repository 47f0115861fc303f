// Finds the JSON in an answer: all of it, in a code fence, or with text around it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "judge/json_scan.hpp"

namespace logprobs::judge {

/// The JSON of a text.
struct JsonFound {
  JsonScan scan;           ///< the value that is meant; JsonEnd::none: there is none
  std::size_t others = 0;  ///< whole arrays and objects apart from it
};

/// Finds the value that a text means, in time proportional to its bytes. What begins the text or a
/// code fence is preferred to what is found elsewhere, then what is not broken, an object, longer.
/// A value that is neither an array nor an object is only found alone.
JsonFound find_json(std::string_view text);

/// All arrays and objects of a text that are not inside others, whole or cut off, in their order.
std::vector<JsonScan> all_json(std::string_view text);

}  // namespace logprobs::judge
