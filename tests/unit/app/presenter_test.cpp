#include "app/presenter.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::app;
using namespace logprobs::test;
using logprobs::cli::Options;
using Lines = std::vector<std::string>;

namespace {

/// The messages as they are printed.
Lines lines(const Shown& shown) {
  Lines lines;
  for (const Message& message : shown.said) {
    lines.push_back(place_name(message.source, message.place) + ": " + message.what);
  }
  return lines;
}

/// A presenter and what it needs.
struct Bench {
  Options options;
  std::unique_ptr<View> view;
  Presenter presenter;

  explicit Bench(Options wanted = {}, Origin origin = Origin::files)
      : options(std::move(wanted)),
        view(make_view("plain", {})),
        presenter(options, *view, origin) {}
  Shown& shown() { return presenter.shown; }
  Lines said() const { return lines(presenter.shown); }
};

Answer failed(State state, const std::string& message) {
  Answer answer = answer_of({});
  answer.choices.clear();
  answer.state = state;
  answer.failure = Failure{message, "", {}};
  return answer;
}

Problem problem(const std::string& message, const std::string& code = "") {
  Problem problem;
  problem.message = message;
  problem.code = code;
  return problem;
}

/// The same, where nothing else is in the source.
Problem only_problem(const std::string& message, const std::string& code = "") {
  Problem only = problem(message, code);
  only.alone = true;
  return only;
}

/// Trips `--low 0.5` with its second token.
Answer doubtful() { return answer_of({{"sure"}, {" maybe", 0.25}}); }

Options low_gate() {
  Options options;
  options.thresholds.low = 0.5;
  options.gates.fail_on.low = true;
  return options;
}

}  // namespace

TEST_CASE("a complete response is text and nothing else") {
  Bench bench;
  bench.presenter.finish(answer_of({{"Hel"}, {"lo"}}));
  CHECK(bench.shown().out == "Hello");
  CHECK(bench.shown().said.empty());
  CHECK(bench.shown().code == ExitCode::ok);
  CHECK(bench.presenter.all_whole());
}

TEST_CASE("a growing response is text as soon as it grows") {
  Bench bench;
  const Answer answer = answer_of({{"Hel"}, {"lo"}});
  bench.presenter.grow(cut_to(answer, 1));
  CHECK(bench.shown().out == "Hel");
  CHECK_FALSE(bench.presenter.all_whole());
  bench.shown().clear();
  bench.presenter.finish(answer);
  CHECK(bench.shown().out == "lo");
  CHECK(bench.presenter.all_whole());
}

TEST_CASE("a failed response has a message and a code") {
  for (const auto& [state, code] :
       {std::pair(State::refused, ExitCode::refused), std::pair(State::cut, ExitCode::unusable),
        std::pair(State::unusable, ExitCode::unusable),
        std::pair(State::no_choice, ExitCode::unusable),
        std::pair(State::no_logprobs, ExitCode::unusable)}) {
    Bench bench;
    bench.presenter.finish(failed(state, "no"));
    const std::string sentence = state == State::refused ? "the server refused: no" : "no";
    CHECK(bench.said() == Lines{"a.json: " + sentence});
    CHECK(bench.shown().code == code);
    CHECK(bench.presenter.all_whole() ==
          (state == State::no_choice || state == State::no_logprobs));
  }
}

TEST_CASE(
    "the worst code of several responses stays, and their texts and messages keep the order") {
  Bench bench;
  bench.presenter.finish(failed(State::cut, "first"));
  bench.presenter.finish(failed(State::refused, "second"));
  bench.presenter.finish(answer_of({{"third"}}));
  CHECK(bench.shown().code == ExitCode::unusable);
  CHECK(bench.said() == Lines{"a.json: first", "a.json: the server refused: second"});
  CHECK(bench.shown().out == "third");
  CHECK_FALSE(bench.presenter.all_whole());
}

TEST_CASE("a line is named only where it can be looked up") {
  Answer answer = failed(State::cut, "no");
  answer.place.line = 7;
  Bench files;
  files.presenter.finish(answer);
  CHECK(files.said() == Lines{"a.json:7: no"});
  Bench server({}, Origin::server);
  server.presenter.finish(answer);
  CHECK(server.said() == Lines{"a.json: no"});
}

TEST_CASE("warnings come before the failure, and not with --quiet") {
  Answer answer = failed(State::cut, "no");
  answer.warnings = {"odd"};
  Bench bench;
  bench.presenter.finish(answer);
  CHECK(bench.said() == Lines{"a.json: warning: odd", "a.json: no"});
  Options quiet;
  quiet.quiet = true;
  Bench silent(quiet);
  silent.presenter.finish(answer);
  CHECK(silent.said() == Lines{"a.json: no"});
}

TEST_CASE("after an interrupt no message says that a response is cut off") {
  Bench bench;
  bench.presenter.finish(failed(State::cut, "cut off"), true);
  bench.presenter.finish(failed(State::unusable, "broken"), true);
  bench.presenter.skip(answer_of({}), only_problem("half a line"), true);
  CHECK(bench.shown().said.empty());
  CHECK(bench.presenter.lost_something());
  bench.presenter.finish(failed(State::refused, "no"), true);
  CHECK(bench.said() == Lines{"a.json: the server refused: no"});
}

