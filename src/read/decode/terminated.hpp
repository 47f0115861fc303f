// Keeps the parser inside of a document.
#pragma once

#include <string_view>

namespace logprobs::read {

/// Puts a NUL after a document while it is decoded. What the memory has there otherwise, such as
/// the next document, would lead simdjson beyond the end of one whose brackets are not closed.
class Terminated {
 public:
  explicit Terminated(std::string_view text)
      : end_(const_cast<char*>(text.data() + text.size())), after_(*end_) {
    *end_ = '\0';
  }
  Terminated(const Terminated&) = delete;
  Terminated& operator=(const Terminated&) = delete;
  ~Terminated() { *end_ = after_; }

 private:
  char* end_;  // documents are in buffers of our own, with room after them
  char after_;
};

}  // namespace logprobs::read
