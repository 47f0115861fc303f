#include "read/vocabulary/implied.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "read/vocabulary/byte_level.hpp"

namespace logprobs::read {
namespace {

constexpr std::string_view metaspace = "\u2581";
constexpr std::string_view word_suffix = "</w>";

DecoderStep space_for(std::string_view spelled) {
  return {StepKind::replace, std::string(spelled), " "};
}

/// The step that undoes what is done to the text before it is cut into tokens.
void undo(const Component& done, std::vector<DecoderStep>& steps) {
  if (done.type == "ByteLevel") steps.push_back({StepKind::byte_level});
  if (done.type == "Metaspace" && !done.replacement.empty()) {
    steps.push_back(space_for(done.replacement));
  }
  const bool spells_space = done.type == "Replace" && done.literal == " ";
  if (spells_space && !done.content.empty()) steps.push_back(space_for(done.content));
}

/// What the names of a vocabulary have in common.
struct Habits {
  std::size_t byte_level = 0;         ///< names in the alphabet of bytes
  std::size_t byte_level_spaces = 0;  ///< those that begin with a space in it
  std::size_t metaspaces = 0;         ///< names that begin with U+2581
  std::size_t suffixes = 0;           ///< names that end with "</w>"
};

Habits habits_of(const TokenizerFile& file) {
  Habits habits;
  std::string bytes;
  for (const NamedId& token : file.tokens) {
    const std::string_view name = file.name_of(token);
    bytes.clear();
    if (append_byte_level(name, bytes)) ++habits.byte_level;
    if (name.starts_with(byte_level_space)) ++habits.byte_level_spaces;
    if (name.starts_with(metaspace)) ++habits.metaspaces;
    if (name.ends_with(word_suffix)) ++habits.suffixes;
  }
  return habits;
}

}  // namespace

std::vector<DecoderStep> implied_steps(const TokenizerFile& file) {
  std::vector<DecoderStep> steps;
  for (const Component& done : file.pre_tokenizer) undo(done, steps);
  for (const Component& done : file.normalizer) undo(done, steps);
  if (file.byte_fallback) steps.push_back({StepKind::byte_fallback});
  if (!file.continuation_prefix.empty()) {
    steps.push_back({StepKind::begin_word, file.continuation_prefix});
  }
  if (steps.empty() && file.model_type == "WordLevel") steps.push_back({StepKind::space_before});
  return steps;
}

std::vector<DecoderStep> steps_of_names(const TokenizerFile& file) {
  const Habits habits = habits_of(file);
  const std::size_t count = file.tokens.size();
  // A few special tokens may be spelled otherwise; words of a language that writes the letter
  // U+0120 need more letters that are not in the alphabet.
  const bool all_byte_level = habits.byte_level >= count - count / 100;
  std::vector<DecoderStep> steps;
  if (habits.byte_level_spaces > 0 && all_byte_level) {
    steps.push_back({StepKind::byte_level});
  } else if (habits.metaspaces > 0) {
    steps.push_back(space_for(metaspace));
    steps.push_back({StepKind::byte_fallback});
  }
  if (habits.suffixes > 0) steps.push_back(space_for(word_suffix));
  return steps;
}

}  // namespace logprobs::read