TEST_CASE("refusals with one code are alike, however the server words them") {
  Bench bench;
  Answer answer = failed(State::refused, "no, request 1");
  answer.failure->code = "rate_limit";
  answer.failure->status = 429;
  bench.presenter.finish(answer);
  answer.failure->code.clear();
  bench.presenter.finish(answer);
  CHECK(bench.shown().said.at(0).gist == "the server refused: … (rate_limit, status 429)");
  CHECK(bench.shown().said.at(1).gist.empty());
}

TEST_CASE("something that was skipped is a message, or a response if it is all there is") {
  Bench bench;
  Problem broken = problem("not JSON");
  broken.place.line = 3;
  bench.presenter.skip(answer_of({}), broken);
  CHECK(bench.said() == Lines{"a.json:3: not JSON"});
  CHECK(bench.shown().code == ExitCode::unusable);
  CHECK(bench.presenter.lost_something());
  const auto json = make_view("json", {});
  Presenter alone(bench.options, *json, Origin::files);
  alone.skip(answer_of({}), only_problem("empty", "cut_off"));
  CHECK_THAT(alone.shown.out, Contains(R"("error": {"message": "empty", "code": "cut_off")"));
  CHECK(lines(alone.shown) == Lines{"a.json: empty"});
}

TEST_CASE("a source that cannot be read is a message with its code") {
  Bench bench;
  bench.presenter.fail("-", "cannot be read: no", ExitCode::failed);
  CHECK(bench.said() == Lines{"standard input: cannot be read: no"});
  CHECK(bench.shown().code == ExitCode::failed);
}

TEST_CASE("messages can be explained, and are redacted after that") {
  Bench bench;
  bench.presenter.explain = [](const Answer&, const std::string& sentence) {
    return sentence + "; the key is secret";
  };
  bench.presenter.redact = [](const std::string& text) {
    return text.substr(0, text.find("secret"));
  };
  bench.presenter.finish(failed(State::cut, "no"));
  bench.presenter.fail("b", "a secret", ExitCode::failed);
  CHECK(bench.said() == Lines{"a.json: no; the key is ", "b: a "});
}

TEST_CASE("a gate that trips is counted, and the first one is described") {
  Bench bench(low_gate());
  bench.presenter.finish(answer_of({{"sure"}}));
  CHECK((bench.shown().trips == 0 && bench.shown().code == ExitCode::ok));
  bench.presenter.finish(doubtful());
  bench.presenter.finish(answer_of({{"never", 0.1}}));
  CHECK(bench.shown().trips == 2);
  CHECK(bench.shown().first_trip ==
        "a.json: token 1 “ maybe” has probability 0.25, below --low 0.5 (--fail-on low)");
  CHECK(bench.shown().code == ExitCode::gate);
  CHECK(bench.shown().said.empty());
}

TEST_CASE("a gate that has nothing to judge is a failure, which a view shows too") {
  Options options = low_gate();
  options.gates.fail_on = {.ambiguous = true};
  options.quiet = true;
  Bench bench(options);
  const auto json = make_view("json", {});
  Presenter presenter(bench.options, *json, Origin::files);
  presenter.finish(answer_of({{"sure"}}));
  CHECK(presenter.shown.code == ExitCode::unusable);
  CHECK_THAT(presenter.shown.out, Contains(R"("code": "nothing_to_judge")"));
  CHECK(presenter.shown.said.size() == 1);
}

TEST_CASE("a failed response trips no gate") {
  Bench bench(low_gate());
  Answer answer = doubtful();
  answer.state = State::cut;
  answer.failure = Failure{"cut off", "", {}};
  bench.presenter.finish(answer);
  CHECK((bench.shown().trips == 0 && bench.shown().code == ExitCode::unusable));
}

TEST_CASE("a response's report says nothing about the next one") {
  Bench bench(low_gate());
  bench.presenter.finish(doubtful());
  bench.shown().clear();
  bench.presenter.finish(answer_of({{"sure"}, {" too"}}));
  CHECK((bench.shown().trips == 0 && bench.shown().code == ExitCode::ok));
}

TEST_CASE("what is wrong with all of a part may be one of many things in its file") {
  Options options;
  options.replay = {"a.json"};
  options.parts = {{.size = 100, .begin = 50, .end = 100}};
  Bench bench(options);
  bench.presenter.skip(answer_of({}), only_problem("empty"));
  CHECK(bench.said().empty());
  CHECK(bench.shown().lone->message == "empty");
  Problem broken = only_problem("not JSON");
  broken.place.offset = 57;
  broken.place.line = 2;
  bench.presenter.skip(answer_of({}), broken);
  CHECK(bench.said() == Lines{"a.json: at byte 57: not JSON"});
  CHECK(bench.shown().out.empty());
  CHECK(bench.shown().code == ExitCode::ok);
  CHECK(bench.shown().lone->message == "not JSON");
  bench.presenter.count_broken();
  CHECK(bench.shown().code == ExitCode::unusable);
}
