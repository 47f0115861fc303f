#include "app/writer.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <utility>
#include <vector>

#include "answers.hpp"
#include "catch.hpp"
#include "folder.hpp"
#include "standard_error.hpp"

using namespace logprobs;
using namespace logprobs::app;
using namespace logprobs::test;
using logprobs::system::Output;

namespace {

/// Standard error and standard output as one stream, in the order in which they are written.
struct OneStream {
  Folder folder;
  std::string name = folder / "both";
  int file = open(name.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  int saved = dup(STDERR_FILENO);
  Output output{"/dev/fd/" + std::to_string(file)};
  OneStream() { dup2(file, STDERR_FILENO); }
  ~OneStream() {
    dup2(saved, STDERR_FILENO);
    close(saved);
    close(file);
  }
  std::string text() const { return contents(name); }
};

/// A pseudo-terminal.
struct Terminal {
  int ours = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  Output output{grantpt(ours) == 0 && unlockpt(ours) == 0 ? ptsname(ours) : ""};
  ~Terminal() { close(ours); }
};

}  // namespace

TEST_CASE("text comes first, then what is said about it") {
  OneStream stream;
  Writer writer(stream.output, false);
  const auto message = [](const char* what) { return Message{"s", {}, what, {}}; };
  Shown shown{.out = "one\n", .said = {message("a"), message("b")}};
  writer.put(shown);
  shown.out = "two\n";
  shown.said = {message("c"), message("a")};
  writer.put(shown);
  CHECK(stream.text() == "one\nlogprobs: s: a\nlogprobs: s: b\ntwo\nlogprobs: s: c\n");
  writer.end_source();
  CHECK(stream.text().ends_with("s: c\nlogprobs: s: a\n"));
  CHECK((shown.out.empty() && shown.said.empty()));
}

TEST_CASE("of several, text comes before the message about it") {
  OneStream stream;
  Writer writer(stream.output, false);
  const auto shown = [](const char* out, const char* what) {
    return Shown{.out = out, .said = {Message{"s", {}, what, {}}}};
  };
  std::vector<Shown> several;
  several.push_back(shown("one\n", "a"));
  several.push_back(shown("two\n", "a"));
  several.push_back(shown("three\n", "a"));
  several.push_back(shown("four\n", "b"));
  several.push_back({.out = "five\n"});
  writer.put(several);
  CHECK(stream.text() == "one\nlogprobs: s: a\ntwo\nthree\nfour\nlogprobs: s: b\nfive\n");
  CHECK(several[4].out.empty());
}

TEST_CASE("messages go to whoever hears them instead of standard error") {
  Output output("/dev/null");
  Writer writer(output, false);
  std::string heard;
  writer.hear = [&](const std::string& message) { heard += message + "\n"; };
  const auto message = [](const char* what) { return Message{"s", {3, 0}, what, {}}; };
  CHECK(test::said([&] {
          Shown shown{.said = {message("a 1"), message("a 2"), message("a 3")}};
          shown.trips = 1;
          shown.first_trip = "tripped";
          shown.broken = 2;
          writer.put(shown);
          writer.end_source();
          writer.end();
        }).empty());
  CHECK(heard ==
        "s:3: a 1\ns: 2 more like line 3, up to line 3: a N\ntripped\n"
        "2 pieces cannot be read; the exit status does not reflect this\n");
}

TEST_CASE("way is made for what a terminal shows, not for what goes elsewhere") {
  Folder folder;
  int made = 0;
  const auto put = [&](Output& output, Shown shown) {
    Writer writer(output, false);
    writer.make_way = [&] { ++made; };
    writer.put(shown);
    return std::exchange(made, 0) > 0;
  };
  Terminal terminal;
  Output away("/dev/null");
  Output held(folder / "out");
  CHECK_FALSE(put(terminal.output, {}));
  CHECK(put(terminal.output, {.out = "text"}));
  CHECK_FALSE(put(away, {.out = "text"}));
  CHECK_FALSE(put(held, {.out = "text"}));
  const auto message_of_each = [&](Output& output) {
    test::said([&] { CHECK(put(output, {.said = {{"s", {}, "a", {}}}})); });
  };
  message_of_each(terminal.output);
  message_of_each(away);
  message_of_each(held);
}

TEST_CASE("way is made for what is said at a source's end") {
  Output away("/dev/null");
  Writer writer(away, false);
  const Message message{"s", {}, "a", {}};
  Shown shown{.said = {message, message}};
  CHECK_FALSE(test::said([&] { writer.put(shown); }).empty());
  int made = 0;
  writer.make_way = [&] { ++made; };
  CHECK_FALSE(test::said([&] { writer.end_source(); }).empty());
  CHECK(made == 1);
}

TEST_CASE("whether a terminal shows a part of a line is known") {
  Terminal terminal;
  Writer writer(terminal.output, false);
  const auto in_line_after = [&](Shown shown) {
    writer.put(shown);
    return writer.in_line();
  };
  CHECK_FALSE(writer.in_line());
  CHECK(in_line_after({.out = "a"}));
  CHECK(in_line_after({}));
  CHECK_FALSE(in_line_after({.out = "b\n"}));
  Output away("/dev/null");
  Writer other(away, false);
  Shown shown{.out = "a"};
  other.put(shown);
  CHECK_FALSE(other.in_line());
}

TEST_CASE("faults of all answers are counted") {
  Output away("/dev/null");
  Writer writer(away, false);
  Shown shown{.faults = 2};
  writer.put(shown);
  writer.put(shown);
  CHECK(writer.faults() == 2);
}

TEST_CASE("the worst of all codes is the run's") {
  Output output("/dev/null");
  Writer writer(output, false);
  CHECK(writer.end() == ExitCode::ok);
  for (const ExitCode code : {ExitCode::gate, ExitCode::unusable, ExitCode::ok}) {
    Shown shown{.code = code};
    writer.put(shown);
    CHECK(shown.code == ExitCode::ok);
  }
  CHECK(writer.end() == ExitCode::unusable);
  writer.count(ExitCode::failed);
  CHECK(writer.end() == ExitCode::failed);
}

TEST_CASE("the first gate that tripped is named at the end, the others are counted") {
  const auto end_of = [](const std::vector<std::size_t>& trips) {
    Output output("/dev/null");
    Writer writer(output, false);
    return said([&] {
      int number = 0;
      for (const std::size_t count : trips) {
        Shown shown{.trips = count, .first_trip = "trip " + std::to_string(++number)};
        if (count == 0) shown.first_trip.clear();
        writer.put(shown);
      }
      writer.end();
    });
  };
  CHECK(end_of({}).empty());
  CHECK(end_of({0, 0}).empty());
  CHECK(end_of({1}) == "logprobs: trip 1\n");
  CHECK(end_of({0, 1, 1}) == "logprobs: trip 2; 1 more response tripped a gate\n");
  CHECK(end_of({2, 0, 3}) == "logprobs: trip 1; 4 more responses tripped a gate\n");
}

TEST_CASE("when the reader has gone away nothing more is needed, but for a gate") {
  const Folder folder;
  const std::string name = folder / "fifo";
  REQUIRE(mkfifo(name.c_str(), 0600) == 0);
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  const int reader = open(name.c_str(), O_RDONLY | O_NONBLOCK);
  Output output(name);
  Writer writer(output, false);
  const Writer judging(output, true);
  CHECK_FALSE((writer.stopped() || writer.needs_no_more()));
  close(reader);
  Shown shown{.out = "nobody reads this"};
  writer.put(shown);
  CHECK((writer.stopped() && writer.needs_no_more()));
  CHECK_FALSE((judging.stopped() || judging.needs_no_more()));
  std::signal(SIGPIPE, before);
}

TEST_CASE("what a reader has is put out in its order, up to where bytes are missing") {
  OneStream stream;
  const cli::Options options;
  const auto view = make_view("plain", {});
  Presenter presenter(options, *view, Origin::files);
  Writer writer(stream.output, false);
  Reader reader({.source = "a"});
  const std::string line =
      R"({"choices": [{"index": 0, "message": {"content": "Hi"}, "finish_reason": "stop", )"
      R"("logprobs": {"content": [{"token": "Hi", "logprob": 0, "top_logprobs": []}]}}]})"
      "\n";
  reader.feed(line + "broken\n" + line);
  CHECK(drain(reader, presenter, writer));
  const std::string so_far = stream.text();
  CHECK(so_far.starts_with("Hi"));
  CHECK_THAT(so_far, Contains("logprobs: a:2: "));
  reader.finish();
  CHECK_FALSE(drain(reader, presenter, writer));
  CHECK(end(presenter, writer) == ExitCode::unusable);
  CHECK(stream.text().ends_with("\nHi"));
}
