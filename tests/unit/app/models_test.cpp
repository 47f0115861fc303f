#include "app/models.hpp"

#include "catch.hpp"
#include "fake_transport.hpp"

using namespace logprobs;
using namespace logprobs::app;
using logprobs::test::FakeTransport;

namespace {

using Names = std::vector<std::string>;

PreparedRequest unnamed() {
  PreparedRequest prepared;
  prepared.request.endpoint.base = "http://127.0.0.1:8080/v1";
  prepared.request.headers = {{"Authorization", "Bearer sk-test-SECRET", true}};
  prepared.question.model = "gpt-4o";
  prepared.wants_only_model = true;
  return prepared;
}

}  // namespace

TEST_CASE("the only model is taken, and the request names it") {
  PreparedRequest prepared = unnamed();
  FakeTransport transport;
  transport.pieces = {R"({"data": [{"id": )", R"("tiny"}]})"};
  CHECK(take_only_model(prepared, transport) == "its only model is asked: tiny (-m names another)");
  CHECK(prepared.question.model == "tiny");
  CHECK_THAT(prepared.request.body, Contains(R"("model":"tiny")"));
  CHECK(transport.requests.at(0).endpoint.url == "http://127.0.0.1:8080/v1/models");
  CHECK(transport.requests.at(0).connection.timeout == 10);
}

TEST_CASE("of several models, or of none, none is taken") {
  for (const std::string list : {R"([{"id": "a"}, {"id": "b"}])", "[]", "no"}) {
    PreparedRequest prepared = unnamed();
    FakeTransport transport;
    transport.pieces = {list};
    CHECK(take_only_model(prepared, transport).empty());
    CHECK(prepared.question.model == "gpt-4o");
  }
  PreparedRequest prepared = unnamed();
  prepared.wants_only_model = false;
  FakeTransport transport;
  CHECK(take_only_model(prepared, transport).empty());
  CHECK(transport.requests.empty());
}

TEST_CASE("the models are asked for once, without secrets") {
  PreparedRequest prepared = unnamed();
  FakeTransport transport;
  transport.pieces = {R"([{"id": "a"}, {"id": "sk-test-SECRET"}])"};
  CHECK(models_instead(prepared, transport) == Names{"a", "[redacted]"});
  prepared.models = Names{"b"};
  CHECK(models_instead(prepared, transport) == Names{"b"});
  CHECK(transport.requests.size() == 1);
}

TEST_CASE("a server that lists the model has nothing to name instead") {
  PreparedRequest prepared = unnamed();
  prepared.models = Names{"gpt-4o", "b"};
  FakeTransport transport;
  CHECK(models_instead(prepared, transport).empty());
}
