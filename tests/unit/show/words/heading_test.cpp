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

TEST_CASE("an answer from a server has no line") {
  Answer answer;
  answer.source = "http://127.0.0.1:8080/v1/chat/completions";
  answer.place.line = 1;
  CHECK(heading(answer) == "http://127.0.0.1:8080/v1/chat/completions");
}
