#include "app/history.hpp"

#include "app/history_files.hpp"
#include "catch.hpp"
#include "folder.hpp"
#include "usage.hpp"

using namespace logprobs;
using namespace logprobs::app;
using namespace logprobs::test;
using std::chrono::milliseconds;
using std::chrono::system_clock;

namespace {

const std::string response = R"({"id": "x", "model": "m", "choices": [{"index": 0, "message": )"
                             R"({"content": "ab"}, "logprobs": {"content": [{"token": "a", )"
                             R"("logprob": -9}, {"token": "b", "logprob": 0}]}}]})";

/// A time in 2001.
system_clock::time_point at(int milliseconds_more) {
  return system_clock::from_time_t(1000000000) + milliseconds(milliseconds_more);
}

std::vector<std::string> keep(const std::string& folder, const std::string& question, int time) {
  History history(folder);
  history.keep_request("{\"prompt\":\"" + question + "\"}");
  history.write(response);
  return history.finish(true, at(time));
}

std::vector<std::string> questions(const std::string& folder) {
  std::vector<std::string> found;
  for (const KeptAnswer& answer : kept_answers(folder, {})) found.push_back(answer.question);
  return found;
}

}  // namespace

TEST_CASE("answers are kept in the state folder that the environment names") {
  using Variables = std::vector<std::pair<std::string, std::string>>;
  const auto folder = [](const Variables& variables) {
    return history_folder(system::Environment(variables)).string();
  };
  CHECK(folder({{"XDG_STATE_HOME", "/s"}, {"HOME", "/h"}}) == "/s/logprobs");
  CHECK(folder(Variables{{"HOME", "/h"}}) == "/h/.local/state/logprobs");
  CHECK(folder({{"XDG_STATE_HOME", "s"}, {"HOME", "/h"}}) == "/h/.local/state/logprobs");
  CHECK(folder(Variables{{"HOME", "h"}}).empty());
  CHECK(folder({}).empty());
}

TEST_CASE("the name of a kept answer's file says when, and is its own") {
  const std::string name = history_name(at(7));
  CHECK_THAT(name, StartsWith("20010909T014640.007000000Z-"));
  CHECK(name.size() == 43);
  CHECK(name != history_name(at(7)));
}

TEST_CASE("kept answers are listed newest first, and other files are left out") {
  const Folder folder;
  keep(folder / "k", "second", 1);
  keep(folder / "k", "third", 2);
  keep(folder / "k", "first", 0);
  folder.file("k/20010909T014640.007000000-", response);
  folder.file("k/20010909T014640.007000000Z-x", "damaged");
  CHECK(questions(folder / "k") == std::vector<std::string>{"third", "second", "first"});
  const KeptAnswer answer = kept_answers(folder / "k", {}).front();
  CHECK((answer.model == "m" && answer.clues == 1));
  CHECK(answer.time == system_clock::from_time_t(1000000000));
  CHECK(questions(folder / "none").empty());
}

TEST_CASE("the folder is its owner's, and so are the files") {
  const Folder folder;
  keep(folder / "a/b", "why", 0);
  for (const std::string name : {"a", "a/b"}) CHECK(mode_of(folder / name) == 0700);
  CHECK(mode_of(kept_answers(folder / "a/b", {}).front().file) == 0600);
}

TEST_CASE("the oldest answers make room for new ones") {
  const Folder folder;
  for (int i = 0; i < 25; ++i) keep(folder / "k", std::to_string(i), i);
  const std::vector<std::string> kept = questions(folder / "k");
  CHECK((kept.size() == most_kept && kept.front() == "24" && kept.back() == "5"));
}

TEST_CASE("the first time says where answers are kept") {
  const Folder folder;
  const std::string more = "more: logprobs --last -f table";
  CHECK(keep(folder / "k", "why", 0) ==
        std::vector<std::string>{more, "the last 20 answers are kept in " + (folder / "k"),
                                 "LOGPROBS_HISTORY=0 in the environment, or --no-history, keeps "
                                 "none"});
  CHECK(keep(folder / "k", "why", 1) == std::vector<std::string>{more});
}

TEST_CASE("an answer that cannot be kept is none, and nothing is said") {
  const Folder folder;
  folder.file("file", "");
  CHECK(keep(folder / "file", "why", 0).empty());
  CHECK(keep(folder / "file/k", "why", 0).empty());
  CHECK(keep("", "why", 0).empty());
  History large(folder / "k");
  large.keep_request("{}");
  for (int i = 0; i < 17; ++i) large.write(std::string(std::size_t{1} << 20, 'd'));
  CHECK(large.finish(true, at(0)).empty());
  CHECK(questions(folder / "k").empty());
}

TEST_CASE("an answer is found by its number") {
  const std::vector<KeptAnswer> two{{.file = "new"}, {.file = "old"}};
  CHECK((kept_file(two, 1) == "new" && kept_file(two, 2) == "old"));
  CHECK(usage_message([&] { kept_file(two, 3); }) ==
        "--last 3: only 2 answers are kept; --history lists them");
  CHECK(usage_message([&] { kept_file({{.file = "new"}}, 2); }) ==
        "--last 2: only one answer is kept; --history lists them");
  CHECK_THAT(usage_message([] { kept_file({}, 1); }), StartsWith("--last: no answer is kept; ask"));
}

TEST_CASE("the list is aligned, and as wide as it may be") {
  const std::vector<KeptAnswer> answers{
      {.time = at(0), .model = "m", .question = "Why is\nthe sky blue?", .clues = 12},
      {.time = at(0), .model = "日本-1", .question = "", .clues = 0},
      {.time = at(0), .model = "m", .question = std::string(50, 'x'), .clues = 1}};
  const std::string list = history_list(answers, 70);
  CHECK_THAT(list, Contains("  m       Why is↵the sky blue?            12 clues\n"));
  CHECK_THAT(list, Contains("  日本-1                                  no clues\n"));
  CHECK_THAT(list, Contains("  m       xxxxxxxxxxxxxxxxxxxxxxxxxxxxx…  1 clue\n"));
  CHECK_THAT(list, StartsWith(" 1  2001-09-"));
  CHECK(history_list({}, 70).empty());
}
