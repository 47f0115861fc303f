// Shows a page in the browser.
#pragma once

#include <string>

#include "system/environment.hpp"

namespace logprobs::app {

/// The name of a new page in the folder for temporary files.
std::string temporary_page(const system::Environment& environment);

/// Opens a page and says where it is. Throws Error{failed} if nothing can open it.
void open_page(const std::string& file, bool quiet);

}  // namespace logprobs::app
