#include "judge/labels.hpp"

#include <algorithm>
#include <utility>

#include "logprobs/text.hpp"
#include "text/digits.hpp"
#include "text/fold.hpp"

namespace logprobs::judge {
namespace {

/// "straße", "Straße", "STRASSE" and as given: in one of them half a character may be written.
std::vector<std::string> ways_to_write(std::string_view label, std::string_view folded) {
  const std::string_view first = first_bytes(folded, 4);
  return {std::string(label), text::upper_case(folded),
          text::upper_case(first) + std::string(folded.substr(first.size()))};
}

std::vector<std::string> folded(const std::vector<std::string>& names) {
  std::vector<std::string> found;
  found.reserve(names.size());
  for (const std::string& name : names) found.push_back(text::fold_bare(name));
  return found;
}

}  // namespace

std::size_t Labels::longest() const {
  std::size_t bytes = 0;
  for (const std::string& name : names()) bytes = std::max(bytes, name.size());
  return bytes;
}

WordLabels::WordLabels(std::vector<std::string> names)
    : names_(std::move(names)), folded_(folded(names_)) {
  for (std::size_t label = 0; label < names_.size(); ++label) {
    const std::string_view bare =
        text::without_punctuation_after(text::without_punctuation_before(names_[label]));
    written_.push_back(ways_to_write(bare, folded_.texts()[label]));
  }
}

std::string_view WordLabels::from_label(std::string_view text) const {
  return text::without_punctuation_before(text);
}

Match WordLabels::match(std::string_view text) const {
  const std::string_view rest = text::without_punctuation_before(text);
  const std::string_view bare = is_utf8(rest) ? text::without_punctuation_after(rest) : rest;
  const std::string folded = text::fold_bare(bare);
  Match match{.empty = folded.empty()};
  for (const std::size_t label : begun_by(folded, bare)) {
    if (folded == folded_.texts()[label]) {
      match.equals = label;
    } else {
      match.begins.push_back(label);
    }
  }
  return match;
}

/// The labels that begin with a text, which may end in half a character.
std::vector<std::size_t> WordLabels::begun_by(std::string_view folded,
                                              std::string_view bare) const {
  if (is_utf8(bare)) return folded_.with(folded);
  std::vector<std::size_t> labels;
  for (std::size_t label = 0; label < names_.size(); ++label) {
    const std::vector<std::string>& ways = written_[label];
    const bool is_begun = folded_.texts()[label].starts_with(folded) ||
                          std::any_of(ways.begin(), ways.end(), [&](const std::string& way) {
                            return way.starts_with(bare);
                          });
    if (is_begun) labels.push_back(label);
  }
  return labels;
}

bool WordLabels::is_at_front(std::string_view answer, std::size_t label) const {
  return text::fold_bare(answer).starts_with(folded_.texts()[label]);
}

bool WordLabels::may_grow(std::size_t label, std::size_t longer) const {
  const std::string& shorter = folded_.texts()[label];
  return text::is_digit(shorter.back()) && text::is_digit(folded_.texts()[longer][shorter.size()]);
}

}  // namespace logprobs::judge
