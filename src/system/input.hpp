// Reads the bytes of a source.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace logprobs::system {

/// A file or standard input, opened for reading.
class Input {
 public:
  enum class ReadResult { bytes, end, signal, failure };

  /// `-` is standard input. If it cannot be opened, the first read fails.
  explicit Input(const std::string& name);
  /// Takes over an open descriptor, or the errno of opening it.
  Input(int descriptor, int error);
  ~Input();
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  /// Reads what is available, waiting for the first byte, and sets `size`.
  ReadResult read(std::span<char> room, std::size_t& size);
  /// Appends the whole source, up to `most` bytes; if false, problem() says why. Throws Error with
  /// its code if a signal comes.
  bool read_all(std::string& text, std::size_t most);
  /// Why reading failed, as a phrase.
  const std::string& problem() const { return problem_; }

 private:
  int descriptor_ = -1;
  std::string problem_;
};

}  // namespace logprobs::system
