#include "read/logits/token_rows.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "catch.hpp"
#include "read/logits/memory_file.hpp"

namespace logprobs::read {
namespace {

constexpr std::uint64_t vocabulary = 1000;
constexpr std::uint64_t batch = 3;
constexpr std::uint64_t steps = 20;
constexpr std::int64_t end = 999;
constexpr std::size_t size_of_ids = batch * steps * sizeof(std::int64_t);

/// The tokens of sequence 1 end with the fourth, all others have the number of their row as id.
std::int64_t id_of(std::uint64_t sequence, std::uint64_t step) {
  return sequence == 1 && step == 3 ? end : static_cast<std::int64_t>(step * batch + sequence);
}

/// In each row the token that was chosen is the best.
std::string bytes() {
  std::vector<float> logits(steps * batch * vocabulary, 0);
  std::vector<std::int64_t> ids(batch * steps);
  for (std::size_t i = 0; i < batch; ++i) {
    for (std::size_t step = 0; step < steps; ++step) {
      const std::int64_t id = ids[i * steps + step] = id_of(i, step);
      logits[(step * batch + i) * vocabulary + static_cast<std::size_t>(id)] = 1;
    }
  }
  return samples::raw(ids) + samples::raw(logits);
}

Run run() {
  Run found;
  found.ids = {"sequences", NumberType::i64, {batch, steps}, 0};
  found.logits = {"scores", NumberType::f32, {steps, batch, vocabulary}, size_of_ids};
  found.layout = Layout::generate;
  found.rows = found.length = steps;
  found.batch = batch;
  found.vocabulary = vocabulary;
  return found;
}

/// What comes, as "sequence:id "; a `!` if its row is another one's, and how it ends.
std::string read(const std::string& content, std::optional<std::uint64_t> only,
                 std::size_t helpers) {
  const samples::MemoryFile file(content);
  const Run found = run();
  TokenRows rows(file, file, found, {}, 2, only, helpers);
  std::string out;
  for (TokenRow row;;) {
    RowSteps taken;
    const TokenRows::Next next = rows.next(row, taken);
    if (next != TokenRows::Next::row) return out + (next == TokenRows::Next::end ? "end" : "cut");
    out += fmt::format("{}:{}{} ", row.sequence, row.id, taken.model.rank == 1 ? "" : "!");
    if (row.id == end) rows.end(row.sequence);
  }
}

/// The same without rows ahead.
std::string expected(std::uint64_t until) {
  std::string out;
  for (std::uint64_t row = 0; row < until; ++row) {
    if (row % batch == 1 && row / batch > 3) continue;
    out += fmt::format("{}:{} ", row % batch, id_of(row % batch, row / batch));
  }
  return out;
}

TEST_CASE("tokens of sequences come in turn, and none after an end, however many rows are ahead") {
  for (const std::size_t helpers : {0, 1, 5}) {
    CHECK(read(bytes(), {}, helpers) == expected(steps * batch) + "end");
  }
}

TEST_CASE("one sequence alone can be read") {
  const std::string right = fmt::format("0:1 0:4 0:7 0:{} end", end);
  for (const std::size_t helpers : {0, 3}) {
    CHECK(read(bytes(), 1, helpers) == right);
    CHECK(read(bytes(), 7, helpers) == "end");
  }
}

TEST_CASE("of a file that was cut off the rows before that come") {
  const std::string cut = bytes().substr(0, size_of_ids + 30 * vocabulary * sizeof(float) + 1);
  for (const std::size_t helpers : {0, 3}) {
    CHECK(read(cut, {}, helpers) == expected(30) + "cut");
    CHECK(read(cut.substr(0, sizeof(std::int64_t)), {}, helpers) == "cut");
  }
}

}  // namespace
}  // namespace logprobs::read
