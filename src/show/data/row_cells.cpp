#include "show/data/row_cells.hpp"

#include <cmath>

#include "show/data/finding_cells.hpp"
#include "show/data/json_text.hpp"
#include "show/words/fields.hpp"

namespace logprobs::show {

void RowCells::head(std::string_view columns, std::string& out) const {
  for (const char c : columns) out += c == ',' ? separator_ : c;
  for (const std::string& key : options_.fields) text(key, out);
  for (const std::string& name : finding_columns(options_.sought)) text(name, out);
  out.back() = '\n';  // in place of the last cell's separator
}

void RowCells::begin_choice(const Answer& answer, const Choice& choice, const Findings& findings) {
  prefix_.clear();
  text(answer.source, prefix_);
  integer(answer.place.line, prefix_);
  text(answer.custom_id, prefix_);
  integer(choice.index, prefix_);
  suffix_.clear();
  for (std::size_t field = 0; field < options_.fields.size(); ++field) {
    text(field_of(answer, options_, field).value, suffix_);
  }
  for (const Cell& cell : finding_cells(findings, options_.sought)) {
    cell.is_text ? text(cell.text, suffix_) : number(cell.number, suffix_);
  }
}

void RowCells::end_row(std::string& out) const {
  out += suffix_;
  out.back() = '\n';
}

void RowCells::text(std::string_view bytes, std::string& out) const {
  append_text_(bytes, options_.terminal, out);
  out += separator_;
}

void RowCells::name(std::string_view name, std::string& out) const {
  out += name;
  out += separator_;
}

void RowCells::number(double value, std::string& out) const {
  if (std::isfinite(value)) append_json_number(out, value);
  out += separator_;
}

void RowCells::integer(std::optional<std::uint64_t> value, std::string& out) const {
  if (value) append_json_integer(out, static_cast<std::int64_t>(*value));
  out += separator_;
}

void RowCells::clues(const Clues& clues, std::string& out) const {
  append_clue_names(clues, out);
  out += separator_;
}

}  // namespace logprobs::show
