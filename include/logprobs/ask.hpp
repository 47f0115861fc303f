// The room that builds a request. It knows nothing of tokens.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/question.hpp"
#include "logprobs/transport.hpp"

namespace logprobs {

/// The endpoint `path` below a base URL; its query stays behind the path. Throws Error{usage} for
/// what is no http or https URL, and for one with a user name.
Endpoint endpoint_below(std::string_view base_url, std::string_view path);

/// Whether a proxy is on this machine. Throws Error{usage} for what is no URL of a proxy.
bool is_loopback_proxy(const std::string& url);

/// "Name: value" as a header; secret where the name says so (Authorization, api-key ...). Throws
/// Error{usage}, which says that it came from `where`, for what is none or has control characters.
Header parse_header(std::string_view where, std::string_view line);

/// True when both are one header's name: letter case does not matter.
bool same_header(std::string_view a, std::string_view b);

/// The body of an OpenAI chat request: one line of JSON.
std::string chat_body(const Question& question);

/// Throws Error{usage}, which names `where`, if `text` is not UTF-8 or contains a NUL.
void check_text(std::string_view where, std::string_view text);

/// Throws Error{usage} for a field (KEY=JSON) that is no JSON, or that the program itself must set.
void check_param(std::string_view param);

/// True when something secret goes with the request.
bool has_secret(const Request& request);

/// The request as people read it: POST and its URL, the headers, an empty line, the body. What is
/// secret in it reads `[redacted]`.
std::string describe(const Request& request);

/// Takes secrets out of text that passes: each becomes `[redacted]`, also as JSON or a URL may
/// spell it, when it comes in pieces, and when it is cut off. Fewer than 7 bytes are a placeholder,
/// not a secret. What only decoding brings to light (\u escapes of letters, `bytes`) is not seen.
class Redactor {
 public:
  /// The secrets are those of the request's headers and of its URL's query.
  explicit Redactor(const Request& request);

  /// Appends `bytes` to `out`, but for an end that may be the beginning of a secret.
  void feed(std::string_view bytes, std::string& out);
  /// Appends what was held back, or the mark where it is the most of a secret.
  void finish(std::string& out);
  /// All of `text` at once.
  std::string redacted(std::string_view text) const;

 private:
  void add(std::string_view secret);
  std::size_t append_redacted(std::string_view text, std::string& out) const;

  std::vector<std::string> secrets_;  // the longest first
  std::string waiting_;
};

}  // namespace logprobs
