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
  key(out, "token");
  if (is_utf8(bytes)) {
    append_json_utf8(out, bytes);
    out += ", \"bytes\": null";
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
