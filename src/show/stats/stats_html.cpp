// What all answers say together, as a page.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "logprobs/text.hpp"
#include "show/html/report_page.hpp"
#include "show/html/text.hpp"
#include "show/stats/calibration_html.hpp"
#include "show/stats/stats.hpp"
#include "show/stats/stats_table.hpp"
#include "show/stats/stats_words.hpp"
#include "show/words/marks.hpp"
#include "show/words/names.hpp"
#include "show/words/percent.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

/// Appends the figures of all answers, or of a group of them.
class StatsPage {
 public:
  StatsPage(const ShowOptions& options, std::string& out) : options_(options), out_(out) {}

  void write(const GroupedStats& stats) const {
    append_markup(out_, "<h1>{}</h1>\n", counted(stats.all.answers, "answer"));
    write(stats.all, "h2");
    if (options_.stats.truth) {
      append_calibration(out_, report_on(stats.calibration, options_.stats.truth->size()),
                         options_);
    }
    if (options_.stats.group_by != GroupBy::none) write_groups(stats);
    if (!options_.quiet && stats.all.scored > 0) {
      append_markup(out_, "<p>{}</p>\n", precision_note);
    }
  }

 private:
  void write(const Stats& stats, std::string_view heading) const {
    write_facts(stats);
    if (stats.tokens == 0) return;
    title(heading, "percentiles");
    write_percentiles(stats);
    title(heading, "probability of the tokens");
    write_histogram(stats);
    write_bands(stats);
    title(heading, "clues");
    write_clues(stats);
    title(heading, "finish reasons");
    write_counts(stats.finish_reasons, "finish reason", stats.choices, "choices");
    if (stats.worst.empty()) return;
    title(heading, fmt::format("the worst by {}", worst_name(options_.stats.worst_by)));
    write_worst(stats);
  }

  void title(std::string_view tag, std::string_view text) const {
    append_markup(out_, "<{0}>{1}</{0}>\n", tag, text);
  }

  void write_facts(const Stats& stats) const {
    append_markup(out_, "<dl>\n<dt>answers</dt><dd><bdi>{}</bdi></dd>\n",
                  html(answers_text(stats)));
    append_markup(out_, "<dt>tokens</dt><dd>{}</dd>\n", html(tokens_text(stats)));
    append_markup(out_, "<dt>perplexity</dt><dd>{}</dd>\n</dl>\n",
                  stats.scored == 0 ? "unknown" : short_number(stats.perplexity()));
  }

  void write_percentiles(const Stats& stats) const {
    std::vector<std::string_view> names = {""};
    for (const Percentile& one : shown_percentiles) names.push_back(one.name);
    StatsTable table(out_, "Percentiles", names);
    table.row("perplexity of the answers");
    for (const auto& [share, name] : shown_percentiles) {
      table.cell(short_number(std::exp(stats.perplexities.quantile(share))));
    }
    table.row("probability of the tokens");
    for (const auto& [share, name] : shown_percentiles) {  // small ones are large surprisals
      table.cell(percent(std::exp(-stats.surprisals.quantile(1 - share)), options_.thresholds));
    }
    table.end();
  }

  void write_histogram(const Stats& stats) const {
    const auto most = *std::max_element(stats.histogram.begin(), stats.histogram.end());
    append_markup(out_,
                  "<svg class=\"histogram\" viewBox=\"0 0 {} 100\" preserveAspectRatio=\"none\" "
                  "role=\"img\" aria-label=\"How many tokens have which probability, in steps of "
                  "5%; the table has the numbers\">\n",
                  stats.histogram.size());
    for (std::size_t i = 0; i < stats.histogram.size(); ++i) {
      const double height = 100 * share_of(stats.histogram[i], std::max<std::uint64_t>(most, 1));
      append_markup(out_, "<rect x=\"{}.04\" width=\".92\" y=\"{:.2f}\" height=\"{:.2f}\"/>\n", i,
                    100 - height, height);
    }
    out_ +=
        "</svg>\n<p class=\"scale\" aria-hidden=\"true\"><span>0%</span><span>25%</span>"
        "<span>50%</span><span>75%</span><span>100%</span></p>\n"
        "<details><summary>as a table</summary>\n";
    StatsTable table(out_, "Histogram", {"up to", "share", "tokens"});
    for (std::size_t i = 0; i < stats.histogram.size(); ++i) {
      table.row(fmt::format("{}%", 100 * (i + 1) / stats.histogram.size()));
      share_cells(table, stats.histogram[i], stats.tokens);
    }
    table.end();
    out_ += "</details>\n";
  }

