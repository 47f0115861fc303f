#include "cli/unknown_option.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/cli.hpp"
#include "cli/option_values.hpp"
#include "logprobs/show.hpp"
#include "logprobs/text.hpp"
#include "text/edit_distance.hpp"

namespace logprobs::cli {
namespace {

/// A name that other tools have, and what it is here.
struct Foreign {
  std::string_view name;
  std::string_view here;  ///< an option; or a whole sentence, if it does not begin with a dash
};

constexpr std::string_view no_key =
    "no option takes the key itself, because ps would show it: put it into OPENAI_API_KEY, or name "
    "a file (--api-key-file) or another variable (--api-key-env)";
constexpr std::string_view streams =
    "an answer is streamed unless --no-stream asks for all of it at once";
constexpr std::string_view checks =
    "certificates are always checked; --cacert names the CA of a private server";
constexpr std::string_view question = "the question has no option: its words are enough";

constexpr Foreign foreign_names[] = {
    {"api", "--base-url"},
    {"api-base", "--base-url"},
    {"api-key", no_key},
    {"colour", "--color"},
    {"data", "--param"},
    {"endpoint", "--base-url"},
    {"file", "--replay"},
    {"header-file", "--header @FILE"},
    {"host", "--base-url"},
    {"input", "--replay"},
    {"insecure", checks},
    {"key", no_key},
    {"logprobs", "--top-logprobs"},
    {"max-completion-tokens", "--max-tokens"},
    {"max-new-tokens", "--max-tokens"},
    {"max-output-tokens", "--max-tokens"},
    {"message", question},
    {"n-predict", "--max-tokens"},
    {"no-color", "--color never"},
    {"no-colors", "--color never"},
    {"no-colour", "--color never"},
    {"num-predict", "--max-tokens"},
    {"out", "--output"},
    {"prompt", question},
    {"raw", "-f plain"},
    {"server", "--base-url"},
    {"silent", "--quiet"},
    {"stream", streams},
    {"temp", "--temperature"},
    {"token", no_key},
    {"top-k", "--top-logprobs for alternatives, or --param top_k=K for how tokens are drawn"},
    {"url", "--base-url"},
};

/// "max-tokens" for "--max_tokens".
std::string plain_name(std::string_view word) {
  word.remove_prefix(std::min(word.find_first_not_of('-'), word.size()));
  std::string name = lower_case(word);
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

/// What an option of this very name is here; empty if nothing is known.
std::string known_as(const std::string& name) {
  for (const OptionInfo& option : option_table()) {
    if (option.long_name() == "--" + name) return std::string(option.long_name());
  }
  for (const Foreign& foreign : foreign_names) {
    if (foreign.name == name) return std::string(foreign.here);
  }
  for (const ViewInfo& view : views()) {
    if (view.name == name) return fmt::format("-f {}", name);
  }
  return {};
}

/// The letter's option in the other case, or what other tools mean by it.
std::string known_letter(char letter) {
  if (letter == 'V' || letter == 'v') return "--version";
  if (letter == 'j') return "-f json";
  const std::string lower = lower_case(std::string{'-', letter});
  for (const OptionInfo& option : option_table()) {
    const std::string_view name = option.names.substr(0, 2);
    if (name != "--" && lower_case(name) == lower) return std::string(name);
  }
  return {};
}

/// The option that begins with `name`, or else is most like it; empty if none is like it.
std::string nearest_option(const std::string& name) {
  constexpr std::size_t shortest = 3;  // shorter names are like too many others
  std::size_t least = name.size() / 3 + 1;
  std::string_view nearest;
  if (name.size() < shortest) return {};
  for (const OptionInfo& option : option_table()) {
    const std::string_view other = option.long_name();
    if (!other.starts_with("--")) continue;
    const bool begins = other.substr(2).starts_with(name);
    const std::size_t distance = begins ? 0 : text::edit_distance(name, other.substr(2));
    if (distance < least) {
      least = distance;
      nearest = other;
    }
  }
  return std::string(nearest);
}

}  // namespace

std::string meant_by(std::string_view option) {
  if (option.size() == 2) return known_letter(option[1]);
  const std::string name = plain_name(option);
  const std::string known = known_as(name);
  return known.empty() ? nearest_option(name) : known;
}

void refuse_unknown_option(std::string_view word, bool asking) {
  const std::string_view name = word.substr(0, word.find_first_of("= \t\n"));
  const bool is_number = word.size() > 1 && word[1] >= '0' && word[1] <= '9';
  const bool like_question = is_number || word.find_first_of(" \t\n") != std::string_view::npos;
  const std::string here = like_question ? known_as(plain_name(name)) : meant_by(name);
  if (like_question && here.empty()) {
    refuse(fmt::format("unknown option {}{}", in_quotes(word),
                       asking ? " (put -- before a question whose words begin with a dash)" : ""));
  }
  const std::string unknown = "unknown option " + in_quotes(name);
  if (here.empty()) refuse(unknown);
  if (here.front() != '-') usage_error(fmt::format("{}: {}", unknown, here));
  usage_error(fmt::format("{}; did you mean {}?", unknown, here));
}

bool is_long_name_after_one_dash(std::string_view word) {
  return word.size() > 2 && word[0] == '-' && word[1] != '-' &&
         !known_as(plain_name(word.substr(0, word.find('=')))).empty();
}

}  // namespace logprobs::cli
