#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ask/secrets.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"

namespace logprobs {
namespace {

/// What a header's name may be made of (RFC 9110, 5.6.2).
bool is_name(std::string_view text) {
  const auto good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), good);
}

/// True for what would end a header, or be cut out of it, on its way.
bool has_control(std::string_view value) {
  return std::any_of(value.begin(), value.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
  });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

}  // namespace

Header parse_header(std::string_view where, std::string_view line) {
  // What stands in a header may be secret, so no message quotes more than its name.
  const std::size_t colon = line.find(':');
  const std::string_view name = line.substr(0, colon);
  if (colon == std::string_view::npos) {
    usage_error(fmt::format("{}: there is no colon in it; a header is 'Name: value'", where));
  }
  if (!is_name(name)) {
    usage_error(fmt::format("{}: what stands before the colon is no name of a header", where));
  }
  if (has_control(line.substr(colon))) {
    usage_error(fmt::format("{}: there is a control character in the value of {}", where, name));
  }
  static constexpr std::array<std::string_view, 3> ours = {"content-length", "transfer-encoding",
                                                           "expect"};
  if (std::any_of(ours.begin(), ours.end(),
                  [&](std::string_view own) { return same_header(own, name); })) {
    usage_error(fmt::format("{}: {} follows from the request and cannot be set", where, name));
  }
  return {std::string(name), std::string(trimmed(line.substr(colon + 1))),
          ask::sounds_secret(name)};
}

bool same_header(std::string_view a, std::string_view b) {
  return ask::lower_case(a) == ask::lower_case(b);
}

}  // namespace logprobs
