// What many answers say together.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/report.hpp"
#include "logprobs/show.hpp"
#include "show/stats/by_name.hpp"
#include "show/stats/calibration.hpp"
#include "show/stats/fixed_sum.hpp"
#include "show/stats/log_bins.hpp"
#include "show/stats/worst.hpp"

namespace logprobs::show {

using Counts = ByName<std::uint64_t>;

/// Sums over choices. All are made of integers, so they have the same bits in whatever order
/// choices are added and such sums are merged.
struct Stats {
  std::uint64_t answers = 0;  ///< also those that failed
  std::uint64_t broken = 0;   ///< what was skipped, for it could not be read
  Counts failures;            ///< answers that failed, by the failure's code, "" if it has none
  std::uint64_t choices = 0;  ///< with at least one token
  Counts finish_reasons;      ///< of these
  std::uint64_t tokens = 0;
  std::uint64_t scored = 0;                ///< tokens in sums and percentiles, as in Summary
  std::uint64_t unscored = 0, floors = 0;  ///< tokens that are not, as in Summary
  std::array<std::uint64_t, 6> bands{};    ///< tokens by Band
  std::uint64_t low = 0, ambiguous = 0, not_top = 0;  ///< tokens with this clue
  std::uint64_t unsure = 0;                           ///< tokens with a clue
  std::uint64_t unsure_choices = 0;                   ///< choices with such a token
  std::array<std::uint64_t, 20> histogram{};  ///< tokens by probability: up to 5%, up to 10% ...
  FixedSum sum_logprob;                       ///< nats, of the scored tokens
  LogBins surprisals;                         ///< nats, of the scored tokens: -logprob
  LogBins perplexities;                       ///< nats, of the choices: ln(perplexity)
  std::vector<WorstChoice> worst;             ///< the worst first

  /// Counts an answer, without its choices.
  void add(const Answer& answer);
  /// Counts a choice.
  void add(const Answer& answer, const Choice& choice, const ChoiceReport& report,
           const StatsOptions& options);
  /// Counts all that `other` has counted with the same options.
  void merge(Stats&& other, const StatsOptions& options);

  /// Of all tokens together: e^-(sum_logprob / scored); NaN if none is scored.
  double perplexity() const;
};

/// The group of a choice, by StatsOptions::group_by.
std::string group_of(const Answer& answer, const Choice& choice, GroupBy by);

/// All answers, and the groups that they fall into.
struct GroupedStats {
  Stats all;
  ByName<Stats> groups;     ///< empty without StatsOptions::group_by
  Calibration calibration;  ///< empty without StatsOptions::truth

  void add(const Answer& answer, const Report& report, const StatsOptions& options);
  /// Counts all that `other` has counted with the same options.
  void merge(GroupedStats&& other, const StatsOptions& options);
};

/// Counts all answers, and has them written at the end.
class StatsView : public View {
 public:
  using Write = void (*)(const GroupedStats&, const ShowOptions&, std::string& out);

  StatsView(const ShowOptions& options, Write write) : options_(options), write_(write) {}

  void done(const Answer& answer, const Report& report, std::string& /*out*/) override {
    stats_.add(answer, report, options_.stats);
  }
  void broken() override { ++stats_.all.broken; }
  void absorb(View& other) override;
  void save(std::string& out) const override;
  bool load(std::string_view saved, const LineOf& line_of) override;
  void end(std::string& out) override { write_(stats_, options_, out); }

 private:
  ShowOptions options_;
  Write write_;
  GroupedStats stats_;
};

}  // namespace logprobs::show
