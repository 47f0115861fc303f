// The table of wire formats.
#pragma once

#include <span>

#include "json.hpp"
#include "logprobs/read.hpp"

namespace logprobs {

/// A wire format: what people call it, and the functions that read it. Each takes a document of its
/// own into Context::answer, or leaves it with `not_mine`.
struct Format {
  FormatInfo info;
  Outcome (*read)(Object& object, Context& context);
  Outcome (*read_array)(Array& array, Context& context);  ///< null: never an array
};

std::span<const Format> format_table();

Outcome read_openai_chat(Object& object, Context& context);
Outcome read_bare_tokens(Object& object, Context& context);
Outcome read_bare_token_array(Array& array, Context& context);

}  // namespace logprobs
