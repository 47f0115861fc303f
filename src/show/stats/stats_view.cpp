// What all answers say together, for people.
#include <fmt/format.h>

#include <cmath>

#include "logprobs/text.hpp"
#include "show/stats/calibration_text.hpp"
#include "show/stats/stats.hpp"
#include "show/stats/stats_lines.hpp"
#include "show/stats/stats_words.hpp"
#include "show/terminal/bar.hpp"
#include "show/terminal/row_writer.hpp"
#include "show/words/marks.hpp"
#include "show/words/names.hpp"
#include "show/words/percent.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

/// Writes what was counted, in lines of the terminal's width.
class StatsText {
 public:
  StatsText(const ShowOptions& options, std::string& out)
      : options_(options), lines_(options, out), out_(out) {}

  void write(const GroupedStats& stats) const {
    write(stats.all);
    if (options_.stats.truth) {
      write_calibration(report_on(stats.calibration, options_.stats.truth->size()), options_, out_);
    }
    for (const auto& [name, group] : stats.groups) {
      out_ += '\n';
      lines_.title(
          fmt::format("{}: {}", group_name(options_.stats.group_by), name_or_unknown(name)));
      write(group);
    }
    if (!options_.quiet && stats.all.scored > 0) {
      lines_.line("", precision_note, quiet);
    }
  }

 private:
  void write(const Stats& stats) const {
    lines_.line("answers", answers_text(stats), unstyled);
    if (stats.tokens == 0) return;
    lines_.line("tokens", tokens_text(stats), unstyled);
    lines_.line("finish", counts_text(stats.finish_reasons), unstyled);
    out_ += '\n';
    write_percentiles(stats);
    out_ += '\n';
    for (int band = 1; band <= 5; ++band) write_band(stats, static_cast<Band>(band));
    out_ += '\n';
    for (const ClueInfo& info : clue_table) write_clue(stats, info);
    share_row("any clue", "", share_of(stats.unsure, stats.tokens), stats.unsure, unstyled);
    lines_.line("",
                fmt::format("in {} of the choices",
                            share_percent(share_of(stats.unsure_choices, stats.choices))),
                quiet);
    if (!stats.worst.empty()) write_worst(stats);
  }

  void write_percentiles(const Stats& stats) const {
    number_row("", "all", quiet, [](const Percentile& one) { return std::string(one.name); });
    number_row("perplexity", short_number(stats.perplexity()), unstyled,
               [&](const Percentile& one) {
                 return short_number(std::exp(stats.perplexities.quantile(one.share)));
               });
    // Small probabilities are large surprisals.
    number_row("probability", "", unstyled, [&](const Percentile& one) {
      return percent(std::exp(-stats.surprisals.quantile(1 - one.share)), options_.thresholds);
    });
  }

  /// A number for all tokens, and one for each percentile.
  template <typename Text>
  void number_row(std::string_view name, std::string_view of_all, const Style& style,
                  const Text& text) const {
    RowWriter row(options_, out_);
    row.left(name, name_width, quiet);
    row.right(of_all, share_width, style);
    for (const Percentile& one : shown_percentiles) row.right(text(one), share_width, style);
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
    const std::uint64_t count = count_of(stats, info);
    Clues clue;
    clue.*info.clue = true;
    share_row(info.name, marks_of(clue, options_.marks), share_of(count, stats.tokens), count,
              unstyled);
  }

  /// "red  ≤ 30%  ███▌  1.2%  12,345".
  void share_row(std::string_view name, std::string_view about, double share, std::uint64_t count,
                 const Style& style) const {
    RowWriter row(options_, out_);
    row.left(name, name_width, bar_style(style, options_.depth));
    row.left(about, share_width, quiet);
    const int rest = name_width + 2 * share_width + count_width + 4 * column_gap;
    if (const int cells = lines_.bar_after(rest); cells > 0) {
      row.left(bar(share, cells), cells, bar_style(style, options_.depth));
    }
    row.right(share_percent(share), share_width, unstyled);
    row.right(grouped(count), count_width, quiet);
    row.end();
  }

  void write_worst(const Stats& stats) const {
    out_ += '\n';
    lines_.title(fmt::format("the worst by {}", worst_name(options_.stats.worst_by)));
    worst_row("perplexity", "lowest", "clues", "", quiet);
    for (const WorstChoice& worst : stats.worst) {
      worst_row(short_number(worst.perplexity), percent(worst.min_probability, options_.thresholds),
                fmt::format("{} of {}", grouped(worst.unsure), grouped(worst.tokens)),
                heading(worst), unstyled);
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
    row.left(
        name,
        lines_.rest_of_line(10 + share_width + columns * column_gap + (is_narrow ? 0 : name_width)),
        style);
    row.end();
  }

  const ShowOptions& options_;
  StatsLines lines_;
  std::string& out_;
};

void write_lines(const GroupedStats& stats, const ShowOptions& options, std::string& out) {
  StatsText(options, out).write(stats);
}

}  // namespace

std::unique_ptr<View> make_stats_view(const ShowOptions& options) {
  return std::make_unique<StatsView>(options, write_lines);
}

}  // namespace logprobs::show
