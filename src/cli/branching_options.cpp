// The options of going on from another token, and what they need.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "cli/make_options.hpp"
#include "cli/option_groups.hpp"
#include "logprobs/text.hpp"

namespace logprobs::cli {
namespace {

using Arg = Argument;
using ask::Continue;

constexpr std::array<Named<Continue>, 6> modes = {
    {{"auto", Continue::automatic, "as the server is found to understand it"},
     {"prefill", Continue::prefill, "as the last message, an assistant's"},
     {"vllm", Continue::vllm, "the same, with continue_final_message"},
     {"completions", Continue::completions, "as a prompt of the completions API"},
     {"template", Continue::token_ids, "llama.cpp's exact way, as ids of tokens"},
     {"off", Continue::off, "not at all"}}};

constexpr std::array<std::string_view, 4> formats_of_what_if = {"text", "table", "json",
                                                                "markdown"};

BranchPoint parse_branch(Argument argument) {
  const std::size_t colon = std::min(argument.text.find(':'), argument.text.size());
  const std::int64_t token = parse_integer(argument.text.substr(0, colon)).value_or(-1);
  const std::int64_t rank =
      parse_integer(argument.text.substr(std::min(colon + 1, argument.text.size()))).value_or(0);
  if (token < 0 || token > many || rank < 1 || rank > many) {
    refuse(fmt::format("{}: {} is not TOKEN:RANK, such as 2:1 for the best alternative of token 2",
                       argument.option, in_quotes(argument.text)));
  }
  return {static_cast<std::size_t>(token), static_cast<std::size_t>(rank)};
}

/// The question, the answers and the requests may all come from standard input, but only one does.
void refuse_second_dash(const RawOptions& raw, const Options& options) {
  const auto& files = options.replay;
  const auto dashes = std::count(files.begin(), files.end(), "-") +
                      std::count(raw.words.begin(), raw.words.end(), "-") +
                      (options.branches.requests == "-" ? 1 : 0);
  if (dashes > 1) {
    refuse("PROMPT, --replay and --requests: standard input (-) can be read only once");
  }
}

void refuse_format(const Options& options) {
  if (shows_what_if(options.format)) return;
  refuse(fmt::format("--what-if is for -f {}, and not for -f {}",
                     fmt::join(formats_of_what_if, ", "), options.format));
}

}  // namespace

OptionRows branching_options(const BranchOptions& preset) {
  using namespace group;
  return {
      {branching, "--branch", "TOKEN:RANK",
       "have the model go on from token TOKEN with its RANK-th alternative instead, and show that "
       "answer; with --replay, --base-url says which server is asked",
       [](Options& o, Arg a) { o.branches.at = parse_branch(a); }, of_one_run},
      {branching, "--what-if", "",
       fmt::format("the same with the runner-up of every clue: which of them change the answer "
                   "(-f {})",
                   fmt::join(formats_of_what_if, ", ")),
       [](Options& o, Arg) { o.branches.what_if = true; }, of_one_run},
      {branching, "--branch-tokens", "N",
       fmt::format("the longest branch ({})", preset.most_tokens),
       [](Options& o, Arg a) {
         o.branches.most_tokens = parse_whole(a, "a number of tokens (1 or more)", 1, many);
       },
       0, text_of(preset.most_tokens)},
      {branching,
       "--continue",
       "MODE",
       fmt::format("how the beginning of the answer is sent: {}", listed(modes, preset.how)),
       [](Options& o, Arg a) { o.branches.how = parse_named(a, modes); },
       0,
       name_in(modes, preset.how),
       {},
       choices_of(modes)},
      {branching, "--requests", "FILE",
       "the requests that replayed answers belong to, by custom_id: the input of a Batch; else "
       "those that --save kept, or PROMPT and --system",
       [](Options& o, Arg a) { o.branches.requests = parse_name(a); }, of_one_run},
  };
}

bool shows_what_if(std::string_view format) {
  const auto& known = formats_of_what_if;
  return std::find(known.begin(), known.end(), format) != known.end();
}

void settle_branches(const RawOptions& raw, const Options& options) {
  if (options.branches.on_screen) refuse_second_dash(raw, options);
  if (!options.branches.any()) return;
  const std::string_view name = options.branches.what_if ? "--what-if" : "--branch";
  const std::string_view mode = raw.instead_of_asking();
  if (options.branches.what_if && options.branches.at) {
    refuse("--branch and --what-if: one is enough");
  }
  if (mode == "--merge" || mode == "--history" || options.partial) {
    refuse(fmt::format("{} needs answers, and {} has none", name,
                       options.partial ? "--partial" : mode));
  }
  if (options.branches.how == Continue::off) {
    refuse(fmt::format("{} asks a model to go on, and --continue off forbids it", name));
  }
  if (options.ask.dry_run) {
    refuse(fmt::format("{} needs an answer, and --dry-run asks for none", name));
  }
  if (!mode.empty() && !raw.is_own("--base-url")) {
    refuse(
        fmt::format("{} asks a model, and {} asks nobody: add --base-url URL to say which server "
                    "is asked (here neither the environment nor a config counts)",
                    name, mode));
  }
  refuse_second_dash(raw, options);
  if (options.branches.what_if) refuse_format(options);
}

}  // namespace logprobs::cli
