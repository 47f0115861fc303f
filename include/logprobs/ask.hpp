// Builds requests, and keeps their secrets out of what people see. Messages name the options of the
// program by which a request is given.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/question.hpp"
#include "logprobs/transport.hpp"

namespace logprobs {

/// Where questions go, and where a server lists its models, below a base URL.
inline constexpr std::string_view chat_path = "/chat/completions";
inline constexpr std::string_view models_path = "/models";

/// The endpoint at `path`, such as chat_path, below a base URL, whose query is kept. A base that
/// ends in `path` or in chat_path is meant without it. Throws Error{usage} if the base is not an
/// http or https URL, or contains a user name.
Endpoint endpoint_below(std::string_view base_url, std::string_view path);

/// True if a proxy is on this machine. Its URL may lack a scheme, and then is an http proxy's.
/// Throws Error{usage} if `url` is not a proxy URL.
bool is_loopback_proxy(const std::string& url);

/// Parses "Name: value"; secret if the name says so (Authorization, api-key ...). Throws
/// Error{usage} if it is malformed. `where` is what the message begins with: "--header".
Header parse_header(std::string_view where, std::string_view line);

/// True if two names of headers are equal, ignoring case.
bool same_header(std::string_view a, std::string_view b);

/// The body of an OpenAI chat request: one line of JSON. All that is in the question must have
/// passed check_text() and check_param().
std::string chat_body(const Question& question);

/// Throws Error{usage}, whose message begins with `where`, if `text` is not UTF-8 or has a NUL.
void check_text(std::string_view where, std::string_view text);

/// Throws Error{usage} if `param` is not KEY=JSON, or if KEY is stream, logprobs, top_logprobs or
/// n, which have options of their own.
void check_param(std::string_view param);

/// True if the request carries a secret, in a header or in its URL's query.
bool has_secret(const Request& request);

/// The request as people read it: POST or GET and the URL, the headers, an empty line, the body.
/// Secrets read `[redacted]`.
std::string describe(const Request& request);

/// Replaces secrets in text that passes through by `[redacted]`, in whatever spelling JSON, URLs
/// and HTML have for their characters, split over several pieces, overlapping, or cut off. Secrets
/// below 7 bytes are taken for placeholders and stay; so do those in Base64 or as numbers
/// (`bytes`).
class Redactor {
 public:
  /// The secrets are those of the request's headers and of its URL's query.
  explicit Redactor(const Request& request);

  /// Appends `bytes` to `out`, except an end that may be the beginning of a secret.
  void feed(std::string_view bytes, std::string& out);
  /// Appends what was held back, redacted if it is long enough to give a secret away.
  void finish(std::string& out);
  /// A whole text, redacted.
  std::string redacted(std::string_view text) const;

 private:
  void add(std::string_view secret);
  std::size_t redact(std::string_view text, bool end, std::size_t& covered, std::string& out) const;

  std::vector<std::string> secrets_;  // in lower case, as sent and as they are meant
  std::array<bool, 256> begins_{};    // the bytes that a secret may begin with
  std::string waiting_;               // may be the beginning of a secret
  std::size_t covered_ = 0;           // bytes of it that are part of a secret already redacted
};

/// The text that keeps a response together with its request: one that is whole and one JSON value
/// as {"request": ..., "response": ...}, any other after a comment line with the request. What
/// begins like JSON is held back until finish(), when its form is certain.
class KeptExchange {
 public:
  /// `request`: its body, on one line and without secrets.
  explicit KeptExchange(std::string request);

  /// Appends to `out` what is certain after these bytes of the response.
  void feed(std::string_view bytes, std::string& out);
  /// Appends the rest. `whole`: the response is complete. Of one without bytes nothing is kept.
  void finish(bool whole, std::string& out);

 private:
  void flow(std::string& out);

  std::string request_;
  std::string held_;    // of the response, before it flows
  bool flows_ = false;  // the comment line was written: what comes is appended
};

}  // namespace logprobs
