#include "app/live.hpp"

#include <filesystem>

#include "catch.hpp"
#include "fake_transport.hpp"
#include "folder.hpp"
#include "logprobs/cli.hpp"
#include "standard_error.hpp"

using namespace logprobs;
using namespace logprobs::test;

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
  FakeTransport transport;
  Options options;
  Asking asking;

  Bench() {
    options.format = "plain";
    asking.request.endpoint = {"http://h/v1/chat?key=1", "http://h/v1/chat", "h", true, false};
    asking.request.headers = {{"Authorization", "Bearer " + key, true}};
  }

  Run run() {
    Run result;
    const std::string name = folder / "out";
    const auto view = make_view(options.format, {});
    result.err = said([&] {
      Output output(name);
      Saved saved(options.ask.save);
      result.code = ask(options, asking, transport, *view, output, saved, false);
      output.commit();
    });
    result.out = contents(name);
    return result;
  }
};

}  // namespace

TEST_CASE("an answer is shown as it comes, whatever it is cut into") {
  Bench bench;
  bench.transport.pieces = {event("Hel").substr(0, 9), event("Hel").substr(9) + event("lo"),
                            event("!", "\"stop\""), done};
  const Run run = bench.run();
  CHECK((run.code == ExitCode::ok && run.out == "Hello!" && run.err.empty()));
  CHECK(bench.transport.requests.size() == 1);
}

TEST_CASE("the source of a live answer is the URL without its query, and no line of it") {
  Bench bench;
  bench.options.format = "json";
  bench.transport.pieces = {event("a")};
  const Run run = bench.run();
  CHECK_THAT(run.out, Contains(R"({"source": "http://h/v1/chat", "line": 1, "offset": 0,)"));
  CHECK_THAT(run.err, Contains("logprobs: http://h/v1/chat: the stream was cut off"));
  CHECK(run.code == ExitCode::unusable);
}

TEST_CASE("a server that keeps the connection open behind [DONE] is not waited for") {
  Bench bench;
  bench.transport.pieces = {event("a", "\"stop\""), done};
  bench.transport.silence = std::chrono::seconds(1);
  bench.transport.response.problem = "would have gone on";
  CHECK(bench.run().code == ExitCode::ok);
}

TEST_CASE("silence within an answer is no end of it") {
  Bench bench;
  bench.transport.pieces = {event("a", "\"stop\"")};
  bench.transport.silence = std::chrono::seconds(1);
  CHECK(bench.run().code == ExitCode::ok);
  CHECK(bench.transport.taken == 1);
}

TEST_CASE("an answer that breaks off is shown, and the reason told") {
  Bench bench;
  bench.transport.pieces = {event("a")};
  bench.transport.response.problem = "Connection reset by peer";
  const Run run = bench.run();
  CHECK((run.code == ExitCode::unusable && run.out == "a"));
  CHECK(run.err ==
        "logprobs: http://h/v1/chat: the answer broke off: Connection reset by peer; what came is "
        "shown\n");
}

TEST_CASE("without a byte of an answer the server was not reached") {
  Bench bench;
  bench.transport.response = {.problem = "Could not resolve host: h"};
  const Run run = bench.run();
  CHECK((run.code == ExitCode::unreached && run.out.empty()));
  CHECK(run.err == "logprobs: http://h/v1/chat: Could not resolve host: h\n");
  bench.transport.response.status = 200;
  CHECK(bench.run().code == ExitCode::unreached);
  bench.transport.response.problem.clear();
  CHECK(bench.run().code == ExitCode::unusable);  // an answer of no bytes that ended well
}

TEST_CASE("a refusal is an answer with an error in it") {
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

TEST_CASE("a redirect is told, not followed") {
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

TEST_CASE("what is saved is what came, but for the key") {
  Bench bench;
  const std::string name = bench.folder / "saved";
  bench.options.ask.save = name;
  bench.transport.pieces = {event("a sk-test-"), event(key, "\"stop\""), done};
  CHECK(bench.run().code == ExitCode::ok);
  CHECK(contents(name) == event("a sk-test-") + event("[redacted]", "\"stop\"") + done);
  CHECK(mode_of(name) == 0600);
}

TEST_CASE("only a complete answer takes the file's place") {
  Bench bench;
  const std::string name = bench.folder.file("saved", "old");
  bench.options.ask.save = name;
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

TEST_CASE("several responses in one are kept whole only where each is") {
  Bench bench;
  bench.options.ask.save = bench.folder / "saved";
  std::string other = event("b", "\"stop\"");
  other.replace(other.find("\"x\""), 3, "\"y\"");
  bench.transport.pieces = {event("a"), other, done};
  CHECK(bench.run().code == ExitCode::unusable);
  CHECK(contents(bench.folder / "saved.partial") == event("a") + other + done);
}

TEST_CASE("a choice that is not there is no reason to keep half a response") {
  Bench bench;
  bench.options.ask.save = bench.folder / "saved";
  bench.options.choice = 5;
  bench.transport.pieces = {event("a", "\"stop\""), done};
  CHECK_THAT(bench.run().err, Contains("no choice with index 5"));
  CHECK(contents(bench.folder / "saved") == event("a", "\"stop\"") + done);
}

TEST_CASE("a saved response that finds no room costs the answer nothing") {
  Bench bench;
  bench.options.ask.save = "/dev/full";
  bench.transport.pieces = {event("a"), event("b", "\"stop\""), done};
  const Run run = bench.run();
  CHECK((run.code == ExitCode::failed && run.out == "ab"));
  CHECK_THAT(run.err, Contains("/dev/full: the response cannot be kept: No space left"));
  CHECK(bench.transport.taken == 3);
}

TEST_CASE("a response in which nothing can be used is an answer with an error in it") {
  Bench bench;
  bench.options.format = "json";
  bench.transport.pieces = {"<html>hello</html>"};
  const Run run = bench.run();
  CHECK(run.code == ExitCode::unusable);
  CHECK_THAT(run.out, Contains("\"error\": {\"message\": ") && Contains("HTML") &&
                          Contains("\"choices\": []"));
  CHECK_THAT(run.err, Contains("HTML"));
}

TEST_CASE("warnings stand first, and not with --quiet") {
  Bench bench;
  bench.asking.warnings = {"odd"};
  bench.transport.pieces = {event("a", "\"stop\""), done};
  CHECK(bench.run().err == "logprobs: warning: odd\n");
  bench.options.quiet = true;
  CHECK(bench.run().err.empty());
}
