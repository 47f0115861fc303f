#include <fmt/format.h>

#include "generate/completions.hpp"
#include "generate/generate.hpp"

namespace logprobs::generate {
namespace {

using cli::OptionInfo;

constexpr std::string_view fish_beginning =
    R"sh(# fish completion for logprobs, made by logprobs --generate complete-fish

# Each line that the program prints, if it is a word that means nothing to a shell.
function __logprobs_lines
    set -l where
    set -l words (commandline -opc)
    for i in (seq 2 (count $words))
        switch $words[$i]
            case @WHERE@
                if set -q words[(math $i + 1)]
                    set -l value (string replace -r '^(~|\$HOME)/' "$HOME/" -- $words[(math $i + 1)])
                    set -a where $words[$i] $value
                end
            case @WHERE_IS@
                set -a where $words[$i]
        end
    end
    command logprobs $argv $where 2>/dev/null </dev/null | string match -r '^[A-Za-z0-9._:/@+-]+$'
end

# Whether the words are names of files, as they are up to the next option.
function __logprobs_in_files
    set -l words (commandline -opc)
    for word in $words[-1..2]
        switch $word
            case @FILES@
                return 0
            case '-?*'
                return 1
        end
    end
    return 1
end

# Headers that are in files.
function __logprobs_header_files
    set -l word (commandline -ct | string replace -r '^(--header=|-H)' '')
    if string match -q '@*' -- $word
        printf '@%s\n' (__fish_complete_path (string sub -s 2 -- $word))
    end
end

# Several of its arguments, with commas between them.
function __logprobs_list
    set -l word (commandline -ct | string replace -r '^--[a-z-]+=' '')
    set -l front (string match -r '.*,' -- $word)
    for name in $argv
        string match -q "*,$name,*" -- ",$front" || printf '%s\n' "$front$name"
    end
end

complete -c logprobs -f
complete -c logprobs -n __logprobs_in_files -F
)sh";

/// A word in single quotes, in which fish knows two escapes.
std::string fish_quoted(std::string_view text) {
  return fmt::format("'{}'", with_backslashes(text, "\\'"));
}

/// What is offered: words with descriptions, which fish unquotes once more.
std::string choices_of(const OptionInfo& option, bool with_about) {
  std::string words;
  for (const cli::Choice& choice : option.choices) {
    if (!words.empty()) words += ' ';
    words += choice.name;
    if (with_about && !choice.about.empty()) {
      words += fmt::format("\\t\"{}\"", with_backslashes(choice.about, "\"\\$"));
    }
  }
  return words;
}

std::string fish_value(const OptionInfo& option) {
  switch (taken_by(option)) {
    case Takes::nothing:
      return {};
    case Takes::file:
    case Takes::files:
      return " -r -F";
    case Takes::choice:
      return fmt::format("{} -a {}", is_optional(option) ? "" : " -x",
                         fish_quoted(choices_of(option, true)));
    case Takes::choices:
      return fmt::format(
          " -x -a {}", fish_quoted(fmt::format("(__logprobs_list {})", choices_of(option, false))));
    case Takes::model:
      return " -x -a '(__logprobs_lines --generate models)'";
    case Takes::profile:
      return " -x -a '(__logprobs_lines --list-profiles)'";
    case Takes::variable:
      return " -x -a '(set -nx)'";
    case Takes::header:
      return " -x -a '(__logprobs_header_files)'";
    case Takes::text:
      return is_optional(option) ? "" : " -x";
  }
  return {};
}

std::string joined(std::string_view before, std::string_view after) {
  std::string all;
  for (const std::string_view name : options_of_where())
    all += fmt::format("{}{}{}{}", all.empty() ? "" : " ", before, name, after);
  return all;
}

}  // namespace

std::string fish_completion() {
  std::string script(fish_beginning);
  const auto replace = [&](std::string_view what, const std::string& by) {
    script.replace(script.find(what), what.size(), by);
  };
  replace("@WHERE@", joined("", ""));
  replace("@WHERE_IS@", joined("'", "=*'"));
  replace("@FILES@", all_that_take(Takes::files, " "));
  for (const OptionInfo& option : cli::option_table()) {
    script += "complete -c logprobs";
    for (const std::string_view name : names_of(option)) {
      const bool is_long = name.starts_with("--");
      script += fmt::format(" -{} {}", is_long ? 'l' : 's', name.substr(is_long ? 2 : 1));
    }
    script += fmt::format("{} -d {}\n", fish_value(option), fish_quoted(in_brief(option)));
  }
  return script;
}

}  // namespace logprobs::generate
