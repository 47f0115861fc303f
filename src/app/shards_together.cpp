#include "app/shards_together.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <string>

#include "app/named_file.hpp"
#include "logprobs/error.hpp"

namespace logprobs::app {
namespace {

[[noreturn]] void refuse(const std::string& problem) { usage_error("--merge: " + problem); }

/// "--low 0.2", or that there are none.
std::string words_of(const std::vector<std::string>& options) {
  return options.empty() ? "no option" : fmt::format("{}", fmt::join(options, " "));
}

/// How the work of one differs from that of another; empty: it does not.
std::string difference(const Partial& a, const Partial& b) {
  if (a.count != b.count) return fmt::format("shards of {} and of {}", a.count, b.count);
  if (a.options != b.options) {
    return fmt::format("they were counted with {} and with {}", words_of(a.options),
                       words_of(b.options));
  }
  if (a.files.size() != b.files.size()) {
    return fmt::format("of {} and of {} files", a.files.size(), b.files.size());
  }
  for (std::size_t i = 0; i < a.files.size(); ++i) {
    if (a.files[i] == b.files[i]) continue;
    return fmt::format("of {} ({} bytes) and of {} ({} bytes)", a.files[i].name, a.files[i].size,
                       b.files[i].name, b.files[i].size);
  }
  return "";
}

}  // namespace

void refuse_foreign(std::span<const Partial> partials) {
  const Partial& first = partials.front();
  std::map<std::uint64_t, std::string_view> seen;
  for (const Partial& partial : partials) {
    const std::string name = name_of_file(partial.name);
    if (const std::string other = difference(first, partial); !other.empty()) {
      refuse(fmt::format("{} and {} do not belong together: {}", name_of_file(first.name), name,
                         other));
    }
    for (const PartialShard& shard : partial.shards) {
      const auto [known, is_new] = seen.emplace(shard.index, partial.name);
      if (is_new) continue;
      refuse(fmt::format("shard {}/{} is in {} and in {}: leave out one of them", shard.index,
                         partial.count, name_of_file(std::string(known->second)), name));
    }
  }
}

void refuse_missing(std::span<const Partial> partials) {
  const std::uint64_t count = partials.front().count;
  std::vector<std::uint64_t> found;
  for (const Partial& partial : partials) {
    for (const PartialShard& shard : partial.shards) found.push_back(shard.index);
  }
  std::sort(found.begin(), found.end());
  constexpr std::size_t most = 20;
  std::vector<std::string> missing;
  for (std::uint64_t index = 1; index <= count && missing.size() < most; ++index) {
    if (std::binary_search(found.begin(), found.end(), index)) continue;
    missing.push_back(fmt::format("{}/{}", index, count));
  }
  const std::uint64_t gone = count - std::min<std::uint64_t>(count, found.size());
  if (!missing.empty()) {
    refuse(fmt::format("{} of {} shards {} missing: {}{}; run them, and name their files too", gone,
                       count, gone == 1 ? "is" : "are", fmt::join(missing, ", "),
                       gone > most ? " ..." : ""));
  }
  const FileParts parts(partials);
  for (std::size_t file = 0; file < parts.files(); ++file) {
    std::uint64_t end = 0;
    for (const ReadPart& part : parts.of(file)) end = part.begin == end ? part.end : UINT64_MAX;
    const SharedFile& shared = partials.front().files[file];
    if (end == shared.size && !parts.of(file).empty()) continue;
    refuse(fmt::format("{} changed between the shards: run all of them again", shared.name));
  }
}

FileParts::FileParts(std::span<const Partial> partials) : parts_(partials.front().files.size()) {
  for (const SharedFile& file : partials.front().files) names_.push_back(file.name);
  for (const Partial& partial : partials) {
    for (const PartialShard& shard : partial.shards) {
      for (const ReadPart& part : shard.parts) parts_[part.file].push_back(part);
    }
  }
  for (std::vector<ReadPart>& parts : parts_) {
    std::sort(parts.begin(), parts.end(),
              [](const ReadPart& a, const ReadPart& b) { return a.begin < b.begin; });
  }
}

std::uint64_t FileParts::line_of(std::string_view source, std::uint64_t offset,
                                 std::uint64_t line) const {
  const auto file = std::find(names_.begin(), names_.end(), source);
  if (file == names_.end()) return line;
  for (const ReadPart& part : parts_[static_cast<std::size_t>(file - names_.begin())]) {
    if (offset < part.end) break;
    line += part.line_ends;
  }
  return line;
}

}  // namespace logprobs::app
