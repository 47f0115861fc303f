// Unpacks documents that hold responses: arrays of them, and strings with JSON or a stream inside.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"
#include "read/decode/envelope.hpp"
#include "read/frame/buffer.hpp"
#include "read/frame/document.hpp"
#include "read/frame/framer.hpp"

namespace logprobs::read {

/// A stack of the documents that are being unpacked, since an element of an array may be a string
/// that holds more. What is unpacked is copied, so it outlives the document's own memory.
class Unpacker {
 public:
  /// `max_bytes`: the largest document in a string.
  explicit Unpacker(std::uint64_t max_bytes) : max_bytes_(max_bytes) {}

  /// Begins an array, whose `elements` are views into the text of `document`. `envelope` is what is
  /// around the array in it.
  void open_array(const Document& document, const std::vector<std::string_view>& elements,
                  const Envelope& envelope);
  /// Begins the string Envelope::text, which `document` holds in that envelope.
  void open_text(const Document& document, const Envelope& envelope);

  /// True while something is being unpacked, until close().
  bool active() const { return !levels_.empty(); }
  /// Sets `document` to the next one of what was begun last; false when it has no more.
  bool next(Document& document);
  /// As Framer::not_json(), of the last document.
  bool not_json() { return levels_.back().framer && levels_.back().framer->not_json(); }
  /// Leaves what was begun last. True if it had several documents: they are a whole, and what
  /// follows does not belong to them.
  bool close();
  /// Puts what all envelopes around the current document say into its answer.
  void put_envelopes_into(Answer& answer) const;

 private:
  struct Level {
    Document outer;
    Envelope envelope;
    Buffer text;                             // of an array
    std::vector<std::string_view> elements;  // of it, those left; the next one is the last
    std::unique_ptr<Framer> framer;          // of a string
    std::size_t documents = 0;               // that were given
  };

  std::uint64_t max_bytes_;
  std::vector<Level> levels_;
};

}  // namespace logprobs::read
