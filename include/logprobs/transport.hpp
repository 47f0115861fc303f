// What carries a request over HTTP and hands on the response's bytes as they come.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logprobs {

/// Where a request goes.
struct Endpoint {
  std::string url;
  std::string name;         ///< the URL without its query, for people and Answer::source
  std::string host;         ///< in lower case
  bool plain_http = false;  ///< whoever is on the way can read it
  bool loopback = false;    ///< this machine: 127.0.0.0/8, ::1, localhost
};

/// One line of a request's head.
struct Header {
  std::string name;
  std::string value;
  bool secret = false;  ///< must not be shown
};

/// How a server is reached.
struct Connection {
  double timeout = 600;              ///< seconds: of a whole answer, of a stream's silence
  double connect_timeout = 10;       ///< seconds
  int retries = 2;                   ///< how often a request that failed is sent again
  std::optional<std::string> proxy;  ///< a URL; empty: none; absent: the environment says
};

/// What is sent, and how.
struct Request {
  Endpoint endpoint;
  std::vector<Header> headers;
  std::string body;
  bool stream = true;  ///< the timeout is the longest silence, not the total
  Connection connection;
  std::string cacert;       ///< CAs in PEM; empty: the system's
  std::string cacert_file;  ///< where they were read, for messages
};

/// How far a request has come.
enum class Phase { connecting, waiting, receiving };

/// Headers of a response as they came; empty where there is none.
struct ResponseHeaders {
  std::string request_id{};      ///< by which whoever runs the server can find it
  std::string should_retry{};    ///< x-should-retry
  std::string retry_after_ms{};  ///< retry-after-ms
  std::string retry_after{};     ///< Retry-After
};

/// How a request went.
struct HttpResult {
  int status = 0;  ///< HTTP status; 0: none came
  ResponseHeaders headers{};
  std::string error_body{};  ///< of a status other than 2xx; at most 256 KiB
  std::string redirect{};    ///< where a 3xx points, for people: without query; empty: nowhere
  std::string problem{};     ///< why it did not come whole, a phrase; empty: it did
  std::string remedy{};      ///< what to do about that, a phrase
  bool permanent = false;    ///< to ask again does not help against that
};

/// True when a status came that is none of an answer.
inline bool is_refused(const HttpResult& response) {
  return response.status != 0 && response.status / 100 != 2;
}

/// Who receives a response while it comes. bytes() and idle() stop it by returning false.
struct Sink {
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;

  /// The headers of a response, once a try, before its body.
  virtual void headers(const ResponseHeaders& headers) = 0;
  /// More of the body of a 2xx response, as it came from the network.
  virtual bool bytes(std::string_view bytes) = 0;
  /// Called at least every 100 ms; `silence` is how long nothing has come.
  virtual bool idle(std::chrono::milliseconds silence, Phase phase) = 0;
};

/// Carries requests. The one place where the program meets the network.
struct Transport {
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  virtual ~Transport() = default;

  /// Sends `request` and hands on what comes. Throws Error{usage} for a bad CA file, and what the
  /// sink throws.
  virtual HttpResult send(const Request& request, Sink& sink) = 0;
};

/// HTTP by libcurl. Certificates are verified, redirects are not followed.
std::unique_ptr<Transport> make_curl_transport();

}  // namespace logprobs
