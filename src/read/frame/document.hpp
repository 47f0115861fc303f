// A piece of a source that is decoded by itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "logprobs/model.hpp"

namespace logprobs::read {

/// How sure it is that a document is a response.
enum class Claim : std::uint8_t {
  whole,   ///< it should be one: if it is not, that is a fault
  body,    ///< it is where a response is kept
  hidden,  ///< it was found by searching: it must prove to be one
};

struct Document {
  enum class Kind {
    json,       ///< `text` should be one JSON value, but may be broken
    done,       ///< `[DONE]`
    foreign,    ///< a line, or the rest of one, that begins no item
    broken,     ///< `text` begins a value, but what follows in the source shows that it is none
    cut,        ///< the source ends inside `text`
    too_large,  ///< longer than the limit; `text` is its beginning
    request,    ///< the request that is kept before its response
  };
  Kind kind = Kind::json;
  std::string_view text;    ///< valid until more bytes are put in; 64 bytes after it can be read
  Place place;              ///< where it, or its event, begins; its line is always known
  std::uint64_t begin = 0;  ///< where `text` begins: bytes from where people count, see one_line
  bool one_line = true;     ///< it is on one line, and bytes count from there; else from the source
  bool own_line = false;    ///< it is a value that has its line for itself
  bool event = false;       ///< it is from an SSE stream
  bool error = false;       ///< the data of `event: error`, or of an `error:` line
  Claim claim = Claim::whole;
  bool element = false;      ///< it was inside another document
  bool searched = false;     ///< it was searched, but no response is in it
  std::string_view doubt{};  ///< if searched: what is wrong with what was found in it
  int strings = 0;           ///< how many strings it was inside of
  bool unfinished = false;   ///< its line has no end: the source ends there
  bool presumed = false;     ///< nobody looked whether `text` is one value: see Framer::not_json()
  std::size_t more = 0;      ///< bytes after `text`, in the line that shows that it is broken
};

}  // namespace logprobs::read
