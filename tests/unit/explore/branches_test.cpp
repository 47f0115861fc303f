#include "explore/branches.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::explore;
using logprobs::test::answer_of;
using logprobs::test::judged;

namespace {

/// Sure, a near tie, and a token that was not the best.
Answer doubtful() {
  return answer_of({{"It", 0.99, {{"It", 0.99}, {"He", 0.01}}},
                    {" is", 0.5, {{" is", 0.5}, {" was", 0.4}}},
                    {" now", 0.2, {{" then", 0.7}, {" now", 0.2}, {" then", 0.05}}}});
}

std::string_view forced_text(const Answer& answer, const std::optional<Fork>& fork) {
  return fork ? forced(answer, *fork).shown : "none";
}

}  // namespace

TEST_CASE("the runner-up of every clue is a fork, the most probable first") {
  const Answer answer = doubtful();
  const std::vector<Fork> forks = runners_up(answer, judged(answer));
  REQUIRE(forks.size() == 2);
  CHECK(forks[0].token == 2);
  CHECK(forced_text(answer, forks[0]) == " then");
  CHECK(forks[1].token == 1);
  CHECK(forced_text(answer, forks[1]) == " was");
}

TEST_CASE("clues without alternatives, and those of reasoning, are no forks") {
  Answer answer = answer_of({{"a", 0.01}, {"b", 0.01, {{"b", 0.01}}}});
  CHECK(runners_up(answer, judged(answer)).empty());
  answer = doubtful();
  answer.choices.front().kind = Kind::reasoning;
  CHECK(runners_up(answer, judged(answer)).empty());
  CHECK_FALSE(first_content(answer));
}

TEST_CASE("a token that the list left out is known as the chosen one") {
  const Answer answer = answer_of({{"x", 0.5, {{"a", 0.4}, {"b", 0.3}}}});
  const Report report = judged(answer);
  CHECK(forced_text(answer, fork_at(answer, report, 0, 0, 1)) == "x");
  CHECK(forced_text(answer, fork_at(answer, report, 0, 0, 2)) == "a");
  CHECK(forced_text(answer, fork_at(answer, report, 0, 0, 3)) == "b");
  CHECK_FALSE(fork_at(answer, report, 0, 0, 4));
}

TEST_CASE("ranks count the alternatives, each once a logprob") {
  const Answer answer = doubtful();
  const Report report = judged(answer);
  CHECK(forced_text(answer, fork_at(answer, report, 0, 2, 1)) == " then");
  CHECK(forced_text(answer, fork_at(answer, report, 0, 2, 2)) == " now");
  CHECK(forced_text(answer, fork_at(answer, report, 0, 2, 3)) == " then");
  CHECK_FALSE(fork_at(answer, report, 0, 2, 4));
  CHECK_FALSE(fork_at(answer, report, 0, 2, 0));
  CHECK_FALSE(fork_at(answer, report, 0, 3, 1));
}

TEST_CASE("a branch is joined to the answer that it leaves") {
  const Answer answer = doubtful();
  const Fork fork = *fork_at(answer, judged(answer), 0, 1, 2);
  Answer came = answer_of({{" wise", 0.5, {{" wise", 0.5}, {" odd", 0.5}}}});
  came.choices.front().finish_reason = "length";
  const Answer whole = joined(answer, fork, came);
  REQUIRE(whole.choices.size() == 1);
  const Choice& choice = whole.choices.front();
  CHECK(choice.message == "It was wise");
  CHECK(choice.finish_reason == "length");
  REQUIRE(choice.tokens.size() == 3);
  CHECK(probability(choice.tokens[1].logprob) == Approx(0.4));
  CHECK(whole.view(whole.begin(choice.tokens[2])[1].text) == " odd");
  CHECK(judged(whole).choices.front().verdicts[1].clues.any());
}

TEST_CASE("a branch knows what became of it") {
  const Answer answer = doubtful();
  const Fork fork = *fork_at(answer, judged(answer), 0, 1, 2);
  const Branch branch = branch_of(answer, fork, answer_of({{" NOW!", 0.25}}));
  CHECK(branch.text() == " was NOW!");
  CHECK(branch.rejoin == Rejoin{Becomes::rejoins, 1});
  CHECK(branch.perplexity == Approx(4));
  CHECK(outcome(branch) == "rejoins after 1 token: wording only");
  Answer came = answer_of({{" NOW!", 0.25}});
  came.choices.front().finish_reason = "length";
  CHECK(outcome(branch_of(answer, fork, came)) == "not known yet");
  CHECK(outcome(branch_of(answer, fork, answer_of({{"It is now", 1}}))) ==
        "the server began a new answer instead of going on");
  CHECK(outcome({.fork = fork, .tokens = {}, .rejoin = {}, .problem = "why"}) == "no branch: why");
}

TEST_CASE("what was forced may come back before what follows it") {
  const Answer answer = doubtful();
  const Fork fork = *fork_at(answer, judged(answer), 0, 1, 2);
  const Branch branch = branch_of(answer, fork, answer_of({{"It", 1}, {" was", 1}, {" not", 1}}));
  CHECK(branch.text() == " was not");
  CHECK_FALSE(branch.began_anew);
}

TEST_CASE("a server that begins anew is told by its first words") {
  CHECK(begins_anew("As of", "As of October 2023 it", "As of today"));
  CHECK(
      begins_anew("As of October 2023 it", "As of October 2023 it is", " as of OCTOBER 2023, he"));
  CHECK(begins_anew("", "Warsaw.", "Warsaw"));
  CHECK_FALSE(begins_anew("As of", "As of October", " my last update"));
  CHECK_FALSE(begins_anew("As", "As of October", " as"));
  CHECK_FALSE(begins_anew("", "", ""));
}

TEST_CASE("tokens that end an answer") {
  for (const std::string_view token : {"", "</s>", "<|im_end|>", "<eos>"})
    CHECK(ends_answer(token));
  for (const std::string_view token : {" ", "<", "<||>", "<|a", "</p>"}) {
    CHECK_FALSE(ends_answer(token));
  }
}
