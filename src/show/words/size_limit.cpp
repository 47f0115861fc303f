#include "show/words/size_limit.hpp"

#include <fmt/format.h>

#include "logprobs/error.hpp"
#include "show/words/heading.hpp"

namespace logprobs::show {

void check_size(std::size_t bytes, const Answer& answer, const HeldWhole& held) {
  if (bytes <= held.largest << 20) return;
  throw Error(ExitCode::failed,
              fmt::format("{}: from here on the {} would be larger than {} MiB, too much for {}; "
                          "show fewer or shorter responses at once, or use another format, such as "
                          "{}",
                          heading(answer), held.what, held.largest, held.reader, held.instead));
}

}  // namespace logprobs::show
