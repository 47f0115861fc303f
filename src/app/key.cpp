#include "app/key.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "system/small_file.hpp"

namespace logprobs::app {
namespace {

void warn_if_open(const system::SmallFile& file, const std::string& name,
                  std::vector<std::string>& warnings) {
  if (!file.open_to_others) return;
  warnings.push_back(fmt::format("{}: others can read this key; chmod 600 changes that", name));
}

bool in_quotes(std::string_view key) {
  static constexpr std::array<std::string_view, 7> quotes = {"\"", "'", "`", "“", "”", "‘", "’"};
  return std::any_of(quotes.begin(), quotes.end(), [&](std::string_view quote) {
    return key.starts_with(quote) || key.ends_with(quote);
  });
}

/// True for "NAME=...", as a shell and an .env file have it.
bool is_assignment(std::string_view key) {
  static constexpr std::string_view of_names =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
  if (key.starts_with("export ")) return true;
  const std::size_t equals = key.find_first_not_of(of_names);
  if (equals == 0 || equals == std::string_view::npos || key[equals] != '=') return false;
  return key.find_first_not_of('=', equals) != std::string_view::npos;  // Base64 may end in ==
}

/// What stands around the key, as a phrase; empty if nothing does.
std::string_view wrapping(std::string_view key) {
  if (is_assignment(key)) return "has NAME= in front";
  if (in_quotes(key)) return "is in quotes";
  const std::size_t colon = key.find(':');
  if (colon != std::string_view::npos && same_header(key.substr(0, colon), "Authorization")) {
    return "has “Authorization:” in front";
  }
  const std::size_t space = key.find_first_of(" \t");
  if (space != std::string_view::npos && same_header(key.substr(0, space), "Bearer")) {
    return "has “Bearer” in front";
  }
  return {};
}

void check_key(std::string_view source, std::string_view key) {
  constexpr std::size_t longest = 16384;
  if (const std::string_view what = wrapping(key); !what.empty()) {
    usage_error(fmt::format("{}: the key {}; give the key alone", source, what));
  }
  const auto printable = [](char c) { return c > ' ' && c < '\x7F'; };
  if (!std::all_of(key.begin(), key.end(), printable)) {
    usage_error(fmt::format(
        "{}: the key contains a character that keys never have (white space, a control character, "
        "or one that is not ASCII)",
        source));
  }
  if (key.size() > longest) usage_error(fmt::format("{}: the key is too long", source));
}

std::string key_of_file(const std::string& name, std::vector<std::string>& warnings) {
  system::SmallFile file = system::read_small_file("--api-key-file", name, system::Links::refuse);
  warn_if_open(file, name, warnings);
  return system::single_line("--api-key-file", name, std::move(file.text));
}

std::string key_of_variable(const std::string& name, const system::Environment& environment) {
  const std::string_view key = environment.get(name);
  if (key.empty()) usage_error(fmt::format("--api-key-env: there is no key in {}", name));
  return std::string(key);
}

}  // namespace

std::vector<Header> own_headers(const cli::AskOptions& options,
                                std::vector<std::string>& warnings) {
  std::vector<Header> headers;
  for (const std::string& line : options.headers) {
    if (!line.starts_with('@')) {
      headers.push_back(parse_header("--header", line));
      continue;
    }
    const std::string name = line.substr(1);
    system::SmallFile file = system::read_small_file("--header", name, system::Links::follow);
    headers.push_back(parse_header("--header: " + name,
                                   system::single_line("--header", name, std::move(file.text))));
    if (headers.back().secret) warn_if_open(file, name, warnings);
  }
  return headers;
}

std::string find_key(const cli::AskOptions& options, const system::Environment& environment,
                     std::vector<std::string>& warnings) {
  std::string key;
  std::string source(cli::default_key_variable);
  if (!options.api_key_file.empty()) {
    source = options.api_key_file;
    key = key_of_file(source, warnings);
  } else if (!options.api_key_env.empty()) {
    source = options.api_key_env;
    key = key_of_variable(source, environment);
  } else {
    key = environment.get(cli::default_key_variable);
  }
  check_key(source, key);
  return key;
}

}  // namespace logprobs::app
