#include "read/join/items.hpp"

#include <string>

#include "catch.hpp"
#include "letters.hpp"
#include "read/tokens/build.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Kind;
using logprobs::ReadOptions;
using logprobs::read::Items;
using logprobs::read::Notes;

namespace {

const ReadOptions options;

void add(Items& items, std::string_view id, std::string_view letters, bool ends = false) {
  Answer part;
  part.id = id;
  samples::add_choice(part, 0, Kind::content, letters, letters);
  if (ends) logprobs::read::end_choice(part, 0, "");
  const Notes notes;
  const std::string trouble;
  items.add(part, {notes, trouble});
}

/// The items that are finished, in their order.
std::string finished(Items& items) {
  std::string out;
  while (items.next()) {
    const Answer& answer = items.answer();
    out += answer.id + " " + samples::show(answer) + " " +
           std::string(samples::word(answer.state)) + "; ";
  }
  return out;
}

}  // namespace

TEST_CASE("items whose parts are interleaved are an answer each") {
  Items items(options);
  add(items, "a", "A");
  add(items, "b", "B");
  add(items, "a", "C");
  CHECK(finished(items).empty());
  add(items, "b", "D", true);
  CHECK(finished(items) == "b 0=B|D complete; ");
  add(items, "a", "E", true);
  add(items, "b", "F");
  CHECK(finished(items) == "a 0=A|C|E complete; ");
  items.finish();
  CHECK(finished(items) == "b 0=F cut; ");
}

TEST_CASE("of too many open items, the first is cut off") {
  Items items(options);
  for (int i = 0; i < 16; ++i) add(items, std::to_string(i), "A");
  CHECK(finished(items).empty());
  add(items, "more", "B", true);
  CHECK(finished(items) == "0 0=A cut; more 0=B complete; ");
}

TEST_CASE("an item that fails is finished") {
  Items items(options);
  add(items, "a", "A");
  Answer part;
  part.id = "a";
  part.failure = logprobs::Failure{"inaudible", "", {}};
  const Notes notes;
  const std::string trouble;
  items.add(part, {notes, trouble});
  CHECK(finished(items) == "a 0=A refused; ");
}
