#include "explore/inquiry.hpp"

#include <deque>
#include <utility>

#include "answers.hpp"
#include "catch.hpp"
#include "explore/explorer.hpp"
#include "explore/lines_mode.hpp"

using namespace logprobs;
using namespace logprobs::explore;
using logprobs::test::answer_of;
using logprobs::test::without_colors;

namespace {

Answer trunk() {
  return answer_of({{"It", 0.99, {{"It", 0.99}, {"He", 0.01}}},
                    {" is", 0.5, {{" is", 0.5}, {" was", 0.4}}},
                    {" now", 0.2, {{" then", 0.7}, {" now", 0.2}}}});
}

/// Has all continuations ready, and notes what was asked.
class Ready : public Asker {
 public:
  std::string refusal(const Answer& /*answer*/, const std::string& /*request*/) override {
    return no;
  }
  std::string whom(const Answer& /*answer*/, const std::string& /*request*/) override {
    return "m at h";
  }
  std::int64_t most_tokens() const override { return 40; }
  std::optional<std::int64_t> most_tokens_of_question() const override { return 99; }
  void start(const Answer& /*answer*/, const std::string& request, const Fork& fork) override {
    asked.push_back(fork);
    requests.push_back(request);
  }
  void start_question(const Answer& /*answer*/, const std::string& /*request*/,
                      const std::string& question) override {
    questions.push_back(question);
  }
  int descriptor() const override { return 7; }
  std::optional<Continued> poll() override {
    if (came.empty()) return std::nullopt;
    Continued next = std::move(came.front());
    came.pop_front();
    return next;
  }
  std::optional<Continued> wait() override { return poll(); }
  void stop() override { ++stopped; }

  void add(const Answer& answer) { came.emplace_back().answer = answer; }
  void fail(const std::string& problem, bool hopeless) {
    came.emplace_back().problem = problem;
    came.back().hopeless = hopeless;
  }

  std::string no{};
  std::vector<Fork> asked{};
  std::vector<std::string> requests{};
  std::vector<std::string> questions{};
  std::deque<Continued> came{};
  int stopped = 0;
};

Key letter(char32_t character) { return {.name = KeyName::character, .character = character}; }

struct Session {
  explicit Session(const Answer& answer) : inquiry(&asker), explorer(answer, {}, false, &inquiry) {}

  std::string press(char32_t key) {
    explorer.take(letter(key));
    return footer();
  }
  std::string footer() {
    std::string row = without_colors(explorer.rows(120, 24).back());
    row.resize(row.find_last_not_of(' ') + 1);
    return row;
  }

  Ready asker;
  Inquiry inquiry;
  Explorer explorer;
};

}  // namespace

TEST_CASE("nothing is sent before it was said who is asked, once a session") {
  const Answer answer = trunk();
  Session session(answer);
  session.press(U'l');
  const std::string named =
      "this asks m at h for at most 40 tokens: Enter, or the same again, asks";
  CHECK(session.press(U'2') == named);
  CHECK(session.press(U'l') != named);  // another key forgets it, and does what it does
  CHECK(session.explorer.walk().token() == 2);
  session.press(U'h');
  CHECK(session.press(U'2') == named);
  session.explorer.take({.name = KeyName::escape});
  CHECK_FALSE(session.inquiry.waits());
  CHECK(session.asker.asked.empty());
  session.press(U'2');
  CHECK(session.press(U'2') == "asking m at h; Esc stops it");
  REQUIRE(session.asker.asked.size() == 1);
  CHECK(session.asker.asked[0].token == 1);
  session.asker.add(answer_of({{" so", 1}}));
  session.explorer.attend();
  CHECK(session.footer() == "“ was” in place of “ is”: does not rejoin; Space: branches");
  session.press(U'l');
  session.press(U'1');
  CHECK(session.asker.asked.size() == 2);
}

TEST_CASE("what is known already, and what was said anyway, costs nothing") {
  const Answer answer = trunk();
  Session session(answer);
  CHECK(session.press(U'1') == "1 is what was said");
  CHECK(session.press(U'9') == "there is no alternative 9");
  session.press(U'2');
  session.explorer.take({.name = KeyName::enter});
  session.asker.add(answer_of({{" is", 0.5}, {" now", 0.2}}));
  session.explorer.attend();
  const std::string known = "“He” in place of “It”: rejoins after 1 token: wording only";
  CHECK(session.footer() == known + "; Space: branches");
  CHECK(session.press(U'2') == known);
  CHECK(session.asker.asked.size() == 1);
}

TEST_CASE("the runners-up of all clues are asked for one after another") {
  const Answer answer = trunk();
  Session session(answer);
  CHECK(session.press(U'w') ==
        "this asks m at h for at most 40 tokens, 2 times: Enter, or the same again, asks");
  session.press(U'w');
  CHECK(session.inquiry.descriptor() == 7);
  CHECK(session.footer() == "asking m at h, 1 of 2; Esc stops it");
  session.asker.fail("no \x1b", false);
  session.explorer.attend();
  CHECK(session.footer() == "asking m at h, 2 of 2; Esc stops it");
  session.asker.add(answer_of({{" so", 1}}));
  session.explorer.attend();
  CHECK(session.footer() ==
        "1 of 1 branch does not rejoin; 1 not there: no \\x1b; Space: branches");
  CHECK(session.asker.asked[0].token == 2);  // the most probable first
  CHECK(session.asker.asked[1].token == 1);
  session.press(U'w');
  session.asker.fail("gone", true);
  session.explorer.attend();
  CHECK(session.footer() == "no branch: gone");
}

