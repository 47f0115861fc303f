#include "app/brancher.hpp"

#include <fmt/format.h>

#include <utility>

#include "app/with_replacements.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/text.hpp"

namespace logprobs::app {
namespace {

using ask::Continue;
using explore::Fork;
using Ids = std::vector<std::int64_t>;

/// True for hosts that go on with a last message only if it says so.
bool wants_prefix(std::string_view host) {
  return host == "api.deepseek.com" || host == "api.mistral.ai";
}

/// The ids of the tokens before the fork and of the forced one; absent if one of them has none.
std::optional<Ids> known_ids(const Answer& answer, const Fork& fork) {
  const std::vector<Token>& tokens = answer.choices[fork.choice].tokens;
  Ids ids;
  for (std::size_t i = 0; i < fork.token; ++i) {
    if (!tokens[i].id) return std::nullopt;
    ids.push_back(*tokens[i].id);
  }
  if (!fork.forces()) return ids;
  const Token& token = tokens[fork.token];
  const auto& id = fork.entry == chosen_itself ? token.id : answer.begin(token)[fork.entry].id;
  if (!id) return std::nullopt;
  ids.push_back(*id);
  return ids;
}

/// The bytes of the same tokens.
std::string exact_text(const Answer& answer, const Fork& fork) {
  std::string text;
  for (std::size_t i = 0; i < fork.token; ++i) {
    text += answer.view(answer.choices[fork.choice].tokens[i].text);
  }
  return text + std::string(explore::forced(answer, fork).text);
}

/// An answer that ends with the forced token.
Came ended_answer() {
  Came came;
  came.answer.state = State::complete;
  came.answer.choices.emplace_back();
  came.answer.choices.front().finish_reason = fmt::format("stop");
  return came;
}

}  // namespace

Came Brancher::go_on(const std::string& request, const std::string& model, const Answer& answer,
                     const Fork& fork) {
  const Candidate forced = explore::forced(answer, fork);
  if (fork.forces() && explore::ends_answer(forced.text)) return ended_answer();
  Beginning beginning;
  beginning.continuation = {.request = request,
                            .text = explore::text_before(answer, fork) + std::string(forced.shown),
                            .most_tokens = options_.branches.most_tokens,
                            .model = model,
                            .marks_prefix = wants_prefix(caller_.host()),
                            .draws = !fork.forces()};
  beginning.ids = known_ids(answer, fork);
  beginning.exact = exact_text(answer, fork);
  Came failure;
  const Continue how = mode_for(request, failure);
  return failure.problem.empty() ? ask_as(how, beginning) : failure;
}

Came Brancher::ask(const std::string& body) {
  const Request request = caller_.request_to(chat_path, Caller::Below::base, body);
  return caller_.read(request, caller_.send(request), "");
}

Came Brancher::ask_as(Continue how, const Beginning& beginning) {
  const ask::Continuation& continuation = beginning.continuation;
  const bool has_messages =
      ask::conversation_in(continuation.request) == ask::Conversation::messages;
  if (how != Continue::completions && !has_messages) {
    return no_answer(
        "its request has a prompt and no messages, which --continue completions "
        "goes on with",
        ExitCode::usage);
  }
  if (how == Continue::token_ids) return ask_with_ids(beginning);
  if (!is_utf8(continuation.text)) {
    return no_answer("the token is part of a character, which only --continue template can force",
                     ExitCode::unusable);
  }
  const bool is_chat = how != Continue::completions;
  const Request request = is_chat ? caller_.request_to(chat_path, Caller::Below::base,
                                                       ask::chat_continuation(continuation, how))
                                  : caller_.request_to(ask::completions_path, Caller::Below::base,
                                                       ask::completions_continuation(continuation));
  return caller_.read(request, caller_.send(request), is_chat ? continuation.text : "");
}

/// llama.cpp's own way: the template is applied, and all goes on from the ids of tokens.
Came Brancher::ask_with_ids(const Beginning& beginning) {
  Came failure;
  const std::optional<Ids> ids = ids_of(beginning, failure);
  if (!ids) return failure;
  const Request request =
      caller_.request_to(ask::native_path, Caller::Below::root,
                         ask::native_continuation(beginning.continuation, *ids));
  return caller_.read(request, caller_.send(request), "");
}

std::optional<Ids> Brancher::ids_of(const Beginning& beginning, Came& failure) {
  const std::string asked = ask::template_request(beginning.continuation.request);
  if (prompts_.count(asked) == 0) {
    const Request request =
        caller_.request_to(ask::apply_template_path, Caller::Below::root, asked);
    const Caller::Reply reply = caller_.send(request);
    const std::optional<std::string> prompt = ask::prompt_in(reply.body);
    if (!prompt) {
      failure = caller_.failure_of(request, reply.result);
      return std::nullopt;
    }
    prompts_ = {{asked, *prompt}};
  }
  std::optional<Ids> ids = tokenize(prompts_.at(asked), true, failure);
  if (!ids) return std::nullopt;
  const bool known = beginning.ids && are_of_this_model(beginning);
  if (!known && !is_utf8(beginning.exact)) {
    failure =
        no_answer("the token is part of a character, and its id is not known", ExitCode::unusable);
    return std::nullopt;
  }
  const std::optional<Ids> rest =
      known ? beginning.ids : tokenize(beginning.continuation.text, false, failure);
  if (!rest) return std::nullopt;
  ids->insert(ids->end(), rest->begin(), rest->end());
  return ids;
}

std::optional<Ids> Brancher::tokenize(const std::string& text, bool is_prompt, Came& failure) {
  const Request request = caller_.request_to(ask::tokenize_path, Caller::Below::root,
                                             ask::tokenize_request(text, is_prompt));
  const Caller::Reply reply = caller_.send(request);
  std::optional<Ids> ids = ask::ids_in(reply.body);
  if (!ids) failure = caller_.failure_of(request, reply.result);
  return ids;
}

/// Ids mean nothing to another model: the server must read them as the same text. An answer that
/// it gave just now is its own.
bool Brancher::are_of_this_model(const Beginning& beginning) {
  if (options_.asks()) return true;
  const Caller::Reply reply = caller_.send(caller_.request_to(
      ask::detokenize_path, Caller::Below::root, ask::detokenize_request(*beginning.ids)));
  return ask::content_in(reply.body) == with_replacements(beginning.exact);
}

Continue Brancher::mode_for(const std::string& request, Came& failure) {
  if (options_.branches.how != Continue::automatic) return options_.branches.how;
  if (ask::conversation_in(request) == ask::Conversation::prompt) return Continue::completions;
  if (caller_.host() == openai_host) {
    failure = no_answer(
        "the chat API of api.openai.com begins a new answer instead of going on; "
        "with a model of its completions API (-m gpt-3.5-turbo-instruct), "
        "--continue completions goes on",
        ExitCode::usage);
    return Continue::off;
  }
  if (!found_) {
    const Continue how = find_out(request, failure);
    if (failure.problem.empty()) found_ = how;
    return how;
  }
  return *found_;
}

/// llama.cpp applies its template, and vLLM says its version. No answer is asked for meanwhile.
Continue Brancher::find_out(const std::string& request, Came& failure) {
  const std::string asked = ask::template_request(request);
  const Request apply = caller_.request_to(ask::apply_template_path, Caller::Below::root, asked);
  Caller::Reply reply = caller_.send(apply);
  if (reply.result.status == 0) {
    failure = caller_.failure_of(apply, reply.result);
    return Continue::off;
  }
  if (const std::optional<std::string> prompt = ask::prompt_in(reply.body)) {
    prompts_ = {{asked, *prompt}};
    return Continue::token_ids;
  }
  reply = caller_.send(caller_.request_to(ask::version_path, Caller::Below::root, ""));
  return ask::is_version(reply.body) ? Continue::vllm : Continue::prefill;
}

}  // namespace logprobs::app
