#include "show/svg/painted.hpp"

#include <algorithm>

#include "show/svg/style_sheet.hpp"

namespace logprobs::show {
namespace {

constexpr char escape = '\x1b';

}  // namespace

PaintedReader::PaintedReader() {
  for (unsigned bits = 0; bits < 64; ++bits) {
    const auto has = [&](unsigned bit) { return (bits >> bit & 1U) != 0; };
    for (int band = 0; band <= static_cast<int>(Band::red); ++band) {
      const Style style = {.band = static_cast<Band>(band),
                           .low = has(0),
                           .ambiguous = has(1),
                           .not_top = has(2),
                           .slanted = has(5),
                           .escaped = has(3),
                           .dim = has(4)};
      classes_.emplace(sgr(style, colors), classes_of(style));
    }
  }
}

std::vector<Run> PaintedReader::runs_of(std::string_view line) const {
  std::vector<Run> runs;
  std::string classes;
  while (!line.empty()) {
    if (line.front() == escape) {
      const std::size_t end = std::min(line.find('m'), line.size() - 1) + 1;
      const auto found = classes_.find(line.substr(0, end));
      classes = found == classes_.end() ? "" : found->second;
      line.remove_prefix(end);
      continue;
    }
    const std::size_t end = std::min(line.find(escape), line.size());
    runs.push_back({std::string(line.substr(0, end)), classes});
    line.remove_prefix(end);
  }
  return runs;
}

}  // namespace logprobs::show
