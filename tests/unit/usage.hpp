// Catches the message of a usage error.
#pragma once

#include <string>

#include "catch.hpp"
#include "logprobs/error.hpp"

namespace logprobs::test {

/// The message of the Error{usage} that `function` throws, or empty if it throws none.
template <typename Function>
std::string usage_message(Function function) {
  try {
    function();
  } catch (const Error& error) {
    CHECK(error.code == ExitCode::usage);
    return error.what();
  }
  return "";
}

}  // namespace logprobs::test
