#include "read/join/response_progress.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"
#include "read/tokens/build.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Choice;
using logprobs::Kind;
using logprobs::ReadOptions;
using logprobs::State;
using logprobs::read::Notes;
using logprobs::read::Repeats;
using logprobs::read::ResponseProgress;

namespace {

/// Gives an answer a choice with a message, and tokens, each after a `|`.
void add_choice(Answer& answer, int index, Kind kind, std::string_view message,
                std::string_view tokens, bool ends = false) {
  Choice& choice = logprobs::read::choice_of(answer, index, kind);
  choice.message = message;
  while (!tokens.empty()) {
    tokens.remove_prefix(1);
    const std::string_view text = tokens.substr(0, tokens.find('|'));
    choice.tokens.push_back(samples::make_token(answer, {text, -0.5}, {}));
    tokens.remove_prefix(text.size());
  }
  if (ends) logprobs::read::end_choice(answer, index, "");
}

Answer answer_of(Kind kind, std::string_view message, std::string_view tokens, bool ends = false) {
  Answer answer;
  add_choice(answer, 0, kind, message, tokens, ends);
  return answer;
}

/// What people see of the first choice's tokens.
std::string shown(const Answer& answer) {
  std::string out;
  if (answer.choices.empty()) return out;
  for (const logprobs::Token& token : answer.choices[0].tokens) {
    out += '|';
    out += answer.view(token.shown);
  }
  return out;
}

/// A line each.
std::string warnings(const Answer& answer) {
  std::string out;
  for (const std::string& warning : answer.warnings) out += (out.empty() ? "" : "\n") + warning;
  return out;
}

/// A response as it comes, in parts.
struct Stream {
  std::string take(Answer part, Repeats repeats = Repeats::no) {
    progress.place(part, repeats);
    progress.append_part(options, {.repeats = repeats}, part, answer);
    return shown(answer);
  }
  std::string take(std::string_view message, std::string_view tokens,
                   Repeats repeats = Repeats::no) {
    return take(answer_of(Kind::content, message, tokens), repeats);
  }
  std::string finish() {
    progress.finish(options, answer);
    return shown(answer);
  }

  ReadOptions options{};
  Answer answer;
  ResponseProgress progress;
};

/// The state, and the failure after a `:`.
std::string end_of(const Answer& answer) {
  std::string out(samples::word(answer.state));
  if (!answer.failure) return out;
  return fmt::format("{}: {}/{}", out, answer.failure->message, answer.failure->code);
}

/// How a whole response with these tokens ends.
std::string end_state(ResponseProgress progress, Answer answer, const ReadOptions& options = {}) {
  progress.place(answer);
  progress.finish(options, answer);
  return end_of(answer);
}

ResponseProgress ended() {
  ResponseProgress progress;
  progress.end();
  return progress;
}

constexpr std::string_view taken =
    "the text of one token was lost by the server; it is taken from the message";
constexpr std::string_view in_place =
    "the text of one token was lost by the server; U+FFFD stands in its place";
constexpr std::string_view none = "no_logprobs: no logprobs in this response";

}  // namespace

TEST_CASE("the parts of a response are appended") {
  Stream stream;
  CHECK(stream.take("Hi", "|Hi") == "|Hi");
  CHECK(stream.take(" you", "| you") == "|Hi| you");
  stream.progress.end();
  CHECK(stream.finish() == "|Hi| you");
  CHECK(stream.answer.choices[0].message == "Hi you");
  CHECK(end_of(stream.answer) == "complete");
  CHECK(stream.answer.warnings.empty());
}

TEST_CASE("only what is new is taken from parts that repeat what came before") {
  Stream stream;
  CHECK(stream.take("Hi", "|Hi", Repeats::yes) == "|Hi");
  CHECK(stream.take("Hi yoü", "|Hi| yo|�", Repeats::yes) == "|Hi| yo");
  CHECK(stream.take("Hi yoü!", "|Hi| yo|�|!", Repeats::yes) == "|Hi| yo|ü|!");
  CHECK(stream.take("Hi yoü!", "|Hi| yo|�|!", Repeats::yes) == "|Hi| yo|ü|!");
  stream.progress.end();
  CHECK(stream.finish() == "|Hi| yo|ü|!");
  CHECK(stream.answer.choices[0].message == "Hi yoü!");
  CHECK(warnings(stream.answer) == taken);
}

TEST_CASE("parts that may repeat what came before do if they begin with the same tokens") {
  Stream stream;
  CHECK(stream.take("Hi", "|Hi", Repeats::perhaps) == "|Hi");
  CHECK(stream.take("Hi you", "|Hi| you", Repeats::perhaps) == "|Hi| you");
  CHECK(stream.take("!", "|!", Repeats::perhaps) == "|Hi| you|!");
  stream.progress.end();
  CHECK(stream.finish() == "|Hi| you|!");
  CHECK(stream.answer.warnings.empty());
}

