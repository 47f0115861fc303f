// SGLang's tuples (logprob, id, text), which some servers also send alongside OpenAI's fields.
#pragma once

#include "read/json/json.hpp"

namespace logprobs::read {

/// What a `meta_info` says about a response.
struct SglangMeta {
  bool found = false;                               ///< it is an object
  bool ended = true;                                ///< `finish_reason` is not null
  std::string id{};                                 ///< of the answer
  std::string reason{};                             ///< `finish_reason`; empty if it has none
  std::optional<std::int64_t> completion_tokens{};  ///< how many there are so far
  std::vector<Token> output{};                      ///< the generated tokens
  std::vector<Token> input{};                       ///< the prompt's tokens
  std::vector<Span> output_lists{};                 ///< the alternatives of `output`
  std::vector<Span> input_lists{};                  ///< the alternatives of `input`
};

/// Appends a token for each tuple of an array. False: the context says what is wrong.
bool read_sglang_tuples(Value& value, std::vector<Token>& tokens, Context& context);

/// Reads a `meta_info`; ignores anything but an object.
bool read_sglang_meta(Value& value, SglangMeta& meta, Context& context);

}  // namespace logprobs::read
