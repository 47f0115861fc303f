// Checks that shards together are one whole.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "app/partial.hpp"

namespace logprobs::app {

/// Throws Error{usage}, which names the files, if two are of different work: they have other
/// options, files or numbers of shards; or if both have the same shard.
void refuse_foreign(std::span<const Partial> partials);

/// Throws Error{usage}, which names what to do, if a shard is missing, or if their parts of a file
/// are not all of it, because it changed meanwhile.
void refuse_missing(std::span<const Partial> partials);

/// All parts of each file, in the order of the file.
class FileParts {
 public:
  explicit FileParts(std::span<const Partial> partials);

  std::size_t files() const { return parts_.size(); }
  std::span<const ReadPart> of(std::size_t file) const { return parts_[file]; }
  /// The line in the whole file, where `line` is the line in the part that has this byte.
  std::uint64_t line_of(std::string_view source, std::uint64_t offset, std::uint64_t line) const;

 private:
  std::vector<std::string_view> names_;
  std::vector<std::vector<ReadPart>> parts_;
};

}  // namespace logprobs::app
