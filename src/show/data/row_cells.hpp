// The cells of a row of csv or tsv.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "logprobs/show.hpp"
#include "show/data/cell_text.hpp"

namespace logprobs::show {

/// Appends a text to a row: append_csv_text() or append_tsv_text().
using AppendCell = void(std::string_view bytes, bool terminal, std::string& out);

/// Writes cells, each with a separator after it. A row ends with the last of `suffix`, whose
/// separator becomes a line feed.
class RowCells {
 public:
  RowCells(const ShowOptions& options, char separator, AppendCell* append_text)
      : options_(options), separator_(separator), append_text_(append_text) {}

  /// Writes the head: `columns`, which end with a comma each, and those of what was asked for.
  void head(std::string_view columns, std::string& out) const;

  /// Begins the rows of a choice: source, line, custom_id and its index are the first cells, and
  /// what was asked for the last.
  void begin_choice(const Answer& answer, const Choice& choice, const Findings& findings);
  /// Adds a cell to those that all rows of the choice begin with.
  void repeat(std::string_view bytes) { text(bytes, prefix_); }
  void begin_row(std::string& out) const { out += prefix_; }
  void end_row(std::string& out) const;

  void text(std::string_view bytes, std::string& out) const;
  /// Writes one of our own names, which needs no quotes.
  void name(std::string_view name, std::string& out) const;
  /// Writes a number as the json view does, but nothing in place of null.
  void number(double value, std::string& out) const;
  void integer(std::optional<std::uint64_t> value, std::string& out) const;
  /// The names of clues.
  void clues(const Clues& clues, std::string& out) const;
  void empty(std::size_t cells, std::string& out) const { out.append(cells, separator_); }

 private:
  ShowOptions options_;
  char separator_;
  AppendCell* append_text_;
  std::string prefix_{};  // the cells that all rows of the current choice begin with
  std::string suffix_{};  // those that they end with
};

}  // namespace logprobs::show
