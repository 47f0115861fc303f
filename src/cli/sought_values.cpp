#include "cli/sought_values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "cli/option_values.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/text.hpp"
#include "text/fold.hpp"

namespace logprobs::cli {
namespace {

[[noreturn]] void refuse_scale(Argument argument) {
  refuse(fmt::format("{}: {} is not a scale such as 1-5, or 1,2,3", argument.option,
                     in_quotes(argument.text)));
}

std::vector<double> list_of_ratings(Argument argument) {
  std::vector<double> scale;
  for (const std::string_view part : split(argument.text)) {
    const std::optional<double> number = parse_double(part);
    if (!number || !std::isfinite(*number)) refuse_scale(argument);
    scale.push_back(*number + 0.0);  // no -0
  }
  if (scale.size() < 2) refuse_scale(argument);
  return scale;
}

std::vector<double> ratings_between(Argument argument, std::size_t dash) {
  constexpr std::int64_t most = 1000;
  const auto first = parse_integer(argument.text.substr(0, dash));
  const auto last = parse_integer(argument.text.substr(dash + 1));
  if (!first || !last || *first >= *last) refuse_scale(argument);
  if (*first < -many || *last > many || *last - *first > most) {
    refuse(fmt::format("{}: {} has more than {} ratings", argument.option, in_quotes(argument.text),
                       most + 1));
  }
  std::vector<double> scale;
  for (std::int64_t value = *first; value <= *last; ++value) {
    scale.push_back(static_cast<double>(value));
  }
  return scale;
}

struct PathAndValue {
  std::string_view path;
  std::string_view value;
};

/// Splits "PATH=VALUE" at an equals sign. The empty path is that of the whole JSON.
PathAndValue split_path(Argument argument, std::size_t at, std::string_view value_name) {
  const std::string_view path = argument.text.substr(0, at);
  if (at == std::string_view::npos || (!path.empty() && path.front() != '/')) {
    refuse(fmt::format("{}: {} is not PATH={}, whose path is a JSON Pointer such as /items/0/name",
                       argument.option, in_quotes(argument.text), value_name));
  }
  check_pointer({argument.option, path});
  return {path, argument.text.substr(at + 1)};
}

void complete_expected(Sought& sought) {
  if (!sought.expected_label) return;
  if (sought.labels.empty()) refuse("--expect: name all labels with --labels");
  const auto expected =
      std::find_if(sought.labels.begin(), sought.labels.end(), [&](const std::string& label) {
        return text::fold_bare(label) == text::fold_bare(*sought.expected_label);
      });
  if (expected == sought.labels.end()) {
    refuse(fmt::format("--expect: {} is not one of --labels {}", in_quotes(*sought.expected_label),
                       fmt::join(sought.labels, ",")));
  }
  sought.expected_label = *expected;
}

}  // namespace

std::vector<std::string> parse_labels(Argument argument) {
  check_text(argument.option, argument.text);
  std::vector<std::string> labels;
  std::map<std::string, std::string> known;
  for (const std::string_view part : split(argument.text)) {
    std::string folded = text::fold_bare(part);
    if (folded.empty() && part.empty()) {
      refuse(fmt::format("{}: {} has an empty label{}", argument.option, in_quotes(argument.text),
                         argument.text.ends_with(',') ? "; a list with spaces needs quotes" : ""));
    }
    if (folded.empty()) {
      refuse(fmt::format("{}: {} is only punctuation, which is not compared", argument.option,
                         in_quotes(part)));
    }
    const auto [same, is_new] = known.emplace(std::move(folded), part);
    if (!is_new) {
      refuse(fmt::format("{}: {} and {} are the same label, but for case or punctuation around it",
                         argument.option, in_quotes(same->second), in_quotes(part)));
    }
    labels.emplace_back(part);
  }
  return labels;
}

std::vector<double> parse_scale(Argument argument) {
  // A minus sign can be at the front, so a dash after that separates.
  const std::size_t dash = argument.text.find('-', 1);
  const bool is_list = argument.text.find(',') != std::string_view::npos;
  std::vector<double> scale = is_list || dash == std::string_view::npos
                                  ? list_of_ratings(argument)
                                  : ratings_between(argument, dash);
  std::sort(scale.begin(), scale.end());
  if (std::adjacent_find(scale.begin(), scale.end()) != scale.end()) {
    refuse(fmt::format("{}: {} has a rating twice", argument.option, in_quotes(argument.text)));
  }
  return scale;
}

std::string parse_path(Argument argument) {
  if (!argument.text.empty() && argument.text.front() != '/') {
    refuse(fmt::format("{}: {} is no JSON Pointer such as /items/0/name", argument.option,
                       in_quotes(argument.text)));
  }
  check_pointer(argument);
  return std::string(argument.text);
}

Enum parse_enum(Argument argument) {
  check_text(argument.option, argument.text);
  const auto [path, values] = split_path(argument, argument.text.find('='), "A,B");
  Enum result{std::string(path), {}};
  for (const std::string_view value : split(values)) {
    if (value.empty()) {
      refuse(fmt::format("{}: {} has an empty value", argument.option, in_quotes(argument.text)));
    }
    if (std::find(result.values.begin(), result.values.end(), value) != result.values.end()) {
      refuse(fmt::format("{}: {} has {} twice", argument.option, in_quotes(argument.text),
                         in_quotes(value)));
    }
    result.values.emplace_back(value);
  }
  return result;
}

void add_enum(Argument argument, std::vector<Enum>& enums) {
  Enum added = parse_enum(argument);
  const auto has_path = [&](const Enum& other) { return other.path == added.path; };
  if (std::any_of(enums.begin(), enums.end(), has_path)) {
    refuse(fmt::format("{}: {} has its values already; name all of them at once", argument.option,
                       in_quotes(added.path)));
  }
  enums.push_back(std::move(added));
}

MinField parse_min_field(Argument argument) {
  const auto [path, probability] = split_path(argument, argument.text.rfind('='), "P");
  return {std::string(path), parse_fraction({argument.option, probability})};
}

void complete(Sought& sought) {
  sought.fields = sought.fields || !sought.enums.empty() || !sought.min_fields.empty() ||
                  sought.rating_field.has_value();
  if (sought.rating_field && sought.scale.empty()) {
    refuse("--rating-field: name the scale with --rating");
  }
  if (sought.rating_field && !sought.rating_after.empty()) {
    refuse("--rating-field and --rating-after: one is enough");
  }
  if (!sought.rating_after.empty() && sought.scale.empty()) {
    refuse("--rating-after: name the scale with --rating");
  }
  complete_expected(sought);
}

}  // namespace logprobs::cli
