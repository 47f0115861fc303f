#include "show/terminal/wrapper.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "logprobs/text.hpp"

namespace logprobs::show {
namespace {

std::string repeated(std::string_view text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

}  // namespace

void Wrapper::add(std::string_view text, const Style& style, bool is_mark, std::string& out) {
  if (limit_ <= 0) return writer_.write(text, style, out);
  const int width = display_width(text);
  constexpr int wide = 2;
  if (width == wide && !is_mark) end_word(out);
  word_.push_back({std::string(text), style, width});
}

void Wrapper::space(const Style& style, std::string& out) {
  if (limit_ > 0) {
    end_word(out);
    // What would be the first of a line is the end of the one before.
    if (column_ + 1 > limit_) return newline(out);
    ++column_;
  }
  writer_.write(" ", style, out);
}

void Wrapper::newline(std::string& out) {
  end_word(out);
  writer_.newline(out);
  column_ = 0;
}

void Wrapper::pause(std::string& out) {
  show_word(out);
  writer_.close(out);
}

void Wrapper::end_word(std::string& out) {
  show_word(out);
  word_.clear();
  shown_ = 0;
  fixed_ = false;
}

int Wrapper::cells(std::size_t begin, std::size_t end) const {
  int sum = 0;
  for (std::size_t i = begin; i < end; ++i) sum += word_[i].width;
  return sum;
}

/// Writes the rest of the word. If its line has no room for it, all of it goes to the next.
void Wrapper::show_word(std::string& out) {
  const int before = column_ - cells(0, shown_);  // the word's first column, unless it is fixed
  const bool fits = column_ + cells(shown_, word_.size()) <= limit_;
  if (!fits && !fixed_ && before > 0) {
    take_back(out);
    writer_.newline(out);
    column_ = 0;
  }
  for (; shown_ < word_.size(); ++shown_) {
    const Part& part = word_[shown_];
    if (column_ > 0 && column_ + part.width > limit_) {
      writer_.newline(out);
      column_ = 0;
      fixed_ = true;
    }
    writer_.write(part.text, part.style, out);
    column_ += part.width;
  }
}

/// Erases what is shown of the word.
void Wrapper::take_back(std::string& out) {
  const int width = cells(0, shown_);
  shown_ = 0;
  if (width == 0) return;
  writer_.close(out);
  if (can_erase_) {
    out += fmt::format("\x1b[{}D\x1b[K", width);
  } else {
    out += repeated("\b", width) + repeated(" ", width) + repeated("\b", width);
  }
}

}  // namespace logprobs::show
