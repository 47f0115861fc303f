#include <bit>
#include <limits>
#include <nlohmann/json.hpp>
#include <random>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::test;
using Json = nlohmann::ordered_json;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

Json parsed(const Answer& answer) { return Json::parse(shown("json", answer)); }

std::vector<std::string> keys_of(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

/// A number, or NaN for null.
double number(const Json& value) { return value.is_null() ? std::nan("") : value.get<double>(); }

/// Whether JSON has the same bits, or null for a number that it cannot express.
bool same(const Json& written, double value) {
  if (!std::isfinite(value)) return written.is_null();
  return std::bit_cast<std::uint64_t>(number(written)) == std::bit_cast<std::uint64_t>(value);
}

using Keys = std::vector<std::string>;

}  // namespace

TEST_CASE("an answer is shown to the letter") {
  Answer answer = answer_of({{"Hi", 1, {{"Hi", 1}, {"Ho", 0}}}});
  answer.alternatives[1].id = 7;
  answer.format = "openai-chat";
  answer.id = "chatcmpl-1";
  answer.created = 1677652288;
  answer.warnings = {"a \"warning\""};
  CHECK(
      shown("json", answer) ==
      R"({"source": "a.json", "line": null, "offset": null, "path": null, "custom_id": null, "question": null, )"
      R"("format": "openai-chat", "id": "chatcmpl-1", "model": "m", "created": 1677652288, )"
      R"("logits": null, "error": null, "choices": [{"index": 0, "kind": "content", )"
      R"("finish_reason": "stop", "text": "Hi", "tokens": [{"index": 0, "id": null, )"
      R"("token": "Hi", "bytes": null, "logprob": 0, "probability": 1, "band": "green", )"
      R"("rank": 1, "margin": 1, "entropy": 0, "entropy_is": "at_least", "clues": [], )"
      R"("alternatives": [{"id": null, "token": "Hi", "bytes": null, "logprob": 0, )"
      R"("probability": 1}, {"id": 7, "token": "Ho", "bytes": null, "logprob": null, )"
      R"("probability": 0}]}], "summary": {"tokens": 1, "scored": 1, "sum_logprob": 0, )"
      R"("mean_logprob": 0, "perplexity": 1, "min_probability": 1, "low": 0, "ambiguous": 0, )"
      R"("not_top": 0}}], "warnings": ["a \"warning\""]})"
      "\n");
}

TEST_CASE("fields are in the order of the contract") {
  Answer answer = answer_of({{"a", 0.5, {{"a", 0.5}}}});
  answer.failure = Failure{"broke", "cut_off", 500};
  const Json json = parsed(answer);
  CHECK(keys_of(json) == Keys{"source", "line", "offset", "path", "custom_id", "question", "format",
                              "id", "model", "created", "logits", "error", "choices", "warnings"});
  CHECK(keys_of(json["error"]) == Keys{"message", "code", "status"});
  const Json& choice = json["choices"][0];
  CHECK(keys_of(choice) == Keys{"index", "kind", "finish_reason", "text", "tokens", "summary"});
  CHECK(keys_of(choice["tokens"][0]) == Keys{"index", "id", "token", "bytes", "logprob",
                                             "probability", "band", "rank", "margin", "entropy",
                                             "entropy_is", "clues", "alternatives"});
  CHECK(keys_of(choice["tokens"][0]["alternatives"][0]) ==
        Keys{"id", "token", "bytes", "logprob", "probability"});
  CHECK(keys_of(choice["summary"]) == Keys{"tokens", "scored", "sum_logprob", "mean_logprob",
                                           "perplexity", "min_probability", "low", "ambiguous",
                                           "not_top"});
}

TEST_CASE("unknown values are null, and empty ones empty") {
  Answer answer;
  answer.source = "-";
  CHECK(
      shown("json", answer) ==
      R"({"source": "-", "line": null, "offset": null, "path": null, "custom_id": null, "question": null, )"
      R"("format": null, "id": null, "model": null, "created": null, "logits": null, "error": null, )"
      R"("choices": [], "warnings": []})"
      "\n");
  answer.failure = Failure{"no", "", {}};
  CHECK(parsed(answer)["error"].dump() == R"({"message":"no","code":null,"status":null})");
  add_message(answer, 0, "").finish_reason.clear();
  const Json choice = parsed(answer)["choices"][0];
  CHECK(choice["finish_reason"].is_null());
  CHECK(choice["text"] == "");
  CHECK(choice["tokens"] == Json::array());
  CHECK(choice["summary"].dump() ==
        R"({"tokens":0,"scored":0,"sum_logprob":null,"mean_logprob":null,"perplexity":null,)"
        R"("min_probability":null,"low":0,"ambiguous":0,"not_top":0})");
}

