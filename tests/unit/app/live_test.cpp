#include "app/live.hpp"

#include <filesystem>

#include "catch.hpp"
#include "cli/cli.hpp"
#include "fake_transport.hpp"
#include "folder.hpp"
#include "standard_error.hpp"

using namespace logprobs;
using namespace logprobs::app;
using namespace logprobs::cli;
using namespace logprobs::system;
using namespace logprobs::test;
using std::chrono::milliseconds;

namespace {

const std::string key = "sk-test-SECRET-0";

/// An event of a stream that brings one token of probability 1.
std::string event(const std::string& token, const std::string& finish = "null") {
  return R"(data: {"id":"x","object":"chat.completion.chunk","model":"m","choices":[{"index":0,)"
         R"("delta":{"content":")" +
         token + R"("},"logprobs":{"content":[{"token":")" + token +
         R"(","logprob":0,"bytes":null,"top_logprobs":[]}]},"finish_reason":)" + finish + "}]}\n\n";
}

const std::string done = "data: [DONE]\n\n";

/// What a run left.
struct Run {
  ExitCode code = ExitCode::ok;
  std::string out;
  std::string err;
};

struct Bench {
  Folder folder;
  std::string name = folder / "out";
  FakeTransport transport;
  Options options;
  PreparedRequest prepared;
  std::vector<milliseconds> pauses;
  std::chrono::steady_clock::time_point now{};
  World world{.now = [this] { return now; },
              .date = [] { return std::chrono::system_clock::time_point(); },
              .random = [] { return 0.0; },
              .pause = [this](milliseconds time) { return note(time); }};

  Bench() {
    options.format = "plain";
    prepared.request.endpoint = {
        "http://h/v1/chat?key=1", "http://h/v1/chat", "http://h/v1", "h", true, false};
    prepared.request.headers = {{"Authorization", "Bearer " + key, true}};
  }

  /// A wait comes in steps; adds up those of one wait.
  bool note(milliseconds time) {
    if (pauses.size() < transport.requests.size()) pauses.emplace_back(0);
    pauses.back() += time;
    now += time;
    return true;
  }

  Run run() {
    Run result;
    transport.requests.clear();
    pauses.clear();
    const auto view = make_view(options.format, {});
    result.err = said([&] {
      Output output(name);
      SaveFiles saved{SaveFile("--save", options.ask.save),
                      SaveFile("--save-response", options.ask.save_response)};
      result.code = app::ask(options, prepared, transport, *view, output, saved, world);
      output.commit();
    });
    result.out = contents(name);
    return result;
  }
};

}  // namespace

TEST_CASE("an answer is shown as it comes, however it is cut") {
  Bench bench;
  bench.transport.pieces = {event("Hel").substr(0, 9), event("Hel").substr(9) + event("lo"),
                            event("!", "\"stop\""), done};
  const Run run = bench.run();
  CHECK((run.code == ExitCode::ok && run.out == "Hello!" && run.err.empty()));
  CHECK(bench.transport.requests.size() == 1);
}

TEST_CASE("how many tokens came is said while nobody sees them") {
  Bench bench;
  bench.world.progress = true;
  bench.world.now = [&] { return bench.now += milliseconds(500); };
  bench.transport.pieces = {event("a"), event("b"), event("c") + event("d"), event("e", "\"stop\""),
                            done};
  const std::string counted =
      "2 tokens\r\x1b[K4 tokens, 3.0/s\r\x1b[K5 tokens, 2.7/s\r\x1b[K"
      "5 tokens, 2.0/s\r\x1b[K";
  for (const char* view : {"json", "plain"}) {  // a file is put in place at the end
    bench.options.format = view;
    CHECK(bench.run().err == counted);
  }
  bench.name = "/dev/null";
  for (const char* view : {"plain", "text", "csv"}) {  // shown as they grow
    bench.options.format = view;
    CHECK(bench.run().err.empty());
  }
  bench.options.format = "json";
  CHECK(bench.run().err == counted);
  bench.world.progress = false;
  CHECK(bench.run().err.empty());
}

