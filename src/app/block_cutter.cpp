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

/// Where the first line after the one at the front starts with a bracket, as values do; 0 if none
/// does.
std::size_t next_value(std::string_view text) {
  for (std::size_t at = text.find('\n'); at < text.size(); at = text.find('\n', at + 1)) {
    if (at + 1 < text.size() && is_bracket(text[at + 1])) return at + 1;
  }
  return 0;
}

/// Whether a line that begins so is likely to be an answer or a message of its own, and no part of
/// a value in several lines.
bool begins_piece(char c) {
  return std::string_view(" \t\r\n\"]}").find(c) == std::string_view::npos;
}

/// The last line of a growing text that begins as a value does.
class LastValue {
 public:
  /// `text`: what was looked at is at its front.
  void look(std::string_view text) {
    if (text.empty()) return;
    std::size_t at = text.find('\n', searched_);
    for (; at < text.size() - 1; at = text.find('\n', at + 1)) {
      ++line_ends_;
      pieces_ += begins_piece(text[at + 1]) ? 1 : 0;
      if (!is_bracket(text[at + 1])) continue;
      begin_ = at + 1;
      before_ = line_ends_;
      pieces_before_ = pieces_;
    }
    searched_ = std::min(at, text.size());  // what follows a line end there is not known
  }
  std::size_t begin() const { return begin_; }  // 0: there is none
  std::uint64_t line_ends_before() const { return before_; }
  /// How many lines seem to be pieces, but for the first one.
  std::size_t pieces() const { return pieces_; }
  std::size_t pieces_before() const { return pieces_before_; }

 private:
  std::size_t begin_ = 0;
  std::size_t searched_ = 0;
  std::uint64_t line_ends_ = 0;
  std::uint64_t before_ = 0;
  std::size_t pieces_ = 0;
  std::size_t pieces_before_ = 0;
};

constexpr std::size_t sample = 256;  // bytes that are counted at a time

/// What is in a sample: commas, and ends of strings that are no names of fields, of which each
/// token and alternative has one.
struct Marks {
  std::uint8_t commas = 0;
  std::uint8_t ends_of_strings = 0;
};

/// Counts in single bytes and without branches, so that the compiler takes many at a time.
Marks marks_in(std::string_view text) {
  static_assert(sample <= UINT8_MAX + 1);
  Marks marks;
  for (std::size_t i = 1; i < text.size(); ++i) {
    const bool is_quote = text[i - 1] == '"';
    const char c = text[i];
    const int is_after = (c == ',') | (c == ']') | (c == '}') | (c == '\n');
    marks.commas = static_cast<std::uint8_t>(marks.commas + (c == ','));
    marks.ends_of_strings =
        static_cast<std::uint8_t>(marks.ends_of_strings + (is_quote & is_after));
  }
  return marks;
}

/// About how many bytes of memory it takes to read the text and keep what it comes to until it is
/// shown: an answer's own, or a message's, and those of a token with what is shown of it, which is
/// most as JSON. A token that is sent without its text has commas. A byte of a long line counts
/// more: the reader has it once more, and so may what is shown. All but `pieces` is counted in
/// samples.
std::size_t likely_memory(std::string_view text, std::size_t pieces, bool has_long_line) {
  constexpr std::size_t of_string = 350, of_comma = 25, of_piece = 2500;
  const std::size_t of_byte = has_long_line ? 8 : 3;
  constexpr std::size_t distance = 64 * sample;
  std::size_t memory = 0;
  for (std::size_t at = 0; at < text.size(); at += distance) {
    const std::string_view some = text.substr(at, sample);
    const Marks marks = marks_in(some);
    memory += some.size() * of_byte + marks.commas * of_comma + marks.ends_of_strings * of_string;
  }
  const std::size_t sampled =
      text.size() / distance * sample + std::min(text.size() % distance, sample);
  return pieces * of_piece + (sampled == 0 ? 0 : memory * text.size() / sampled);
}

}  // namespace

BlockCutter::BlockCutter(std::size_t file, const cli::Options& options, const BlockSizes& sizes,
                         std::shared_ptr<BlockBuffers> buffers)
    : sizes_(sizes),
      usual_(sizes.usual),
      input_(options.replay[file]),
      buffers_(std::move(buffers)) {
  next_ = {.file = file, .begin = begin_part(options, file, input_)};
}

/// Makes room in the block for `size` bytes.
void BlockCutter::make_room(Block& block, std::size_t size) {
  if (block.data && size <= capacity_) return;
  auto larger = buffers_->take(size + Reader::padding);
  capacity_ = buffers_->size_for(size + Reader::padding) - Reader::padding;
  std::copy_n(block.data.get(), block.size, larger.get());
  block.data = std::move(larger);
}

