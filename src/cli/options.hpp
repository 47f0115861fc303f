// What the command line asks for, resolved to plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/ask_options.hpp"
#include "cli/branch_options.hpp"
#include "cli/file_part.hpp"
#include "cli/origin.hpp"
#include "logprobs/logits.hpp"
#include "logprobs/read.hpp"
#include "logprobs/report.hpp"
#include "logprobs/show.hpp"

namespace logprobs::cli {

/// Used if neither an option nor the environment says otherwise.
inline constexpr std::string_view default_model = "gpt-4o";
inline constexpr std::string_view default_base_url = "https://api.openai.com/v1";
inline constexpr std::string_view default_key_variable = "OPENAI_API_KEY";

/// The API that servers are asked with; a name that --from can have.
inline constexpr std::string_view spoken_api = "openai-chat";

/// What shows clues.
struct ClueSigns {
  std::optional<Marks> marks{};  ///< absent: those that the terminal can show
  bool lines = false;            ///< in place of marks, where it can be

  bool operator==(const ClueSigns&) const = default;
};

/// How somebody walks through answers: on a full screen, by a line at a time, or not at all.
enum class Explore { no, screen, lines };

/// What is printed for the system to install, or for a shell that completes words.
enum class Generate { none, man, complete_bash, complete_zsh, complete_fish, models };

enum class ColorMode { automatic, always, never };

/// The options, by their long names; defaults are those of `--help`.
struct Options {
  AskOptions ask;
  BranchOptions branches;
  std::vector<std::string> replay;         ///< files; `-` is standard input; none: a model is asked
  std::optional<std::uint64_t> at_offset;  ///< show only what begins at this byte of the file
  std::optional<Shard> shard;              ///< read only this part of all files
  std::vector<FilePart> parts;  ///< what that is of each of `replay`; empty: all, or not known yet
  bool keep_going = false;  ///< what failed or is broken in files does not change the exit status
  bool partial = false;     ///< write what was counted, to be merged
  std::vector<std::string> merge;          ///< files with what others counted
  std::vector<std::string> counting;       ///< counting_words()
  std::optional<std::size_t> jobs;         ///< threads that read files; absent: one for each core
  std::optional<std::size_t> block_bytes;  ///< that a thread reads at a time; absent: by jobs
  std::optional<std::size_t> last;         ///< replay a kept answer: 1 is the newest
  bool history = false;                    ///< list the kept answers
  Generate generate = Generate::none;      ///< print this, and do nothing else
  std::string from;                        ///< of replay: a wire format's name; empty: detected
  std::optional<int> choice;               ///< show only the choice with this index; absent: all
  bool show_prompt = false;      ///< also the prompt's tokens, if the wire tells them apart
  bool show_reasoning = false;   ///< the same for the reasoning's
  std::size_t alternatives = 5;  ///< of raw logits: how many of the best tokens to list
  std::string tokenizer;         ///< of raw logits: a tokenizer.json
  std::string ids;               ///< a file with the tokens of an array of logits
  std::optional<Layout> layout;  ///< how logits and tokens go together; absent: whichever fits
  std::vector<std::int64_t> end_tokens;  ///< of raw logits: what follows one of them is padding
  Sampling at;                           ///< of raw logits: applied to them
  std::uint64_t max_bytes = ReadOptions{}.max_bytes;  ///< of a response or a line

  std::string format = "text";  ///< a view's name
  std::string output = "-";     ///< a file's name; `-` is standard output
  Thresholds thresholds;
  Gates gates;
  Sought sought;
  ColorMode color = ColorMode::automatic;
  std::optional<ColorDepth> color_depth;  ///< absent: the terminal decides
  Palette palette = Palette::classic;
  std::optional<Background> background;  ///< absent: the terminal's
  ClueSigns signs;
  bool only_clues = false;
  std::vector<std::string> show_fields;  ///< keys of what is around a response, each once
  StatsOptions stats;
  std::string truth;  ///< of stats: a file that says which answers are correct; empty: none
  Explore explore = Explore::no;
  bool open = false;      ///< show the page in a browser
  bool fragment = false;  ///< of html, the painted answer alone
  bool no_wrap = false;
  bool bars = true;
  std::optional<int> width;  ///< in cells; absent: that of the terminal, or COLUMNS
  bool no_legend = false;
  bool quiet = false;
  Places places;  ///< of the options that the config sets

  /// True if a model is asked.
  bool asks() const {
    return replay.empty() && merge.empty() && !last && !history && generate == Generate::none;
  }
  /// True if the exit status depends on what answers say.
  bool judges() const { return gates.any() || sought.any(); }
};

}  // namespace logprobs::cli
