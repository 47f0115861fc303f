#include "show/markdown/markdown_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace logprobs::show {
namespace {

constexpr std::size_t shortest_commit = 7;  // digits that a code host takes for a commit id

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word_char(char c) {
  const char lower = static_cast<char>(c | 0x20);
  return is_digit(c) || (lower >= 'a' && lower <= 'z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Whether `text` begins like the "tada:" of ":tada:".
bool is_emoji_name(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() &&
         (is_word_char(text[size]) || text[size] == '+' || text[size] == '-')) {
    ++size;
  }
  return size > 0 && size < text.size() && text[size] == ':';
}

/// Whether `text` begins like the "H-12" of "GH-12".
bool is_rest_of_issue(std::string_view text) {
  return text.size() >= 3 && (text[0] | 0x20) == 'h' && text[1] == '-' && is_digit(text[2]);
}

/// Whether a code host may expand what begins with `c`: $math$, @name, #12, GH-12, !12, &12, %name,
/// ~name, :emoji:, [epic:12], *iteration:12, scheme://, www., [!NOTE].
bool may_expand(char c, std::string_view rest) {
  const char next = rest.empty() ? ' ' : rest.front();
  switch (c) {
    case '$':
      return true;
    case '@':
      return next != ' ';
    case '#':
      return is_word_char(next);
    case '!':
    case '&':
      return is_digit(next);
    case '%':
    case '~':
      return is_word_char(next) || next == '"';
    case ':':
      return next == '/' || is_emoji_name(rest);
    case '[':
      return next == '!' || is_emoji_name(rest);
    case '*':
      return is_emoji_name(rest);
    case 'g':
    case 'G':
      return is_rest_of_issue(rest);
    case 'w':
    case 'W':
      return rest.size() >= 3 && rest[2] == '.' && (rest[0] | 0x20) == 'w' &&
             (rest[1] | 0x20) == 'w';
    default:
      return false;
  }
}

bool is_hex_digit(char c) {
  const char lower = static_cast<char>(c | 0x20);
  return is_digit(c) || (lower >= 'a' && lower <= 'f');
}

/// The size of the commit id that begins with `c`; 0 if none does.
std::size_t commit_size(char c, std::string_view rest) {
  if (!is_hex_digit(c)) return 0;
  const auto* const end = std::find_if_not(rest.begin(), rest.end(), is_hex_digit);
  const auto size = static_cast<std::size_t>(end - rest.begin()) + 1;
  return size < shortest_commit ? 0 : size;
}

/// Entities for characters that a backslash cannot escape: parsers disagree about `\|` and `\\` in
/// a table row, and no other text may end in a backslash.
std::string_view entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '|':
      return "&#124;";
    case '\\':
      return "&#92;";
    case '`':
      return "&#96;";
    default:
      return {};
  }
}

void write_all(std::string_view text, MarkdownText& writer) {
  for (; !text.empty(); text.remove_prefix(1)) writer.write(text.substr(0, 1), text.substr(1));
}

}  // namespace

void MarkdownText::write(std::string_view character, std::string_view rest) {
  if (character == "\n") {
    ++newlines_;
    spaces_ = 0;
    return;
  }
  if (character == " ") {
    ++spaces_;
    return;
  }
  write_white();
  for (std::size_t i = 0; i < character.size(); ++i) {
    const bool last = i + 1 == character.size();
    escape(character[i], last ? rest : character.substr(i + 1));
    only_digits_ = only_digits_ && is_digit(character[i]);
    line_begins_ = false;
  }
}

void MarkdownText::markup(std::string_view tag) {
  out_ += tag;
  line_begins_ = only_digits_ = false;
}

void MarkdownText::open(std::string_view tag) {
  write_white();
  markup(tag);
}

/// Keeps blank lines, which would end the paragraph, and leading spaces, which would be dropped,
/// with non-breaking spaces.
void MarkdownText::write_white() {
  constexpr std::string_view hard_space = "&nbsp;";
  for (; newlines_ > 0; --newlines_) {
    if (line_begins_) out_ += hard_space;
    out_ += fmt::format("\\\n{}", prefix_);
    line_begins_ = only_digits_ = true;
  }
  if (spaces_ == 0) return;
  for (; spaces_ > (line_begins_ ? 0U : 1U); --spaces_) out_ += hard_space;
  if (spaces_ > 0) out_ += ' ';
  spaces_ = 0;
  line_begins_ = only_digits_ = false;
}

void MarkdownText::escape(char c, std::string_view rest) {
  constexpr std::string_view always = "*_[]~#";
  constexpr std::string_view at_line_begin = "-+=:";
  const std::string_view replacement = entity(c);
  const bool is_list = only_digits_ && !line_begins_ && (c == '.' || c == ')');
  const bool escaped = is_list || always.find(c) != std::string_view::npos ||
                       (line_begins_ && at_line_begin.find(c) != std::string_view::npos);
  // An element of its own separates a character from those that it would expand with.
  const bool alone = breaks_commit(c, rest) || may_expand(c, rest);
  if (alone) out_ += "<span>";
  if (escaped) out_ += '\\';
  if (replacement.empty()) {
    out_ += c;
  } else {
    out_ += replacement;
  }
  if (alone) out_ += "</span>";
}

/// Whether an element for this character leaves less than a commit id on either side of it.
bool MarkdownText::breaks_commit(char c, std::string_view rest) {
  if (commit_left_ > 0) --commit_left_;
  if (commit_left_ == 0) commit_left_ = commit_size(c, rest);
  return commit_left_ > 0 && commit_left_ % shortest_commit == 0;
}

std::string markdown(std::string_view text) {
  std::string out;
  MarkdownText writer(out, "", false);
  write_all(text, writer);
  return out;
}

std::string markdown_line(std::string_view text) {
  std::string out;
  MarkdownText writer(out, "");
  write_all(text, writer);
  return out;
}

std::string markdown_code(std::string_view text) {
  if (text.empty()) return "(empty)";
  const bool plain = text.find_first_of("`|\\") == std::string_view::npos;
  return plain ? fmt::format("`{}`", text) : fmt::format("<code>{}</code>", markdown(text));
}

}  // namespace logprobs::show
