// What a tokenizer.json or a vocab.json says, before it is put to use.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"
#include "read/vocabulary/component.hpp"

namespace logprobs::read {

/// A token of the vocabulary, or one that was added to it.
struct NamedId {
  std::int64_t id = 0;   ///< as the file says: perhaps negative, or beyond reason
  Span name{};           ///< in TokenizerFile::names
  bool special = false;  ///< such as the end of a text
};

/// The contents of the file, in no order.
struct TokenizerFile {
  bool flat = false;                  ///< a vocab.json: nothing but names and ids
  std::string names{};                ///< of all tokens
  std::vector<NamedId> tokens{};      ///< the model's
  std::vector<NamedId> added{};       ///< `added_tokens`
  std::string model_type{};           ///< "BPE", "Unigram" ...; empty in old files
  std::string continuation_prefix{};  ///< `continuing_subword_prefix`
  std::string word_suffix{};          ///< `end_of_word_suffix`
  bool byte_fallback = false;         ///< some tokens are bytes: "<0x0A>"
  std::vector<Component> decoder{};   ///< in the order in which they are applied
  std::vector<Component> pre_tokenizer{};
  std::vector<Component> normalizer{};

  /// The name of a token.
  std::string_view name_of(const NamedId& token) const {
    return std::string_view(names).substr(token.name.begin, token.name.size);
  }
};

/// Reads a file that messages call `name`. Throws Error{usage} if it is neither.
TokenizerFile read_tokenizer_file(std::string_view json, std::string_view name);

}  // namespace logprobs::read
