// The headers of a response.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ask/libcurl.hpp"
#include "logprobs/transport.hpp"

namespace logprobs::ask {

/// The headers of the response that comes, from the lines that libcurl hands out. It would find
/// them itself, but only since 7.84.
class HeaderLines {
 public:
  /// Takes a line with its end. A status forgets what was before it; trailers are left out.
  void take(std::string_view line);
  /// Those that are needed.
  ResponseHeaders named() const;

 private:
  /// The value of the first header of that name, in lower case; empty if there is none.
  std::string value(std::string_view name) const;
  std::vector<Header> headers_;
  bool whole_ = false;
};

/// Where a redirect points, for people: without its query; empty if nowhere.
std::string redirect_target(CURL* curl);

}  // namespace logprobs::ask