TEST_CASE("the prompt is taken once") {
  Stream stream;
  for (int i = 0; i < 3; ++i) stream.take(answer_of(Kind::prompt, "", "|P|Q"));
  CHECK(shown(stream.answer) == "|P|Q");
}

TEST_CASE("each choice is aligned by itself; what is held comes with the end") {
  Stream stream;
  Answer part;
  add_choice(part, 0, Kind::content, "é", "|�");
  add_choice(part, 1, Kind::content, "", "|x|�");
  stream.take(part);
  CHECK(samples::show(stream.answer) == "0\"é\" 1=x");
  stream.progress.end();
  CHECK(stream.finish() == "|é");
  CHECK(samples::show(stream.answer) == "0=� 1=x|�");
  CHECK(warnings(stream.answer) == fmt::format("{}\n{}", taken, in_place));
}

TEST_CASE("a response in one piece is aligned at its end") {
  Answer answer = answer_of(Kind::content, "a é", "|a|�");
  ended().finish({}, answer);
  CHECK(shown(answer) == "|a|�");
  CHECK(answer.warnings.size() == 2);
  Answer whole = answer_of(Kind::content, "aé", "|a|�");
  ended().finish({}, whole);
  CHECK(shown(whole) == "|a|é");
  CHECK(whole.warnings.size() == 1);
  Answer prompt = answer_of(Kind::prompt, "", "|a|�");  // few formats send its text
  ended().finish({}, prompt);
  CHECK(shown(prompt) == "|a|�");
  CHECK(prompt.warnings.empty());
}

TEST_CASE("reasoning among the content's tokens is a choice of its own, if it is asked for") {
  Answer answer;
  add_choice(answer, 0, Kind::reasoning, "Hmé", "");
  add_choice(answer, 0, Kind::content, "So", "|<think>|Hm|�|</think>|So");
  const bool asked_for = GENERATE(true, false);
  CAPTURE(asked_for);
  const std::string_view all = "0:reasoning=<think>|Hm|�|</think> 0=So";
  const std::string_view shown = asked_for ? all : "0=So";
  const std::string_view warning = asked_for ? taken : "";
  ReadOptions options;
  options.reasoning = asked_for;
  Answer whole = answer;
  ended().finish(options, whole);
  CHECK(samples::show(whole) == shown);
  CHECK(warnings(whole) == warning);
  Stream stream;
  stream.options = options;
  stream.take(answer);
  stream.progress.end();
  stream.finish();
  CHECK(samples::show(stream.answer) == shown);
  CHECK(warnings(stream.answer) == warning);
}

TEST_CASE("numbers that may be of reasoning and answer are told as such") {
  Answer answer;
  add_choice(answer, 0, Kind::reasoning, "Hm", "");
  add_choice(answer, 0, Kind::content, "So", "|Other|words");
  ended().finish({}, answer);
  CHECK(samples::show(answer) == "0=Other|words");
  CHECK(warnings(answer) ==
        "the numbers are of the reasoning and the answer together: the message does not show where "
        "one ends and the other begins");
}

TEST_CASE("an answer that was cut off in its reasoning has no logprobs of its own") {
  Answer answer;
  add_choice(answer, 0, Kind::reasoning, "Hm", "");
  add_choice(answer, 0, Kind::content, "", "|<think>|Hm");
  CHECK(end_state(ended(), answer) ==
        "no_logprobs: no logprobs of the answer in this response, only of the reasoning; "
        "--show-reasoning shows them/no_logprobs");
  ReadOptions options;
  options.reasoning = true;
  CHECK(end_state(ended(), answer, options) == "complete");
}

TEST_CASE("a response is complete if its end came, or else it was cut") {
  const std::string_view cut =
      "cut: the stream was cut off before its end; what came is shown/cut_off";
  const Answer open = answer_of(Kind::content, "a", "|a");
  Answer both = answer_of(Kind::content, "a", "|a", true);
  CHECK(end_state(ResponseProgress(), open) == cut);
  CHECK(end_state(ended(), open) == "complete");
  CHECK(end_state(ResponseProgress(), both) == "complete");  // by the end signs of its choices
  add_choice(both, 1, Kind::content, "b", "|b");
  CHECK(end_state(ResponseProgress(), both) == cut);
  CHECK(end_state(ended(), both) == "complete");
  ResponseProgress went_on = ended();
  went_on.go_on();
  CHECK(end_state(went_on, open) == cut);
  CHECK(end_state(ResponseProgress(), Answer()) == cut);
}

