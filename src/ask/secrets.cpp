#include "secrets.hpp"

#include <algorithm>
#include <array>

#include "logprobs/ask.hpp"

namespace logprobs {

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

bool same_header(std::string_view a, std::string_view b) { return lower_case(a) == lower_case(b); }

bool sounds_secret(std::string_view name) {
  static constexpr std::array<std::string_view, 8> words = {
      "auth", "key", "token", "secret", "cookie", "password", "credential", "signature"};
  const std::string known = lower_case(name);
  return known == "sig" || std::any_of(words.begin(), words.end(), [&](std::string_view word) {
           return known.find(word) != std::string::npos;
         });
}

std::string_view secret_part(const Header& header) {
  const std::string_view value = header.value;
  const bool has_scheme = lower_case(header.name).ends_with("authorization");
  const std::size_t space = has_scheme ? value.find(' ') : std::string_view::npos;
  return space == std::string_view::npos ? value : value.substr(space + 1);
}

std::vector<std::string_view> secrets_of_query(std::string_view url) {
  std::vector<std::string_view> secrets;
  std::size_t begin = url.find('?');
  while (begin < url.size()) {
    const std::size_t end = std::min(url.find('&', begin + 1), url.size());
    const std::string_view field = url.substr(begin + 1, end - begin - 1);
    const std::size_t equals = std::min(field.find('='), field.size());
    if (equals + 1 < field.size() && sounds_secret(field.substr(0, equals))) {
      secrets.push_back(field.substr(equals + 1));
    }
    begin = end;
  }
  return secrets;
}

bool has_secret(const Request& request) {
  const auto is_secret = [](const Header& header) { return header.secret; };
  return std::any_of(request.headers.begin(), request.headers.end(), is_secret) ||
         !secrets_of_query(request.endpoint.url).empty();
}

}  // namespace logprobs
