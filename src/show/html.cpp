// A page with everything in it: the answers painted, and a script that shows what stands behind
// each token.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <iterator>

#include "footer.hpp"
#include "html_answer.hpp"
#include "html_data.hpp"
#include "html_strip.hpp"
#include "html_text.hpp"
#include "json_text.hpp"
#include "logprobs/error.hpp"
#include "logprobs/text.hpp"
#include "marks.hpp"
#include "names.hpp"
#include "percent.hpp"
#include "report_page.hpp"
#include "views.hpp"

namespace logprobs {
namespace {

// Half of it takes a browser three seconds to open.
constexpr std::size_t largest_page = std::size_t{64} << 20;

template <typename... Values>
void append(std::string& out, fmt::format_string<Values...> format, Values&&... values) {
  fmt::format_to(std::back_inserter(out), format, std::forward<Values>(values)...);
}

std::string mark_of(bool Clues::*clue, Marks marks) {
  Clues clues;
  clues.*clue = true;
  const std::string text = marks_of(clues, marks);
  return text.empty() ? text : text + ' ';
}

/// The legend: what colours and marks mean, and what the numbers do not. Borders are in elements of
/// their own, since the sliders move them.
std::string legend(const ShowOptions& options) {
  const Thresholds& thresholds = options.thresholds;
  std::string out = "<div class=\"legend\">\n<ul>\n";
  for (std::size_t i = 0; i < 4; ++i) {
    append(out, "<li><span class=\"{}\">token</span> <span data-limit=\"{}\">&gt; {}</span></li>\n",
           band_name(static_cast<Band>(i + 1)), i, border_percent(thresholds.bands[i]));
  }
  append(out, "<li><span class=\"red\">token</span> rest</li>\n");
  append(out, "<li><span class=\"low\">low</span> below <span data-limit=\"low\">{}</span></li>\n",
         border_percent(thresholds.low));
  append(out,
         "<li>{}ambiguous: the two likeliest less than "
         "<span data-limit=\"ambiguous\">{}</span> apart</li>\n",
         mark_of(&Clues::ambiguous, options.marks), border_percent(thresholds.ambiguous));
  append(out, "<li>{}not top: another token was likelier</li>\n</ul>\n",
         mark_of(&Clues::not_top, options.marks));
  out +=
      "<p>The probabilities say how sure the model was of each token, given those before it. They "
      "do not say that the answer is right.</p>\n</div>\n";
  return out;
}

std::string slider(std::string_view name, std::string_view title, double value) {
  return fmt::format(
      "<label>{} <input type=\"range\" name=\"{}\" min=\"0\" max=\"1\" step=\"0.005\" "
      "value=\"{}\"> <output>{}</output></label>\n",
      title, name, value, border_percent(value));
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

/// What the script begins with.
std::string settings(const ShowOptions& options) {
  std::string out = "{\"limits\":{\"bands\":[";
  for (const double border : options.thresholds.bands) {
    if (out.back() != '[') out += ',';
    append_json_number(out, border);
  }
  out += "],\"low\":";
  append_json_number(out, options.thresholds.low);
  out += ",\"ambiguous\":";
  append_json_number(out, options.thresholds.ambiguous);
  append(out, "}},\"marks\":{{\"ambiguous\":\"{}\",\"not-top\":\"{}\"}}}}",
         marks_of({.ambiguous = true}, options.marks), marks_of({.not_top = true}, options.marks));
  return script_json(out);
}

class HtmlView : public View {
 public:
  explicit HtmlView(const ShowOptions& options) : options_(options) {}

  void done(const Answer& answer, const Report& report, std::string& /*out*/) override {
    if (answer.choices.empty()) write_failed(answer);
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
      write_choice(answer, answer.choices[i], report.choices[i]);
      if (i + 1 == answer.choices.size()) write_remarks(answer, report);
      answers_ += "</section>\n";
    }
    check_size(answer);
  }

  void end(std::string& out) override {
    using fmt::arg;
    const bool several = sections_ > 1;
    const bool colorblind = options_.palette == Palette::colorblind;
    if (several) {
      answers_.insert(first_heading_, section_heading(title_));
      title_ = fmt::format("{} answers", sections_);
    }
    const std::string title = html(title_);
    fmt::format_to(std::back_inserter(out), fmt::runtime(report_page()),
                   arg("look", fmt::format("{} {}", colorblind ? "colorblind" : "",
                                           options_.only_clues ? "only" : "")),
                   arg("script_hash", report_script_hash()), arg("style_hash", report_style_hash()),
                   arg("title", title.empty() ? "logprobs" : title + " – logprobs"),
                   arg("style", report_style()), arg("script", report_script()),
                   arg("heading", options_.quiet ? "" : fmt::format("<h1>{}</h1>\n", title)),
                   arg("legend", options_.legend && !options_.quiet ? legend(options_) : ""),
                   arg("only", options_.only_clues ? " checked" : ""),
                   arg("colorblind", colorblind ? " checked" : ""),
                   arg("sliders", sliders(options_.thresholds)), arg("index", several ? index : ""),
                   arg("answers", answers_), arg("settings", settings(options_)));
  }

 private:
  static constexpr std::string_view index =
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Index\">"
      "<table id=\"index\"></table></div>\n";

  void check_size(const Answer& answer) const {
    if (answers_.size() <= largest_page) return;
    throw Error(ExitCode::failed,
                fmt::format("{}: from here on the page would be larger than {} MiB, too much for a "
                            "browser; show fewer responses at once, or use another format, such as "
                            "summary or csv",
                            heading(answer), largest_page >> 20));
  }

  void begin_section(const std::string& name, const Choice& choice, const Summary& summary) {
    append(answers_,
           "<section class=\"answer\" id=\"a{}\" aria-label=\"{}\" data-tokens=\"{}\" "
           "data-counts='{{\"low\":{},\"ambiguous\":{},\"not-top\":{}}}'",
           sections_++, html(name), choice.tokens.size(), summary.low, summary.ambiguous,
           summary.not_top);
    const auto add = [&](std::string_view field, double value) {
      if (std::isfinite(value)) append(answers_, " data-{}=\"{}\"", field, value);
    };
    add("perplexity", summary.perplexity);
    add("least", summary.min_probability);
    answers_ += ">\n";
    if (sections_ == 1) {
      first_heading_ = answers_.size();  // which the page has as its own if this stays the only one
    } else {
      answers_ += section_heading(name);
    }
  }

  std::string section_heading(const std::string& name) const {
    return options_.quiet ? "" : fmt::format("<h2>{}</h2>\n", html(name));
  }

  void write_choice(const Answer& answer, const Choice& choice, const ChoiceReport& report) {
    const std::string name = heading(answer, choice);
    if (title_.empty()) title_ = name;
    begin_section(name, choice, report.summary);
    if (!options_.quiet) write_summary(answer, choice, report);
    if (choice.tokens.empty()) {
      append(answers_, "<div class=\"text\" lang=\"\"><div dir=\"auto\">{}</div></div>\n",
             html(visible_flow(choice.message)));
      return;
    }
    answers_ += "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Chart\">\n";
    append_strip(answer, choice, report, answers_);
    answers_ += "</div>\n<div class=\"text\" lang=\"\">\n";
    append_painted(answer, choice, report, options_.marks, answers_);
    append(answers_,
           "</div>\n<details><summary>Table of {}</summary>\n<div class=\"scroll\" tabindex=\"0\" "
           "role=\"region\" aria-label=\"Table of tokens\"><table class=\"words\"></table></div>\n"
           "</details>\n",
           token_count(choice.tokens.size()));
    append_data(answer, choice, report, answers_);
  }

  void write_summary(const Answer& answer, const Choice& choice, const ChoiceReport& report) {
    answers_ += "<p class=\"summary\">";
    std::string_view between;
    for (const Fact& fact : summary_facts(answer, choice, report, options_.thresholds)) {
      answers_ += between;
      if (fact.clue.empty()) {
        append_html(answers_, fact.text);
      } else {
        append(answers_, "<span data-count=\"{}\">{}</span>", fact.clue, fact.text);
      }
      between = " · ";
    }
    answers_ += "</p>\n";
  }

  void write_failed(const Answer& answer) {
    if (title_.empty()) title_ = heading(answer);
    begin_section(heading(answer), {}, {});
    write_remarks(answer, {});
    answers_ += "</section>\n";
  }

  void write_remarks(const Answer& answer, const Report& report) {
    if (answer.failure) {
      append(answers_, "<p class=\"error\"><strong>Error:</strong> {}</p>\n",
             html(visible(answer.failure->message)));
    }
    if (options_.quiet) return;
    for (const std::string& warning : warnings(answer, report)) {
      append(answers_, "<p class=\"warning\"><strong>Warning:</strong> {}</p>\n",
             html(visible(warning)));
    }
  }

  ShowOptions options_;
  std::string title_;
  std::string answers_;
  std::size_t sections_ = 0;
  std::size_t first_heading_ = 0;  // where that of the first section would stand
};

}  // namespace

std::unique_ptr<View> make_html_view(const ShowOptions& options) {
  return std::make_unique<HtmlView>(options);
}

}  // namespace logprobs
