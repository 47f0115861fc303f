#include "read/json/context.hpp"

#include <fmt/format.h>

#include "read/json/json.hpp"

namespace logprobs::read {
namespace {

/// Puts a step before the path, and a dot between them where a name follows.
void prepend(std::string_view step, std::string& path) {
  const bool name_follows = !path.empty() && path.front() != '[';
  path = fmt::format("{}{}{}", step, name_follows ? "." : "", path);
}

}  // namespace

std::string Trouble::sentence() const {
  return fmt::format("{}{}{}", path, path.empty() ? "" : " ", what);
}

bool Context::mismatch(std::string_view raw, std::string_view expected) {
  const std::string_view kind = kind_of(raw);
  if (kind.empty()) return syntax();
  trouble = {"", fmt::format("is {}, not {}", kind, expected)};
  return false;
}

bool Context::syntax() {
  trouble = {};
  return false;
}

bool Context::in(std::string_view name) {
  if (!trouble.what.empty()) prepend(name, trouble.path);
  return false;
}

bool Context::in(std::size_t index) {
  if (!trouble.what.empty()) prepend(fmt::format("[{}]", index), trouble.path);
  return false;
}

}  // namespace logprobs::read
