#include "app/prepare.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "folder.hpp"
#include "usage.hpp"

using namespace logprobs;
using namespace logprobs::app;
using namespace logprobs::cli;
using namespace logprobs::system;
using namespace logprobs::test;

namespace {

using Variables = std::vector<std::pair<std::string, std::string>>;

AskOptions local() {
  AskOptions options;
  options.words = {"Who?"};
  options.base_url = "http://127.0.0.1:8080/v1";
  return options;
}

PreparedRequest prepare(const AskOptions& options, Variables variables = {}) {
  return prepare_request(options, Environment(std::move(variables)));
}

/// The values of all headers with this name.
std::vector<std::string> header(const PreparedRequest& prepared, std::string_view name) {
  std::vector<std::string> values;
  for (const Header& line : prepared.request.headers) {
    if (line.name == name) values.push_back(line.value);
  }
  return values;
}

std::string refusal(const AskOptions& options, const Variables& variables = {}) {
  return usage_message([&] { prepare(options, variables); });
}

using Values = std::vector<std::string>;

}  // namespace

TEST_CASE("options come before the environment, the environment before the defaults") {
  AskOptions options = local();
  const auto model = [&](Variables variables) {
    return prepare(options, std::move(variables)).question.model;
  };
  CHECK(model({}) == "gpt-4o");
  CHECK(model({{"OPENAI_MODEL", "b"}}) == "b");
  CHECK(model({{"OPENAI_MODEL", "b"}, {"LOGPROBS_MODEL", "a"}}) == "a");
  CHECK(model({{"OPENAI_MODEL", "b"}, {"LOGPROBS_MODEL", ""}}) == "b");
  options.model = "m";
  CHECK(model({{"LOGPROBS_MODEL", "a"}}) == "m");
  const Variables url = {{"OPENAI_BASE_URL", "http://localhost/x"}};
  CHECK(prepare(options, url).request.endpoint.name == "http://127.0.0.1:8080/v1/chat/completions");
  options.base_url.reset();
  CHECK(prepare(options, url).request.endpoint.name == "http://localhost/x/chat/completions");
  CHECK(prepare(options, {{"OPENAI_API_KEY", "k"}}).request.endpoint.url ==
        "https://api.openai.com/v1/chat/completions");
}

TEST_CASE("the only model is wanted where nobody names one, but not of OpenAI") {
  AskOptions options = local();
  CHECK(prepare(options).wants_only_model);
  CHECK_FALSE(prepare(options, {{"LOGPROBS_MODEL", "a"}}).wants_only_model);
  CHECK_FALSE(prepare(options, {{"OPENAI_MODEL", "a"}}).wants_only_model);
  options.question.params = {"model=\"a\""};
  CHECK_FALSE(prepare(options).wants_only_model);
  options.question.params = {};
  options.model = "a";
  CHECK_FALSE(prepare(options).wants_only_model);
  options.model.reset();
  options.base_url.reset();
  CHECK_FALSE(prepare(options, {{"OPENAI_API_KEY", "k"}}).wants_only_model);
}

TEST_CASE("models are asked for with the same key, but without a body") {
  AskOptions options = local();
  options.base_url = "http://127.0.0.1:8080/v1?x=1";
  const PreparedRequest prepared =
      prepare_models_request(options, Environment(Variables{{"OPENAI_API_KEY", "k"}}));
  CHECK(prepared.request.endpoint.url == "http://127.0.0.1:8080/v1/models?x=1");
  CHECK(header(prepared, "Authorization") == Values{"Bearer k"});
  CHECK(header(prepared, "Content-Type").empty());
  CHECK((prepared.request.body.empty() && !prepared.request.stream));
}

TEST_CASE("a base URL in the variable of old is not passed over in silence") {
  AskOptions options = local();
  const Variables old = {{"OPENAI_API_BASE", "http://localhost/x"}, {"OPENAI_API_KEY", "k"}};
  CHECK(refusal(options, old).empty());
  options.base_url.reset();
  CHECK_THAT(refusal(options, old),
             Contains("OPENAI_API_BASE is set, but not read") && Contains("OPENAI_BASE_URL"));
  Variables both = old;
  both.emplace_back("OPENAI_BASE_URL", "http://localhost/y");
  CHECK(prepare(options, both).request.endpoint.name == "http://localhost/y/chat/completions");
}

TEST_CASE("the request says who asks, in what form, and by which key") {
  const PreparedRequest prepared = prepare(local(), {{"OPENAI_API_KEY", "k"}});
  CHECK(header(prepared, "Content-Type") == Values{"application/json"});
  CHECK_THAT(header(prepared, "User-Agent").at(0), Contains("logprobs/"));
  CHECK(header(prepared, "Authorization") == Values{"Bearer k"});
  CHECK(nlohmann::json::parse(prepared.request.body)["messages"][0]["content"] == "Who?");
  CHECK(header(prepare(local()), "Authorization").empty());
}

TEST_CASE("only api.openai.com needs a key, and a dry run needs none") {
  AskOptions options;
  options.words = {"Who?"};
  CHECK_THAT(refusal(options), Contains("api.openai.com needs a key: set OPENAI_API_KEY"));
  options.dry_run = true;
  CHECK(refusal(options).empty());
  options.dry_run = false;
  options.headers = {"Authorization: Bearer x"};
  CHECK(refusal(options).empty());
}

