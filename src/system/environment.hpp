// The environment as a value.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logprobs::system {

/// The environment's variables as they were at the start.
class Environment {
 public:
  Environment() = default;
  explicit Environment(std::vector<std::pair<std::string, std::string>> variables)
      : variables_(std::move(variables)) {}
  /// The process's own.
  static Environment of_process();

  /// The variable's value; empty if it is unset, see has().
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> variables_;
};

}  // namespace logprobs::system
