// One object per answer, one per line: everything that is known, in a fixed order.
#include <cmath>
#include <functional>

#include "logprobs/text.hpp"
#include "show/data/findings_json.hpp"
#include "show/data/json_fields.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/distribution.hpp"
#include "show/words/fields.hpp"
#include "show/words/names.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

/// Writes what is known if the answer was read from raw logits, and they were sampled.
void model_fields(std::string& out, double logprob) {
  field(out, "model_logprob", logprob);
  field(out, "model_probability", probability(logprob));
}

void write_alternatives(const Answer& answer, const Token& token, std::string& out) {
  const Alternative* const all = answer.alternatives.data();
  key(out, "alternatives");
  out += '[';
  for (const Alternative* entry = answer.begin(token); entry != answer.end(token); ++entry) {
    if (entry != answer.begin(token)) out += ", ";
    out += '{';
    field(out, "id", entry->id);
    token_fields(out, answer.view(entry->text));
    field(out, "logprob", entry->logprob);
    field(out, "probability", probability(entry->logprob));
    if (answer.is_sampled()) {
      model_fields(out, answer.model_logprobs[static_cast<std::size_t>(entry - all)]);
    }
    out += '}';
  }
  out += ']';
}

void write_entropy(const Answer& answer, const Choice& choice, const Verdict& verdict,
                   std::size_t index, std::string& out) {
  const Entropy entropy = entropy_of(answer, choice, index, verdict);
  field(out, "entropy", entropy.bits);
  const std::string_view sense = entropy.exact ? "exact" : "at_least";
  field(out, "entropy_is", std::isnan(entropy.bits) ? "" : sense);
  if (index >= choice.whole.size()) return;
  field(out, "possible", choice.whole[index].possible);
  if (answer.is_sampled()) model_fields(out, choice.whole[index].model_logprob);
}

void write_token(const Answer& answer, const Choice& choice, const Verdict& verdict,
                 std::size_t index, std::string& out) {
  const Token& token = choice.tokens[index];
  out += '{';
  count_field(out, "index", index);
  field(out, "id", token.id);
  token_fields(out, answer.view(token.text));
  field(out, "logprob", token.logprob);
  field(out, "probability", verdict.probability);
  field(out, "band", band_name(verdict.band));
  field(out, "rank", verdict.rank == 0 ? std::nullopt : std::optional(verdict.rank));
  field(out, "margin", verdict.margin);
  write_entropy(answer, choice, verdict, index, out);
  clues_field(out, verdict.clues);
  write_alternatives(answer, token, out);
  out += '}';
}

void write_summary(const Summary& summary, std::size_t tokens, std::string& out) {
  key(out, "summary");
  out += '{';
  count_field(out, "tokens", tokens);
  count_field(out, "scored", summary.scored);
  field(out, "sum_logprob", summary.sum_logprob);
  field(out, "mean_logprob", summary.mean_logprob);
  field(out, "perplexity", summary.perplexity);
  field(out, "min_probability", summary.min_probability);
  count_field(out, "low", summary.low);
  count_field(out, "ambiguous", summary.ambiguous);
  count_field(out, "not_top", summary.not_top);
  out += '}';
}

/// To be called between tokens.
using Between = std::function<void()>;

void write_choice(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                  const Sought& sought, const Between& between, std::string& out) {
  out += '{';
  count_field(out, "index", static_cast<std::size_t>(choice.index));
  field(out, "kind", kind_name(choice.kind));
  field(out, "finish_reason", choice.finish_reason);
  text_field(out, "text", sent_text(answer, choice));
  key(out, "tokens");
  out += '[';
  for (std::size_t i = 0; i < choice.tokens.size(); ++i) {
    if (i != 0) out += ", ";
    write_token(answer, choice, report.verdicts[i], i, out);
    between();
  }
  out += ']';
  write_summary(report.summary, choice.tokens.size(), out);
  write_findings(answer, choice, report, sought, out);
  out += '}';
}

void write_failure(const std::optional<Failure>& failure, std::string& out) {
  key(out, "error");
  if (!failure) {
    out += "null";
    return;
  }
  out += '{';
  field(out, "message", failure->message);
  field(out, "code", failure->code);
  field(out, "status", failure->status);
  out += '}';
}

void write_logits(const std::optional<RawLogits>& logits, std::string& out) {
  key(out, "logits");
  if (!logits) {
    out += "null";
    return;
  }
  out += '{';
  field(out, "kind", logits_name(logits->kind));
  count_field(out, "vocabulary", logits->vocabulary);
  field(out, "temperature", logits->at.temperature.value_or(unknown_logprob));
  field(out, "top_k", logits->at.top_k);
  field(out, "top_p", logits->at.top_p.value_or(unknown_logprob));
  field(out, "min_p", logits->at.min_p.value_or(unknown_logprob));
  out += '}';
}

/// Writes what --show-field asks for, as it was sent.
void write_fields(const Answer& answer, const ShowOptions& options, std::string& out) {
  if (options.fields.empty()) return;
  key(out, "fields");
  out += '{';
  for (std::size_t i = 0; i < options.fields.size(); ++i) {
    if (i != 0) out += ", ";
    append_json_string(out, options.fields[i]);
    out += ": ";
    const Field field = field_of(answer, options, i);
    if (field.found && field.is_text) {
      append_json_string(out, field.value);
    } else {
      out += field.found ? field.value : "null";
    }
  }
  out += '}';
}

void write_metadata(const Answer& answer, const ShowOptions& options, std::string& out) {
  text_field(out, "source", answer.source);
  field(out, "line", answer.place.line);
  field(out, "offset", answer.place.offset);
  field(out, "path", answer.place.path);
  field(out, "custom_id", answer.custom_id);
  field(out, "question", answer.question);
  write_fields(answer, options, out);
  field(out, "format", answer.format);
  field(out, "id", answer.id);
  field(out, "model", answer.model);
  field(out, "created", answer.created.value_or(unknown_logprob));
  write_logits(answer.logits, out);
  write_failure(answer.failure, out);
}

void write_answer(const Answer& answer, const Report& report, const ShowOptions& options,
                  const Between& between, std::string& out) {
  out += '{';
  write_metadata(answer, options, out);
  key(out, "choices");
  out += '[';
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    if (i != 0) out += ", ";
    write_choice(answer, answer.choices[i], report.choices[i], options.sought, between, out);
  }
  out += ']';
  key(out, "warnings");
  out += '[';
  for (const std::string& warning : warnings(answer, report)) {
    if (out.back() != '[') out += ", ";
    append_json_string(out, warning);
  }
  out += "]}\n";
}

class JsonView : public View {
 public:
  explicit JsonView(const ShowOptions& options) : options_(options) {}

  void done(const Answer& answer, const Report& report, std::string& out) override {
    const auto offered = [&] { offer(out); };
    if (!options_.terminal) return write_answer(answer, report, options_, offered, out);
    std::string json;
    const auto move = [&] {
      append_visible_json(out, json);
      json.clear();
      offer(out);
    };
    write_answer(answer, report, options_, move, json);
    move();
  }

 private:
  ShowOptions options_;
};

}  // namespace

std::unique_ptr<View> make_json_view(const ShowOptions& options) {
  return std::make_unique<JsonView>(options);
}

}  // namespace logprobs::show
