// Where a view is written to.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace logprobs::system {

/// The mode of a file that nobody else may read.
inline constexpr mode_t owner_alone = 0600;

/// Standard output or a file. commit() puts a regular file in place whole; until then its bytes are
/// in a temporary file next to it, which is deleted without commit(). Anything that is not a
/// regular file or is under /dev or /proc is written directly, unless it is a file with a mode of
/// its own, as in /dev/shm. A file that may not be written is not replaced either. All but the
/// functions that return an errno throw Error{failed} if they fail.
class Output {
 public:
  /// `-` is standard output. A regular file gets `mode`; without it, an existing file keeps its
  /// mode, and a new one gets what umask leaves.
  explicit Output(const std::string& name, std::optional<mode_t> mode = std::nullopt);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  /// -1 if a signal came while a FIFO had no reader, and after commit().
  int descriptor() const { return descriptor_; }
  /// Writes all of `bytes` and clears it. A signal does not cut it short (half a line might leave
  /// its colour on), unless the reader then takes more than a second. Does nothing once closed().
  void write(std::string& bytes);
  /// The same, but clears nothing and returns errno; 0: all is well.
  int try_write(std::string_view bytes);
  /// True if the reader went away (`| head`), or is too slow after a signal: nothing more need
  /// be made.
  bool closed() const { return closed_; }
  /// Whether nothing is there before commit().
  bool is_held() const { return replaces_; }
  /// Puts the file in place. Does nothing for what is written directly.
  void commit();
  /// The same, but under its name with ".partial" if the file is not whole; returns errno, 0 if all
  /// is well. Allocates nothing.
  int try_commit(bool whole) noexcept;
  /// The file that commit() puts in place; empty for what is written directly.
  std::string target() const { return replaces_ ? place_ : ""; }
  /// The file that try_commit() puts in place if it is not whole; empty where target() is.
  const std::string& partial() const { return partial_; }
  /// Whether what is written here would be lost if another file were put in place as `target`.
  bool is_lost_to(const std::string& target) const;

 private:
  void open_file(const std::string& name, std::optional<mode_t> mode);
  void open_special(const std::string& name);
  void check_writable() const;
  void remove_temporary() noexcept;
  void open_temporary(const std::filesystem::path& path, std::optional<mode_t> mode);
  [[noreturn]] void fail(int error) const;

  std::string name_;       // for messages
  std::string place_;      // where the name leads to; empty for standard output
  std::string partial_;    // the place of a file that is not whole
  std::string temporary_;  // what it is written to until then
  int descriptor_ = -1;
  bool replaces_ = false;  // commit() puts the temporary file there
  bool closed_ = false;
};

}  // namespace logprobs::system
