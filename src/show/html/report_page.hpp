// The constant parts of every page, generated at build time from the files in report/.
#pragma once

#include <string_view>

namespace logprobs::show {

/// The page, with a {name} in place of each part that append_page() puts in.
std::string_view report_page();
/// Its settings and its list of keys, likewise.
std::string_view report_controls();

/// Its style sheet and its script; the style's first part, which paints an answer, alone.
std::string_view report_tints();
std::string_view report_style();
std::string_view report_script();

/// The SHA-256 of style and script in base64, for the page's Content-Security-Policy.
std::string_view report_style_hash();
std::string_view report_script_hash();

/// The same for the page of stats, which has no script.
std::string_view stats_page();
std::string_view stats_style();
std::string_view stats_style_hash();

}  // namespace logprobs::show
