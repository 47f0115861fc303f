#include "catch.hpp"
#include "logprobs/ask.hpp"

using namespace logprobs;

namespace {

/// The text that keeps the request and these pieces of its response.
std::string kept(const std::vector<std::string>& pieces, const std::string& request = "{}",
                 bool whole = true) {
  KeptExchange exchange(request);
  std::string out;
  for (const std::string& piece : pieces) exchange.feed(piece, out);
  exchange.finish(whole, out);
  return out;
}

}  // namespace

TEST_CASE("a whole response is kept beside its request") {
  const std::string wanted = "{\"request\": {\"n\":1}, \"response\": {\"a\":\n[1]}}\n";
  CHECK(kept({"{\"a\":\n[1]}"}, R"({"n":1})") == wanted);
  CHECK(kept({" \n{", "\"a\":\n[1", "]} ", "\n"}, R"({"n":1})") == wanted);
  CHECK(kept({"[1]"}) == "{\"request\": {}, \"response\": [1]}\n");
}

TEST_CASE("a stream follows a comment with its request") {
  CHECK(kept({"data: {}\n\n"}) == ": logprobs request {}\ndata: {}\n\n");
  CHECK(kept({"\n", "d", "ata: {}"}) == ": logprobs request {}\n\ndata: {}");
}

TEST_CASE("a stream is kept as it comes") {
  KeptExchange exchange("{}");
  std::string out;
  exchange.feed("d", out);
  CHECK(out == ": logprobs request {}\nd");
  exchange.feed("ata", out);
  CHECK(out == ": logprobs request {}\ndata");
}

TEST_CASE("what is not one JSON value follows a comment, too") {
  CHECK(kept({"{\"a\":", "1"}) == ": logprobs request {}\n{\"a\":1");
  CHECK(kept({"{}\n", "{}\n"}) == ": logprobs request {}\n{}\n{}\n");
  CHECK(kept({"<html>"}) == ": logprobs request {}\n<html>");
  CHECK(kept({"{}"}, "{}", false) == ": logprobs request {}\n{}");
  CHECK(kept({" \n"}) == ": logprobs request {}\n \n");
}

TEST_CASE("a request that is no JSON spoils no response") {
  CHECK(kept({"{}"}, "{\"seed\":[redacted]}") == ": logprobs request {\"seed\":[redacted]}\n{}");
}

TEST_CASE("nothing is kept of a response without bytes") { CHECK(kept({"", ""}).empty()); }
