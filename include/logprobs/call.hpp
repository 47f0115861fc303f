// A function that an answer calls. Data only.
#pragma once

#include <string>

namespace logprobs {

/// A call of a function, as the message has it.
struct Call {
  int choice = 0;         ///< the index of its choice on the wire
  std::string name;       ///< the function's; empty if it was not sent
  std::string arguments;  ///< JSON, as sent
};

}  // namespace logprobs
