// Command lines to learn from. The tests run all of them.
#include <array>

#include "cli/cli.hpp"

namespace logprobs::cli {
namespace {

constexpr bool in_help = true;

constexpr std::array examples = {
    ExampleInfo{"logprobs \"Who is the president of Poland?\"", "the answer, painted as it comes",
                in_help},
    ExampleInfo{"logprobs \"Summarise:\" - < article.txt", "with standard input in the question",
                in_help},
    ExampleInfo{"logprobs -r response.json", "a saved answer", in_help},
    ExampleInfo{"logprobs -r response.json -f table", "every token with its alternatives", in_help},
    ExampleInfo{"logprobs -r batch.jsonl -f summary", "a line per response", in_help},
    ExampleInfo{"tail -f log.sse | logprobs -r -", "a stream, painted as it grows", in_help},
    ExampleInfo{"logprobs --base-url http://127.0.0.1:8080/v1 \\\n  -k 10 -t 0 \"Name a colour.\"",
                "ask a server of one's own, such as llama.cpp's, for ten alternatives"},
    ExampleInfo{"logprobs --save poland.sse \"Who is the president of Poland?\"\n"
                "logprobs -r poland.sse -o poland.html",
                "keep an answer, and make a page for the browser of it"},
    ExampleInfo{"logprobs -r batch.jsonl -f places |\n  sort -t $'\\t' -k 2 -g | head",
                "the least sure tokens of many answers, with their words around them"},
    ExampleInfo{"logprobs -r batch.jsonl -f stats --by model --worst 3",
                "what many answers say together, and the three worst"},
    ExampleInfo{"logprobs -r batch.jsonl -f json | jq '.choices[].summary.perplexity'",
                "the perplexity of each answer, for other programs"},
    ExampleInfo{"logprobs -r response.json -q --fail-on low,not-top ||\n"
                "  echo \"have somebody look at it\"",
                "act on an answer that the model was not sure of"},
    ExampleInfo{"logprobs -r verdict.json -q --rating 1-5",
                "the expected value of a judge's rating, finer than the digit that was drawn"},
    ExampleInfo{"logprobs -r review.json -q --labels positive,negative \\\n  --expect positive",
                "how probable each label of a classifier was, as a test for its prompt"},
    ExampleInfo{"source <(logprobs --generate complete-bash)",
                "have this bash complete options, formats, files and models"},
};

}  // namespace

std::span<const ExampleInfo> example_table() { return examples; }

}  // namespace logprobs::cli
