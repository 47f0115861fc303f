#include "app/kept_branch.hpp"

#include "answers.hpp"
#include "app/indexed_branches.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::app;
using logprobs::test::answer_of;
using logprobs::test::judged;

namespace {

Answer trunk() {
  return answer_of({{"It", 0.99, {{"It", 0.99}, {"He", 0.01}}},
                    {" is", 0.5, {{" is", 0.5}, {" \xc3", 0.4}, {" was", 0.05}}}});
}

/// The answer of a line with this field, in which it is sought.
Answer with_field(const std::string& json) {
  Answer answer = trunk();
  answer.fields.push_back({.found = true, .is_text = false, .value = json});
  return answer;
}

IndexedBranch indexed(std::uint64_t line, std::uint64_t leaves, std::size_t token,
                      const Answer& came) {
  IndexedBranch branch{.fork = {.line = leaves, .token = token}, .answer = came};
  branch.answer.place.first_line = line;
  return branch;
}

}  // namespace

TEST_CASE("where a branch leaves is kept, and found again") {
  const Answer answer = trunk();
  const Report report = judged(answer);
  for (std::size_t rank = 1; rank <= 3; ++rank) {
    const explore::Fork fork = *explore::fork_at(answer, report, 0, 1, rank);
    const KeptFork kept = describe(answer, report, fork, 7);
    CHECK(kept.line == 7);
    CHECK(kept.rank == rank);
    CHECK(find_fork(answer, report, kept) == fork);
    KeptFork other = kept;
    other.forced += "!";
    CHECK_FALSE(find_fork(answer, report, other));
  }
  const explore::Fork drawn{0, 1, no_entry};
  CHECK(find_fork(answer, report, describe(answer, report, drawn, 1)) == drawn);
  CHECK_FALSE(find_fork(answer, report, {.line = 1, .choice = 3, .token = 0}));
  CHECK_FALSE(find_fork(answer, report, {.line = 1, .token = 9}));
}

TEST_CASE("a line has the request, what came, and where it leaves") {
  KeptFork fork{.line = 1, .token = 1, .rank = 2, .forced = " a\"b"};
  CHECK(branch_line(fork, "{\"a\":\n1}", "{}\r\n") ==
        R"({"request": {"a": 1}, "response": {}  , "branch": )"
        R"({"line":1,"choice":0,"token":1,"rank":2,"forced":" a\"b"}})"
        "\n");
  fork = {.line = 3, .token = 1, .times = 2};
  const std::string line = branch_line(fork, "", "data: {}\n\n");
  CHECK(line.starts_with(R"({"request": null, "response": "data: {}\n\n", "branch": )"));
  CHECK(line.ends_with("\"token\":1,\"times\":2}}\n"));
}

TEST_CASE("only a field that says where it leaves makes a branch") {
  cli::Options options;
  CHECK_FALSE(kept_fork(with_field(R"({"line":1,"choice":0,"token":2})"), options));
  options.branches.in_files = true;
  const KeptFork wanted{.line = 1, .token = 2, .rank = 1, .forced = "x"};
  CHECK(kept_fork(with_field(R"({"line":1,"choice":0,"token":2,"rank":1,"forced":"x"})"),
                  options) == wanted);
  for (const char* const json :
       {"{}", "[1]", "7", "{\"line\":1,\"choice\":0,\"token\":-2}", "{\"line\":1,\"choice\":0}",
        "{\"line\":1,\"choice\":1e99,\"token\":1}",
        "{\"line\":1,\"choice\":99999999999,\"token\":1}", "{\"line\":0,\"choice\":0,\"token\":1}",
        "{\"line\":1,\"choice\":0,\"token\":1,\"rank\":0}",
        "{\"line\":1,\"choice\":0,\"token\":1,\"rank\":-3}",
        "{\"line\":1,\"choice\":0,\"token\":1,\"times\":0}", "{"}) {
    CHECK_FALSE(kept_fork(with_field(json), options));
  }
  CHECK_FALSE(kept_fork(trunk(), options));
}

TEST_CASE("what came in place of a branch is an answer of its own") {
  cli::Options options;
  options.branches.in_files = true;
  Answer answer = with_field(R"({"line":1,"choice":0,"token":1})");
  CHECK(kept_fork(answer, options));
  answer.choices.push_back(answer.choices.front());
  CHECK_FALSE(kept_fork(answer, options));
  answer.choices.clear();
  answer.state = State::refused;
  CHECK_FALSE(kept_fork(answer, options));
}

TEST_CASE("branches of a file hang below the answer that they belong to, at any depth") {
  explore::AnswerEntries entries;
  for (const std::uint64_t line : {2, 9}) {  // a comment with the request is before each
    Answer answer = trunk();
    answer.place.first_line = line;
    entries.add(answer, judged(answer), 0);
  }
  const Answer came = answer_of({{" so", 0.5, {{" so", 0.5}, {" no", 0.5}}}});
  std::vector<IndexedBranch> branches{indexed(12, 11, 1, came), indexed(5, 1, 1, came),
                                      indexed(11, 8, 1, came), indexed(13, 40, 1, came),
                                      indexed(14, 8, 7, came)};
  const std::vector<IndexedBranch> lost = find_roots(entries, branches);
  REQUIRE(lost.size() == 1);
  CHECK(lost.front().fork.line == 40);
  const Answer answer = trunk();
  explore::Tree first(answer, {}), second(answer, {});
  CHECK(add_branches(branches, entries[0], first) == 0);
  CHECK(first.size() == 1);
  CHECK(add_branches(branches, entries[1], second) == 1);
  REQUIRE(second.size() == 2);
  CHECK(second.node(2)->parent == 1);
  CHECK(branch_lines(second, 1, 4).find(R"("branch": {"line":4,"choice":0,"token":1)") !=
        std::string::npos);
}
