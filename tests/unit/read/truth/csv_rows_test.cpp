#include "read/truth/csv_rows.hpp"

#include <string>
#include <vector>

#include "catch.hpp"

namespace logprobs::read {
namespace {

using Row = std::vector<std::string>;

std::vector<Row> rows_of(std::string_view text) {
  CsvRows rows(text);
  std::vector<Row> all;
  for (Row row; rows.next(row);) all.push_back(row);
  if (!rows.problem().empty()) all.push_back({std::string(rows.problem())});
  return all;
}

TEST_CASE("rows of CSV") {
  CHECK(rows_of("").empty());
  CHECK(rows_of("a,b\n1,2\n") == std::vector<Row>{{"a", "b"}, {"1", "2"}});
  CHECK(rows_of("a,b\r\n1,2") == std::vector<Row>{{"a", "b"}, {"1", "2"}});
  CHECK(rows_of(",\n,,x") == std::vector<Row>{{"", ""}, {"", "", "x"}});
  CHECK(rows_of("\n\r\na\n\n") == std::vector<Row>{{"a"}});
}

TEST_CASE("quotes hold commas, line breaks and quotes") {
  CHECK(rows_of("\"a,b\",c\n") == std::vector<Row>{{"a,b", "c"}});
  CHECK(rows_of("\"a\r\nb\",\"\"\r\n") == std::vector<Row>{{"a\r\nb", ""}});
  CHECK(rows_of("\"say \"\"hi\"\"\"") == std::vector<Row>{{"say \"hi\""}});
  CHECK(rows_of("a\"b,c") == std::vector<Row>{{"a\"b", "c"}});
}

TEST_CASE("wrong quotes end the rows") {
  CHECK(rows_of("a\n\"b\n") == std::vector<Row>{{"a"}, {"opens a quote that nothing closes"}});
  CHECK(rows_of("\"a\"b,c\n") == std::vector<Row>{{"has text after a closing quote"}});
}

TEST_CASE("a row's line is where it begins") {
  CsvRows rows("a\n\n\"b\nc\"\nd");
  Row row;
  std::vector<std::size_t> lines;
  while (rows.next(row)) lines.push_back(rows.line());
  CHECK(lines == std::vector<std::size_t>{1, 3, 5});
}

}  // namespace
}  // namespace logprobs::read
