#include "judge/weigh.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

#include "judge/listed.hpp"
#include "logprobs/candidate.hpp"
#include "text/digits.hpp"
#include "text/fold.hpp"

namespace logprobs::judge {
namespace {

using Numbers = std::vector<std::size_t>;

constexpr std::size_t around = 16;  // bytes of white space, quotes and punctuation

/// Whether the label is one of these, which are sorted.
bool has(const Numbers& labels, std::size_t label) {
  return std::binary_search(labels.begin(), labels.end(), label);
}

void add(Numbers& labels, std::size_t label) {
  const auto place = std::lower_bound(labels.begin(), labels.end(), label);
  if (place == labels.end() || *place != label) labels.insert(place, label);
}

/// A token's text after what is before a label in the answer's own token; the other may write that
/// with other white space, or only the beginning of it.
std::string_view after(std::string_view before, std::string_view text) {
  if (before.empty()) return text;
  if (text.starts_with(before)) return text.substr(before.size());
  if (before.starts_with(text)) return {};
  const std::size_t end = std::min(text.find_first_not_of(" \t\r\n:\""), text.size());
  const bool quoted = end > 0 && text[end - 1] == '"';
  return quoted == before.ends_with('"') ? text.substr(end) : text;
}

/// The tokens before the one that is looked at.
struct Way {
  std::string text;
  double probability = 1;
  Numbers labels;                       // those that it begins
  std::optional<std::size_t> passed{};  // the label that it is already
};

/// Follows the answer's tokens, from the one in which its label begins to the one that decides.
class Walk {
 public:
  Walk(const JudgedChoice& judged, const Labels& labels, std::size_t begin);
  std::optional<Weighed> go();

 private:
  Match match(const std::string& text) const;
  std::string text_with(const Listed& entry) const;
  bool is_whole(std::size_t label);
  void take(const Listed& entry);
  void take_none(const Listed& entry);
  bool decides(const Listed& entry, const Match& match);
  bool leaves(std::size_t label) const;
  void follow(const Listed& entry, const Match& match);
  void count(std::size_t label, const Listed& entry);
  void add_up();
  void add_alike(const Undecided& part);
  void bound();

