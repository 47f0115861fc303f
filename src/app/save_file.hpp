// The response as it is kept by --save.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "system/output.hpp"

namespace logprobs::app {

/// Takes a response while it comes. Only its owner can read the file. What goes wrong once it is
/// open costs the answer nothing: it is told at the end.
class SaveFile {
 public:
  /// What became of the file.
  struct Outcome {
    std::string said;     ///< a sentence; empty: it is as it should be
    bool failed = false;  ///< it could not be kept
  };

  /// An empty name: nothing is kept. Throws Error{failed} for a file that cannot be opened, and
  /// Error{usage} for a terminal, which would act on what is in a response.
  explicit SaveFile(const std::string& name);
  /// What came is kept as NAME.partial, where an error ends the run.
  ~SaveFile();
  SaveFile(const SaveFile&) = delete;
  SaveFile& operator=(const SaveFile&) = delete;

  void write(std::string_view bytes);
  /// The file that is to be put in place; empty where there is none.
  std::string target() const { return file_ ? file_->target() : ""; }
  /// Puts the file in place: whole, or as NAME.partial where something came.
  Outcome finish(bool whole);

 private:
  std::string name_;
  std::optional<system::Output> file_;
  bool any_ = false;
  int error_ = 0;  // errno of the write that failed
};

}  // namespace logprobs::app
