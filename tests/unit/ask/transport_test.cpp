#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <future>
#include <thread>
#include <utility>

#include "ask/curl_transport.hpp"
#include "catch.hpp"
#include "logprobs/ask.hpp"

using namespace logprobs;
using namespace std::chrono_literals;

namespace {

/// Serves one request on this machine: sends half of the answer at once and the other half on
/// demand.
class HalfServer {
 public:
  HalfServer() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(bind(listener_, any, size) == 0);
    REQUIRE(listen(listener_, 1) == 0);
    REQUIRE(getsockname(listener_, any, &size) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  HalfServer(const HalfServer&) = delete;
  HalfServer& operator=(const HalfServer&) = delete;
  ~HalfServer() {
    send_rest(false);
    shutdown(listener_, SHUT_RDWR);  // in case nobody came
    thread_.join();
    close(listener_);
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  /// Sends the other half, or closes the connection without it; later calls do nothing.
  void send_rest(bool wanted = true) {
    if (!std::exchange(told_, true)) rest_.set_value(wanted);
  }

 private:
  void serve() {
    const int connection = accept(listener_, nullptr, nullptr);
    std::string request;
    for (char c = 0; !request.ends_with("\r\n\r\n") && read(connection, &c, 1) == 1;) request += c;
    put(connection, "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nhalf");
    if (rest_.get_future().get()) put(connection, "half");
    close(connection);
  }
  static void put(int connection, std::string_view bytes) {
    send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  }

  const int listener_ = socket(AF_INET, SOCK_STREAM, 0);
  int port_ = 0;
  bool told_ = false;
  std::promise<bool> rest_;
  std::thread thread_;
};

/// Asks a HalfServer, on a clock that only moves when this moves it.
struct Bench : Sink {
  HalfServer server;
  std::chrono::steady_clock::time_point now{};
  std::chrono::seconds bytes_take{};  ///< how long the sink takes for what comes
  std::function<void()> idled = [this] { server.send_rest(); };  ///< called in the answer's middle
  std::string body;
  std::vector<std::chrono::milliseconds> silences;  ///< since half of the answer came

  void headers(const ResponseHeaders& /*headers*/) override {}
  bool bytes(std::string_view bytes) override {
    now += bytes_take;
    body += bytes;
    return true;
  }
  bool idle(std::chrono::milliseconds silence, Phase phase) override {
    if (phase != Phase::receiving) return true;
    silences.push_back(silence);
    idled();
    return true;
  }

  HttpResult run(bool stream) {
    Request request;
    request.endpoint = endpoint_below(server.url(), "/");
    request.stream = stream;
    request.connection.timeout = 60;
    return ask::make_curl_transport([this] { return now; })->send(request, *this);
  }
};

}  // namespace

TEST_CASE("the time that the sink takes is not the server's silence") {
  Bench bench;
  bench.bytes_take = 1h;
  const HttpResult result = bench.run(true);
  CHECK(result.problem.empty());
  CHECK(bench.body == "halfhalf");
  REQUIRE_FALSE(bench.silences.empty());
  CHECK(bench.silences.front() == 0ms);
}

TEST_CASE("a stream may take its time, but may not fall silent") {
  Bench bench;
  bench.idled = [&] { bench.now += 40s; };
  const HttpResult result = bench.run(true);
  CHECK(result.problem == "nothing came for 60 s");
  CHECK(bench.silences == std::vector<std::chrono::milliseconds>{0s, 40s, 80s});
  CHECK(bench.body == "half");
}

TEST_CASE("an answer that is not streamed must be whole within the timeout") {
  Bench bench;
  bench.bytes_take = 61s;
  const HttpResult result = bench.run(false);
  CHECK_THAT(result.problem, Contains("after 60 s"));
  CHECK(bench.body == "half");
}