TEST_CASE("the first damage explains a response, but a refusal stays a refusal") {
  ResponseProgress progress = ended();
  progress.mark_damaged(State::unusable, "first", "a");
  progress.mark_damaged(State::unusable, "second", "b");
  progress.mark_cut();
  const Answer answer = answer_of(Kind::content, "a", "|a");
  CHECK(end_state(progress, answer) == "unusable: first/a");
  CHECK(end_state(progress, Answer()) == "unusable: first/a");
  CHECK(end_state(progress, answer, {.choice = 3}) == "unusable: first/a");
  Answer refused = answer;
  refused.failure = logprobs::Failure{"no", "why", {}};
  CHECK(end_state(progress, refused) == "refused: no/why");
  CHECK(end_state(ResponseProgress(), refused) == "refused: no/why");
}

TEST_CASE("the choice that was asked for must be in the response") {
  const Answer answer = answer_of(Kind::content, "a", "|a");
  CHECK(end_state(ended(), answer, {.choice = 0}) == "complete");
  CHECK(end_state(ended(), answer, {.choice = 2}) ==
        "no_choice: no choice with index 2 in this response/");
  ResponseProgress progress = ended();
  Answer begun = answer_of(Kind::content, "", "");
  progress.place(begun);
  CHECK(end_state(progress, Answer(), {.choice = 2}) ==
        "no_choice: no choice with index 2 in this response/");
}

TEST_CASE("a response without tokens says how to ask for logprobs") {
  struct Row {
    std::string_view format;
    std::string_view advice;
  };
  const std::string_view check = ", or check that the model gives them/no_logprobs";
  const Row row = GENERATE(values<Row>({
      {"", "; ask with logprobs (or --top-logprobs)"},
      {"openai-chat", "; ask with logprobs (or --top-logprobs)"},
      {"openai-completions", "; ask with logprobs"},
      {"tgi", "; ask with parameters.details"},
      {"llama-completion", "; ask with n_probs"},
      {"unheard-of", "; ask with logprobs"},
  }));
  CAPTURE(row.format);
  Answer answer = answer_of(Kind::content, "Hi", "");
  answer.format = row.format;
  CHECK(end_state(ended(), answer) == fmt::format("{}{}{}", none, row.advice, check));
}

TEST_CASE("the notes of the format's reader explain why there are no tokens") {
  const auto end_with = [](const Notes& notes) {
    ResponseProgress progress = ended();
    progress.note(notes);
    progress.note(Notes{});  // a document that noticed nothing changes nothing
    return end_state(progress, answer_of(Kind::content, "Hi", ""));
  };
  Notes notes;
  notes.why_none = "the model is too old";
  CHECK(end_with(notes) == fmt::format("{}: the model is too old/no_logprobs", none));
  notes.reasoning_left_out = true;
  const std::string_view others = "no_logprobs: no logprobs of the answer in this response, only ";
  CHECK(end_with(notes) ==
        fmt::format("{}of the reasoning; --show-reasoning shows them/no_logprobs", others));
  notes.prompt_left_out = true;
  CHECK(end_with(notes) ==
        fmt::format("{}of the prompt; --show-prompt shows them/no_logprobs", others));
}

TEST_CASE("an answer that is a call of a function has no logprobs because of that") {
  Notes notes;
  notes.calls = {{.call = {0, "get_depth", ""}}, {}};
  ResponseProgress progress = ended();
  progress.note(notes);
  CHECK(end_state(progress, answer_of(Kind::content, "", "")) ==
        fmt::format("{}: the answer is a call of get_depth; this server sends no logprobs for "
                    "calls/no_logprobs",
                    none));
  CHECK(end_state(progress, answer_of(Kind::content, "", "|{")) == "complete");
  // The text before a call would have had them.
  CHECK(end_state(progress, answer_of(Kind::content, "Well", "")).find("; ask with") !=
        std::string::npos);
}

TEST_CASE("a failure says whether it explains why there are no logprobs") {
  Answer unexplained = answer_of(Kind::content, "", "");
  ended().finish({}, unexplained);
  CHECK_FALSE(unexplained.failure->explained);
  Notes notes;
  notes.calls = {{.call = {0, "f", ""}}};
  ResponseProgress progress = ended();
  progress.note(notes);
  Answer answer = answer_of(Kind::content, "", "");
  progress.finish({}, answer);
  CHECK(answer.failure->explained);
}

TEST_CASE("kinds of a choice that stayed empty are dropped at the end") {
  Answer answer;
  add_choice(answer, 0, Kind::content, "A", "|A");
  add_choice(answer, 0, Kind::refusal, "", "");
  ended().finish({}, answer);
  CHECK(samples::show(answer) == "0=A");
}
