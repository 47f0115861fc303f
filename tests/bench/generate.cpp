// Makes up what OpenAI would have sent, as input for the benches. The same arguments give the same
// bytes.
//
//   bench_generate MEGABYTES K SEED           an output file of the Batch API
//   bench_generate --response TOKENS K SEED   one chat completion
//
// K is the number of alternatives of each token, a megabyte is 1,000,000 bytes.

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "random.hpp"
#include "vocabulary.hpp"

namespace bench {
namespace {

constexpr float floor_logprob = -9999;

/// As Python writes a float: shortest, with a point or an exponent.
void append_logprob(std::string& out, float logprob) {
  const bool tiny = logprob != 0 && std::abs(logprob) < 1e-4F;
  const auto format = tiny ? std::chars_format::scientific : std::chars_format::fixed;
  std::array<char, 64> digits;
  const auto end = std::to_chars(digits.begin(), digits.end(), logprob, format).ptr;
  out.append(digits.begin(), end);
  if (std::find_if(digits.begin(), end, [](char c) { return c == '.' || c == 'e'; }) == end) {
    out += ".0";
  }
}

/// A token with its logprob, as an alternative or as the chosen one.
struct Scored {
  std::size_t token = 0;
  float logprob = 0;
};

/// Chooses tokens and the alternatives that they had.
class Sampler {
 public:
  Sampler(const Vocabulary& vocabulary, std::size_t k, Random& random)
      : vocabulary_(vocabulary), k_(k), random_(random) {}

  Random& random() { return random_; }
  const Vocabulary& vocabulary() const { return vocabulary_; }

  /// The logprob of a token that was chosen; leaves its alternatives, most probable first.
  float judge(std::size_t chosen, std::vector<Scored>& alternatives) {
    alternatives.clear();
    score(alternatives);
    name(chosen, alternatives);
    const float lowest = alternatives.back().logprob;
    alternatives.pop_back();
    const double luck = random_.unit();
    if (alternatives.empty()) return lowest;
    if (luck < 0.001) return floor_logprob;
    if (luck < 0.03) return lowest;
    const std::size_t rank = luck < 0.12 ? random_.below(alternatives.size()) : 0;
    alternatives[rank].token = chosen;
    return alternatives[rank].logprob;
  }

 private:
  /// One more than k falling logprobs: the last is for a chosen token outside the top k.
  void score(std::vector<Scored>& alternatives) {
    const bool certain = random_.chance(0.02);
    const double rest = certain ? 1e-8 : 0.7 * std::pow(10, -6.5 * random_.unit());
    double logprob = certain ? 0 : std::log1p(-rest);
    for (std::size_t i = 0; i <= k_; ++i) {
      alternatives.push_back({0, static_cast<float>(logprob)});
      if (i == 0) logprob = std::min(logprob, std::log(rest));
      logprob -= 0.05 + 1.2 * random_.unit();
    }
    if (k_ > 1 && random_.chance(0.003)) alternatives[k_ - 1].logprob = floor_logprob;
  }

  /// Gives every alternative a token of its own, none of them the chosen one.
  void name(std::size_t chosen, std::vector<Scored>& alternatives) {
    const std::size_t size = vocabulary_.tokens().size();
    const std::size_t step = 1 + random_.below(size / (k_ + 2));
    std::size_t token = random_.below(size);
    for (Scored& alternative : alternatives) {
      token = (token + step) % size;
      if (token == chosen) token = (token + step) % size;
      alternative.token = token;
    }
  }

  const Vocabulary& vocabulary_;
  std::size_t k_;
  Random& random_;
};

/// A chat completion in the making; its memory is used again for the next one.
class Completion {
 public:
  explicit Completion(Sampler& sampler) : sampler_(sampler) {}

