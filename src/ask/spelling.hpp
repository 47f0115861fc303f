// Characters as JSON, URLs and HTML may spell them.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace logprobs::ask {

/// One ASCII character, or one byte of another, as some text spells it.
struct Spelling {
  char byte = 0;         ///< what is meant
  std::size_t size = 0;  ///< how many bytes of the text say so
};

/// What the front of a text may mean: the character there, or what `\/`, `\u002f`, `%2F`, `&#47;`,
/// `&amp;`, and these inside one another, as in `\\/`, `%252F` and `\u0026#47;`, spell. Whether a
/// backslash spells or is meant, only who wrote the text knows.
class Spellings {
 public:
  /// `text` is not empty.
  explicit Spellings(std::string_view text);

  /// The character itself comes first, and what was spelled most often last.
  std::span<const Spelling> all() const { return std::span(all_).first(count_); }
  /// True if more text may add a spelling.
  bool may_go_on() const { return may_go_on_; }

 private:
  void add(Spelling spelling);
  void add_after_backslashes(std::string_view text);

  std::array<Spelling, 16> all_{};
  std::size_t count_ = 0;
  bool may_go_on_ = false;
};

/// `text` with every character as it is meant if what looks like a spelling is one.
std::string plain_spelling(std::string_view text);

}  // namespace logprobs::ask
