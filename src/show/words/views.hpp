// Makes the views. Each function is defined in the file of its view, csv and tsv in csv_view.cpp.
#pragma once

#include <memory>

#include "logprobs/show.hpp"

namespace logprobs::show {

std::unique_ptr<View> make_text_view(const ShowOptions& options);
std::unique_ptr<View> make_table_view(const ShowOptions& options);
std::unique_ptr<View> make_chart_view(const ShowOptions& options);
std::unique_ptr<View> make_summary_view(const ShowOptions& options);
std::unique_ptr<View> make_summary_table(const ShowOptions& options);
std::unique_ptr<View> make_plain_view(const ShowOptions& options);
std::unique_ptr<View> make_json_view(const ShowOptions& options);
std::unique_ptr<View> make_csv_view(const ShowOptions& options);
std::unique_ptr<View> make_tsv_view(const ShowOptions& options);
std::unique_ptr<View> make_markdown_view(const ShowOptions& options);
std::unique_ptr<View> make_places_view(const ShowOptions& options);
std::unique_ptr<View> make_html_view(const ShowOptions& options);
std::unique_ptr<View> make_fragment_view(const ShowOptions& options);  ///< html's answers alone
std::unique_ptr<View> make_svg_view(const ShowOptions& options);
std::unique_ptr<View> make_stats_view(const ShowOptions& options);
std::unique_ptr<View> make_stats_json_view(const ShowOptions& options);
std::unique_ptr<View> make_stats_html_view(const ShowOptions& options);

}  // namespace logprobs::show
