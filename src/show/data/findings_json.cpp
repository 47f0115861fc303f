#include "show/data/findings_json.hpp"

#include "logprobs/candidate.hpp"
#include "show/data/json_fields.hpp"

namespace logprobs::show {
namespace {

void write_share(const Answer& answer, const Choice& choice, const LabelShare& share,
                 std::string& out) {
  begin_object(out);
  text_field(out, "label", share.label);
  field(out, "probability", share.probability);
  field(out, "bound", share.bound);
  field(out, "conditional", share.conditional);
  key(out, "alternatives");
  out += '[';
  for (const Counted& counted : share.alternatives) {
    const Candidate candidate = candidate_at(answer, choice.tokens[counted.token], counted.place);
    begin_object(out);
    count_field(out, "index", counted.token);
    token_fields(out, candidate.text);
    field(out, "probability", counted.probability);
    out += '}';
  }
  out += "]}";
}

void write_alike(const LabelBlock& block, const Alike& alike, std::string& out) {
  begin_object(out);
  key(out, "labels");
  out += '[';
  for (const std::size_t label : alike.labels) {
    if (out.back() != '[') out += ", ";
    append_json_string(out, block.labels[label].label);
  }
  out += ']';
  field(out, "probability", alike.probability);
  out += '}';
}

}  // namespace

void write_block(const Answer& answer, const Choice& choice, const LabelBlock& block,
                 std::string& out) {
  count_field(out, "token", block.part.first);
  count_field(out, "last_token", block.part.last - 1);
  field(out, "label_mass", block.label_mass);
  field(out, "other", block.other);
  field(out, "uncovered", block.uncovered);
  key(out, "labels");
  out += '[';
  for (const LabelShare& share : block.labels) write_share(answer, choice, share, out);
  out += ']';
  key(out, "begin_alike");
  out += '[';
  for (const Alike& alike : block.alike) write_alike(block, alike, out);
  out += ']';
}

namespace {

void write_labels(const Answer& answer, const Choice& choice,
                  const std::optional<LabelBlock>& block, std::string& out) {
  key(out, "labels");
  if (!block) {
    out += "null";
    return;
  }
  const auto name_of = [&](const std::optional<std::size_t>& label) {
    return label ? std::string_view(block->labels[*label].label) : "";
  };
  out += '{';
  field(out, "written", name_of(block->written));
  field(out, "best", name_of(block->best));
  write_block(answer, choice, *block, out);
  out += '}';
}

void write_rating(const Answer& answer, const Choice& choice, const std::optional<Rating>& rating,
                  std::string& out) {
  key(out, "rating");
  if (!rating) {
    out += "null";
    return;
  }
  out += '{';
  field(out, "written", rating->written);
  field(out, "expected", rating->expected);
  field(out, "deviation", rating->deviation);
  field(out, "mode", rating->mode);
  field(out, "least", rating->least);
  field(out, "most", rating->most);
  count_field(out, "candidates", rating->candidates);
  write_block(answer, choice, rating->block, out);
  out += '}';
}

}  // namespace

void write_findings(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                    const Sought& sought, std::string& out) {
  const Findings& findings = report.findings();
  if (!sought.labels.empty()) write_labels(answer, choice, findings.labels, out);
  if (!sought.scale.empty()) write_rating(answer, choice, findings.rating, out);
  if (sought.fields) write_fields(answer, choice, report, out);
}

}  // namespace logprobs::show
