#include "app/part_log.hpp"

#include <optional>

namespace logprobs::app {

bool has_part(const cli::Options& options, std::size_t file) {
  return options.parts.empty() || options.parts[file].is_read;
}

Beginning begin_part(const cli::Options& options, std::size_t file, system::Input& input) {
  if (options.parts.empty() || options.parts[file].is_whole()) return {};
  const cli::FilePart& part = options.parts[file];
  input.read_only(part.begin, part.end);
  const bool knows_lines = options.partial || part.begin == 0;
  return {.offset = part.begin, .line = knows_lines ? 1U : 0U};
}

void PartLog::end(std::size_t file, std::uint64_t line_ends) {
  writer_.put(presenter_.shown);
  std::optional<Problem> lone = writer_.take_lone();
  if (options_.partial) {
    const cli::FilePart& part = options_.parts[file];
    parts_.push_back({file, part.begin, part.end, line_ends, std::move(lone)});
  } else if (lone && lone->place.offset) {
    presenter_.count_broken();
  }
}

}  // namespace logprobs::app
