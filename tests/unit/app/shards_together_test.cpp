#include "app/shards_together.hpp"

#include <string>
#include <vector>

#include "catch.hpp"
#include "folder.hpp"
#include "usage.hpp"

using namespace logprobs;
using namespace logprobs::app;

namespace {

/// A result of one shard, which has read these bytes of a file of 100, with 10 lines.
Partial partial_of(std::uint64_t index, std::uint64_t begin, std::uint64_t end) {
  Partial partial;
  partial.name = "part" + std::to_string(index);
  partial.count = 2;
  partial.files = {{"a", 100}};
  partial.shards.push_back({index, {{0, begin, end, 10, {}}}, {}});
  partial.stats = "{}";
  return partial;
}

std::string refused(const std::vector<Partial>& partials) {
  return test::usage_message([&] {
    refuse_foreign(partials);
    refuse_missing(partials);
  });
}

}  // namespace

TEST_CASE("shards are together in any order") {
  const Partial one = partial_of(1, 0, 60), two = partial_of(2, 60, 100);
  CHECK(refused({one, two}).empty());
  CHECK(refused({two, one}).empty());
  const std::vector<Partial> both = {two, one};
  const FileParts parts(both);
  CHECK(parts.of(0).front().end == 60);
  CHECK(parts.line_of("a", 59, 3) == 3);
  CHECK(parts.line_of("a", 60, 3) == 13);
  CHECK(parts.line_of("b", 60, 3) == 3);
}

TEST_CASE("shards that are missing, doubled, of other work, or do not fit") {
  const Partial one = partial_of(1, 0, 60), two = partial_of(2, 60, 100);
  CHECK_THAT(refused({one}), StartsWith("--merge: 1 of 2 shards is missing: 2/2;"));
  CHECK_THAT(refused({one, two, two}), StartsWith("--merge: shard 2/2 is in part2 and in part2:"));
  Partial other = two;
  other.files[0].size = 101;
  CHECK(refused({one, other}) ==
        "--merge: part1 and part2 do not belong together: of a (100 bytes) and of a (101 bytes)");
  other = two;
  other.options = {"--low", "0.2"};
  CHECK_THAT(refused({one, other}), Contains("counted with no option and with --low 0.2"));
  for (const auto& [begin, end] : {std::pair{61, 100}, std::pair{59, 100}, std::pair{60, 99}}) {
    const Partial wrong =
        partial_of(2, static_cast<std::uint64_t>(begin), static_cast<std::uint64_t>(end));
    CHECK_THAT(refused({one, wrong}), StartsWith("--merge: a changed between the shards"));
  }
}

TEST_CASE("a result in a file is read as it was written") {
  const test::Folder folder;
  Partial partial = partial_of(2, 60, 100);
  partial.options = {"--fail-on", "low", "--by", "é“\n"};
  Problem problem;
  problem.message = "not JSON";
  problem.code = "cut_off";
  problem.place.offset = 61;
  partial.shards[0].parts[0].lone = problem;
  partial.shards[0].sums.code = ExitCode::gate;
  partial.shards[0].sums.first_trip = "a: low";
  partial.shards[0].sums.trips = 3;
  const std::string text = text_of(partial);
  const Partial read = read_partial(folder.file("part", text));
  CHECK(text_of(read) == text);
  CHECK(read.shards[0].parts[0].lone->place.offset == 61);
  CHECK(read.shards[0].sums.code == ExitCode::gate);
  CHECK_THAT(test::usage_message(
                 [&] { return read_partial(folder.file("cut", text.substr(0, text.size() - 9))); }),
             Contains("is damaged or cut off"));
}
