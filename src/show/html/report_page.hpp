// What every report has in it, made of the files in report/ when the program is built.
#pragma once

#include <string_view>

namespace logprobs::show {

/// The page, with a {name} where each of its parts goes.
std::string_view report_page();

std::string_view report_style();
std::string_view report_script();

/// Their SHA-256 in base64, as a Content-Security-Policy names them.
std::string_view report_style_hash();
std::string_view report_script_hash();

}  // namespace logprobs::show
