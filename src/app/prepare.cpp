#include "app/prepare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "app/example.hpp"
#include "app/key.hpp"
#include "app/known_models.hpp"
#include "app/prompt.hpp"
#include "cli/cli.hpp"
#include "logprobs/ask.hpp"
#include "logprobs/error.hpp"
#include "logprobs/version.hpp"
#include "system/small_file.hpp"

namespace logprobs::app {
namespace {

/// The option, else the first variable that is not empty, else the default.
std::string first_of(const std::optional<std::string>& option,
                     const system::Environment& environment,
                     std::initializer_list<std::string_view> names, std::string_view preset) {
  if (option) return *option;
  for (const std::string_view name : names) {
    if (!environment.get(name).empty()) return std::string(environment.get(name));
  }
  return std::string(preset);
}

/// OPENAI_API_BASE is what OpenAI's clients read before version 1.0. Passing over it in silence
/// would send question and key to another server than the user means.
std::string find_base_url(const cli::AskOptions& options, const system::Environment& environment) {
  if (!options.base_url && environment.get("OPENAI_BASE_URL").empty() &&
      !environment.get("OPENAI_API_BASE").empty()) {
    usage_error(fmt::format(
        "OPENAI_API_BASE is set, but not read: put the URL into OPENAI_BASE_URL or --base-url "
        "(--base-url {} asks OpenAI)",
        cli::default_base_url));
  }
  return first_of(options.base_url, environment, {"OPENAI_BASE_URL"}, cli::default_base_url);
}

/// The model that somebody named, or the default.
void find_model(const cli::AskOptions& options, const system::Environment& environment,
                PreparedRequest& prepared) {
  std::string& model = prepared.question.model;
  model = first_of(options.model, environment, {"LOGPROBS_MODEL", "OPENAI_MODEL"}, "");
  const std::vector<std::string>& params = prepared.question.params;
  const bool named =
      !model.empty() || std::any_of(params.begin(), params.end(),
                                    [](const auto& param) { return param.starts_with("model="); });
  prepared.wants_only_model = !named && prepared.request.endpoint.host != openai_host;
  if (model.empty()) model = cli::default_model;
  check_text("the model's name", model);
}

std::string read_system_file(const std::string& name) {
  std::string text = system::read_small_file("--system-file", name, system::Links::follow).text;
  check_text("--system-file: " + name, text);
  return text;
}

bool has_header(const std::vector<Header>& headers, std::string_view name) {
  return std::any_of(headers.begin(), headers.end(),
                     [&](const Header& header) { return same_header(header.name, name); });
}

/// Adds the key as a header, unless the options bring a header that carries one.
void add_key(const cli::AskOptions& options, const system::Environment& environment,
             const std::vector<Header>& own, PreparedRequest& prepared) {
  if (has_header(own, "Authorization") || has_header(own, "api-key")) return;
  const std::string key = find_key(options, environment, prepared.warnings);
  if (!key.empty()) {
    prepared.request.headers.push_back({"Authorization", "Bearer " + key, true});
  } else if (prepared.request.endpoint.host == openai_host && !options.dry_run) {
    usage_error(fmt::format(
        "api.openai.com needs a key: set OPENAI_API_KEY, or name a file with --api-key-file; or "
        "ask "
        "a server of your own (--base-url http://127.0.0.1:8080/v1); or look at a saved answer, "
        "offline: logprobs -r {}",
        shipped_example()));
  }
}

/// Organization and project are for OpenAI only.
void add_account(const system::Environment& environment, PreparedRequest& prepared) {
  if (prepared.request.endpoint.host != openai_host) return;
  static constexpr std::pair<std::string_view, std::string_view> accounts[] = {
      {"OPENAI_ORG_ID", "OpenAI-Organization"}, {"OPENAI_PROJECT_ID", "OpenAI-Project"}};
  for (const auto& [variable, name] : accounts) {
    const std::string_view value = environment.get(variable);
    if (!value.empty()) {
      prepared.request.headers.push_back(
          parse_header(variable, fmt::format("{}: {}", name, value)));
    }
  }
}

void add_headers(const cli::AskOptions& options, const system::Environment& environment,
                 PreparedRequest& prepared) {
  std::vector<Header>& headers = prepared.request.headers;
  headers.push_back({"Content-Type", "application/json", false});
  headers.push_back({"Accept", "application/json, text/event-stream", false});
  headers.push_back({"User-Agent", fmt::format("logprobs/{}", version), false});
  const std::vector<Header> own = own_headers(options, prepared.warnings);
  add_key(options, environment, own, prepared);
  add_account(environment, prepared);
  std::erase_if(headers, [&](const Header& ours) { return has_header(own, ours.name); });
  headers.insert(headers.end(), own.begin(), own.end());
}

/// Anyone on the way, above all a proxy, can read a secret in plain http.
void refuse_open_secret(const cli::AskOptions& options, const Request& request) {
  const std::optional<std::string>& proxy = request.connection.proxy;
  const bool far_proxy =
      proxy && !proxy->empty() && !is_loopback_proxy(*proxy);  // throws if it is not a proxy
  const bool stays_here = request.endpoint.loopback && !far_proxy;
  if (!request.endpoint.plain_http || stays_here || options.allow_insecure_http) return;
  if (!has_secret(request)) return;
  usage_error(fmt::format(
      "the key would go to {} in plain http, readable by anyone on the way; use https, or unset "
      "OPENAI_API_KEY where no key is needed, or allow it with --allow-insecure-http",
      far_proxy ? "the proxy" : Redactor(request).redacted(request.endpoint.host)));
}

std::string read_question(const cli::AskOptions& options) {
  std::string prompt = read_prompt(options.words);
  if (!options.as_it_is) refuse_response(prompt);
  return prompt;
}

/// Everything but the question.
PreparedRequest prepare_connection(const cli::AskOptions& options,
                                   const system::Environment& environment) {
  PreparedRequest prepared;
  Request& request = prepared.request;
  request.endpoint = asked_endpoint(options, environment);
  prepared.models_folder = known_models_folder(environment);
  request.stream = options.question.stream;
  request.connection = options.connection;
  if (!options.cacert.empty()) {
    request.cacert_file = options.cacert;
    request.cacert =
        system::read_small_file("--cacert", options.cacert, system::Links::follow).text;
    if (request.cacert.empty()) usage_error(fmt::format("--cacert: {} is empty", options.cacert));
  }
  add_headers(options, environment, prepared);
  refuse_open_secret(options, request);
  return prepared;
}

}  // namespace

Endpoint asked_endpoint(const cli::AskOptions& options, const system::Environment& environment) {
  return endpoint_below(find_base_url(options, environment), chat_path);
}

PreparedRequest prepare_request(const cli::AskOptions& options,
                                const system::Environment& environment, const TypeQuestion& type) {
  if (!options.as_it_is) refuse_file_name(options.words);
  const std::vector<std::string>& words = options.words;
  const bool may_be_typed = std::find(words.begin(), words.end(), "-") != words.end();
  std::string prompt;
  // Whoever forgot --replay has no key; but nobody should type a question in vain.
  if (!may_be_typed && !type) prompt = read_question(options);
  PreparedRequest prepared = prepare_connection(options, environment);
  prepared.question = options.question;
  find_model(options, environment, prepared);
  if (!options.system_file.empty())
    prepared.question.system = read_system_file(options.system_file);
  if (type) prompt = typed_prompt(type(prepared));
  prepared.question.prompt = may_be_typed ? read_question(options) : prompt;
  prepared.request.body = chat_body(prepared.question);
  return prepared;
}

PreparedRequest prepare_branches(const cli::AskOptions& options,
                                 const system::Environment& environment) {
  PreparedRequest prepared = prepare_connection(options, environment);
  prepared.request.stream = false;
  prepared.question = options.question;
  find_model(options, environment, prepared);
  if (options.words.empty()) return prepared;
  if (!options.system_file.empty())
    prepared.question.system = read_system_file(options.system_file);
  prepared.question.prompt = read_question(options);
  return prepared;
}

PreparedRequest prepare_models_request(const cli::AskOptions& options,
                                       const system::Environment& environment) {
  PreparedRequest prepared = prepare_connection(options, environment);
  prepared.request = models_request(prepared.request);
  return prepared;
}

Request models_request(const Request& request) {
  Request models = request;
  const std::string_view url = request.endpoint.url;
  const std::size_t query = std::min(url.find('?'), url.size());
  models.endpoint =
      endpoint_below(request.endpoint.base + std::string(url.substr(query)), models_path);
  std::erase_if(models.headers,
                [](const Header& header) { return same_header(header.name, "Content-Type"); });
  models.body.clear();
  models.stream = false;
  return models;
}

}  // namespace logprobs::app
