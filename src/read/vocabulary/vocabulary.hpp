// The vocabulary of a model: the text that each token id means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"

namespace logprobs::read {

/// The tokens of a tokenizer.json (of Hugging Face's tokenizers) or of a vocab.json, by their ids.
class Vocabulary {
 public:
  /// Reads the file `json`, which messages call `name`. Throws Error{usage} with a sentence about
  /// what is wrong with it.
  static Vocabulary parse(std::string_view json, std::string_view name);

  /// One more than the highest id. There may be ids below that no token has.
  std::size_t size() const { return entries_.size(); }
  /// Whether a token has this id. If not, the functions below return nothing, and false.
  bool known(std::int64_t id) const { return find(id) != nullptr; }
  /// What the token adds to a text that it continues; perhaps only some bytes of a character. As
  /// the first of a text, it may lose the space before it.
  std::string_view text(std::int64_t id) const;
  /// The token as the file spells it.
  std::string_view name(std::int64_t id) const;
  /// Whether the file calls it special, such as the end of a text.
  bool special(std::int64_t id) const;

  /// What of the file's decoder was left out, so that texts may be wrong; a sentence each.
  const std::vector<std::string>& warnings() const { return warnings_; }

 private:
  /// A token; its spans are in bytes_, and are the same one where text and name are equal.
  struct Entry {
    Span name{};
    Span text{};
    bool known = false;
    bool special = false;
    bool added = false;
  };
  friend class VocabularyBuilder;

  const Entry* find(std::int64_t id) const;
  std::string_view view(Span span) const {
    return std::string_view(bytes_).substr(span.begin, span.size);
  }

  std::vector<Entry> entries_;  // by id
  std::string bytes_;
  std::vector<std::string> warnings_;
};

}  // namespace logprobs::read
