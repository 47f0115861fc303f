#include "read/join/reasoning.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"
#include "read/join/join.hpp"
#include "read/tokens/build.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Choice;
using logprobs::Kind;
using logprobs::read::Notes;
using logprobs::read::Reasoning;

namespace {

void add_choice(Answer& answer, int index, Kind kind, std::string_view message,
                const std::vector<std::string_view>& tokens = {}) {
  Choice& choice = logprobs::read::choice_of(answer, index, kind);
  choice.message = message;
  for (const std::string_view text : tokens) {
    choice.tokens.push_back(samples::make_token(answer, {text, -0.5}, {}));
  }
}

/// A response as it comes, in parts.
struct Stream {
  std::string take(Answer part, const Notes& notes = {}) {
    reasoning.expect(notes, answer, part);
    logprobs::read::append(answer, part);
    reasoning.sort_part(notes, part, keep, answer);
    return samples::show(answer);
  }

  bool keep = true;
  Answer answer;
  Reasoning reasoning;
};

Answer part_of(int index, Kind kind, std::string_view message,
               const std::vector<std::string_view>& tokens) {
  Answer part;
  add_choice(part, index, Kind::content, "", tokens);
  logprobs::read::choice_of(part, index, kind).message = message;
  return part;
}

}  // namespace

TEST_CASE("each choice has reasoning of its own") {
  Stream stream;
  stream.take(part_of(0, Kind::reasoning, "Hm", {"Hm"}));
  stream.take(part_of(1, Kind::reasoning, "Ah", {"Ah"}));
  stream.take(part_of(2, Kind::content, "No", {"No"}));
  stream.take(part_of(1, Kind::content, "Yes", {"Yes"}));
  CHECK(stream.take(part_of(0, Kind::content, "So", {"So"})) ==
        "0:reasoning=Hm 0=So 1:reasoning=Ah 1=Yes 2=No");
  CHECK((stream.reasoning.found(0) && stream.reasoning.found(1) && !stream.reasoning.found(2)));
}

TEST_CASE("reasoning that is not asked for is dropped") {
  Stream stream;
  stream.keep = false;
  CHECK_FALSE(stream.reasoning.dropped());
  stream.take(part_of(0, Kind::reasoning, "Hm", {"Hm"}));
  CHECK(stream.reasoning.dropped());
  stream.take(part_of(0, Kind::content, "So", {"So"}));
  CHECK(stream.answer.choices.back().tokens.size() == 1);
  CHECK(stream.answer.choices.front().tokens.empty());
}

TEST_CASE("only a delta without text lets the first tokens wait") {
  Stream stream;
  CHECK(stream.take(part_of(0, Kind::content, "", {"a"})) == "0=a");  // no delta at all
  Stream waiting;
  CHECK(waiting.take(part_of(0, Kind::content, "", {"a"}), {.empty_delta = true}) ==
        "0:reasoning 0");
  Stream cut = waiting;
  waiting.reasoning.sort_rest(false, true, waiting.answer);
  CHECK(samples::show(waiting.answer) == "0:reasoning 0=a");
  cut.reasoning.sort_rest(true, true, cut.answer);  // they may be of either
  CHECK(samples::show(cut.answer) == "0:reasoning 0");
}

TEST_CASE("reasoning with a list of its own is left as it is") {
  Answer part;
  add_choice(part, 0, Kind::reasoning, "Hm", {"Hm"});
  add_choice(part, 0, Kind::content, "So", {"So"});
  Stream stream;
  CHECK(stream.take(part) == "0:reasoning=Hm 0=So");
  Reasoning reasoning;
  reasoning.sort_whole(false, true, part);
  CHECK(samples::show(part) == "0:reasoning=Hm 0=So");
  CHECK_FALSE(reasoning.found(0));
}

TEST_CASE("a whole response is sorted by its messages, or by a mark before the answer") {
  Answer answer;
  add_choice(answer, 0, Kind::reasoning, "Hm");
  add_choice(answer, 0, Kind::content, "So", {"Hm", "So"});
  add_choice(answer, 1, Kind::content, "No", {"Ah", "</think>", "No"});
  add_choice(answer, 2, Kind::content, "Tea", {"Tea"});
  Reasoning reasoning;
  reasoning.sort_whole(false, true, answer);
  CHECK(samples::show(answer) == "0:reasoning=Hm 0=So 1:reasoning=Ah|</think> 1=No 2=Tea");
  CHECK((reasoning.found(0) && reasoning.found(1) && !reasoning.found(2)));
  CHECK_FALSE((reasoning.mixed(0) || reasoning.mixed(1)));
}
