// What stands around an answer: its heading, the legend, and one line that sums it up.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "show/terminal/style.hpp"

namespace logprobs::show {

/// What names a response: "batch.jsonl:3 · req-7".
std::string heading(const Answer& answer);

/// What names an answer beside others: "batch.jsonl:3 · req-7 · choice 1 · refusal".
std::string heading(const Answer& answer, const Choice& choice);

/// What needs a legend besides marks: the colours of the bands, the two bars of a token with the
/// sign of the chosen one, or that sign alone.
enum class Signs { bands, best_and_second, chosen };

/// Says what colours and marks mean, as far as it has not been said.
class Legend {
 public:
  explicit Legend(const ShowOptions& options) : options_(options) {}

  /// Appends the lines that this summary and these signs need.
  void write(const Summary& summary, Signs signs, std::string& out);

 private:
  ShowOptions options_;
  // Said already:
  bool bands_ = false, best_ = false, chosen_ = false;
  bool low_ = false, ambiguous_ = false, not_top_ = false;
};

/// A part of a choice's summary: "perplexity 1.00"; `clue` names the one whose tokens it counts.
struct Fact {
  std::string text;
  std::string_view clue{};
};

/// A choice in numbers, made visible.
std::vector<Fact> summary_facts(const Answer& answer, const Choice& choice,
                                const ChoiceReport& report, const Thresholds& thresholds);

/// The same in one line: "gpt-4o · 4 tokens · perplexity 1.00 · ...".
std::string summary_line(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                         const Thresholds& thresholds);

/// Appends what a choice without tokens says.
void write_message(std::string_view message, std::string& out);

/// Appends what stands below a choice: a blank line, the legend, and a line that sums it up.
void write_footer(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                  const ShowOptions& options, Legend& legend, std::string& out,
                  Signs signs = Signs::bands);

/// Appends a blank line (but before the first answer) and the heading, where one is due.
class Headings {
 public:
  explicit Headings(const ShowOptions& options) : options_(options) {}
  void write(const Answer& answer, const Choice& choice, std::string& out);

 private:
  ShowOptions options_;
  bool first_ = true;
};

}  // namespace logprobs::show
