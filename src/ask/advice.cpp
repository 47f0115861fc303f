// Every server words its refusals differently; these are the ones that people meet.
#include "ask/advice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

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

std::string_view about_logprobs(std::string_view message) {
  if (!has(message, "logprob")) return {};
  return mentions_limit(message)
             ? "ask for fewer alternatives (--top-logprobs)"
             : "choose a model that gives logprobs (--model), gpt-4o for example";
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

std::string_view about_status(int status, bool key_sent) {
  constexpr std::string_view no_key = "no key was sent; set OPENAI_API_KEY or use --api-key-file";
  switch (status) {
    case 401:
      return key_sent ? "check the key that was sent (OPENAI_API_KEY, --api-key-file, "
                        "--api-key-env or --header)"
                      : no_key;
    case 403:
      return key_sent ? "check the key's permissions, and --model" : no_key;
    case 404:
      return "check --base-url and --model";
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
  if (status < 300 || status == 400 || status == 403 || status == 422) {
    for (const std::string_view known : {about_max_tokens(said, question), about_logprobs(said)}) {
      if (!known.empty()) return std::string(known);
    }
    std::string field = about_field(said, question);
    if (!field.empty()) return field;
  }
  return std::string(about_status(status, has_secret(request)));
}

}  // namespace logprobs::ask
