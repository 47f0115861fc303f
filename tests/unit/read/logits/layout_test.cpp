#include "read/logits/layout.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "catch.hpp"

using logprobs::Layout;
using logprobs::read::find_runs;
using logprobs::read::NumberType;
using logprobs::read::Run;
using logprobs::read::Tensor;
using logprobs::read::Tensors;

namespace {

using Shape = std::vector<std::uint64_t>;

Tensor logits(const Shape& shape) { return {"", NumberType::f32, shape, 0}; }
Tensor ids(const Shape& shape) { return {"", NumberType::i64, shape, 0}; }

Tensor named(std::string name, Tensor tensor) {
  tensor.name = std::move(name);
  return tensor;
}

/// "generate: 2 x 60 of 65 from 5", or the problem.
std::string fitted(const Shape& rows, const Shape& tokens, std::optional<Layout> layout = {},
                   Layout likely = Layout::generate) {
  Run run;
  run.layout = likely;
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
  const auto likely = Layout::forward;
  CHECK(fitted({116, 512}, {116}, {}, likely) == "forward: 1 x 116 of 116 from 1");
  CHECK(fitted({116, 512}, {116}, Layout::forward) == "forward: 1 x 116 of 116 from 1");
  CHECK(fitted({116, 512}, {116}, Layout::generate, likely) == "generate: 1 x 116 of 116 from 0");
  CHECK(fitted({2, 9, 512}, {2, 9}, {}, likely) == "forward, batch first: 2 x 9 of 9 from 1");
  CHECK(fitted({9, 2, 512}, {2, 9}, {}, likely) == "forward: 2 x 9 of 9 from 1");
  CHECK(fitted({2, 2, 512}, {2, 2}, {}, likely) == "forward, batch first: 2 x 2 of 2 from 1");
}

TEST_CASE("rows that were generated may lie by sequence, where only that fits") {
  CHECK(fitted({2, 3, 512}, {2, 5}) == "generate, batch first: 2 x 3 of 5 from 2");
  CHECK(fitted({2, 2, 512}, {2, 5}) == "generate: 2 x 2 of 5 from 3");
}

TEST_CASE("logits without numbers are refused") {
  for (const Shape& shape : {Shape{0, 512}, {1, 0}, {0, 0, 512}}) {
    CHECK(fitted(shape, {1}).starts_with("there are no logits in shape ["));
  }
}

TEST_CASE("a batch of more sequences than anyone generates is refused") {
  CHECK(fitted({1, 65536, 2}, {65536, 1}) == "generate: 65536 x 1 of 1 from 0");
  CHECK(fitted({1, 65537, 2}, {65537, 1}) ==
        "it has a batch of 65537 sequences; more than 65536 are not read");
}

TEST_CASE("numbers of the wrong type are refused") {
  Run run;
  CHECK(fit(ids({2, 9}), ids({2}), {}, run) == "the logits are whole numbers");
  CHECK(fit(logits({2, 9}), logits({2}), {}, run) == "the ids of tokens are not whole numbers");
}

TEST_CASE("the rows of a batch are told apart") {
  Run run;
  CHECK(fit(logits({3, 2, 9}), ids({2, 5}), {}, run).empty());
  CHECK((run.row_of(0, 2) == 0 && run.row_of(1, 2) == 1 && run.row_of(0, 3) == 2));
  run = {.layout = Layout::forward};
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
  const auto names = [](const Tensors& tensors) {
    const logprobs::read::Runs runs = find_runs(tensors, nullptr, {});
    std::string all = runs.problem;
    for (const Run& run : runs.all) all += (all.empty() ? "" : " ") + run.name;
    return all;
  };
  CHECK(names({{named("scores", logits({2, 9})), named("sequences", ids({1, 3}))}, {}}) ==
        "scores");
  CHECK(names({{named("1.sequences", ids({1, 3})), named("0.logits", logits({2, 9})),
                named("0.input_ids", ids({1, 2})), named("1.scores", logits({2, 9}))},
               {}}) == "0.logits 1.scores");
  CHECK(names({}) == "it has no tensor called scores or logits");
  CHECK(names({{named("myscores", logits({2, 9}))}, {}}) ==
        "it has no tensor called scores or logits, but 1 other: “myscores”");
  CHECK(names({{}, {}, {{"a\x1b", "F8"}, {"b", "F8"}}}) ==
        "it has no tensor called scores or logits, but 2 others: “a\\x1b” ...");
  CHECK(names({{named("0.scores", logits({2, 9})), named("1.sequences", ids({1, 3}))}, {}}) ==
        "it has 0.scores, but no 0.sequences or 0.input_ids that say which tokens were chosen; "
        "--ids FILE may name them");
}

TEST_CASE("names say whether numbers are scores, and which layout is likely") {
  const auto found = [](const std::string& rows, const std::string& tokens,
                        const std::string& kind = "") {
    Tensors tensors{{named(rows, logits({4, 9})), named(tokens, ids({4}))}};
    if (!kind.empty()) tensors.metadata.emplace_back("kind", kind);
    const logprobs::read::Runs runs = find_runs(tensors, nullptr, {});
    REQUIRE(runs.all.size() == 1);
    return fmt::format("{}{}", runs.all[0].scores ? "scores" : "logits",
                       runs.all[0].layout == Layout::forward ? ", forward" : "");
  };
  CHECK(found("scores", "sequences") == "scores");
  CHECK(found("logits", "sequences") == "logits");
  CHECK(found("logits", "input_ids") == "logits, forward");
  CHECK(found("scores", "input_ids") == "scores");
  CHECK(found("logits", "sequences", "scores") == "scores");
  CHECK(found("logits", "sequences", "output_scores") == "scores");
  CHECK(found("scores", "sequences", "raw logits") == "logits");
  CHECK(found("scores", "sequences", "bees") == "scores");
}

TEST_CASE("a mask has the length of the sequences, or of their prompts") {
  const auto problem = [](const std::string& rows, const Shape& mask) {
    const bool forward = rows == "logits";
    return find_runs({{named(rows, logits(forward ? Shape{2, 5, 9} : Shape{3, 2, 9})),
                       named(forward ? "input_ids" : "sequences", ids({2, 5})),
                       named("attention_mask", ids(mask))}},
                     nullptr, {})
        .problem;
  };
  CHECK(problem("scores", {2, 5}).empty());
  CHECK(problem("scores", {2, 2}).empty());
  CHECK(problem("logits", {2, 5}).empty());
  CHECK(problem("scores", {2, 3}) ==
        "scores: attention_mask of shape [2, 3] does not go with tokens of shape [2, 5]");
  for (const Shape& shape : {Shape{2, 1}, Shape{2, 2}, Shape{5}, Shape{1, 5}, Shape{}}) {
    CHECK(problem("logits", shape).starts_with("logits: attention_mask of shape"));
  }
}

TEST_CASE("a tensor that should be read, of a type that is not known, is named") {
  Tensors tensors{{named("sequences", ids({4}))}, {}, {{"scores", "F8_E4M3"}}};
  CHECK(find_runs(tensors, nullptr, {}).problem ==
        "scores has numbers of type F8_E4M3; F64, F32, F16 and BF16 are read");
  tensors = {{named("0.scores", logits({4, 9}))}, {}, {{"0.input_ids", "I16"}}};
  CHECK(find_runs(tensors, nullptr, {}).problem ==
        "0.input_ids has numbers of type I16; I64 and I32 are read");
  tensors = {{named("scores", logits({4, 9})), named("sequences", ids({4}))}, {}, {{"k", "I16"}}};
  CHECK(find_runs(tensors, nullptr, {}).problem.empty());
}

TEST_CASE("tokens that are given go with logits that have none of their own") {
  const Tensor given = ids({4});
  CHECK(find_runs({{named("logits", logits({4, 9}))}}, &given, {}).all.size() == 1);
  CHECK(find_runs({{named("logits", logits({4, 9})), named("input_ids", ids({4}))}}, &given, {})
            .problem == "it has tokens of its own (input_ids); leave out --ids");
}

TEST_CASE("runs are in the order of the numbers in their names") {
  Tensors tensors{{named("sequences", ids({1, 3})), named("scores", logits({2, 9}))}};
  for (const char* const prefix :
       {"b2.c10.", "b10.", "10.", "b2.c9.", "9.", "b.", "09.x.", "b02."}) {
    tensors.all.push_back(named(std::string(prefix) + "scores", logits({2, 9})));
    tensors.all.push_back(named(std::string(prefix) + "sequences", ids({1, 3})));
  }
  std::string order;
  for (const Run& run : find_runs(tensors, nullptr, {}).all) order += run.name + " ";
  CHECK(order ==
        "9.scores 09.x.scores 10.scores b.scores b2.c9.scores b2.c10.scores b02.scores b10.scores "
        "scores ");
}

TEST_CASE("what takes more memory than any model's response is refused") {
  constexpr std::uint64_t million = std::uint64_t{1} << 20;
  CHECK(fitted({1, 4 * million}, {1}).starts_with("generate"));
  CHECK(fitted({1, 4 * million + 1}, {1}) ==
        "rows of 4194305 numbers are not read; at most 4194304 are");
  CHECK(fitted({million, 1}, {million}).starts_with("generate"));
  CHECK(fitted({1, 1}, {million + 1}) ==
        "1 sequences of 1048577 tokens are not read; at most 1048576 tokens are");
  CHECK(fitted({1, 65536, 1}, {65536, 17}).starts_with("65536 sequences of 17 tokens"));
}
