// Documents whose lists are read early must say what they say when they are not.
#include <fmt/format.h>

#include <array>
#include <bit>
#include <random>
#include <string>
#include <string_view>

#include "catch.hpp"
#include "read/decode/decoder.hpp"
#include "read/tokens/build.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::read::Decoder;
using logprobs::read::Document;
using logprobs::read::Outcome;

namespace {

template <typename Entry>
std::string all_of(const Answer& answer, const Entry& entry) {
  return fmt::format("{}/{}/{}@{:x}#{}", answer.view(entry.text), answer.view(entry.name),
                     answer.view(entry.shown), std::bit_cast<std::uint64_t>(entry.logprob),
                     entry.id.value_or(-1));
}

/// All that a document says, and whether its lists were read early.
struct Said {
  std::string what;
  bool early = false;
};

Said decode(std::string text) {
  const std::size_t size = text.size();
  text.append(64, '\0');
  Document document;
  document.text = std::string_view(text).substr(0, size);
  Decoder decoder("");
  Answer answer;
  const Outcome outcome = decoder.decode(document, answer);
  std::string out = fmt::format("{} {} {} {} {} {}\n", static_cast<int>(outcome), answer.format,
                                decoder.trouble(), decoder.inside(), answer.id, answer.custom_id);
  for (const std::string& warning : answer.warnings) out += warning + "\n";
  for (const logprobs::Choice& choice : answer.choices) {
    out += fmt::format("{} {} {} {}\n", choice.index, samples::word(choice.kind), choice.message,
                       choice.finish_reason);
    for (const logprobs::Token& token : choice.tokens) {
      out += all_of(answer, token) + fmt::format(" {} ", token.rank.value_or(0));
      for (const auto* entry = answer.begin(token); entry != answer.end(token); ++entry) {
        out += all_of(answer, *entry) + " ";
      }
      out += "\n";
    }
  }
  return {outcome == Outcome::broken ? "broken" : out, decoder.notes().lists != 0};
}

/// The document with its lists in a spelling that is not read early.
std::string respelled(std::string text) {
  constexpr std::string_view front = "[{\"token\":";
  for (std::size_t at = 0; (at = text.find(front, at)) != std::string::npos; at += 2) {
    text.insert(at + 1, " ");
  }
  return text;
}

/// Makes up documents, most of them in the usual spelling, with one oddity or a few.
class Author {
 public:
  explicit Author(unsigned seed) : random_(seed) {}

  std::string document() {
    comma_ = one_in(2) ? ", " : ",";
    colon_ = comma_.size() == 2 ? ": " : ":";
    oddity_ = one_in(3) ? 12 : 1000;
    std::string text = odd() ? list(2) : wrapped();
    if (one_in(6)) spoil(text);
    return text;
  }

 private:
  bool one_in(unsigned n) { return random_() % n == 0; }
  bool odd() { return one_in(oddity_); }
  std::string_view pick(std::initializer_list<std::string_view> all) {
    return all.begin()[random_() % all.size()];
  }

  std::string wrapped() {
    std::string body = R"({"id":"x","choices":[)";
    const unsigned choices = one_in(4) ? 3 : 1;
    for (unsigned i = 0; i < choices; ++i) body += (i == 0 ? "" : ",") + choice(i);
    body += "]}";
    if (one_in(2)) return body;
    const std::string line =
        R"({"custom_id":"a","response":{"status_code":200,"body":)" + body + "}}";
    return odd() ? "[" + line + "]" : line;
  }

  std::string choice(unsigned index) {
    std::string lists = R"("content":)" + list(2);
    if (odd()) lists += R"(,"refusal":)" + list(1);
    if (odd()) lists += R"(,"content":)" + list(1);
    if (odd()) lists += R"(,"reasoning_content":)" + list(1);
    if (odd()) lists += R"(,"other":)" + list(1);
    std::string out = R"({"message":{"content":"a [{ \"token\": b"},"logprobs":{)" + lists + "}";
    if (one_in(2)) out += R"(,"index":)" + std::to_string(odd() ? 0 : index);
    return out + R"(,"finish_reason":"stop"})";
  }

  std::string list(int depth) {
    std::string out = "[";
    const std::size_t size = 1 + random_() % 3;
    for (std::size_t i = 0; i < size; ++i) out += (i == 0 ? "" : space(comma_)) + entry(depth);
    return out + "]";
  }

