// Files put one after another are read as each of them alone.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "folder.hpp"
#include "logprobs/read.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Event;
using logprobs::Reader;

namespace {

/// All that a reader says of a source, but for places.
struct Reading {
  std::vector<std::string> found;
  bool complete = true;  ///< all that was found are complete answers
};

void take(Reader& reader, Reading& reading) {
  for (;;) {
    const Event event = reader.next();
    if (event == Event::needs_bytes || event == Event::end) return;
    if (event == Event::grown) continue;
    if (event == Event::broken) {
      reading.complete = false;
      reading.found.push_back("broken");
      continue;
    }
    const Answer& answer = reader.answer();
    std::string text = fmt::format("{} {} {} {} {}", samples::word(answer.state), answer.format,
                                   answer.id, answer.custom_id, samples::show(answer));
    if (answer.failure) text += fmt::format(" {}", answer.failure->message);
    for (const std::string& warning : answer.warnings) text += "; " + warning;
    reading.complete = reading.complete && answer.state == logprobs::State::complete;
    reading.found.push_back(text);
  }
}

/// Reads a source in pieces; `next_size` says how large the next one is.
template <class NextSize>
Reading read(std::string_view source, NextSize next_size) {
  Reader reader({});
  Reading reading;
  while (!source.empty()) {
    const std::size_t size = std::min(next_size(), source.size());
    reader.feed(source.substr(0, size));
    source.remove_prefix(size);
    take(reader, reading);
  }
  reader.finish();
  take(reader, reading);
  return reading;
}

constexpr auto at_once = [] { return std::string::npos; };

/// Whether a source goes on if it comes again.
bool goes_on(const std::string& text, const Reading& once) {
  std::vector<std::string> twice = once.found;
  twice.insert(twice.end(), once.found.begin(), once.found.end());
  return read(text + text, at_once).found != twice;
}

struct Fixture {
  std::string name;
  std::string text;
  std::vector<std::string> found;
};

/// The inputs that have complete answers alone, and end by themselves: a stream without [DONE], or
/// a run of tokens, goes on in the next file if that has the same id. The items of a Realtime
/// session come before an answer that is open.
std::vector<Fixture> all_fixtures() {
  namespace files = std::filesystem;
  constexpr std::size_t longest = 20'000;  // bytes
  std::vector<Fixture> fixtures;
  const files::path root = LOGPROBS_ROOT;
  for (const files::path& folder : {root / "tests/data", root / "examples"}) {
    for (const auto& entry : files::recursive_directory_iterator(folder)) {
      const std::string type = entry.path().extension();
      if (type != ".json" && type != ".jsonl" && type != ".sse" && type != ".txt") continue;
      const std::string text = logprobs::test::contents(entry.path());
      if (text.size() > longest || text.find('\0') != std::string::npos) continue;
      const Reading reading = read(text, at_once);
      if (!reading.complete || reading.found.empty() || goes_on(text, reading)) continue;
      if (text.find("item_id") != std::string::npos) continue;
      fixtures.push_back({entry.path().string(), text, reading.found});
    }
  }
  std::sort(fixtures.begin(), fixtures.end(),
            [](const Fixture& a, const Fixture& b) { return a.name < b.name; });
  return fixtures;
}

}  // namespace

TEST_CASE("files one after another are read as each of them alone, in whatever pieces") {
  const std::vector<Fixture> fixtures = all_fixtures();
  CAPTURE(fixtures.size());
  REQUIRE(fixtures.size() > 200);
  std::mt19937 random(7);
  const auto below = [&](std::size_t limit) { return random() % limit; };
  for (int round = 0; round < 400; ++round) {
    std::string source;
    std::string names;
    std::vector<std::string> expected;
    for (std::size_t files = 2 + below(5); files > 0; --files) {
      const Fixture& fixture = fixtures[below(fixtures.size())];
      source += fixture.text;
      names += fixture.name + "\n";
      expected.insert(expected.end(), fixture.found.begin(), fixture.found.end());
    }
    CAPTURE(round, names);
    CHECK(read(source, at_once).found == expected);
    CHECK(read(source, [&] { return 1 + below(2000); }).found == expected);
    if (round % 40 == 0) CHECK(read(source, [] { return std::size_t{1}; }).found == expected);
  }
}
