#include "logprobs/cli.hpp"

namespace logprobs {

std::string_view version() { return LOGPROBS_VERSION; }

}  // namespace logprobs
