// What-if as one object per answer.
#include "explore/what_if.hpp"
#include "logprobs/logprob.hpp"
#include "show/data/json_fields.hpp"

namespace logprobs::explore {
namespace {

using namespace show;

std::string_view name_of(const Branch& branch) {
  if (!branch.problem.empty() || branch.began_anew) return {};
  switch (branch.rejoin.becomes) {
    case Becomes::rejoins:
      return "rejoins";
    case Becomes::differs:
      return "differs";
    case Becomes::unknown:
      break;
  }
  return "unknown";
}

void write_side(std::string_view name, std::string_view bytes, double logprob, std::string& out) {
  object_field(out, name, [&] {
    token_fields(out, bytes);
    field(out, "logprob", logprob);
    field(out, "probability", probability(logprob));
  });
}

void write_branch(const WhatIf& what_if, const Branch& branch, std::string& out) {
  const Choice& choice = what_if.answer.choices[branch.fork.choice];
  const Token& token = choice.tokens[branch.fork.token];
  const Candidate candidate = forced(what_if.answer, branch.fork);
  const std::string_view became = name_of(branch);
  out += '{';
  field(out, "choice", std::optional(choice.index));
  count_field(out, "token", branch.fork.token);
  write_side("chosen", what_if.answer.view(token.text), token.logprob, out);
  clues_field(out, what_if.report.choices[branch.fork.choice].verdicts[branch.fork.token].clues);
  write_side("forced", candidate.text, candidate.logprob, out);
  text_field(out, "text", branch.text());
  count_field(out, "tokens", branch.tokens.size());
  field(out, "perplexity", branch.perplexity);
  field(out, "becomes", became);
  field(out, "rejoins_after",
        became == "rejoins" ? std::optional(branch.rejoin.after) : std::nullopt);
  key(out, "began_anew");
  out += branch.began_anew ? "true" : "false";
  field(out, "error", branch.problem);
  out += '}';
}

}  // namespace

void write_json(const WhatIf& what_if, const ShowOptions& /*options*/, std::string& out) {
  const Answer& answer = what_if.answer;
  out += '{';
  text_field(out, "source", answer.source);
  field(out, "line", answer.place.line);
  field(out, "offset", answer.place.offset);
  field(out, "path", std::string_view(answer.place.path));
  field(out, "custom_id", std::string_view(answer.custom_id));
  field(out, "model", std::string_view(answer.model));
  list_field(out, "branches", what_if.branches,
             [&](const Branch& branch) { write_branch(what_if, branch, out); });
  out += "}\n";
}

}  // namespace logprobs::explore
