// What servers mean by the reason with which they end a choice.
#pragma once

#include <string_view>

namespace logprobs::read {

/// How a choice ended: as it should, also at a limit; by a failure of the server; or by a filter of
/// its content.
enum class Ending { normal, failed, filtered };

/// What a finish_reason means, in upper or lower case. An unknown one is normal.
Ending ending_of(std::string_view finish_reason);

}  // namespace logprobs::read
