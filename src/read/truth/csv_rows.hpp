// Cuts CSV (RFC 4180) into rows.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace logprobs::read {

/// Gives one row after another of a text that must live as long.
class CsvRows {
 public:
  explicit CsvRows(std::string_view text) : text_(text) {}

  /// Sets `fields` to those of the next row that is not blank; false if there is none, or if quotes
  /// are wrong, which problem() then says.
  bool next(std::vector<std::string>& fields);
  /// The line in which the last row begins; counts from 1.
  std::size_t line() const { return line_; }
  /// What is wrong with the last row; empty: nothing.
  std::string_view problem() const { return problem_; }

 private:
  bool take_field(std::string& field);
  bool take_quoted(std::string& field);
  bool take_line_end();

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  std::size_t next_line_ = 1;
  std::string_view problem_;
};

}  // namespace logprobs::read
