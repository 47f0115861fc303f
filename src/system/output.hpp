// The place that a view is written to.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace logprobs::system {

/// Standard output, or a file. A regular file is put in place whole by commit(): until then its
/// bytes stand in a temporary file beside it, which goes away without commit(). What is no regular
/// file, and what lies under /dev or /proc, is written as it comes. Throws Error{failed}.
class Output {
 public:
  /// `-` is standard output. A regular file gets `mode`; without it, it keeps its mode, and a new
  /// one has what umask leaves.
  explicit Output(const std::string& name, std::optional<mode_t> mode = std::nullopt);
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  int descriptor() const { return descriptor_; }
  /// Writes all of `bytes`, also after a signal (half a line might leave its colour) unless the
  /// reader takes nothing for a second then, and clears it.
  void write(std::string& bytes);
  /// The same, but what goes wrong is returned as errno has it; 0: nothing.
  int try_write(std::string_view bytes);
  /// True when the reader has gone away (`| head`), or a signal came and it reads no more: nothing
  /// more need be made.
  bool closed() const { return closed_; }
  void commit();
  /// The same, but under its name with `suffix`, and what goes wrong is returned as errno has it.
  int try_commit(std::string_view suffix);
  /// The file that commit() puts in place; empty for what is written as it comes.
  const std::string& target() const { return target_; }

 private:
  void open_file(const std::string& name, std::optional<mode_t> mode);
  void open_special(const std::string& name);
  void open_temporary(const std::filesystem::path& path, std::optional<mode_t> mode);
  [[noreturn]] void fail(int error) const;

  std::string name_;       // for messages
  std::string target_;     // the file to put in place
  std::string temporary_;  // what it is written to until then
  int descriptor_ = -1;
  bool closed_ = false;
};

}  // namespace logprobs::system
