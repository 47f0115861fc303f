// HTTP by libcurl.
#include "logprobs/transport.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <new>
#include <utility>

#include "ask/curl_failure.hpp"
#include "ask/libcurl.hpp"
#include "ask/secrets.hpp"
#include "ask/url.hpp"
#include "logprobs/error.hpp"
#include "logprobs/retry.hpp"

namespace logprobs {
using namespace ask;

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr std::size_t longest_error_body = std::size_t{256} << 10;
constexpr std::size_t abort_transfer = CURL_WRITEFUNC_ERROR;
constexpr int longest_wait = 100;  // milliseconds between two calls of Sink::idle

using Easy = std::unique_ptr<CURL, CurlDeleter<&Libcurl::easy_cleanup>>;
using Multi = std::unique_ptr<CURLM, CurlDeleter<&Libcurl::multi_cleanup>>;
using List = std::unique_ptr<curl_slist, CurlDeleter<&Libcurl::slist_free_all>>;

milliseconds in_milliseconds(double seconds) { return milliseconds(std::lround(seconds * 1000)); }

void append(List& list, const std::string& line) {
  curl_slist* const longer = libcurl().slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  (void)list.release();  // it is the beginning of the longer one
  list.reset(longer);
}

/// libcurl takes "Name:" for "leave it out"; an empty value is written with a semicolon.
List head_of(const Request& request) {
  List list;
  for (const Header& header : request.headers) {
    append(list, header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
  }
  append(list, "Expect:");  // servers that do not know 100-continue cost a second each
  return list;
}

/// Throws where libcurl's loop itself fails.
void check(CURLMcode code) {
  if (code == CURLM_OUT_OF_MEMORY) throw std::bad_alloc();
  if (code == CURLM_OK) return;
  throw Error(ExitCode::failed,
              fmt::format("libcurl cannot go on: {}", libcurl().multi_strerror(code)));
}

/// One request on its way.
class Exchange {
 public:
  Exchange(const Request& request, Sink& sink);
  HttpResult run();

 private:
  template <typename Value>
  void set(CURLoption option, Value value);
  void set_up_connection();
  void set_up_trust();
  void set_up_callbacks();
  static std::size_t on_head(char* data, std::size_t one, std::size_t size, void* self) noexcept;
  static std::size_t on_body(char* data, std::size_t one, std::size_t size, void* self) noexcept;
  template <typename Take>
  bool guard(Take take);
  bool take_head(std::string_view line);
  bool take_body(std::string_view bytes);
  bool watch();
  Phase phase() const;
  long number_of(CURLINFO info) const;
  int read_status() const { return static_cast<int>(number_of(CURLINFO_RESPONSE_CODE)); }
  std::string header(const char* name) const;
  void read_headers();
  void read_redirect();
  bool proxy_refused() const;
  void explain(CURLcode result);

  const Request& request_;
  Sink& sink_;
  Easy easy_{libcurl().easy_init()};
  Multi multi_{libcurl().multi_init()};
  List head_;
  std::array<char, CURL_ERROR_SIZE> reason_{};
  HttpResult response_;
  const Clock::time_point start_ = Clock::now();
  Clock::time_point last_byte_ = start_;
  bool received_ = false;      // a byte of the answer
  bool stopped_ = false;       // by the sink
  std::exception_ptr thrown_;  // within a callback
};

Exchange::Exchange(const Request& request, Sink& sink)
    : request_(request), sink_(sink), head_(head_of(request)) {
  if (!easy_ || !multi_) throw std::bad_alloc();
  set_up_connection();
  set_up_trust();
  set_up_callbacks();
}

template <typename Value>
void Exchange::set(CURLoption option, Value value) {
  const CURLcode code = libcurl().easy_setopt(easy_.get(), option, value);
  if (code == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
  if (code == CURLE_OK) return;
  throw Error(ExitCode::failed,
              fmt::format("libcurl does not do what is needed: {}", libcurl().easy_strerror(code)));
}

void Exchange::set_up_connection() {
  const Connection& connection = request_.connection;
  set(CURLOPT_URL, request_.endpoint.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // Ctrl-C does not wait for a name to be resolved
  set(CURLOPT_TCP_KEEPALIVE, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS,
      static_cast<long>(in_milliseconds(connection.connect_timeout).count()));
  if (connection.proxy) set(CURLOPT_PROXY, connection.proxy->c_str());
  // What is meant for this machine is not handed to a proxy that the environment happens to name.
  const bool direct = request_.endpoint.loopback && !connection.proxy;
  set(CURLOPT_NOPROXY, direct ? "*" : static_cast<const char*>(nullptr));
}

/// Whom the key may reach.
void Exchange::set_up_trust() {
  set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));  // the proxy gets no header
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(CURLOPT_PROXY_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (request_.cacert.empty()) return;
  std::string pem = request_.cacert;
  curl_blob blob{pem.data(), pem.size(), CURL_BLOB_COPY};
  set(CURLOPT_CAINFO_BLOB, &blob);
  set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));  // else the system's are trusted too
}

void Exchange::set_up_callbacks() {
  set(CURLOPT_HTTPHEADER, head_.get());
  set(CURLOPT_POST, 1L);
  set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
  set(CURLOPT_POSTFIELDS, request_.body.c_str());
  set(CURLOPT_ERRORBUFFER, reason_.data());
  set(CURLOPT_HEADERFUNCTION, &Exchange::on_head);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_WRITEFUNCTION, &Exchange::on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
}

std::size_t Exchange::on_head(char* data, std::size_t, std::size_t size, void* self) noexcept {
  auto& exchange = *static_cast<Exchange*>(self);
  return exchange.guard([&] { return exchange.take_head({data, size}); }) ? size : abort_transfer;
}

std::size_t Exchange::on_body(char* data, std::size_t, std::size_t size, void* self) noexcept {
  auto& exchange = *static_cast<Exchange*>(self);
  return exchange.guard([&] { return exchange.take_body({data, size}); }) ? size : abort_transfer;
}

/// Keeps what is thrown from libcurl's functions, which would not know what to do with it.
template <typename Take>
bool Exchange::guard(Take take) {
  try {
    return take();
  } catch (...) {
    thrown_ = std::current_exception();
    return false;
  }
}

/// A status counts once the head it stands in is whole: libcurl takes a connection that ends within
/// one, or behind a "103 Early Hints", for an answer without a body.
bool Exchange::take_head(std::string_view line) {
  last_byte_ = Clock::now();
  const bool head_ends = line == "\r\n" || line == "\n";
  if (!head_ends || read_status() < 200) return true;
  response_.status = read_status();
  read_headers();
  sink_.headers(response_.headers);
  return true;
}

bool Exchange::take_body(std::string_view bytes) {
  last_byte_ = Clock::now();
  if (is_refused(response_)) {
    const std::size_t room = longest_error_body - response_.error_body.size();
    response_.error_body += bytes.substr(0, room);
    return bytes.size() < room;
  }
  received_ = true;
  stopped_ = !sink_.bytes(bytes);
  last_byte_ = Clock::now();  // how long the sink took is not the server's silence
  return !stopped_;
}

/// False when the sink, or the timeout, ends it.
bool Exchange::watch() {
  const Clock::time_point now = Clock::now();
  const auto silence = std::chrono::duration_cast<milliseconds>(now - last_byte_);
  stopped_ = !sink_.idle(silence, phase());
  if (stopped_) return false;
  const double limit = request_.connection.timeout;
  const bool streamed = request_.stream && !is_refused(response_);
  if (now - (streamed ? last_byte_ : start_) < in_milliseconds(limit)) return true;
  response_.problem = fmt::format(
      "{} {} s", streamed ? "nothing came for" : "the answer was not whole after", limit);
  response_.remedy = "--timeout sets how long to wait";
  return false;
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

/// The first header of this name in the response's own head.
std::string Exchange::header(const char* name) const {
  curl_header* found = nullptr;
  const CURLHcode code = libcurl().easy_header(easy_.get(), name, 0, CURLH_HEADER, -1, &found);
  return code == CURLHE_OK ? found->value : "";
}

void Exchange::read_headers() {
  // OpenAI's and most others', Anthropic's, Azure's, Amazon's.
  static constexpr std::array names = {"x-request-id", "request-id", "apim-request-id",
                                       "x-amzn-requestid"};
  ResponseHeaders& headers = response_.headers;
  headers = {};
  for (const char* const name : names) {
    if (headers.request_id.empty()) headers.request_id = header(name);
  }
  headers.should_retry = header("x-should-retry");
  headers.retry_after_ms = header("retry-after-ms");
  headers.retry_after = header("retry-after");
}

/// True when a proxy does not let us through, and not because it is busy.
bool Exchange::proxy_refused() const {
  const long status = number_of(CURLINFO_HTTP_CONNECTCODE);
  return status >= 300 && !is_transient(static_cast<int>(status));
}

void Exchange::read_redirect() {
  const char* target = nullptr;
  libcurl().easy_getinfo(easy_.get(), CURLINFO_REDIRECT_URL, &target);
  if (target == nullptr) return;
  // libcurl writes every scheme in lower case, in which a key would not be recognised.
  const std::string_view url = target;
  const bool web = url.starts_with("http://") || url.starts_with("https://");
  response_.redirect = web ? plain_url(target) : "what is neither https nor http";
}

HttpResult Exchange::run() {
  check(libcurl().multi_add_handle(multi_.get(), easy_.get()));
  for (int running = 1; running != 0;) {
    check(libcurl().multi_perform(multi_.get(), &running));
    if (running == 0 || !watch()) break;
    check(libcurl().multi_poll(multi_.get(), nullptr, 0, longest_wait, nullptr));
  }
  int left = 0;
  const CURLMsg* const message = libcurl().multi_info_read(multi_.get(), &left);
  const CURLcode result = message != nullptr ? message->data.result : CURLE_OK;
  read_redirect();
  libcurl().multi_remove_handle(multi_.get(), easy_.get());
  if (thrown_) std::rethrow_exception(thrown_);
  if (!stopped_ && response_.problem.empty()) explain(result);
  return std::move(response_);
}

/// Says why it did not come whole, where it did not.
void Exchange::explain(CURLcode result) {
  if (result == CURLE_OK && response_.status == 0) {
    response_.problem = "the connection was closed before a response came";
  }
  if (result == CURLE_OK) return;
  const std::string_view reason =
      reason_[0] != '\0' ? reason_.data() : libcurl().easy_strerror(result);
  if (result == CURLE_SSL_CACERT_BADFILE && !request_.cacert.empty()) {
    usage_error(fmt::format("--cacert: there is no CA in {} that could be used: {}",
                            request_.cacert_file, reason));
  }
  CurlFailure failure = read_failure(result, reason, !request_.cacert.empty());
  response_.problem = std::move(failure.problem);
  response_.remedy = std::move(failure.remedy);
  response_.permanent = failure.permanent || proxy_refused();
  if (number_of(CURLINFO_HTTP_CONNECTCODE) >= 300) response_.remedy = check_proxy;
}

class CurlTransport : public Transport {
 public:
  CurlTransport() {
    if (libcurl().global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK) return;
    throw Error(ExitCode::failed, "libcurl cannot be started");
  }
  ~CurlTransport() override { libcurl().global_cleanup(); }

  HttpResult send(const Request& request, Sink& sink) override {
    return Exchange(request, sink).run();
  }
};

}  // namespace

std::unique_ptr<Transport> make_curl_transport() { return std::make_unique<CurlTransport>(); }

}  // namespace logprobs
