#include "show/stats/stats_lines.hpp"

#include <algorithm>

#include "show/terminal/row_writer.hpp"

namespace logprobs::show {

void StatsLines::title(std::string_view text) const {
  RowWriter row(options_, out_);
  row.left(text, rest_of_line(0), {.low = true});
  row.end();
}

void StatsLines::line(std::string_view name, std::string_view text, const Style& style) const {
  RowWriter row(options_, out_);
  row.left(name, name_width, quiet);
  row.left(text, rest_of_line(name_width + column_gap), style);
  row.end();
}

int StatsLines::rest_of_line(int cells) const {
  constexpr int no_limit = 0x7FFF;
  return options_.width == 0 ? no_limit : std::max(1, options_.width - cells);
}

int StatsLines::bar_after(int cells) const {
  if (!options_.bars) return 0;
  return options_.width == 0 ? widest_bar : std::clamp(options_.width - cells, 0, widest_bar);
}

}  // namespace logprobs::show
