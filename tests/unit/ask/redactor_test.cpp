#include "catch.hpp"
#include "logprobs/ask.hpp"

using namespace logprobs;

namespace {

const std::string key = "sk-test/SECRET\"0";

Redactor redactor_of(const std::string& secret) {
  Request request;
  request.headers = {{"Authorization", "Bearer " + secret, true}, {"X-Title", "not-secret", false}};
  return Redactor(request);
}

/// `text` fed in pieces of `size` bytes.
std::string in_pieces(const std::string& secret, const std::string& text, std::size_t size) {
  Redactor redactor = redactor_of(secret);
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += size) redactor.feed(text.substr(i, size), out);
  redactor.finish(out);
  return out;
}

}  // namespace

TEST_CASE("a secret is redacted, wherever it is cut") {
  const std::string text = "a " + key + key + " b sk-test sk-test/SECRE " + key;
  const std::string clean = "a [redacted][redacted] b sk-test sk-test/SECRE [redacted]";
  for (std::size_t size = 1; size <= text.size(); ++size) {
    CAPTURE(size);
    CHECK(in_pieces(key, text, size) == clean);
  }
  CHECK(redactor_of(key).redacted(text) == clean);
}

TEST_CASE("a secret is recognized as JSON spells it") {
  CHECK(in_pieces(key, R"({"a": "sk-test/SECRET\"0"})", 1) == R"({"a": "[redacted]"})");
  CHECK(in_pieces(key, R"({"a": "sk-test\/SECRET\"0"})", 1) == R"({"a": "[redacted]"})");
}

TEST_CASE("only a possible beginning of a secret is held back") {
  Redactor redactor = redactor_of(key);
  std::string out;
  redactor.feed("data: {} sk-t", out);
  CHECK(out == "data: {} ");
  redactor.feed("iny\n", out);
  CHECK(out == "data: {} sk-tiny\n");
  redactor.feed("s", out);
  CHECK(out == "data: {} sk-tiny\n");
  redactor.finish(out);
  CHECK(out == "data: {} sk-tiny\ns");
}

TEST_CASE("a secret that is cut off is redacted if most of it came") {
  CHECK(in_pieces(key, "a sk-test/SEC", 1) == "a [redacted]");
  CHECK(in_pieces(key, "a sk-test", 1) == "a sk-test");
  CHECK(redactor_of(key).redacted("a sk-test/SEC") == "a [redacted]");
}

TEST_CASE("a secret is recognized as Go and Gson spell it in JSON") {
  CHECK(in_pieces("a<b>c&d='8", R"(x a\u003cb\u003ec\u0026d='8)", 1) == "x [redacted]");
  CHECK(in_pieces("a<b>c&d='8", R"(x a\u003cb\u003ec\u0026d\u003d\u00278)", 1) == "x [redacted]");
}

TEST_CASE("a secret is found among other words of a header") {
  Request request;
  request.headers = {{"Cookie", "a=1; session=abcdefgh; b=2", true},
                     {"Authorization", "Bearer \t sk-12345678", true}};
  const Redactor redactor(request);
  CHECK(redactor.redacted("abcdefgh sk-12345678 session") == "[redacted] [redacted] session");
}

TEST_CASE("a secret that repeats itself is found after a part of itself") {
  CHECK(in_pieces("abababac", "abababababac", 1) == "abab[redacted]");
}

TEST_CASE("a secret is recognized in any mixture of spellings") {
  const std::string secret = "sk-Ab+C/d=Ef&0<9";
  for (const std::string spelled :
       {R"(sk-Ab\u002bC\u002Fd\u003dEf\u0026amp;0\u003c9)", "sk-Ab%2BC%2fd%3DEf%260%3C9",
        "sk-Ab%252BC%252Fd%253DEf%25260%253C9", "sk-Ab&#43;C&#x2F;d&#61;Ef&amp;0&lt;9",
        R"(\u0073k-Ab+C\/d=Ef&0<9)", R"(sk-Ab\\u002BC\\/d=Ef\\u00260<9)", "%73k-Ab+C/d=Ef&0<9"}) {
    for (std::size_t size = 1; size <= spelled.size() + 4; ++size) {
      CAPTURE(spelled, size);
      CHECK(in_pieces(secret, "a " + spelled + " b", size) == "a [redacted] b");
    }
  }
}

