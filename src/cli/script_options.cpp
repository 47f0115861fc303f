// The options for scripts.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/option_groups.hpp"
#include "cli/sought_values.hpp"

namespace logprobs::cli {
namespace {

using Arg = Argument;

}  // namespace

OptionRows script_options() {
  using namespace group;
  return {
      {scripts,
       "--fail-on",
       "CLUES",
       fmt::format("exit 3 if a token has one of these clues, separated by commas: {}",
                   fmt::join(names_of(clue_table), ", ")),
       // All count: a gate must not open because another is added.
       [](Options& o, Arg a) { add_clues(a, o.gates.fail_on); },
       brief | repeats,
       {},
       {},
       choices_of(clue_table)},
      {scripts, "--min-probability", "P", "exit 3 if a token's probability is below P",
       [](Options& o, Arg a) { o.gates.min_probability = parse_fraction(a); }},
      {scripts, "--max-perplexity", "X", "exit 3 if an answer's perplexity is above X",
       [](Options& o, Arg a) { o.gates.max_perplexity = parse_perplexity(a); }},
      {scripts, "--strict", "",
       "a token of only white space or punctuation trips --fail-on and --min-probability too",
       [](Options& o, Arg) { o.gates.strict = true; }},
      {scripts, "--labels", "A,B,...",
       "the answer is one of these labels: show how probable each was, equal without regard to "
       "case and to white space, quotes and punctuation around it",
       [](Options& o, Arg a) { o.sought.labels = parse_labels(a); }},
      {scripts, "--expect", "LABEL", "exit 3 if another label was more probable",
       [](Options& o, Arg a) { o.sought.expected_label = parse_name(a); }},
      {scripts, "--rating", "A-B",
       "the answer is a rating from A to B, or one of A,B,...: show its expected value, from the "
       "last number in the answer that is on the scale",
       [](Options& o, Arg a) { o.sought.scale = parse_scale(a); }},
      {scripts, "--rating-after", "TEXT", "the rating is the number that follows TEXT",
       [](Options& o, Arg a) { o.sought.rating_after = parse_name(a); }},
      {scripts, "--rating-field", "PATH",
       "the rating is the value at PATH, a JSON Pointer, of an answer that is JSON; implies "
       "--fields",
       [](Options& o, Arg a) { o.sought.rating_field = parse_path(a); }},
      {scripts, "--fields", "",
       "the answer is JSON: show how sure each of its values is; exit 6 if it is not whole. "
       "--min-probability then looks at values",
       [](Options& o, Arg) { o.sought.fields = true; }},
      {scripts, "--enum", "PATH=A,B,...",
       "the value at PATH, a JSON Pointer, is one of A,B,...: show how probable each was; "
       "may be repeated, implies --fields",
       [](Options& o, Arg a) { add_enum(a, o.sought.enums); }, repeats},
      {scripts, "--min-field", "PATH=P",
       "exit 3 if the value at PATH is less probable than P; may be repeated, implies --fields",
       [](Options& o, Arg a) { o.sought.min_fields.push_back(parse_min_field(a)); }, repeats},
  };
}

}  // namespace logprobs::cli
