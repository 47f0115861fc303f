#include "show/words/label_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "logprobs/text.hpp"
#include "show/words/field_rows.hpp"
#include "show/words/percent.hpp"

namespace logprobs::show {
namespace {

constexpr int widest_label = 24;
constexpr int widest_field = 31;   // its path and its share
constexpr double rounding = 1e-9;  // of sums of probabilities

std::string share_of_label(const LabelShare& label, const Thresholds& thresholds) {
  return std::isnan(label.probability) ? at_most(label.bound)
                                       : percent(label.probability, thresholds);
}

/// "“New York” or “New Jersey”".
std::string names_of(const LabelBlock& block, const Alike& alike, Setting set) {
  constexpr std::size_t most = 4;
  if (alike.labels.size() == block.labels.size()) return "any label";
  if (alike.labels.size() > most) return fmt::format("one of {} labels", alike.labels.size());
  std::string names;
  for (std::size_t i = 0; i < alike.labels.size(); ++i) {
    const bool last = i + 1 == alike.labels.size();
    names += i == 0 ? "" : last ? " or " : ", ";
    names += set(visible_quote(block.labels[alike.labels[i]].label));
  }
  return names;
}

/// With two decimals, rounded to the nearest, or as `round` does.
std::string two_places(double value, double (*round)(double) = std::round) {
  if (std::isnan(value)) return "?";
  constexpr double noise = 1e-9;  // of the computation
  const double nearest = std::round(value * 100);
  const double places = std::abs(value * 100 - nearest) < noise ? nearest : round(value * 100);
  return fmt::format("{:.2f}", places / 100 + 0.0);
}

}  // namespace

std::string at_most(double bound) {
  // Less than the rounding of the product is no more.
  const auto tenths = static_cast<long>(std::ceil(bound * 1000 - 1e-6));
  const long shown = std::min(std::max(tenths, 1L), 1000L);
  return fmt::format("≤ {}.{}%", shown / 10, shown % 10);
}

std::vector<LabelRow> label_rows(const LabelBlock& block, const Thresholds& thresholds) {
  std::vector<LabelRow> rows;
  for (std::size_t i = 0; i < block.labels.size(); ++i) {
    const LabelShare& label = block.labels[i];
    rows.push_back({.name = visible_line(label.label, widest_label),
                    .share = share_of_label(label, thresholds),
                    .conditional = percent(label.conditional, std::span<const double>()),
                    .probability = label.probability,
                    .written = block.written == i});
  }
  const auto add = [&](const char* name, double share) {
    if (share <= rounding) return;
    rows.push_back({.name = name,
                    .share = percent(share, std::span<const double>()),
                    .conditional = {},
                    .probability = share,
                    .is_label = false});
  };
  add("(indistinguishable)", block.undecided);
  add("(other)", block.other - block.undecided);
  add("(not listed)", block.uncovered);
  return rows;
}

std::vector<LabelRow> rating_rows(const Rating& rating, const Thresholds& thresholds) {
  constexpr std::size_t most_unlisted = 11;  // 0 to 10
  std::vector<LabelRow> rows = label_rows(rating.block, thresholds);
  if (rating.block.labels.size() > most_unlisted) {
    std::erase_if(rows, [](const LabelRow& row) { return std::isnan(row.probability); });
  }
  return rows;
}

std::vector<std::string> label_notes(const LabelBlock& block, const Thresholds& thresholds,
                                     Setting set) {
  std::vector<std::string> notes;
  for (const Alike& alike : block.alike) {
    if (alike.probability <= rounding) continue;
    notes.push_back(fmt::format("indistinguishable: {} can be {}",
                                percent(alike.probability, thresholds),
                                names_of(block, alike, set)));
  }
  if (block.part.last - block.part.first > 1) {
    notes.push_back(
        fmt::format("told apart by tokens {} to {}", block.part.first, block.part.last - 1));
  }
  return notes;
}

std::vector<std::string> rating_parts(const Rating& rating) {
  std::vector<std::string> parts = {fmt::format("rating {}", rating.written)};
  if (std::isnan(rating.expected)) return parts;
  parts.push_back(fmt::format("expected {} ({} to {})", two_places(rating.expected),
                              two_places(rating.least, std::floor),
                              two_places(rating.most, std::ceil)));
  parts.push_back(fmt::format("deviation {}", two_places(rating.deviation)));
  parts.push_back(fmt::format("most probable {}", rating.mode));
  return parts;
}

std::string finding_line(const Findings& findings, const Sought& sought,
                         const Thresholds& thresholds) {
  constexpr const char* none = "–";
  std::vector<std::string> parts;
  if (!sought.labels.empty()) {
    const std::optional<LabelBlock>& labels = findings.labels;
    const LabelShare* const best =
        labels && labels->best ? &labels->labels[*labels->best] : nullptr;
    parts.push_back(best == nullptr ? none
                                    : fmt::format("{} {}", visible_line(best->label, widest_label),
                                                  percent(best->probability, thresholds)));
  }
  if (!sought.scale.empty()) {
    const std::optional<Rating>& rating = findings.rating;
    parts.push_back(rating ? fmt::format("{} ({})", rating->written, two_places(rating->expected))
                           : none);
  }
  if (sought.fields) {
    const Leaf* const least = least_sure_field(findings);
    parts.push_back(least == nullptr ? none : field_and_share(*least, findings, thresholds));
  }
  return fmt::format("{}", fmt::join(parts, " · "));
}

int finding_width(const Sought& sought) {
  constexpr int share = 7;     // " >99.9%"
  constexpr int expected = 8;  // " (10.00)"
  int label = 0;
  for (const std::string& name : sought.labels) {
    label = std::max(label, display_width(visible_line(name, widest_label)) + share);
  }
  int rating = 0;
  for (const double value : sought.scale) {
    rating = std::max(rating, static_cast<int>(fmt::formatted_size("{}", value)) + expected);
  }
  constexpr int gap = 3;
  int width = -gap;
  for (const int part : {label, rating, sought.fields ? widest_field : 0}) {
    if (part > 0) width += gap + part;
  }
  return std::max(width, 0);
}

std::string finding_names(const Sought& sought) {
  std::vector<std::string_view> names;
  if (!sought.labels.empty()) names.emplace_back("label");
  if (!sought.scale.empty()) names.emplace_back("rating (expected)");
  if (sought.fields) names.emplace_back("least sure field");
  return fmt::format("{}", fmt::join(names, " · "));
}

}  // namespace logprobs::show
