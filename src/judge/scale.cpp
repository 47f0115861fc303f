#include "judge/scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "judge/numbers.hpp"
#include "text/fold.hpp"

namespace logprobs::judge {
namespace {

std::vector<std::string> names_of(const std::vector<double>& values) {
  std::vector<std::string> names;
  names.reserve(values.size());
  for (const double value : values) names.push_back(fmt::format("{}", value));
  return names;
}

}  // namespace

Scale::Scale(std::vector<double> values) : values_(std::move(values)), names_(names_of(values_)) {}

std::optional<std::size_t> Scale::find(double value) const {
  const auto place = std::lower_bound(values_.begin(), values_.end(), value);
  if (place == values_.end() || *place != value) return std::nullopt;
  return static_cast<std::size_t>(place - values_.begin());
}

std::string_view Scale::from_label(std::string_view text) const {
  return text::without_punctuation_before(text);
}

Match Scale::match(std::string_view text) const {
  const std::string_view bare = text::without_punctuation_before(text);
  const std::optional<Number> number = number_at(bare, 0);
  Match match{.empty = bare.empty()};
  if (number && number->value) match.equals = find(*number->value);
  const std::string_view after = number ? bare.substr(number->end) : bare;
  // A point or comma at the end may be that of a decimal number.
  const bool open = after.empty() || after == "." || after == ",";
  if (!bare.empty() && !(number && open)) return match;
  const std::string begun = !number ? "" : number->digits + (after.empty() ? "" : ".");
  match.begins = names_.with(begun);
  if (match.equals) std::erase(match.begins, *match.equals);
  return match;
}

bool Scale::is_at_front(std::string_view answer, std::size_t label) const {
  return match(answer).equals == label;
}

}  // namespace logprobs::judge
