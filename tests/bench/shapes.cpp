#include "shapes.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace bench {
namespace {

/// As Python writes a float: shortest, with a point or an exponent. For a float that was converted
/// to a double on the way, that is twice as long.
template <typename Real>
void append_real(std::string& out, Real real) {
  const bool tiny = real != 0 && std::abs(real) < static_cast<Real>(1e-4);
  const auto format = tiny ? std::chars_format::scientific : std::chars_format::fixed;
  std::array<char, 64> digits;
  const auto end = std::to_chars(digits.begin(), digits.end(), real, format).ptr;
  out.append(digits.begin(), end);
  if (std::find_if(digits.begin(), end, [](char c) { return c == '.' || c == 'e'; }) == end) {
    out += ".0";
  }
}

void append_short(std::string& out, Scored scored) { append_real(out, scored.logprob); }
void append_long(std::string& out, Scored scored) {
  append_real(out, static_cast<double>(scored.logprob));
}

/// A list or an object; calls `append` for each entry.
template <typename Range, typename Append>
void append_all(std::string& out, std::string_view brackets, const Range& range, Append append) {
  out += brackets.front();
  bool first = true;
  for (const auto& entry : range) {
    if (!first) out += ',';
    first = false;
    append(entry);
  }
  out += brackets.back();
}

template <typename Append>
void append_picks(std::string& out, const Source& source, Append append) {
  append_all(out, "[]", source.answer.picks, append);
}

const Token& token_of(const Source& source, Scored scored) {
  return source.vocabulary.tokens()[scored.token];
}

/// A token's text in quotes: U+FFFD for part of a character, as most servers write it.
const std::string& text_of(const Source& source, Scored scored) {
  return in(token_of(source, scored).text, source.answer.spelling);
}

void append_id(std::string& out, Scored scored) { append_number(out, 11 + 457 * scored.token); }

/// The entries in a map of the most probable tokens: these, and the chosen one whatever its rank.
std::vector<Scored> with_chosen_first(const Pick& pick) {
  std::vector<Scored> all = {pick.chosen};
  for (const Scored& scored : pick.alternatives) {
    if (scored.token != pick.chosen.token) all.push_back(scored);
  }
  return all;
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  out += text;
  out += '"';
}

/// A token with its list, both written by `append_scored`, which leaves the brace open.
void append_item(std::string& out, const Source& source, const Pick& pick,
                 void (*append_scored)(std::string&, const Source&, Scored)) {
  append_scored(out, source, pick.chosen);
  out += R"(,"top_logprobs":)";
  append_all(out, "[]", pick.alternatives, [&](Scored scored) {
    append_scored(out, source, scored);
    out += '}';
  });
  out += '}';
}

// OpenAI

/// Without the closing brace.
void append_openai_scored(std::string& out, const Source& source, Scored scored) {
  const Token& token = token_of(source, scored);
  out += in(token.head, source.answer.spelling);
  append_short(out, scored);
  out += scored.without_bytes ? std::string_view(R"(,"bytes":null)") : token.tail;
}

void append_openai_item(std::string& out, const Source& source, const Pick& pick) {
  append_item(out, source, pick, append_openai_scored);
}

void append_openai_items(std::string& out, const Source& source) {
  append_picks(out, source, [&](const Pick& pick) { append_openai_item(out, source, pick); });
}

void append_usage(std::string& out, std::size_t prompt_tokens, std::size_t tokens) {
  out += R"("usage":{"prompt_tokens":)";
  append_number(out, prompt_tokens);
  out += R"(,"completion_tokens":)";
  append_number(out, tokens);
  out += R"(,"total_tokens":)";
  append_number(out, prompt_tokens + tokens);
  out += R"(,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},)";
  out += R"("completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,)";
  out += R"("accepted_prediction_tokens":0,"rejected_prediction_tokens":0}})";
}

void append_openai_chat(std::string& out, const Source& source) {
  append_completion(out, source, true);
}

void append_chunk(std::string& out, const std::string& head, std::string_view delta,
                  std::string_view logprobs, std::string_view reason) {
  out += head;
  out += R"("choices":[{"index":0,"delta":)";
  out += delta;
  out += R"(,"logprobs":)";
  out += logprobs;
  out += R"(,"finish_reason":)";
  out += reason;
  out += "}]}\n\n";
}

