// Cuts a source into JSON values that follow one another, on however many lines.
#pragma once

#include <cstddef>

#include "read/frame/document.hpp"
#include "read/frame/scan.hpp"
#include "read/frame/source.hpp"

namespace logprobs::read {

/// Finds the same values however the bytes come in pieces.
class ValueCutter {
 public:
  /// Sets `document` to the next value; false when more bytes are needed, or when no value is left.
  bool next(Source& source, Document& document);
  /// True when no value can follow: what came last was not JSON, too large, or cut.
  bool ended() const { return ended_; }

 private:
  bool give_broken(const Source& source, Document& document);
  bool give_last(Document::Kind kind, std::string_view text, const Source& source,
                 Document& document);

  ValueScanner scanner_;
  std::size_t scanned_ = 0;  // in the buffer: what the scanner has seen
  bool ended_ = false;
};

}  // namespace logprobs::read
