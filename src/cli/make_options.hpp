// Applies the words of the command line, sorted by option.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"

namespace logprobs::cli {

/// What CLI11 collects, by the options' long names: every value as it was written. An option that
/// was not given has none. Asking for a name that is not in the option table throws
/// std::out_of_range.
struct RawOptions {
  std::map<std::string_view, std::vector<std::string>> values;
  std::map<std::string_view, bool> flags;
  std::vector<std::string> words;  ///< that no option took: the prompt
  bool after_dashes = false;       ///< all of them come after `--`

  /// The last value given, since people append to a command they recall. Null if there is none.
  const std::string* value(std::string_view name) const;
  bool flag(std::string_view name) const { return flags.at(name); }
  /// The option that says what is done instead of asking: --replay, --last or --history; empty: a
  /// model is asked.
  std::string_view instead_of_asking() const;
  /// True if a model may be asked to go on, even with --replay.
  bool branches() const {
    const bool explores = value("--explore") != nullptr && value("--base-url") != nullptr;
    return value("--branch") != nullptr || flag("--what-if") || explores;
  }
};

/// Refuses what does not go together with --branch and --what-if.
void settle_branches(const RawOptions& raw, const Options& options);

/// Applies the options that were given. Throws Error{usage} for a value that an option cannot have,
/// and for options that contradict each other. Those for asking are ignored with --replay, unless
/// the model is asked to go on.
Options make_options(const RawOptions& raw);

}  // namespace logprobs::cli
