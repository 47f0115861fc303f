#include "read/tokens/token_fields.hpp"

#include <string_view>

#include "catch.hpp"
#include "open_object.hpp"

using logprobs::read::marks_token;
using logprobs::read::TokenField;

namespace {

TokenField field_of(std::string_view name) {
  samples::OpenObject open(fmt::format("{{'{}':1}}", name));
  TokenField found{};
  for (auto field : open.object) found = logprobs::read::token_field(field.key());
  return found;
}

bool marks(std::string_view name, std::string_view value = "1") {
  samples::OpenObject open(fmt::format("{{'{}':{}}}", name, value));
  bool found = false;
  for (auto field : open.object) {
    logprobs::read::Value raw = field.value();
    found = marks_token(field.key(), raw);
  }
  return found;
}

}  // namespace

TEST_CASE("a field is known by any of its names, with or without a capital") {
  struct Row {
    std::string_view name;
    TokenField field;
  };
  const Row row = GENERATE(values<Row>({{"token", TokenField::text},
                                        {"Token", TokenField::text},
                                        {"tok_str", TokenField::text},
                                        {"log_prob", TokenField::logprob},
                                        {"LogProbability", TokenField::logprob},
                                        {"p", TokenField::probability},
                                        {"P", TokenField::probability},
                                        {"Utf8Bytes", TokenField::bytes},
                                        {"tokenId", TokenField::id},
                                        {"topTokens", TokenField::alternatives}}));
  CAPTURE(row.name);
  CHECK(field_of(row.name) == row.field);
}

TEST_CASE("a name that only resembles a field's is not one") {
  for (const char* name : {"", "tokens", "toke", "tOKEN", "logprob_", "pt", "_p", "LOGPROB"}) {
    CAPTURE(name);
    CHECK(field_of(name) == TokenField::none);
    CHECK_FALSE(marks(name));
  }
}

TEST_CASE("some names are a token's alone") {
  for (const char* name : {"token", "logprob", "log_prob"}) CHECK(marks(name));
  for (const char* name : {"text", "id", "content", "bytes", "p"}) CHECK_FALSE(marks(name));
  CHECK(marks("top_tokens", "[]"));
  CHECK_FALSE(marks("top_tokens", "5"));
}
