// Each token's best and second best candidate as bars; all candidates of a single token.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "logprobs/text.hpp"
#include "show/terminal/bar.hpp"
#include "show/terminal/chart_lines.hpp"
#include "show/terminal/list_view.hpp"
#include "show/terminal/row_writer.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr int widest_chart_token = 40;
constexpr int usual_bar = 40;
// A cell per percent: numbers after longer bars are hard to match.
constexpr int widest_chart_bar = 100;
constexpr int percent_width = 6;  // ">99.9%"
constexpr int usual_token = 10;
constexpr int narrow_chart = 40;  // cells of a terminal
constexpr std::string_view chart_gap = "  ";

/// An answer of more tokens is long: its chart is for finding where the model doubted.
constexpr std::size_t most_in_full = 20;

/// Fewer sure tokens in a row are shown in full, for they are what a doubt stands between.
constexpr std::size_t shortest_run = 2;

/// The widths of a chart's columns, in cells.
struct Columns {
  int label = 0, bar = usual_bar;
  int tail = 0;  // 0: there is none

  /// Everything but the bar, including its sign and the gaps.
  int around_bar() const {
    const int gap_width = static_cast<int>(chart_gap.size());
    return 3 * gap_width + label + 1 + percent_width + (tail == 0 ? 0 : gap_width + tail);
  }
};

std::string tail_of(const ChartLine& line, int width) {
  return line.marks.empty() ? isolated(visible_cell(line.other, width)) : line.marks;
}

/// What follows a bar, without the gap before it.
int tail_width(const ChartLine& line, int width) {
  const int model = static_cast<int>(line.model.size());
  const int tail = display_width(tail_of(line, width));
  return tail + model + (tail > 0 && model > 0 ? static_cast<int>(chart_gap.size()) : 0);
}

/// Makes room on a narrow terminal: bars shrink first, then the text after them goes, then labels
/// shrink.
void fit(Columns& columns, int width) {
  constexpr int least_bar = 4;
  const auto room = [&] { return width - columns.around_bar(); };
  if (room() < least_bar) columns.tail = 0;
  columns.label = std::clamp(columns.label - std::max(least_bar - room(), 0), 1, columns.label);
  columns.bar = std::clamp(room(), 0, widest_chart_bar);
}

/// Whether a token and one next to it are sure; `end`: so many tokens are there.
bool is_in_run(const ChoiceReport& report, std::size_t token, std::size_t end) {
  const auto sure = [&](std::size_t i) { return i < end && is_sure(report.verdicts[i]); };
  return sure(token) && (sure(token + 1) || (token > 0 && sure(token - 1)));
}

/// The text of tokens, or as much of it as is sure to be wider than so many cells.
std::string beginning_of(const Answer& answer, std::span<const Token> tokens, int cells) {
  constexpr std::size_t most = 16;  // bytes per cell, also in long sequences of emoji
  const std::size_t enough = most * static_cast<std::size_t>(cells);
  std::string text;
  for (std::size_t i = 0; i < tokens.size() && text.size() <= enough; ++i) {
    text += answer.view(tokens[i].shown);
  }
  return text;
}

class ChartView : public ListView {
 public:
  using ListView::ListView;

  /// The first tokens wait for those that decide how they are shown.
  bool grows() const override { return ListView::grows() && columns_; }

 private:
  void begin_choice(const ListedChoice& /*listed*/, std::size_t begin) override {
    next_ = scanned_ = begin;
    columns_.reset();
    pairs_ = after_blank_ = false;
  }
  void write_tokens(const ListedChoice& listed, std::size_t end, std::string& out) override {
    if (options().width == 0 || end <= most_in_full) return;
    advance(listed, end, false, out);
  }
  Signs end_choice(const ListedChoice& listed, std::string& out) override {
    advance(listed, listed.choice.tokens.size(), true, out);
    return pairs_ ? Signs::best_and_second : Signs::chosen;
  }

  void advance(const ListedChoice& listed, std::size_t end, bool last, std::string& out);
  void measure(const ListedChoice& listed);
  void make_room(const std::vector<ChartLine>& lines);
  void write_blank(std::string& out);
  void write_line(const ChartLine& line, const Columns& columns, std::string& out);
  void write_run(const Answer& answer, std::span<const Token> run, std::string& out);

  bool is_shown(const Verdict& verdict) const {
    return !options().only_clues || verdict.clues.any();
  }
  std::vector<ChartLine> lines_of(const ListedChoice& listed, std::size_t token) const {
    const auto lines = listed.choice.tokens.size() == 1 ? list_of : best_of;
    return lines(listed.answer, listed.choice.tokens[token], listed.report.verdicts[token],
                 options());
  }

  std::optional<Columns> columns_;   // of the current choice, once they are measured
  int label_ = 0, tail_ = 0;         // the widest so far, before they are fitted
  int widest_ = widest_chart_token;  // of a token in a label or a tail
  bool runs_ = false;                // sure tokens in a row share a line
  bool pairs_ = false;               // the best is above the second best at one token or more
  bool after_blank_ = false;
  std::size_t next_ = 0;     // the first token that is not shown
  std::size_t scanned_ = 0;  // those from next_ up to here are sure
};