TEST_CASE("text with escapes but without a secret stays as it is, wherever it is cut") {
  const std::string text = R"({"a\n": "\u00e9\\ 100% &lt;%41 sk-te\st\"})";
  for (std::size_t size = 1; size <= text.size(); ++size) CHECK(in_pieces(key, text, size) == text);
}

TEST_CASE("of overlapping secrets nothing is left, wherever they are cut") {
  Request request;
  request.headers = {{"api-key", "12345678", true},
                     {"X-Key", "1234567890ab", true},
                     {"X-Token", "90abcdefgh", true}};
  const std::string text = "x 1234567890abcdefgh 1234567890ab 123456789 12345678 1234567890a";
  for (std::size_t size = 1; size <= text.size(); ++size) {
    Redactor redactor(request);
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += size) redactor.feed(text.substr(i, size), out);
    redactor.finish(out);
    CAPTURE(size);
    CHECK(out == "x [redacted] [redacted] [redacted]9 [redacted] [redacted]");
  }
}

TEST_CASE("secrets that overlap without end are not kept") {
  const std::string secret = "sk-0123456789s";
  Redactor redactor = redactor_of(secret);
  std::string out;
  redactor.feed("a " + secret, out);
  for (int i = 0; i < 1000; ++i) {
    redactor.feed(secret.substr(1), out);
    REQUIRE(out == "a [redacted]");
  }
  redactor.feed(" b", out);
  redactor.finish(out);
  CHECK(out == "a [redacted] b");
}

TEST_CASE("if one secret begins another, the longer one is redacted") {
  Request request;
  request.headers = {{"api-key", "12345678", true}, {"X-Key", "1234567890", true}};
  const Redactor redactor(request);
  CHECK(redactor.redacted("1234567890 12345678 123456") == "[redacted] [redacted] 123456");
}

TEST_CASE("a placeholder is not a secret, and text without secrets stays as it is") {
  CHECK(in_pieces("ollama", "ask ollama", 3) == "ask ollama");
  CHECK(in_pieces("sk-test", "ask sk-test", 3) == "ask [redacted]");
  CHECK(Redactor(Request{}).redacted(key) == key);
}

TEST_CASE("a secret in the URL's query is redacted") {
  Request request;
  request.endpoint.url = "https://h/v1?api-version=12345678&key=abcdefgh12&sig=87654321";
  CHECK(Redactor(request).redacted("12345678 abcdefgh12 87654321") ==
        "12345678 [redacted] [redacted]");
  CHECK(has_secret(request));
  request.endpoint.url = "https://h/v1?a=1;%6bey=a%2Fbcdefghi";
  CHECK(Redactor(request).redacted("a%2Fbcdefghi a/bcdefghi") == "[redacted] [redacted]");
  request.endpoint.url = "https://h/v1?api-version=12345678&key=";
  CHECK_FALSE(has_secret(request));
}

TEST_CASE("a secret that looks spelled is found as it is, and in every spelling") {
  const std::string secret = R"(a%41&lt;\b"c%)";
  for (const std::string spelled :
       {R"(a%41&lt;\b"c%)", R"(a%41&lt;\\b\"c%)", R"(a%2541%26lt%3B%5Cb%22c%25)",
        R"(a%41&amp;lt;\b&quot;c%)", R"(a%41\u0026lt;\\b\"c%)", R"(aA<b"c%)"}) {
    for (std::size_t size = 1; size <= spelled.size() + 4; ++size) {
      CAPTURE(spelled, size);
      CHECK(in_pieces(secret, "x " + spelled + "20 y", size) == "x [redacted]20 y");
    }
  }
}
