// HTTP by libcurl.
#include "logprobs/transport.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <new>
#include <utility>

#include "libcurl.hpp"
#include "logprobs/error.hpp"

namespace logprobs {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr std::size_t longest_error_body = std::size_t{256} << 10;
constexpr int longest_wait = 100;  // milliseconds between two calls of Sink::idle

/// Calls one of libcurl's functions to give a handle back.
template <auto function>
struct Call {
  template <typename Handle>
  void operator()(Handle* handle) const {
    (libcurl().*function)(handle);
  }
};
using Easy = std::unique_ptr<CURL, Call<&Libcurl::easy_cleanup>>;
using Multi = std::unique_ptr<CURLM, Call<&Libcurl::multi_cleanup>>;
using List = std::unique_ptr<curl_slist, Call<&Libcurl::slist_free_all>>;

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

/// What a person can do about a failure, as a phrase.
std::string_view remedy(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return "; check --base-url";
    case CURLE_COULDNT_CONNECT:
      return "; check --base-url, and that the server runs";
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_PROXY:
      return "; check --proxy, or the proxy that the environment names";
    case CURLE_PEER_FAILED_VERIFICATION:
      return "; --cacert names the CA of a server of your own";
    default:
      return "";
  }
}

/// One request on its way.
class Exchange {
 public:
  Exchange(const Request& request, Sink& sink);
  Response run();

 private:
  template <typename Value>
  void set(CURLoption option, Value value);
  void set_up_connection();
  void set_up_callbacks();
  static std::size_t on_head(char* line, std::size_t one, std::size_t size, void* self) noexcept;
  static std::size_t on_body(char* data, std::size_t one, std::size_t size, void* self) noexcept;
  bool take(std::string_view bytes);
  bool watch();
  Phase phase() const;
  int status() const;
  bool is_answer() const { return status() / 100 == 2; }
  void finish(CURLcode result);

  const Request& request_;
  Sink& sink_;
  Easy easy_{libcurl().easy_init()};
  Multi multi_{libcurl().multi_init()};
  List head_;
  std::array<char, CURL_ERROR_SIZE> reason_{};
  Response response_;
  const Clock::time_point start_ = Clock::now();
  Clock::time_point last_byte_ = start_;
  bool head_ended_ = false;    // the empty line behind the headers came
  bool received_ = false;      // a byte of the answer
  std::exception_ptr thrown_;  // by the sink, which libcurl's functions must not see
};

Exchange::Exchange(const Request& request, Sink& sink)
    : request_(request), sink_(sink), head_(head_of(request)) {
  if (!easy_ || !multi_) throw std::bad_alloc();
  set_up_connection();
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
  set(CURLOPT_URL, request_.endpoint.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!request_.cacert.empty()) set(CURLOPT_CAINFO, request_.cacert.c_str());
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // Ctrl-C does not wait for a name to be resolved
  set(CURLOPT_TCP_KEEPALIVE, 1L);
  set(CURLOPT_CONNECTTIMEOUT_MS,
      static_cast<long>(in_milliseconds(request_.connect_timeout).count()));
  set(CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));  // the proxy gets none of them
  if (request_.proxy) set(CURLOPT_PROXY, request_.proxy->c_str());
  // What is meant for this machine is not handed to a proxy that the environment happens to name.
  const bool direct = request_.endpoint.loopback && !request_.proxy;
  set(CURLOPT_NOPROXY, direct ? "*" : static_cast<const char*>(nullptr));
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

/// libcurl takes a connection that ends within the headers for an answer without a body.
std::size_t Exchange::on_head(char* line, std::size_t, std::size_t size, void* self) noexcept {
  const std::string_view text(line, size);
  static_cast<Exchange*>(self)->head_ended_ = text == "\r\n" || text == "\n";
  return size;
}

