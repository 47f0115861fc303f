#include "read/tokens/token_fields.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace logprobs::read {
namespace {

struct Name {
  std::string_view name;
  TokenField field = TokenField::none;
  bool marks_token = false;  // nothing but a token has a field of this name
};

constexpr std::array<Name, 32> names = {{
    {"id", TokenField::id},
    {"token_id", TokenField::id},
    {"tokenId", TokenField::id},
    {"token", TokenField::text, true},
    {"text", TokenField::text},
    {"content", TokenField::text},        // an older llama.cpp
    {"tok_str", TokenField::text},        // the same, in `probs`
    {"decoded_token", TokenField::text},  // vLLM
    {"logprob", TokenField::logprob, true},
    {"log_prob", TokenField::logprob, true},  // AWS LMI, DJL
    {"logProb", TokenField::logprob, true},
    {"logProbability", TokenField::logprob, true},  // Gemini, .NET
    {"log_probability", TokenField::logprob, true},
    {"likelihood", TokenField::logprob},  // Cohere
    {"prob", TokenField::probability},    // llama.cpp
    {"p", TokenField::probability},       // whisper.cpp
    {"probability", TokenField::probability},
    {"bytes", TokenField::bytes},
    {"utf8Bytes", TokenField::bytes},  // .NET
    {"utf8ByteValues", TokenField::bytes},
    {"utf8_bytes", TokenField::bytes},
    {"rank", TokenField::rank},  // TGIS, watsonx, vLLM
    {"top_logprobs", TokenField::alternatives},
    {"topLogprobs", TokenField::alternatives},
    {"topLogProbs", TokenField::alternatives},
    {"top_log_probs", TokenField::alternatives},
    {"topLogProbabilities", TokenField::alternatives},
    {"topLogProbabilityEntries", TokenField::alternatives},
    {"top_probs", TokenField::alternatives},
    {"probs", TokenField::alternatives},
    {"top_tokens", TokenField::alternatives},  // TGIS, watsonx
    {"topTokens", TokenField::alternatives},
}};

/// Whether the key is `name`, but for the case of its first letter.
bool is_named(Key key, std::string_view name) {
  const char* const raw = key.raw();
  if ((raw[0] | 0x20) != name[0]) return false;
  return std::memcmp(raw + 1, name.data() + 1, name.size() - 1) == 0 && raw[name.size()] == '"';
}

const Name* find(Key key) {
  const auto* const found = std::find_if(
      names.begin(), names.end(), [&](const Name& name) { return is_named(key, name.name); });
  return found == names.end() ? nullptr : found;
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
  const bool list = name->field == TokenField::alternatives && raw_text(value).starts_with('[');
  return name->marks_token || list;
}

}  // namespace logprobs::read
