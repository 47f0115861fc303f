#include "cli/contradictions.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "cli/option_values.hpp"
#include "cli/secret_values.hpp"

namespace logprobs::cli {
namespace {

/// A file, and the option that names it.
struct NamedFile {
  std::string_view option;
  std::string_view name;  // empty: the option is not given
};

void refuse_same_file(const NamedFile& a, const NamedFile& b) {
  if (a.name.empty() || a.name != b.name) return;
  refuse(fmt::format("{} and {} name the same file", a.option, b.option));
}

/// What is said of many answers together is in some views only. A config may have it for these.
void refuse_figures_for_others(const RawOptions& raw, const Options& options) {
  if (options.format.starts_with("stats")) return;
  for (const std::string_view name : {"--truth", "--by", "--worst", "--worst-by"}) {
    if (!raw.is_own(name)) continue;
    refuse(fmt::format("{} is for -f stats, and not for -f {}", name, options.format));
  }
}

/// What is compared with truth is in files.
void refuse_truth_without_files(const Options& options) {
  if (options.truth.empty()) return;
  if (options.replay.empty() && options.merge.empty()) {
    refuse("--truth is for files: name them with --replay");
  }
  const auto dash = std::find(options.replay.begin(), options.replay.end(), "-");
  if (options.truth == "-" && dash != options.replay.end()) {
    refuse("--replay and --truth: standard input (-) can be read only once");
  }
}

/// What is walked through is not written.
void refuse_to_explore_others(const RawOptions& raw, const Options& options) {
  if (options.explore == Explore::no) return;
  for (const std::string_view name : {"--format", "--output"}) {
    if (raw.value(name) == nullptr) continue;
    refuse(
        fmt::format("--explore and {}: leave one out; v in the explorer prints other views", name));
  }
  const std::pair<std::string_view, bool> others[] = {{"--quiet", options.quiet},
                                                      {"--history", options.history},
                                                      {"--merge", !options.merge.empty()},
                                                      {"--partial", options.partial},
                                                      {"--open", options.open},
                                                      {"--fragment", options.fragment},
                                                      {"--dry-run", options.ask.dry_run},
                                                      {"--branch", options.branches.any()}};
  for (const auto& [name, is_given] : others) {
    if (is_given) refuse(fmt::format("--explore shows answers on a screen, and not with {}", name));
  }
}

}  // namespace

void refuse_misplaced_keys(const RawOptions& raw) {
  for (const std::string_view name : {"--api-key-env", "--api-key-file"}) {
    const std::string* const value = raw.value(name);
    if (value == nullptr || !raw.is_own(name) || !looks_like_key(*value)) continue;
    refuse(
        fmt::format("{} has what looks like the key itself: put that into OPENAI_API_KEY, or "
                    "into a file that --api-key-file names",
                    name));
  }
}

void refuse_contradictions(const RawOptions& raw, const Options& options) {
  refuse_to_explore_others(raw, options);
  refuse_figures_for_others(raw, options);
  refuse_truth_without_files(options);
}

void refuse_contradictions_of_asking(const AskOptions& ask, const std::string& output) {
  if (ask.question.system && !ask.system_file.empty()) {
    refuse("--system and --system-file: one system message is enough");
  }
  if (!ask.api_key_file.empty() && !ask.api_key_env.empty()) {
    refuse("--api-key-file and --api-key-env: one key is enough");
  }
  refuse_same_file({"--save", ask.save}, {"--save-response", ask.save_response});
  for (const NamedFile& file :
       {NamedFile{"--save", ask.save}, NamedFile{"--save-response", ask.save_response}}) {
    if (file.name == "-") {
      refuse(fmt::format("{}: standard output is for the view; name a file", file.option));
    }
    refuse_same_file(file, {"--output", output});
  }
}

void refuse_options_of_files(const RawOptions& raw) {
  if (raw.is_own("--at")) refuse("--at is for a file: name it with --replay");
  for (const std::string_view name : options_of_files) {
    if (raw.is_own(name)) refuse(fmt::format("{} is for files: name them with --replay", name));
  }
  for (const std::string_view name : options_of_logits) {
    if (raw.is_own(name)) refuse(fmt::format("{} is for raw logits in a file", name));
  }
}

void refuse_two_modes(const Options& options) {
  struct Mode {
    std::string_view name;
    bool is_given;
  };
  std::string_view first;
  for (const Mode& mode : {Mode{"--replay", !options.replay.empty()},
                           {"--last", options.last.has_value()},
                           {"--history", options.history},
                           {"--merge", !options.merge.empty()}}) {
    if (!mode.is_given) continue;
    if (!first.empty()) refuse(fmt::format("{} and {}: one is enough", first, mode.name));
    first = mode.name;
  }
}

}  // namespace logprobs::cli
