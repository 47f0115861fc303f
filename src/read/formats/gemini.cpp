// Gemini and Vertex AI: `candidates` with a `logprobsResult`, or such a result alone. Keys may have
// the names that the Python SDK gives them.
#include <fmt/format.h>

#include "read/formats/failure.hpp"
#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/alternatives.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/message.hpp"
#include "read/tokens/token_list.hpp"

namespace logprobs::read {
namespace {

bool is_either(Key key, std::string_view name, std::string_view python_name) {
  return is(key, name) || is(key, python_name);
}

/// A logprobsResult: the chosen tokens, and parallel lists of the most probable ones.
struct Result {
  bool found = false;
  std::vector<Span> lists{};
};

bool read_list(Value& value, Span& range, Context& context) {
  std::optional<Object> object;
  if (!read_object(value, object, context)) return false;
  return !object || each_field(*object, context, [&](Key key, Value& field) {
    return !is(key, "candidates") || read_alternatives(field, range, context);
  });
}

bool read_result_field(Key key, Value& value, std::vector<Token>& tokens, Result& result,
                       Context& context) {
  if (is_either(key, "chosenCandidates", "chosen_candidates")) {
    result.found = true;
    return read_tokens(value, tokens, context) || context.in("chosenCandidates");
  }
  if (!is_either(key, "topCandidates", "top_candidates")) return true;
  return each_of(value, context,
                 [&](Value& element, std::size_t) {
                   return read_list(element, result.lists.emplace_back(), context);
                 }) ||
         context.in("topCandidates");
}

bool read_result(Value& value, std::vector<Token>& tokens, Context& context) {
  Result result;
  std::optional<Object> object;
  if (!read_object(value, object, context)) return false;
  const bool good = !object || each_field(*object, context, [&](Key key, Value& field) {
    return read_result_field(key, field, tokens, result, context);
  });
  give_alternatives(result.lists, tokens, context);
  return good;
}

/// Reads {"parts": [{"text": ...}]}.
bool read_content(Value& value, std::string& text, Context& context) {
  Object content;
  if (value.get_object().get(content) != simdjson::SUCCESS) return true;
  return each_field(content, context, [&](Key key, Value& field) {
    return !is(key, "parts") || append_text(field, text, context);
  });
}

struct Candidate {
  std::optional<Failure> failure{};
  int index = 0;
  std::string reason{};
  std::string text{};
  std::vector<Token> tokens{};
  double average = unknown_logprob;
};

bool read_candidate_field(Key key, Value& value, Candidate& candidate, Context& context) {
  if (is(key, "index")) return read_index(value, candidate.index, context) || context.in("index");
  if (is(key, "content")) return read_content(value, candidate.text, context);
  if (is_either(key, "finishReason", "finish_reason")) {
    return read_note(value, candidate.reason, context);
  }
  if (is_either(key, "avgLogprobs", "avg_logprobs")) {
    return read_number(value, candidate.average, context) || context.in("avgLogprobs");
  }
  if (is(key, "error")) return read_failure(value, candidate.failure, context);
  return !is_either(key, "logprobsResult", "logprobs_result") ||
         read_result(value, candidate.tokens, context) || context.in("logprobsResult");
}

bool read_candidate(Value& value, std::size_t place, Context& context) {
  Candidate candidate{.index = static_cast<int>(place)};
  const bool good = each_field_of(value, context, [&](Key key, Value& field) {
    return read_candidate_field(key, field, candidate, context);
  });
  number_calls(candidate.index, context);
  if (candidate.failure) context.answer.failure = candidate.failure;
  Choice& choice = choice_of(context.answer, candidate.index, Kind::content);
  choice.message += candidate.text;
  choice.tokens.insert(choice.tokens.end(), candidate.tokens.begin(), candidate.tokens.end());
  if (!candidate.reason.empty()) end_choice(context.answer, candidate.index, candidate.reason);
  if (choice.tokens.empty() && !std::isnan(candidate.average)) {
    context.notes.why_none = fmt::format(
        "only their average ({}); ask with generationConfig.responseLogprobs", candidate.average);
  }
  return good;
}

/// Notes that there is no answer if the prompt was blocked.
bool read_feedback(Value& value, Context& context) {
  Object feedback;
  if (value.get_object().get(feedback) != simdjson::SUCCESS) return true;
  return each_field(feedback, context, [&](Key key, Value& field) {
    std::string reason;
    if (!is_either(key, "blockReason", "block_reason")) return true;
    const bool good = read_note(field, reason, context);
    context.notes.why_none = fmt::format("the prompt was blocked ({})", reason);
    return good;
  });
}

bool read_field(Key key, Value& value, bool& found, Context& context) {
  Answer& answer = context.answer;
  if (is_either(key, "responseId", "response_id")) return read_note(value, answer.id, context);
  if (is_either(key, "modelVersion", "model_version")) {
    return read_note(value, answer.model, context);
  }
  if (is_either(key, "promptFeedback", "prompt_feedback")) {
    found = true;
    return read_feedback(value, context);
  }
  if (is(key, "error")) return read_failure(value, answer.failure, context);
  if (!is(key, "candidates")) return true;
  found = true;
  return each_of(value, context,
                 [&](Value& element, std::size_t place) {
                   return read_candidate(element, place, context);
                 }) ||
         context.in("candidates");
}

/// Whether the key is one of a bare logprobsResult, outside of a response.
bool is_bare(Key key) {
  return is_either(key, "chosenCandidates", "chosen_candidates") ||
         is_either(key, "topCandidates", "top_candidates");
}

}  // namespace

Outcome read_gemini(Object& object, Context& context) {
  bool found = false;
  Result result;
  std::vector<Token> tokens;
  const bool good = each_top_field(object, context, [&](Key key, Value& value) {
    if (is_bare(key)) return read_result_field(key, value, tokens, result, context);
    if (is_either(key, "logprobsResult", "logprobs_result")) {
      result.found = true;
      return read_result(value, tokens, context) || context.in("logprobsResult");
    }
    return read_field(key, value, found, context);
  });
  const Outcome outcome = outcome_of(good, found || result.found, context);
  if (outcome != Outcome::whole) return outcome;
  if (result.found) {
    give_alternatives(result.lists, tokens, context);
    choice_of(context.answer, 0, Kind::content).tokens = tokens;
  }
  if (context.event) return Outcome::part;
  // In a chunk of a stream, unlike in a whole response, no candidate is finished.
  const Answer& answer = context.answer;
  if (!found || answer.choices.empty()) return Outcome::whole;
  return answer.choices.back().ended ? Outcome::last : Outcome::piece;
}

}  // namespace logprobs::read