TEST_CASE("the source of a live answer is the URL without its query, and has no line") {
  Bench bench;
  bench.options.format = "json";
  bench.transport.pieces = {event("a")};
  const Run run = bench.run();
  CHECK_THAT(run.out, Contains(R"({"source": "http://h/v1/chat", "line": null, "offset": 0,)"));
  CHECK_THAT(run.err, Contains("logprobs: http://h/v1/chat: the stream was cut off"));
  CHECK(run.code == ExitCode::unusable);
}

TEST_CASE("a server that keeps the connection open after [DONE] is not waited for") {
  Bench bench;
  bench.transport.pieces = {event("a", "\"stop\""), done};
  bench.transport.silence = milliseconds(100);
  bench.transport.idle = [&] { bench.now += milliseconds(100); };
  bench.transport.response.problem = "would have gone on";
  CHECK(bench.run().code == ExitCode::ok);
  CHECK(bench.now.time_since_epoch() == milliseconds(500));
}

TEST_CASE("the end of a stream needs no line end") {
  Bench bench;
  bench.transport.pieces = {event("a", "\"stop\"") + "data: [DONE]"};
  bench.transport.idle = [&] { bench.now += milliseconds(100); };
  CHECK(bench.run().code == ExitCode::ok);
  CHECK(bench.now.time_since_epoch() == milliseconds(500));
}

TEST_CASE("a whole JSON answer on a connection that stays open is not waited for") {
  const std::string json =
      R"({"choices":[{"index":0,"finish_reason":"stop","message":{"content":"a"},"logprobs":)"
      R"({"content":[{"token":"a","logprob":0,"bytes":null,"top_logprobs":[]}]}}]})";
  for (const std::string& whole :
       {json, json + "\n", "\n {" + json.substr(1, 11) + "\n" + json.substr(12)}) {
    Bench bench;
    bench.transport.pieces = {whole};
    bench.transport.silence = milliseconds(400);
    bench.transport.idle = [&] { bench.transport.silence += milliseconds(100); };
    const Run run = bench.run();
    CHECK((run.code == ExitCode::ok && run.out == "a" && run.err.empty()));
    CHECK(bench.transport.idled == 1);
  }
}

TEST_CASE("silence in the middle of JSON loses nothing") {
  const std::string chunk = event("a", "\"stop\"").substr(6);
  for (const std::string& part : {chunk.substr(0, chunk.size() - 2), chunk.substr(0, 40)}) {
    Bench bench;
    bench.transport.pieces = {part};
    bench.transport.silence = std::chrono::seconds(9);
    bench.transport.idle = [] {};
    (void)bench.run();
    CHECK(bench.transport.idled == FakeTransport::most_idle);
  }
}

TEST_CASE("silence within an answer does not end it") {
  Bench bench;
  bench.transport.pieces = {event("a", "\"stop\"")};
  bench.transport.silence = std::chrono::seconds(9);
  bench.transport.idle = [&] { bench.now += std::chrono::seconds(9); };
  CHECK(bench.run().code == ExitCode::ok);
  CHECK(bench.transport.idled == FakeTransport::most_idle);
}

TEST_CASE("an answer that breaks off is shown, and so is the reason") {
  Bench bench;
  bench.transport.pieces = {event("a")};
  bench.transport.response.problem = "Connection reset by peer";
  const Run run = bench.run();
  CHECK((run.code == ExitCode::unusable && run.out == "a"));
  CHECK(run.err ==
        "logprobs: http://h/v1/chat: the answer broke off: Connection reset by peer; what came is "
        "shown\n");
}

TEST_CASE(
    "a connection that breaks before as many choices came as were asked for cuts the answer") {
  Bench bench;
  bench.prepared.question.choices = 2;
  bench.transport.pieces = {event("a", "\"stop\"")};
  bench.transport.response.problem = "Connection reset by peer";
  const Run run = bench.run();
  CHECK((run.code == ExitCode::unusable && run.out == "a"));
  CHECK(run.err ==
        "logprobs: http://h/v1/chat: the answer broke off: Connection reset by peer; what came is "
        "shown\n");
}

TEST_CASE("a connection that breaks after the end of the answer costs a warning") {
  const std::string end = event("a", "\"stop\"");
  const std::string warning = "logprobs: http://h/v1/chat: warning: ";
  const std::string broke =
      warning + "the response broke off after the end of the answer: Connection reset by peer\n";
  Bench bench;
  bench.transport.response.problem = "Connection reset by peer";
  bench.transport.pieces = {end};
  Run run = bench.run();
  CHECK((run.code == ExitCode::ok && run.out == "a" && run.err == broke));
  bench.transport.pieces = {end, done};  // [DONE] ends all choices
  bench.prepared.question.choices = 2;
  run = bench.run();
  CHECK((run.code == ExitCode::ok && run.out == "a"));
  CHECK(run.err == broke + warning + "2 choices were asked for, and 1 came\n");
  bench.options.quiet = true;
  CHECK(bench.run().err.empty());
}

TEST_CASE("without a byte of an answer the server was not reached") {
  Bench bench;
  bench.options.ask.connection.retries = 0;
  bench.transport.response = {.problem = "Could not resolve host: h", .remedy = "check it"};
  const Run run = bench.run();
  CHECK((run.code == ExitCode::unreached && run.out.empty()));
  CHECK(run.err == "logprobs: http://h/v1/chat: Could not resolve host: h; check it\n");
  bench.transport.response.status = 200;
  CHECK(bench.run().code == ExitCode::unreached);
  bench.transport.response.problem.clear();
  CHECK(bench.run().code == ExitCode::unusable);  // an empty answer that ended well
}

TEST_CASE("a refusal is an answer with an error") {
  Bench bench;
  bench.options.format = "json";
  bench.transport.response = {.status = 401,
                              .error_body = R"({"error": {"message": "bad key )" + key + R"("}})"};
  const Run run = bench.run();
  CHECK(run.code == ExitCode::refused);
  CHECK_THAT(run.out, Contains(R"("error": {"message": "bad key [redacted]", "code": null, )"
                               R"("status": 401}, "choices": [])"));
  CHECK_THAT(run.err,
             Contains("the server refused: bad key [redacted] (status 401); check the key"));
}

TEST_CASE("statuses have their exit codes") {
  Bench bench;
  for (const auto& [status, code] :
       {std::pair(400, ExitCode::refused), std::pair(429, ExitCode::refused),
        std::pair(308, ExitCode::refused), std::pair(407, ExitCode::unreached),
        std::pair(500, ExitCode::unreached), std::pair(503, ExitCode::unreached)}) {
    bench.transport.response = {.status = status};
    CAPTURE(status);
    CHECK(bench.run().code == code);
  }
}

TEST_CASE("a transient failure is retried, and what comes then is the answer") {
  Bench bench;
  bench.transport.failures = {{.status = 503, .error_body = R"({"error": "busy"})"},
                              {.problem = "Connection reset", .remedy = "do something"}};
  bench.transport.pieces = {event("a", "\"stop\""), done};
  const Run run = bench.run();
  CHECK((run.code == ExitCode::ok && run.out == "a"));
  CHECK(bench.transport.requests.size() == 3);
  CHECK(bench.pauses == std::vector<milliseconds>{milliseconds(500), milliseconds(1000)});
  CHECK(run.err ==
        "logprobs: http://h/v1/chat: the server failed: busy (status 503); retry 1 of 2 in 0.5 s\n"
        "logprobs: http://h/v1/chat: Connection reset; retry 2 of 2 in 1 s\n");
}

TEST_CASE("there are as many retries as asked for, and the message counts them") {
  Bench bench;
  bench.options.quiet = true;
  bench.transport.response = {.status = 500, .headers = {.request_id = "req-1" + key}};
  for (const int retries : {0, 1, 4}) {
    bench.options.ask.connection.retries = retries;
    const Run run = bench.run();
    CHECK((run.code == ExitCode::unreached && run.out.empty()));
    CHECK(bench.transport.requests.size() == static_cast<std::size_t>(retries) + 1);
    const std::string asked =
        retries == 0 ? "" : "; asked " + std::to_string(retries + 1) + " times";
    CHECK(run.err ==
          "logprobs: http://h/v1/chat: the server failed: it gave no reason (status 500); ask "
          "again later" +
              asked + " (request id req-1[redacted])\n");
  }
}

TEST_CASE("a wait that is too long is left to the user") {
  Bench bench;
  bench.transport.response = {.status = 429, .headers = {.retry_after = "600"}};
  const Run run = bench.run();
  CHECK(bench.transport.requests.size() == 1);
  CHECK_THAT(run.err, Contains("(status 429); ask again in 10 min, as it says\n"));
}

TEST_CASE("the wait that a server asked for before a retry is not advice after it") {
  Bench bench;
  bench.transport.failures = {{.status = 429, .headers = {.retry_after = "2"}}};
  bench.transport.pieces = {R"({"error": {"message": "not today"}})"};
  CHECK_THAT(bench.run().err, Contains("refused: not today; asked 2 times\n"));
}

TEST_CASE("a refusal that breaks off is announced as one") {
  Bench bench;
  bench.transport.failures = {{.status = 503, .problem = "Failed writing received data"}};
  bench.transport.pieces = {event("a", "\"stop\""), done};
  CHECK_THAT(bench.run().err, Contains("the server failed: it gave no reason (status 503); retry"));
}

TEST_CASE("an account without quota is also recognized by the error's type") {
  Bench bench;
  bench.transport.response = {
      .status = 429, .error_body = R"({"error": {"message": "no", "type": "insufficient_quota"}})"};
  CHECK_THAT(bench.run().err, Contains("check the account's plan; asking again does not help"));
}

TEST_CASE("a signal ends the wait for a retry") {
  Bench bench;
  bench.transport.response = {.status = 503};
  bench.world.pause = [](milliseconds) { return false; };
  CHECK_THAT(bench.run().err, Contains("retry 1 of 2 in 0.5 s"));
  CHECK(bench.transport.requests.size() == 1);
}

TEST_CASE("there is no retry once part of an answer came") {
  Bench bench;
  bench.transport.pieces = {event("a")};
  bench.transport.response.problem = "Connection reset";
  CHECK(bench.run().code == ExitCode::unusable);
  bench.transport.pieces = {R"({"error": {"message": "busy", "code": 503}})"};
  CHECK(bench.run().code == ExitCode::refused);
  bench.transport.pieces.clear();
  bench.transport.response.problem.clear();
  CHECK(bench.run().code == ExitCode::unusable);
  CHECK(bench.transport.requests.size() == 1);
}

TEST_CASE("a message about a broken response has the request's id") {
  Bench bench;
  bench.transport.response.headers.request_id = "r-7";
  for (const std::string& piece :
       {event("a"), std::string("<html>"), std::string(R"({"error": {"message": "no"}})"),
        std::string(R"({"choices": [{"message": {"content": "a"}}]})")}) {
    bench.transport.pieces = {piece};
    CHECK_THAT(bench.run().err, Contains(" (request id r-7)\n"));
  }
}

TEST_CASE("a redirect is reported, not followed") {
  Bench bench;
  bench.transport.response = {.status = 307, .redirect = "https://else/v1"};
  const Run run = bench.run();
  CHECK_THAT(run.err, Contains("it redirects to https://else/v1, which is not followed") &&
                          Contains("set --base-url"));
  CHECK(bench.transport.requests.size() == 1);
}

TEST_CASE("a response without logprobs says what to change") {
  Bench bench;
  bench.transport.pieces = {R"({"choices": [{"index": 0, "message": {"content": "Hi"}}]})"};
  const Run run = bench.run();
  CHECK((run.code == ExitCode::unusable && run.out == "Hi"));
  CHECK_THAT(run.err,
             Contains("without logprobs, although they were asked for") && Contains("--model"));
}

TEST_CASE("a response that is too large is read no further") {
  Bench bench;
  bench.options.max_bytes = event("a").size() + 5;
  bench.transport.pieces = {event("a"), event("b"), event("c", "\"stop\"")};
  const Run run = bench.run();
  CHECK((run.code == ExitCode::unusable && run.out == "a"));
  CHECK_THAT(run.err, Contains("larger than --max-bytes"));
  CHECK(bench.transport.taken == 1);
}

TEST_CASE("what is saved is what came, without the key") {
  Bench bench;
  const std::string name = bench.folder / "saved";
  bench.options.ask.save_response = name;
  bench.transport.pieces = {event("a sk-test-"), event(key, "\"stop\""), done};
  CHECK(bench.run().code == ExitCode::ok);
  CHECK(contents(name) == event("a sk-test-") + event("[redacted]", "\"stop\"") + done);
  CHECK(mode_of(name) == 0600);
}

TEST_CASE("only a complete answer takes the file's place") {
  Bench bench;
  const std::string name = bench.folder.file("saved", "old");
  bench.options.ask.save_response = name;
  bench.transport.pieces = {event("a")};
  CHECK_THAT(bench.run().err, Contains("what came is kept in " + name + ".partial"));
  CHECK(contents(name) == "old");
  CHECK(contents(name + ".partial") == event("a"));
  bench.transport.pieces.clear();
  bench.transport.response = {.status = 500, .error_body = "no"};
  bench.run();
  CHECK(contents(name) == "old");
  CHECK(contents(name + ".partial") == event("a"));
}

TEST_CASE("all that comes is one answer, whatever its ids and models say") {
  Bench bench;
  bench.options.ask.save_response = bench.folder / "saved";
  std::string other = event("b", "\"stop\"");
  other.replace(other.find("\"x\""), 3, "\"y\"");
  bench.transport.pieces = {event("a"), other, done};
  CHECK(bench.run().code == ExitCode::ok);
  CHECK(contents(bench.folder / "saved") == event("a") + other + done);
}

TEST_CASE("a missing choice does not make a saved response partial") {
  Bench bench;
  bench.options.ask.save_response = bench.folder / "saved";
  bench.options.choice = 5;
  bench.transport.pieces = {event("a", "\"stop\""), done};
  CHECK_THAT(bench.run().err, Contains("no choice with index 5"));
  CHECK(contents(bench.folder / "saved") == event("a", "\"stop\"") + done);
}

TEST_CASE("a full disk under --save-response does not cost the answer") {
  Bench bench;
  bench.options.ask.save_response = "/dev/full";
  bench.transport.pieces = {event("a"), event("b", "\"stop\""), done};
  const Run run = bench.run();
  CHECK((run.code == ExitCode::failed && run.out == "ab"));
  CHECK_THAT(run.err, Contains("/dev/full: the response cannot be kept: No space left"));
  CHECK(bench.transport.taken == 3);
}

TEST_CASE("a response without anything usable is an answer with an error") {
  Bench bench;
  bench.options.format = "json";
  bench.transport.pieces = {"<html>hello</html>"};
  const Run run = bench.run();
  CHECK(run.code == ExitCode::unusable);
  CHECK_THAT(run.out, Contains("\"error\": {\"message\": ") && Contains("HTML") &&
                          Contains("\"choices\": []"));
  CHECK_THAT(run.err, Contains("HTML"));
}

TEST_CASE("warnings come first, and not with --quiet") {
  Bench bench;
  bench.prepared.warnings = {"odd"};
  bench.transport.pieces = {event("a", "\"stop\""), done};
  CHECK(bench.run().err == "logprobs: warning: odd\n");
  bench.options.quiet = true;
  CHECK(bench.run().err.empty());
}

TEST_CASE("what somebody stops is kept as it is, and messages go where they are heard") {
  Bench bench;
  bool stopped = false;
  std::vector<std::string> heard;
  bench.world.is_stopped = [&] { return stopped; };
  bench.world.hear = [&](std::string message) { heard.push_back(std::move(message)); };
  bench.prepared.warnings = {"mind the gap"};
  bench.transport.pieces = {event("Hel"), event("lo")};
  bench.transport.idle = [&] { stopped = true; };
  const Run run = bench.run();
  CHECK((run.code == ExitCode::interrupted && run.out == "Hello" && run.err.empty()));
  CHECK(heard == std::vector<std::string>{"warning: mind the gap"});
  stopped = true;
  bench.transport.pieces.clear();
  bench.transport.failures = {{.status = 503}, {.status = 503}};
  CHECK(bench.run().code == ExitCode::interrupted);
  CHECK(bench.transport.requests.empty());
  stopped = false;
  heard.clear();
  bench.world.pause = [&](milliseconds) { return !(stopped = true); };
  CHECK(bench.run().code == ExitCode::interrupted);
  CHECK(bench.transport.requests.size() == 1);
  REQUIRE(heard.size() == 2);
  CHECK(heard[1].starts_with("http://h/v1/chat: "));
  CHECK(heard[1].find("retry 1 of 2 in") != std::string::npos);
}
