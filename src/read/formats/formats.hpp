// The table of wire formats.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "logprobs/read.hpp"
#include "read/json/fields.hpp"
#include "read/json/json.hpp"

namespace logprobs::read {

/// A wire format: what people call it, what gives it away, and the functions that read it. They
/// read a document of that format into Context::answer, and return `not_mine` for any other.
struct Format {
  FormatInfo info;
  std::string_view keys;  ///< separated by spaces; each document has one of them at its top
  Outcome (*read)(Object& object, Context& context);
  Outcome (*read_array)(Array& array, Context& context) = nullptr;  ///< null: never an array
  bool lists_alternatives = true;
};

/// All formats, in the order of `--from help`.
std::span<const Format> format_table();

/// The places of the formats in the table, in the order in which they are tried on a document. The
/// first two are openai-chat and openai-completions, since most responses are in one of these. No
/// document with a choice fits both.
std::span<const std::size_t> trial_order();
inline constexpr std::size_t openai_formats = 2;  ///< how many places those two take at its front

/// A set of formats: a bit for each place in the table, the lowest for the first.
using FormatSet = std::uint32_t;

/// The formats that have `key` among their Format::keys.
FormatSet formats_with(std::string_view key);

/// each_field() of a document's own fields. Notes the formats that have these among their keys.
template <typename Visit>
bool each_top_field(Object& object, Context& context, Visit visit) {
  return each_field(object, context, [&](Key key, Value& value) {
    bool plain = false;
    context.formats |= formats_with(key_text(key, plain));
    return visit(key, value);
  });
}

/// True for a format that is too general to prove that a value is a response.
bool is_bare(std::string_view format);
/// All of these.
FormatSet bare_formats();

// The functions of the formats, each in a file that is named after its format.
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
