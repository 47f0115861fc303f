// What json_scan.hpp reads, against nlohmann/json.
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "judge/json_scan.hpp"
#include "logprobs/text.hpp"

using logprobs::JsonEnd;
using logprobs::LeafKind;
using logprobs::judge::JsonScan;
using Json = nlohmann::ordered_json;

namespace {

class Documents {
 public:
  Json value(int depth = 0) {
    switch (below(depth < 5 ? 8 : 6)) {
      case 0:
        return text();
      case 1:
        return static_cast<std::int64_t>(random_()) - 1000;
      case 2:
        return static_cast<double>(random_()) / 777.0 - 1e3;
      case 3:
        return below(2) == 0;
      case 4:
        return nullptr;
      case 5:
        return below(2) == 0 ? Json::array() : Json::object();
      case 6: {
        Json array = Json::array();
        for (std::size_t i = below(4); i > 0; --i) array.push_back(value(depth + 1));
        return array;
      }
      default: {
        Json object = Json::object();
        for (std::size_t i = below(4); i > 0; --i) object[text()] = value(depth + 1);
        return object;
      }
    }
  }

  std::size_t below(std::size_t count) { return random_() % count; }

 private:
  std::string text() {
    static const std::vector<std::string> pieces = {"a",  "é",  "😀", "\"", "\\", "/",
                                                    "\n", "{}", "[", ",",  "~",  "\x01"};
    std::string text;
    for (std::size_t i = below(5); i > 0; --i) text += pieces[below(pieces.size())];
    return text;
  }

  std::minstd_rand random_{7};
};

using Leaves = std::vector<std::pair<std::string, Json>>;

void add_leaves(const Json& value, const Json::json_pointer& path, Leaves& leaves) {
  if (value.is_object() && !value.empty()) {
    for (const auto& [key, inner] : value.items()) add_leaves(inner, path / key, leaves);
  } else if (value.is_array() && !value.empty()) {
    for (std::size_t i = 0; i < value.size(); ++i) add_leaves(value[i], path / i, leaves);
  } else {
    leaves.emplace_back(path.to_string(), value);
  }
}

Leaves scanned(const std::string& text, const JsonScan& scan) {
  Leaves leaves;
  for (const auto& leaf : scan.leaves) {
    const bool quoted = leaf.kind == LeafKind::string;
    const std::size_t begin = leaf.value.begin - (quoted ? 1U : 0U);
    const std::string raw = text.substr(begin, leaf.value.end + (quoted ? 1U : 0U) - begin);
    leaves.emplace_back(pointer_to(text, scan, leaf.step),
                        quoted ? Json(logprobs::judge::decoded(raw)) : Json::parse(raw));
  }
  return leaves;
}

/// Whether nlohmann/json reads a text; nothing for a number that it finds too large.
std::optional<bool> is_read(const std::string& text) {
  try {
    return !Json::parse(text).is_discarded();
  } catch (const Json::out_of_range&) {
    return std::nullopt;
  } catch (const Json::parse_error&) {
    return false;
  }
}

}  // namespace

TEST_CASE("all values of random JSON are found, and are those that nlohmann/json reads") {
  Documents documents;
  for (int i = 0; i < 3000; ++i) {
    const int indent = static_cast<int>(documents.below(4)) - 1;
    const std::string text = documents.value().dump(indent, ' ', documents.below(2) == 0);
    CAPTURE(text);
    JsonScan scan;
    scan_json(text, 0, scan);
    REQUIRE(scan.end == JsonEnd::whole);
    REQUIRE(scan.stop == text.size());
    Leaves wanted;
    add_leaves(Json::parse(text), Json::json_pointer(), wanted);
    REQUIRE(scanned(text, scan) == wanted);
  }
}

TEST_CASE("what random bytes make of JSON is JSON for both or for neither") {
  Documents documents;
  static constexpr std::string_view bytes = "{}[]\",:\\ \n0123456789.-+eEtrufalsn/ab\x01";
  for (int i = 0; i < 20'000; ++i) {
    std::string text = documents.value().dump();
    for (std::size_t edits = 1 + documents.below(3); edits > 0; --edits) {
      const std::size_t at = documents.below(text.size());
      if (documents.below(2) == 0) {
        text[at] = bytes[documents.below(bytes.size())];
      } else if (text.size() > 1) {
        text.erase(at, 1);
      }
    }
    // The scanner also reads half of a surrogate pair, and bytes that are not UTF-8.
    if (text.find("\\u") != std::string::npos || !logprobs::is_utf8(text)) continue;
    const std::optional<bool> wanted = is_read(text);
    if (!wanted) continue;
    CAPTURE(text);
    JsonScan scan;
    scan_json(text, 0, scan);
    const bool rest = text.find_first_not_of(" \t\r\n", scan.stop) == std::string::npos;
    REQUIRE((scan.end == JsonEnd::whole && rest) == *wanted);
  }
}
