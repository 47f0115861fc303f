#include "ask/continuation.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace logprobs::ask {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr int usual_alternatives = 5;
constexpr int most_of_completions = 5;  // alternatives that OpenAI's completions API gives

/// What dump() does with bytes that are not UTF-8, which no text here should have.
std::string dumped(const OrderedJson& json) {
  return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

const OrderedJson* member(const OrderedJson& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() ? &*found : nullptr;
}

bool is_asking(const OrderedJson& body) {
  const OrderedJson* const messages = member(body, "messages");
  const OrderedJson* const prompt = member(body, "prompt");
  const OrderedJson* const input = member(body, "input");
  return (messages != nullptr && messages->is_array() && !messages->empty()) ||
         (prompt != nullptr && prompt->is_string()) ||
         (input != nullptr && (input->is_string() || (input->is_array() && !input->empty())));
}

/// The body itself, which a Batch line, a HAR file and logs have inside other objects or in a
/// string; an empty object if there is none.
OrderedJson body_of(std::string_view request) {
  constexpr int deepest = 4;
  OrderedJson json = OrderedJson::parse(request, nullptr, false);
  for (int depth = 0; depth < deepest && !is_asking(json); ++depth) {
    if (json.is_string()) {
      json = OrderedJson::parse(json.get<std::string>(), nullptr, false);
      continue;
    }
    static constexpr std::array<const char*, 5> inside = {"body", "json", "request", "postData",
                                                          "text"};
    const auto name = std::find_if(inside.begin(), inside.end(),
                                   [&](const char* one) { return member(json, one) != nullptr; });
    if (name == inside.end()) break;
    json = OrderedJson(*member(json, *name));
  }
  return is_asking(json) ? json : OrderedJson::object();
}

OrderedJson message(const char* role, const OrderedJson& content) {
  return OrderedJson{{"role", role}, {"content", content}};
}

/// The body of a chat request, made of one for Responses if it is that.
OrderedJson chat_body_of(std::string_view request) {
  OrderedJson body = body_of(request);
  const OrderedJson* const input = member(body, "input");
  if (member(body, "messages") != nullptr || input == nullptr) return body;
  OrderedJson chat = OrderedJson::object();
  for (const char* const name : {"model", "temperature", "top_p"}) {
    if (const OrderedJson* const value = member(body, name)) chat[name] = *value;
  }
  OrderedJson list = OrderedJson::array();
  if (const OrderedJson* const system = member(body, "instructions")) {
    list.push_back(message("system", *system));
  }
  if (input->is_string()) {
    list.push_back(message("user", *input));
  } else {
    list.insert(list.end(), input->begin(), input->end());
  }
  chat["messages"] = list;
  if (const OrderedJson* const most = member(body, "top_logprobs")) chat["top_logprobs"] = *most;
  return chat;
}

/// Removes what the request wants of its answer, and is not wanted of a branch.
void forget_the_rest(OrderedJson& body) {
  for (const char* const name : {"stream", "stream_options", "n", "best_of", "echo", "max_tokens",
                                 "max_completion_tokens", "max_output_tokens", "n_predict"}) {
    body.erase(name);
  }
}

/// Says how tokens are drawn, and how many.
void draw(OrderedJson& body, const char* limit, const Continuation& continuation) {
  if (!continuation.model.empty()) body["model"] = continuation.model;
  if (continuation.draws) {
    body.erase("seed");
    if (member(body, "temperature") == nullptr) body["temperature"] = 1;
  } else {
    body.erase("top_p");
    body["temperature"] = 0;
  }
  body[limit] = continuation.most_tokens;
  body["stream"] = false;
}

/// How many alternatives the request asks for.
int alternatives_of(const OrderedJson& body) {
  for (const char* const name : {"top_logprobs", "logprobs", "n_probs"}) {
    const OrderedJson* const number = member(body, name);
    if (number != nullptr && number->is_number_integer()) return number->get<int>();
  }
  return usual_alternatives;
}

/// The text of a message, whose parts may be apart.
std::string text_of(const OrderedJson& content) {
  if (content.is_string()) return content.get<std::string>();
  std::string text;
  if (!content.is_array()) return text;
  for (const OrderedJson& part : content) {
    const OrderedJson* const piece = member(part, "text");
    if (piece != nullptr && piece->is_string()) text += piece->get<std::string>();
  }
  return text;
}

bool is_of_assistant(const OrderedJson& one) {
  const OrderedJson* const role = member(one, "role");
  return role != nullptr && *role == "assistant";
}

/// One prompt of all messages; what the assistant began already is continued.
std::string prompt_of(const OrderedJson& body) {
  const OrderedJson* const prompt = member(body, "prompt");
  if (prompt != nullptr) return prompt->get<std::string>();
  std::string text;
  for (const OrderedJson& one : *member(body, "messages")) {
    const OrderedJson* const content = member(one, "content");
    if (content != nullptr) text += text_of(*content);
    if (!is_of_assistant(one)) text += "\n\n";
  }
  return text;
}

/// A text in a response.
std::optional<std::string> text_in(std::string_view response, const char* name) {
  const OrderedJson json = OrderedJson::parse(response, nullptr, false);
  const OrderedJson* const text = member(json, name);
  if (text == nullptr || !text->is_string()) return std::nullopt;
  return text->get<std::string>();
}

void copy(const OrderedJson& from, std::initializer_list<const char*> names, OrderedJson& to) {
  for (const char* const name : names) {
    if (const OrderedJson* const value = member(from, name)) to[name] = *value;
  }
}

}  // namespace

