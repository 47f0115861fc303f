#include "text/number.hpp"

#include <charconv>
#include <clocale>
#include <cmath>
#include <cstdlib>
#include <string>

#include "logprobs/text.hpp"
#if __has_include(<xlocale.h>)  // macOS and the BSDs
#include <xlocale.h>
#endif

namespace logprobs {
namespace text {

std::optional<double> parse_double_with_strtod(std::string_view text) {
  // strtod() also takes white space, '+', hexadecimal digits, "inf" and "nan".
  const bool decimal = text.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
  if (!decimal || text.empty() || text.front() == '+') return std::nullopt;
  // The program's own locale may have a decimal comma.
  static const locale_t c_locale = newlocale(LC_ALL_MASK, "C", nullptr);
  const std::string terminated(text);
  char* end = nullptr;
  const double number = strtod_l(terminated.c_str(), &end, c_locale);
  const bool all = end == terminated.c_str() + terminated.size();
  return all ? std::optional(number) : std::nullopt;
}

}  // namespace text

std::optional<double> parse_double(std::string_view text) {
#ifdef __cpp_lib_to_chars
  double number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  if (error != std::errc::result_out_of_range) {
    const bool good = error == std::errc() && end == last && std::isfinite(number);
    return good ? std::optional(number) : std::nullopt;
  }
#endif
  return text::parse_double_with_strtod(text);
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  std::int64_t number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  const bool good = error == std::errc() && end == last;
  return good ? std::optional(number) : std::nullopt;
}

}  // namespace logprobs
