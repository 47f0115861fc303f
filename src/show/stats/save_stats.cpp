#include <fmt/format.h>

#include "show/data/json_fields.hpp"
#include "show/stats/count_fields.hpp"
#include "show/stats/saved_stats.hpp"

namespace logprobs::show {
namespace {

/// Names come from outside: pairs, for a name may be any text.
void save(const Counts& counts, std::string_view name, std::string& out) {
  list_field(out, name, counts, [&](const auto& entry) {
    out += '[';
    append_json_string(out, entry.first);
    out += fmt::format(", {}]", entry.second);
  });
}

void save(const LogBins& bins, std::string_view name, std::string& out) {
  key(out, name);
  out += '{';
  field(out, "least", bins.least());
  field(out, "greatest", bins.greatest());
  key(out, "bins");
  out += '[';
  for (std::size_t bin = 0; bin < bins.counts().size(); ++bin) {
    if (bins.counts()[bin] == 0) continue;
    out += fmt::format("{}[{}, {}]", out.back() == '[' ? "" : ", ", bin, bins.counts()[bin]);
  }
  out += "]}";
}

void save(const WorstChoice& worst, std::string& out) {
  out += '{';
  field(out, "badness", worst.badness);
  text_field(out, "source", worst.source);
  field(out, "line", worst.line);
  field(out, "offset", worst.offset);
  text_field(out, "name_in_line", worst.name_in_line);
  text_field(out, "custom_id", worst.custom_id);
  count_field(out, "tokens", worst.tokens);
  count_field(out, "unsure", worst.unsure);
  field(out, "perplexity", worst.perplexity);
  field(out, "min_probability", worst.min_probability);
  out += '}';
}

void save(const Stats& stats, std::string& out) {
  out += '{';
  for (const CountField& one : count_fields) count_field(out, one.name, stats.*one.count);
  const auto number = [&](std::uint64_t count) { out += fmt::format("{}", count); };
  list_field(out, "bands", stats.bands, number);
  list_field(out, "histogram", stats.histogram, number);
  save(stats.failures, "failures", out);
  save(stats.finish_reasons, "finish_reasons", out);
  text_field(out, "sum_logprob", stats.sum_logprob.text());
  save(stats.surprisals, "surprisals", out);
  save(stats.perplexities, "perplexities", out);
  list_field(out, "worst", stats.worst, [&](const WorstChoice& worst) { save(worst, out); });
  out += '}';
}

void save(const KnownAnswer& known, std::string& out) {
  out += fmt::format("[{}, {}, {:d}, {:d}", known.place, static_cast<int>(known.end), known.correct,
                     known.partly);
  for (const double logprob : {known.mean_logprob, known.min_logprob, known.sum_logprob}) {
    out += ", ";
    append_json_number(out, logprob);
  }
  out += ']';
}

void save(const Calibration& calibration, const Truth& truth, std::string& out) {
  key(out, "calibration");
  out += '{';
  text_field(out, "truth", fmt::format("{}", fingerprint(truth)));
  count_field(out, "without_truth", calibration.without_truth);
  count_field(out, "without_id", calibration.without_id);
  list_field(out, "known", calibration.known, [&](const KnownAnswer& known) { save(known, out); });
  out += '}';
}

}  // namespace

void save(const GroupedStats& stats, const Truth* truth, std::string& out) {
  out += '{';
  key(out, "all");
  save(stats.all, out);
  list_field(out, "groups", stats.groups, [&](const auto& group) {
    out += '{';
    text_field(out, "name", group.first);
    key(out, "stats");
    save(group.second, out);
    out += '}';
  });
  if (truth != nullptr) save(stats.calibration, *truth, out);
  out += '}';
}

}  // namespace logprobs::show
