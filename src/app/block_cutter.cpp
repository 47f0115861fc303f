#include "app/block_cutter.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

#include "app/part_log.hpp"
#include "logprobs/text.hpp"

namespace logprobs::app {
namespace {

bool is_bracket(char c) { return c == '{' || c == '['; }

/// Memory that a byte of a block counts for that may not stand alone: nobody gains from many.
constexpr std::size_t of_unread = 8;

constexpr std::size_t least_piece = std::size_t{64} << 10;  // of what may not stand alone

/// The first character that is neither white space nor in a byte order mark; 0 if none is there.
char first_character(std::string_view text) {
  constexpr std::string_view passed_over = "\xEF\xBB\xBF \t\r\n";
  const std::size_t begin = text.find_first_not_of(passed_over);
  return begin == std::string_view::npos ? '\0' : text[begin];
}

/// Where the first line that begins after `from` starts with a bracket, as values do; 0 if none
/// does.
std::size_t next_value(std::string_view text, std::size_t from = 0) {
  for (std::size_t at = text.find('\n', from); at < text.size(); at = text.find('\n', at + 1)) {
    if (at + 1 < text.size() && is_bracket(text[at + 1])) return at + 1;
  }
  return 0;
}

/// How many lines begin as a value does, but for the first one.
std::size_t values(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = next_value(text); at != 0; at = next_value(text, at)) ++count;
  return count;
}

/// The same for the last such line.
std::size_t last_value(std::string_view text) {
  while (const void* const found = memrchr(text.data(), '\n', text.size())) {
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
    if (at + 1 < text.size() && is_bracket(text[at + 1])) return at + 1;
    text = text.substr(0, at);
  }
  return 0;
}

/// About how many bytes of memory it takes to read the text and keep what it comes to until it is
/// shown: an answer's own, and those of a token, of which each has a comma, with what is shown of
/// it. Most files have fewer tokens a comma, and take half of that. Counts in samples.
std::size_t likely_memory(std::string_view text) {
  constexpr std::size_t of_byte = 8, of_comma = 70, of_answer = 2500;
  constexpr std::size_t sample = 512, distance = 16 * sample;
  std::size_t memory = 0;
  for (std::size_t at = 0; at < text.size(); at += distance) {
    const std::string_view some = text.substr(at, sample);
    const auto commas = static_cast<std::size_t>(std::count(some.begin(), some.end(), ','));
    memory += some.size() * of_byte + commas * of_comma + values(some) * of_answer;
  }
  const std::size_t sampled =
      text.size() / distance * sample + std::min(text.size() % distance, sample);
  return sampled == 0 ? 0 : memory * text.size() / sampled;
}

}  // namespace

BlockCutter::BlockCutter(std::size_t file, const cli::Options& options, const BlockSizes& sizes)
    : file_(file), sizes_(sizes), input_(options.replay[file]) {
  begin_ = begin_part(options, file, input_);
}

/// Reads more into the block: as much as there is room for, or comes without a wait. It waits for
/// the first byte of a block alone. True if there is no more room.
bool BlockCutter::fill(Block& block, std::size_t capacity) {
  while (block.size < capacity && (block.size == 0 || input_.is_ready())) {
    std::size_t size = 0;
    switch (input_.read(std::span(block.data.get() + block.size, capacity - block.size), size)) {
      case system::Input::ReadResult::bytes:
        block.size += size;
        break;
      case system::Input::ReadResult::failure:
        block.problem = input_.problem();
        [[fallthrough]];
      case system::Input::ReadResult::end:
        block.last = true;
        return false;
      case system::Input::ReadResult::signal:
        return false;
    }
  }
  return block.size == capacity;
}

/// A run of values is text with brackets where lines begin. A NUL next to them means UTF-16.
void BlockCutter::look_at_front(std::string_view text) {
  const char first = first_character(text);
  const bool is_text = text.substr(0, 16).find('\0') == std::string_view::npos;
  const bool may_be = first == '\0' || is_bracket(first) || next_value(text) != 0;
  guesses_ = guesses_ && is_text && may_be;
}

Block BlockCutter::next() {
  Block block{.file = file_, .begin = begin_};
  std::size_t capacity = rest_.size() + (guesses_ ? sizes_.usual : least_piece);
  block.data = std::make_unique_for_overwrite<char[]>(capacity);
  std::copy(rest_.begin(), rest_.end(), block.data.get());
  block.size = std::exchange(rest_, {}).size();
  for (;;) {
    const bool is_full = fill(block, capacity);
    if (is_first_) look_at_front(block.text());
    const std::size_t end = is_full && guesses_ && !in_line_ ? last_value(block.text()) : 0;
    const bool grows = is_full && guesses_ && !in_line_ && end == 0 && block.size < sizes_.most;
    if (!grows) {
      cut(block, end, is_full);
      return block;
    }
    capacity *= 2;
    auto larger = std::make_unique_for_overwrite<char[]>(capacity);
    std::copy_n(block.data.get(), block.size, larger.get());
    block.data = std::move(larger);
  }
}

/// Cuts a block that was read: before its last value if that begins at `end`, not 0. Unless it is
/// full, nothing more comes soon, so nothing of it is kept back.
void BlockCutter::cut(Block& block, std::size_t end, bool is_full) {
  bool stands = false;
  if (guesses_ && in_line_) {
    end = next_value(block.text());
    in_line_ = end == 0;
  } else if (guesses_) {
    const bool ends = end != 0 || block.last;
    stands = ends && block.size <= std::max(sizes_.most, sizes_.usual);
    in_line_ = !ends && (is_full || !block.text().ends_with('\n'));
  }
  if (end != 0 && end < block.size) {
    rest_ = block.text().substr(end);
    block.size = end;
    block.last = false;  // it comes again
    block.problem.clear();
  }
  const std::size_t memory = stands ? likely_memory(block.text()) : 0;
  block.may_stand_alone = stands && memory <= sizes_.most_memory;
  block.memory = block.may_stand_alone ? memory : block.size * of_unread;
  const std::string_view text = block.text();
  const bool counts = guesses_ && begin_.line != 0;
  if (block.last) block.line_ends = input_.line_ends();
  block.end_line = begin_.line + (counts ? count_line_ends(text) : 0);
  is_first_ = false;
  begin_ = block.end();
}

}  // namespace logprobs::app
