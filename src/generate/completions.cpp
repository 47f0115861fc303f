#include "generate/completions.hpp"

#include <fmt/format.h>

namespace logprobs::generate {

using cli::OptionInfo;

Takes taken_by(const OptionInfo& option) {
  const std::string_view name = option.long_name();
  if (option.value.empty()) return Takes::nothing;
  if (option.value == "FILE...") return Takes::files;
  if (option.value == "FILE") return Takes::file;
  if (name == "--model") return Takes::model;
  if (name == "--profile") return Takes::profile;
  if (name == "--api-key-env") return Takes::variable;
  if (name == "--header") return Takes::header;
  if (option.choices.empty()) return Takes::text;
  return name == "--fail-on" ? Takes::choices : Takes::choice;
}

bool is_optional(const OptionInfo& option) { return option.value.starts_with('['); }

std::vector<std::string_view> names_of(const OptionInfo& option) {
  const std::size_t comma = option.names.find(',');
  if (comma == std::string_view::npos) return {option.names};
  return {option.names.substr(0, comma), option.names.substr(comma + 1)};
}

std::string all_that_take(Takes what, std::string_view between) {
  std::string all;
  for (const OptionInfo& option : cli::option_table()) {
    if (is_optional(option) || taken_by(option) != what) continue;
    for (const std::string_view name : names_of(option)) {
      if (!all.empty()) all += between;
      all += name;
    }
  }
  return all;
}

std::string in_brief(const OptionInfo& option) {
  std::string_view about = option.about;
  if (!option.choices.empty()) {
    const std::string list = ": " + std::string(option.choices.front().name);
    about = about.substr(0, about.find(list));
  }
  for (const std::string_view end : {"; ", " (", ". "}) about = about.substr(0, about.find(end));
  constexpr std::size_t much = 100;
  if (about.size() > much) about = about.substr(0, about.find(": "));
  return std::string(about);
}

std::string in_quotes(std::string_view text, std::string_view quote) {
  std::string inside;
  for (const char c : text) {
    if (c == '\'') {
      inside += quote;
    } else {
      inside += c;
    }
  }
  return fmt::format("'{}'", inside);
}

std::string with_backslashes(std::string_view text, std::string_view special) {
  std::string out;
  for (const char c : text) {
    if (special.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::vector<std::string_view> options_of_where() {
  std::vector<std::string_view> names;
  for (const OptionInfo& option : cli::option_table()) {
    const std::string_view name = option.long_name();
    if (name == "--base-url" || name == "--config" || name == "--profile") names.push_back(name);
  }
  return names;
}

}  // namespace logprobs::generate
