#include "app/field_sentences.hpp"

#include <fmt/format.h>

#include <cmath>

#include "logprobs/text.hpp"

namespace logprobs::app {
namespace {

using Why = FieldFault::Why;

std::string quoted_path(const std::string& path) {
  return path.empty() ? "the whole value" : visible(path);
}

/// "the answer", or "choice 1", or "the call of get_weather".
std::string document_name(const Answer& answer, const FieldFault& fault, const Document* document) {
  std::string name = "the answer";
  if (answer.choices.size() > 1) {
    name = fmt::format("choice {}", answer.choices[fault.choice].index);
  }
  if (document == nullptr || !document->call) return name;
  return fmt::format("the call of {} in {}", visible(*document->call), name);
}

std::string not_whole_sentence(const std::string& name, const Document& document) {
  const std::string where =
      document.path.empty() ? "" : fmt::format(", in {}", visible(document.path));
  return fmt::format("the JSON of {} {} byte {}{}: {}", name,
                     document.end == JsonEnd::cut ? "is cut off after" : "is wrong at",
                     document.stop, where, document.problem);
}

}  // namespace

std::string fault_sentence(const Answer& answer, const Report& report, const FieldFault& fault) {
  if (fault.why == Why::no_such_path) {
    return fmt::format("{}: no value of the JSON has the path {}", fault.option,
                       quoted_path(fault.path));
  }
  if (fault.why == Why::unknown) {
    return fmt::format("--fields: the value at {} has a token without a usable logprob",
                       quoted_path(fault.path));
  }
  const Document* document = nullptr;
  if (fault.choice < report.choices.size()) {
    const std::vector<Document>& all = report.choices[fault.choice].findings.documents;
    if (fault.document < all.size()) document = &all[fault.document];
  }
  const std::string name = document_name(answer, fault, document);
  if (fault.why == Why::no_json || document == nullptr) {
    return fmt::format("--fields: {} has no JSON", name);
  }
  return fmt::format("--fields: {}", not_whole_sentence(name, *document));
}

std::string field_name(const Leaf& field) {
  if (field.kind == LeafKind::name) return fmt::format("the name {}", visible_quote(field.value));
  const std::string path = field.path.empty() ? "" : fmt::format(" {}", visible(field.path));
  return fmt::format("field{} {}", path, visible_quote(field.value));
}

FieldThreshold threshold_of(const Leaf& field, const cli::Options& options) {
  const double p = std::exp(field.part.sum_logprob);
  for (const MinField& one : options.sought.min_fields) {
    if (one.path != field.path || field.kind == LeafKind::name || !(p < one.probability)) continue;
    return {one.probability, fmt::format("--min-field {}={}", visible(one.path), one.probability)};
  }
  const double least = options.gates.min_probability.value_or(0);
  return {least, fmt::format("--min-probability {}", least)};
}

}  // namespace logprobs::app
