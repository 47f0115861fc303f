#include "read/decode/warnings.hpp"

#include <string_view>

namespace logprobs::read {

void add_warnings(const Context& context) {
  const Notes& notes = context.notes;
  const auto add = [&](bool noted, std::string_view warning) {
    if (noted) context.answer.warnings.emplace_back(warning);
  };
  add(notes.lone_surrogate, "a string held half of a surrogate pair; U+FFFD stands in its place");
  add(notes.named_by_id, "tokens were sent without their text; their ids are shown");
  add(notes.named_by_place,
      "logprobs were sent without their tokens; the tokens' places are shown, from [0]");
  add(notes.chosen_unmarked,
      "the server does not say which token of a list was chosen; the first one is assumed");
  add(notes.unequal_arrays,
      "arrays that belong together have different lengths; what is missing is unknown");
  add(notes.shared_text,
      "several tokens were sent with one common text; it is shown at the first of them");
}

}  // namespace logprobs::read
