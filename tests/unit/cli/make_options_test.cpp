// The options for asking; those for reading and showing are in cli_test.cpp.
#include <limits>
#include <variant>

#include "catch.hpp"
#include "cli/cli.hpp"

using namespace logprobs;
using namespace logprobs::cli;

namespace {

using Words = std::vector<std::string>;

AskOptions asked(const Words& words) {
  std::vector<const char*> pointers;
  for (const std::string& word : words) pointers.push_back(word.c_str());
  return std::get<Options>(parse_command_line(pointers)).ask;
}

/// The message of the usage error, without its hint; empty if there is none.
std::string refusal(const Words& words) {
  try {
    asked(words);
  } catch (const Error& error) {
    CHECK(error.code == ExitCode::usage);
    const std::string message = error.what();
    return message.substr(0, message.find("; see logprobs --help"));
  }
  return "";
}

}  // namespace

TEST_CASE("asking has the defaults of the help") {
  const AskOptions ask = asked({"why"});
  const Question& question = ask.question;
  CHECK(question.top_logprobs == 5);
  CHECK(question.choices == 1);
  CHECK(question.stream);
  CHECK_FALSE((question.temperature || question.top_p || question.max_tokens || question.seed));
  CHECK_FALSE((question.system || question.prefill || question.legacy_max_tokens));
  CHECK((question.stop.empty() && question.params.empty()));
  CHECK_FALSE((ask.model || ask.base_url || ask.connection.proxy));
  CHECK((ask.connection.timeout == 600 && ask.connection.connect_timeout == 10));
  CHECK_FALSE((ask.allow_insecure_http || ask.dry_run));
}

TEST_CASE("every detail of a question can be set") {
  const AskOptions ask = asked({"why",
                                "-m",
                                "m",
                                "-s",
                                "sys",
                                "-k",
                                "20",
                                "-n",
                                "3",
                                "-t",
                                "0.5",
                                "--top-p",
                                "1",
                                "--seed",
                                "-7",
                                "--max-tokens",
                                "9",
                                "--stop",
                                "a",
                                "--stop",
                                "b",
                                "--param",
                                "x=1",
                                "--param",
                                "y=[2]",
                                "--prefill",
                                "So",
                                "--no-stream",
                                "--legacy-max-tokens"});
  const Question& question = ask.question;
  CHECK(ask.model == "m");
  CHECK(question.system == "sys");
  CHECK((question.top_logprobs == 20 && question.choices == 3));
  CHECK((question.temperature == 0.5 && question.top_p == 1.0));
  CHECK((question.seed == -7 && question.max_tokens == 9));
  CHECK(question.stop == Words{"a", "b"});
  CHECK(question.params == Words{"x=1", "y=[2]"});
  CHECK(question.prefill == "So");
  CHECK((question.legacy_max_tokens && !question.stream));
}

TEST_CASE("every detail of asking it can be set") {
  const AskOptions ask = asked({"why",
                                "--base-url",
                                "http://h/v1",
                                "-H",
                                "A: 1",
                                "-H",
                                "B: 2",
                                "--timeout",
                                "1.5",
                                "--connect-timeout",
                                "0.25",
                                "--retries",
                                "7",
                                "--proxy",
                                "",
                                "--cacert",
                                "ca",
                                "--save",
                                "f",
                                "--save-response",
                                "r",
                                "--api-key-file",
                                "k",
                                "--system-file",
                                "s",
                                "--allow-insecure-http",
                                "--dry-run"});
  CHECK(ask.base_url == "http://h/v1");
  CHECK(ask.headers == Words{"A: 1", "B: 2"});
  CHECK((ask.connection.timeout == 1.5 && ask.connection.connect_timeout == 0.25));
  CHECK((ask.connection.proxy == "" && ask.connection.retries == 7));
  CHECK((ask.cacert == "ca" && ask.save == "f" && ask.api_key_file == "k"));
  CHECK(ask.save_response == "r");
  CHECK((ask.system_file == "s" && ask.allow_insecure_http && ask.dry_run));
  CHECK(asked({"why", "--api-key-env", "K"}).api_key_env == "K");
}

TEST_CASE("numbers of a question have their bounds") {
  const std::string huge = std::to_string(std::numeric_limits<std::int64_t>::max());
  CHECK(asked({"why", "-k", "0"}).question.top_logprobs == 0);
  CHECK(std::to_string(*asked({"why", "--seed", huge}).question.seed) == huge);
  CHECK(refusal({"why", "-k", "21"}) == "--top-logprobs: “21” is not a number from 0 to 20");
  CHECK(refusal({"why", "-k", "-1"}) == "--top-logprobs: “-1” is not a number from 0 to 20");
  CHECK(refusal({"why", "-n", "0"}) == "--choices: “0” is not a number of answers (1 or more)");
  CHECK(refusal({"why", "-t", "warm"}) == "--temperature: “warm” is not a number");
  CHECK(refusal({"why", "-t", "nan"}) == "--temperature: “nan” is not a number");
  CHECK(refusal({"why", "--top-p", "2"}) == "--top-p: “2” is not between 0 and 1");
  CHECK(refusal({"why", "--max-tokens", "1.5"}) ==
        "--max-tokens: “1.5” is not a number of tokens (1 or more)");
  CHECK(refusal({"why", "--seed", huge + "0"}) == "--seed: “" + huge + "0” is not a whole number");
  for (const std::string bad : {"0", "-1", "0.0001", "31536001"}) {
    CHECK(refusal({"why", "--timeout", bad}) ==
          "--timeout: “" + bad + "” is not a number of seconds (0.001 to a year)");
  }
}

