#include "read/logits/row_queue.hpp"

#include <cmath>
#include <stdexcept>
#include <vector>

#include "catch.hpp"
#include "read/logits/memory_file.hpp"

namespace logprobs::read {
namespace {

constexpr std::uint64_t vocabulary = 1000;
constexpr std::uint64_t rows = 50;

/// In each row the number of the row is the best token.
std::string numbers() {
  std::vector<float> all(rows * vocabulary, 0);
  for (std::size_t row = 0; row < rows; ++row) all[row * vocabulary + row] = 1;
  return samples::raw(all);
}

const Tensor tensor{"scores", NumberType::f32, {rows, vocabulary}, 0};

/// Puts all rows in and gets them again; returns how many came out as they should, until one is not
/// in the file.
std::size_t read_all(RowQueue& queue) {
  RowSteps steps;
  std::size_t put = 0;
  std::size_t got = 0;
  for (;;) {
    for (; put < rows && !queue.full(); ++put) queue.put(put, put);
    if (queue.empty() || !queue.get(steps)) return got;
    const bool right = steps.model.best.front().id == got && steps.model.rank == 1 &&
                       steps.model.chosen == steps.model.best.front().value;
    if (!right) return got;
    ++got;
  }
}

struct BadFile : samples::MemoryFile {
  using MemoryFile::MemoryFile;
  bool read(std::uint64_t at, std::span<char> into) const override {
    if (at >= 20 * vocabulary * sizeof(float)) throw std::runtime_error("no memory");
    return MemoryFile::read(at, into);
  }
};

TEST_CASE("rows come out in the order in which they were put in, whatever threads take them") {
  const samples::MemoryFile file(numbers());
  for (const std::size_t helpers : {0, 1, 7}) {
    RowQueue queue(file, tensor, {}, 2, helpers);
    CHECK(read_all(queue) == rows);
  }
}

TEST_CASE("the first row that the file no longer has is told in its turn") {
  const samples::MemoryFile file(numbers().substr(0, 20 * vocabulary * sizeof(float) + 1));
  for (const std::size_t helpers : {0, 3}) {
    RowQueue queue(file, tensor, {}, 2, helpers);
    CHECK(read_all(queue) == 20);
  }
}

TEST_CASE("what is thrown while a row is read ahead is thrown in its turn") {
  const BadFile file(numbers());
  for (const std::size_t helpers : {0, 3}) {
    RowQueue queue(file, tensor, {}, 2, helpers);
    CHECK_THROWS_AS(read_all(queue), std::runtime_error);
  }
}

TEST_CASE("a queue that is given up ends its threads") {
  const samples::MemoryFile file(numbers());
  RowQueue queue(file, tensor, {}, 2, 3);
  for (std::size_t row = 0; !queue.full(); ++row) queue.put(row, {});
}

TEST_CASE("threads are started for many numbers alone") { CHECK(useful_helpers(1000) == 0); }

}  // namespace
}  // namespace logprobs::read
