#include "show/words/field_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "logprobs/text.hpp"
#include "show/words/label_rows.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

constexpr int widest_quoted = 14;  // cells
constexpr int widest_path = 24;

/// A probability that is e^logprob; 0 is shown only for a floor.
double shown_sum(double logprob) {
  return std::isnan(logprob) ? logprob : shown_probability(logprob);
}

std::string token_and_share(std::string_view text, double logprob, const Thresholds& thresholds,
                            Setting set) {
  return fmt::format("“{}” {}", set(visible_line(text, widest_quoted)),
                     share_text(shown_probability(logprob), thresholds));
}

std::vector<std::string> label_parts(const LabelBlock& block, const Thresholds& thresholds,
                                     Setting set) {
  std::vector<std::string> parts;
  for (const LabelRow& row : label_rows(block, thresholds)) {
    parts.push_back(fmt::format("{} {}", set(row.name), row.share));
  }
  return parts;
}

/// A path, or what is in its place.
std::string path_of(const Leaf& field, const Findings& findings) {
  const auto number = [&] {
    return findings.documents.size() > 1 ? fmt::format(" {}", field.document + 1) : "";
  };
  if (field.kind == LeafKind::name) return fmt::format("call{}", number());
  return field.path.empty() ? "(all)" : field.path;
}

/// A value as JSON has it, but for what is made visible anyway.
std::string value_of(const Leaf& field) {
  if (field.kind != LeafKind::string) return field.value;
  std::string text = "\"";
  for (const char c : field.value) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

}  // namespace

Candidate best_other(const Answer& answer, const Token& token, const Verdict& verdict) {
  const bool is_first = verdict.first == chosen_itself || verdict.first == verdict.chosen;
  return candidate_at(answer, token, is_first ? verdict.second : verdict.first);
}

std::string_view leaf_kind_name(LeafKind kind) {
  static constexpr std::array<std::string_view, 7> names = {
      "string", "number", "boolean", "null", "empty_array", "empty_object", "name"};
  return names[static_cast<std::size_t>(kind)];
}

double field_probability(const Leaf& field) {
  return field.has_tokens() ? std::exp(field.part.sum_logprob) : unknown_logprob;
}

FieldRow field_row(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                   const Leaf& field, const Thresholds& thresholds, int widest, Setting set) {
  FieldRow row;
  row.path = visible_end(path_of(field, report.findings()), widest);
  row.value = visible_line(value_of(field), widest);
  row.probability = field_probability(field);
  row.clues = field.clues;
  if (!field.labels.empty()) row.labels = label_parts(field.labels.front(), thresholds, set);
  const double sum = field.has_tokens() ? field.part.sum_logprob : unknown_logprob;
  row.share = share_text(shown_sum(sum), thresholds);
  if (!field.has_tokens()) return row;
  const Token& token = choice.tokens[field.part.least_sure];
  row.least_sure = token_and_share(listed(answer, token), token.logprob, thresholds, set);
  const Candidate other = best_other(answer, token, report.verdicts[field.part.least_sure]);
  if (is_scored(other.logprob)) {
    row.instead = token_and_share(other.shown, other.logprob, thresholds, set);
  }
  return row;
}

std::vector<std::string> joint_parts(const Findings& findings, const Thresholds& thresholds) {
  const auto is_sent = [](const Leaf& field) { return field.has_tokens(); };
  if (std::none_of(findings.fields.begin(), findings.fields.end(), is_sent)) return {};
  const Joint& joint = findings.joint;
  std::vector<std::string> parts;
  const auto add = [&](std::string_view name, double sum) {
    parts.push_back(fmt::format("{} {}", name, share_text(shown_sum(sum), thresholds)));
  };
  add("values", joint.values);
  add("keys", joint.keys);
  add("punctuation", joint.punctuation);
  if (joint.around != 0) add("text around", joint.around);
  add("together", joint.sum());
  return parts;
}

const Leaf* least_sure_field(const Findings& findings) {
  const Leaf* least = nullptr;
  for (const Leaf& field : findings.fields) {
    const double sum = field.has_tokens() ? field.part.sum_logprob : unknown_logprob;
    if (!std::isnan(sum) && (least == nullptr || sum < least->part.sum_logprob)) least = &field;
  }
  return least;
}

std::string field_and_share(const Leaf& field, const Findings& findings,
                            const Thresholds& thresholds) {
  return fmt::format("{} {}", visible_end(path_of(field, findings), widest_path),
                     percent(shown_sum(field.part.sum_logprob), thresholds));
}

}  // namespace logprobs::show