Conversation conversation_in(std::string_view request) {
  const OrderedJson body = body_of(request);
  if (body.empty()) return Conversation::none;
  return member(body, "prompt") != nullptr && member(body, "messages") == nullptr
             ? Conversation::prompt
             : Conversation::messages;
}

std::string model_in(std::string_view request) {
  const OrderedJson body = body_of(request);
  const OrderedJson* const model = member(body, "model");
  return model != nullptr && model->is_string() ? model->get<std::string>() : "";
}

std::string chat_continuation(const Continuation& continuation, Continue how) {
  OrderedJson body = chat_body_of(continuation.request);
  const int alternatives = alternatives_of(body);
  forget_the_rest(body);
  OrderedJson& messages = body["messages"];
  const OrderedJson* const begun =
      is_of_assistant(messages.back()) ? member(messages.back(), "content") : nullptr;
  const std::string before = begun == nullptr ? "" : text_of(*begun);
  if (begun != nullptr) messages.erase(messages.size() - 1);
  const std::string said = before + continuation.text;
  if (!said.empty()) messages.push_back(message("assistant", said));
  if (!said.empty() && continuation.marks_prefix) messages.back()["prefix"] = true;
  body["logprobs"] = true;
  body["top_logprobs"] = alternatives;
  draw(body, "max_tokens", continuation);
  if (!said.empty() && how == Continue::vllm) {
    body["continue_final_message"] = true;
    body["add_generation_prompt"] = false;
  }
  return dumped(body);
}

std::string completions_continuation(const Continuation& continuation) {
  const OrderedJson asked = body_of(continuation.request);
  const bool is_same_api = member(asked, "prompt") != nullptr;
  const OrderedJson from = is_same_api ? asked : chat_body_of(continuation.request);
  OrderedJson body = OrderedJson::object();
  if (is_same_api) {
    body = from;
    forget_the_rest(body);
  } else {
    copy(from, {"model", "stop", "seed", "temperature", "top_p"}, body);
  }
  body["prompt"] = prompt_of(from) + continuation.text;
  body["logprobs"] = std::min(alternatives_of(from), most_of_completions);
  draw(body, "max_tokens", continuation);
  return dumped(body);
}

std::string template_request(std::string_view request) {
  const OrderedJson from = chat_body_of(request);
  OrderedJson body = OrderedJson::object();
  copy(from, {"model", "messages", "tools", "chat_template_kwargs", "reasoning_format"}, body);
  return dumped(body);
}

std::string tokenize_request(std::string_view text, bool is_prompt) {
  return dumped(
      OrderedJson{{"content", text}, {"add_special", is_prompt}, {"parse_special", is_prompt}});
}

std::string detokenize_request(std::span<const std::int64_t> ids) {
  return dumped(OrderedJson{{"tokens", std::vector<std::int64_t>(ids.begin(), ids.end())}});
}

std::string native_continuation(const Continuation& continuation,
                                std::span<const std::int64_t> ids) {
  const OrderedJson from = body_of(continuation.request);
  OrderedJson body = OrderedJson::object();
  copy(from,
       {"model", "stop", "seed", "temperature", "top_p", "top_k", "min_p", "logit_bias", "grammar",
        "json_schema"},
       body);
  if (body.contains("stop") && !body["stop"].is_array())
    body["stop"] = OrderedJson::array({body["stop"]});
  body["prompt"] = std::vector<std::int64_t>(ids.begin(), ids.end());
  body["n_probs"] = std::max(alternatives_of(from), 1);
  draw(body, "n_predict", continuation);
  return dumped(body);
}

std::optional<std::string> prompt_in(std::string_view response) {
  return text_in(response, "prompt");
}

std::optional<std::string> content_in(std::string_view response) {
  return text_in(response, "content");
}

std::optional<std::vector<std::int64_t>> ids_in(std::string_view response) {
  const OrderedJson json = OrderedJson::parse(response, nullptr, false);
  const OrderedJson* const list = member(json, "tokens");
  if (list == nullptr || !list->is_array()) return std::nullopt;
  std::vector<std::int64_t> ids;
  for (const OrderedJson& id : *list) {
    if (!id.is_number_integer()) return std::nullopt;
    ids.push_back(id.get<std::int64_t>());
  }
  return ids;
}

bool is_version(std::string_view response) { return text_in(response, "version").has_value(); }

std::optional<BatchRequest> batch_request(std::string_view line) {
  const OrderedJson json = OrderedJson::parse(line, nullptr, false);
  const OrderedJson* const id = member(json, "custom_id");
  const OrderedJson body = body_of(line);
  if (id == nullptr || !id->is_string() || body.empty()) return std::nullopt;
  return BatchRequest{id->get<std::string>(), dumped(body)};
}

}  // namespace logprobs::ask
