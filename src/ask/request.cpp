// The body of a request, and the request as people read it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "ask/secrets.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "logprobs/text.hpp"

namespace logprobs {
namespace {

using OrderedJson = nlohmann::ordered_json;

/// A number that stays as short as it was typed: 1, not 1.0.
OrderedJson number(double value) {
  constexpr double exact = 9007199254740992;  // 2^53
  const bool whole = std::trunc(value) == value && std::abs(value) < exact;
  return whole ? OrderedJson(static_cast<std::int64_t>(value)) : OrderedJson(value);
}

OrderedJson message(std::string_view role, const std::string& content) {
  return OrderedJson{{"role", role}, {"content", content}};
}

OrderedJson messages(const Question& question) {
  OrderedJson list = OrderedJson::array();
  if (question.system) list.push_back(message("system", *question.system));
  list.push_back(message("user", question.prompt));
  if (question.prefill) list.push_back(message("assistant", *question.prefill));
  return list;
}

/// A field of the body; they stay in the order in which they were first named.
struct Field {
  std::string name;
  std::string json;
};

/// JSON with its line ends replaced, which are only white space there. The rest stays as it was
/// typed, so that no number changes.
std::string on_one_line(std::string_view json) {
  std::string text(json);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

Field parse_param(std::string_view param) {
  const std::size_t equals = std::min(param.find('='), param.size());
  return {std::string(param.substr(0, equals)), on_one_line(param.substr(equals + 1))};
}

void set(std::vector<Field>& fields, Field field) {
  const auto known = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& other) { return other.name == field.name; });
  if (known == fields.end()) {
    fields.push_back(std::move(field));
  } else {
    *known = std::move(field);
  }
}

std::string shown_url(std::string_view url) {
  std::string shown;
  const char* rest = url.data();
  for (const std::string_view secret : ask::secrets_of_query(url)) {
    shown.append(rest, secret.data());
    shown += ask::redacted_mark;
    rest = secret.data() + secret.size();
  }
  return shown.append(rest, url.data() + url.size());
}

std::string shown_value(const Header& header) {
  if (!header.secret) return header.value;
  const std::size_t before = header.value.size() - ask::secret_part(header).size();
  return header.value.substr(0, before) + std::string(ask::redacted_mark);
}

}  // namespace

std::string chat_body(const Question& question) {
  std::vector<Field> fields;
  const auto add = [&](std::string_view name, const OrderedJson& value) {
    fields.push_back({std::string(name), value.dump()});
  };
  add("model", question.model);
  add("messages", messages(question));
  add("logprobs", true);
  add("top_logprobs", question.top_logprobs);
  if (question.stream) add("stream", true);
  if (question.choices != 1) add("n", question.choices);
  if (question.temperature) add("temperature", number(*question.temperature));
  if (question.top_p) add("top_p", number(*question.top_p));
  if (question.max_tokens) {
    add(question.legacy_max_tokens ? "max_tokens" : "max_completion_tokens", *question.max_tokens);
  }
  if (question.seed) add("seed", *question.seed);
  if (!question.stop.empty()) add("stop", question.stop);
  for (const std::string& param : question.params) set(fields, parse_param(param));
  std::string body;
  for (const Field& field : fields) {
    body += fmt::format("{}{}:{}", body.empty() ? "{" : ",", OrderedJson(field.name).dump(),
                        field.json);
  }
  return body + "}";
}

void check_text(std::string_view where, std::string_view text) {
  if (text.find('\0') != std::string_view::npos) {
    usage_error(fmt::format("{} contains a NUL byte", where));
  }
  if (!is_utf8(text)) usage_error(fmt::format("{} is not UTF-8", where));
}

void check_param(std::string_view param) {
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
  if (!OrderedJson::accept(param.substr(equals + 1))) {
    usage_error(fmt::format(
        "--param: the value of {} is not JSON (a text needs quotes: {}='\"…\"')", key, key));
  }
}

bool has_secret(const Request& request) {
  const auto is_secret = [](const Header& header) { return header.secret; };
  return std::any_of(request.headers.begin(), request.headers.end(), is_secret) ||
         !ask::secrets_of_query(request.endpoint.url).empty();
}

std::string describe(const Request& request) {
  std::string text = fmt::format("{} {}\n", request.body.empty() ? "GET" : "POST",
                                 shown_url(request.endpoint.url));
  for (const Header& header : request.headers) {
    text += fmt::format("{}: {}\n", header.name, shown_value(header));
  }
  if (!request.body.empty()) text += "\n" + request.body + "\n";
  return Redactor(request).redacted(text);  // secrets may be repeated elsewhere
}

}  // namespace logprobs
