#include <algorithm>

#include "logprobs/ask.hpp"
#include "secrets.hpp"

namespace logprobs {
namespace {

/// `secret` as a JSON string writes it, with `/` escaped too or not.
std::string json_spelling(std::string_view secret, bool slashes) {
  std::string text;
  for (const char c : secret) {
    if (c == '"' || c == '\\' || (c == '/' && slashes)) text += '\\';
    text += c;
  }
  return text;
}

/// How much of the end of `text` may be the beginning of `secret`.
std::size_t begun(std::string_view text, std::string_view secret) {
  for (std::size_t size = std::min(text.size(), secret.size() - 1); size > 0; --size) {
    if (text.ends_with(secret.substr(0, size))) return size;
  }
  return 0;
}

}  // namespace

Redactor::Redactor(const Request& request) {
  for (const Header& header : request.headers) {
    if (header.secret) add(secret_part(header));
  }
  for (const std::string_view secret : secrets_of_query(request.endpoint.url)) add(secret);
  // Of two that begin alike the longer one is meant.
  std::stable_sort(secrets_.begin(), secrets_.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

void Redactor::add(std::string_view secret) {
  constexpr std::size_t shortest = 8;
  if (secret.size() < shortest) return;
  for (const std::string& spelling :
       {std::string(secret), json_spelling(secret, false), json_spelling(secret, true)}) {
    const bool known = std::find(secrets_.begin(), secrets_.end(), spelling) != secrets_.end();
    if (!known) secrets_.push_back(spelling);
  }
}

/// Appends `text` up to its last secret, that one as its mark; returns how much of it that was.
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
    out += redacted_mark;
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
  for (const std::string& secret : secrets_) held = std::max(held, begun(rest, secret));
  out += rest.substr(0, rest.size() - held);
  waiting_.erase(0, waiting_.size() - held);
}

void Redactor::finish(std::string& out) {
  out += waiting_;
  waiting_.clear();
}

std::string Redactor::redacted(std::string_view text) const {
  std::string out;
  const std::size_t done = append_redacted(text, out);
  return out.append(text.substr(done));
}

}  // namespace logprobs
