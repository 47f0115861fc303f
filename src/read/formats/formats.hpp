// The table of wire formats.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "logprobs/read.hpp"
#include "read/json/json.hpp"

namespace logprobs::read {

/// A wire format: what people call it, what gives it away, and the functions that read it. Each
/// reads a document of its own into Context::answer, or returns `not_mine`.
struct Format {
  FormatInfo info;
  std::string_view keys;  ///< separated by spaces; each document has one of them at its top
  Outcome (*read)(Object& object, Context& context);
  Outcome (*read_array)(Array& array, Context& context) = nullptr;  ///< null: never an array
};

/// All formats; a bit of a FormatSet for each.
std::span<const Format> format_table();

/// The places of the table in the order in which a document is tried: openai-chat and
/// openai-completions first, of which most responses are. They exclude each other if there is a
/// choice.
std::span<const std::size_t> trial_order();
inline constexpr std::size_t openai_formats = 2;  ///< how many of them those two are

/// Formats, a bit for each place in the table.
using FormatSet = std::uint32_t;

/// The formats that have `key` among their Format::keys.
FormatSet formats_with(std::string_view key);

Outcome read_openai_chat(Object& object, Context& context);
Outcome read_openai_completions(Object& object, Context& context);
Outcome read_openai_responses(Object& object, Context& context);
Outcome read_openai_transcription(Object& object, Context& context);
Outcome read_llama_completion(Object& object, Context& context);
Outcome read_ollama_chat(Object& object, Context& context);
Outcome read_tgi(Object& object, Context& context);
Outcome read_sglang(Object& object, Context& context);
Outcome read_gemini(Object& object, Context& context);
Outcome read_cohere_chat(Object& object, Context& context);
Outcome read_cohere_generate(Object& object, Context& context);
Outcome read_bedrock_llama(Object& object, Context& context);
Outcome read_ai21(Object& object, Context& context);
Outcome read_vllm_prompt(Object& object, Context& context);
Outcome read_bare_tokens(Object& object, Context& context);
Outcome read_vllm_prompt_array(Array& array, Context& context);
Outcome read_bare_token_array(Array& array, Context& context);

}  // namespace logprobs::read
