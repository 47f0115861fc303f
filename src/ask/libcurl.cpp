#include "ask/libcurl.hpp"

#include <fmt/format.h>

#include "load/shared_library.hpp"
#include "logprobs/error.hpp"

namespace logprobs::ask {
namespace {

Libcurl load_libcurl() {
  load::SharedLibrary library(load::libcurl);
  Libcurl curl{};
#define LOGPROBS_FIND(name) library.find("curl_" #name, curl.name);
  LOGPROBS_LIBCURL(LOGPROBS_FIND)
#undef LOGPROBS_FIND
  if (!library.problem().empty()) {
    throw Error(ExitCode::failed, fmt::format("nothing can be asked: {}", library.problem()));
  }
  return curl;
}

}  // namespace

const Libcurl& libcurl() {
  static const Libcurl loaded = load_libcurl();
  return loaded;
}

}  // namespace logprobs::ask
