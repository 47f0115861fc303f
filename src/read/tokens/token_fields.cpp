#include "read/tokens/token_fields.hpp"

#include <array>
#include <bit>
#include <cstring>
#include <string_view>

namespace logprobs::read {
namespace {

struct Name {
  std::string_view name;
  TokenField field = TokenField::none;
  bool marks_token = false;  // nothing but a token has a field of this name
};

/// Sorted by the first letter.
constexpr std::array<Name, 32> field_names = {{
    {"bytes", TokenField::bytes},
    {"content", TokenField::text},        // an older llama.cpp
    {"decoded_token", TokenField::text},  // vLLM
    {"id", TokenField::id},
    {"likelihood", TokenField::logprob},  // Cohere
    {"logprob", TokenField::logprob, true},
    {"log_prob", TokenField::logprob, true},  // AWS LMI, DJL
    {"logProb", TokenField::logprob, true},
    {"logProbability", TokenField::logprob, true},  // Gemini, .NET
    {"log_probability", TokenField::logprob, true},
    {"prob", TokenField::probability},  // llama.cpp
    {"p", TokenField::probability},     // whisper.cpp
    {"probability", TokenField::probability},
    {"probs", TokenField::alternatives},
    {"rank", TokenField::rank},  // TGIS, watsonx, vLLM
    {"text", TokenField::text},
    {"token", TokenField::text, true},
    {"token_id", TokenField::id},
    {"tokenId", TokenField::id},
    {"tok_str", TokenField::text},  // an older llama.cpp, in `probs`
    {"top_logprobs", TokenField::alternatives},
    {"topLogprobs", TokenField::alternatives},
    {"topLogProbs", TokenField::alternatives},
    {"top_log_probs", TokenField::alternatives},
    {"topLogProbabilities", TokenField::alternatives},
    {"topLogProbabilityEntries", TokenField::alternatives},
    {"top_probs", TokenField::alternatives},
    {"top_tokens", TokenField::alternatives},  // TGIS, watsonx
    {"topTokens", TokenField::alternatives},
    {"utf8Bytes", TokenField::bytes},  // .NET
    {"utf8ByteValues", TokenField::bytes},
    {"utf8_bytes", TokenField::bytes},
}};

constexpr std::size_t letters = 32;  // of ASCII, in either case, and what is between them

constexpr std::size_t letter(char c) { return static_cast<unsigned char>(c) % letters; }

/// Where in `field_names` those begin that begin with a letter; those with the next one follow.
constexpr std::array<std::uint8_t, letters + 1> starts = [] {
  std::array<std::uint8_t, letters + 1> found{};
  for (const Name& each : field_names) {
    for (std::size_t i = letter(each.name.front()) + 1; i <= letters; ++i) ++found[i];
  }
  return found;
}();

/// A name and the quote after it, to be compared eight bytes at a time.
struct Pattern {
  static constexpr std::size_t words = 4;
  std::array<std::uint64_t, words> text{};
  std::array<std::uint64_t, words> mask{};  // which bits count
};
using PatternBytes = std::array<char, sizeof(std::uint64_t) * Pattern::words>;

/// The first letter's case does not count.
constexpr Pattern pattern_of(std::string_view name) {
  PatternBytes text{};
  PatternBytes mask{};
  for (std::size_t i = 0; i <= name.size(); ++i) {
    text[i] = i < name.size() ? name[i] : '"';
    mask[i] = i == 0 ? '\xDF' : '\xFF';
  }
  return {std::bit_cast<decltype(Pattern::text)>(text),
          std::bit_cast<decltype(Pattern::mask)>(mask)};
}

constexpr std::array<Pattern, field_names.size()> patterns = [] {
  std::array<Pattern, field_names.size()> made{};
  for (std::size_t i = 0; i < field_names.size(); ++i) made[i] = pattern_of(field_names[i].name);
  return made;
}();

/// There is padding after every document, so what is after the key can be read as well.
bool matches(const char* raw, const Pattern& pattern) {
  for (std::size_t i = 0; i < Pattern::words && pattern.mask[i] != 0; ++i) {
    std::uint64_t word = 0;
    std::memcpy(&word, raw + i * sizeof word, sizeof word);
    if (((word ^ pattern.text[i]) & pattern.mask[i]) != 0) return false;
  }
  return true;
}

const Name* find(Key key) {
  const std::size_t first = letter(*key.raw());
  for (std::size_t i = starts[first]; i < starts[first + 1]; ++i) {
    if (matches(key.raw(), patterns[i])) return &field_names[i];
  }
  return nullptr;
}

}  // namespace

TokenField token_field(Key key) {
  const Name* const name = find(key);
  return name == nullptr ? TokenField::none : name->field;
}

bool marks_token(Key key, Value& value) {
  const Name* const name = find(key);
  if (name == nullptr) return false;
  // A response may say by a number how many there are.
  // The token of an event of TGI is an object.
  if (name->field == TokenField::text && raw_text(value).starts_with('{')) return false;
  const bool list = name->field == TokenField::alternatives && raw_text(value).starts_with('[');
  return name->marks_token || list;
}

}  // namespace logprobs::read
