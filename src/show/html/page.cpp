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

/// The mark of a clue, followed by a space.
std::string mark_of(const Clues& clue, Marks marks) {
  const std::string text = marks_of(clue, marks);
  return text.empty() ? text : text + ' ';
}

/// What colours and marks mean, and what the numbers do not mean. Thresholds are in elements of
/// their own, since the sliders change them.
std::string legend(const ShowOptions& options) {
  const Thresholds& thresholds = options.thresholds;
  std::string out = "<div class=\"legend\">\n<ul>\n";
  for (std::size_t i = 0; i < 4; ++i) {
    append_markup(
        out,
        "<li><span class=\"{}\">token</span> <span data-threshold=\"{}\">&gt; {}</span></li>\n",
        band_name(static_cast<Band>(i + 1)), i, threshold_percent(thresholds.bands[i]));
  }
  append_markup(out, "<li><span class=\"red\">token</span> rest</li>\n");
  append_markup(
      out, "<li><span class=\"low\">low</span> below <span data-threshold=\"low\">{}</span></li>\n",
      threshold_percent(thresholds.low));
  append_markup(out,
                "<li>{}ambiguous: the two likeliest less than "
                "<span data-threshold=\"ambiguous\">{}</span> apart</li>\n",
                mark_of({.ambiguous = true}, options.marks),
                threshold_percent(thresholds.ambiguous));
  append_markup(out, "<li>{}not top: another token was likelier</li>\n</ul>\n",
                mark_of({.not_top = true}, options.marks));
  out +=
      "<p>The probabilities say how sure the model was of each token, given those before it. They "
      "do not say that the answer is right.</p>\n</div>\n";
  return out;
}

std::string slider(std::string_view name, std::string_view title, double value) {
  return fmt::format(
      "<label>{} <input type=\"range\" name=\"{}\" min=\"0\" max=\"1\" step=\"0.005\" "
      "value=\"{}\"> <output>{}</output></label>\n",
      title, name, value, threshold_percent(value));
}

std::string sliders(const Thresholds& thresholds) {
  std::string out = "<div class=\"sliders\">\n";
  out += slider("low", "low", thresholds.low);
  out += slider("ambiguous", "ambiguous", thresholds.ambiguous);
  for (std::size_t i = 0; i < 4; ++i) {
    out += slider(std::to_string(i), band_name(static_cast<Band>(i + 1)), thresholds.bands[i]);
  }
  return out + "</div>\n";
}

/// The settings that the script starts with.
std::string settings(const ShowOptions& options) {
  std::string out = "{\"thresholds\":{\"bands\":[";
  for (const double threshold : options.thresholds.bands) {
    if (out.back() != '[') out += ',';
    append_json_number(out, threshold);
  }
  out += "],\"low\":";
  append_json_number(out, options.thresholds.low);
  out += ",\"ambiguous\":";
  append_json_number(out, options.thresholds.ambiguous);
  append_markup(out, "}},\"marks\":{{\"ambiguous\":\"{}\",\"not-top\":\"{}\"}}}}",
                marks_of({.ambiguous = true}, options.marks),
                marks_of({.not_top = true}, options.marks));
  return script_json(out);
}

constexpr std::string_view index =
    "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Index\">"
    "<table id=\"index\"></table></div>\n";

}  // namespace

void append_page(const Page& page, const ShowOptions& options, std::string& out) {
  using fmt::arg;
  const bool colorblind = options.palette == Palette::colorblind;
  const std::string title = html(page.title);
  append_markup(
      out, fmt::runtime(report_page()),
      arg("look",
          fmt::format("{} {}", colorblind ? "colorblind" : "", options.only_clues ? "only" : "")),
      arg("script_hash", report_script_hash()), arg("style_hash", report_style_hash()),
      arg("title", title.empty() ? "logprobs" : title + " – logprobs"),
      arg("style", report_style()), arg("script", report_script()),
      arg("heading", options.quiet ? "" : fmt::format("<h1><bdi>{}</bdi></h1>\n", title)),
      arg("legend", options.legend && !options.quiet ? legend(options) : ""),
      arg("only", options.only_clues ? " checked" : ""),
      arg("colorblind", colorblind ? " checked" : ""), arg("sliders", sliders(options.thresholds)),
      arg("index", page.several ? index : ""), arg("answers", page.answers),
      arg("settings", settings(options)));
}

}  // namespace logprobs::show
