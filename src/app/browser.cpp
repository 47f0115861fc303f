#include "app/browser.hpp"

#include <fmt/format.h>

#include <cstring>
#include <filesystem>

#include "app/messages.hpp"
#include "logprobs/error.hpp"
#include "logprobs/text.hpp"
#include "system/desktop.hpp"
#include "system/temporary_file.hpp"

namespace logprobs::app {

std::string temporary_page(const system::Environment& environment) {
  std::string folder(environment.get("TMPDIR"));
  if (folder.empty()) folder = "/tmp";
  const std::string name = system::random_name().substr(1);  // the dot would hide it
  return std::filesystem::path(folder) / (name + ".html");
}

void open_page(const std::string& file, bool quiet) {
  const std::string path = std::filesystem::absolute(file);
  if (const int error = system::open_on_desktop(path); error != 0) {
    throw Error(ExitCode::failed,
                fmt::format("--open: there is no xdg-open that could be started ({}); open {} in a "
                            "browser",
                            std::strerror(error), visible(path)));
  }
  if (!quiet) print_message(fmt::format("{} is open in the browser", visible(path)));
}

}  // namespace logprobs::app
