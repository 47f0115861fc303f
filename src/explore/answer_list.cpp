#include "explore/answer_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>
#include <utility>

#include "explore/text_filter.hpp"
#include "logprobs/text.hpp"

namespace logprobs::explore {
namespace {

/// What entries are sorted by, the least first; what is not known comes last.
double key_of(const AnswerEntry& entry, ListOrder order) {
  constexpr double last = std::numeric_limits<double>::infinity();
  switch (order) {
    case ListOrder::perplexity:
      return std::isnan(entry.perplexity) ? last : -entry.perplexity;
    case ListOrder::clues:
      return entry.tokens == 0 ? last : -static_cast<double>(entry.clues);
    case ListOrder::lowest:
      if (!std::isnan(entry.least_logprob)) return entry.least_logprob;
      return last;
    case ListOrder::place:
      break;
  }
  return 0;
}

/// Sorts numbers of entries; what is equal stays in the order of places.
void sort_by(ListOrder order, const AnswerEntries& entries, std::vector<std::uint32_t>& numbers) {
  std::vector<std::pair<double, std::uint32_t>> keys;
  keys.reserve(numbers.size());
  for (const std::uint32_t number : numbers) {
    keys.emplace_back(key_of(entries[number], order), number);
  }
  std::sort(keys.begin(), keys.end());
  std::transform(keys.begin(), keys.end(), numbers.begin(),
                 [](const auto& key) { return key.second; });
}

}  // namespace

std::string_view order_name(ListOrder order) {
  static constexpr std::array<std::string_view, 4> names = {"place", "perplexity", "clues",
                                                            "lowest probability"};
  return names[static_cast<std::size_t>(order)];
}

AnswerList::AnswerList(const AnswerEntries& entries, std::vector<std::string> sources)
    : entries_(entries), sources_(std::move(sources)), sorted_(entries.size()) {
  std::iota(sorted_.begin(), sorted_.end(), 0U);
  rows_ = sorted_;
  measure();
}

void AnswerList::measure() {
  int name = 0;
  for (const std::string& source : sources_) {
    name = std::max(name, display_width(visible(source)));
  }
  std::uint64_t line = 0;
  std::size_t path = 0;
  bool named = sources_.size() > 1;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const AnswerEntry& entry = entries_[i];
    named = named || entry.line == 0;
    has_questions_ = has_questions_ || entry.asked;
    line = std::max(line, entry.line);
    path = std::max<std::size_t>(path, entry.path_size);
  }
  constexpr int colon = 1;
  widest_place_ = (named ? name + colon : 0) + static_cast<int>(path);
  if (line > 0) widest_place_ += static_cast<int>(fmt::formatted_size("{}", line));
}

void AnswerList::sort(ListOrder order) {
  const std::optional<std::size_t> before = selected();
  order_ = order;
  sort_by(order, entries_, sorted_);
  sort_by(order, entries_, rows_);
  // Nobody has gone to the first row: who sorts there wants to see what comes first now.
  if (before && selected_ > 0) select(*before);
}

void AnswerList::sort_next() {
  sort(list_orders[(static_cast<std::size_t>(order_) + 1) % list_orders.size()]);
}

void AnswerList::filter(std::string_view text) {
  if (text == filter_) return;
  const std::optional<std::size_t> before = selected();
  const TextFilter filter(text);
  const bool fewer = filter.narrows(TextFilter(filter_));  // somebody types
  filter_ = text;
  std::vector<std::uint32_t> shown;
  const std::vector<std::uint32_t>& among = fewer ? rows_ : sorted_;
  std::copy_if(among.begin(), among.end(), std::back_inserter(shown),
               [&](std::uint32_t entry) { return is_shown(entry, filter); });
  rows_ = std::move(shown);
  selected_ = 0;
  for (std::size_t i = 0; before && i < sorted_.size() && sorted_[i] != *before; ++i) {
    if (selected_ < rows_.size() && rows_[selected_] == sorted_[i]) ++selected_;
  }
  if (selected_ >= rows_.size()) to_last();
}

bool AnswerList::is_shown(std::uint32_t entry, const TextFilter& filter) const {
  const AnswerEntry& one = entries_[entry];
  return filter.matches(entries_.title(one)) || filter.matches(entries_.word(one)) ||
         filter.matches(place(one));
}

void AnswerList::move(std::int64_t rows) {
  if (rows < 0) {
    selected_ -= std::min(selected_, static_cast<std::size_t>(-rows));
  } else {
    selected_ += static_cast<std::size_t>(rows);
    if (selected_ >= rows_.size()) to_last();
  }
}

void AnswerList::page(std::int64_t pages) {
  move(pages * static_cast<std::int64_t>(std::max<std::size_t>(height_, 2) - 1));
}

bool AnswerList::press(std::size_t seen_row) {
  const bool is_row = seen_row < height_ && top_ + seen_row < rows_.size();
  if (is_row) selected_ = top_ + seen_row;
  return is_row;
}

bool AnswerList::select(std::size_t entry) {
  const auto found = std::find(rows_.begin(), rows_.end(), entry);
  if (found == rows_.end()) return false;
  selected_ = static_cast<std::size_t>(found - rows_.begin());
  return true;
}

std::span<const std::uint32_t> AnswerList::window(std::size_t height) {
  height_ = std::max<std::size_t>(height, 1);
  if (selected_ < top_) top_ = selected_;
  if (selected_ >= top_ + height_) top_ = selected_ - height_ + 1;
  const std::size_t most = rows_.size() - std::min(rows_.size(), height_);
  top_ = std::min(top_, most);  // no row is left empty that could show one
  return std::span(rows_).subspan(top_, std::min(height_, rows_.size() - top_));
}

std::optional<std::size_t> AnswerList::selected() const {
  if (rows_.empty()) return std::nullopt;
  return rows_[selected_];
}

std::string AnswerList::place(const AnswerEntry& entry) const {
  const bool alone = sources_.size() == 1 && entry.line > 0;
  std::string place = alone ? std::string() : sources_[entry.file];
  if (entry.line > 0) place += fmt::format("{}{}", alone ? "" : ":", entry.line);
  place += entries_.path(entry);
  return place;
}

std::string AnswerList::position() const {
  const std::size_t row = rows_.empty() ? 0 : selected_ + 1;
  if (filter_.empty()) return fmt::format("{} of {}", row, rows_.size());
  return fmt::format("{} of {} with {}, of {}", row, rows_.size(), visible_quote(filter_),
                     sorted_.size());
}

}  // namespace logprobs::explore
