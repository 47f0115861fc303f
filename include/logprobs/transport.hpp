// Carries a request over HTTP and passes the response on while it arrives.
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
  std::string url;          ///< complete, with its query
  std::string name;         ///< the URL without its query, for people and Answer::source
  std::string base;         ///< the base URL that it is below, for people: without query
  std::string host;         ///< in lower case
  bool plain_http = false;  ///< not encrypted: readable by anyone on the way
  bool loopback = false;    ///< this machine: 127.0.0.0/8, ::1, localhost
};

/// A header of a request.
struct Header {
  std::string name;     ///< as it is sent
  std::string value;    ///< without white space around it
  bool secret = false;  ///< the value must not be shown
};

/// How a server is reached.
struct Connection {
  double timeout = 600;              ///< seconds for a whole response, or of a stream's silence
  double connect_timeout = 10;       ///< seconds until the connection is made
  int retries = 2;                   ///< how often a failed request is sent again
  std::optional<std::string> proxy;  ///< a URL; empty: none; absent: as the environment says
};

/// What is sent, and how.
struct Request {
  Endpoint endpoint;            ///< where it goes
  std::vector<Header> headers;  ///< all of them but those that follow from URL and body
  std::string body;             ///< JSON, to be posted; empty: a GET
  bool stream = true;           ///< the timeout limits silence, not the total time
  Connection connection;        ///< how the server is reached
  std::string cacert;           ///< trusted CAs in PEM; empty: the system's
  std::string cacert_file;      ///< the file they were read from, for messages
};

/// How far a request has come. `waiting`: it was sent, or is being sent, and no response came yet.
enum class Phase { connecting, waiting, receiving };

/// Headers of a response, as they came; empty if absent.
struct ResponseHeaders {
  std::string encoding{};        ///< Content-Encoding, but for `identity`
  std::string request_id{};      ///< by which the server's operators can find the request
  std::string should_retry{};    ///< x-should-retry
  std::string retry_after_ms{};  ///< retry-after-ms
  std::string retry_after{};     ///< Retry-After
};

/// How an HTTP exchange went.
struct HttpResult {
  int status = 0;             ///< HTTP status; 0: no response
  ResponseHeaders headers{};  ///< of the response
  std::string error_body{};   ///< of a status other than 2xx; at most 256 KiB
  std::string redirect{};     ///< where a 3xx points, for people: without query; empty: nowhere
  std::string proxy{};        ///< that may have made the response, for people; empty: none could
  std::string problem{};      ///< a phrase; empty: the response is complete, or the sink ended it
  std::string remedy{};       ///< what to do about it, a phrase that names options
  bool permanent = false;     ///< the problem will not go away by itself
};

/// True if a response came, and its status says that it is not an answer.
inline bool is_refused(const HttpResult& response) {
  return response.status != 0 && response.status / 100 != 2;
}

/// How long a wait for the network may take.
struct Patience {
  std::chrono::milliseconds most{100};  ///< 100 at most
  int other = -1;  ///< a descriptor that ends the wait when it can be read; -1: none
};

/// Receives a response while it arrives. bytes() and idle() end the exchange by returning false.
struct Sink {
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;

  /// The headers of a response of any status, once and before its body.
  virtual void headers(const ResponseHeaders& headers) = 0;
  /// More of the body of a 2xx response, in the pieces in which it arrives.
  virtual bool bytes(std::string_view bytes) = 0;
  /// Called at least every 100 ms; `silence` is the time since something last arrived.
  virtual bool idle(std::chrono::milliseconds silence, Phase phase) = 0;
  /// When idle() is called at the latest, and what has it called sooner.
  virtual Patience patience() const { return {}; }
};

/// Carries requests: the one place where the program meets the network.
struct Transport {
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  virtual ~Transport() = default;

  /// Sends `request` once, and passes the response to `sink`. What goes wrong on the way is in the
  /// result. Throws Error{usage} for unusable CAs, Error{failed} if libcurl itself fails, and
  /// whatever the sink throws.
  virtual HttpResult send(const Request& request, Sink& sink) = 0;
};

/// HTTP by libcurl. Certificates are verified, redirects are not followed. Throws Error{failed} if
/// libcurl cannot be loaded or initialized.
std::unique_ptr<Transport> make_curl_transport();

}  // namespace logprobs
