// Applies the words of the command line, sorted by option.
#pragma once

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/cli.hpp"
#include "cli/options.hpp"

namespace logprobs::cli {

/// What CLI11 collects, by the options' long names: every value as it was written. An option that
/// was not given has none. Asking for a name that is not in the option table throws
/// std::out_of_range.
struct RawOptions {
  std::map<std::string_view, std::vector<std::string>> values;
  std::map<std::string_view, bool> flags;
  std::set<std::string_view> own;              ///< the options on the command line itself
  std::map<std::string_view, Origin> origins;  ///< of those that the config sets
  std::vector<std::string> words;              ///< that no option took: the prompt
  bool after_dashes = false;                   ///< all of them come after `--`

  /// The places of what the config sets, by the options' long names.
  Places places() const;

  /// The last value given, since people append to a command they recall. Null if there is none.
  const std::string* value(std::string_view name) const;
  bool flag(std::string_view name) const { return flags.at(name); }
  /// True if the command line has the option, even as `--quiet=false`.
  bool is_own(std::string_view name) const { return own.contains(name); }
  /// True if the command line or the config has it.
  bool is_given(std::string_view name) const { return is_own(name) || origins.contains(name); }
  /// The option that says what is done instead of asking: --generate, --replay, ...; empty: a
  /// model is asked.
  std::string_view instead_of_asking() const;
  /// True if a model may be asked to go on, even with --replay.
  bool branches() const {
    const bool explores = value("--explore") != nullptr && is_own("--base-url");
    return value("--branch") != nullptr || flag("--what-if") || explores;
  }
};

/// Options that mean something only where files are read, and where these are raw logits.
inline constexpr std::array<std::string_view, 5> options_of_files = {"--shard", "--jobs", "--block",
                                                                     "--partial", "--keep-going"};
inline constexpr std::array<std::string_view, 8> options_of_logits = {
    "--tokenizer",      "--ids",      "--layout",   "--eos",
    "--at-temperature", "--at-top-k", "--at-top-p", "--at-min-p"};

/// The format that --from names. While asking, it names the API that is spoken, and the format of
/// the response is detected. Empty: detected.
std::string parse_from(Argument from, bool asking);

/// Whether --what-if can be shown so.
bool shows_what_if(std::string_view format);

/// Refuses what does not go together with --branch and --what-if.
void settle_branches(const RawOptions& raw, const Options& options);

/// The options of a run that only generates something: it says what, and which server is meant.
Options generated(const RawOptions& raw);

/// Applies the options that were given. Throws Error{usage} for a value that an option cannot have,
/// and for options that contradict each other. Those for asking are ignored with --replay, unless
/// the model is asked to go on.
Options make_options(const RawOptions& raw);

}  // namespace logprobs::cli
