// Where responses may be inside a document.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "read/frame/document.hpp"

namespace logprobs::read {

/// A place in a document that may hold a response.
struct Candidate {
  enum class Kind : std::uint8_t {
    value,   ///< an object, or any element of an array
    string,  ///< a JSON string that may hold JSON or a stream
    bytes,   ///< the same, as an array of its bytes
  };
  Kind kind = Kind::value;
  Claim claim = Claim::hidden;  ///< of the document that it becomes
  std::uint32_t step = 0;       ///< its place in Candidates::steps
  std::uint32_t begin = 0;      ///< in the document, which has less than 4 GiB
  std::uint32_t size = 0;       ///< bytes
};

/// One step of a path: a key or an index, after the step `parent`.
struct PathStep {
  std::uint32_t parent = 0;
  std::uint32_t at = 0;    ///< where the key begins, or the index
  std::uint32_t size = 0;  ///< of the key as it is spelled in the document; an index has none
  bool is_key = false;
};

/// A part of a document; empty: there is none.
struct Piece {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;  ///< bytes
};

/// The outermost candidates of a document, in its order, and the ways to them.
struct Candidates {
  std::vector<Candidate> found{};
  std::vector<PathStep> steps{};  ///< in the document's order; the first one is the document itself
  std::uint32_t first = 0;        ///< the step of the candidate that was read at once
  bool too_deep = false;        ///< it is nested deeper than `deepest`, and was not searched there
  std::vector<Piece> around{};  ///< see ItemFields::look_around()

  /// The JSON Pointer (RFC 6901) to `candidate` in `document`. Breaks off with “…” after 4 KiB.
  std::string path(const Candidate& candidate, std::string_view document) const;
};

}  // namespace logprobs::read