void append_openai_chat_stream(std::string& out, const Source& source) {
  const std::string head =
      R"(data: {"id":"chatcmpl-)" + source.random.hex(29) +
      R"(","object":"chat.completion.chunk","created":1733162000,"model":"gpt-4o-2024-08-06",)" +
      R"("service_tier":"default","system_fingerprint":"fp_)" + source.random.hex(10) + R"(",)";
  append_chunk(out, head, R"({"role":"assistant","content":"","refusal":null})",
               R"({"content":[],"refusal":null})", "null");
  for (const Pick& pick : source.answer.picks) {
    std::string logprobs = R"({"content":[)";
    append_openai_item(logprobs, source, pick);
    logprobs += R"(],"refusal":null})";
    append_chunk(out, head, R"({"content":")" + std::string(pick.piece) + R"("})", logprobs,
                 "null");
  }
  append_chunk(out, head, "{}", "null", R"("stop")");
  out += "data: [DONE]\n";
}

/// Part of a character is named by its bytes, after the word "bytes:".
void append_completions_name(std::string& out, const Source& source, Scored scored) {
  const Token& token = token_of(source, scored);
  const std::string& name = in(token.name, source.answer.spelling);
  out += token.whole ? "\"" : "\"bytes:";
  out.append(name, 1);
}

void append_offsets(std::string& out, const Source& source) {
  std::size_t offset = 20;
  append_picks(out, source, [&](const Pick& pick) {
    append_number(out, offset);
    offset += pick.piece.size();
  });
}

void append_openai_completions(std::string& out, const Source& source) {
  out += R"({"id":"cmpl-)" + source.random.hex(29);
  out += R"(","object":"text_completion","created":1733162000,"model":"davinci-002","choices":[{)";
  out += R"("text":")" + source.answer.text + R"(","index":0,"logprobs":{"tokens":)";
  append_picks(out, source,
               [&](const Pick& pick) { append_completions_name(out, source, pick.chosen); });
  out += R"(,"token_logprobs":)";
  append_picks(out, source, [&](const Pick& pick) { append_short(out, pick.chosen); });
  out += R"(,"top_logprobs":)";
  append_picks(out, source, [&](const Pick& pick) {
    append_all(out, "{}", with_chosen_first(pick), [&](Scored scored) {
      append_completions_name(out, source, scored);
      out += ':';
      append_short(out, scored);
    });
  });
  out += R"(,"text_offset":)";
  append_offsets(out, source);
  out += R"(},"finish_reason":"length"}],)";
  append_usage(out, 5, source.answer.picks.size());
  out += '}';
}

/// Without the closing brace.
void append_responses_scored(std::string& out, const Source& source, Scored scored) {
  const Token& token = token_of(source, scored);
  out += '{';
  out.append(token.tail, 1);
  out += R"(,"logprob":)";
  append_long(out, scored);
  out += R"(,"token":)" + in(token.name, source.answer.spelling);
}

void append_responses_item(std::string& out, const Source& source, const Pick& pick) {
  append_item(out, source, pick, append_responses_scored);
}

/// The text with all its tokens.
void append_output_text(std::string& out, const Source& source) {
  out += R"({"type":"output_text","annotations":[],"logprobs":)";
  append_picks(out, source, [&](const Pick& pick) { append_responses_item(out, source, pick); });
  out += R"(,"text":")" + source.answer.text + R"("})";
}

void append_message(std::string& out, const Source& source, const std::string& id) {
  out += R"({"id":"msg_)" + id + R"(","type":"message","status":"completed","content":[)";
  append_output_text(out, source);
  out += R"(],"role":"assistant"})";
}

/// The parts of a response before and after its output.
void append_responses_head(std::string& out, const std::string& id, std::string_view status) {
  out += R"({"id":"resp_)" + id + R"(","object":"response","created_at":1700000000,"status":")";
  out += status;
  out += R"(","background":false,"error":null,"incomplete_details":null,"instructions":null,)"
         R"("max_output_tokens":null,"model":"sample-model","output":[)";
}

constexpr std::string_view responses_tail =
    R"(],"parallel_tool_calls":true,"previous_response_id":null,"reasoning":{"effort":null,)"
    R"("summary":null},"service_tier":"default","store":true,"temperature":1.0,"text":{"format":)"
    R"({"type":"text"},"verbosity":"medium"},"tool_choice":"auto","tools":[],"top_logprobs":5,)"
    R"("top_p":1.0,"truncation":"disabled","usage":null,"user":null,"metadata":{}})";

