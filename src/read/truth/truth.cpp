#include "logprobs/truth.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "logprobs/error.hpp"
#include "logprobs/read_truth.hpp"
#include "logprobs/text.hpp"
#include "read/frame/scan.hpp"
#include "read/truth/csv_rows.hpp"

namespace logprobs {
namespace {

using Element = simdjson::dom::element;
using simdjson::SUCCESS;

constexpr std::string_view id_name = "custom_id", correct_name = "correct";

/// True or false, however a spreadsheet or a script spells it; none for anything else.
std::optional<bool> flag_of(std::string_view text) {
  text = read::trim(text);
  const std::string lower = lower_case(text);
  if (lower == "true") return true;
  if (lower == "false") return false;
  const std::optional<double> number = parse_double(text);
  if (number == 1.0) return true;
  if (number == 0.0) return false;
  return std::nullopt;
}

/// Fills a table, row by row.
class TruthReader {
 public:
  TruthReader(std::string_view text, std::string_view name) : text_(text), name_(visible(name)) {}

  Truth read() {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    const std::string_view text = read::trim(text_);
    if (text.starts_with('[')) {
      usage_error(
          fmt::format("{} is a JSON array, and not JSON Lines: make it an object a line, "
                      "with jq -c '.[]'",
                      name_));
    }
    text.starts_with('{') ? read_json() : read_csv();
    if (truth_.empty()) usage_error(fmt::format("{} has no rows", name_));
    return std::move(truth_);
  }

 private:
  void read_json() {
    while (!text_.empty()) {
      const std::size_t end = std::min(text_.find('\n'), text_.size());
      const std::string_view row = text_.substr(0, end);
      ++line_;
      if (!read::trim(row).empty()) read_object(row);
      text_.remove_prefix(std::min(end + 1, text_.size()));
    }
  }

  void read_object(std::string_view json) {
    Element row;
    if (parser_.parse(json.data(), json.size()).get(row) != SUCCESS) fail("is not JSON");
    if (!row.is_object()) fail("is not a JSON object");
    add(text_of(row, id_name), text_of(row, correct_name));
  }

  /// A string, number or word as text; empty if the row has none.
  static std::string text_of(const Element& row, std::string_view name) {
    Element value;
    if (row[name].get(value) != SUCCESS) return {};
    if (value.is_null() || value.is_array() || value.is_object()) return {};
    std::string_view text;
    if (value.get(text) == SUCCESS) return std::string(text);
    return simdjson::minify(value);
  }

  void read_csv() {
    read::CsvRows rows(text_);
    std::vector<std::string> fields;
    const auto next = [&] {
      const bool any = rows.next(fields);
      line_ = rows.line();
      if (!rows.problem().empty()) fail(rows.problem());
      return any;
    };
    if (!next()) return;
    const std::size_t id = column(fields, id_name), correct = column(fields, correct_name);
    const std::size_t columns = fields.size();
    while (next()) {
      if (fields.size() != columns) {
        fail(fmt::format("has {} fields, and the first line has {}", fields.size(), columns));
      }
      add(std::move(fields[id]), fields[correct]);
    }
  }

  std::size_t column(const std::vector<std::string>& names, std::string_view name) const {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      if (names.size() == 1 && names[0].find_first_of(";\t") != std::string::npos) {
        fail("has no commas between its columns, as CSV has");
      }
      fail(fmt::format("has no column {}; JSON Lines or CSV with custom_id and correct is needed",
                       name));
    }
    if (std::count(names.begin(), names.end(), name) > 1) {
      fail(fmt::format("has the column {} twice", name));
    }
    return static_cast<std::size_t>(found - names.begin());
  }

  void add(std::string id, const std::string& correct) {
    if (id.empty()) fail("has no custom_id");
    if (correct.empty()) fail("has no value of correct");
    const std::optional<bool> flag = flag_of(correct);
    if (!flag) {
      fail(fmt::format("has {} for correct, and not true, false, 1 or 0", visible_quote(correct)));
    }
    const auto place = static_cast<std::uint32_t>(truth_.size());
    const auto [entry, is_new] = truth_.try_emplace(std::move(id), TruthEntry{place, *flag});
    if (is_new || entry->second.correct == *flag) return;
    fail(fmt::format("says that {} is {}, and a line before it the opposite",
                     visible_quote(entry->first), *flag ? "correct" : "not correct"));
  }

  [[noreturn]] void fail(std::string_view what) const {
    usage_error(fmt::format("{}:{} {}", name_, line_, what));
  }

  std::string_view text_;
  std::string name_;
  std::size_t line_ = 0;  // counts from 1
  simdjson::dom::parser parser_;
  Truth truth_;
};

}  // namespace

Truth read_truth(std::string_view text, std::string_view name) {
  return TruthReader(text, name).read();
}

}  // namespace logprobs