TEST_CASE("OpenAI's account headers go to OpenAI only") {
  const Variables variables = {
      {"OPENAI_API_KEY", "k"}, {"OPENAI_ORG_ID", "org-1"}, {"OPENAI_PROJECT_ID", "p-1"}};
  AskOptions options;
  options.words = {"Who?"};
  CHECK(header(prepare(options, variables), "OpenAI-Organization") == Values{"org-1"});
  CHECK(header(prepare(options, variables), "OpenAI-Project") == Values{"p-1"});
  CHECK(header(prepare(local(), variables), "OpenAI-Organization").empty());
  options.base_url = "https://api.openai.com.example.org/v1";
  CHECK(header(prepare(options, variables), "OpenAI-Project").empty());
}

TEST_CASE("a header from the user replaces ours") {
  AskOptions options = local();
  const Variables variables = {{"OPENAI_API_KEY", "k"}};
  options.headers = {"authorization: Basic x", "user-agent: me", "X-Title: t"};
  PreparedRequest prepared = prepare(options, variables);
  CHECK(header(prepared, "Authorization").empty());
  CHECK(header(prepared, "authorization") == Values{"Basic x"});
  CHECK(header(prepared, "User-Agent").empty());
  CHECK(header(prepared, "X-Title") == Values{"t"});
  options.headers = {"api-key: x", "X-A: 1", "X-A: 2"};
  CHECK(header(prepare(options, variables), "Authorization").empty());
  CHECK(header(prepare(options), "X-A") == Values{"1", "2"});
}

TEST_CASE("a key goes over plain http to this machine only") {
  const Variables variables = {{"OPENAI_API_KEY", "k"}};
  AskOptions options = local();
  CHECK(refusal(options, variables).empty());
  options.base_url = "http://example.org/v1";
  CHECK(refusal(options).empty());
  CHECK_THAT(refusal(options, variables), Contains("would go to example.org in plain http") &&
                                              Contains("--allow-insecure-http"));
  options.headers = {"api-key: x"};
  CHECK_THAT(refusal(options), Contains("plain http"));
  options.headers = {"X-Title: x"};
  CHECK(refusal(options).empty());
  options.base_url = "http://example.org/v1?key=x";
  CHECK_THAT(refusal(options), Contains("plain http"));
  options.allow_insecure_http = true;
  CHECK(refusal(options, variables).empty());
}

TEST_CASE("through a proxy elsewhere, plain http leaves the machine") {
  const Variables variables = {{"OPENAI_API_KEY", "k"}};
  AskOptions options = local();
  options.connection.proxy = "http://proxy.example.org:3128";
  CHECK_THAT(refusal(options, variables), Contains("would go to the proxy in plain http"));
  options.connection.proxy = "127.0.0.1:3128";
  CHECK(refusal(options, variables).empty());
  options.connection.proxy = "";
  CHECK(refusal(options, variables).empty());
  options.connection.proxy = "gopher://h";
  CHECK_THAT(refusal(options), Contains("--proxy"));
}

TEST_CASE("named files are read, and must exist") {
  const Folder folder;
  AskOptions options = local();
  options.system_file = folder.file("system", "Be brief.\n");
  CHECK(prepare(options).question.system == "Be brief.\n");
  options.system_file = folder.file("binary", std::string_view("a\0b", 3));
  CHECK_THAT(refusal(options), Contains("contains a NUL byte"));
  options.system_file = folder / "none";
  CHECK_THAT(refusal(options), Contains("--system-file: ") && Contains("No such file"));
  options.system_file.clear();
  options.cacert = folder / "none";
  CHECK_THAT(refusal(options), Contains("--cacert: ") && Contains("No such file"));
  options.cacert = folder.file("empty", "");
  CHECK_THAT(refusal(options), Contains("--cacert: ") && Contains("is empty"));
  options.cacert = folder.file("ca", "PEM");
  CHECK(prepare(options).request.cacert == "PEM");
}

TEST_CASE("a question is typed when all else is known, and whatever it is") {
  AskOptions options = local();
  options.words.clear();
  options.model = "m";
  for (const std::string typed : {"Why?", "-", "--help", "/", "{}", "two\nlines"}) {
    const PreparedRequest prepared =
        prepare_request(options, Environment(Variables{}), [&](const PreparedRequest& known) {
          CHECK(known.question.model == "m");
          CHECK(known.request.endpoint.host == "127.0.0.1");
          return typed + "\r\n";
        });
    CHECK(prepared.question.prompt == typed);
    CHECK(nlohmann::json::parse(prepared.request.body)["messages"][0]["content"] == typed);
  }
  const auto prepare_typed = [&](const std::string& typed) {
    return usage_message([&] {
      prepare_request(options, Environment(Variables{}),
                      [&](const PreparedRequest&) { return typed; });
    });
  };
  CHECK(prepare_typed("") == "the question is empty");
  CHECK(prepare_typed("\n") == "the question is empty");
  CHECK_FALSE(prepare_typed(std::string(1, '\0')).empty());
}
