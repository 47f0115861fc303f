// The options of asking.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/option_groups.hpp"
#include "logprobs/ask.hpp"

namespace logprobs::cli {
namespace {

using Arg = Argument;

constexpr int most_alternatives = 20;
constexpr int most_retries = 1000;

}  // namespace

OptionRows asking_options(const Question& preset) {
  using namespace group;
  return {
      {asking, "-m,--model", "NAME",
       fmt::format("the model (LOGPROBS_MODEL, OPENAI_MODEL; {}, or the only one that another "
                   "server has); help lists the server's",
                   default_model),
       [](Options& o, Arg a) {
         o.ask.model = parse_text({a.option, parse_name(a)});
       },
       brief, std::string(default_model), "LOGPROBS_MODEL,OPENAI_MODEL"},
      {asking, "-s,--system", "TEXT", "the system message",
       [](Options& o, Arg a) { o.ask.question.system = parse_text(a); }, brief},
      {asking, "--system-file", "FILE", "the same, from a file",
       [](Options& o, Arg a) { o.ask.system_file = parse_name(a); }},
      {asking, "-k,--top-logprobs", "K",
       fmt::format("alternatives for each token, 0 to {} ({})", most_alternatives,
                   preset.top_logprobs),
       [](Options& o, Arg a) { o.ask.question.top_logprobs = parse_up_to(a, most_alternatives); },
       brief, text_of(preset.top_logprobs)},
      {asking, "-n,--choices", "N", fmt::format("how many answers ({})", preset.choices),
       [](Options& o, Arg a) {
         o.ask.question.choices =
             static_cast<int>(parse_whole(a, "a number of answers (1 or more)", 1, many));
       },
       0, text_of(preset.choices)},
      {asking, "-t,--temperature", "T", "how freely tokens are drawn",
       [](Options& o, Arg a) { o.ask.question.temperature = parse_number(a); }, brief},
      {asking, "--top-p", "P", "draw from the tokens that make up P of the probability",
       [](Options& o, Arg a) { o.ask.question.top_p = parse_fraction(a); }},
      {asking, "--max-tokens", "N", "the longest answer, sent as max_completion_tokens",
       [](Options& o, Arg a) {
         o.ask.question.max_tokens = parse_whole(a, "a number of tokens (1 or more)", 1, many);
       },
       brief},
      {asking, "--legacy-max-tokens", "",
       "send that as max_tokens, for servers that know no other name",
       [](Options& o, Arg) { o.ask.question.legacy_max_tokens = true; }},
      {asking, "--seed", "N", "a seed for drawing tokens",
       [](Options& o, Arg a) {
         using Limits = std::numeric_limits<std::int64_t>;
         o.ask.question.seed = parse_whole(a, "a whole number", Limits::min(), Limits::max());
       }},
      {asking, "--stop", "TEXT", "end the answer before TEXT; may be repeated",
       [](Options& o, Arg a) {
         if (a.text.empty()) refuse("--stop: an empty text would end every answer at once");
         o.ask.question.stop.push_back(parse_text(a));
       },
       repeats},
      {asking, "--prefill", "TEXT", "the beginning that the answer must continue",
       [](Options& o, Arg a) { o.ask.question.prefill = parse_text(a); }},
      {asking, "--param", "KEY=JSON",
       "a further field of the request, or another value for one; may be repeated",
       [](Options& o, Arg a) {
         check_param(a.text);
         o.ask.question.params.emplace_back(a.text);
       },
       repeats},
      {asking, "--no-stream", "", "ask for the whole answer at once",
       [](Options& o, Arg) { o.ask.question.stream = false; }},
      {asking, "--save", "FILE",
       "keep request and response, and branches, for --replay; what was cut off is kept as "
       "FILE.partial",
       [](Options& o, Arg a) { o.ask.save = parse_name(a); }, brief | of_one_run},
      {asking, "--save-response", "FILE", "keep the response alone, as it came",
       [](Options& o, Arg a) { o.ask.save_response = parse_name(a); }, of_one_run},
      {asking, "--no-history", "", "do not keep the answer for --last (or LOGPROBS_HISTORY=0)",
       [](Options& o, Arg) { o.ask.no_history = true; }, 0, "", "LOGPROBS_HISTORY"},
      {asking, "--dry-run", "", "print the request, send nothing",
       [](Options& o, Arg) { o.ask.dry_run = true; }, brief | of_one_run},
  };
}

OptionRows connection_options(const Connection& preset) {
  using namespace group;
  return {
      {connection, "--base-url", "URL",
       fmt::format("the API (OPENAI_BASE_URL; {})", default_base_url),
       [](Options& o, Arg a) { o.ask.base_url = parse_name(a); }, brief,
       std::string(default_base_url), "OPENAI_BASE_URL"},
      {connection, "--api-key-file", "FILE", "read the key from a file instead of OPENAI_API_KEY",
       [](Options& o, Arg a) { o.ask.api_key_file = parse_name(a); }},
      {connection, "--api-key-env", "NAME", "or from another variable",
       [](Options& o, Arg a) { o.ask.api_key_env = parse_name(a); }, 0,
       std::string(default_key_variable)},
      {connection, "-H,--header", "LINE",
       "a further header, 'Name: value', or @FILE that has it; may be repeated",
       [](Options& o, Arg a) { o.ask.headers.emplace_back(a.text); }, repeats},
      {connection, "--timeout", "SECONDS",
       fmt::format("for a whole answer, or the longest silence of a stream ({})", preset.timeout),
       [](Options& o, Arg a) { o.ask.connection.timeout = parse_seconds(a); }, 0,
       text_of(preset.timeout)},
      {connection, "--connect-timeout", "SECONDS",
       fmt::format("for the connection alone ({})", preset.connect_timeout),
       [](Options& o, Arg a) { o.ask.connection.connect_timeout = parse_seconds(a); }, 0,
       text_of(preset.connect_timeout)},
      {connection, "--retries", "N",
       fmt::format("ask again after a failure that may pass, N times at most ({})", preset.retries),
       [](Options& o, Arg a) { o.ask.connection.retries = parse_up_to(a, most_retries); }, 0,
       text_of(preset.retries)},
      {connection, "--proxy", "URL",
       "a proxy instead of the one that the environment names; '' for none",
       [](Options& o, Arg a) { o.ask.connection.proxy = a.text; }},
      {connection, "--cacert", "FILE", "trust the CAs in a file instead of the system's",
       [](Options& o, Arg a) { o.ask.cacert = parse_name(a); }},
      {connection, "--allow-insecure-http", "", "let a key go over http to another machine",
       [](Options& o, Arg) { o.ask.allow_insecure_http = true; }},
  };
}

}  // namespace logprobs::cli
