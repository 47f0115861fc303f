#include "ask/models.hpp"

#include "catch.hpp"

using namespace logprobs;
using Names = std::vector<std::string>;

TEST_CASE("models are read from lists of every known form") {
  for (const std::string body :
       {R"({"object": "list", "data": [{"id": "a"}, {"id": "b", "object": "model"}]})",
        R"({"models": [{"name": "a", "model": "x"}, {"model": "b"}]})",
        R"([{"id": "a"}, {"id": "b"}])",
        R"({"data": [{"id": "a"}, {}, 5, {"id": 7}, {"id": ""}, {"id": "b"}]})"}) {
    CAPTURE(body);
    CHECK(ask::model_names(body) == Names{"a", "b"});
  }
  for (const std::string body :
       {"", "no", "{}", "[]", "5", R"({"data": {"id": "a"}})", "[{\"id\": "}) {
    CHECK(ask::model_names(body).empty());
  }
}

TEST_CASE("a hostile list of models is bounded") {
  std::string body = R"([{"id": ")" + std::string(201, 'x') + R"("})";
  for (int i = 0; i < 10001; ++i) body += R"(,{"id": "y"})";
  const Names names = ask::model_names(body + "]");
  CHECK(names.size() == 10000);
  CHECK(names.front() == "y");
  CHECK(ask::model_names(std::string(1000000, '[')).empty());
}

TEST_CASE("a refusal says that there is no such model") {
  for (const std::string message :
       {"The model `x` does not exist or you do not have access to it.", "model 'x' not found",
        "x is not a valid model ID", "Model Not Exist", "Invalid model: x", "(model_not_found)",
        "Project does not have access to model x"}) {
    CAPTURE(message);
    CHECK(ask::says_no_such_model(message, 404));
    CHECK(ask::says_no_such_model(message, 400));
    CHECK_FALSE(ask::says_no_such_model(message, 401));
  }
  for (const std::string message :
       {"404 page not found", "this model does not support logprobs", "the key was not found"}) {
    CHECK_FALSE(ask::says_no_such_model(message, 404));
  }
}

TEST_CASE("few models are all named, of many the likeliest") {
  CHECK(ask::named_models({"b", "a"}, "x") == "b, a");
  CHECK(ask::named_models({"1", "2", "3", "4", "org/Llama-3", "lama-3"}, "llama-3") ==
        "6 models, among them org/Llama-3, lama-3, 3, 1, 2 (-m help lists them)");
}
