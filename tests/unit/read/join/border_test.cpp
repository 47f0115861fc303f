#include "read/join/border.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Token;

namespace {

/// Tokens, each after a `/`.
std::vector<Token> tokens_of(std::string_view text, Answer& answer) {
  std::vector<Token> tokens;
  while (!text.empty()) {
    text.remove_prefix(1);
    std::size_t end = text.find('/');
    while (end < text.size() && end > 0 && text[end - 1] == '<') end = text.find('/', end + 1);
    const std::string_view token = text.substr(0, end);
    tokens.push_back(samples::make_token(answer, {token}, {}));
    text.remove_prefix(token.size());
  }
  return tokens;
}

struct Row {
  std::string_view text;  // of the answer, or of the reasoning
  std::string_view tokens;
  std::optional<std::size_t> border;
};

}  // namespace

TEST_CASE("the answer's tokens are those at the end that are its text") {
  const Row row = GENERATE(values<Row>({
      {"So it is", "/Hm/ well/So/ it/ is", 2},
      {"So it is", "/So/ it/ is", 0},
      {"So", "/<think>/\n/Hm/\n/</think>/\n\n/So", 6},
      {"So", "/Hm/</think>/So/<|im_end|>", 2},
      {"So", "/Hm/</think>/\n\nSo/\n/<|eot|>/\n", 2},
      {"\n\nSo", "/Hm/</think>/\n\n/So", 2},
      {"So\n", "/Hm/</think>/So", 2},
      {"a<b>", "/Hm/</think>/a/<b>", 2},
      {"<b>", "/<think>/</think>/<b>", 2},
      {"final", "/<|channel|>/analysis/<|message|>/Hm/<|end|>/<|channel|>/final/<|message|>/final",
       8},
      {"4", "/2+2=4/</think>/4", 2},
      // What was lost or changed is compared after a mark only.
      {"So 🐝", "/Hm/</think>/So/ �/�", 2},
      {"So 🐝", "/Hm/</think>/\n\n/So/ �/<|im_end|>", 3},
      {"So �.", "/</think>/So/ \xF0\x9F/.", 1},
      {"So it", "/Hm/</think>/So/Ġit", 2},
      {"🐝 So", "/�/ So", 0},
      {"So 🐝", "/Hm/So/ �", {}},
      {"So", "/Hm/</think>/Other", {}},
      {"So", "/Hm", {}},
      {" \n", "/Hm", {}},
  }));
  CAPTURE(row.text, row.tokens);
  Answer answer;
  const std::vector<Token> tokens = tokens_of(row.tokens, answer);
  CHECK(logprobs::read::border_before(row.text, tokens, answer) == row.border);
}

TEST_CASE("the reasoning's tokens are those at the beginning that are its text, with its marks") {
  const Row row = GENERATE(values<Row>({
      {"Hm well", "/Hm/ well/<call>/f", 3},
      {"Hm", "/Hm/f", 1},
      {"Hm", "/<think>/\n/Hm/\n/</think>/\n\n/<call>/f", 6},
      {"\nHm\n", "/<think>/\nHm/.f", 2},
      {"Hm", "/<|channel|>/analysis/<|message|>/Hm/<|end|>/<|start|>/assistant", 5},
      {"Hm", "/Hm", 1},
      {"Hm", "/Well/Hm/f", {}},
      {"Hm", "/f", {}},
  }));
  CAPTURE(row.text, row.tokens);
  Answer answer;
  const std::vector<Token> tokens = tokens_of(row.tokens, answer);
  CHECK(logprobs::read::border_after(row.text, tokens, answer) == row.border);
}

TEST_CASE("what comes before the answer and ends with a mark is reasoning that the message lacks") {
  struct Hidden {
    std::string_view content;
    std::string_view tokens;
    std::string_view text;
  };
  const Hidden row = GENERATE(values<Hidden>({
      {"So", "/Hm/</think>/\n\n/So", "Hm</think>"},
      {"So", "/<think>/Hm/</think>/So/</s>", "<think>Hm</think>"},
      {"So", "/<think>/\n\n/</think>/\n\n/So", ""},  // it thought nothing
      {"So", "/<s>/So", ""},
      {"So", "/Hm/So", ""},
      {"So", "/So", ""},
      {"So", "/Hm/</think>/Other", ""},
      {"", "/Hm/</think>", ""},
  }));
  CAPTURE(row.content, row.tokens);
  Answer answer;
  const std::vector<Token> tokens = tokens_of(row.tokens, answer);
  CHECK(logprobs::read::text_before_mark(row.content, tokens, answer) == row.text);
}
