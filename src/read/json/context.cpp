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

std::size_t kept_by(const Choice& choice) {
  constexpr std::size_t other = 512;  // bytes: what is later known of a choice
  return sizeof(Choice) + other + choice.message.size() + choice.tokens.size() * sizeof(Token);
}

/// The same of the choices of an Answer, or of what is SetAside.
template <typename Choices>
std::size_t kept_by_all(const Choices& from) {
  std::size_t bytes = 0;
  for (const Choice& choice : from.choices) bytes += kept_by(choice);
  for (const auto& [place, choice] : from.late) bytes += kept_by(choice);
  return bytes;
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

bool Context::syntax(bool gives_up) {
  given_up = given_up || gives_up;
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

void Context::swap_aside() {
  answer.choices.swap(aside.choices);
  answer.late.swap(aside.late);
}

/// Bytes. What is kept is later judged, which takes half as much.
std::size_t Context::most_kept() const {
  constexpr std::size_t per_byte = 4;
  return always + per_byte * (text.size() + left_out);
}

bool Context::affords_all() {
  visited = 0;
  const std::size_t kept = apart + answer.bytes.size() +
                           answer.alternatives.size() * sizeof(Alternative) + kept_by_all(answer) +
                           kept_by_all(aside);
  if (kept <= most_kept()) return true;
  trouble = {"", "is more than a response of this size may hold"};
  return false;
}

}  // namespace logprobs::read
