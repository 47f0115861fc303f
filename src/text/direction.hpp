// Which way text runs.
#pragma once

#include <cstdint>
#include <string_view>

namespace logprobs::text {

/// Which way text runs, by its strong characters (UAX #9: L, or R and AL); `mixed`: both ways.
enum class Direction : std::uint8_t { none, left_to_right, right_to_left, mixed };

/// That of all strong characters; `none` where there are none.
Direction direction_of(std::string_view bytes);

/// That of the first strong character, which a paragraph takes (UAX #9, P2 and P3, but that there
/// are no isolates to be skipped).
Direction first_direction(std::string_view bytes);

}  // namespace logprobs::text
