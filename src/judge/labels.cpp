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

}  // namespace

std::size_t Labels::longest() const {
  std::size_t bytes = 0;
  for (const std::string& name : names()) bytes = std::max(bytes, name.size());
  return bytes;
}

WordLabels::WordLabels(std::vector<std::string> names) : names_(std::move(names)) {
  for (const std::string& name : names_) {
    const std::string_view bare =
        text::without_punctuation_after(text::without_punctuation_before(name));
    folded_.push_back(text::fold_bare(name));
    written_.push_back(ways_to_write(bare, folded_.back()));
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
  for (std::size_t label = 0; label < names_.size(); ++label) {
    if (folded == folded_[label]) {
      match.equals = label;
    } else if (begins(folded, bare, label)) {
      match.begins.push_back(label);
    }
  }
  return match;
}

bool WordLabels::begins(std::string_view folded, std::string_view bare, std::size_t label) const {
  if (folded_[label].starts_with(folded)) return true;
  if (is_utf8(bare)) return false;
  return std::any_of(written_[label].begin(), written_[label].end(),
                     [&](const std::string& way) { return way.starts_with(bare); });
}

bool WordLabels::is_at_front(std::string_view answer, std::size_t label) const {
  return text::fold_bare(answer).starts_with(folded_[label]);
}

bool WordLabels::may_grow(std::size_t label, std::size_t longer) const {
  const std::string& shorter = folded_[label];
  return text::is_digit(shorter.back()) && text::is_digit(folded_[longer][shorter.size()]);
}

}  // namespace logprobs::judge
