// A line for each token with a clue, with its words around it: grep for doubt.
#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "logprobs/candidate.hpp"
#include "logprobs/text.hpp"
#include "show/data/cell_text.hpp"
#include "show/places/context.hpp"
#include "show/places/place_columns.hpp"
#include "show/places/uncertain_tokens.hpp"
#include "show/terminal/row_writer.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/distribution.hpp"
#include "show/words/fields.hpp"
#include "show/words/heading.hpp"
#include "show/words/percent.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

/// What there is to say of one of them.
struct Doubt {
  const Answer& answer;
  const Choice& choice;
  const ChoiceReport& report;
  std::string_view text;    // the choice's
  std::string_view name;    // that of the choice
  std::string_view fields;  // what fields_text() says
  const UncertainToken& place;

  const Token& token() const { return choice.tokens[place.index]; }
  const Verdict& verdict() const { return report.verdicts[place.index]; }
  std::string place_name() const { return fmt::format("{}:{}", name, place.index); }

  /// The most probable token but the chosen one; empty if none is known.
  Candidate best_other() const {
    const bool chosen =
        verdict().first == chosen_itself || verdict().first == listed_place(token(), verdict());
    return candidate_at(answer, token(), chosen ? verdict().second : verdict().first);
  }
};

/// The tokens of all choices, one after another.
class PlacesView : public View {
 public:
  explicit PlacesView(const ShowOptions& options) : options_(options) {}

  void done(const Answer& answer, const Report& report, std::string& out) final {
    const std::string fields = fields_text(answer);
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
      const Choice& choice = answer.choices[i];
      if (report.choices[i].summary.unsure == 0) continue;
      const std::string text = shown_text(answer, choice);
      const std::string name = place_name(answer, choice, as_it_is);
      for (const UncertainToken& place : uncertain_tokens(choice, report.choices[i], text)) {
        write({answer, choice, report.choices[i], text, name, fields, place}, out);
        offer(out);
      }
    }
  }

 protected:
  virtual void write(const Doubt& doubt, std::string& out) const = 0;
  /// The fields of an answer as each of its places shows them.
  virtual std::string fields_text(const Answer& answer) const = 0;
  const ShowOptions& options() const { return options_; }

 private:
  ShowOptions options_;
};

/// For cut and awk: columns separated by tabs, with the numbers and names that csv has.
class PlaceRows : public PlacesView {
 public:
  using PlacesView::PlacesView;

 private:
  void write(const Doubt& doubt, std::string& out) const override {
    out += doubt.name;
    fmt::format_to(std::back_inserter(out), ":{}", doubt.place.index);
    write_number(doubt.verdict().probability, out);
    out += '\t';
    append_clue_names(doubt.place.clues, out);
    const Context context = context_of(doubt.answer, doubt.choice, doubt.text, doubt.place);
    for (const std::string_view part : {std::string_view("\t"), std::string_view(context.before),
                                        std::string_view("["), std::string_view(context.token),
                                        std::string_view("]"), std::string_view(context.after)}) {
      out += part;
    }
    const Candidate other = doubt.best_other();
    write_text(other.shown, out);
    write_number(probability(other.logprob), out);
    out += doubt.fields;
    out += '\n';
  }

  std::string fields_text(const Answer& answer) const override {
    std::string cells;
    for (std::size_t i = 0; i < options().fields.size(); ++i) {
      write_text(field_of(answer, options(), i).value, cells);
    }
    return cells;
  }

  static void write_number(double value, std::string& out) {
    out += '\t';
    if (std::isfinite(value)) fmt::format_to(std::back_inserter(out), "{:.6g}", value);
  }

  static void write_text(std::string_view bytes, std::string& out) {
    constexpr bool terminal = true;  // there often is one at the end of the pipe
    out += '\t';
    append_tsv_text(bytes, terminal, out);
  }
};

/// For people: columns that fit the terminal.
class PlaceLines : public PlacesView {
 public:
  explicit PlaceLines(const ShowOptions& options)
      : PlacesView(options), columns_(fit_places(options)) {}

 private:
  void write(const Doubt& doubt, std::string& out) const override {
    Verdict verdict = doubt.verdict();
    verdict.clues = doubt.place.clues;
    const Style style = token_style(verdict, options());
    RowWriter row(options(), out);
    row.left(visible_end(doubt.place_name(), columns_.place), columns_.place, quiet);
    row.right(share(doubt.answer, doubt.token().logprob), columns_.probability,
              style.without_line());
    row.left(token_marks(doubt.place.clues, options()), columns_.marks, quiet);
    write_context(doubt, style, row);
    row.left(other_text(doubt), columns_.other, {});
    row.left(doubt.fields, columns_.fields, quiet);
    row.end();
  }

  std::string fields_text(const Answer& answer) const override {
    return columns_.fields == 0 ? "" : field_values(answer, options());
  }

  std::string share(const Answer& answer, double logprob) const {
    return is_scored(logprob) ? share_of(answer, logprob, options().thresholds) : "";
  }

  void write_context(const Doubt& doubt, const Style& style, RowWriter& row) const {
    const Context context = fitted(context_of(doubt.answer, doubt.choice, doubt.text, doubt.place),
                                   row.room(columns_.context));
    row.begin(columns_.context);
    row.more(context.before, {});
    row.more("[", style.without_line());
    row.more(context.token, style);
    row.more("]", style.without_line());
    row.more(context.after, {});
  }

  /// ‘a’ 61.2%, or ‘␣a’ where only the space tells it from the token itself.
  std::string other_text(const Doubt& doubt) const {
    const Candidate other = doubt.best_other();
    if (!is_scored(other.logprob)) return "";
    const std::string share = this->share(doubt.answer, other.logprob);
    constexpr int around = 3;  // cells: the quotes and a space
    const int room = columns_.other - around - display_width(share);
    const std::string_view word = word_in(other.shown);
    const bool same = word == word_in(listed(doubt.answer, doubt.token()));
    return fmt::format("‘{}’ {}", visible_cell(same ? other.shown : word, room), share);
  }

  PlaceColumns columns_;
};

}  // namespace

std::unique_ptr<View> make_places_view(const ShowOptions& options) {
  if (options.aligned) return std::make_unique<PlaceLines>(options);
  return std::make_unique<PlaceRows>(options);
}

}  // namespace logprobs::show
