#include "formats.hpp"

#include <array>

namespace logprobs {
namespace {

constexpr std::array table = {
    Format{{"openai-chat", "OpenAI chat completions and the servers that write the same"},
           read_openai_chat,
           nullptr},
    Format{{"tokens", "a bare list of tokens, or {\"content\": [...]}"},
           read_bare_tokens,
           read_bare_token_array},
};

constexpr auto make_infos() {
  std::array<FormatInfo, table.size()> infos{};
  for (std::size_t i = 0; i < table.size(); ++i) infos[i] = table[i].info;
  return infos;
}

}  // namespace

std::span<const Format> format_table() { return table; }

std::span<const FormatInfo> formats() {
  static constexpr auto infos = make_infos();
  return infos;
}

}  // namespace logprobs
