#include "show/words/views.hpp"

#include <set>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;
using namespace logprobs::test;

TEST_CASE("every view of the list can be made and shows an answer") {
  const Answer answer = answer_of({{"Hello", 0.05}});
  std::set<std::string_view> names;
  for (const ViewInfo& info : views()) {
    CAPTURE(info.name);
    CHECK(names.insert(info.name).second);
    CHECK_FALSE(info.about.empty());
    REQUIRE(make_view(info.name, {}) != nullptr);
    CHECK_FALSE(shown(info.name, answer).empty());
  }
}

TEST_CASE("views have the names of the contract") {
  for (const std::string_view name : {"text", "table", "chart", "summary", "plain", "json"}) {
    CAPTURE(name);
    CHECK(make_view(name, {}) != nullptr);
  }
  for (const std::string_view name : {"", "help", "Text", "tex", "texts", " text"}) {
    CAPTURE(name);
    CHECK(make_view(name, {}) == nullptr);
  }
}

TEST_CASE("each name makes the view that it names") {
  const Answer answer = answer_of({{"Hello", 0.95}});
  CHECK(shown("plain", answer) == "Hello");
  CHECK_THAT(shown("text", answer), Contains("Hello\n\n  ■ >90%"));
  CHECK_THAT(shown("table", answer), Contains("token  instead"));
  CHECK_THAT(shown("chart", answer), Contains("  Hello         ▸█"));
  CHECK_THAT(shown("summary", answer), Contains("source\ttokens\t"));
  CHECK_THAT(shown("json", answer), Contains("{\"source\": \"a.json\""));
}

namespace {

/// Answers of every sort: with clues, several choices, a message alone, a warning, a failure.
std::vector<Answer> all_sorts() {
  std::vector<Answer> answers = {answer_of({{"Hello", 0.95}}), answer_with_clues(), mixed()};
  add_choice(answers[0], 1, {{"Hi", 0.2}}, Kind::refusal);
  answers[1].place.line = 2;
  answers[1].custom_id = "b";
  answers[2].warnings.emplace_back("a warning");
  add_message(answers.emplace_back(answer_of({})), 1, "Hello");
  answers.push_back(answer_of({}));
  answers.back().choices.clear();
  answers.back().state = State::refused;
  answers.back().failure = Failure{"no", "denied", 403};
  return answers;
}

/// What several views write if each of them shows one answer.
std::string shown_apart(std::string_view name, const std::vector<Answer>& answers,
                        const ShowOptions& options) {
  std::string out;
  make_view(name, options)->begin(out);
  for (const Answer& answer : answers) {
    const auto view = make_view(name, options);
    std::string begin;
    view->begin(begin);
    view->done(answer, judged(answer, options.thresholds), out);
  }
  make_view(name, options)->end(out);
  return out;
}

/// Whether every two answers come out of one view as they come out of two.
bool is_independent(std::string_view name, const ShowOptions& options) {
  const std::vector<Answer> answers = all_sorts();
  for (const Answer& first : answers) {
    for (const Answer& second : answers) {
      const std::vector<Answer> pair = {first, second};
      if (shown(name, pair, options) != shown_apart(name, pair, options)) return false;
    }
  }
  return true;
}

}  // namespace

TEST_CASE("the view table says which views remember nothing from one answer to the next") {
  ShowOptions several;
  several.several_sources = true;
  ShowOptions quiet;
  quiet.quiet = true;
  ShowOptions clues;
  clues.only_clues = true;
  for (const ViewInfo& info : views()) {
    CAPTURE(info.name);
    CHECK(is_independent(info.name, {}) == (info.sharing == Sharing::independent));
    if (info.sharing != Sharing::independent) continue;
    for (const ShowOptions& options : {several, quiet, clues}) {
      CHECK(is_independent(info.name, options));
    }
  }
}

TEST_CASE("a view that sums takes over what another has counted, and leaves it as new") {
  for (const ViewInfo& info : views()) {
    if (info.sharing != Sharing::sums) continue;
    CAPTURE(info.name);
    const auto view = make_view(info.name, {});
    const auto other = make_view(info.name, {});
    std::string text;
    for (const Answer& answer : all_sorts()) {
      other->done(answer, judged(answer), text);
      view->absorb(*other);
    }
    CHECK(text.empty());
    view->end(text);
    CHECK(text == shown(info.name, all_sorts()));
    std::string empty;
    other->end(empty);
    CHECK(empty == shown(info.name, std::vector<Answer>{}));
  }
}

TEST_CASE("a view shows the next answer like the first") {
  const Answer answer = answer_of({{"Hel", 0.5}, {"lo", 0.95}});
  ShowOptions quiet;
  quiet.quiet = true;
  for (const std::string_view name : {"text", "table", "chart", "summary", "json"}) {
    CAPTURE(name);
    const std::string once = shown(name, answer, quiet);
    CHECK(shown(name, {answer, answer}, quiet) == once + once);
  }
}

TEST_CASE("a token that the message lacks is listed, but no text shows it or its clues") {
  Answer answer = answer_of({{"Hi", 0.9}, {"<|end|>", 0.01, {{"!", 0.9}, {"<|end|>", 0.01}}}});
  answer.choices[0].tokens[1].shown.size = 0;
  ShowOptions options;
  options.legend = false;
  for (const std::string_view view : {"text", "plain", "markdown"}) {
    const std::string out = shown(view, answer, options);
    CAPTURE(view, out);
    CHECK(out.substr(0, out.find("least sure")).find("end|") == std::string::npos);
    CHECK(out.find("🎯") == std::string::npos);
  }
  CHECK(shown("html", answer).find("data-t=\"1\"") == std::string::npos);
  for (const std::string_view view : {"table", "chart", "csv", "json"}) {
    CAPTURE(view);
    CHECK(shown(view, answer).find("<|end|>") != std::string::npos);
  }
}
