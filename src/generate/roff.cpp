#include "generate/roff.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "text/utf8.hpp"

namespace logprobs::generate {
namespace {

constexpr std::size_t longest_line = 78;  // bytes

/// Makes a mark a plain character.
constexpr char plain_mark = '\x1';

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_word(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; }
bool is_name(char c) { return is_word(c) || c == '-'; }

/// The name of an option at the beginning of `text`, such as -f or --format; empty: there is none.
std::string_view option_at(std::string_view text) {
  const std::size_t dashes = text.starts_with("--") ? 2 : 1;
  if (!text.starts_with('-') || text.size() <= dashes || !is_letter(text[dashes])) return {};
  std::size_t end = dashes + 1;
  if (dashes == 1) return text.size() > end && is_name(text[end]) ? "" : text.substr(0, end);
  while (end < text.size() && is_name(text[end])) ++end;
  return text.substr(0, end);
}

/// A character that roff would take for something else, or that not all of its devices have.
void append_character(std::string& out, char32_t character, std::string_view bytes, bool typed) {
  switch (character) {
    case '\\':
      out += "\\e";
      return;
    case '-':
      out += typed ? "\\-" : "-";
      return;
    case '\'':
      out += "\\(aq";
      return;
    case '`':
      out += "\\(ga";
      return;
    case '^':
      out += "\\(ha";
      return;
    case '~':
      out += "\\(ti";
      return;
    case '"':
      out += "\\(dq";
      return;
    default:
      break;
  }
  constexpr char32_t first_beyond = 0x80;
  if (character < first_beyond) {
    out += bytes;
  } else {
    out += fmt::format("\\[u{:04X}]", static_cast<std::uint32_t>(character));
  }
}

std::string escaped(std::string_view text, bool typed) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const text::Decoded next = text::decode(text.substr(at));
    append_character(out, next.code_point, text.substr(at, next.size), typed);
    at += next.size;
  }
  return out;
}

/// A marked text in roff.
std::string rendered(std::string_view text) {
  std::string out;
  char before = ' ';
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const std::size_t end = rest.find(rest.front() == '*' ? '*' : '}', 1);
    const std::string_view option = is_name(before) ? std::string_view() : option_at(rest);
    std::size_t taken = 1;
    if (rest.front() == plain_mark) {
      taken = std::min<std::size_t>(2, rest.size());
      out += escaped(rest.substr(1, 1), false);
    } else if ((rest.front() == '*' || rest.front() == '{') && end != std::string_view::npos) {
      taken = end + 1;
      out += fmt::format("\\f{}{}\\fR", rest.front() == '*' ? 'B' : 'I',
                         escaped(rest.substr(1, end - 1), true));
    } else if (!option.empty()) {
      taken = option.size();
      out += fmt::format("\\fB{}\\fR", escaped(option, true));
    } else {
      taken = text::decode(rest).size;
      out += escaped(rest.substr(0, taken), false);
    }
    at += taken;
    before = text[at - 1];
  }
  return out;
}

/// Whether a sentence ends with this word: roff puts more space there if the line ends too.
bool ends_sentence(std::string_view word) {
  while (word.ends_with(')')) word.remove_suffix(1);
  return word.size() > 2 && (word.ends_with('.') || word.ends_with('?')) && !word.ends_with("..");
}

}  // namespace

Roff::Roff(std::string_view name, std::string_view date, std::string_view source,
           std::string_view purpose) {
  std::string capitals(name);
  std::transform(name.begin(), name.end(), capitals.begin(), [](char c) {
    return is_letter(c) && !is_capital(c) ? static_cast<char>(c - 'a' + 'A') : c;
  });
  line(fmt::format(".TH {} 1 \"{}\" \"{}\" \"User Commands\"", capitals, date, source));
  line(".if n .ad l");  // words stay as they are: they are to be found, and to be copied
  line(".nh");
  section("NAME");
  line(fmt::format("{} \\- {}", name, escaped(purpose, false)));
}

void Roff::section(std::string_view name) { line(fmt::format(".SH {}", escaped(name, false))); }
void Roff::subsection(std::string_view name) { line(fmt::format(".SS {}", escaped(name, false))); }

void Roff::paragraph(std::string_view text) {
  const std::size_t last = page_.rfind('\n', page_.size() - 2) + 1;
  if (!std::string_view(page_).substr(last).starts_with(".S")) line(".PP");
  this->text(text);
}

void Roff::item(std::string_view tag, std::string_view text) {
  line(".TP");
  line(rendered(tag));
  this->text(text);
}

void Roff::code(std::string_view lines) {
  line(".PP");
  line(".RS 4");
  line(".EX");
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string text = escaped(lines.substr(0, end), true);
    line(text.starts_with('.') ? "\\&" + text : text);
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  line(".EE");
  line(".RE");
}

void Roff::begin_inner() { line(".RS"); }
void Roff::end_inner() { line(".RE"); }

void Roff::line(std::string_view text) {
  page_ += text;
  page_ += '\n';
}

void Roff::text(std::string_view marked) {
  const std::string all = rendered(marked);
  std::string_view rest = all;
  std::string current;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!current.empty() && current.size() + 1 + word.size() > longest_line) {
      line(current);
      current.clear();
    }
    if (!current.empty()) current += ' ';
    if (current.empty() && (word.starts_with('.') || word.starts_with('\''))) current += "\\&";
    current += word;
    if (ends_sentence(word)) {
      line(current);
      current.clear();
    }
  }
  if (!current.empty()) line(current);
}

std::string marked(std::string_view text, std::string_view value) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_capital(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    const bool alone =
        (at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]));
    const std::size_t place = word.empty() ? std::string_view::npos : value.find(word);
    const bool in_value =
        place != std::string_view::npos && (place == 0 || !is_capital(value[place - 1])) &&
        (place + word.size() == value.size() || !is_capital(value[place + word.size()]));
    if (alone && in_value) {
      out += fmt::format("{{{}}}", word);
    } else if (!word.empty()) {
      out += word;
    } else {
      if (text[at] == '*' || text[at] == '{') out += plain_mark;
      out += text[at];
      end = at + 1;
    }
    at = end;
  }
  return out;
}

}  // namespace logprobs::generate
