#include "read/tokens/build.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "letters.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Choice;
using logprobs::Kind;
using samples::add_choice;

TEST_CASE("choices are kept by index, then by kind") {
  Answer answer;
  logprobs::read::choice_of(answer, 1, Kind::content);
  logprobs::read::choice_of(answer, 0, Kind::refusal);
  logprobs::read::choice_of(answer, 1, Kind::prompt);
  logprobs::read::choice_of(answer, 0, Kind::content);
  logprobs::read::choice_of(answer, 3, Kind::reasoning);
  logprobs::read::choice_of(answer, 1, Kind::content).finish_reason = "stop";
  CHECK(samples::show(answer) == "0 0:refusal 1:prompt 1:stop 3:reasoning");
}

TEST_CASE("many choices that come in any order are found while they come, and sorted at the end") {
  constexpr int count = 1000;
  Answer answer;
  for (int i = 0; i < count; ++i) {
    const int index = (i * 7) % count;
    logprobs::read::choice_of(answer, index, Kind::content).message += "a";
    logprobs::read::choice_of(answer, (index + 500) % count, Kind::content).message += "b";
    REQUIRE(logprobs::read::known_choice(answer, index, Kind::content) != nullptr);
    logprobs::read::end_choice(answer, index, "stop");
  }
  CHECK(logprobs::read::known_choice(answer, count, Kind::content) == nullptr);
  REQUIRE(!answer.late.empty());
  logprobs::read::sort_choices(answer);
  REQUIRE(answer.late.empty());
  REQUIRE(answer.choices.size() == count);
  for (int i = 0; i < count; ++i) {
    const Choice& choice = answer.choices[static_cast<std::size_t>(i)];
    REQUIRE(choice.index == i);
    CHECK(choice.message.size() == 2);
    CHECK(choice.finish_reason == "stop");
  }
}

TEST_CASE("a choice may get its index last") {
  Answer answer;
  add_choice(answer, 2, Kind::content, "A", "m");
  add_choice(answer, -1, Kind::content, "B", "n");
  add_choice(answer, -1, Kind::refusal, "C");
  logprobs::read::end_choice(answer, -1, "stop");
  logprobs::read::renumber(answer, -1, 2);
  CHECK(samples::show(answer) == "2=A|B:stop 2:refusal=C:stop");
  CHECK(answer.choices[0].message == "mn");
  logprobs::read::renumber(answer, -1, 5);  // none there
  CHECK(answer.choices.size() == 2);
}

TEST_CASE("a cleared answer is as new, except that it keeps its source and its memory") {
  Answer answer;
  answer.source = "a file's name that is too long to be kept inside of a std::string";
  const std::string source = answer.source;
  const char* const source_memory = answer.source.data();
  answer.state = logprobs::State::cut;
  answer.place = {1, 2};
  answer.format = "tokens";
  answer.id = answer.model = answer.custom_id = "x";
  answer.created = 1;
  answer.failure = logprobs::Failure{};
  answer.warnings = {"w"};
  add_choice(answer, 0, Kind::content, "ABC", "message");
  logprobs::read::end_choice(answer, 0, "stop");
  const auto* const tokens = answer.choices[0].tokens.data();
  const std::size_t bytes = answer.bytes.capacity();
  const std::size_t alternatives = answer.alternatives.capacity();
  logprobs::read::clear(answer);
  CHECK(answer.source == source);
  CHECK(answer.source.data() == source_memory);
  CHECK(answer.state == logprobs::State::open);
  CHECK((std::string(answer.format) + answer.id + answer.model + answer.custom_id).empty());
  CHECK_FALSE((answer.created || answer.failure || answer.place.line || answer.place.offset));
  CHECK((answer.choices.empty() && answer.alternatives.empty() && answer.bytes.empty()));
  CHECK(answer.warnings.empty());
  CHECK(answer.bytes.capacity() == bytes);
  CHECK(answer.alternatives.capacity() == alternatives);
  Choice& again = logprobs::read::choice_of(answer, 1, Kind::refusal);
  CHECK(again.tokens.data() == tokens);
  CHECK(samples::show(answer) == "1:refusal");
  CHECK(again.message.empty());
}
