#include "text/visible_stream.hpp"

#include <fmt/format.h>

#include "text/classes.hpp"
#include "text/utf8.hpp"

namespace logprobs::text {
namespace {

// More than any script stacks on one letter, and less than what makes a terminal suffer.
constexpr int max_marks = 16;

// How many letters and digits there are between the black flag and the cancel tag.
constexpr int min_flag_tags = 2;
constexpr int max_flag_tags = 6;

bool is_control(char32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

}  // namespace

void VisibleStream::feed(std::string_view bytes) {
  // Dropping what was read only once it is the larger part keeps the cost linear for any pieces.
  if (begin_ > waiting_.size() / 2) {
    waiting_.erase(0, begin_);
    begin_ = 0;
  }
  waiting_.append(bytes);
}

void VisibleStream::reset() {
  finished_ = false;
  waiting_.clear();
  begin_ = 0;
  context_ = {};
}

bool VisibleStream::next(Glyph& glyph) {
  if (begin_ == waiting_.size()) return false;
  const char byte = waiting_[begin_];
  if ((byte <= ' ' || byte >= '\x7f') && (byte != ' ' || space_ == Space::cell)) {
    return next_special(glyph);
  }
  show_raw(glyph, 1, 1, false);
  context_ = {.previous = static_cast<char32_t>(byte)};
  return true;
}

bool VisibleStream::next_special(Glyph& glyph) {
  const Decoded decoded = decode(std::string_view(waiting_).substr(begin_));
  if (decoded.form == Form::unfinished && !finished_) return false;
  if (decoded.form != Form::valid) {
    const auto byte = static_cast<unsigned char>(waiting_[begin_]);
    show_spelled(glyph, 1, fmt::format("\\x{:02x}", byte));
    return true;
  }
  if (show_white(glyph, decoded.code_point, decoded.size)) return true;
  if (is_control(decoded.code_point)) {
    show_control(glyph, decoded.code_point, decoded.size);
    return true;
  }
  const Verdict verdict = judge(decoded.code_point, decoded.size);
  if (verdict == Verdict::wait) return false;
  if (verdict == Verdict::raw) {
    show_character(glyph, decoded.code_point, decoded.size);
  } else {
    show_hidden(glyph, decoded.code_point, decoded.size);
  }
  return true;
}

VisibleStream::Verdict VisibleStream::judge(char32_t code_point, std::size_t size) {
  const std::string_view bytes = std::string_view(waiting_).substr(begin_);
  if (context_.flag_tags > 0) return Verdict::raw;
  if (!is_hidden(code_point)) return Verdict::raw;
  if (code_point == zwj || code_point == zwnj) {
    return judge_joiner(code_point, bytes.substr(size));
  }
  if (code_point == text_selector || code_point == emoji_selector) {
    const bool on_emoji = context_.pictograph && context_.previous != emoji_selector;
    return on_emoji || is_keycap_base(context_.previous) ? Verdict::raw : Verdict::spelled;
  }
  if (context_.previous == black_flag && is_flag_tag(code_point)) {
    return judge_tags(bytes);
  }
  return Verdict::spelled;
}

// Whether a joiner may stay depends on both its neighbours.
VisibleStream::Verdict VisibleStream::judge_joiner(char32_t joiner, std::string_view after) const {
  const bool emoji = joiner == zwj && context_.pictograph;
  const bool letters = is_joining_letter(context_.previous);
  // A mark after the joiner must fit too, or the joiner would be left with one neighbour.
  if ((!emoji && !letters) || context_.marks + 2 > max_marks) return Verdict::spelled;
  if (after.empty()) return finished_ ? Verdict::spelled : Verdict::wait;
  const Decoded next = decode(after);
  if (next.form == Form::unfinished && !finished_) return Verdict::wait;
  if (next.form != Form::valid) return Verdict::spelled;
  const bool joins =
      (emoji && is_pictograph(next.code_point)) || (letters && is_joining_letter(next.code_point));
  return joins ? Verdict::raw : Verdict::spelled;
}

// Whether the tags at the front of `bytes` complete a flag.
VisibleStream::Verdict VisibleStream::judge_tags(std::string_view bytes) {
  for (int tags = 0; tags <= max_flag_tags; ++tags) {
    if (bytes.empty()) return finished_ ? Verdict::spelled : Verdict::wait;
    const Decoded next = decode(bytes);
    if (next.form == Form::unfinished && !finished_) return Verdict::wait;
    if (next.form != Form::valid) return Verdict::spelled;
    if (next.code_point == cancel_tag && tags >= min_flag_tags) {
      context_.flag_tags = tags + 1;
      return Verdict::raw;
    }
    if (!is_flag_tag(next.code_point)) return Verdict::spelled;
    bytes.remove_prefix(next.size);
  }
  return Verdict::spelled;
}

void VisibleStream::show_raw(Glyph& glyph, std::size_t size, int width, bool extends) {
  glyph = {std::string_view(waiting_).substr(begin_, size), size, width, false, extends};
  begin_ += size;
}

void VisibleStream::show_spelled(Glyph& glyph, std::size_t size, std::string_view text) {
  spelled_ = text;
  glyph = {spelled_, size, static_cast<int>(text.size()), true, false};
  begin_ += size;
  context_ = {};
}

// Shows white space that has a sign of its own, neither raw nor spelled out.
bool VisibleStream::show_white(Glyph& glyph, char32_t code_point, std::size_t size) {
  const bool line_feed = code_point == '\n' && space_ != Space::line;
  const bool space = space_ == Space::cell && is_space_separator(code_point);
  if (!line_feed && !space) return false;
  if (space_ == Space::flow) {
    glyph = {"\n", 1, 0, false, false};
  } else {
    glyph = {line_feed ? "↵" : "␣", size, 1, false, false};
  }
  begin_ += size;
  context_ = {};
  return true;
}

void VisibleStream::show_control(Glyph& glyph, char32_t control, std::size_t size) {
  const auto value = static_cast<std::uint32_t>(control);
  if (control == '\t') {
    show_spelled(glyph, size, "\\t");
  } else if (control == '\r') {
    show_spelled(glyph, size, "\\r");
  } else if (control == '\n') {
    show_spelled(glyph, size, "\\n");
  } else if (control < 0x80) {
    show_spelled(glyph, size, fmt::format("\\x{:02x}", value));
  } else {
    show_spelled(glyph, size, fmt::format("\\u{:04x}", value));
  }
}

void VisibleStream::show_hidden(Glyph& glyph, char32_t code_point, std::size_t size) {
  show_spelled(glyph, size, fmt::format("\\u{{{:x}}}", static_cast<std::uint32_t>(code_point)));
}

void VisibleStream::show_character(Glyph& glyph, char32_t code_point, std::size_t size) {
  const Shape shape = shape_of(code_point);
  if (shape.mark && context_.marks == max_marks) {
    show_hidden(glyph, code_point, size);
    context_.marks = max_marks;  // the rest of the pile is spelled out too
    return;
  }
  std::int32_t breaks = context_.breaks;
  const bool alone = shape.plain || context_.previous == 0;
  const bool joined = !alone && belongs_to(context_.previous, code_point, breaks);
  show_raw(glyph, size, shape.width, shape.mark || joined);
  const bool keeps_emoji = code_point == emoji_selector || is_skin_tone(code_point);
  context_ = {
      .previous = code_point,
      .breaks = alone ? 0 : breaks,
      .marks = shape.mark ? context_.marks + 1 : 0,
      .flag_tags = context_.flag_tags > 0 ? context_.flag_tags - 1 : 0,
      .pictograph = shape.pictograph || (context_.pictograph && keeps_emoji),
  };
}

}  // namespace logprobs::text
