#include "show/svg/picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "logprobs/text.hpp"
#include "show/html/text.hpp"
#include "show/svg/style_sheet.hpp"
#include "text/width.hpp"

namespace logprobs::show {
namespace {

using text::Direction;

void append_run(const Run& run, std::string& out) {
  if (run.classes.empty()) return append_html(out, run.text);
  append_markup(out, "<tspan class=\"{}\">{}</tspan>", run.classes, html(run.text));
}

std::string_view class_of(Role role) {
  constexpr std::array<std::string_view, 3> names = {"title", "", "caption"};
  return names[static_cast<std::size_t>(role)];
}

}  // namespace

double width_of(std::string_view text, Role role) {
  constexpr double more = 0.8;  // cells
  return (display_width(text) + more * text::broad_letters(text)) * measures_of(role).cell;
}

void Picture::begin_text() {
  direction_ = Direction::left_to_right;
  goes_on_ = false;
}

void Picture::add_lines(std::string_view painted, Role role) {
  while (!painted.empty()) {
    const std::size_t end = std::min(painted.find('\n'), painted.size());
    std::string_view line = painted.substr(0, end);
    // On a terminal what is not the answer is indented; here its letters are smaller.
    if (role == Role::caption)
      line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    add_line(line, role);
    painted.remove_prefix(std::min(end + 1, painted.size()));
  }
}

void Picture::add_line(std::string_view line, Role role) {
  std::vector<Run> runs = reader_.runs_of(line);
  std::string text;
  for (Run& run : runs) {
    text += run.text;
    if (role == Role::answer && run.classes == "dim") run.classes = "mark";
  }
  const Measures measures = measures_of(role);
  const Direction first = text::first_direction(text);
  if (!goes_on_ && first != Direction::none) direction_ = first;
  const int cells = display_width(text);
  goes_on_ = cells_ > 0 && (cells >= cells_ || text.ends_with(' '));
  if (text.find_first_not_of(' ') != std::string::npos) {
    // The picture's width is not known yet.
    const bool right = direction_ == Direction::right_to_left;
    const std::string place = right ? fmt::format("x=\"100%\" dx=\"-{}\" direction=\"rtl\"", margin)
                                    : fmt::format("x=\"{}\"", margin);
    write_text(place, top_ + measures.base, runs, class_of(role));
  }
  widen(width_of(text, role));
  top_ += measures.line;
}

void Picture::add_text(double x, double y, const std::vector<Run>& runs, std::string_view classes) {
  write_text(fmt::format("x=\"{:.5g}\"", x), y, runs, classes);
}

void Picture::write_text(std::string_view place, double y, const std::vector<Run>& runs,
                         std::string_view classes) {
  body_ += "<text ";
  if (!classes.empty()) body_ += fmt::format("class=\"{}\" ", classes);
  body_ += fmt::format("{} y=\"{}\">", place, y);
  for (const Run& run : runs) append_run(run, body_);
  body_ += "</text>\n";
}

void Picture::widen(double pixels) { width_ = std::max(width_, std::ceil(pixels)); }

void Picture::finish(std::string_view title, std::string_view description,
                     const ShowOptions& options, std::string& out) const {
  const double width = width_ + 2 * margin;
  const double height = top_ + margin;
  append_markup(out,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
                "height=\"{1}\" role=\"img\" aria-labelledby=\"title desc\" "
                "xml:space=\"preserve\">\n<title id=\"title\">{2}</title>\n"
                "<desc id=\"desc\">{3}</desc>\n<style>\n{4}</style>\n"
                "<rect class=\"page\" width=\"{0}\" height=\"{1}\" rx=\"6\"/>\n",
                width, height, html(title), html(description), style_sheet(options));
  out += body_;
  out += "</svg>\n";
}

}  // namespace logprobs::show
