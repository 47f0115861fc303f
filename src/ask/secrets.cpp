#include "ask/secrets.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "logprobs/ask.hpp"

namespace logprobs::ask {

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool sounds_secret(std::string_view name) {
  static constexpr std::array<std::string_view, 8> words = {
      "auth", "key", "token", "secret", "cookie", "password", "credential", "signature"};
  const std::string known = lower_case(name);
  return known == "sig" || std::any_of(words.begin(), words.end(), [&](std::string_view word) {
           return known.find(word) != std::string::npos;
         });
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const char* const digits = text.data() + i + 1;
    const bool escape = text[i] == '%' && i + 2 < text.size() &&
                        std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2;
    decoded += escape ? static_cast<char>(byte) : text[i];
    if (escape) i += 2;
  }
  return decoded;
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
    if (equals + 1 < field.size() && sounds_secret(percent_decoded(field.substr(0, equals)))) {
      secrets.push_back(field.substr(equals + 1));
    }
    begin = end;
  }
  return secrets;
}

}  // namespace logprobs::ask
