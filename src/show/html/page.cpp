#include "show/html/page.hpp"

#include <fmt/format.h>

#include "show/data/json_text.hpp"
#include "show/html/data.hpp"
#include "show/html/report_page.hpp"
#include "show/html/text.hpp"
#include "show/words/marks.hpp"
#include "show/words/names.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

using fmt::arg;

/// The mark of a clue, followed by a space.
std::string mark_of(const Clues& clue, Marks marks) {
  const std::string text = marks_of(clue, marks);
  return text.empty() ? text : text + ' ';
}

/// A sample of what has the band of this name; screen readers say the name.
std::string chip(std::string_view look, std::string_view name, std::string_view threshold,
                 std::string_view sign, double value) {
  return fmt::format(
      "<span class=\"{}\"><span class=\"said\">{}</span> <span data-threshold=\"{}\">{} {}</span>"
      "</span>\n",
      look, name, threshold, sign, threshold_percent(value));
}

std::string slider(std::string_view name, std::string_view title, double value) {
  return fmt::format(
      "<label>{} <input type=\"range\" name=\"{}\" min=\"0\" max=\"1\" step=\"0.005\" "
      "value=\"{}\"> <output>{}</output></label>\n",
      title, name, value, threshold_percent(value));
}

std::string sliders(const Thresholds& thresholds) {
  std::string out = "<div class=\"sliders\">\n";
  out += slider("low", "low below", thresholds.low);
  out += slider("ambiguous", "ambiguous below", thresholds.ambiguous);
  for (std::size_t i = 0; i < 4; ++i) {
    out += slider(std::to_string(i), fmt::format("{} up to", band_name(static_cast<Band>(i + 2))),
                  thresholds.bands[i]);
  }
  return out + "</div>\n";
}

void append_numbers(std::string& out, std::span<const double> numbers) {
  out += '[';
  for (const double number : numbers) {
    if (out.back() != '[') out += ',';
    append_json_number(out, number);
  }
  out += ']';
}

/// What the script starts with.
std::string settings(const Page& page, const ShowOptions& options,
                     const std::vector<double>& cuts) {
  std::string out = "{\"thresholds\":{\"bands\":";
  append_numbers(out, options.thresholds.bands);
  out += ",\"low\":";
  append_json_number(out, options.thresholds.low);
  out += ",\"ambiguous\":";
  append_json_number(out, options.thresholds.ambiguous);
  append_markup(out, "}},\"marks\":{{\"ambiguous\":\"{}\",\"not-top\":\"{}\"}},\"cuts\":",
                marks_of({.ambiguous = true}, options.marks),
                marks_of({.not_top = true}, options.marks));
  append_numbers(out, cuts);
  append_markup(out, ",\"rows\":[{}]}}", page.rows);
  return script_json(out);
}

}  // namespace

std::string legend(const ShowOptions& options) {
  if (options.quiet || !options.legend) return "";
  const Thresholds& thresholds = options.thresholds;
  std::string out = "<p class=\"legend\"><span class=\"green\">sure</span>\n";
  for (std::size_t i = 0; i < 4; ++i) {
    const std::string_view name = band_name(static_cast<Band>(i + 2));
    out += chip(name, name, std::to_string(i), "≤", thresholds.bands[i]);
  }
  out += chip("red low", "low", "low", "&lt;", thresholds.low);
  append_markup(out,
                "<span class=\"ambiguous\">{}ambiguous</span>\n"
                "<span class=\"not-top\">{}not top</span></p>\n",
                mark_of({.ambiguous = true}, options.marks),
                mark_of({.not_top = true}, options.marks));
  return out;
}

std::string controls(const ShowOptions& options) {
  const bool colorblind = options.palette == Palette::colorblind;
  std::string out;
  if (options.legend && !options.quiet) {
    out +=
        "<p class=\"caution\">The tints say how sure the model was of each token, given those "
        "before it. They do not say that the answer is right.</p>\n";
  }
  append_markup(out, fmt::runtime(report_controls()), arg("sliders", sliders(options.thresholds)),
                arg("only", options.only_clues ? " checked" : ""),
                arg("colorblind", colorblind ? " checked" : ""));
  return out;
}

std::string table_head(std::span<const std::string_view> columns) {
  std::string out = "<thead><tr>";
  for (const std::string_view column : columns) {
    append_markup(out, "<th><button type=\"button\">{}</button></th>", column);
  }
  return out + "</tr></thead>";
}

std::string index_table() {
  constexpr std::string_view columns[] = {"answer", "least sure", "tokens", "clues", "perplexity"};
  return fmt::format(
      "<input type=\"search\" id=\"filter\" aria-label=\"Filter\" placeholder=\"filter\">\n"
      "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Index\">"
      "<table id=\"index\">{}</table></div>\n"
      "<template id=\"strip\"><svg class=\"strip\" preserveAspectRatio=\"none\" "
      "aria-hidden=\"true\"><path/></svg></template>\n",
      table_head(columns));
}

std::string fragment_style() { return fmt::format("<style>\n{}</style>\n", report_tints()); }

void append_page(Page& page, const ShowOptions& options, const std::vector<double>& cuts,
                 std::string& out) {
  const bool colorblind = options.palette == Palette::colorblind;
  const std::string title = html(page.title);
  append_markup(out, fmt::runtime(report_page()),
                arg("look", fmt::format("{}{}", colorblind ? " colorblind" : "",
                                        options.only_clues ? " only" : "")),
                arg("script_source", fmt::format("script-src 'sha256-{}'; ", report_script_hash())),
                arg("style_hash", report_style_hash()),
                arg("title", title.empty() ? "logprobs" : title + " – logprobs"),
                arg("style", report_style()), arg("script", report_script()),
                arg("header", page.header), arg("answers", page.answers),
                arg("settings", settings(page, options, cuts)), arg("packs", page.packs.markup()));
}

}  // namespace logprobs::show
