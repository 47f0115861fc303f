// A source's bytes.
#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace logprobs::system {

/// A file or standard input, opened for reading.
class Input {
 public:
  enum class ReadResult { bytes, end, signal, failure };

  /// `-` is standard input. When it cannot be opened, the first read says so.
  explicit Input(const std::string& name);
  /// Takes over an open descriptor, or what errno said when it could not be opened.
  Input(int descriptor, int error);
  ~Input();
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  /// Reads what is there, waiting for the first byte; `size` is then what came.
  ReadResult read(std::span<char> room, std::size_t& size);
  /// Appends all there is, up to `most` bytes; false: problem() says why not. A signal throws an
  /// Error with its code.
  bool read_all(std::string& text, std::size_t most);
  /// Why it failed, as a phrase.
  const std::string& problem() const { return problem_; }

 private:
  int descriptor_ = -1;
  std::string problem_;
};

}  // namespace logprobs::system
