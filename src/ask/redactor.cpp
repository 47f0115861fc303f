#include <algorithm>
#include <utility>

#include "ask/secrets.hpp"
#include "ask/spelling.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/text.hpp"

namespace logprobs {
namespace {

constexpr std::size_t shortest = 7;        // bytes; anything shorter is a placeholder
constexpr std::size_t shortest_piece = 8;  // anything shorter may be an ordinary word

/// libcurl lowers the case of hosts, which may be a key by mistake.
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Whether a spelling of more than one byte may begin with `c`.
bool begins_spelling(char c) { return c == '\\' || c == '%' || c == '&'; }

/// How far a text that begins with a secret is that secret.
struct Match {
  std::size_t size = 0;  // bytes of the text; 0: it is another text
  bool is_open = false;  // the text ends before the secret does
};

/// Compares the front of `text` with `secret`, in any spelling and case. At the `end` of all text,
/// most of a secret counts as one.
Match match(std::string_view text, std::string_view secret, bool end) {
  std::size_t same = 0;  // the bytes before the first spelling
  const std::size_t most = std::min(text.size(), secret.size());
  while (same < most && !begins_spelling(text[same]) && lower(text[same]) == secret[same]) ++same;
  if (same < most && !begins_spelling(text[same])) return {};

  Match longest;
  std::vector<std::size_t> places{same};  // where in `text` the next character may be
  std::vector<std::size_t> next;
  for (std::size_t i = same; i < secret.size() && !places.empty(); ++i) {
    next.clear();
    for (const std::size_t place : places) {
      if (place == text.size()) {
        if (!end) return {place, true};
        if (i >= shortest_piece) longest.size = place;
        continue;
      }
      const ask::Spellings spellings(text.substr(place));
      if (spellings.may_go_on() && !end) return {text.size(), true};
      for (const auto& [byte, size] : spellings.all()) {
        if (lower(byte) == secret[i]) next.push_back(place + size);
      }
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    std::swap(places, next);
  }
  return places.empty() ? longest : Match{places.back()};
}

/// The longest of the secrets at the front of `text`; open if one of them is.
Match longest_match(std::string_view text, const std::vector<std::string>& secrets, bool end) {
  Match longest;
  for (const std::string& secret : secrets) {
    const Match found = match(text, secret, end);
    if (found.is_open) return found;
    longest.size = std::max(longest.size, found.size);
  }
  return longest;
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
  for (const std::string_view secret : ask::secrets_of_query(request.endpoint.url)) add(secret);
}

/// The secret may be spelled already where it is sent, as in a URL, or only look like that.
void Redactor::add(std::string_view secret) {
  for (std::string plain : {lower_case(secret), lower_case(ask::plain_spelling(secret))}) {
    if (plain.size() < shortest) continue;
    for (std::size_t byte = 0; byte < begins_.size(); ++byte) {
      const char c = static_cast<char>(byte);
      if (lower(c) == plain.front() || begins_spelling(c)) begins_[byte] = true;
    }
    if (std::find(secrets_.begin(), secrets_.end(), plain) == secrets_.end()) {
      secrets_.push_back(std::move(plain));
    }
  }
}

/// Appends `text`, redacted, to `out`, but not its end if only more text can decide about it;
/// returns the size of that end. `covered` bytes at the front are part of a secret whose mark is in
/// `out`; afterwards it is that of the end.
std::size_t Redactor::redact(std::string_view text, bool end, std::size_t& covered,
                             std::string& out) const {
  std::size_t clear = std::exchange(covered, 0);  // `out` has what is before
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!begins_[static_cast<unsigned char>(text[at])]) continue;
    const Match found = longest_match(text.substr(at), secrets_, end);
    if (found.is_open) {
      if (at > clear) out += text.substr(clear, at - clear);
      covered = std::max(clear, at) - at;
      return text.size() - at;
    }
    if (found.size == 0) continue;
    if (at >= clear) {
      out += text.substr(clear, at - clear);
      out += ask::redacted_mark;
    }
    clear = std::max(clear, at + found.size);
  }
  out += text.substr(clear);
  return 0;
}

void Redactor::feed(std::string_view bytes, std::string& out) {
  if (secrets_.empty()) {
    out += bytes;
    return;
  }
  waiting_ += bytes;
  const std::size_t held = redact(waiting_, false, covered_, out);
  waiting_.erase(0, waiting_.size() - held);
}

void Redactor::finish(std::string& out) {
  redact(waiting_, true, covered_, out);
  waiting_.clear();
}

std::string Redactor::redacted(std::string_view text) const {
  std::string out;
  std::size_t covered = 0;
  redact(text, true, covered, out);
  return out;
}

}  // namespace logprobs
