// What was looked for in an answer, choice by choice.
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

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
    Findings findings;
    findings.tokens = choice.tokens.size();
    const ChoiceText text = text_of(answer, choice);
    const JudgedChoice judged{answer, choice, report, text};
    if (!sought_.labels.empty()) findings.labels = weigh_answer(judged, labels_);
    if (sought_.fields) find_fields(judged, fields_, findings);
    if (!sought_.scale.empty()) find_rating_in(judged, findings);
    report.found = std::make_shared<const Findings>(std::move(findings));
  }

 private:
  void find_rating_in(const JudgedChoice& judged, Findings& findings) const {
    const std::string_view text = judged.text.text;
    const auto place = sought_.rating_field ? rating_of_field(text, findings.fields)
                                            : find_rating(text, scale_, sought_.rating_after);
    if (place) findings.rating = rate(judged, scale_, *place);
  }

  /// The rating that a field has; of several with one path, the last.
  std::optional<RatingPlace> rating_of_field(std::string_view text,
                                             const std::vector<Leaf>& fields) const {
    std::optional<RatingPlace> place;
    std::size_t candidates = 0;
    for (const Leaf& field : fields) {
      if (field.path != *sought_.rating_field || !field.has_tokens()) continue;
      if (field.kind != LeafKind::number && field.kind != LeafKind::string) continue;
      const std::size_t begin = field.part.begin;
      place = find_rating(text.substr(begin, field.part.end - begin), scale_, {});
      if (!place) continue;
      place->begin += begin;
      place->candidates += candidates++;
    }
    return place;
  }

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
    if (is_searched(into.choices[i].findings(), choice)) continue;
    if (!search) search.emplace(sought);
    search->take(answer, choice, into.choices[i]);
  }
}

}  // namespace logprobs
