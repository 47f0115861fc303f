#include "explore/text_words.hpp"

#include <algorithm>
#include <array>

#include "text/classes.hpp"
#include "text/fold.hpp"
#include "text/utf8.hpp"

namespace logprobs::explore {
namespace {

using text::WordPart;

struct Block {
  char32_t first, last;
};

/// Thai, Lao, Burmese and Khmer, whose words have no spaces between them either.
constexpr std::array<Block, 6> without_spaces = {{{0x0E00, 0x0EFF},
                                                  {0x1000, 0x109F},
                                                  {0x1780, 0x17FF},
                                                  {0x1950, 0x19DF},
                                                  {0x1A20, 0x1AAF},
                                                  {0xA9E0, 0xA9FF}}};

bool has_spaces(char32_t c) {
  return std::none_of(without_spaces.begin(), without_spaces.end(),
                      [&](const Block& block) { return c >= block.first && c <= block.last; });
}

/// What a character is to the words around it. Bytes that are no character are part of a word.
WordPart part_of(const text::Decoded& found) {
  if (found.form != text::Form::valid) return WordPart::other;
  if (found.code_point == '`') return WordPart::punctuation;
  const WordPart part = text::word_part(found.code_point);
  return part == WordPart::other && !has_spaces(found.code_point) ? WordPart::ideograph : part;
}

/// Collects the characters of words.
class Words {
 public:
  Words(std::string_view text, std::size_t most) : text_(text), most_(most) {}

  std::vector<Word> take() {
    std::size_t at = 0;
    for (; at < text_.size() && words_.size() < most_;) {
      const text::Decoded found = text::decode(text_.substr(at));
      add(part_of(found), at);
      at += found.size;
    }
    end(at);
    return std::move(words_);
  }

 private:
  void add(WordPart part, std::size_t at) {
    if (part == WordPart::space || part == WordPart::punctuation) return end(at);
    if (part == WordPart::mark) return;  // it goes with the character before it
    if (part == WordPart::ideograph || alone_) end(at);
    if (!open_) begin_ = at;
    open_ = true;
    alone_ = part == WordPart::ideograph;
  }

  void end(std::size_t at) {
    if (open_ && words_.size() < most_) {
      words_.push_back({begin_, text::fold(text_.substr(begin_, at - begin_))});
    }
    open_ = alone_ = false;
  }

  std::string_view text_;
  std::size_t most_;
  std::vector<Word> words_;
  std::size_t begin_ = 0;
  bool open_ = false;   // a word has begun
  bool alone_ = false;  // it is of one character
};

}  // namespace

std::vector<Word> words_of(std::string_view text, std::size_t most) {
  return Words(text, most).take();
}

}  // namespace logprobs::explore
