#include <charconv>
#include <optional>
#include <utility>

#include "read/vocabulary/byte_level.hpp"
#include "read/vocabulary/step.hpp"

namespace logprobs::read {
namespace {

void undo_byte_level(std::string& token) {
  std::string bytes;
  if (append_byte_level(token, bytes)) token = std::move(bytes);
}

/// The byte that a token such as "<0x0A>" is.
std::optional<char> fallback_byte(std::string_view token) {
  constexpr std::size_t size = 6;
  if (token.size() != size || !token.starts_with("<0x") || token.back() != '>') return std::nullopt;
  unsigned byte = 0;
  const char* const end = token.data() + size - 1;
  if (std::from_chars(token.data() + 3, end, byte, 16).ptr != end) return std::nullopt;
  return static_cast<char>(byte);
}

void undo_byte_fallback(std::string& token) {
  if (const std::optional<char> byte = fallback_byte(token)) token.assign(1, *byte);
}

/// Stops once the token is longer than `most`.
void replace(const DecoderStep& step, std::size_t most, std::string& token) {
  std::size_t at = token.find(step.from);
  if (at == std::string::npos) return;
  std::string replaced;
  std::size_t begin = 0;
  for (; at != std::string::npos && replaced.size() <= most; at = token.find(step.from, begin)) {
    replaced.append(token, begin, at - begin).append(step.to);
    begin = at + step.from.size();
  }
  token = replaced.append(token, begin);
}

void strip(const DecoderStep& step, std::string& token) {
  std::string_view left = token;
  for (std::size_t i = 0; i < step.start && left.starts_with(step.from); ++i) {
    left.remove_prefix(step.from.size());
  }
  for (std::size_t i = 0; i < step.stop && left.ends_with(step.from); ++i) {
    left.remove_suffix(step.from.size());
  }
  token = std::string(left);
}

void begin_word(std::string_view continuation, std::string& token) {
  if (token.starts_with(continuation)) {
    token.erase(0, continuation.size());
  } else {
    token.insert(token.begin(), ' ');
  }
}

void apply(const DecoderStep& step, bool added, std::size_t most, std::string& token) {
  switch (step.kind) {
    case StepKind::byte_level:
      if (!added) undo_byte_level(token);
      return;
    case StepKind::byte_fallback:
      return undo_byte_fallback(token);
    case StepKind::replace:
      return replace(step, most, token);
    case StepKind::strip:
      return strip(step, token);
    case StepKind::begin_word:
      return begin_word(step.from, token);
    case StepKind::space_before:
      token.insert(token.begin(), ' ');
  }
}

}  // namespace

bool apply(const std::vector<DecoderStep>& steps, bool added, std::size_t& budget,
           std::string& token) {
  for (const DecoderStep& step : steps) {
    apply(step, added, budget, token);
    const std::size_t cost = token.size() + 1;
    if (cost > budget) return false;
    budget -= cost;
  }
  return true;
}

}  // namespace logprobs::read
