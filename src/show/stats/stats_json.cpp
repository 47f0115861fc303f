// What all answers say together, as one object.
#include <cmath>

#include "show/data/json_fields.hpp"
#include "show/stats/calibration_json.hpp"
#include "show/stats/stats.hpp"
#include "show/words/names.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr int percentiles[] = {0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100};

/// Writes a key that comes from outside.
void foreign_key(std::string& out, std::string_view name) {
  if (out.back() != '{') out += ", ";
  append_json_string(out, name);
  out += ": ";
}

void write_counts(std::string& out, std::string_view name, const Counts& counts) {
  object_field(out, name, [&] {
    for (const auto& [of, count] : counts) {
      foreign_key(out, of);
      append_json_integer(out, static_cast<std::int64_t>(count));
    }
  });
}

/// `at` gives the number of which a share from 0 to 1 of all are no greater.
template <typename At>
void write_percentiles(std::string& out, std::string_view name, const At& at) {
  object_field(out, name, [&] {
    for (const int percentile : percentiles) {
      field(out, std::to_string(percentile), at(percentile / 100.0));
    }
  });
}

void write_histogram(std::string& out, const Stats& stats) {
  list_field(out, "histogram", stats.histogram, [&](std::uint64_t count) {
    append_json_integer(out, static_cast<std::int64_t>(count));
  });
}

void write_bands(std::string& out, const Stats& stats) {
  object_field(out, "bands", [&] {
    for (std::size_t band = 1; band < stats.bands.size(); ++band) {
      count_field(out, band_name(static_cast<Band>(band)), stats.bands[band]);
    }
  });
}

void write_clues(std::string& out, const Stats& stats) {
  object_field(out, "clues", [&] {
    count_field(out, "low", stats.low);
    count_field(out, "ambiguous", stats.ambiguous);
    count_field(out, "not-top", stats.not_top);
    count_field(out, "any", stats.unsure);
    count_field(out, "choices", stats.unsure_choices);
  });
}

void write_worst(std::string& out, const Stats& stats) {
  list_field(out, "worst", stats.worst, [&](const WorstChoice& worst) {
    out += '{';
    text_field(out, "source", worst.source);
    field(out, "line", worst.line);
    field(out, "offset", worst.offset);
    text_field(out, "custom_id", worst.custom_id);
    count_field(out, "tokens", worst.tokens);
    count_field(out, "tokens_with_clues", worst.unsure);
    field(out, "perplexity", worst.perplexity);
    field(out, "min_probability", worst.min_probability);
    out += '}';
  });
}

void write(std::string& out, const Stats& stats) {
  count_field(out, "answers", stats.answers);
  write_counts(out, "failures", stats.failures);
  count_field(out, "broken", stats.broken);
  count_field(out, "choices", stats.choices);
  write_counts(out, "finish_reasons", stats.finish_reasons);
  count_field(out, "tokens", stats.tokens);
  count_field(out, "scored", stats.scored);
  count_field(out, "unscored", stats.unscored);
  count_field(out, "floors", stats.floors);
  const double sum = stats.scored == 0 ? unknown_logprob : stats.sum_logprob.value();
  field(out, "sum_logprob", sum);
  field(out, "mean_logprob", sum / static_cast<double>(stats.scored));
  field(out, "perplexity", stats.perplexity());
  write_percentiles(out, "perplexity_percentiles",
                    [&](double share) { return std::exp(stats.perplexities.quantile(share)); });
  write_percentiles(out, "probability_percentiles",
                    [&](double share) { return std::exp(-stats.surprisals.quantile(1 - share)); });
  write_histogram(out, stats);
  write_bands(out, stats);
  write_clues(out, stats);
  write_worst(out, stats);
}

void write_groups(std::string& out, const GroupedStats& stats, GroupBy by) {
  text_field(out, "by", group_name(by));
  object_field(out, "groups", [&] {
    for (const auto& [name, group] : stats.groups) {
      foreign_key(out, name);
      out += '{';
      write(out, group);
      out += '}';
    }
  });
}

void write_json(const GroupedStats& stats, const ShowOptions& options, std::string& out) {
  std::string json = "{";
  write(json, stats.all);
  field(json, "percentile_error", 0.004);
  if (options.stats.truth) {
    calibration_field(json, report_on(stats.calibration, options.stats.truth->size()));
  }
  if (options.stats.group_by != GroupBy::none) write_groups(json, stats, options.stats.group_by);
  json += '}';
  if (options.terminal) {
    append_visible_json(out, json);
  } else {
    out += json;
  }
  out += '\n';
}

}  // namespace

std::unique_ptr<View> make_stats_json_view(const ShowOptions& options) {
  return std::make_unique<StatsView>(options, write_json);
}

}  // namespace logprobs::show
