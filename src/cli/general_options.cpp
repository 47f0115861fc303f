// The options of settings, and those that print a text. parse_command_line() handles nearly all.
#include <fmt/format.h>

#include <array>

#include "cli/option_groups.hpp"

namespace logprobs::cli {

namespace {

using Arg = Argument;

constexpr std::array<Named<Generate>, 5> generated_files = {
    {{"man", Generate::man, "the man page"},
     {"complete-bash", Generate::complete_bash, "completion for bash"},
     {"complete-zsh", Generate::complete_zsh, "for zsh"},
     {"complete-fish", Generate::complete_fish, "for fish"},
     {"models", Generate::models, "the names that the server listed last, which these offer"}}};

}  // namespace

OptionRows general_options() {
  using namespace group;
  return {
      {settings, "--config", "FILE",
       "read options from this file instead of $XDG_CONFIG_HOME/logprobs/config.toml: a line "
       "model = \"NAME\" for --model NAME. The command line comes first, then the environment, the "
       "profile, the rest of the file; --quiet=false undoes quiet = true",
       nullptr, of_one_run},
      {settings, "--no-config", "", "read no such file", nullptr, of_one_run},
      {settings, "--profile", "NAME",
       "also the options below [profile.NAME] in the file (LOGPROBS_PROFILE)", nullptr,
       brief | of_one_run, "", "LOGPROBS_PROFILE"},
      {settings, "--list-profiles", "", "list the profiles", nullptr, of_one_run},
      {settings, "--show-config", "",
       "print every option in force, and where it comes from, instead of doing anything", nullptr,
       of_one_run},
      {general,
       "--generate",
       "WHAT",
       fmt::format("print what a system installs beside the program: {}",
                   listed(generated_files, Generate::none)),
       [](Options& o, Arg a) { o.generate = parse_named(a, generated_files); },
       of_one_run,
       {},
       {},
       choices_of(generated_files)},
      {general, "-h", "", "the short help", nullptr, of_one_run},
      {general, "--help", "", "the complete help", nullptr, brief | of_one_run},
      {general, "--version", "", "the version", nullptr, of_one_run},
  };
}

}  // namespace logprobs::cli
