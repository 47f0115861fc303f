// Reads parts of files, and notes what was read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "app/partial.hpp"
#include "app/writer.hpp"
#include "cli/options.hpp"
#include "logprobs/read.hpp"
#include "system/input.hpp"

namespace logprobs::app {

/// Whether anything of a file of Options::replay is read.
bool has_part(const cli::Options& options, std::size_t file);

/// Makes the part of the file all that is read, if it has one; returns where that begins. To be
/// merged, its lines are counted from its own beginning; else they are not known but at the file's
/// front.
Beginning begin_part(const cli::Options& options, std::size_t file, system::Input& input);

/// Notes what was read of each file, for --partial.
class PartLog {
 public:
  PartLog(const cli::Options& options, Presenter& presenter, Writer& writer)
      : options_(options), presenter_(presenter), writer_(writer) {}

  /// Ends a file that was read, with so many line ends. Without --partial, what is wrong with all
  /// of the part is counted at once, unless nothing is in it.
  void end(std::size_t file, std::uint64_t line_ends);
  std::vector<ReadPart> take() { return std::move(parts_); }

 private:
  const cli::Options& options_;
  Presenter& presenter_;
  Writer& writer_;
  std::vector<ReadPart> parts_;
};

}  // namespace logprobs::app
