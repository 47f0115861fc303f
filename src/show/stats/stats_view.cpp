// What all answers say together, for people.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "logprobs/text.hpp"
#include "show/stats/stats.hpp"
#include "show/terminal/bar.hpp"
#include "show/terminal/row_writer.hpp"
#include "show/words/marks.hpp"
#include "show/words/names.hpp"
#include "show/words/percent.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr Style plain{};
constexpr Style quiet{.dim = true};
constexpr int name_width = 13, count_width = 13, share_width = 6, widest_bar = 40;
constexpr int widest = 0x7FFF;  // no limit but the terminal's

/// "1,234,567".
std::string grouped(std::uint64_t number) {
  const std::string digits = fmt::format("{}", number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

/// "1 answer", "2,000 answers".
std::string counted(std::uint64_t number, std::string_view what) {
  return fmt::format("{} {}{}", grouped(number), what, number == 1 ? "" : "s");
}

/// No threshold is near a share of tokens.
std::string share_percent(double share) { return percent(share, std::span<const double>{}); }

double share_of(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? unknown_logprob : static_cast<double>(part) / static_cast<double>(whole);
}

/// "stop 9,970, length 27": the most frequent first.
std::string list_of(const Counts& counts) {
  std::vector<std::pair<std::string_view, std::uint64_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  for (const auto& [name, count] : sorted) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ",
                        name.empty() ? "unknown" : visible(name), grouped(count));
  }
  return text;
}

/// Writes what was counted, in lines of the terminal's width.
class StatsText {
 public:
  StatsText(const ShowOptions& options, std::string& out) : options_(options), out_(out) {}

  void write(const GroupedStats& stats) const {
    write(stats.all);
    for (const auto& [name, group] : stats.groups) {
      out_ += '\n';
      title(fmt::format("{}: {}", group_name(options_.stats.group_by),
                        name.empty() ? "unknown" : visible(name)));
      write(group);
    }
    if (!options_.quiet && stats.all.scored > 0) {
      line("", "Percentiles are within 0.4% of their value; all else is exact.", quiet);
    }
  }

 private:
  void write(const Stats& stats) const {
    line("answers", answers_text(stats), plain);
    if (stats.tokens == 0) return;
    line("tokens", tokens_text(stats), plain);
    line("finish", list_of(stats.finish_reasons), plain);
    out_ += '\n';
    write_percentiles(stats);
    out_ += '\n';
    for (int band = 1; band <= 5; ++band) write_band(stats, static_cast<Band>(band));
    out_ += '\n';
    for (const ClueInfo& info : clue_table) write_clue(stats, info);
    share_row("any clue", "", share_of(stats.unsure, stats.tokens), stats.unsure, plain);
    line("",
         fmt::format("in {} of the choices",
                     share_percent(share_of(stats.unsure_choices, stats.choices))),
         quiet);
    if (!stats.worst.empty()) write_worst(stats);
  }

  std::string answers_text(const Stats& stats) const {
    std::uint64_t failed = 0;
    for (const auto& [code, count] : stats.failures) failed += count;
    std::string text = grouped(stats.answers);
    if (stats.broken > 0) text += fmt::format(" and {} that cannot be read", grouped(stats.broken));
    if (failed > 0)
      text += fmt::format(", {} failed: {}", grouped(failed), list_of(stats.failures));
    return text;
  }

  static std::string tokens_text(const Stats& stats) {
    std::string text = grouped(stats.tokens);
    if (stats.choices != stats.answers)
      text += fmt::format(" in {}", counted(stats.choices, "choice"));
    if (stats.unscored > 0) text += fmt::format(", {} unscored", grouped(stats.unscored));
    if (stats.floors > 0)
      text += fmt::format(", {} with a floor for a logprob", grouped(stats.floors));
    return text;
  }

  void write_percentiles(const Stats& stats) const {
    constexpr std::array<double, 7> shares = {0, 0.01, 0.1, 0.5, 0.9, 0.99, 1};
    constexpr std::array<std::string_view, 7> names = {"least", "1%",  "10%", "median",
                                                       "90%",   "99%", "most"};
    number_row("", "all", quiet, [&](std::size_t i) { return std::string(names[i]); });
    number_row("perplexity", short_number(stats.perplexity()), plain, [&](std::size_t i) {
      return short_number(std::exp(stats.perplexities.quantile(shares[i])));
    });
    // Small probabilities are large surprisals.
    number_row("probability", "", plain, [&](std::size_t i) {
      return percent(std::exp(-stats.surprisals.quantile(1 - shares[i])), options_.thresholds);
    });
  }

