// One page for all answers: their painted text, and a script that shows the numbers of each token.
#include <fmt/format.h>

#include <utility>
#include <vector>

#include "logprobs/candidate.hpp"
#include "logprobs/text.hpp"
#include "show/html/answer.hpp"
#include "show/html/clues.hpp"
#include "show/html/data.hpp"
#include "show/html/findings.hpp"
#include "show/html/page.hpp"
#include "show/html/rows.hpp"
#include "show/html/strip.hpp"
#include "show/html/text.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/facts.hpp"
#include "show/words/fields.hpp"
#include "show/words/heading.hpp"
#include "show/words/size_limit.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr int widest_word = 24;  // cells, in the index

// Browsers take seconds to open more. Packed, four times as much takes less memory.
constexpr HeldWhole held_page = {"page", "a browser", "summary or csv", 64};
constexpr HeldWhole packed = {"page", "a browser", "summary or csv", 256};

// Bytes of sections that a page has as they are: more are packed.
constexpr std::size_t most_unpacked = std::size_t{2} << 20;

class HtmlView : public View {
 public:
  explicit HtmlView(const ShowOptions& options)
      : options_(options), cuts_(cuts(options.thresholds)) {}

  void done(const Answer& answer, const Report& report, std::string& /*out*/) override {
    if (answer.choices.empty()) write_failed(answer);
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
      write_choice(answer, answer.choices[i], report.choices[i]);
      if (i + 1 == answer.choices.size()) write_remarks(answer, report);
      end_section(answer, answer.choices[i], report.choices[i]);
    }
    check_size(page_.answers.size(), answer, held_page);
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
    if (packed_ > 0) page_.answers += packed_note();
    append_page(page_, options_, cuts_, out);
  }

 private:
  /// `question` is empty if it is not known, or if another choice has shown it.
  void begin_section(std::string name, std::string_view question) {
    name_ = std::move(name);
    opening_.clear();
    append_markup(opening_, "<section class=\"answer\" id=\"a{}\" aria-label=\"{}\">\n", sections_,
                  html(name_));
    section_ = opening_;
    // The first heading is the page's own if there is no other.
    heading_ = question.empty() ? name_ : visible_flow(short_question(question));
    if (sections_ == 0) {
      page_.title = name_;
      first_heading_ = heading_;
      heading_at_ = section_.size();
    } else {
      section_ += section_heading("h2", heading_);
    }
    ++sections_;
  }

  void end_section(const Answer& answer, const Choice& choice, const ChoiceReport& report) {
    section_ += "</section>\n";
    const std::string text = visible_flow(content_of(answer, choice));
    Row row{name_, heading_, text};
    std::string word;
    if (report.summary.scored > 0) {
      const Token& least = choice.tokens[report.summary.least_sure];
      word = visible_cell(word_in(listed(answer, least)), widest_word);
      row.least_word = word;
    }
    for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
      if (is_hidden(choice.tokens[i])) row.hidden.push_back(i);
    }
    if (page_.answers.size() < most_unpacked) {
      page_.answers += section_;
    } else {
      opening_.pop_back();  // an empty section shows that its answer is packed
      page_.answers += opening_ + "</section>\n";
      row.pack = page_.packs.add(section_);
      check_size(page_.answers.size() + page_.rows.size() + page_.packs.size(), answer, packed);
      ++packed_;
    }
    if (!page_.rows.empty()) page_.rows += ",\n";
    append_row(page_.rows, row, report.summary, levels(answer, choice, report, cuts_));
  }

  /// What the index's filter looks into, besides names and headings.
  static std::string content_of(const Answer& answer, const Choice& choice) {
    if (answer.choices.empty()) return answer.failure ? answer.failure->message : "";
    return shown_text(answer, choice);
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
    if (sections_ == 1) place = section_.size();
  }

  /// For paper, and for those whose browser runs no scripts.
  std::string packed_note() const {
    return fmt::format(
        "<p class=\"warning packed\">{} more answers are packed: the page's script shows them as "
        "one scrolls to them.</p>\n",
        packed_);
  }

  void write_choice(const Answer& answer, const Choice& choice, const ChoiceReport& report) {
    const bool first = &choice == &answer.choices.front();
    begin_section(heading(answer, choice), first ? answer.question : "");
    append_text(answer, choice, report, section_);
    if (!choice.tokens.empty()) append_strip(report, section_);
    check_size(section_.size(), answer, held_page);
    mark(legend_at_);
    if (!options_.quiet) write_summary(answer, choice, report);
    append_findings(answer, choice, report, options_, section_);
    if (first) write_fields(answer);
    mark(controls_at_);
    if (!choice.tokens.empty()) write_table(answer, choice, report);
  }

  void write_fields(const Answer& answer) {
    const std::string fields = options_.quiet ? "" : fields_line(answer, options_);
    if (fields.empty()) return;
    append_markup(section_, "<p class=\"fields\"><bdi>{}</bdi></p>\n", html(fields));
  }

  void write_table(const Answer& answer, const Choice& choice, const ChoiceReport& report) {
    section_ +=
        "<details class=\"table\"><summary>table</summary>\n<div class=\"scroll\" tabindex=\"0\" "
        "role=\"group\" "
        "aria-label=\"Table of tokens\"><table class=\"words\">";
    std::vector<std::string_view> columns = {"#",    "token",  "probability", "logprob",
                                             "rank", "margin", "entropy"};
    if (answer.is_sampled()) columns.insert(columns.end(), {"possible", "model"});
    columns.insert(columns.end(), {"clues", "instead"});
    section_ += table_head(columns);
    section_ += "</table></div>\n</details>\n";
    append_clues(answer, choice, report, options_, section_);
    append_data(answer, choice, report, options_.thresholds, section_);
  }

  void write_summary(const Answer& answer, const Choice& choice, const ChoiceReport& report) {
    section_ += "<p class=\"summary\">";
    std::string_view between;
    if (!answer.question.empty()) {  // the heading
      append_markup(section_, "<bdi>{}</bdi>", html(heading(answer, choice)));
      between = " · ";
    }
    for (const Fact& fact : summary_facts(answer, choice, report, options_.thresholds)) {
      section_ += between;
      if (fact.clue.empty()) {
        append_markup(section_, "<bdi>{}</bdi>", html(fact.text));
      } else {
        append_markup(section_, "<span data-count=\"{}\">{}</span>", fact.clue, fact.text);
      }
      between = " · ";
    }
    append_markup(
        section_,
        "<span class=\"next\"{}> · <button type=\"button\">next clue (n)</button></span></p>\n",
        report.summary.unsure == 0 ? " hidden" : "");
  }

  void write_failed(const Answer& answer) {
    begin_section(heading(answer), answer.question);
    ++failed_;
    mark(legend_at_);
    write_fields(answer);
    mark(controls_at_);
    write_remarks(answer, {});
    end_section(answer, {}, {});
  }

  void write_remarks(const Answer& answer, const Report& report) {
    if (answer.failure) {
      append_markup(section_, "<p class=\"error\"><strong>Error:</strong> <bdi>{}</bdi></p>\n",
                    html(visible(answer.failure->message)));
    }
    if (options_.quiet) return;
    for (const std::string& warning : warnings(answer, report)) {
      append_markup(section_, "<p class=\"warning\"><strong>Warning:</strong> <bdi>{}</bdi></p>\n",
                    html(visible(warning)));
    }
  }

  ShowOptions options_;
  std::vector<double> cuts_;
  Page page_{};
  std::string name_{}, heading_{}, opening_{}, section_{};  // of the current section
  std::size_t sections_ = 0;
  std::size_t failed_ = 0;       // sections without an answer
  std::size_t packed_ = 0;       // sections in packs
  std::string first_heading_{};  // of the first section, of which the rest are places
  std::size_t heading_at_ = 0, legend_at_ = 0, controls_at_ = 0;
};

}  // namespace

std::unique_ptr<View> make_html_view(const ShowOptions& options) {
  if (options.fragment) return make_fragment_view(options);
  return std::make_unique<HtmlView>(options);
}

}  // namespace logprobs::show
