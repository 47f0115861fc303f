#include "catch.hpp"
#include "logprobs/read.hpp"

using namespace logprobs;

TEST_CASE("the reason is found in the error bodies of all servers") {
  for (const std::string_view body :
       {R"({"error": {"message": "no", "type": "x", "param": null, "code": "bad"}})",
        R"({"object": "error", "message": "no", "code": "bad"})",
        R"([{"error": {"message": "no", "code": "bad", "status": 999}}])"}) {
    CAPTURE(body);
    const Failure failure = read_refusal(body, 400);
    CHECK(failure.message == "no");
    CHECK(failure.code == "bad");
    CHECK(failure.status == 400);
  }
  CHECK(read_refusal(R"({"error": "no"})", 400).message == "no");
  CHECK(read_refusal("data: {\"error\": {\"message\": \"no\"}}\n\n", 400).message == "no");
}

TEST_CASE("a body that is not an error is described, and a page is not shown") {
  CHECK(read_refusal("404 page not found\n", 404).message == "404 page not found");
  CHECK(read_refusal("", 500).message == "it gave no reason");
  CHECK(read_refusal(" <!DOCTYPE html><p>502", 502).message == "it sent a page of HTML");
  for (const std::string& body :
       {std::string("a\nb"), std::string(201, 'x'), std::string("{\"a\":\n1}")}) {
    CHECK_THAT(read_refusal(body, 400).message, Contains("not an error in a known form"));
  }
}
