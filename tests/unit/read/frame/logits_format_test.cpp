#include "read/frame/logits_format.hpp"

#include <string>

#include "catch.hpp"

using logprobs::read::logits_format;
using logprobs::read::LogitsFormat;
using namespace std::string_literals;

TEST_CASE("files of raw logits are told by their first bytes") {
  CHECK(logits_format("\x93NUMPY\x01\0v\0"s) == LogitsFormat::npy);
  CHECK(logits_format("_logits_\0\2"s) == LogitsFormat::llama);
  for (const std::string& size : {"\x02\0\0\0\0\0\0\0"s, "\n\0\0\0\0\0\0\0"s, "\0\0\0\0\0\0\0\x80"s,
                                  "{\x10\0\0\0\0\0\0"s, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"s}) {
    for (const std::string& json : {"{}"s, "{\"a\":"s, "{ "s}) {
      CHECK(logits_format(size + json) == LogitsFormat::safetensors);
    }
  }
}

TEST_CASE("text is not raw logits, nor is text after zeros") {
  for (const std::string& front :
       {""s, "{}"s, "\x02\0\0\0\0\0\0\0{"s, "data: 12{\"a\""s, "{\"a\": 12{\""s, "_logits"s,
        "\0\0\0\0\0\0\0\0{\"a\""s, "[\0\n\0 \0 \0{\0\"\0"s, "\xC3\xA4\xC3\xA4\xC3\xA4: {\""s,
        "\x02\0\0\0\0\0\0\0{1"s}) {
    CAPTURE(front);
    CHECK(logits_format(front) == LogitsFormat::none);
  }
}
