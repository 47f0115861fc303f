#include "logprobs/judge.hpp"

#include <algorithm>
#include <utility>

#include "judge/clues.hpp"
#include "judge/summary.hpp"

namespace logprobs {
using namespace judge;

namespace {

bool is_for(const ChoiceReport& report, const Choice& choice) {
  return report.index == choice.index && report.kind == choice.kind;
}

ChoiceReport take_spare(Report& report, const Choice& choice) {
  ChoiceReport fresh;
  if (!report.spare.empty()) {
    fresh = std::move(report.spare.back());
    report.spare.pop_back();
  }
  fresh.verdicts.clear();
  fresh.index = choice.index;
  fresh.kind = choice.kind;
  fresh.summary = {};
  return fresh;
}

/// Puts the reports beside the choices again: one may have come between, one may have been dropped.
void align(const Answer& answer, Report& report) {
  const auto beside = [](const ChoiceReport& a, const Choice& b) { return is_for(a, b); };
  if (std::equal(report.choices.begin(), report.choices.end(), answer.choices.begin(),
                 answer.choices.end(), beside)) {
    return;
  }
  std::vector<ChoiceReport> old = std::exchange(report.choices, {});
  const auto key = [](const auto& entry) { return std::pair(entry.index, entry.kind); };
  std::size_t next = 0;  // both are sorted by index and kind
  for (const Choice& choice : answer.choices) {
    while (next < old.size() && key(old[next]) < key(choice)) ++next;
    const bool known = next < old.size() && key(old[next]) == key(choice);
    report.choices.push_back(known ? std::move(old[next++]) : take_spare(report, choice));
  }
}

}  // namespace

void judge_answer(const Answer& answer, const Thresholds& thresholds, Report& into) {
  align(answer, into);
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    const std::vector<Token>& tokens = answer.choices[i].tokens;
    ChoiceReport& report = into.choices[i];
    if (report.verdicts.size() == tokens.size()) continue;
    for (std::size_t token = report.verdicts.size(); token < tokens.size(); ++token) {
      report.verdicts.push_back(judge_token(answer, tokens[token], thresholds));
      add(report.summary, token, tokens[token].logprob, report.verdicts.back().clues);
    }
    finish(report.summary);
  }
}

void clear(Report& report) {
  for (ChoiceReport& choice : report.choices) report.spare.push_back(std::move(choice));
  report.choices.clear();
}

}  // namespace logprobs
