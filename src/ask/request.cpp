// What is sent: the body, and the request as people read it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "logprobs/text.hpp"
#include "secrets.hpp"

namespace logprobs {
namespace {

using Json = nlohmann::ordered_json;

/// JSON's text for a number that people wrote: 1 stays 1, not 1.0.
Json number(double value) {
  constexpr double exact = 9007199254740992;  // 2^53
  const bool whole = std::trunc(value) == value && std::abs(value) < exact;
  return whole ? Json(static_cast<std::int64_t>(value)) : Json(value);
}

Json message(std::string_view role, const std::string& content) {
  return Json{{"role", role}, {"content", content}};
}

Json messages(const Question& question) {
  Json list = Json::array();
  if (question.system) list.push_back(message("system", *question.system));
  list.push_back(message("user", question.prompt));
  if (question.prefill) list.push_back(message("assistant", *question.prefill));
  return list;
}

/// What JSON says, or nothing where it is none. Such depth is no request's, and to write it again
/// would take the stack.
Json parse_value(std::string_view key, std::string_view text) {
  constexpr int deepest = 100;
  const auto check_depth = [&](int depth, Json::parse_event_t, Json&) {
    if (depth > deepest) usage_error(fmt::format("--param: {} is nested too deeply", key));
    return true;
  };
  return Json::parse(text, check_depth, false);
}

void add_param(std::string_view param, Json& body) {
  static constexpr std::array<std::string_view, 4> reserved = {"stream", "logprobs", "top_logprobs",
                                                               "n"};
  const std::size_t equals = param.find('=');
  const std::string_view key = param.substr(0, equals);
  if (equals == std::string_view::npos || key.empty() || !is_utf8(key)) {
    usage_error(fmt::format("--param: “{}” is not KEY=JSON", param));
  }
  if (std::find(reserved.begin(), reserved.end(), key) != reserved.end()) {
    usage_error(fmt::format(
        "--param: {} has an option of its own (--no-stream, --top-logprobs or --choices)", key));
  }
  Json value = parse_value(key, param.substr(equals + 1));
  if (value.is_discarded()) {
    usage_error(fmt::format(
        "--param: the value of {} is not JSON (a text needs its quotes: {}='\"…\"')", key, key));
  }
  body[std::string(key)] = std::move(value);
}

std::string shown_url(std::string_view url) {
  std::string shown(url);
  for (const std::string_view secret : secrets_of_query(url)) {
    shown.replace(shown.find(secret, shown.find('?')), secret.size(), redacted_mark);
  }
  return shown;
}

std::string shown_value(const Header& header) {
  if (!header.secret) return header.value;
  const std::size_t before = header.value.size() - secret_part(header).size();
  return header.value.substr(0, before) + std::string(redacted_mark);
}

}  // namespace

std::string chat_body(const Question& question) {
  Json body;
  body["model"] = question.model;
  body["messages"] = messages(question);
  body["logprobs"] = true;
  body["top_logprobs"] = question.top_logprobs;
  if (question.stream) body["stream"] = true;
  if (question.choices != 1) body["n"] = question.choices;
  if (question.temperature) body["temperature"] = number(*question.temperature);
  if (question.top_p) body["top_p"] = number(*question.top_p);
  if (question.max_tokens) {
    body[question.legacy_max_tokens ? "max_tokens" : "max_completion_tokens"] =
        *question.max_tokens;
  }
  if (question.seed) body["seed"] = *question.seed;
  if (!question.stop.empty()) body["stop"] = question.stop;
  for (const std::string& param : question.params) add_param(param, body);
  return body.dump();
}

std::string describe(const Request& request) {
  std::string text = fmt::format("POST {}\n", shown_url(request.endpoint.url));
  for (const Header& header : request.headers) {
    text += fmt::format("{}: {}\n", header.name, shown_value(header));
  }
  return text + "\n" + request.body + "\n";
}

}  // namespace logprobs
