// Every server words its refusals differently; these are the ones that people meet.
#include "ask/advice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ask/models.hpp"
#include "ask/url.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/text.hpp"

namespace logprobs::ask {
namespace {

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// True for "must be between 0 and 5", "greater than max allowed" and the like.
bool mentions_limit(std::string_view message) {
  static constexpr std::array<std::string_view, 8> words = {
      "must be", "between", "less ", "greater", "at most", "maximum", "exceed", "too many"};
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return has(message, word); });
}

std::string_view about_logprobs(std::string_view message, const Question& question) {
  if (!has(message, "logprob")) return {};
  if (question.stream && has(message, "stream")) {
    return "ask for the whole answer at once (--no-stream)";
  }
  if (!mentions_limit(message)) {
    return "choose a model that gives logprobs (--model), gpt-4o for example";
  }
  return question.top_logprobs == 0 ? "ask for an alternative (-k 1)"
                                    : "ask for fewer alternatives (--top-logprobs)";
}

std::string_view about_max_tokens(std::string_view message, const Question& question) {
  if (!question.max_tokens) return {};
  if (question.legacy_max_tokens) {
    return has(message, "max_tokens") ? "leave out --legacy-max-tokens" : "";
  }
  return has(message, "max_completion_tokens")
             ? "this server calls the field max_tokens: add --legacy-max-tokens"
             : "";
}

/// True if the message quotes the field's name: a bare "stop" may be any word.
bool names_field(std::string_view message, std::string_view field) {
  static constexpr std::array<std::string_view, 3> quotes = {"'", "\"", "`"};
  return std::any_of(quotes.begin(), quotes.end(), [&](std::string_view quote) {
    return has(message, fmt::format("{0}{1}{0}", quote, field));
  });
}

/// For a field that the message names and that an option sent.
std::string about_field(std::string_view message, const Question& question) {
  struct Field {
    std::string_view name;
    std::string_view option;
    bool sent;
  };
  const std::array fields = {
      Field{"temperature", "--temperature", question.temperature.has_value()},
      Field{"top_p", "--top-p", question.top_p.has_value()},
      Field{"seed", "--seed", question.seed.has_value()},
      Field{"stop", "--stop", !question.stop.empty()},
      Field{"n", "--choices", question.choices != 1},
      Field{"system", "--system", question.system.has_value()},
  };
  for (const Field& field : fields) {
    if (field.sent && names_field(message, field.name)) {
      return fmt::format("change or leave out {}", field.option);
    }
  }
  return {};
}

/// Whether a base URL's path says which version of the API it is, as "/v1" does.
bool names_version(std::string_view base) {
  for (std::size_t at = base.find("/v"); at != std::string_view::npos;
       at = base.find("/v", at + 1)) {
    if (at + 2 < base.size() && base[at + 2] >= '0' && base[at + 2] <= '9') return true;
  }
  return has(base, "/deployments/");  // Azure's, whose version is in the query
}

std::string about_404(const std::string& base) {
  if (base.empty() || names_version(base)) return "check --base-url and --model";
  return fmt::format("did you mean --base-url {}/v1?", base);
}

std::string_view about_status(int status, bool key_sent) {
  constexpr std::string_view no_key = "no key was sent; set OPENAI_API_KEY or use --api-key-file";
  switch (status) {
    case 401:
      return key_sent ? "check the key that was sent (OPENAI_API_KEY, --api-key-file, "
                        "--api-key-env or --header)"
                      : no_key;
    case 403:
      return key_sent ? "check the key's permissions, and --model" : no_key;
    case 405:
      return "check --base-url";
    case 407:
      return "put its user name and password into the proxy's URL";
    case 408:
    case 409:
    case 429:
      return "wait, then ask again";
    case 413:
      return "the prompt is too long for this server";
    default:
      break;
  }
  if (status / 100 == 3) return "set --base-url to the address of the API";
  return status >= 500 ? "ask again later" : "";
}

}  // namespace

std::string advice(std::string_view message, int status, const Request& request,
                   const Question& question) {
  const std::string said = lower_case(message);
  if (has(said, "insufficient_quota")) {
    return "check the account's plan; asking again does not help";
  }
  // Google says this about requests per minute, too.
  if (status == 429 && has(said, "quota")) return "check the account's plan, or ask again later";
  if (has(said, "http request") && has(said, "https") && request.endpoint.plain_http) {
    return fmt::format("is it {}?", with_other_scheme(request.endpoint.base));
  }
  const bool about_request = status < 300 || status == 400 || status == 403 || status == 422;
  if (about_request || status == 500 || status == 501) {  // llama.cpp refuses with these, too
    for (const std::string_view known :
         {about_max_tokens(said, question), about_logprobs(said, question)}) {
      if (!known.empty()) return std::string(known);
    }
    std::string field = about_field(said, question);
    if (!field.empty()) return field;
    if (says_no_such_model(said, status)) return "check --model";
  }
  if (status == 404) return about_404(request.endpoint.base);
  return std::string(about_status(status, has_secret(request)));
}

}  // namespace logprobs::ask
