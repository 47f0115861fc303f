#include "logprobs/version.hpp"

#include <fmt/format.h>

#include <string_view>

#include "cli/version.hpp"
#include "load/shared_library.hpp"
#include "logprobs/text.hpp"
#include "text/utf8proc_version.hpp"

namespace logprobs::cli {
namespace {

/// What is done with a library that is loaded, or why it cannot be done.
std::string line_for(std::string_view use, const load::Loadable& library, std::string_view name) {
  std::string problem;
  const std::string version = load::version_of(library, problem);
  if (!problem.empty()) return fmt::format("cannot {}: {}\n", use, visible(problem));
  return fmt::format("can {} with {}{}\n", use, name, visible(version));
}

}  // namespace

std::string version_text() {
  return fmt::format("logprobs {}\nbuilt with {}, utf8proc {}\n", version, LOGPROBS_LIBRARIES,
                     text::utf8proc_version()) +
         line_for("ask", load::libcurl, "") +  // libcurl's version begins with its name
         line_for("read gzip", load::zlib, "zlib ") +
         line_for("read zstd", load::libzstd, "libzstd ");
}

}  // namespace logprobs::cli
