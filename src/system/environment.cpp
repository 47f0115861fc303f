#include "system/environment.hpp"

#include <unistd.h>

#include <algorithm>

// POSIX leaves its declaration to programs; on macOS no header has it.
extern char** environ;  // NOLINT(readability-redundant-declaration): glibc does declare it

namespace logprobs::system {

Environment Environment::of_process() {
  std::vector<std::pair<std::string, std::string>> variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    variables.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return Environment(std::move(variables));
}

std::string_view Environment::get(std::string_view name) const {
  for (const auto& [key, value] : variables_) {
    if (key == name) return value;
  }
  return {};
}

bool Environment::has(std::string_view name) const {
  return std::any_of(variables_.begin(), variables_.end(),
                     [&](const auto& variable) { return variable.first == name; });
}

}  // namespace logprobs::system
