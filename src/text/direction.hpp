// Which way text runs.
#pragma once

#include <cstdint>
#include <string_view>

namespace logprobs::text {

/// Which way text runs, by its strong characters (in UAX #9: L, or R and AL). `mixed`: both ways;
/// `none`: there are no strong characters.
enum class Direction : std::uint8_t { none, left_to_right, right_to_left, mixed };

/// The direction of all strong characters together.
Direction direction_of(std::string_view bytes);

/// The direction of the first strong character, which is that of a paragraph (UAX #9, P2 and P3,
/// without isolates, which never get here).
Direction first_direction(std::string_view bytes);

}  // namespace logprobs::text