/// Shows the tokens before `end`, but for a run that may go on: all of it if they are the `last`.
void ChartView::advance(const ListedChoice& listed, std::size_t end, bool last, std::string& out) {
  const auto& [answer, choice, report] = listed;
  if (!columns_) measure(listed);
  for (; next_ < end; offer(out)) {
    const Verdict& verdict = report.verdicts[next_];
    scanned_ = std::max(scanned_, next_);
    while (runs_ && scanned_ < end && is_sure(report.verdicts[scanned_])) ++scanned_;
    if (scanned_ > next_ && scanned_ == end && !last) return;
    const std::size_t length = scanned_ - next_;
    if (length >= shortest_run) {
      write_run(answer, std::span(choice.tokens).subspan(next_, length), out);
      next_ = scanned_;
      continue;
    }
    const std::size_t token = next_++;
    if (!is_shown(verdict)) continue;
    pairs_ = pairs_ || (is_pair(verdict) && choice.tokens.size() > 1);
    const std::vector<ChartLine> lines = lines_of(listed, token);
    if (options().width != 0) make_room(lines);
    write_blank(out);
    for (const ChartLine& line : lines) write_line(line, *columns_, out);
  }
}

/// Measures the tokens of a choice or, where the width is known, so many that rows can be written
/// before those that follow are known.
void ChartView::measure(const ListedChoice& listed) {
  const auto& [answer, choice, report] = listed;
  const int width = options().width;
  const bool is_long = choice.tokens.size() > most_in_full;
  const std::size_t end = width != 0 && is_long ? most_in_full + 1 : choice.tokens.size();
  runs_ = is_long && !options().only_clues;
  for (std::size_t i = next_; i < end && choice.tokens.size() > 1; ++i) {
    pairs_ = pairs_ || (is_shown(report.verdicts[i]) && is_pair(report.verdicts[i]));
  }
  // A line of a pair may have two tokens, other lines have one.
  const int share = pairs_ ? std::clamp(width / 4, 8, 24) : std::clamp(width / 3, 12, 24);
  widest_ = width == 0 ? widest_chart_token : share;
  columns_.emplace();
  const bool is_roomy = width >= narrow_chart && is_long && pairs_;  // more tokens will come
  label_ = is_roomy ? usual_token : 1;
  tail_ = is_roomy ? usual_token : 0;
  for (std::size_t i = next_; i < end; ++i) {
    const bool in_run = runs_ && is_in_run(report, i, end);
    if (is_shown(report.verdicts[i]) && !in_run) make_room(lines_of(listed, i));
  }
  make_room({});
}

/// Widens the columns to what more lines need; the bars give way.
void ChartView::make_room(const std::vector<ChartLine>& lines) {
  for (const ChartLine& line : lines) {
    label_ = std::max(label_, display_width(label_of(line, widest_)));
    tail_ = std::max(tail_, tail_width(line, widest_));
  }
  *columns_ = {.label = label_, .tail = tail_};
  if (options().width != 0) fit(*columns_, options().width);
  if (!options().bars) columns_->bar = 0;
}

/// Writes the blank line before a token's lines. It would only scatter tokens that have one each.
void ChartView::write_blank(std::string& out) {
  if (std::exchange(after_blank_, pairs_)) out += '\n';
}

/// Writes "7 sure tokens  of Poland is Andrzej Duda".
void ChartView::write_run(const Answer& answer, std::span<const Token> run, std::string& out) {
  write_blank(out);
  out += chart_gap;
  const std::string count = fmt::format("{} sure tokens", run.size());
  const int taken = 2 * static_cast<int>(chart_gap.size()) + static_cast<int>(count.size());
  const int room = options().width == 0 ? widest_chart_token : options().width - taken;
  writer().write(count, quiet, out);
  if (room > 0) {
    const std::string text = beginning_of(answer, run, room);
    const std::string cell = with_spaces(visible_cell(word_in(text), room));
    writer().write(std::string(chart_gap) + isolated(cell), quiet, out);
  }
  writer().newline(out);
}

void ChartView::write_line(const ChartLine& line, const Columns& columns, std::string& out) {
  const std::string label = label_of(line, columns.label);
  out += chart_gap;
  writer().write(label, line.label, out);
  writer().close(out);
  out += spaces(columns.label - display_width(label));
  out += chart_gap;
  const double p = line.probability;
  writer().write(fmt::format("{}{}{}{}{:>{}}", line.chosen ? "▸" : " ", bar(p, columns.bar),
                             spaces(columns.bar - bar_width(p, columns.bar)), chart_gap, line.share,
                             percent_width),
                 bar_style(line.bar, options().depth), out);
  if (columns.tail != 0) {
    const auto add = [&](const std::string& text, bool dim) {
      if (text.empty()) return;
      writer().close(out);
      out += chart_gap;
      writer().write(text, {.dim = dim}, out);
    };
    add(line.model, true);
    add(tail_of(line, columns.tail), line.marks.empty());
  }
  writer().newline(out);
}

}  // namespace

std::unique_ptr<View> make_chart_view(const ShowOptions& options) {
  return std::make_unique<ChartView>(options);
}

}  // namespace logprobs::show
