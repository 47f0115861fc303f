#include "cli/secret_values.hpp"

#include <algorithm>
#include <array>

#include "ask/secrets.hpp"
#include "cli/option_values.hpp"

namespace logprobs::cli {
namespace {

using ask::redacted_mark;

/// `text` with the mark in place of what begins at `begin`, `size` long.
std::string marked(std::string_view text, std::size_t begin, std::size_t size) {
  std::string result(text.substr(0, begin));
  result += redacted_mark;
  result += text.substr(begin + size);
  return result;
}

/// "Name: value"; a line of another form may be anything.
std::string redacted_header(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (line.starts_with('@')) return std::string(line);
  if (colon == std::string_view::npos) return std::string(redacted_mark);
  if (!ask::sounds_secret(line.substr(0, colon))) return std::string(line);
  return std::string(line.substr(0, colon)) + ": " + std::string(redacted_mark);
}

/// Where the JSON string that begins at `begin` has its closing quote; the text's size if nowhere.
std::size_t end_of_string(std::string_view json, std::size_t begin) {
  std::size_t at = begin + 1;
  while (at < json.size() && json[at] != '"') at += json[at] == '\\' ? 2 : 1;
  return std::min(at, json.size());
}

/// Whether an object in it has a text under a name that sounds secret.
bool has_secret_field(std::string_view json) {
  constexpr std::string_view white = " \t\r\n";
  std::size_t begin = json.find('"');
  while (begin < json.size()) {
    const std::size_t end = end_of_string(json, begin);
    const std::size_t colon = std::min(json.find_first_not_of(white, end + 1), json.size());
    const std::size_t value = json.find_first_not_of(white, colon + 1);
    const bool names_text =
        colon < json.size() && json[colon] == ':' && value < json.size() && json[value] == '"';
    if (names_text && ask::sounds_secret(json.substr(begin + 1, end - begin - 1))) return true;
    begin = json.find('"', end + 1);
  }
  return false;
}

/// "KEY=JSON": numbers, such as stop_token_ids, are no secrets.
std::string redacted_param(std::string_view param) {
  const std::size_t equals = std::min(param.find('='), param.size());
  const std::string_view value = param.substr(std::min(equals + 1, param.size()));
  const bool is_text = value.find('"') != std::string_view::npos;
  const bool is_secret = is_text && ask::sounds_secret(param.substr(0, equals));
  if (!is_secret && !has_secret_field(value)) return std::string(param);
  return marked(param, equals + 1, value.size());
}

/// A user before "@", whose scheme may be missing, and secret fields of the query.
std::string redacted_url(std::string_view url) {
  std::string result(url);
  for (const std::string_view secret : ask::secrets_of_query(url)) {
    const auto from_end = url.size() - static_cast<std::size_t>(secret.data() - url.data());
    result = marked(result, result.size() - from_end, secret.size());
  }
  const std::size_t scheme = url.find("://");
  const std::size_t begin = scheme == std::string_view::npos ? 0 : scheme + 3;
  const std::size_t end = std::min(url.find_first_of("/?#", begin), url.size());
  const std::size_t at = url.substr(0, end).rfind('@');
  if (at == std::string_view::npos || at < begin) return result;
  return marked(result, begin, at - begin);
}

}  // namespace

bool looks_like_key(std::string_view value) {
  static constexpr std::array<std::string_view, 11> beginnings = {
      "sk-", "sk_", "gsk_", "hf_", "xai-", "AIza", "r8_", "nvapi-", "ghp_", "pplx-", "Bearer "};
  constexpr std::size_t shortest = 20;
  const auto found =
      std::find_if(beginnings.begin(), beginnings.end(),
                   [&](std::string_view beginning) { return value.starts_with(beginning); });
  return found != beginnings.end() && value.size() >= shortest &&
         value.find_first_of(" /\n", found->size()) == std::string_view::npos;
}

std::string name_in_quotes(std::string_view name) {
  return looks_like_key(name) ? std::string(redacted_mark) : in_quotes(name);
}

std::string redacted(const OptionInfo& option, std::string_view value) {
  const std::string_view name = option.long_name();
  if (looks_like_key(value)) return std::string(redacted_mark);
  if (name == "--header") return redacted_header(value);
  if (name == "--param") return redacted_param(value);
  if (name == "--base-url" || name == "--proxy") return redacted_url(value);
  return std::string(value);
}

}  // namespace logprobs::cli
