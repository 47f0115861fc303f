#include "show/data/cell_text.hpp"

#include <algorithm>

#include "logprobs/text.hpp"

namespace logprobs::show {
namespace {

/// Whether a spreadsheet would run a text: it begins like a formula, perhaps after characters that
/// are dropped when a file is opened (OWASP, "CSV injection").
bool begins_formula(std::string_view text) {
  constexpr std::string_view formula = "=+-@\t\r\n";
  while (!text.empty()) {
    const char front = text.front();
    if (formula.find(front) != std::string_view::npos) return true;
    const bool control = static_cast<unsigned char>(front) < ' ' || front == '\x7f';
    const bool invisible = text.starts_with("\ufeff") || text.starts_with("\u200b");
    if (!control && !invisible) return false;
    text.remove_prefix(invisible ? 3 : 1);
  }
  return false;
}

/// Whether a text is printable ASCII, of which no cell quotes or escapes anything. Most texts are.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c >= ' ' && c < '\x7f' && c != ',' && c != ';' && c != '"' && c != '\\';
  });
}

}  // namespace

void append_csv_text(std::string_view bytes, bool terminal, std::string& out) {
  if (is_plain(bytes) && !begins_formula(bytes)) {
    out += bytes;
    return;
  }
  std::string text;
  if (begins_formula(bytes)) text += '\'';
  if (terminal) {
    text += visible_flow(bytes);
  } else {
    append_utf8(text, bytes);
  }
  if (text.find_first_of(",;\t\"\r\n") == std::string::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_tsv_text(std::string_view bytes, bool terminal, std::string& out) {
  constexpr std::string_view special = "\t\n\r\\";
  constexpr std::string_view letters = "tnr\\";
  if (is_plain(bytes)) {
    out += bytes;
    return;
  }
  std::string text;
  for (const char c : bytes) {
    const std::size_t place = special.find(c);
    if (place != std::string_view::npos) text += '\\';
    text += place != std::string_view::npos ? letters[place] : c;
  }
  if (terminal) {
    out += visible(text);
  } else {
    append_utf8(out, text);
  }
}

void append_clue_names(const Clues& clues, std::string& out) {
  const std::size_t begin = out.size();
  for (const ClueInfo& info : clue_table) {
    if (!(clues.*info.clue)) continue;
    if (out.size() != begin) out += ' ';
    out += info.name;
  }
}

}  // namespace logprobs::show
