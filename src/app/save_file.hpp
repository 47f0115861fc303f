// The file of --save.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "system/output.hpp"

namespace logprobs::app {

/// Keeps a response as it comes. Only its owner can read the file. An error after it was opened
/// does not throw, since the answer is still to be shown: finish() reports it.
class SaveFile {
 public:
  /// How keeping the response went.
  struct Outcome {
    std::string said;     ///< a message for the user; empty: all is well
    bool failed = false;  ///< it could not be written
  };

  /// With an empty name nothing is kept. Throws Error{failed} if the file cannot be opened, and
  /// Error{usage} for a terminal, which would obey escape sequences in a response.
  explicit SaveFile(const std::string& name);
  /// Without finish(), keeps what came as NAME.partial: an error ends the run.
  ~SaveFile();
  SaveFile(const SaveFile&) = delete;
  SaveFile& operator=(const SaveFile&) = delete;

  /// Appends to the file. Does nothing after an error.
  void write(std::string_view bytes);
  /// Whether either would replace the other's file, also as NAME.partial.
  bool collides_with(const system::Output& output) const;
  /// Puts the file in place or, if the response is not `whole`, keeps it as NAME.partial. A
  /// response of no bytes leaves no file.
  Outcome finish(bool whole);

 private:
  std::string name_;
  std::optional<system::Output> file_;
  bool any_ = false;
  int error_ = 0;  // errno of the write that failed
};

}  // namespace logprobs::app