void append_responses_body(std::string& out, const Source& source, const std::string& id) {
  append_responses_head(out, id, "completed");
  append_message(out, source, id);
  out += responses_tail;
}

void append_openai_responses(std::string& out, const Source& source) {
  append_responses_body(out, source, source.random.hex(50));
}

void begin_event(std::string& out, std::string_view type) {
  out += "event: ";
  out += type;
  out += "\ndata: {\"type\":\"";
  out += type;
  out += R"(",)";
}

void append_delta(std::string& out, const Source& source, const Pick& pick,
                  const std::string& place) {
  begin_event(out, "response.output_text.delta");
  out += R"("content_index":0,"delta":")";
  out += pick.piece;
  out += R"(",)" + place + R"(,"logprobs":[)";
  append_responses_item(out, source, pick);
  out += R"(],"obfuscation":")" + source.random.hex(12) + R"(","output_index":0})" + "\n\n";
}

/// Each token is in a delta, and again in four events after the last delta.
void append_openai_responses_stream(std::string& out, const Source& source) {
  const std::string id = source.random.hex(50);
  const std::string place = R"("item_id":"msg_)" + id + '"';
  begin_event(out, "response.created");
  out += R"("response":)";
  append_responses_head(out, id, "in_progress");
  out.append(responses_tail).append("}\n\n");
  for (const Pick& pick : source.answer.picks) append_delta(out, source, pick, place);
  begin_event(out, "response.output_text.done");
  out += R"("content_index":0,)" + place + R"(,"logprobs":)";
  append_picks(out, source, [&](const Pick& pick) { append_responses_item(out, source, pick); });
  out += R"(,"output_index":0,"text":")" + source.answer.text + "\"}\n\n";
  begin_event(out, "response.content_part.done");
  out += R"("content_index":0,)" + place + R"(,"output_index":0,"part":)";
  append_output_text(out, source);
  out += "}\n\n";
  begin_event(out, "response.output_item.done");
  out += R"("output_index":0,"item":)";
  append_message(out, source, id);
  out += "}\n\n";
  begin_event(out, "response.completed");
  out += R"("response":)";
  append_responses_body(out, source, id);
  out += "}\n";
}

void append_openai_transcription(std::string& out, const Source& source) {
  out += R"({"text":")" + source.answer.text + R"(","logprobs":)";
  append_picks(out, source, [&](const Pick& pick) {
    const Token& token = token_of(source, pick.chosen);
    out += in(token.head, source.answer.spelling);
    append_long(out, pick.chosen);
    out += token.tail + '}';
  });
  out += R"(,"usage":{"type":"tokens","input_tokens":14,"input_token_details":{"text_tokens":0,)"
         R"("audio_tokens":14},"output_tokens":101,"total_tokens":115}})";
}

// Self-hosted servers

/// Without the closing brace.
void append_llama_scored(std::string& out, const Source& source, Scored scored) {
  out += R"({"id":)";
  append_id(out, scored);
  out += R"(,"token":)" + text_of(source, scored) + token_of(source, scored).tail;
  out += R"(,"logprob":)";
  append_long(out, scored);
}

constexpr std::string_view llama_settings =
    R"("generation_settings":{"seed":7,"temperature":0.5,"dynatemp_range":0.0,"top_k":20,)"
    R"("top_p":0.75,"min_p":0.25,"typical_p":1.0,"repeat_last_n":32,"repeat_penalty":1.0,)"
    R"("dry_sequence_breakers":["\n",":"],"mirostat":0,"stop":[],"max_tokens":100,)"
    R"("n_predict":100,"stream":false,"logit_bias":[],"n_probs":5,"grammar":"","samplers":)"
    R"(["top_k","top_p","temperature"],"post_sampling_probs":false,"lora":[]},)"
    R"("prompt":"What is left of it?","has_new_line":false,"truncated":false,)"
    R"("stop_type":"limit","stopping_word":"","tokens_cached":104,)"
    R"("timings":{"prompt_n":5,"prompt_ms":1.5,"predicted_n":100,"predicted_ms":250.0,)"
    R"("predicted_per_second":400.0},)";

