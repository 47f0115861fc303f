#include "show/data/json_fields.hpp"

#include "logprobs/text.hpp"

namespace logprobs::show {

void count_field(std::string& out, std::string_view name, std::size_t value) {
  key(out, name);
  append_json_integer(out, static_cast<std::int64_t>(value));
}

void text_field(std::string& out, std::string_view name, std::string_view text) {
  key(out, name);
  append_json_string(out, text);
}

void field(std::string& out, std::string_view name, std::string_view value) {
  if (!value.empty()) return text_field(out, name, value);
  key(out, name);
  out += "null";
}

void token_fields(std::string& out, std::string_view bytes) {
  constexpr std::string_view after_utf8 = R"(, "bytes": null)";
  constexpr std::size_t most = 64;
  if (bytes.size() <= most && is_plain_json(bytes)) {
    std::array<char, longest_key + most + 2 + after_utf8.size()> text;
    char* at = write_key(text.data(), out, "token");
    *at++ = '"';
    at = std::copy(bytes.begin(), bytes.end(), at);
    *at++ = '"';
    out.append(text.data(), std::copy(after_utf8.begin(), after_utf8.end(), at));
    return;
  }
  key(out, "token");
  if (is_utf8(bytes)) {
    append_json_utf8(out, bytes);
    out += after_utf8;
    return;
  }
  append_json_string(out, bytes);
  key(out, "bytes");
  char before = '[';
  for (const char byte : bytes) {
    out += before;
    if (before == ',') out += ' ';
    append_json_integer(out, static_cast<unsigned char>(byte));
    before = ',';
  }
  out += ']';
}

void clues_field(std::string& out, const Clues& clues) {
  key(out, "clues");
  out += '[';
  for (const ClueInfo& info : clue_table) {
    if (!(clues.*info.clue)) continue;
    if (out.back() != '[') out += ", ";
    append_json_string(out, info.name);
  }
  out += ']';
}

}  // namespace logprobs::show
