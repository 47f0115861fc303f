// Secrets in a text, as encoders spell them: none comes out, wherever the text is cut. What has no
// secret stays as it is.
#include <fmt/format.h>

#include <vector>

#include "input.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/text.hpp"

namespace {

using namespace logprobs;

/// What some encoder makes of a character, or the character itself.
using Encoder = std::string (*)(char c);

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string as_it_is(char c) { return {c}; }
std::string json(char c) { return c == '"' || c == '\\' ? std::string{'\\', c} : as_it_is(c); }
std::string json_with_slash(char c) { return c == '/' ? "\\/" : json(c); }
std::string json_for_html(char c) {
  return std::string_view("<>&'=").find(c) != std::string_view::npos ? fmt::format("\\u{:04x}", c)
                                                                     : json(c);
}
std::string json_twice(char c) {
  return c == '"' ? R"(\\\")" : c == '\\' ? R"(\\\\)" : as_it_is(c);
}
std::string percent(char c) { return is_plain(c) ? as_it_is(c) : fmt::format("%{:02X}", c); }
std::string percent_lower(char c) { return is_plain(c) ? as_it_is(c) : fmt::format("%{:02x}", c); }
std::string percent_twice(char c) {
  return is_plain(c) ? as_it_is(c) : fmt::format("%25{:02X}", c);
}
std::string html(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return as_it_is(c);
  }
}
std::string html_in_json(char c) {
  std::string out = html(c);
  return out[0] == '&' ? "\\u0026" + out.substr(1) : json(c);
}
std::string html_twice(char c) {
  std::string out = html(c);
  return out[0] == '&' ? "&amp;" + out.substr(1) : out;
}
std::string all_by_number(char c) { return fmt::format("&#{};", static_cast<int>(c)); }
std::string other_case(char c) {
  const bool letter = is_plain(c) && c >= 'A';
  return {letter ? static_cast<char>(c ^ 0x20) : c};
}

constexpr Encoder encoders[] = {
    as_it_is,      json, json_with_slash, json_for_html, json_twice,    percent,   percent_lower,
    percent_twice, html, html_in_json,    html_twice,    all_by_number, other_case};

std::string encoded(std::string_view secret, Encoder encoder) {
  std::string out;
  for (const char c : secret) out += encoder(c);
  return out;
}

/// Visible ASCII, and at least as long as a secret must be.
std::string make_secret(fuzz::Input& input) {
  std::string secret;
  for (std::size_t left = 8 + input.below(12); left > 0; --left) {
    secret += static_cast<char>('!' + input.below('~' - '!' + 1));
  }
  return secret;
}

Request request_with(const std::vector<std::string>& secrets) {
  Request request;
  request.headers.push_back({"Authorization", "Bearer " + secrets[0], true});
  for (std::size_t i = 1; i < secrets.size(); ++i) {
    request.headers.push_back({"X-Api-Key", secrets[i], true});
  }
  return request;
}

/// A text, and the secrets in it as they are spelled.
struct Sample {
  std::string text;
  std::vector<std::string> spelled;
};

/// Puts a secret in place of each control character; the byte after it chooses the encoder.
Sample with_secrets(std::string_view text, const std::vector<std::string>& secrets) {
  Sample sample;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 8 || i + 1 == text.size()) {
      sample.text += text[i];
      continue;
    }
    const auto encoder = static_cast<unsigned char>(text[++i]) % std::size(encoders);
    sample.spelled.push_back(encoded(secrets[byte % secrets.size()], encoders[encoder]));
    sample.text += sample.spelled.back();
  }
  return sample;
}

std::string in_pieces(const Request& request, std::string_view text, const fuzz::Cuts& cuts) {
  Redactor redactor(request);
  std::string out;
  cuts.for_each_piece(text, [&](std::string_view piece) { redactor.feed(piece, out); });
  redactor.finish(out);
  return out;
}

/// Without what begins a spelling, and without a secret's beginning, nothing is to be redacted.
void check_unchanged(const Redactor& redactor, std::string text,
                     const std::vector<std::string>& secrets) {
  for (char& c : text) {
    if (c == '\\' || c == '%' || c == '&') c = '.';
  }
  for (const std::string& secret : secrets) {
    const std::string beginning = lower_case(secret).substr(0, 5);
    if (beginning.find_first_of("\\%&") != std::string::npos) return;
    if (lower_case(text).find(beginning) != std::string::npos) return;
  }
  fuzz::check(redactor.redacted(text) == text, "text without a secret is changed", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(data, size);
  const fuzz::Cuts cuts(input);
  std::vector<std::string> secrets(1 + input.below(3));
  for (std::string& secret : secrets) secret = make_secret(input);
  const Request request = request_with(secrets);
  const Redactor redactor(request);
  const Sample sample = with_secrets(input.rest(), secrets);
  const std::string out = redactor.redacted(sample.text);
  for (const std::string& spelled : sample.spelled) {
    fuzz::check(out.find(spelled) == std::string::npos, "a secret comes out",
                fmt::format("{}\nof\n{}\nas\n{}", spelled, sample.text, out));
  }
  fuzz::check(in_pieces(request, sample.text, cuts) == out, "pieces are redacted differently",
              sample.text);
  check_unchanged(redactor, std::string(input.rest()), secrets);
  return 0;
}