TEST_CASE("a Batch line has its place, the path in it, and its custom id") {
  Answer answer = answer_of({{"a"}});
  answer.place = {3, std::uint64_t{1} << 40};
  answer.place.path = "/response/body";
  answer.custom_id = "req-7";
  answer.question = "Why?";
  const Json json = parsed(answer);
  CHECK(json["line"] == 3);
  CHECK(json["offset"] == std::uint64_t{1} << 40);
  CHECK(json["path"] == "/response/body");
  CHECK(json["custom_id"] == "req-7");
  CHECK(json["question"] == "Why?");
}

TEST_CASE("unscored tokens have null, and floors probability 0") {
  Answer answer = answer_of({{"a"}, {"b"}, {"c"}, {"d"}, {"e"}});
  const std::vector<double> sent = {unknown_logprob, inf, 0.5, -9999, -inf};
  for (std::size_t i = 0; i < sent.size(); ++i) answer.choices[0].tokens[i].logprob = sent[i];
  const Json json = parsed(answer);
  const Json& tokens = json["choices"][0]["tokens"];
  const auto row = [&](std::size_t i) {
    const Json& token = tokens[i];
    return Json{token["logprob"], token["probability"], token["band"],
                token["rank"],    token["margin"],      token["clues"]}
        .dump();
  };
  CHECK(row(0) == "[null,null,null,null,null,[]]");
  CHECK(row(1) == "[null,null,null,null,null,[]]");
  CHECK(row(2) == "[0.5,null,null,null,null,[]]");
  CHECK(row(3) == R"([-9999,0,"red",null,null,["low"]])");
  CHECK(row(4) == R"([null,0,"red",null,null,["low"]])");
  CHECK(json["warnings"].size() == 2);
  CHECK(json["choices"][0]["summary"]["scored"] == 0);
}

TEST_CASE("a token has its clues, rank and margin") {
  const Answer answer = answer_of({{"a", 0.0625, {{"x", 0.125}, {"a", 0.0625}}},
                                   {"b", 0.25, {{"x", 0.5}, {"b", 0.25}}},
                                   {"c", 0.95}});
  const Json json = parsed(answer)["choices"][0];
  const Json& tokens = json["tokens"];
  CHECK(tokens[0]["clues"].dump() == R"(["low","ambiguous","not-top"])");
  CHECK(tokens[1]["clues"].dump() == R"(["not-top"])");
  CHECK(tokens[0]["rank"] == 2);
  CHECK(tokens[0]["margin"].get<double>() == Approx(0.0625));
  CHECK(tokens[2]["rank"].is_null());
  CHECK(tokens[2]["alternatives"] == Json::array());
  CHECK(json["summary"]["low"] == 1);
  CHECK(json["summary"]["ambiguous"] == 1);
  CHECK(json["summary"]["not_top"] == 2);
}

TEST_CASE("halves of characters have bytes, and the text is whole") {
  const Json choice =
      parsed(answer_of({{"a\xe8\x8c", 1, {{"\xff", 1}}}, {"\xb6", 1}, {"ok", 1}}))["choices"][0];
  CHECK(choice["text"] == "a茶ok");
  CHECK(choice["tokens"][0]["token"] == "a\ufffd");
  CHECK(choice["tokens"][0]["bytes"].dump() == "[97,232,140]");
  CHECK(choice["tokens"][1]["token"] == "\ufffd");
  CHECK(choice["tokens"][1]["bytes"].dump() == "[182]");
  CHECK(choice["tokens"][2]["bytes"].is_null());
  CHECK(choice["tokens"][0]["alternatives"][0]["bytes"].dump() == "[255]");
  CHECK_THAT(shown("json", answer_of({{"\xe8\x8c"}})), Contains(R"("bytes": [232, 140], )"));
}

