// What all answers say together, as one object.
#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "show/data/json_text.hpp"
#include "show/stats/stats.hpp"
#include "show/words/names.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr int percentiles[] = {0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100};

/// Writes the fields of one object.
class Object {
 public:
  explicit Object(std::string& out) : out_(out) { out_ += '{'; }
  ~Object() { out_ += '}'; }
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;

  /// Begins a field; its value follows.
  std::string& field(std::string_view name) {
    if (out_.back() != '{') out_ += ", ";
    append_json_string(out_, name);
    out_ += ": ";
    return out_;
  }
  void count(std::string_view name, std::uint64_t number) {
    append_json_integer(field(name), static_cast<std::int64_t>(number));
  }
  void number(std::string_view name, double number) { append_json_number(field(name), number); }
  void text(std::string_view name, std::string_view text) { append_json_string(field(name), text); }
  void counts(std::string_view name, const Counts& counts) {
    Object object(field(name));
    for (const auto& [key, number] : counts) object.count(key, number);
  }

 private:
  std::string& out_;
};

/// `at` gives the number of which a share from 0 to 1 of all are no greater.
template <typename At>
void write_percentiles(Object& object, std::string_view name, const At& at) {
  Object numbers(object.field(name));
  for (const int percentile : percentiles) {
    numbers.number(std::to_string(percentile), at(percentile / 100.0));
  }
}

void write_worst(Object& object, const Stats& stats) {
  std::string& out = object.field("worst");
  out += '[';
  for (const WorstChoice& worst : stats.worst) {
    if (out.back() != '[') out += ", ";
    Object one(out);
    one.text("source", worst.source);
    append_json_integer(one.field("line"), worst.line);
    append_json_integer(one.field("offset"), worst.offset);
    one.text("custom_id", worst.custom_id);
    one.count("tokens", worst.tokens);
    one.count("tokens_with_clues", worst.unsure);
    one.number("perplexity", worst.perplexity);
    one.number("min_probability", worst.min_probability);
  }
  out += ']';
}

void write_bands(Object& object, const Stats& stats) {
  Object bands(object.field("bands"));
  for (std::size_t band = 1; band < stats.bands.size(); ++band) {
    bands.count(band_name(static_cast<Band>(band)), stats.bands[band]);
  }
}

void write_clues(Object& object, const Stats& stats) {
  Object clues(object.field("clues"));
  clues.count("low", stats.low);
  clues.count("ambiguous", stats.ambiguous);
  clues.count("not-top", stats.not_top);
  clues.count("any", stats.unsure);
  clues.count("choices", stats.unsure_choices);
}

void write(Object& object, const Stats& stats) {
  object.count("answers", stats.answers);
  object.counts("failures", stats.failures);
  object.count("broken", stats.broken);
  object.count("choices", stats.choices);
  object.counts("finish_reasons", stats.finish_reasons);
  object.count("tokens", stats.tokens);
  object.count("scored", stats.scored);
  object.count("unscored", stats.unscored);
  object.count("floors", stats.floors);
  const double sum = stats.scored == 0 ? unknown_logprob : stats.sum_logprob.value();
  object.number("sum_logprob", sum);
  object.number("mean_logprob", sum / static_cast<double>(stats.scored));
  object.number("perplexity", stats.perplexity());
  write_percentiles(object, "perplexity_percentiles",
                    [&](double share) { return std::exp(stats.perplexities.quantile(share)); });
  write_percentiles(object, "probability_percentiles",
                    [&](double share) { return std::exp(-stats.surprisals.quantile(1 - share)); });
  std::string& out = object.field("histogram");
  out += '[';
  for (const std::uint64_t number : stats.histogram) {
    if (out.back() != '[') out += ", ";
    append_json_integer(out, static_cast<std::int64_t>(number));
  }
  out += ']';
  write_bands(object, stats);
  write_clues(object, stats);
  write_worst(object, stats);
}

class StatsJsonView : public View {
 public:
  explicit StatsJsonView(const ShowOptions& options) : options_(options) {}

  void done(const Answer& answer, const Report& report, std::string& /*out*/) override {
    stats_.add(answer, report, options_);
  }

  void broken() override { ++stats_.all.broken; }

  void end(std::string& out) override {
    std::string json;
    write_all(json);
    if (options_.terminal) {
      append_visible_json(out, json);
    } else {
      out += json;
    }
    out += '\n';
  }

 private:
  void write_all(std::string& out) const {
    Object object(out);
    write(object, stats_.all);
    object.number("percentile_error", 0.004);
    if (options_.stats.group_by == GroupBy::none) return;
    object.text("by", group_name(options_.stats.group_by));
    Object groups(object.field("groups"));
    for (const auto& [name, stats] : stats_.groups) {
      Object group(groups.field(name));
      write(group, stats);
    }
  }

  ShowOptions options_;
  GroupedStats stats_;
};

}  // namespace

std::unique_ptr<View> make_stats_json_view(const ShowOptions& options) {
  return std::make_unique<StatsJsonView>(options);
}

}  // namespace logprobs::show
