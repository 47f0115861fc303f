// What machines make of the views: parsers that share nothing with the program.
#pragma once

#include <simdjson.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "input.hpp"

namespace fuzz {

inline nlohmann::json tree_of(simdjson::dom::element element) {
  using simdjson::dom::element_type;
  nlohmann::json tree;
  switch (element.type()) {
    case element_type::ARRAY:
      tree = nlohmann::json::array();
      for (const simdjson::dom::element each : element.get_array()) tree.push_back(tree_of(each));
      break;
    case element_type::OBJECT:
      for (const auto& [key, value] : simdjson::dom::object(element)) {
        tree[std::string(key)] = tree_of(value);
      }
      break;
    case element_type::INT64:
      tree = std::int64_t{element};
      break;
    case element_type::UINT64:
      tree = std::uint64_t{element};
      break;
    case element_type::DOUBLE:
      tree = double{element};
      break;
    case element_type::STRING:
      tree = std::string(std::string_view(element));
      break;
    case element_type::BOOL:
      tree = bool{element};
      break;
    case element_type::NULL_VALUE:
      break;
  }
  return tree;
}

inline nlohmann::json parsed_by_simdjson(std::string_view text) {
  simdjson::dom::parser parser;
  simdjson::dom::element element;
  check(parser.parse(simdjson::padded_string(text)).get(element) == simdjson::SUCCESS,
        "simdjson cannot parse it", text);
  return tree_of(element);
}

using Row = std::vector<std::string>;

/// RFC 4180, with LF for line ends.
inline std::vector<Row> parsed_csv(std::string_view text) {
  std::vector<Row> rows;
  for (std::size_t at = 0; at < text.size();) {
    Row row;
    for (char separator = ','; separator == ','; ++at) {
      std::string& cell = row.emplace_back();
      const bool quoted = text[at] == '"';
      if (quoted) ++at;
      for (; at < text.size(); ++at) {
        if (quoted && text[at] == '"' && text.substr(at + 1, 1) != "\"") break;
        if (quoted && text[at] == '"') ++at;
        if (!quoted && (text[at] == ',' || text[at] == '\n')) break;
        check(quoted || (text[at] != '"' && text[at] != '\r'), "csv: a quote is missing", text);
        cell += text[at];
      }
      if (quoted) ++at;
      check(at < text.size() && (text[at] == ',' || text[at] == '\n'), "csv: a cell's end", text);
      separator = text[at];
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

/// A line per row, with tabs between cells; \t, \n, \r and \\ in them.
inline std::vector<Row> parsed_tsv(std::string_view text) {
  std::vector<Row> rows(1, Row(1));
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\t') {
      rows.back().emplace_back();
    } else if (text[at] == '\n') {
      rows.emplace_back(1);
    } else if (text[at] == '\\') {
      const std::size_t letter = std::string_view("tnr\\").find(text[++at]);
      check(letter < 4, "tsv: a spelling", text);
      rows.back().back() += "\t\n\r\\"[letter];
    } else {
      rows.back().back() += text[at];
    }
  }
  check(rows.back() == Row(1), "tsv: a line without its end", text);
  rows.pop_back();
  return rows;
}

}  // namespace fuzz
