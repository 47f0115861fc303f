#include "cli/cli.hpp"

namespace logprobs::cli {

std::string_view version() { return LOGPROBS_VERSION; }

}  // namespace logprobs::cli
