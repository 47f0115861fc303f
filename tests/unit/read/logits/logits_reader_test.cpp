#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "catch.hpp"
#include "logprobs/logits.hpp"
#include "read/logits/memory_file.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Choice;
using logprobs::Event;
using logprobs::Layout;
using logprobs::LogitsOptions;
using logprobs::LogitsReader;
using logprobs::State;
using logprobs::Token;
using logprobs::Tokenizer;
using samples::MemoryFile;

namespace {

/// A file of `scores` and `sequences` of these shapes (as JSON), with F32 and I64 numbers.
std::string file_of(const std::string& logits_shape, const std::vector<float>& logits,
                    const std::string& ids_shape, const std::vector<std::int64_t>& ids,
                    const std::string& more = "", const std::string& name = "scores") {
  const std::size_t end = logits.size() * sizeof(float);
  const std::string header = fmt::format(
      "{{{}\"{}\":{{\"dtype\":\"F32\",\"shape\":{},\"data_offsets\":[0,{}]}},"
      "\"sequences\":{{\"dtype\":\"I64\",\"shape\":{},\"data_offsets\":[{},{}]}}}}",
      more, name, logits_shape, end, ids_shape, end, end + ids.size() * sizeof(std::int64_t));
  return samples::safetensors(header, samples::raw(logits) + samples::raw(ids));
}

/// Logits of a vocabulary of three: their probabilities are 0.5, 0.25 and 0.25, from `first` on.
std::vector<float> row(std::size_t first) {
  std::vector<float> logits(3, 0);
  logits[first] = std::log(2.0F);
  return logits;
}

std::vector<float> rows(const std::vector<std::size_t>& firsts) {
  std::vector<float> all;
  for (const std::size_t first : firsts) {
    for (const float x : row(first)) all.push_back(x);
  }
  return all;
}

/// What was read: "0: 2@0.25/2 ..." for each choice (id, probability, rank), then problems.
std::string read(const std::string& bytes, LogitsOptions options = {},
                 const std::string& ids = "") {
  const MemoryFile file(bytes);
  const MemoryFile other(ids);
  if (!ids.empty()) options.ids = &other;
  LogitsReader reader(file, options);
  std::string out;
  for (Event event = reader.next(); event != Event::end; event = reader.next()) {
    if (event == Event::broken) return "!" + reader.problem().message;
    if (event != Event::done) continue;
    const Answer& answer = reader.answer();
    if (!answer.place.path.empty()) out += answer.place.path + " ";
    for (const Choice& choice : answer.choices) {
      out += fmt::format("{}{}:", choice.index, choice.kind == logprobs::Kind::prompt ? "p" : "");
      for (const Token& token : choice.tokens) {
        out += fmt::format(" {}", token.id.value_or(-7));
        if (std::isnan(token.logprob)) continue;
        out += fmt::format("@{:.4g}/{}", std::exp(token.logprob), token.rank.value_or(0));
      }
      out += choice.finish_reason.empty() ? "; " : " " + choice.finish_reason + "; ";
    }
    if (answer.failure) out += "!" + answer.failure->message;
  }
  return out;
}

}  // namespace

TEST_CASE("each generated token has the probability and rank that its row gives it") {
  CHECK(read(file_of("[2,3]", rows({0, 1}), "[1,4]", {7, 7, 0, 2})) == "0: 0@0.5/1 2@0.25/2; ");
}

TEST_CASE("the prompt's tokens are shown if asked for, without numbers") {
  const std::string file = file_of("[2,3]", rows({0, 1}), "[1,4]", {7, 8, 0, 2});
  CHECK(read(file, {.prompt = true}) == "0p: 7 8; 0: 0@0.5/1 2@0.25/2; ");
}

TEST_CASE("of a forward pass the first token has no number") {
  const std::string file = file_of("[3,3]", rows({0, 1, 2}), "[3]", {2, 0, 1}, "", "logits");
  CHECK(read(file, {.layout = Layout::forward}) == "0: 2 0@0.5/1 1@0.5/1; ");
  CHECK(read(file, {.layout = Layout::generate}) == "0: 2@0.25/2 0@0.25/2 1@0.25/2; ");
}

TEST_CASE("each sequence of a batch is a choice, up to its end token") {
  const std::string file =
      file_of("[3,2,3]", rows({0, 0, 1, 1, 2, 2}), "[2,4]", {9, 0, 1, 2, 9, 1, 2, 2},
              "\"__metadata__\":{\"eos_token_id\":\"1\",\"model\":\"tide\"},");
  CHECK(read(file) == "0: 0@0.5/1 1@0.5/1 stop; 1: 1@0.25/2 stop; ");
  CHECK(read(file, {.end_tokens = {5}}) ==
        "0: 0@0.5/1 1@0.5/1 2@0.5/1; 1: 1@0.25/2 2@0.25/2 2@0.5/1; ");
  CHECK(read(file, {.choice = 1}) == "1: 1@0.25/2 stop; ");
  CHECK(read(file, {.choice = 2}) == "!there is no choice 2");
}