TEST_CASE("five continuations are drawn and counted") {
  const Answer answer = trunk();
  Session session(answer);
  session.press(U'l');
  session.press(U'r');
  session.press(U'r');
  for (const char* text : {" was", " is", " was", " was", " is"}) {
    session.asker.add(answer_of({{text, 0.5}}));
  }
  for (int i = 0; i < 5; ++i) session.explorer.attend();
  CHECK(session.footer() == "2 different: 3 × “ was”, 2 × “ is”; Space: branches");
  CHECK_FALSE(session.asker.asked[4].forces());
  CHECK(session.asker.asked[4].token == 1);
  CHECK(session.explorer.walks().tree().size() == 2);
}

TEST_CASE("Esc stops what is asked for, and else nothing") {
  const Answer answer = trunk();
  Session session(answer);
  session.press(U'w');
  session.press(U'w');
  session.asker.add(answer_of({{" so", 1}}));
  session.explorer.attend();
  CHECK(session.press(U'2') == "one thing at a time: Esc stops what is asked for");
  session.explorer.take({.name = KeyName::escape});
  CHECK(session.footer() == "stopped; 1 of 2 came");
  CHECK(session.asker.stopped == 1);
  CHECK_FALSE(session.explorer.stop());
}

TEST_CASE("why nobody is asked is told") {
  const Answer answer = trunk();
  Session session(answer);
  session.asker.no = "because";
  for (const char32_t key : {U'2', U'w', U'r'}) CHECK(session.press(key) == "because");
  Explorer alone(answer, {}, false);
  alone.take(letter(U'2'));
  CHECK(without_colors(alone.rows(80, 24).back()).find("nobody can be asked") == 0);
  Answer open = trunk();
  open.state = State::open;
  Session early(open);
  CHECK(early.press(U'2') == "the answer is not whole yet");
}

TEST_CASE("Space shows one branch after another, and what is shown is printed") {
  const Answer answer = trunk();
  Session session(answer);
  CHECK(session.press(U' ').find("there are no branches yet") == 0);
  session.press(U'w');
  session.press(U'w');
  session.asker.add(answer_of({{" on", 1}}));
  session.asker.add(answer_of({{" so", 1}}));
  session.explorer.attend();
  session.explorer.attend();
  const auto message = [&] { return session.explorer.walk().answer().choices.front().message; };
  CHECK(session.press(U' ').find("Space ↑↓ another") == 0);
  CHECK(message() == "It was so");  // what came last
  session.press(U' ');
  CHECK(message() == "It is then on");
  session.explorer.take({.name = KeyName::escape});
  CHECK(message().empty());
  session.press(U' ');
  session.explorer.take({.name = KeyName::down});
  session.explorer.take({.name = KeyName::enter});
  CHECK(message() == "It is then on");
  session.press(U'd');
  CHECK(session.explorer.walks().tree().size() == 1);
  CHECK(session.press(U'd') == "this is the answer itself: Space shows its branches");
}

TEST_CASE("another question is asked, and its answer can be branched with its own request") {
  const Answer answer = trunk();
  Session session(answer);
  CHECK(session.press(U'a') == "ask m at h for at most 99 tokens:");
  session.explorer.take({.name = KeyName::escape});
  CHECK(session.asker.questions.empty());
  session.press(U'a');
  session.explorer.take({.name = KeyName::paste, .text = "Who\nelse?"});
  session.explorer.take({.name = KeyName::enter});
  CHECK(session.asker.questions == std::vector<std::string>{"Who\nelse?"});
  session.asker.add(answer_of({{"He", 0.5, {{"He", 0.5}, {"She", 0.4}}}}));
  session.asker.came.front().request = "{}";
  session.explorer.attend();
  CHECK(session.footer().find("else?”: “He”") != std::string::npos);
  session.press(U' ');
  session.explorer.take({.name = KeyName::enter});
  CHECK(session.explorer.walk().answer().question == "Who\nelse?");
  session.press(U'2');
  CHECK(session.asker.requests == std::vector<std::string>{"{}"});
  session.asker.add(answer_of({{" too", 1}}));
  session.explorer.attend();
  CHECK(session.explorer.walks().tree().size() == 2);
  session.press(U'd');
  CHECK(session.explorer.walks().tree().size() == 0);
  CHECK(session.explorer.walk().current() != nullptr);
}

TEST_CASE("by lines the same is asked") {
  const Answer answer = trunk();
  Ready asker;
  Inquiry inquiry(&asker);
  LinesMode walk(answer, {}, &inquiry);
  CHECK(walk.take("b") == "there are no branches\n");
  CHECK(walk.take("2") ==
        "this asks m at h for at most 40 tokens: Enter, or the same again, asks\n");
  asker.add(answer_of({{" was", 1}}));
  CHECK(walk.take("") == "“He” in place of “It”: does not rejoin\n");
  asker.add(answer_of({{" on", 1}}));
  asker.fail("no", false);
  CHECK(walk.take("w") ==  // more than was agreed to
        "this asks m at h for at most 40 tokens, 2 times: Enter, or the same again, asks\n");
  CHECK(walk.take("w") == "1 of 1 branch does not rejoin; 1 not there: no\n");
  CHECK(walk.take("b") ==
        "“He” in place of “It”: does not rejoin; 0 of 2, He, 1.0 percent, second choice, low: 1 It "
        "99.0%\n");
  CHECK(walk.take("d").find("the answer itself; ") == 0);
}
