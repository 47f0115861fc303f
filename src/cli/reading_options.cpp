// The options of reading responses, and of what counts as a clue.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <limits>

#include "cli/option_groups.hpp"

namespace logprobs::cli {
namespace {

using Arg = Argument;

constexpr std::array<Named<Layout>, 2> layouts = {
    {{"generate", Layout::generate, "a row for each token that was generated"},
     {"forward", Layout::forward, "a row for each token, of what may follow it"}}};

constexpr std::int64_t most_jobs = 1024;
constexpr std::int64_t most_offset = std::numeric_limits<std::int64_t>::max();

std::vector<Choice> choices_of_from() {
  std::vector<Choice> choices = and_help(choices_of(formats()));
  choices.insert(choices.begin(), {"auto", "whichever it is"});
  return choices;
}

}  // namespace

OptionRows reading_options(const Options& preset) {
  using namespace group;
  return {
      {source, "-r,--replay", "FILE...",
       "show saved responses instead of asking; takes every word up to the next option; - is "
       "standard input",
       [](Options& o, Arg a) { o.replay.emplace_back(a.text); }, brief | repeats | of_one_run},
      {source, "--last", "[N]",
       "show the last answer that was painted on a terminal again, or the N-th last of 20",
       [](Options& o, Arg a) {
         o.last =
             static_cast<std::size_t>(parse_whole(a, "a number (1 is the last answer)", 1, many));
       },
       brief | of_one_run},
      {source, "--history", "", "list these answers", [](Options& o, Arg) { o.history = true; },
       brief | of_one_run},
      {source,
       "--from",
       "NAME",
       fmt::format("their wire format; auto (the default) detects it, help lists the names; while "
                   "asking, the API that is spoken: {}",
                   spoken_api),
       nullptr,
       0,
       "auto",
       {},
       choices_of_from()},  // make_options() applies it: it means two things
      {source, "--at", "OFFSET",
       "only the response that begins at this byte of the file, as offset in json and stats-json "
       "says",
       [](Options& o, Arg a) {
         o.at_offset = static_cast<std::uint64_t>(
             parse_whole(a, "a number of bytes (0, 1, 2, ...)", 0, most_offset));
       },
       of_one_run},
      {source, "--shard", "I/N",
       "read only the I-th of N parts of all files together: each line is in one of them. A file "
       "whose first line is not one whole value (a stream, or compressed) is in one part as a "
       "whole",
       [](Options& o, Arg a) { o.shard = parse_shard(a); }, of_one_run},
      {source, "--merge", "FILE...",
       "show what --partial wrote for all shards, as if one run had read all files",
       [](Options& o, Arg a) { o.merge.emplace_back(parse_name(a)); }, repeats | of_one_run},
      {source, "--jobs", "N",
       "how many threads read files of JSON Lines (one for each core); the output is the same",
       [](Options& o, Arg a) {
         o.jobs = static_cast<std::size_t>(parse_whole(
             a, fmt::format("a number of threads from 1 to {}", most_jobs), 1, most_jobs));
       }},
      {source, "--block", "BYTES",
       "with several threads: how much of a file each reads at a time, and more for a longer line "
       "(64K to 256K)",
       [](Options& o, Arg a) { o.block_bytes = parse_bytes(a); }},
      {source, "--keep-going", "",
       "broken lines and failed responses do not change the exit status; the last line counts them",
       [](Options& o, Arg) { o.keep_going = true; }},
      {source, "--choice", "I", "only the choice with this index",
       [](Options& o, Arg a) {
         o.choice = static_cast<int>(parse_whole(a, "an index (0, 1, 2, ...)", 0, many));
       }},
      {source, "--max-bytes", "BYTES",
       fmt::format("the largest response or line that is read ({}; K, M and G are powers of 1024)",
                   bytes_text(preset.max_bytes)),
       [](Options& o, Arg a) { o.max_bytes = parse_bytes(a); }, 0, bytes_text(preset.max_bytes)},
      {source, "--tokenizer", "FILE",
       "of raw logits (safetensors, npy): the tokenizer.json that has the tokens' texts",
       [](Options& o, Arg a) { o.tokenizer = parse_name(a); }},
      {source, "--ids", "FILE",
       "of raw logits alone, as in an npy file: an npy file with the chosen tokens",
       [](Options& o, Arg a) { o.ids = parse_name(a); }, of_one_run},
      {source,
       "--layout",
       "NAME",
       fmt::format("of raw logits, how rows and tokens go together where both ways fit: {}",
                   listed(layouts, preset.layout)),
       [](Options& o, Arg a) { o.layout = parse_named(a, layouts); },
       0,
       {},
       {},
       choices_of(layouts)},
      {source, "--eos", "ID,...", "of raw logits: the tokens at any of which a sequence ends",
       [](Options& o, Arg a) { o.end_tokens = parse_ids(a); }},
      {source, "--at-temperature", "T",
       "of raw logits: show the distribution at temperature T, beside the model's own",
       [](Options& o, Arg a) { o.at.temperature = parse_temperature(a); }},
      {source, "--at-top-k", "K", "only the K most probable tokens can be drawn",
       [](Options& o, Arg a) {
         o.at.top_k =
             static_cast<std::size_t>(parse_whole(a, "a number of tokens (1, 2, ...)", 1, many));
       }},
      {source, "--at-top-p", "P", "only the fewest tokens that together have a probability of P",
       [](Options& o, Arg a) { o.at.top_p = parse_fraction(a); }},
      {source, "--at-min-p", "P", "only tokens with P times the probability of the best",
       [](Options& o, Arg a) { o.at.min_p = parse_fraction(a); }},
      {clues, "--low", "P",
       fmt::format("low: a token's probability is below P ({})", preset.thresholds.low),
       [](Options& o, Arg a) { o.thresholds.low = parse_fraction(a); }, brief,
       text_of(preset.thresholds.low)},
      {clues, "--ambiguous", "GAP",
       fmt::format("ambiguous: the two most probable tokens are less than GAP apart ({})",
                   preset.thresholds.ambiguous),
       [](Options& o, Arg a) { o.thresholds.ambiguous = parse_fraction(a); }, brief,
       text_of(preset.thresholds.ambiguous)},
      {clues, "--bands", "A,B,C,D",
       fmt::format("green above A, lime above B, yellow above C, orange above D, else red ({})",
                   fmt::join(preset.thresholds.bands, ",")),
       [](Options& o, Arg a) { parse_bands(a, o.thresholds.bands); }, 0,
       fmt::format("{}", fmt::join(preset.thresholds.bands, ","))},
  };
}

}  // namespace logprobs::cli
