#include "read/truth/csv_rows.hpp"

#include <algorithm>

namespace logprobs::read {

bool CsvRows::next(std::vector<std::string>& fields) {
  fields.clear();
  line_ = next_line_;
  while (take_line_end()) line_ = next_line_;
  if (at_ == text_.size()) return false;
  if (!take_field(fields.emplace_back())) return false;
  while (text_.substr(at_).starts_with(',')) {
    ++at_;
    if (!take_field(fields.emplace_back())) return false;
  }
  if (at_ == text_.size() || take_line_end()) return true;
  problem_ = "has text after a closing quote";
  return false;
}

bool CsvRows::take_line_end() {
  const std::string_view rest = text_.substr(at_);
  const std::size_t size = rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') ? 1 : 0;
  at_ += size;
  if (size > 0) ++next_line_;
  return size > 0;
}

bool CsvRows::take_field(std::string& field) {
  if (text_.substr(at_).starts_with('"')) return take_quoted(field);
  std::size_t end = std::min(text_.find_first_of(",\n", at_), text_.size());
  if (end > at_ && text_.substr(end - 1).starts_with("\r\n")) --end;
  field = text_.substr(at_, end - at_);
  at_ = end;
  return true;
}

bool CsvRows::take_quoted(std::string& field) {
  for (++at_; at_ < text_.size(); ++at_) {
    if (text_[at_] == '"' && !text_.substr(++at_).starts_with('"')) return true;
    if (text_[at_] == '\n') ++next_line_;
    field += text_[at_];
  }
  problem_ = "opens a quote that nothing closes";
  return false;
}

}  // namespace logprobs::read
