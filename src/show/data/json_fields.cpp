#include "show/data/json_fields.hpp"

#include "logprobs/text.hpp"

namespace logprobs::show {

void key(std::string& out, std::string_view name) {
  const char before = out.back();
  if (before != '{' && before != '[') out += ", ";
  out += '"';
  out += name;
  out += "\": ";
}

void field(std::string& out, std::string_view name, double value) {
  key(out, name);
  append_json_number(out, value);
}

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
  text_field(out, "token", bytes);
  key(out, "bytes");
  if (is_utf8(bytes)) {
    out += "null";
    return;
  }
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
