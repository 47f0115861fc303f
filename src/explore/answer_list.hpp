// A list of answers to choose from: sorted, filtered, and looked at a screen at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "explore/answer_entries.hpp"

namespace logprobs::explore {

class TextFilter;

/// What answers are sorted by: as they are in their sources, or the worst first.
enum class ListOrder { place, perplexity, clues, lowest };

inline constexpr std::array<ListOrder, 4> list_orders = {ListOrder::place, ListOrder::perplexity,
                                                         ListOrder::clues, ListOrder::lowest};

/// "place", "perplexity" ...
std::string_view order_name(ListOrder order);

/// Which answers are shown in which order, and which of them is selected. Rows count from 0.
class AnswerList {
 public:
  /// `entries`, sorted by place, must outlive this. `sources`: the names that entries number.
  AnswerList(const AnswerEntries& entries, std::vector<std::string> sources);

  /// Sorts anew; the same answer stays selected, but if it is the first row, then that.
  void sort(ListOrder order);
  /// Sorts by what follows: place, perplexity, clues, lowest probability, and place again.
  void sort_next();
  /// Shows only answers with such text in their title, their least sure word or their place. The
  /// same answer stays selected, or the next one that is shown.
  void filter(std::string_view text);
  /// Selects the row that is so many rows below; the first or the last if there is none.
  void move(std::int64_t rows);
  /// The same by as many rows as were seen last, but one.
  void page(std::int64_t pages);
  void to_first() { selected_ = 0; }
  void to_last() { selected_ = rows_.empty() ? 0 : rows_.size() - 1; }
  /// Selects the row that is so many rows below the first one seen; false if there is none.
  bool press(std::size_t seen_row);
  /// Selects an entry, if it is shown.
  bool select(std::size_t entry);

  /// The entries of the rows that `height` rows show, the selected one among them.
  std::span<const std::uint32_t> window(std::size_t height);
  /// The number of the selected entry; none if no answer is shown.
  std::optional<std::size_t> selected() const;
  /// The selected row.
  std::size_t row() const { return selected_; }
  /// How many rows there are.
  std::size_t size() const { return rows_.size(); }
  ListOrder order() const { return order_; }
  const std::string& filter() const { return filter_; }
  const AnswerEntries& entries() const { return entries_; }
  const std::vector<std::string>& sources() const { return sources_; }
  /// Where an answer is, as its source and line: "log.jsonl:12", of bytes from outside. If there is
  /// only one source that has lines, the line alone.
  std::string place(const AnswerEntry& entry) const;
  /// The cells that places take, at most.
  int widest_place() const { return widest_place_; }
  /// Whether the question of any answer is known.
  bool has_questions() const { return has_questions_; }
  /// Where the selected answer is in the list, for people: "17 of 400", "2 of 9 with “cat”, of
  /// 400".
  std::string position() const;

 private:
  void measure();
  bool is_shown(std::uint32_t entry, const TextFilter& filter) const;

  const AnswerEntries& entries_;
  std::vector<std::string> sources_;
  int widest_place_ = 0;
  bool has_questions_ = false;
  ListOrder order_ = ListOrder::place;
  std::string filter_;
  std::vector<std::uint32_t> sorted_;  // all entries
  std::vector<std::uint32_t> rows_;    // those that are shown, in the same order
  std::size_t selected_ = 0;           // a row
  std::size_t top_ = 0;                // the first row that was seen last
  std::size_t height_ = 1;             // how many were
};

}  // namespace logprobs::explore
