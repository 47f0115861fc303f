#include "read/join/choice_places.hpp"

#include <string>
#include <vector>

#include "catch.hpp"
#include "letters.hpp"
#include "read/tokens/build.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Kind;
using logprobs::read::ChoicePlaces;
using logprobs::read::Repeats;
using samples::add_choice;

namespace {

Answer part_of(int index, std::string_view letters, std::string_view message, bool ends = false,
               Kind kind = Kind::content) {
  Answer part;
  add_choice(part, index, kind, letters, message);
  if (ends) logprobs::read::end_choice(part, index, "");
  return part;
}

/// The index that the only choice of the part gets.
int place(ChoicePlaces& places, Answer part, Repeats repeats = Repeats::no) {
  places.place(part, repeats);
  return part.choices.front().index;
}

}  // namespace

TEST_CASE("choices have ended when each has its end sign") {
  ChoicePlaces places;
  CHECK_FALSE(places.all_ended());
  place(places, part_of(0, "A", "A"));
  place(places, part_of(3, "", "", true));
  CHECK_FALSE(places.all_ended());
  place(places, part_of(0, "", "", true));
  place(places, part_of(0, "", "", true));
  CHECK(places.all_ended());
  place(places, part_of(1, "", ""));
  CHECK_FALSE(places.all_ended());
  places.end_all();
  CHECK(places.all_ended());
  CHECK(places.shows(3));
  CHECK_FALSE(places.shows(2));
  CHECK(places.warnings().empty());
}

TEST_CASE("what comes after a choice's end is another choice with the next free index") {
  ChoicePlaces places;
  CHECK(place(places, part_of(0, "A", "A", true)) == 0);
  CHECK(place(places, part_of(0, "", "", true)) == 0);  // a second end sign
  CHECK(place(places, part_of(0, "B", "B")) == 1);
  CHECK_FALSE(places.all_ended());
  CHECK(place(places, part_of(0, "C", "C", true)) == 1);
  CHECK(places.all_ended());
  CHECK(place(places, part_of(1, "D", "D", true)) == 2);
  CHECK(place(places, part_of(0, "", "E", true)) == 3);
  CHECK(places.shows(3));
  CHECK(places.warnings() ==
        std::vector<std::string>{
            "3 choices have the index 0 in the response; each after the first is shown with the "
            "next free index",
            "the choice with index 1 in the response is shown with index 2"});
}

TEST_CASE("what a server may send after a choice's end begins no other choice") {
  ChoicePlaces places;
  place(places, part_of(0, "", "text", true));
  CHECK(place(places, part_of(0, "ABCD", "")) == 0);  // the logprobs of the whole text
  CHECK(place(places, part_of(0, "ABCD", "text"), Repeats::yes) == 0);
  CHECK(place(places, part_of(0, "P", "", false, Kind::prompt)) == 0);
  CHECK(places.all_ended());
  CHECK(place(places, part_of(0, "A", "")) == 1);
}

TEST_CASE("all kinds of a choice move together, and the part stays sorted") {
  ChoicePlaces places;
  Answer first = part_of(0, "A", "A", true);
  add_choice(first, 1, Kind::content, "B", "B");
  places.place(first);
  Answer second = part_of(0, "", "", false, Kind::reasoning);
  add_choice(second, 0, Kind::content, "C", "C");
  add_choice(second, 1, Kind::content, "D", "D");
  places.place(second);
  CHECK(samples::show(second) == "1=D 2:reasoning 2=C");
}
