#include "show/words/heading.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;
using namespace logprobs::test;

TEST_CASE("a long question is cut off between two characters") {
  const std::string fits(2000, 'a');
  CHECK(short_question(fits) == fits);
  CHECK(short_question(fits + "b") == fits + "…");
  CHECK(short_question(fits.substr(1) + "é") == fits.substr(1) + "…");
}

TEST_CASE("a heading names source, line, request and choice as far as needed") {
  Answer answer = answer_of({{"a"}});
  CHECK(heading(answer, answer.choices[0]) == "a.json");
  answer.place.line = 3;
  answer.custom_id = "req-7";
  CHECK(heading(answer, answer.choices[0]) == "a.json:3 · req-7");
  add_choice(answer, 1, {{"b"}}, Kind::refusal);
  CHECK(heading(answer, answer.choices[0]) == "a.json:3 · req-7 · choice 0");
  CHECK(heading(answer, answer.choices[1]) == "a.json:3 · req-7 · choice 1 · refusal");
  answer.choices.erase(answer.choices.begin());
  CHECK(heading(answer, answer.choices[0]) == "a.json:3 · req-7 · choice 1 · refusal");
  answer.source = "a\x1b[2J\n.json";
  answer.custom_id = "\u202e";
  CHECK(heading(answer, answer.choices[0]) ==
        "a\\x1b[2J\\n.json:3 · \\u{202e} · choice 1 · refusal");
}

TEST_CASE("a choice is counted among those of its answer") {
  Answer answer = answer_of({{"a"}});
  add_choice(answer, 0, {{"I"}}, Kind::refusal);
  add_choice(answer, 2, {{"b"}});
  add_choice(answer, 2, {{"No"}}, Kind::refusal);
  const auto names = [&](bool one_of_several) {
    std::vector<std::string> all;
    for (const Choice& choice : answer.choices) {
      all.push_back(answer_name(answer, choice, one_of_several));
    }
    return all;
  };
  using Names = std::vector<std::string>;
  CHECK(names(false) == Names{"answer", "refusal", "answer 3", "answer 3 · refusal"});
  CHECK(names(true) == Names{"answer 1", "answer 1 · refusal", "answer 3", "answer 3 · refusal"});
  answer.choices_asked = 3;
  CHECK(names(false) == Names{"answer 1 of 3", "answer 1 of 3 · refusal", "answer 3 of 3",
                              "answer 3 of 3 · refusal"});
  answer.choices_asked = 2;  // more came
  CHECK(names(false)[2] == "answer 3");
  answer.choices_asked = 1;
  CHECK(names(false)[0] == "answer");
}

TEST_CASE("an answer from a server has no line") {
  Answer answer;
  answer.source = "http://127.0.0.1:8080/v1/chat/completions";
  answer.place.line = 1;
  CHECK(heading(answer) == "http://127.0.0.1:8080/v1/chat/completions");
}
