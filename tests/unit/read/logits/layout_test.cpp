#include "read/logits/layout.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "catch.hpp"

using logprobs::Layout;
using logprobs::read::NumberType;
using logprobs::read::Run;
using logprobs::read::Tensor;
using logprobs::read::Tensors;

namespace {

using Shape = std::vector<std::uint64_t>;

Tensor logits(const Shape& shape) { return {"", NumberType::f32, shape, 0}; }
Tensor ids(const Shape& shape) { return {"", NumberType::i64, shape, 0}; }

/// "generate: 2 x 60 of 65 from 5", or the problem.
std::string fitted(const Shape& rows, const Shape& tokens, std::optional<Layout> layout = {},
                   bool scores = true) {
  Run run;
  run.scores = scores;
  const std::string problem = fit(logits(rows), ids(tokens), layout, run);
  if (!problem.empty()) return problem;
  return fmt::format(
      "{}{}: {} x {} of {} from {}", run.layout == Layout::forward ? "forward" : "generate",
      run.batch_first ? ", batch first" : "", run.batch, run.rows, run.length, run.first());
}

}  // namespace

TEST_CASE("a row belongs to each token that was generated") {
  CHECK(fitted({60, 512}, {1, 65}) == "generate: 1 x 60 of 65 from 5");
  CHECK(fitted({60, 512}, {60}) == "generate: 1 x 60 of 60 from 0");
  CHECK(fitted({60, 2, 512}, {2, 65}) == "generate: 2 x 60 of 65 from 5");
}

TEST_CASE("of a forward pass each row belongs to the token after its own") {
  CHECK(fitted({116, 512}, {116}, {}, false) == "forward: 1 x 116 of 116 from 1");
  CHECK(fitted({116, 512}, {116}, Layout::forward) == "forward: 1 x 116 of 116 from 1");
  CHECK(fitted({116, 512}, {116}, Layout::generate, false) == "generate: 1 x 116 of 116 from 0");
  CHECK(fitted({2, 9, 512}, {2, 9}, {}, false) == "forward, batch first: 2 x 9 of 9 from 1");
  CHECK(fitted({9, 2, 512}, {2, 9}, {}, false) == "forward: 2 x 9 of 9 from 1");
}

TEST_CASE("the rows of a batch are told apart") {
  Run run;
  run.scores = true;
  CHECK(fit(logits({3, 2, 9}), ids({2, 5}), {}, run).empty());
  CHECK((run.row_of(0, 2) == 0 && run.row_of(1, 2) == 1 && run.row_of(0, 3) == 2));
  run = {};
  CHECK(fit(logits({2, 3, 9}), ids({2, 3}), {}, run).empty());
  CHECK((run.row_of(0, 1) == 0 && run.row_of(1, 1) == 3 && run.row_of(1, 2) == 4));
}

TEST_CASE("logits and tokens that do not go together are refused") {
  CHECK(fitted({60, 512}, {30}) ==
        "logits of shape [60, 512] and tokens of shape [30] do not go together; there is a row for "
        "each token that follows");
  CHECK(fitted({60, 512}, {65}, Layout::forward) ==
        "logits of shape [60, 512] and tokens of shape [65] do not go together in the layout that "
        "was asked for");
  for (const Shape& shape : {Shape{}, Shape{5}, Shape{1, 1, 5, 5}}) {
    CHECK(fitted(shape, {5}).starts_with("logits of shape"));
  }
  CHECK(fitted({5, 3, 9}, {2, 5}).starts_with("logits of shape"));
}

TEST_CASE("tensors are found by their names, with or without a prefix") {
  const auto named = [](std::string name, Tensor tensor) {
    tensor.name = std::move(name);
    return tensor;
  };
  const auto names = [](const Tensors& tensors) {
    const logprobs::read::Runs runs = find_runs(tensors, {});
    std::string all = runs.problem;
    for (const Run& run : runs.all) all += (all.empty() ? "" : " ") + run.name;
    return all;
  };
  CHECK(names({{named("scores", logits({2, 9})), named("sequences", ids({1, 3}))}, {}}) ==
        "scores");
  CHECK(names({{named("1.sequences", ids({1, 3})), named("0.logits", logits({2, 9})),
                named("0.input_ids", ids({1, 2})), named("1.scores", logits({2, 9}))},
               {}}) == "0.logits 1.scores");
  CHECK(names({{named("myscores", logits({2, 9}))}, {}}) ==
        "it has no tensor called scores or logits");
  CHECK(names({{named("0.scores", logits({2, 9})), named("1.sequences", ids({1, 3}))}, {}}) ==
        "it has 0.scores, but no 0.sequences or 0.input_ids that say which tokens were chosen");
}
