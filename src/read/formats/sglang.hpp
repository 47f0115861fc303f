// SGLang's tuples (logprob, id, text), which some servers put beside OpenAI's fields too.
#pragma once

#include "read/json/json.hpp"

namespace logprobs::read {

/// What a `meta_info` says.
struct SglangMeta {
  bool found = false;
  bool ended = true;  ///< `finish_reason` is not null
  std::string id{};
  std::string reason{};
  std::optional<std::int64_t> completion_tokens{};
  std::vector<Token> output{};
  std::vector<Token> input{};
  std::vector<Span> output_lists{};
  std::vector<Span> input_lists{};
};

/// Appends a token a tuple.
bool read_sglang_tuples(Value& value, std::vector<Token>& tokens, Context& context);

/// Reads a `meta_info`; another thing there is passed over.
bool read_sglang_meta(Value& value, SglangMeta& meta, Context& context);

}  // namespace logprobs::read
