// The values of JSON in a choice, as JSON.
#include <algorithm>
#include <cmath>

#include "show/data/findings_json.hpp"
#include "show/data/json_fields.hpp"
#include "show/words/field_rows.hpp"

namespace logprobs::show {
namespace {

/// Writes the value itself, so that a number stays a number.
void write_value(const Leaf& field, std::string& out) {
  key(out, "value");
  switch (field.kind) {
    case LeafKind::string:
    case LeafKind::name:
      return append_json_string(out, field.value);
    case LeafKind::empty_array:
      out += "[]";
      return;
    case LeafKind::empty_object:
      out += "{}";
      return;
    default:
      out += field.value;
  }
}

void write_candidate(std::string_view name, const Candidate& candidate, std::string& out) {
  key(out, name);
  if (std::isnan(candidate.logprob)) {
    out += "null";
    return;
  }
  out += '{';
  token_fields(out, candidate.text);
  field(out, "probability", probability(candidate.logprob));
  out += '}';
}

/// Writes the least sure token, and the best of what could have come in its place.
void write_least_sure(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                      std::size_t index, std::string& out) {
  const Token& token = choice.tokens[index];
  key(out, "least_sure");
  out += '{';
  count_field(out, "index", index);
  token_fields(out, answer.view(token.text));
  field(out, "probability", probability(token.logprob));
  write_candidate("instead", best_other(answer, token, report.verdicts[index]), out);
  out += '}';
}

void write_tokens(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                  const Leaf& leaf, std::string& out) {
  if (!leaf.has_tokens()) {
    for (const char* const name : {"first", "last", "logprob", "probability", "least_sure"}) {
      key(out, name);
      out += "null";
    }
    return;
  }
  count_field(out, "first", leaf.part.first);
  count_field(out, "last", leaf.part.last - 1);
  field(out, "logprob", leaf.part.sum_logprob);
  field(out, "probability", field_probability(leaf));
  write_least_sure(answer, choice, report, leaf.part.least_sure, out);
}

void write_field(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                 const Leaf& leaf, std::string& out) {
  begin_object(out);
  const Document& document = report.findings().documents[leaf.document];
  if (document.call) count_field(out, "call", leaf.document);
  key(out, "path");
  leaf.kind == LeafKind::name ? void(out += "null") : append_json_string(out, leaf.path);
  write_value(leaf, out);
  field(out, "kind", leaf_kind_name(leaf.kind));
  write_tokens(answer, choice, report, leaf, out);
  clues_field(out, leaf.clues);
  if (!leaf.labels.empty()) {
    key(out, "labels");
    out += '{';
    write_block(answer, choice, leaf.labels.front(), out);
    out += '}';
  }
  out += '}';
}

/// Writes how far a piece of JSON goes, and what is wrong with it.
void write_document(const Document& document, std::string& out) {
  constexpr const char* ends[] = {"", "broken", "cut", "whole"};
  begin_object(out);
  if (document.call) {
    text_field(out, "call", *document.call);
  }
  field(out, "ends", std::string_view(ends[static_cast<std::size_t>(document.end)]));
  const bool any = document.end != JsonEnd::none;
  field(out, "begin", any ? std::optional(document.begin) : std::nullopt);
  field(out, "stop", any ? std::optional(document.stop) : std::nullopt);
  field(out, "problem", document.problem);
  const bool stops = document.end == JsonEnd::cut || document.end == JsonEnd::broken;
  key(out, "stops_in");
  stops ? append_json_string(out, document.path) : void(out += "null");
  count_field(out, "others", document.others);
  out += '}';
}

void write_joint(const Findings& findings, std::string& out) {
  key(out, "joint");
  if (findings.tokens == 0) {
    out += "null";
    return;
  }
  const Joint& joint = findings.joint;
  out += '{';
  field(out, "logprob", joint.sum());
  field(out, "probability", std::exp(joint.sum()));
  field(out, "values", std::exp(joint.values));
  field(out, "keys", std::exp(joint.keys));
  field(out, "punctuation", std::exp(joint.punctuation));
  field(out, "around", std::exp(joint.around));
  out += '}';
}

}  // namespace

void write_fields(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                  std::string& out) {
  const Findings& findings = report.findings();
  key(out, "fields");
  out += '[';
  for (const Leaf& leaf : findings.fields) write_field(answer, choice, report, leaf, out);
  out += ']';
  key(out, "json");
  out += '[';
  for (const Document& document : findings.documents) write_document(document, out);
  out += ']';
  write_joint(findings, out);
  key(out, "constrained");
  out += !findings.constrained ? "null" : *findings.constrained ? "true" : "false";
}

}  // namespace logprobs::show
