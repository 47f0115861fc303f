// Makes up the responses of servers as input for the benches. The same arguments give the same
// bytes.
//
//   bench_generate MEGABYTES K SEED           an output file of the Batch API
//   bench_generate --spaced MEGABYTES K SEED  the same with a space after each comma and colon
//   bench_generate --response TOKENS K SEED   one chat completion
//   bench_generate --shape NAME[,NAME...] MEGABYTES K SEED
//                                             responses of other servers, alternating
//   bench_generate --shapes                   the names of the shapes
//
// K is the number of alternatives per token; a megabyte is 1,000,000 bytes.

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "random.hpp"
#include "sampler.hpp"
#include "shapes.hpp"
#include "vocabulary.hpp"

namespace bench {
namespace {

constexpr std::string_view refused_body =
    R"({"error":{"message":"This model's maximum context length is 128000 tokens. However, your )"
    R"(messages resulted in 131072 tokens. Please reduce the length of the messages.","type":)"
    R"("invalid_request_error","param":"messages","code":"context_length_exceeded"}})";

/// Writes made-up answers.
class Author {
 public:
  Author(std::size_t k, std::uint64_t seed) : random_(seed), sampler_(vocabulary_, k, random_) {}

  Random& random() { return random_; }
  std::uint64_t tokens() const { return tokens_; }

  template <typename Append>
  void append(std::string& out, std::size_t tokens, Spelling spelling, Append append_answer) {
    const Answer answer = sampler_.answer(tokens, spelling);
    append_answer(out, Source{vocabulary_, answer, random_});
    tokens_ += tokens;
  }

  void append_completion(std::string& out, std::size_t tokens, Spelling spelling, bool logprobs) {
    append(out, tokens, spelling, [&](std::string& text, const Source& source) {
      bench::append_completion(text, source, logprobs);
    });
  }

 private:
  Vocabulary vocabulary_;
  Random random_;
  Sampler sampler_;
  std::uint64_t tokens_ = 0;
};

void append_batch_line(std::string& out, std::size_t number, Author& author) {
  Random& random = author.random();
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
    author.append_completion(out, 40 + random.below(261), spelling, kind >= 0.02);
  }
  out += "},\"error\":null}\n";
}

bool write(std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
}

/// JSON with a space after each comma and colon that is not in a string.
std::string with_spaces(std::string_view json) {
  std::string out;
  bool in_string = false;
  bool is_escaped = false;
  for (const char c : json) {
    out += c;
    if (!in_string && (c == ',' || c == ':')) out += ' ';
    if (c == '"' && !is_escaped) in_string = !in_string;
    is_escaped = c == '\\' && !is_escaped;
  }
  return out;
}

struct Arguments {
  bool one_response = false;
  bool spaced = false;
  std::vector<Shape> shapes;  // the shapes that alternate in the file
  std::uint64_t size = 0;     // tokens of the response, or megabytes of the file
  std::uint64_t k = 0;
  std::uint64_t seed = 0;
};

bool parse(std::string_view text, std::uint64_t& number) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  return result.ec == std::errc() && result.ptr == text.data() + text.size();
}

/// Parses comma-separated names.
bool parse(std::string_view names, std::vector<Shape>& found) {
  for (;;) {
    const std::size_t comma = names.find(',');
    const auto shape = std::find_if(shapes().begin(), shapes().end(), [&](const Shape& each) {
      return each.name == names.substr(0, comma);
    });
    if (shape == shapes().end()) return false;
    found.push_back(*shape);
    if (comma == names.npos) return true;
    names.remove_prefix(comma + 1);
  }
}

std::optional<Arguments> parse(std::vector<std::string_view> words) {
  Arguments arguments;
  if (!words.empty() && words.front() == "--response") {
    arguments.one_response = true;
    words.erase(words.begin());
  } else if (!words.empty() && words.front() == "--spaced") {
    arguments.spaced = true;
    words.erase(words.begin());
  } else if (words.size() > 1 && words.front() == "--shape") {
    if (!parse(words[1], arguments.shapes)) return std::nullopt;
    words.erase(words.begin(), words.begin() + 2);
  }
  if (words.size() != 3) return std::nullopt;
  const bool numbers = parse(words[0], arguments.size) && parse(words[1], arguments.k) &&
                       parse(words[2], arguments.seed);
  if (!numbers || arguments.k > 20) return std::nullopt;
  return arguments;
}

/// Writes a file whose lines `append` fills.
template <typename Append>
bool write_lines(std::uint64_t megabytes, Append append) {
  std::string text;
  std::uint64_t written = 0;
  for (std::size_t number = 0; written < megabytes * 1'000'000; ++number) {
    text.clear();
    append(text, number);
    if (!write(text)) return false;
    written += text.size();
  }
  return true;
}

/// Also prints the number of tokens, so that benches can check that all were read.
bool generate_shapes(const Arguments& arguments, Author& author) {
  const bool good = write_lines(arguments.size, [&](std::string& text, std::size_t number) {
    const Shape& shape = arguments.shapes[number % arguments.shapes.size()];
    const Spelling spelling = both_spellings[author.random().below(both_spellings.size())];
    author.append(text, 60 + author.random().below(81), spelling, shape.append);
    text += '\n';
  });
  std::fprintf(stderr, "tokens %llu\n", static_cast<unsigned long long>(author.tokens()));
  return good;
}

bool generate(const Arguments& arguments) {
  Author author(arguments.k, arguments.seed);
  if (!arguments.shapes.empty()) return generate_shapes(arguments, author);
  if (arguments.one_response) {
    std::string text;
    author.append_completion(text, arguments.size, Spelling::raw, true);
    return write(text + "\n");
  }
  return write_lines(arguments.size, [&](std::string& text, std::size_t number) {
    append_batch_line(text, number, author);
    if (arguments.spaced) text = with_spaces(text);
  });
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  if (argc == 2 && argv[1] == std::string_view("--shapes")) {
    for (const bench::Shape& shape : bench::shapes()) std::puts(shape.name.data());
    return 0;
  }
  const auto arguments = bench::parse({argv + 1, argv + argc});
  if (!arguments) {
    std::fputs(
        "usage: bench_generate [--spaced] MEGABYTES K SEED\n"
        "       bench_generate --response TOKENS K SEED\n"
        "       bench_generate --shape NAME[,NAME...] MEGABYTES K SEED\n"
        "       bench_generate --shapes\n"
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
