// One page for all answers: their painted text, and a script that shows the numbers of each token.
#include <fmt/format.h>

#include <cmath>

#include "logprobs/error.hpp"
#include "logprobs/text.hpp"
#include "show/html/answer.hpp"
#include "show/html/data.hpp"
#include "show/html/page.hpp"
#include "show/html/strip.hpp"
#include "show/html/text.hpp"
#include "show/words/facts.hpp"
#include "show/words/fields.hpp"
#include "show/words/heading.hpp"
#include "show/words/percent.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

// Browsers take seconds to open a page of this size.
constexpr std::size_t largest_page = std::size_t{64} << 20;

class HtmlView : public View {
 public:
  explicit HtmlView(const ShowOptions& options) : options_(options) {}

  void done(const Answer& answer, const Report& report, std::string& /*out*/) override {
    if (answer.choices.empty()) write_failed(answer);
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
      write_choice(answer, answer.choices[i], report.choices[i]);
      if (i + 1 == answer.choices.size()) write_remarks(answer, report);
      page_.answers += "</section>\n";
    }
    check_size(answer);
  }

  void end(std::string& out) override {
    page_.several = sections_ > 1;
    if (page_.several) {
      page_.answers.insert(first_heading_, section_heading(page_.title));
      page_.title = fmt::format("{} answers", sections_);
    }
    append_page(page_, options_, out);
  }

 private:
  void check_size(const Answer& answer) const {
    if (page_.answers.size() <= largest_page) return;
    throw Error(ExitCode::failed,
                fmt::format("{}: from here on the page would be larger than {} MiB, too much for a "
                            "browser; show fewer or shorter responses at once, or use another "
                            "format, such as summary or csv",
                            heading(answer), largest_page >> 20));
  }

  void begin_section(const std::string& name, const Choice& choice, const Summary& summary) {
    if (sections_ == 0) page_.title = name;
    append_markup(page_.answers,
                  "<section class=\"answer\" id=\"a{}\" aria-label=\"{}\" data-tokens=\"{}\" "
                  "data-counts='{{\"low\":{},\"ambiguous\":{},\"not-top\":{}}}'",
                  sections_, html(name), choice.tokens.size(), summary.low, summary.ambiguous,
                  summary.not_top);
    const auto add = [&](std::string_view field, double value) {
      if (std::isfinite(value)) append_markup(page_.answers, " data-{}=\"{}\"", field, value);
    };
    add("perplexity", summary.perplexity);
    if (summary.scored > 0) add("least", shown_probability(summary.min_logprob));
    page_.answers += ">\n";
    // As long as there is one section, its heading is the page's own.
    if (sections_ == 0) first_heading_ = page_.answers.size();
    if (sections_ > 0) page_.answers += section_heading(name);
    ++sections_;
  }

  std::string section_heading(const std::string& name) const {
    return options_.quiet ? "" : fmt::format("<h2><bdi>{}</bdi></h2>\n", html(name));
  }

  void write_choice(const Answer& answer, const Choice& choice, const ChoiceReport& report) {
    const std::string name = heading(answer, choice);
    begin_section(name, choice, report.summary);
    if (&choice == &answer.choices.front()) write_question(answer);
    if (!options_.quiet) write_summary(answer, choice, report);
    if (choice.tokens.empty()) {
      append_markup(page_.answers,
                    "<div class=\"text\" lang=\"\"><div dir=\"auto\">{}</div></div>\n",
                    html(visible_flow(choice.message)));
      return;
    }
    page_.answers +=
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Strip of "
        "probabilities\">\n";
    append_strip(answer, choice, report, page_.answers);
    page_.answers += "</div>\n<div class=\"text\" lang=\"\">\n";
    append_painted(answer, choice, report, options_.marks, page_.answers);
    check_size(answer);
    append_markup(
        page_.answers,
        "</div>\n<details><summary>Table of {}</summary>\n<div class=\"scroll\" tabindex=\"0\" "
        "role=\"group\" aria-label=\"Table of tokens\"><table class=\"words\"></table></div>\n"
        "</details>\n",
        token_count(choice.tokens.size()));
    append_data(answer, choice, report, page_.answers);
  }

  void write_question(const Answer& answer) {
    if (options_.quiet) return;
    if (!answer.question.empty()) {
      append_markup(page_.answers, "<p class=\"question\" lang=\"\" dir=\"auto\">{}</p>\n",
                    html(visible_flow(short_question(answer.question))));
    }
    const std::string fields = fields_line(answer, options_);
    if (!fields.empty()) {
      append_markup(page_.answers, "<p class=\"fields\"><bdi>{}</bdi></p>\n", html(fields));
    }
  }

  void write_summary(const Answer& answer, const Choice& choice, const ChoiceReport& report) {
    page_.answers += "<p class=\"summary\">";
    std::string_view between;
    for (const Fact& fact : summary_facts(answer, choice, report, options_.thresholds)) {
      page_.answers += between;
      if (fact.clue.empty()) {
        append_markup(page_.answers, "<bdi>{}</bdi>", html(fact.text));
      } else {
        append_markup(page_.answers, "<span data-count=\"{}\">{}</span>", fact.clue, fact.text);
      }
      between = " · ";
    }
    page_.answers += "</p>\n";
  }

  void write_failed(const Answer& answer) {
    begin_section(heading(answer), {}, {});
    write_question(answer);
    write_remarks(answer, {});
    page_.answers += "</section>\n";
  }

  void write_remarks(const Answer& answer, const Report& report) {
    if (answer.failure) {
      append_markup(page_.answers, "<p class=\"error\"><strong>Error:</strong> <bdi>{}</bdi></p>\n",
                    html(visible(answer.failure->message)));
    }
    if (options_.quiet) return;
    for (const std::string& warning : warnings(answer, report)) {
      append_markup(page_.answers,
                    "<p class=\"warning\"><strong>Warning:</strong> <bdi>{}</bdi></p>\n",
                    html(visible(warning)));
    }
  }

  ShowOptions options_;
  Page page_{};
  std::size_t sections_ = 0;
  std::size_t first_heading_ = 0;  // where the first section's heading belongs
};

}  // namespace

std::unique_ptr<View> make_html_view(const ShowOptions& options) {
  return std::make_unique<HtmlView>(options);
}

}  // namespace logprobs::show
