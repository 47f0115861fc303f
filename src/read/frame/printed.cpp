#include "read/frame/printed.hpp"

#include <algorithm>
#include <array>

#include "read/frame/scan.hpp"

namespace logprobs::read {

// <html> or <?xml, but not <6>, with which a line of syslog begins
bool is_page(std::string_view text) {
  return text.starts_with('<') && (text.size() == 1 || text[1] < '0' || text[1] > '9');
}

namespace {

bool is_word_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '.';
}

std::string_view word(std::string_view text) {
  const auto* const end = std::find_if_not(text.begin(), text.end(), is_word_char);
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find('\n')); }

/// What is inside the list that `text` may begin with.
std::string_view inside_list(std::string_view text) {
  return text.starts_with('[') ? trim(text.substr(1)) : text;
}

/// {'id': 'x'
bool is_python_dict(std::string_view text) { return inside_list(text).starts_with("{'"); }

/// Completion(id='x'
bool is_python_object(std::string_view text) {
  text = inside_list(text);
  const std::string_view name = word(text);
  std::string_view rest = text.substr(name.size());
  if (name.empty() || !rest.starts_with('(')) return false;
  rest = trim(rest.substr(1));
  const std::string_view field = word(rest);
  return !field.empty() && rest.substr(field.size()).starts_with('=');
}

/// b'{"id": "x"
bool is_python_bytes(std::string_view text) {
  return text.starts_with("b'{") || text.starts_with("b'[") || text.starts_with("b'data:") ||
         text.starts_with("b\"");
}

/// { id: 'x', with white space after the bracket
bool is_node_object(std::string_view text) {
  text = inside_list(text);
  if (text.size() < 2 || text[0] != '{' || !is_json_space(text[1])) return false;
  text = trim(text.substr(1));
  const std::string_view name = word(text);
  return !name.empty() && text.substr(name.size()).starts_with(": ");
}

/// {"id"=>"x" or {:id=>"x"
bool is_ruby_hash(std::string_view text) {
  text = inside_list(text);
  if (!text.starts_with("{\"") && !text.starts_with("{:")) return false;
  text.remove_prefix(2);
  text.remove_prefix(word(text).size());
  if (text.starts_with('"')) text.remove_prefix(1);
  return trim(text).starts_with("=>");
}

/// A line of YAML that begins a response.
bool is_yaml(std::string_view text) {
  constexpr std::array<std::string_view, 7> keys{"id",      "object",   "created", "model",
                                                 "choices", "logprobs", "usage"};
  std::string_view line = first_line(text);
  if (trim(line) == "---") return true;
  if (line.starts_with("- ")) line.remove_prefix(2);
  const std::string_view key = word(line);
  const std::string_view rest = line.substr(key.size());
  return std::find(keys.begin(), keys.end(), key) != keys.end() &&
         (trim(rest) == ":" || rest.starts_with(": "));
}

/// At least three names of columns, and nothing else.
bool is_csv_header(std::string_view text, char separator) {
  std::string_view line = trim(first_line(text));
  for (int columns = 1;; ++columns) {
    const bool quoted = line.starts_with('"');
    if (quoted) line.remove_prefix(1);
    const std::string_view name = word(line);
    line.remove_prefix(name.size());
    if (name.empty() || (quoted && !line.starts_with('"'))) return false;
    if (quoted) line.remove_prefix(1);
    if (line.empty()) return columns >= 3;
    if (line.front() != separator) return false;
    line.remove_prefix(1);
  }
}

bool is_csv(std::string_view text) {
  return is_csv_header(text, ',') || is_csv_header(text, '\t') || is_csv_header(text, ';');
}

struct Row {
  bool (*fits)(std::string_view text);
  std::string_view sentence;
};

constexpr std::array printed_rows{
    Row{is_python_dict, "this is how Python prints a dict; use print(json.dumps(...))"},
    Row{is_python_bytes, "this is how Python prints bytes; use print(data.decode())"},
    Row{is_python_object,
        "this is how Python prints an object; use print(response.model_dump_json())"},
    Row{is_node_object, "this is how Node prints an object; use console.log(JSON.stringify(...))"},
    Row{is_ruby_hash, "this is how Ruby prints a hash; use puts(hash.to_json)"},
    Row{is_page, "this looks like an HTML or XML page"},
    Row{is_yaml, "this looks like YAML; read it with: yq -o json FILE | logprobs -r -"},
    Row{is_csv, "this looks like CSV; save the responses as JSON"},
};

}  // namespace

std::string_view describe_printed(std::string_view text) {
  const auto* const row = std::find_if(printed_rows.begin(), printed_rows.end(),
                                       [&](const Row& each) { return each.fits(text); });
  return row == printed_rows.end() ? std::string_view() : row->sentence;
}

}  // namespace logprobs::read