/// Reads more into the block: until it has so many bytes, or as many as come without a wait. It
/// waits for the first byte of a block alone. True if it has them.
bool BlockCutter::fill(Block& block, std::size_t size) {
  make_room(block, size);
  while (block.size < size && (block.size == 0 || input_.is_ready())) {
    std::size_t more = 0;
    switch (input_.read(std::span(block.data.get() + block.size, size - block.size), more)) {
      case system::Input::ReadResult::bytes:
        block.size += more;
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
  return block.size >= size;
}

/// To read the file's blocks again. Null where one is all of it, or it is no regular file, or there
/// are no descriptors left: then a block keeps its bytes.
std::shared_ptr<const system::RandomAccess> BlockCutter::open_again(const Block& block) {
  if (again_ || block.last || !input_.never_waits()) return again_;
  auto opened = std::make_shared<const system::RandomAccess>(input_.descriptor(),
                                                             block.begin.offset + block.size);
  if (opened->is_open()) again_ = std::move(opened);
  return again_;
}

/// A run of values is text with brackets where lines begin. A NUL next to them means UTF-16.
void BlockCutter::look_at_front(std::string_view text) {
  const char first = first_character(text);
  const bool is_text = text.substr(0, 16).find('\0') == std::string_view::npos;
  const bool may_be = first == '\0' || is_bracket(first) || next_value(text) != 0;
  guesses_ = guesses_ && is_text && may_be;
}

Block BlockCutter::next(std::size_t most) {
  usual_ = std::min(sizes_.usual, most);
  Block block{.file = next_.file, .begin = next_.begin};
  take_rest(block);
  const bool is_full = fill(block, guesses_ ? usual_ : least_piece);
  block.source = open_again(block);
  if (std::exchange(is_first_, false)) look_at_front(block.text());
  const bool begins_with_value = guesses_ && !in_line_;
  const std::uint64_t line_ends = begins_with_value ? cut_values(block, is_full) : cut_part(block);
  block.end_line = block.begin.line + (block.begin.line == 0 ? 0 : line_ends);
  if (block.last) block.line_ends = input_.line_ends();
  next_.begin = block.end();
  return block;
}

/// Begins a block with what the one before it left.
void BlockCutter::take_rest(Block& block) {
  if (next_.size == 0) return;
  make_room(block, std::max(next_.size, usual_));
  block.size = next_.text().copy(block.data.get(), next_.size);
  next_.data.reset();
  next_.size = 0;
}

/// Cuts a block before its last value, and grows it until that is small, for it is copied into the
/// next block. Unless it is full, nothing more comes soon, so nothing of it is kept back.
/// Returns how many line ends are in it.
std::uint64_t BlockCutter::cut_values(Block& block, bool is_full) {
  const std::size_t most = std::max(block.size, sizes_.most);
  LastValue value;
  while (is_full) {
    value.look(block.text());
    const bool is_small = value.begin() != 0 && block.size - value.begin() <= block.size / 4;
    if (is_small || block.size == most) break;
    // By a whole number of a usual pipe's packets, of which a read leaves nothing.
    const std::size_t step = std::max<std::size_t>(usual_ / 4, 1);
    const std::size_t more = step * (1 + block.size / (2 * usual_));
    is_full = fill(block, std::min(block.size + more, most));
  }
  const bool is_cut = value.begin() != 0 && !block.last;
  const bool ends = is_cut || block.last;
  in_line_ = !ends && (is_full || !block.text().ends_with('\n'));
  if (is_cut) end_at(block, value.begin());
  const bool stands = ends && block.size <= std::max(sizes_.most, sizes_.usual);
  std::size_t memory = 0;
  if (stands) {
    if (!is_cut) value.look(block.text());
    const std::size_t pieces = is_cut ? value.pieces_before() : value.pieces();
    const bool has_long_line = block.size > sizes_.usual;  // for which it has grown
    memory = likely_memory(block.text(), pieces, has_long_line);
  }
  block.may_stand_alone = stands && memory <= sizes_.most_memory;
  block.memory = block.may_stand_alone ? memory : block.size * of_unread;
  return is_cut ? value.line_ends_before() : count_line_ends(block.text());
}

/// Cuts what may not stand alone; if it begins within a value, where another seems to begin.
/// Returns how many line ends are in it; 0 if nobody will ask.
std::uint64_t BlockCutter::cut_part(Block& block) {
  const std::size_t end = in_line_ && guesses_ ? next_value(block.text()) : 0;
  if (end != 0) end_at(block, end);
  in_line_ = end == 0;
  block.memory = block.size * of_unread;
  return guesses_ ? count_line_ends(block.text()) : 0;
}

/// Leaves what is in the block from `end` on to the next one. Both have these bytes, to which so
/// nobody may write.
void BlockCutter::end_at(Block& block, std::size_t end) {
  next_.data = {block.data, block.data.get() + end};
  next_.size = block.size - end;
  block.size = end;
  block.last = false;  // the file's end is found again
  block.problem.clear();
}

}  // namespace logprobs::app
