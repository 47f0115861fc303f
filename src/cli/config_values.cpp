#include "cli/config_values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "cli/option_values.hpp"
#include "cli/secret_values.hpp"
#include "logprobs/error.hpp"

namespace logprobs::cli {
namespace {

/// What kind of value an option has, by how help calls it.
enum class Kind { text, number, either, list };

struct KindOf {
  std::string_view value;
  Kind kind;
};

constexpr std::array<KindOf, 14> kinds = {{{"K", Kind::number},
                                           {"N", Kind::number},
                                           {"T", Kind::number},
                                           {"P", Kind::number},
                                           {"X", Kind::number},
                                           {"I", Kind::number},
                                           {"GAP", Kind::number},
                                           {"SECONDS", Kind::number},
                                           {"BYTES", Kind::either},
                                           {"DEPTH", Kind::either},
                                           {"LABEL", Kind::either},
                                           {"A,B,C,D", Kind::list},
                                           {"A,B,...", Kind::list},
                                           {"ID,...", Kind::list}}};

Kind kind_of(const OptionInfo& option) {
  const auto found = std::find_if(kinds.begin(), kinds.end(),
                                  [&](const KindOf& row) { return row.value == option.value; });
  return found == kinds.end() ? Kind::text : found->kind;
}

bool is_file(const OptionInfo& option) { return option.value == "FILE"; }

[[noreturn]] void refuse_type(const OptionInfo& option, std::string_view needs, TomlType type) {
  usage_error(fmt::format("{} needs {}, and not {}", key_of(option), needs, name_of(type)));
}

void check_type(const OptionInfo& option, TomlType type) {
  const bool is_number = type == TomlType::integer || type == TomlType::real;
  const Kind kind = kind_of(option);
  if (kind == Kind::number && !is_number) refuse_type(option, "a number", type);
  if (kind == Kind::text && type != TomlType::text) refuse_type(option, "a text", type);
  if (!is_number && type != TomlType::text) refuse_type(option, "a text or a number", type);
}

/// Says where a secret of this option can be instead.
[[noreturn]] void refuse_secret(const OptionInfo& option, std::string_view value) {
  const std::string_view key = key_of(option);
  if (looks_like_key(value)) {
    usage_error(
        fmt::format("{} looks like a key, which does not belong here: put it into OPENAI_API_KEY, "
                    "or into a file "
                    "that api-key-file names",
                    key));
  }
  if (key == "header") {
    usage_error(fmt::format(
        "{} has a secret, which does not belong here: put the line into a file that only you can "
        "read, and name it: header = \"@FILE\"",
        key));
  }
  const bool has_user = value.find('@') != std::string_view::npos;  // which no base URL may have
  usage_error(fmt::format("{} has a secret, which does not belong here: {}", key,
                          key == "proxy"      ? "put the URL into the variable https_proxy"
                          : key != "base-url" ? "give it on the command line"
                          : has_user          ? "put a key into OPENAI_API_KEY, or into a file "
                                                "that api-key-file names"
                                              : "put the URL into the variable OPENAI_BASE_URL"));
}

/// Users put a key there by mistake, so the value is not quoted.
void check_variable(const OptionInfo& option, std::string_view name) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
  if (name.find_first_not_of(letters) == std::string_view::npos) return;
  usage_error(
      fmt::format("{} is the name of a variable of the environment that has the key, and "
                  "not the key itself",
                  key_of(option)));
}

std::string file_name(const OptionInfo& option, std::string_view name, const Folders& folders) {
  if (name.starts_with("~/")) {
    if (!folders.home.starts_with('/')) {
      usage_error(fmt::format("{}: ~ stands for HOME, which is not set", key_of(option)));
    }
    return fmt::format("{}{}", folders.home, name.substr(1));
  }
  const bool is_relative = !name.empty() && !name.starts_with('/');
  return fmt::format("{}{}", is_relative ? folders.config : "", name);
}

std::string argument_of(const OptionInfo& option, const TomlNode& value, const Folders& folders) {
  check_type(option, value.type);
  const std::string_view text = value.text;
  if (text.find('\0') != std::string_view::npos) {
    usage_error(fmt::format("{} contains a NUL character", key_of(option)));
  }
  if (redacted(option, text) != text) refuse_secret(option, text);
  if (option.long_name() == "--api-key-env") check_variable(option, text);
  if (is_file(option)) return file_name(option, text, folders);
  if (option.long_name() == "--header" && text.starts_with('@')) {
    return fmt::format("@{}", file_name(option, text.substr(1), folders));
  }
  return std::string(text);
}

/// Elements that the command line has in one word.
std::string joined(const OptionInfo& option, const std::vector<std::string>& elements) {
  for (const std::string& element : elements) {
    if (element.find(',') == std::string::npos) continue;
    usage_error(fmt::format("{}: {} has a comma, which parts elements; leave it out",
                            key_of(option), in_quotes(element)));
  }
  return fmt::format("{}", fmt::join(elements, ","));
}

}  // namespace

std::string_view key_of(const OptionInfo& option) { return option.long_name().substr(2); }

bool may_be_number(const OptionInfo& option) {
  return kind_of(option) == Kind::number || kind_of(option) == Kind::either;
}

std::string_view name_of(TomlType type) {
  switch (type) {
    case TomlType::boolean:
      return "true or false";
    case TomlType::integer:
    case TomlType::real:
      return "a number";
    case TomlType::text:
      return "a text";
    case TomlType::date:
      return "a date";
    case TomlType::array:
      return "an array";
    case TomlType::table:
      break;
  }
  return "a table";
}

std::vector<std::string> arguments_of(const OptionInfo& option, const TomlNode& value,
                                      const Folders& folders) {
  if (value.type != TomlType::array) return {argument_of(option, value, folders)};
  const bool is_list = kind_of(option) == Kind::list;
  if (!is_list && !option.is(repeats)) {
    refuse_type(option, kind_of(option) == Kind::number ? "a number" : "a text", value.type);
  }
  std::vector<std::string> arguments;
  for (const TomlNode& element : value.members) {
    arguments.push_back(argument_of(option, element, folders));
  }
  if (is_list) return {joined(option, arguments)};
  return arguments;
}

}  // namespace logprobs::cli
