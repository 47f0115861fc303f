// A generated text and its tokens in one object, as many servers and tools write them, under many
// names: a list of tokens, a list of maps, or arrays side by side, of which some may be missing.
#pragma once

#include "read/tokens/columns.hpp"

namespace logprobs::read {

/// One generated text: a choice of an answer.
struct Generation {
  int index = 0;             ///< of the choice
  bool text = false;         ///< it has a text
  bool scored = false;       ///< it has tokens, or their logprobs
  bool counted = false;      ///< it has the number of its tokens, as TGIS's texts have
  std::string reason{};      ///< why it ended; empty if it does not say
  std::string message{};     ///< its text
  std::vector<Token> own{};  ///< from a list
  bool unmarked = false;     ///< of maps that do not say which token was chosen
  Columns columns{};         ///< from arrays side by side
};

/// Reads a field of the object; ignores unknown keys, and values that mean something else.
bool read_generation_field(Key key, Value& value, Generation& generation, Context& context);

/// Puts the text and its tokens into the choice, which is made, and ends it if that was said.
bool take_generation(Generation& generation, Context& context);

/// Reads a list of such objects, each of them a choice. Adds to `sum` what they have in common.
bool read_generations(Value& value, Generation& sum, Context& context);

}  // namespace logprobs::read
