// Makes whole strings safe for a terminal.
#include <algorithm>
#include <utility>

#include "logprobs/text.hpp"
#include "text/classes.hpp"
#include "text/utf8.hpp"
#include "text/visible_stream.hpp"

namespace logprobs {
namespace {

using text::Glyph;
using text::Space;
using text::VisibleStream;

bool is_printable_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char byte) { return byte >= ' ' && byte < '\x7f'; });
}

std::string render(std::string_view bytes, Space space) {
  if (is_printable_ascii(bytes)) return std::string(bytes);
  VisibleStream stream(space);
  stream.feed(bytes);
  stream.finish();
  std::string out;
  out.reserve(bytes.size());
  for (Glyph glyph; stream.next(glyph);) out += glyph.text;
  return out;
}

// A cut after U+200C or U+200D would leave it with nothing to join.
bool ends_with_joiner(std::string_view text) {
  return text.ends_with("\u200c") || text.ends_with("\u200d");
}

/// At most `max_width` cells, with … at the end if there was more.
std::string elided(std::string_view bytes, Space space, int max_width) {
  if (max_width <= 0) return {};
  const bool fits = bytes.size() <= static_cast<std::size_t>(max_width);
  if (fits && space != Space::cell && is_printable_ascii(bytes)) return std::string(bytes);
  VisibleStream stream(space);
  stream.feed(bytes);
  stream.finish();
  std::string out;
  int width = 0;
  std::size_t cut = 0;  // the last place between two characters with room for the ellipsis
  for (Glyph glyph; stream.next(glyph);) {
    if (!glyph.extends && width < max_width && !ends_with_joiner(out)) cut = out.size();
    width += glyph.width;
    if (width > max_width) {
      out.resize(cut);
      return out + "…";
    }
    out += glyph.text;
  }
  return out;
}

}  // namespace

std::string visible(std::string_view bytes) { return render(bytes, Space::line); }

std::string visible_flow(std::string_view bytes) { return render(bytes, Space::flow); }

std::string visible_cell(std::string_view bytes, int max_width) {
  return elided(bytes, Space::cell, max_width);
}

std::string visible_line(std::string_view bytes, int max_width) {
  return elided(bytes, Space::line, max_width);
}

std::string visible_end(std::string_view bytes, int max_width) {
  std::string all = visible(bytes);
  int too_much = display_width(all) - max_width;
  if (too_much <= 0) return all;
  if (max_width <= 0) return {};
  ++too_much;  // for the ellipsis
  VisibleStream stream(Space::line);
  stream.feed(bytes);
  stream.finish();
  std::string out = "…";
  bool cut = true;
  for (Glyph glyph; stream.next(glyph); too_much -= glyph.width) {
    cut = cut && (too_much > 0 || glyph.extends);
    if (!cut) out += glyph.text;
  }
  return out;
}

std::string visible_quote(std::string_view bytes) {
  constexpr int widest = 40;
  return "“" + elided(bytes, Space::line, widest) + "”";
}

std::string isolated(std::string visible_text) {
  std::string_view rest = visible_text;
  while (!rest.empty()) {
    rest.remove_prefix(text::ascii_run(rest));
    if (rest.empty()) break;
    const text::Decoded found = text::decode(rest);
    if (found.form == text::Form::valid && text::turns_to_left(found.code_point)) {
      return "\u2068" + std::move(visible_text) + "\u2069";
    }
    rest.remove_prefix(found.size);
  }
  return visible_text;
}

std::string with_spaces(std::string_view cell) {
  constexpr std::string_view sign = "␣";
  std::string text;
  while (!cell.empty()) {
    const std::size_t next = std::min(cell.find(sign), cell.size());
    text += cell.substr(0, next);
    if (next < cell.size()) text += ' ';
    cell.remove_prefix(std::min(next + sign.size(), cell.size()));
  }
  return text;
}

}  // namespace logprobs
