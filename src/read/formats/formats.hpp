// The table of wire formats.
#pragma once

#include <span>

#include "logprobs/read.hpp"
#include "read/json/json.hpp"

namespace logprobs::read {

/// A wire format: what people call it, and the functions that read it. Each takes a document of its
/// own into Context::answer, or leaves it with `not_mine`.
struct Format {
  FormatInfo info;
  Outcome (*read)(Object& object, Context& context);
  Outcome (*read_array)(Array& array, Context& context) = nullptr;  ///< null: never an array
};

std::span<const Format> format_table();

/// The place in the table of the format that is tried first: most responses are of it.
std::size_t most_common_format();

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