TEST_CASE("a sequence may end with any of several tokens") {
  const std::vector<std::int64_t> ids = {0, 1, 2};
  const auto of = [&](const std::string& end) {
    return read(file_of("[3,3]", rows({0, 1, 2}), "[3]", ids,
                        "\"__metadata__\":{\"eos_token_id\":\"" + end + "\"},"));
  };
  for (const char* const list : {"[9, 1]", "[9,1]", "1,9", " 9 , 1", "1"}) {
    CHECK(of(list) == "0: 0@0.5/1 1@0.5/1 stop; ");
  }
  for (const char* const none : {"", "None", "[1, x]", "1;2", "[1", ",1", "1,", "1 2", "1.5"}) {
    CAPTURE(none);
    CHECK(of(none) == "0: 0@0.5/1 1@0.5/1 2@0.5/1; ");
  }
}

namespace {

/// A file of one sequence or more, with a mask of bytes.
std::string masked(const std::string& name, const std::string& logits_shape,
                   const std::vector<float>& logits, const std::string& ids_shape,
                   const std::vector<std::int32_t>& ids, const std::string& mask_shape,
                   const std::string& mask) {
  const std::size_t first = logits.size() * sizeof(float);
  const std::size_t second = first + ids.size() * sizeof(std::int32_t);
  return samples::safetensors(
      fmt::format(
          "{{\"{}\":{{\"dtype\":\"F32\",\"shape\":{},\"data_offsets\":[0,{}]}},"
          "\"input_ids\":{{\"dtype\":\"I32\",\"shape\":{},\"data_offsets\":[{},{}]}},"
          "\"attention_mask\":{{\"dtype\":\"BOOL\",\"shape\":{},\"data_offsets\":[{},{}]}}}}",
          name, logits_shape, first, ids_shape, first, second, mask_shape, second,
          second + mask.size()),
      samples::raw(logits) + samples::raw(ids) + mask);
}

}  // namespace

TEST_CASE("what a mask leaves out is not shown, and says nothing of what follows it") {
  const std::string both("\0\1\1\1\1\0", 6);
  CHECK(read(masked("logits", "[2,3,3]", rows({0, 1, 2, 0, 1, 2}), "[2,3]", {0, 1, 1, 2, 0, 0},
                    "[2,3]", both)) == "0: 1 1@0.5/1; 1: 2 0@0.5/1; ");
  const std::string prompts("\0\1\1\1", 4);
  CHECK(
      read(masked("scores", "[1,2,3]", rows({0, 1}), "[2,3]", {0, 1, 0, 2, 0, 0}, "[2,2]", prompts),
           {.prompt = true}) == "0p: 1; 0: 0@0.5/1; 1p: 2 0; 1: 0@0.25/2; ");
}

TEST_CASE("what is to know of the vocabulary is said once") {
  const auto warnings = [](const std::string& json) {
    const MemoryFile file(file_of("[1,3]", rows({0}), "[1]", {2}));
    std::optional<Tokenizer> tokenizer;
    if (!json.empty()) tokenizer.emplace(json, "t.json");
    LogitsReader reader(file, {.tokenizer = tokenizer ? &*tokenizer : nullptr});
    CHECK(reader.next() == Event::done);
    std::string all;
    for (const std::string& warning : reader.answer().warnings) all += warning + "\n";
    return all;
  };
  CHECK(warnings("") == "tokens have ids alone; --tokenizer tokenizer.json shows their texts\n");
  CHECK(warnings(R"({"a":0,"b":1,"c":2})").empty());
  CHECK(warnings(R"({"a":0,"b":1})") ==
        "t.json has 2 tokens and a row has 3 numbers: it may be another model's\n");
  CHECK(warnings(R"({"a":0,"b":1,"c":2,"d":3})") ==
        "t.json has 4 tokens and a row has 3 numbers: it may be another model's\n");
  CHECK(
      warnings(R"({"model":{"type":"BPE","vocab":{"a":0,"b":1,"c":2}},"decoder":{"type":"X"}})") ==
      "t.json: the decoder “X” is left out: it is not supported\n");
}

TEST_CASE("an id without a text is shown in angle brackets") {
  const MemoryFile file(file_of("[1,3]", rows({0}), "[1]", {2}));
  const Tokenizer tokenizer(R"({"a":0})", "t.json");
  LogitsReader reader(file, {.tokenizer = &tokenizer});
  CHECK(reader.next() == Event::done);
  CHECK(reader.answer().view(reader.answer().choices[0].tokens[0].text) == "<2>");
}

TEST_CASE("a row that is no distribution leaves its token unscored") {
  std::vector<float> logits = rows({0, 1});
  logits[4] = std::nanf("");
  CHECK(read(file_of("[2,3]", logits, "[2]", {0, 1})) == "0: 0@0.5/1 1; ");
}