  void append(std::string& out, std::size_t tokens, Spelling spelling, bool with_logprobs) {
    Random& random = sampler_.random();
    write_tokens(tokens, spelling);
    out += R"({"id":"chatcmpl-)" + random.hex(29);
    out += R"(","object":"chat.completion","created":1733162000,"model":"gpt-4o-2024-08-06",)";
    out += R"("choices":[{"index":0,"message":{"role":"assistant","content":")" + content_;
    out += R"(","refusal":null},"logprobs":)";
    out += with_logprobs ? R"({"content":[)" + items_ + R"(],"refusal":null})" : "null";
    out += random.chance(0.9) ? R"(,"finish_reason":"stop"}],)" : R"(,"finish_reason":"length"}],)";
    append_usage(out, 20 + random.below(400));
    out += R"(,"service_tier":"default","system_fingerprint":"fp_)" + random.hex(10) + R"("})";
  }

 private:
  void write_tokens(std::size_t tokens, Spelling spelling) {
    content_.clear();
    items_.clear();
    for (written_ = 0; written_ < tokens;) {
      const Unit& unit = sampler_.vocabulary().choose(sampler_.random());
      if (written_ + unit.tokens.size() > tokens) continue;
      content_ += in(unit.text, spelling);
      for (const std::size_t token : unit.tokens) append_item(token, spelling);
    }
    if (!items_.empty()) items_.pop_back();
  }

  void append_item(std::size_t token, Spelling spelling) {
    append_scored({token, sampler_.judge(token, alternatives_)}, spelling);
    items_ += R"(,"top_logprobs":[)";
    for (const Scored& alternative : alternatives_) {
      append_scored(alternative, spelling);
      items_ += "},";
    }
    if (!alternatives_.empty()) items_.pop_back();
    items_ += "]},";
    ++written_;
  }

  /// Without the closing brace.
  void append_scored(Scored scored, Spelling spelling) {
    const Token& token = sampler_.vocabulary().tokens()[scored.token];
    items_ += in(token.head, spelling);
    append_logprob(items_, scored.logprob);
    const bool without_bytes = token.whole && sampler_.random().chance(0.003);
    items_ += without_bytes ? std::string_view(R"(,"bytes":null)") : token.tail;
  }

  void append_usage(std::string& out, std::size_t prompt_tokens) const {
    out += R"("usage":{"prompt_tokens":)";
    append_number(out, prompt_tokens);
    out += R"(,"completion_tokens":)";
    append_number(out, written_);
    out += R"(,"total_tokens":)";
    append_number(out, prompt_tokens + written_);
    out += R"(,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},)";
    out += R"("completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,)";
    out += R"("accepted_prediction_tokens":0,"rejected_prediction_tokens":0}})";
  }

  Sampler& sampler_;
  std::string content_, items_;
  std::vector<Scored> alternatives_;
  std::size_t written_ = 0;
};

constexpr std::string_view refused_body =
    R"({"error":{"message":"This model's maximum context length is 128000 tokens. However, your )"
    R"(messages resulted in 131072 tokens. Please reduce the length of the messages.","type":)"
    R"("invalid_request_error","param":"messages","code":"context_length_exceeded"}})";

void append_batch_line(std::string& out, std::size_t number, Completion& completion,
                       Random& random) {
  const double kind = random.unit();
  const bool refused = kind < 0.01;
  out += R"({"id":"batch_req_)" + random.hex(32) + R"(","custom_id":"request-)";
  append_number(out, number);
  out += R"(","response":{"status_code":)";
  out += refused ? "400" : "200";
  out += R"(,"request_id":")" + random.hex(32) + R"(","body":)";
  if (refused) {
    out += refused_body;
  } else {
    const Spelling spelling = both_spellings[number % both_spellings.size()];
    completion.append(out, 40 + random.below(261), spelling, kind >= 0.02);
  }
  out += "},\"error\":null}\n";
}

bool write(std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
}

struct Arguments {
  bool one_response = false;
  std::uint64_t size = 0;  // tokens of the response, or megabytes of the file
  std::uint64_t k = 0;
  std::uint64_t seed = 0;
};

bool parse(std::string_view text, std::uint64_t& number) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

std::optional<Arguments> parse(std::vector<std::string_view> words) {
  Arguments arguments;
  if (!words.empty() && words.front() == "--response") {
    arguments.one_response = true;
    words.erase(words.begin());
  }
  if (words.size() != 3) return std::nullopt;
  const bool numbers = parse(words[0], arguments.size) && parse(words[1], arguments.k) &&
                       parse(words[2], arguments.seed);
  if (!numbers || arguments.k > 20) return std::nullopt;
  return arguments;
}

bool generate(const Arguments& arguments) {
  const Vocabulary vocabulary;
  Random random(arguments.seed);
  Sampler sampler(vocabulary, arguments.k, random);
  Completion completion(sampler);
  std::string text;
  if (arguments.one_response) {
    completion.append(text, arguments.size, Spelling::raw, true);
    return write(text + "\n");
  }
  std::uint64_t written = 0;
  for (std::size_t number = 0; written < arguments.size * 1'000'000; ++number) {
    text.clear();
    append_batch_line(text, number, completion, random);
    if (!write(text)) return false;
    written += text.size();
  }
  return true;
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  const auto arguments = bench::parse({argv + 1, argv + argc});
  if (!arguments) {
    std::fputs(
        "usage: bench_generate MEGABYTES K SEED\n"
        "       bench_generate --response TOKENS K SEED\n"
        "K is at most 20\n",
        stderr);
    return 2;
  }
  if (!bench::generate(*arguments) || std::fflush(stdout) != 0) {
    std::perror("bench_generate: standard output");
    return 1;
  }
  return 0;
}
