// Reads the bytes of a source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace logprobs::system {

/// How many bytes these files have together; absent if that is not known, as of a pipe. `-` is
/// standard input, and a missing file has none.
std::optional<std::uint64_t> total_size(std::span<const std::string> names);

/// A file or standard input, opened for reading.
class Input {
 public:
  /// How a read went. `end`: there are no more bytes; `signal`: one came, now or before.
  enum class ReadResult { bytes, end, signal, failure };

  /// `-` is standard input. If it cannot be opened, the first read fails.
  explicit Input(const std::string& name);
  /// Takes over an open descriptor, or -1 and the errno of opening it.
  Input(int descriptor, int error);
  ~Input();
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  /// Passes over the first bytes of a regular file, before the first read. False if it is none.
  bool pass_over(std::uint64_t size);
  /// Makes these bytes of a regular file all that is read, before the first read. False if it is
  /// none.
  bool read_only(std::uint64_t begin, std::uint64_t end);
  /// How many line ends were read so far, if only a part is read.
  std::uint64_t line_ends() const { return line_ends_; }
  /// Reads what is available into `room`, waiting for the first byte. Of `bytes`, `size` is how
  /// many were read; of `failure`, problem() says why.
  ReadResult read(std::span<char> room, std::size_t& size);
  /// False if read() would wait, and nothing comes for a moment. Reading a file never does.
  bool is_ready();
  /// True if no read() waits, for it is a file.
  bool never_waits() const { return !may_wait_; }
  /// Appends the whole source, at most `most` bytes; if false, problem() says why. Throws Error
  /// with the signal's code if one comes.
  bool read_all(std::string& text, std::size_t most);
  /// -1: it cannot be opened.
  int descriptor() const { return descriptor_; }
  /// Why it failed, as a phrase that follows the name: "cannot be read: ...".
  const std::string& problem() const { return problem_; }

 private:
  int descriptor_ = -1;
  bool may_wait_;                      // to read may
  std::optional<std::uint64_t> left_;  // bytes that are still to be read; absent: all
  std::uint64_t line_ends_ = 0;
  std::string problem_;
};

}  // namespace logprobs::system