void append_llama_completion(std::string& out, const Source& source) {
  out += R"({"index":0,"content":")" + source.answer.text;
  out += R"(","tokens":[],"id_slot":0,"stop":true,"model":"sample-260k","tokens_predicted":)";
  append_number(out, source.answer.picks.size());
  out += R"(,"tokens_evaluated":5,)";
  out += llama_settings;
  out += R"("completion_probabilities":)";
  append_picks(out, source,
               [&](const Pick& pick) { append_item(out, source, pick, append_llama_scored); });
  out += '}';
}

/// Without the closing brace. The bytes are those of the text, so part of a character is lost.
void append_ollama_scored(std::string& out, const Source& source, Scored scored) {
  const Token& token = token_of(source, scored);
  out += R"({"token":)" + text_of(source, scored) + R"(,"logprob":)";
  append_long(out, scored);
  out += token.whole ? std::string_view(token.tail) : R"(,"bytes":[239,191,189])";
}

void append_ollama_item(std::string& out, const Source& source, const Pick& pick) {
  append_item(out, source, pick, append_ollama_scored);
}

/// Up to and including `done`.
void append_ollama_head(std::string& out, std::string_view text, bool done) {
  out += R"({"model":"llama3.2:3b","created_at":"2026-01-15T12:00:00.123456Z",)"
         R"("message":{"role":"assistant","content":")";
  out += text;
  out += done ? R"("},"done":true)" : R"("},"done":false)";
}

constexpr std::string_view ollama_end =
    R"(,"done_reason":"stop","total_duration":1817923000,"load_duration":98123000,)"
    R"("prompt_eval_count":26,"prompt_eval_duration":51000000,"eval_count":101,)"
    R"("eval_duration":1667000000)";

void append_ollama_chat(std::string& out, const Source& source) {
  append_ollama_head(out, source.answer.text, true);
  out += ollama_end;
  out += R"(,"logprobs":)";
  append_picks(out, source, [&](const Pick& pick) { append_ollama_item(out, source, pick); });
  out += '}';
}

/// One line per token, and one that ends the answer.
void append_ollama_chat_stream(std::string& out, const Source& source) {
  for (const Pick& pick : source.answer.picks) {
    append_ollama_head(out, pick.piece, false);
    out += R"(,"logprobs":[)";
    append_ollama_item(out, source, pick);
    out += "]}\n";
  }
  append_ollama_head(out, "", true);
  out.append(ollama_end) += '}';
}

void append_tgi_token(std::string& out, const Source& source, Scored scored) {
  out += R"({"id":)";
  append_id(out, scored);
  out += R"(,"text":)" + text_of(source, scored) + R"(,"logprob":)";
  append_short(out, scored);
  out += R"(,"special":false})";
}

void append_tgi(std::string& out, const Source& source) {
  out += R"({"generated_text":")" + source.answer.text;
  out += R"(","details":{"finish_reason":"length","generated_tokens":)";
  append_number(out, source.answer.picks.size());
  out += R"(,"seed":null,"prefill":[],"tokens":)";
  append_picks(out, source, [&](const Pick& pick) { append_tgi_token(out, source, pick.chosen); });
  out += R"(,"top_tokens":)";
  append_picks(out, source, [&](const Pick& pick) {
    append_all(out, "[]", pick.alternatives,
               [&](Scored scored) { append_tgi_token(out, source, scored); });
  });
  out += "}}";
}

void append_sglang_tuple(std::string& out, const Source& source, Scored scored) {
  out += '[';
  append_long(out, scored);
  out += ',';
  append_id(out, scored);
  out += ',' + text_of(source, scored) + ']';
}

void append_sglang(std::string& out, const Source& source) {
  out += R"({"text":")" + source.answer.text + R"(","meta_info":{"id":")" + source.random.hex(32);
  out += R"(","finish_reason":{"type":"length","length":100},"prompt_tokens":5,)"
         R"("input_token_logprobs":[],"output_token_logprobs":)";
  append_picks(out, source,
               [&](const Pick& pick) { append_sglang_tuple(out, source, pick.chosen); });
  out += R"(,"input_top_logprobs":[],"output_top_logprobs":)";
  append_picks(out, source, [&](const Pick& pick) {
    append_all(out, "[]", pick.alternatives,
               [&](Scored scored) { append_sglang_tuple(out, source, scored); });
  });
  out += R"(,"completion_tokens":)";
  append_number(out, source.answer.picks.size());
  out += R"(,"cached_tokens":0,"e2e_latency":0.4213}})";
}

