#include "catch.hpp"
#include "cli/cli.hpp"
#include "usage.hpp"

using namespace logprobs;
using namespace logprobs::cli;

namespace {

std::string said_of(const std::string& word, bool asking = true) {
  return test::usage_message([&] {
    const std::vector<const char*> words =
        asking ? std::vector{word.c_str(), "hello"} : std::vector{word.c_str(), "-r", "x"};
    parse_command_line(words);
  });
}

std::string meant_by(const std::string& word) {
  const std::string said = said_of(word);
  const std::string ask = "did you mean ";
  const std::size_t begin = said.find(ask);
  return begin == std::string::npos ? said : said.substr(begin + ask.size());
}

}  // namespace

TEST_CASE("what no option is like is refused as it is") {
  CHECK(said_of("--nope") == "unknown option “--nope”; see logprobs --help");
  CHECK(said_of("-x", false) == "unknown option “-x”; see logprobs --help");
  CHECK(said_of("--xy") == "unknown option “--xy”; see logprobs --help");
}

TEST_CASE("a misspelt option is taken for the one that it is most like") {
  CHECK(said_of("--tempreature") == "unknown option “--tempreature”; did you mean --temperature?");
  CHECK(said_of("--tempreature", false) == said_of("--tempreature"));
  for (const auto& [word, option] :
       std::vector<std::pair<std::string, std::string>>{{"--rep", "--replay"},
                                                        {"--modle", "--model"},
                                                        {"--max_tokens", "--max-tokens"},
                                                        {"--Seed=3", "--seed"},
                                                        {"-R", "-r"},
                                                        {"--replays=x", "--replay"},
                                                        {"--only-clue", "--only-clues"},
                                                        {"--top_logprobs", "--top-logprobs"}}) {
    CAPTURE(word);
    CHECK(meant_by(word) == option + "?");
  }
}

TEST_CASE("what other tools call an option is known") {
  for (const auto& [word, option] :
       std::vector<std::pair<std::string, std::string>>{{"--json", "-f json"},
                                                        {"--no-color", "--color never"},
                                                        {"-V", "--version"},
                                                        {"--temp", "--temperature"},
                                                        {"--url", "--base-url"},
                                                        {"--raw", "-f plain"},
                                                        {"--n_predict", "--max-tokens"},
                                                        {"--markdown", "-f markdown"}}) {
    CAPTURE(word);
    CHECK(meant_by(word) == option + "?");
  }
  CHECK_THAT(said_of("--stream"), Contains("is streamed") && Contains("--no-stream"));
}

TEST_CASE("the key is never quoted") {
  for (const std::string word :
       {"--api-key=sk-1234567", "--api_key sk-1234567", "--kye=sk-1234567"}) {
    CHECK_THAT(said_of(word), !Contains("sk-1234567"));
  }
  CHECK_THAT(said_of("--api-key"), Contains("--api-key-file") && Contains("--api-key-env"));
}

TEST_CASE("a long name after a single dash is not taken letter by letter") {
  CHECK(meant_by("-max-tokens") == "--max-tokens?");
  CHECK(meant_by("-model=x") == "--model?");
  CHECK(meant_by("-json") == "-f json?");
  const std::vector<const char*> cluster = {"-k3", "-qt1", "-solo", "hello"};
  CHECK(std::get<Options>(parse_command_line(cluster)).ask.question.system == "olo");
}

TEST_CASE("a question that begins with a dash is told about --") {
  for (const std::string word : {"-- is a comment?", "-5", "-x or -y?"}) {
    CHECK(said_of(word) == "unknown option “" + word +
                               "” (put -- before a question whose words begin with a dash); see "
                               "logprobs --help");
    CHECK(said_of(word, false) == "unknown option “" + word + "”; see logprobs --help");
  }
}
