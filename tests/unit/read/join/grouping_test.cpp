#include "read/join/grouping.hpp"

#include <string>

#include "catch.hpp"
#include "letters.hpp"
#include "read/tokens/build.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Kind;
using logprobs::read::ChoicePlaces;
using logprobs::read::Grouping;
using logprobs::read::Notes;

namespace {

/// A part of an answer: a token of choice 0.
Answer part_of(std::string_view id, std::string_view format = "openai-chat") {
  Answer part;
  part.id = id;
  part.format = format;
  samples::add_choice(part, 0, Kind::content, "A", "A");
  return part;
}

const Notes role = [] {
  Notes notes;
  notes.role = true;
  return notes;
}();

/// An open response, and whether parts belong to it.
struct Open {
  Answer answer;
  Grouping grouping;
  ChoicePlaces choices;

  void add(Answer part, const Notes& notes = {}) {
    answer.format = part.format;
    answer.custom_id = part.custom_id;
    grouping.add(answer, part, notes);
    choices.place(part);
  }
  bool takes(const Answer& part, const Notes& notes = {}) const {
    return grouping.takes(answer, choices, part, notes);
  }
};

}  // namespace

TEST_CASE("parts with one id are of one response") {
  Open open;
  open.add(part_of("x"), role);
  CHECK(open.takes(part_of("x")));
  CHECK(open.takes(part_of("x"), role));
  CHECK(open.answer.id == "x");
  open.add(part_of("x"));
  CHECK_FALSE(open.takes(part_of("y")));
  CHECK_FALSE(open.takes(part_of("y"), role));
}

TEST_CASE("where each part has an id of its own, the next one without a role goes on") {
  Open open;
  open.add(part_of("x"), role);
  open.add(part_of("y"));
  CHECK(open.takes(part_of("z")));
  CHECK_FALSE(open.takes(part_of("z"), role));
  CHECK(open.answer.id == "x");
}

TEST_CASE("without a role at its beginning, another id is another response") {
  Open open;
  open.add(part_of("x"));
  CHECK_FALSE(open.takes(part_of("y")));
}

TEST_CASE("a choice that has ended does not go on under another id") {
  Open open;
  Answer last = part_of("x");
  logprobs::read::end_choice(last, 0, "stop");
  open.add(last, role);
  CHECK_FALSE(open.takes(part_of("y")));
}

TEST_CASE("without ids, the format, the model and the ends of choices decide") {
  Open open;
  open.add(part_of("", "tgi"));
  CHECK(open.takes(part_of("", "tgi")));
  CHECK_FALSE(open.takes(part_of("", "gemini")));
  Answer other = part_of("", "tgi");
  other.model = "b";
  CHECK(open.takes(other));
  Answer named = part_of("", "tgi");
  named.model = "a";
  Open of_a;
  of_a.add(named);
  CHECK_FALSE(of_a.takes(other));
  Answer last = part_of("", "tgi");
  logprobs::read::end_choice(last, 0, "stop");
  open.add(last);
  CHECK_FALSE(open.takes(part_of("", "tgi")));
}

TEST_CASE("a part without choices belongs to what is open, unless it names another request") {
  Open open;
  open.add(part_of("x"), role);
  Answer usage;
  usage.id = "y";
  CHECK(open.takes(usage));
  usage.custom_id = "request-2";
  CHECK_FALSE(open.takes(usage));
}

TEST_CASE("the next response begins without what was known of the last one") {
  Open open;
  open.add(part_of("x"), role);
  open.grouping.begin();
  CHECK(open.takes(part_of("y"), role));
}

TEST_CASE("after a failure, a part without an id begins another response") {
  Open open;
  open.add(part_of(""));
  open.answer.failure = logprobs::Failure{};
  CHECK_FALSE(open.takes(part_of("")));
}

TEST_CASE("a token whose place is not after the last one's begins another response") {
  Open open;
  const auto at = [](std::int64_t place) {
    Notes notes;
    notes.place = place;
    return notes;
  };
  open.add(part_of("", "tgi"), at(4));
  CHECK(open.takes(part_of("", "tgi"), at(5)));
  CHECK_FALSE(open.takes(part_of("", "tgi"), at(4)));
  CHECK_FALSE(open.takes(part_of("", "tgi"), at(1)));
}
