#include "generate/man_text.hpp"

#include <algorithm>
#include <array>

#include "cli/option_groups.hpp"

namespace logprobs::generate::words {
namespace {

constexpr std::array<std::string_view, 5> description_text = {
    "*logprobs* asks a language model a question, or reads what one answered before, and paints "
    "the answer by how probable each of its tokens was to the model: green, lime, yellow, orange "
    "and red, from sure to unsure. What stands out needs a second look: a token that was hardly "
    "likelier than another (\u201cambiguous\u201d, \U0001F500), one that was not the likeliest "
    "(\u201cnot top\u201d, \U0001F3AF), and one that was improbable by itself (\u201clow\u201d, "
    "underlined).",
    "Without --replay the words of {PROMPT} are the question, joined by single spaces. A word *-* "
    "stands for all of standard input; with no words at all, standard input is the question if it "
    "is not a terminal. It is not read otherwise, so a loop over the lines of a file is safe. The "
    "answer is painted as it comes, from any server that speaks the chat completions of OpenAI's "
    "API: OpenAI itself, llama.cpp, vLLM, Ollama and many more. The key is taken from "
    "*OPENAI_API_KEY* in the environment.",
    "With --replay answers are read from files, and nobody is asked: whole responses, streams, "
    "JSON Lines, the files of a Batch, logs that have responses somewhere inside, and raw logits. "
    "What wire format they are in is found out. They may be compressed (gzip, zstd), of any size, "
    "and still growing.",
    "The view goes to standard output; progress, warnings and errors go to standard error. On a "
    "terminal, whatever a model or a file says is made visible: nothing in it can act there. In a "
    "pipe there are no colours, and nothing else changes.",
    "Options may stand anywhere before *--*. Long ones take their value as the next word or after "
    "an equals sign. Of an option that is given twice the last one counts, unless it may be "
    "repeated.",
};

constexpr std::array<std::string_view, 2> exploring_text = {
    "-i shows an answer on a full screen, with a cursor on one of its tokens and, below, what else "
    "the model could have said there. Several answers are listed first: the list can be sorted and "
    "searched, and Enter opens one. These are the keys:",
    "With --explore=lines the same is done by a line at a time, without moving a cursor, as screen "
    "readers and scripts like it: type a command and Enter; *help* lists them.",
};

constexpr std::array<std::string_view, 2> caveat_text = {
    "The numbers say how probable each token was to the model, given those before it. They do not "
    "say that the answer is right: a model can be certain and wrong. What can be worded in many "
    "ways looks unsure although the fact is not, and a token that grammar forces looks sure "
    "although it proves no knowledge.",
    "A server says only what it wants to: few list more than 20 alternatives, some report "
    "probabilities before temperature and top-p and some after, and some send none at all, which "
    "ends with exit status 6.",
};

constexpr std::array file_items = {
    Item{"{$XDG_CONFIG_HOME}*/logprobs/config.toml*",
         "Options for every run and profiles of them, in *\u007e/.config/logprobs* where that "
         "variable is not set. A line *model = \"gpt-4o\"* stands for --model; a table "
         "*[profile.local]* has what --profile *local* adds."},
    Item{
        "{$XDG_STATE_HOME}*/logprobs/*",
        "The last 20 answers that were painted on a terminal, for --last and --history; the "
        "folder is *\u007e/.local/state/logprobs* where that variable is not set. Only their owner "
        "can read them, and they have no key in them."},
    Item{
        "{$XDG_CACHE_HOME}*/logprobs/models-**",
        "The names that each server listed last, for completion; in *\u007e/.cache/logprobs* where "
        "that variable is not set. Names older than a day are not used."},
    Item{"{FILE}*.partial*", "What --save kept of an answer that was cut off or interrupted."},
};

constexpr std::array see_also_items = {
    Item{"*jq*(1)", "for what -f json prints"},
    Item{"*sqlite3*(1)", "for what -f csv prints"},
};

struct GroupText {
  std::string_view group;
  std::string_view text;
};
constexpr std::array group_texts = {
    GroupText{cli::group::asking,
              "These have no meaning where answers are replayed, and are then passed over."},
    GroupText{cli::group::branching,
              "Would the answer have been another if the model had chosen another token? It is "
              "asked to go on from there, at temperature 0, and what it says is compared with what "
              "it said. A branch that comes back to the answer's own words only changed the "
              "wording."},
    GroupText{cli::group::clues,
              "A clue is a token that is worth a second look. Probabilities are compared as they "
              "are, not as they are printed."},
    GroupText{
        cli::group::settings,
        "What is wanted every time can be in a file. --show-config says what is in force, and "
        "which file, variable or option says so."},
    GroupText{cli::group::scripts,
              "Gates make the exit status say whether an answer is sure enough. The answer is "
              "shown all the same, and the reason goes to standard error."},
};

}  // namespace

std::span<const std::string_view> description() { return description_text; }
std::span<const std::string_view> exploring() { return std::span(exploring_text).first(1); }
std::span<const std::string_view> key_notes() { return std::span(exploring_text).last(1); }
std::span<const std::string_view> caveats() { return caveat_text; }
std::span<const Item> files() { return file_items; }
std::span<const Item> see_also() { return see_also_items; }

std::string_view about_group(std::string_view group) {
  const auto* const found = std::find_if(group_texts.begin(), group_texts.end(),
                                         [&](const GroupText& row) { return row.group == group; });
  return found == group_texts.end() ? std::string_view() : found->text;
}

}  // namespace logprobs::generate::words
