#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ask/secrets.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "logprobs/text.hpp"

namespace logprobs {
namespace {

/// True for a header's name (RFC 9110, 5.6.2).
bool is_name(std::string_view text) {
  const auto good = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), good);
}

/// True if part of the value would end the header, or be removed from it, on the way.
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
  // The line may contain a secret, so messages quote no more than the name.
  const std::size_t colon = line.find(':');
  const std::string_view name = line.substr(0, colon);
  if (colon == std::string_view::npos) {
    usage_error(fmt::format("{}: no colon found; a header is 'Name: value'", where));
  }
  if (!is_name(name)) {
    usage_error(fmt::format("{}: the part before the colon is not a header name", where));
  }
  if (has_control(line.substr(colon))) {
    usage_error(fmt::format("{}: the value of {} contains a control character", where, name));
  }
  static constexpr std::array<std::string_view, 3> ours = {"content-length", "transfer-encoding",
                                                           "expect"};
  if (std::any_of(ours.begin(), ours.end(),
                  [&](std::string_view own) { return same_header(own, name); })) {
    usage_error(fmt::format("{}: {} cannot be set; it follows from the request", where, name));
  }
  return {std::string(name), std::string(trimmed(line.substr(colon + 1))),
          ask::sounds_secret(name)};
}

bool same_header(std::string_view a, std::string_view b) { return lower_case(a) == lower_case(b); }

}  // namespace logprobs
