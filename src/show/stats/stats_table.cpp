#include "show/stats/stats_table.hpp"

#include <fmt/format.h>

#include <cmath>

#include "show/html/text.hpp"
#include "show/stats/stats_words.hpp"

namespace logprobs::show {

StatsTable::StatsTable(std::string& out, std::string_view label,
                       const std::vector<std::string_view>& columns)
    : out_(out) {
  append_markup(out_,
                "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{}\">"
                "<table class=\"figures\">\n<thead><tr>",
                html(label));
  for (const std::string_view column : columns) {
    if (column.empty()) {
      out_ += "<td></td>";
    } else {
      append_markup(out_, "<th scope=\"col\">{}</th>", html(column));
    }
  }
  out_ += "</tr></thead>\n<tbody>\n";
}

void StatsTable::row(std::string_view name, std::string_view band) {
  end_row();
  in_row_ = true;
  const std::string tint = band.empty() ? "" : fmt::format(" class=\"{}\"", band);
  append_markup(out_, "<tr><th scope=\"row\"><span{}><bdi>{}</bdi></span></th>", tint, html(name));
}

void StatsTable::cell(std::string_view text) { append_markup(out_, "<td>{}</td>", html(text)); }

void StatsTable::bar_cell(double share) {
  append_markup(out_,
                "<td><svg class=\"meter\" aria-hidden=\"true\"><rect width=\"{:.2f}%\" "
                "height=\"100%\"/></svg><span class=\"share\">{}</span></td>",
                std::isnan(share) ? 0 : 100 * share, html(share_percent(share)));
}

void StatsTable::end_row() {
  if (in_row_) out_ += "</tr>\n";
}

void StatsTable::end() {
  end_row();
  out_ += "</tbody>\n</table></div>\n";
}

}  // namespace logprobs::show