/// The chosen token is in the map; the list of ids says which one it is.
void append_vllm_map(std::string& out, const Source& source, const Pick& pick) {
  std::size_t rank = 0;
  append_all(out, "{}", with_chosen_first(pick), [&](Scored scored) {
    out += '"';
    append_id(out, scored);
    out += R"(":{"logprob":)";
    append_long(out, scored);
    out += R"(,"rank":)";
    append_number(out, ++rank);
    out += R"(,"decoded_token":)" + text_of(source, scored) + '}';
  });
}

void append_vllm_prompt(std::string& out, const Source& source) {
  out += R"({"request_id":"0","prompt":")" + source.answer.text + R"(","prompt_token_ids":)";
  append_picks(out, source, [&](const Pick& pick) { append_id(out, pick.chosen); });
  out += R"(,"prompt_logprobs":)";
  append_picks(out, source, [&](const Pick& pick) { append_vllm_map(out, source, pick); });
  out += R"(,"finished":true})";
}

// Other companies' APIs

void append_gemini_candidate(std::string& out, const Source& source, Scored scored) {
  out += R"({"token":)" + text_of(source, scored) + R"(,"tokenId":)";
  append_id(out, scored);
  out += R"(,"logProbability":)";
  append_short(out, scored);
  out += '}';
}

void append_gemini(std::string& out, const Source& source) {
  out += R"({"candidates":[{"content":{"parts":[{"text":")" + source.answer.text;
  out += R"("}],"role":"model"},"finishReason":"STOP","avgLogprobs":-0.21,"logprobsResult":{)"
         R"("topCandidates":)";
  append_picks(out, source, [&](const Pick& pick) {
    out += R"({"candidates":)";
    append_all(out, "[]", pick.alternatives,
               [&](Scored scored) { append_gemini_candidate(out, source, scored); });
    out += '}';
  });
  out += R"(,"chosenCandidates":)";
  append_picks(out, source,
               [&](const Pick& pick) { append_gemini_candidate(out, source, pick.chosen); });
  out += R"(}}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":100,)"
         R"("totalTokenCount":109},"modelVersion":"gemini-2.0-flash-001","responseId":")";
  out += source.random.hex(22) + R"("})";
}

void append_cohere_chat(std::string& out, const Source& source) {
  out += R"({"id":")" + source.random.hex(32) + R"(","finish_reason":"COMPLETE","message":{)";
  out += R"("role":"assistant","content":[{"type":"text","text":")" + source.answer.text;
  out += R"("}]},"usage":{"billed_units":{"input_tokens":5,"output_tokens":100},"tokens":{)"
         R"("input_tokens":71,"output_tokens":100}},"logprobs":)";
  append_picks(out, source, [&](const Pick& pick) {
    out += R"({"text":)" + text_of(source, pick.chosen) + R"(,"token_ids":[)";
    append_id(out, pick.chosen);
    out += R"(],"logprobs":[)";
    append_long(out, pick.chosen);
    out += "]}";
  });
  out += '}';
}

void append_cohere_generate(std::string& out, const Source& source) {
  const std::string id = source.random.hex(32);
  out += R"({"id":")" + id + R"(","generations":[{"id":")" + id + R"(","text":")";
  out += source.answer.text + R"(","likelihood":-1.063711,"token_likelihoods":)";
  append_picks(out, source, [&](const Pick& pick) {
    out += R"({"token":)" + text_of(source, pick.chosen) + R"(,"likelihood":)";
    append_short(out, pick.chosen);
    out += '}';
  });
  out += R"(,"finish_reason":"COMPLETE"}],"prompt":"hello world","meta":{"api_version":{)"
         R"("version":"1"},"billed_units":{"input_tokens":2,"output_tokens":100}}})";
}

void append_bedrock_llama(std::string& out, const Source& source) {
  out += R"({"generation":")" + source.answer.text;
  out += R"(","prompt_token_count":12,"generation_token_count":)";
  append_number(out, source.answer.picks.size());
  out += R"(,"stop_reason":"length","logprobs":)";
  append_picks(out, source, [&](const Pick& pick) {
    append_all(out, "{}", with_chosen_first(pick), [&](Scored scored) {
      out += '"';
      append_id(out, scored);
      out += "\":";
      append_long(out, scored);
    });
  });
  out += '}';
}

