#include "cli/show_config.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ask/secrets.hpp"
#include "cli/config_values.hpp"
#include "cli/option_groups.hpp"
#include "cli/option_values.hpp"
#include "cli/secret_values.hpp"
#include "logprobs/text.hpp"

namespace logprobs::cli {
namespace {

/// What a run knows of its options.
struct Run {
  const RawOptions& raw;
  const Options& options;
  const Surroundings& around;
};

/// A text in quotes, as TOML has it.
std::string toml_quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') result += '\\';
    if (c == '\n') {
      result += "\\n";
    } else if (byte < ' ' || byte == 0x7F) {
      result += fmt::format("\\u{:04X}", byte);
    } else {
      result += c;
    }
  }
  return result + '"';
}

std::string spelled(const OptionInfo& option, const std::string& value) {
  if (may_be_number(option) && parse_double(value)) return value;
  return toml_quoted(redacted(option, value));
}

std::string spelled(const OptionInfo& option, const std::vector<std::string>& values) {
  if (!option.is(repeats)) return spelled(option, values.back());
  std::string list;
  for (const std::string& value : values) {
    if (!list.empty()) list += ", ";
    list += spelled(option, value);
  }
  return fmt::format("[{}]", list);
}

/// An option in force.
struct Line {
  std::string value{};   ///< empty: it is not in force
  std::string source{};  ///< where it comes from
};

/// What the command line or the config says of it.
Line given(const OptionInfo& option, const RawOptions& raw) {
  const std::string_view name = option.long_name();
  Line line{.source = "flag"};
  if (const auto origin = raw.origins.find(name); origin != raw.origins.end()) {
    const auto& [place, profile] = origin->second;
    line.source = profile.empty() ? fmt::format("config {}", place)
                                  : fmt::format("profile {} at {}", profile, place);
  }
  line.value = option.value.empty() ? raw.flag(name) ? "true" : "false"
                                    : spelled(option, raw.values.at(name));
  return line;
}

/// What a variable of the environment says of it.
Line of_variable(const OptionInfo& option, std::string_view variable, const Run& run) {
  const std::string value(run.around.variable(variable));
  Line line{.source = fmt::format("environment variable {}", variable)};
  if (!option.value.empty()) line.value = spelled(option, value);
  if (option.value.empty() && value == "0") line.value = "true";  // LOGPROBS_HISTORY
  return line;
}

Line line_of(const OptionInfo& option, const Run& run) {
  const std::string_view name = option.long_name();
  if (name == "--format" && !run.raw.is_own(name)) {
    const std::string* const format = run.raw.value(name);
    if (run.options.format != (format == nullptr ? option.preset : *format)) {
      return {toml_quoted(run.options.format), "implied by flags"};
    }
  }
  const std::string_view variable = variable_of(option, run.around);
  const bool is_given = run.raw.is_given(name);
  if (!is_given && !variable.empty()) return of_variable(option, variable, run);
  if (is_given) return given(option, run.raw);
  const bool has_other_key = name == "--api-key-env" && run.raw.is_given("--api-key-file");
  if (option.preset.empty() || has_other_key) return {};
  const OptionInfo& server = *find_option("--base-url");
  const bool is_elsewhere =
      run.raw.is_given("--base-url") || !variable_of(server, run.around).empty();
  return {spelled(option, option.preset), name == "--model" && is_elsewhere
                                              ? "default, unless the server has only another one"
                                              : "default"};
}

void hide(std::string_view secret, std::string& text) {
  constexpr std::string_view hidden = ask::redacted_mark;
  for (std::size_t at = 0; (at = text.find(secret, at)) != std::string::npos; at += hidden.size()) {
    text.replace(at, secret.size(), hidden);
  }
}

/// Hides the key of the run in a text, whatever option has it.
void hide_key(std::string& text, const Run& run) {
  constexpr std::size_t shortest = 4;  // no key is shorter, and it would be in other words
  const std::string* const named = run.raw.value("--api-key-env");
  std::string_view key = run.around.variable(named == nullptr ? "OPENAI_API_KEY" : *named);
  key = key.substr(0, key.find_last_not_of(" \t\r\n") + 1);
  if (key.size() < shortest) return;
  const std::string in_quotes = toml_quoted(key);
  hide(std::string_view(in_quotes).substr(1, in_quotes.size() - 2), text);
}

/// Whether the run has a use for it.
bool is_of_use(const OptionInfo& option, const RawOptions& raw) {
  const bool is_asked = raw.instead_of_asking().empty() || raw.branches();
  if (option.group == group::settings || option.group == group::general) return false;
  return is_asked || !option.for_asking() || option.long_name() == "--top-logprobs";
}

std::string headline(const Settings& settings) {
  const std::string& file = settings.text.name;
  if (file.empty()) return "# no config\n";
  std::string text =
      fmt::format("# config: {}{}\n", visible(file), settings.config ? "" : ", which is not there");
  if (!settings.profile.empty()) text += fmt::format("# profile: {}\n", visible(settings.profile));
  return text;
}

}  // namespace

Print show_config(const RawOptions& raw, const Options& options, const Settings& settings,
                  const Surroundings& around) {
  constexpr int widest = 48;  // a longer line has its source right behind it
  const Run run{raw, options, around};
  std::vector<Line> lines;
  int width = 0;
  for (const OptionInfo& option : option_table()) {
    if (!is_of_use(option, raw)) continue;
    Line line = line_of(option, run);
    if (line.value.empty()) continue;
    hide_key(line.value, run);
    line.value = visible(fmt::format("{} = {}", key_of(option), line.value));
    const int size = display_width(line.value);
    if (size <= widest) width = std::max(width, size);
    lines.push_back(std::move(line));
  }
  Print print{headline(settings)};
  for (const Line& line : lines) {
    const auto gap = static_cast<std::size_t>(std::max(width - display_width(line.value), 0));
    print.text +=
        fmt::format("{}{}  # {}\n", line.value, std::string(gap, ' '), visible(line.source));
  }
  return print;
}

}  // namespace logprobs::cli
