// What a reader of a wire format works with: the answer it fills, and what it says when it cannot.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "logprobs/model.hpp"

namespace logprobs {

/// What a document turned out to be.
enum class Outcome {
  not_mine,  ///< of another format
  part,      ///< belongs to a response that other documents go on with
  whole,     ///< a response by itself
  several,   ///< an array of responses
  unusable,  ///< of this format, but not as the format has it: Context::trouble says why
  broken,    ///< not JSON
};

/// What was wrong with a document, and where in it.
struct Trouble {
  std::string path;  ///< "choices[0].logprobs"; empty for a syntax error
  std::string what;  ///< "is a string, not a number"
};

/// A reader's surroundings: what it fills and what it says when it cannot.
struct Context {
  Answer& answer;
  bool event;             ///< the document came from an SSE stream
  std::string_view text;  ///< the document's
  Trouble trouble = {};
  bool lone_surrogate = false;  ///< a string held half of a UTF-16 pair
  bool named_by_id = false;     ///< a token had neither text nor bytes

  /// Notes that a value is not what it should be ("a number"); returns false.
  bool mismatch(std::string_view raw, std::string_view expected);
  /// Notes that the JSON itself is broken; returns false.
  bool syntax();
  /// Puts a step of the path before those noted; returns false.
  bool in(std::string_view name);
  bool in(std::size_t index);
};

}  // namespace logprobs