/// A token as AI21's vocabulary spells it, with marks for blanks, line breaks and lone bytes.
std::string marked(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const auto take = [&](std::size_t size) {
      const std::string_view taken = name.substr(0, size);
      name.remove_prefix(taken.size());
      return taken;
    };
    if (name.starts_with(' ')) {
      take(1);
      out += "▁";
    } else if (name.starts_with("\\n")) {
      take(2);
      out += "<|newline|>";
    } else if (name.starts_with(R"(\\x)")) {
      take(3);
      out.append("<0x").append(take(2)) += '>';
    } else {
      out += take(name.starts_with('\\') ? 2 : 1);
    }
  }
  return out;
}

/// Without the closing brace.
void append_ai21_scored(std::string& out, const Source& source, Scored scored) {
  out += R"({"token":)" + marked(in(token_of(source, scored).name, source.answer.spelling)) +
         R"(,"logprob":)";
  append_long(out, scored);
}

void append_ai21_token(std::string& out, const Source& source, const Pick& pick,
                       std::size_t offset) {
  out += R"({"generatedToken":)";
  append_ai21_scored(out, source, pick.chosen);
  out += R"(,"raw_logprob":)";
  append_long(out, pick.chosen);
  out += R"(},"topTokens":)";
  append_all(out, "[]", pick.alternatives, [&](Scored scored) {
    append_ai21_scored(out, source, scored);
    out += '}';
  });
  out += R"(,"textRange":{"start":)";
  append_number(out, offset);
  out += R"(,"end":)";
  append_number(out, offset + pick.piece.size());
  out += "}}";
}

void append_ai21(std::string& out, const Source& source) {
  out += R"({"id":1234,"prompt":{"text":"Say","tokens":[{"generatedToken":{"token":"▁Say",)"
         R"("logprob":-8.25,"raw_logprob":-8.25},"topTokens":null,)"
         R"("textRange":{"start":0,"end":3}}]},"completions":[{"data":{"text":")";
  out += source.answer.text + R"(","tokens":)";
  std::size_t offset = 0;
  append_picks(out, source, [&](const Pick& pick) {
    append_ai21_token(out, source, pick, offset);
    offset += pick.piece.size();
  });
  out += R"(},"finishReason":{"reason":"length","length":100}}]})";
}

constexpr std::array table = {
    Shape{"openai-chat", append_openai_chat},
    Shape{"openai-completions", append_openai_completions},
    Shape{"openai-responses", append_openai_responses},
    Shape{"openai-transcription", append_openai_transcription},
    Shape{"llama-completion", append_llama_completion},
    Shape{"ollama-chat", append_ollama_chat},
    Shape{"tgi", append_tgi},
    Shape{"sglang", append_sglang},
    Shape{"gemini", append_gemini},
    Shape{"cohere-chat", append_cohere_chat},
    Shape{"cohere-generate", append_cohere_generate},
    Shape{"bedrock-llama", append_bedrock_llama},
    Shape{"ai21", append_ai21},
    Shape{"vllm-prompt", append_vllm_prompt},
    Shape{"tokens", append_openai_items},
    Shape{"openai-chat-stream", append_openai_chat_stream},
    Shape{"ollama-chat-stream", append_ollama_chat_stream},
    Shape{"openai-responses-stream", append_openai_responses_stream},
};

}  // namespace

std::span<const Shape> shapes() { return table; }

void append_completion(std::string& out, const Source& source, bool with_logprobs) {
  Random& random = source.random;
  out += R"({"id":"chatcmpl-)" + random.hex(29);
  out += R"(","object":"chat.completion","created":1733162000,"model":"gpt-4o-2024-08-06",)";
  out += R"("choices":[{"index":0,"message":{"role":"assistant","content":")" + source.answer.text;
  out += R"(","refusal":null},"logprobs":)";
  if (with_logprobs) {
    out += R"({"content":)";
    append_openai_items(out, source);
    out += R"(,"refusal":null})";
  } else {
    out += "null";
  }
  out += random.chance(0.9) ? R"(,"finish_reason":"stop"}],)" : R"(,"finish_reason":"length"}],)";
  append_usage(out, 20 + random.below(400), source.answer.picks.size());
  out += R"(,"service_tier":"default","system_fingerprint":"fp_)" + random.hex(10) + R"("})";
}

}  // namespace bench
