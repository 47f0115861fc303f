#include "read/join/finish_reason.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "logprobs/text.hpp"

namespace logprobs::read {
namespace {

struct Reason {
  std::string_view name;
  Ending ending;
};

/// From the documents of those who send them. Reasons of which a limit is meant, such as Cohere's
/// ERROR_LIMIT, are not among them.
constexpr std::array<Reason, 23> known_reasons = {{
    {"error", Ending::failed},                         // OpenRouter, Mistral, vLLM, Cohere, watsonx
    {"abort", Ending::failed},                         // SGLang, vLLM
    {"cancelled", Ending::failed},                     // TensorRT-LLM, watsonx, OpenAI Responses
    {"canceled", Ending::failed},                      // LiteLLM
    {"failed", Ending::failed},                        // OpenAI Responses
    {"timeout", Ending::failed},                       // TensorRT-LLM, Cohere
    {"user_cancel", Ending::failed},                   // Cohere
    {"insufficient_system_resource", Ending::failed},  // DeepSeek
    {"network_error", Ending::failed},                 // Z.ai
    {"malformed_function_call", Ending::failed},       // Gemini
    {"unexpected_tool_call", Ending::failed},          // Gemini
    {"content_filter", Ending::filtered},              // OpenAI, Azure, DeepSeek
    {"content-filter", Ending::filtered},              // the AI SDK
    {"content_filtered", Ending::filtered},            // Bedrock
    {"guardrail_intervened", Ending::filtered},        // Bedrock
    {"error_toxic", Ending::filtered},                 // Cohere
    {"sensitive", Ending::filtered},                   // Z.ai
    {"safety", Ending::filtered},                      // Gemini, as those below
    {"recitation", Ending::filtered},
    {"blocklist", Ending::filtered},
    {"prohibited_content", Ending::filtered},
    {"spii", Ending::filtered},
    {"image_safety", Ending::filtered},
}};

}  // namespace

Ending ending_of(std::string_view finish_reason) {
  const std::string name = lower_case(finish_reason);
  const auto* const found = std::find_if(known_reasons.begin(), known_reasons.end(),
                                         [&](const Reason& reason) { return reason.name == name; });
  return found == known_reasons.end() ? Ending::normal : found->ending;
}

}  // namespace logprobs::read
