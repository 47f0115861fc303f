// HTTP by libcurl.
#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <exception>
#include <new>
#include <optional>
#include <utility>

#include "ask/curl_failure.hpp"
#include "ask/curl_headers.hpp"
#include "ask/curl_setup.hpp"
#include "ask/curl_transport.hpp"
#include "ask/libcurl.hpp"
#include "ask/proxy.hpp"
#include "ask/sockets.hpp"
#include "logprobs/error.hpp"
#include "logprobs/retry.hpp"

namespace logprobs::ask {
namespace {

using std::chrono::milliseconds;
using Time = std::chrono::steady_clock::time_point;

constexpr std::size_t longest_error_body = std::size_t{256} << 10;
constexpr std::size_t longest_head = std::size_t{300} << 10;  // libcurl's limit, without trailers
constexpr std::size_t abort_transfer = CURL_WRITEFUNC_ERROR;
constexpr milliseconds longest_wait = Patience{}.most;  // between two calls of Sink::idle

using Easy = std::unique_ptr<CURL, CurlDeleter<&Libcurl::easy_cleanup>>;
using Multi = std::unique_ptr<CURLM, CurlDeleter<&Libcurl::multi_cleanup>>;

/// One request and its response.
class Exchange {
 public:
  Exchange(const Request& request, Sink& sink, const Clock& clock);
  HttpResult run();

 private:
  void set_up_callbacks();
  static std::size_t on_head(char* data, std::size_t one, std::size_t size, void* self) noexcept;
  static std::size_t on_body(char* data, std::size_t one, std::size_t size, void* self) noexcept;
  static int on_notice(CURL* curl, curl_infotype type, char* data, std::size_t size,
                       void* self) noexcept;
  template <typename Take>
  bool guard(Take take);
  bool take_head(std::string_view line);
  bool take_body(std::string_view bytes);
  bool watch();
  void watch_flood();
  Phase phase() const;
  long number_of(CURLINFO info) const;
  int read_status() const { return static_cast<int>(number_of(CURLINFO_RESPONSE_CODE)); }
  bool talks_to_proxy() const;
  bool proxy_refused() const;
  void explain(CURLcode result);
  void fail(CURLcode code, std::string_view reason);

