// What was looked for in an answer, choice by choice.
#include "judge/choice_text.hpp"
#include "logprobs/judge.hpp"

namespace logprobs {
using namespace judge;

namespace {

/// Searches a choice, unless nothing came since it was searched.
void search(const Choice& choice, Findings& findings) {
  if (findings.tokens == choice.tokens.size()) return;
  findings = {};
  findings.tokens = choice.tokens.size();
}

}  // namespace

void judge_findings(const Answer& answer, const Sought& /*sought*/, bool done, Report& into) {
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    const Choice& choice = answer.choices[i];
    if (choice.kind != Kind::content || (!done && choice.finish_reason.empty())) continue;
    search(choice, into.choices[i].findings);
  }
}

}  // namespace logprobs
