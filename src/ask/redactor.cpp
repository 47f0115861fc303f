#include <fmt/format.h>

#include <algorithm>

#include "ask/secrets.hpp"
#include "logprobs/ask.hpp"

namespace logprobs {
namespace {

constexpr std::size_t shortest = 7;        // bytes; anything shorter is a placeholder
constexpr std::size_t shortest_piece = 8;  // anything shorter may be an ordinary word

/// `secret` as it is written in a JSON string: characters in `as_escapes` become \u escapes, those
/// in `with_backslash` get a backslash.
std::string json_spelling(std::string_view secret, std::string_view with_backslash,
                          std::string_view as_escapes) {
  std::string text;
  for (const char c : secret) {
    if (as_escapes.find(c) != std::string_view::npos) {
      text += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
      continue;
    }
    if (with_backslash.find(c) != std::string_view::npos) text += '\\';
    text += c;
  }
  return text;
}

/// How many bytes at the end of `text` may be the beginning of `secret`.
std::size_t overlap(std::string_view text, std::string_view secret) {
  for (std::size_t size = std::min(text.size(), secret.size() - 1); size > 0; --size) {
    if (text.ends_with(secret.substr(0, size))) return size;
  }
  return 0;
}

}  // namespace

Redactor::Redactor(const Request& request) {
  for (const Header& header : request.headers) {
    if (!header.secret) continue;
    const std::string_view secret = ask::secret_part(header);
    add(secret);
    // In a cookie, or with an unusual scheme, the secret is one of several words.
    for (std::size_t begin = 0; begin < secret.size();) {
      const std::size_t end = std::min(secret.find_first_of(" \t;,=", begin), secret.size());
      if (end - begin >= shortest_piece) add(secret.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  for (const std::string_view secret : ask::secrets_of_query(request.endpoint.url)) {
    add(secret);
    add(ask::percent_decoded(secret));
  }
  // If one secret is the beginning of another, the longer one wins.
  std::stable_sort(secrets_.begin(), secrets_.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

void Redactor::add(std::string_view secret) {
  if (secret.size() < shortest) return;
  // Verbatim; in JSON; in JSON with / escaped as well; in JSON by Go, and by Gson.
  for (const std::string& spelling :
       {std::string(secret), json_spelling(secret, "\"\\", ""), json_spelling(secret, "\"\\/", ""),
        json_spelling(secret, "\"\\", "<>&"), json_spelling(secret, "\"\\", "<>&='")}) {
    const bool known = std::find(secrets_.begin(), secrets_.end(), spelling) != secrets_.end();
    if (!known) secrets_.push_back(spelling);
  }
}

/// Appends `text` up to the end of its last secret, redacted; returns the size of that part.
std::size_t Redactor::append_redacted(std::string_view text, std::string& out) const {
  std::size_t done = 0;
  for (;;) {
    std::size_t first = std::string_view::npos;
    std::size_t size = 0;
    for (const std::string& secret : secrets_) {
      const std::size_t found = text.find(secret, done);
      if (found < first) {
        first = found;
        size = secret.size();
      }
    }
    if (first == std::string_view::npos) return done;
    out += text.substr(done, first - done);
    out += ask::redacted_mark;
    done = first + size;
  }
}

void Redactor::feed(std::string_view bytes, std::string& out) {
  if (secrets_.empty()) {
    out += bytes;
    return;
  }
  waiting_ += bytes;
  const std::size_t done = append_redacted(waiting_, out);
  const std::string_view rest = std::string_view(waiting_).substr(done);
  std::size_t held = 0;
  for (const std::string& secret : secrets_) held = std::max(held, overlap(rest, secret));
  out += rest.substr(0, rest.size() - held);
  waiting_.erase(0, waiting_.size() - held);
}

void Redactor::finish(std::string& out) {
  out += waiting_.size() < shortest_piece ? std::string_view(waiting_) : ask::redacted_mark;
  waiting_.clear();
}

std::string Redactor::redacted(std::string_view text) const {
  Redactor whole(*this);
  std::string out;
  whole.waiting_.clear();
  whole.feed(text, out);
  whole.finish(out);
  return out;
}

}  // namespace logprobs
