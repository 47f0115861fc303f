// One page for all answers: their painted text, and a script that shows the numbers of each token.
#include <fmt/format.h>

#include <cmath>

#include "logprobs/candidate.hpp"
#include "logprobs/text.hpp"
#include "show/html/answer.hpp"
#include "show/html/clues.hpp"
#include "show/html/data.hpp"
#include "show/html/page.hpp"
#include "show/html/strip.hpp"
#include "show/html/text.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/facts.hpp"
#include "show/words/fields.hpp"
#include "show/words/heading.hpp"
#include "show/words/percent.hpp"
#include "show/words/size_limit.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr int widest_word = 24;  // cells, in the index

constexpr HeldWhole held = {"page", "a browser", "summary or csv"};

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
    check_size(page_.answers.size(), answer, held);
  }

  void end(std::string& out) override {
    if (sections_ > 1) {
      page_.title = title_of_several();
      page_.header = fmt::format("<header>\n{}{}{}{}</header>\n",
                                 options_.quiet ? "" : fmt::format("<h1>{}</h1>\n", page_.title),
                                 index_table(), legend(options_), controls(options_));
      page_.answers.insert(heading_at_, section_heading("h2", first_heading_));
    } else if (sections_ == 1) {
      page_.answers.insert(controls_at_, controls(options_));
      page_.answers.insert(legend_at_, legend(options_));
      page_.answers.insert(heading_at_, section_heading("h1", first_heading_));
    }
    append_page(page_, options_, out);
  }

 private:
  /// `question` is empty if it is not known, or if another choice has shown it.
  void begin_section(const Answer& answer, const std::string& name, std::string_view question,
                     const Choice& choice, const Summary& summary) {
    append_markup(page_.answers,
                  "<section class=\"answer\" id=\"a{}\" aria-label=\"{}\" data-tokens=\"{}\" "
                  "data-counts='{{\"unsure\":{},\"low\":{},\"ambiguous\":{},\"not-top\":{}}}'",
                  sections_, html(name), choice.tokens.size(), summary.unsure, summary.low,
                  summary.ambiguous, summary.not_top);
    const auto add = [&](std::string_view field, double value) {
      if (std::isfinite(value)) append_markup(page_.answers, " data-{}=\"{}\"", field, value);
    };
    add("perplexity", summary.perplexity);
    if (summary.scored > 0) {
      add("least", shown_probability(summary.min_logprob));
      const std::string_view word = word_in(listed(answer, choice.tokens[summary.least_sure]));
      append_markup(page_.answers, " data-word=\"{}\"", html(visible_cell(word, widest_word)));
    }
    page_.answers += ">\n";
    // The first heading is the page's own if there is no other.
    const std::string text = question.empty() ? name : visible_flow(short_question(question));
    if (sections_ == 0) {
      page_.title = name;
      first_heading_ = text;
      heading_at_ = page_.answers.size();
    } else {
      page_.answers += section_heading("h2", text);
    }
    ++sections_;
  }

  std::string section_heading(std::string_view tag, std::string_view text) const {
    if (options_.quiet) return "";
    return fmt::format("<{} lang=\"\" dir=\"auto\">{}</{}>\n", tag, html(text), tag);
  }

  /// "12 answers, 2 failed".
  std::string title_of_several() const {
    const std::string title = fmt::format("{} answers", sections_ - failed_);
    return failed_ == 0 ? title : fmt::format("{}, {} failed", title, failed_);
  }

  /// Remembers where the legend and the controls go if there is one section alone.
  void mark(std::size_t& place) const {
    if (sections_ == 1) place = page_.answers.size();
  }

  void write_choice(const Answer& answer, const Choice& choice, const ChoiceReport& report) {
    const bool first = &choice == &answer.choices.front();
    begin_section(answer, heading(answer, choice), first ? answer.question : "", choice,
                  report.summary);
    append_text(answer, choice, report, page_.answers);
    if (!choice.tokens.empty()) append_strip(report, page_.answers);
    check_size(page_.answers.size(), answer, held);
    mark(legend_at_);
    if (!options_.quiet) write_summary(answer, choice, report);
    if (first) write_fields(answer);
    mark(controls_at_);
    if (!choice.tokens.empty()) write_table(answer, choice, report);
  }

  void write_fields(const Answer& answer) {
    const std::string fields = options_.quiet ? "" : fields_line(answer, options_);
    if (fields.empty()) return;
    append_markup(page_.answers, "<p class=\"fields\"><bdi>{}</bdi></p>\n", html(fields));
  }

  void write_table(const Answer& answer, const Choice& choice, const ChoiceReport& report) {
    page_.answers +=
        "<details class=\"table\"><summary>table</summary>\n<div class=\"scroll\" tabindex=\"0\" "
        "role=\"group\" "
        "aria-label=\"Table of tokens\"><table class=\"words\"></table></div>\n</details>\n";
    append_clues(answer, choice, report, options_, page_.answers);
    append_data(answer, choice, report, page_.answers);
  }

  void write_summary(const Answer& answer, const Choice& choice, const ChoiceReport& report) {
    page_.answers += "<p class=\"summary\">";
    std::string_view between;
    if (!answer.question.empty()) {  // the heading
      append_markup(page_.answers, "<bdi>{}</bdi>", html(heading(answer, choice)));
      between = " · ";
    }
    for (const Fact& fact : summary_facts(answer, choice, report, options_.thresholds)) {
      page_.answers += between;
      if (fact.clue.empty()) {
        append_markup(page_.answers, "<bdi>{}</bdi>", html(fact.text));
      } else {
        append_markup(page_.answers, "<span data-count=\"{}\">{}</span>", fact.clue, fact.text);
      }
      between = " · ";
    }
    append_markup(
        page_.answers,
        "<span class=\"next\"{}> · <button type=\"button\">next clue (n)</button></span></p>\n",
        report.summary.unsure == 0 ? " hidden" : "");
  }

  void write_failed(const Answer& answer) {
    begin_section(answer, heading(answer), answer.question, {}, {});
    ++failed_;
    mark(legend_at_);
    write_fields(answer);
    mark(controls_at_);
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
  std::size_t failed_ = 0;       // sections without an answer
  std::string first_heading_{};  // of the first section, of which the rest are places
  std::size_t heading_at_ = 0, legend_at_ = 0, controls_at_ = 0;
};

}  // namespace

std::unique_ptr<View> make_html_view(const ShowOptions& options) {
  if (options.fragment) return make_fragment_view(options);
  return std::make_unique<HtmlView>(options);
}

}  // namespace logprobs::show