  const JudgedChoice judged_;
  const Labels& labels_;
  std::string answer_;        // its text from the label on, as far as a label can reach
  std::string before_label_;  // of its first token
  std::size_t token_ = 0;     // the one that is looked at
  std::size_t end_ = 0;       // one past the last that may be
  Way way_;
  std::optional<Way> next_;       // with the current token, if that does not decide
  List list_;                     // of the current token
  std::optional<Numbers> whole_;  // the labels that it has as one token; none: not asked yet
  Weighed weighed_;
};

Walk::Walk(const JudgedChoice& judged, const Labels& labels, std::size_t begin)
    : judged_(judged), labels_(labels) {
  const ChoiceText& all = judged_.text;
  way_.labels.resize(labels.names().size());
  std::iota(way_.labels.begin(), way_.labels.end(), 0);
  for (const std::string& name : labels.names()) weighed_.block.labels.push_back({.label = name});
  answer_ = all.text.substr(begin, 4 * labels.longest() + around);
  token_ = static_cast<std::size_t>(std::upper_bound(all.ends.begin(), all.ends.end(), begin) -
                                    all.ends.begin());
  end_ = std::min(token_ + labels.longest() + around, all.ends.size());
  const std::size_t token_begin = begin_of(all, token_);
  before_label_ = all.text.substr(token_begin, begin - token_begin);
  weighed_.block.part = {.begin = begin, .first = token_, .last = token_};
}

std::optional<Weighed> Walk::go() {
  Part& part = weighed_.block.part;
  for (next_ = way_; next_ && token_ < end_; ++token_) {
    list_ = list_of(judged_.answer, judged_.choice.tokens[token_], judged_.report.verdicts[token_]);
    whole_.reset();
    way_ = *std::exchange(next_, std::nullopt);
    if (list_.entries.empty()) {
      next_ = way_;
      break;
    }
    part.last = token_ + 1;
    const double rest = std::max(list_.rest, std::numeric_limits<double>::epsilon());
    weighed_.undecided.push_back({way_.probability * list_.rest,
                                  way_.probability * std::min(list_.least, rest), way_.labels,
                                  false});
    for (const Listed& entry : list_.entries) take(entry);
  }
  if (part.last == part.first) return std::nullopt;
  if (next_) {  // no token follows that would decide
    weighed_.undecided.push_back({next_->probability, next_->probability, next_->labels, true});
  }
  add_up();
  return std::move(weighed_);
}

/// The text of the way with one more token; only the first can begin before the label.
std::string Walk::text_with(const Listed& entry) const {
  std::string text = way_.text;
  text += token_ == weighed_.block.part.first ? after(before_label_, entry.text) : entry.text;
  return std::string(labels_.from_label(text));
}

/// The match with labels that are still possible.
Match Walk::match(const std::string& text) const {
  Match match = labels_.match(text);
  std::erase_if(match.begins, [&](std::size_t label) { return !has(way_.labels, label); });
  if (match.equals && !has(way_.labels, *match.equals)) match.equals.reset();
  return match;
}

bool Walk::is_whole(std::size_t label) {
  if (!whole_) {
    whole_.emplace();
    for (const Listed& entry : list_.entries) {
      const Match found = match(text_with(entry));
      if (found.equals) whole_->push_back(*found.equals);
    }
    std::sort(whole_->begin(), whole_->end());
  }
  return has(*whole_, label);
}

/// Whether nothing more need be known to count a token for a label, or for none.
bool Walk::decides(const Listed& entry, const Match& match) {
  if (match.empty) return false;
  if (match.begins.empty()) return true;
  if (match.equals) {
    return std::none_of(match.begins.begin(), match.begins.end(), [&](std::size_t longer) {
      // What a list has as one token is not written in two.
      if (labels_.may_grow(*match.equals, longer)) return !is_whole(longer);
      return entry.chosen && labels_.is_at_front(answer_, longer);
    });
  }
  if (match.begins.size() > 1 || !labels_.beginning_counts()) return false;
  return !entry.chosen || !leaves(match.begins.front());
}

/// Whether the answer goes on otherwise than the label that it begins.
bool Walk::leaves(std::size_t label) const {
  return !labels_.is_at_front(answer_, label) && !has(labels_.match(answer_).begins, label);
}

void Walk::take(const Listed& entry) {
  const std::string text = text_with(entry);
  const Match found = match(text);
  if (!decides(entry, found)) return follow(entry, found);
  if (found.equals) return count(*found.equals, entry);
  if (!found.begins.empty()) return count(found.begins.front(), entry);
  take_none(entry);
}

/// A token with which no label goes on: the way may have been one already.
void Walk::take_none(const Listed& entry) {
  const bool one_number = !way_.text.empty() && text::is_digit(way_.text.back()) &&
                          !entry.text.empty() && text::is_digit(entry.text.front());
  const bool is_still = way_.passed && labels_.beginning_counts() && !one_number;
  if (is_still) return count(*way_.passed, entry);
  weighed_.block.other += way_.probability * entry.probability;
}

/// A token that does not decide: what follows it does, where the answer has it.
void Walk::follow(const Listed& entry, const Match& match) {
  const double probability = way_.probability * entry.probability;
  const std::optional<std::size_t> passed = match.equals ? match.equals : way_.passed;
  Numbers labels = match.begins;
  if (passed) add(labels, *passed);
  const bool is_last = token_ + 1 == judged_.choice.tokens.size();
  if (entry.chosen && match.equals && is_last) return count(*match.equals, entry);
  if (entry.chosen) {
    next_ = Way{text_with(entry), probability, std::move(labels), passed};
  } else {
    weighed_.undecided.push_back({probability, probability, std::move(labels), true});
  }
}

void Walk::count(std::size_t label, const Listed& entry) {
  LabelShare& share = weighed_.block.labels[label];
  const double probability = way_.probability * entry.probability;
  share.probability = (share.alternatives.empty() ? 0 : share.probability) + probability;
  share.alternatives.push_back({token_, entry.place, probability});
  if (entry.chosen) weighed_.block.written = label;
}

void Walk::add_up() {
  LabelBlock& block = weighed_.block;
  block.part.end = judged_.text.ends[block.part.last - 1];
  sum_up(judged_.choice, block.part);
  for (const Undecided& part : weighed_.undecided) {
    if (part.listed) {
      add_alike(part);
    } else {
      block.uncovered += part.probability;
    }
  }
  block.other += block.undecided;
  for (std::size_t i = 0; i < block.labels.size(); ++i) {
    const LabelShare& share = block.labels[i];
    if (share.alternatives.empty()) continue;
    block.label_mass += share.probability;
    if (!block.best || share.probability > block.labels[*block.best].probability) block.best = i;
  }
  for (std::size_t i = 0; i < block.labels.size(); ++i) {
    LabelShare& share = block.labels[i];
    if (!share.alternatives.empty()) share.conditional = share.probability / block.label_mass;
  }
  bound();
}

void Walk::add_alike(const Undecided& part) {
  LabelBlock& block = weighed_.block;
  block.undecided += part.probability;
  const auto same = [&](const Alike& alike) { return alike.labels == part.labels; };
  const auto known = std::find_if(block.alike.begin(), block.alike.end(), same);
  if (known == block.alike.end()) {
    block.alike.push_back({part.labels, part.probability});
  } else {
    known->probability += part.probability;
  }
}

/// Labels that nothing counted for have a bound.
void Walk::bound() {
  std::vector<double> most(weighed_.block.labels.size());
  for (const Undecided& part : weighed_.undecided) {
    for (const std::size_t label : part.labels) most[label] += part.bound;
  }
  for (std::size_t label = 0; label < most.size(); ++label) {
    LabelShare& share = weighed_.block.labels[label];
    if (share.alternatives.empty()) share.bound = std::min(most[label], 1.0);
  }
}

}  // namespace

std::optional<Weighed> weigh(const JudgedChoice& judged, const Labels& labels, std::size_t begin) {
  return Walk(judged, labels, begin).go();
}

std::optional<LabelBlock> weigh_answer(const JudgedChoice& judged, const Labels& labels) {
  const std::vector<Token>& tokens = judged.choice.tokens;
  const auto first = std::find_if(tokens.begin(), tokens.end(), [&](const Token& token) {
    return !is_hidden(token) && !text::is_white_or_quotes(judged.answer.view(token.shown));
  });
  if (first == tokens.end()) return std::nullopt;
  const std::size_t begin = begin_of(judged.text, static_cast<std::size_t>(first - tokens.begin()));
  std::optional<Weighed> weighed = weigh(judged, labels, begin);
  if (!weighed) return std::nullopt;
  return std::move(weighed->block);
}

}  // namespace logprobs::judge
