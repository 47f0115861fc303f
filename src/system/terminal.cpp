#include "system/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>

namespace logprobs::system {

bool is_terminal(int descriptor) { return isatty(descriptor) == 1; }

std::optional<int> named_width(const Environment& environment) {
  const std::string_view columns = environment.get("COLUMNS");
  int width = 0;
  const auto [end, error] = std::from_chars(columns.data(), columns.data() + columns.size(), width);
  if (error == std::errc() && end == columns.data() + columns.size() && width > 0) return width;
  return std::nullopt;
}

int terminal_width(int descriptor, const Environment& environment) {
  if (const std::optional<int> named = named_width(environment)) return *named;
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

}  // namespace logprobs::system
