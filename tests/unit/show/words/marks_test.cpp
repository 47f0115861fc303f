#include "show/words/marks.hpp"

#include "catch.hpp"

using logprobs::Clues;
using logprobs::Marks;
using logprobs::show::marks_of;

TEST_CASE("marks have a fixed order, and low has none") {
  struct Row {
    Clues clues;
    std::string emoji, ascii;
  };
  const std::vector<Row> rows = {
      {{false, false, false}, "", ""},       {{true, false, false}, "", ""},
      {{false, true, false}, "🔀", "{~}"},    {{false, false, true}, "🎯", "{!}"},
      {{false, true, true}, "🔀🎯", "{~}{!}"}, {{true, true, true}, "🔀🎯", "{~}{!}"},
  };
  for (const Row& row : rows) {
    CHECK(marks_of(row.clues, Marks::emoji) == row.emoji);
    CHECK(marks_of(row.clues, Marks::ascii) == row.ascii);
    CHECK(marks_of(row.clues, Marks::none).empty());
  }
}
