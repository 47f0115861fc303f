#include <fmt/format.h>
#include <fmt/ranges.h>

#include "generate/completions.hpp"
#include "generate/generate.hpp"

namespace logprobs::generate {
namespace {

using cli::OptionInfo;

constexpr std::string_view bash_beginning =
    R"sh(# bash completion for logprobs, made by logprobs --generate complete-bash

# Sets words to the words up to the cursor, the last of which is being typed. bash has cut them at
# = and : too, which is undone here.
_logprobs_words() {
  local rest=${COMP_LINE:0:COMP_POINT} bare piece before='' i
  words=()
  for ((i = 0; i <= COMP_CWORD; i++)); do
    piece=${COMP_WORDS[i]}
    bare=${rest#"${rest%%[![:space:]]*}"}
    ((i == COMP_CWORD)) && piece=$bare
    if ((i > 0)) && [[ $bare == "$rest" && ($piece == [=:@]* || $before == *[=:@]) ]]; then
      words[${#words[@]} - 1]+=$piece
    else
      words+=("$piece")
    fi
    rest=${bare#"$piece"}
    before=$piece
  done
}

# Offers those of its arguments that begin with $cur. bash puts them in place of what comes after
# the last = or : unless there are quotes around it.
_logprobs_offer() {
  local word begun=$cur cut='' front=''
  case $cur in
    [\"\']*) begun=${cur:1} ;;
    *[:@]*) [[ $COMP_WORDBREAKS == *:* ]] && cut=${cur%"${cur##*[:@]}"} ;;
  esac
  [[ $COMP_WORDBREAKS == *=* || -n $cut ]] || front=$lead
  for word in "$@"; do
    [[ $word == "$begun"* ]] && COMPREPLY+=("$front${word#"$cut"}")
  done
}

# Offers several of its arguments, with commas between them.
_logprobs_offer_list() {
  local front='' word
  [[ $cur == *,* ]] && front=${cur%,*},
  compopt -o nospace 2>/dev/null
  for word in "$@"; do
    [[ ,$front != *,"$word",* ]] && _logprobs_offer "$front$word"
  done
}

# Offers each line that the program prints, if it is a word that means nothing to a shell.
_logprobs_offer_lines() {
  local line
  while IFS= read -r line; do
    [[ $line == *[!A-Za-z0-9._:/@+-]* ]] || _logprobs_offer "$line"
  done < <(command logprobs "$@" ${where[@]+"${where[@]}"} 2>/dev/null </dev/null)
}

# A word without the quotes around it.
_logprobs_bare() {
  local word=$1
  case $word in
    \"*\" | \'*\') word=${word:1:${#word}-2} ;;
    \~/* | \$HOME/*) word=$HOME/${word#*/} word=${word//\\/} ;;
    *) word=${word//\\/} ;;
  esac
  printf '%s' "$word"
}

_logprobs_files() {
  compopt -o default 2>/dev/null && return
  local line
  while IFS= read -r line; do
    COMPREPLY+=("$line")
  done < <(compgen -f -- "$cur")
}

# Headers that are in files: @ and a file's name.
_logprobs_header_files() {
  local line
  [[ $cur == @* ]] || return
  while IFS= read -r line; do
    COMPREPLY+=("@$(printf '%q' "$line")")
  done < <(compgen -f -- "${cur#@}")
}

)sh";

constexpr std::string_view main_part = R"sh(
_logprobs() {
  local words=() where=() cur lead='' option='' files='' word last i
  COMPREPLY=()
  _logprobs_words
  last=$((${#words[@]} - 1))
  cur=${words[last]}
  for ((i = 1; i < last; i++)); do
    word=${words[i]}
    if [[ -n $option ]]; then
      case $option in
        @WHERE@) where+=("$option" "$(_logprobs_bare "$word")") ;;
      esac
      option=''
      continue
    fi
    case $word in
      --) return ;; # what follows is the question
      @FILES@) files=1 ;;
      @VALUES@) option=$word files='' ;;
      @WHERE_IS@) where+=("$(_logprobs_bare "$word")") ;;
      -?*) files='' ;;
    esac
  done
  if [[ -n $option ]]; then
    _logprobs_value "$option"
  elif [[ ${words[last - 1]} == *[\<\>] ]]; then
    _logprobs_files
  elif [[ $cur == --*=* ]]; then
    option=${cur%%=*} lead=${cur%%=*}= cur=${cur#*=}
    _logprobs_value "$option"
  elif [[ $cur == -* ]]; then
    _logprobs_offer @NAMES@
  elif [[ -n $files ]]; then
    _logprobs_files
  fi
}

complete -F _logprobs logprobs
)sh";

std::string joined_names(const OptionInfo& option, std::string_view between) {
  return fmt::format("{}", fmt::join(names_of(option), between));
}

std::string choices_of(const OptionInfo& option) {
  std::string names;
  for (const cli::Choice& choice : option.choices) {
    if (!names.empty()) names += ' ';
    names += choice.name;
  }
  return names;
}

/// What offers values of this option; empty: nothing is offered.
std::string offer(const OptionInfo& option) {
  switch (taken_by(option)) {
    case Takes::choice:
      return "_logprobs_offer " + choices_of(option);
    case Takes::choices:
      return "_logprobs_offer_list " + choices_of(option);
    case Takes::model:
      return "_logprobs_offer_lines --generate models";
    case Takes::profile:
      return "_logprobs_offer_lines --list-profiles";
    case Takes::variable:
      return "_logprobs_offer $(compgen -e)";
    case Takes::header:
      return "_logprobs_header_files";
    default:
      return {};
  }
}

/// A pattern of all options whose value is a word of its own.
std::string with_values() {
  std::string all;
  for (const OptionInfo& option : cli::option_table()) {
    const Takes what = taken_by(option);
    if (what == Takes::nothing || what == Takes::files || is_optional(option)) continue;
    all += fmt::format("{}{}", all.empty() ? "" : " | ", joined_names(option, " | "));
  }
  return all;
}

std::string all_names() {
  std::string all;
  for (const OptionInfo& option : cli::option_table()) {
    all += fmt::format("{}{}", all.empty() ? "" : " ", joined_names(option, " "));
  }
  return all;
}

void replace(std::string& text, std::string_view what, std::string_view by) {
  const std::size_t place = text.find(what);
  text.replace(place, what.size(), by);
}

}  // namespace

std::string bash_completion() {
  std::string script(bash_beginning);
  script += "# Offers values of an option.\n_logprobs_value() {\n  case $1 in\n";
  script += fmt::format("    {} | {}) _logprobs_files ;;\n", all_that_take(Takes::file, " | "),
                        all_that_take(Takes::files, " | "));
  for (const OptionInfo& option : cli::option_table()) {
    const std::string how = offer(option);
    if (how.empty()) continue;
    script += fmt::format("    {}) {} ;;\n", joined_names(option, " | "), how);
  }
  script += "  esac\n}\n";
  script += main_part;
  replace(script, "@FILES@", all_that_take(Takes::files, " | "));
  replace(script, "@VALUES@", with_values());
  replace(script, "@WHERE@", fmt::format("{}", fmt::join(options_of_where(), " | ")));
  replace(script, "@WHERE_IS@", fmt::format("{}=*", fmt::join(options_of_where(), "=* | ")));
  replace(script, "@NAMES@", all_names());
  return script;
}

}  // namespace logprobs::generate
