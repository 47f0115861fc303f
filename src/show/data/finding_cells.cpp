#include "show/data/finding_cells.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <span>
#include <string_view>

#include "show/words/field_rows.hpp"

namespace logprobs::show {
namespace {

Cell text(const std::string& value) { return {.text = value, .is_text = true}; }
Cell number(double value) { return {.number = value}; }

/// The best label and its share.
void add_best(const std::optional<LabelBlock>& block, std::vector<Cell>& cells) {
  const LabelShare* const best = block && block->best ? &block->labels[*block->best] : nullptr;
  cells.push_back(text(best != nullptr ? best->label : ""));
  cells.push_back(number(best != nullptr ? best->probability : unknown_logprob));
}

/// A number of a rating that csv has and the summary lacks.
struct Number {
  std::string_view name;
  double Rating::*value;
};
constexpr std::array<Number, 4> all_rating_numbers = {{{"rating_deviation", &Rating::deviation},
                                                       {"rating_mode", &Rating::mode},
                                                       {"rating_least", &Rating::least},
                                                       {"rating_most", &Rating::most}}};

std::span<const Number> rating_numbers(const Sought& sought) {
  return sought.scale.empty() ? std::span<const Number>() : all_rating_numbers;
}

/// What csv and the summary have of labels and ratings.
std::vector<std::string> best_columns(const Sought& sought) {
  std::vector<std::string> names;
  if (!sought.labels.empty()) names = {"label", "label_probability"};
  if (!sought.scale.empty()) names.insert(names.end(), {"rating", "rating_expected"});
  return names;
}

std::vector<Cell> best_cells(const Findings& findings, const Sought& sought) {
  std::vector<Cell> cells;
  if (!sought.labels.empty()) add_best(findings.labels, cells);
  if (sought.scale.empty()) return cells;
  const std::optional<Rating>& rating = findings.rating;
  cells.push_back(number(rating ? rating->written : unknown_logprob));
  cells.push_back(number(rating ? rating->expected : unknown_logprob));
  return cells;
}

/// How many fields there are, the least sure, and the probability of the whole answer.
void add_fields(const Findings& findings, std::vector<Cell>& cells) {
  const Leaf* const least = least_sure_field(findings);
  cells.push_back(number(static_cast<double>(findings.fields.size())));
  cells.push_back(text(least != nullptr ? least->path : ""));
  cells.push_back(number(least != nullptr ? field_probability(*least) : unknown_logprob));
  cells.push_back(number(findings.tokens > 0 ? std::exp(findings.joint.sum()) : unknown_logprob));
}

}  // namespace

std::vector<std::string> finding_columns(const Sought& sought) {
  std::vector<std::string> names = best_columns(sought);
  for (const Number& number : rating_numbers(sought)) names.emplace_back(number.name);
  if (sought.labels.empty()) return names;
  for (const char* const name : {"label_mass", "label_other", "label_uncovered"}) {
    names.emplace_back(name);
  }
  for (const std::string& label : sought.labels) {
    names.push_back(fmt::format("label:{}", label));
    names.push_back(fmt::format("label_bound:{}", label));
  }
  return names;
}

std::vector<std::string> summary_columns(const Sought& sought) {
  std::vector<std::string> names = best_columns(sought);
  if (sought.fields) {
    names.insert(names.end(), {"fields", "least_sure_field", "field_probability", "joint"});
  }
  return names;
}

std::vector<Cell> finding_cells(const Findings& findings, const Sought& sought) {
  std::vector<Cell> cells = best_cells(findings, sought);
  for (const Number& of : rating_numbers(sought)) {
    cells.push_back(number(findings.rating ? *findings.rating.*of.value : unknown_logprob));
  }
  if (sought.labels.empty()) return cells;
  const std::optional<LabelBlock>& block = findings.labels;
  for (double LabelBlock::*const mass :
       {&LabelBlock::label_mass, &LabelBlock::other, &LabelBlock::uncovered}) {
    cells.push_back(number(block ? *block.*mass : unknown_logprob));
  }
  for (std::size_t i = 0; i < sought.labels.size(); ++i) {
    cells.push_back(number(block ? block->labels[i].probability : unknown_logprob));
    cells.push_back(number(block ? block->labels[i].bound : unknown_logprob));
  }
  return cells;
}

std::vector<Cell> summary_cells(const Findings& findings, const Sought& sought) {
  std::vector<Cell> cells = best_cells(findings, sought);
  if (sought.fields) add_fields(findings, cells);
  return cells;
}

}  // namespace logprobs::show
