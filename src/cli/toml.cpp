#include "cli/toml.hpp"

#include <fmt/format.h>

#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "cli/option_values.hpp"
#include "cli/secret_values.hpp"
#include "logprobs/error.hpp"
#include "logprobs/text.hpp"

namespace logprobs::cli {
namespace {

[[noreturn]] void fail(std::string_view file, std::size_t line, std::string_view what) {
  usage_error(fmt::format("{}:{}: {}", file, line, what));
}

std::size_t line_at(std::string_view text, std::size_t offset) {
  return 1 + count_line_ends(text.substr(0, offset));
}

/// Where the first byte is that begins no character; absent in UTF-8.
std::optional<std::size_t> first_bad_line(std::string_view text) {
  std::size_t line = 0;
  for (std::size_t begin = 0; begin < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (!is_utf8(text.substr(begin, end - begin))) return line + 1;
    begin = end + 1;
  }
  return std::nullopt;
}

/// The end of the string or comment that begins at `begin`.
std::size_t end_of_quoted(std::string_view text, std::size_t begin) {
  if (text[begin] == '#') return std::min(text.find('\n', begin), text.size());
  const char quote = text[begin];
  const std::string three(3, quote);
  const bool is_long = text.substr(begin).starts_with(three);
  std::size_t at = begin + (is_long ? 3 : 1);
  while (at < text.size()) {
    if (is_long && text.substr(at).starts_with(three)) return at + 3;
    if (!is_long && (text[at] == quote || text[at] == '\n')) return at + 1;
    at += text[at] == '\\' && quote == '"' ? 2 : 1;
  }
  return text.size();
}

/// toml++ limits how deep brackets nest, but not how deep "a.b.c" does, and takes such tables apart
/// by recursion.
std::optional<std::size_t> first_deep_line(std::string_view text) {
  constexpr int most = 100;
  int dots = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '"' || c == '\'' || c == '#') {
      at = end_of_quoted(text, at);
      continue;
    }
    if (c == '.') ++dots;
    if (std::string_view("\n=,[]{}").find(c) != std::string_view::npos) dots = 0;
    if (dots > most) return line_at(text, at);
    ++at;
  }
  return std::nullopt;
}

/// toml++'s sentence without what it was doing, which says nothing to whoever wrote the file, and
/// without values.
std::string gist(std::string_view description) {
  constexpr std::string_view taken = "cannot redefine existing ";
  if (const std::size_t found = description.find(taken); found != std::string_view::npos) {
    const std::size_t begin = std::min(description.find('\'', found), description.size() - 1) + 1;
    const std::size_t end = std::max(description.rfind('\''), begin);
    return fmt::format("{} is here twice: remove one",
                       name_in_quotes(description.substr(begin, end - begin)));
  }
  if (description.ends_with("could not determine value type")) {
    return "this is no value of TOML; a text needs quotes: model = \"gpt-4o\"";
  }
  if (description.starts_with("Error while parsing ")) {
    description.remove_prefix(std::min(description.find(": ") + 2, description.size()));
  }
  constexpr std::size_t longest = 6;  // of a character that was not expected
  std::string what;
  while (!description.empty()) {
    const std::size_t begin = description.find('\'');
    what += description.substr(0, begin);
    if (begin == std::string_view::npos) break;
    const std::size_t end = description.find('\'', begin + 1);
    const std::string_view quoted = description.substr(begin + 1, end - begin - 1);
    what += in_quotes(quoted.size() > longest ? "…" : quoted);
    description.remove_prefix(
        std::min(std::min(end, description.size() - 1) + 1, description.size()));
  }
  return fmt::format("this is no TOML: {}", what);
}

TomlType type_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::boolean:
      return TomlType::boolean;
    case toml::node_type::integer:
      return TomlType::integer;
    case toml::node_type::floating_point:
      return TomlType::real;
    case toml::node_type::string:
      return TomlType::text;
    case toml::node_type::array:
      return TomlType::array;
    case toml::node_type::table:
      return TomlType::table;
    default:
      return TomlType::date;
  }
}

std::string spelled(double number) {
  const std::string text = fmt::format("{}", number);
  // A number with a point stays one, so that an option that counts refuses it.
  return text.find_first_of(".enai") == std::string::npos ? text + ".0" : text;
}

void fill(TomlNode& plain, const toml::node& node);

void fill_table(TomlNode& plain, const toml::table& table) {
  for (const auto& [key, node] : table) {
    fill(plain.members.emplace_back(TomlNode{std::string(key.str()), key.source().begin.line}),
         node);
  }
  std::stable_sort(plain.members.begin(), plain.members.end(),
                   [](const TomlNode& a, const TomlNode& b) { return a.line < b.line; });
}

void fill(TomlNode& plain, const toml::node& node) {
  plain.type = type_of(node);
  if (const toml::table* table = node.as_table()) fill_table(plain, *table);
  if (const auto* text = node.as_string()) plain.text = text->get();
  if (const auto* on = node.as_boolean()) plain.text = on->get() ? "true" : "false";
  if (const auto* whole = node.as_integer()) plain.text = fmt::format("{}", whole->get());
  if (const auto* real = node.as_floating_point()) plain.text = spelled(real->get());
  const toml::array* const array = node.as_array();
  if (array == nullptr) return;
  for (const toml::node& element : *array) {
    fill(plain.members.emplace_back(TomlNode{"", element.source().begin.line}), element);
  }
}

}  // namespace

TomlNode read_toml(std::string_view file, std::string_view text) {
  if (const auto line = first_bad_line(text)) {
    fail(file, *line, "this is no UTF-8, in which a config must be saved");
  }
  if (const auto line = first_deep_line(text)) fail(file, *line, "tables are nested too deep");
  try {
    TomlNode root;
    fill_table(root, toml::parse(text));
    return root;
  } catch (const toml::parse_error& error) {
    fail(file, error.source().begin.line, gist(error.description()));
  }
}

}  // namespace logprobs::cli
