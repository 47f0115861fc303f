#include <algorithm>
#include <set>
#include <vector>

#include "catch.hpp"
#include "logprobs/error.hpp"

using logprobs::Error;
using logprobs::exit_codes;
using logprobs::ExitCode;
using logprobs::ExitCodeInfo;
using logprobs::worse;

TEST_CASE("the exit codes are those of the contract") {
  CHECK(static_cast<int>(ExitCode::ok) == 0);
  CHECK(static_cast<int>(ExitCode::failed) == 1);
  CHECK(static_cast<int>(ExitCode::usage) == 2);
  CHECK(static_cast<int>(ExitCode::gate) == 3);
  CHECK(static_cast<int>(ExitCode::refused) == 4);
  CHECK(static_cast<int>(ExitCode::unreached) == 5);
  CHECK(static_cast<int>(ExitCode::unusable) == 6);
  CHECK(static_cast<int>(ExitCode::interrupted) == 130);
  CHECK(static_cast<int>(ExitCode::terminated) == 143);
}

TEST_CASE("the table has every exit code once, in order, and says what it means") {
  std::vector<int> codes;
  for (const ExitCodeInfo& info : exit_codes()) {
    codes.push_back(static_cast<int>(info.code));
    CHECK_FALSE(info.about.empty());
  }
  CHECK(std::is_sorted(codes.begin(), codes.end()));
  CHECK(std::set<int>(codes.begin(), codes.end()).size() == codes.size());
  for (const int code : {0, 1, 2, 4, 6, 130, 143}) {
    CHECK(std::count(codes.begin(), codes.end(), code) == 1);
  }
}

TEST_CASE("of two exit codes the worse counts: signals, usage, then 1, 6, 5, 4, 3, 0") {
  const std::vector<ExitCode> from_bad = {
      ExitCode::interrupted, ExitCode::terminated, ExitCode::usage,
      ExitCode::failed,      ExitCode::unusable,   ExitCode::unreached,
      ExitCode::refused,     ExitCode::gate,       ExitCode::ok};
  for (std::size_t bad = 0; bad < from_bad.size(); ++bad) {
    for (std::size_t good = bad; good < from_bad.size(); ++good) {
      CHECK(worse(from_bad[bad], from_bad[good]) == from_bad[bad]);
      CHECK(worse(from_bad[good], from_bad[bad]) == from_bad[bad]);
    }
  }
}

TEST_CASE("an error has an exit code and a sentence") {
  try {
    throw Error(ExitCode::unusable, "no logprobs");
  } catch (const std::runtime_error& error) {
    CHECK(error.what() == std::string("no logprobs"));
    CHECK(static_cast<const Error&>(error).code == ExitCode::unusable);
  }
}
