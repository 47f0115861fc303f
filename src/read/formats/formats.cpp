#include "read/formats/formats.hpp"

#include <algorithm>
#include <array>

namespace logprobs::read {
namespace {

constexpr std::array<Format, 15> table = {{
    Format{{"gemini", "Gemini and Vertex AI: candidates, or a logprobsResult alone",
            "generationConfig.responseLogprobs and logprobs"},
           "candidates promptFeedback prompt_feedback logprobsResult logprobs_result "
           "chosenCandidates chosen_candidates",
           read_gemini},
    Format{{"openai-responses", "OpenAI Responses, also LM Studio and vLLM",
            "include: [\"message.output_text.logprobs\"] and top_logprobs"},
           "type output",
           read_openai_responses},
    Format{{"llama-completion",
            "llama.cpp /completion: logprobs, probabilities, and its older form", "n_probs"},
           "completion_probabilities stop",
           read_llama_completion},
    Format{{"sglang", "SGLang /generate, cumulative streams too", "return_logprob"},
           "meta_info",
           read_sglang},
    Format{{"tgi", "Hugging Face TGI, LoRAX, Predibase, DeepInfra: details, or an event per token",
            "parameters.details"},
           "details generated_text token results responses",
           read_tgi},
    Format{{"bedrock-llama", "Amazon Bedrock's imported models: maps from ids to logprobs",
            "return_logprobs"},
           "generation",
           read_bedrock_llama},
    Format{
        {"ai21", "AI21 Jurassic, also on Bedrock", "topKReturn"}, "completions prompt", read_ai21},
    Format{
        {"cohere-generate", "Cohere v1 generate and OCI: token likelihoods", "return_likelihoods"},
        "generations generatedTexts inferenceResponse",
        read_cohere_generate,
        nullptr,
        false},
    Format{{"openai-chat",
            "OpenAI chat completions, and Azure, vLLM, llama.cpp, DeepSeek, xAI and many more",
            "logprobs and top_logprobs"},
           "choices",
           read_openai_chat},
    Format{{"openai-completions", "OpenAI's older completions, vLLM, Together: arrays side by side",
            "logprobs"},
           "choices",
           read_openai_completions},
    Format{{"ollama-chat", "Ollama /api/chat and /api/generate", "logprobs and top_logprobs"},
           "done",
           read_ollama_chat},
    Format{{"cohere-chat", "Cohere v2 chat: texts with ids", "logprobs"},
           "logprobs type",
           read_cohere_chat,
           nullptr,
           false},
    Format{{"openai-transcription", "OpenAI audio transcriptions", "include[]=logprobs"},
           "text type transcription",
           read_openai_transcription},
    Format{{"vllm-prompt", "vLLM's maps of tokens: prompt_logprobs, offline results",
            "logprobs or prompt_logprobs"},
           "prompt_logprobs outputs cumulative_logprob",
           read_vllm_prompt,
           read_vllm_prompt_array},
    Format{{"tokens", "tokens alone: a list, {\"content\": [...]}, arrays side by side, pairs",
            "logprobs"},
           "content refusal reasoning_content logprobs tokens token_logprobs top_logprobs "
           "completion_token_ids output_log_probs sequences token ContentTokenLogProbabilities "
           "contentTokenLogProbabilities RefusalTokenLogProbabilities refusalTokenLogProbabilities",
           read_bare_tokens,
           read_bare_token_array},
}};

/// Calls `visit(key, place)` for each key of each format.
template <typename Visit>
constexpr void each_key(Visit visit) {
  for (std::size_t place = 0; place < table.size(); ++place) {
    for (std::string_view rest = table[place].keys; !rest.empty();) {
      const std::size_t size = std::min(rest.find(' '), rest.size());
      visit(rest.substr(0, size), place);
      rest.remove_prefix(std::min(size + 1, rest.size()));
    }
  }
}

/// A hash table of the keys: an empty key ends a search.
struct KeyEntry {
  std::string_view key;
  FormatSet formats = 0;
};
using KeyTable = std::array<KeyEntry, 128>;

constexpr std::size_t slot_of(std::string_view key) {
  if (key.empty()) return 0;
  const auto first = static_cast<unsigned char>(key.front());
  const auto last = static_cast<unsigned char>(key.back());
  return (key.size() * 31 + std::size_t{7} * first + last) % KeyTable().size();
}

constexpr KeyTable make_keys() {
  KeyTable keys{};
  each_key([&](std::string_view key, std::size_t place) {
    std::size_t slot = slot_of(key);
    while (!keys[slot].key.empty() && keys[slot].key != key) slot = (slot + 1) % keys.size();
    keys[slot].key = key;
    keys[slot].formats |= FormatSet{1} << place;
  });
  return keys;
}

constexpr bool is_openai(const Format& format) { return format.keys == "choices"; }

constexpr auto make_order() {
  std::array<std::size_t, table.size()> order{};
  std::size_t next = 0;
  for (const bool openai : {true, false}) {
    for (std::size_t place = 0; place < table.size(); ++place) {
      if (is_openai(table[place]) == openai) order[next++] = place;
    }
  }
  return order;
}

constexpr bool is_bare_name(std::string_view name) {
  return name == "tokens" || name == "vllm-prompt";
}

constexpr FormatSet find_bare() {
  FormatSet bare = 0;
  for (std::size_t place = 0; place < table.size(); ++place) {
    if (is_bare_name(table[place].info.name)) bare |= FormatSet{1} << place;
  }
  return bare;
}

constexpr auto make_infos() {
  std::array<FormatInfo, table.size()> infos{};
  for (std::size_t i = 0; i < table.size(); ++i) infos[i] = table[i].info;
  return infos;
}

}  // namespace

std::span<const Format> format_table() { return table; }

std::span<const std::size_t> trial_order() {
  static constexpr auto order = make_order();
  return order;
}

FormatSet formats_with(std::string_view key) {
  static constexpr KeyTable keys = make_keys();
  std::size_t slot = slot_of(key);
  while (!keys[slot].key.empty() && keys[slot].key != key) slot = (slot + 1) % keys.size();
  return keys[slot].key.empty() ? 0 : keys[slot].formats;
}

bool is_bare(std::string_view format) { return is_bare_name(format); }

FormatSet bare_formats() {
  constexpr FormatSet bare = find_bare();
  return bare;
}

}  // namespace logprobs::read

namespace logprobs {

std::span<const FormatInfo> formats() {
  static constexpr auto infos = read::make_infos();
  return infos;
}

}  // namespace logprobs
