#include "show/stats/calibration_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "show/stats/stats_words.hpp"

namespace logprobs::show {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint64_t few = 30;
constexpr std::size_t bin_count = std::tuple_size_v<Reliability>;

double ratio(double part, std::uint64_t whole) {
  return whole == 0 ? unknown : part / static_cast<double>(whole);
}

/// What one score says of an answer.
struct Scored {
  double logprob = 0;  // nats
  double confidence = 0;
  bool correct = false;
};

/// Calls `visit(begin, end)` for each run of answers for which `value` is equal; they are sorted.
template <typename Value, typename Visit>
void each_tie(const std::vector<Scored>& sorted, const Value& value, const Visit& visit) {
  for (std::size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
    while (end < sorted.size() && value(sorted[end]) == value(sorted[begin])) ++end;
    visit(begin, end);
  }
}

template <typename Value>
void sort_by(std::vector<Scored>& answers, const Value& value) {
  std::sort(answers.begin(), answers.end(),
            [&](const Scored& a, const Scored& b) { return value(a) < value(b); });
}

/// The statistic of Mann and Whitney: logprobs are compared, since small probabilities are all 0.
double auroc(std::vector<Scored>& answers) {
  const auto logprob = [](const Scored& answer) { return answer.logprob; };
  sort_by(answers, logprob);
  std::uint64_t correct = 0, wrong = 0, twice_won = 0;
  each_tie(answers, logprob, [&](std::size_t begin, std::size_t end) {
    std::uint64_t correct_here = 0;
    for (std::size_t i = begin; i < end; ++i) correct_here += answers[i].correct ? 1 : 0;
    const std::uint64_t wrong_here = end - begin - correct_here;
    twice_won += correct_here * (2 * wrong + wrong_here);
    correct += correct_here;
    wrong += wrong_here;
  });
  return ratio(static_cast<double>(twice_won) / 2, correct * wrong);
}

/// How many of the inner edges between bins are below a confidence.
template <typename IsBelow>
std::size_t bin_of(const IsBelow& is_below) {
  std::size_t bin = 0;
  while (bin + 1 < bin_count && is_below(bin + 1)) ++bin;
  return bin;
}

void fill_equal_width(Reliability& reliability, const std::vector<Scored>& answers) {
  const auto edge = [](std::size_t number) {
    return static_cast<double>(number) / static_cast<double>(bin_count);
  };
  for (std::size_t bin = 0; bin < bin_count; ++bin) {
    reliability[bin].from = edge(bin);
    reliability[bin].to = edge(bin + 1);
  }
  for (const Scored& answer : answers) {
    const std::size_t bin =
        bin_of([&](std::size_t number) { return edge(number) < answer.confidence; });
    reliability[bin].add(answer.confidence, answer.correct);
  }
}

/// Edge k is the quantile k/15, which is between the answers around place (n - 1) * k/15. It is
/// below a confidence if that of the first answer that has it is after that place.
void fill_equal_mass(Reliability& reliability, std::vector<Scored>& answers) {
  const auto confidence = [](const Scored& answer) { return answer.confidence; };
  sort_by(answers, confidence);
  for (ReliabilityBin& bin : reliability) bin.from = bin.to = unknown;
  each_tie(answers, confidence, [&](std::size_t begin, std::size_t end) {
    const std::size_t place = bin_of(
        [&](std::size_t number) { return number * (answers.size() - 1) < begin * bin_count; });
    ReliabilityBin& bin = reliability[place];
    if (bin.count == 0) bin.from = answers[begin].confidence;
    bin.to = answers[begin].confidence;
    for (std::size_t i = begin; i < end; ++i) bin.add(answers[i].confidence, answers[i].correct);
  });
}

/// A number of an answer that is known.
struct Score {
  std::string_view name, label;
  double KnownAnswer::*logprob;
};

constexpr std::array<Score, 3> scores = {
    {{"mean_logprob", "mean logprob", &KnownAnswer::mean_logprob},
     {"lowest_probability", "lowest probability", &KnownAnswer::min_logprob},
     {"joint_probability", "joint probability", &KnownAnswer::sum_logprob}}};

ScoreReport report_on(const std::vector<KnownAnswer>& matched, const Score& score) {
  ScoreReport report;
  report.name = score.name;
  report.label = score.label;
  std::vector<Scored> answers;
  answers.reserve(matched.size());
  FixedSum confidences, squares;
  for (const KnownAnswer& known : matched) {
    const double logprob = known.*score.logprob;
    const double confidence = std::min(1.0, std::exp(logprob));
    answers.push_back({logprob, confidence, known.correct});
    confidences.add(confidence);
    const double error = confidence - (known.correct ? 1 : 0);
    squares.add(error * error);
  }
  report.auroc = auroc(answers);
  report.brier = ratio(squares.value(), matched.size());
  report.mean_confidence = ratio(confidences.value(), matched.size());
  fill_equal_width(report.equal_width, answers);
  fill_equal_mass(report.equal_mass, answers);
  return report;
}

/// Counts the answers from `begin` to `end`, which are all of one id; true if it is matched.
bool count_id(const KnownAnswer* begin, const KnownAnswer* end, CalibrationReport& report) {
  using End = KnownAnswer::End;
  const auto count = [&](End wanted) {
    return std::count_if(begin, end, [&](const KnownAnswer& a) { return a.end == wanted; });
  };
  const auto scored = count(End::scored);
  if (scored > 1) ++report.several;
  if (scored == 0) ++(count(End::unscored) > 0 ? report.unscored : report.failed);
  return scored == 1;
}

/// The only scored answers of their ids, sorted by these.
std::vector<KnownAnswer> match(std::vector<KnownAnswer> known, std::uint64_t ids,
                               CalibrationReport& report) {
  std::sort(known.begin(), known.end(), [](const KnownAnswer& a, const KnownAnswer& b) {
    return std::pair(a.place, a.end) < std::pair(b.place, b.end);
  });
  std::vector<KnownAnswer> matched;
  report.missing = ids;
  for (std::size_t begin = 0, end = 0; begin < known.size(); begin = end) {
    while (end < known.size() && known[end].place == known[begin].place) ++end;
    --report.missing;
    if (!count_id(&known[begin], known.data() + end, report)) continue;
    matched.push_back(known[begin]);
    report.correct += known[begin].correct ? 1 : 0;
    report.partly += known[begin].partly ? 1 : 0;
  }
  report.matched = matched.size();
  return matched;
}

void warn(CalibrationReport& report) {
  const auto say = [&](std::string_view sentence) { report.warnings.emplace_back(sentence); };
  if (report.matched == 0) return say("No answer has a custom_id that is in the truth.");
  if (report.matched < few) {
    say(fmt::format("Only {}: fewer than {} say little.", counted(report.matched, "answer"), few));
  }
  if (report.correct == 0 || report.correct == report.matched) {
    say(fmt::format("{} answer is correct: AUROC needs both.",
                    report.correct == 0 ? "No" : "Every"));
  }
  if (report.partly > 0) {
    say(fmt::format("Of {}, tokens without a logprob are not in the scores.",
                    counted(report.partly, "answer")));
  }
}

}  // namespace

