#include "app/named_file.hpp"

#include <fmt/format.h>

#include "logprobs/error.hpp"
#include "system/input.hpp"

namespace logprobs::app {

std::string name_of_file(const std::string& file) { return file == "-" ? "standard input" : file; }

std::string read_named_file(std::string_view option, const std::string& file, std::size_t most) {
  std::string bytes;
  system::Input input(file);
  if (!input.read_all(bytes, most)) {
    usage_error(fmt::format("{}: {} {}", option, name_of_file(file), input.problem()));
  }
  return bytes;
}

}  // namespace logprobs::app
