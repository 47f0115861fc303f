// What is said on standard error.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"

namespace logprobs {

/// "batch.jsonl:12", "standard input:12".
std::string place_name(std::string_view source, const Place& place);

/// One line a message, made visible: nothing from outside reaches a terminal raw.
class Messages {
 public:
  explicit Messages(bool quiet) : quiet_(quiet) {}

  void error(std::string_view where, std::string_view what) const;
  /// What there is to say of a response: its warnings, and why it cannot be used.
  void tell(const Answer& answer, const std::vector<std::string>& warnings) const;

 private:
  bool quiet_;
};

/// Writes "logprobs: ..." to standard error; where even that fails nothing can be said.
void print_message(std::string_view message);

}  // namespace logprobs
