#include <fmt/format.h>

#include "generate/completions.hpp"
#include "generate/generate.hpp"

namespace logprobs::generate {
namespace {

using cli::OptionInfo;

constexpr std::string_view zsh_beginning = R"sh(#compdef logprobs
# zsh completion for logprobs, made by logprobs --generate complete-zsh

# Offers each line that the program prints, if it is a word that means nothing to a shell.
_logprobs_offer_lines() {
  local what=$1 name value
  shift
  local -a where names
  for name in @WHERE@; do
    value=${(Q)${(Q)opt_args[$name]}}
    [[ -n $value ]] && where+=($name "${value/#(\~|\$HOME)\//$HOME/}")
  done
  names=(${(f)"$(command logprobs "$@" $where 2>/dev/null </dev/null)"})
  names=(${names:#*[^A-Za-z0-9._:/@+-]*})
  local expl
  _wanted ${what}s expl $what compadd -a names
}

_logprobs_header() {
  if compset -P @; then
    _files
  else
    _message "header, or @ and a file's name"
  fi
}

# Words are names of files up to the next option, or else a question.
_logprobs_words() {
  local -i i
  for (( i = CURRENT - 1; i > 1; i-- )); do
    case $words[i] in
      (@FILES@)
        _files
        return
        ;;
      (-?*) break ;;
    esac
  done
  _message question
}

_logprobs() {
  local curcontext=$curcontext context state state_descr line
  local -A opt_args
  local -a choices options

  options=(
)sh";

constexpr std::string_view end = R"sh(  esac
  (( $#choices )) && _describe -t $state $state choices
}

if [[ $funcstack[1] == _logprobs ]]; then
  _logprobs "$@"
else
  compdef _logprobs logprobs
fi
)sh";

std::string zsh_quoted(std::string_view text) { return in_quotes(text, "'\\''"); }

/// What comes after an option's name in its specification: its value, and what is offered for it.
std::string zsh_value(const OptionInfo& option) {
  const std::string what = with_backslashes(option.value, ":\\[]");
  switch (taken_by(option)) {
    case Takes::nothing:
      return {};
    case Takes::file:
    case Takes::files:
      return fmt::format(":{}:_files", what);
    case Takes::choice:
      return fmt::format("{}:{}:->{}", is_optional(option) ? ":" : "", what,
                         option.long_name().substr(2));
    case Takes::choices: {
      std::string names;
      for (const cli::Choice& choice : option.choices) names += fmt::format(" {}", choice.name);
      return fmt::format(":{}:_sequence compadd -{}", what, " -" + names);
    }
    case Takes::model:
      return ":model: _logprobs_offer_lines model --generate models";
    case Takes::profile:
      return ":profile: _logprobs_offer_lines profile --list-profiles";
    case Takes::variable:
      return ":variable:_parameters -g \"*export*\"";
    case Takes::header:
      return ":header:_logprobs_header";
    case Takes::text:
      return fmt::format("{}:{}: ", is_optional(option) ? ":" : "", what);
  }
  return {};
}

std::string specification(const OptionInfo& option) {
  const std::string about = with_backslashes(in_brief(option), "[]\\:");
  std::string names;
  const std::vector<std::string_view> all = names_of(option);
  for (const std::string_view name : all) {
    if (!names.empty()) names += ',';
    names += name;
    if (option.value.empty()) continue;
    if (is_optional(option)) {
      names += name.starts_with("--") ? "=-" : "-";
    } else {
      names += name.starts_with("--") ? "=" : "+";
    }
  }
  std::string others;
  for (const std::string_view name : all)
    others += fmt::format("{}{}", others.empty() ? "" : " ", name);
  const bool again = option.is(cli::repeats) || taken_by(option) == Takes::files;
  const std::string first = again ? "\\*" : fmt::format("'({})'", others);
  return fmt::format("    {}{}{}\n", first, all.size() > 1 ? "{" + names + "}" : names,
                     zsh_quoted(fmt::format("[{}]{}", about, zsh_value(option))));
}

}  // namespace

std::string zsh_completion() {
  std::string script(zsh_beginning);
  std::string where;
  for (const std::string_view name : options_of_where())
    where += fmt::format("{}{}", where.empty() ? "" : " ", name);
  script.replace(script.find("@WHERE@"), 7, where);
  script.replace(script.find("@FILES@"), 7, all_that_take(Takes::files, "|"));
  for (const OptionInfo& option : cli::option_table()) script += specification(option);
  script +=
      "    '*: :_logprobs_words'\n  )\n  _arguments -C -s -S : $options\n\n  case $state in\n";
  for (const OptionInfo& option : cli::option_table()) {
    if (taken_by(option) != Takes::choice) continue;
    script += fmt::format("    ({})\n      choices=(\n", option.long_name().substr(2));
    for (const cli::Choice& choice : option.choices) {
      script += fmt::format(
          "        {}\n",
          zsh_quoted(choice.about.empty() ? std::string(choice.name)
                                          : fmt::format("{}:{}", choice.name,
                                                        with_backslashes(choice.about, "\\"))));
    }
    script += "      )\n      ;;\n";
  }
  script += end;
  return script;
}

}  // namespace logprobs::generate
