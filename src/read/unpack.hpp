// Unpacks documents that hold responses: in arrays, anywhere in objects, and in strings that are
// JSON or a stream.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"
#include "read/decode/candidates.hpp"
#include "read/decode/decoder.hpp"
#include "read/decode/envelope.hpp"
#include "read/frame/buffer.hpp"
#include "read/frame/document.hpp"
#include "read/frame/framer.hpp"
#include "read/join/unread.hpp"

namespace logprobs::read {

/// Where a candidate is in a document.
struct Way {
  const Candidates& candidates;
  std::uint32_t step = 0;  ///< of the candidate
  std::string_view text;   ///< the document's
};

/// A stack of the documents that are being unpacked. The outermost one is copied, so what is in it
/// outlives its own memory.
class Unpacker {
 public:
  /// `max_bytes`: the largest document in a string.
  explicit Unpacker(std::uint64_t max_bytes) : max_bytes_(max_bytes) {}

  /// Begins to unpack `document`: takes the candidates in it. `envelope` is what is around them.
  void open(const Document& document, Candidates& candidates, const Envelope& envelope);

  /// The same after the decoder read the first response in `document` into `answer`, which gets its
  /// path. False if there is nothing else in it to unpack.
  bool open_rest(const Document& document, Decoder& decoder, Answer& answer);

  /// True while something is being unpacked, until close().
  bool active() const { return !levels_.empty(); }
  /// Sets `document` to the next one of what was begun last; false when it has no more. The last
  /// one is the outer document itself, as Document::searched, if it should be a response but none
  /// was found in it, or if not all of it was searched.
  bool next(Document& document);
  /// As Framer::not_json(), of the last document.
  bool not_json(const Document& document) {
    return levels_.back().framer && levels_.back().framer->not_json(document);
  }
  /// Says that the last document is a response or a part of one.
  void found();
  /// True if the last document is one that should be a response, or comes after one in its text.
  bool expects_more(const Document& document) const {
    return document.claim == Claim::whole || (document.event && levels_.back().found > 0);
  }
  /// The path to the last document, in the outermost one. It is put together only when it is asked
  /// for, since most of what is unpacked may be no response.
  std::string path_of(const Document& document) const;
  /// The ways to the last document, the innermost first.
  std::vector<Way> ways() const;
  /// The last document with its path.
  Document located(Document document) const;
  /// What nobody understood of a stream in a string, while no response is found in it.
  Unread& unread() { return levels_.back().unread; }
  /// Says what is wrong with a document that may have been meant as a response: the first of these
  /// becomes Document::doubt.
  void doubt(const Document& document, std::string_view what);
  /// Leaves what was begun last. True if it had several responses or parts of one: they are a
  /// whole, and what follows does not belong to them.
  bool close();
  /// The number of the item that is being unpacked, or was last: of a value, or of an element of an
  /// array that should be a response. Counts from 1.
  std::uint64_t item() const { return item_; }
  /// Puts what all envelopes around the current document say into its answer.
  void put_envelopes_into(Answer& answer) const;

 private:
  struct Level {
    Document outer;
    Envelope envelope;
    Buffer text;                     // a copy of the outermost document
    Candidates candidates;           // of a document
    std::size_t taken = 0;           // of these
    std::unique_ptr<Framer> framer;  // of a string
    std::size_t found = 0;
    bool answers_for = false;  // the outer document should be a response, and no other says so
    bool incomplete = false;   // not all of the outer document was searched
    bool given_back = false;
    Unread unread;
    std::string doubt;
    std::string doubtful_path;
  };

  bool next_of_text(Document& document);
  bool give_back(Document& document);
  void open_text(const Document& text);
  Level& responsible();

  std::uint64_t max_bytes_;
  std::uint64_t budget_ = 0;  // bytes that may still be given of what is in the outermost document
  std::uint64_t item_ = 0;
  std::vector<Level> levels_;
};

}  // namespace logprobs::read
