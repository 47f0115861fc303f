#include "ask/secrets.hpp"

#include <algorithm>
#include <array>

#include "ask/spelling.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/text.hpp"

namespace logprobs::ask {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/// The size of the word at the front of a name: "api" in "api-key", "apiKey" and "APIKey". 0 if no
/// letter is there.
std::size_t first_word(std::string_view name) {
  std::size_t size = 0;
  const auto ends = [&] {
    const char next = name[size];
    if (!is_upper(next) && !is_lower(next)) return true;
    if (size == 0 || !is_upper(next)) return false;
    return is_lower(name[size - 1]) || (size + 1 < name.size() && is_lower(name[size + 1]));
  };
  while (size < name.size() && !ends()) ++size;
  return size;
}

/// `word` is in lower case.
bool is_secret_word(std::string_view word) {
  // As parts of a word these would make secrets of an author, a tokenizer and a monkey.
  static constexpr std::array<std::string_view, 10> whole = {
      "auth", "oauth", "authentication", "bearer", "jwt", "key", "keys", "passwd", "sig", "token"};
  // No word of another meaning ends in one of these.
  static constexpr std::array<std::string_view, 20> endings = {
      "accesskey",   "accesstoken",   "apikey",   "apitoken",     "authkey",
      "authtoken",   "authorization", "cookie",   "cookies",      "credential",
      "credentials", "passphrase",    "password", "passwords",    "privatekey",
      "secret",      "secretkey",     "secrets",  "sessiontoken", "signature"};
  return std::find(whole.begin(), whole.end(), word) != whole.end() ||
         std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

}  // namespace

bool sounds_secret(std::string_view name) {
  for (std::size_t begin = 0; begin < name.size();) {
    const std::size_t size = first_word(name.substr(begin));
    if (is_secret_word(lower_case(name.substr(begin, size)))) return true;
    begin += std::max<std::size_t>(size, 1);
  }
  return false;
}

std::string_view secret_part(const Header& header) {
  const std::string_view value = header.value;
  const bool has_scheme = lower_case(header.name).ends_with("authorization");
  const std::size_t space = has_scheme ? value.find_first_of(" \t") : std::string_view::npos;
  const std::size_t secret = value.find_first_not_of(" \t", std::min(space, value.size()));
  return secret == std::string_view::npos ? value : value.substr(secret);
}

std::vector<std::string_view> secrets_of_query(std::string_view url) {
  std::vector<std::string_view> secrets;
  std::size_t begin = url.find('?');
  while (begin < url.size()) {
    const std::size_t end = std::min(url.find_first_of("&;", begin + 1), url.size());
    const std::string_view field = url.substr(begin + 1, end - begin - 1);
    const std::size_t equals = std::min(field.find('='), field.size());
    if (equals + 1 < field.size() && sounds_secret(plain_spelling(field.substr(0, equals)))) {
      secrets.push_back(field.substr(equals + 1));
    }
    begin = end;
  }
  return secrets;
}

}  // namespace logprobs::ask
