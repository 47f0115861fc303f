// From the words of the command line, sorted by option, to values.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.hpp"

namespace logprobs::cli {

/// What CLI11 collects, by the options' long names: every value as it was written, to be judged
/// afterwards. An option that was not given has none. A name that is in no table throws.
struct RawOptions {
  std::map<std::string_view, std::vector<std::string>> values;
  std::map<std::string_view, bool> flags;
  std::vector<std::string> words;  ///< that no option took: the prompt's

  /// The last one counts where an option is given twice: people add to a command they recall.
  const std::string* value(std::string_view name) const;
  /// All of them, for the options that may be repeated.
  const std::vector<std::string>& all(std::string_view name) const { return values.at(name); }
  bool flag(std::string_view name) const;
};

/// Throws Error{usage} for a value that an option cannot have. Options of asking count only where
/// it is asked.
Options make_options(const RawOptions& raw);

}  // namespace logprobs::cli
