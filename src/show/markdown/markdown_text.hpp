// Escapes text from outside so that Markdown shows it as it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace logprobs::show {

/// Writes a paragraph. It escapes the markup of CommonMark (0.31) and of GitHub's dialect, and
/// plain text that GitHub or GitLab would expand: links, mentions, references like #12 or a commit
/// id, emoji names, math.
class MarkdownText {
 public:
  /// `prefix` begins every line: "> " in a quotation. `line_begins`: the text is not inside a line.
  MarkdownText(std::string& out, std::string_view prefix, bool line_begins = true)
      : out_(out), prefix_(prefix), line_begins_(line_begins), only_digits_(line_begins) {
    out_ += prefix_;
  }

  /// Writes a character of visible text, or the spelling of one; `rest` is the text after it. Keeps
  /// line breaks and spaces, except spaces at the end of a line.
  void write(std::string_view character, std::string_view rest);
  /// Writes markup as it is, before any white space that is pending.
  void markup(std::string_view tag);
  /// Writes the white space that is pending, then markup: for markup that begins something.
  void open(std::string_view tag);

 private:
  void write_white();
  void escape(char c, std::string_view rest);
  bool breaks_commit(char c, std::string_view rest);

  std::string& out_;
  std::string_view prefix_;
  std::size_t newlines_ = 0;  // pending until a character follows
  std::size_t spaces_ = 0;    // pending after them
  bool line_begins_;
  bool only_digits_;             // in this line so far
  std::size_t commit_left_ = 0;  // digits of a commit id from the last character on
};

/// Visible text of one line as Markdown inside a line: in a heading or a table cell.
std::string markdown(std::string_view text);

/// Visible text of one line as a paragraph.
std::string markdown_line(std::string_view text);

/// Visible text of one line as a code span.
std::string markdown_code(std::string_view text);

}  // namespace logprobs::show
