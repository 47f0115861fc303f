#include "app/field_sentences.hpp"

#include <fmt/format.h>

#include <cmath>

#include "logprobs/text.hpp"

namespace logprobs::app {
namespace {

using Why = FieldFault::Why;

/// A path can be as long as the answer.
std::string shown_path(const std::string& path) {
  constexpr int widest = 80;  // cells
  return path.empty() ? "the whole value" : visible_end(path, widest);
}

/// The JSON that has the fault; null if there is none.
const Document* document_of(const Report& report, const FieldFault& fault) {
  if (fault.choice >= report.choices.size()) return nullptr;
  const std::vector<Document>& all = report.choices[fault.choice].findings().documents;
  return fault.document < all.size() ? &all[fault.document] : nullptr;
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
      document.path.empty() ? "" : fmt::format(", in {}", shown_path(document.path));
  return fmt::format("the JSON of {} {} byte {}{}: {}", name,
                     document.end == JsonEnd::cut ? "is cut off after" : "is wrong at",
                     document.stop, where, document.problem);
}

}  // namespace

std::string fault_sentence(const Answer& answer, const Report& report, const FieldFault& fault) {
  if (fault.why == Why::no_such_path) {
    if (fault.path.empty()) {
      return fmt::format("{}: the JSON is an array or an object, and not one value", fault.option);
    }
    return fmt::format("{}: no value of the JSON has the path {}", fault.option,
                       shown_path(fault.path));
  }
  if (fault.why == Why::unknown) {
    return fmt::format("--fields: the value at {} {}", shown_path(fault.path),
                       fault.sent ? "has a token without a usable logprob"
                                  : "is of a call for which the server sent no logprobs");
  }
  const Document* const document = document_of(report, fault);
  const std::string name = document_name(answer, fault, document);
  if (fault.why == Why::no_json || document == nullptr) {
    return fmt::format("--fields: {} has no JSON", name);
  }
  return fmt::format("--fields: {}", not_whole_sentence(name, *document));
}

bool is_cut_off(const Report& report, const FieldFault& fault) {
  const Document* const document = document_of(report, fault);
  return fault.why == Why::not_whole && document != nullptr && document->end == JsonEnd::cut;
}

std::string field_name(const Leaf& field) {
  if (field.kind == LeafKind::name) return fmt::format("the name {}", visible_quote(field.value));
  const std::string path = field.path.empty() ? "" : fmt::format(" {}", shown_path(field.path));
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
