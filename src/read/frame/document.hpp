// A piece of a source that is decoded by itself.
#pragma once

#include <cstdint>
#include <string_view>

#include "logprobs/model.hpp"

namespace logprobs::read {

struct Document {
  enum class Kind {
    json,       ///< `text` should be one JSON value
    done,       ///< `[DONE]`
    cut,        ///< the source ends inside `text`
    too_large,  ///< longer than the limit; `text` is its beginning
  };
  Kind kind = Kind::json;
  std::string_view text;  ///< 64 more bytes after it can be read; valid until space() is called
  Place place;
  std::uint64_t begin = 0;  ///< what to add to a position in `text` before people see it
  bool event = false;       ///< it is from an SSE stream
  bool element = false;     ///< it was an element of an array
  bool inside = false;      ///< it was inside a string
  bool unfinished = false;  ///< its line has no end: the source ends there
};

}  // namespace logprobs::read