  /// A number for all tokens, and one for each percentile.
  template <typename Text>
  void number_row(std::string_view name, std::string_view of_all, const Style& style,
                  const Text& text) const {
    RowWriter row(options_, out_);
    row.left(name, name_width, quiet);
    row.right(of_all, share_width, style);
    for (std::size_t i = 0; i < 7; ++i) row.right(text(i), share_width, style);
    row.end();
  }

  void write_band(const Stats& stats, Band band) const {
    const auto place = static_cast<std::size_t>(band);
    const double* const bands = options_.thresholds.bands;
    const std::string limit = band == Band::red
                                  ? fmt::format("≤ {}", threshold_percent(bands[3]))
                                  : fmt::format("> {}", threshold_percent(bands[place - 1]));
    share_row(band_name(band), limit, share_of(stats.bands[place], stats.tokens),
              stats.bands[place], {.band = band});
  }

  void write_clue(const Stats& stats, const ClueInfo& info) const {
    const std::uint64_t count = info.clue == &Clues::low         ? stats.low
                                : info.clue == &Clues::ambiguous ? stats.ambiguous
                                                                 : stats.not_top;
    Clues clue;
    clue.*info.clue = true;
    share_row(info.name, marks_of(clue, options_.marks), share_of(count, stats.tokens), count,
              plain);
  }

  /// "red  ≤ 30%  ███▌  1.2%  12,345".
  void share_row(std::string_view name, std::string_view about, double share, std::uint64_t count,
                 const Style& style) const {
    RowWriter row(options_, out_);
    row.left(name, name_width, bar_style(style, options_.depth));
    row.left(about, share_width, quiet);
    const int rest = name_width + 2 * share_width + count_width + 4 * column_gap;
    const int cells =
        options_.width == 0 ? widest_bar : std::min(widest_bar, options_.width - rest);
    if (options_.bars && cells > 0) {
      row.left(bar(share, cells), cells, bar_style(style, options_.depth));
    }
    row.right(share_percent(share), share_width, plain);
    row.right(grouped(count), count_width, quiet);
    row.end();
  }

  void write_worst(const Stats& stats) const {
    out_ += '\n';
    title(fmt::format("the worst by {}", worst_name(options_.stats.worst_by)));
    worst_row("perplexity", "lowest", "clues", "", quiet);
    for (const WorstChoice& worst : stats.worst) {
      worst_row(short_number(worst.perplexity), percent(worst.min_probability, options_.thresholds),
                fmt::format("{} of {}", grouped(worst.unsure), grouped(worst.tokens)),
                heading(worst), plain);
    }
  }

  void worst_row(std::string_view perplexity, std::string_view lowest, std::string_view clues,
                 std::string_view name, const Style& style) const {
    RowWriter row(options_, out_);
    row.right(perplexity, 10, style);
    row.right(lowest, share_width, style);
    const bool is_narrow = options_.width != 0 && options_.width < 60;
    if (!is_narrow) row.right(clues, name_width, quiet);
    const int columns = is_narrow ? 2 : 3;
    row.left(name,
             rest_of_line(10 + share_width + columns * column_gap + (is_narrow ? 0 : name_width)),
             style);
    row.end();
  }

  void title(std::string_view text) const {
    StyleWriter writer(colors_of(options_));
    writer.write(text, {.low = true}, out_);
    writer.newline(out_);
  }

  /// "name  text".
  void line(std::string_view name, std::string_view text, const Style& style) const {
    RowWriter row(options_, out_);
    row.left(name, name_width, quiet);
    row.left(text, rest_of_line(name_width + column_gap), style);
    row.end();
  }

  /// The cells that a line has after so many.
  int rest_of_line(int cells) const {
    return options_.width == 0 ? widest : std::max(1, options_.width - cells);
  }

  const ShowOptions& options_;
  std::string& out_;
};

void write_all(const GroupedStats& stats, const ShowOptions& options, std::string& out) {
  StatsText(options, out).write(stats);
}

}  // namespace

std::unique_ptr<View> make_stats_view(const ShowOptions& options) {
  return std::make_unique<StatsView>(options, write_all);
}

}  // namespace logprobs::show
