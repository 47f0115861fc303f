// How a model is asked to go on with a text as if it had written that: an answer up to some token,
// and then another token. Servers differ in how they want to be asked.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logprobs::ask {

/// How a server is asked to go on.
enum class Continue {
  automatic,    ///< as the server understands it, which is found out
  prefill,      ///< the text is the last message, an assistant's
  vllm,         ///< the same, and the server is told to continue it
  completions,  ///< the text is the end of a prompt of the completions API
  token_ids,    ///< llama.cpp makes the prompt of its template, and gets it as ids of tokens
  off,          ///< not at all
};

/// Where llama.cpp applies its template, takes a text apart and goes on with ids; where vLLM says
/// its version: all below the server's root. The completions API is below the base URL.
inline constexpr std::string_view apply_template_path = "/apply-template";
inline constexpr std::string_view tokenize_path = "/tokenize";
inline constexpr std::string_view detokenize_path = "/detokenize";
inline constexpr std::string_view native_path = "/completion";
inline constexpr std::string_view version_path = "/version";
inline constexpr std::string_view completions_path = "/completions";

/// What a request's body has for a model to answer.
enum class Conversation {
  none,      ///< nothing that is known
  messages,  ///< of the chat API, or of Responses
  prompt,    ///< of the completions API
};

/// A text to go on with.
struct Continuation {
  /// The body of the request that asked, of the APIs of Conversation, or what holds such a body.
  std::string request;
  std::string text;               ///< what the model has said to it; UTF-8
  std::int64_t most_tokens = 40;  ///< how many may come
  std::string model{};            ///< asked instead of the request's; empty: the request's
  bool marks_prefix = false;      ///< the message says "prefix": DeepSeek and Mistral want it
  bool draws = false;             ///< at the request's temperature, or at 1; else at 0
};

/// What a request has; `none` also if it is no JSON.
Conversation conversation_in(std::string_view request);

/// The name of the model that a request names; empty if it names none.
std::string model_in(std::string_view request);

// The bodies of requests: JSON, on one line. They have the fields of the request that asked, but
// want one answer, whole and with logprobs. Those that draw have no seed, so that each is another.

/// For the chat API, with `how` prefill or vllm. The request has messages.
std::string chat_continuation(const Continuation& continuation, Continue how);
/// For the completions API. Messages become one prompt, in paragraphs.
std::string completions_continuation(const Continuation& continuation);
/// For apply_template_path. The request has messages.
std::string template_request(std::string_view request);
/// For tokenize_path. `is_prompt`: a template's text, in which special tokens are spelled out.
std::string tokenize_request(std::string_view text, bool is_prompt);
/// For detokenize_path.
std::string detokenize_request(std::span<const std::int64_t> ids);
/// For native_path: `ids` are those of prompt and text.
std::string native_continuation(const Continuation& continuation,
                                std::span<const std::int64_t> ids);

/// The prompt in a response to template_request(); absent if it is none.
std::optional<std::string> prompt_in(std::string_view response);
/// The ids in a response to tokenize_request(); absent if it is none.
std::optional<std::vector<std::int64_t>> ids_in(std::string_view response);
/// The text in a response to detokenize_request(); absent if it is none.
std::optional<std::string> content_in(std::string_view response);
/// True for vLLM's response of version_path.
bool is_version(std::string_view response);

/// A line of a file of requests, as OpenAI's Batch API takes them.
struct BatchRequest {
  std::string custom_id;
  std::string body;  ///< JSON
};
/// The request in a line; absent if it is none.
std::optional<BatchRequest> batch_request(std::string_view line);

}  // namespace logprobs::ask