void ReliabilityBin::add(double confidence, bool is_correct) {
  ++count;
  correct += is_correct ? 1 : 0;
  sum_confidence.add(confidence);
}

double ReliabilityBin::mean_confidence() const { return ratio(sum_confidence.value(), count); }

double ReliabilityBin::accuracy() const { return ratio(static_cast<double>(correct), count); }

double CalibrationReport::accuracy() const { return ratio(static_cast<double>(correct), matched); }

double calibration_error(const Reliability& reliability) {
  double sum = 0;
  std::uint64_t answers = 0;
  for (const ReliabilityBin& bin : reliability) {
    sum += std::abs(static_cast<double>(bin.correct) - bin.sum_confidence.value());
    answers += bin.count;
  }
  return ratio(sum, answers);
}

CalibrationReport report_on(const Calibration& calibration, std::uint64_t ids) {
  CalibrationReport report;
  report.without_truth = calibration.without_truth;
  report.without_id = calibration.without_id;
  const std::vector<KnownAnswer> matched = match(calibration.known, ids, report);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    report.scores[i] = report_on(matched, scores[i]);
  }
  if (report.matched > 0) {
    report.accuracy_interval = clopper_pearson(report.correct, report.matched);
  }
  warn(report);
  return report;
}

}  // namespace logprobs::show
