#include "cli/counting_words.hpp"

#include <algorithm>
#include <array>

#include "cli/cli.hpp"
#include "cli/option_groups.hpp"

namespace logprobs::cli {

bool decides_count(const OptionInfo& option) {
  // Which bytes are read, by whom, and where the result goes.
  constexpr std::array<std::string_view, 8> of_reading = {
      "--replay", "--last", "--history", "--at", "--shard", "--jobs", "--block", "--merge"};
  constexpr std::array<std::string_view, 6> of_showing = {
      "--worst", "--worst-by", "--by", "--truth", "--show-prompt", "--show-reasoning"};
  const auto is_among = [&](const auto& names) {
    return std::find(names.begin(), names.end(), option.long_name()) != names.end();
  };
  if (option.group == group::source) return !is_among(of_reading);
  if (option.group == group::shown) return is_among(of_showing);
  return option.group == group::clues || option.group == group::scripts;
}

std::vector<std::string> counting_words(const RawOptions& raw) {
  std::vector<std::string> words;
  for (const OptionInfo& option : option_table()) {
    if (!decides_count(option)) continue;
    const std::string_view name = option.long_name();
    if (option.value.empty()) {
      if (raw.flag(name)) words.emplace_back(name);
      continue;
    }
    const std::vector<std::string>& values = raw.values.at(name);
    const bool last_only = !option.is(repeats) && !values.empty();
    for (auto value = last_only ? values.end() - 1 : values.begin(); value != values.end();
         ++value) {
      words.emplace_back(name);
      words.push_back(*value);
    }
  }
  return words;
}

}  // namespace logprobs::cli
