#include "text/utf8proc_version.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

namespace logprobs::text {

std::string utf8proc_version() {
  return fmt::format("{} (Unicode {})", ::utf8proc_version(), utf8proc_unicode_version());
}

}  // namespace logprobs::text
