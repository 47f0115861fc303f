// A piece of a source that is decoded by itself.
#pragma once

#include <cstdint>
#include <string_view>

#include "logprobs/model.hpp"

namespace logprobs::read {

struct Document {
  enum class Kind {
    json,       ///< `text` should be one JSON value, but may be broken
    done,       ///< `[DONE]`
    cut,        ///< the source ends inside `text`
    too_large,  ///< longer than the limit; `text` is its beginning
  };
  Kind kind = Kind::json;
  std::string_view text;    ///< valid until more bytes are put in; 64 bytes after it can be read
  Place place;              ///< where its line, or its event, begins
  std::uint64_t begin = 0;  ///< its place in the source, bytes, if people count from there; else 0
  bool event = false;       ///< it is from an SSE stream
  bool error = false;       ///< the data of `event: error`, or of an `error:` line
  bool element = false;     ///< it was an element of an array
  bool inside = false;      ///< it was inside a string
  bool unfinished = false;  ///< its line has no end: the source ends there
};

}  // namespace logprobs::read