  const Request& request_;
  Sink& sink_;
  const Clock& clock_;
  Easy easy_{libcurl().easy_init()};
  Multi multi_{libcurl().multi_init()};
  HeaderList headers_;
  HeaderLines lines_;
  Sockets sockets_;
  std::array<char, CURL_ERROR_SIZE> reason_{};
  HttpResult response_;
  std::optional<Proxy> proxy_{proxy_of(request_.connection)};
  const Time start_ = clock_();
  Time last_byte_ = start_;
  Time watched_ = start_;
  std::size_t head_size_ = 0;  // with trailers
  bool received_ = false;      // part of the answer
  bool stopped_ = false;       // by the sink
  bool no_memory_ = false;     // an allocation failed in libcurl
  std::exception_ptr thrown_;  // in a callback
};

Exchange::Exchange(const Request& request, Sink& sink, const Clock& clock)
    : request_(request), sink_(sink), clock_(clock), headers_(header_list(request)) {
  if (!easy_ || !multi_) throw std::bad_alloc();
  set_up_connection(easy_.get(), request);
  set_up_trust(easy_.get(), request);
  set_up_callbacks();
}

void Exchange::set_up_callbacks() {
  CURL* const curl = easy_.get();
  set_option(curl, CURLOPT_HTTPHEADER, headers_.get());
  if (!request_.body.empty()) {
    set_option(curl, CURLOPT_POST, 1L);
    set_option(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set_option(curl, CURLOPT_POSTFIELDS, request_.body.c_str());
  }
  set_option(curl, CURLOPT_ERRORBUFFER, reason_.data());
  set_option(curl, CURLOPT_HEADERFUNCTION, &Exchange::on_head);
  set_option(curl, CURLOPT_HEADERDATA, static_cast<void*>(this));
  set_option(curl, CURLOPT_WRITEFUNCTION, &Exchange::on_body);
  set_option(curl, CURLOPT_WRITEDATA, static_cast<void*>(this));
  set_option(curl, CURLOPT_VERBOSE, 1L);
  set_option(curl, CURLOPT_DEBUGFUNCTION, &Exchange::on_notice);
  set_option(curl, CURLOPT_DEBUGDATA, static_cast<void*>(this));
  sockets_.follow(curl);
}

std::size_t Exchange::on_head(char* data, std::size_t, std::size_t size, void* self) noexcept {
  auto& exchange = *static_cast<Exchange*>(self);
  return exchange.guard([&] { return exchange.take_head({data, size}); }) ? size : abort_transfer;
}

std::size_t Exchange::on_body(char* data, std::size_t, std::size_t size, void* self) noexcept {
  auto& exchange = *static_cast<Exchange*>(self);
  return exchange.guard([&] { return exchange.take_body({data, size}); }) ? size : abort_transfer;
}

/// Only in its notices does libcurl tell which variable named the proxy, and does it call us while
/// nothing comes but HTTP/2 frames without data: it returns after the last one.
int Exchange::on_notice(CURL* /*curl*/, curl_infotype type, char* data, std::size_t size,
                        void* self) noexcept {
  auto& exchange = *static_cast<Exchange*>(self);
  if (type == CURLINFO_SSL_DATA_IN) exchange.watch_flood();
  if (type != CURLINFO_TEXT || exchange.proxy_) return 0;
  exchange.guard([&] { return (exchange.proxy_ = proxy_of_notice({data, size})).has_value(); });
  return 0;
}

/// Keeps exceptions out of libcurl, which is written in C; run() throws them again.
template <typename Take>
bool Exchange::guard(Take take) {
  try {
    return take();
  } catch (...) {
    thrown_ = std::current_exception();
    return false;
  }
}

/// A status counts only once its headers are complete: if the connection ends among them, or after
/// "103 Early Hints", libcurl reports a response without a body.
bool Exchange::take_head(std::string_view line) {
  last_byte_ = clock_();
  head_size_ += line.size();
  if (head_size_ > longest_head) {
    response_.problem = "the headers of the response are too large";
    return false;
  }
  lines_.take(line);
  if (line != "\r\n" && line != "\n") return true;
  if (number_of(CURLINFO_HTTP_CONNECTCODE) == 407) {  // its body would be read without any limit
    fail(CURLE_RECV_ERROR, "CONNECT tunnel failed, response 407");
    return false;
  }
  if (read_status() < 200) return true;
  response_.status = read_status();
  response_.headers = lines_.named();
  sink_.headers(response_.headers);
  return true;
}

bool Exchange::take_body(std::string_view bytes) {
  last_byte_ = clock_();
  if (is_refused(response_)) {
    const std::size_t room = longest_error_body - response_.error_body.size();
    response_.error_body += bytes.substr(0, room);
    return bytes.size() < room;
  }
  if (response_.status == 0) {  // after "101 Switching Protocols", libcurl passes on what follows
    response_.problem =
        fmt::format("the server changed to another protocol (status {})", read_status());
    response_.permanent = true;
    return false;
  }
  received_ = true;
  stopped_ = !sink_.bytes(bytes);
  last_byte_ = clock_();  // the time that the sink took is not the server's silence
  return !stopped_;
}

/// False if the sink or the timeout ends the exchange.
bool Exchange::watch() {
  const Time now = watched_ = clock_();
  const auto silence = std::chrono::duration_cast<milliseconds>(now - last_byte_);
  stopped_ = !sink_.idle(silence, phase());
  if (stopped_) return false;
  const double limit = request_.connection.timeout;
  const bool streamed = request_.stream && !is_refused(response_);
  if (now - (streamed ? last_byte_ : start_) < std::chrono::duration<double>(limit)) return true;
  response_.problem = fmt::format(
      "{} {} s", streamed ? "nothing came for" : "the answer was not complete after", limit);
  response_.remedy = "--timeout sets how long to wait";
  return false;
}

void Exchange::watch_flood() {
  if (clock_() - watched_ < longest_wait) return;
  if (!guard([this] { return watch(); })) sockets_.drop();
}

Phase Exchange::phase() const {
  if (received_) return Phase::receiving;
  curl_off_t ready = 0;  // microseconds until a request could be sent; 0: not yet
  libcurl().easy_getinfo(easy_.get(), CURLINFO_PRETRANSFER_TIME_T, &ready);
  return ready > 0 ? Phase::waiting : Phase::connecting;
}

long Exchange::number_of(CURLINFO info) const {
  long number = 0;
  libcurl().easy_getinfo(easy_.get(), info, &number);
  return number;
}

/// True if a proxy is used, and no connection to the server goes through it yet.
bool Exchange::talks_to_proxy() const {
  return proxy_ && response_.status == 0 && number_of(CURLINFO_HTTP_CONNECTCODE) / 100 != 2;
}

/// True if a proxy refuses to connect us, for a reason other than being busy.
bool Exchange::proxy_refused() const {
  const long status = number_of(CURLINFO_HTTP_CONNECTCODE);
  return status >= 300 && !is_transient(static_cast<int>(status));
}

HttpResult Exchange::run() {
  check_loop(libcurl().multi_add_handle(multi_.get(), easy_.get()));
  for (int running = 1; running != 0;) {
    errno = 0;
    check_loop(libcurl().multi_perform(multi_.get(), &running));
    no_memory_ = errno == ENOMEM;
    if (running == 0 || !watch()) break;
    wait_for_more(multi_.get(), sink_.patience());
  }
  int left = 0;
  const CURLMsg* const message = libcurl().multi_info_read(multi_.get(), &left);
  const CURLcode result = message != nullptr ? message->data.result : CURLE_OK;
  response_.redirect = redirect_target(easy_.get());
  libcurl().multi_remove_handle(multi_.get(), easy_.get());
  if (thrown_) std::rethrow_exception(thrown_);
  if (!stopped_ && response_.problem.empty()) explain(result);
  // Behind a proxy that reads along, nobody can tell whose refusal it is.
  if (proxy_ && request_.endpoint.plain_http) response_.proxy = title(*proxy_);
  return std::move(response_);
}

/// Says why the response is incomplete, if it is.
void Exchange::explain(CURLcode result) {
  if (result == CURLE_OK && response_.status == 0) {
    response_.problem = "the connection was closed before a response came";
  } else if (result == CURLE_OK && response_.status == 206) {  // no range was asked for
    response_.problem = "the server sent only a part of it (status 206)";
    response_.permanent = true;
  }
  if (result == CURLE_OK) return;
  const std::string_view reason =
      reason_[0] != '\0' ? reason_.data() : libcurl().easy_strerror(result);
  if (no_memory_ && is_out_of_memory(result, reason)) throw std::bad_alloc();
  if (result == CURLE_SSL_CACERT_BADFILE && !request_.cacert.empty()) {
    usage_error(
        fmt::format("--cacert: {} contains no usable CA: {}", request_.cacert_file, reason));
  }
  fail(result, reason);
}

void Exchange::fail(CURLcode code, std::string_view reason) {
  CurlFailure failure = explain_failure(code, reason, number_of(CURLINFO_OS_ERRNO), request_,
                                        talks_to_proxy() ? &*proxy_ : nullptr);
  response_.problem = std::move(failure.problem);
  response_.remedy = std::move(failure.remedy);
  response_.permanent = failure.permanent || proxy_refused();
}

class CurlTransport : public Transport {
 public:
  explicit CurlTransport(Clock clock) : clock_(std::move(clock)) {
    if (libcurl().global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK) return;
    throw Error(ExitCode::failed, "libcurl cannot be initialized");
  }
  ~CurlTransport() override { libcurl().global_cleanup(); }

  HttpResult send(const Request& request, Sink& sink) override {
    return Exchange(request, sink, clock_).run();
  }

 private:
  Clock clock_;
};

}  // namespace

std::unique_ptr<Transport> make_curl_transport(Clock clock) {
  return std::make_unique<CurlTransport>(std::move(clock));
}

}  // namespace logprobs::ask

std::unique_ptr<logprobs::Transport> logprobs::make_curl_transport() {
  return ask::make_curl_transport(std::chrono::steady_clock::now);
}