TEST_CASE("options that ask for nothing, or for two things, are refused") {
  CHECK(refusal({"why", "-m", ""}) == "--model has an empty value");
  for (const std::string option : {"--system-file", "--base-url", "--api-key-file", "--api-key-env",
                                   "--cacert", "--save", "--save-response"}) {
    CHECK(refusal({"why", option, ""}) == option + " has an empty value");
  }
  CHECK_THAT(refusal({"why", "--stop", ""}), Contains("--stop: an empty text"));
  CHECK_THAT(refusal({"why", "-s", "a", "--system-file", "b"}), Contains("one system message"));
  CHECK_THAT(refusal({"why", "--api-key-file", "a", "--api-key-env", "b"}), Contains("one key"));
  CHECK_THAT(refusal({"why", "--save", "f", "-o", "f"}), Contains("name the same file"));
  CHECK(refusal({"why", "--save-response", "f", "-o", "f"}) ==
        "--save-response and --output name the same file");
  CHECK(refusal({"why", "--save", "f", "--save-response", "f"}) ==
        "--save and --save-response name the same file");
  CHECK_THAT(refusal({"why", "--param", "n=1"}), Contains("--param: n has an option"));
  CHECK_THAT(refusal({"why", "--save", "-"}), Contains("--save: standard output"));
  CHECK_THAT(refusal({"why", "--save-response", "-"}),
             Contains("--save-response: standard output"));
  CHECK_THAT(refusal({"why", "-s", "\xff"}), Contains("--system is not UTF-8"));
}

TEST_CASE("the ending of the output's file names the format, unless -f does") {
  const auto format = [](std::vector<const char*> words) {
    return std::get<Options>(parse_command_line(words)).format;
  };
  CHECK(format({"-r", "x", "-o", "a.html"}) == "html");
  CHECK(format({"-r", "x", "-o", "b/a.md"}) == "markdown");
  CHECK(format({"-r", "x", "-o", "a.jsonl"}) == "json");
  CHECK(format({"-r", "x", "-o", "a.svg"}) == "svg");
  CHECK(format({"-r", "x", "-o", "a.csv", "-f", "table"}) == "table");
  CHECK(format({"-r", "x", "-o", "a.txt"}) == "text");
  CHECK(format({"-r", "x"}) == "text");
}

TEST_CASE("while asking, --from names the API") {
  CHECK(refusal({"why", "--from", "openai-chat"}).empty());
  CHECK(refusal({"why", "--from", "auto"}).empty());
  for (const std::string name : {"tokens", "ollama-chat", "openai-responses", "x", ""}) {
    CHECK(refusal({"why", "--from", name}) ==
          "--from: “" + name + "” is not an API that can be asked; openai-chat is");
  }
}

TEST_CASE("options for raw logits are refused while asking") {
  for (const Words& words :
       {Words{"--tokenizer", "t"}, {"--ids", "i"}, {"--layout", "forward"}, {"--eos", "2"}}) {
    CHECK(refusal({"why", words[0], words[1]}) == words[0] + " is for raw logits in a file");
    CHECK(refusal({"-r", "x", words[0], words[1]}).empty());
  }
}

TEST_CASE("end tokens are ids, separated by commas") {
  const auto tokens = [](const std::string& value) {
    const std::vector<const char*> words = {"-r", "x", "--eos", value.c_str()};
    return std::get<Options>(parse_command_line(words)).end_tokens;
  };
  CHECK(tokens("2") == std::vector<std::int64_t>{2});
  CHECK(tokens("128001,0") == std::vector<std::int64_t>{128001, 0});
  for (const std::string part : {"", "-1", "x", "1.5", "2147483648"}) {
    const std::string sentence = "--eos: “" + part + "” is not the id of a token (0, 1, 2, ...)";
    CHECK(refusal({"-r", "x", "--eos=" + part}) == sentence);
    CHECK(refusal({"-r", "x", "--eos=1," + part}) == sentence);
  }
}

TEST_CASE("options for asking are ignored while replaying, except those that would write") {
  CHECK(refusal({"-r", "x", "-t", "warm", "--timeout", "0", "-m", ""}).empty());
  CHECK_THAT(refusal({"-r", "x", "--save", "f"}), Contains("--save is for asking"));
  CHECK_THAT(refusal({"-r", "x", "--save-response", "f"}),
             Contains("--save-response is for asking"));
  CHECK_THAT(refusal({"-r", "x", "--dry-run"}), Contains("--dry-run is for asking"));
}