  void write_bands(const Stats& stats) const {
    const double* const limits = options_.thresholds.bands;
    StatsTable table(out_, "Bands", {"band", "probability", "share", "tokens"});
    for (std::size_t band = 1; band < stats.bands.size(); ++band) {
      const std::string_view name = band_name(static_cast<Band>(band));
      const bool is_last = band + 1 == stats.bands.size();
      table.row(name, name);
      table.cell(fmt::format("{} {}", is_last ? "≤" : ">",
                             threshold_percent(limits[band - (is_last ? 2 : 1)])));
      share_cells(table, stats.bands[band], stats.tokens);
    }
    table.end();
  }

  void write_clues(const Stats& stats) const {
    StatsTable table(out_, "Clues", {"clue", "share", "tokens"});
    for (const ClueInfo& info : clue_table) {
      Clues clue;
      clue.*info.clue = true;
      const std::string marks = marks_of(clue, options_.marks);
      table.row(fmt::format("{}{}{}", info.name, marks.empty() ? "" : " ", marks));
      share_cells(table, count_of(stats, info), stats.tokens);
    }
    table.row("any");
    share_cells(table, stats.unsure, stats.tokens);
    table.end();
    append_markup(out_, "<p>{} of the choices have a clue.</p>\n",
                  html(share_percent(share_of(stats.unsure_choices, stats.choices))));
  }

  void write_counts(const Counts& counts, std::string_view name, std::uint64_t all,
                    std::string_view what) const {
    StatsTable table(out_, name, {name, "share", what});
    for (const auto& [of, count] : counts) {
      table.row(name_or_unknown(of));
      share_cells(table, count, all);
    }
    table.end();
  }

  static void share_cells(StatsTable& table, std::uint64_t part, std::uint64_t whole) {
    table.bar_cell(share_of(part, whole));
    table.cell(grouped(part));
  }

  void write_worst(const Stats& stats) const {
    StatsTable table(out_, "The worst", {"answer", "perplexity", "lowest", "clues", "at byte"});
    for (const WorstChoice& worst : stats.worst) {
      table.row(heading(worst));
      table.cell(short_number(worst.perplexity));
      table.cell(percent(worst.min_probability, options_.thresholds));
      table.cell(fmt::format("{} of {}", grouped(worst.unsure), grouped(worst.tokens)));
      table.cell(worst.offset ? std::to_string(*worst.offset) : "");
    }
    table.end();
    if (options_.quiet) return;
    out_ += "<p>logprobs -r FILE --at BYTE shows one of them.</p>\n";
  }

  void write_groups(const GroupedStats& stats) const {
    title("h2", fmt::format("by {}", group_name(options_.stats.group_by)));
    StatsTable table(out_, "Groups",
                     {group_name(options_.stats.group_by), "answers", "tokens", "perplexity",
                      "median perplexity", "tokens with a clue"});
    for (const auto& [name, group] : stats.groups) {
      table.row(name_or_unknown(name));
      table.cell(grouped(group.answers));
      table.cell(grouped(group.tokens));
      table.cell(short_number(group.perplexity()));
      table.cell(short_number(std::exp(group.perplexities.quantile(0.5))));
      table.bar_cell(share_of(group.unsure, group.tokens));
    }
    table.end();
    for (const auto& [name, group] : stats.groups) {
      append_markup(out_, "<details><summary><bdi>{}</bdi></summary>\n",
                    html(name_or_unknown(name)));
      write(group, "h3");
      out_ += "</details>\n";
    }
  }

  const ShowOptions& options_;
  std::string& out_;
};

void write_page(const GroupedStats& stats, const ShowOptions& options, std::string& out) {
  std::string main;
  StatsPage(options, main).write(stats);
  const bool colorblind = options.palette == Palette::colorblind;
  append_markup(out, fmt::runtime(stats_page()), fmt::arg("look", colorblind ? " colorblind" : ""),
                fmt::arg("script_source", ""), fmt::arg("style_hash", stats_style_hash()),
                fmt::arg("style", stats_style()),
                fmt::arg("title", counted(stats.all.answers, "answer") + " – logprobs"),
                fmt::arg("main", main));
}

}  // namespace

std::unique_ptr<View> make_stats_html_view(const ShowOptions& options) {
  return std::make_unique<StatsView>(options, write_page);
}

}  // namespace logprobs::show