std::size_t Exchange::on_body(char* data, std::size_t, std::size_t size, void* self) noexcept {
  auto& exchange = *static_cast<Exchange*>(self);
  try {
    return exchange.take({data, size}) ? size : std::size_t{CURL_WRITEFUNC_ERROR};
  } catch (...) {
    exchange.thrown_ = std::current_exception();
    return CURL_WRITEFUNC_ERROR;
  }
}

bool Exchange::take(std::string_view bytes) {
  last_byte_ = Clock::now();
  if (!is_answer()) {
    const std::size_t room = longest_error_body - response_.error_body.size();
    response_.error_body += bytes.substr(0, room);
    return bytes.size() < room;
  }
  received_ = true;
  response_.stopped = !sink_.bytes(bytes);
  return !response_.stopped;
}

/// False when the sink, or the timeout, ends it.
bool Exchange::watch() {
  const Clock::time_point now = Clock::now();
  const auto silence = std::chrono::duration_cast<milliseconds>(now - last_byte_);
  response_.stopped = !sink_.idle(silence, phase());
  if (response_.stopped) return false;
  if (now - (request_.stream ? last_byte_ : start_) < in_milliseconds(request_.timeout))
    return true;
  response_.problem = fmt::format(
      "{} {} s (--timeout sets how long to wait)",
      request_.stream ? "nothing came for" : "the answer was not whole after", request_.timeout);
  return false;
}

Phase Exchange::phase() const {
  if (received_) return Phase::receiving;
  curl_off_t ready = 0;  // microseconds until a request could be sent; 0: not yet
  libcurl().easy_getinfo(easy_.get(), CURLINFO_PRETRANSFER_TIME_T, &ready);
  return ready > 0 ? Phase::waiting : Phase::connecting;
}

int Exchange::status() const {
  long status = 0;
  libcurl().easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  return static_cast<int>(status);
}

Response Exchange::run() {
  libcurl().multi_add_handle(multi_.get(), easy_.get());
  for (int running = 1; running != 0;) {
    libcurl().multi_perform(multi_.get(), &running);
    if (running == 0) break;
    if (!watch()) break;
    libcurl().multi_poll(multi_.get(), nullptr, 0, longest_wait, nullptr);
  }
  int left = 0;
  const CURLMsg* const message = libcurl().multi_info_read(multi_.get(), &left);
  const CURLcode result = message != nullptr ? message->data.result : CURLE_OK;
  response_.status = status();
  const char* redirect = nullptr;
  libcurl().easy_getinfo(easy_.get(), CURLINFO_REDIRECT_URL, &redirect);
  if (redirect != nullptr) response_.redirect = redirect;
  response_.redirect.erase(std::min(response_.redirect.find('?'), response_.redirect.size()));
  libcurl().multi_remove_handle(multi_.get(), easy_.get());
  if (thrown_) std::rethrow_exception(thrown_);
  if (!response_.stopped && response_.problem.empty()) finish(result);
  return std::move(response_);
}

/// Says why it did not come whole, where it did not.
void Exchange::finish(CURLcode result) {
  if (result == CURLE_OK && !head_ended_) response_.problem = "the response ended in its headers";
  if (result == CURLE_OK) return;
  const std::string reason = reason_[0] != '\0' ? reason_.data() : libcurl().easy_strerror(result);
  if (result == CURLE_SSL_CACERT_BADFILE) {
    usage_error(fmt::format("--cacert: {} cannot be used: {}", request_.cacert, reason));
  }
  response_.problem = reason + std::string(remedy(result));
}

class CurlTransport : public Transport {
 public:
  CurlTransport() {
    if (libcurl().global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK) return;
    throw Error(ExitCode::failed, "libcurl cannot be started");
  }
  ~CurlTransport() override { libcurl().global_cleanup(); }

  Response send(const Request& request, Sink& sink) override {
    return Exchange(request, sink).run();
  }
};

}  // namespace

std::unique_ptr<Transport> make_curl_transport() { return std::make_unique<CurlTransport>(); }

}  // namespace logprobs
