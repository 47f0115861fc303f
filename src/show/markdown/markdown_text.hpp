// Text from outside as Markdown in which it is text and nothing else.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace logprobs::show {

/// Writes a paragraph. What is markup to CommonMark (0.31) or to GitHub's dialect is escaped; so is
/// what GitHub makes live of plain text: links, mentions, references like #12, emoji names, math.
class MarkdownText {
 public:
  /// `prefix` begins every line: "> " in a quotation. `line_begins`: nothing stands before it.
  MarkdownText(std::string& out, std::string_view prefix, bool line_begins = true)
      : out_(out), prefix_(prefix), line_begins_(line_begins), only_digits_(line_begins) {
    out_ += prefix_;
  }

  /// One character of text that is visible already, or the spelling of one; `rest` follows it. Line
  /// breaks and spaces stay, but for those at a line's end.
  void write(std::string_view character, std::string_view rest);
  /// Markup of our own.
  void markup(std::string_view tag);
  /// The same, behind the white space that is still to be written.
  void open(std::string_view tag);

 private:
  void write_white();
  void escape(char c, std::string_view rest);

  std::string& out_;
  std::string_view prefix_;
  std::size_t newlines_ = 0;  // that wait for a character
  std::size_t spaces_ = 0;    // behind them
  bool line_begins_;
  bool only_digits_;  // since the line began
};

/// Visible text on one line, as Markdown that stands amid a line: in a heading or a table's cell.
std::string markdown(std::string_view text);

/// The same for a paragraph of its own.
std::string markdown_line(std::string_view text);

/// The same as a code span.
std::string markdown_code(std::string_view text);

}  // namespace logprobs::show
