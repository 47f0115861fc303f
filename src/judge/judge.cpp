#include "logprobs/judge.hpp"

#include <utility>

#include "judge/clues.hpp"
#include "judge/summary.hpp"
#include "logprobs/by_choice.hpp"

namespace logprobs {
using namespace judge;

namespace {

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
  fresh.found.reset();
  return fresh;
}

}  // namespace

void judge_answer(const Answer& answer, const Thresholds& thresholds, Report& into) {
  follow_choices(answer.choices, into.choices,
                 [&](const Choice& choice) { return take_spare(into, choice); });
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    const std::vector<Token>& tokens = answer.choices[i].tokens;
    ChoiceReport& report = into.choices[i];
    if (report.verdicts.size() == tokens.size()) continue;
    // What grows bit by bit is to double its room, what comes at once needs no more than it takes.
    if (tokens.size() / 2 > report.verdicts.size()) report.verdicts.reserve(tokens.size());
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