TEST_CASE("an id that has no place in the row is unscored") {
  CHECK(read(file_of("[2,3]", rows({0, 1}), "[2]", {-1, 3})) == "0: -1 3; ");
}

constexpr float infinity = std::numeric_limits<float>::infinity();

/// The ids that are listed for the only token.
std::vector<std::int64_t> listed(const Answer& answer) {
  std::vector<std::int64_t> ids;
  const Token& token = answer.choices[0].tokens[0];
  for (const logprobs::Alternative* entry = answer.begin(token); entry != answer.end(token);
       ++entry) {
    ids.push_back(*entry->id);
  }
  return ids;
}

TEST_CASE("the best two and the chosen token are listed, unless no list is wanted") {
  const std::string bytes = file_of("[1,4]", {3, 2, 1, 0}, "[1]", {3});
  const MemoryFile file(bytes);
  for (const std::size_t most : {1, 2}) {
    LogitsReader reader(file, {.alternatives = most});
    CHECK(reader.next() == Event::done);
    CHECK(listed(reader.answer()) == std::vector<std::int64_t>{0, 1, 3});
    CHECK(reader.answer().choices[0].tokens[0].rank == 4);
  }
  LogitsReader reader(file, {.alternatives = 0});
  CHECK(reader.next() == Event::done);
  CHECK(listed(reader.answer()).empty());
}

TEST_CASE("a token's whole distribution is known besides its list") {
  const MemoryFile file(file_of("[1,4]", {1, 1, -infinity, 1}, "[1]", {1}));
  LogitsReader reader(file, {});
  CHECK(reader.next() == Event::done);
  const Answer& answer = reader.answer();
  REQUIRE(answer.logits);
  CHECK((answer.logits->kind == logprobs::LogitsKind::scores && answer.logits->vocabulary == 4));
  REQUIRE(answer.choices[0].whole.size() == 1);
  const logprobs::Whole& whole = answer.choices[0].whole[0];
  CHECK((whole.possible == 3 && whole.entropy == Approx(std::log2(3))));
  CHECK(whole.model_logprob == answer.choices[0].tokens[0].logprob);
  CHECK(answer.model_logprobs.empty());
}

TEST_CASE("what sampling leaves is shown, and the model's own kept beside it") {
  const auto log = [](double p) { return static_cast<float>(std::log(p)); };
  const std::vector<float> row = {log(0.5), log(0.2), log(0.2), log(0.1)};
  const MemoryFile file(file_of("[1,4]", row, "[1]", {3}));
  LogitsReader reader(file, {.alternatives = 3, .at = {.top_k = 1}});
  CHECK(reader.next() == Event::done);
  const Answer& answer = reader.answer();
  CHECK(answer.is_sampled());
  const Token& token = answer.choices[0].tokens[0];
  const logprobs::Whole& whole = answer.choices[0].whole[0];
  CHECK((token.logprob == -infinity && token.rank == 2));
  CHECK((whole.possible == 1 && whole.entropy == 0));
  CHECK(std::exp(whole.model_logprob) == Approx(0.1));
  CHECK(listed(answer) == std::vector<std::int64_t>{0, 1, 2, 3});
  CHECK((answer.alternatives[0].logprob == 0 && answer.alternatives[1].logprob == -infinity));
  REQUIRE(answer.model_logprobs.size() == 4);
  CHECK(std::exp(answer.model_logprobs[1]) == Approx(0.2));
  CHECK(answer.model_logprobs[3] == whole.model_logprob);
}

TEST_CASE("two arrays are read as a pair, and one alone cannot be") {
  const std::string logits = samples::npy(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 3), }", samples::raw(rows({0, 1, 2})));
  const std::string ids = samples::npy("{'descr': '<i4', 'fortran_order': False, 'shape': (3,), }",
                                       samples::raw(std::vector<std::int32_t>{2, 0, 1}));
  CHECK(read(logits, {}, ids) == "0: 2 0@0.5/1 1@0.5/1; ");
  CHECK(read(logits) ==
        "!an array does not say which tokens were chosen: name their ids with --ids FILE");
}

TEST_CASE("a file that shrinks while it is read is cut off") {
  struct Shrunk : MemoryFile {
    using MemoryFile::MemoryFile;
    std::uint64_t size() const override { return bytes.size() + sizeof(std::int64_t); }
  };
  const std::string bytes = file_of("[2,3]", rows({0, 1}), "[2]", {0, 1});
  const Shrunk file(bytes.substr(0, bytes.size() - sizeof(std::int64_t)));
  LogitsReader reader(file, {});
  CHECK(reader.next() == Event::done);
  CHECK(reader.answer().state == State::cut);
  CHECK(reader.answer().choices[0].tokens.size() == 1);
}
