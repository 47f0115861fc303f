// What was looked for in an answer, choice by choice.
#include <optional>

#include "judge/json_fields.hpp"
#include "judge/rating.hpp"
#include "judge/weigh.hpp"
#include "logprobs/judge.hpp"

namespace logprobs {
using namespace judge;

namespace {

/// Searches the choices of one answer.
class Search {
 public:
  explicit Search(const Sought& sought)
      : sought_(sought), labels_(sought.labels), fields_(sought), scale_(sought.scale) {}

  void take(const Answer& answer, const Choice& choice, ChoiceReport& report) const {
    Findings& findings = report.findings;
    findings = {};
    findings.tokens = choice.tokens.size();
    const ChoiceText text = text_of(answer, choice);
    const JudgedChoice judged{answer, choice, report, text};
    if (!sought_.labels.empty()) findings.labels = weigh_answer(judged, labels_);
    if (sought_.fields) find_fields(judged, fields_, findings);
    if (sought_.scale.empty()) return;
    const auto place = find_rating(text.text, scale_, sought_.rating_after);
    if (place) findings.rating = rate(judged, scale_, *place);
  }

 private:
  const Sought& sought_;
  WordLabels labels_;
  FieldLabels fields_;
  Scale scale_;
};

/// Whether nothing came since a choice was searched.
bool is_searched(const Findings& findings, const Choice& choice) {
  if (findings.tokens != choice.tokens.size()) return false;
  return findings.tokens > 0 || !findings.documents.empty();
}

}  // namespace

void judge_findings(const Answer& answer, const Sought& sought, bool done, Report& into) {
  std::optional<Search> search;
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    const Choice& choice = answer.choices[i];
    if (choice.kind != Kind::content || (!done && choice.finish_reason.empty())) continue;
    if (is_searched(into.choices[i].findings, choice)) continue;
    if (!search) search.emplace(sought);
    search->take(answer, choice, into.choices[i]);
  }
}

}  // namespace logprobs
