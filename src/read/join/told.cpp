#include "read/join/told.hpp"

#include <bit>
#include <functional>
#include <string_view>

namespace logprobs::read {
namespace {

std::size_t combine(std::size_t hash, std::size_t other) {
  return hash ^ (other + 0x9E3779B97F4A7C15 + (hash << 6) + (hash >> 2));
}

std::size_t combine(std::size_t hash, std::string_view text) {
  return combine(hash, std::hash<std::string_view>()(text));
}

template <typename Entry>
std::size_t combine(std::size_t hash, const Answer& answer, const Entry& entry) {
  hash = combine(hash, answer.view(entry.text));
  return combine(hash, std::bit_cast<std::uint64_t>(entry.logprob));
}

std::size_t hash_of(const Answer& answer) {
  std::size_t hash = 0;
  for (const Choice& choice : answer.choices) {
    hash = combine(hash, choice.tokens.size());
    if (choice.tokens.empty()) hash = combine(hash, choice.message);
    for (const Token& token : choice.tokens) {
      hash = combine(hash, answer, token);
      for (const Alternative* entry = answer.begin(token); entry != answer.end(token); ++entry) {
        hash = combine(hash, answer, *entry);
      }
    }
  }
  return hash;
}

}  // namespace

bool Told::again(std::uint64_t document, const Answer& answer) {
  if (document == 0) return false;
  if (document != document_) answers_.clear();
  document_ = document;
  std::unordered_set<std::string>& ids = answers_[hash_of(answer)];
  const bool known = answer.id.empty() ? !ids.empty() : ids.contains("") || ids.contains(answer.id);
  if (!known) ids.insert(answer.id);
  return known;
}

}  // namespace logprobs::read
