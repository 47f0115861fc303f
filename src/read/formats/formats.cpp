#include "read/formats/formats.hpp"

#include <array>

namespace logprobs::read {
namespace {

constexpr std::array table = {
    Format{{"gemini", "Gemini and Vertex AI: candidates, or a logprobsResult alone",
            "generationConfig.responseLogprobs and logprobs"},
           read_gemini},
    Format{{"openai-responses", "OpenAI Responses, also LM Studio and vLLM",
            "include: [\"message.output_text.logprobs\"] and top_logprobs"},
           read_openai_responses},
    Format{{"llama-completion",
            "llama.cpp /completion: logprobs, probabilities, and its older form", "n_probs"},
           read_llama_completion},
    Format{{"sglang", "SGLang /generate, cumulative streams too", "return_logprob"}, read_sglang},
    Format{{"tgi", "Hugging Face TGI, LoRAX, Predibase, DeepInfra: details, or an event a token",
            "parameters.details"},
           read_tgi},
    Format{{"bedrock-llama", "Amazon Bedrock's imported models: maps from ids to logprobs",
            "return_logprobs"},
           read_bedrock_llama},
    Format{{"ai21", "AI21 Jurassic, also on Bedrock", "topKReturn"}, read_ai21},
    Format{
        {"cohere-generate", "Cohere v1 generate and OCI: token likelihoods", "return_likelihoods"},
        read_cohere_generate},
    Format{{"openai-chat",
            "OpenAI chat completions, and Azure, vLLM, llama.cpp, DeepSeek, xAI and many more",
            "logprobs and top_logprobs"},
           read_openai_chat},
    Format{{"openai-completions", "OpenAI's older completions, vLLM, Together: arrays side by side",
            "logprobs"},
           read_openai_completions},
    Format{{"ollama-chat", "Ollama /api/chat and /api/generate", "logprobs and top_logprobs"},
           read_ollama_chat},
    Format{{"cohere-chat", "Cohere v2 chat: texts with ids", "logprobs"}, read_cohere_chat},
    Format{{"openai-transcription", "OpenAI audio transcriptions", "include[]=logprobs"},
           read_openai_transcription},
    Format{{"vllm-prompt", "vLLM's maps of tokens: prompt_logprobs, offline results",
            "prompt_logprobs"},
           read_vllm_prompt,
           read_vllm_prompt_array},
    Format{{"tokens", "tokens alone: a list, {\"content\": [...]}, arrays side by side, pairs",
            "logprobs"},
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

std::size_t most_common_format() {
  std::size_t place = 0;
  while (table[place].read != read_openai_chat) ++place;
  return place;
}

}  // namespace logprobs::read

namespace logprobs {

std::span<const FormatInfo> formats() {
  static constexpr auto infos = read::make_infos();
  return infos;
}

}  // namespace logprobs
