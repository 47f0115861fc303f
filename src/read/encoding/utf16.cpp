// Decodes UTF-16 into UTF-8.
#include <algorithm>
#include <string>
#include <utility>

#include "logprobs/text.hpp"
#include "read/encoding/encoding.hpp"

namespace logprobs::read {
namespace {

constexpr bool is_high(char32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
constexpr bool is_low(char32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

class Utf16 : public Encoding {
 public:
  explicit Utf16(bool big_endian) : big_endian_(big_endian) {}
  Step decode(std::string_view in, std::span<char> out) override;

 private:
  char32_t unit(std::string_view in) const;
  std::size_t take(std::string_view in, char32_t& code_point);

  bool big_endian_;
  std::size_t mark_ = 2;  // bytes of the byte order mark that is still to come
};

/// The code unit at the front of `in`.
char32_t Utf16::unit(std::string_view in) const {
  const auto first = static_cast<unsigned char>(in[0]);
  const auto second = static_cast<unsigned char>(in[1]);
  return big_endian_ ? char32_t{first} << 8 | second : char32_t{second} << 8 | first;
}

/// Sets `code_point` to the first of `in`; returns its size in bytes, or 0 if more are needed.
std::size_t Utf16::take(std::string_view in, char32_t& code_point) {
  constexpr char32_t swapped_mark = 0xFFFE;
  if (in.size() < 2) return 0;
  code_point = unit(in);
  if (code_point == swapped_mark) {  // a text of the other byte order follows
    big_endian_ = !big_endian_;
    code_point = unit(in);
  }
  if (!is_high(code_point)) return 2;
  if (in.size() < 4) return 0;
  const char32_t low = unit(in.substr(2));
  if (!is_low(low)) return 2;
  code_point = 0x10000 + ((code_point - 0xD800) << 10) + (low - 0xDC00);
  return 4;
}

Encoding::Step Utf16::decode(std::string_view in, std::span<char> out) {
  constexpr std::size_t longest = 4;  // bytes of a code point in UTF-8
  Step step{.used = std::exchange(mark_, 0)};
  std::string encoded;
  while (out.size() - step.written >= longest) {
    char32_t code_point = 0;
    const std::size_t size = take(in.substr(step.used), code_point);
    if (size == 0) break;
    step.used += size;
    if (code_point < 0x80) {
      out[step.written++] = static_cast<char>(code_point);
      continue;
    }
    encoded.clear();
    append_code_point(encoded, code_point);
    std::copy(encoded.begin(), encoded.end(), out.data() + step.written);
    step.written += encoded.size();
  }
  return step;
}

}  // namespace

std::unique_ptr<Encoding> make_utf16(bool big_endian) {
  return std::make_unique<Utf16>(big_endian);
}

}  // namespace logprobs::read