TEST_CASE("nothing that could act on a terminal is in the line unescaped") {
  const std::string hostile = "\x1b[2J\x7f\u0085\u202e\u2066\u2028\u2029\n\"";
  Answer answer = answer_of({{hostile, 0.5, {{hostile, 0.5}}}});
  answer.source = hostile;
  answer.format = answer.id = answer.model = answer.custom_id = answer.question = hostile;
  answer.choices[0].finish_reason = hostile;
  answer.warnings = {hostile};
  answer.failure = Failure{hostile, hostile, {}};
  const std::string line = shown("json", answer);
  for (const std::string_view bad : {"\x1b", "\x7f", "\u0085", "\u202e", "\u2066", "\u2028"}) {
    CHECK(line.find(bad) == std::string::npos);
  }
  CHECK(line.find('\n') == line.size() - 1);
  const Json json = Json::parse(line);
  for (const char* key : {"source", "custom_id", "question", "format", "id", "model"}) {
    CHECK(json[key] == hostile);
  }
  CHECK(json["error"]["code"] == hostile);
  CHECK(json["choices"][0]["text"] == hostile);
  CHECK(json["choices"][0]["tokens"][0]["alternatives"][0]["token"] == hostile);
}

TEST_CASE("each answer is one object on one line, whatever its kinds and the colours") {
  Answer answer = answer_of({{"a", 0.5}});
  add_choice(answer, 0, {{"b", 0.5}}, Kind::refusal);
  CHECK(parsed(answer)["choices"][1]["kind"] == "refusal");
  ShowOptions options;
  options.depth = ColorDepth::rgb;
  options.terminal = options.quiet = options.only_clues = true;
  options.width = 20;
  const std::string once = shown("json", answer);
  CHECK(shown("json", {answer, answer}, options) == once + once);
}

TEST_CASE("every number reads back bit for bit") {
  std::mt19937_64 random(3);  // NOLINT: the same numbers every time
  std::uniform_real_distribution<double> up_to_12(0, 12);
  Answer answer = answer_of(std::vector<Said>(200, Said{"a", 1, {{"b", 0.6}, {"a", 0.4}}}));
  for (Token& token : answer.choices[0].tokens) token.logprob = -std::exp(up_to_12(random) - 9);
  for (Alternative& entry : answer.alternatives) entry.logprob *= up_to_12(random) / 12;
  const Report report = judged(answer);
  const Json choice = parsed(answer)["choices"][0];
  bool good = true;
  for (std::size_t i = 0; i < 200; ++i) {
    const Json& token = choice["tokens"][i];
    const Verdict& verdict = report.choices[0].verdicts[i];
    good = good && same(token["logprob"], answer.choices[0].tokens[i].logprob);
    good = good && same(token["probability"], verdict.probability);
    good = good && same(token["margin"], verdict.margin);
    good =
        good && same(token["alternatives"][1]["logprob"], answer.alternatives[2 * i + 1].logprob);
  }
  CHECK(good);
  const Summary& summary = report.choices[0].summary;
  CHECK(same(choice["summary"]["sum_logprob"], summary.sum_logprob));
  CHECK(same(choice["summary"]["mean_logprob"], summary.mean_logprob));
  CHECK(same(choice["summary"]["perplexity"], summary.perplexity));
  CHECK(same(choice["summary"]["min_probability"], summary.min_probability));
}

TEST_CASE("raw logits say what they are, and have the model's own numbers beside those drawn") {
  Answer answer = answer_of({{"a", 0.5, {{"a", 0.5}}}});
  answer.logits = RawLogits{LogitsKind::scores, 512};
  answer.choices[0].whole.push_back({1.5, 3, std::log(0.25)});
  Json json = parsed(answer);
  CHECK(json["logits"].dump() ==
        R"({"kind":"scores","vocabulary":512,"temperature":null,"top_k":null,"top_p":null,)"
        R"("min_p":null})");
  Json token = json["choices"][0]["tokens"][0];
  CHECK((token["entropy"] == 1.5 && token["entropy_is"] == "exact" && token["possible"] == 3));
  CHECK_FALSE(token.contains("model_logprob"));
  answer.choices[0].whole = {Whole{}};
  CHECK(parsed(answer)["choices"][0]["tokens"][0]["possible"].is_null());
  answer.choices[0].whole = {{1.5, 3, std::log(0.25)}};
  answer.logits->at = {.temperature = 0.5, .top_k = 40};
  answer.model_logprobs = {std::log(0.25)};
  json = parsed(answer);
  CHECK((json["logits"]["temperature"] == 0.5 && json["logits"]["top_k"] == 40));
  token = json["choices"][0]["tokens"][0];
  CHECK(token["model_probability"] == 0.25);
  CHECK(token["alternatives"][0]["model_logprob"] == std::log(0.25));
}
