#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "logprobs/error.hpp"
#include "show/stats/count_fields.hpp"
#include "show/stats/saved_stats.hpp"

namespace logprobs::show {
namespace {

using Json = nlohmann::json;

constexpr double infinity = std::numeric_limits<double>::infinity();

/// A number, or what JSON has no number for.
double number(const Json& json, double absent) {
  return json.is_null() ? absent : json.get<double>();
}

std::optional<std::uint64_t> count_or_none(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional(json.get<std::uint64_t>());
}

Counts counts_of(const Json& json) {
  Counts counts;
  for (const Json& pair : json) {
    counts[pair.at(0).get<std::string>()] = pair.at(1).get<std::uint64_t>();
  }
  return counts;
}

LogBins bins_of(const Json& json) {
  LogBins bins;
  for (const Json& pair : json.at("bins")) {
    bins.add(pair.at(0).get<std::size_t>(), pair.at(1).get<std::uint64_t>());
  }
  bins.widen(number(json.at("least"), infinity), number(json.at("greatest"), -infinity));
  return bins;
}

WorstChoice worst_of(const Json& json, const View::LineOf& line_of) {
  WorstChoice worst;
  worst.badness = json.at("badness").get<double>();
  worst.source = json.at("source").get<std::string>();
  worst.line = count_or_none(json.at("line"));
  worst.offset = count_or_none(json.at("offset"));
  if (worst.line && worst.offset && line_of) {
    worst.line = line_of(worst.source, *worst.offset, *worst.line);
  }
  worst.name_in_line = json.at("name_in_line").get<std::string>();
  worst.custom_id = json.at("custom_id").get<std::string>();
  worst.tokens = json.at("tokens").get<std::uint64_t>();
  worst.unsure = json.at("unsure").get<std::uint64_t>();
  worst.perplexity = number(json.at("perplexity"), infinity);
  worst.min_probability = json.at("min_probability").get<double>();
  return worst;
}

Stats stats_of(const Json& json, const View::LineOf& line_of) {
  Stats stats;
  for (const CountField& one : count_fields) {
    stats.*one.count = json.at(std::string(one.name)).get<std::uint64_t>();
  }
  json.at("bands").get_to(stats.bands);
  json.at("histogram").get_to(stats.histogram);
  stats.failures = counts_of(json.at("failures"));
  stats.finish_reasons = counts_of(json.at("finish_reasons"));
  stats.sum_logprob = FixedSum(json.at("sum_logprob").get<std::string>());
  stats.surprisals = bins_of(json.at("surprisals"));
  stats.perplexities = bins_of(json.at("perplexities"));
  for (const Json& worst : json.at("worst")) stats.worst.push_back(worst_of(worst, line_of));
  return stats;
}

KnownAnswer known_of(const Json& json) {
  const auto end = json.at(1).get<unsigned>();
  if (end > static_cast<unsigned>(KnownAnswer::End::failed)) throw std::out_of_range("end");
  KnownAnswer known;
  known.place = json.at(0).get<std::uint32_t>();
  known.end = static_cast<KnownAnswer::End>(end);
  known.correct = json.at(2).get<int>() != 0;
  known.partly = json.at(3).get<int>() != 0;
  known.mean_logprob = json.at(4).get<double>();
  known.min_logprob = json.at(5).get<double>();
  known.sum_logprob = json.at(6).get<double>();
  return known;
}

Calibration calibration_of(const Json& json, const Truth& truth) {
  if (json.at("truth").get<std::string>() != std::to_string(fingerprint(truth))) {
    usage_error("--truth: the file is not as it was when answers were compared with it");
  }
  Calibration calibration;
  calibration.without_truth = json.at("without_truth").get<std::uint64_t>();
  calibration.without_id = json.at("without_id").get<std::uint64_t>();
  for (const Json& known : json.at("known")) calibration.known.push_back(known_of(known));
  return calibration;
}

}  // namespace

bool load(std::string_view saved, const View::LineOf& line_of, const Truth* truth,
          GroupedStats& stats) {
  try {
    const Json json = Json::parse(saved);
    stats = {};
    stats.all = stats_of(json.at("all"), line_of);
    for (const Json& group : json.at("groups")) {
      stats.groups[group.at("name").get<std::string>()] = stats_of(group.at("stats"), line_of);
    }
    if (truth != nullptr) stats.calibration = calibration_of(json.at("calibration"), *truth);
    return true;
  } catch (const Json::exception&) {
    return false;
  } catch (const std::out_of_range&) {
    return false;
  } catch (const std::invalid_argument&) {
    return false;
  }
}

}  // namespace logprobs::show
