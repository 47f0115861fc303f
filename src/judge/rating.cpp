#include "judge/rating.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>
#include <vector>

#include "judge/numbers.hpp"
#include "logprobs/text.hpp"

namespace logprobs::judge {
namespace {

/// Probability that may be of one value, or of none on the scale.
struct Loose {
  double value = 0;
  double probability = 0;
};

/// Σ s·p(s) and Σ p(s).
struct Mean {
  double sum = 0;
  double mass = 0;
  double value() const { return sum / mass; }
  void add(const Loose& part) {
    sum += part.value * part.probability;
    mass += part.probability;
  }
};

/// What may be of several values, at its value at one end of the scale, that end first.
template <typename Before>
std::vector<Loose> at_end(const std::vector<Undecided>& undecided, const Scale& scale,
                          Before before) {
  std::vector<Loose> parts;
  const auto is_before = [&](std::size_t a, std::size_t b) {
    return before(scale.values()[a], scale.values()[b]);
  };
  for (const Undecided& part : undecided) {
    const auto end = std::min_element(part.labels.begin(), part.labels.end(), is_before);
    if (end == part.labels.end()) continue;
    parts.push_back({scale.values()[*end], part.probability});
  }
  std::sort(parts.begin(), parts.end(),
            [&](const Loose& a, const Loose& b) { return before(a.value, b.value); });
  return parts;
}

/// The mean farthest to one end: each part that moves it there is all at that end.
template <typename Before>
double farthest(Mean mean, const std::vector<Loose>& parts, Before before) {
  for (const Loose& part : parts) {
    if (mean.mass <= 0 || before(part.value, mean.value())) mean.add(part);
  }
  return mean.value();
}

double deviation(const LabelBlock& block, const Scale& scale, double expected) {
  double sum = 0;
  for (std::size_t i = 0; i < block.labels.size(); ++i) {
    const double p = block.labels[i].probability;
    if (!std::isnan(p)) sum += p * std::pow(scale.values()[i] - expected, 2);
  }
  return std::sqrt(sum / block.label_mass);
}

/// The text up to the end of its first line that has more than punctuation.
std::string_view first_line(std::string_view text) {
  std::size_t begin = 0;
  std::size_t end = text.find('\n');
  while (end != std::string_view::npos &&
         is_blank_or_punctuation(text.substr(begin, end - begin))) {
    begin = end + 1;
    end = text.find('\n', begin);
  }
  return text.substr(0, end);
}

std::optional<RatingPlace> last_on_scale(std::string_view text, const Scale& scale) {
  std::optional<RatingPlace> place;
  for (const Number& number : numbers_in(text)) {
    if (!number.value || !scale.find(*number.value)) continue;
    place = RatingPlace{number.begin, *number.value, place ? place->candidates + 1 : 1};
  }
  return place;
}

std::optional<RatingPlace> last_after(std::string_view text, const Scale& scale,
                                      std::string_view after) {
  std::optional<RatingPlace> place;
  std::size_t candidates = 0;
  for (std::size_t at = text.find(after); at != std::string_view::npos;) {
    const std::size_t begin = at + after.size();
    at = text.find(after, begin);
    // A number that follows the text once more counts there.
    const std::vector<Number> numbers = numbers_in(first_line(text.substr(begin, at - begin)));
    if (numbers.empty()) continue;
    const Number& number = numbers.front();
    place.reset();
    ++candidates;
    if (!number.value || !scale.find(*number.value)) continue;
    place = RatingPlace{begin + number.begin, *number.value, candidates};
  }
  return place;
}

}  // namespace

std::optional<RatingPlace> find_rating(std::string_view text, const Scale& scale,
                                       std::string_view after) {
  return after.empty() ? last_on_scale(text, scale) : last_after(text, scale, after);
}

std::optional<Rating> rate(const JudgedChoice& judged, const Scale& scale,
                           const RatingPlace& place) {
  std::optional<Weighed> weighed = weigh(judged, scale, place.begin);
  if (!weighed) return std::nullopt;
  const LabelBlock& block = weighed->block;
  Rating rating{.written = place.value, .candidates = place.candidates};
  Mean mean;
  for (std::size_t i = 0; i < block.labels.size(); ++i) {
    const double p = block.labels[i].probability;
    if (!std::isnan(p)) mean.add({scale.values()[i], p});
  }
  if (mean.mass > 0) {
    rating.expected = mean.value();
    rating.deviation = deviation(block, scale, rating.expected);
    rating.mode = scale.values()[*block.best];
  }
  const std::less<> less;
  const std::greater<> greater;
  rating.least = farthest(mean, at_end(weighed->undecided, scale, less), less);
  rating.most = farthest(mean, at_end(weighed->undecided, scale, greater), greater);
  rating.block = std::move(weighed->block);
  return rating;
}

}  // namespace logprobs::judge
