#include "judge/field_gates.hpp"

#include <algorithm>
#include <cmath>

namespace logprobs {
namespace {

using Why = FieldFault::Why;

/// The probability that a field must have; 0 if any will do.
double least_of(const Leaf& leaf, const Gates& gates, const Sought& sought) {
  double least = gates.min_probability.value_or(0);
  for (const MinField& field : sought.min_fields) {
    if (field.path == leaf.path && leaf.kind != LeafKind::name) {
      least = std::max(least, field.probability);
    }
  }
  return least;
}

bool has_path(const Report& report, const std::string& path) {
  return std::any_of(report.choices.begin(), report.choices.end(), [&](const ChoiceReport& choice) {
    const std::vector<Leaf>& fields = choice.findings().fields;
    return std::any_of(fields.begin(), fields.end(), [&](const Leaf& leaf) {
      return leaf.kind != LeafKind::name && leaf.path == path;
    });
  });
}

/// What is wrong with the JSON of a choice.
std::optional<FieldFault> fault_of_json(const Findings& findings, std::size_t choice) {
  const std::vector<Document>& documents = findings.documents;
  const auto fault = std::find_if(documents.begin(), documents.end(), [](const Document& document) {
    return document.end != JsonEnd::whole;
  });
  if (fault == documents.end() && !documents.empty()) return std::nullopt;
  const bool none = documents.empty() || fault->end == JsonEnd::none;
  return FieldFault{.why = none ? Why::no_json : Why::not_whole,
                    .choice = choice,
                    .document = static_cast<std::size_t>(fault - documents.begin())};
}

/// The first path of an option that no choice has.
std::optional<FieldFault> missing_path(const Report& report, const Sought& sought) {
  for (const Enum& one : sought.enums) {
    if (!has_path(report, one.path)) {
      return FieldFault{.why = Why::no_such_path, .option = "--enum", .path = one.path};
    }
  }
  for (const MinField& one : sought.min_fields) {
    if (!has_path(report, one.path)) {
      return FieldFault{.why = Why::no_such_path, .option = "--min-field", .path = one.path};
    }
  }
  const auto& rating = sought.rating_field;
  if (rating && !has_path(report, *rating)) {
    return FieldFault{.why = Why::no_such_path, .option = "--rating-field", .path = *rating};
  }
  return std::nullopt;
}

}  // namespace

std::optional<FieldFault> fault_of_fields(const Report& report, const Gates& gates,
                                          const Sought& sought) {
  bool any = false;
  for (std::size_t i = 0; i < report.choices.size(); ++i) {
    if (report.choices[i].kind != Kind::content) continue;
    any = true;
    if (auto fault = fault_of_json(report.choices[i].findings(), i)) return fault;
  }
  if (!any) return FieldFault{.why = Why::no_json};
  if (auto fault = missing_path(report, sought)) return fault;
  for (std::size_t i = 0; i < report.choices.size(); ++i) {
    for (const Leaf& leaf : report.choices[i].findings().fields) {
      const bool is_given = leaf.kind == LeafKind::name && !leaf.has_tokens();  // by who asked
      if (is_given || !std::isnan(leaf.part.sum_logprob)) continue;
      if (least_of(leaf, gates, sought) == 0) continue;
      return FieldFault{
          .why = Why::unknown, .choice = i, .path = leaf.path, .sent = leaf.has_tokens()};
    }
  }
  return std::nullopt;
}

std::optional<Trip> judge::trip_of_fields(const Report& report, const Gates& gates,
                                          const Sought& sought) {
  for (std::size_t i = 0; i < report.choices.size(); ++i) {
    const std::vector<Leaf>& fields = report.choices[i].findings().fields;
    for (std::size_t field = 0; field < fields.size(); ++field) {
      const Part& part = fields[field].part;
      if (!(std::exp(part.sum_logprob) < least_of(fields[field], gates, sought))) continue;
      return Trip{Gate::min_field, i, part.least_sure, field};
    }
  }
  return std::nullopt;
}

}  // namespace logprobs
