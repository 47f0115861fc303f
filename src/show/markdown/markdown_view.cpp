// A report for code hosts: the answer with uncertain spans marked, a table of them, the summary.
#include <fmt/format.h>

#include <functional>
#include <utility>

#include "logprobs/text.hpp"
#include "show/markdown/findings.hpp"
#include "show/markdown/markdown_text.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/facts.hpp"
#include "show/words/fields.hpp"
#include "show/words/heading.hpp"
#include "show/words/marks.hpp"
#include "show/words/percent.hpp"
#include "show/words/spans.hpp"
#include "show/words/views.hpp"
#include "text/visible_stream.hpp"
#include "text/words.hpp"

namespace logprobs::show {
namespace {

constexpr int widest_span = 40;
constexpr int widest_code = 24;

/// Writes an answer as a quotation with each span in <mark>, followed by the number of its row.
class Quotation {
 public:
  Quotation(std::string_view text, const std::vector<UncertainSpan>& spans, Marks marks,
            std::string& out)
      : text_(text), spans_(spans), marks_(marks), paragraph_(out, "> ") {}

  /// Calls `between` after each character.
  void write(const std::function<void()>& between) {
    text::VisibleStream stream(text::Space::flow);
    stream.feed(text_);
    stream.finish();
    text::Glyph glyph;
    while (stream.next(glyph)) {
      close_spans();
      put(glyph);
      at_ += glyph.size;
      between();
    }
    close_spans();
  }

 private:
  /// Leaves white space at a span's ends unmarked; spells out a span of white space alone.
  void put(const text::Glyph& glyph) {
    const std::string_view rest = text_.substr(at_ + glyph.size);
    const bool in_span = next_ < spans_.size() && spans_[next_].begin <= at_;
    if (!in_span) return paragraph_.write(glyph.text, rest);
    if (spans_[next_].begin == at_) {
      spelled_ = text::is_white(text_.substr(at_, spans_[next_].end - at_));
    }
    if (!open_ && (spelled_ || !text::is_white(glyph.text))) {
      paragraph_.open("<mark>");
      open_ = true;
    }
    if (!spelled_) return paragraph_.write(glyph.text, rest);
    const bool newline = glyph.text == "\n";
    if (newline) ++newlines_;
    paragraph_.write(newline ? "↵" : "␣", rest);
  }

  /// Closes the spans that end here.
  void close_spans() {
    while (next_ < spans_.size() && spans_[next_].end <= at_) {
      if (open_) paragraph_.markup("</mark>");
      open_ = false;
      paragraph_.markup(fmt::format("{}<sup>{}</sup>",
                                    markdown(marks_of(spans_[next_].clues, marks_)), next_ + 1));
      ++next_;
      for (; newlines_ > 0; --newlines_) paragraph_.write("\n", "");
    }
  }

  std::string_view text_;
  const std::vector<UncertainSpan>& spans_;
  Marks marks_;
  MarkdownText paragraph_;
  std::size_t at_ = 0;        // bytes written
  std::size_t next_ = 0;      // the current span, or the next one
  bool open_ = false;         // whether its tag is open
  bool spelled_ = false;      // whether it is white space alone
  std::size_t newlines_ = 0;  // spelled out, to be written after the span
};

std::string code(std::string_view bytes, int width) {
  return markdown_code(visible_cell(bytes, width));
}

/// "low, 🎯 not-top".
std::string clue_names(const Clues& clues, Marks marks) {
  std::string names;
  for (const ClueInfo& info : clue_table) {
    if (!(clues.*info.clue)) continue;
    Clues one;
    one.*info.clue = true;
    const std::string mark = markdown(marks_of(one, marks));
    names += fmt::format("{}{}{}{}", names.empty() ? "" : ", ", mark, mark.empty() ? "" : " ",
                         info.name);
  }
  return names;
}

/// Every block ends with a blank line, so that text appended to a report begins a new one.
class MarkdownView : public View {
 public:
  explicit MarkdownView(const ShowOptions& options) : options_(options) {}

  void done(const Answer& answer, const Report& report, std::string& out) override {
    if (answer.choices.empty()) write_top(heading(answer), &answer, out);
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
      write_choice(answer, answer.choices[i], report.choices[i], out);
    }
    if (answer.failure) write_line("**Error:** ", answer.failure->message, out);
    if (options_.quiet) return;
    for (const std::string& warning : warnings(answer, report)) {
      write_line("**Warning:** ", warning, out);
    }
  }

