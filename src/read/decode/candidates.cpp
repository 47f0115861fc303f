#include "read/decode/candidates.hpp"

#include <fmt/format.h>

#include "logprobs/text.hpp"
#include "read/json/json.hpp"

namespace logprobs::read {
namespace {

constexpr std::size_t longest_path = std::size_t{4} << 10;  // bytes

/// Appends a key, as it is spelled in the document, in the spelling of JSON Pointers.
void append_key(std::string_view spelled, std::string& path) {
  constexpr std::size_t longest_escape = 6;
  std::string key;
  bool lone = false;
  const std::string_view enough = spelled.substr(0, longest_escape * longest_path);
  append_unescaped(fmt::format("\"{}\"", enough), key, lone);
  for (const char c : key) {
    if (c == '~') {
      path += "~0";
    } else if (c == '/') {
      path += "~1";
    } else {
      path += c;
    }
  }
}

}  // namespace

std::string Candidates::path(const Candidate& candidate, std::string_view document) const {
  std::vector<const PathStep*> way;
  for (std::uint32_t at = candidate.step; at != 0; at = steps[at].parent) {
    way.push_back(&steps[at]);
  }
  std::string path;
  for (auto step = way.rbegin(); step != way.rend() && path.size() <= longest_path; ++step) {
    path += '/';
    if ((*step)->is_key) {
      append_key(document.substr((*step)->at, (*step)->size), path);
    } else {
      path += fmt::to_string((*step)->at);
    }
  }
  if (path.size() <= longest_path) return path;
  return std::string(first_bytes(path, longest_path)) + "…";
}

}  // namespace logprobs::read
