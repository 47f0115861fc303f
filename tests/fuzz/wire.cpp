// What HTTP brings besides the body, and what a user says of it: headers, Retry-After, URLs. What
// is taken is in range, and means the same when it is taken again; no password and no key is shown.
#include <fmt/format.h>

#include <cmath>

#include "ask/proxy.hpp"
#include "ask/secrets.hpp"
#include "ask/url.hpp"
#include "input.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "logprobs/read.hpp"
#include "logprobs/retry.hpp"
#include "logprobs/text.hpp"

namespace {

using namespace logprobs;
using fuzz::check;

constexpr std::string_view password = "pAs5w0rd1";

bool shows_password(std::string_view text) {
  return lower_case(text).find(lower_case(password)) != std::string::npos;
}

/// Calls `parse`, which may refuse its text with a message that quotes no password.
template <typename Parse>
void may_refuse(Parse parse) {
  try {
    parse();
  } catch (const Error& error) {
    check(error.code == ExitCode::usage, "another error", error.what());
    check(!shows_password(error.what()), "a refusal shows a password", error.what());
  }
}

void check_header(const std::string& text) {
  may_refuse([&] {
    const Header header = parse_header("--header", text);
    const Header again = parse_header("--header", header.name + ": " + header.value);
    check(again.name == header.name && again.value == header.value && again.secret == header.secret,
          "a header is another one when parsed again", text);
  });
  may_refuse([&] {
    Request request;
    request.headers.push_back(
        parse_header("--header", "X-Api-Key: " + text + std::string(password)));
    check(has_secret(request) && !shows_password(describe(request)), "a secret header is shown",
          text);
  });
  may_refuse([&] { parse_header("--header", text + '\x01' + std::string(password)); });
}

/// The text of an input whose settings are taken. None can have a NUL where it comes from, and none
/// has the password, which comparisons give away.
std::string text_of(const fuzz::Input& input) {
  const std::string_view all = input.rest();
  const std::string text(all.substr(0, all.find('\0')));
  return shows_password(text) ? "" : text;
}

void check_retry(fuzz::Input& input) {
  const auto number = input.below(3);
  HttpResult result{.status = static_cast<int>(100 + 2 * input.byte())};
  const int retries = input.byte();
  const double random = input.byte() / 255.0;
  const auto now = std::chrono::system_clock::from_time_t(std::time_t{input.byte()} * 30'000'000);
  const std::string text = text_of(input);
  (number == 0 ? result.headers.retry_after : result.headers.retry_after_ms) = text;
  if (number == 2) result.headers.should_retry = text;
  const Retry retry = next_retry(result, retries, random, now);
  const double wait = retry.wait.count();
  const double asked = retry.server_wait.count();
  check(std::isfinite(asked) && asked >= 0, "what the server asks for", text);
  check(retry.wanted ? wait > 0 && wait <= 120 : wait == 0, "a wait", text);
  check(!retry.wanted || is_transient(result.status) || number == 2, "a retry", text);
}

void check_base_url(const std::string& text) {
  constexpr std::string_view path = "/chat/completions";
  may_refuse([&] {
    const Endpoint endpoint = endpoint_below(text, path);
    const Endpoint again = endpoint_below(endpoint.url, path);
    check(again.url == endpoint.url && again.name == endpoint.name && again.host == endpoint.host &&
              again.loopback == endpoint.loopback && again.plain_http == endpoint.plain_http,
          "an endpoint is another one when parsed again", endpoint.url + '\n' + again.url);
    check(endpoint.name.find_first_of("?#") == std::string::npos, "a name", endpoint.name);
    check(endpoint.host == lower_case(endpoint.host) && !endpoint.host.empty(), "a host", text);
  });
  may_refuse([&] { endpoint_below("https://" + text + std::string(password) + "@h/", path); });
}

/// Without what ends a part of a URL.
std::string part(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("/?#@:\\[]").find(c) == std::string_view::npos) out += c;
  }
  return out;
}

void check_secret_parts(const std::string& text) {
  const std::string before = part(text.substr(0, text.size() / 2));
  const std::string after = part(text.substr(text.size() / 2));
  for (const char* const format : {"http://me:{0}{1}{2}@h/v1", "https://{0}{1}{2}@h",
                                   "http://h/v1?{0}{1}{2}", "ftp://h/v1#{0}{1}{2}"}) {
    const std::string url = fmt::format(fmt::runtime(format), before, password, after);
    check(!shows_password(ask::plain_url(url)), "a URL's secret part is shown", url);
  }
  Request request;
  request.endpoint.url = fmt::format("https://h/{}?x={}&api-key={}", before, after, password);
  for (const std::string_view secret : ask::secrets_of_query(request.endpoint.url)) {
    check(!secret.empty(), "an empty secret", request.endpoint.url);
  }
  check(has_secret(request) && !shows_password(describe(request)), "a query's key is shown", text);
}

/// Whatever is before the last @ may be a password.
void check_proxy(const std::string& text) {
  const std::size_t half = text.size() / 2;
  const std::string url =
      text.substr(0, half) + std::string(password) + text.substr(half) + "@proxy:3128";
  check(!shows_password(ask::host_and_port(url)), "a proxy's password is shown", url);
  Connection connection;
  connection.proxy = url;
  check(!shows_password(ask::title(*ask::proxy_of(connection))), "its title shows it", url);
  const auto noticed =
      ask::proxy_of_notice(fmt::format("Uses proxy env variable https_proxy == '{}'\n", url));
  check(noticed && !shows_password(ask::title(*noticed)), "a notice shows it", url);
  may_refuse([&] { (void)is_loopback_proxy(url); });
  may_refuse([&] { (void)is_loopback_proxy(text); });
  (void)ask::proxy_of_notice(text);
}

void check_refusal(fuzz::Input& input) {
  const int status = 300 + input.byte();
  const std::string text = text_of(input);
  const Failure failure = read_refusal(text, status);
  check(!failure.message.empty() && failure.status == status, "a refusal", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const std::size_t kind = input.below(5);
  if (kind == 0) check_header(text_of(input));
  if (kind == 1) check_retry(input);
  if (kind == 2) check_base_url(text_of(input));
  if (kind == 3) check_secret_parts(text_of(input));
  if (kind == 3) check_proxy(text_of(input));
  if (kind == 4) check_refusal(input);
  return 0;
}