 private:
  /// Writes a heading; above the first choice of an answer also what belongs to all.
  void write_top(const std::string& text, const Answer* answer, std::string& out) {
    if (options_.quiet) return;
    out += fmt::format("### {}\n\n", markdown(text));
    if (answer == nullptr) return;
    if (!answer->question.empty()) {
      out += fmt::format("**Question:** {}\n\n",
                         markdown_line(visible_flow(short_question(answer->question))));
    }
    const std::string fields = fields_line(*answer, options_);
    if (!fields.empty()) write_line("", fields, out);
  }

  void write_line(std::string_view lead, std::string_view text, std::string& out) {
    out += fmt::format("{}{}\n\n", lead, markdown_line(visible(text)));
  }

  void write_choice(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                    std::string& out) {
    const std::string text = shown_text(answer, choice);
    const std::vector<UncertainSpan> spans = uncertain_spans(choice, report, text);
    const bool first = &choice == &answer.choices.front();
    write_top(heading(answer, choice), first ? &answer : nullptr, out);
    if (!text.empty() || !spans.empty()) {
      Quotation(text, spans, options_.marks, out).write([&] { offer(out); });
      out += "\n\n";
    }
    if (!spans.empty()) write_table(answer, choice, report, text, spans, out);
    write_finding_tables(answer, choice, report, options_, out);
    if (choice.tokens.empty() || options_.quiet) return;
    write_legend(report.summary, out);
    write_line("", summary_line(answer, choice, report, options_.thresholds), out);
  }

  void write_table(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                   std::string_view text, const std::vector<UncertainSpan>& spans,
                   std::string& out) const {
    out +=
        "| # | text | probability | clues | least sure | alternatives |\n"
        "|--:|:-----|------------:|:------|:-----------|:-------------|\n";
    for (std::size_t i = 0; i < spans.size(); ++i) {
      const UncertainSpan& span = spans[i];
      const Token& token = choice.tokens[span.least_sure];
      const Verdict& verdict = report.verdicts[span.least_sure];
      std::string least_sure = fmt::format("token {}", span.least_sure);
      if (span.last - span.first > 1) {
        least_sure += fmt::format(" {} {}", code(answer.view(token.shown), widest_code),
                                  share(shown_probability(token.logprob)));
      }
      out += fmt::format("| {} | {} | {} | {} | {} | {} |\n", i + 1,
                         code(text.substr(span.begin, span.end - span.begin), widest_span),
                         share(span.probability), clue_names(span.clues, options_.marks),
                         least_sure, alternatives(answer, token, verdict));
      offer(out);
    }
    out += '\n';
  }

  /// The other candidates, most probable first, without immediate repetitions.
  std::string alternatives(const Answer& answer, const Token& token, const Verdict& verdict) const {
    std::string list;
    const Alternative* const chosen =
        verdict.chosen == no_entry ? nullptr : answer.begin(token) + verdict.chosen;
    const Alternative* before = nullptr;
    for (const Alternative* entry = answer.begin(token); entry != answer.end(token); ++entry) {
      const bool again = before != nullptr && same_entry(answer, *before, *entry);
      before = entry;
      if (again || (chosen != nullptr && same_entry(answer, *chosen, *entry))) continue;
      list += fmt::format("{}{} {}", list.empty() ? "" : " · ",
                          code(answer.view(entry->shown), widest_code),
                          share(shown_probability(entry->logprob)));
    }
    return list;
  }

  std::string share(double probability) const {
    return markdown(share_text(probability, options_.thresholds));
  }

  /// Explains the clues once.
  void write_legend(const Summary& summary, std::string& out) {
    if (summary.unsure == 0 || !options_.legend || std::exchange(explained_, true)) return;
    const auto mark = [&](const Clues& clues) {
      const std::string text = markdown(marks_of(clues, options_.marks));
      return text.empty() ? text : text + ' ';
    };
    out += fmt::format(
        "*low*: below {}; {}*ambiguous*: the two likeliest tokens are less than {} "
        "apart; {}*not-top*: another token was likelier. The probabilities say how sure "
        "the model was, not that it is right.\n\n",
        threshold_percent(options_.thresholds.low), mark({.ambiguous = true}),
        threshold_percent(options_.thresholds.ambiguous), mark({.not_top = true}));
  }

  ShowOptions options_;
  bool explained_ = false;
};

}  // namespace

std::unique_ptr<View> make_markdown_view(const ShowOptions& options) {
  return std::make_unique<MarkdownView>(options);
}

}  // namespace logprobs::show
