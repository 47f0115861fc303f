// The file of --save.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "system/output.hpp"

namespace logprobs::app {

/// Stores a response as it comes. Only its owner can read the file. An error after it was opened
/// does not cost the answer: finish() reports it.
class SaveFile {
 public:
  /// What became of the file.
  struct Outcome {
    std::string said;     ///< a sentence; empty: all is well
    bool failed = false;  ///< it could not be written
  };

  /// With an empty name nothing is stored. Throws Error{failed} if the file cannot be opened, and
  /// Error{usage} for a terminal, which would obey escape sequences in a response.
  explicit SaveFile(const std::string& name);
  /// Keeps what came as NAME.partial if an error ends the run.
  ~SaveFile();
  SaveFile(const SaveFile&) = delete;
  SaveFile& operator=(const SaveFile&) = delete;

  void write(std::string_view bytes);
  /// The file that finish() puts in place; empty if there is none.
  std::string target() const { return file_ ? file_->target() : ""; }
  /// Puts the file in place, or what came of it as NAME.partial.
  Outcome finish(bool whole);

 private:
  std::string name_;
  std::optional<system::Output> file_;
  bool any_ = false;
  int error_ = 0;  // errno of the write that failed
};

}  // namespace logprobs::app
