#include "show/words/views.hpp"

#include <array>

namespace logprobs {
using namespace show;

namespace {

struct Row {
  ViewInfo info;
  std::unique_ptr<View> (*make)(const ShowOptions& options);
};

using enum Sharing;

std::unique_ptr<View> make_summary(const ShowOptions& options) {
  return options.aligned ? make_summary_table(options) : make_summary_view(options);
}

constexpr std::array table = {
    Row{{"text", "the answer painted by band, its clues marked (the default)"}, make_text_view},
    Row{{"table", "a row per token, with its alternatives and bars"}, make_table_view},
    Row{{"chart", "the best against the second best of each token, as bars"}, make_chart_view},
    Row{{"summary", "a line per choice: separated by tabs, aligned on a terminal", independent},
        make_summary},
    Row{{"plain", "the answer's exact bytes, nothing else"}, make_plain_view},
    Row{{"json", "one object per response, one per line", independent}, make_json_view},
    Row{{"csv", "a row per token, for spreadsheets and databases", independent}, make_csv_view},
    Row{{"tsv", "the same, separated by tabs, which are \\t in a text", independent},
        make_tsv_view},
    Row{{"places", "grep for doubt: a line per token with a clue, with its words around it",
         independent},
        make_places_view},
    Row{{"stats", "what all answers say together: counts, percentiles, the worst", sums},
        make_stats_view},
    Row{{"stats-json", "the same as one object", sums}, make_stats_json_view},
    Row{{"stats-html", "the same as a page for the browser", sums}, make_stats_html_view},
    Row{{"markdown", "a report: the answer with its uncertain spans marked, and what they are"},
        make_markdown_view},
    Row{{"html", "a report for the browser, all in one file"}, make_html_view},
    Row{{"svg", "a picture: the painted answer, or the chart of its only token"}, make_svg_view},
};

constexpr auto make_infos() {
  std::array<ViewInfo, table.size()> infos{};
  for (std::size_t i = 0; i < table.size(); ++i) infos[i] = table[i].info;
  return infos;
}

}  // namespace

std::span<const ViewInfo> views() {
  static constexpr auto infos = make_infos();
  return infos;
}

std::unique_ptr<View> make_view(std::string_view name, const ShowOptions& options) {
  for (const Row& row : table) {
    if (row.info.name == name) return row.make(options);
  }
  return nullptr;
}

}  // namespace logprobs
