// Lists of tokens that are read before the rest of their document.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "read/json/json.hpp"

namespace logprobs::read {

/// The lists of a document that are spelled in the usual way, and its outline: the document with
/// these lists empty. simdjson then need not look at the lists, which are nearly all of a document.
/// If the outline is JSON, and its readers take each list where it was, the document is JSON, and
/// says what they read: an empty list inside of a string, for example, is never taken.
class EarlyLists {
 public:
  /// Reads the lists of `document`, after which there must be a NUL and room to read 64 bytes.
  /// False if there are none, or if one is spelled in another way.
  bool read(std::string_view document, bool event);
  /// The outline, after which there is a NUL and room to read 64 bytes.
  std::string_view outline() const;
  /// Bytes of the document that are not in the outline.
  std::size_t left_out() const { return left_out_; }
  /// How many lists there are. They are taken in their order, each once: see Notes::lists.
  std::size_t size() const { return lists_.size(); }

  /// Gives back the memory of the lists; the outline stays.
  void drop_lists() { read_ = {}; }

  /// Whether the empty list that opens at `place` is the next that was read early.
  bool is_next(const char* place, const Context& context) const;
  /// Appends its tokens to `tokens`, and the rest to the answer. False if that cannot be done
  /// again.
  bool take_next(std::vector<Token>& tokens, Context& context);

 private:
  struct List {
    std::size_t place = 0;  // of its bracket in the outline
    Span tokens;            // of the choice of read_
    Span alternatives;      // of read_, as are its texts
    Span bytes;
  };

  bool read_list(const char*& at, Context& context);
  void append(const List& list, std::vector<Token>& tokens, Answer& answer) const;

  std::vector<List> lists_;
  Answer read_;          // what they say, as if all were of one choice
  std::string outline_;  // and what follows it
  std::size_t left_out_ = 0;
  bool is_given_away_ = false;  // the answer has what was read, and not a copy
};

}  // namespace logprobs::read
