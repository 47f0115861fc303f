#include "judge/json_find.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace logprobs::judge {
namespace {

constexpr std::string_view white_space = " \t\r\n";
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Where the text begins that is not white space.
std::size_t beginning(std::string_view text) {
  const std::size_t mark = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  return std::min(text.find_first_not_of(white_space, mark), text.size());
}

bool is_fence(std::string_view text) { return text.starts_with("```") || text.starts_with("~~~"); }

bool is_language(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Whether what ends the text opens a code fence: “```json” and a line break, perhaps.
bool opens_fence(std::string_view text) {
  constexpr int longest_language = 16;
  text = text.substr(0, text.find_last_not_of(white_space) + 1);
  for (int i = 0; i < longest_language && !text.empty() && is_language(text.back()); ++i) {
    text.remove_suffix(1);
  }
  return text.size() >= 3 && is_fence(text.substr(text.size() - 3));
}

/// Whether nothing follows a value but the end of a code fence.
bool is_rest(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(white_space);
  return begin == std::string_view::npos || is_fence(text.substr(begin));
}

/// Where a text begins that has a value alone: at its beginning, or after the line of a fence.
std::size_t lone_value(std::string_view text) {
  const std::size_t begin = beginning(text);
  const std::size_t line_end = text.find('\n', begin);
  const bool fenced = is_fence(text.substr(begin)) && line_end != std::string_view::npos;
  return fenced ? line_end : begin;
}

class Search {
 public:
  explicit Search(std::string_view text) : text_(text), beginning_(beginning(text)) {}

  JsonFound run() {
    if (take_lone_scalar()) return std::move(found_);
    std::size_t at = 0;
    while ((at = text_.find_first_of("{[", at)) != std::string_view::npos) {
      scan_json(text_, at, scan_);
      at = std::max(scan_.resume, at + 1);
      take();
    }
    return std::move(found_);
  }

 private:
  /// Takes a string, a number or a word if there is nothing else.
  bool take_lone_scalar() {
    const std::size_t begin = lone_value(text_);
    const std::size_t first = text_.find_first_not_of(white_space, begin);
    if (first == std::string_view::npos || text_[first] == '{' || text_[first] == '[') return false;
    scan_json(text_, first, scan_);
    const bool whole = scan_.end == JsonEnd::whole && is_rest(text_.substr(scan_.stop));
    const bool cut = scan_.end == JsonEnd::cut && scan_.stop > scan_.begin;
    if (!whole && !cut) return false;
    std::swap(found_.scan, scan_);
    return true;
  }

  /// Whether the value is what the text is about, rather than an aside.
  bool is_meant() const {
    if (opens_fence(text_.substr(0, scan_.begin))) return true;
    if (scan_.begin != beginning_) return false;
    if (is_object(scan_) || scan_.end != JsonEnd::whole) {
      return is_object(scan_) || !scan_.leaves.empty();
    }
    return is_rest(text_.substr(scan_.stop));
  }

  bool is_object(const JsonScan& scan) const { return text_[scan.begin] == '{'; }

  void take() {
    const bool is_json = scan_.end != JsonEnd::broken;
    const Worth worth{is_meant(), is_json, is_object(scan_), scan_.stop - scan_.begin};
    if (scan_.end == JsonEnd::whole) ++whole_;
    if (found_.scan.end == JsonEnd::none || worth >= worth_) {
      worth_ = worth;
      std::swap(found_.scan, scan_);
    }
    found_.others = whole_ - (found_.scan.end == JsonEnd::whole ? 1 : 0);
  }

  using Worth = std::tuple<bool, bool, bool, std::size_t>;  // meant, JSON, object, bytes

  std::string_view text_;
  std::size_t beginning_;
  JsonScan scan_;
  JsonFound found_;
  Worth worth_;
  std::size_t whole_ = 0;
};

}  // namespace

JsonFound find_json(std::string_view text) { return Search(text).run(); }

std::vector<JsonScan> all_json(std::string_view text) {
  std::vector<JsonScan> all;
  std::size_t at = 0;
  while ((at = text.find_first_of("{[", at)) != std::string_view::npos) {
    JsonScan scan;
    scan_json(text, at, scan);
    at = std::max(scan.resume, at + 1);
    if (scan.end != JsonEnd::broken) all.push_back(std::move(scan));
  }
  return all;
}

}  // namespace logprobs::judge
