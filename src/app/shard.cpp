#include "app/shard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>

#include "app/messages.hpp"
#include "logprobs/error.hpp"
#include "system/random_access.hpp"

namespace logprobs::app {
namespace {

using cli::FilePart;
using cli::Shard;
using system::RandomAccess;

__extension__ using Wide = unsigned __int128;

/// Calls `take` for the bytes from `at` on, in pieces, while it returns true.
template <typename Take>
void read_from(const RandomAccess& file, std::uint64_t at, const Take& take) {
  std::array<char, 65536> block;
  while (at < file.size()) {
    const auto size = std::min<std::uint64_t>(block.size(), file.size() - at);
    const std::span<char> piece = std::span(block).first(size);
    if (!file.read(at, piece) || !take(std::string_view(piece.data(), piece.size()))) return;
    at += size;
  }
}

/// Where the first line begins at `at` or after it; the file's size if none does.
std::uint64_t line_from(const RandomAccess& file, std::uint64_t at) {
  if (at == 0 || at >= file.size()) return std::min(at, file.size());
  std::uint64_t line = at - 1;
  bool found = false;
  read_from(file, at - 1, [&](std::string_view piece) {
    const std::size_t end = piece.find('\n');
    found = end != std::string_view::npos;
    line += found ? end + 1 : piece.size();
    return !found;
  });
  return found ? line : file.size();
}

/// Looks at the first line that is not blank: whether it begins and ends as one value does.
class FirstLine {
 public:
  explicit FirstLine(std::uint64_t max_size) : max_size_(max_size) {}

  /// Takes the file's next bytes; false once more are not needed.
  bool take(std::string_view piece) {
    for (const char c : piece) {
      if (c == '\n' && first_ != 0) return false;
      is_text_ = c != '\0' && ++size_ <= max_size_;
      if (!is_text_) return false;
      if (white.find(c) != std::string_view::npos || is_mark(c)) continue;
      if (first_ == 0) first_ = c;
      last_ = c;
    }
    return true;
  }
  bool is_value() const {
    return is_text_ && ((first_ == '{' && last_ == '}') || (first_ == '[' && last_ == ']'));
  }

 private:
  static constexpr std::string_view white = " \t\r\n";

  /// Whether it is a byte of a byte order mark, in front of all else.
  bool is_mark(char c) const {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return first_ == 0 && size_ <= mark.size() && c == mark[size_ - 1];
  }

  std::uint64_t max_size_;
  std::uint64_t size_ = 0;
  char first_ = 0, last_ = 0;  // that are not white space; 0: none yet
  bool is_text_ = true;
};

bool can_be_cut(const RandomAccess& file, std::uint64_t max_line) {
  FirstLine line(max_line);
  read_from(file, 0, [&](std::string_view piece) { return line.take(piece); });
  return line.is_value();
}

/// An opened file; null if it cannot be opened. A directory is found out when it is read.
std::unique_ptr<RandomAccess> opened(const std::string& name) {
  auto file = std::make_unique<RandomAccess>(name);
  if (file->is_open()) return file;
  std::error_code error;
  const std::filesystem::file_type type = std::filesystem::status(name, error).type();
  using enum std::filesystem::file_type;
  if (name != "-" && (type == not_found || type == none || type == regular || type == directory)) {
    return nullptr;
  }
  usage_error(
      fmt::format("{} is not a regular file: --shard and --partial find parts of files by seeking",
                  place_name(name, {})));
}

/// The even division of all bytes, and where in it a file is.
struct Division {
  const Shard& shard;
  std::uint64_t total = 0;
  std::uint64_t before = 0;  // bytes of the files before this one

  std::uint64_t limit(std::uint64_t index) const {
    return static_cast<std::uint64_t>(Wide{total} * index / shard.count);
  }
  std::uint64_t begin() const { return limit(shard.index - 1); }
  std::uint64_t end() const { return limit(shard.index); }
  /// Whether the shard has the file's first byte, or the place of an empty file.
  bool has_front() const {
    const bool is_last = shard.index == shard.count;
    return begin() <= before && (before < end() || is_last);
  }
  /// The place of a byte of all files in this one, which has `size` bytes; at most its end.
  std::uint64_t in_file(std::uint64_t byte, std::uint64_t size) const {
    return std::min(byte - std::min(byte, before), size);
  }
};

FilePart part_of(const RandomAccess& file, const Division& all, std::uint64_t max_line) {
  FilePart part{.size = file.size()};
  const std::uint64_t begin = all.in_file(all.begin(), part.size);
  const std::uint64_t end = all.in_file(all.end(), part.size);
  const bool is_inside = end - begin == part.size || (begin == end && !all.has_front());
  if (!is_inside && can_be_cut(file, max_line)) {
    part.begin = line_from(file, begin);
    part.end = line_from(file, end);
    part.is_read = part.begin < part.end;
  } else {
    part.is_read = all.has_front();
    if (part.is_read) part.end = part.size;
  }
  return part;
}

}  // namespace

std::vector<FilePart> parts_of(std::span<const std::string> files, const Shard& shard,
                               std::uint64_t max_line) {
  std::vector<std::unique_ptr<RandomAccess>> open;
  Division all{shard};
  for (const std::string& name : files) {
    open.push_back(opened(name));
    if (open.back()) all.total += open.back()->size();
  }
  std::vector<FilePart> parts;
  for (const auto& file : open) {
    parts.push_back(file ? part_of(*file, all, max_line) : FilePart{});
    all.before += parts.back().size;
  }
  return parts;
}

}  // namespace logprobs::app