  std::string space(std::string_view usual) {
    return odd() ? std::string(usual) + std::string(pick({" ", "\n", "\t"})) : std::string(usual);
  }

  std::string entry(int depth) {
    const std::string text(
        odd() ? "token_id:5" : pick({"a", " the", "\xc3\xa9", "bytes", " of many words", "[{"}));
    std::string out = R"({"token")" + space(colon_) + string_of(text);
    std::string fields[] = {R"("logprob")" + space(colon_) + number(),
                            R"("bytes")" + space(colon_) + bytes_of(text),
                            R"("top_logprobs")" + space(colon_) + alternatives(depth)};
    if (depth == 2 && one_in(2) && fields[2].ends_with("}]")) {
      const std::string repeated = out + comma_ + fields[0] + comma_ + fields[1] + "}" + comma_;
      fields[2].insert(fields[2].find('[') + 1, repeated);
    }
    if (odd()) std::swap(fields[random_() % 3], fields[random_() % 3]);
    const unsigned count = depth < 2 ? 2 : 3;
    for (unsigned i = 0; i < count; ++i) {
      if (odd()) continue;
      out += space(comma_) + fields[i];
      if (odd()) out += space(comma_) + fields[i];
    }
    if (odd()) out += R"(,"id":7)";
    return out + "}";
  }

  std::string alternatives(int depth) {
    if (depth < 2 || odd()) return odd() ? "null" : "[]";
    return list(depth - 1);
  }

  std::string string_of(const std::string& text) {
    if (odd()) {
      return std::string(
          pick({"null", "7", R"("")", R"("\u0061")", R"("\ud800")", R"("\x")", R"("token_id:5")",
                R"("byte: \\xe9")", "\"\x01\"", "\"\xc3\"", std::string_view("\"\0\"", 3),
                R"("\"[{\"token\":")", "\"\xef\xbf\xbd\""}));
    }
    return '"' + text + '"';
  }

  std::string number() {
    if (odd()) {
      return std::string(
          pick({"null", "0", "-0", "-9999.0", "1e-7", "-1e999", "NaN", "-Infinity", "\"-1\"",
                "-0.1234567890123456789", "-123456789012345678901", "01.5", "-", "1.5x", "{}",
                "9007199254740993.0", "-1.7976931348623157e308", "5e-324"}));
    }
    return fmt::format("{}", -static_cast<double>(random_() % 1000) / 128);
  }

  std::string bytes_of(const std::string& text) {
    if (odd())
      return std::string(pick({"null", "[]", "[97]", "[256]", "[ 97 ]", "\"YQ==\"", "[97,]"}));
    std::string out = "[";
    for (const char c : text) {
      if (out.size() > 1) out += comma_;
      out += std::to_string(static_cast<unsigned char>(c));
    }
    return out + "]";
  }

  /// Changes, drops or doubles a byte.
  void spoil(std::string& text) {
    const std::size_t at = random_() % text.size();
    if (one_in(3)) {
      text.erase(at, 1);
    } else if (one_in(2)) {
      text.insert(at, 1, text[at]);
    } else {
      text[at] = pick({"\"[]{},:\\ 0-.e\x01\xff"})[random_() % 15];
    }
  }

  std::mt19937 random_;
  std::string comma_, colon_;
  unsigned oddity_ = 1;
};

}  // namespace

TEST_CASE("a document says the same whether its lists are read early or not") {
  Author author(1);
  std::size_t early = 0;
  const std::size_t count = 100'000 / samples::thinning();
  for (std::size_t i = 0; i < count; ++i) {
    const std::string text = author.document();
    const Said said = decode(text);
    const Said expected = decode(respelled(text));
    CAPTURE(text);
    REQUIRE(said.what == expected.what);
    REQUIRE_FALSE(expected.early);
    early += said.early ? 1 : 0;
  }
  CHECK(early > count / 2);
  CHECK(early < count);
}

TEST_CASE("a list inside of a string, or one that nobody takes, is none that was read") {
  const std::string list = R"([{"token":"a","logprob":-1}])";
  CHECK(decode(R"({"choices":[{"message":{"content":")" + list + R"("}}]})").what == "broken");
  const Said other =
      decode(R"({"choices":[{"logprobs":{"content":)" + list + R"(,"more":)" + list + "}}]}");
  CHECK_FALSE(other.early);
  CHECK(decode(R"({"choices":[{"logprobs":{"content":)" + list + "}}]}").early);
}
